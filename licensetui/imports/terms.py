"""Terms of a license as a row has them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from licensetui.domain.costs import term_cost, with_seats, yearly_cost
from licensetui.domain.license import Hosting, License
from licensetui.domain.money import Money
from licensetui.domain.periods import next_start, term_before
from licensetui.domain.term import UNTOUCHED, CostBasis, Ending, Term, TermKind
from licensetui.imports.shifts import is_about_a_term, shift_words
from licensetui.imports.statement import Statement
from licensetui.imports.told import RowWords, with_values
from licensetui.wording.costs import price_words

Terms = tuple[Term, ...]
"""The terms of one license, oldest first."""


def merge_terms(license: License, stated: Statement, told: RowWords) -> Terms:
    """Return the terms of a license after an import.

    The same days are the same term. A row that starts when the current term ends, or later, is a
    renewal, and so is an end that moves about a term later where the row names no start of its
    own: the term before stays, with its cost. One that ended before the current term began is an
    old one and changes nothing. Otherwise the current term takes what the row says, and its days
    cannot contradict each other.
    """
    current = license.term
    if current is None:
        added = first_term(stated, license.hosting)
        if added is None:
            return ()
        told.add("new term", _days(added))
        return (with_seats(added, license),)
    if stated.place is None:
        stated = _without_first_start(license.terms, stated)
    elif numbered := _by_number(license, stated, told):
        return numbered
    same = _same_term(license.terms, stated)
    if same:
        merged = _merged(license, same, stated, told)
        return tuple(merged if term.id == same.id else term for term in license.terms)
    if stated.end and current.start and stated.end <= current.start:
        told.notes.append(f"the row's term ended {stated.end}, and a later one exists")
        return license.terms
    if current.end and stated.start and stated.start >= current.end:
        return (*license.terms, _renewed(license, current, stated, told))
    if current.end and stated.end and not stated.start and is_about_a_term(current, stated.end):
        _tell_renewal(current.end, stated.end, told)
        begun = stated.beginning(next_start(current, term_before(license)))
        return (*license.terms, _renewed(license, current, begun, told))
    if current.end and stated.end and stated.end < current.end:
        by = shift_words(stated.end, current.end)
        told.doubts.append(f"the end moves back {by}: is this an old file?")
    return (*license.terms[:-1], _merged(license, current, stated, told))


def first_term(stated: Statement, hosting: Hosting) -> Term | None:
    """Return the first term of a license, or None if the row says nothing about one.

    A Server license is perpetual: only its maintenance ends.
    """
    is_server = hosting is Hosting.SERVER
    if not stated.term and (stated.record or not is_server):
        return None
    ends = Ending.MAINTENANCE if is_server else Ending.LICENSE
    return Term(id=1, **{"ends": ends, "perpetual": is_server, **stated.term})


def _by_number(license: License, stated: Statement, told: RowWords) -> Terms:
    """Return the terms with that of a row that says which one it is; none where it is another.

    It is one that is known if one of its days is the same, and the next one if it ends later.
    """
    terms, place = license.terms, (stated.place or 0) - 1
    known = terms[place] if 0 <= place < len(terms) else None
    if known and (
        stated.start == known.start or stated.end == known.end or _same_term(terms, stated) is None
    ):
        merged = _merged(license, known, stated, told)
        return tuple(merged if term is known else term for term in terms)
    has_days = stated.start or stated.end
    if place != len(terms) or (has_days and _same_term(terms, stated)):
        return ()
    added = Term(id=license.next_term_id(), **stated.term)
    price = price_words(added)
    told.add("new term", f"{_days(added)}, {price}" if price else _days(added))
    return (*terms, added)


def _without_first_start(terms: Terms, stated: Statement) -> Statement:
    """Return a row without a start that is that of an earlier term than its end belongs to.

    Many lists have the day of the first purchase, and move the end on each year.
    """
    last, start, end = terms[-1], stated.start, stated.end
    if start is None or end is None or start not in [term.start for term in terms]:
        return stated
    if any((term.start, term.end) == (start, end) for term in terms):
        return stated
    is_later = any(term.end == end for term in terms) or is_about_a_term(last, end)
    return stated.beginning(None) if is_later else stated


def _same_term(terms: Terms, stated: Statement) -> Term | None:
    """Return the newest term with the days of the row, as far as the row says them."""
    if not stated.start and not stated.end:
        return terms[-1]
    for term in reversed(terms):
        if stated.start in (None, term.start) and stated.end in (None, term.end):
            return term
    return None


def _tell_renewal(before: date, end: date, told: RowWords) -> None:
    by = shift_words(before, end)
    words = f"the end moves {by}: planned as a renewal; the term until {before} stays"
    if by in ("by a year", "by a month"):
        told.notes.append(words)
    else:
        told.doubts.append(f"{words}. Or is it a correction?")


def _renewed(license: License, current: Term, stated: Statement, told: RowWords) -> Term:
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
        **UNTOUCHED,
    )
    added = _merged(license, empty, stated, RowWords(told.place))
    price = price_words(added)
    told.add("renewed: new term", f"{_days(added)}, {price}" if price else _days(added))
    return added


def _merged(license: License, term: Term, stated: Statement, told: RowWords) -> Term:
    """Return a term with all that the row says.

    The cost is in the term's currency where the row does not name one. An amount of which the list
    does not say what for takes the place of none that is for a year, a month or a seat.
    """
    said = dict(stated.term)
    cost: Money | None = said.get("cost")
    if cost and stated.is_currency_assumed and term.cost:
        said["cost"] = cost = Money(cost.amount, term.cost.currency)
    is_priced = term.cost_basis is not CostBasis.TERM or term.per_seat
    if cost and term.cost and is_priced and "cost_basis" not in said:
        del said["cost"]
        if cost not in (term.cost, term_cost(term), yearly_cost(term)):
            told.doubts.append(
                f"cost {cost} was not used because {price_words(term)} is known: put "
                "the period in the header, as in Annual cost or Price per user and "
                "month"
            )
    return with_seats(with_values(term, said, told), license)


def _days(term: Term) -> str:
    return f"{term.start or '?'} to {term.end or '?'}"
