"""The history in the database, of which a session reads only what it has not read."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

import msgspec

from licensetui.domain.history import Entry, History
from licensetui.store.errors import DamagedError
from licensetui.store.historyline import Recorded, history_of, line_with
from licensetui.store.postgres.connection import Connection

_LINES = """
SELECT h.rewritten, h.generation, y.number, y.base, y.at, y.by, y.line
FROM head h LEFT JOIN history y ON y.number > %s AND h.rewritten = %s
ORDER BY y.number
"""
_NEWEST = """
SELECT y.number, y.base, y.at, y.by, y.line
FROM head h JOIN history y ON y.number > %s AND y.number <= h.generation
ORDER BY y.number DESC LIMIT %s
"""
_ONE = "SELECT number, base, at, by, line FROM history WHERE number = %s"
_ASIDE = "SELECT EXISTS (SELECT FROM history WHERE base <> number - 1)"


@dataclass
class Past:
    """What a session has read of the history."""

    rewritten: int = -1
    lines: tuple[Recorded, ...] = ()
    generation: int = 0
    history: History = field(default_factory=History)

    def read(self, conn: Connection, place: str) -> History:
        """Return all of it; while nothing is new, the same object. Raises `psycopg.Error`."""
        last = self.lines[-1].entry.number if self.lines else -1
        rows = conn.execute(_LINES, (last, self.rewritten)).fetchall()
        rewritten, generation = rows[0][:2]
        if rewritten != self.rewritten:
            self.rewritten, self.lines, self.generation, self.history = rewritten, (), 0, History()
            return self.read(conn, place)
        new = [_told(row[2:], place) for row in rows if row[2] is not None]
        if new or generation != self.generation:
            self._take(new, generation)
        return self.history

    def _take(self, new: list[Recorded], generation: int) -> None:
        reached = [self.generation, *(line.entry.number for line in new)]
        self.lines = (*self.lines, *new)
        if reached[:-1] == [line.before for line in new] and reached[-1] == generation:
            entries = (*self.history.entries, *(line.entry for line in new))
            self.history = History(entries, self.history.aside)
        else:
            self.history = history_of(self.lines, generation)
        self.generation = generation


def newest(conn: Connection, after: int, place: str) -> tuple[Entry, ...]:
    """Return the changes above `after`, the last one after 0. Raises `psycopg.Error`."""
    rows = conn.execute(_NEWEST, (after, None if after else 1)).fetchall()
    lines = [_told(row, place) for row in reversed(rows)]
    return history_of(lines, lines[-1].entry.number).entries if lines else ()


def entry(conn: Connection, number: int, place: str) -> Entry | None:
    """Return one entry, wherever it is. Raises `psycopg.Error`."""
    rows = conn.execute(_ONE, (number,)).fetchall()
    return _told(rows[0], place).entry if rows else None


def may_have_aside(conn: Connection) -> bool:
    """Say whether numbers may be left out, by which entries are set aside."""
    return bool(conn.execute(_ASIDE).fetchall()[0][0])


def _told(row: Iterable[Any], place: str) -> Recorded:
    number, base, at, by, body = row
    try:
        line = line_with(number, at, by, bytes(body))
    except msgspec.DecodeError as error:
        raise DamagedError(f"{place}: change {number} in the history: {error}") from error
    return Recorded(line.entry(), base)
