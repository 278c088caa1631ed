"""What renewing makes of a license: which days, which cost, and what becomes of the last term."""

from __future__ import annotations

import calendar
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from licensetui.domain.costs import yearly_cost
from licensetui.domain.days import months_after
from licensetui.domain.license import Hosting, License, LicenseType
from licensetui.domain.milestones import milestones
from licensetui.domain.money import Money
from licensetui.domain.periods import (
    Length,
    day_of_month,
    is_anniversary,
    months_between,
    next_start,
    years_between,
)
from licensetui.domain.renewal import (
    Anchor,
    Purchase,
    next_term,
    renewed,
    with_next_term,
)
from licensetui.domain.structure import StructureError
from licensetui.domain.term import Decision, Ending, Progress, Term, TermKind
from tests.builders import SETTINGS, TODAY, a_license, a_term

PAID = date(2026, 12, 5)
DAYS = st.dates(date(1990, 1, 1), date(2100, 12, 31))


def eur(amount: str) -> Money:
    """An amount in euro."""
    return Money(Decimal(amount), "EUR")


def ended(end: date, start: date | None = None, **fields: Any) -> License:
    """A license with one term, which ends on an anniversary unless its start says otherwise."""
    return a_license(terms=(Term(1, start or months_after(end, -12), end),), **fields)


def days_of(license: License, **chosen: Any) -> tuple[date | None, date | None]:
    """First and last day of the next term."""
    term = next_term(license, TODAY, Purchase(**chosen))
    return term.start, term.end


class TestDays:
    END = date(2026, 12, 1)

    @pytest.mark.parametrize(
        ("chosen", "start", "end"),
        [
            ({}, END, date(2027, 12, 1)),
            ({"length": Length(1)}, END, date(2027, 1, 1)),
            ({"length": Length(24)}, END, date(2028, 12, 1)),
            ({"length": Length(36)}, END, date(2029, 12, 1)),
            ({"length": Length(days=30)}, END, date(2026, 12, 31)),
            ({"length": Length(1, 9)}, END, date(2027, 1, 10)),
            ({"end": date(2027, 6, 30)}, END, date(2027, 6, 30)),
            ({"end": date(2027, 6, 30), "length": Length(24)}, END, date(2027, 6, 30)),
            ({"day": PAID}, END, date(2027, 12, 1)),
            ({"anchor": Anchor.PAYMENT, "day": PAID}, PAID, date(2027, 12, 5)),
            ({"anchor": Anchor.PAYMENT}, TODAY, date(2027, 11, 22)),
            ({"anchor": Anchor.FIXED, "day": date(2027, 1, 1)}, date(2027, 1, 1), date(2028, 1, 1)),
            ({"kind": TermKind.EXTENSION, "length": Length(1)}, END, date(2027, 1, 1)),
            ({"kind": TermKind.DOWNGRADE}, END, date(2027, 12, 1)),
            ({"kind": TermKind.CO_TERM, "end": date(2027, 3, 31)}, END, date(2027, 3, 31)),
        ],
    )
    def test_from_the_previous_end_unless_something_else_is_chosen(
        self, chosen: dict[str, Any], start: date, end: date
    ) -> None:
        assert days_of(ended(self.END), **chosen) == (start, end)

    def test_an_end_that_is_long_past_is_still_where_the_term_begins(self) -> None:
        assert days_of(ended(date(2026, 1, 1))) == (date(2026, 1, 1), date(2027, 1, 1))

    def test_without_a_previous_end_it_counts_from_today(self) -> None:
        for license in (a_license(terms=()), a_license(terms=(Term(1, perpetual=True),))):
            assert days_of(license) == (TODAY, date(2027, 11, 21))

    @pytest.mark.parametrize(
        ("hosting", "chosen", "end"),
        [
            (Hosting.SERVER, {}, date(2027, 12, 5)),
            (Hosting.DATA_CENTER, {}, date(2027, 5, 1)),
            (Hosting.CLOUD, {}, date(2027, 5, 1)),
            (Hosting.CLOUD, {"length": Length(12)}, date(2027, 12, 5)),
        ],
    )
    def test_an_upgrade_counts_from_its_payment_and_replaces_the_remainder_of_a_server_license(
        self, hosting: Hosting, chosen: dict[str, Any], end: date
    ) -> None:
        license = ended(date(2027, 5, 1), hosting=hosting)
        upgrade = {"kind": TermKind.UPGRADE, "day": PAID, **chosen}
        assert days_of(license, **upgrade) == (PAID, end)

    def test_an_upgrade_of_what_has_ended_is_for_a_year(self) -> None:
        license = ended(date(2026, 5, 1))
        assert days_of(license, kind=TermKind.UPGRADE, day=PAID) == (PAID, date(2027, 12, 5))

    def test_an_upgrade_paid_on_the_last_day_is_for_a_year_and_not_for_no_day_at_all(self) -> None:
        bought = days_of(ended(PAID), kind=TermKind.UPGRADE, day=PAID)
        assert bought == (PAID, date(2027, 12, 5))

    def test_an_end_before_the_start_is_refused_with_both_days(self) -> None:
        with pytest.raises(StructureError, match="2026-11-30 is before the start 2026-12-01"):
            renewed(ended(self.END), TODAY, Purchase(end=date(2026, 11, 30)))

    def test_a_length_is_at_least_a_day(self) -> None:
        for months, days in ((0, 0), (-1, 0), (1, -1)):
            with pytest.raises(StructureError, match="length"):
                Length(months, days)

    def test_lengths_in_words(self) -> None:
        lengths = Length(12), Length(1), Length(24), Length(0, 1)
        assert [*map(str, lengths)] == ["12 months", "1 month", "24 months", "1 day"]

    def test_never_is_not_renewed_past_the_calendar(self) -> None:
        never = ended(date.max)
        assert days_of(never) == (date.max, date.max)
        assert days_of(never, length=Length(days=9)) == (date.max, date.max)


