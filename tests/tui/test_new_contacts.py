"""Pastes into the list of contacts: shown first, one change, one undo; one alone opens its form."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest
from textual.events import Paste

from licensetui.domain.contact import Contact
from licensetui.store.file.filestore import FileStore
from licensetui.tui.screens.contact_editor import ContactEditor
from licensetui.tui.screens.new_contacts import NewContactsForm
from licensetui.tui.widgets.email_field import VERDICT_PAUSE
from licensetui.tui.widgets.newcomer_rows import NewcomerRows
from tests.builders import HOSTILE, a_contact, a_portfolio
from tests.cli.program import a_file_of
from tests.tui.running import Running, running

ANNA = a_contact()
TEXT = (
    "To: Zoe Zimmer <zoe@gmial.com>; Anna Martin <ANNA.martin@example.org>;\n"
    "it-licenses@example.org\ncall Bob\n"
)


async def paste(program: Running, text: str) -> None:
    """Paste while the list of contacts, or the form over it, has the focus."""
    focused = program.app.screen.focused
    assert focused
    focused.post_message(Paste(text))
    await program.settle()


def contacts(program: Running) -> dict[str, Contact]:
    return {contact.email: contact for contact in program.store.portfolio.contacts}


async def test_a_paste_is_shown_first_and_saved_as_one_change_with_one_undo() -> None:
    async with running(a_portfolio(contacts=(ANNA,))) as program:
        await program.press("3")
        await paste(program, TEXT)
        text = program.text()
        assert "New contacts: 2" in text
        assert "list of addresses: 2 new contacts, 1 known already, 1 left out: call Bob." in text
        (zoe,) = [
            line for line in text.splitlines() if "zoe@gmial.com" in line and "person" in line
        ]
        assert "typo?" in zoe
        assert "Did you mean zoe@gmail.com? gmial.com looks like gmail.com" in text
        (team,) = [x for x in text.splitlines() if "it-licenses@" in x]
        assert "team?" in team
        assert len(contacts(program)) == 1
        await program.press("ctrl+s")
        assert set(contacts(program)) == {"zoe@gmial.com", "it-licenses@example.org", ANNA.email}
        assert contacts(program)["zoe@gmial.com"].name == "Zoe Zimmer"
        assert contacts(program)[ANNA.email] == ANNA
        assert "Saved: 2 contacts" in program.text()
        await program.press("u")
        assert len(contacts(program)) == 1


async def test_ctrl_y_takes_what_was_meant_and_del_takes_a_line_off() -> None:
    async with running(a_portfolio(contacts=(ANNA,))) as program:
        await program.press("3")
        await paste(program, TEXT)
        await program.press("ctrl+y", "down", "delete", "ctrl+s")
        assert set(contacts(program)) == {"zoe@gmail.com", ANNA.email}


async def test_what_is_meant_may_be_known_already() -> None:
    async with running(
        a_portfolio(contacts=(ANNA, a_contact(id=2, email="o@example.org")))
    ) as program:
        await program.press("3")
        await paste(program, "anna.martin@exampel.org, zoe@partner.example")
        await program.press("ctrl+y")
        assert "New contacts: 1" in program.text()
        await program.press("ctrl+s")
        assert len(contacts(program)) == 3


async def test_one_new_contact_opens_its_form_and_a_known_one_is_pointed_at() -> None:
    async with running(a_portfolio(contacts=(ANNA,))) as program:
        await program.press("3")
        await paste(program, "Anna Martin <anna.martin@example.org>")
        assert "anna.martin@example.org is already here: Anna Martin." in program.text()
        await paste(program, "Zoe Zimmer\nIT Asset Manager\nE-Mail: zoe.zimmer@partner.example\n")
        assert isinstance(program.app.screen, ContactEditor)
        await program.press("ctrl+y", "ctrl+s")
        assert contacts(program)["zoe.zimmer@partner.example"].name == "Zoe Zimmer"


async def test_p_waits_for_a_paste_and_what_was_pasted_is_kept_as_a_draft() -> None:
    async with running(a_portfolio(contacts=(ANNA,))) as program:
        await program.press("3", "p")
        assert isinstance(program.app.screen, NewContactsForm)
        assert "Paste here" in program.text()
        await paste(program, "Zoe <zoe@partner.example>")
        await paste(program, "zoe@partner.example, tom@partner.example")
        assert "New contacts: 2" in program.text()
        await program.press("escape", "o")
        assert len(program.app.screen.query_one(NewcomerRows).new) == 2
        await program.press("ctrl+s")
        assert len(contacts(program)) == 3


@pytest.mark.parametrize("text", ["hello", "@" * 5_000, "x" * 300_000, "a@b..c"])
async def test_what_names_nobody_is_said_and_nothing_opens(text: str) -> None:
    async with running(a_portfolio(contacts=(ANNA,))) as program:
        before = program.app.screen
        await program.press("3")
        await paste(program, text)
        assert program.app.screen is before
        assert "has no addresses" in program.text() or "contacts --add FILE" in program.text()


async def test_markup_in_a_paste_is_text() -> None:
    async with running(a_portfolio(contacts=(ANNA,))) as program:
        await program.press("3")
        await paste(program, "\n".join(f"{x} <a{n}@b.org>" for n, x in enumerate(HOSTILE)))
        assert f"New contacts: {len(HOSTILE)}" in program.text()
        await program.press("ctrl+s")
        assert {x.name for x in contacts(program).values()} >= set(HOSTILE[:3])


async def test_nothing_is_added_where_nothing_can_be_saved(tmp_path: Path) -> None:
    path = tmp_path / "licenses.json"
    a_file_of(path, a_portfolio(contacts=(ANNA,)))
    async with running(store=FileStore.open(path, readonly=True)) as program:
        before = program.app.screen
        await program.press("3")
        await paste(program, TEXT)
        assert program.app.screen is before
        assert "Nothing can be changed here" in program.text()


async def test_in_the_form_of_one_the_first_of_several_can_be_kept() -> None:
    async with running(a_portfolio(contacts=(ANNA,))) as program:
        await program.press("3", "n", "tab")
        await paste(program, "Zoe <zoe@partner.example>\nTom <tom@partner.example>\ncall Bob")
        assert "Two addresses: Ctrl+Y keeps the first, n adds the other" in program.text()
        assert "1 more line was left out" in program.text()
        await program.press("ctrl+y", "ctrl+s")
        assert set(contacts(program)) == {"zoe@partner.example", ANNA.email}


async def test_a_signature_in_the_form_of_one_is_address_and_name() -> None:
    async with running(a_portfolio(contacts=(ANNA,))) as program:
        await program.press("3", "n", "tab")
        await paste(program, "Zoe Zimmer\nIT Manager\n\nE-Mail: zoe.zimmer@partner.example\n")
        await program.press("ctrl+y")
        assert "Full name     [Zoe Zimmer" in program.text()
        assert "Email         [zoe.zimmer@partner.example" in program.text()


async def test_a_missing_at_sign_is_said_after_a_pause_with_the_keyboard_it_is_on() -> None:
    async with running(a_portfolio(contacts=(ANNA,))) as program:
        await program.press("3", "n", "tab", *"zoe2example.org")
        await asyncio.sleep(VERDICT_PAUSE + 0.1)
        await program.settle()
        assert "`2` is on the @ key of US, Spanish and Nordic keyboards" in program.text()
        await program.press("ctrl+y")
        assert "Email         [zoe@example.org" in program.text()
