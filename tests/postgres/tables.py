"""The tables of a database, made without the command that makes them."""

from __future__ import annotations

from licensetui.store.postgres.connection import SCHEMA, Connection
from licensetui.store.postgres.schema import statements


def create(conn: Connection, schema: str = SCHEMA) -> None:
    """Make the tables, empty. Raises `psycopg.Error`, and makes nothing then."""
    with conn.transaction():
        conn.execute(statements(schema).encode())
