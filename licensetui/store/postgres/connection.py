"""Connections to the server: what each is set to, and the limit of time for a question."""

from __future__ import annotations

import os
import re
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from typing import Any

import msgspec
import psycopg
from psycopg import conninfo, sql
from psycopg.abc import Buffer
from psycopg.adapt import Loader
from psycopg.errors import Diagnostic

from licensetui.store.author import author
from licensetui.store.postgres.address import Address

Connection = psycopg.Connection[tuple[Any, ...]]
SCHEMA = "licensetui"
"""The schema in which all is kept; tests have others."""
PATIENCE = 5.0
"""Seconds to wait for the server."""
_INTERVENTION = "57"
"""How the codes begin of what an administrator does to a server."""
_WHERE = re.compile(
    r"^((connection|consuming input|flushing|sending [a-z ]+) failed: |connection is bad: )?"
    r"(connection to server .*? failed: )?(FATAL: +)?"
)
"""What libpq and psycopg begin with before they say why."""
_ENDED = "it ended the connection"
_PLAIN = {
    "No such file or directory": "no server is running there",
    "fe_sendauth: no password supplied": "it asks for a password, and ~/.pgpass has none for this",
    "server is in hot standby mode": "only a standby answers",
    "server closed the connection unexpectedly": _ENDED,
    "SSL connection has been closed unexpectedly": _ENDED,
    "could not receive data from server: Connection reset by peer": _ENDED,
    "could not send data to server: Connection reset by peer": _ENDED,
    "could not send data to server: Broken pipe": _ENDED,
    "connection socket closed": _ENDED,
    "terminating connection due to unexpected postmaster exit": _ENDED,
    "terminating connection because of crash of another server process": _ENDED,
    "terminating connection due to administrator command": _ENDED,
}
"""What libpq says, and what that means."""
_HEARD = 1.0
"""Seconds in which a server that runs obeys a cancel."""
_DEFAULTS = {
    "connect_timeout": "3",
    "tcp_user_timeout": "8000",
    "keepalives_idle": "5",
    "keepalives_interval": "3",
    "keepalives_count": "2",
}
"""What tells that a server is gone; the address may say otherwise."""


class _Raw(Loader):
    """Takes JSON as the bytes that the server keeps."""

    def load(self, data: Buffer) -> msgspec.Raw:
        return msgspec.Raw(bytes(data))


@dataclass(frozen=True)
class Database:
    """A place of tables, and how this program talks to its server."""

    address: Address
    readonly: bool = False
    """Whether a standby will do."""
    schema: str = SCHEMA
    """The schema of the tables."""
    wait: float = PATIENCE
    """Seconds in which the server has to answer."""

    @property
    def title(self) -> str:
        """The name on screen."""
        return self.address.title

    @property
    def channel(self) -> str:
        """The name under which changes are told of."""
        return f"licensetui_{self.schema}"

    def connect(self) -> Connection:
        """Return a connection that does what this program needs, whatever the server's defaults.

        It prepares no statements: they break when the owner upgrades the tables, and behind
        poolers. Raises `psycopg.Error`.
        """
        asked = {
            **_DEFAULTS,
            "application_name": f"licensetui {author()}",
            "target_session_attrs": "any" if self.readonly else "primary",
            **self.address.parameters,
            "client_encoding": "UTF8",
        }
        info = conninfo.make_conninfo("", **asked)
        conn: Connection = psycopg.connect(info, autocommit=True, prepare_threshold=None)
        try:
            conn.adapters.register_loader("json", _Raw)
            with limited(conn, self.wait):
                conn.execute(_settings(self.schema, self.wait))
        except BaseException:
            conn.close()
            raise
        return conn


def _settings(schema: str, wait: float) -> sql.Composed:
    """Return the statements that undo what the server, the database or the role has set.

    Whatever waits for the lock of another session gives up before this one would be cancelled.
    """
    return sql.SQL(
        "SET search_path = {}, pg_temp; SET lock_timeout = {}; SET statement_timeout = 0;"
        "SET default_transaction_isolation = 'read committed'; SET TimeZone = 'UTC';"
        "SET DateStyle = 'ISO'; SET row_security = off; SET jit = off;"
        "SET default_transaction_read_only = off;"
        "SELECT set_config('synchronous_commit', 'on', false)"
        " WHERE current_setting('synchronous_commit') IN ('off', 'local')"
    ).format(sql.Identifier(schema), sql.Literal(f"{int(wait * 800)}ms"))


def is_lost(conn: Connection, error: psycopg.Error) -> bool:
    """Say whether an error ended the connection; else the server has answered, and undone all."""
    return conn.closed or error.diag.severity_nonlocalized in ("FATAL", "PANIC")


def first_line(error: Exception) -> str:
    """Return what an error says, without hints, positions and the text of statements.

    Which server it was is left out too: its name is that of the database, which is told beside it.
    """
    first = next(iter(str(error).strip().splitlines()), type(error).__name__)
    why = _WHERE.sub("", first)
    return _PLAIN.get(why, why)


@contextmanager
def limited(conn: Connection, seconds: float) -> Iterator[None]:
    """End a question that gets no answer in time, by a cancel, and then by ending the connection.

    The cancel also ends a wait for a standby that is gone, which has no end of its own: the server
    warns then that it alone has the change. A server that is stopped hears no cancel; a socket that
    is shut down wakes whoever waits for it.
    """
    over = threading.Event()

    def end() -> None:
        with suppress(Exception):  # the other way is still to come
            conn.cancel_safe(timeout=_HEARD)
        if not over.wait(_HEARD):
            with suppress(OSError), socket.socket(fileno=os.dup(conn.fileno())) as way:
                way.shutdown(socket.SHUT_RDWR)

    timer = threading.Timer(seconds, end)
    timer.daemon = True
    timer.start()
    try:
        yield
    finally:
        over.set()
        timer.cancel()
        timer.join()  # else a cancel that is on its way could end the next question


@contextmanager
def warnings_of(conn: Connection) -> Iterator[list[str]]:
    """Yield the warnings that the server gives meanwhile: a change may not last.

    A server that goes down says that in a warning too, after it has answered.
    """
    found: list[str] = []

    def note(notice: Diagnostic) -> None:
        is_going_down = (notice.sqlstate or "").startswith(_INTERVENTION)
        if notice.severity_nonlocalized == "WARNING" and not is_going_down:
            found.append(notice.message_primary or "")

    conn.add_notice_handler(note)
    try:
        yield found
    finally:
        conn.remove_notice_handler(note)
