"""What the portal was seen to show: said with `v`, shown in the license's form."""

from __future__ import annotations

from datetime import date

import pytest
from textual.events import Paste

from licensetui.domain.license import Assignment, Hosting, License, Role, SeenAssignment
from licensetui.tui.forms.seen_form import seen_from, seen_text
from licensetui.tui.widgets.role_rows import SeenRows
from licensetui.vendors.atlassian import CLOUD_BILLING
from tests.builders import HOSTILE, TODAY, a_contact, a_license, a_portfolio
from tests.tui.running import LARGE, Running, running

ANNA, LEA = "anna.martin@example.org", "l.petit@example.org"
PEOPLE = (a_contact(), a_contact("Léa Petit", id=2, email=LEA))
OLD = (
    SeenAssignment("b.durand@gmial.com", Role.TECHNICAL, True),
    SeenAssignment(ANNA, Role.TECHNICAL),
)
WANTED = (Assignment(1, Role.TECHNICAL, True), Assignment(2, Role.BILLING))
AS_WANTED = (SeenAssignment(ANNA, Role.TECHNICAL, True), SeenAssignment(LEA, Role.BILLING))


def the_license(program: Running, id: int = 1) -> License:
    license = program.store.portfolio.license(id)
    assert license is not None
    return license


@pytest.mark.parametrize("seen", [(), OLD, AS_WANTED])
def test_a_draft_brings_back_what_was_seen(seen: tuple[SeenAssignment, ...]) -> None:
    assert seen_from(seen_text(seen)) == seen


@pytest.mark.parametrize("text", ["", "\n\t\n", "technical", "chief\ta@b.c", *HOSTILE])
def test_a_draft_that_says_something_else_brings_back_nothing(text: str) -> None:
    assert seen_from(text) == ()


async def test_v_and_ctrl_s_say_that_the_portal_shows_what_is_wanted() -> None:
    license = a_license(wanted=WANTED, on_portal=OLD, looked_on=date(2026, 10, 12))
    async with running(a_portfolio(license, contacts=PEOPLE)) as program:
        await program.press("2", "v")
        assert "On the portal > Jira Software DC 500" in program.text()
        assert "technical b.durand@gmial.com (primary), anna.martin@example.org" in program.text()
        assert "my.atlassian.com: checked 2026-10-12" in program.text()
        await program.press("ctrl+s")
        assert "checked 2026-11-22, no steps left" in program.text()
        assert the_license(program).on_portal == AS_WANTED
        assert the_license(program).looked_on == TODAY
        await program.press("u")
        assert the_license(program) == license


async def test_lines_are_added_taken_off_given_a_role_and_had_again() -> None:
    license = a_license(wanted=WANTED, on_portal=OLD, looked_on=date(2026, 10, 12))
    async with running(a_portfolio(license, contacts=PEOPLE)) as program:
        await program.press("2", "v", "b")
        rows = program.app.screen.query_one(SeenRows)
        assert rows.held == OLD
        assert "no contact has it" in program.text()
        await program.press("g", "delete", "p", "n", *"peti", "enter", "space")
        await program.press("n", *"x@y.example", "enter", "escape")
        assert "Not saved: On the portal" in program.text()
        await program.press("o", "ctrl+s")
        assert the_license(program).on_portal == (
            SeenAssignment(ANNA, Role.TECHNICAL, True),
            SeenAssignment(LEA, Role.BILLING),
            SeenAssignment("x@y.example", Role.TECHNICAL),
        )
        assert "checked 2026-11-22, 1 step to do: 4" in program.text()
        await program.press("v", "delete", "delete", "w")
        assert program.app.screen.query_one(SeenRows).held == AS_WANTED


async def test_several_marked_are_seen_as_wanted_in_one_change() -> None:
    licenses = [a_license(f"L{n}", id=n, wanted=WANTED) for n in (1, 2, 3)]
    async with running(a_portfolio(*licenses, contacts=PEOPLE)) as program:
        await program.press("2", "space", "space", "v")
        assert "Checked 2026-11-22, as assigned: 2 licenses." in program.text()
        assert [the_license(program, n).looked_on for n in (1, 2, 3)] == [TODAY, TODAY, None]
        assert the_license(program, 2).on_portal == AS_WANTED
        await program.press("v")
        assert "Already checked today." in program.text()
        await program.press("u")
        assert list(program.store.portfolio.licenses) == licenses
        await program.press("D", "f", *"arch", "enter", "v")
        assert "is archived. Restore it first: D" in program.text()


async def test_the_form_of_a_license_shows_what_the_portal_shows_beside_the_wanted() -> None:
    license = a_license(wanted=WANTED, on_portal=OLD, looked_on=date(2026, 10, 12))
    untold = a_license("Never", id=2)
    async with running(a_portfolio(license, untold, contacts=PEOPLE), size=LARGE) as program:
        await program.press("2", "e")
        assert "portal checked 2026-10-12" in program.text()
        assert "b.durand@gmial.com" in program.text()
        await program.press("escape", "G", "e")
        assert "b.durand@gmial.com" not in program.text()


# A page of the portal, pasted


async def paste(program: Running, text: str) -> None:
    focused = program.focused
    assert focused is not None
    focused.post_message(Paste(text))
    await program.settle()


PAGE = f"""\
Technical Contacts
Anna Martin  {ANNA}  Primary  Delete
b.durand@gmial.com   Make Primary | Delete
Add technical contact
Billing Contacts
Compta compta@example.org Primary
"""


