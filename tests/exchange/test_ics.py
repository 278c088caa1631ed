"""What calendar programs get, and what they make of it when they get it again."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from functools import partial
from typing import Any

import icalendar
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from licensetui.demo import demo_portfolio
from licensetui.domain import portals
from licensetui.domain.license import License, LicenseKey
from licensetui.domain.milestones import ALWAYS, MilestoneKind, milestones
from licensetui.domain.money import Money
from licensetui.domain.portfolio import Portfolio
from licensetui.domain.reminders import reminder_days
from licensetui.domain.renewal import renewed
from licensetui.domain.settings import Settings
from licensetui.domain.term import Decision, Ending, Progress, TermKind
from licensetui.exchange.calendar_events import (
    KEPT_DAYS,
    NOT_CONFIRMED,
    CalendarEvent,
    as_told,
    calendar_events,
    file_mark,
)
from licensetui.exchange.ics import ics, sequence
from licensetui.findings.counsel import VENDORS
from licensetui.outlook import Outlook
from tests.builders import SETTINGS, TODAY, a_license, a_portfolio, a_term
from tests.store.strategies import portfolios

NOW = datetime(2026, 11, 22, 10, 31, tzinfo=UTC)
LATER = NOW + timedelta(minutes=5)
FILE = "0123456789abcdef"


def events_of(*licenses: License, today: date = TODAY, **how: Any) -> tuple[CalendarEvent, ...]:
    return calendar_events(Outlook(a_portfolio(*licenses), today, SETTINGS), FILE, **how)


def states(events: Iterable[CalendarEvent]) -> dict[str, str]:
    """Return what becomes of each event, by its kind: it rings, is quiet, or is off."""
    return {
        event.kind.value: ("rings" if event.rings else "quiet") if event.is_open else "off"
        for event in events
    }


def read(content: bytes) -> dict[str, Any]:
    """Return the events in a file by their UIDs, of which none may come twice."""
    found = icalendar.Calendar.from_ical(content).walk("VEVENT")
    by_uid = {str(event["uid"]): event for event in found}
    assert len(by_uid) == len(found)
    return by_uid


def check_form(content: bytes) -> None:
    assert content.endswith(b"END:VCALENDAR\r\n")
    lines = content.split(b"\r\n")
    assert not any(b"\n" in line or b"\r" in line for line in lines)
    assert max(map(len, lines)) <= 75
    for line in lines:
        line.decode()  # no character is cut in two


def check_equal(event: CalendarEvent, got: Any, now: datetime = NOW) -> None:
    assert str(got["summary"]) == event.summary
    assert str(got["description"]) == event.description
    assert got["dtstart"].dt == event.day
    if event.day < date.max:
        assert got["dtend"].dt == event.day + timedelta(days=1)
    assert str(got["status"]) == ("CONFIRMED" if event.is_open else "CANCELLED")
    assert str(got["transp"]) == "TRANSPARENT"
    assert str(got.get("url", "")) == event.address
    assert got["categories"].cats == ["Licenses", event.kind.label.capitalize()]
    assert got["dtstamp"].dt == got["last-modified"].dt == now
    alarms = got.walk("VALARM")
    assert [alarm["trigger"].dt for alarm in alarms] == [timedelta(hours=-15)] * event.rings
    assert [str(alarm["description"]) for alarm in alarms] == [event.summary] * event.rings


class ACalendar:
    """A calendar program that goes by RFC 5546 (2.1.5): what is newer replaces, or removes."""

    def __init__(self) -> None:
        self.versions: dict[str, tuple[int, datetime]] = {}
        self.days: dict[str, date] = {}

    def take(self, portfolio: Portfolio, now: datetime, settings: Settings = SETTINGS) -> None:
        for uid, event in read(
            ics(calendar_events(Outlook(portfolio, now.date(), settings), FILE), now)
        ).items():
            version = (int(event["sequence"]), event["dtstamp"].dt)
            if version < self.versions.get(uid, version):
                continue
            self.versions[uid] = version
            self.days.pop(uid, None)
            if str(event["status"]) != "CANCELLED":
                self.days[uid] = event["dtstart"].dt


def test_the_demo_is_read_back_as_it_was_written() -> None:
    events = calendar_events(Outlook(demo_portfolio(TODAY), TODAY, SETTINGS), FILE, with_mails=True)
    content = ics(events, NOW)
    check_form(content)
    found = read(content)
    assert list(found) == [event.uid for event in events]
    for event in events:
        check_equal(event, found[event.uid])
    calendar = icalendar.Calendar.from_ical(content)
    assert str(calendar["x-wr-calname"]) == str(calendar["name"]) == "License renewals"
    assert "licensetui" in str(calendar["prodid"])
    assert {event.kind for event in events} == set(MilestoneKind) - ALWAYS.keys()
    assert any(event.rings for event in events)


@settings(max_examples=60, deadline=None)
@given(portfolio=portfolios(), today=st.dates(), mails=st.booleans())
def test_any_portfolio_gives_one_event_for_each_milestone(
    portfolio: Portfolio, today: date, mails: bool
) -> None:
    events = calendar_events(Outlook(portfolio, today, SETTINGS), FILE, with_mails=mails)
    content = ics(events, NOW)
    check_form(content)
    found = read(content)
    assert len(found) == len(events)
    for event in events:
        check_equal(event, found[event.uid])
    expected = []
    days_of = partial(reminder_days, settings=SETTINGS, known=VENDORS.vendor_days)
    for license in portfolio.licenses:
        known = as_told(license, today)
        for count in range(1, len(known.terms) + 1):
            then = replace(license, terms=known.terms[:count])
            points = {
                (point.kind, point.day)
                for point in milestones(then, SETTINGS, days_of(then).days)
                if mails or point.kind is not MilestoneKind.REMINDER
            }
            of_term = [
                event for event in events if f"-{license.id}-{then.terms[-1].id}-" in event.uid
            ]
            if of_term:
                assert sorted((e.kind.value, e.day) for e in of_term) == sorted(
                    (kind.value, day) for kind, day in points
                )
            elif points:
                assert then.end is not None
                assert (today - then.end).days > KEPT_DAYS
            expected += of_term
    assert sorted(e.uid for e in expected) == sorted(e.uid for e in events)


@pytest.mark.parametrize(
    "text",
    [
        "Jira\r\nBEGIN:VEVENT\r\nUID:x",
        "Jira\nEND:VEVENT\nEND:VCALENDAR",
        "a\rEND:VEVENT",
        "a\x00\x07\x1b[31m\x85b\u2028c",
        "\u202egnol\u200f",
        "é, ü; ß\\ \\n \\N \\, C:\\New\\net: \"q\" 'x'^n",
        "🧾👩‍💻" * 40,
        "ж" * 10_000,
        "a," * 5_000,
        " leading and trailing ",
    ],
)
def test_no_text_can_break_out_of_its_line(text: str) -> None:
    license = a_license(
        text, vendor=text, product=text, sen=text, organization=text, partner=text
    ).with_term(a_term(quote=text, order_number=text, auto_renew=True))
    events = events_of(license)
    content = ics(events, NOW)
    check_form(content)
    found = read(content)
    assert set(found) == {event.uid for event in events}
    assert len(events) == 4
    for event in events:
        check_equal(event, found[event.uid])
        assert event.description.count("\n") == 12  # each text is one line
    assert content.count(b"\nBEGIN:VEVENT") == content.count(b"\nEND:VEVENT") == 4
    assert content.count(b"\nEND:VCALENDAR") == 1


def test_a_name_with_a_backslash_is_the_same_in_the_calendar() -> None:
    (event, *_) = read(ics(events_of(a_license("C:\\New\\next, D:\\x; E")), NOW)).values()
    assert str(event["summary"]) == "Decide by: C:\\New\\next, D:\\x; E"


def test_an_event_says_what_to_do_and_who_reads_the_next_mail() -> None:
    license = a_license(
        seats_in_use=463,
        organization="Example Industrie SA",
        terms=(a_term(120, cost=Money(Decimal("21000.00"), "EUR"), quote="AT-2044"),),
    )
    order = next(e for e in events_of(license) if e.kind is MilestoneKind.ORDER_BY)
    assert order.summary == "Order by: Jira Software DC 500"
    assert order.day == TODAY + timedelta(days=90)
    assert order.address == "https://my.atlassian.com/"
    assert order.description.splitlines() == [
        "Order the renewal now: later may be too late.",
        "Ends: 2027-03-22",
        "Next term starts: 2027-03-22",
        "Next reminder goes to: anna.martin@example.org",
        "Vendor: Atlassian",
        "Product: Jira Software",
        "Number: SEN-1001",
        "Organization: Example Industrie SA",
        "Seats: 500 users, 463 in use",
        "Cost: 21000.00 EUR",
        "Quote: AT-2044",
        "Portal: https://my.atlassian.com/",
    ]


def test_what_is_not_known_is_left_out_but_nobody_is_said() -> None:
    bare = License("X", id=1, terms=(a_term(),))
    end = events_of(bare)[-1]
    assert end.description.splitlines()[1:] == [
        "Ends: 2026-12-01",
        "Next term starts: 2026-12-01",
        "Next reminder goes to: NOBODY",
    ]
    assert end.address == ""
    assert events_of(replace(bare, portal=portals.PARTNER))[-1].address == ""


def test_what_renewed_itself_has_the_days_of_the_present_term_and_says_so() -> None:
    license = a_license(terms=(a_term(-91, auto_renew=True, notice_days=60),))
    calendar = ACalendar()
    calendar.take(a_portfolio(license), NOW)
    assert sorted(map(str, calendar.days.values())) == ["2027-05-25", "2027-06-24", "2027-08-23"]
    assert all(NOT_CONFIRMED in x.description for x in events_of(license) if x.is_open)
    confirmed = renewed(license, TODAY)
    before = dict(calendar.days)
    calendar.take(a_portfolio(confirmed), NOW)
    assert calendar.days == before  # the same events, by the ids that calendars know
    assert not any(NOT_CONFIRMED in x.description for x in events_of(confirmed))


@pytest.mark.parametrize("is_archived", [True, False])
def test_what_was_said_to_have_renewed_itself_and_had_not_is_taken_off(is_archived: bool) -> None:
    term = a_term(-30, auto_renew=True, notice_days=60)
    calendar, license = ACalendar(), a_license(terms=(term,))
    calendar.take(a_portfolio(license), NOW)
    assert max(calendar.days.values()) > TODAY
    canceled = replace(term, decision=Decision.CANCEL, progress=Progress.DONE)
    over = replace(license, archived=True) if is_archived else replace(license, terms=(canceled,))
    calendar.take(a_portfolio(over), LATER)
    assert not calendar.days


def test_only_maintenance_ends_where_the_license_goes_on() -> None:
    kept = a_term(perpetual=True, ends=Ending.MAINTENANCE)
    end = events_of(a_license(terms=(kept,)))[-1]
    assert end.summary == "Maintenance ends: Jira Software DC 500"


@pytest.mark.parametrize(
    ("term", "kind", "words"),
    [
        ({"auto_renew": True}, MilestoneKind.CANCEL_BY, "auto-renews and is billed"),
        ({"notice_days": 5}, MilestoneKind.CANCEL_BY, "Last day to cancel."),
        (
            {"notice_days": 5, "decision": Decision.CANCEL},
            MilestoneKind.CANCEL_BY,
            "as decided",
        ),
        ({}, MilestoneKind.DECIDE_BY, "Decide whether"),
        ({"auto_renew": True}, MilestoneKind.ENDS, "expect an invoice"),
        ({"decision": Decision.CANCEL}, MilestoneKind.ENDS, "will not be renewed"),
        (
            {"decision": Decision.CANCEL, "auto_renew": True},
            MilestoneKind.ENDS,
            "if the vendor has the cancellation; otherwise it auto-renews",
        ),
        ({"perpetual": True}, MilestoneKind.ENDS, "the license itself continues"),
        ({"progress": Progress.ORDERED}, MilestoneKind.ORDER_BY, "Done or no longer needed"),
    ],
)
def test_what_to_do_follows_the_term(term: dict[str, Any], kind: MilestoneKind, words: str) -> None:
    events = events_of(a_license(terms=(a_term(120, **term),)))
    assert words in next(e for e in events if e.kind is kind).description.splitlines()[0]


def test_neither_the_license_key_nor_notes_are_in_it() -> None:
    key = LicenseKey("K3YEND", "5ha256")
    portfolio = demo_portfolio(TODAY)
    secret = tuple(replace(x, key=key, notes="n0tes") for x in portfolio.licenses)
    events = calendar_events(Outlook(replace(portfolio, licenses=secret), TODAY, SETTINGS), FILE)
    content = ics(events, NOW).replace(b"\r\n ", b"")
    assert b"Jira Software" in content
    for word in (b"K3YEND", b"5ha256", b"n0tes"):
        assert word not in content


def test_what_is_done_passed_or_canceled_is_off() -> None:
    def of(days: int = 120, **term: Any) -> dict[str, str]:
        return states(events_of(a_license(terms=(a_term(days, notice_days=45, **term),))))

    todo = {"decide by": "rings", "cancel by": "rings", "order by": "rings", "ends": "rings"}
    assert of() == todo
    assert of(decision=Decision.RENEW) == {**todo, "decide by": "off", "cancel by": "off"}
    assert of(decision=Decision.CANCEL) == {**todo, "decide by": "off", "order by": "off"}
    assert of(progress=Progress.ORDERED)["order by"] == "off"
    assert of(progress=Progress.DONE) == dict.fromkeys(todo, "off")
    assert of(40) == {**todo, "decide by": "off", "cancel by": "off"}
    assert of(0) == {**dict.fromkeys(todo, "off"), "ends": "rings"}
    assert of(-2) == {**dict.fromkeys(todo, "off"), "ends": "quiet"}
    assert of(-2, decision=Decision.CANCEL) == dict.fromkeys(todo, "off")


def test_an_archived_license_is_taken_off_and_in_time_left_out() -> None:
    def archived(days: int) -> dict[str, str]:
        return states(events_of(a_license(archived=True, terms=(a_term(days),))))

    off = {"decide by": "off", "order by": "off", "ends": "off"}
    assert archived(200) == off
    assert archived(-KEPT_DAYS) == off
    assert archived(-KEPT_DAYS - 1) == {}


def test_a_license_that_ended_years_ago_and_is_still_open_stays() -> None:
    assert states(events_of(a_license(terms=(a_term(-900),))))["ends"] == "quiet"


def test_a_snoozed_license_keeps_its_dates_and_rings_only_once_the_snooze_is_over() -> None:
    term = a_term(120, notice_days=45, snoozed_until=TODAY + timedelta(days=80))
    assert states(events_of(a_license(terms=(term,)))) == {
        "decide by": "quiet",
        "cancel by": "quiet",
        "order by": "rings",
        "ends": "rings",
    }


def test_what_falls_on_the_last_day_of_a_snooze_rings() -> None:
    for days, state in ((90, "rings"), (91, "quiet")):
        term = a_term(120, snoozed_until=TODAY + timedelta(days=days))
        assert states(events_of(a_license(terms=(term,))))["order by"] == state


def test_an_event_after_the_last_mail_says_nothing_of_a_next_one() -> None:
    end = events_of(a_license(reminders=(30, 15), terms=(a_term(9),)))[-1]
    assert end.kind is MilestoneKind.ENDS
    assert "next mail" not in end.description


def test_a_license_without_an_end_has_no_events() -> None:
    assert events_of(a_license(terms=()), a_license(id=2, terms=(a_term(None),))) == ()


def test_reminder_mails_are_there_when_asked_for_and_never_ring() -> None:
    license = a_license(terms=(a_term(20),), reminders=(30, 15, 15, -15))
    assert "reminder mail" not in states(events_of(license))
    mails = [
        event
        for event in events_of(license, with_mails=True)
        if event.kind is MilestoneKind.REMINDER
    ]
    assert [(mail.day - TODAY).days for mail in mails] == [-10, 5, 35]
    assert [mail.is_open for mail in mails] == [False, True, True]
    assert not any(mail.rings for mail in mails)
    over = events_of(replace(license, archived=True), with_mails=True)
    assert not any(event.is_open for event in over)


def test_the_last_day_of_all_calendars_has_no_next_day() -> None:
    license = a_license(terms=(a_term(date(9999, 12, 31)),))
    end = list(read(ics(events_of(license), NOW)).values())[-1]
    assert end["dtstart"].dt == date(9999, 12, 31)
    assert "dtend" not in end


def test_importing_twice_leaves_each_event_once() -> None:
    calendar = ACalendar()
    calendar.take(demo_portfolio(TODAY), NOW)
    once = dict(calendar.days)
    calendar.take(demo_portfolio(TODAY), LATER)
    assert calendar.days == once
    assert len(once) > 20


def test_an_edited_date_and_name_move_the_events() -> None:
    calendar = ACalendar()
    license = a_license(terms=(a_term(120, notice_days=45),))
    calendar.take(a_portfolio(license), NOW)
    before = dict(calendar.days)
    moved = replace(license, name="New name", sen="SEN-2").with_term(a_term(130, notice_days=45))
    calendar.take(a_portfolio(moved), LATER)
    assert calendar.days == {uid: day + timedelta(days=10) for uid, day in before.items()}


def test_a_renewal_takes_the_old_dates_off_and_adds_its_own() -> None:
    calendar = ACalendar()
    license = a_license(terms=(a_term(9),))
    calendar.take(a_portfolio(license), NOW)
    assert list(calendar.days.values()) == [date(2026, 12, 1)]
    renewed = license.with_term(a_term(374, id=2, kind=TermKind.RENEWAL))
    calendar.take(a_portfolio(renewed), LATER)
    assert sorted(calendar.days.values()) == [
        date(2027, 9, 2),
        date(2027, 11, 1),
        date(2027, 12, 1),
    ]


def test_what_the_settings_and_the_next_day_change_replaces_too() -> None:
    calendar = ACalendar()
    portfolio = a_portfolio(a_license(terms=(a_term(120),)))
    calendar.take(portfolio, NOW)
    calendar.take(portfolio, LATER, Settings(order_lead_days=10, decision_lead_days=20))
    assert sorted((day - TODAY).days for day in calendar.days.values()) == [100, 110, 120]
    calendar.take(portfolio, NOW + timedelta(days=115))
    assert [(day - TODAY).days for day in calendar.days.values()] == [120]


def test_an_older_export_that_is_imported_late_changes_nothing() -> None:
    calendar = ACalendar()
    calendar.take(a_portfolio(a_license(terms=(a_term(130),))), LATER)
    new = dict(calendar.days)
    calendar.take(a_portfolio(a_license(terms=(a_term(120),))), NOW)
    assert calendar.days == new


@given(st.integers(0, 10**10))
def test_the_number_of_a_version_never_goes_down_and_fits(seconds: int) -> None:
    moment = datetime(2020, 1, 1, tzinfo=UTC) + timedelta(seconds=seconds)
    assert 0 <= sequence(moment) <= sequence(moment + timedelta(seconds=1)) < 2**31
    if moment.year < 2088:
        assert sequence(moment) < sequence(moment + timedelta(seconds=1))


def test_files_are_told_apart_by_their_first_change_wherever_they_are() -> None:
    here = file_mark(NOW.isoformat())
    assert len(here) == 16
    assert file_mark((NOW + timedelta(microseconds=1)).isoformat()) != here
    assert file_mark("") == ""
    uids = {
        event.uid
        for mark in (here, "", "demo")
        for event in calendar_events(Outlook(a_portfolio(), TODAY, SETTINGS), mark)
    }
    assert len(uids) == 9


def test_an_end_that_is_put_off_after_it_had_passed_takes_the_computed_term_off() -> None:
    renewed = a_license(terms=(a_term(-1, auto_renew=True),))
    before = events_of(renewed)
    computed = {event.uid for event in before if "-1-2-" in event.uid and event.is_open}
    assert computed
    later = a_license(terms=(a_term(5, auto_renew=True),))
    states_now = {event.uid: event.is_open for event in events_of(later)}
    assert not any(states_now[uid] for uid in computed)
    assert any(states_now[uid] for uid in states_now if "-1-1-" in uid)
