"""Costs: what a term costs, and what a year of it costs. Nothing else says so.

A term has a price: for all of it, for a year or for a month; in all, or for each of its seats.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache

from licensetui.domain.days import is_month_end, months_after
from licensetui.domain.license import License
from licensetui.domain.money import LARGE, Money
from licensetui.domain.term import CostBasis, Term

SHORTEST = 28
"""Days below which a term is rather a slip of the pen than the length that its cost is for."""
CENT = Decimal("0.01")
"""To what amounts are rounded that were divided."""
ALIKE = 4096
"""Terms whose lengths are kept: most licenses of a portfolio share their first and last days."""
_ONE = Fraction(1)
_DAYS_PER_YEAR = Fraction(1461, 4)
_A_YEAR = {CostBasis.YEAR: Fraction(1), CostBasis.MONTH: Fraction(12)}


def term_years(term: Term) -> Fraction | None:
    """Return the length of a term in years: whole months as twelfths, else by its days.

    The last day may be the one before an anniversary of the first or, as many write it, that day;
    and a first day that is the last of its month may stand for a later one: from 28 Feb to 31 Mar
    is a month.
    None where a day is unknown or the term is shorter than `SHORTEST`.
    """
    if term.start is None or term.end is None or (term.end - term.start).days + 1 < SHORTEST:
        return None
    return _length(term.start, term.end)


@lru_cache(ALIKE)
def _length(start: date, end: date) -> Fraction:
    months = (end.year - start.year) * 12 + end.month - start.month
    on = max(start.day, end.day) if is_month_end(start) else None
    for count in (months, months + 1):
        if count and (months_after(start, count, on) - end).days in (0, 1):
            return _ONE if count == 12 else Fraction(count, 12)
    return ((end - start).days + 1) / _DAYS_PER_YEAR


def yearly_cost(term: Term | None) -> Money | None:
    """Return what a term costs a year, to the cent; a term of unknown length counts as a year's.

    None where nobody said, or not for how many seats, and for a credit.
    """
    if term is None or term.cost is None:
        return None
    if term.cost_basis is CostBasis.TERM:
        years = term_years(term)
        return _in_all(term, 1 / years if years and years is not _ONE else 1)
    return _in_all(term, _A_YEAR[term.cost_basis])


def term_cost(term: Term | None) -> Money | None:
    """Return what all of a term costs, in the same way."""
    if term is None or term.cost is None:
        return None
    if term.cost_basis is CostBasis.TERM:
        return _in_all(term, 1)
    years = _length(term.start, term.end) if term.start and term.end else 1
    return _in_all(term, _A_YEAR[term.cost_basis] * years)


def is_length_assumed(term: Term) -> bool:
    """Say whether what a year costs rests on a length of the term that nobody said."""
    return term.cost_basis is CostBasis.TERM and term_years(term) is None


def is_duration_assumed(term: Term) -> bool:
    """Say whether what a term costs, priced by the year or month, rests on such a length."""
    return term.cost_basis is not CostBasis.TERM and not (term.start and term.end)


def credit_of(term: Term | None) -> Money | None:
    """Return what came back instead of being paid; None for a cost."""
    return term.cost if term and term.cost and term.cost.is_credit else None


def with_seats(term: Term, license: License) -> Term:
    """Return a term that is priced per seat with a number of them: its own, else the license's."""
    if not term.per_seat or term.seats is not None or not isinstance(license.seats, int):
        return term
    return replace(term, seats=license.seats)


def _in_all(term: Term, factor: Fraction | int) -> Money | None:
    cost = term.cost
    if cost is None or cost.is_credit or (term.per_seat and term.seats is None):
        return None
    factor *= (term.seats or 0) if term.per_seat else 1
    return cost if factor == 1 else times(cost, factor)


def times(money: Money, factor: Fraction | int) -> Money:
    """Return an amount multiplied, rounded to the cent as far as amounts are written out."""
    amount = money.amount * factor.numerator / factor.denominator
    return Money(amount.quantize(CENT) if abs(amount) < LARGE else amount, money.currency)
