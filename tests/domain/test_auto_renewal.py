"""What renews itself: past its recorded end it goes on, until somebody says otherwise."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from licensetui.domain.agenda import entries_of, split_long_ended
from licensetui.domain.auto_renewal import as_present, auto_renewal, present_end, present_term
from licensetui.domain.coterm import CoTermState, coterm, planned
from licensetui.domain.days import months_after
from licensetui.domain.license import License
from licensetui.domain.milestones import (
    MilestoneKind,
    Urgency,
    mail_days,
    open_milestones,
    urgency,
)
from licensetui.domain.money import Money
from licensetui.domain.periods import Length, next_start
from licensetui.domain.renewal import Purchase, caught_up, next_term, renewed
from licensetui.domain.standing import is_over, is_running
from licensetui.domain.structure import MOST_ID
from licensetui.domain.term import Decision, Progress, Term, TermKind
from tests.builders import SETTINGS, TODAY, a_license

PRICE = Money(Decimal("1200.00"), "EUR")
CANCELED = {"decision": Decision.CANCEL}


def renewing(start: str | None, ends: str, **fields: Any) -> License:
    """A license with one term that renews itself; today is 2026-11-22."""
    first = date.fromisoformat(start) if start else None
    term = Term(1, first, date.fromisoformat(ends), auto_renew=True, cost=PRICE)
    return a_license(terms=(replace(term, **fields),))


def points(license: License) -> list[tuple[str, str]]:
    """What is still to be done, with days."""
    return [(x.kind.value, str(x.day)) for x in open_milestones(license, TODAY, SETTINGS)]


@pytest.mark.parametrize(
    ("start", "end", "day", "now_ends", "times", "is_assumed"),
    [
        ("2025-08-29", "2026-08-28", "2026-08-29", "2027-08-28", 1, False),
        ("2025-08-28", "2026-08-28", "2026-08-28", "2027-08-28", 1, False),
        ("2024-08-29", "2026-08-28", "2026-08-29", "2028-08-28", 1, False),
        ("2026-01-01", "2026-01-31", "2026-11-01", "2026-11-30", 10, False),
        ("2026-01-31", "2026-02-28", "2026-10-31", "2026-11-30", 9, False),
        ("2026-06-01", "2026-08-29", "2026-08-30", "2026-11-27", 1, False),  # 90 days
        (None, "2026-08-28", "2026-08-29", "2027-08-28", 1, True),
        (None, "2023-08-28", "2026-08-29", "2027-08-28", 4, True),
        ("2026-08-25", "2026-08-28", "2026-08-29", "2027-08-28", 1, True),
    ],
)
def test_it_goes_on_for_as_long_as_the_last_term_else_for_a_year(
    start: str | None, end: str, day: str, now_ends: str, times: int, is_assumed: bool
) -> None:
    license = renewing(start, end)
    found = auto_renewal(license, TODAY)
    assert found is not None
    assert (str(found.day), str(found.end), found.times) == (day, now_ends, times)
    assert found.is_assumed is is_assumed
    assert present_end(license, TODAY) == found.end
    assert is_running(license, TODAY, SETTINGS)


def test_a_term_cut_to_a_common_date_does_not_tell_how_long_the_next_one_is() -> None:
    found = auto_renewal(renewing("2026-01-15", "2026-06-30", kind=TermKind.CO_TERM), TODAY)
    assert found is not None
    assert (str(found.end), found.is_assumed) == ("2027-06-30", True)


@pytest.mark.parametrize(
    "fields",
    [{"auto_renew": False}, {"progress": Progress.DONE, **CANCELED}, {"end": TODAY}],
)
def test_what_does_not_or_was_canceled_or_has_not_ended_does_not_go_on(
    fields: dict[str, Any],
) -> None:
    license = renewing("2025-08-29", "2026-08-28", **fields)
    assert auto_renewal(license, TODAY) is None
    assert as_present(license, TODAY) is license
    assert present_term(license, TODAY) is license.term
    assert auto_renewal(replace(license, archived=True), TODAY) is None


def test_its_deadlines_are_those_of_the_present_term_after_a_word_that_is_waited_for() -> None:
    license = renewing("2025-08-29", "2026-08-28", notice_days=60)
    assert points(license) == [
        ("renewed itself", "2026-08-29"),
        ("decide by", "2027-05-30"),
        ("cancel by", "2027-06-29"),
        ("ends", "2027-08-28"),
    ]
    assert urgency(license, TODAY, SETTINGS) is Urgency.URGENT
    assert mail_days(license, TODAY, (90, 30))[0] == date(2027, 5, 30)


def test_to_be_canceled_and_not_done_it_has_renewed_unless_the_vendor_knows() -> None:
    license = renewing("2025-08-29", "2026-08-28", notice_days=60, **CANCELED)
    assert points(license) == [
        ("canceled?", "2026-08-29"),
        ("cancel by", "2027-06-29"),
        ("ends", "2027-08-28"),
    ]
    assert urgency(license, TODAY, SETTINGS) is Urgency.OVERDUE
    assert not is_over(license, TODAY)
    assert mail_days(license, TODAY, (90, 30))
    since_today = renewing("2025-11-22", "2026-11-21", **CANCELED)
    assert points(since_today)[0] == ("canceled?", str(TODAY))
    assert urgency(since_today, TODAY, SETTINGS) is Urgency.OVERDUE


def test_a_term_with_the_highest_number_goes_on_as_well() -> None:
    license = renewing("2025-08-29", "2026-08-28", id=MOST_ID)
    assert points(license)[0] == ("renewed itself", "2026-08-29")


def test_what_was_handled_before_its_end_has_renewed_itself_all_the_same() -> None:
    license = renewing("2025-08-29", "2026-08-28", progress=Progress.DONE)
    assert points(license)[0] == ("renewed itself", "2026-08-29")


def test_an_order_is_asked_for_only_where_something_is_ordered() -> None:
    for fields, is_asked in (
        ({}, False),
        ({"decision": Decision.RENEW}, False),
        ({"progress": Progress.QUOTED}, True),
        ({"auto_renew": False}, True),
    ):
        license = renewing("2026-03-01", "2027-02-28", **fields)
        assert ("order by", "2027-01-29") in points(license) if is_asked else True
        assert ("order by" in dict(points(license))) is is_asked


def test_it_is_never_among_what_ended_long_ago() -> None:
    license = renewing("2025-01-01", "2025-12-31")
    ended, rest = split_long_ended(entries_of(license, TODAY, SETTINGS), SETTINGS)
    assert ended == []
    assert rest[0].kind is MilestoneKind.RENEWED


def test_confirming_it_records_a_term_for_each_period_and_the_newest_cost() -> None:
    license = renewing("2023-09-01", "2024-08-31", notice_days=60, order_number="PO-1")
    after = renewed(license, TODAY, Purchase(cost=Money(Decimal(1300), "EUR")))
    days = [(str(term.start), str(term.end)) for term in after.terms]
    assert days == [
        ("2023-09-01", "2024-08-31"),
        ("2024-09-01", "2025-08-31"),
        ("2025-09-01", "2026-08-31"),
        ("2026-09-01", "2027-08-31"),
    ]
    assert [str(term.cost or "") for term in after.terms] == ["1200.00 EUR", "", "", "1300 EUR"]
    assert [term.id for term in after.terms] == [1, 2, 3, 4]
    assert {(x.decision, x.progress) for x in after.terms[:-1]} == {(Decision.RENEW, Progress.DONE)}
    assert auto_renewal(after, TODAY) is None
    assert after.term is not None
    assert (after.term.notice_days, after.term.order_number) == (60, "")


def test_the_newest_cost_is_offered_by_the_last_that_is_known() -> None:
    license = renewing("2023-09-01", "2024-08-31")
    so_far = caught_up(license, TODAY)
    assert len(so_far.terms) == 3
    assert next_term(so_far, TODAY).cost == PRICE
    longer = next_term(so_far, TODAY, Purchase(length=Length(24)))
    assert (longer.cost, str(longer.end)) == (Money(Decimal("2400.00"), "EUR"), "2028-08-31")


def test_confirming_what_was_to_be_canceled_says_that_it_was_renewed() -> None:
    after = renewed(renewing("2025-08-29", "2026-08-28", **CANCELED), TODAY)
    assert [term.decision for term in after.terms] == [Decision.RENEW, Decision.UNDECIDED]


def test_a_common_date_waits_until_it_is_confirmed() -> None:
    license = renewing("2025-08-29", "2026-08-28")
    for day, state in (
        (date(2027, 12, 31), CoTermState.RENEWED),
        (date(2027, 8, 28), CoTermState.SAME),
        (date(2027, 6, 30), CoTermState.LONGER),
    ):
        plan = coterm((license,), day, TODAY)
        assert [(x.state, str(x.end)) for x in plan.lines] == [(state, "2027-08-28")]
        assert planned(plan).is_empty
    assert coterm((renewed(license, TODAY),), date(2027, 12, 31), TODAY).lines[0].joins


@given(
    st.dates(date(2000, 1, 1), date(2026, 11, 1)),
    st.sampled_from([1, 2, 3, 6, 12, 24, 36]),
    st.booleans(),
    st.dates(date(2000, 1, 1), date(2040, 1, 1)),
)
@example(date(2000, 1, 31), 1, True, date(2000, 12, 15))  # 30 Nov to 30 Dec is in both styles
@example(date(2000, 1, 31), 1, True, date(2001, 1, 5))
def test_the_periods_follow_each_other_up_to_today_and_are_what_is_recorded(
    start: date, months: int, is_last_day: bool, today: date
) -> None:
    end = months_after(start, months) - timedelta(days=int(is_last_day))
    license = renewing(str(start), str(end))
    found = auto_renewal(license, today)
    assert (found is None) is (end >= today)
    if found is None:
        return
    first, last = found.period(found.times - 1)
    assert first <= today <= last
    after = renewed(license, today)
    assert (after.end, len(after.terms)) == (found.end, found.times + 1)
    assert after.term is not None
    present = present_term(license, today)
    assert present is not None
    assert (after.term.id, after.term.start) == (present.id, present.start)
    for before, one, other in zip((None, *after.terms), after.terms, after.terms[1:], strict=False):
        assert other.start == next_start(one, before)
