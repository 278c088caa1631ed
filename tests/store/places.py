"""Places where a portfolio is kept, each of which does what the protocol of the store says."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Protocol

import msgspec

from licensetui.domain.portfolio import Portfolio
from licensetui.store.codec import Tables
from licensetui.store.file import disk, layout
from licensetui.store.file.filestore import FileStore
from licensetui.store.memory import MemoryStore
from licensetui.store.postgres.pgstore import PostgresStore
from licensetui.store.store import Store
from tests.builders import a_contact, a_license
from tests.postgres.server import ANNA, OwnDatabase, emptied_database
from tests.store.changes import all_new

FILE, MEMORY, POSTGRES = "file", "memory", "PostgreSQL"
SHARED = (FILE, POSTGRES)
"""Kinds of places that many sessions share."""
Documents = Mapping[str, Mapping[str, bytes]]
"""Documents by table and id."""


class Place(Protocol):
    """A place that any number of sessions open."""

    def open(self, *, readonly: bool = False) -> Store:
        """Return a store of what is there, for one more session."""

    def documents(self) -> Documents:
        """Return the bytes that are kept."""

    def put(self, table: str, id: int, document: bytes) -> None:
        """Write a document as a later release might."""


@dataclass(frozen=True)
class FilePlace:
    """A file."""

    path: Path

    def open(self, *, readonly: bool = False) -> Store:
        return FileStore.open(self.path, readonly=readonly)

    def documents(self) -> Documents:
        tables = self._contents().tables if self.path.exists() else {}
        return {name: {id: bytes(raw) for id, raw in of.items()} for name, of in tables.items()}

    def put(self, table: str, id: int, document: bytes) -> None:
        contents = self._contents()
        known = contents.tables.get(table, {})
        tables: Tables = {**contents.tables, table: {**known, str(id): msgspec.Raw(document)}}
        kept = layout.Contents(tables, contents.schema, contents.generation, contents.next)
        disk.replace(self.path, layout.render(kept))

    def _contents(self) -> layout.Contents:
        return layout.parse(self.path.read_bytes(), "test")


@dataclass(frozen=True)
class PostgresPlace:
    """A database."""

    database: OwnDatabase

    def open(self, *, readonly: bool = False) -> Store:
        return PostgresStore.open(self.database.seen_by(ANNA, readonly=readonly))

    def documents(self) -> Documents:
        rows = self.database.execute(
            "SELECT kind, id, document::text FROM record WHERE document IS NOT NULL"
        )
        found: dict[str, dict[str, bytes]] = {}
        for kind, id, document in rows:
            found.setdefault(str(kind), {})[str(id)] = str(document).encode()
        return found

    def put(self, table: str, id: int, document: bytes) -> None:
        self.database.execute(
            "INSERT INTO record SELECT %s, %s, generation, %s::json FROM head"
            " ON CONFLICT (kind, id) DO UPDATE SET document = excluded.document",
            *(table, id, document.decode()),
        )


class MemoryPlace:
    """A store that is not kept: only one session can have it."""

    @cached_property
    def _store(self) -> MemoryStore:
        return MemoryStore(Portfolio())

    def open(self, *, readonly: bool = False) -> Store:
        assert not readonly
        return self._store

    def documents(self) -> Documents:
        raise NotImplementedError

    def put(self, table: str, id: int, document: bytes) -> None:
        raise NotImplementedError


@contextmanager
def empty_place(kind: str, directory: Path) -> Iterator[Place]:
    """Yield a place of a kind; what is made for it stands in a directory, or is removed again."""
    if kind == FILE:
        yield FilePlace(directory / "licenses.json")
    elif kind == MEMORY:
        yield MemoryPlace()
    else:
        with emptied_database() as database:
            yield PostgresPlace(database)


def filled(place: Place, *names: str) -> Store:
    """Put contact 1 and a license for each name there, Jira alone without any; return a store."""
    licenses = tuple(a_license(name, id=id) for id, name in enumerate(names or ("Jira",), 1))
    store = place.open()
    store.commit(all_new(Portfolio(licenses, (a_contact(),))))
    return store


def sees(store: Store, what: Callable[[Portfolio], bool], limit: float = 5.0) -> bool:
    """Look until a store shows what another session has saved; say whether it does in time.

    A file shows it at once, a database as soon as the server has told.
    """
    until = time.monotonic() + limit
    while time.monotonic() < until:
        store.refresh()
        if what(store.portfolio):
            return True
        time.sleep(0.001)
    return False
