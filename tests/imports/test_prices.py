"""What an import reads of the time and the seats of a price, and what it says of them."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from licensetui.cli.report import report_lines
from licensetui.domain.costs import yearly_cost
from licensetui.domain.license import License
from licensetui.domain.money import Money
from licensetui.domain.term import CostBasis, Term
from licensetui.imports.planned import RowOutcome
from licensetui.outlook import Outlook
from licensetui.reading.cells import CellError
from licensetui.reading.prices import read_cycle
from tests.builders import SETTINGS, a_license, a_portfolio
from tests.imports.planned import EMPTY, FRENCH, a_table, applied, only_row, plan_of, plan_of_file

TERM, YEAR, MONTH = CostBasis.TERM, CostBasis.YEAR, CostBasis.MONTH
NOVEMBER = date(2026, 11, 27)


def imported(*lines: str) -> Term:
    """Return the term of the only license of a list."""
    (license,) = applied(EMPTY, plan_of(a_table(*lines)).change).licenses
    assert license.term
    return license.term


@pytest.mark.parametrize(
    ("header", "basis", "per_seat"),
    [
        ("Cost", TERM, False),
        ("Purchase cost", TERM, False),
        ("Annual cost", YEAR, False),
        ("Annual Amount", YEAR, False),
        ("Yearly price (EUR)", YEAR, False),
        ("Cost per year", YEAR, False),
        ("Cost/yr", YEAR, False),
        ("Cost p.a.", YEAR, False),
        ("Price per month", MONTH, False),
        ("Monthly cost", MONTH, False),
        ("Price per user", TERM, True),
        ("Price per user per month", MONTH, True),
        ("Price/user/month (EUR)", MONTH, True),
        ("Cost (EUR/seat/year)", YEAR, True),
        ("Unit price", TERM, True),
        ("Coût annuel (€)", YEAR, False),
        ("Prix par mois", MONTH, False),
        ("Coût mensuel", MONTH, False),
        ("Prix par utilisateur et par an", YEAR, True),
        ("Prix unitaire", TERM, True),
        ("Jahreskosten", YEAR, False),
        ("Kosten pro Jahr", YEAR, False),
        ("Monatliche Kosten", MONTH, False),
        ("Preis pro Nutzer und Monat", MONTH, True),
        ("Preis pro Nutzer pro Monat", MONTH, True),
        ("Stückpreis", TERM, True),
        ("Coste anual", YEAR, False),
        ("Precio por mes", MONTH, False),
        ("Precio por usuario al mes", MONTH, True),
    ],
)
def test_a_header_says_what_a_cost_is_for(header: str, basis: CostBasis, per_seat: bool) -> None:
    term = imported(f'Name,"{header}",Seats', "Figma,12.50,20")
    assert (term.cost and term.cost.amount) == Decimal("12.50")
    assert (term.cost_basis, term.per_seat) == (basis, per_seat)
    assert term.seats == (20 if per_seat else None)


@pytest.mark.parametrize(
    ("cycle", "basis", "amount"),
    [
        ("Monthly", MONTH, "45.00"),
        ("Every 1 Month(s)", MONTH, "45.00"),
        ("mensuel", MONTH, "45.00"),
        ("Annual", YEAR, "45.00"),
        ("Yearly", YEAR, "45.00"),
        ("Every 1 Year(s)", YEAR, "45.00"),
        ("12 months", YEAR, "45.00"),
        ("jährlich", YEAR, "45.00"),
        ("per year", YEAR, "45.00"),
        ("Quarterly", YEAR, "180.00"),
        ("Every 3 Month(s)", YEAR, "180.00"),
        ("Every 2 Year(s)", YEAR, "22.50"),
        ("alle 6 Monate", YEAR, "90.00"),
        ("tous les 3 ans", YEAR, "15.00"),
        ("One-time", TERM, "45.00"),
        ("", TERM, "45.00"),
    ],
)
def test_a_billing_cycle_says_it_where_the_header_does_not(
    cycle: str, basis: CostBasis, amount: str
) -> None:
    term = imported("Name,Price,Billing cycle", f"Figma,$45.00,{cycle}")
    assert (term.cost, term.cost_basis) == (Money(Decimal(amount), "USD"), basis)
    header = imported("Name,Price per month,Billing cycle", f"Figma,$45.00,{cycle}")
    assert (header.cost, header.cost_basis) == (Money(Decimal("45.00"), "USD"), MONTH)


def test_an_amount_of_another_cycle_is_said_to_be_counted_over() -> None:
    row = only_row(plan_of(a_table("Name,Price,Billing cycle", "Figma,45.00,Quarterly")))
    assert '45.00 EUR "Quarterly" is stored as 180.00 EUR a year' in row.notes


def test_a_cycle_that_nobody_knows_is_refused_and_not_taken_for_a_year() -> None:
    row = only_row(plan_of(a_table("Name,Price,Billing cycle", "Figma,45.00,Fortnightly")))
    assert row.outcome is RowOutcome.REFUSED
    assert "is not a time: write monthly, yearly or per term" in row.reason
    with pytest.raises(CellError):
        read_cycle("0 months")


def test_a_monthly_price_is_540_a_year() -> None:
    lines = ("Name,Price,Billing cycle,Renewal date", "Figma,$45.00,Monthly,2026-12-15")
    assert yearly_cost(imported(*lines)) == Money(Decimal("540.00"), "USD")


def test_the_french_list_costs_what_stands_under_its_annual_cost() -> None:
    portfolio = applied(EMPTY, plan_of_file(FRENCH, today=NOVEMBER).change)
    lines = report_lines(Outlook(portfolio, NOVEMBER, SETTINGS))
    assert "- Cost per year: 97016.22 EUR (17 licenses, 5 of them without a cost)" in lines


def test_a_credit_is_said_in_the_plan_and_counted_in_no_year() -> None:
    plan = plan_of(
        a_table("Name,Cost,Expiration date", "Refund,-110.7 €,2027-01-01", "Slack,200 €,2027-01-01")
    )
    assert plan.rows[0].doubts == (
        ("-110.7 EUR is a credit: it is stored but not counted as a cost"),
    )
    lines = report_lines(Outlook(applied(EMPTY, plan.change), NOVEMBER, SETTINGS))
    credited = "2 licenses, 1 of them with a credit, not counted: -110.7 EUR"
    assert f"- Cost per year: 200 EUR ({credited})" in lines


def known(**price: object) -> License:
    cost = Money(Decimal("12.00"), "EUR")
    term = Term(1, date(2026, 1, 1), date(2026, 12, 31), cost=cost, **price)  # type: ignore[arg-type]
    return a_license("Figma", vendor="", sen="", seats=20, terms=(term,))


def test_an_amount_without_a_word_does_not_take_the_place_of_a_price_a_seat_and_month() -> None:
    license = known(cost_basis=MONTH, per_seat=True, seats=20)
    for amount in ("12.00", "2880.00"):
        plan = plan_of(a_table("Name,End,Cost", f"Figma,2026-12-31,{amount}"), a_portfolio(license))
        assert only_row(plan).outcome is RowOutcome.SAME
        assert only_row(plan).notes == ()
    plan = plan_of(a_table("Name,End,Cost", "Figma,2026-12-31,3000"), a_portfolio(license))
    (doubt,) = only_row(plan).doubts
    assert doubt.startswith("cost 3000 EUR was not used because 12.00 EUR/seat/month is known")


def test_a_header_changes_what_a_known_cost_is_for() -> None:
    lines = ("Name,End,Price per user per month", "Figma,2026-12-31,15")
    plan = plan_of(a_table(*lines), a_portfolio(known()))
    assert only_row(plan).details == (
        "cost 12.00 EUR -> 15 EUR",
        "cost basis term -> month",
        "per seat no -> yes",
    )
    (license,) = applied(a_portfolio(known()), plan.change).licenses
    assert yearly_cost(license.term) == Money(Decimal("3600.00"), "EUR")


def test_a_renewal_from_a_list_keeps_the_price_only_where_it_is_the_same() -> None:
    license = known(cost_basis=MONTH, per_seat=True, seats=20)
    for amount, basis in (("12.00", MONTH), ("3000", TERM)):
        lines = ("Name,Start,End,Cost", f"Figma,2027-01-01,2027-12-31,{amount}")
        change = plan_of(a_table(*lines), a_portfolio(license)).change
        (after,) = applied(a_portfolio(license), change).licenses
        assert after.term
        assert (after.term.cost, after.term.cost_basis) == (Money(Decimal(amount), "EUR"), basis)


def test_the_first_price_of_a_known_license_is_for_its_seats() -> None:
    portfolio = a_portfolio(a_license("Figma", sen="", seats=20, terms=()))
    table = a_table("Name,Price per user", "Figma,10.00")
    after = applied(portfolio, plan_of(table, portfolio).change)
    [license] = after.licenses
    assert license.term
    assert (license.term.per_seat, license.term.seats) == (True, 20)
    assert plan_of(table, after).change.is_empty
