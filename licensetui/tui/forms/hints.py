"""Hints of a form: what is said of a field while one is in it."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from datetime import date

from licensetui.domain.keyless import in_field
from licensetui.domain.license import License
from licensetui.domain.milestones import in_days
from licensetui.domain.months import long_date
from licensetui.findings.objections import Objection
from licensetui.forms import typed
from licensetui.forms.field import Field
from licensetui.forms.typed import TypedError
from licensetui.reading.dates import NO_END
from licensetui.reading.days import EXAMPLES
from licensetui.tui.commands import text_fields
from licensetui.tui.commands.sections import keyed
from licensetui.wording.costs import cost_words

KEY = "That looks like a license key: only its end and its SHA-256 will be kept."
"""What a field says of a key that is typed in it."""
NEVER = "no end: the license is perpetual"
"""What a field says of an end that is none."""
CREDIT = "a credit, which no cost counts"
"""What a field says of an amount below nothing."""
PRICE = ("cost", "cost_basis", "per_seat", "term_seats", "seats")
"""The fields that make a price."""
SHORT = f"Short: {EXAMPLES}"
"""What a field for days says of the ways to write one."""


def hints(
    field: Field, shown: str, first: str, today: date, objection: Callable[[], Objection | None]
) -> tuple[tuple[str, ...], bool]:
    """Return lines that say what a field wants, or what is wrong, and whether something is.

    `shown` is what stands in it, `first` what stood there before anybody typed.
    """
    text = field.written_out(shown, today)
    try:
        if field.name != "email" and text != first:
            field.parse(text)
    except TypedError as error:
        return (f"{field.label}: {error}",), True
    against = objection()
    understood = _understood(field, shown, text, today)
    lines = [f"{field.label}: {keyed(field.hint)}", *([understood] if understood else [])]
    if against:
        lines.append(against.reason)
    elif field.takes_days and not understood:
        lines.append(SHORT)
    if not field.choices and text != first and in_field(field.name, text).keys:
        lines.append(KEY)
    return tuple(lines), against is not None


def comes_to(after: Callable[[], License]) -> str:
    """Return what a price for a time or a seat comes to; empty if it is no such, or not sound."""
    with suppress(TypedError):
        term = after().term
        words = cost_words(term)
        return "" if term is None or words in ("", str(term.cost)) else words
    return ""


def was_words(field: Field, shown: str, first: str) -> str:
    """Return what stood in a field before one typed, and how to have it again; else nothing."""
    if not first or shown == first or field.choices or field.is_picked:
        return ""
    return f"Was: {first}   {text_fields.UNDO_TYPING.key_names[0]} restores it"


def _understood(field: Field, shown: str, text: str, today: date) -> str:
    """Return how a field is read: `2026-12-31: Thu 31 Dec 2026, in 39 d`, `12.50 EUR`."""
    if field.parse is typed.day and (day := typed.day(text)):
        return f"{day}: {long_date(day)}, {in_days(day, today)}"
    if field.parse is typed.end and (end := typed.end(text)):
        return NEVER if end == NO_END else f"{end}: {long_date(end)}, {in_days(end, today)}"
    if isinstance(field.parse, typed.Amounts) and text.startswith("-"):
        return f"{text}: {CREDIT}"
    return text if text != shown else ""
