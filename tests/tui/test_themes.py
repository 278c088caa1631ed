"""Themes by name: each starts and can be read, and the one chosen on the screens stays."""

from __future__ import annotations

from pathlib import Path
from typing import get_args

import pytest
from textual.color import Color
from textual.theme import BUILTIN_THEMES

from licensetui.domain.settings import Settings, ThemeName
from licensetui.remembered import remember_theme, remembered_theme, theme_path
from licensetui.store.memory import MemoryStore
from licensetui.tui.dialogs.chooser import Options
from licensetui.tui.theme import FEW_DARK, FEW_LIGHT, OURS, names, theme_for
from licensetui.tui.theme_of_textual import TEXT, contrast
from tests.builders import a_portfolio
from tests.tui.running import running

BUILT_IN = sorted(BUILTIN_THEMES)


@pytest.fixture(autouse=True)
def _many_colors(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TERM", "xterm-256color")


def test_every_theme_of_textual_can_be_named_in_the_settings() -> None:
    assert {*get_args(ThemeName)} == {*OURS, *BUILTIN_THEMES}


@pytest.mark.parametrize("name", BUILT_IN)
async def test_every_theme_shows_the_screens_and_its_cursor_can_be_read(name: ThemeName) -> None:
    async with running(a_portfolio(), settings=Settings(theme=name)) as program:
        assert program.app.theme == f"licensetui-{name}"
        await program.press("2")
        colors = program.app.theme_variables
        assert colors["surface-active"]
        await program.press("e")
        assert "Ctrl+S Save" in program.text()
        theme = program.app.current_theme
        if not theme.ansi:
            bar, text, page = (
                Color.parse(colors[part])
                for part in ("block-cursor-background", "block-cursor-foreground", "background")
            )
            assert contrast(bar, text) >= TEXT
            for kind in ("error", "warning", "muted", "success"):
                assert contrast(Color.parse(colors[f"text-{kind}"]), page) >= TEXT


def test_a_terminal_of_few_colors_shows_our_own() -> None:
    assert theme_for("nord", few_colors=True) is FEW_DARK
    assert theme_for("solarized-light", few_colors=True) is FEW_LIGHT
    assert names(few_colors=True) == ("dark", "light", "terminal")


async def test_the_theme_is_chosen_in_the_palette_and_stays() -> None:
    async with running(a_portfolio()) as program:
        assert program.app.theme == "licensetui-dark"
        await program.press("colon", *"theme", "enter")
        assert "dark (now)" in program.text()
        await program.press(*"nord", "enter")
        assert program.app.theme == "licensetui-nord"
        assert "Theme: nord." in program.text()
        await program.press("C", *"nord")
        (option,) = program.app.screen.query_one(Options).items
        assert option.label == "nord (now)"
    assert remembered_theme("dark") == "nord"
    # Somebody who has changed the settings since wants to see what they say.
    assert remembered_theme("light") is None


async def test_the_theme_of_the_settings_is_remembered_by_nothing(home: Path) -> None:
    remember_theme("nord", "dark")
    path = theme_path()
    assert path == home / "state" / "licensetui" / "theme"
    assert [x.name for x in path.parent.iterdir()] == ["theme"]
    remember_theme("dark", "dark")
    assert not [*path.parent.iterdir()]


@pytest.mark.parametrize(
    "text", [b"", b"nord", b"pink instead of dark", b"\xff", b"nord instead of light"]
)
def test_what_is_remembered_and_means_nothing_is_passed_over(text: bytes, home: Path) -> None:
    path = home / "state" / "licensetui" / "theme"
    path.parent.mkdir(parents=True)
    path.write_bytes(text)
    assert remembered_theme("dark") is None


async def test_a_theme_that_cannot_be_kept_is_shown_and_that_is_said(home: Path) -> None:
    (home / "state").write_text("in the way")
    async with running(a_portfolio()) as program:
        await program.press("C", *"gruvbox", "enter")
        assert program.app.theme == "licensetui-gruvbox"
        assert "Theme: gruvbox, not kept: " in program.text()


async def test_the_demo_keeps_no_theme() -> None:
    async with running(store=MemoryStore(a_portfolio(), title="demo"), demo=True) as program:
        await program.press("C", *"dracula", "enter")
        assert "not kept: the demo saves nothing" in program.text()
    assert remembered_theme("dark") is None
