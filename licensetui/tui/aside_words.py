"""Changes that are set aside, as the screens say them."""

from __future__ import annotations

from collections.abc import Sequence

from licensetui.domain.counting import by_count
from licensetui.domain.history import Entry, History
from licensetui.tui.commands.everywhere import REDO, SHOW_HISTORY, UNDO

SET_ASIDE = "set aside"
"""What such a change is, in a column of nine cells, and the filter that leaves only these."""


def news(entries: Sequence[Entry]) -> str:
    """Return in a sentence that changes are set aside, and where to see them. There must be one."""
    return by_count(
        len(entries),
        "Change {number} is in the history and not in the file. {key} lists it.",
        "{count} changes are in the history and not in the file. {key} lists them.",
        number=entries[0].number,
        key=SHOW_HISTORY.key,
    )


def put_back(entries: Sequence[Entry]) -> str:
    """Return in a sentence that an older version stands there, and what it lacks."""
    if not entries:
        return "An older version is there now."
    return by_count(
        len(entries),
        "An older version is there now: change {number} is not in it. {key} lists it.",
        "An older version is there now: {count} changes are not in it. {key} lists them.",
        number=entries[0].number,
        key=SHOW_HISTORY.key,
    )


def state(entries: Sequence[Entry]) -> str:
    """Return how many are set aside, for the end of the status line; empty if none is."""
    return f"{len(entries)} {SET_ASIDE}: {SHOW_HISTORY.key}" if entries else ""


def entry_line(entry: Entry, history: History) -> str:
    """Return what became of a change that is set aside, and what to press."""
    if done := history.applied_by(entry.number):
        return f"Not in the file; brought in as change {done.number}"
    if taken := history.undone_by(entry.number):
        return f"Not in the file; left out by {taken.by}. {REDO.key} brings it in anyway"
    return f"Not in the file, but (nearly) saved. {REDO.key} brings it in, {UNDO.key} leaves it out"
