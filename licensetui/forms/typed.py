"""Typed values, read strictly: a value, or a sentence that says what is wrong."""

from __future__ import annotations

import re
from contextlib import suppress
from datetime import date

from licensetui.domain.contact import Away
from licensetui.domain.dataclass import dataclass
from licensetui.domain.license import Seats
from licensetui.domain.money import Money
from licensetui.domain.notice import NO_NOTICE, Notice
from licensetui.domain.plain import plain
from licensetui.reading.amounts import amount_text, read_amount
from licensetui.reading.cells import CellError
from licensetui.reading.dates import NO_END, TwoDaysError, day_of_year, read_date, read_end
from licensetui.reading.notices import notice_text, read_notice


class TypedError(ValueError):
    """Something typed that cannot be read. Its text is a sentence for the user."""

    def __init__(self, sentence: str, field: str = "") -> None:
        """Say what is wrong, and in which field."""
        super().__init__(sentence)
        self.field = field
        """Name of the field, empty while it is not known."""


def text(typed: str) -> str:
    """Return the text without the spaces around it, and without what a terminal would obey."""
    return plain(typed).strip()


def required(typed: str) -> str:
    """Return the text, which must not be empty."""
    if not typed.strip():
        raise TypedError("must not be empty")
    return text(typed)


def day(typed: str) -> date | None:
    """Return a date, or None for nothing; what is short was written out before (`Field`)."""
    trimmed = typed.strip()
    if not trimmed:
        return None
    try:
        found = None if day_of_year(trimmed) else read_date(trimmed, None)
    except TwoDaysError as error:
        raise TypedError(f"{error}: use one of these") from None
    except CellError:
        found = None
    if found is None and re.fullmatch(r"\d{4}-\d{1,2}-\d{1,2}", trimmed):
        raise TypedError(f"{trimmed} is not a calendar date")
    if found is None:
        raise TypedError(f"{_quoted(trimmed)} is not a date. Use YYYY-MM-DD, 31, 12-31, or +30")
    return found


def end(typed: str) -> date | None:
    """Return an end as `day` does, and `NO_END` for what has none: `never`, 2099-12-31."""
    with suppress(CellError):
        if read_end(typed, None) == NO_END:
            return NO_END
    return day(typed)


def notice(typed: str) -> Notice | None:
    """Return a notice, or None for nothing and for `none`."""
    try:
        found = read_notice(typed)
    except TwoDaysError as error:
        raise TypedError(f"{error}: use one of these") from None
    except CellError:
        raise TypedError(
            f"{_quoted(typed)} is not a notice. Use 30 days, 4 weeks, 3 months, 30 Sep, or a date"
        ) from None
    return None if found == NO_NOTICE else found


def notice_written_out(typed: str) -> str:
    """Return a notice as it is understood; what is none stays as it is."""
    with suppress(TypedError):
        return notice_text(notice(typed))
    return typed


def days(typed: str) -> int | None:
    """Return a number of days, or None for nothing."""
    return count(typed, "a number of days, e.g. 30")


def count(typed: str, what: str = "a whole number, e.g. 500") -> int | None:
    """Return a whole number that is not negative, or None for nothing."""
    trimmed = typed.strip().replace(" ", "")
    if not trimmed:
        return None
    if not re.fullmatch(r"[0-9]{1,9}", trimmed):
        raise TypedError(f"{_quoted(typed)} is not {what}")
    return int(trimmed)


def reference(typed: str) -> int | None:
    """Return the id of a record that was picked, or None for nothing."""
    return int(typed) if typed else None


def reminders(typed: str) -> tuple[int, ...] | None:
    """Return days before the end (negative: after) written as `90, 30, 0, -15`.

    None for nothing, and no days at all for `none`.
    """
    trimmed = typed.strip()
    if not trimmed:
        return None
    if trimmed.casefold() == "none":
        return ()
    found = []
    for part in trimmed.split(","):
        if not re.fullmatch(r"\s*[-+]?[0-9]{1,4}\s*", part):
            raise TypedError(
                f"{_quoted(part)} is not a number of days. Use 90, 30, 0, -15, or none"
            )
        found.append(int(part))
    return tuple(dict.fromkeys(found))


def reminders_text(days: tuple[int, ...] | None) -> str:
    """Return reminder days as they are typed."""
    if days is None:
        return ""
    return ", ".join(str(day) for day in days) or "none"


def seats(typed: str) -> Seats:
    """Return a number of seats, `unlimited`, or None for nothing."""
    if typed.strip().casefold() in ("unlimited", "u"):
        return "unlimited"
    return count(typed, "a number of seats. Use a number, or unlimited")


@dataclass(frozen=True)
class Amounts:
    """The reader of amounts of money."""

    currency: str
    """ISO code for amounts that name none."""

    def __call__(self, typed: str) -> Money | None:
        """Return an amount, or None for nothing."""
        if not typed.strip():
            return None
        try:
            found = read_amount(typed, None)
        except CellError as error:
            known = f". Use 12500.00 or 12500.00 {self.currency}"
            is_bare = str(error).endswith("is not an amount")
            raise TypedError(f"{error}{known if is_bare else ''}") from None
        if found is None:
            raise TypedError(f"{_quoted(typed)} is not an amount")
        return Money(found.number, found.currency or self.currency)

    def written_out(self, typed: str) -> str:
        """Return an amount with its currency; what is none stays as it is."""
        with suppress(TypedError):
            return amount_text(found) if (found := self(typed)) else typed
        return typed


def absences(typed: str) -> tuple[Away, ...]:
    """Return absences written as `2026-12-10..2026-12-28`, several with commas between them.

    Other forms were written out before.
    """
    found = []
    for part in (part.strip() for part in typed.split(",")):
        if not part:
            continue
        first, dots, last = part.partition("..")
        start, end = day(first), day(last if dots else first)
        if start is None or end is None:
            raise TypedError(f"{_quoted(part)} is not a range. Use 2026-12-10..2026-12-28")
        if end < start:
            raise TypedError(f"{end} is before {start}")
        found.append(Away(start, end))
    return tuple(found)


def absences_text(away: tuple[Away, ...]) -> str:
    """Return absences as they are typed."""
    return ", ".join(f"{time.start}..{time.end}" for time in away)


def _quoted(typed: str) -> str:
    shown = typed.strip()
    return f'"{shown[:30]}..."' if len(shown) > 30 else f'"{shown}"'
