"""The form of a renewal: what stands where in it, and choices that take one key."""

from __future__ import annotations

from collections.abc import Mapping

from licensetui.domain.renewal import Anchor
from licensetui.forms.license_form import NOTICE_FIELD
from licensetui.forms.renew_form import UNTIL
from licensetui.tui.command import Command
from licensetui.tui.commands import forms

CHOICES: Mapping[Command, tuple[str, str, str]] = {
    forms.ONE_YEAR: ("length", "1 year", ""),
    forms.TWO_YEARS: ("length", "2 years", ""),
    forms.THREE_YEARS: ("length", "3 years", ""),
    forms.ONE_MONTH: ("length", "1 month", ""),
    forms.UNTIL_DAY: ("length", UNTIL, "end"),
    forms.FROM_LAST_END: ("anchor", Anchor.PREVIOUS_END.value, ""),
    forms.FROM_PAYMENT: ("anchor", Anchor.PAYMENT.value, ""),
    forms.FROM_FIXED_DAY: ("anchor", Anchor.FIXED.value, "start"),
}
"""By command the field, the word to choose in it, and where one types then, if anywhere."""

PLACES = (
    *(("length",), ("cost", "cost_basis")),
    *(("anchor",), ("per_seat", "seats")),
    *(("start",), ("end",)),
    *(("kind",), ("quote",)),
    *(("order_number",), (NOTICE_FIELD.name,)),
)
"""Names of the fields that stand beside each other: the cost is one Tab from the length."""
