"""Days typed short: what they stand for, that one sees it, and that a date is what is kept."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from textual.events import AppBlur, AppFocus
from textual.widgets import Input

from licensetui.domain.contact import Away
from licensetui.domain.term import TermKind
from licensetui.reading.days import absences_written_out, written_out
from tests.builders import TODAY, a_contact, a_license, a_portfolio, a_term
from tests.tui.running import Running, running


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("22", "2026-11-22"),  # today is the next 22nd
        ("23", "2026-11-23"),
        ("21", "2026-12-21"),
        ("31", "2026-12-31"),  # November has none
        ("5", "2026-12-05"),
        ("12-31", "2026-12-31"),
        ("11-21", "2027-11-21"),
        ("1-5", "2027-01-05"),
        ("02-29", "2028-02-29"),
        (" 31 ", "2026-12-31"),
        ("+0", "2026-11-22"),
        ("+30", "2026-12-22"),
        ("+30d", "2026-12-22"),
        ("-3", "2026-11-19"),
        ("+2w", "2026-12-06"),
        ("+3M", "2027-02-22"),
        ("+1y", "2027-11-22"),
        ("2026-1-5", "2026-01-05"),
        ("31/12", "2026-12-31"),
        ("12/31", "2026-12-31"),
        ("20/11", "2027-11-20"),
        ("31.12.", "2026-12-31"),
        ("29/02", "2028-02-29"),
        ("20 Dec", "2026-12-20"),
        ("Dec 20", "2026-12-20"),
        ("20. Dez.", "2026-12-20"),
        ("31/12/2027", "2027-12-31"),
        ("31 Dec 2027", "2027-12-31"),
        *((text, text) for text in ("", "soon", "2026-12-31", "0", "32", "02-30")),
        *((text, text) for text in ("13-01", "20-12", "٣", "+", "+30x", "1-2-3", "..", ",")),
        *((text, text) for text in ("05/06", "5.6.", "06/09/2027", "31/02", "30 Feb", "31/31")),
    ],
)
def test_a_short_day_is_the_next_such_day_and_what_is_none_stays(text: str, meant: str) -> None:
    assert written_out(text, TODAY) == meant


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("12-20..01-05", "2026-12-20..2027-01-05"),
        ("20..5", "2026-12-20..2027-01-05"),
        ("12-20..+14", "2026-12-20..2027-01-03"),
        ("2027-02-01..5, 12-24", "2027-02-01..2027-02-05,2026-12-24"),
        ("20/12 - 5.1.2027", "2026-12-20..2027-01-05"),
        ("20/12 to 31/12", "2026-12-20..2026-12-31"),
        ("du 20/12 au 31 d\N{LATIN SMALL LETTER E WITH ACUTE}cembre", "2026-12-20..2026-12-31"),
        ("vom 20.12. bis 31.12.", "2026-12-20..2026-12-31"),
        ("20/12/2026\N{EN DASH}31/12/2026", "2026-12-20..2026-12-31"),
        ("20/12-31/12", "2026-12-20..2026-12-31"),
        ("20.12.-31.12.", "2026-12-20..2026-12-31"),
        ("2026-12-20 - 2026-12-31", "2026-12-20..2026-12-31"),
        ("2026-12-20-2026-12-31", "2026-12-20..2026-12-31"),
        ("20-31 Dec", "2026-12-20..2026-12-31"),
        ("20 to 31 Dec 2028", "2028-12-20..2028-12-31"),
        ("31/12 au 13/01/2028", "2027-12-31..2028-01-13"),
        ("Dec 20, 2026 to Dec 31, 2026, 1-5", "2026-12-20..2026-12-31,2027-01-05"),
        ("20/12, 31 Dec 2026", "2026-12-20,2026-12-31"),
        ("20/12 - 05/01", "2026-12-20..2027-01-05"),
        ("12/20 - 05/01", "2026-12-20..2027-05-01"),
        ("28 Dec to 05/06", "2026-12-28..05/06"),
        *((text, text) for text in ("05/06 - 07/06", "20-12", "12-20-01-05", "soon - later", "..")),
    ],
)
def test_an_absence_is_read_as_people_write_it_and_what_has_two_readings_stays(
    text: str, meant: str
) -> None:
    assert absences_written_out(text, TODAY) == meant


@pytest.mark.parametrize(
    ("today", "text", "meant"),
    [
        (date(2027, 1, 30), "29", "2027-03-29"),
        (date(2096, 3, 1), "02-29", "2104-02-29"),  # 2100 is no leap year
        (date(2024, 2, 29), "+1y", "2025-02-28"),
        (date(9999, 12, 31), "+1", "+1"),
        (date(9999, 12, 31), "30", "30"),
        (date(1, 1, 1), "-1", "-1"),
    ],
)
def test_short_days_keep_to_the_calendar(today: date, text: str, meant: str) -> None:
    assert written_out(text, today) == meant


@given(st.dates(max_value=date(9900, 1, 1)), st.integers(1, 12), st.integers(1, 31))
def test_the_next_such_day_is_never_past_and_comes_as_soon_as_it_can(
    today: date, month: int, day: int
) -> None:
    of_month = date.fromisoformat(written_out(f"{day}", today))
    assert of_month.day == day
    assert timedelta(0) <= of_month - today <= timedelta(days=61)
    text = f"{month}-{day}"
    if (written := written_out(text, today)) == text:
        assert (month, day) in {(2, 30), (2, 31), (4, 31), (6, 31), (9, 31), (11, 31)}
    else:
        found = date.fromisoformat(written)
        assert (found.month, found.day) == (month, day)
        assert timedelta(0) <= found - today <= timedelta(days=366 * 8)


@given(st.text(max_size=12), st.dates())
def test_any_text_is_written_out_once_and_for_all(text: str, today: date) -> None:
    for write_out in (written_out, absences_written_out):
        once = write_out(text, today)
        assert write_out(once, today) == once


@given(
    st.dates(date(2000, 1, 1), date(2099, 12, 31)),
    st.integers(0, 60),
    st.sampled_from(["%d %B %Y", "%B %d, %Y", "%Y-%m-%d", "%Y/%m/%d", "%Y%m%d"]),
    st.sampled_from(["..", " - ", " to ", " au ", " bis ", "\N{EN DASH}"]),
)
def test_an_absence_between_days_in_full_is_what_it_says(
    start: date, days: int, form: str, between: str
) -> None:
    end = start + timedelta(days=days)
    text = f"{start:{form}}{between}{end:{form}}"
    assert absences_written_out(text, TODAY) == f"{start}..{end}"


def field(program: Running, name: str) -> Input:
    return program.app.screen.query_one(f"#{name}", Input)


async def test_a_last_day_is_two_keys_shown_in_full_and_kept_as_a_date() -> None:
    async with running(a_portfolio(a_license())) as program:
        await program.press("3", "L", "3", "1")
        assert "2026-12-31: Thu 31 Dec 2026, in 39 d" in program.text()
        assert field(program, "mailbox_closes").value == "2027-01-14"
        await program.press("enter")
        assert field(program, "last_day").value == "2026-12-31"
        await program.press("enter")
        assert program.store.portfolio.contacts[0].last_day == date(2026, 12, 31)


async def test_a_day_half_typed_stays_as_it_is_while_one_looks_elsewhere() -> None:
    async with running(a_portfolio(a_license())) as program:
        await program.press("3", "L", *"12", "ctrl+g", "escape")
        program.app.post_message(AppBlur())
        await program.settle()
        program.app.post_message(AppFocus())
        await program.press(*"-31", "enter")
        assert field(program, "last_day").value == "2026-12-31"


async def test_a_day_typed_into_a_field_takes_the_place_of_the_one_that_stands_there() -> None:
    leaver = a_contact(last_day=date(2026, 12, 31))
    async with running(a_portfolio(a_license(), contacts=(leaver,))) as program:
        await program.press("3", "L", *"+2w", "ctrl+s")
        assert program.store.portfolio.contacts[0].last_day == TODAY + timedelta(days=14)


async def test_a_term_is_counted_from_a_short_day_and_saved_at_once() -> None:
    async with running(a_portfolio(a_license(terms=(a_term(date(2026, 12, 1)),)))) as program:
        await program.press("r", "up")
        while program.focused is not field(program, "start"):
            await program.press("up")
        await program.press(*"12-15")
        assert field(program, "end").value == "2027-12-15"
        await program.press("ctrl+s")
        term = program.store.portfolio.licenses[0].term
        assert term
        assert (term.kind, term.start) == (TermKind.RENEWAL, date(2026, 12, 15))
        assert term.end == date(2027, 12, 15)


async def test_an_absence_may_be_short_and_a_draft_holds_its_dates() -> None:
    async with running(a_portfolio(a_license())) as program:
        await program.press("3", "enter")
        field(program, "away").focus()
        await program.press(*"12-20..01-05")
        assert "2026-12-20..2027-01-05" in program.text()
        await program.press("escape")
        assert program.app.session.left
        assert program.app.session.left.texts["away"] == "2026-12-20..2027-01-05"
        await program.press("o", "ctrl+s")
        away = Away(date(2026, 12, 20), date(2027, 1, 5))
        assert program.store.portfolio.contacts[0].away == (away,)


@pytest.mark.parametrize("text", ["20/12 - 05/01", "du 20/12 au 5 janvier", "20 Dec to 5 Jan 2027"])
async def test_an_absence_is_typed_as_it_stands_in_a_mail(text: str) -> None:
    async with running(a_portfolio(a_license())) as program:
        await program.press("3", "enter")
        field(program, "away").focus()
        await program.settle()
        await program.type(text)
        assert "2026-12-20..2027-01-05" in program.text()
        await program.press("ctrl+s")
        away = Away(date(2026, 12, 20), date(2027, 1, 5))
        assert program.store.portfolio.contacts[0].away == (away,)


async def test_a_snooze_takes_a_short_day() -> None:
    async with running(a_portfolio(a_license())) as program:
        await program.press("2", "z", *"+10", "enter")
        term = program.store.portfolio.licenses[0].term
        assert term
        assert term.snoozed_until == TODAY + timedelta(days=10)


async def test_what_is_no_day_stays_as_it_was_typed_and_gets_a_sentence() -> None:
    async with running(a_portfolio(a_license())) as program:
        await program.press("3", "L", *"13-40", "enter")
        assert field(program, "last_day").value == "13-40"
        await program.press("ctrl+s")
        assert (
            'Last day: "13-40" is not a date. Use YYYY-MM-DD, 31, 12-31, or +30' in program.text()
        )
