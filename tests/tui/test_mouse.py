"""The mouse: tabs, rows and the footer are clicked; moving it sends nothing either way."""

from __future__ import annotations

import pytest
from textual.widget import Widget

from licensetui.tui.screens.license_editor import LicenseEditor
from licensetui.tui.terminal.tty import MOUSE_OFF, MOUSE_ON
from licensetui.tui.widgets.bars import KeyBar, TopBar
from tests.builders import a_license, a_portfolio
from tests.tui.running import Running, running
from tests.tui.window import PROGRAM, Window


async def click(program: Running, bar: type[Widget], word: str) -> None:
    """Click on a word of a bar."""
    widget = program.app.screen.query_one(bar)
    line = program.text().splitlines()[widget.region.y]
    await program.pilot.click(bar, offset=(line.index(word), 0))
    await program.settle()


async def test_a_tab_that_is_clicked_shows_its_view() -> None:
    async with running(a_portfolio()) as program:
        for word, shown in (
            ("Licenses", "Licenses: 1"),
            ("Contacts", "Contacts: 1"),
            ("4 Portal", "Portal steps"),
            ("5 History", "History: 0"),
            ("1 Dash", "Due:"),
        ):
            await click(program, TopBar, word)
            assert shown in program.text()


async def test_a_click_beside_the_tabs_does_nothing() -> None:
    async with running(a_portfolio()) as program:
        before = program.text()
        await click(program, TopBar, "Nov 2026")
        assert program.text() == before


async def test_a_word_of_the_footer_that_is_clicked_does_what_its_key_does() -> None:
    async with running(a_portfolio()) as program:
        await program.press("2")
        await click(program, KeyBar, "Help")
        assert "Keys: Licenses" in program.text()
        await program.press("escape")
        await click(program, KeyBar, "New")
        assert isinstance(program.app.screen, LicenseEditor)
        await program.press("X")
        await click(program, KeyBar, "Cancel")
        assert "o reopens it" in program.text()
        await click(program, KeyBar, "Quit")
        assert not program.app.is_running or program.app._exit


async def test_a_move_of_the_mouse_draws_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    async with running(a_portfolio()) as program:
        drawn: list[str] = []
        monkeypatch.setattr(program.app._driver, "write", drawn.append)
        for view in "12345":
            await program.press(view)
            drawn.clear()
            for y in range(0, 24, 3):
                await program.pilot.hover(offset=(20, y))
                await program.settle()
            assert drawn == []


def test_the_terminal_is_asked_for_clicks_and_not_for_moves() -> None:
    window = Window(*PROGRAM, "--demo")
    try:
        window.shows("1 Dashboard", "q Quit")
        assert MOUSE_ON in window.seen
        assert "\x1b[?1003h" not in window.seen
        window.press("\x1b[<0;20;1M\x1b[<0;20;1m")  # Licenses
        window.shows("Licenses: ")
        window.press("q")
        assert window.exit_code(3) == 0
        assert MOUSE_OFF in window.seen
        assert window.is_restored()
    finally:
        window.clean_up()


@pytest.mark.parametrize(("view", "opened"), [("1", LicenseEditor), ("2", LicenseEditor)])
async def test_a_double_click_opens_what_enter_opens(view: str, opened: type[Widget]) -> None:
    two = (a_license("Alpha"), a_license("Beta", id=2))
    async with running(a_portfolio(*two)) as program:
        await program.press(view)
        line = next(i for i, x in enumerate(program.text().splitlines()) if "Beta" in x)
        await program.pilot.click(offset=(20, line))
        await program.settle()
        assert not isinstance(program.app.screen, opened)
        await program.pilot.double_click(offset=(20, line))
        await program.settle()
        assert isinstance(program.app.screen, opened)
        assert "Licenses > Beta" in program.text()


async def test_a_double_click_selects_in_a_list_of_choices() -> None:
    async with running(a_portfolio(a_license())) as program:
        await program.press("2", "f")
        line = next(i for i, x in enumerate(program.text().splitlines()) if " overdue  " in x)
        await program.pilot.double_click(offset=(8, line))
        await program.settle()
        assert "filter: overdue" in program.text()


async def test_a_double_click_in_the_help_closes_nothing() -> None:
    async with running(a_portfolio()) as program:
        await program.press("question_mark")
        await program.pilot.double_click(offset=(20, 8))
        await program.settle()
        assert "Keys: Dashboard" in program.text()
