"""Days in a row on which nobody reads what a vendor sends."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from licensetui.domain.audience import Cover
from licensetui.domain.contact import Away, Contact, ContactKind
from licensetui.domain.coverage_words import unread_words
from licensetui.domain.license import Role, SeenAssignment
from licensetui.domain.portfolio import Portfolio
from licensetui.domain.readers import Readership
from licensetui.domain.settings import Settings
from licensetui.domain.unread import UnreadDays, unread, working_days
from tests.builders import SETTINGS, TODAY, a_contact, a_license

TECH, BILL = Role.TECHNICAL, Role.BILLING
WEEKEND = frozenset((5, 6))
ANNA = a_contact("Anna", id=1, email="anna@example.org")
BOB = a_contact("Bob", id=2, email="bob@example.org")
OPS = a_contact("Ops", id=9, email="ops@example.org", kind=ContactKind.TEAM, members=(1, 2))


def day(number: int, month: int = 12) -> date:
    return date(2026 if month > 10 else 2027, month, number)


def away(contact: Contact, *spans: tuple[date, date]) -> Contact:
    return replace(contact, away=tuple(Away(*span) for span in spans))


def on(*contacts: Contact, role: Role = TECH) -> tuple[SeenAssignment, ...]:
    return tuple(SeenAssignment(x.email, role, x is contacts[0]) for x in contacts)


def found(
    seen: tuple[SeenAssignment, ...], *contacts: Contact, settings: Settings = SETTINGS, **more: Any
) -> tuple[UnreadDays, ...]:
    license = a_license(on_portal=seen, looked_on=TODAY, **more)
    return unread(license, Readership(Portfolio((license,), contacts)), TODAY, settings)


def words(rows: tuple[UnreadDays, ...]) -> list[str]:
    return [unread_words(row, TODAY) for row in rows]


def test_a_week_away_is_too_long_for_an_address_that_nobody_else_reads() -> None:
    rows = found(on(ANNA), away(ANNA, (day(7), day(11))))
    assert words(rows) == [
        "NOBODY reads anna@example.org 07-11 Dec (5 working days): Anna away 07-11 Dec"
    ]


@pytest.mark.parametrize(
    ("last", "days"),
    [(9, None), (10, 4), (11, 5), (12, 5), (13, 5), (14, 6)],
    ids=["three days pass", "four", "a week", "saturday", "sunday", "and monday"],
)
def test_more_working_days_than_the_setting_are_too_many(last: int, days: int | None) -> None:
    rows = found(on(ANNA), away(ANNA, (day(7), day(last))))
    assert [row.working_days for row in rows] == ([days] if days else [])
    patient = replace(SETTINGS, unread_days=5)
    later = found(on(ANNA), away(ANNA, (day(7), day(last))), settings=patient)
    assert bool(later) is (last == 14)


def test_a_weekend_parts_no_row_and_is_a_setting() -> None:
    spans = ((day(10), day(11)), (day(14), day(15)))  # Thursday and Friday, Monday and Tuesday
    (row,) = found(on(ANNA), away(ANNA, *spans))
    assert (row.first, row.last, row.working_days) == (day(10), day(15), 4)
    gulf = replace(SETTINGS, weekend=("friday", "saturday"))
    assert found(on(ANNA), away(ANNA, *spans), settings=gulf) == ()
    always = replace(SETTINGS, weekend=())
    assert found(on(ANNA), away(ANNA, *spans), settings=always) == ()


def test_who_reads_it_meanwhile_ends_a_row() -> None:
    both = away(ANNA, (day(1), day(31))), away(BOB, (day(7), day(11)))
    assert words(found(on(OPS), OPS, *both)) == [
        "NOBODY reads ops@example.org 07-11 Dec (5 working days): "
        "Anna away 01-31 Dec, Bob away 07-11 Dec"
    ]
    assert found(on(OPS), OPS, both[0], BOB) == ()
    assert found(on(ANNA, BOB), both[0], BOB) == ()


def test_an_absence_far_ahead_is_known_too_and_one_that_is_over_is_none() -> None:
    (row,) = found(on(ANNA), away(ANNA, (date(2027, 8, 2), date(2027, 8, 20))))
    assert (row.first, row.working_days) == (date(2027, 8, 2), 15)
    assert found(on(ANNA), away(ANNA, (day(2, 11), day(21, 11)))) == ()
    (row,) = found(on(ANNA), away(ANNA, (day(2, 11), day(27, 11))))
    assert (row.first, row.working_days) == (TODAY, 5)


def test_who_leaves_leaves_an_address_that_nobody_reads_from_then_on() -> None:
    leaving = replace(ANNA, last_day=day(18))
    assert words(found(on(ANNA), leaving)) == [
        "NOBODY reads anna@example.org from 19 Dec on: Anna leaves 18 Dec"
    ]
    far = replace(ANNA, last_day=TODAY + timedelta(days=89))
    assert found(on(ANNA), far) == ()  # within 90 days there is one such day


def test_billing_contacts_get_no_security_notices_but_others_do() -> None:
    gone = away(ANNA, (day(1), day(31)))
    seen = (*on(ANNA), *on(BOB, role=BILL))
    assert [row.missing[0].contact.id for row in found(seen, gone, BOB)] == [1]


@pytest.mark.parametrize(
    ("seen", "contacts"),
    [
        ((), ()),
        (on(ANNA), ()),
        (on(OPS), (replace(OPS, members=()),)),
        (on(BOB, role=BILL), (away(BOB, (day(1), day(31))),)),
    ],
    ids=["nobody", "an address of no contact", "a team of nobody knows whom", "invoices only"],
)
def test_nothing_is_said_of_addresses_of_which_nobody_knows(
    seen: tuple[SeenAssignment, ...], contacts: tuple[Contact, ...]
) -> None:
    rows = found(seen, *contacts)
    assert [row for row in rows if TECH in {x.role for x in seen}] == []


@given(
    st.dates(date(2026, 1, 1), date(2028, 1, 1)), st.integers(0, 400), st.sets(st.integers(0, 6))
)
def test_working_days_are_counted_one_by_one(first: date, more: int, weekend: set[int]) -> None:
    days = [first + timedelta(days=count) for count in range(more + 1)]
    expected = sum(each.weekday() not in weekend for each in days)
    assert working_days(first, days[-1], frozenset(weekend)) == expected


_SPANS = st.lists(
    st.tuples(st.integers(-20, 130), st.integers(0, 25)).map(
        lambda x: Away(TODAY + timedelta(days=x[0]), TODAY + timedelta(days=x[0] + x[1]))
    ),
    max_size=4,
).map(tuple)


@given(_SPANS, _SPANS, st.integers(0, 8), st.integers(0, 120) | st.none())
def test_a_row_is_what_one_finds_day_by_day(
    first: tuple[Away, ...], second: tuple[Away, ...], allowed: int, leaves: int | None
) -> None:
    last_day = None if leaves is None else TODAY + timedelta(days=leaves)
    people = replace(ANNA, away=first), replace(BOB, away=second, last_day=last_day)
    license = a_license(on_portal=on(OPS), looked_on=TODAY)
    readership = Readership(Portfolio((license,), (OPS, *people)))
    settings = replace(SETTINGS, unread_days=allowed)
    rows = unread(license, readership, TODAY, settings)
    audience = readership.audience(license)
    unread_on = {
        each
        for each in (TODAY + timedelta(days=count) for count in range(200))
        if each.weekday() not in WEEKEND and audience.on(each).cover is Cover.NOBODY
    }
    told = set[date]()
    for row in rows:
        last = row.last or TODAY + timedelta(days=199)
        days = [row.first + timedelta(days=count) for count in range((last - row.first).days + 1)]
        working = [each for each in days if each.weekday() not in WEEKEND]
        assert set(working) <= unread_on
        assert row.working_days > allowed
        assert row.last is None or len(working) == row.working_days
        told.update(working)
    # What is not told are rows that are short enough.
    rest, length = sorted(unread_on - told), 0
    for before, each in zip([None, *rest], rest, strict=False):
        parts = before is None or working_days(before, each, WEEKEND) > 2
        length = 1 if parts else length + 1
        assert length <= allowed or (each - TODAY).days > 90


def test_an_absence_without_an_end_is_one_for_good() -> None:
    (row,) = found(on(ANNA), away(ANNA, (TODAY, date.max)))
    assert (row.first, row.last) == (TODAY, None)
