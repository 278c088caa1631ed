"""The preview of a common date, and what applying it changes."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from licensetui.domain.coterm import CoTermState, coterm, planned
from licensetui.domain.days import months_after
from licensetui.domain.license import License, LicenseType
from licensetui.domain.money import Money
from licensetui.domain.portfolio import Portfolio
from licensetui.domain.renewal import renewed
from licensetui.domain.structure import StructureError
from licensetui.domain.term import Decision, Progress, Term, TermKind
from tests.builders import SETTINGS, TODAY, a_license, a_term
from tests.outlooks import agenda

COMMON = date(2027, 6, 30)


def costing(id: int, end: date, amount: str, currency: str = "EUR", **fields: Any) -> License:
    """A license with a year's term."""
    cost = Money(Decimal(amount), currency)
    term = Term(1, months_after(end, -12), end, cost=cost)
    return a_license(f"License {id}", id=id, **{"terms": (term,), **fields})


def test_months_days_and_cost_of_each_license_the_first_end_first() -> None:
    plan = coterm(
        (
            costing(1, date(2027, 1, 15), "1200.00"),
            costing(2, date(2026, 12, 30), "100.00"),
            a_license("Unpriced", id=3, terms=(Term(1, end=date(2027, 6, 29)),)),
        ),
        COMMON,
        TODAY,
    )
    shown = [(x.license.id, x.length, str(x.monthly), str(x.cost)) for x in plan.lines]
    assert shown == [
        (2, "6 months", "8.33 EUR", "50.00 EUR"),
        (1, "5 months 16 days", "100.00 EUR", "553.33 EUR"),
        (3, "1 day", "None", "None"),
    ]
    assert [str(money) for money in plan.amounts] == ["603.33 EUR"]
    assert plan.unpriced == 1


def test_from_a_last_day_the_months_are_whole_up_to_a_last_day() -> None:
    cost = Money(Decimal("1200.00"), "EUR")
    year = Term(1, date(2026, 1, 1), date(2026, 12, 31), cost=cost)
    (line,) = coterm((a_license(terms=(year,)),), COMMON, TODAY).lines
    assert (line.length, str(line.cost)) == ("6 months", "600.00 EUR")
    assert line.term is not None
    assert (line.term.start, line.term.end) == (date(2027, 1, 1), COMMON)
    after = renewed(renewed(line.after, TODAY), TODAY)
    assert after.term is not None
    assert (after.term.start, after.term.end) == (date(2027, 7, 1), date(2028, 6, 30))


def test_cost_by_the_month_in_which_it_is_to_be_bought() -> None:
    plan = coterm(
        (
            costing(1, date(2027, 1, 30), "1200"),
            costing(2, date(2027, 1, 30), "120", "USD"),
            costing(3, date(2027, 3, 30), "1200"),
            a_license(id=4, terms=(Term(1, end=date(2027, 3, 1)),)),
        ),
        COMMON,
        TODAY,
    )
    months = [
        (m.month.title, m.count, m.unpriced, [str(x) for x in m.amounts]) for m in plan.months
    ]
    assert months == [
        ("January 2027", 2, 0, ["500.00 EUR", "50.00 USD"]),
        ("March 2027", 2, 1, ["300.00 EUR"]),
    ]


@pytest.mark.parametrize(
    ("fields", "state"),
    [
        ({"terms": (a_term(COMMON),)}, CoTermState.SAME),
        ({"terms": (a_term(COMMON + timedelta(days=1)),)}, CoTermState.LONGER),
        ({"terms": (a_term(9, decision=Decision.CANCEL),)}, CoTermState.LEAVING),
        ({"terms": (a_term(9, progress=Progress.ORDERED),)}, CoTermState.ORDERED),
        ({"terms": (a_term(9, progress=Progress.DONE),)}, CoTermState.ORDERED),
        ({"type": LicenseType.EVALUATION}, CoTermState.NOT_RENEWED),
        ({"terms": ()}, CoTermState.NO_END),
        ({"terms": (Term(1, perpetual=True),)}, CoTermState.NO_END),
    ],
)
def test_who_does_not_join_says_why(fields: dict[str, Any], state: CoTermState) -> None:
    plan = coterm((a_license(**fields),), COMMON, TODAY)
    (line,) = plan.lines
    assert (line.state, line.term, line.cost, line.length) == (state, None, None, "")
    assert planned(plan).is_empty


