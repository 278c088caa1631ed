"""An entry of the history in lines: as the detail pane shows it, and whole."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from licensetui.domain.history import Entry, History, RecordChange
from licensetui.domain.moments import brief_moment, moment
from licensetui.domain.portfolio import Portfolio
from licensetui.tui.aside_words import entry_line
from licensetui.tui.widgets.cells import fit, wrapped
from licensetui.wording.changes import CHANGED, FieldWords, field_words, outcome

LABEL = 14
"""Cells for the name of a field."""

Line = str | tuple[str, str]
"""A line, or the name of a field and what became of it."""


def brief_lines(
    entry: Entry, history: History, portfolio: Portfolio, today: date, width: int
) -> Iterator[Line]:
    """Yield what became of each field, and of which record where there are several.

    They are made as they are taken: an import has more than anybody looks at in passing.
    """
    yield from _state_lines(entry, history, today)
    is_alone = len(entry.records) == 1
    for change in entry.records:
        if not is_alone or outcome(change) != CHANGED:
            yield f"{outcome(change)} {change.kind.label} {change.name}"
        if is_alone or outcome(change) == CHANGED:
            yield from _field_lines(change, portfolio, width)
    if entry.overruled:
        yield _GIVEN_UP
        for change in entry.overruled:
            yield from _field_lines(change, portfolio, width)


def whole_lines(
    entry: Entry, history: History, portfolio: Portfolio, today: date, width: int
) -> list[str]:
    """Return everything about an entry, in lines of at most `width` cells."""
    lines = [f"Change {entry.number}   {moment(entry.at)}   {entry.by}"]
    lines += wrapped(entry.label, width)
    lines += _state_lines(entry, history, today)
    for change in entry.records:
        lines += _record_lines(change, portfolio, width)
    if entry.overruled:
        lines += ["", _GIVEN_UP]
        for change in entry.overruled:
            lines += _record_lines(change, portfolio, width)
    return lines


_GIVEN_UP = "Overruled by what another session saved:"


def _state_lines(entry: Entry, history: History, today: date) -> Iterator[str]:
    """Yield whether an entry is undone, and what it undid itself."""
    if history.is_aside(entry.number):
        yield entry_line(entry, history)
    elif taken := history.undone_by(entry.number):
        at = brief_moment(taken.at, today)
        yield f"Undone {at} by {taken.by} (change {taken.number})"
    if entry.reverts is not None:
        before = history.entry(entry.reverts)
        of = f", of {brief_moment(before.at, today)} by {before.by}" if before else ""
        if before and history.is_aside(entry.reverts):
            yield f"Leaves out change {entry.reverts}{of}"
        else:
            yield f"Undoes change {entry.reverts}{of}"
    if entry.applies is not None:
        yield f"Brings in change {entry.applies}, which the file did not have"


def _record_lines(change: RecordChange, portfolio: Portfolio, width: int) -> Iterator[str]:
    yield ""
    title = f"{change.kind.label.capitalize()} {change.name}   {outcome(change)}, id {change.id}"
    yield from wrapped(title, width)
    for label, text in _field_lines(change, portfolio, width - 2):
        yield f"  {label}{text}"


def _field_lines(
    change: RecordChange, portfolio: Portfolio, width: int
) -> Iterator[tuple[str, str]]:
    room = max(width - LABEL - 1, 10)
    for words in field_words(change, portfolio):
        label = words.label
        for text in _texts(words, room, has_sign=outcome(change) == CHANGED):
            for part in wrapped(text, room):
                yield f"{fit(label, LABEL)} ", part
                label = ""


def _texts(words: FieldWords, room: int, *, has_sign: bool) -> Iterable[str]:
    """Return before and after of a field: in one line if both fit, else each in its own."""
    before, after = words.before, words.after
    plus, minus = ("+ ", "- ") if has_sign else ("", "")
    if before is None:
        return (f"{plus}{words.place}{after}",)
    if after is None:
        return (f"{minus}{words.place}{before}",)
    together = words.pair
    if len(wrapped(together, room)) == 1:
        return (together,)
    return (f"- {words.place}{before}", f"+ {words.place}{after}")
