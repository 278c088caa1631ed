"""The state of the database as a session has read it, and what has become of it since."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

import msgspec

from licensetui.domain.portfolio import Portfolio
from licensetui.store import codec
from licensetui.store.codec import CONTACTS, LICENSES, MAPPINGS, Marks, Tables
from licensetui.store.collector import without_collector
from licensetui.store.errors import DamagedError, NewerError
from licensetui.store.migrations import MIGRATIONS, migrated, newest_schema
from licensetui.store.postgres.connection import Connection

FORMAT = 1
"""Number of the layout of the tables."""

_HEADS = """
SELECT h.format, h.schema, h.generation, h.rewritten, h.begun, h.next, h.moved,
       (SELECT y.change FROM history y WHERE y.number = h.generation),
"""
# Each is one statement, so all of it is of one moment.
_ALL = f"""{_HEADS} r.kind, r.documents
FROM head h LEFT JOIN (
    SELECT kind, '{{' || string_agg('"' || id || '":' || document, ',') || '}}' AS documents
    FROM record WHERE document IS NOT NULL GROUP BY kind
) r ON true"""  # noqa: S608  # of constants
_SINCE = f"""{_HEADS} (SELECT y.change FROM history y WHERE y.number = %s),
       r.kind, r.id, r.document
FROM head h LEFT JOIN record r ON r.generation > %s"""  # noqa: S608  # of constants
_HEAD_COLUMNS = 8
_TABLE = msgspec.json.Decoder(dict[str, msgspec.Raw])
_HEAD = "SELECT format, schema, generation, rewritten, begun, next, moved FROM head"

_Row = tuple[str, int, msgspec.Raw | None]
"""Kind, id and document of a record; None if it is removed."""


@dataclass(frozen=True)
class Head:
    """The one row of the table `head`."""

    format: int
    schema: int
    """Number of the schema that the documents follow."""
    generation: int
    """Number of the last change."""
    rewritten: int
    """How often the owner has rewritten what sessions may have read."""
    begun: str
    """Moment of the first change (ISO 8601, UTC); empty before there is one."""
    next: Mapping[str, int]
    """By kind, an id that no record has had."""
    moved: str
    """The place where it has moved; empty if it is here."""

    @property
    def why_closed(self) -> str:
        """The reason why this release cannot save here, as a clause; empty if it can."""
        ours = newest_schema(MIGRATIONS)
        if self.moved:
            return f"it has moved to {self.moved}"
        if self.schema > ours:
            return "a newer release has upgraded it: update licensetui"
        if self.schema < ours:
            return "its owner has to run `licensetui upgrade --apply` for this release"
        return ""


@dataclass(frozen=True)
class Known:
    """All records as they were at one moment."""

    head: Head
    change: UUID | None
    """The change that made this generation: by it, a copy that went another way is known."""
    portfolio: Portfolio
    life: int = 0
    """How often all was read again in this session: numbers of another life tell nothing."""
    strayed: int = 0
    """How often that was because what was there did not grow out of what was known."""

    @property
    def age(self) -> tuple[int, int]:
        """The place in the order in which the states of a session follow each other."""
        return self.life, self.head.generation

    def next_id(self, kind: str) -> int:
        """Return an id that no record of a kind has ever had."""
        return self.head.next.get(kind, 1)


def read(conn: Connection, place: str) -> Known:
    """Return all that is there. `place` is what it is called in errors.

    Raises `psycopg.Error`, `NewerError`, or `DamagedError` for a document that nobody can read.
    """
    with without_collector():
        rows = _rows(conn, _ALL, (), place)
        head, change = _head(rows[0], place)
        try:
            tables = {row[-2]: _TABLE.decode(row[-1]) for row in rows if row[-1] is not None}
        except (msgspec.DecodeError, UnicodeDecodeError) as error:
            raise DamagedError(f"{place}: {error}") from error
        return Known(head, change, portfolio_of(tables, head, place))


def read_since(conn: Connection, known: Known, place: str) -> Known:
    """Return what has become of `known`, which is the same object if nothing has.

    All is read again if what is there did not grow out of it: `life` is one more then.
    Raises as `read` does.
    """
    generation = known.head.generation
    rows = _rows(conn, _SINCE, (generation, generation), place)
    head, change = _head(rows[0], place)
    same = rows[0][_HEAD_COLUMNS]
    is_another = same != known.change or head.generation < generation
    is_rewritten = (head.rewritten, head.schema) != (known.head.rewritten, known.head.schema)
    if is_another or is_rewritten:
        again = read(conn, place)
        return replace(again, life=known.life + 1, strayed=known.strayed + is_another)
    if head == known.head:
        return known
    return replace(
        known,
        head=head,
        change=change,
        portfolio=_after(known.portfolio, _changed(rows), head, place),
    )


def read_head(conn: Connection, place: str) -> Head:
    """Return the head alone. Raises `psycopg.Error` or `NewerError`."""
    return _checked(_rows(conn, _HEAD, (), place)[0], place)


def portfolio_of(
    tables: Tables, head: Head, place: str, known: tuple[Marks, Portfolio] | None = None
) -> Portfolio:
    """Return the records of documents that follow the schema of a head, or raise `DamagedError`.

    What is `known` is not read again.
    """
    if head.schema >= newest_schema(MIGRATIONS):
        return codec.portfolio(tables, place, known)
    try:
        values = {
            name: {id: msgspec.json.decode(raw) for id, raw in table.items()}
            for name, table in tables.items()
        }
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise DamagedError(f"{place}: {error}") from error
    written = {
        name: {id: msgspec.Raw(msgspec.json.encode(one)) for id, one in table.items()}
        for name, table in migrated(values, head.schema, place=place).items()
    }
    return codec.portfolio(written, place)


def _rows(
    conn: Connection, statement: str, values: tuple[int, ...], place: str
) -> list[tuple[Any, ...]]:
    """Return the rows of a statement, of which there is one at least for there is a head."""
    rows = conn.execute(statement.encode(), values).fetchall()
    if not rows:
        raise DamagedError(f"{place}: its table head is empty, as in a dump without data")
    return rows


def _head(row: tuple[Any, ...], place: str) -> tuple[Head, UUID | None]:
    """Return the head, and the change that made its generation."""
    *values, change = row[:_HEAD_COLUMNS]
    return _checked(values, place), change


def _checked(values: Sequence[Any], place: str) -> Head:
    if values[0] > FORMAT:
        raise NewerError(
            f"{place} has format {values[0]}, this release knows format {FORMAT}: "
            "update licensetui to open it"
        )
    next = msgspec.json.decode(values[5], type=dict[str, int])
    return Head(*[*values[:5], next, values[6]])


def _changed(rows: Iterable[tuple[Any, ...]]) -> list[_Row]:
    return [row[-3:] for row in rows if row[-3] is not None]


def _after(portfolio: Portfolio, rows: list[_Row], head: Head, place: str) -> Portfolio:
    """Return a portfolio with the records of some rows."""
    tables: dict[str, dict[str, msgspec.Raw]] = {}
    for kind, id, raw in rows:
        if raw is not None:
            tables.setdefault(kind, {})[str(id)] = raw
    now = portfolio_of(tables, head, place)

    def gone(name: str) -> set[int]:
        return {id for kind, id, raw in rows if kind == name and raw is None}

    if now.licenses or gone(LICENSES):
        portfolio = portfolio.with_licenses(now.licenses, gone(LICENSES))
    if now.contacts or gone(CONTACTS):
        portfolio = portfolio.with_contacts(now.contacts, gone(CONTACTS))
    if now.mappings or gone(MAPPINGS):
        portfolio = portfolio.with_mappings(now.mappings, gone(MAPPINGS))
    return portfolio
