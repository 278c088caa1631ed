"""What renews itself has renewed itself: the periods that passed since its recorded end.

Nobody recorded them. They are computed, each as long as the last term, and hold until somebody
confirms them or says that the license was canceled.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from functools import lru_cache
from typing import NamedTuple

from licensetui.domain.days import day_after, months_after
from licensetui.domain.license import License
from licensetui.domain.periods import (
    YEAR,
    Length,
    bounds,
    day_of_month,
    is_anniversary,
    months_between,
    next_start,
)
from licensetui.domain.term import Decision, Progress, Term, TermKind

_SHORTEST = 28
"""Days below which a term tells nothing about the next: it is rather a slip of the pen."""


class AutoRenewal(NamedTuple):
    """What a license has become by renewing itself."""

    periods: tuple[tuple[date, date], ...]
    """First day and end of each period that nobody recorded; the last one is the present one."""
    length: Length
    """How long each of them is."""
    is_assumed: bool
    """Whether nothing tells that length, and a year is assumed."""

    @property
    def day(self) -> date:
        """The day on which the license renewed itself, for the last time."""
        return self.periods[-1][0]

    @property
    def end(self) -> date:
        """The end of the present period."""
        return self.periods[-1][1]


def auto_renewal(license: License, today: date) -> AutoRenewal | None:
    """Return what a license has become by renewing itself after its recorded end.

    None for what does not renew itself or has not ended, and where a cancellation is done.
    """
    if not license.terms:
        return None
    term = license.terms[-1]
    if not term.auto_renew or term.end is None or term.end >= today or license.archived:
        return None
    if term.decision is Decision.CANCEL and term.progress is Progress.DONE:
        return None
    is_chosen = term.kind is TermKind.CO_TERM  # its length was what a common date left
    return _renewal(None if is_chosen else term.start, term.end, day_of_month(license), today)


def present_term(license: License, today: date) -> Term | None:
    """Return the term that runs as of today, as far as is known: a computed one, else the last."""
    renewal = auto_renewal(license, today)
    return _term(license, renewal, len(renewal.periods) - 1) if renewal else license.term


def present_end(license: License, today: date) -> date | None:
    """Return the end of that term."""
    renewal = auto_renewal(license, today)
    return renewal.end if renewal else license.end


def as_renewed(license: License, today: date, *, but: int = 0) -> License:
    """Return a license with a term for each period by which it renewed itself; else as it came.

    The newest ones are left out, so many as `but`. Of costs nothing is known, and what was to be
    canceled still is.
    """
    renewal = auto_renewal(license, today)
    if renewal is None:
        return license
    passed = (_term(license, renewal, place) for place in range(len(renewal.periods) - but))
    return replace(license, terms=(*license.terms, *passed))


def _term(license: License, renewal: AutoRenewal, place: int) -> Term:
    last, (start, end) = license.terms[-1], renewal.periods[place]
    is_leaving = last.decision is Decision.CANCEL
    return replace(
        last,
        id=license.next_term_id() + place,
        start=start,
        end=end,
        kind=TermKind.RENEWAL,
        cost=None,
        quote="",
        order_number="",
        decision=Decision.CANCEL if is_leaving else Decision.UNDECIDED,
        progress=Progress.OPEN,
        notice_day=last.notice_day if last.notice_yearly else None,
    )


@lru_cache(maxsize=16_384)  # many licenses begin and end on the same days
def _renewal(start: date | None, end: date, on: int | None, today: date) -> AutoRenewal:
    last = Term(1, start, end)
    is_same_day, begin = is_anniversary(last), next_start(last) or end
    known = _length(last, on)
    length, periods = known or YEAR, list[tuple[date, date]]()
    while not periods or periods[-1][1] < today:
        follows = _after(begin, length, len(periods) + 1, on)
        first = periods[-1][1] if periods else begin
        if periods and not is_same_day:
            first = day_after(first)
        periods.append((first, follows if is_same_day else day_after(follows, -1)))
    return AutoRenewal(tuple(periods), length, known is None)


def _length(term: Term, on: int | None) -> Length | None:
    """Return the length of a term in whole months, else in days; None where it tells nothing."""
    if term.start is None:
        return None
    start, follows = bounds(term)
    days = (follows - start).days
    if days < _SHORTEST:
        return None
    months, rest = months_between(start, follows, on)
    return Length(days=days) if rest else Length(months)


def _after(begin: date, length: Length, times: int, on: int | None) -> date:
    if length.months:
        return months_after(begin, length.months * times, on)
    return day_after(begin, length.days * times)
