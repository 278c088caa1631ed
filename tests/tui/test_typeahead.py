"""Keys that come in one burst, as quick fingers and slow lines send them."""

from __future__ import annotations

import asyncio

import pytest
from textual.events import Key, Paste

from licensetui.clock import clock_from
from licensetui.domain.settings import Settings
from licensetui.outlook import Outlook
from licensetui.store.memory import MemoryStore
from licensetui.tui import typeahead
from licensetui.tui.app import LicenseTui
from licensetui.tui.screens import main
from licensetui.tui.session import Session
from tests.builders import TODAY, a_contact, a_license, a_portfolio, a_term
from tests.tui.running import Running, running, until

TWO = (a_license("Alpha"), a_license("Beta", id=2, terms=(a_term(20),)))
PEOPLE = (a_contact(), a_contact("Dieter", id=2, email="dieter@example.org"))


async def burst(program: Running, *keys: str) -> None:
    """Send keys without waiting for any of them, and then for all of them."""
    for key in keys:
        program.app.simulate_key(key)
    await program.settle()


async def test_a_name_typed_before_its_form_is_there_does_nothing_to_the_list() -> None:
    async with running(a_portfolio(*TWO)) as program:
        await program.press("2")
        await burst(program, "n", *"Draw")
        assert "Licenses > new" in program.text()
        assert program.app.screen.query_one("#name").value == "Draw"  # type: ignore[attr-defined]
        assert program.store.portfolio == a_portfolio(*TWO)


async def test_a_contact_chosen_in_one_burst_is_the_one_typed() -> None:
    async with running(a_portfolio(*TWO, contacts=PEOPLE)) as program:
        await burst(program, "2", "t", *"diet", "enter")
        license = program.store.portfolio.license(1)
        assert license is not None
        assert license.wanted[0].contact == 2


async def test_a_renewal_in_one_burst_renews_once_and_saves() -> None:
    async with running(a_portfolio(*TWO)) as program:
        await burst(program, "2", "j", "r", "enter")
        assert [len(license.terms) for license in program.store.portfolio.licenses] == [1, 2]


async def test_a_whole_edit_in_one_burst_is_saved_once() -> None:
    async with running(a_portfolio(*TWO)) as program:
        await burst(program, "3", "e", "end", "X", "Y", "ctrl+s", "2", "slash", *"beta", "enter")
        contact = program.store.portfolio.contact(1)
        assert contact is not None
        assert contact.name == "Anna MartinXY"
        assert "find: beta" in program.text()


async def test_a_paste_waits_for_its_form_as_keys_do() -> None:
    async with running(a_portfolio(*TWO)) as program:
        program.app.simulate_key("3")
        program.app.simulate_key("n")
        program.app.post_message(Paste("Pasted Name"))
        await burst(program, "ctrl+s")
        assert [x.name for x in program.store.portfolio.contacts] == ["Anna Martin", "Pasted Name"]


@pytest.mark.parametrize("keys", [("j",) * 200, ("2", "G", "g") * 20])
async def test_many_keys_at_once_are_all_handled(keys: tuple[str, ...]) -> None:
    many = tuple(a_license(f"L{n}", id=n, terms=(a_term(n),)) for n in range(1, 301))
    async with running(a_portfolio(*many)) as program:
        await program.press("2")
        await burst(program, *keys)
        assert program.app.is_settled
        assert program.app.is_running


@pytest.mark.parametrize("held", ["j", "2", "enter", "tab", "question_mark", "ctrl+r", "x", "u"])
async def test_the_key_that_leaves_does_not_wait_behind_keys_held_down(held: str) -> None:
    async with running(a_portfolio(*TWO, contacts=PEOPLE)) as program:
        await program.press("3", "e")
        handled: list[str] = []
        kept = program.app._handle

        async def handle(event: Key) -> None:
            handled.append(event.key)
            await kept(event)

        program.app._handle = handle  # type: ignore[method-assign, assignment]
        await burst(program, *(held,) * 300, "ctrl+q")
        assert not program.app.is_running or program.app.return_code == 0
        assert handled[-1] == "ctrl+q"
        assert len(handled) < 20


async def test_what_was_typed_before_the_key_that_leaves_is_done_first(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(typeahead, "LEAVE_WORK", 60)  # for a machine busy with other tests
    monkeypatch.setattr(typeahead, "LEAVE_PATIENCE", 60)
    async with running(a_portfolio(*TWO, contacts=PEOPLE)) as program:
        await burst(program, "3", "e", "end", "X", "Y", "ctrl+s", "ctrl+q")
        contact = program.store.portfolio.contact(1)
        assert contact is not None
        assert contact.name == "Anna MartinXY"
        assert program.app.return_code == 0


async def test_what_is_typed_before_the_first_screen_is_there_waits_for_it() -> None:
    clock = clock_from({"LICENSETUI_TODAY": "2026-11-23T10:31"})
    store = MemoryStore(a_portfolio(*TWO), title="licenses.json")
    app = LicenseTui(Session(store, Settings(), clock, demo=False))
    async with app.run_test(size=(80, 24)) as pilot:
        for key in ("2", "n", *"Draw"):
            app.simulate_key(key)
        while not app.is_settled:
            await pilot.pause()
        await pilot.pause()
        assert app.screen.query_one("#name").value == "Draw"  # type: ignore[attr-defined]
    assert store.portfolio == a_portfolio(*TWO)


async def test_nothing_is_typed_any_more_once_it_leaves() -> None:
    async with running(a_portfolio(*TWO)) as program:
        program.app.leave(143)
        await burst(program, "2", "D")
        assert program.store.portfolio == a_portfolio(*TWO)
        assert program.app.return_code == 143


async def test_nothing_is_looked_for_while_a_key_waits(monkeypatch: pytest.MonkeyPatch) -> None:
    licenses = [a_license(f"License {id}", id=id) for id in range(1, 200)]
    async with running(a_portfolio(*licenses)) as program:
        app, screen = program.app, program.app.screen
        assert isinstance(screen, main.MainScreen)
        await until(program, lambda: app.session.outlook.is_complete)
        monkeypatch.setattr(typeahead.TypeAheadApp, "is_settled", False)
        monkeypatch.setattr(main, "AT_ONCE", 0)
        fresh = Outlook(app.session.outlook.portfolio, TODAY, Settings())
        fresh.prepare()
        app.session.outlook = fresh
        screen._take_outlook(fresh)
        await asyncio.sleep(0.2)
        assert not fresh.is_complete
        monkeypatch.undo()
        await until(program, lambda: fresh.is_complete)
