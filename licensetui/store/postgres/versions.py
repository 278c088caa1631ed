"""The backups of a database, as commands ask for them, and going back to one."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from functools import cached_property

from licensetui.domain.change import Change
from licensetui.domain.history import Entry
from licensetui.domain.portfolio import Portfolio
from licensetui.store.codec import Tables
from licensetui.store.errors import (
    DamagedError,
    LockedError,
    NotDurableError,
    ReadOnlyError,
    StoreError,
    UnconfirmedError,
)
from licensetui.store.historyline import body_of, line_of
from licensetui.store.keeper import Comparison, Held, Righted
from licensetui.store.postgres.asking import reading, writing
from licensetui.store.postgres.connection import Connection, Database, limited, warnings_of
from licensetui.store.postgres.current import Current, current
from licensetui.store.postgres.known import portfolio_of
from licensetui.store.postgres.saving import (
    Answer,
    Attempt,
    Fate,
    ask,
    check_durable,
    not_durable,
    outcome_of,
)
from licensetui.store.postgres.states import (
    MANUAL,
    RESTORE,
    NamedState,
    backups,
    differing,
    earlier_state,
    name_of,
)
from licensetui.store.restoring import Restoring, held

_TRIES = 100
"""How often to begin again because others are quicker."""


class DatabaseVersions:
    """The backups of a database, and what is in it as it was when they were first asked for."""

    def __init__(self, database: Database, now: Callable[[], datetime]) -> None:
        """Ask nothing yet. `now` tells the time of backups."""
        self._database = database
        self._now = now

    @cached_property
    def _current(self) -> Current:
        with reading(self._database) as conn:
            return current(conn, self._database.title)

    @cached_property
    def _backups(self) -> Mapping[str, NamedState]:
        with reading(self._database) as conn:
            return {one.name: one for one in backups(conn, self._database.title)}

    @property
    def problem(self) -> str:
        """The reason to put it right, without a full stop; empty if sound. May raise."""
        return self._current.problem

    def all(self) -> Sequence[NamedState]:
        """Return all backups, the newest first. Raises `UnreadableError`."""
        return list(self._backups.values())

    def back_up(self) -> tuple[str, Portfolio]:
        """Name the present state; return where it is and what is in it.

        Raises `DamagedError` for what could not be restored, `ReadOnlyError`, `NotSavedError`, or
        `NotDurableError`.
        """
        with (
            writing(self._database) as conn,
            limited(conn, self._database.wait),
            warnings_of(conn) as warnings,
            conn.transaction(),
        ):
            now = current(conn, self._database.title)
            if now.problem:
                raise DamagedError(f"{now.problem}: a backup of that would be useless")
            at, generation = self._now(), now.head.generation
            known = {one.name for one in backups(conn, self._database.title)}
            names = (name_of(at, generation, MANUAL, count) for count in range(1, len(known) + 2))
            name = next(one for one in names if one not in known)
            conn.execute("SELECT keep_backup(%s, %s, %s)", (name, at, generation))
            place = NamedState(name, at, generation, MANUAL, self._database.title).place
        if warnings:
            raise NotDurableError(not_durable("backup", warnings[-1]))
        return place, now.portfolio

    def held(self, name: str) -> Held:
        """Return how much is in a backup. Raises `DamagedError` if it cannot be restored."""
        then, _ = self._then(name)
        return held(then, self._current.tables)

    def comparison(self, name: str) -> Comparison:
        """Return what restoring a backup would change. Raises as `held` does."""
        (_, then), now = self._then(name), self._current
        changes = Restoring(then, now.portfolio, now.readable).records
        return Comparison(then, now.portfolio, changes)

    def restore(self, name: str) -> Righted:
        """Make a backup the present state: one change, made by this user, that undo takes back.

        Where nobody can read what is there, the change has no records to take back.
        Raises `DamagedError`, `ReadOnlyError`, `LockedError`, `NotSavedError`, and all is as it
        was, `NotDurableError`, or `UnconfirmedError`.
        """
        tables, then = self._then(name)
        attempt = Attempt(Change(f"restore {name}", backup=RESTORE))
        for _ in range(2):  # whoever got no answer asks once more what became of it
            try:
                with writing(self._database) as conn:
                    return self._restored(conn, attempt, tables, then)
            except StoreError as error:
                if not attempt.is_doubtful:
                    raise
                lost = error
        raise UnconfirmedError(
            f"NOT CONFIRMED: the answer of {self._database.title} was lost. Nobody knows whether "
            "the backup is restored: see licensetui history"
        ) from lost

    def _restored(
        self, conn: Connection, attempt: Attempt, tables: Tables, then: Portfolio
    ) -> Righted:
        """Restore, as often as others are quicker, unless an earlier try did."""
        database = self._database
        if attempt.is_doubtful and (answer := outcome_of(conn, attempt, database.wait)):
            return self._righted(conn, answer, then)
        for _ in range(_TRIES):
            with limited(conn, database.wait):
                now = current(conn, database.title)
            if why := now.head.why_closed:
                raise ReadOnlyError(f"NOT SAVED: {why}")
            restoring = Restoring(then, now.portfolio, now.readable)
            # Where nobody can read what is there, nobody can say what becomes of each record.
            records = () if now.problem else restoring.records
            documents = (
                differing(now.tables, tables) if now.problem else restoring.documents(tables)
            )
            if not documents:  # there already; maybe by the first try, which came late
                late = outcome_of(conn, attempt, database.wait)
                return self._righted(conn, late, then) if late else Righted(None, "", now.portfolio)
            entry = Entry(now.head.generation + 1, self._now(), "", attempt.change.what, records)
            body = body_of(line_of(entry, now.head.generation))
            rows = [
                (x, int(id), raw) for x, table in documents.items() for id, raw in table.items()
            ]
            answer = ask(conn, attempt, now.head, now.head.next, rows, body, database.wait)
            if answer.fate is not Fate.STALE:
                return self._righted(conn, answer, then)
        raise LockedError("NOT SAVED: others are saving all the time. Try again")

    def _righted(self, conn: Connection, answer: Answer, then: Portfolio) -> Righted:
        check_durable(answer)
        kept = next(x for x in backups(conn, self._database.title) if x.generation < answer.number)
        return Righted(answer.number, kept.place, then)

    def _then(self, name: str) -> tuple[Tables, Portfolio]:
        """Return the documents and the records of a backup, or raise `DamagedError`."""
        backup, now = self._backups[name], self._current
        with reading(self._database) as conn:
            tables = earlier_state(conn, backup.generation, now.tables)
        return tables, portfolio_of(tables, now.head, backup.place, now.known)
