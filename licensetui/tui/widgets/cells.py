"""Text in columns: what stands in a row of a list, fitted into the cells of a terminal."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from rich.cells import cell_len, chop_cells, set_cell_size

from licensetui.domain.milestones import Urgency
from licensetui.domain.plain import plain

WIDE = 180
"""Cells from which a list is wide: there is room beside the names."""


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


@dataclass(frozen=True)
class Column:
    """A column of a list."""

    title: str
    """Its heading."""
    width: int = 0
    """Cells it takes; 0 shares what the others leave."""
    wide: int = 0
    """Cells it takes where the list is wide; 0 for no more than otherwise."""
    right: bool = False
    """Whether its texts stand at the right."""
    snug: bool = False
    """Whether it takes in each row just what its text there needs."""
    only_above: int = 0
    """The list's width from which it is shown at all."""
    only_below: int = 0
    """The list's width from which it is not shown any more; 0 for never."""

    def is_shown(self, width: int) -> bool:
        """Say whether it is shown in a list of a width."""
        return width >= self.only_above and not 0 < self.only_below <= width


@dataclass(frozen=True)
class Cell:
    """The content of one column of one row."""

    text: str
    """The text, as it came: it is made harmless when drawn."""
    urgency: Urgency | None = None
    """Draws it in the color of this urgency."""


def fit(text: str, width: int, right: bool = False) -> str:
    """Return `text` in exactly `width` cells: cut with an ellipsis, or padded."""
    text = shortened(text, width)
    padding = " " * (width - cell_len(text))
    return padding + text if right else text + padding


def shortened(text: str, width: int) -> str:
    """Return `text` made harmless, and cut with an ellipsis to at most `width` cells."""
    text = plain(text)
    if cell_len(text) <= width:
        return text
    return set_cell_size(text, max(width - 1, 0)).rstrip() + "…" if width > 0 else ""


def wrapped(text: str, width: int) -> list[str]:
    """Return `text` made harmless, in lines of at most `width` cells, one at least."""
    lines, line = [], ""
    for word in plain(text).split():
        joined = f"{line} {word}" if line else word
        if cell_len(joined) <= width:
            line = joined
            continue
        if line:
            lines.append(line)
        *whole, line = chop_cells(word, max(width, 2))
        lines += whole
    return [*lines, line]


def title_line(title: str, width: int) -> str:
    """Return the line above a panel: its title in a rule across the whole width."""
    text = f"─ {plain(title)} "
    return fit(text, width) if cell_len(text) > width else text + "─" * (width - cell_len(text))


def column_widths(columns: Sequence[tuple[Column, Cell]], width: int) -> list[int]:
    """Return the cells each column of one row takes, one cell between two of them."""
    is_wide = width >= WIDE
    needed = [
        cell_len(plain(cell.text)) if column.snug else (is_wide and column.wide) or column.width
        for column, cell in columns
    ]
    rest = max(width - sum(needed) - max(len(columns) - 1, 0), 0)
    shares = sum(1 for taken in needed if not taken)
    part, extra = divmod(rest, shares) if shares else (0, 0)
    found = []
    for taken in needed:
        found.append(taken or part + (1 if extra > 0 else 0))
        extra -= not taken
    return found
