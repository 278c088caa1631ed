from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from licensetui.domain.auto_renewal import auto_renewal
from licensetui.domain.milestones import (
    MilestoneKind,
    Urgency,
    in_days,
    mail_days,
    milestones,
    next_milestone,
    open_milestones,
    urgency,
    urgency_of,
)
from licensetui.domain.settings import Settings
from licensetui.domain.standing import is_over
from licensetui.domain.term import Decision, Ending, Progress, Term
from tests.builders import SETTINGS, TODAY, a_license, a_term

DECIDE, CANCEL, ORDER = (
    MilestoneKind.DECIDE_BY,
    MilestoneKind.CANCEL_BY,
    MilestoneKind.ORDER_BY,
)
MAILS = (90, 45, 14, 0, -7)
"""Days before an end on which some vendor writes."""
MAIL, ENDS = MilestoneKind.REMINDER, MilestoneKind.ENDS


def days_of(kind: MilestoneKind, **term: Any) -> list[int]:
    """Days from today of all milestones of a kind."""
    license = a_license(terms=(a_term(200, **term),))
    points = milestones(license, SETTINGS, MAILS)
    return [(p.day - TODAY).days for p in points if p.kind is kind]


def open_kinds(end: int, today: date = TODAY, **term: Any) -> list[MilestoneKind]:
    """Kinds of what is still to be done on a license that ends so many days from TODAY."""
    license = a_license(terms=(a_term(end, **term),))
    return [point.kind for point in open_milestones(license, today, SETTINGS)]


def test_a_term_has_its_dated_points_before_its_end() -> None:
    assert days_of(ENDS) == [200]
    assert days_of(ORDER) == [170]
    assert days_of(DECIDE) == [110]


def test_the_vendor_mails_before_the_end_and_after_it() -> None:
    assert days_of(MAIL) == [110, 155, 186, 200, 207]


def test_lead_times_are_settings() -> None:
    quick = Settings(order_lead_days=5, decision_lead_days=7)
    days = {p.kind: (p.day - TODAY).days for p in milestones(a_license(reminders=()), quick)}
    assert days == {DECIDE: 2, ORDER: 4, ENDS: 9}


@pytest.mark.parametrize(
    ("term", "expected"),
    [
        ({}, []),
        ({"auto_renew": True}, [200]),
        ({"notice_days": 30}, [170]),
        ({"auto_renew": True, "notice_days": 30}, [170]),
        ({"notice_days": 0}, [200]),
    ],
)
def test_only_a_notice_or_automatic_renewal_has_a_last_day_to_cancel(
    term: dict[str, Any], expected: list[int]
) -> None:
    assert days_of(CANCEL, **term) == expected


def test_no_end_no_milestones() -> None:
    assert milestones(a_license(terms=()), SETTINGS) == ()
    assert milestones(a_license(terms=(a_term(None, perpetual=True),)), SETTINGS) == ()


def test_a_perpetual_license_still_has_the_end_of_its_maintenance() -> None:
    term = a_term(9, perpetual=True, ends=Ending.MAINTENANCE)
    point = next_milestone(a_license(terms=(term,)), TODAY, SETTINGS)
    assert point is not None
    assert point.day == TODAY + timedelta(days=9)


def test_milestones_stand_by_day_and_survive_the_ends_of_the_calendar() -> None:
    for end in (date(1, 1, 2), date(9999, 12, 31)):
        points = milestones(a_license(terms=(Term(1, end=end),)), SETTINGS)
        assert [p.day for p in points] == sorted(p.day for p in points)


@pytest.mark.parametrize(
    ("end", "term", "expected"),
    [
        (200, {}, [DECIDE, ORDER, ENDS]),
        (90, {}, [DECIDE, ORDER, ENDS]),
        (89, {}, [ORDER, ENDS]),
        (29, {}, [ENDS]),
        (0, {}, [ENDS]),
        (-1, {}, [ENDS]),
        (-4000, {}, [ENDS]),
        (200, {"decision": Decision.RENEW}, [ORDER, ENDS]),
        (200, {"decision": Decision.REDUCE}, [ORDER, ENDS]),
        (200, {"progress": Progress.QUOTED}, [DECIDE, ORDER, ENDS]),
        (200, {"decision": Decision.RENEW, "progress": Progress.ORDERED}, [ENDS]),
        (200, {"progress": Progress.DONE}, []),
        (-1, {"progress": Progress.DONE}, []),
        (200, {"decision": Decision.CANCEL}, [ENDS]),
        (-1, {"decision": Decision.CANCEL}, []),
        (200, {"notice_days": 60}, [DECIDE, CANCEL, ORDER, ENDS]),
        (200, {"notice_days": 60, "decision": Decision.RENEW}, [ORDER, ENDS]),
        (200, {"notice_days": 60, "decision": Decision.CANCEL}, [CANCEL, ENDS]),
        (200, {"notice_days": 60, "decision": Decision.REDUCE}, [CANCEL, ORDER, ENDS]),
        (200, {"notice_days": 60, "progress": Progress.ORDERED}, [ENDS]),
        (59, {"notice_days": 60}, [ORDER, ENDS]),
    ],
)
def test_what_is_still_to_be_done(
    end: int, term: dict[str, Any], expected: list[MilestoneKind]
) -> None:
    assert open_kinds(end, **term) == expected


def test_the_same_mail_twice_in_the_settings_is_one_milestone() -> None:
    points = milestones(a_license(), SETTINGS, (30, 30, 0))
    assert len([p for p in points if p.kind is MAIL]) == 2


