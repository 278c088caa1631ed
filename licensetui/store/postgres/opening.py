"""The first look at a database: whether there is a portfolio, and what its user may do."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import psycopg
from psycopg import errors as pg
from psycopg.sql import SQL, Literal

from licensetui.store.errors import UnreachableError, UnreadableError
from licensetui.store.postgres.connection import Connection, Database, first_line, is_lost, limited
from licensetui.store.postgres.known import Known, read

_RIGHTS = """
SELECT session_user, pg_is_in_recovery(),
       bool_and(has_function_privilege(p.oid, 'EXECUTE'))
FROM pg_proc p
WHERE p.pronamespace = {}::regnamespace AND p.proname IN ('save', 'outcome')
"""
_MAY_LOOK = "SELECT has_schema_privilege(oid, 'USAGE') FROM pg_namespace WHERE nspname = %s"


@dataclass(frozen=True)
class Opened:
    """A database that was opened."""

    conn: Connection
    known: Known
    user: str
    """The user of the database, who is the author of changes."""
    why_read_only: str
    """The reason why this user cannot save here, as a clause; empty if he or she can."""


def open_database(database: Database) -> Opened:
    """Connect, and read all. Raises `UnreachableError`, `UnreadableError` or as `known.read`."""
    with reached(database, None):
        conn = database.connect()
    try:
        with limited(conn, 4 * database.wait), reached(database, conn):
            with permitted(conn, database):
                known = read(conn, database.title)
            user, is_standby, may_save = _rights(conn, database.schema)
    except BaseException:
        conn.close()
        raise
    why = ""
    if database.readonly:
        why = "it was opened read-only"
    elif is_standby:
        why = "this server is a standby"
    elif not may_save:
        why = f"the database lets {user} only read"
    return Opened(conn, known, user, why)


@contextmanager
def reached(database: Database, conn: Connection | None) -> Iterator[None]:
    """Turn an error of the server into one of a store; None while there is no connection."""
    try:
        yield
    except psycopg.Error as error:
        why = first_line(error)
        if conn is not None and not is_lost(conn, error):
            raise UnreadableError(f"{database.title} cannot be read: {why}") from error
        hint = ": open it with --readonly" if conn is None and "standby" in why else ""
        raise UnreachableError(f"{database.title} cannot be reached: {why}{hint}") from error


@contextmanager
def permitted(conn: Connection, database: Database) -> Iterator[None]:
    """Tell who may not read, or finds nothing there, what to do: raises `UnreadableError`."""
    try:
        yield
    except (pg.UndefinedTable, pg.InsufficientPrivilege) as error:
        conn.rollback()
        rows = conn.execute(_MAY_LOOK, (database.schema,)).fetchall()
        if isinstance(error, pg.UndefinedTable) and (not rows or rows[0][0]):
            raise UnreadableError(
                f"{database.title} has no tables yet: its owner makes them with `licensetui move` "
                "or `licensetui upgrade --apply`"
            ) from error
        raise UnreadableError(
            f"{database.title} does not let {conn.info.user} read: ask its owner for access"
        ) from error


def _rights(conn: Connection, schema: str) -> tuple[str, bool, bool]:
    user, is_standby, may_save = conn.execute(SQL(_RIGHTS).format(Literal(schema))).fetchall()[0]
    return user, is_standby, bool(may_save)
