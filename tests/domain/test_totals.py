"""Amounts: what is due, what a year costs, what was paid; no currency ever meets another."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from licensetui.domain.agenda import ends
from licensetui.domain.costs import term_years, yearly_cost
from licensetui.domain.license import License
from licensetui.domain.money import LARGE, Money
from licensetui.domain.months import Month, months_ahead
from licensetui.domain.portfolio import Portfolio
from licensetui.domain.settings import Settings
from licensetui.domain.term import Decision, Ending, Progress, Term
from licensetui.domain.totals import (
    Charge,
    Total,
    due_charges,
    in_order,
    paid_charges,
    per_month,
    per_organization,
    per_vendor,
    per_year,
    snoozed_charges,
    total,
)
from licensetui.outlook import Outlook
from tests.builders import SETTINGS, TODAY, a_license, a_portfolio, a_term
from tests.outlooks import agenda


def yearly_charges(portfolio: Portfolio, today: date, settings: Settings) -> tuple[Charge, ...]:
    licenses = tuple(replace(license, id=id) for id, license in enumerate(portfolio.licenses, 1))
    return Outlook(Portfolio(licenses), today, settings).costs.yearly


def eur(amount: str) -> Money:
    return Money(Decimal(amount), "EUR")


def shown(totals: tuple[Total, ...]) -> list[tuple[str, int, int, str]]:
    """Label, count, how many have no cost, and the amounts."""
    return [(x.label, x.count, x.unpriced, ", ".join(map(str, x.amounts))) for x in totals]


money = st.builds(
    Money,
    st.decimals(-1_000_000, 1_000_000, places=2),
    st.sampled_from(["CHF", "EUR", "USD"]),
)


@st.composite
def terms(draw: st.DrawFn, id: int) -> Term:
    """Any term, its end near any day on which this is run."""
    end = draw(st.none() | st.dates(date(2023, 1, 1), date(2031, 12, 31)))
    length = draw(st.integers(0, 1500))
    start = end - timedelta(days=length) if end and draw(st.booleans()) else None
    return Term(
        id=id,
        start=start,
        end=end,
        perpetual=draw(st.booleans()),
        cost=draw(st.none() | money),
        decision=draw(st.sampled_from(Decision)),
        progress=draw(st.sampled_from(Progress)),
        snoozed_until=draw(st.none() | st.dates(date(2025, 1, 1), date(2029, 12, 31))),
    )


@st.composite
def portfolios(draw: st.DrawFn) -> Portfolio:
    """Some licenses with any terms."""
    return Portfolio(
        tuple(
            License(
                f"License {id}",
                id=id,
                vendor=draw(st.sampled_from(["", "Atlassian", "ATLASSIAN ", "Lefèvre", "Lefevre"])),
                organization=draw(st.sampled_from(["", "Acme", "acme", "Other"])),
                terms=tuple(draw(terms(term)) for term in range(1, draw(st.integers(1, 4)))),
                archived=draw(st.booleans()),
            )
            for id in range(1, draw(st.integers(1, 8)))
        )
    )


days = st.dates(date(2024, 1, 1), date(2029, 12, 31))
orders = st.sampled_from([Settings(), Settings(currency_order=("USD", "CHF"), currency="CHF")])


def added_up(totals: tuple[Total, ...]) -> tuple[int, int, Counter[str], dict[str, Decimal]]:
    """What groups come to, added by hand: charges, without a cost, and each currency."""
    amounts: dict[str, Decimal] = {}
    for group in totals:
        for known in group.amounts:
            amounts[known.currency] = amounts.get(known.currency, Decimal(0)) + known.amount
    labels = Counter(group.label for group in totals)
    return sum(x.count for x in totals), sum(x.unpriced for x in totals), labels, amounts


@given(portfolios(), days, orders)
def test_groups_add_up_to_the_total_of_each_currency(
    portfolio: Portfolio, today: date, settings: Settings
) -> None:
    for charges in (
        yearly_charges(portfolio, today, settings),
        due_charges(agenda(portfolio, today, settings)),
        paid_charges(portfolio),
    ):
        whole = total(charges, settings)
        assert whole.count == len(charges)
        for groups in (
            per_vendor(charges, settings),
            per_organization(charges, settings),
            per_year(charges, settings),
        ):
            count, unpriced, labels, amounts = added_up(groups)
            assert (count, unpriced) == (whole.count, whole.unpriced)
            assert max(labels.values(), default=1) == 1
            assert amounts == {x.currency: x.amount for x in whole.amounts}


@given(portfolios(), days, orders)
def test_the_twelve_months_and_what_lies_around_them_are_the_agenda(
    portfolio: Portfolio, today: date, settings: Settings
) -> None:
    entries = agenda(portfolio, today, settings)
    charges = due_charges(entries)
    months = [Month.of(today).plus(offset) for offset in range(12)]
    within = per_month(charges, months, settings)
    around = [x for x in charges if x.day and Month.of(x.day) not in months]
    count, unpriced, _, amounts = added_up((*within, total(around, settings)))
    said = [x.license.term.cost for x in ends(entries) if x.license.term and x.license.term.cost]
    assert (count, unpriced) == (len(ends(entries)), len(ends(entries)) - len(said))
    priced = [x for x in said if not x.is_credit]
    by_hand = {
        currency: sum((x.amount for x in priced if x.currency == currency), Decimal(0))
        for currency in {x.currency for x in priced}
    }
    assert amounts == by_hand


@given(portfolios(), days)
def test_months_say_the_same_as_the_strip_of_the_dashboard(
    portfolio: Portfolio, today: date
) -> None:
    entries = agenda(portfolio, today, SETTINGS)
    strip = months_ahead(entries, today)
    mine = per_month(due_charges(entries), [x.month for x in strip], SETTINGS)
    assert [(x.count, {*x.amounts}) for x in mine] == [(x.count, {*x.amounts}) for x in strip]


@given(st.dates(date(2000, 1, 1), date(2090, 1, 1)), st.integers(1, 120), st.booleans())
def test_whole_months_are_twelfths_of_a_year_whichever_last_day_is_written(
    start: date, months: int, day_before: bool
) -> None:
    year, month = divmod(start.year * 12 + start.month - 1 + months, 12)
    if start.day > 28:
        start = start.replace(day=28)
    end = date(year, month + 1, start.day) - timedelta(days=day_before)
    if (end - start).days < 28:
        return
    assert term_years(Term(1, start, end)) == Fraction(months, 12)


class TestYearlyCost:
    @pytest.mark.parametrize(
        ("start", "end", "yearly"),
        [
            (date(2026, 1, 1), date(2026, 12, 31), "900.00"),
            (date(2027, 3, 1), date(2028, 2, 29), "900.00"),  # a leap day is no longer year
            (date(2026, 1, 1), date(2028, 12, 31), "300.00"),
            (date(2026, 1, 1), date(2029, 1, 1), "300.00"),
            (date(2026, 1, 1), date(2026, 3, 31), "3600.00"),
            (date(2026, 1, 31), date(2026, 2, 28), "10800.00"),
            (date(2026, 1, 1), date(2026, 2, 14), "7305.00"),  # 45 days
            (None, date(2026, 12, 31), "900.00"),
            (date(2026, 1, 1), None, "900.00"),
            (date(2026, 1, 1), date(2026, 1, 1), "900.00"),  # the day of the purchase, twice
        ],
    )
    def test_the_share_of_a_year(self, start: date | None, end: date | None, yearly: str) -> None:
        assert yearly_cost(Term(1, start, end, cost=eur("900.00"))) == eur(yearly)

    def test_no_cost_stays_unknown(self) -> None:
        assert yearly_cost(a_term()) is None

    def test_a_division_is_rounded_to_the_cent(self) -> None:
        term = Term(1, date(2026, 1, 1), date(2028, 12, 31), cost=eur("1000"))
        assert str(yearly_cost(term)) == "333.33 EUR"

    def test_amounts_beyond_all_reason_and_terms_until_never(self) -> None:
        term = Term(1, date(2026, 1, 1), date(2028, 12, 31), cost=Money(LARGE * LARGE, "EUR"))
        cost = yearly_cost(term)
        assert cost is not None
        assert cost.amount == LARGE * LARGE / 3
        assert yearly_cost(Term(1, date.min, date.max, cost=eur("10"))) == eur("0.00")


class TestWhatCostsSomethingAYear:
    def test_running_licenses_only(self) -> None:
        def named(name: str, **fields: object) -> License:
            return a_license(name, **{"terms": (a_term(90, cost=eur("1")),), **fields})

        given_up = {"decision": Decision.CANCEL, "cost": eur("1")}
        portfolio = a_portfolio(
            named("runs"),
            named("ended, renewal on the way", terms=(a_term(-30, cost=eur("1")),)),
            named("ends and is to be canceled", terms=(a_term(5, **given_up),)),
            named("no term", terms=()),
            named("no end", terms=(Term(1, cost=eur("1")),)),
            named("ended long ago", terms=(a_term(-31, cost=eur("1")),)),
            named("canceled, and over", terms=(a_term(-1, **given_up),)),
            named("canceled, and done", terms=(a_term(5, progress=Progress.DONE, **given_up),)),
            named("archived", archived=True),
        )
        found = yearly_charges(portfolio, TODAY, SETTINGS)
        assert [charge.license.name for charge in found] == [
            "runs",
            "ended, renewal on the way",
            "ends and is to be canceled",
            "no term",
            "no end",
        ]
        assert shown((total(found, SETTINGS),)) == [("", 5, 1, "4 EUR")]

    def test_a_perpetual_license_costs_its_maintenance_and_nothing_without_one(self) -> None:
        kept = a_term(60, perpetual=True, ends=Ending.MAINTENANCE, cost=eur("1200"))
        bought = Term(1, date(2020, 1, 1), perpetual=True, cost=eur("9000"))
        portfolio = a_portfolio(a_license(terms=(kept,)), a_license(id=2, terms=(bought,)))
        assert shown((total(yearly_charges(portfolio, TODAY, SETTINGS), SETTINGS),)) == [
            ("", 1, 0, "1200 EUR")
        ]


def test_what_was_paid_stands_in_the_year_of_its_start() -> None:
    first = Term(1, date(2024, 12, 31), date(2025, 12, 30), cost=eur("900"))
    three = Term(2, date(2025, 12, 31), date(2028, 12, 30), cost=eur("3000"))
    portfolio = a_portfolio(
        a_license(terms=(first, three)),
        a_license(id=2, archived=True, terms=(Term(1, date(2024, 5, 1), cost=eur("1")),)),
        a_license(id=3, terms=(Term(1, end=date(2025, 1, 1), cost=eur("7")),)),
        a_license(id=4, terms=(Term(1, date(2025, 1, 1)),)),
    )
    assert shown(per_year(paid_charges(portfolio), SETTINGS)) == [
        ("2024", 2, 0, "901 EUR"),
        ("2025", 2, 1, "3000 EUR"),
        ("", 1, 0, "7 EUR"),
    ]


def test_what_is_due_is_the_whole_cost_of_a_long_term_in_the_year_of_its_end() -> None:
    three = Term(1, date(2026, 1, 1), date(2028, 12, 31), cost=eur("3000"))
    entries = agenda(a_portfolio(a_license(terms=(three,))), TODAY, SETTINGS)
    assert shown(per_year(due_charges(entries), SETTINGS)) == [("2028", 1, 0, "3000 EUR")]


def test_what_is_snoozed_is_told_apart() -> None:
    snoozed = a_term(9, cost=eur("5"), snoozed_until=TODAY + timedelta(days=3))
    portfolio = a_portfolio(
        a_license(terms=(snoozed,)),
        a_license(id=2, terms=(a_term(9, cost=eur("1")),)),
        a_license(id=3, terms=(snoozed,), archived=True),
    )
    assert shown((total(snoozed_charges(portfolio, TODAY, SETTINGS), SETTINGS),)) == [
        ("", 1, 0, "5 EUR")
    ]


def test_vendors_with_their_usual_spelling_the_largest_first() -> None:
    def costing(id: int, vendor: str, amount: str, currency: str = "EUR") -> License:
        cost = Money(Decimal(amount), currency)
        return a_license(id=id, vendor=vendor, terms=(a_term(90, cost=cost),))

    portfolio = a_portfolio(
        costing(1, "ATLASSIAN", "1"),
        costing(2, "Atlassian", "2"),
        costing(3, " Atlassian ", "4"),
        costing(4, "Microsoft", "9000", "USD"),
        costing(5, "", "50"),
        a_license(id=6, vendor="Zed", terms=()),
    )
    assert shown(per_vendor(yearly_charges(portfolio, TODAY, SETTINGS), SETTINGS)) == [
        ("", 1, 0, "50 EUR"),
        ("Atlassian", 3, 0, "7 EUR"),
        ("Microsoft", 1, 0, "9000 USD"),
        ("Zed", 1, 1, ""),
    ]


@pytest.mark.parametrize(
    ("order", "currency", "expected"),
    [
        ((), "EUR", ("EUR", "CHF", "USD")),
        ((), "USD", ("USD", "CHF", "EUR")),
        (("CHF",), "USD", ("CHF", "USD", "EUR")),
        (("JPY", "USD", "EUR"), "GBP", ("USD", "EUR", "CHF")),
    ],
)
def test_the_users_currencies_come_first(
    order: tuple[str, ...], currency: str, expected: tuple[str, ...]
) -> None:
    settings = Settings(currency=currency, currency_order=order)
    assert in_order(["USD", "EUR", "CHF", "USD"], settings) == expected
