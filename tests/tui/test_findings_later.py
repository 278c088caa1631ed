"""Findings that come later than the screen does, and than it goes."""

from __future__ import annotations

import pytest

from licensetui.outlook import Outlook
from licensetui.tui.screens.main import MainScreen
from licensetui.tui.widgets.detail import Detail
from tests.builders import a_license, a_portfolio
from tests.tui.running import running


async def test_what_is_found_when_the_screen_is_taken_away_is_told_to_nobody(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """It ended with a traceback: the view that was to show it had lost its parts already."""
    async with running(a_portfolio(a_license())) as program:
        await program.press("2")
        main = program.app.screen
        assert isinstance(main, MainScreen)
        view = main.view
        assert view.query(Detail)
        monkeypatch.setattr(Outlook, "is_complete", property(lambda _: not view.query(Detail)))
        monkeypatch.setattr(Outlook, "has_news", property(lambda _: True))
        main._find_the_rest()
    assert not view.query(Detail)
