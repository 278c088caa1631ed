"""What falls on the days of a calendar: nothing lost, nothing twice, the worst mark on each day."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from licensetui.domain.contact import Away
from licensetui.domain.day_events import DayEvent, OtherKind, marks_by_day
from licensetui.domain.milestones import MilestoneKind, Urgency, is_snoozed, milestones
from licensetui.domain.months import Month
from licensetui.domain.portfolio import Portfolio
from licensetui.domain.term import Decision, Progress, Term
from licensetui.outlook import Outlook
from tests.builders import SETTINGS, TODAY, a_contact, a_license, a_portfolio, a_term
from tests.domain.test_agenda import LEAP_AND_MONTH_ENDS, TERMS
from tests.outlooks import agenda

DAYS = LEAP_AND_MONTH_ENDS | st.dates(date(2026, 1, 1), date(2030, 12, 31))
AWAY = st.tuples(DAYS, st.integers(0, 60)).map(lambda x: Away(x[0], x[0] + timedelta(days=x[1])))
FAR = date(9999, 12, 31)


def events_of(portfolio: Portfolio, today: date = TODAY, last: date = FAR) -> tuple[DayEvent, ...]:
    found = Outlook(portfolio, today, SETTINGS).dates.events(date.min, last)
    return tuple(event for event in found if event.kind is not OtherKind.END_OF_LIFE)


@given(st.lists(TERMS, max_size=6), DAYS, DAYS)
def test_what_is_open_and_the_mails_to_come_stand_there_once(
    terms: list[Term], today: date, last: date
) -> None:
    licenses = tuple(a_license(id=id, terms=(term,)) for id, term in enumerate(terms, 1))
    portfolio = Portfolio(licenses)
    entries = agenda(portfolio, today, SETTINGS)
    found = events_of(portfolio, today, last)
    mails = [x for x in found if x.kind is MilestoneKind.REMINDER]
    rest = [x for x in found if x.kind is not MilestoneKind.REMINDER]
    assert Counter((x.license, x.kind, x.day, x.urgency) for x in rest) == Counter(
        (x.license, x.kind, x.day, x.urgency) for x in entries if x.day <= last
    )
    expected = [
        (license, point.day)
        for license, term in zip(licenses, terms, strict=True)
        for point in milestones(license, SETTINGS, SETTINGS.reminder_days or ())
        if point.kind is MilestoneKind.REMINDER and today <= point.day <= last
        if term.progress is not Progress.DONE and not is_snoozed(license, today)
        if term.end and (term.decision is not Decision.CANCEL or term.end >= today)
    ]
    assert Counter((x.license, x.day) for x in mails) == Counter(expected)
    assert list(found) == sorted(found, key=lambda event: event.order)


@given(st.lists(AWAY, max_size=4), st.lists(TERMS, max_size=4), DAYS, st.integers(0, 13))
def test_each_day_of_the_months_has_the_worst_mark_of_all_that_falls_on_it(
    away: list[Away], terms: list[Term], today: date, months: int
) -> None:
    licenses = [a_license(id=id, terms=(term,)) for id, term in enumerate(terms, 1)]
    portfolio = a_portfolio(*licenses, contacts=(a_contact(away=tuple(away)),))
    first, last = Month.of(today).first_day, Month.of(today).plus(months).last_day
    found = events_of(portfolio, today, last)
    marks = marks_by_day(found, first, last)
    for count in range((last - first).days + 1):
        day = first + timedelta(days=count)
        falling = "".join(x.mark for x in found if x.day <= day <= x.last)
        assert marks.get(day, "") == next((mark for mark in "x!*.ema" if mark in falling), "")
    assert all(first <= day <= last for day in marks)
    outlook = Outlook(portfolio, today, SETTINGS)
    assert outlook.dates.marks(first, last) == marks_by_day(
        outlook.dates.events(first, last), first, last
    )


def test_the_worst_mark_of_a_day_wins() -> None:
    ending = [a_license(id=id, terms=(a_term(end),)) for id, end in enumerate((-2, 9, 39), 1)]
    found = events_of(a_portfolio(*ending))
    marks = marks_by_day(found, TODAY - timedelta(days=2), TODAY + timedelta(days=9))
    assert marks[TODAY - timedelta(days=2)] == "x"
    assert {x.mark for x in found if x.day == TODAY + timedelta(days=9)} == {"m", "!"}
    assert marks[TODAY + timedelta(days=9)] == "!"


def test_of_contacts_only_what_is_not_over_and_of_no_archived_one() -> None:
    leaving = a_contact(
        away=(Away(TODAY - timedelta(days=9), TODAY - timedelta(days=1)), Away(TODAY, TODAY)),
        last_day=TODAY + timedelta(days=3),
        mailbox_closes=TODAY + timedelta(days=9),
    )
    gone = a_contact("Gone", id=2, archived=True, away=(Away(TODAY, TODAY),))
    silent = a_license(terms=(a_term(9, progress=Progress.DONE),))
    found = events_of(a_portfolio(silent, contacts=(leaving, gone)))
    assert [(x.subject, x.kind, (x.day - TODAY).days, x.mark) for x in found] == [
        ("Anna Martin", OtherKind.AWAY, 0, "a"),
        ("Anna Martin", OtherKind.LAST_DAY, 3, "a"),
        ("Anna Martin", OtherKind.MAILBOX_CLOSES, 9, "a"),
    ]


def test_what_is_overdue_stays_however_old_and_its_last_mail_is_to_come() -> None:
    portfolio = a_portfolio(
        a_license(terms=(a_term(-3),)), a_license("Old", id=2, terms=(a_term(-900),))
    )
    assert [(x.subject[:4], x.kind.value, x.urgency) for x in events_of(portfolio)] == [
        ("Old", "ends", Urgency.OVERDUE),
        ("Jira", "ends", Urgency.OVERDUE),
        ("Jira", "reminder mail", None),
    ]


@pytest.mark.parametrize("today", [date.min, date(2028, 2, 29), date.max])
def test_the_ends_of_the_calendar(today: date) -> None:
    license = a_license(terms=(Term(1, end=today),))
    contact = a_contact(away=(Away(date.min, date.max),))
    month = Month.of(today)
    found = events_of(a_portfolio(license, contacts=(contact,)), today, month.last_day)
    marks = marks_by_day(found, month.first_day, month.last_day)
    assert Outlook(a_portfolio(license), today, SETTINGS).dates.marks(today, today) == {today: "!"}
    assert len(marks) == (month.last_day - month.first_day).days + 1
    assert marks[today] == "!"
