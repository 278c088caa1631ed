"""The store in a database: shared by machines, and safe when a server fails."""

from __future__ import annotations

import random
import time
import weakref
from collections.abc import Callable
from dataclasses import replace
from functools import cached_property
from itertools import count
from typing import TypeVar

import psycopg
from psycopg import errors as pg

from licensetui.domain.change import Change
from licensetui.domain.history import Entry, History
from licensetui.domain.portfolio import Portfolio
from licensetui.store.apply import Applied, applied
from licensetui.store.codec import CONTACTS, LICENSES, MAPPINGS
from licensetui.store.collector import without_collector
from licensetui.store.documents import former
from licensetui.store.errors import (
    ConflictError,
    LockedError,
    NotSavedError,
    ReadOnlyError,
    StoreError,
    UnconfirmedError,
    UnreachableError,
)
from licensetui.store.file.drafts import FileDrafts
from licensetui.store.memory import NoDrafts
from licensetui.store.postgres import past
from licensetui.store.postgres.connection import Connection, Database, first_line, is_lost, limited
from licensetui.store.postgres.draftplace import DraftPlace
from licensetui.store.postgres.known import Known, read_since
from licensetui.store.postgres.link import Link
from licensetui.store.postgres.opening import Opened, open_database, reached
from licensetui.store.postgres.past import Past
from licensetui.store.postgres.saving import (
    Answer,
    Attempt,
    Fate,
    check_durable,
    next_after,
    outcome_of,
    save,
)
from licensetui.store.postgres.watch import Watch
from licensetui.store.store import Drafts, Saved

_Answer = TypeVar("_Answer")
_LONGER = 0.002
"""Seconds by which a try that came too late may wait longer than the one before."""


