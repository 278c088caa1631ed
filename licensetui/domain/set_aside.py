"""Changes set aside, in words: they are in the history and not in the file."""

from __future__ import annotations

from collections.abc import Sequence

from licensetui.domain.counting import listed
from licensetui.domain.history import Entry
from licensetui.domain.moments import moment
from licensetui.domain.plain import plain

NOT_THERE = "not in the file"
"""What such a change is, in a list."""
_NAMED = 5
# So many numbers at most in one sentence.


def found(entries: Sequence[Entry]) -> str:
    """Return which changes are set aside, as a clause: `change 2 (...) is not in the file, ...`.

    There must be one.
    """
    newest = entries[-1]
    if len(entries) == 1:
        return f"{named(newest)} is {NOT_THERE}, but was saved (or almost saved)"
    numbers = listed([str(entry.number) for entry in entries], _NAMED)
    return (
        f"changes {numbers} are {NOT_THERE}, but were saved (or almost saved); "
        f"the newest is {named(newest)}"
    )


def named(entry: Entry) -> str:
    """Return a change with its label, and who made it when."""
    who = plain(entry.by)
    return f"change {entry.number} ({plain(entry.label)}, {moment(entry.at)} by {who})"


def remedy(entries: Sequence[Entry]) -> str:
    """Return what to do about changes set aside, as a sentence. There must be one."""
    if len(entries) == 1:
        number = str(entries[0].number)
        return f"licensetui redo {number} applies it, licensetui undo {number} discards it"
    return (
        "licensetui history lists them, licensetui redo NUMBER applies one, "
        "licensetui undo NUMBER discards one"
    )
