"""Eight sessions on twenty records: each field holds its last confirmed value, no conflict unseen.

Every value is written once in the whole run. So each confirmed edit of a field says which value its
author had seen there and which it left, and if nothing was lost, the edits of one field make a
single chain: from the value at the start, each value replaced once, to the value at the end. An
edit over a value that its author had never seen would make the chain fork.
"""

from __future__ import annotations

import os
import random
import time
import traceback
from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import replace
from functools import partial
from typing import Any

import msgspec

from licensetui.domain.change import Change, Edit
from licensetui.domain.history import Entry
from licensetui.domain.license import License
from licensetui.domain.merge import Conflict, resolved
from licensetui.domain.portfolio import Portfolio
from licensetui.store.errors import ConflictError
from licensetui.store.file.filestore import FileStore
from licensetui.store.store import Store
from tests.faults.files import leftovers, new_file, opened
from tests.faults.outcome import Run, Tally, Wrong

_SESSIONS, _EDITS, _RECORDS = 8, 60, 20
_FIELDS = ("sen", "organization", "site", "server_id", "partner", "notes")


class _Step(msgspec.Struct, frozen=True):
    """What became of one field by one confirmed change."""

    number: int | None
    """Number of the change."""
    record: int
    """Id of the license."""
    field: str
    """Name of the field."""
    seen: str
    """The value that the author saw before."""
    left: str
    """The value afterwards; or for a value that was given up, that value."""


class Said(msgspec.Struct):
    """What a session tells at its end."""

    edits: list[_Step] = []
    """Confirmed edits."""
    given_up: list[_Step] = []
    """Values that the user gave up for those of another session."""
    changes: int = 0
    """How many changes were confirmed."""
    conflicts: int = 0
    """How often a conflict was shown."""
    complaints: list[str] = []
    """What should not have been so."""


def run(run: Run) -> Tally:
    """Let all sessions edit at once, and follow the chain of each field."""
    tally, conflicts = Tally("sessions"), 0
    for number in range(run.of(4, 60)):
        if run.is_over:
            break
        path = new_file(run.directory(str(number)), _RECORDS)
        start = FileStore.open(path)
        before = len(start.history().entries)
        said = together(partial(FileStore.open, path, wait=60), f"{run.seed} {number}")
        tally.tries += _SESSIONS * _EDITS
        tally.confirmed += said.changes
        conflicts += said.conflicts
        for complaint in said.complaints:
            tally.add(Wrong.UNTRUE, complaint)
        store = opened(path, tally, "after all sessions")
        if store:
            follow(start.portfolio, store, said, store.history().entries[before:], tally)
        for name in leftovers(path):
            tally.add(Wrong.LEFT, name)
    tally.notes.append(f"{conflicts:,} conflicts shown and settled")
    if not conflicts:
        tally.add(Wrong.UNTRUE, "no conflict came about: the sessions were not at work together")
    return tally


def follow(
    start: Portfolio, end: Store, said: Said, entries: Iterable[Entry], tally: Tally
) -> None:
    """See that nothing is lost, and that the new `entries` of the history are what happened."""
    _follow(start, end.portfolio, said.edits, tally)
    _check_history(entries, said, tally)


def _follow(start: Portfolio, end: Portfolio, edits: Iterable[_Step], tally: Tally) -> None:
    """See that the confirmed edits of each field make one chain from its start to its end."""
    chains: dict[tuple[int, str], dict[str, str]] = defaultdict(dict)
    for step in edits:
        chain = chains[step.record, step.field]
        if step.seen in chain:
            both = f"{chain[step.seen]!r} and, unseen, by {step.left!r}"
            tally.add(Wrong.LOST, f"{step.record} {step.field}: {step.seen!r} replaced by {both}")
        chain[step.seen] = step.left
    for license in start.licenses:
        for field in _FIELDS:
            chain, value, length = chains[license.id, field], getattr(license, field), 0
            while value in chain and length < len(chain):
                value, length = chain[value], length + 1
            found = getattr(end.license(license.id), field, None)
            if length != len(chain) or value != found:
                what = f"{found!r} in the file, {value!r} after {length} of {len(chain)} edits"
                tally.add(Wrong.LOST, f"license {license.id} {field}: {what}")


