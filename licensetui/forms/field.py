"""Fields of a form: what each is called, how it is read, and what to say of it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import Enum
from typing import Any

from licensetui.domain.plain import plain
from licensetui.forms import typed
from licensetui.reading import days


@dataclass(frozen=True)
class Field:
    """One field."""

    name: str
    """Name of the field in the record."""
    label: str
    """What stands in front of it."""
    hint: str = ""
    """What to say while it has the focus and nothing is wrong; `{save}` is the key of a command."""
    parse: Callable[[str], Any] = typed.text
    """Reads what was typed; raises `TypedError`."""
    choices: tuple[str, ...] = ()
    """The texts one chooses from; empty for a field to type in."""
    shown_as: tuple[str, ...] = ()
    """What a form shows in place of each of these, where that says more."""
    wide: bool = False
    """Whether it takes a line of its own."""
    is_picked: bool = False
    """Whether it is the id of a record, picked from a list."""

    @property
    def takes_days(self) -> bool:
        """Whether one types days in it."""
        return self.parse in (typed.day, typed.end, typed.absences)

    def written_out(self, text: str, today: date) -> str:
        """Return what was typed as it is understood: ISO dates, amounts with their currency."""
        if isinstance(self.parse, typed.Amounts):
            return self.parse.written_out(text)
        if self.parse is typed.notice:
            return typed.notice_written_out(text)
        if self.parse is typed.absences:
            return days.absences_written_out(text, today)
        return days.written_out(text, today) if self.takes_days else text


def labelled(labels: Mapping[str, str]) -> Callable[..., Field]:
    """Return what makes a field of name, hint and parser, called as `labels` say."""

    def made(name: str, hint: str, parse: Callable[[str], Any] = typed.text, **more: Any) -> Field:
        return Field(name, labels[name], hint, parse, **more)

    return made


def text_of(value: Any) -> str:
    """Return what a field shows of a value: of an enum the file's word, of nothing nothing."""
    if value is None:
        return ""
    return str(value.value if isinstance(value, Enum) else value)


def shown(texts: Mapping[str, str]) -> dict[str, str]:
    """Return texts as a field shows them: on one line, with nothing a terminal would obey."""
    return {name: plain(text) for name, text in texts.items()}


def read(
    fields: Iterable[Field], before: Mapping[str, str], now: Mapping[str, str]
) -> dict[str, Any]:
    """Return the values of the fields that were changed, by name.

    Fields that show what they showed `before` are left out, so that what a field cannot
    show (a line break in old notes) survives an edit of another field. Raises `TypedError`.
    """
    values = {}
    for field in fields:
        if now[field.name] == before.get(field.name):
            continue
        try:
            values[field.name] = field.parse(now[field.name])
        except typed.TypedError as error:
            raise typed.TypedError(f"{field.label}: {error}", field.name) from None
    return values
