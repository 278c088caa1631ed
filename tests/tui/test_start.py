"""The start: all is laid out once, and painted once. Each time more was once a wait."""

from __future__ import annotations

import pytest
from textual.app import App
from textual.screen import Screen

from tests.builders import a_license, a_portfolio, a_term
from tests.tui.running import LARGE, SMALL, running

MANY = a_portfolio(*(a_license(f"License {n:02}", id=n, terms=(a_term(n),)) for n in range(1, 41)))


@pytest.mark.parametrize("size", [SMALL, LARGE])
async def test_the_first_screen_is_laid_out_once_and_painted_once(
    size: tuple[int, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    layouts: list[Screen[object]] = []
    cells: list[int] = []
    lay_out, display = Screen._refresh_layout, App._display

    def counted(screen, *arguments, **options):  # type: ignore[no-untyped-def]
        layouts.append(screen)
        lay_out(screen, *arguments, **options)

    def painted(app, screen, update):  # type: ignore[no-untyped-def]
        if update is not None:
            spans = getattr(update, "spans", None)
            area = size[0] * size[1]
            cells.append(area if spans is None else sum(end - start for _, start, end in spans))
        display(app, screen, update)

    monkeypatch.setattr(Screen, "_refresh_layout", counted)
    monkeypatch.setattr(App, "_display", painted)
    async with running(MANY, size=size) as program:
        # What is found meanwhile is shown, and lays out no more than its list.
        text = program.text()
    assert "Quit" in text
    first, *others = cells
    assert first == size[0] * size[1]
    assert others[0] <= size[1]  # the scroll bar
    assert len(layouts) <= 2
