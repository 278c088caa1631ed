"""Columns as wide as the texts of a short list need."""

from __future__ import annotations

from collections.abc import Mapping

from rich.cells import cell_len

from licensetui.domain.plain import plain
from licensetui.tui.widgets.rows import Item, RowList

MOST_MEASURED = 300
"""Rows that are looked at: a long list is shown before all of its texts are made."""


class Measured(RowList[Item]):
    """A list whose rows are cheap to make: all columns take what their texts need."""

    def longest(self) -> Mapping[str, int]:
        """Return how many cells the longest text of each column needs."""
        found: dict[str, int] = {}
        for item in self.items[:MOST_MEASURED]:
            for column, cell in zip(self.COLUMNS, self.cells(item), strict=True):
                found[column.title] = max(found.get(column.title, 0), cell_len(plain(cell.text)))
        return found
