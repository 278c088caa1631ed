"""The next term of a license: what is offered, what may be chosen, and what it does to the last.

A form keeps one `Purchase`, replaces a field of it at each key, and shows `next_term` of it;
`with_next_term` then records that term as the user left it. `renewed` does both at once.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta
from fractions import Fraction
from typing import Literal

from licensetui.domain.costs import term_years, times
from licensetui.domain.counting import counted
from licensetui.domain.days import is_month_end, months_after
from licensetui.domain.labels import Labeled
from licensetui.domain.license import Hosting, License, LicenseType
from licensetui.domain.money import Money
from licensetui.domain.structure import StructureError, check_types
from licensetui.domain.term import CostBasis, Decision, Ending, Progress, Term, TermKind


class Anchor(Labeled):
    """The day from which a term is counted."""

    PREVIOUS_END = "previous end"
    PAYMENT = "payment date"
    FIXED = "fixed date"


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
"""What is offered."""
LENGTHS = (YEAR, Length(1), Length(24), Length(36))
"""What one key goes through, the usual one first."""
LAST = 31
"""The last day of every month, as a day of the month."""
AS_BEFORE: Literal["as before"] = "as before"
"""Stands for the cost that is to be expected from the last term's."""


@dataclass(frozen=True)
class Purchase:
    """A choice about the next term; what is None is left to the rules."""

    kind: TermKind | None = None
    """How it comes about: a renewal, or what was planned."""
    anchor: Anchor | None = None
    """From which day it counts; see `anchor_of`."""
    day: date | None = None
    """The payment date or the fixed date; None for today."""
    length: Length | None = None
    """How long it is: a year, but see `next_term` for upgrades."""
    end: date | None = None
    """A last day, as a common end; it goes before any length."""
    cost: Money | Literal["as before"] | None = AS_BEFORE
    """What it costs; None where that is not known yet."""
    quote: str = ""
    """Number of the quote it was bought by."""
    order_number: str = ""
    """Number of the order it was bought by."""


RENEWAL = Purchase()
"""What `r` and Enter record: the previous end and 12 months, or what was planned."""


def anchor_of(kind: TermKind) -> Anchor:
    """Return the day from which a vendor counts a term, where the user chooses no other.

    Atlassian: a renewal counts from the previous end, whenever it is paid; an upgrade from the
    payment.
    """
    return Anchor.PAYMENT if kind is TermKind.UPGRADE else Anchor.PREVIOUS_END


def next_term(license: License, today: date, purchase: Purchase = RENEWAL) -> Term:
    """Return the term that a purchase brings: its days, its kind, and the cost to be expected.

    From the previous end, months lead to the same day of the month, and keep it over shorter
    months: see `day_of_month`. An upgrade of a Server license takes 12 months from the payment and
    replaces what remains; any other keeps the end that is ahead, if no length was chosen.
    Without a previous end, it counts from today. The conditions of the last term stay (auto-renew,
    notice, perpetual); its decision, progress, quote and order do not.
    Raises `StructureError` for an end before the start.
    """
    plan, price = plan_of(license), license.term or Term(1)
    if plan and purchase == replace(
        RENEWAL, cost=purchase.cost, quote=purchase.quote, order_number=purchase.order_number
    ):
        cost = plan.cost if purchase.cost == AS_BEFORE and plan.cost else purchase.cost
        purchase = replace(purchase, kind=plan.kind, end=plan.end, cost=cost)
        price = plan if plan.cost else price
    kind = purchase.kind or TermKind.RENEWAL
    last = license.term or Term(1)
    seats = license.seats if isinstance(license.seats, int) else price.seats
    start = _start(last, today, purchase, kind)
    term = replace(
        last,
        id=license.next_term_id(),
        start=start,
        end=_end(license, start, purchase, kind),
        kind=kind,
        ends=Ending.MAINTENANCE if last.perpetual else last.ends,
        cost=None,
        cost_basis=price.cost_basis,
        per_seat=price.per_seat,
        seats=seats if price.per_seat else None,
        quote="",
        order_number="",
        decision=Decision.UNDECIDED,
        progress=Progress.OPEN,
        snoozed_until=None,
    )
    cost = expected_cost(license, term) if purchase.cost == AS_BEFORE else purchase.cost
    return replace(term, cost=cost)