async def test_a_pasted_page_is_shown_against_what_is_assigned_and_saved() -> None:
    license = a_license(wanted=WANTED)
    async with running(a_portfolio(license, contacts=PEOPLE)) as program:
        await program.press("2", "v")
        assert "as assigned" in program.text()
        await paste(program, PAGE)
        text = program.text()
        assert "technical primary anna.martin@example.org" in " ".join(text.split())
        assert "technical b.durand@gmial.com" in " ".join(text.split())
        assert text.count("no contact has it") > 1
        assert "3 differences" in text
        assert "billing l.petit@example.org: assigned, not on the portal" in text
        assert "3 addresses on that page" in text
        assert "technical b.durand@gmial.com: on the portal, no contact has it" in text
        assert "billing compta@example.org: on the portal, no contact has it" in text
        await program.press("ctrl+s")
        assert the_license(program).on_portal == (
            SeenAssignment(ANNA, Role.TECHNICAL, True),
            SeenAssignment("b.durand@gmial.com", Role.TECHNICAL),
            SeenAssignment("compta@example.org", Role.BILLING, True),
        )
        assert "checked 2026-11-22, 2 steps to do: 4" in program.text()
        await program.press("u")
        assert the_license(program) == license


async def test_an_address_without_a_role_is_given_one_before_it_is_saved() -> None:
    async with running(a_portfolio(a_license(wanted=WANTED), contacts=PEOPLE)) as program:
        await program.press("2", "v")
        await paste(program, f"{LEA}\nsomething else")
        assert "role? Space" in program.text()
        assert "not read:\n something else" in program.text()
        await program.press("ctrl+s")
        assert "Not saved: 1 address without a role. Space sets one." in program.text()
        assert the_license(program).on_portal == ()
        await program.press("escape", "o")
        assert "role? Space" in program.text(), "a draft keeps it"
        await program.press("space", "space", "ctrl+s")
        assert the_license(program).on_portal == (SeenAssignment(LEA, Role.BILLING),)


async def test_making_one_primary_does_not_say_the_role_of_another() -> None:
    async with running(a_portfolio(a_license(wanted=WANTED), contacts=PEOPLE)) as program:
        await program.press("2", "v")
        await paste(program, f"{ANNA} Primary\n{LEA}")
        await program.press("down", "p", "ctrl+s")
        assert "Not saved: 2 addresses without a role. Space sets one." in program.text()
        await program.press("w", "ctrl+s")
        assert the_license(program).on_portal == AS_WANTED


@pytest.mark.parametrize(
    "text",
    [
        f"{ANNA} Primary\nTechnical contacts\n{LEA} Primary",
        f"SEN-1 Technical contacts\n{ANNA} Primary\nSEN-2 Technical contacts\n{LEA} Primary",
    ],
)
async def test_a_page_that_calls_two_primary_is_shown(text: str) -> None:
    async with running(a_portfolio(a_license(), contacts=PEOPLE)) as program:
        await program.press("2", "v")
        await paste(program, text)
        held = program.app.screen.query_one(SeenRows).held
        assert sorted(x.address for x in held if x.primary) in ([ANNA], [LEA])
        assert {x.address for x in held} == {ANNA, LEA}


async def test_a_page_about_another_license_is_asked_about() -> None:
    async with running(a_portfolio(a_license(), contacts=PEOPLE)) as program:
        await program.press("2", "v")
        await paste(program, f"SEN-77 Jira\tTechnical contact\t{ANNA}")
        assert "it is about SEN-77" in program.text()
        await program.press("ctrl+s")
        assert "Not saved: that page is about SEN-77, this is SEN-1001." in program.text()
        assert the_license(program).on_portal == ()
        await program.press("ctrl+s")
        assert the_license(program).on_portal == (SeenAssignment(ANNA, Role.TECHNICAL),)


@pytest.mark.parametrize("text", ["", "no address", "x" * 10_000_000, *HOSTILE])
async def test_what_is_no_page_leaves_the_list_as_it_was(text: str) -> None:
    async with running(a_portfolio(a_license(), contacts=PEOPLE)) as program:
        await program.press("2", "v")
        held = program.app.screen.query_one(SeenRows).held
        await paste(program, text)
        assert program.app.screen.query_one(SeenRows).held == held
        await program.press("escape")
        assert "Not saved" not in program.text()


@pytest.mark.parametrize("text", HOSTILE)
async def test_what_stands_on_a_page_stays_text(text: str) -> None:
    async with running(a_portfolio(a_license(), contacts=PEOPLE), size=LARGE) as program:
        await program.press("2", "v")
        await paste(program, f"Technical contact {text} a@b.org\n{text}")
        assert "a@b.org" in program.text()
        await program.press("ctrl+s")
        assert [x.address for x in the_license(program).on_portal] == ["a@b.org"]


async def test_an_address_without_a_role_gets_first_the_one_that_its_portal_has() -> None:
    cloud = a_license(portal=CLOUD_BILLING, hosting=Hosting.CLOUD, wanted=())
    async with running(a_portfolio(cloud, contacts=PEOPLE)) as program:
        await program.press("2", "v")
        await paste(program, LEA)
        await program.press("escape", "o", "space", "ctrl+s")
        assert the_license(program).on_portal == (SeenAssignment(LEA, Role.BILLING_ADMIN),)


async def test_of_more_differences_than_there_is_room_for_it_is_said_how_many() -> None:
    async with running(a_portfolio(a_license(wanted=WANTED), contacts=PEOPLE)) as program:
        await program.press("2", "v")
        await paste(program, "Technical contacts\n" + "\n".join(f"a{n}@b.org" for n in range(5)))
        assert "7 differences" in program.text()
        assert "and 5 more" in program.text()
