"""Terms: the paid periods of a license."""

from __future__ import annotations

import calendar
from dataclasses import dataclass
from datetime import date

from licensetui.domain.labels import Labeled
from licensetui.domain.money import Money
from licensetui.domain.structure import (
    MOST_DAYS,
    MOST_ID,
    StructureError,
    check_amount,
    check_most,
    check_types,
)


class TermKind(Labeled):
    """The kind of a term: how it came about."""

    NEW = "new"
    RENEWAL = "renewal"
    UPGRADE = "upgrade"
    DOWNGRADE = "downgrade"
    CO_TERM = "co-term"
    EXTENSION = "extension"


class Ending(Labeled):
    """The thing that stops at the end of a term."""

    LICENSE = "license"
    MAINTENANCE = "maintenance"


class Decision(Labeled):
    """The decision about the end of a term."""

    UNDECIDED = "undecided"
    RENEW = "renew"
    REDUCE = "reduce"
    CANCEL = "cancel"

    __hash__ = object.__hash__  # as of `Progress`


class Progress(Labeled):
    """The progress of the next purchase, or of the cancellation."""

    OPEN = "open"
    QUOTED = "quoted"
    ORDERED = "ordered"
    DONE = "done"

    __hash__ = object.__hash__  # a member is one object: nothing is faster


@dataclass(frozen=True, slots=True)
class Term:
    """One paid period of a license. Renewing adds a term; the old ones stay readable."""

    id: int
    """Unique within the license, from 1."""
    start: date | None = None
    """First day, where known."""
    end: date | None = None
    """Last day. None where it is not known, or where a perpetual license has no maintenance."""
    kind: TermKind = TermKind.NEW
    """How this term came about."""
    ends: Ending = Ending.LICENSE
    """What stops at `end`: the license itself, or only its maintenance."""
    perpetual: bool = False
    """Whether the license itself goes on after `end`."""
    auto_renew: bool = False
    """Whether the vendor renews, and bills, unless somebody cancels in time."""
    notice_days: int | None = None
    """Days before `end` by which a cancellation must arrive."""
    cost: Money | None = None
    """What this term cost."""
    quote: str = ""
    """Number of the quote for the next term."""
    order_number: str = ""
    """Number of the purchase order for the next term."""
    decision: Decision = Decision.UNDECIDED
    """What shall happen at the end."""
    progress: Progress = Progress.OPEN
    """How far that has come."""
    snoozed_until: date | None = None
    """Until this day nobody wants to hear of it."""

    @property
    def ends_only_maintenance(self) -> bool:
        """Whether the license itself goes on after `end`."""
        return self.perpetual or self.ends is Ending.MAINTENANCE

    @property
    def ends_by_itself(self) -> bool:
        """Whether it was given up, and nothing but a day is needed for that.

        What renews itself goes on, and is billed, until the vendor has the cancellation.
        """
        return self.decision is Decision.CANCEL and not self.auto_renew

    def __post_init__(self) -> None:
        """Refuse types and days that contradict each other, and numbers out of range."""
        check_types(self)
        check_most("id", self.id, MOST_ID)
        if self.cost is not None:
            check_amount("cost", self.cost.amount)
        if self.start and self.end and self.end < self.start:
            raise StructureError("end", f"{self.end} is before the start {self.start}")
        if self.notice_days is not None:
            if self.notice_days < 0:
                raise StructureError("notice_days", f"{self.notice_days} is less than no days")
            check_most("notice_days", self.notice_days, MOST_DAYS)


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
