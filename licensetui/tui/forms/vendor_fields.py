"""The vendor in the form of a license: who is probably meant, and the portal that follows."""

from __future__ import annotations

from collections.abc import Mapping

from licensetui.domain.license import Hosting, License
from licensetui.findings.objections import Objection
from licensetui.findings.vendor_rules import vendor_question
from licensetui.tui.commands import forms
from licensetui.vendors import meant, usual_portal


def portal_word(texts: Mapping[str, str]) -> str:
    """Return the portal of a license as typed, where nobody says which it is."""
    return usual_portal(_typed(texts)).label


def meant_vendor(texts: Mapping[str, str]) -> str:
    """Return the vendor that is probably meant by what was typed; empty for none."""
    return meant(_typed(texts))


def offered(texts: Mapping[str, str]) -> Objection | None:
    """Return the offer to take the vendor that is meant; None if there is none."""
    question = vendor_question(_typed(texts))
    key = forms.TAKE_VENDOR.keys_shown
    return Objection("vendor", f"{question} {key} takes it", refuses=False) if question else None


def _typed(texts: Mapping[str, str]) -> License:
    return License(
        texts["name"].strip() or "-",
        vendor=texts["vendor"],
        product=texts["product"],
        hosting=Hosting(texts["hosting"]),
        sen=texts["sen"],
        partner=texts["partner"],
        entitlement=texts["entitlement"],
    )
