"""Bringing the tables up to this release, by their owner: made if there are none, or converted."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

import msgspec

from licensetui.store import codec
from licensetui.store.errors import DamagedError, NewerError
from licensetui.store.migrations import MIGRATIONS, migrated, newest_schema
from licensetui.store.postgres.connection import Connection, Database
from licensetui.store.postgres.owner import is_made, owning, tell
from licensetui.store.postgres.schema import statements

_RECORDS = "SELECT kind, id, 0, document FROM record WHERE document IS NOT NULL"
_VERSIONS = "SELECT kind, id, generation, document FROM version WHERE document IS NOT NULL"
_NEW_RECORD = "UPDATE record SET document = %s WHERE kind = %s AND id = %s"
_NEW_VERSION = "UPDATE version SET document = %s WHERE kind = %s AND id = %s AND generation = %s"


def upgrade(database: Database, *, apply: bool) -> tuple[str, ...]:
    """Do what is due, or only return it unless `apply`: what is done, each as a clause.

    Raises `NewerError` for tables of a newer release, `DamagedError` for documents that nobody can
    convert, and as `owning` does.
    """
    with owning(database, "NOT UPGRADED") as conn:
        if not is_made(conn, database):
            if apply:
                conn.execute(statements(database.schema).encode())
            return ("make empty tables",)
        if apply:
            conn.execute("SELECT FROM head FOR UPDATE")
        schema: int = conn.execute("SELECT schema FROM head").fetchall()[0][0]
        newest = newest_schema(MIGRATIONS)
        if schema > newest:
            raise NewerError(
                f"{database.title} has schema {schema}, this release knows schema {newest}: "
                "update licensetui"
            )
        if schema == newest:
            return ()
        if apply:
            _convert(conn, database, schema, newest)
        return (f"convert the documents from schema {schema} to schema {newest}",)


def _convert(conn: Connection, database: Database, schema: int, newest: int) -> None:
    """Convert what is and what was; sessions read all of it again."""
    place = database.title
    now = _converted(conn.execute(_RECORDS).fetchall(), schema, place)
    then = _converted(conn.execute(_VERSIONS).fetchall(), schema, place)
    tables: dict[str, dict[str, msgspec.Raw]] = defaultdict(dict)
    for (kind, id, _), raw in now.items():
        tables[kind][str(id)] = raw
    codec.portfolio(tables, place)  # never keep what cannot be read
    records = [(bytes(raw).decode(), kind, id) for (kind, id, _), raw in now.items()]
    versions = [(bytes(raw).decode(), *key) for key, raw in then.items()]
    with conn.cursor() as cursor:
        cursor.executemany(_NEW_RECORD, records)
        cursor.executemany(_NEW_VERSION, versions)
    conn.execute("UPDATE head SET schema = %s, rewritten = rewritten + 1", (newest,))
    tell(conn, database)


def _converted(
    rows: Iterable[Any], schema: int, place: str
) -> dict[tuple[str, int, int], msgspec.Raw]:
    """Return documents as those of the newest schema; those of one generation stand together."""
    states: dict[int, dict[str, dict[str, Any]]] = defaultdict(dict)
    for kind, id, generation, raw in rows:
        try:
            states[generation].setdefault(kind, {})[str(id)] = msgspec.json.decode(raw)
        except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
            raise DamagedError(f"{place}: {kind} {id}: {error}") from error
    return {
        (kind, int(id), generation): msgspec.Raw(msgspec.json.encode(document))
        for generation, documents in states.items()
        for kind, table in migrated(documents, schema, place=place).items()
        for id, document in table.items()
    }