class TestStyleOfAnEnd:
    """A last day, or an anniversary: only the days of a term tell which."""

    @pytest.mark.parametrize(
        ("start", "end", "following"),
        [
            ("2026-01-01", "2026-12-31", ("2027-01-01", "2027-12-31")),
            ("2026-01-01", "2027-01-01", ("2027-01-01", "2028-01-01")),
            (None, "2026-12-31", ("2027-01-01", "2027-12-31")),
            ("2026-01-07", "2026-12-19", ("2026-12-20", "2027-12-19")),
            ("2025-12-20", "2026-12-19", ("2026-12-20", "2027-12-19")),
            ("2024-03-01", "2027-02-28", ("2027-03-01", "2028-02-29")),
            ("2023-02-28", "2024-02-28", ("2024-02-28", "2025-02-28")),
            ("2026-02-28", "2026-03-31", ("2026-03-31", "2027-03-31")),  # a month from 31 Jan
        ],
    )
    def test_the_next_term_begins_the_day_after_a_last_day_and_on_an_anniversary(
        self, start: str | None, end: str, following: tuple[str, str]
    ) -> None:
        first = date.fromisoformat(start) if start else None
        license = a_license(terms=(Term(1, first, date.fromisoformat(end)),))
        assert tuple(map(str, days_of(license))) == following

    @given(DAYS, st.integers(1, 60), st.booleans())
    def test_either_style_goes_on_without_a_gap_and_without_a_day_twice(
        self, start: date, months: int, is_last_day: bool
    ) -> None:
        following = months_after(start, months)
        end = following - timedelta(days=1) if is_last_day else following
        term = Term(1, start, end)
        assert next_start(term) == following
        assert is_anniversary(term) is not is_last_day
        after = renewed(a_license(terms=(term,)), TODAY, Purchase(length=Length(months))).term
        assert after is not None
        assert after.start == following

    @given(DAYS.filter(lambda day: day.day <= 28), st.integers(1, 36), st.integers(2, 6))
    def test_many_renewals_of_last_days_end_on_the_day_before_the_same_day(
        self, start: date, months: int, times: int
    ) -> None:
        license = ended(months_after(start, months) - timedelta(days=1), start)
        for _ in range(times):
            license = renewed(license, TODAY, Purchase(length=Length(months)))
        assert license.end == months_after(start, months * (times + 1)) - timedelta(days=1)

    def test_a_plan_of_an_older_release_holds_with_the_start_it_had(self) -> None:
        license = ended(date(2026, 12, 31), date(2026, 1, 1))
        for start in (date(2026, 12, 31), date(2027, 1, 1)):
            plan = Term(2, start, date(2027, 6, 30), TermKind.CO_TERM)
            assert next_term(replace(license, planned=plan), TODAY) == plan


