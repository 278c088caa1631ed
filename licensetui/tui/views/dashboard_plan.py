"""The plan of the dashboard's panels: pure numbers, from the size of the terminal."""

from __future__ import annotations

from typing import NamedTuple

from licensetui.tui.widgets.weeks import CELLS, HEAD

LEAST = (60, 20)
"""Columns and lines of the smallest terminal on which the dashboard has room."""
WIDE = 150
"""Columns from which the totals stand beside the year."""
_EDGES = 3
# The lines of the bars above and below.
_WEEKS = ((20, 3), (24, 5), (36, 6), (44, 8), (52, 10))
# Weeks shown, by the lines of the terminal from which so many are.


class Plan(NamedTuple):
    """Heights and widths of panels, in cells; what is not said takes the rest."""

    agenda_height: int
    """Lines of the agenda, which is as wide as the terminal."""
    caption_height: int
    """Lines about what is under the cursor."""
    middle_height: int
    """Lines of the weeks, and of the year beside them."""
    findings_height: int
    """Lines of the findings."""
    weeks_width: int
    """Cells of the weeks."""
    totals_width: int
    """Cells of the totals at the right of year and findings; 0 where there is no room."""


def has_room(columns: int, lines: int) -> bool:
    """Say whether the dashboard can be shown on a terminal of a size."""
    return columns >= LEAST[0] and lines >= LEAST[1]


def plan(columns: int, lines: int) -> Plan:
    """Return how to lay out the panels on a terminal of a size.

    `lines` are those of the terminal, of which three belong to its edges.
    """
    caption = 3 if lines >= 36 and columns < WIDE else 2
    middle = HEAD + max(weeks for least, weeks in _WEEKS if lines >= least)
    rest = lines - _EDGES - caption - middle
    agenda = rest * 2 // 3
    return Plan(
        agenda_height=agenda,
        caption_height=caption,
        middle_height=middle,
        findings_height=rest - agenda,
        weeks_width=CELLS + 1,
        totals_width=columns // 3 if columns >= WIDE else 0,
    )
