"""Lines of the screen that only stand elsewhere: the search for a scroll that saves the most.

As curses does it, but by slices of lines, since a scroll bar or a panel beside a list stays where
it is, and by what is saved.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from operator import is_not

from licensetui.domain.dataclass import dataclass
from licensetui.tui.terminal.glyphs import Glyph, Line

SLICE = 16
"""Cells that are looked for elsewhere together."""
WORTH = 30
"""Cells that a scroll must save: it takes 15 bytes, with what is moved and colored for it 30."""
_VOTES = 3
# Slices that must agree.
_TRIED = 2
# Shifts that are weighed.


@dataclass(frozen=True)
class Shift:
    """Lines that are best made of others which are shown already."""

    first: int
    """The first line that is made so."""
    last: int
    """The last one."""
    step: int
    """How many lines further down each is shown now; negative for further up."""

    @property
    def top(self) -> int:
        """The first line that takes part."""
        return min(self.first, self.first + self.step)

    @property
    def bottom(self) -> int:
        """The last line that takes part."""
        return max(self.last, self.last + self.step)


def best_shift(
    wanted: Sequence[Line], shown: Sequence[Line], changed: Sequence[int]
) -> Shift | None:
    """Return the shift that saves the most; None if none saves enough.

    `changed` are the lines that are not shown as they should be.
    """
    best, most = None, WORTH
    for step, votes in _votes(wanted, shown, changed).most_common(_TRIED):
        if votes < _VOTES:
            break
        shift, saved = _weighed(wanted, shown, step)
        if saved > most:
            best, most = shift, saved
    return best


def _votes(wanted: Sequence[Line], shown: Sequence[Line], changed: Sequence[int]) -> Counter[int]:
    """Count by how much slices of changed lines stand elsewhere; only such as stand once."""
    places: dict[tuple[int, tuple[Glyph | None, ...]], int | None] = {}
    for y, line in enumerate(shown):
        for x in range(0, len(line), SLICE):
            slice = x, tuple(line[x : x + SLICE])
            places[slice] = None if slice in places else y
    votes: Counter[int] = Counter()
    for y in changed:
        line = wanted[y]
        for x in range(0, len(line), SLICE):
            place = places.get((x, tuple(line[x : x + SLICE])))
            if place is not None and place != y:
                votes[place - y] += 1
    return votes


def _weighed(wanted: Sequence[Line], shown: Sequence[Line], step: int) -> tuple[Shift | None, int]:
    """Return the run of lines that gains the most by a step, and the cells that it saves."""
    height = len(wanted)
    as_it_is = [_differing(*lines) for lines in zip(wanted, shown, strict=True)]
    found, most, gained, first = None, 0, 0, 0
    for y in range(max(0, -step), min(height, height - step)):
        if gained <= 0:
            gained, first = 0, y
        gained += as_it_is[y] - _differing(wanted[y], shown[y + step])
        if gained > most:
            found, most = Shift(first, y, step), gained
    if found is None:
        return None, 0
    freed = (
        range(found.last + 1, found.last + 1 + step)
        if step > 0
        else range(found.first + step, found.first)
    )
    lost = sum(_drawn(wanted[y]) - as_it_is[y] for y in freed)
    return found, most - lost


def _differing(line: Line, other: Line) -> int:
    return 0 if line == other else sum(map(is_not, line, other))


def _drawn(line: Line) -> int:
    """Return how many cells of a line must be drawn if it is blank before."""
    return sum(what is not None and what.text != " " for what in line)
