"""Absences in calendar files: which events are some, on which days, and whose."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from licensetui.domain.change import Edit
from licensetui.domain.contact import Away, Contact, ContactKind
from licensetui.domain.portfolio import Portfolio
from licensetui.exchange.absence_people import People
from licensetui.exchange.absence_plan import AbsencePlan, plan_absences
from licensetui.exchange.absence_words import is_absence
from licensetui.exchange.calendar_file import MOST_BYTES, CalendarFileError, parse_calendar
from licensetui.exchange.occurrences import MOST_DAYS, MOST_ENTRIES, MOST_SERIES
from licensetui.tables.table import TableError
from tests.builders import HOSTILE, TODAY, a_contact, a_portfolio

SAMPLES = Path(__file__).parent / "samples" / "calendars"
ANNA = a_contact()
BERT = a_contact("Bert Braun", id=2, email="bert.braun@example.org", kind=ContactKind.UNKNOWN)
LEA = a_contact("Petit, Léa", id=3, email="lea.petit@example.org")
TOM = a_contact("Tom Thunder", id=4, email="tom@partner.example")
TEAM = a_contact("Anna Team", id=5, email="team@example.org", kind=ContactKind.TEAM, members=(1,))
ALL = (ANNA, BERT, LEA, TOM, TEAM)
DEC_1 = "DTSTART;VALUE=DATE:20261201"
NOBODY: Mapping[str, Contact] = {}


def a_calendar(*events: str, head: str = "") -> bytes:
    """Return a file with events, of each the lines that matter."""
    blocks = (
        f"BEGIN:VEVENT\nUID:{place}\n{event}\nEND:VEVENT\n" for place, event in enumerate(events)
    )
    return f"BEGIN:VCALENDAR\nVERSION:2.0\n{head}{''.join(blocks)}END:VCALENDAR\n".encode()


def planned(
    raw: bytes,
    *contacts: Contact,
    said: Mapping[str, Contact] = NOBODY,
    owner: Contact | None = None,
    today: date = TODAY,
) -> AbsencePlan:
    portfolio = a_portfolio(contacts=contacts or ALL)
    return plan_absences(
        parse_calendar(raw, "x.ics"), People.of(portfolio, said, owner), "x.ics", today
    )


def of_file(name: str, said: Mapping[str, Contact] = NOBODY) -> AbsencePlan:
    return planned((SAMPLES / name).read_bytes(), said=said)


def days_of(plan: AbsencePlan) -> dict[str, list[str]]:
    """Return the days each contact would be away on, as text."""
    return {
        edit.after.label: [f"{away.start}..{away.end}" for away in edit.after.away]
        for edit in plan.change.contacts
        if edit.after
    }


def days_when(*lines: str, head: str = "") -> list[str]:
    """Return the days of an absence of Anna's that these lines make."""
    event = "\n".join((*lines, "SUMMARY:Anna Martin away"))
    return days_of(planned(a_calendar(event, head=head))).get("Anna Martin", [])


def test_outlook_by_status_and_word_and_by_organizer_and_attendee() -> None:
    plan = of_file("outlook.ics")
    assert days_of(plan) == {
        "Anna Martin": ["2026-12-10..2026-12-28"],
        "Bert Braun": ["2026-12-01..2026-12-01"],
    }
    assert [x.whose.by for x in plan.absences] == ["matched by attendee", "matched by organizer"]
    assert plan.passed == 1


def test_a_team_calendar_by_full_names_in_four_languages_and_series() -> None:
    plan = of_file("team.ics")
    assert days_of(plan) == {
        "Anna Martin": ["2026-12-14..2026-12-18", "2026-12-21..2026-12-23"],
        "Bert Braun": ["2026-12-11..2026-12-11", "2026-12-27..2027-01-02"],
        "Tom Thunder": [
            "2026-12-04..2026-12-04",
            "2026-12-17..2026-12-17",  # moved from Friday; the one of the 11th is left out
            "2026-12-25..2026-12-25",
        ],
    }
    assert {x.title: x.whose.by for x in plan.of_nobody} == {
        "Zoe on holiday": "names no contact",
        "Bert Braun covers Anna Martin's vacation": "names Bert Braun, Anna Martin",
        "Anna Martin away": "it repeats in an unsupported way",
    }


