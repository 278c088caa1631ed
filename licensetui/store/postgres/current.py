"""The database as it is now, readable or not."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from licensetui.domain.portfolio import Portfolio
from licensetui.store import codec
from licensetui.store.codec import Marks, Tables
from licensetui.store.errors import DamagedError
from licensetui.store.migrations import MIGRATIONS, newest_schema
from licensetui.store.postgres.connection import Connection
from licensetui.store.postgres.known import Head, portfolio_of, read_head
from licensetui.store.postgres.states import present_state


@dataclass(frozen=True)
class Current:
    """What is in the database at one moment."""

    head: Head
    tables: Tables
    """The documents, as they stand there."""
    portfolio: Portfolio
    """The records; none if nobody can read them."""
    problem: str
    """The reason to put it right, as a sentence without a full stop; empty if it is sound."""

    @property
    def readable(self) -> Tables:
        """The documents of `portfolio`; none if nobody can read them."""
        return {} if self.problem else self.tables

    @cached_property
    def known(self) -> tuple[Marks, Portfolio] | None:
        """What an earlier state has in common with it need not be read again; None if unsound."""
        if self.problem or self.head.schema < newest_schema(MIGRATIONS):
            return None
        return codec.marks(self.tables), self.portfolio


def current(conn: Connection, place: str) -> Current:
    """Return what is there now. Raises `psycopg.Error` or `NewerError`."""
    head = read_head(conn, place)
    tables = present_state(conn)
    try:
        return Current(head, tables, portfolio_of(tables, head, place), "")
    except DamagedError as error:
        return Current(head, tables, Portfolio(), str(error))
