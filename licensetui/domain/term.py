"""Terms: the paid periods of a license."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any

from licensetui.domain.labels import Labeled
from licensetui.domain.money import Money
from licensetui.domain.notice import Notice, NoticeUnit
from licensetui.domain.structure import (
    MOST_DAYS,
    MOST_ID,
    MOST_SEATS,
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


class Progress(Labeled):
    """The progress of the next purchase, or of the cancellation."""

    OPEN = "open"
    QUOTED = "quoted"
    ORDERED = "ordered"
    DONE = "done"


class CostBasis(Labeled):
    """The time for which a cost is paid."""

    TERM = "term"
    YEAR = "year"
    MONTH = "month"


_NO_TIMES = (None, None, None)
NEVER_ENDS: Mapping[str, Any] = {"end": None, "perpetual": True, "ends": Ending.MAINTENANCE}
"""What somebody says of a term who says that it has no end."""
UNTOUCHED: Mapping[str, Any] = {
    "quote": "",
    "order_number": "",
    "decision": Decision.UNDECIDED,
    "progress": Progress.OPEN,
    "snoozed_until": None,
    "key_received": None,
    "key_installed": None,
}
"""The state of a term of which nobody has done anything yet: so the next one begins."""


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
    notice_weeks: int | None = None
    """The same in weeks, where it was agreed so."""
    notice_months: int | None = None
    """The same in months, where it was agreed so."""
    notice_day: date | None = None
    """The last day to cancel, where it is a day and no time before the end."""
    notice_yearly: bool = False
    """Whether that day comes back each year: its own year then means nothing."""
    cost: Money | None = None
    """What is paid for the time of `cost_basis`: in all, or per seat."""
    cost_basis: CostBasis = CostBasis.TERM
    """The time for which that is paid."""
    per_seat: bool = False
    """Whether it is paid for each of `seats`."""
    seats: int | None = None
    """Seats of this term, where it is priced per seat; those of the license may change later."""
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
    key_received: date | None = None
    """Day on which the license key of this term came from the vendor."""
    key_installed: date | None = None
    """Day on which that key was put into use."""

    @property
    def notice(self) -> Notice | None:
        """Until when a cancellation must arrive; None where nobody agreed on that."""
        if self.notice_day:
            return Notice(day=self.notice_day, yearly=self.notice_yearly)
        if self.notice_days is not None:
            return Notice(self.notice_days)
        if self.notice_weeks is not None:
            return Notice(self.notice_weeks, NoticeUnit.WEEKS)
        if self.notice_months is not None:
            return Notice(self.notice_months, NoticeUnit.MONTHS)
        return None

    @property
    def cancel_by(self) -> date | None:
        """The last day to cancel; None without an end, and where nothing must be canceled."""
        if self.end is None:
            return None
        notice = self.notice
        if notice is None:
            return self.end if self.auto_renew else None
        return _last_day(notice, self.end)

    @property
    def has_notice(self) -> bool:
        """Whether anybody agreed on one."""
        return self.notice_day is not None or self._notice_times != _NO_TIMES

    @property
    def _notice_times(self) -> tuple[int | None, ...]:
        return self.notice_days, self.notice_weeks, self.notice_months

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
        if not (self.notice_days is self.notice_weeks is self.notice_months is None):
            self._check_notice()
        if self.notice_yearly and not self.notice_day:
            raise StructureError("notice_yearly", "needs a date")
        if self.seats is not None:
            if self.seats < 0:
                raise StructureError("seats", f"{self.seats} is less than zero")
            check_most("seats", self.seats, MOST_SEATS)

    def _check_notice(self) -> None:
        times = [count for count in self._notice_times if count is not None]
        if len(times) > 1 or self.notice_day:
            raise StructureError("notice_days", "a notice is a period before the end, or a date")
        if times[0] < 0:
            raise StructureError("notice_days", f"{times[0]} is less than zero")
        check_most("notice_days", times[0], MOST_DAYS)


@lru_cache(maxsize=16_384)  # many terms end on the same day, and with the same notice
def _last_day(notice: Notice, end: date) -> date:
    return notice.last_day(end)
