"""The offer of a license's form to take the vendor that is probably meant."""

from __future__ import annotations

from collections.abc import Mapping

from licensetui.findings.objections import Objection
from licensetui.findings.vendor_rules import vendor_question
from licensetui.forms.vendor_fields import as_typed
from licensetui.tui.commands import forms


def offered(texts: Mapping[str, str]) -> Objection | None:
    """Return the offer to take the vendor that is meant; None if there is none."""
    question = vendor_question(as_typed(texts))
    key = forms.TAKE_VENDOR.keys_shown
    return Objection("vendor", f"{question} {key} takes it", refuses=False) if question else None