class PostgresStore:
    """A portfolio in a database. Open one with `PostgresStore.open`."""

    @classmethod
    def open(cls, database: Database) -> PostgresStore:
        """Read a database.

        Raises `UnreachableError`, `UnreadableError` where there is nothing or nothing may be seen,
        `DamagedError` or `NewerError`.
        """
        return cls(database, open_database(database))

    def __init__(self, database: Database, opened: Opened) -> None:
        """Begin with what was read when it was opened."""
        self.title = database.title
        """The database and its servers."""
        self.author = opened.user
        """The user of the database."""
        self.went_back = False
        """Whether the last `refresh` that found something new found what had gone another way."""
        self._database = database
        self._known = opened.known
        self._why_read_only = opened.why_read_only
        self._link = Link(database.connect, opened.conn)
        self._watch: Watch | None = None
        self._past = Past()
        self._unsure: list[Attempt] = []
        # The changes whose answer was lost, until they are committed again.
        weakref.finalize(self, self._link.close)

    @property
    def is_writable(self) -> bool:
        """Whether changes can be saved at all."""
        return not self.why_read_only

    @property
    def is_doubtful(self) -> bool:
        """Whether it has moved: nobody writes there but this program."""
        return bool(self._known.head.moved)

    @property
    def why_read_only(self) -> str:
        """The reason why nothing can be saved, as a clause for the user; empty if it can."""
        return self._known.head.why_closed or self._why_read_only

    @cached_property
    def drafts(self) -> Drafts:
        """Drafts: typed and not saved, on this machine."""
        if self._why_read_only:
            return NoDrafts()
        return FileDrafts(DraftPlace(f"{self._database.address.mark}-{self._database.schema}"))

    @property
    def portfolio(self) -> Portfolio:
        """Everything as it was when last looked at or saved."""
        return self._known.portfolio

    def refresh(self) -> bool:
        """Take what the watch has read of the changes of others; say whether there is anything.

        The first call begins to watch. Raises `UnreachableError` as long as the server is gone, or
        another `StoreError` if what is there now cannot be read; `portfolio` stays as it was.
        """
        if self._watch is None:
            self._watch = Watch(self._database, _known_to(weakref.ref(self)))
            weakref.finalize(self, self._watch.close)
        if self._watch.trouble:
            raise self._unreachable(self._watch.trouble)
        if self._watch.problem:
            raise self._watch.problem
        before, ready = self._known, self._watch.ready
        if ready is None or ready.age < before.age:
            return False
        if ready.age == before.age and ready.head.moved == before.head.moved:
            return False
        self._take(ready)
        return True

    def expect_commit(self) -> object:
        """Make nothing ready: a commit waits for nothing that could be."""
        return None

    def commit(self, change: Change) -> Saved:
        """Save a change whole. When this returns it is on the server's disk, and so is its history.

        Raises `ConflictError` (and `portfolio` is what the other session has saved),
        `ReadOnlyError`, `LockedError`, `NotSavedError`, `NotDurableError` if a standby does not
        have it, or `UnconfirmedError` if the answer was lost: to commit an equal change again
        settles that.
        """
        if change.is_empty:
            return Saved(self.portfolio, {}, {})
        attempt = next((one for one in self._unsure if one.change == change), Attempt(change))
        self._unsure = [one for one in self._unsure if one is not attempt]
        try:
            if not attempt.is_doubtful:
                self._check_writable()
            return self._committed(attempt)
        except StoreError as error:
            if not attempt.is_doubtful:
                raise
            self._unsure.append(attempt)
            raise UnconfirmedError(
                f"NOT CONFIRMED: the answer of {self.title} was lost "
                f"({_clause(error, self.title)}). Nobody knows whether the change is saved: "
                "save again, and it will be there once"
            ) from error

    def begun(self) -> str:
        """Return the moment of the first change (ISO 8601, UTC); empty before there is one."""
        return self._known.head.begun

    def history(self) -> History:
        """Return all confirmed changes, or raise `UnreadableError`."""
        return self._asked(lambda conn: self._past.read(conn, self.title))

    def newest(self, after: int) -> tuple[Entry, ...]:
        """Return the changes above `after`, the last one after 0, or raise `UnreadableError`.

        Those that `portfolio` does not show yet are not among them.
        """
        found = self._asked(lambda conn: past.newest(conn, after, self.title))
        return tuple(one for one in found if one.number <= self._known.head.generation)

    def set_aside(self) -> tuple[Entry, ...]:
        """Return the unsettled changes that are not there. Raises `UnreadableError`.

        None is made here; they came with a file.
        """
        return self.history().unsettled if self._asked(past.may_have_aside) else ()

    def _committed(self, attempt: Attempt) -> Saved:
        """Save, on another connection if one breaks, until `wait` is over."""
        until = time.monotonic() + self._database.wait
        if why := self._why_gone():
            raise NotSavedError(f"NOT SAVED: {self.title} cannot be reached: {why}")
        while True:
            conn = self._link.living(until) if time.monotonic() < until else None
            if conn is None:
                why = self._link.why_none
                raise NotSavedError(f"NOT SAVED: {self.title} cannot be reached: {why}")
            try:
                return self._saved(conn, attempt, until)
            except psycopg.Error as error:
                # Where nothing can be written any more, another server leads now.
                if not is_lost(conn, error) and not isinstance(error, pg.ReadOnlySqlTransaction):
                    raise _refused(error) from error
                self._link.lost(first_line(error))

    def _saved(self, conn: Connection, attempt: Attempt, until: float) -> Saved:
        """Merge and save, as often as others are quicker."""
        if attempt.is_doubtful and (answer := outcome_of(conn, attempt, self._database.wait)):
            return self._found(conn, attempt, answer)
        self._check_writable()
        for tries in count():
            with without_collector():
                saved = self._tried(conn, attempt, is_fresh=tries > 0)
            if saved is not None:
                return saved
            self._catch_up(conn)
            self._check_writable()
            if time.monotonic() > until:
                break
            if tries > 1:  # many at once: whoever waits a moment has to try less often
                time.sleep(random.uniform(0, _LONGER * tries))  # noqa: S311  # no secret
        raise LockedError("NOT SAVED: others are saving all the time. Try again")

    def _tried(self, conn: Connection, attempt: Attempt, *, is_fresh: bool) -> Saved | None:
        """Save what comes of the change and of what is known; None if that may be out of date."""
        change = attempt.change
        try:
            result = self._applied(change)
        except ConflictError:
            if is_fresh:
                raise
            return None
        if result.is_empty and not change.is_noted:
            return Saved(self.portfolio, {}, {}) if is_fresh else None
        brought_back = former(change, lambda number: past.entry(conn, number, self.title))
        answer = save(conn, attempt, self._known, result, brought_back, self._database.wait)
        match answer.fate:
            case Fate.SAVED:
                return self._taken(attempt, answer, result)
            case Fate.KNOWN:
                return self._found(conn, attempt, answer)
            case Fate.STALE:
                return None

    def _applied(self, change: Change) -> Applied:
        known = self._known
        ids = (known.next_id(name) for name in (LICENSES, CONTACTS, MAPPINGS))
        return applied(change, known.portfolio, *ids)

    def _taken(self, attempt: Attempt, answer: Answer, result: Applied) -> Saved:
        """Return what was saved, having made it what is known."""
        known = self._known
        head = replace(
            known.head,
            generation=answer.number,
            next=next_after(known, result),
            begun=answer.begun,
        )
        self._known = replace(known, head=head, change=attempt.id, portfolio=result.portfolio)
        return self._durable(answer)

    def _found(self, conn: Connection, attempt: Attempt, answer: Answer) -> Saved:
        """Return what was saved by an earlier try."""
        attempt.is_doubtful = True  # until it is among the records: it must not be told as lost
        self._catch_up(conn)
        attempt.is_doubtful = False
        return self._durable(answer)

    def _durable(self, answer: Answer) -> Saved:
        check_durable(answer)
        return Saved(self.portfolio, answer.licenses, answer.contacts, answer.number)

    def _catch_up(self, conn: Connection) -> bool:
        """Read what others have saved; say whether there was anything."""
        with limited(conn, self._database.wait):
            now = read_since(conn, self._known, self.title)
        if now is self._known:
            return False
        self._take(now)
        return True

    def _take(self, now: Known) -> None:
        self.went_back = now.strayed > self._known.strayed
        self._known = now

    def _asked(self, question: Callable[[Connection], _Answer]) -> _Answer:
        """Return the answer to a question that changes nothing, asked again if it is lost."""
        until = time.monotonic() + self._database.wait
        while True:
            is_over = time.monotonic() > until or self._why_gone()
            conn = None if is_over else self._link.living(until)
            if conn is None:
                raise self._unreachable(self._why_gone() or self._link.why_none)
            try:
                with limited(conn, self._database.wait), reached(self._database, conn):
                    return question(conn)
            except UnreachableError as error:
                self._link.lost(str(error))

    def _why_gone(self) -> str:
        """Return why the server is known to be gone; empty if that is not known."""
        if self._watch is not None and self._watch.trouble:
            return self._watch.trouble
        return self._link.trouble

    def _unreachable(self, why: str) -> UnreachableError:
        return UnreachableError(f"{self.title} cannot be reached: {why}")

    def _check_writable(self) -> None:
        if self.why_read_only:
            raise ReadOnlyError(f"NOT SAVED: {self.why_read_only}")


def _known_to(store: weakref.ref[PostgresStore]) -> Callable[[], Known | None]:
    """Return what tells what a store knows, None once nobody has it any more."""

    def latest() -> Known | None:
        there = store()
        return None if there is None else there._known  # of this module

    return latest


def _refused(error: psycopg.Error) -> StoreError:
    """Return what to tell the user when the server has refused to save."""
    if isinstance(error, pg.LockNotAvailable | pg.QueryCanceled):
        return LockedError("NOT SAVED: another session is saving, or the server is busy. Try again")
    if isinstance(error, pg.InsufficientPrivilege):
        return ReadOnlyError(f"NOT SAVED: {first_line(error)}")
    return NotSavedError(f"NOT SAVED: {first_line(error)}")


def _clause(error: StoreError, title: str) -> str:
    return str(error).removeprefix("NOT SAVED: ").removeprefix(f"{title} ")
