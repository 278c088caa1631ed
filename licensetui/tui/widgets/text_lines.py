"""Lines of text that one can scroll through."""

from __future__ import annotations

from collections.abc import Hashable

from licensetui.tui.widgets.cells import Cell, Column
from licensetui.tui.widgets.rows import RowList


class TextLines(RowList[tuple[int, str]]):
    """The lines, each with its place."""

    HAS_HEADING = False
    COLUMNS = (Column("text"),)

    def cells(self, item: tuple[int, str]) -> tuple[Cell, ...]:
        """Return the text."""
        return (Cell(item[1]),)

    def key(self, item: tuple[int, str]) -> Hashable:
        """Return the place."""
        return item[0]