def test_a_first_name_is_asked_even_if_only_one_has_it() -> None:
    (asked,) = of_file("team.ics").asked
    assert (asked.title, asked.whose.asked, asked.whose.candidates) == (
        "Léa's vacation",
        "lea",
        (LEA,),
    )
    assert days_of(of_file("team.ics", said={"lea": LEA}))["Petit, Léa"] == [
        "2027-02-01..2027-02-05"
    ]


@pytest.mark.parametrize(
    "title",
    [
        *("Vacation", "On vacation", "Holidays", "PTO", "Day off", "Annual leave", "Sick", "OOO"),
        *("Out of the office", "Absent", "Parental leave", "Away"),
        *("Congés", "En congé", "Vacances", "RTT", "Absence", "Absente", "Arrêt maladie"),
        *("Urlaub", "Resturlaub", "Urlaubstag", "Krank", "Elternzeit", "abwesend", "Außer Haus"),
        *("Überstundenabbau", "Vacaciones", "Ausente", "De baja", "Día libre", "De permiso"),
    ],
)
def test_words_of_absence(title: str) -> None:
    assert is_absence(title, (), "BUSY")
    assert is_absence("Anna", ("Blue", title), "")


@pytest.mark.parametrize(
    "title",
    [
        *("", "Jira upgrade", "Leave for the airport", "Kick-off", "Vacation planning"),
        *("Public holiday", "Holiday party", "Away day", "Urlaubsplanung", "Urlaubsantrag"),
        *("Jour férié", "Feiertag", "Día festivo", "Krankenkasse", "Demande de congés"),
        *("Back from vacation", "Working from home", "Giveaway", "Bajada de tensión"),
    ],
)
def test_words_of_no_absence(title: str) -> None:
    assert not is_absence(title, (), "BUSY")
    assert is_absence(title, (), "OOF")


@pytest.mark.parametrize(
    ("lines", "days"),
    [
        ([DEC_1], ["2026-12-01..2026-12-01"]),
        ([DEC_1, "DTEND;VALUE=DATE:20261205"], ["2026-12-01..2026-12-04"]),
        ([DEC_1, "DURATION:P3D"], ["2026-12-01..2026-12-03"]),
        (["DTSTART:20261201T090000", "DTEND:20261201T170000"], ["2026-12-01..2026-12-01"]),
        (["DTSTART:20261201T090000", "DTEND:20261201T165900"], []),
        (["DTSTART:20261201T140000", "DTEND:20261204T100000"], ["2026-12-01..2026-12-04"]),
        (["DTSTART:20261201T200000", "DTEND:20261203T040000"], ["2026-12-02..2026-12-02"]),
        (["DTSTART:20261201T200000", "DTEND:20261202T060000"], []),
        ([DEC_1, "DTEND;VALUE=DATE:20261120"], []),
        (["DTSTART;VALUE=DATE:20261118", "DTEND;VALUE=DATE:20261122"], []),
        (
            ["DTSTART;VALUE=DATE:20261118", "DTEND;VALUE=DATE:20261123"],
            ["2026-11-18..2026-11-22"],
        ),
        ([DEC_1, "RRULE:FREQ=DAILY;COUNT=5"], ["2026-12-01..2026-12-05"]),
        (
            [DEC_1, "RRULE:FREQ=MONTHLY;BYDAY=TU;BYSETPOS=1;UNTIL=20270110"],
            ["2026-12-01..2026-12-01", "2027-01-05..2027-01-05"],
        ),
        (
            [
                "DTSTART;TZID=W. Europe Standard Time:20261201T080000",
                "DTEND;TZID=W. Europe Standard Time:20261201T180000",
                "RRULE:FREQ=WEEKLY;UNTIL=20261210T070000Z",
            ],
            ["2026-12-01..2026-12-01", "2026-12-08..2026-12-08"],
        ),
        (["DTSTART;TZID=Made up:20261201T080000", "DURATION:PT9H"], ["2026-12-01..2026-12-01"]),
    ],
)
def test_days(lines: list[str], days: list[str]) -> None:
    assert days_when(*lines) == days


