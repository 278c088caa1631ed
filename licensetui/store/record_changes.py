"""From edits to what the history keeps of them, and from there to the change that takes it back."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

import msgspec

from licensetui.domain.change import Change, Edit, Record
from licensetui.domain.contact import Contact
from licensetui.domain.history import Entry, History, RecordChange, RecordKind
from licensetui.domain.license import License
from licensetui.domain.plain import plain
from licensetui.domain.portfolio import Portfolio
from licensetui.store import codec
from licensetui.store.codec import CONTACTS, LICENSES
from licensetui.store.errors import DamagedError, NotRevertibleError
from licensetui.store.layout import Tables

UNDO, REDO = "undo: ", "redo: "


def record_changes(
    licenses: Iterable[Edit[License]], contacts: Iterable[Edit[Contact]], tables: Tables
) -> tuple[RecordChange, ...]:
    """Return what edits do to their records, with the fields that differ alone.

    `tables` are the documents before the edits: of a removed one, the history keeps all.
    """
    known_licenses, known_contacts = tables.get(LICENSES, {}), tables.get(CONTACTS, {})
    return (
        *(_of(edit, RecordKind.LICENSE, known_licenses.get(str(edit.id))) for edit in licenses),
        *(_of(edit, RecordKind.CONTACT, known_contacts.get(str(edit.id))) for edit in contacts),
    )


def overruled_changes(change: Change) -> tuple[RecordChange, ...]:
    """Return what the user gave up for another session's values."""
    given_up = change.overruled
    return record_changes(given_up.licenses, given_up.contacts, {}) if given_up else ()


def reverting(number: int, history: History, portfolio: Portfolio) -> Change:
    """Return the change that takes back the entry with a number.

    It is made of the records as they are now, in which the fields that the entry changed stand as
    it left them: whoever commits it learns whether they still do. Raises `NotRevertibleError`.
    """
    entry = history.entry(number)
    if entry is None:
        raise NotRevertibleError(f"There is no change {number} in the history")
    if taken := history.undone_by(number):
        raise NotRevertibleError(f"Change {number} is undone already, by change {taken.number}")
    if not entry.records:
        raise NotRevertibleError(f"Change {number} changed no record")
    licenses = tuple(
        _inverse(License, change, portfolio.license)
        for change in entry.records
        if change.kind is RecordKind.LICENSE
    )
    contacts = tuple(
        _inverse(Contact, change, portfolio.contact)
        for change in entry.records
        if change.kind is RecordKind.CONTACT
    )
    return Change(
        _label(entry),
        tuple(edit for edit in licenses if edit),
        tuple(edit for edit in contacts if edit),
        reverts=number,
    )


def _label(entry: Entry) -> str:
    """Return what taking an entry back is called."""
    if entry.label.startswith(UNDO) and entry.reverts is not None:
        return REDO + entry.label.removeprefix(UNDO)
    return UNDO + entry.label.removeprefix(REDO)


def _of(edit: Edit[Record], kind: RecordKind, known: msgspec.Raw | None) -> RecordChange:
    before = codec.values(edit.before, known) if edit.before else None
    after = codec.values(edit.after, known) if edit.after else None
    if before is not None and after is not None:
        same = {name for name in before if name in after and before[name] == after[name]}
        before, after = _without(before, same), _without(after, same)
    shown = edit.shown
    name = shown.label if isinstance(shown, Contact) else shown.name
    return RecordChange(kind, edit.id, name, before, after)


def _inverse(
    record_class: type[Record],
    change: RecordChange,
    current: Callable[[int], Record | None],
) -> Edit[Record] | None:
    """Return the edit that takes back what became of a record; None if it is gone already."""
    now = current(change.id)
    try:
        if change.before is None and change.after is not None:
            if now is None:
                return None
            return Edit(codec.record(record_class, change.id, change.after), None)
        if change.after is None and change.before is not None:
            return Edit(None, codec.record(record_class, change.id, change.before))
        if now is None:
            raise NotRevertibleError(
                f"{plain(change.name)!r} is not there any more: undo its removal first"
            )
        return Edit(
            _patched(record_class, now, change, change.after),
            _patched(record_class, now, change, change.before),
        )
    except DamagedError as error:
        raise NotRevertibleError(
            f"{plain(change.name)!r} cannot be as it was: {error}. Edit it instead"
        ) from error


def _patched(
    record_class: type[Record],
    now: Record,
    change: RecordChange,
    values: Mapping[str, Any] | None,
) -> Record:
    """Return the record as it is now, but with `values` in the fields that were changed."""
    rest = _without(codec.values(now), set(change.fields))
    return codec.record(record_class, now.id, {**rest, **(values or {})})


def _without(values: Mapping[str, Any], names: set[str]) -> dict[str, Any]:
    return {name: value for name, value in values.items() if name not in names}
