"""The plan of the dashboard's panels: pure numbers, from the size of the terminal."""

from __future__ import annotations

from dataclasses import dataclass

from licensetui.tui.widgets.month import CELLS, LINES
from licensetui.tui.widgets.year import HEAD

LEAST = (80, 24)
"""Columns and lines of the smallest terminal on which the dashboard has room."""
WIDE = 120
"""Columns from which the totals stand beside the year."""
TALL = 36
"""Lines from which months beside each other leave enough for the rest."""
_EDGES = 3
# The lines of the bars above and below.
_YEAR = 78
# Cells of twelve months with amounts.


@dataclass(frozen=True)
class Plan:
    """Heights and widths of panels, in cells; what is not said takes the rest."""

    is_stacked: bool
    """Whether the months stand above the agenda, as wide as the terminal, or else at its left."""
    month_width: int
    """Cells of the months."""
    month_height: int
    """Lines of the months."""
    top_height: int
    """Lines of months and agenda together."""
    caption_height: int
    """Lines about what is under the cursor."""
    year_height: int
    """Lines of the next twelve months."""
    totals_width: int
    """Cells of the totals at the right of year and findings; 0 where there is no room."""


def has_room(columns: int, lines: int) -> bool:
    """Say whether the dashboard can be shown whole on a terminal of a size."""
    return columns >= LEAST[0] and lines >= LEAST[1]


def plan(columns: int, lines: int, currencies: int) -> Plan:
    """Return how to lay out the panels on a terminal of a size, with amounts in some currencies.

    `lines` are those of the terminal, of which three belong to its edges.
    """
    body = lines - _EDGES
    is_wide = columns >= WIDE
    is_stacked = is_wide and lines >= TALL
    caption = 2 if lines < TALL else 3
    if is_wide:
        bars = 4 if lines < 50 else 8
        year = HEAD + min(max(currencies, 1), 4) + (bars if is_stacked else 2)
        year = min(year, body - 2 * LINES) if not is_stacked else year
    else:
        year = HEAD + min(max(currencies, 1), 2 + max(lines - 30, 0) // 2, 5)
    rest = body - caption - year
    if is_stacked:
        month = LINES * (2 if lines >= 50 else 1)
        top = month + (rest - month) // 2 + 1
    else:
        top = max(LINES, rest * 3 // 5)
        month = top
    return Plan(
        is_stacked=is_stacked,
        month_width=columns if is_stacked else CELLS + 1,
        month_height=month,
        top_height=top,
        caption_height=caption,
        year_height=year,
        totals_width=max(columns - max(_YEAR, columns * 3 // 5), 0) if is_wide else 0,
    )
