"""Two changes of one record, made at the same time: what fits together, and what does not."""

from __future__ import annotations

from collections.abc import Callable, Collection, Hashable, Iterable, Mapping
from dataclasses import fields, replace
from operator import attrgetter
from typing import Any, Generic

from licensetui.domain.change import Change, Edit, Record
from licensetui.domain.contact import Away, Contact
from licensetui.domain.dataclass import dataclass
from licensetui.domain.license import Assignment, Document, License, SeenAssignment
from licensetui.domain.remembered_mapping import ColumnChoice, RememberedMapping
from licensetui.domain.structure import StructureError
from licensetui.domain.term import Term

WHOLE = "record"
"""Stands for a field where one side removed the record, or both added it."""

_KEYS: Mapping[type, Callable[[Any], Hashable]] = {
    Term: lambda term: term.id,
    Assignment: lambda held: (held.contact, held.role),
    SeenAssignment: lambda held: (held.address, held.role),
    Away: lambda time: (time.start, time.end),
    Document: lambda document: document.place,
    ColumnChoice: lambda column: column.header,
}
"""By what an item of a tuple is known again after an edit."""
_TOGETHER = (
    ("cost", "cost_basis", "per_seat", "seats"),
    ("notice_days", "notice_weeks", "notice_months", "notice_day", "notice_yearly"),
)
"""Fields of a term that say something only together: its price, and its notice."""


@dataclass(frozen=True)
class Conflict(Generic[Record]):
    """A record that two sessions changed in ways that do not fit together."""

    before: Record | None
    """The record as the user saw it; None if it was not there."""
    mine: Record | None
    """The record as the user wants it; None to remove it."""
    theirs: Record | None
    """The record as the other session saved it; None if it was removed there."""
    fields: tuple[str, ...]
    """Names of the fields that both changed; `WHOLE` alone if it is about the whole record."""

    @property
    def shown(self) -> Record:
        """The record to name it by."""
        record = self.mine or self.theirs or self.before
        if record is None:
            raise ValueError("a conflict needs a record")
        return record

    def resolved(self, keep_mine: Iterable[str]) -> tuple[Edit[Record] | None, Edit[Record] | None]:
        """Return the edit that settles it, and what is given up, each None if there is nothing.

        `keep_mine` are those of `fields` in which the user's value shall stand. Raises
        `StructureError` if the record cannot be so.
        """
        kept = set(keep_mine) & set(self.fields)
        given_up = [name for name in self.fields if name not in kept]
        if self.mine is None or self.theirs is None or WHOLE in self.fields:
            if kept:
                return Edit(self.theirs, self.mine), None
            return None, Edit(self.theirs, self.mine)
        fitting, _ = _merged(self.before, self.mine, self.theirs)
        after = _with(fitting, self.mine, kept)
        lost = Edit(self.theirs, self._given_up(given_up)) if given_up else None
        return (Edit(self.theirs, after) if after != self.theirs else None), lost

    def _given_up(self, names: list[str]) -> Record | None:
        try:
            given_up: Record = _with(self.theirs, self.mine, names)
        except StructureError:  # it fits only with the user's other values
            return self.mine
        return given_up


AnyConflict = Conflict[License] | Conflict[Contact] | Conflict[RememberedMapping]
"""A conflict about a record of any kind."""


def merge(edit: Edit[Record], now: Record | None) -> Edit[Record] | Conflict[Record] | None:
    """Return `edit` as an edit of the record as it is `now`, or the conflict between the two.

    Different fields fit together; so do different terms, contacts and absences of one record, and
    different fields of one term. None if there is nothing left to do.
    """
    before, after = edit.before, edit.after
    if now == after or before == after:
        return None
    if now == before:
        return edit
    if before is None or after is None or now is None:
        return Conflict(before, after, now, (WHOLE,))
    merged, clashing = _merged(before, after, now)
    if clashing:
        return Conflict(before, after, now, clashing)
    return Edit(now, merged) if merged != now else None