def renewed(license: License, today: date, purchase: Purchase = RENEWAL) -> License:
    """Return a license with the term that a purchase brings. Raises `StructureError`."""
    term = next_term(license, today, purchase)
    return with_next_term(license, term, purchase.quote, purchase.order_number)


def with_next_term(
    license: License, term: Term, quote: str = "", order_number: str = ""
) -> License:
    """Return a license with one more term, by which the last one and any plan are settled.

    The last term is done, keeps its days and its cost, and is said to have been renewed (reduced,
    by a downgrade) unless that was decided before. Quote and order stand at the end of the term
    that they continue; of a license without any, at the first.
    """
    if not license.terms:
        first = replace(
            term, quote=quote or term.quote, order_number=order_number or term.order_number
        )
        return replace(license, terms=(first,), planned=None)
    *former, last = license.terms
    decision = last.decision
    if decision in (Decision.UNDECIDED, Decision.CANCEL):
        decision = Decision.REDUCE if term.kind is TermKind.DOWNGRADE else Decision.RENEW
    settled = replace(
        last,
        decision=decision,
        progress=Progress.DONE,
        quote=quote or last.quote,
        order_number=order_number or last.order_number,
    )
    return replace(license, terms=(*former, settled, term), planned=None)


def plan_of(license: License) -> Term | None:
    """Return the planned term, as long as it still begins where the current one ends."""
    plan = license.planned
    if plan is None or plan.end is None or plan.start != license.end:
        return None
    return plan


def day_of_month(license: License) -> int | None:
    """Return the day of the month on which the terms of a license end; None without an end.

    A last day of a month may stand for a later day: a term of one month from 31 Jan ends on
    28 Feb, and the next on 31 Mar, not on 28 Mar. Which day is meant is not stored but read back
    from the terms that follow each other: the latest of their last days. It ends at a co-term,
    whose date was chosen; and a term from the first to the last of a month is for whole months.
    """
    day = None
    for place in reversed(range(len(license.terms))):
        term = license.terms[place]
        if term.end is None:
            return day
        day = max(day or 0, term.end.day)
        if not is_month_end(term.end) or term.kind is TermKind.CO_TERM:
            return day
        if term.start and term.start.day == 1:
            return LAST
        before = license.terms[place - 1].end if place else None
        if term.start and (before is None or (term.start - before).days not in (0, 1)):
            return max(day, term.start.day)
    return day


def expected_cost(license: License, term: Term) -> Money | None:
    """Return what a term should cost by the price of the last one, for as long as it is.

    A price per year or month stays as it is; that of a term is rounded to the cent. None for
    another tier, for what costs nothing and after a credit: nobody knows.
    """
    last = license.term
    is_other_tier = term.kind in (TermKind.UPGRADE, TermKind.DOWNGRADE)
    if last is None or last.cost is None or is_other_tier or not (term.start and term.end):
        return None
    if license.type is LicenseType.EVALUATION or last.cost.is_credit:
        return None
    if last.cost_basis is not CostBasis.TERM:
        return last.cost
    before, now = term_years(last) or 1, term_years(term) or years_between(term.start, term.end)
    return last.cost if before == now else times(last.cost, now / before)


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


def _start(last: Term, today: date, purchase: Purchase, kind: TermKind) -> date:
    if (purchase.anchor or anchor_of(kind)) is Anchor.PREVIOUS_END:
        return last.end or today
    return purchase.day or today


def _end(license: License, start: date, purchase: Purchase, kind: TermKind) -> date:
    if purchase.end:
        return purchase.end
    end, length = license.end, purchase.length
    is_kept = kind is TermKind.UPGRADE and license.hosting is not Hosting.SERVER
    if length is None and is_kept and end and end > start:
        return end
    return (length or YEAR).after(start, day_of_month(license) if start == end else None)
