"""Keys that choose how long a term is, and from where it is counted."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from textual.binding import Binding, BindingType
from textual.widgets import Input

from licensetui.domain.renewal import Anchor
from licensetui.tui.bindings import bindings
from licensetui.tui.command import Command
from licensetui.tui.commands import forms, sections
from licensetui.tui.forms.renew_form import UNTIL
from licensetui.tui.screens.form import Form

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
    """Return the bindings of the commands for a form that has an `action_choose_term`."""
    return [
        replace(binding, action=f"choose_term({binding.id!r})")
        for binding in bindings(*sections.RENEWAL)
        if isinstance(binding, Binding)
    ]


def choose_term(form: Form[Any], id: str) -> None:
    """Do what the command of an id means in a form that has the fields."""
    command = next(command for command in _CHOICES if command.id == id)
    name, word, typed_in = _CHOICES[command]
    form.entry(name).value = word
    if typed_in:
        entry = form.entry(typed_in)
        assert isinstance(entry, Input)  # noqa: S101  # days are typed
        entry.focus()
        entry.action_select_all()