def _check_history(entries: Iterable[Entry], said: Said, tally: Tally) -> None:
    """See that the history has what was confirmed, what was given up, and nothing else."""
    entries = list(entries)
    if len(entries) != said.changes:
        tally.add(Wrong.LOST, f"history: {len(entries)} of {said.changes} changes")
    told = {
        _Step(entry.number, change.id, field, (change.before or {}).get(field, ""), value)
        for entry in entries
        for change in entry.records
        for field, value in (change.after or {}).items()
    }
    for step in told ^ set(said.edits):
        what = "never happened" if step in told else "is missing"
        tally.add(Wrong.LOST, f"history: {step} {what}")
    given_up = {
        _Step(entry.number, change.id, field, "", value)
        for entry in entries
        for change in entry.overruled
        for field, value in (change.after or {}).items()
    }
    for step in given_up ^ set(said.given_up):
        what = "never happened" if step in given_up else "is missing"
        tally.add(Wrong.LOST, f"history: giving up {step} {what}")


def together(open: Callable[[], Store], seed: str) -> Said:
    """Run all sessions at once, and return what they say together."""
    sessions, together = [], Said()
    for session in range(_SESSIONS):
        read, write = os.pipe()
        child = os.fork()
        if child == 0:
            os.close(read)
            _Session(open, session, seed).be(write)
        os.close(write)
        sessions.append((child, read))
    for child, read in sessions:
        with os.fdopen(read, "rb") as pipe:
            said = msgspec.json.decode(pipe.read(), type=Said)
        os.waitpid(child, 0)
        together.edits += said.edits
        together.given_up += said.given_up
        together.complaints += said.complaints
        together.changes += said.changes
        together.conflicts += said.conflicts
    return together


class _Session:
    """A user who looks, types for a while, saves, and settles conflicts one way or the other."""

    def __init__(self, open: Callable[[], Store], number: int, seed: str) -> None:
        self._open = open
        self._name = f"session {number}"
        self._chance = random.Random(f"{seed} {number}")  # noqa: S311
        self._said = Said()

    def be(self, answer: int) -> None:
        """Make all edits, and tell what came of it. Never returns."""
        try:
            store = self._open()
            for edit in range(_EDITS):
                self._edit(store, f"{self._name} edit {edit}")
        except BaseException:
            self._said.complaints.append(traceback.format_exc())
        finally:
            with os.fdopen(answer, "wb") as pipe:
                pipe.write(msgspec.json.encode(self._said))
            os._exit(0)

    def _edit(self, store: Store, label: str) -> None:
        chance = self._chance
        if chance.random() < 0.5:
            store.refresh()
        edits = []
        for id in chance.sample(range(1, _RECORDS + 1), chance.choice((1, 1, 2))):
            before = store.portfolio.license(id)
            assert before is not None
            chosen = chance.sample(_FIELDS, chance.choice((1, 1, 2, 3)))
            values: Any = {field: f"{label} {field}" for field in chosen}
            edits.append(Edit(before, replace(before, **values)))
        time.sleep(chance.uniform(0, 0.02))
        self._save(store, Change(label, tuple(edits)))

    def _save(self, store: Store, change: Change) -> None:
        given_up: dict[tuple[int, str], str] = {}
        while True:
            try:
                number = store.commit(change).number
            except ConflictError as error:
                change = self._settled(store, change, error, given_up)
            else:
                break
        self._said.changes += number is not None
        self._said.given_up += [
            _Step(number, id, field, "", value) for (id, field), value in given_up.items()
        ]
        self._said.edits += [
            _Step(number, edit.id, field, getattr(edit.before, field), getattr(edit.after, field))
            for edit in change.licenses
            for field in _FIELDS
            if getattr(edit.before, field) != getattr(edit.after, field)
        ]

    def _settled(
        self,
        store: Store,
        change: Change,
        error: ConflictError,
        given_up: dict[tuple[int, str], str],
    ) -> Change:
        """Return a refused change as the user settles it: here mine, there theirs."""
        self._said.conflicts += 1
        mine: dict[int, list[str]] = {}
        conflicts = [found for found in error.conflicts if isinstance(found.shown, License)]
        for conflict in conflicts:
            id = conflict.shown.id
            self._check(store, change, conflict)
            mine[id] = [field for field in conflict.fields if self._chance.random() < 0.5]
            given_up |= {
                (id, field): getattr(conflict.mine, field)
                for field in conflict.fields
                if field not in mine[id]
            }
        return resolved(change, conflicts, lambda conflict: mine[conflict.shown.id])

    def _check(self, store: Store, change: Change, conflict: Conflict[Any]) -> None:
        """See that a conflict shows both sides, and just the fields that both changed."""
        id = conflict.shown.id
        edit = next(edit for edit in change.licenses if edit.id == id)
        theirs = store.portfolio.license(id)
        both = {
            field
            for field in _FIELDS
            if getattr(edit.before, field)
            not in (getattr(edit.after, field), getattr(theirs, field))
        }
        sides = (conflict.before, conflict.mine, conflict.theirs)
        if sides != (edit.before, edit.after, theirs) or set(conflict.fields) != both:
            self._said.complaints.append(f"shown {conflict.fields} where both changed {both}")
