"""Text in columns: what stands in a row of a list, fitted into the cells of a terminal."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from rich.cells import cell_len, chop_cells, set_cell_size
from rich.segment import Segment
from rich.style import Style

from licensetui.domain.milestones import Urgency
from licensetui.domain.plain import plain

WIDE = 180
"""Cells from which a list is wide: there is room beside the names."""
_RULE = re.compile("(─+)")
_DIM, _BOLD = Style(dim=True), Style(bold=True)
LEAST_CUT = 8
"""Cells from which both ends of a text are worth showing."""
PARTED = "   "
"""Stands between the parts of a title."""
GAP = 3
"""Cells at most between two columns, where there is room for all."""


def style_names(widget: str, *parts: str) -> set[str]:
    """Return the names of the styles of parts of a widget, and of those of each urgency."""
    return {f"{widget}--{part}" for part in (*parts, *(urgency.word for urgency in Urgency))}


def urgency_css(widget: str) -> str:
    """Return the colors of urgencies, to stand within the style of a widget."""
    return f"""
        &> .{widget}--overdue {{ color: $text-error; text-style: bold; }}
        &> .{widget}--urgent {{ color: $text-warning; }}
        &> .{widget}--soon {{ color: $text-secondary; }}
        &> .{widget}--later {{ color: $foreground; }}
    """


class Column(NamedTuple):
    """A column of a list."""

    title: str
    """Its heading."""
    width: int = 0
    """Cells it takes at least; 0 shares what the others leave."""
    most: int = 0
    """Cells up to which it grows if its texts need them; 0 for no more than `width`."""
    rank: int = 0
    """Where there is no room, the column of the highest rank leaves first; 0 for never."""
    is_extra: bool = False
    """Whether it is shown only where all columns of lower ranks have what their texts need."""
    right: bool = False
    """Whether its texts stand at the right."""
    middle: bool = False
    """Whether its texts are cut in the middle: names, whose ends tell them apart."""
    tight: bool = False
    """Whether the next column follows without a cell between."""
    snug: bool = False
    """Whether it takes in each row just what its text there needs, of the one before it that may
    grow or shares."""
    wide: int = 0
    """Cells it takes where the list is wide; 0 for no more than otherwise."""
    only_above: int = 0
    """The list's width from which it is shown at all."""

    def is_shown(self, width: int) -> bool:
        """Say whether it may be shown in a list of a width."""
        return width >= self.only_above


class Cell(NamedTuple):
    """The content of one column of one row."""

    text: str
    """The text, as it came: it is made harmless when drawn."""
    urgency: Urgency | None = None
    """Draws it in the color of this urgency."""


def fit(text: str, width: int, right: bool = False, middle: bool = False) -> str:
    """Return `text` in exactly `width` cells: cut with an ellipsis, or padded."""
    text = (cut_within if middle else shortened)(text, width)
    padding = " " * (width - cell_len(text))
    return padding + text if right else text + padding


def shortened(text: str, width: int) -> str:
    """Return `text` made harmless, and cut with an ellipsis to at most `width` cells."""
    text = plain(text)
    if cell_len(text) <= width:
        return text
    return set_cell_size(text, max(width - 1, 0)).rstrip() + "…" if width > 0 else ""


