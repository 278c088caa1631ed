"""Tables and JSON lines: how lists are printed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from enum import IntEnum
from itertools import zip_longest
from typing import Any, NamedTuple

from licensetui.cli.context import Context
from licensetui.cli.fitting import cut_mark, cut_off, cut_within, in_lines
from licensetui.cli.registry import WRITE_JSON
from licensetui.domain.plain import padded, plain, width
from licensetui.door import load

WIDEST = 60
"""Cells to which other rows are padded; a longer text shifts what stands behind it."""
GAP = "  "
_LEAST = 20
"""Cells that a name keeps as long as another column can still leave."""
_NARROWEST = 6
"""Cells that it keeps in any case."""


class Cut(IntEnum):
    """How the texts of a column are made shorter; those that are cut first come first."""

    LINES = 0
    """Into lines, one below the other."""
    TEXT = 1
    """At the end."""
    ADDRESS = 2
    """In the middle."""
    NAME = 3
    """In the middle, when nothing else is left to cut."""
    NEVER = 4


class PrintedColumn(NamedTuple):
    """A column of a table, and what becomes of it where there is no room."""

    title: str
    cut: Cut = Cut.NEVER
    leaves: int = 0
    """When it leaves: 1 before 2; one of 0 stays."""
    at_right: bool = False
    least: int = _LEAST
    """Cells that it has as long as another column can still leave, if it is cut."""


def print_table(
    context: Context, columns: Sequence[PrintedColumn], rows: Iterable[Sequence[str]]
) -> None:
    """Print rows under a head: as wide as they are, or as the terminal is."""
    lines = [[column.title for column in columns], *([plain(cell) for cell in row] for row in rows)]
    whole = [max(map(width, cells)) for cells in zip(*lines, strict=True)]
    room = context.columns
    if room is None:
        _print(context, columns, lines, [min(size, WIDEST) for size in whole])
        return
    whole = [min(size, room) for size in whole]
    shown = _shown(columns, whole, room)
    kept = [columns[at] for at in shown]
    sizes = _sizes(kept, [whole[at] for at in shown], room)
    mark = cut_mark(context.out.stream, context.out.encoding)
    for line in lines:
        cells = [
            _fitted(line[at], column.cut, size, mark)
            for at, column, size in zip(shown, kept, sizes, strict=True)
        ]
        _print(context, kept, zip_longest(*cells, fillvalue=""), sizes)
    if left := [one.title for at, one in enumerate(columns) if at not in shown and one.title]:
        context.say(f"Not shown in {room} columns: {', '.join(left)}.")


def _shown(columns: Sequence[PrintedColumn], whole: Sequence[int], room: int) -> list[int]:
    """Return the places of the columns that are left once those of least worth have left."""
    shown = list(range(len(columns)))
    for at in sorted(shown, key=lambda at: columns[at].leaves):
        if _taken([_least(columns[x], whole[x]) for x in shown]) <= room:
            break
        if columns[at].leaves:
            shown.remove(at)
    return shown


def _taken(sizes: Sequence[int]) -> int:
    return sum(sizes) + len(GAP) * (len(sizes) - 1)


def _least(column: PrintedColumn, whole: int) -> int:
    return whole if column.cut is Cut.NEVER else min(whole, max(column.least, width(column.title)))


def _sizes(columns: Sequence[PrintedColumn], whole: Sequence[int], room: int) -> list[int]:
    """Return how many cells each column has: first texts become shorter, names last of all."""
    sizes = list(whole)
    over = _taken(sizes) - room
    for floors in (list(map(_least, columns, whole)), [_NARROWEST] * len(columns)):
        for cut in sorted(Cut):
            while over > 0 and (wide := _wide(columns, cut, sizes, floors)):
                sizes[max(wide, key=lambda at: sizes[at])] -= 1
                over -= 1
    return sizes


def _wide(
    columns: Sequence[PrintedColumn], cut: Cut, sizes: Sequence[int], floors: Sequence[int]
) -> list[int]:
    """Return the columns of a kind that can still become narrower."""
    if cut is Cut.NEVER:
        return []
    return [at for at, one in enumerate(columns) if one.cut is cut and sizes[at] > floors[at]]


def _fitted(text: str, cut: Cut, size: int, mark: str) -> list[str]:
    """Return a cell in the lines that it takes: one, but for a column of lines."""
    match cut:
        case Cut.LINES:
            return in_lines(text, size)
        case Cut.TEXT:
            return [cut_off(text, size, mark)]
        case Cut.ADDRESS | Cut.NAME:
            return [cut_within(text, size, mark)]
    return [text]


def _print(
    context: Context,
    columns: Sequence[PrintedColumn],
    lines: Iterable[Sequence[str]],
    sizes: Sequence[int],
) -> None:
    for line in lines:
        cells = (
            padded(cell, size, column.at_right)
            for cell, size, column in zip(line, sizes, columns, strict=True)
        )
        context.say_whole(GAP.join(cells).rstrip())


def iso(day: date | None) -> str | None:
    """Return a day as JSON has it: `2026-12-01`, or nothing."""
    return day.isoformat() if day else None


def print_json(context: Context, record: dict[str, Any]) -> None:
    """Print one object on one line, readable as UTF-8 where the output and the text allow it."""
    write = load(WRITE_JSON)
    text = write(record, ensure_ascii=False)
    if plain(text) != text or not _fits(text, context):
        text = write(record)
    context.say_whole(text)


def _fits(text: str, context: Context) -> bool:
    try:
        text.encode(context.out.encoding or "utf-8")
    except UnicodeEncodeError:
        return False
    return True