class TestDayOfMonth:
    @pytest.mark.parametrize(
        ("start", "end", "months", "ends"),
        [
            (None, (2026, 1, 31), 1, ["2026-02-28", "2026-03-31", "2026-04-30", "2026-05-31"]),
            (None, (2028, 2, 29), 12, ["2029-02-28", "2030-02-28", "2031-02-28", "2032-02-29"]),
            (None, (2027, 2, 28), 12, ["2028-02-28", "2029-02-28"]),
            (None, (2027, 1, 30), 1, ["2027-02-28", "2027-03-30"]),
            ((2026, 1, 31), (2026, 2, 28), 1, ["2026-03-31"]),
            ((2026, 3, 1), (2027, 2, 28), 12, ["2028-02-29", "2029-02-28"]),
            ((2026, 2, 1), (2026, 2, 28), 1, ["2026-03-31", "2026-04-30"]),
            ((2026, 2, 28), (2027, 2, 28), 12, ["2028-02-28"]),
            (None, (2026, 12, 31), 2, ["2027-02-28", "2027-04-30", "2027-06-30", "2027-08-31"]),
        ],
    )
    def test_month_ends_and_leap_days_do_not_drift(
        self, start: Any, end: Any, months: int, ends: list[str]
    ) -> None:
        license = ended(date(*end), date(*start) if start else None)
        for expected in ends:
            license = renewed(license, TODAY, Purchase(length=Length(months)))
            assert str(license.end) == expected

    @given(DAYS, st.lists(st.integers(1, 40), min_size=1, max_size=8))
    def test_many_renewals_end_where_one_of_their_length_would(
        self, end: date, lengths: list[int]
    ) -> None:
        license = ended(end)
        for months in lengths:
            license = renewed(license, TODAY, Purchase(length=Length(months)))
        assert license.end == months_after(end, sum(lengths))
        starts = [term.start for term in license.terms[1:]]
        assert starts == [term.end for term in license.terms[:-1]]

    @given(DAYS, st.sampled_from([1, 3, 12, 24, 36]), st.integers(2, 8))
    def test_a_fixed_price_stays_what_it_is(self, end: date, months: int, times: int) -> None:
        license = ended(end, months_after(end, -months))
        price = eur("1200.00")
        license = renewed(license, TODAY, Purchase(length=Length(months), cost=price))
        for _ in range(times):
            license = renewed(license, TODAY, Purchase(length=Length(months)))
            assert license.term is not None
            assert license.term.cost == price
            assert yearly_cost(license.term) == eur(f"{Decimal(14400) / months:.2f}")

    @given(st.dates(date(1990, 1, 1), date(2100, 1, 1)), st.integers(1, 30))
    def test_whole_months_stay_whole(self, day: date, months: int) -> None:
        first = day.replace(day=1)
        license = ended(months_after(first, months) - timedelta(days=1), first)
        after = renewed(license, TODAY, Purchase(length=Length(months)))
        assert after.end == months_after(first, 2 * months) - timedelta(days=1)
        again = renewed(after, TODAY, Purchase(length=Length(months)))
        assert again.end == months_after(first, 3 * months) - timedelta(days=1)

    def test_a_chosen_date_begins_anew(self) -> None:
        license = ended(date(2026, 1, 31))
        chosen = Purchase(TermKind.CO_TERM, end=date(2027, 2, 28))
        license = renewed(license, TODAY, chosen)
        assert renewed(license, TODAY).end == date(2028, 2, 28)

    def test_a_payment_date_begins_anew(self) -> None:
        license = ended(date(2025, 12, 31))
        paid = Purchase(anchor=Anchor.PAYMENT, day=date(2026, 2, 28))
        license = renewed(license, TODAY, paid)
        assert (license.end, day_of_month(license)) == (date(2027, 2, 28), 28)

    def test_none_without_an_end(self) -> None:
        assert day_of_month(a_license(terms=())) is None
        assert day_of_month(a_license(terms=(Term(1, perpetual=True),))) is None


