"""The notice of a term: until when its cancellation must have arrived."""

from __future__ import annotations

from datetime import date, timedelta
from typing import NamedTuple

from licensetui.domain.days import months_after
from licensetui.domain.labels import Labeled


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


def _in_year(day: date, year: int) -> date:
    return months_after(day, (year - day.year) * 12)
