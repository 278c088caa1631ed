"""Periods: where a term ends and the next begins, and how long that is. One rule for all.

An end is written in two styles. From 1 Jan a year ends on 31 Dec, its last day, or on 1 Jan, its
anniversary, on which the next one begins. Only the days of a term tell which was meant.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction

from licensetui.domain.counting import counted
from licensetui.domain.days import day_after, is_month_end, months_after
from licensetui.domain.license import License
from licensetui.domain.structure import StructureError, check_types
from licensetui.domain.term import Term, TermKind


@dataclass(frozen=True)
class Length:
    """The length of a term: months, or days, or months and days."""

    months: int = 0
    """Calendar months."""
    days: int = 0
    """Days, added after the months."""

    def __post_init__(self) -> None:
        """Refuse no time, and time that runs backwards."""
        check_types(self)
        if min(self.months, self.days) < 0 or not (self.months or self.days):
            raise StructureError("length", "must be at least a day")

    def after(self, day: date, on: int | None = None) -> date:
        """Return the end of such a term from `day`; `on` as in `months_after`."""
        end = months_after(day, self.months, on) if self.months else day
        return date.fromordinal(min(end.toordinal() + self.days, date.max.toordinal()))

    def __str__(self) -> str:
        """Return it in words: `12 months`, `1 month 9 days`."""
        parts = ((self.months, "month"), (self.days, "day"))
        return " ".join(counted(count, word) for count, word in parts if count)


YEAR = Length(12)
"""What is offered, and what is assumed where nothing tells how long a term is."""


def is_anniversary(term: Term, before: Term | None = None) -> bool:
    """Say whether a term ends on an anniversary: some whole months after its first day.

    A first day that is the last of its month may stand for a later one: from 28 Feb to 31 Mar is a
    month, and so from 28 Feb to 30 Mar if that is a last day. Where both styles fit, it is that of
    the term `before`. An end that nothing tells about is a last day.
    """
    start, end = term.start, term.end
    if start is None or end is None or not _is_whole(start, end):
        return False
    goes_on = before is not None and before.end is not None and start == day_after(before.end)
    return not (goes_on and _is_whole(start, day_after(end)))


def next_start(term: Term, before: Term | None = None) -> date | None:
    """Return the first day of what follows a term: its anniversary, or the day after its last.

    None without an end; never is followed by itself. `before` as in `is_anniversary`.
    """
    if term.end is None or is_anniversary(term, before):
        return term.end
    return day_after(term.end)


def bounds(term: Term, before: Term | None = None) -> tuple[date, date]:
    """Return the first day of a term and that of what follows, for one of which both are known.

    `before` as in `is_anniversary`.
    """
    if term.start is None or term.end is None:
        raise StructureError("end", "a term without its days has no length")
    return term.start, next_start(term, before) or term.end


def term_before(license: License) -> Term | None:
    """Return the last term of a license but one."""
    return license.terms[-2] if len(license.terms) > 1 else None


def _is_whole(start: date, end: date) -> bool:
    """Say whether from one day to another are whole months; see `is_anniversary`."""
    months = (end.year - start.year) * 12 + end.month - start.month
    on = max(start.day, end.day) if is_month_end(start) else None
    return months > 0 and end in (months_after(start, months), months_after(start, months, on))


def day_of_month(license: License) -> int | None:
    """Return the day of the month on which the terms of a license begin; None without an end.

    A last day of a month may stand for a later day: a term of one month from 31 Jan leads to
    28 Feb, and the next to 31 Mar, not to 28 Mar. Which day is meant is not stored but read back
    from the terms that follow each other: the latest of these days. It ends at a co-term, whose
    date was chosen.
    """
    day = None
    for place in reversed(range(len(license.terms))):
        term = license.terms[place]
        former = license.terms[place - 1] if place else None
        follows = next_start(term, former)
        if follows is None:
            return day
        day = max(day or 0, follows.day)
        if not is_month_end(follows) or term.kind is TermKind.CO_TERM:
            return day
        before = former.end if former else None
        if term.start and (before is None or (term.start - before).days not in (0, 1)):
            return max(day, term.start.day)
    return day


def period_end(license: License, start: date, length: Length) -> date:
    """Return the end of a term of a license from its first day, in the style of the last term.

    A term that begins where the last one ends keeps the day of the month: see `day_of_month`.
    """
    last, before = license.term or Term(1), term_before(license)
    goes_on = start == next_start(last, before)
    follows = length.after(start, day_of_month(license) if goes_on else None)
    return follows if is_anniversary(last, before) else max(day_after(follows, -1), start)


def months_between(start: date, end: date, on: int | None = None) -> tuple[int, int]:
    """Return whole months and remaining days to a later day, else 0; `on` as in `months_after`."""
    if end <= start:
        return 0, 0
    months = (end.year - start.year) * 12 + end.month - start.month
    if months_after(start, months, on if months else None) > end:
        months -= 1
    reached = months_after(start, months, on) if months else start
    return months, (end - reached).days


def years_between(start: date, end: date, on: int | None = None) -> Fraction:
    """Return years between days: months as twelfths, other days as their share of the month."""
    months, days = months_between(start, end, on)
    if not days:
        return Fraction(months, 12)
    reached = months_after(start, months, on) if months else start
    length = (months_after(start, months + 1, on) - reached) // timedelta(days=1)
    return (months + Fraction(days, max(length, days))) / 12
