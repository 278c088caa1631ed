"""Tab goes in reading order, line by line and from left to right, and back to where it began."""

from __future__ import annotations

import pytest
from textual.geometry import Offset
from textual.widget import Widget

from tests.builders import a_portfolio
from tests.tui.running import LARGE, SMALL, Running, running

SCREENS = ("1", "2e", "2n", "2r", "2H", "3e", "3n", "3A", "3L", "3H")
"""What opens each: the dashboard, and forms with several fields."""


def _place(widget: Widget) -> tuple[int, int]:
    """Return line and column of a widget, as if nothing were scrolled."""
    scrolled = sum((x.scroll_offset for x in widget.ancestors if isinstance(x, Widget)), Offset())
    region = widget.region
    return (region.y + scrolled.y, region.x)


async def _round(program: Running) -> list[Widget]:
    """Press Tab until the focus is where it was, and return where it has been."""
    begun, stops = program.focused, list[Widget]()
    for _ in range(60):
        stops += [program.focused] if program.focused else []
        await program.press("tab")
        if program.focused is begun:
            break
    return stops


@pytest.mark.parametrize("size", [SMALL, LARGE])
@pytest.mark.parametrize("keys", SCREENS)
async def test_tab_goes_in_reading_order(keys: str, size: tuple[int, int]) -> None:
    async with running(a_portfolio(), size=size) as program:
        await program.press(*keys)
        stops = await _round(program)
        assert len(stops) > 1
        places = [_place(stop) for stop in stops]
        first = places.index(min(places))
        told = [stop.id for stop in stops]
        assert [*places[first:], *places[:first]] == sorted(places), told
