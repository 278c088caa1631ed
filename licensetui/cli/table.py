"""Tables and JSON lines: how lists are printed."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from licensetui.cli.context import Context
from licensetui.domain.plain import cropped, padded, plain, width

WIDEST = 60
"""Cells a column takes at most; `--json` prints everything."""


def print_table(context: Context, head: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    """Print rows under a head; a column whose head begins with `>` stands at the right."""
    right = [title.startswith(">") for title in head]
    titles = [title.removeprefix(">") for title in head]
    lines = [titles, *([cropped(plain(cell), WIDEST) for cell in row] for row in rows)]
    widths = [max(width(line[place]) for line in lines) for place in range(len(head))]
    for line in lines:
        cells = (
            padded(cell, size, at_right)
            for cell, size, at_right in zip(line, widths, right, strict=True)
        )
        context.say("  ".join(cells).rstrip())


def iso(day: date | None) -> str | None:
    """Return a day as JSON has it: `2026-12-01`, or nothing."""
    return day.isoformat() if day else None


def print_json(context: Context, record: dict[str, Any]) -> None:
    """Print one object on one line, readable as UTF-8 where the output and the text allow it."""
    text = json.dumps(record, ensure_ascii=False)
    if plain(text) != text or not _fits(text, context):
        text = json.dumps(record)
    context.say(text)


def _fits(text: str, context: Context) -> bool:
    try:
        text.encode(context.out.encoding or "utf-8")
    except UnicodeEncodeError:
        return False
    return True
