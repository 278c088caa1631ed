"""What a term costs, and what a year of it costs: by the term, the year, the month, the seat."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from licensetui.domain.change import Edit
from licensetui.domain.costs import credit_of, term_cost, with_seats, yearly_cost
from licensetui.domain.coterm import coterm
from licensetui.domain.license import License, LicenseType
from licensetui.domain.merge import Conflict, merge
from licensetui.domain.money import Money
from licensetui.domain.optimization import SeatUse
from licensetui.domain.past_terms import yearly_change
from licensetui.domain.renewal import renewed
from licensetui.domain.term import CostBasis, Term
from licensetui.domain.totals import total
from licensetui.outlook import Outlook
from tests.builders import SETTINGS, TODAY, a_license, a_portfolio

YEAR, MONTH, TERM = CostBasis.YEAR, CostBasis.MONTH, CostBasis.TERM
START = date(2026, 1, 1)


def eur(amount: str) -> Money:
    return Money(Decimal(amount), "EUR")


def priced(amount: str, basis: CostBasis = TERM, end: date | None = None, **more: Any) -> Term:
    """Return a term, of two years if its end is not said."""
    last = end or date(2027, 12, 31)
    return replace(Term(1, START, last, cost=eur(amount), cost_basis=basis), **more)


@pytest.mark.parametrize(
    ("term", "of_term", "a_year"),
    [
        (priced("1200"), "1200", "600.00"),
        (priced("1200", YEAR), "2400.00", "1200"),
        (priced("45", MONTH), "1080.00", "540.00"),
        (priced("10", per_seat=True, seats=20), "200.00", "100.00"),
        (priced("10", YEAR, per_seat=True, seats=20), "400.00", "200.00"),
        (priced("4.10", MONTH, per_seat=True, seats=20), "1968.00", "984.00"),
        (priced("45", MONTH, date(2026, 1, 31)), "45.00", "540.00"),
        (priced("0.0125", MONTH, per_seat=True, seats=1000), "300.00", "150.00"),
        (priced("365.25", YEAR, date(2026, 1, 10)), "10.00", "365.25"),
        (replace(priced("45", MONTH), start=None), "540.00", "540.00"),
        (replace(priced("45", YEAR), start=None), "45", "45"),
        (priced("10", YEAR, per_seat=True, seats=0), "0.00", "0.00"),
        (priced("10", YEAR, per_seat=True), None, None),
        (priced("-10"), None, None),
        (replace(priced("1"), cost=None), None, None),
    ],
)
def test_a_term_and_a_year_cost_what_the_price_comes_to(
    term: Term, of_term: str | None, a_year: str | None
) -> None:
    assert term_cost(term) == (eur(of_term) if of_term else None)
    assert yearly_cost(term) == (eur(a_year) if a_year else None)


@given(
    st.decimals(0, 100_000, places=2),
    st.sampled_from(CostBasis),
    st.booleans(),
    st.integers(0, 5000),
    st.integers(1, 5),
)
def test_over_whole_years_a_term_costs_as_many_times_a_year(
    amount: Decimal, basis: CostBasis, per_seat: bool, seats: int, years: int
) -> None:
    end = date(2026 + years, 1, 1)
    term = priced(str(amount), basis, end, per_seat=per_seat, seats=seats if per_seat else None)
    whole, yearly = term_cost(term), yearly_cost(term)
    assert whole
    assert yearly
    assert abs(whole.amount - yearly.amount * years) <= Decimal("0.005") * years


def test_a_credit_stays_and_is_in_no_cost_of_anything() -> None:
    refund = a_license("Refund", id=1, terms=(priced("-110.70"),))
    paid = a_license("Slack", id=2, terms=(priced("200", YEAR),))
    charges = Outlook(a_portfolio(refund, paid), TODAY, SETTINGS).costs.yearly
    whole = total(charges, SETTINGS)
    assert (whole.amounts, whole.credits) == ((eur("200"),), (eur("-110.70"),))
    assert (whole.count, whole.unpriced, whole.credited) == (2, 0, 1)
    assert credit_of(refund.term) == eur("-110.70")
    assert SeatUse(refund, 500, None, None).per_seat is None
    assert yearly_change(priced("-5"), priced("5")) is None
    again = renewed(refund, TODAY).term
    assert again
    assert again.cost is None  # nobody expects it again


def test_seats_of_a_price_are_those_of_the_term_and_a_renewal_offers_those_of_the_license() -> None:
    license = a_license(seats=30, terms=(priced("10", YEAR, per_seat=True, seats=20),))
    assert yearly_cost(license.term) == eur("200.00")
    after = renewed(license, TODAY)
    assert [term.seats for term in after.terms] == [20, 30]
    assert (after.term and after.term.cost, yearly_cost(after.term)) == (eur("10"), eur("300.00"))
    assert with_seats(priced("10", per_seat=True), license).seats == 30
    assert with_seats(priced("10"), license).seats is None


def test_a_seat_costs_its_price_whatever_seats_the_license_has_by_now() -> None:
    term = priced("10", YEAR, per_seat=True, seats=20)
    use = SeatUse(a_license(seats=30, terms=(term,)), 30, 25, 25)
    assert (use.yearly, use.per_seat, use.free_cost) == (eur("200.00"), eur("10.00"), eur("50.00"))
    many = SeatUse(a_license(seats=90, terms=(term,)), 90, 25, 25)
    assert many.free_cost == many.yearly, "no more than all of it"


def test_a_price_of_a_year_or_month_is_offered_again_and_that_of_a_term_for_as_long_as_it_is() -> (
    None
):
    for basis, expected in ((TERM, "600.00"), (YEAR, "1200"), (MONTH, "1200")):
        after = renewed(a_license(terms=(priced("1200", basis),)), TODAY).term
        assert after
        assert (after.cost, after.cost_basis) == (eur(expected), basis)


def test_a_common_end_costs_its_share_whatever_the_price_is_for_and_keeps_the_price() -> None:
    day = date(2028, 6, 30)
    prices = (
        priced("2400"),
        priced("1200", YEAR),
        priced("100", MONTH),
        priced("5", MONTH, per_seat=True, seats=20),
    )
    for term in prices:
        license = a_license(type=LicenseType.COMMERCIAL, seats=20, terms=(term,))
        (line,) = coterm([license], day, TODAY).lines
        assert line.term
        assert line.monthly == eur("100.00")
        assert line.cost
        assert line.cost == term_cost(line.term)
        assert abs(line.cost.amount - 600) < 4
        after = renewed(replace(license, planned=line.term), TODAY).term
        assert after
        assert term_cost(after) == line.cost


def conflict_of(mine: Term, theirs: Term) -> object:
    before = a_license(terms=(priced("1200"),))
    edit = Edit(before, replace(before, terms=(mine,)))
    return merge(edit, replace(before, terms=(theirs,)))


def test_an_amount_of_one_session_and_the_time_of_another_make_no_price() -> None:
    found = conflict_of(priced("100"), priced("1200", MONTH))
    assert isinstance(found, Conflict)
    both = conflict_of(priced("1200", quote="Q-7"), priced("1200", MONTH))
    assert isinstance(both, Edit)
    assert isinstance(both.after, License)
    term = both.after.term
    assert term
    assert (term.quote, term.cost_basis) == ("Q-7", MONTH)
