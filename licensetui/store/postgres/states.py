"""Earlier states of the records, by generation, and the backups: names for some of them.

Nothing is copied for a backup, for every earlier state can be had again. One that was asked for
has a row of its own; the others follow from the history: the state before the first change of each
day, and before each change that said why its forerunner is worth one, as imports do.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import msgspec

from licensetui.store.codec import Tables
from licensetui.store.postgres.connection import Connection

DAILY = "daily"
"""The first change of a day (UTC) leaves the state before it."""
MANUAL = "manual"
"""The user asked for it."""
RESTORE = "restore"
"""A backup is about to be restored."""

_NOW = "SELECT kind, id, document FROM record WHERE document IS NOT NULL ORDER BY kind, id"
_SINCE = """
SELECT r.kind, r.id, (
  SELECT v.document FROM version v
  WHERE v.kind = r.kind AND v.id = r.id AND v.generation <= %(at)s
  ORDER BY v.generation DESC LIMIT 1)
FROM record r WHERE r.generation > %(at)s
"""
_FIRST = """
SELECT min(generation)
FROM (SELECT generation FROM record UNION ALL SELECT generation FROM version) every
"""
_BACKUPS = """
SELECT name, at, generation, reason FROM backup
UNION ALL
SELECT NULL, at, base,
  CASE backup WHEN '' THEN 'daily' ELSE backup END
FROM (
  SELECT *, row_number() OVER (PARTITION BY (at AT TIME ZONE 'UTC')::date ORDER BY number) AS place
  FROM history) change
WHERE place = 1 OR backup <> ''
"""
_MOST = {DAILY: 14, MANUAL: sys.maxsize}
_MOST_OF_OTHERS = 20
"""So many are named; the states before can be had, but nobody reads a list of hundreds."""


@dataclass(frozen=True)
class NamedState:
    """A backup: a state that has a name."""

    name: str
    at: datetime
    """When it was made, in UTC."""
    generation: int
    """The generation that it names."""
    reason: str
    """Why it was made, in a word."""
    where: str
    """The database."""

    @property
    def place(self) -> str:
        """The place of the backup, for the user."""
        return f"{self.name} in {self.where}"

    def is_called(self, text: str) -> bool:
        """Say whether that is its name."""
        return text == self.name


def present_state(conn: Connection) -> Tables:
    """Return all documents. Raises `psycopg.Error`."""
    tables: dict[str, dict[str, msgspec.Raw]] = {}
    for kind, id, raw in conn.execute(_NOW):
        tables.setdefault(kind, {})[str(id)] = raw
    return tables


def earlier_state(conn: Connection, generation: int, now: Tables) -> Tables:
    """Return all documents as they were at a generation. Raises `psycopg.Error`.

    `now` has those of any moment since: what has not been changed after `generation` is the same.
    """
    tables = {kind: dict(table) for kind, table in now.items()}
    for kind, id, raw in conn.execute(_SINCE, {"at": generation}):
        table = tables.setdefault(kind, {})
        if raw is None:
            table.pop(str(id), None)
        else:
            table[str(id)] = raw
    return tables


def backups(conn: Connection, where: str) -> Sequence[NamedState]:
    """Return the backups, the newest first. Raises `psycopg.Error`.

    What a portfolio was before it was moved to this database stayed where it came from.
    """
    (first,) = conn.execute(_FIRST).fetchone() or (None,)
    found, counts = list[NamedState](), Counter[str]()
    for given, at, generation, reason in sorted(conn.execute(_BACKUPS), key=_age, reverse=True):
        most = _MOST.get(reason, _MOST_OF_OTHERS)
        if first is not None and generation >= first and counts[reason] < most:
            counts[reason] += 1
            name = given or name_of(at, generation, reason)
            found.append(NamedState(name, at.astimezone(UTC), generation, reason, where))
    return found


def name_of(at: datetime, generation: int, reason: str, count: int = 1) -> str:
    """Return the name of a backup, as files give it: `2026-11-23T101500Z-g8-daily`.

    `count` tells apart those of one second.
    """
    name = f"{at.astimezone(UTC):%Y-%m-%dT%H%M%SZ}-g{generation}-{reason}"
    return name if count == 1 else f"{name}-{count}"


def differing(now: Tables, then: Tables) -> Mapping[str, Mapping[str, msgspec.Raw | None]]:
    """Return the earlier document of each that has other bytes now; None where there was none."""
    found: dict[str, dict[str, msgspec.Raw | None]] = {}
    for name in {*now, *then}:
        here, there = now.get(name, {}), then.get(name, {})
        for id in {*here, *there}:
            raw = there.get(id)
            if raw is None or id not in here or bytes(raw) != bytes(here[id]):
                found.setdefault(name, {})[id] = raw
    return found


def _age(row: tuple[Any, ...]) -> tuple[Any, ...]:
    _, at, generation, _ = row
    return at, generation
