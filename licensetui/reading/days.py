"""Days as one types them: in full in any known form, or short, as `31`, `20/12`, `+30`."""

from __future__ import annotations

import re
from contextlib import suppress
from datetime import date, timedelta

from licensetui.domain.dataclass import dataclass
from licensetui.domain.days import months_after
from licensetui.domain.months import Month
from licensetui.reading.cells import CellError, quoted
from licensetui.reading.dates import DateOrder, day_of_year, order_within, read_date

EXAMPLES = "31, 12-31, 31/12, +30 (days), +2w, +3m, +1y"
"""The ways to write a day short, for a hint."""
_LEAP_CYCLE = 8
# Years within which each day of a calendar comes: 29 Feb leaves out 1900, 2100 and the like.
_BARE = re.compile(r"\s*[0-9]{1,2}\s*")
_SHORT = re.compile(r"\s*(?:[0-9]{1,2}|[+-].*)\s*|\s*[0-9]{1,2}-[0-9]{1,2}\s*")
_COMMA = re.compile(r",(?!\s*[0-9]{4}(?![0-9]|[-/.][0-9]))")
"""Stands between absences, and not before a year, as in `Dec 20, 2026`."""
_UNTIL = re.compile(
    r"\s*(?:\.\.\.?|[\N{HORIZONTAL ELLIPSIS}\N{EN DASH}\N{EM DASH}\N{RIGHTWARDS ARROW}])\s*"
    r"|\s+(?:-|to|until|till|through|au|jusqu'au|bis|al|hasta)\s+",
    re.IGNORECASE,
)
"""Stands between the first and the last day of an absence."""
_FROM = re.compile(r"\s*(?:from|du|vom|von|del|desde)\s+", re.IGNORECASE)


def read_day(
    text: str, today: date, order: DateOrder | None = None, *, is_past: bool = False
) -> date | None:
    """Return the day that was typed, None for nothing, or raise a `CellError`.

    A day of a month (`31`) and a day of a year (`12-31`, `31/12`, `31 Dec`) are the next such
    day, today included, or where it `is_past` the last one; `+30` and `-30` count days, `+2w`,
    `+3m` and `+1y` weeks, months and years from today.
    """
    typed = text.strip()
    if not typed:
        return None
    try:
        if found := re.fullmatch(r"([+-][0-9]{1,4})([dwmy]?)", typed, re.IGNORECASE):
            return _counted(int(found[1]), found[2].lower(), today)
        if found := re.fullmatch(r"(?:([0-9]{1,2})-)?([0-9]{1,2})", typed):
            day = _such(int(found[1] or 0), int(found[2]), today, is_past)
        elif of_year := day_of_year(typed, order):
            day = _such(*of_year, today, is_past)
        else:
            day = read_date(typed, order)
    except OverflowError:
        day = None
    if day is None:
        raise CellError(f"{quoted(typed)} is not a date")
    return day


def written_out(text: str, today: date) -> str:
    """Return a day as an ISO date, counted from `today`; what is none stays as it is."""
    return str(_Reader(today, None).day(text) or text)


def absences_written_out(text: str, today: date) -> str:
    """Return absences as `2026-12-20..2027-01-05`, several with commas; what is none stays.

    The last day of one counts from its first; a first day without its month or year is the last
    such one before a last day that has it. Of two readings, the others in the text show which.
    """
    reader = _Reader(today, order_within(text))
    return ",".join(reader.span(part) for part in _COMMA.split(text))


@dataclass(frozen=True)
class _Reader:
    """Reads days, or says None."""

    today: date
    order: DateOrder | None

    def span(self, text: str) -> str:
        if day := self.day(text):
            return str(day)
        bare = _FROM.sub("", text, count=1)
        between = _UNTIL.search(bare)
        sides = (bare[: between.start()], bare[between.end() :]) if between else self.dashed(bare)
        if sides is None:
            return str(self.day(bare) or text)
        first, last = sides
        leads = self.has_year(last) or (_BARE.fullmatch(first) and not _SHORT.fullmatch(last))
        if leads and (end := self.day(last)):
            start = self.day(first, end, is_past=True)
        else:
            start = self.day(first)
            end = self.day(last, start)
        return f"{start or first}..{end or last}" if start or end else text

    def dashed(self, text: str) -> tuple[str, str] | None:
        """Return both sides of a dash without spaces, where only one can stand between days."""
        cut = [(text[: dash.start()], text[dash.end() :]) for dash in re.finditer("-", text)]
        found = [
            sides
            for sides in cut
            if not all(map(_SHORT.fullmatch, sides)) and all(map(self.day, sides))
        ]
        return found[0] if len(found) == 1 else None

    def has_year(self, text: str) -> bool:
        with suppress(CellError):
            return read_date(text, self.order) is not None
        return False

    def day(self, text: str, today: date | None = None, *, is_past: bool = False) -> date | None:
        with suppress(CellError):
            return read_day(text, today or self.today, self.order, is_past=is_past)
        return None


def _counted(count: int, unit: str, today: date) -> date:
    if unit in ("m", "y"):
        return months_after(today, count * (12 if unit == "y" else 1))
    return today + timedelta(days=count * (7 if unit == "w" else 1))


def _such(month: int, number: int, today: date, is_past: bool) -> date | None:
    """Return the next day of this number, or the last one, in this month of a year if not 0."""
    for distance in range(12 * _LEAP_CYCLE + 1):
        there = Month.of(today).plus(-distance if is_past else distance)
        if month in (0, there.number) and 1 <= number <= there.last_day.day:
            day = date(there.year, there.number, number)
            if day <= today if is_past else day >= today:
                return day
    return None
