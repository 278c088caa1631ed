"""Renewals that came by themselves: the periods that passed since the end on record.

Nobody recorded them. They are computed, each as long as the last term, and hold until somebody
confirms them or says that the license was canceled.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from functools import lru_cache
from typing import NamedTuple

from licensetui.domain.days import day_after, is_month_end, months_after
from licensetui.domain.license import License
from licensetui.domain.periods import (
    YEAR,
    Length,
    bounds,
    day_of_month,
    is_anniversary,
    months_between,
    next_start,
    term_before,
)
from licensetui.domain.structure import MOST_ID
from licensetui.domain.term import Decision, Progress, Term, TermKind

_SHORTEST = 28
"""Days below which a term tells nothing about the next: it is rather a slip of the pen."""


class AutoRenewal(NamedTuple):
    """What a license has become by renewing itself: periods that nobody recorded."""

    begin: date
    """The first day of the first of them."""
    length: Length
    """How long each of them is."""
    times: int
    """How many there are; the last one is the present one."""
    is_assumed: bool
    """Whether nothing tells that length, and a year is assumed."""
    is_same_day: bool
    """Whether each ends on the day on which the next begins."""
    on: int | None
    """The day of the month on which they begin, as in `months_after`."""

    @property
    def day(self) -> date:
        """The day on which the license renewed itself, for the last time."""
        return self._after(self.times - 1)

    @property
    def end(self) -> date:
        """The end of the present period."""
        return self.period(self.times - 1)[1]

    def period(self, place: int) -> tuple[date, date]:
        """Return the first day and the end of one of the periods, counted from 0."""
        follows = self._after(place + 1)
        return self._after(place), follows if self.is_same_day else day_after(follows, -1)

    def _after(self, count: int) -> date:
        if not count:
            return self.begin
        if self.length.months:
            return months_after(self.begin, self.length.months * count, self.on)
        return day_after(self.begin, self.length.days * count)


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
    start = None if is_chosen else term.start
    before = term_before(license)
    return _renewal(start, term.end, before and before.end, day_of_month(license), today)


def present_term(license: License, today: date) -> Term | None:
    """Return the term that runs as of today, as far as is known: a computed one, else the last."""
    renewal = auto_renewal(license, today)
    return _term(license, renewal, renewal.times - 1) if renewal else license.term


def present_end(license: License, today: date) -> date | None:
    """Return the end of that term."""
    renewal = auto_renewal(license, today)
    return renewal.end if renewal else license.end


def as_present(license: License, today: date) -> License:
    """Return a license with the present term as its last, computed or not."""
    term = present_term(license, today)
    if term is None or term is license.term:
        return license
    return replace(license, terms=(*license.terms, term))


def cancel_by(license: License, term: Term) -> date | None:
    """Return the last day to cancel a term of a license; None where it is unknown, or is none.

    It is unknown if it was agreed for the term before alone, and nobody has said the new one.
    """
    return None if term.auto_renew and former_notice(license, term) else term.cancel_by


def former_notice(license: License, term: Term) -> date | None:
    """Return the last day to cancel that was agreed for the term before alone, if none is known."""
    if term.has_notice:
        return None
    ids = [one.id for one in license.terms]
    place = ids.index(term.id) if term.id in ids else len(ids)
    before = license.terms[place - 1] if place else None
    return before.notice_day if before and not before.notice_yearly else None


def passed_terms(license: License, today: date) -> tuple[Term, ...]:
    """Return a term for each period by which a license renewed itself, but for the present one."""
    renewal = auto_renewal(license, today)
    places = range(renewal.times - 1) if renewal else ()
    return tuple(_term(license, renewal, place) for place in places if renewal)


def _term(license: License, renewal: AutoRenewal, place: int) -> Term:
    """Return a period as a term: of its cost nothing is known; what was to be canceled still is."""
    last, (start, end) = license.terms[-1], renewal.period(place)
    is_leaving = last.decision is Decision.CANCEL
    return replace(
        last,
        id=min(license.next_term_id() + place, MOST_ID),  # nobody refers to it
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
def _renewal(
    start: date | None, end: date, ended: date | None, on: int | None, today: date
) -> AutoRenewal:
    """Return it for a term from its days; `ended` is the end of the term before."""
    last, before = Term(2, start, end), Term(1, end=ended)
    known = _length(last, before, on)
    length, begin = known or YEAR, next_start(last, before) or end
    renewal = AutoRenewal(begin, length, 1, known is None, is_anniversary(last, before), on)
    passed = (today - begin).days
    count = max(passed // (length.months * 31 or length.days), 1)  # so many at least
    while renewal.period(count - 1)[1] < today:
        count += 1
    return renewal._replace(times=count)


def _length(term: Term, before: Term, on: int | None) -> Length | None:
    """Return the length of a term in whole months, else in days; None where it tells nothing."""
    if term.start is None:
        return None
    start, follows = bounds(term, before)
    days = (follows - start).days
    if days < _SHORTEST:
        return None
    months, rest = months_between(start, follows, on if is_month_end(start) else None)
    return Length(days=days) if rest else Length(months)
