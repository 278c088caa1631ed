"""Fields of forms: seen when empty, replaced by typing, edited after an arrow key, undone."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest
from textual.events import AppBlur, AppFocus
from textual.widgets import Input

from licensetui.tui.widgets.choice import Pick
from tests.builders import a_contact, a_license, a_portfolio
from tests.tui.running import Running, running

EVERY = ("name", "email", "organization", "last_day", "away", "phone", "notes")


@asynccontextmanager
async def in_contact() -> AsyncIterator[Running]:
    """The form of a contact, in its first field."""
    anna = a_contact(name="Anna Martin", email="a.martin@example.org", notes="nine")
    async with running(a_portfolio(a_license(), contacts=(anna,))) as program:
        await program.press("3", "enter")
        yield program


def held(program: Running, name: str) -> str:
    return program.app.screen.query_one(f"#{name}", Input).value


def line_of(program: Running, label: str) -> str:
    lines = program.text().splitlines()
    return next(line for line in lines if line.startswith(f" {label}"))


async def test_an_empty_field_is_seen() -> None:
    async with in_contact() as program:
        assert line_of(program, "Bounced").rstrip().endswith("]")
        assert "[ " in line_of(program, "Bounced").partition("Phone")[2]
        assert line_of(program, "Away").rstrip().endswith(f"[{' ' * 63}]")


@pytest.mark.parametrize("name", EVERY)
async def test_what_a_field_holds_is_replaced_by_typing_in_every_field(name: str) -> None:
    async with in_contact() as program:
        field = program.app.screen.query_one(f"#{name}", Input)
        field.value = "2026-12-10"
        program.app.screen.set_focus(None)
        await program.settle()
        field.focus()
        await program.press("7")
        assert field.value == "7"


@pytest.mark.parametrize(
    ("keys", "held_then"),
    [
        (("right", "x"), "Anna Martinx"),
        (("end", "x"), "Anna Martinx"),
        (("left", "x"), "xAnna Martin"),
        (("home", "x"), "xAnna Martin"),
        (("x", "y"), "xy"),
        (("backspace",), ""),
    ],
)
async def test_an_arrow_key_edits_what_it_holds(keys: tuple[str, ...], held_then: str) -> None:
    async with in_contact() as program:
        await program.press(*keys)
        assert held(program, "name") == held_then


async def test_a_paste_counts_as_typing() -> None:
    async with in_contact() as program:
        await program.type("Lea Petit")
        assert held(program, "name") == "Lea Petit"
        await program.type(", Paris")
        assert held(program, "name") == "Lea Petit, Paris"


async def test_what_was_replaced_is_said_and_comes_back() -> None:
    async with in_contact() as program:
        assert "Was:" not in program.text()
        await program.press("B", "o", "b")
        assert "Was: Anna Martin   Ctrl+_ restores it" in program.text()
        await program.press("ctrl+underscore")
        assert held(program, "name") == "Anna Martin"
        assert "Was:" not in program.text()
        await program.press("ctrl+underscore")
        assert held(program, "name") == "Anna Martin"


async def test_each_deletion_is_undone_for_itself() -> None:
    async with in_contact() as program:
        await program.press("end", "ctrl+w", "ctrl+u")
        assert held(program, "name") == ""
        await program.press("ctrl+underscore")
        assert held(program, "name") == "Anna "
        await program.press("X", "Y", "ctrl+underscore")
        assert held(program, "name") == "Anna "
        await program.press("ctrl+underscore")
        assert held(program, "name") == "Anna Martin"


async def test_another_window_or_the_help_in_between_replaces_nothing() -> None:
    async with in_contact() as program:
        await program.press("B", "o")
        program.app.post_message(AppBlur())
        await program.settle()
        program.app.post_message(AppFocus())
        await program.press("b")
        assert held(program, "name") == "Bob"
        await program.press("ctrl+g")
        await program.press("escape", "b")
        assert held(program, "name") == "Bobb"


async def test_what_a_draft_brings_is_typed_on_in() -> None:
    async with in_contact() as program:
        await program.press("B", "o", "escape", "o", "b")
        assert held(program, "name") == "Bob"


async def test_esc_keeps_what_the_record_holds() -> None:
    async with in_contact() as program:
        await program.press("B", "o", "b", "escape")
        assert program.app.session.outlook.portfolio.contacts[0].name == "Anna Martin"


async def test_what_is_picked_looks_like_a_field_and_says_that_there_are_others() -> None:
    async with in_contact() as program:
        assert program.app.screen.query_one("#deputy", Pick).value == ""
        assert "[" in line_of(program, "Deputy").partition("...]")[0]


async def test_a_field_that_was_refused_is_marked_until_it_is_changed() -> None:
    async with in_contact() as program:
        program.app.screen.query_one("#last_day", Input).value = "soon"
        await program.press("ctrl+s", "shift+tab")
        assert "Last day    x[soon" in program.text()
        assert "Away          [" in program.text()
        await program.press("tab", "3")
        assert "Last day     [" in program.text()


async def test_an_address_that_was_refused_is_marked() -> None:
    async with in_contact() as program:
        await program.press("tab", "z", "@", "ctrl+s")
        assert line_of(program, "Email").startswith(" Email        x[z@")


async def test_in_a_narrow_terminal_all_fields_stand_below_each_other() -> None:
    async with running(a_portfolio(contacts=(a_contact(),)), size=(60, 20)) as program:
        await program.press("3", "enter")
        columns = {line_of(program, x).index("[") for x in ("Full name", "Email", "Away")}
        assert len(columns) == 1
