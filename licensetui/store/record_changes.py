"""Changes as the history keeps them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from typing import Any

import msgspec

from licensetui.domain.change import Change, Edit, Record
from licensetui.domain.history import Entry, RecordChange, RecordKind
from licensetui.store import codec
from licensetui.store.apply import Applied
from licensetui.store.codec import CONTACTS, LICENSES, MAPPINGS, Tables

TABLES: Mapping[RecordKind, str] = {
    RecordKind.LICENSE: LICENSES,
    RecordKind.CONTACT: CONTACTS,
    RecordKind.MAPPING: MAPPINGS,
}
"""The tables by the kind of their records."""


def record_changes(
    edits: Change | Applied, tables: Tables, written: Tables | None = None
) -> tuple[RecordChange, ...]:
    """Return what edits do to their records, with the fields that differ alone.

    `tables` are the documents before the edits: of a removed one, the history keeps all. Those
    `written` by them need not be made again.
    """

    def of(kind: RecordKind, records: Iterable[Edit[Any]]) -> Iterator[RecordChange]:
        name = TABLES[kind]
        known, now = tables.get(name, {}), (written or {}).get(name, {})
        for edit in records:
            id = str(edit.id)
            yield _of(edit, kind, known.get(id), now.get(id))

    return (
        *of(RecordKind.LICENSE, edits.licenses),
        *of(RecordKind.CONTACT, edits.contacts),
        *of(RecordKind.MAPPING, edits.mappings),
    )


def entry_of(
    change: Change, number: int, at: datetime, by: str, records: tuple[RecordChange, ...]
) -> Entry:
    """Return the entry of a change that made `records` what they are."""
    given_up = change.overruled
    return Entry(
        number,
        at,
        by,
        change.what,
        records,
        record_changes(given_up, {}) if given_up else (),
        change.reverts,
        change.applies,
        change.deed,
    )


def next_ids(entries: Iterable[Entry]) -> dict[str, int]:
    """Return, by table, an id above all in some entries."""
    found: dict[str, int] = {}
    for entry in entries:
        for change in entry.records:
            name = TABLES[change.kind]
            found[name] = max(found.get(name, 1), change.id + 1)
    return found


def _of(
    edit: Edit[Record], kind: RecordKind, known: msgspec.Raw | None, written: msgspec.Raw | None
) -> RecordChange:
    if edit.before is None and known is None and written is not None:
        return RecordChange(kind, edit.id, edit.shown.label, None, codec.Written(written))
    before = codec.values(edit.before, known) if edit.before else None
    after = codec.values(edit.after, known) if edit.after else None
    if before is not None and after is not None:
        same = {name for name in before if name in after and before[name] == after[name]}
        before, after = _without(before, same), _without(after, same)
    return RecordChange(kind, edit.id, edit.shown.label, before, after)


def _without(values: Mapping[str, Any], names: set[str]) -> dict[str, Any]:
    return {name: value for name, value in values.items() if name not in names}
