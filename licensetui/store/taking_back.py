"""The changes that take back an entry of the history, or settle one that is set aside.

They are made from what a store has now, for its `commit`; all raise `NotRevertibleError`, or
another `StoreError` if the history cannot be read.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from typing import Any

from licensetui.domain.change import Change, Deed, Edit, Record
from licensetui.domain.contact import Contact
from licensetui.domain.history import Entry, History, RecordChange, RecordKind
from licensetui.domain.license import License
from licensetui.domain.plain import plain
from licensetui.domain.portfolio import Portfolio
from licensetui.domain.remembered_mapping import RememberedMapping
from licensetui.store import codec
from licensetui.store.errors import DamagedError, NotRevertibleError
from licensetui.store.store import Store


def reverting(store: Store, number: int) -> Change:
    """Return the change that takes back the entry with a number.

    It is made of the records as they are now, in which the fields that the entry changed stand as
    it left them: whoever commits it learns whether they still do. Raises `NotRevertibleError`.
    """
    history = store.history()
    entry = _entry(number, history)
    if taken := history.undone_by(number):
        raise NotRevertibleError(f"Change {number} was already undone, by change {taken.number}")
    if history.is_aside(number):
        raise NotRevertibleError(f"Change {number} is not in the file, so it cannot be undone")
    deed, what = _taking_back(entry)
    edits = _edits(entry.records, store.portfolio, "undo its removal first")
    return replace(edits, what=what, reverts=number, deed=deed)


def bringing_in(store: Store, number: int) -> Change:
    """Return the change that brings in the entry with a number, which is set aside.

    As for `reverting`, whoever commits it learns whether the records still are as the entry found
    them. It is what the entry was: a change that can be undone, or an undo or redo of one.
    Raises `NotRevertibleError`.
    """
    history = store.history()
    entry = _entry(number, history)
    if not history.is_aside(number):
        raise NotRevertibleError(f"Change {number} is already in the file")
    if done := history.applied_by(number):
        again = f": redo {done.number}" if history.is_aside(done.number) else ""
        what = "set aside again as change" if again else "already applied, by change"
        raise NotRevertibleError(f"Change {number} is {what} {done.number}{again}")
    for change in entry.records:
        _check_free(change, store.portfolio)
    edits = _edits(
        map(_flipped, entry.records),
        store.portfolio,
        "first apply or undo the change that added or removed it",
    )
    is_own = entry.reverts is None
    deed, what = (Deed.REDO, entry.label) if is_own else (entry.deed, entry.what)
    reverts = _taken_back(entry, history)
    return replace(edits, what=what, reverts=reverts, applies=number, deed=deed)


def leaving_out(store: Store, number: int) -> Change:
    """Return the change that settles an entry: it stays out. Raises `NotRevertibleError`."""
    history = store.history()
    entry = _entry(number, history)
    if not history.is_aside(number):
        raise NotRevertibleError(f"Change {number} is in the file")
    if done := history.applied_by(number):
        raise NotRevertibleError(f"Change {number} is already applied, by change {done.number}")
    if taken := history.undone_by(number):
        raise NotRevertibleError(f"Change {number} was already dropped, by change {taken.number}")
    return Change(entry.label, reverts=number, deed=Deed.LEAVE_OUT)


def _entry(number: int, history: History) -> Entry:
    entry = history.entry(number)
    if entry is None:
        raise NotRevertibleError(f"There is no change {number} in the history")
    if not entry.records:
        raise NotRevertibleError(f"Change {number} changed no record")
    return entry


def _edits(changes: Iterable[RecordChange], portfolio: Portfolio, remedy: str) -> Change:
    """Return the edits that take changes back; `remedy` is what to do where a record is gone."""
    licenses, contacts = list[Edit[License]](), list[Edit[Contact]]()
    mappings = list[Edit[RememberedMapping]]()
    for change in changes:
        if change.kind is RecordKind.LICENSE:
            if license := _inverse(License, change, portfolio.license, remedy):
                licenses.append(license)
        elif change.kind is RecordKind.MAPPING:
            if mapping := _inverse(RememberedMapping, change, portfolio.mapping, remedy):
                mappings.append(mapping)
        elif contact := _inverse(Contact, change, portfolio.contact, remedy):
            contacts.append(contact)
    return Change("", tuple(licenses), tuple(contacts), mappings=tuple(mappings))


def _flipped(change: RecordChange) -> RecordChange:
    """Return what took back what became of a record: to take that back is to do it again."""
    return replace(change, before=change.after, after=change.before)


def _check_free(change: RecordChange, portfolio: Portfolio) -> None:
    """Raise `NotRevertibleError` if a record was added whose id another one has now."""
    if change.before is not None:
        return
    now = _record(change, portfolio)
    if now is not None and codec.values(now) != change.after:
        raise NotRevertibleError(
            f"{plain(change.name)!r} cannot be applied: {change.kind.label} {change.id} "
            f"already exists, as {plain(now.label)!r}. Edit that one, or add a new one"
        )


def _record(
    change: RecordChange, portfolio: Portfolio
) -> License | Contact | RememberedMapping | None:
    """Return the record with the kind and the id of one that was changed, if it is there."""
    match change.kind:
        case RecordKind.LICENSE:
            return portfolio.license(change.id)
        case RecordKind.CONTACT:
            return portfolio.contact(change.id)
        case RecordKind.MAPPING:
            return portfolio.mapping(change.id)


def _taken_back(entry: Entry, history: History) -> int | None:
    """Return the number of what an undo or redo takes back if it is brought in; None if nothing."""
    if entry.reverts is None:
        return None
    applied = history.applied_by(entry.reverts)
    number = applied.number if applied else entry.reverts
    return None if history.is_undone(number) else number


def _taking_back(entry: Entry) -> tuple[Deed, str]:
    """Return what taking an entry back is, and of what: to take back an undo is to redo."""
    if entry.is_undo:
        return Deed.REDO, entry.what
    return Deed.UNDO, entry.what if entry.deed is Deed.REDO else entry.label


def _inverse(
    record_class: type[Record],
    change: RecordChange,
    current: Callable[[int], Record | None],
    remedy: str,
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
            raise NotRevertibleError(f"{plain(change.name)!r} no longer exists: {remedy}")
        return Edit(
            _patched(record_class, now, change, change.after),
            _patched(record_class, now, change, change.before),
        )
    except DamagedError as error:
        raise NotRevertibleError(
            f"{plain(change.name)!r} cannot be restored: {error}. Edit it instead"
        ) from error


def _patched(
    record_class: type[Record], now: Record, change: RecordChange, values: Mapping[str, Any] | None
) -> Record:
    """Return the record as it is now, but with `values` in the fields that were changed."""
    rest = {name: it for name, it in codec.values(now).items() if name not in change.fields}
    return codec.record(record_class, now.id, {**rest, **(values or {})})
