"""Things taken out of all that a database keeps: where they are, and what stands there instead."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from uuid import uuid4

import msgspec

from licensetui.store.author import author
from licensetui.store.errors import DamagedError
from licensetui.store.file.drafttraces import clean_draft, drafts_about
from licensetui.store.forgetting import Sought
from licensetui.store.keeper import Traces, Unreached
from licensetui.store.postgres.connection import Connection, Database
from licensetui.store.postgres.current import Current
from licensetui.store.postgres.draftplace import DraftPlace
from licensetui.store.postgres.known import portfolio_of
from licensetui.store.postgres.owner import tell
from licensetui.store.postgres.reach import out_of_reach
from licensetui.store.postgres.states import NamedState, backups

_DOCUMENTS = """
SELECT true, kind, id, generation, document FROM record WHERE document IS NOT NULL
UNION ALL
SELECT false, kind, id, generation, document FROM version WHERE document IS NOT NULL
"""
_SPANS = """
SELECT kind, id, generation, lead(generation) OVER (PARTITION BY kind, id ORDER BY generation)
FROM (SELECT kind, id, generation FROM record UNION ALL SELECT kind, id, generation FROM version) x
"""
_REMOVE = {
    True: "DELETE FROM record WHERE kind = %s AND id = %s AND generation = %s",
    False: "DELETE FROM version WHERE kind = %s AND id = %s AND generation = %s",
}
_REPLACE = {
    True: "UPDATE record SET document = %s WHERE kind = %s AND id = %s AND generation = %s",
    False: "UPDATE version SET document = %s WHERE kind = %s AND id = %s AND generation = %s",
}
"""Statements for a document by whether it is one of the present."""
_ENTRY = """
WITH next AS (UPDATE head SET generation = generation + 1 RETURNING generation)
INSERT INTO history (number, base, at, by, via, change, ids, backup, line)
SELECT generation, generation - 1, clock_timestamp(), session_user, %s, %s, '{}', '', %s FROM next
"""


@dataclass(frozen=True)
class _Document:
    is_now: bool
    kind: str
    id: int
    generation: int
    clean: msgspec.Raw | None
    """Without what is taken out; None if nothing is left."""


@dataclass(frozen=True)
class _Entry:
    number: int
    by: str
    via: str
    body: bytes


@dataclass(frozen=True)
class Erasing:
    """Work to be done to take something out."""

    traces: Traces
    """The places where it is."""
    sought: Sought
    documents: Iterable[_Document]
    entries: Iterable[_Entry]
    makers: Iterable[tuple[str, str]]
    """Who made a backup, without it, by the name of the backup."""

    def do(self, conn: Connection, database: Database, drafts: DraftPlace) -> None:
        """Write all without it. Needs a transaction, and the head locked.

        The change has no records, so that no undo is offered. Raises `psycopg.Error`, `LockedError`
        while a session has it in its drafts, or `NotSavedError`.
        """
        for draft in self.traces.drafts:
            clean_draft(drafts.gate, draft, self.sought.is_in_draft, self.sought.what)
        for x in self.documents:
            row = (x.kind, x.id, x.generation)
            if x.clean is None:
                conn.execute(_REMOVE[x.is_now], row)
            else:
                conn.execute(_REPLACE[x.is_now], (bytes(x.clean).decode(), *row))
        for entry in self.entries:
            conn.execute(
                "UPDATE history SET by = %s, via = %s, line = %s WHERE number = %s",
                (entry.by, entry.via, entry.body.decode(), entry.number),
            )
        for name, by in self.makers:
            conn.execute("UPDATE backup SET by = %s WHERE name = %s", (by, name))
        if self.traces.in_file:
            body = msgspec.json.encode({"what": self.sought.label, "records": []}).decode()
            conn.execute(_ENTRY, (author(), uuid4(), body))
        conn.execute("UPDATE head SET rewritten = rewritten + 1")
        tell(conn, database)


def look(
    conn: Connection, database: Database, drafts: DraftPlace, sought: Sought, now: Current
) -> Erasing:
    """Return where something is, and what there is to do. Changes nothing.

    Raises `psycopg.Error`, `UnreadableError`, or `DamagedError` for a record that nobody could read
    without it.
    """
    clean, in_file = sought.tables_without(now.tables)
    if in_file:
        portfolio_of(clean, now.head, database.title)  # never write what cannot be read
    documents, unread = _documents(conn, sought, database.title)
    entries = _entries(conn, sought)
    makers = [
        (name, without)
        for name, by in conn.execute("SELECT name, by FROM backup")
        if (without := _author_without(by, sought)) != by
    ]
    journals, others = drafts_about(drafts, sought.is_in_draft)
    is_there = documents or entries or makers
    far = out_of_reach(conn, database.title) if is_there else ()
    traces = Traces(
        in_file,
        len(entries),
        _backups(conn, documents, database.title),
        journals,
        (*unread, *others, *far),
    )
    return Erasing(traces, sought, documents, entries, makers)


def _documents(
    conn: Connection, sought: Sought, place: str
) -> tuple[list[_Document], list[Unreached]]:
    """Return the documents in which something is, and those that nobody can read."""
    found, unread = list[_Document](), list[Unreached]()
    for is_now, kind, id, generation, raw in conn.execute(_DOCUMENTS):
        try:
            clean, traces = sought.tables_without({kind: {str(id): raw}})
        except DamagedError:
            if is_now:
                raise
            where = f"{kind} {id} of generation {generation} in {place}"
            unread.append(Unreached(where, "it is damaged"))
            continue
        if traces:
            found.append(_Document(is_now, kind, id, generation, clean[kind].get(str(id))))
    return found, unread


def _entries(conn: Connection, sought: Sought) -> list[_Entry]:
    """Return the entries of the history in which something is, without it."""
    found = []
    for number, by, via, raw in conn.execute("SELECT number, by, via, line FROM history"):
        before: dict[str, Any] = {**msgspec.json.decode(raw), "by": by, "via": via}
        after = sought.line_without(before)
        if after != before:
            author, user = after.pop("by"), after.pop("via")
            found.append(_Entry(number, author, user, msgspec.json.encode(after)))
    return found


def _author_without(name: str, sought: Sought) -> str:
    return str(sought.line_without({"by": name, "what": ""})["by"])


def _backups(
    conn: Connection, documents: Iterable[_Document], place: str
) -> tuple[NamedState, ...]:
    """Return the backups that have one of some documents, the newest first."""
    concerned = {(x.kind, x.id, x.generation) for x in documents}
    spans = [
        range(generation, end or generation + 1 << 63)
        for *document, generation, end in conn.execute(_SPANS)
        if (*document, generation) in concerned
    ]
    return tuple(x for x in backups(conn, place) if any(x.generation in span for span in spans))