def test_archived_and_given_up_licenses_are_not_asked() -> None:
    gone = a_license(id=2, terms=(a_term(-2, decision=Decision.CANCEL),))
    assert coterm((a_license(archived=True), gone), COMMON, TODAY).lines == ()


def test_what_lapses_before_the_purchase_is_told_and_still_counts_from_its_end() -> None:
    early, late = costing(1, date(2026, 12, 1), "1200"), costing(2, date(2026, 12, 2), "1200")
    plan = coterm((early, late), COMMON, TODAY, buy_on=date(2026, 12, 2))
    assert [line.license.id for line in plan.lapsing] == [1]
    assert [line.state for line in plan.lines] == [CoTermState.LAPSES, CoTermState.JOINS]
    assert plan.lines[0].term is not None
    assert plan.lines[0].term.start == date(2026, 12, 1)


def test_a_date_that_is_no_common_end_is_refused() -> None:
    with pytest.raises(StructureError, match="2026-11-22 is not after the purchase on 2026-11-22"):
        coterm((), TODAY, TODAY)
    with pytest.raises(StructureError, match="2026-11-21 is before today"):
        coterm((), COMMON, TODAY, buy_on=TODAY - timedelta(days=1))


def test_to_plan_is_one_change_and_moves_no_deadline() -> None:
    licenses = (costing(1, date(2026, 12, 1), "1200"), costing(2, date(2027, 2, 1), "1200"))
    change = planned(coterm(licenses, COMMON, TODAY))
    assert change.label == "plan that 2 licenses end on 2027-06-30"
    after = Portfolio(tuple(edit.after for edit in change.licenses if edit.after))
    assert [x.planned.kind for x in after.licenses if x.planned] == [TermKind.CO_TERM] * 2
    assert [x.terms for x in after.licenses] == [x.terms for x in licenses]
    entries = [agenda(p, TODAY, SETTINGS) for p in (Portfolio(licenses), after)]
    days = [[(x.license.id, x.kind, x.day) for x in found] for found in entries]
    assert days[0] == days[1]
    assert [renewed(x, TODAY).end for x in after.licenses] == [COMMON, COMMON]


def test_only_the_chosen_ones_are_planned_and_nothing_twice() -> None:
    licenses = (costing(1, date(2026, 12, 1), "1200"), costing(2, date(2027, 2, 1), "1200"))
    (edit,) = planned(coterm(licenses, COMMON, TODAY), ids={2}).licenses
    assert edit.before is licenses[1]
    assert edit.after is not None
    assert planned(coterm((edit.after,), COMMON, TODAY)).is_empty
    (again,) = planned(coterm((edit.after,), date(2027, 9, 30), TODAY)).licenses
    assert again.after is not None
    assert again.after.planned is not None
    assert again.after.planned.end == date(2027, 9, 30)


def test_a_month_end_keeps_its_day() -> None:
    license = costing(1, date(2027, 2, 28), "1200")
    chain = (
        Term(1, date(2026, 12, 31), date(2027, 1, 31)),
        Term(2, date(2027, 1, 31), license.end),
    )
    (line,) = coterm((a_license(terms=chain),), date(2027, 5, 31), TODAY).lines
    assert (line.months, line.days) == (3, 0)


@given(
    st.lists(st.integers(-60, 900), max_size=8),
    st.integers(1, 900),
    st.integers(0, 10**9),
)
def test_whoever_joins_ends_on_the_date_and_no_one_is_lost(
    ends: list[int], days: int, cents: int
) -> None:
    day = TODAY + timedelta(days=days)
    licenses = [
        costing(id, TODAY + timedelta(days=end), str(Decimal(cents) / 100))
        for id, end in enumerate(ends, 1)
    ]
    plan = coterm(licenses, day, TODAY)
    assert sorted(line.license.id for line in plan.lines) == [x.id for x in licenses]
    assert sum(month.count for month in plan.months) == len(plan.joining)
    for line in plan.lines:
        assert line.joins is (line.license.end is not None and line.license.end < day)
        if line.term and line.cost:
            assert (line.term.start, line.term.end) == (line.license.end, day)
            exact = line.cost.amount * 100
            assert exact == exact.to_integral_value()
            share = Decimal(cents) * (line.months * 31 + line.days) / (31 * 12)
            assert abs(exact - share) <= Decimal(cents) * 4 / 300 + 1
