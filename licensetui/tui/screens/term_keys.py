"""Keys that choose how long a term is, and from where it is counted."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from textual.binding import Binding, BindingType

from licensetui.domain.renewal import Anchor
from licensetui.tui.bindings import bindings
from licensetui.tui.command import Command
from licensetui.tui.commands import forms, sections
from licensetui.tui.forms.renew_form import UNTIL

_LENGTH, _ANCHOR = "length", "anchor"
_CHOICES: Mapping[Command, tuple[str, str, str]] = {
    forms.ONE_YEAR: (_LENGTH, "1 year", ""),
    forms.TWO_YEARS: (_LENGTH, "2 years", ""),
    forms.THREE_YEARS: (_LENGTH, "3 years", ""),
    forms.ONE_MONTH: (_LENGTH, "1 month", ""),
    forms.UNTIL_DAY: (_LENGTH, UNTIL, "end"),
    forms.FROM_LAST_END: (_ANCHOR, Anchor.PREVIOUS_END.value, ""),
    forms.FROM_PAYMENT: (_ANCHOR, Anchor.PAYMENT.value, ""),
    forms.FROM_FIXED_DAY: (_ANCHOR, Anchor.FIXED.value, "start"),
}
# The field, the word to choose in it, and the field in which one types then, if there is one.


def term_keys() -> list[BindingType]:
    """Return the bindings of the commands for a form that has the fields."""
    return [
        replace(binding, action=f"choose{_CHOICES[command]}")
        for command, binding in zip(sections.RENEWAL, bindings(*sections.RENEWAL), strict=True)
        if isinstance(binding, Binding)
    ]
