"""The owner on the screens: chosen in the form or for all that are marked, and found."""

from __future__ import annotations

from licensetui.domain.license import License
from tests.builders import a_contact, a_license, a_portfolio, a_term
from tests.tui.running import Running, running

PEOPLE = (
    a_contact("Anna Martin"),
    a_contact("Léa Petit", id=2, email="l.petit@example.org"),
)
TWO = (a_license("Alpha"), a_license("Beta", id=2, terms=(a_term(40),)))


def owners(program: Running) -> list[int | None]:
    return [license.owner for license in program.store.portfolio.licenses]


async def test_the_owner_of_a_row_and_of_all_marked_changes_in_five_keys() -> None:
    async with running(a_portfolio(*TWO, contacts=PEOPLE)) as program:
        await program.press("2", "w")
        assert "(nobody)" not in program.text()
        await program.press(*"pet", "enter")
        assert owners(program) == [2, None]
        assert "Saved: Léa Petit is the owner of Alpha" in program.text()
        assert "Owner     Léa Petit" in program.text()
        await program.press("space", "space", "w", *"pet", "enter")
        assert owners(program) == [2, 2]
        await program.press("w", *"(nob", "enter")
        assert owners(program) == [None, None]
        assert "nobody is the owner of 2 licenses" in program.text()
        await program.press("u")
        assert owners(program) == [2, 2]


async def test_an_owner_is_made_on_the_way() -> None:
    async with running(a_portfolio(*TWO, contacts=PEOPLE)) as program:
        await program.press("2", "w")
        await program.type("new.one@example.org")
        await program.press("enter", "ctrl+s")
        assert owners(program) == [3, None]


async def test_the_owner_is_picked_in_the_form_kept_in_a_draft_and_taken_off_again() -> None:
    async with running(a_portfolio(*TWO, contacts=PEOPLE)) as program:
        await program.press("2", "e")
        program.app.screen.query_one("#owner").focus()
        await program.press("enter", *"peti", "enter")
        assert "Owner        [Léa Petit" in program.text()
        await program.press("escape", "o")
        assert "Owner        [Léa Petit" in program.text()
        await program.press("ctrl+s")
        assert owners(program) == [2, None]
        await program.press("e")
        program.app.screen.query_one("#owner").focus()
        await program.press("delete", "ctrl+s")
        assert owners(program) == [None, None]


async def test_the_host_is_still_picked_in_its_own_field() -> None:
    async with running(a_portfolio(*TWO, contacts=PEOPLE)) as program:
        await program.press("2", "e")
        program.app.screen.query_one("#parent").focus()
        await program.press("enter", *"beta", "enter", "ctrl+s")
        assert [x.parent for x in program.store.portfolio.licenses] == [2, None]
        assert owners(program) == [None, None]


async def test_a_license_is_found_by_its_owner_and_a_contact_shows_what_it_owns() -> None:
    mine: License = a_license("Alpha", owner=2, wanted=())
    async with running(a_portfolio(mine, TWO[1], contacts=PEOPLE)) as program:
        await program.press("2", "slash")
        await program.type("petit")
        assert "Licenses: 1" in program.text()
        await program.press("escape", "3", "G")
        assert "Alpha  owner  2026-12-01" in program.text()
        (row,) = [x for x in program.text().splitlines() if "l.petit@" in x and "person" in x]
        assert row.split()[-1] == "1"
        await program.press("D")
        assert "Léa Petit is still the owner of 1 license: choose another first (w)." in (
            program.text()
        )
        await program.press("e")
        assert "Contact for 1 license" in program.text()
