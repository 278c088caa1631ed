"""Markdown that shows every text as it is: nothing in a name is obeyed by whoever renders it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from licensetui.domain.plain import padded, plain, width

NOT_SAID = "(not set)"
"""What stands for a name that nobody stated."""
_ENTITIES = {"&": "&amp;", "<": "&lt;", ">": "&gt;"}
"""What begins HTML: not every renderer takes a backslash before it."""
_SPECIAL = re.compile(r"[&<>\\`*_\[\]|#~$]")


def as_text(text: str) -> str:
    """Return a text that a renderer shows as it is, on one line."""
    return _SPECIAL.sub(lambda found: _ENTITIES.get(found[0], f"\\{found[0]}"), plain(text))


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> list[str]:
    """Return the lines of a table, aligned in the source too; `head` and cells are plain texts.

    A head that begins with `>` stands, like its column, at the right.
    """
    right = [title.startswith(">") for title in head]
    titles = [as_text(title.removeprefix(">")) for title in head]
    lines = [titles, *([as_text(cell) for cell in row] for row in rows)]
    widths = [max(3, *(width(line[place]) for line in lines)) for place in range(len(head))]
    rule = [
        "-" * (size - 1) + ":" if at_right else "-" * size
        for size, at_right in zip(widths, right, strict=True)
    ]
    padded_lines = [
        [padded(*cell) for cell in zip(line, widths, right, strict=True)] for line in lines
    ]
    return [_row(line) for line in (padded_lines[0], rule, *padded_lines[1:])]


def _row(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cells)} |"
