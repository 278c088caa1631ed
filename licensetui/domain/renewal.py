"""The next term of a license: what is offered, what may be chosen, and what it does to the last.

A form keeps one `Purchase`, replaces a field of it at each key, and shows `next_term` of it;
`with_next_term` then records that term as the user left it. `renewed` does both at once.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

from licensetui.domain.auto_renewal import auto_renewal, passed_terms
from licensetui.domain.costs import term_years, times
from licensetui.domain.days import day_after
from licensetui.domain.labels import Labeled
from licensetui.domain.license import Hosting, License, LicenseType
from licensetui.domain.money import Money
from licensetui.domain.periods import (
    YEAR,
    Length,
    bounds,
    next_start,
    period_end,
    term_before,
    years_between,
)
from licensetui.domain.term import UNTOUCHED, CostBasis, Decision, Ending, Progress, Term, TermKind


class Anchor(Labeled):
    """The day from which a term is counted."""

    PREVIOUS_END = "previous end"
    PAYMENT = "payment date"
    FIXED = "fixed date"


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
"""What `r` and Enter record: the previous end and 12 months, or what was planned, or has come."""


def anchor_of(kind: TermKind) -> Anchor:
    """Return the day from which a vendor counts a term, where the user chooses no other.

    Atlassian: a renewal counts from the previous end, whenever it is paid; an upgrade from the
    payment.
    """
    return Anchor.PAYMENT if kind is TermKind.UPGRADE else Anchor.PREVIOUS_END


def next_term(license: License, today: date, purchase: Purchase = RENEWAL) -> Term:
    """Return the term that a purchase brings: its days, its kind, and the cost to be expected.

    It begins where the previous one ends, by `next_start`, and its months lead to the same day of
    the month, kept over shorter months: see `period_end`. An upgrade of a Server license takes 12
    months from the payment and replaces what remains; any other keeps the end that is ahead, if no
    length was chosen. Without a previous end, it counts from today. The conditions of the last term
    stay (auto-renew, notice, perpetual); its decision, progress, quote and order do not, nor the
    days of its key, nor a day of notice that does not come back each year: that was agreed for one
    term.
    What has renewed itself goes on for as long as it did: see `caught_up`.
    Raises `StructureError` for an end before the start.
    """
    plan, price = plan_of(license), license.term or Term(1)
    if plan and purchase == replace(
        RENEWAL, cost=purchase.cost, quote=purchase.quote, order_number=purchase.order_number
    ):
        cost = plan.cost if purchase.cost == AS_BEFORE and plan.cost else purchase.cost
        planned = replace(purchase, kind=plan.kind, end=plan.end, cost=cost)
        purchase = replace(planned, anchor=Anchor.FIXED, day=plan.start)
        price = plan if plan.cost else price
    kind = purchase.kind or TermKind.RENEWAL
    last = license.term or Term(1)
    seats = license.seats if isinstance(license.seats, int) else price.seats
    renewal = auto_renewal(license, today)
    if renewal and purchase.length is None:
        purchase = replace(purchase, length=renewal.length)
    start = _start(license, today, purchase, kind)
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
        **UNTOUCHED,
        notice_day=last.notice_day if last.notice_yearly else None,
    )
    cost = expected_cost(license, term) if purchase.cost == AS_BEFORE else purchase.cost
    return replace(term, cost=cost)


def renewed(license: License, today: date, purchase: Purchase = RENEWAL) -> License:
    """Return a license with the term that a purchase brings. Raises `StructureError`."""
    so_far = caught_up(license, today)
    term = next_term(so_far, today, purchase)
    return with_next_term(so_far, term, purchase.quote, purchase.order_number)


def caught_up(license: License, today: date) -> License:
    """Return a license with all periods by which it renewed itself, but for the newest.

    That one is left to be recorded, with what it costs. A license that did not comes back as it is.
    """
    for term in passed_terms(license, today):
        undecided = replace(term, decision=Decision.UNDECIDED, snoozed_until=None)
        license = with_next_term(license, undecided)
    return license


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
    """Return the planned term, as long as it still begins where the current one ends.

    Older releases planned each term from the very end before it, whatever the style of that.
    """
    plan = license.planned
    end = license.end
    if plan is None or plan.end is None or end is None:
        return None
    return plan if plan.start in (end, day_after(end)) else None


def expected_cost(license: License, term: Term) -> Money | None:
    """Return what a term should cost by the price of the last one, for as long as it is.

    A price per year or month stays as it is; that of a term is rounded to the cent. None for
    another tier, for what costs nothing and after a credit: nobody knows.
    """
    last = _priced(license)
    is_other_tier = term.kind in (TermKind.UPGRADE, TermKind.DOWNGRADE)
    if last is None or last.cost is None or is_other_tier or not (term.start and term.end):
        return None
    if license.type is LicenseType.EVALUATION or last.cost.is_credit:
        return None
    if last.cost_basis is not CostBasis.TERM:
        return last.cost
    before, now = (
        term_years(last) or 1,
        term_years(term) or years_between(*bounds(term, license.term)),
    )
    return last.cost if before == now else times(last.cost, now / before)


def _priced(license: License) -> Term | None:
    """Return the last term, or that whose price went on when the license renewed itself."""
    for term in reversed(license.terms):
        if term.cost or not term.auto_renew or term.kind is not TermKind.RENEWAL:
            return term
    return None


def _start(license: License, today: date, purchase: Purchase, kind: TermKind) -> date:
    if (purchase.anchor or anchor_of(kind)) is Anchor.PREVIOUS_END:
        return next_start(license.term or Term(1), term_before(license)) or today
    return purchase.day or today


def _end(license: License, start: date, purchase: Purchase, kind: TermKind) -> date:
    if purchase.end:
        return purchase.end
    end, length = license.end, purchase.length
    is_kept = kind is TermKind.UPGRADE and license.hosting is not Hosting.SERVER
    if length is None and is_kept and end and end > start:
        return end
    return period_end(license, start, length or YEAR)
