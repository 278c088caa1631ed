"""Days of the calendar, counted by months."""

from __future__ import annotations

import calendar
from datetime import date


def is_month_end(day: date) -> bool:
    """Say whether a day is the last of its month."""
    return day.day == calendar.monthrange(day.year, day.month)[1]


def months_after(day: date, months: int, on: int | None = None) -> date:
    """Return the same day of the month `months` later, or the last day of a shorter one.

    `on` is the day of the month to come to, 1 to 31, where `day` is a last day that stands for a
    later one: of 31 Jan, 28 Feb keeps the 31st in mind. Kept within what a calendar can hold:
    some write 9999-12-31 for never.
    """
    first, last = date.min.year * 12, date.max.year * 12 + 11
    index = min(max(day.year * 12 + day.month - 1 + months, first), last)
    year, month = index // 12, index % 12 + 1
    return date(year, month, min(on or day.day, calendar.monthrange(year, month)[1]))


def day_after(day: date, days: int = 1) -> date:
    """Return the day after another, or so many later, kept within what a calendar can hold."""
    ordinal = min(max(day.toordinal() + days, date.min.toordinal()), date.max.toordinal())
    return date.fromordinal(ordinal)