def cut_within(text: str, width: int) -> str:
    """Return `text` made harmless, and cut in the middle to at most `width` cells.

    Names that begin alike are told by their ends: `Confluence D…SEN-1002`.
    """
    text = plain(text)
    if cell_len(text) <= width:
        return text
    if width < LEAST_CUT:
        return shortened(text, width)
    head = set_cell_size(text, width // 2).rstrip()
    tail = text[-width:]
    while tail and (cell_len(tail) > width - cell_len(head) - 1 or not cell_len(tail[0])):
        tail = tail[1:]
    return f"{head}…{tail.lstrip()}"


def told_apart(texts: Iterable[str], width: int) -> dict[str, str]:
    """Return, of texts that `cut_within` would make the same, how each is cut where they differ.

    `Jira Service Management, Lyon (Data Center)` becomes `Jira Servi…Lyon (Data Center)`.
    """
    alike: dict[str, list[str]] = {}
    for text in dict.fromkeys(map(plain, texts)):
        if cell_len(text) > width:
            alike.setdefault(cut_within(text, width), []).append(text)
    return {
        text: _cut_before(text, max(_common(text, x) for x in same if x is not text), width)
        for same in alike.values()
        if len(same) > 1
        for text in same
    }


def _common(one: str, other: str) -> int:
    """Return how many characters two texts begin with alike."""
    pairs = zip(one, other, strict=False)
    return next((i for i, (a, b) in enumerate(pairs) if a != b), min(len(one), len(other)))


def _cut_before(text: str, place: int, width: int) -> str:
    """Return a text cut so that the word at a place is still seen."""
    start = text.rfind(" ", 0, place) + 1
    tail = text[start : start + width]
    head = set_cell_size(text[:start], max(width - cell_len(tail) - 1, width // 4)).rstrip()
    return shortened(f"{head}…{tail}", width)


def wrapped(text: str, width: int) -> list[str]:
    """Return `text` made harmless, in lines of at most `width` cells, one at least.

    Within a line its parts stay as far apart as they were.
    """
    lines, line = [], ""
    for part in plain(text).split(PARTED):
        gap = PARTED
        for word in part.split():
            joined = f"{line}{gap}{word}" if line else word
            gap = " "
            if cell_len(joined) <= width:
                line = joined
                continue
            if line:
                lines.append(line)
            *whole, line = chop_cells(word, max(width, 2))
            lines += whole
    return [*lines, line]


def folded_to(text: str, width: int, most: int) -> list[str]:
    """Return `text` made harmless, in so many lines at most; the last one is cut if it must be."""
    lines = wrapped(text, width)
    if len(lines) > most:
        lines[most - 1 :] = [shortened(" ".join(lines[most - 1 :]), width)]
    return lines


def whole_parts(title: str, width: int) -> str:
    """Return those parts of a title, three blanks between them, that are whole in its rule."""
    parts = plain(title).split(PARTED)
    while len(parts) > 1 and cell_len(PARTED.join(parts)) > width - 4:
        parts.pop()
    return PARTED.join(parts)


def title_line(title: str, width: int) -> str:
    """Return the line above a panel: its title in a rule across the whole width."""
    text = f"─ {plain(title)} "
    return fit(text, width) if cell_len(text) > width else text + "─" * (width - cell_len(text))


def ruled(line: str, style: Style) -> list[Segment]:
    """Return a line above a panel as it is drawn: its title bold, the rule dim beside it."""
    parts = (part for part in _RULE.split(line) if part)
    return [Segment(part, style + (_DIM if _RULE.match(part) else _BOLD)) for part in parts]


class Layout(NamedTuple):
    """The columns that a list has room for, and the cells they take."""

    places: tuple[int, ...]
    """Which columns are shown, in order."""
    widths: tuple[int, ...]
    """The cells of each of them; 0 for one that takes what its text in a row needs."""
    gap: int
    """Cells between two columns."""

    def spaces(self, columns: Sequence[Column], cells: Sequence[Cell]) -> Iterator[tuple[int, int]]:
        """Yield place and cells of each column that one row shows."""
        found: dict[int, int] = {}
        giver = -1  # the last column whose cells are not fixed
        for place, width in zip(self.places, self.widths, strict=True):
            column = columns[place]
            if not column.snug:
                found[place] = width
                giver = place if column.most or not column.width else giver
            elif text := plain(cells[place].text):
                found[place] = cell_len(text)
                if giver >= 0:
                    found[place] = min(found[place], max(found[giver] - self.gap - 1, 0))
                    found[giver] -= found[place] + self.gap
        yield from found.items()


def laid_out(columns: Sequence[Column], width: int, longest: Mapping[str, int]) -> Layout:
    """Return the columns for which a list of a width has room.

    `longest` tells, by their titles, how many cells the longest texts of columns need; one without
    any text leaves if it may. Where there is no room the least worthy columns leave, before
    any other gets less than its `width`; what is left over makes texts whole in order of worth,
    and then sets the columns apart.
    """
    places = [
        i
        for i, column in enumerate(columns)
        if column.is_shown(width) and (longest.get(column.title) != 0 or not column.rank)
    ]
    wanted = {i: _wanted(columns[i], width, longest) for i in places}
    least = {i: min(_least(columns[i], width), wanted[i]) for i in places}

    def taken(cells: Mapping[int, int], gap: int) -> int:
        kept = [columns[i] for i in places if not columns[i].snug]
        gaps = sum(gap for column in kept[:-1] if not column.tight)
        return sum(cells[i] for i in places) + gaps

    while taken(least, 1) > width and (free := [i for i in places if columns[i].rank]):
        places.remove(max(free, key=lambda i: (columns[i].rank, i)))
    for i in sorted((i for i in places if columns[i].is_extra), key=lambda i: columns[i].rank):
        later = {j for j in places if columns[j].rank > columns[i].rank}
        cells = {j: 0 if j in later else least[j] if j == i else wanted[j] for j in places}
        if taken(cells, 1) - len(later) > width:
            places.remove(i)
    rest = width - taken(least, 1)
    cells = dict(least)
    for i in sorted(places, key=lambda i: columns[i].rank):
        more = min(wanted[i] - cells[i], rest)
        if columns[i].most and (rest < 0 or more > 0):
            more = max(more, 1 - cells[i])
            cells[i] += more
            rest -= more
    sharing = [i for i in places if not columns[i].width and not columns[i].snug]
    for turn, i in enumerate(sharing):
        part = max(rest, 0) // (len(sharing) - turn)
        cells[i] += part + (1 if max(rest, 0) % (len(sharing) - turn) else 0)
        rest -= cells[i]
    gap = next((gap for gap in range(GAP, 1, -1) if taken(cells, gap) <= width), 1)
    return Layout(tuple(places), tuple(cells[i] for i in places), gap)


def _least(column: Column, width: int) -> int:
    return 0 if column.snug else (width >= WIDE and column.wide) or column.width


def _wanted(column: Column, width: int, longest: Mapping[str, int]) -> int:
    most = max(column.most, _least(column, width))
    return min(max(longest.get(column.title, most), cell_len(column.title)), most)
