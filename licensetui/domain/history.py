"""The history: every confirmed change, who made it and when, and what can be taken back.

A change can stand in the history and not in the file: an older version of the file was put back, or
a session was killed while it saved. It is set aside until somebody brings it in or leaves it out.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any

from licensetui.domain.change import Deed, Done
from licensetui.domain.contact import Contact
from licensetui.domain.labels import Labeled
from licensetui.domain.license import License
from licensetui.domain.remembered_mapping import RememberedMapping


class RecordKind(Labeled):
    """The kind of a record."""

    LICENSE = "license"
    CONTACT = "contact"
    MAPPING = "mapping"

    @classmethod
    def of(cls, record: License | Contact | RememberedMapping) -> RecordKind:
        """Return what sort of record one is."""
        if isinstance(record, RememberedMapping):
            return cls.MAPPING
        return cls.LICENSE if isinstance(record, License) else cls.CONTACT


@dataclass(frozen=True, slots=True)
class RecordChange:
    """The change of one record: the fields that were changed."""

    kind: RecordKind
    """License, contact or mapping."""
    id: int
    name: str
    """What it was called."""
    before: Mapping[str, Any] | None
    """The changed fields as they were, as JSON values; a field that was empty is not there.

    None if the record was added; the whole record if it was removed. Never a license key.
    """
    after: Mapping[str, Any] | None
    """The changed fields as they became; None if it was removed, the whole record if added."""

    @property
    def fields(self) -> tuple[str, ...]:
        """Names of the fields that were changed."""
        return tuple(dict.fromkeys((*(self.before or ()), *(self.after or ()))))


@dataclass(frozen=True)
class Entry(Done):
    """One confirmed change."""

    number: int
    """Its number: the generation of the file that it made."""
    at: datetime
    """When it was confirmed, aware."""
    by: str
    """Who made it: `anna@jira1`."""
    what: str
    """What was done, in words; of an undo, what was taken back."""
    records: tuple[RecordChange, ...] = ()
    """What became of each record."""
    overruled: tuple[RecordChange, ...] = ()
    """What the user gave up for another session's values."""
    reverts: int | None = None
    """Number of the entry that it took back; None if it was no undo and no redo.

    Such an entry may have no records: others had taken the change back already, by hand. It took
    back an entry that was set aside if somebody decided to leave that out.
    """
    applies: int | None = None
    """Number of the entry, set aside, that it brought in; None if it brought in none."""
    deed: Deed = Deed.CHANGE


@dataclass(frozen=True)
class History:
    """All entries, and what follows from them: what is undone, and what comes next."""

    entries: tuple[Entry, ...] = ()
    """Those in the file, the oldest first."""
    aside: tuple[Entry, ...] = ()
    """Those that were saved or nearly saved and are not in the file, the oldest first."""

    @cached_property
    def all(self) -> tuple[Entry, ...]:
        """All entries by number, whether they are in the file or not."""
        if not self.aside:
            return self.entries
        return tuple(sorted((*self.aside, *self.entries), key=lambda entry: entry.number))

    @cached_property
    def unsettled(self) -> tuple[Entry, ...]:
        """The entries set aside of which nobody has decided yet, the oldest first."""
        return tuple(
            entry
            for entry in self.aside
            if entry.records
            and entry.number not in self._applied
            and not self.is_undone(entry.number)
        )

    @cached_property
    def _numbered(self) -> Mapping[int, Entry]:
        return {entry.number: entry for entry in self.all}

    @cached_property
    def _aside_numbers(self) -> frozenset[int]:
        return frozenset(entry.number for entry in self.aside)

    @cached_property
    def _applied(self) -> Mapping[int, int]:
        """The latest that brought in an entry set aside, by that; it may be aside itself now."""
        return {entry.applies: entry.number for entry in self.all if entry.applies is not None}

    @cached_property
    def _reverted(self) -> Mapping[int, int]:
        """The entries that are taken back now, each with the number of what took it back."""
        found: dict[int, int] = {}
        for entry in reversed(self.entries):  # the last word first: an undone undo counts no more
            if entry.reverts is not None and entry.number not in found:
                found.setdefault(entry.reverts, entry.number)
        return found

    def entry(self, number: int) -> Entry | None:
        """Return the entry with this number, if there is one, in the file or set aside."""
        return self._numbered.get(number)

    def is_aside(self, number: int) -> bool:
        """Say whether an entry is set aside: in the history, and not in the file."""
        return number in self._aside_numbers

    def applied_by(self, number: int) -> Entry | None:
        """Return what brought an entry in that was set aside, if anything did."""
        return self.entry(self._applied.get(number, 0))

    def is_undone(self, number: int) -> bool:
        """Say whether an entry is taken back now; one that was redone is not."""
        return number in self._reverted

    def undone_by(self, number: int) -> Entry | None:
        """Return what took an entry back, if it is taken back now."""
        return self.entry(self._reverted.get(number, 0))

    def next_undo(self, by: str, without: Collection[int] = ()) -> Entry | None:
        """Return the newest change of a user that is not undone, passing over some numbers."""
        for entry in reversed(self.entries):
            if entry.by == by and entry.number not in without and self._can_be_undone(entry):
                return entry
        return None

    def next_redo(self, by: str, without: Collection[int] = ()) -> Entry | None:
        """Return the newest undo of a user that can be redone, passing over some numbers.

        A new change ends the chain.
        """
        for entry in reversed(self.entries):
            if entry.by != by or not entry.records:
                continue
            if entry.reverts is None:
                return None
            if entry.number not in without and self._can_be_redone(entry):
                return entry
        return None

    def _can_be_undone(self, entry: Entry) -> bool:
        return bool(entry.records) and entry.reverts is None and not self.is_undone(entry.number)

    def _can_be_redone(self, entry: Entry) -> bool:
        return self._is_undo(entry) and not self.is_undone(entry.number)

    def _is_undo(self, entry: Entry) -> bool:
        """Say whether an entry took back a change; what takes back an undo is a redo."""
        depth, at = 0, entry
        while at.reverts is not None:
            depth += 1
            before = self.entry(at.reverts)
            if before is None:  # older than the history goes
                break
            at = before
        return depth % 2 == 1
