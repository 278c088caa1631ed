"""One try to save a change, or to learn what became of an earlier one."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from enum import Enum
from typing import Any
from uuid import UUID, uuid4

import msgspec
import psycopg

from licensetui.domain.change import Change, Edit
from licensetui.domain.history import RecordKind
from licensetui.store.apply import Applied
from licensetui.store.author import author
from licensetui.store.documents import Documents, Former, written
from licensetui.store.errors import NotDurableError
from licensetui.store.historyline import body_of, line_of
from licensetui.store.migrations import MIGRATIONS, newest_schema
from licensetui.store.postgres.connection import Connection, is_lost, limited, warnings_of
from licensetui.store.postgres.known import Head, Known
from licensetui.store.record_changes import TABLES, entry_of, record_changes

# Lists go as binary values: as text, each quotation mark in a document would be escaped.
_SAVE = "SELECT number, outcome, given, begun FROM save(%s, %s, %s, %b, %b, %b, %s, %s, %s, %s, %s)"
_EACH = 0.002
"""Seconds that the server has for each record, however slow it is."""
_OUTCOME = "SELECT number, given FROM outcome(%s)"
_DOCUMENTS = (
    "SELECT kind, id, document FROM record"
    " JOIN unnest(%s::text[], %s::bigint[]) u(kind, id) USING (kind, id) WHERE document IS NOT NULL"
)


class Fate(Enum):
    """The answer of the server to a save."""

    SAVED = "saved"
    KNOWN = "known"
    """It was saved by an earlier try."""
    STALE = "stale"
    """Something else has been saved, or nothing can be saved here any more."""


@dataclass
class Attempt:
    """A change that is to be saved once, however often that is tried."""

    change: Change
    id: UUID = field(default_factory=uuid4)
    """By which the server knows the change again."""
    is_doubtful: bool = False
    """Whether an answer was lost, and nobody knows whether it is saved."""


@dataclass(frozen=True)
class Answer:
    """The answer to a try."""

    fate: Fate
    number: int
    """Of its entry in the history, if it is saved."""
    licenses: Mapping[int, int]
    """Final ids of new licenses by those in the change."""
    contacts: Mapping[int, int]
    """Final ids of new contacts by those in the change."""
    begun: str = ""
    """Moment of the first change."""
    warning: str = ""
    """Why it may not last, as the server says it; empty if it will."""


class _Given(msgspec.Struct, omit_defaults=True):
    licenses: dict[int, int] = {}  # msgspec copies it
    contacts: dict[int, int] = {}


def documents_before(conn: Connection, result: Applied) -> Mapping[RecordKind, Documents]:
    """Return the documents that a change would replace or remove."""
    names = {name: kind for kind, name in TABLES.items()}
    asked = [
        (TABLES[kind], edit.id)
        for kind, edits in _edits(result)
        for edit in edits
        if edit.before is not None
    ]
    found: dict[RecordKind, dict[str, msgspec.Raw]] = {}
    if asked:
        for name, id, raw in conn.execute(_DOCUMENTS, tuple(map(list, zip(*asked, strict=True)))):
            found.setdefault(names[name], {})[str(id)] = raw
    return found


def save(
    conn: Connection,
    attempt: Attempt,
    known: Known,
    result: Applied,
    former: Former,
    wait: float,
) -> Answer:
    """Ask the server to save `result`, which was made of `known`.

    Raises `NotSavedError` for a record that could not be read again, or `psycopg.Error`; then
    `attempt` says whether it may be saved for all that.
    """
    change = attempt.change
    with limited(conn, wait):
        before = documents_before(conn, result)
    now = {
        kind: written(edits, before.get(kind, {}), former.of(kind))
        for kind, edits in _edits(result)
    }
    rows = [(TABLES[kind], int(id), raw) for kind, of in now.items() for id, raw in of.items()]
    number = known.head.generation + 1
    given = _Given(dict(result.license_ids), dict(result.contact_ids))
    body = _body(change, number, result, before, now)
    return ask(conn, attempt, known.head, next_after(known, result), rows, body, wait, given)


def ask(
    conn: Connection,
    attempt: Attempt,
    head: Head,
    next: Mapping[str, int],
    rows: Iterable[tuple[str, int, msgspec.Raw | None]],
    body: bytes,
    wait: float,
    given: _Given | None = None,
) -> Answer:
    """Ask the server to save documents, by table and id, and what the history keeps of it.

    Raises `psycopg.Error`; then `attempt` says whether it may be saved for all that.
    """
    rows = list(rows)
    asked = (
        head.generation,
        attempt.id,
        newest_schema(MIGRATIONS),
        [kind for kind, _, _ in rows],
        [id for _, id, _ in rows],
        [None if raw is None else bytes(raw).decode() for _, _, raw in rows],
        msgspec.json.encode(next).decode(),
        msgspec.json.encode(given or _Given()).decode(),
        body.decode(),
        attempt.change.backup,
        author(),
    )
    with limited(conn, wait + _EACH * len(rows)), warnings_of(conn) as warnings:
        attempt.is_doubtful = True  # until the answer is there
        try:
            number, outcome, ids, begun = conn.execute(_SAVE, asked).fetchall()[0]
        except psycopg.Error as error:
            attempt.is_doubtful = is_lost(conn, error)
            raise
        attempt.is_doubtful = False
    return _answer(Fate(outcome), number, ids, begun, warnings)


def outcome_of(conn: Connection, attempt: Attempt, wait: float) -> Answer | None:
    """Return what became of a try whose answer was lost; None if the change is not saved.

    A try that still runs is waited for. Raises `psycopg.Error`, and it is as doubtful as before.
    """
    with limited(conn, wait), warnings_of(conn) as warnings:
        rows = conn.execute(_OUTCOME, (attempt.id,)).fetchall()
    attempt.is_doubtful = False
    if not rows:
        return None
    number, ids = rows[0]
    return _answer(Fate.KNOWN, number, ids, "", warnings)


def check_durable(answer: Answer) -> None:
    """Raise `NotDurableError` where the server alone has what it has saved."""
    if answer.warning:
        raise NotDurableError(not_durable("change", answer.warning))


def not_durable(what: str, warning: str) -> str:
    """Return the sentence for what the server alone has, because of its warning."""
    return (
        f"The {what} is saved on the server, but no standby confirmed it ({warning}): "
        "it may be lost if the server fails now"
    )


def next_after(known: Known, result: Applied) -> dict[str, int]:
    """Return the next ids once a change is saved."""
    found = dict(known.head.next)
    for kind, edits in _edits(result):
        name = TABLES[kind]
        found[name] = max([known.next_id(name), *(edit.id + 1 for edit in edits)])
    return found


def _edits(result: Applied) -> tuple[tuple[RecordKind, Iterable[Edit[Any]]], ...]:
    return (
        (RecordKind.LICENSE, result.licenses),
        (RecordKind.CONTACT, result.contacts),
        (RecordKind.MAPPING, result.mappings),
    )


def _body(
    change: Change,
    number: int,
    result: Applied,
    before: Mapping[RecordKind, Documents],
    now: Mapping[RecordKind, Mapping[str, msgspec.Raw | None]],
) -> bytes:
    """Return what the history keeps of a change, but for what the server adds."""
    # The history of what is brought back has none of the fields that nobody knows.
    is_back = change.reverts or change.applies
    added = {
        TABLES[kind]: {id: raw for id, raw in documents.items() if raw is not None}
        for kind, documents in now.items()
    }
    records = record_changes(
        result, {TABLES[kind]: of for kind, of in before.items()}, {} if is_back else added
    )
    entry = entry_of(change, number, _NO_MOMENT, "", records)
    return body_of(line_of(entry, number - 1))


def _answer(
    fate: Fate, number: int, ids: msgspec.Raw | None, begun: str, warnings: list[str]
) -> Answer:
    given = _Given() if ids is None else msgspec.json.decode(ids, type=_Given)
    warning = warnings[-1] if warnings else ""
    return Answer(fate, number, given.licenses, given.contacts, begun, warning)


_NO_MOMENT = datetime.fromtimestamp(0, UTC)
"""The server adds moment and author."""