def test_times_in_utc_are_those_of_the_calendars_zone() -> None:
    lines = ("DTSTART:20261201T230000Z", "DTEND:20261202T080000Z")
    assert days_when(*lines, head="X-WR-TIMEZONE:Asia/Tokyo\n") == ["2026-12-02..2026-12-02"]
    assert days_when(*lines, head="X-WR-TIMEZONE:Europe/London\n") == ["2026-12-02..2026-12-02"]
    west = "X-WR-TIMEZONE:America/Los_Angeles\n"
    assert days_when(*lines, head=west) == ["2026-12-01..2026-12-01"]


def test_a_day_that_was_moved_into_the_past_does_not_come_back() -> None:
    raw = (
        "BEGIN:VCALENDAR\n"
        "BEGIN:VEVENT\n"
        "UID:1\n"
        "DTSTART;VALUE=DATE:20261113\n"
        "RRULE:FREQ=WEEKLY;COUNT=3\n"
        "SUMMARY:Anna Martin away\n"
        "END:VEVENT\n"
        "BEGIN:VEVENT\n"
        "UID:1\n"
        "RECURRENCE-ID;VALUE=DATE:20261127\n"
        "DTSTART;VALUE=DATE:20261103\n"
        "SUMMARY:Anna Martin away\n"
        "END:VEVENT\n"
        "END:VCALENDAR\n"
    )
    assert days_of(planned(raw.encode())) == {}


def test_a_series_without_an_end_is_followed_for_two_years() -> None:
    found = days_when(DEC_1, "RRULE:FREQ=YEARLY")
    assert found == ["2026-12-01..2026-12-01", "2027-12-01..2027-12-01"]


@pytest.mark.parametrize(
    ("rule", "why"),
    [
        ("FREQ=SECONDLY", "it repeats in an unsupported way"),
        ("FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30", "it repeats in an unsupported way"),
        ("FREQ=MONTHLY;BYMONTHDAY=31;INTERVAL=12", "it repeats in an unsupported way"),
        ("FREQ=MONTHLY;BYDAY=5MO;BYMONTHDAY=1", "it repeats in an unsupported way"),
        ("FREQ=YEARLY;BYMONTH=4,6;BYMONTHDAY=31", "it repeats in an unsupported way"),
        ("FREQ=DAILY;INTERVAL=0", "it repeats in an unsupported way"),
        ("FREQ=DAILY;INTERVAL=7;BYDAY=WE", "it repeats in an unsupported way"),
        ("FREQ=WEEKLY;BYDAY=XX", "it repeats in an unsupported way"),
        ("FREQ=WEEKLY;UNTIL=never", "its days cannot be read"),
    ],
)
def test_a_rule_that_is_not_followed_is_listed(rule: str, why: str) -> None:
    plan = planned(a_calendar(f"{DEC_1}\nRRULE:{rule}\nSUMMARY:Anna Martin away"))
    assert [x.whose.by for x in plan.of_nobody] == [why]
    assert plan.change.is_empty


@pytest.mark.parametrize("start", ["garbage", "20261301", "", "20261201\nDTEND;VALUE=DATE:2026"])
def test_days_that_cannot_be_read_are_listed(start: str) -> None:
    plan = planned(a_calendar(f"DTSTART;VALUE=DATE:{start}\nSUMMARY:Anna Martin away"))
    assert [x.days for x in plan.of_nobody] == [None]