TURNS = st.sampled_from(
    [
        date(year, month, day)
        for year in (1900, 2000, 2027, 2028)
        for month, day in ((1, 1), (1, 31), (2, 28), (3, 1), (3, 31), (12, 31))
    ]
    + [date(2000, 2, 29), date(2028, 2, 29)]
)
"""Ends of years and months, and leap days."""


@given(
    TURNS | st.dates(),
    st.booleans(),
    st.none() | st.integers(0, 4000),
    st.lists(st.integers(-3650, 3650), max_size=9).map(tuple),
)
def test_no_milestone_is_lost_or_doubled_on_any_day_of_the_calendar(
    end: date, auto_renew: bool, notice_days: int | None, reminders: tuple[int, ...]
) -> None:
    term = Term(1, end=end, auto_renew=auto_renew, notice_days=notice_days)
    points = milestones(a_license(terms=(term,)), SETTINGS, reminders)
    assert len(set(points)) == len(points)
    kinds = [point.kind for point in points if point.kind is not MAIL]
    may_cancel = auto_renew or notice_days is not None
    assert sorted(kinds, key=list(MilestoneKind).index) == [
        DECIDE, *([CANCEL] if may_cancel else []), ORDER, ENDS,
    ]  # fmt: skip

    def before(days: int) -> date:
        ordinal = min(max(end.toordinal() - days, date.min.toordinal()), date.max.toordinal())
        return date.fromordinal(ordinal)

    assert {point.day for point in points if point.kind is MAIL} == set(map(before, reminders))
    lead = {DECIDE: 90, CANCEL: notice_days or 0, ORDER: 30, ENDS: 0}
    assert all(point.day == before(lead[point.kind]) for point in points if point.kind is not MAIL)


@given(
    st.dates(date(1999, 1, 1), date(2105, 1, 1)),
    st.integers(-500, 500),
    st.sampled_from(Decision),
    st.sampled_from(Progress),
    st.booleans(),
)
def test_what_is_open_stays_so_until_its_day_has_passed(
    end: date, days: int, decision: Decision, progress: Progress, auto_renew: bool
) -> None:
    term = Term(
        1,
        end=end,
        notice_days=45,
        decision=decision,
        progress=progress,
        auto_renew=auto_renew,
    )
    license = a_license(terms=(term,))
    today = end + timedelta(days=days)
    now = open_milestones(license, today, SETTINGS)
    ends = [point for point in now if point.kind is ENDS]
    if auto_renewal(license, today):  # it goes on: `test_auto_renewal.py`
        assert [point.day >= today for point in ends] == [True]
        return
    assert set(now) <= set(milestones(license, SETTINGS))
    if not auto_renewal(license, today + timedelta(days=1)):
        tomorrow = open_milestones(license, today + timedelta(days=1), SETTINGS)
        lost = [point for point in now if point not in tomorrow]
        assert all(point.day == today for point in lost)
        assert set(tomorrow) <= set(now)
    is_canceled = decision is Decision.CANCEL and not auto_renew
    is_settled = progress is Progress.DONE or (is_canceled and end < today)
    assert len(ends) == (0 if is_settled else 1)
    assert is_over(license, today) == (decision is Decision.CANCEL and is_settled)


def test_an_archived_license_asks_for_nothing() -> None:
    assert open_milestones(a_license(archived=True), TODAY, SETTINGS) == ()


def test_renewing_leaves_only_the_new_term() -> None:
    license = a_license(terms=(a_term(-2), a_term(363, id=2)))
    point = next_milestone(license, TODAY, SETTINGS)
    assert point is not None
    assert point.day > TODAY


def test_a_snoozed_license_is_silent_until_the_day_it_is_snoozed_to() -> None:
    until = TODAY + timedelta(days=3)
    license = a_license(terms=(a_term(9, snoozed_until=until),))
    assert next_milestone(license, until - timedelta(days=1), SETTINGS) is None
    assert urgency(license, until - timedelta(days=1), SETTINGS) is None
    assert next_milestone(license, until, SETTINGS) is not None


@pytest.mark.parametrize(
    ("days", "mark"),
    [(-1, "x"), (0, "!"), (30, "!"), (31, "*"), (90, "*"), (91, "."), (9000, ".")],
)
def test_marks(days: int, mark: str) -> None:
    assert urgency_of(days, SETTINGS).mark == mark


def test_urgency_follows_the_first_thing_to_do_not_the_end() -> None:
    far = a_license(terms=(a_term(119),))  # decide by is 29 days away
    assert urgency(far, TODAY, SETTINGS) is Urgency.URGENT
    decided = a_license(terms=(a_term(119, decision=Decision.RENEW),))
    assert urgency(decided, TODAY, SETTINGS) is Urgency.SOON
    assert urgency(a_license(terms=()), TODAY, SETTINGS) is None


def test_limits_of_the_marks_are_settings() -> None:
    strict = Settings(urgent_days=5, soon_days=5)
    assert [urgency_of(days, strict).word for days in (-1, 5, 6)] == ["overdue", "urgent", "later"]


@pytest.mark.parametrize(("days", "text"), [(9, "in 9 d"), (0, "today"), (-2, "2 d ago")])
def test_days_are_said_exactly(days: int, text: str) -> None:
    assert in_days(TODAY + timedelta(days=days), TODAY) == text


def test_a_mail_of_the_last_day_comes_to_what_was_given_up() -> None:
    license = a_license(terms=(a_term(0, decision=Decision.CANCEL),))
    assert mail_days(license, TODAY, (30, 0)) == (TODAY,)
    assert mail_days(license, TODAY + timedelta(days=1), (30, 0, -5)) == ()
