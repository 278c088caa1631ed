"""Scroll bars of whole cells, as few bytes as they can be."""

from __future__ import annotations

from typing import ClassVar

from textual.scrollbar import ScrollBarRender


class WholeCells(ScrollBarRender):
    """Draws the bar without the blocks that would end it within a cell.

    Those change with nearly every line that a list scrolls, both at once, in colors of their own:
    a tenth of what such a key sends. Terminals of before Unicode cannot draw them at all.
    """

    VERTICAL_BARS: ClassVar[list[str]] = [" "]
    HORIZONTAL_BARS: ClassVar[list[str]] = [" "]
