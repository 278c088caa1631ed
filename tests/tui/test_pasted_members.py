"""A list that is pasted into the form of a team: who is known, who is new, who is not in it."""

from __future__ import annotations

import pytest
from textual.events import Paste

from licensetui.domain.change import Change, Edit
from licensetui.domain.contact import Contact, ContactKind
from licensetui.forms.contact_form import newcomers_from, newcomers_text
from licensetui.tui.terminal.pieces import MOST_PASTED
from licensetui.tui.widgets.form_rows import Members
from tests.builders import HOSTILE, a_contact, a_portfolio
from tests.tui.running import Running, running

ANNA = a_contact()
LEA = a_contact("Léa Petit", id=2, email="l.petit@example.org")
OPS = a_contact("Ops", id=3, email="ops@example.org", kind=ContactKind.TEAM, members=(1,))
PEOPLE = (ANNA, LEA, OPS)


async def paste(program: Running, text: str) -> None:
    """Paste into the list of who reads the address."""
    members = program.app.screen.query_one(Members)
    members.focus()
    await program.settle()
    members.post_message(Paste(text))
    await program.settle()


def contacts(program: Running) -> dict[str, Contact]:
    return {contact.email: contact for contact in program.store.portfolio.contacts}


def labels(program: Running) -> list[str]:
    """Return who reads the team's address, as saved."""
    portfolio = program.store.portfolio
    team = portfolio.contact_at("ops@example.org")
    assert team
    found = (portfolio.contact(id) for id in team.members)
    return [contact.label for contact in found if contact]


def line(program: Running, start: str) -> str:
    (found,) = [x for x in program.text().splitlines() if x.strip().startswith(start)]
    return found.strip()


async def test_a_pasted_list_is_shown_first_and_saved_as_one_change_with_one_undo() -> None:
    async with running(a_portfolio(contacts=PEOPLE)) as program:
        await program.press("3", "G", "e")
        await paste(program, "ops: Zoe Zimmer <zoe@example.org>, L.PETIT@example.org, |/bin/x\n")
        text = program.text()
        assert "Read by: 3" in text
        assert line(program, "Zoe Zimmer").endswith("new contact")
        assert line(program, "Anna Martin").endswith("not in the list")
        assert "aliases(5): 2 members, 1 known, 1 new contact, 1 not in the paste (Del" in text
        assert "1 left out: |/bin/x." in text
        assert len(contacts(program)) == 3
        await program.press("ctrl+s")
        assert labels(program) == ["Anna Martin", "Zoe Zimmer", "Léa Petit"]
        assert contacts(program)["zoe@example.org"].id > 0
        assert len(program.store.history().entries) == 1
        await program.press("u")
        assert labels(program) == ["Anna Martin"]
        assert len(contacts(program)) == 3


async def test_what_was_pasted_is_kept_as_a_draft_and_taken_off_line_by_line() -> None:
    async with running(a_portfolio(contacts=PEOPLE)) as program:
        await program.press("3", "G", "e")
        await paste(program, "Zoe Zimmer <zoe@example.org>; tom@partner.example")
        await program.press("escape", "o")
        assert "Zoe Zimmer" in program.text()
        await paste(program, "tom@partner.example, zoe@example.org")
        assert "2 members" in program.text()
        assert "new contact," not in program.text()  # they were pasted before
        program.app.screen.query_one(Members).enter()
        await program.press("end", "delete", "home", "delete", "ctrl+s")
        assert labels(program) == ["Zoe Zimmer"]
        assert "tom@partner.example" not in contacts(program)


async def test_an_address_that_became_a_contact_meanwhile_is_that_contact() -> None:
    async with running(a_portfolio(contacts=PEOPLE)) as program:
        await program.press("3", "G", "e")
        await paste(program, "zoe@example.org")
        zoe = a_contact("Zoe", id=-1, email="ZOE@example.org")
        program.app.session.save(Change("another form", contacts=(Edit(None, zoe),)))
        await program.press("ctrl+s")
        assert labels(program) == ["Anna Martin", "Zoe"]
        assert len(contacts(program)) == 4


async def test_a_new_team_is_saved_with_its_members() -> None:
    async with running(a_portfolio(contacts=(ANNA,))) as program:
        await program.press("3", "n")
        await program.type("Ops")
        await program.press("down")
        await program.type("ops@example.org")
        program.app.screen.query_one("#kind").focus()
        await program.press("t")
        await paste(program, "ops: anna.martin, zoe")
        await program.press("ctrl+s")
        assert labels(program) == ["Anna Martin", "zoe@example.org"]


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("nobody", "no members with an address"),
        ("root: a@b.org\nit: c@d.org", "it has root, it: paste the members of one"),
        ("a@b.org\n" * (MOST_PASTED // 8), "too long for a list"),
    ],
)
async def test_what_is_no_list_is_said_and_changes_nothing(text: str, says: str) -> None:
    async with running(a_portfolio(contacts=PEOPLE), size=(120, 40)) as program:
        await program.press("3", "G", "e")
        await paste(program, text)
        assert says in program.text()
        assert "Read by: 1" in program.text()


@pytest.mark.parametrize("hostile", HOSTILE)
async def test_a_hostile_name_is_text(hostile: str) -> None:
    async with running(a_portfolio(contacts=PEOPLE)) as program:
        await program.press("3", "G", "e")
        await paste(program, f"{hostile} <zoe@example.org>, {hostile}")
        assert "zoe@example.org" in program.text()
        await program.press("ctrl+s")
        assert contacts(program)["zoe@example.org"].name == hostile


def test_newcomers_of_a_draft_are_read_as_they_were_written() -> None:
    some = (
        a_contact("Zoe", id=-1, email="zoe@example.org"),
        a_contact("", id=-12, email="ops@example.org", kind=ContactKind.TEAM),
    )
    assert tuple(newcomers_from(newcomers_text(some)).values()) == some
    assert not newcomers_from("x\n\n-1\n-1\tperson\t\tZoe\n5\tperson\ta@b.org\tAnna")
