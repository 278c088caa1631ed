"""Days as one types them in a hurry: `31`, `12-31`, `+30`, `+2w`; written out as ISO dates."""

from __future__ import annotations

import re
from datetime import date, timedelta

from licensetui.domain.days import months_after
from licensetui.domain.months import Month

EXAMPLES = "31, 12-31, +30 (days), +2w, +3m, +1y"
"""The ways to write a day short, for a hint."""
_LEAP_CYCLE = 8
# Years within which each day of a calendar comes: 29 Feb leaves out 1900, 2100 and the like.


def written_out(text: str, today: date) -> str:
    """Return a text with its short days as ISO dates; what is no short day stays as it is.

    A day of a month (`31`) and a day of a year (`12-31`) are the next such day, today
    included; `+30` and `-30` count days, `+2w`, `+3m` and `+1y` weeks, months and years from
    today. In a span of days (`12-20..01-05`) the last one counts from the first.
    """
    return ",".join(_span(part, today) for part in text.split(","))


def _span(text: str, today: date) -> str:
    first, dots, last = text.partition("..")
    start = _written(first, today)
    return f"{start}{dots}{_written(last, _day_of(start) or today)}"


def _written(text: str, today: date) -> str:
    try:
        day = _read(text.strip(), today)
    except (OverflowError, ValueError):
        return text  # beyond the calendar: whoever reads it says that it is no day
    return text if day is None else str(day)


def _read(text: str, today: date) -> date | None:
    """Return the day a short text stands for, or None if it is none."""
    if found := re.fullmatch(r"([+-][0-9]{1,4})([dwmy]?)", text, re.IGNORECASE):
        return _counted(int(found[1]), found[2].lower(), today)
    if found := re.fullmatch(r"(?:([0-9]{1,2})-)?([0-9]{1,2})", text):
        return _next(int(found[1]) if found[1] else None, int(found[2]), today)
    return None


def _counted(count: int, unit: str, today: date) -> date:
    if unit in ("m", "y"):
        return months_after(today, count * (12 if unit == "y" else 1))
    return today + timedelta(days=count * (7 if unit == "w" else 1))


def _next(month: int | None, number: int, today: date) -> date | None:
    """Return the next day of this number, in this month of a year if one is given."""
    for ahead in range(12 * _LEAP_CYCLE + 1):
        there = Month.of(today).plus(ahead)
        if month in (None, there.number) and 1 <= number <= there.last_day.day:
            day = date(there.year, there.number, number)
            if day >= today:
                return day
    return None


def _day_of(text: str) -> date | None:
    try:
        return date.fromisoformat(text.strip())
    except ValueError:
        return None
