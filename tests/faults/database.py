"""A database that writers fill while it is in trouble, and what must be in it afterwards."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from functools import partial
from pathlib import Path

import psycopg

from licensetui.domain.change import Change
from licensetui.domain.portfolio import Portfolio
from licensetui.store.errors import (
    LockedError,
    NotSavedError,
    StoreError,
    UnconfirmedError,
    UnreachableError,
)
from licensetui.store.file.moving import FileEnd
from licensetui.store.file.tablefile import TableFile
from licensetui.store.moving import move
from licensetui.store.postgres.address import Address
from licensetui.store.postgres.connection import Database
from licensetui.store.postgres.moving import DatabaseEnd
from licensetui.store.postgres.pgstore import PostgresStore
from licensetui.store.postgres.schema import grants
from licensetui.store.store import Saved, Store
from tests.faults import writers
from tests.faults.files import new_file
from tests.faults.outcome import Tally, Wrong
from tests.faults.writers import Model, Writer
from tests.postgres.cluster import Cluster, until
from tests.postgres.programs import USER

EDITOR = "anna"
"""The role of all writers, who may save and own nothing."""
_ERRORS = (UnconfirmedError, NotSavedError, UnreachableError, LockedError)
"""What a user answers by saving again."""
_PATIENCE = 40.0
"""Seconds after which a user gives up."""
_PAUSE = 0.05


def stubborn(store: Store, change: Change) -> Saved:
    """Save a change as a user does: again, until it is said to be there."""
    until = time.monotonic() + _PATIENCE
    while True:
        try:
            return store.commit(change)
        except _ERRORS:
            if time.monotonic() > until:
                raise
            time.sleep(_PAUSE)


def database_of(cluster: Cluster, name: str, user: str = USER, wait: float = 5.0) -> Database:
    """Return how a user reaches a database, whichever server leads."""
    return Database(Address.of(cluster.address(name, user)), wait=wait)


class Life:
    """A database of its own, from its beginning through several troubles."""

    def __init__(self, cluster: Cluster, name: str, place: Path, documents: int = 20) -> None:
        """Make and fill it. `place` is an empty directory."""
        self._cluster = cluster
        self.name = name
        """The name of the database."""
        self._path = new_file(place, documents)
        ask = cluster.primary.ask
        if (EDITOR,) not in ask("SELECT rolname FROM pg_roles"):
            ask(f"CREATE ROLE {EDITOR} LOGIN")
        ask(f"CREATE DATABASE {name}")
        move(FileEnd(TableFile(self._path), str(self._path)), DatabaseEnd(self.of(USER)))
        for statement in grants(EDITOR, editor=True):
            ask(statement, name)
        self.start = self._now()
        """What is in it at the start."""
        self._model = Model(self.start)
        self._first = len(self._opened().history().entries)
        self._next: Counter[int] = Counter()
        self.untold = 0
        """How many changes are there of which nobody was told."""

    def of(self, user: str = EDITOR, wait: float = 5.0) -> Database:
        """Return how a user reaches it, whichever server leads."""
        return database_of(self._cluster, self.name, user, wait)

    def at(self, port: int) -> Database:
        """Return how a writer reaches it through a port of this machine."""
        return Database(Address.of(f"postgresql://{EDITOR}@127.0.0.1:{port}/{self.name}"))

    @contextmanager
    def working(
        self,
        number: int,
        database: Database,
        tally: Tally,
        sabotage: Callable[[], None] | None = None,
    ) -> Iterator[list[Writer]]:
        """Let writers save until the end, which kills them.

        Then what they were told must be there, once, and nothing else.
        """
        alive = [
            writers.start(
                writer, self._next[writer] + 1, partial(_patient, database), sabotage, stubborn
            )
            for writer in range(number)
        ]
        try:
            yield alive
        finally:
            for writer in alive:
                writer.kill()
            for writer in alive:
                writer.collect()
        # What a writer has sent before it was killed, its server still does.
        until(lambda: not self._is_used(), f"nobody saves in {self.name}")
        try:
            self._note(alive, tally)
            self._check(tally)
        except StoreError as error:
            tally.add(Wrong.UNREADABLE, repr(error))

    def wait_for(self, changes: int) -> None:
        """Wait until the writers have saved some more."""
        goal = self._generation() + changes
        until(lambda: self._generation() >= goal, f"{self.name} has change {goal}")

    def _generation(self) -> int:
        """Return the number of the last change, 0 while nobody answers."""
        with suppress(psycopg.OperationalError):
            asked = self._cluster.primary.ask("SELECT generation FROM licensetui.head", self.name)
            return int(asked[0][0])
        return 0

    def _is_used(self) -> bool:
        if not self._cluster.primary.answers():
            return True
        asked = self._cluster.primary.ask("SELECT usename, datname FROM pg_stat_activity")
        return (EDITOR, self.name) in asked

    def _note(self, dead: list[Writer], tally: Tally) -> None:
        found = self._now()
        for writer in dead:
            if writer.complaint:
                tally.add(Wrong.UNTRUE, f"writer {writer.number}: {writer.complaint}")
            tally.confirmed += len(writer.confirmed)
            own = found.license(writer.number + 1)
            for number in writer.begun:
                self._next[writer.number] = number
                is_confirmed = number in writer.confirmed
                if is_confirmed or (own and own.server_id == str(number)):
                    self._model.apply(writer.number, number)
                    self.untold += not is_confirmed
                if is_confirmed and number % 3 == 0:
                    name = writers.added(writer.number, number).name
                    self._model.ids[name] = writer.confirmed[number]

    def _check(self, tally: Tally) -> None:
        store = self._opened()
        for what in self._model.differences(store.portfolio):
            tally.add(Wrong.LOST, what)
        entries = store.history().entries
        numbers = [entry.number for entry in entries]
        if numbers != list(range(1, len(numbers) + 1)):
            tally.add(Wrong.LOST, f"history: numbers {numbers[-5:]}")
        seen = Counter(entry.label for entry in entries[self._first :])
        for missing in self._model.labels - set(seen):
            tally.add(Wrong.LOST, f"history: {missing} is missing")
        for extra in set(seen) - self._model.labels:
            tally.add(Wrong.LOST, f"history: {extra} never happened")
        for twice in (name for name, times in seen.items() if times > 1):
            tally.add(Wrong.LOST, f"history: {twice} stands there twice")

    def _now(self) -> Portfolio:
        return self._opened().portfolio

    def _opened(self) -> PostgresStore:
        """Open it, as soon as the server lets us."""
        return _patient(self.of())


def _patient(database: Database) -> PostgresStore:
    until = time.monotonic() + _PATIENCE
    while True:
        try:
            return PostgresStore.open(database)
        except UnreachableError:
            if time.monotonic() > until:
                raise
            time.sleep(_PAUSE)
