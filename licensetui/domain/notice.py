"""The notice of a term: until when its cancellation must have arrived."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any, NamedTuple

from licensetui.domain.days import months_after
from licensetui.domain.labels import Labeled

YEARLY = 2000
"""The year that days of each year have, where they are read: a leap year."""


class NoticeUnit(Labeled):
    """The unit of a notice period, in the order of the fields of a term."""

    DAYS = "days"
    WEEKS = "weeks"
    MONTHS = "months"


class Notice(NamedTuple):  # asked of each term: made in half the time of a dataclass
    """A time before the end by which a cancellation must have arrived, or a day."""

    length: int = 0
    """How many `unit`s before the end, where it is no day."""
    unit: NoticeUnit = NoticeUnit.DAYS
    """What `length` counts."""
    day: date | None = None
    """The last day to cancel, where it is a day and no time."""
    yearly: bool = False
    """Whether that day comes back each year: its own year then means nothing."""

    def last_day(self, end: date) -> date:
        """Return the last day to cancel a term that ends on `end`.

        Kept within what a calendar can hold. A day of each year is the last one until `end`.
        """
        if self.day is None:
            return self._before(end)
        if not self.yearly:
            return self.day
        latest = _in_year(self.day, end.year)
        return latest if latest <= end else _in_year(self.day, max(end.year - 1, 1))

    def _before(self, end: date) -> date:
        if self.unit is NoticeUnit.MONTHS:
            return months_after(end, -self.length)
        days = self.length * 7 if self.unit is NoticeUnit.WEEKS else self.length
        try:
            return end - timedelta(days)
        except OverflowError:
            return date.min


NO_NOTICE = Notice(-1)
"""Stands for the word that there is none, where that is not the same as nothing said."""


def notice_fields(notice: Notice | None) -> dict[str, Any]:
    """Return a notice as the fields of a term, all of them, so that one takes another's place."""
    fields: dict[str, Any] = {f"notice_{unit.value}": None for unit in NoticeUnit}
    fields |= {"notice_day": None, "notice_yearly": False}
    if notice is None or notice == NO_NOTICE:
        return fields
    if notice.day is None:
        return fields | {f"notice_{notice.unit.value}": notice.length}
    return fields | {"notice_day": notice.day, "notice_yearly": notice.yearly}


def _in_year(day: date, year: int) -> date:
    return months_after(day, (year - day.year) * 12)
