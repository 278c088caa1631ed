"""Rights of the database's users: the owner's, and what anybody may who should not."""

from __future__ import annotations

from licensetui.store.errors import ReadOnlyError
from licensetui.store.postgres.connection import Connection, Database

_OWNER = """
SELECT pg_get_userbyid(nspowner), pg_has_role(session_user, nspowner, 'USAGE')
FROM pg_namespace WHERE nspname = %s
"""


def owner(conn: Connection, schema: str) -> tuple[str, bool]:
    """Return who owns the tables, and whether that is this user. Raises `psycopg.Error`."""
    name, is_ours = conn.execute(_OWNER, (schema,)).fetchall()[0]
    return name, is_ours


def check_owner(conn: Connection, database: Database) -> None:
    """Raise `ReadOnlyError` for everybody but the owner."""
    name, is_ours = owner(conn, database.schema)
    if not is_ours:
        raise ReadOnlyError(
            f"NOT SAVED: only {name}, who owns the tables of {database.title}, can erase anything"
        )