class TestCost:
    @pytest.mark.parametrize(
        ("chosen", "cost"),
        [
            ({}, "12000.00"),
            ({"length": Length(1)}, "1000.00"),
            ({"length": Length(36)}, "36000.00"),
            ({"end": date(2026, 12, 15)}, "483.87"),  # 15 of the 31 days from 1 Dec
            ({"cost": eur("13000")}, "13000"),
            ({"kind": TermKind.EXTENSION, "length": Length(6)}, "6000.00"),
        ],
    )
    def test_by_the_price_of_the_last_term(self, chosen: dict[str, Any], cost: str) -> None:
        term = Term(1, date(2025, 12, 1), date(2026, 12, 1), cost=eur("12000.00"))
        found = next_term(a_license(terms=(term,)), TODAY, Purchase(**chosen)).cost
        assert found == eur(cost)

    def test_the_very_amount_comes_back_for_the_same_length(self) -> None:
        odd = eur("1234.5678")
        assert next_term(a_license(terms=(a_term(9, cost=odd),)), TODAY).cost == odd

    @pytest.mark.parametrize(
        ("fields", "chosen"),
        [
            ({}, {"kind": TermKind.UPGRADE}),
            ({}, {"kind": TermKind.DOWNGRADE}),
            ({}, {"cost": None}),
            ({"type": LicenseType.EVALUATION}, {}),
            ({"terms": (a_term(9),)}, {}),
            ({"terms": ()}, {}),
        ],
    )
    def test_what_nobody_knows_is_not_made_up(
        self, fields: dict[str, Any], chosen: dict[str, Any]
    ) -> None:
        license = a_license(**{"terms": (a_term(9, cost=eur("5")),), **fields})
        assert next_term(license, TODAY, Purchase(**chosen)).cost is None


