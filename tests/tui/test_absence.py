"""The form of an absence: from, until, note, of one contact or several, and the gaps it opens."""

from __future__ import annotations

from datetime import date, timedelta

from licensetui.domain.contact import Away, Contact
from licensetui.domain.license import Assignment, License, Role
from licensetui.tui.screens.absence import AbsenceForm
from tests.builders import TODAY, a_contact, a_portfolio, a_reminded_license, a_term
from tests.tui.running import SMALL, Running, running

ANNA = a_contact()
LEA = a_contact("Léa Petit", id=2, email="l.petit@example.org")
ZOE = a_contact("Zoé Lefèvre", id=3, email="z.lefevre@example.org")
FIRST, LAST = date(2026, 12, 10), date(2026, 12, 28)
DECEMBER = a_term(date(2026, 12, 14))


def alone() -> License:
    """A license that Anna alone reads."""
    return a_reminded_license("Alone", terms=(DECEMBER,))


def together() -> License:
    """A license that Anna and Léa read."""
    wanted = (Assignment(1, Role.TECHNICAL, True), Assignment(2, Role.TECHNICAL))
    return a_reminded_license("Together", id=9, terms=(DECEMBER,), wanted=wanted)


async def ask(program: Running, *contacts: Contact) -> None:
    """Open the form."""
    assert program.app.desk is not None
    program.app.desk.open(AbsenceForm(program.app.session, contacts))
    await program.settle()


def saved(program: Running, id: int = 1) -> Contact:
    contact = program.store.portfolio.contact(id)
    assert contact is not None
    return contact


async def test_an_absence_with_its_gap_is_closed_and_saved_in_one_change() -> None:
    async with running(a_portfolio(alone(), contacts=(ANNA, LEA, ZOE))) as program:
        before = program.store.portfolio
        await ask(program, ANNA)
        assert "Away > Anna Martin" in program.text()
        await program.type("10 Dec")
        await program.press("enter")
        await program.type("28 Dec")
        assert "x 14 Dec     Alone" in program.text()
        assert "Ctrl+R: add" in program.text()
        await program.press("ctrl+r")
        assert "14 Dec     " not in program.text()
        await program.press("ctrl+s")
        assert saved(program).away == (Away(FIRST, LAST),)
        assert len(program.store.portfolio.licenses[0].wanted) == 2
        assert "Saved: Anna Martin away 2026-12-10..2026-12-28. Added: " in program.text()
        await program.press("u")
        assert program.store.portfolio == before


async def test_the_last_day_counts_from_the_first_and_enter_saves_in_the_end() -> None:
    async with running(a_portfolio(contacts=(ANNA,))) as program:
        await ask(program, ANNA)
        await program.type("10 Dec")
        await program.press("enter")
        await program.type("+18")
        assert "2026-12-28" in program.text()
        await program.press("enter", *"sea", "enter")
        assert saved(program).away == (Away(FIRST, LAST, "sea"),)


async def test_no_last_day_is_one_day_and_one_before_the_first_is_refused() -> None:
    async with running(a_portfolio(contacts=(ANNA,))) as program:
        await ask(program, ANNA)
        await program.type("2026-12-10")
        await program.press("enter")
        await program.type("2026-12-09")
        await program.press("ctrl+s")
        assert "Until: 2026-12-09 is before 2026-12-10" in program.text()
        await program.press("ctrl+u", "ctrl+s")
        assert saved(program).away == (Away(FIRST, FIRST),)


async def test_a_first_day_that_is_missing_is_said_and_nothing_typed_saves_nothing() -> None:
    async with running(a_portfolio(contacts=(ANNA,))) as program:
        await ask(program, ANNA)
        await program.press("tab")
        await program.type("28 Dec")
        await program.press("ctrl+s")
        assert "From: the first day away is missing" in program.text()
        await program.press("escape")
        await ask(program, ANNA)
        await program.press("ctrl+s")
        assert saved(program) == ANNA


async def test_an_absence_within_the_new_one_goes_into_it_and_others_stay() -> None:
    inside = Away(FIRST + timedelta(days=1), LAST, "old")
    other = Away(TODAY, TODAY)
    anna = a_contact(away=(other, inside))
    async with running(a_portfolio(contacts=(anna,))) as program:
        await ask(program, anna)
        assert "Already away: 2026-11-22..2026-11-22, 2026-12-11..2026-12-28" in program.text()
        await program.type("2026-12-10")
        await program.press("enter")
        await program.type("2026-12-28")
        await program.press("ctrl+s")
        assert saved(program).away == (other, Away(FIRST, LAST))


async def test_several_are_away_at_once_in_one_change_and_who_stands_in_for_each_is_missed() -> (
    None
):
    async with running(a_portfolio(together(), contacts=(ANNA, LEA, ZOE))) as program:
        before = program.store.portfolio
        await ask(program, ANNA)
        await program.type("10 Dec")
        await program.press("enter")
        await program.type("28 Dec")
        assert "14 Dec     " not in program.text(), "Léa is there"
        await program.press("escape")
        await ask(program, ANNA, LEA)
        await program.type("10 Dec")
        await program.press("enter")
        await program.type("28 Dec")
        assert "x 14 Dec     Together" in program.text()
        await program.press("ctrl+s")
        assert [saved(program, id).away for id in (1, 2)] == [(Away(FIRST, LAST),)] * 2
        await program.press("u")
        assert program.store.portfolio == before


async def test_a_draft_of_several_opens_again_as_it_was() -> None:
    async with running(a_portfolio(together(), contacts=(ANNA, LEA, ZOE))) as program:
        await ask(program, ANNA, LEA)
        await program.type("10 Dec")
        await program.press("escape")
        await program.press("o")
        assert "Away > Anna Martin" in program.text()
        await program.press("tab")
        await program.type("28 Dec")
        await program.press("ctrl+s")
        assert [saved(program, id).away for id in (1, 2)] == [(Away(FIRST, LAST),)] * 2


async def test_all_of_it_is_seen_on_a_small_terminal() -> None:
    for size in ((60, 20), SMALL):
        async with running(a_portfolio(alone(), contacts=(ANNA, LEA)), size=size) as program:
            await ask(program, ANNA)
            await program.type("10 Dec")
            await program.press("enter")
            await program.type("28 Dec")
            shown = program.text()
            for words in (
                "[2026-12-10",
                "[28 Dec",
                "Note",
                "read by NOBODY",
                "Ctrl+R: add",
                "Save",
            ):
                assert words in shown, shown
