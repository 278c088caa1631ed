from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from licensetui.domain.agenda import ends, split_long_ended
from licensetui.domain.milestones import MilestoneKind, is_snoozed, open_milestones
from licensetui.domain.money import Money, sums
from licensetui.domain.months import Month, ended_before, months_ahead
from licensetui.domain.portfolio import Portfolio
from licensetui.domain.term import Decision, Progress, Term
from tests.builders import SETTINGS, TODAY, a_license, a_portfolio, a_term
from tests.outlooks import agenda


def test_the_agenda_is_in_the_order_of_days_then_of_what_then_of_names() -> None:
    portfolio = a_portfolio(
        a_license("Zebra", id=1, terms=(a_term(9),)),
        a_license("Ant", id=2, terms=(a_term(39),)),
        a_license("Bee", id=3, terms=(a_term(9),)),
    )
    shown = [
        (entry.days, entry.kind.value, entry.license.name)
        for entry in agenda(portfolio, TODAY, SETTINGS)
    ]
    assert shown == [
        (9, "order by", "Ant"),
        (9, "ends", "Bee"),
        (9, "ends", "Zebra"),
        (39, "ends", "Ant"),
    ]


def test_snoozed_and_archived_licenses_are_absent() -> None:
    snoozed = a_term(9, snoozed_until=TODAY + timedelta(days=1))
    portfolio = a_portfolio(a_license(terms=(snoozed,)), a_license(id=2, archived=True))
    assert agenda(portfolio, TODAY, SETTINGS) == ()


def test_what_ended_long_ago_is_told_apart_by_the_limit_of_urgent() -> None:
    ends_on = (-900, -31, -30, -1, 9)
    portfolio = a_portfolio(
        *(a_license(id=id, terms=(a_term(end),)) for id, end in enumerate(ends_on, 1))
    )
    old, rest = split_long_ended(agenda(portfolio, TODAY, SETTINGS), SETTINGS)
    assert [entry.days for entry in old] == [-900, -31]
    assert [entry.days for entry in rest] == [-30, -1, 9]


portfolios = st.lists(
    st.integers(-800, 1500), max_size=12
).map(
    lambda days: Portfolio(
        tuple(a_license(id=id, terms=(a_term(end),)) for id, end in enumerate(days, 1))
    )
)  # fmt: skip


@given(portfolios, st.dates(date(2020, 1, 1), date(2030, 12, 31)))
def test_no_end_is_lost_between_the_agenda_and_the_twelve_months(
    portfolio: Portfolio, today: date
) -> None:
    entries = agenda(portfolio, today, SETTINGS)
    totals = months_ahead(entries, today)
    after = totals[-1].month.plus(1)
    later = [e for e in ends(entries) if (e.day.year, e.day.month) >= (after.year, after.number)]
    counted = sum(total.count for total in totals)
    assert counted + len(ended_before(entries, today)) + len(later) == len(ends(entries))
    assert len(ends(entries)) == len(portfolio.licenses)


LEAP_AND_MONTH_ENDS = st.sampled_from(
    [
        date(year, month, day)
        for year in (2027, 2028, 2029)
        for month, day in ((1, 31), (2, 28), (3, 31), (12, 31), (1, 1), (3, 1))
    ]
    + [date(2028, 2, 29)]
)
TERMS = st.builds(
    lambda end, decision, progress, snooze, cost: a_term(
        end, decision=decision, progress=progress, snoozed_until=snooze, notice_days=30, cost=cost
    ),
    LEAP_AND_MONTH_ENDS | st.dates(date(2026, 1, 1), date(2030, 12, 31)),
    st.sampled_from(Decision),
    st.sampled_from(Progress),
    st.none() | LEAP_AND_MONTH_ENDS,
    st.none()
    | st.builds(Money, st.integers(0, 10**6).map(Decimal), st.sampled_from(["EUR", "USD"])),
)


@given(
    st.lists(TERMS, max_size=10),
    LEAP_AND_MONTH_ENDS | st.dates(date(2025, 1, 1), date(2031, 12, 31)),
)
def test_twelve_months_have_the_counts_and_the_amounts_of_the_agenda(
    terms: list[Term], today: date
) -> None:
    licenses = tuple(a_license(id=id, terms=(term,)) for id, term in enumerate(terms, 1))
    entries = agenda(Portfolio(licenses), today, SETTINGS)
    totals = months_ahead(entries, today)
    first, last = totals[0].month, totals[-1].month
    assert (first, last) == (Month.of(today), Month.of(today).plus(11))
    before = [e for e in ends(entries) if Month.of(e.day) < first]
    assert list(ended_before(entries, today)) == before
    within = [e for e in ends(entries) if first <= Month.of(e.day) <= last]
    assert sum(total.count for total in totals) == len(within)
    costs = [e.license.term.cost for e in within if e.license.term and e.license.term.cost]
    assert sums(money for total in totals for money in total.amounts) == sums(costs)
    assert len({(e.license.id, e.kind) for e in entries}) == len(entries)
    assert {(e.license.id, e.kind, e.day) for e in entries} == {
        (license.id, point.kind, point.day)
        for license in licenses
        if not is_snoozed(license, today)
        for point in open_milestones(license, today, SETTINGS)
    }


@given(portfolios)
def test_the_agenda_is_by_day_and_of_the_past_only_ends_are_open(portfolio: Portfolio) -> None:
    entries = agenda(portfolio, TODAY, SETTINGS)
    assert [e.day for e in entries] == sorted(e.day for e in entries)
    assert all(e.kind is MilestoneKind.ENDS for e in entries if e.days < 0)