class TestTheLastTerm:
    def test_it_is_done_and_keeps_its_days_cost_and_now_the_order(self) -> None:
        last = a_term(9, cost=eur("5"), quote="Q-1", auto_renew=True, notice_days=30)
        license = a_license(terms=(a_term(-300), replace(last, id=2)))
        after = renewed(license, TODAY, Purchase(order_number="PO-7"))
        assert after.terms[0] == license.terms[0]
        settled, new = after.terms[1:]
        assert settled == replace(
            last, id=2, progress=Progress.DONE, decision=Decision.RENEW, order_number="PO-7"
        )
        assert (new.id, new.kind, new.quote, new.order_number) == (3, TermKind.RENEWAL, "", "")
        assert (new.auto_renew, new.notice_days) == (True, 30)
        assert (new.decision, new.progress) == (Decision.UNDECIDED, Progress.OPEN)

    def test_a_new_quote_takes_the_place_of_the_old(self) -> None:
        license = a_license(terms=(a_term(9, quote="Q-1"),))
        assert renewed(license, TODAY, Purchase(quote="Q-2")).terms[0].quote == "Q-2"

    @pytest.mark.parametrize(
        ("decision", "kind", "after"),
        [
            (Decision.UNDECIDED, TermKind.RENEWAL, Decision.RENEW),
            (Decision.UNDECIDED, TermKind.DOWNGRADE, Decision.REDUCE),
            (Decision.CANCEL, TermKind.RENEWAL, Decision.RENEW),
            (Decision.REDUCE, TermKind.RENEWAL, Decision.REDUCE),
        ],
    )
    def test_what_was_done_counts_more_than_what_was_meant(
        self, decision: Decision, kind: TermKind, after: Decision
    ) -> None:
        license = a_license(terms=(a_term(9, decision=decision),))
        assert renewed(license, TODAY, Purchase(kind)).terms[0].decision is after

    def test_of_a_license_without_terms_the_first_has_the_order(self) -> None:
        after = renewed(a_license(terms=()), TODAY, Purchase(order_number="PO", quote="Q"))
        assert [(t.id, t.order_number, t.quote) for t in after.terms] == [(1, "PO", "Q")]

    def test_a_form_may_change_the_term_before_it_is_recorded(self) -> None:
        license = a_license()
        term = replace(next_term(license, TODAY), end=date(2028, 1, 1), cost=eur("7"))
        after = with_next_term(license, term, order_number="PO")
        assert after.term == term
        assert after.terms[0].order_number == "PO"

    def test_a_perpetual_license_goes_on_with_its_maintenance(self) -> None:
        bought = Term(1, date(2020, 1, 1), perpetual=True)
        term = next_term(a_license(terms=(bought,)), TODAY)
        assert (term.perpetual, term.ends) == (True, Ending.MAINTENANCE)

    def test_nothing_of_the_last_term_is_due_any_more(self) -> None:
        license = a_license(terms=(a_term(9),))
        before = {point.day for point in milestones(license, SETTINGS)}
        after = {point.day for point in milestones(renewed(license, TODAY), SETTINGS)}
        assert max(before) < max(after)
        assert license.end not in after


class TestPlan:
    END = date(2026, 12, 1)
    PLAN = Term(2, END, date(2027, 3, 31), TermKind.CO_TERM, cost=Money(Decimal(9), "EUR"))

    def test_it_is_what_the_next_renewal_offers_and_is_then_settled(self) -> None:
        license = replace(ended(self.END), planned=self.PLAN)
        assert license.end == self.END
        assert next_term(license, TODAY) == self.PLAN
        after = renewed(license, TODAY, Purchase(order_number="PO"))
        assert (after.end, after.planned, after.terms[0].order_number) == (
            self.PLAN.end, None, "PO",
        )  # fmt: skip

    def test_the_real_price_goes_before_the_planned(self) -> None:
        license = replace(ended(self.END), planned=self.PLAN)
        term = next_term(license, TODAY, Purchase(cost=eur("10")))
        assert (term.end, term.cost) == (self.PLAN.end, eur("10"))

    @pytest.mark.parametrize("chosen", [{"length": Length(12)}, {"kind": TermKind.RENEWAL}])
    def test_any_other_choice_leaves_it_aside(self, chosen: dict[str, Any]) -> None:
        license = replace(ended(self.END), planned=self.PLAN)
        assert days_of(license, **chosen) == (self.END, date(2027, 12, 1))

    def test_it_no_longer_holds_when_the_end_has_moved(self) -> None:
        license = replace(ended(date(2026, 12, 2)), planned=self.PLAN)
        assert days_of(license) == (date(2026, 12, 2), date(2027, 12, 2))


@given(DAYS, DAYS)
def test_months_and_days_lead_from_one_day_to_the_other(one: date, other: date) -> None:
    start, end = min(one, other), max(one, other)
    months, days = months_between(start, end)
    reached = months_after(start, months)
    assert reached + timedelta(days=days) == end
    assert 0 <= days < calendar.monthrange(reached.year, reached.month)[1] + 3
    assert months_after(start, months + 1) > end


@given(DAYS, st.integers(0, 400), st.integers(0, 400))
def test_more_time_is_never_fewer_years_and_twelve_months_are_one(
    day: date, days: int, more: int
) -> None:
    one, other = day + timedelta(days=days), day + timedelta(days=days + more)
    assert years_between(day, one) <= years_between(day, other)
    assert years_between(day, months_after(day, 12)) == 1
