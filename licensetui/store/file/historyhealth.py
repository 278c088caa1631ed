"""The health of a history: it can be read, and tells of the file that is there."""

from __future__ import annotations

from collections.abc import Iterator

from licensetui.domain import set_aside
from licensetui.domain.history import History
from licensetui.store.author import described
from licensetui.store.check import Check, State, limited
from licensetui.store.errors import UnreadableError
from licensetui.store.file.filesystem import unread
from licensetui.store.file.historyline import rewritten
from licensetui.store.file.present import Present
from licensetui.store.file.tablefile import TableFile


def history_checks(file: TableFile, found: Present) -> Iterator[Check]:
    """Yield what there is to say of the history of a file."""
    generation = found.version.contents.generation
    try:
        history = file.told()
        content = file.beside.gate.read(file.history.path)
    except UnreadableError as error:
        yield unread("history", error)
        return
    if content is None or not content[0]:
        if generation and not found.problem:
            yield Check("history", "none", State.DOUBTFUL, "It begins again with the next save.")
        return
    count = len(history.all)
    yield Check("history", f"{count} changes; {described(file.history.path)}")
    damaged = content[0].count(b"\n") - rewritten(content[0], lambda line: line).count(b"\n")
    if damaged:
        yield Check(
            "history",
            f"{damaged} of its lines cannot be read, so what they told is not shown",
            State.DAMAGED,
            "The records themselves are not concerned, but look after the disk.",
        )
    if found.problem:
        return
    yield from _set_aside(history)
    last = history.entries[-1].number if history.entries else 0
    if last < generation:
        text = f"it goes up to change {last}, the file is at {generation}"
        yield Check("history", text, State.DOUBTFUL, "What is missing cannot be undone.")


def _set_aside(history: History) -> Iterator[Check]:
    """Yield the changes that are not in the file, the oldest first, and why that may be."""
    why = "an older version of the file was put back, or a session was killed as it saved"
    yield from limited(
        [
            Check(
                "history",
                f"{set_aside.found([entry])}: {why}",
                State.DOUBTFUL,
                f"{set_aside.remedy([entry])}.",
            )
            for entry in history.unsettled
        ]
    )
