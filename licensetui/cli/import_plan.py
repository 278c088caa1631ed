"""The plan of an import in print: what is odd first, then a few of each kind, then the counts.

What a good file would change fits a terminal; `--verbose` shows every row, and how it was read.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from licensetui.cli.context import Context
from licensetui.domain.counting import by_count, counted, listed, more
from licensetui.domain.plain import plain
from licensetui.imports.planned import (
    ImportPlan,
    PlannedContact,
    PlannedFile,
    PlannedRow,
    RowOutcome,
)

_ODD = 5
"""Of what is odd, so many are shown unless all are asked for."""
_SHOWN = {RowOutcome.NEW: 2, RowOutcome.CHANGED: 2, RowOutcome.TERM: 2, RowOutcome.REFUSED: 5}
"""Of the rows with an outcome."""
_LINES = 4
"""Lines of what changes in one row."""
_CONTACTS = 2
"""Contacts that are named."""
_NOTES = 5
"""Notes on a file."""
_ALL = 10**9
_MORE = "(--verbose shows all)"

Block = list[str]
"""Lines that stand together: the first is about what, the others say more of it."""
_TITLES = {
    RowOutcome.NEW: "New:",
    RowOutcome.CHANGED: "Changed:",
    RowOutcome.TERM: "More terms:",
    RowOutcome.REFUSED: "Rejected:",
}
"""The outcomes that are shown row by row, in this order."""


def print_plan(context: Context, plan: ImportPlan, *, is_verbose: bool) -> None:
    """Print a plan: at the end stands what it comes to."""
    for line in _lines(plan, is_verbose=is_verbose):
        context.say(plain(line))


def _lines(plan: ImportPlan, *, is_verbose: bool) -> Iterator[str]:
    yield from _section("To check:", [*_odd(plan)], _ALL if is_verbose else _ODD)
    for outcome, title in _TITLES.items():
        rows = [row for row in plan.rows if row.outcome is outcome]
        most = len(rows) if is_verbose else _SHOWN[outcome]
        blocks = [_row(row, is_verbose=is_verbose) for row in rows[:most]]
        yield from _section(title, blocks, most, len(rows))
    if is_verbose:
        noted = [row for row in plan.rows if row.outcome is RowOutcome.SAME and row.notes]
        yield from _section("Unchanged:", [_row(row, is_verbose=True) for row in noted], len(noted))
    yield from _contacts(plan.contacts, is_verbose=is_verbose)
    for file in plan.files:
        yield from _notes(plan, file, is_verbose=is_verbose)
    yield _counts(plan)
    if plan.effect:
        yield f"Result: {', '.join(counted(x, kind) for kind, x in plan.effect.items())}."


def _section(title: str, blocks: Sequence[Block], most: int, count: int = -1) -> Iterator[str]:
    """Yield a title with the first blocks below it, and how many more there are."""
    count = len(blocks) if count < 0 else count
    if not count:
        return
    yield title
    for first, *others in blocks[:most]:
        yield f"  {first}"
        yield from (f"      {line}" for line in others)
    if count > most:
        yield f"  {more(count - most)} {_MORE}"


def _odd(plan: ImportPlan) -> Iterator[Block]:
    """Yield what is worth a look, what refuses rows first."""
    for file in plan.files:
        of = f"{file.source}: " if len(plan.files) > 1 else ""
        for question in file.questions:
            if question.rows:
                answers = " or ".join(f"{question.option} {x}" for x, _ in question.choices)
                wait = by_count(question.rows, "1 row waits", "{count} rows wait")
                yield [f"{of}{question.text}", f"{wait} for an answer: {answers}"]
        yield from ([f"{of}{doubt}"] for doubt in file.doubts)
    for row in plan.rows:
        if row.doubts:
            yield [f"{row.place}: {row.what}", *row.doubts]
    for contact in plan.contacts:
        if contact.doubts:
            yield [f"{contact.place}: {contact.label}", *contact.doubts]


def _row(row: PlannedRow, *, is_verbose: bool) -> Block:
    says = f", {row.term}" if row.term and row.outcome is RowOutcome.NEW else ""
    changes = row.details
    if not is_verbose and len(changes) > _LINES:
        changes = (*changes[: _LINES - 1], more(len(changes) - _LINES + 1))
    lines = [f"{row.place}: {row.what}{says}", *filter(None, (row.reason, row.remedy)), *changes]
    if is_verbose:
        lines += [f"new contact {contact}" for contact in row.contacts]
        lines += [f"note: {note}" for note in row.notes]
    return lines


def _contacts(contacts: Sequence[PlannedContact], *, is_verbose: bool) -> Iterator[str]:
    if is_verbose:
        lines = ([f"{contact.place}: {contact.label}"] for contact in contacts)
        yield from _section("New contacts:", [*lines], _ALL)
    elif contacts:
        yield f"New contacts: {listed([contact.label for contact in contacts], _CONTACTS)}"


def _notes(plan: ImportPlan, file: PlannedFile, *, is_verbose: bool) -> Iterator[str]:
    of = f"{file.source}: " if len(plan.files) > 1 else ""
    notes: Iterable[str] = file.notes
    if not is_verbose:
        noted = sum(bool(row.notes) for row in file.rows)
        shown = file.notes if len(file.notes) <= _NOTES else file.notes[: _NOTES - 1]
        left = len(file.notes) - len(shown)
        rows = by_count(noted, "1 row has a note", "{count} rows have notes") if noted else ""
        rest = ", and ".join(filter(None, (f"{left} more" if left else "", rows)))
        notes = (*shown, f"{rest} {_MORE}") if rest else shown
    yield from (f"Note: {of}{note}" for note in notes)


def _counts(plan: ImportPlan) -> str:
    counts = []
    for outcome, count in plan.counts.items():
        if outcome is not RowOutcome.TERM:
            counts.append(f"{count} {outcome.word}")
        elif count:
            counts.append(counted(count, outcome.word))
    return f"{counted(len(plan.rows), 'row')}: {', '.join(counts)}"
