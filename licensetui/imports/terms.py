"""Terms of a license as a row has them."""

from __future__ import annotations

from dataclasses import replace

from licensetui.domain.costs import term_cost, with_seats, yearly_cost
from licensetui.domain.license import Hosting, License
from licensetui.domain.money import Money
from licensetui.domain.term import CostBasis, Decision, Ending, Progress, Term, TermKind
from licensetui.imports.statement import Statement
from licensetui.imports.values import with_values
from licensetui.wording.costs import price_words

Terms = tuple[Term, ...]
"""The terms of one license, oldest first."""


def merge_terms(
    license: License, stated: Statement
) -> tuple[Terms, tuple[str, ...], tuple[str, ...]]:
    """Return the terms of a license after an import, what changed, and remarks.

    The same days are the same term. A row that starts when the current term ends, or later, is a
    renewal; one that ended before the current term began is an old one and changes nothing.
    Otherwise the current term takes what the row says, and its days cannot contradict each other.
    """
    current = license.term
    if current is None:
        added = first_term(stated, license.hosting)
        terms: Terms = (with_seats(added, license),) if added else ()
        return terms, tuple(f"new term {_days(term)}" for term in terms), ()
    same = _same_term(license.terms, stated)
    if same:
        merged, changes, remarks = _merged(license, same, stated)
        terms = tuple(merged if term.id == same.id else term for term in license.terms)
        return terms, changes, remarks
    if stated.end and current.start and stated.end <= current.start:
        return license.terms, (), (f"the row's term ended {stated.end}: a later one is known",)
    if stated.start and current.end and stated.start >= current.end:
        added = _renewal(license, current, stated)
        return (*license.terms, added), (f"renewed: new term {_days(added)}",), ()
    merged, changes, remarks = _merged(license, current, stated)
    return (*license.terms[:-1], merged), changes, remarks


def first_term(stated: Statement, hosting: Hosting) -> Term | None:
    """Return the first term of a license, or None if the row says nothing about one.

    A Server license is perpetual: only its maintenance ends.
    """
    is_server = hosting is Hosting.SERVER
    if not is_server and not stated.term:
        return None
    ends = Ending.MAINTENANCE if is_server else Ending.LICENSE
    return Term(id=1, **{"ends": ends, "perpetual": is_server, **stated.term})


def _same_term(terms: Terms, stated: Statement) -> Term | None:
    """Return the newest term with the days of the row, as far as the row says them."""
    if not stated.start and not stated.end:
        return terms[-1]
    for term in reversed(terms):
        if stated.start in (None, term.start) and stated.end in (None, term.end):
            return term
    return None


def _renewal(license: License, current: Term, stated: Statement) -> Term:
    """Return the term that follows the current one: its conditions stay, its state does not."""
    cost, has_basis = stated.term.get("cost"), "cost_basis" in stated.term
    is_other = cost is not None and not has_basis and cost != current.cost
    empty = replace(
        current,
        id=license.next_term_id(),
        start=stated.start,
        end=stated.end,
        kind=TermKind.RENEWAL,
        cost=None,
        cost_basis=CostBasis.TERM if is_other else current.cost_basis,
        per_seat=current.per_seat and not is_other,
        seats=None,
        quote="",
        order_number="",
        decision=Decision.UNDECIDED,
        progress=Progress.OPEN,
        snoozed_until=None,
    )
    return _merged(license, empty, stated)[0]


def _merged(
    license: License, term: Term, stated: Statement
) -> tuple[Term, tuple[str, ...], tuple[str, ...]]:
    """Return a term with all that the row says, what changed, and remarks.

    The cost is in the term's currency where the row does not name one. An amount of which the list
    does not say what for takes the place of none that is for a year, a month or a seat.
    """
    said = dict(stated.term)
    cost: Money | None = said.get("cost")
    if cost and stated.is_currency_assumed and term.cost:
        said["cost"] = cost = Money(cost.amount, term.cost.currency)
    remarks: tuple[str, ...] = ()
    is_priced = term.cost_basis is not CostBasis.TERM or term.per_seat
    if cost and term.cost and is_priced and "cost_basis" not in said:
        del said["cost"]
        if cost not in (term.cost, term_cost(term), yearly_cost(term)):
            remarks = (
                f"cost {cost} is not taken, {price_words(term)} is known: let its header say what"
                " it is for, as in Annual cost or Price per user and month",
            )
    merged, changes = with_values(term, said)
    return with_seats(merged, license), changes, remarks


def _days(term: Term) -> str:
    return f"{term.start or '?'} to {term.end or '?'}"