ANNA_MADE = "ORGANIZER:mailto:ANNA.martin@example.org"
BERT_INVITED = "ATTENDEE:mailto:bert.braun@example.org"


@pytest.mark.parametrize(
    ("lines", "who"),
    [
        (["SUMMARY:Urlaub", ANNA_MADE], "Anna Martin"),
        (["SUMMARY:Urlaub", "ORGANIZER:mailto:hr@example.org", BERT_INVITED], "Bert Braun"),
        (["SUMMARY:Urlaub Bert", ANNA_MADE, BERT_INVITED], "Bert Braun"),
        (["SUMMARY:Urlaub Anna", ANNA_MADE, BERT_INVITED], "Anna Martin"),
        (["SUMMARY:Urlaub", ANNA_MADE, BERT_INVITED], "belongs to Bert Braun, Anna Martin"),
        (
            ["SUMMARY:Urlaub", ANNA_MADE, f"ATTENDEE;PARTSTAT=DECLINED{BERT_INVITED[8:]}"],
            "Anna Martin",
        ),
        (
            ["SUMMARY:Urlaub Tom Thunder", ANNA_MADE],
            ("names Tom Thunder, but was created by Anna Martin"),
        ),
        (["SUMMARY:Urlaub Tom", ANNA_MADE], "--name tom"),
        (["SUMMARY:Urlaub", "ORGANIZER:mailto:team@example.org"], "names no contact"),
        (["SUMMARY:Urlaub Anna & Bert"], "names anna, bert"),
        (["SUMMARY:THUNDER Tom: Urlaub"], "Tom Thunder"),
        (["SUMMARY:Urlaub Annabelle Martinez"], "names no contact"),
    ],
)
def test_whose_it_is(lines: list[str], who: str) -> None:
    plan = planned(a_calendar("\n".join((DEC_1, *lines))))
    (absence,) = plan.absences
    whose = absence.whose
    asked = f"--name {whose.asked}" if whose.asked else whose.by
    assert (whose.contact.label if whose.contact else asked) == who


def test_whose_calendar_it_is_may_be_said() -> None:
    raw = a_calendar(f"{DEC_1}\nSUMMARY:Vacaciones", f"{DEC_1}\nSUMMARY:Tom Thunder: vacaciones")
    assert days_of(planned(raw, owner=ANNA)) == {
        "Anna Martin": ["2026-12-01..2026-12-01"],
        "Tom Thunder": ["2026-12-01..2026-12-01"],
    }


def test_archived_contacts_are_not_meant() -> None:
    plan = planned(a_calendar(f"{DEC_1}\nSUMMARY:Anna Martin away"), a_contact(archived=True))
    assert not plan.new


def test_days_that_are_known_are_not_saved_again_and_others_stay() -> None:
    away = (Away(date(2026, 12, 1), date(2026, 12, 2), "why"), Away(date(2027, 5, 1), date.max))
    raw = a_calendar(
        "DTSTART;VALUE=DATE:20261201\nDTEND;VALUE=DATE:20261203\nSUMMARY:Anna Martin away",
        "DTSTART;VALUE=DATE:20261202\nDTEND;VALUE=DATE:20261204\nSUMMARY:Anna Martin: PTO",
    )
    plan = planned(raw, a_contact(away=away))
    assert len(plan.known) == 1
    (edit,) = plan.change.contacts
    assert edit.after
    assert edit.after.away == (away[0], Away(date(2026, 12, 2), date(2026, 12, 3)), away[1])
    again = planned(raw, edit.after)
    assert again.change.is_empty


def test_a_calendar_that_takes_back_is_no_news() -> None:
    raw = a_calendar(f"{DEC_1}\nSUMMARY:Anna Martin away", head="METHOD:CANCEL\n")
    assert not planned(raw).absences