def resolved(
    change: Change,
    conflicts: Iterable[AnyConflict],
    keep_mine: Callable[[AnyConflict], Iterable[str]],
) -> Change:
    """Return `change` with its conflicts settled as the user chose.

    `keep_mine` returns, for a conflict, the fields in which the user's value shall stand.
    Raises `StructureError` if a record cannot be so.
    """
    licenses = {edit.id: edit for edit in change.licenses}
    contacts = {edit.id: edit for edit in change.contacts}
    mappings = {edit.id: edit for edit in change.mappings}
    # What was given up before stays given up, if this is not the first conflict of the change.
    lost_licenses = list(change.overruled.licenses if change.overruled else ())
    lost_contacts = list(change.overruled.contacts if change.overruled else ())
    lost_mappings = list(change.overruled.mappings if change.overruled else ())
    for conflict in conflicts:
        if isinstance(conflict.shown, License):
            _settle(conflict, keep_mine(conflict), licenses, lost_licenses)
        elif isinstance(conflict.shown, RememberedMapping):
            _settle(conflict, keep_mine(conflict), mappings, lost_mappings)
        else:
            _settle(conflict, keep_mine(conflict), contacts, lost_contacts)
    overruled = Change(
        change.what, tuple(lost_licenses), tuple(lost_contacts), mappings=tuple(lost_mappings)
    )
    return replace(
        change,
        licenses=tuple(licenses.values()),
        contacts=tuple(contacts.values()),
        mappings=tuple(mappings.values()),
        overruled=None if overruled.is_empty else overruled,
    )


def _settle(
    conflict: Conflict[Any], kept: Iterable[str], edits: dict[int, Any], lost: list[Any]
) -> None:
    id = conflict.shown.id
    edit, given_up = conflict.resolved(kept)
    if edit is None:
        edits.pop(id, None)
    else:
        edits[id] = edit
    if given_up is not None:
        lost.append(given_up)


def _merged(before: Any, mine: Any, theirs: Any) -> tuple[Any, tuple[str, ...]]:
    """Return `theirs` with what only `mine` changed, and the fields that both did."""
    changed: dict[str, object] = {}
    clashing: list[str] = []
    apart = _apart(before, mine, theirs)
    for field in fields(theirs):
        name = field.name
        value, fits = _value(getattr(before, name), getattr(mine, name), getattr(theirs, name))
        if not fits or name in apart:
            clashing.append(name)
        elif value != getattr(theirs, name):
            changed[name] = value
    while True:
        try:
            return replace(theirs, **changed), tuple(clashing)
        except StructureError as error:
            # Each fits by itself, but not both together: a second primary, an end before the start.
            concerned = [error.field] if error.field in changed else list(changed)
            clashing += concerned
            for name in concerned:
                del changed[name]


def _apart(before: Any, mine: Any, theirs: Any) -> Collection[str]:
    """Return the fields of a price or a notice that one side changed, if the other changed it too.

    An amount of one and the time of the other would be what nobody ever said.
    """
    if not isinstance(theirs, Term):
        return ()
    found: list[str] = []
    for group in _TOGETHER:
        was, own, other = (attrgetter(*group)(x) for x in (before, mine, theirs))
        if own != other != was:
            found += [name for name in group if getattr(mine, name) != getattr(before, name)]
    return found


def _value(before: Any, mine: Any, theirs: Any) -> tuple[Any, bool]:
    """Return what becomes of a value, and whether both sides fit together."""
    if mine in (before, theirs):
        return theirs, True
    if theirs == before:
        return mine, True
    items = (*before, *mine, *theirs) if _are_tuples(before, mine, theirs) else ()
    kinds = {type(item) for item in items}
    if len(kinds) == 1 and (key := _KEYS.get(kinds.pop())):
        return _items(before, mine, theirs, key)
    return theirs, False


def _are_tuples(*values: object) -> bool:
    return all(isinstance(value, tuple) for value in values)


def _items(
    before: tuple[Any, ...],
    mine: tuple[Any, ...],
    theirs: tuple[Any, ...],
    key: Callable[[Any], Hashable],
) -> tuple[tuple[Any, ...], bool]:
    """Return the items of both sides, in the order of `theirs`, and whether they fit together."""
    old, own, other = ({key(item): item for item in items} for items in (before, mine, theirs))
    if (len(old), len(own), len(other)) != (len(before), len(mine), len(theirs)):
        return theirs, False  # two of them look alike, and one would be lost
    merged = []
    for known in dict.fromkeys((*other, *own)):
        one = (old.get(known), own.get(known), other.get(known))
        value, fits = _value(*one)
        if not fits and None not in one:
            value, clashing = _merged(*one)
            fits = not clashing
        if not fits:
            return theirs, False
        if value is not None:
            merged.append(value)
    return tuple(merged), True


def _with(record: Any, source: Any, names: Iterable[str]) -> Any:
    """Return `record` with the values that `source` has in some fields."""
    return replace(record, **{name: getattr(source, name) for name in names})
