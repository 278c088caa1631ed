"""Going back to an earlier version, wherever it is kept: how much differs, what becomes of it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import msgspec

from licensetui.domain.change import Edit
from licensetui.domain.portfolio import Portfolio, difference
from licensetui.store.codec import CONTACTS, LICENSES, MAPPINGS, Tables
from licensetui.store.keeper import Held, Since
from licensetui.store.record_changes import TABLES, record_changes


class Restoring:
    """The edits that make an earlier version of the records the present one."""

    def __init__(self, then: Portfolio, now: Portfolio, tables: Tables) -> None:
        """Compare what is `now`, in these `tables`, with what shall be."""
        change = difference(now, then)
        self._edits: Mapping[str, tuple[Edit[Any], ...]] = {
            LICENSES: change.licenses,
            CONTACTS: change.contacts,
            MAPPINGS: change.mappings,
        }
        self._tables = tables
        self.records = record_changes(change, tables)
        """What becomes of each record that differs, as the history keeps it."""

    def documents(self, then: Tables) -> Mapping[str, Mapping[str, msgspec.Raw | None]]:
        """Return the earlier document of each record that differs; None where there was none.

        They have the fields that nobody here knows.
        """
        return {
            name: {str(x.id): then[name][str(x.id)] if x.after else None for x in edits}
            for name, edits in self._edits.items()
            if edits
        }

    def tables(self, then: Tables) -> Tables:
        """Return all tables as they shall be, with the earlier documents of what differs."""
        found = dict(self._tables)
        for name, documents in self.documents(then).items():
            table = {**found.get(name, {}), **documents}
            ids = sorted(table, key=int)
            found[name] = {id: raw for id in ids if (raw := table[id]) is not None}
        return found


def held(then: Tables, now: Tables | None) -> Held:
    """Return how much is in an earlier version, and what has changed since."""
    return Held(
        len(then.get(LICENSES, {})),
        len(then.get(CONTACTS, {})),
        None if now is None else since(then, now),
    )


def since(then: Tables, now: Tables) -> Since:
    """Return how many records differ, by their documents: no record is decoded."""
    added = removed = changed = 0
    for name in TABLES.values():
        before, after = then.get(name, {}), now.get(name, {})
        added += len(after.keys() - before.keys())
        removed += len(before.keys() - after.keys())
        changed += sum(bytes(before[id]) != bytes(after[id]) for id in before.keys() & after.keys())
    return Since(added, removed, changed)
