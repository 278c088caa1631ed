"""What is said of contacts in their form and their list: deputy, readers, leaving, confirmed."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from licensetui.domain.contact import Away, Contact, ContactKind
from licensetui.domain.license import Assignment, Role, SeenAssignment
from licensetui.tui.screens.contact_editor import ContactEditor
from licensetui.tui.widgets.form_rows import Members
from licensetui.tui.widgets.line import MOST
from licensetui.vendors.atlassian import MY_ATLASSIAN
from tests.builders import TODAY, a_contact, a_license, a_portfolio, a_term
from tests.tui.running import Running, running

OPS = a_contact("Ops", id=3, email="ops@example.org", kind=ContactKind.TEAM, members=(1,))
LEA = a_contact("Léa Petit", id=2, email="l.petit@example.org")
PEOPLE = (a_contact(), LEA, OPS)


def saved(program: Running, id: int) -> Contact:
    contact = program.store.portfolio.contact(id)
    assert contact is not None
    return contact


async def test_the_deputy_is_found_by_typing_kept_in_a_draft_and_taken_off_again() -> None:
    async with running(a_portfolio(contacts=PEOPLE)) as program:
        await program.press("3", "e")
        program.app.screen.query_one("#deputy").focus()
        await program.press("enter")
        assert "Anna Martin" not in "\n".join(program.text().splitlines()[4:20])
        await program.press(*"peti", "enter")
        assert "Deputy        [Léa Petit" in program.text()
        await program.press("escape", "o")
        assert "Deputy        [Léa Petit" in program.text()
        assert program.focused is program.app.screen.query_one("#deputy")
        await program.press("ctrl+s")
        assert saved(program, 1).deputy == 2
        assert "deputy Léa Petit" in program.text()
        await program.press("e")
        program.app.screen.query_one("#deputy").focus()
        await program.press("delete")
        assert "not saved yet" in program.text()
        await program.press("ctrl+s")
        assert saved(program, 1).deputy is None


async def test_typing_in_the_field_of_the_deputy_opens_the_list_with_what_is_typed() -> None:
    async with running(a_portfolio(contacts=PEOPLE)) as program:
        await program.press("3", "e")
        program.app.screen.query_one("#deputy").focus()
        await program.press(*"peti")
        assert "[peti " in program.text()
        await program.press("enter", "ctrl+s")
        assert saved(program, 1).deputy == 2


async def test_page_down_goes_past_all_fields_of_a_section_of_the_contact() -> None:
    async with running(a_portfolio(contacts=PEOPLE)) as program:
        await program.press("3", "G", "e")
        places = []
        for _ in range(3):
            await program.press("pagedown")
            assert program.focused
            places.append(program.focused.id)
        assert places == ["members", "away", "notes"]
        await program.press("pageup", "pageup", "pageup")
        assert program.focused
        assert program.focused.id == "name"


async def test_readers_of_a_team_are_found_made_on_the_way_and_taken_off() -> None:
    away = Away(TODAY, date(2026, 12, 1))
    people = (replace(PEOPLE[0], away=(away,)), LEA, OPS)
    async with running(a_portfolio(contacts=people)) as program:
        await program.press("3", "e")
        assert not program.app.screen.query_one(Members).display
        await program.press("escape", "G", "e")
        assert "Read by: 1" in program.text()
        (line,) = [x for x in program.text().splitlines() if x.startswith(" Anna Martin")]
        assert line.endswith("away until 2026-12-01")
        program.app.screen.query_one(Members).enter()
        await program.press("n", *"petit", "enter")
        assert "Read by: 2" in program.text()
        await program.press("n")
        await program.type("zoe@example.org")
        await program.press("enter")
        assert isinstance(program.app.screen, ContactEditor)
        await program.press("escape")
        assert "Read by: 2" in program.text()
        await program.press("o", "ctrl+s")
        assert "Saved: zoe@example.org" in program.text()
        await program.press("up", "up", "delete", "escape", "escape")
        assert "Not saved: Read by." in program.text()
        await program.press("o")
        assert program.focused is program.app.screen.query_one(Members)
        await program.press("ctrl+s")
        assert saved(program, 3).members == (2, 4)
        assert "Read by   Léa Petit, zoe@example.org" in program.text()


async def test_who_knows_the_password_of_a_team_is_noted_beside_its_readers() -> None:
    people = (*PEOPLE[:1], LEA, replace(OPS, members=(1, 2)))
    async with running(a_portfolio(contacts=people)) as program:
        await program.press("3", "G", "e")
        program.app.screen.query_one(Members).enter()
        await program.press("space", "down", "space", "space")
        assert "Read by: 1" in program.text(), "who only knows the password reads nothing"
        lines = [x.split() for x in program.text().splitlines() if "example.org" in x]
        assert ["reads,", "password"] in [x[-2:] for x in lines]
        assert ["l.petit@example.org", "password"] in [x[-2:] for x in lines]
        await program.press("escape", "escape")
        assert "Not saved: Read by and 1 more." in program.text()
        await program.press("o")
        assert program.focused is program.app.screen.query_one(Members)
        await program.press("ctrl+s")
        ops = saved(program, 3)
        assert (ops.members, ops.sign_in_known_by) == ((1,), (1, 2))
        assert "Password  Anna Martin, Léa Petit" in program.text()
        await program.press("u")
        assert saved(program, 3).sign_in_known_by == ()


async def test_a_password_that_nobody_knows_is_mended_in_the_list_of_readers() -> None:
    seen = SeenAssignment(OPS.email, Role.TECHNICAL, True)
    license = a_license(
        wanted=(Assignment(3, Role.TECHNICAL, True),),
        on_portal=(seen,),
        looked_on=TODAY,
        portal=MY_ATLASSIAN,
        terms=(a_term(300),),
    )
    people = (*PEOPLE[:1], LEA, replace(OPS, members=(1, 2)))
    async with running(a_portfolio(license, contacts=people)) as program:
        await program.press("!")
        assert "It is not recorded who knows the password of ops@example.org" in program.text()
        await program.press("enter")
        assert program.focused is program.app.screen.query_one(Members)
        await program.press("space", "ctrl+s")
        assert saved(program, 3).sign_in_known_by == (1,)
        await program.press("!")
        assert "Nobody is noted" not in program.text()


async def test_a_team_shows_where_its_readers_go_as_soon_as_it_is_one() -> None:
    async with running(a_portfolio()) as program:
        await program.press("3", "e", "tab", "tab")
        assert "NOBODY. n adds a reader" not in program.text()
        await program.press("t")
        assert "needs readers: n adds one" in program.text()
        await program.press("ctrl+s")
        assert saved(program, 1).kind is ContactKind.TEAM


async def test_confirmed_and_bounced_by_one_key_in_list_and_form() -> None:
    async with running(a_portfolio(contacts=PEOPLE)) as program:
        await program.press("3", "B")
        assert saved(program, 1).bounced_on == TODAY
        assert "Bounced on 2026-11-22: mail to Anna Martin." in program.text()
        assert "bounced 2026-11-22" in program.text()
        await program.press("space", "space", "v")
        assert "Confirmed on 2026-11-22: 2 contacts. u undoes it." in program.text()
        assert [saved(program, id).confirmed_on for id in (1, 2, 3)] == [TODAY, TODAY, None]
        assert saved(program, 1).bounced_on is None
        await program.press("v")
        assert "Already set." in program.text()
        await program.press("u")
        assert [saved(program, id).confirmed_on for id in (1, 2)] == [None, None]
        assert saved(program, 1).bounced_on == TODAY, "one undo takes back both"
        await program.press("escape", "g", "e", "ctrl+t", "ctrl+s")
        assert (saved(program, 1).confirmed_on, saved(program, 1).bounced_on) == (TODAY, None)
        await program.press("e", "ctrl+o", "ctrl+s")
        assert saved(program, 1).bounced_on == TODAY


async def test_leaving_is_one_form_one_change_and_says_what_hangs_on_it() -> None:
    people = (*PEOPLE[:1], replace(LEA, deputy=1), OPS)
    async with running(a_portfolio(contacts=people)) as program:
        await program.press("3", "L")
        assert "Leaving > Anna Martin" in program.text()
        assert "To be handed over: 1 license, 1 team, 1 stand-in" in program.text()
        await program.type("2026-12-31")
        assert "Mailbox ends [2027-01-14" in program.text()
        assert "2027-01-14 is suggested" in program.text()
        await program.press("enter", "enter")
        anna = saved(program, 1)
        assert (anna.last_day, anna.mailbox_closes) == (date(2026, 12, 31), date(2027, 1, 14))
        assert "Saved: Anna Martin leaves 2026-12-31. H hands over 1 license, 1" in program.text()
        await program.press("u")
        assert saved(program, 1) == people[0]


async def test_leaving_keeps_a_typed_closing_day_and_refuses_one_before_the_last() -> None:
    async with running(a_portfolio(a_license(reminders=(0,)))) as program:
        await program.press("3", "L", "tab")
        await program.type("2026-12-01")
        await program.press("shift+tab")
        await program.type("2026-12-24")
        assert "Mailbox ends [2026-12-01" in program.text()
        assert "proposal" not in program.text()
        await program.press("ctrl+s")
        assert "2026-12-01 is the first day without a mailbox" in program.text()
        await program.press("escape", "o")
        assert "2026-12-24" in program.text()
        await program.press("end", "ctrl+u")
        await program.type("2026-11-30")
        gap = next(x for x in program.text().splitlines() if " x 01 Dec " in x)
        assert "Jira Software DC 500" in gap
        assert gap.endswith("read by NOBODY")
        await program.press("ctrl+s")
        assert saved(program, 1).mailbox_closes == date(2026, 12, 1)


async def test_a_corrected_address_says_where_the_portal_still_shows_the_old_one() -> None:
    typo = a_contact(email="anna.martin@gmial.com", bounced_on=TODAY)
    seen = (SeenAssignment("Anna.Martin@gmial.com", Role.TECHNICAL, True),)
    licenses = [a_license(f"L{n}", id=n, on_portal=seen, looked_on=TODAY) for n in (1, 2, 3)]
    portfolio = a_portfolio(*licenses, contacts=(typo,))
    async with running(portfolio) as program:
        await program.press("3", "e", "tab", "ctrl+y", "ctrl+s")
        assert (
            "Saved. Portal still shows anna.martin@gmial… on 3 licenses: 4 shows" in program.text()
        )
        anna = saved(program, 1)
        assert (anna.email, anna.bounced_on) == ("anna.martin@gmail.com", None)
        held = [license.wanted[0].since for license in program.store.portfolio.licenses]
        assert held == [TODAY] * 3
        await program.press("u")
        assert program.store.portfolio == portfolio, "one undo takes back all of it"


async def test_a_pasted_name_goes_into_the_empty_name_and_lines_left_out_are_said() -> None:
    async with running(a_portfolio()) as program:
        await program.press("3", "n", "tab")
        await program.type('"Petit, Léa" <l.petit@example.org>')
        await program.press("ctrl+y")
        assert "Full name     [Petit, Léa" in program.text()
        assert "Email         [l.petit@example.org" in program.text()
        program.app.screen.query_one("#notes").focus()
        await program.settle()
        await program.type("\nfirst\n\nsecond\nthird\n")
        assert "Notes         [first" in program.text()
        assert "Notes: 2 more lines were left out: there is room for one." in program.text()
        await program.type("one line\n")
        assert "left out" not in program.text()
        await program.press("ctrl+s")
        assert saved(program, 2).name == "Petit, Léa"
        assert saved(program, 2).notes == "firstone line"


async def test_of_a_long_line_that_is_pasted_so_much_is_taken_and_the_rest_is_said() -> None:
    """A megabyte on one line made every further key take seconds."""
    async with running(a_portfolio()) as program:
        await program.press("3", "n", "N")
        program.app.screen.query_one("#notes").focus()
        await program.settle()
        await program.type("x" * (MOST + 1_234))
        assert "Notes: 1234 characters left out at the end: there is room for 10000." in (
            program.text()
        )
        await program.press("y")
        await program.type("zz")
        assert "Notes: 2 characters left out" in program.text()
        await program.press("ctrl+s")
        assert saved(program, 2).notes == "x" * MOST
