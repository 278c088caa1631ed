"""Connections of the keeper, one for each thing that it is asked, and the meaning of errors."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import LiteralString

import psycopg
from psycopg import errors as pg

from licensetui.store.errors import LockedError, NotSavedError, ReadOnlyError
from licensetui.store.postgres.connection import Connection, Database, first_line, limited
from licensetui.store.postgres.opening import permitted, reached

_LONGEST = 60.0
"""Seconds in which all is read that one command asks for: a server that takes longer hangs."""


@contextmanager
def reading(database: Database) -> Iterator[Connection]:
    """Give a connection on which all is of one moment. Raises `UnreadableError`."""
    with reached(database, None):
        conn = replace(database, readonly=True).connect()
    with conn, limited(conn, _LONGEST), reached(database, conn), permitted(conn, database):
        conn.execute("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY")
        yield conn


@contextmanager
def writing(database: Database) -> Iterator[Connection]:
    """Give a connection to write by. Raises `NotSavedError`, `ReadOnlyError` or `LockedError`."""
    with saving(database), database.connect() as conn:
        yield conn


def note(conn: Connection, database: Database, statement: LiteralString, *values: object) -> None:
    """Make a statement that notes something beside the records. Raises `psycopg.Error`.

    Where no standby confirms it in time, that the server has it must do.
    """
    with limited(conn, database.wait):
        conn.execute(statement, values)


@contextmanager
def saving(database: Database) -> Iterator[None]:
    """Turn an error of the server into one of a store: nothing was saved."""
    try:
        yield
    except pg.LockNotAvailable as error:
        raise LockedError("NOT SAVED: another session is saving. Try again") from error
    except (pg.InsufficientPrivilege, pg.ReadOnlySqlTransaction) as error:
        why = first_line(error)
        raise ReadOnlyError(f"NOT SAVED: {database.title} lets you only read ({why})") from error
    except psycopg.Error as error:
        raise NotSavedError(f"NOT SAVED: {database.title}: {first_line(error)}") from error
