"""A database as one of the two places of a move."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any
from uuid import UUID, uuid5

import msgspec

from licensetui.store import codec
from licensetui.store.errors import (
    DamagedError,
    LockedError,
    NotSavedError,
    ReadOnlyError,
    UnreadableError,
)
from licensetui.store.historyline import line_with
from licensetui.store.moving import KeptLine, Whole, compare, documents
from licensetui.store.postgres.connection import Connection, Database
from licensetui.store.postgres.known import read_head
from licensetui.store.postgres.owner import is_made, owning, tell
from licensetui.store.postgres.schema import grants, statements
from licensetui.store.postgres.sentrows import lock_sending, sent_lines

_RECORDS = "SELECT kind, id, document FROM record WHERE document IS NOT NULL"
_LINES = "SELECT number, base, at, by, via, line FROM history ORDER BY number"
_MOVED = uuid5(UUID(int=0), "a change that was made in another place")
"""Of this, the place, and the number, the ids of changes are made that came from elsewhere."""


class DatabaseEnd:
    """A database that is moved, or moved to. Only the owner of its tables may do either."""

    def __init__(self, database: Database) -> None:
        """Ask nothing yet."""
        self._database = database
        self._conn: Connection | None = None
        self.title = database.title
        """The database and its servers."""
        self.whereabouts = _for_all(database.address.given)
        """The address, without the user."""
        self.letting_in = tuple(f"{line};" for line in grants("team", database.schema, editor=True))
        """Statements that let a role in."""

    @contextmanager
    def held(self) -> Iterator[Whole]:
        """Return everything; meanwhile nobody else saves there, or sends mails.

        Raises `UnreadableError` where nothing is, `ReadOnlyError` if it has moved already or the
        user is not the owner, `LockedError`, or `DamagedError`.
        """
        with owning(self._database, "NOT MOVED") as conn:
            if not is_made(conn, self._database):
                raise UnreadableError(f"{self.title} has no licenses: nothing to move")
            whole = self._locked_whole(conn)
            self._conn = conn
            try:
                yield whole
            finally:
                self._conn = None

    def close(self, moved: str) -> None:
        """Note where it has moved to. It holds when `held` ends well."""
        if self._conn is None:
            raise RuntimeError("only what is held can be closed")
        self._conn.execute("UPDATE head SET moved = %s", (moved,))
        tell(self._conn, self._database)

    def take(self, whole: Whole) -> None:
        """Make the tables if there are none, and fill them: all in one transaction."""
        with owning(self._database, "NOT MOVED") as conn:
            if not is_made(conn, self._database):
                conn.execute(statements(self._database.schema).encode())
            found = self._locked_whole(conn)
            if found == whole:  # of a move that was interrupted; once more, to be sure of it
                conn.execute("UPDATE head SET generation = generation")
                return
            if any((found.generation, found.documents, found.lines, found.sent, found.exported)):
                raise NotSavedError(
                    f"NOT MOVED: {self.title} is not empty: move to another database, or drop the "
                    f"schema {self._database.schema} there"
                )
            _fill(conn, whole)
            compare(whole, _whole(conn, self.title), self.title)
            tell(conn, self._database)

    def _locked_whole(self, conn: Connection) -> Whole:
        conn.execute("SELECT FROM head FOR UPDATE")
        if not lock_sending(conn, self._database):
            raise LockedError(f"NOT MOVED: reminders for {self.title} are being sent right now")
        return _whole(conn, self.title)


def _whole(conn: Connection, place: str) -> Whole:
    """Return everything. Raises `psycopg.Error`, or a `StoreError` if it is not sound."""
    head = read_head(conn, place)
    if head.why_closed:
        raise ReadOnlyError(f"NOT MOVED: {place}: {head.why_closed}")
    tables: dict[str, dict[str, msgspec.Raw]] = {}
    for kind, id, raw in conn.execute(_RECORDS):
        tables.setdefault(kind, {})[str(id)] = raw
    codec.portfolio(tables, place)  # never move what cannot be read
    return Whole(
        documents(tables),
        head.schema,
        head.generation,
        head.next,
        head.begun,
        tuple(_kept(row, place) for row in conn.execute(_LINES)),
        tuple(sent_lines(conn).splitlines()),
        dict(conn.execute("SELECT uid, at FROM exported").fetchall()),
    )


def _fill(conn: Connection, whole: Whole) -> None:
    """Write everything into empty tables."""
    conn.execute(
        "UPDATE head SET schema = %s, generation = %s, begun = %s, next = %s",
        (whole.schema, whole.generation, whole.begun, _text(msgspec.json.encode(whole.next))),
    )
    _copy(
        conn,
        "COPY record FROM STDIN",
        (
            (kind, int(id), whole.generation, _text(raw))
            for kind, table in whole.documents.items()
            for id, raw in table.items()
        ),
    )
    _copy(conn, "COPY history FROM STDIN", (_row(line, whole.begun) for line in whole.lines))
    _copy(conn, "COPY sent (line) FROM STDIN", ((_text(line),) for line in whole.sent))
    _copy(conn, "COPY exported FROM STDIN", whole.exported.items())


def _kept(row: Iterable[Any], place: str) -> KeptLine:
    """Return a line of the history, without what its body says against its columns."""
    number, base, at, by, via, line = row
    body = bytes(line)
    try:
        is_true = line_with(number, at, by, body).before == base
        return KeptLine.of(number, at, by, via, body, without=() if is_true else ("base",))
    except msgspec.DecodeError as error:
        raise DamagedError(f"{place}: change {number} in the history: {error}") from error


def _row(line: KeptLine, begun: str) -> tuple[object, ...]:
    change = uuid5(_MOVED, f"{begun} {line.number}")
    via, body = line.via or line.by, _text(line.with_moment())
    base = line_with(line.number, line.at, line.by, line.rest).before
    return line.number, base, line.at, line.by, via, change, "{}", "", body


def _copy(conn: Connection, statement: str, rows: Iterable[tuple[object, ...]]) -> None:
    with conn.cursor().copy(statement.encode()) as copy:
        for row in rows:
            copy.write_row(row)


def _text(content: bytes | msgspec.Raw) -> str:
    return bytes(content).decode()


def _for_all(address: str) -> str:
    """Return an address without its user: others have their own."""
    without = re.sub(r"([?&])user=[^&]*&?", r"\1", address).rstrip("?&")
    return re.sub(r"^(\w+://)[^/?]*@", r"\1", without)
