"""The places of a portfolio, a file and a database, for tests of commands that serve both."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

import pytest

from licensetui.domain.portfolio import Portfolio
from licensetui.store.file.filestore import FileStore
from licensetui.store.postgres.pgstore import PostgresStore
from licensetui.store.store import Store
from tests.postgres.server import OWNER, OwnDatabase
from tests.store.changes import all_new

FILE, DATABASE = "file", "database"
ON_BOTH = pytest.mark.parametrize("at", [FILE, DATABASE], indirect=True)
"""Tries what uses the fixture `at` on a file, and on a database."""
_TABLES = ("head", "record", "version", "history", "backup", "sent", "exported")


class At(NamedTuple):
    """A place, as the two words that name it to a command: `*at`."""

    option: str
    name: str

    @property
    def database(self) -> OwnDatabase | None:
        """The database; None for a file."""
        if self.option == "--file":
            return None
        return OwnDatabase(self.name.partition("@/")[2].partition("?")[0])

    def open(self) -> Store:
        """Return the store there, as a session of its own."""
        if self.database is None:
            return FileStore.open(Path(self.name))
        return PostgresStore.open(self.database.seen_by(OWNER))

    def save(self, portfolio: Portfolio) -> None:
        """Save records whose ids count from 1, as the first change."""
        self.open().commit(all_new(portfolio))

    def content(self) -> bytes:
        """Return all that is kept there."""
        if self.database is None:
            beside = sorted(Path(f"{self.name}.d").rglob("*"))
            files = [x for x in (Path(self.name), *beside) if x.is_file()]
            return b"".join(x.read_bytes() for x in files)
        asked = (f"SELECT x::text FROM {table} x ORDER BY 1" for table in _TABLES)  # noqa: S608
        return repr([self.database.execute(question) for question in asked]).encode()