@pytest.mark.parametrize(
    ("raw", "says"),
    [
        (b"", "is not a calendar file"),
        (b"Name;SEN\n", "is not a calendar file"),
        (b"PK\x03\x04", "is a ZIP archive .*: export the calendar as iCalendar"),
        (b"B" * (MOST_BYTES + 1), "is larger than 32 MB"),
        (a_calendar(*[f"{DEC_1}\nSUMMARY:PTO"] * (MOST_ENTRIES + 1)), "the limits are"),
        (
            a_calendar(*[f"{DEC_1}\nRRULE:FREQ=DAILY\nSUMMARY:PTO"] * (MOST_SERIES + 1)),
            "the limits are",
        ),
        (
            a_calendar(*[f"{DEC_1}\nRRULE:FREQ=DAILY\nSUMMARY:PTO"] * 3),
            f"more than {MOST_DAYS:,} absences",
        ),
    ],
)
def test_what_cannot_be_read_is_said(raw: bytes, says: str) -> None:
    with pytest.raises(TableError, match=says):
        planned(raw)


@pytest.mark.parametrize("hostile", HOSTILE)
def test_markup_in_a_title_is_text(hostile: str) -> None:
    plan = planned(a_calendar(f"{DEC_1}\nSUMMARY:{hostile} vacation".replace("\\", "\\\\")))
    assert plan.absences[0].title == f"{hostile} vacation"


def test_ten_megabytes_are_looked_through_quickly() -> None:
    meeting = "DTSTART:20260101T100000Z\nDTEND:20260101T110000Z\nSUMMARY:Sync\nDESCRIPTION:"
    raw = a_calendar(*[meeting + "x" * 200] * 30_000, f"{DEC_1}\nSUMMARY:Anna Martin away")
    assert len(raw) > 9_000_000
    begun = process_time()
    assert days_of(planned(raw)) == {"Anna Martin": ["2026-12-01..2026-12-01"]}
    assert process_time() - begun < 10


@pytest.mark.parametrize(
    "text",
    [
        "BEGIN:VEVENT\n" * 300_000,
        "BEGIN:VCALENDAR\nBEGIN:X\n" * 100_000,
        "SUMMARY:" + "vacation " * 300_000,
        'ATTENDEE;CN="' * 100_000 + ":mailto:a@b.org",
        "RDATE;VALUE=DATE:" + "20261203," * 300_000,
    ],
)
def test_texts_made_to_take_long_end(text: str) -> None:
    begun = process_time()
    planned(a_calendar(f"{DEC_1}\n{text}\nSUMMARY:Anna Martin away"))
    assert process_time() - begun < 5


LINES = st.sampled_from(
    [
        *("BEGIN:VEVENT", "END:VEVENT", "BEGIN:VALARM", "END:VALARM", "UID:1", DEC_1),
        *("DTEND:20261202T000000Z", "RRULE:FREQ=WEEKLY", "SUMMARY:Anna Martin away", "DURATION:P"),
        *("EXDATE:20261208", "RECURRENCE-ID;VALUE=DATE:20261208", "RDATE:1", "STATUS:CANCELLED"),
        *(" folded", "DTSTART;TZID=:20261201T090000", "X-MICROSOFT-CDO-BUSYSTATUS:OOF"),
    ]
)


@given(st.lists(LINES, max_size=20) | st.lists(st.text(max_size=30), max_size=10))
def test_any_text_has_absences_or_a_sentence(lines: list[str]) -> None:
    raw = "\n".join(("BEGIN:VCALENDAR", *lines)).encode(errors="replace")
    try:
        plan = planned(raw)
    except CalendarFileError:
        return
    except TableError:
        assert b"\0" in raw
        return
    assert all(isinstance(edit, Edit) and edit.before for edit in plan.change.contacts)


def test_nobody_is_known_in_an_empty_file() -> None:
    plan = plan_absences(
        parse_calendar((SAMPLES / "team.ics").read_bytes(), "x"),
        People.of(Portfolio(), {}),
        "x",
        TODAY,
    )
    assert plan.change.is_empty
    assert len(plan.of_nobody) == len(plan.absences) > 5
