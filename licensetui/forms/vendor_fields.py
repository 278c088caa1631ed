"""The vendor in the form of a license: who is probably meant, and the portal that follows."""

from __future__ import annotations

from collections.abc import Mapping

from licensetui.domain.license import Hosting, License
from licensetui.vendors import meant, usual_portal


def portal_word(texts: Mapping[str, str]) -> str:
    """Return the portal of a license as typed, where nobody says which it is."""
    return usual_portal(as_typed(texts)).label


def meant_vendor(texts: Mapping[str, str]) -> str:
    """Return the vendor that is probably meant by what was typed; empty for none."""
    return meant(as_typed(texts))


def as_typed(texts: Mapping[str, str]) -> License:
    """Return what is typed of a license as far as it tells who sells it."""
    return License(
        texts["name"].strip() or "-",
        vendor=texts["vendor"],
        product=texts["product"],
        hosting=Hosting(texts["hosting"]),
        sen=texts["sen"],
        partner=texts["partner"],
        entitlement=texts["entitlement"],
    )
