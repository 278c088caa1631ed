from __future__ import annotations

import calendar
from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from licensetui.domain.license import License
from licensetui.domain.milestones import Urgency
from licensetui.domain.money import Money
from licensetui.domain.months import (
    Month,
    day_and_month,
    long_date,
    month_grid,
    months_ahead,
    week_days,
    weeks_from,
)
from licensetui.domain.settings import Settings
from tests.builders import SETTINGS, TODAY, a_license, a_portfolio, a_term
from tests.outlooks import agenda

months = st.builds(Month, st.integers(1, 9999), st.integers(1, 12))
starts = st.sampled_from([Settings(week_start=day) for day in ("monday", "sunday", "saturday")])


@given(months, starts)
def test_every_day_of_a_month_stands_in_its_grid_once_under_its_weekday(
    month: Month, settings: Settings
) -> None:
    rows = month_grid(month, settings)
    days = [day for row in rows for day in row.days if day]
    length = calendar.monthrange(month.year, month.number)[1]
    assert days == [date(month.year, month.number, day + 1) for day in range(length)]
    assert all(len(row.days) == 7 for row in rows)
    names = ("Mo", "Tu", "We", "Th", "Fr", "Sa", "Su")
    for row in rows:
        for name, day in zip(week_days(settings), row.days, strict=True):
            assert day is None or names[day.weekday()] == name


@given(st.dates(date(1, 1, 8), date(9999, 12, 20)))
def test_weeks_that_begin_on_monday_have_the_iso_number(day: date) -> None:
    row = next(row for row in month_grid(Month.of(day), SETTINGS) if day in row.days)
    assert row.number == day.isocalendar().week


@given(st.dates(), st.integers(1, 12), starts)
def test_weeks_on_end_hold_every_day_once_from_the_week_of_the_first(
    day: date, count: int, settings: Settings
) -> None:
    rows = weeks_from(day, count, settings)
    days = [found for row in rows for found in row.days if found]
    assert day in rows[0].days
    assert [found.toordinal() for found in days] == [
        *range(days[0].toordinal(), days[-1].toordinal() + 1)
    ]
    assert len(rows) == count or days[-1] == date.max
    names = ("Mo", "Tu", "We", "Th", "Fr", "Sa", "Su")
    for row in rows:
        for name, found in zip(week_days(settings), row.days, strict=True):
            assert found is None or names[found.weekday()] == name


def test_november_2026_as_on_the_wall() -> None:
    rows = month_grid(Month(2026, 11), SETTINGS)
    assert [row.number for row in rows] == [44, 45, 46, 47, 48, 49]
    assert rows[0].days[6] == date(2026, 11, 1)
    assert rows[5].days[0] == date(2026, 11, 30)
    assert rows[5].days[1] is None


@given(months, st.integers(-20_000, 20_000))
def test_months_are_counted_and_never_leave_the_calendar(month: Month, steps: int) -> None:
    there = month.plus(steps)
    assert 1 <= there.year <= 9999
    assert 1 <= there.number <= 12
    index = month.year * 12 + month.number - 1 + steps
    if 12 <= index <= 9999 * 12 + 11:
        assert there.plus(-steps) == month


def test_twelve_months_add_up_each_currency_alone() -> None:
    def costing(id: int, end: int, amount: int, currency: str) -> License:
        money = Money(Decimal(amount), currency)
        return a_license(id=id, terms=(a_term(end, cost=money),))

    portfolio = a_portfolio(
        costing(1, -2, 7000, "EUR"),
        costing(2, 9, 21000, "EUR"),
        costing(3, 22, 14000, "EUR"),
        costing(4, 25, 9000, "USD"),
        a_license(id=5, terms=(a_term(26),)),
        costing(6, 400, 1, "EUR"),
        costing(7, -60, 1, "EUR"),
    )  # fmt: skip
    totals = months_ahead(agenda(portfolio, TODAY, SETTINGS), TODAY)
    assert [total.month.short for total in totals][:3] == ["Nov", "Dec", "Jan"]
    november, december, january = totals[:3]
    assert (november.count, november.urgency) == (1, Urgency.OVERDUE)
    assert (december.count, december.urgency) == (4, Urgency.URGENT)
    assert [str(money) for money in december.amounts] == ["35000 EUR", "9000 USD"]
    assert (january.count, january.urgency, january.amounts) == (0, None, ())


@pytest.mark.parametrize(
    ("day", "short", "long"),
    [
        (date(2026, 12, 1), "01 Dec", "Tue 01 Dec 2026"),
        (TODAY, "22 Nov", "Sun 22 Nov 2026"),
    ],
)
def test_days_in_words(day: date, short: str, long: str) -> None:
    assert (day_and_month(day), long_date(day)) == (short, long)


def test_a_week_number_at_the_turn_of_the_year() -> None:
    rows = month_grid(Month(2027, 1), SETTINGS)
    assert rows[0].number == 53
    assert rows[1].number == 1
    assert rows[0].days[4] == date(2026, 12, 31) + timedelta(days=1)
