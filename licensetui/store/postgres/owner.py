"""Work that only the owner of the tables may do: one transaction for all of it, or nothing."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import psycopg
from psycopg.errors import InsufficientPrivilege, LockNotAvailable

from licensetui.store.errors import (
    LockedError,
    NotDurableError,
    NotSavedError,
    ReadOnlyError,
    StoreError,
    UnreadableError,
)
from licensetui.store.postgres.connection import (
    Connection,
    Database,
    first_line,
    is_lost,
    limited,
    warnings_of,
)

_LONGEST = 120.0
"""Seconds in which all of it is read or written."""
_IS_MADE = "SELECT to_regclass(%s) IS NOT NULL"


def is_made(conn: Connection, database: Database) -> bool:
    """Say whether the tables are there. Raises `psycopg.Error`."""
    return bool(conn.execute(_IS_MADE, (f'"{database.schema}".head',)).fetchall()[0][0])


def tell(conn: Connection, database: Database) -> None:
    """Let the sessions that look at a database know that something has changed."""
    conn.execute("SELECT pg_notify(%s, '')", (database.channel,))


@contextmanager
def owning(database: Database, refused: str) -> Iterator[Connection]:
    """Give a transaction of the owner; what goes wrong is told as a sentence after `refused`.

    Raises `ReadOnlyError` for anybody else, `LockedError`, `UnreadableError`, `NotSavedError`, or
    `NotDurableError` if the server has committed and its standby has not confirmed that.
    """
    warnings: list[str] = []
    is_ending = False
    try:
        with (
            database.connect() as conn,
            limited(conn, _LONGEST),
            warnings_of(conn) as warnings,
        ):
            try:
                with conn.transaction():
                    yield conn
                    is_ending = True
            except psycopg.Error as error:
                raise _sentence(database, conn, error, refused, is_ending=is_ending) from error
    except psycopg.Error as error:
        raise UnreadableError(f"{database.title} cannot be reached: {first_line(error)}") from error
    if warnings:
        raise NotDurableError(
            f"{refused}: {database.title} has it, but no standby confirmed it ({warnings[-1]}): "
            "when the standby is back, run the command again"
        )


def _sentence(
    database: Database, conn: Connection, error: psycopg.Error, refused: str, *, is_ending: bool
) -> StoreError:
    why = first_line(error)
    if is_ending and is_lost(conn, error):
        return NotSavedError(
            f"NOT CONFIRMED: the answer of {database.title} was lost ({why}): run the command again"
        )
    if isinstance(error, InsufficientPrivilege):
        return ReadOnlyError(f"{refused}: only the owner of {database.title} can do that ({why})")
    if isinstance(error, LockNotAvailable):
        return LockedError(f"{refused}: others are saving in {database.title}. Try again")
    return NotSavedError(f"{refused}: {database.title}: {why}")
