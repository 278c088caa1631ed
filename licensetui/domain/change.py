"""One change of the portfolio: several records at once, or none of them."""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum
from typing import Generic, TypeVar

from licensetui.domain.contact import Contact
from licensetui.domain.dataclass import dataclass
from licensetui.domain.license import Assignment, License
from licensetui.domain.remembered_mapping import RememberedMapping
from licensetui.domain.structure import replaced

Record = TypeVar("Record", License, Contact, RememberedMapping)
Wanted = tuple[Assignment, ...]
"""The contacts assigned to a license."""


class Deed(Enum):
    """The relation of a change to others in the history."""

    CHANGE = "change"
    UNDO = "undo"
    REDO = "redo"
    LEAVE_OUT = "leave out"

    def said(self, what: str) -> str:
        """Return in words that it was done, and to what: `undo: renew Jira Software`."""
        match self:
            case Deed.UNDO:
                return f"undo: {what}"
            case Deed.REDO:
                return f"redo: {what}"
            case Deed.LEAVE_OUT:
                return f"leave out: {what}"
        return what


class Done:
    """A change that knows what it is to others, before and after it is in the history."""

    what: str
    """What the user did, in words: `renew Jira Software`; of an undo, what is taken back."""
    reverts: int | None
    """Number of the entry of the history that it takes back."""
    deed: Deed
    """Whether it is an undo, a redo, or a change in its own right."""

    @property
    def label(self) -> str:
        """The deed in words: `undo: renew Jira Software`."""
        return self.deed.said(self.what)

    @property
    def is_undo(self) -> bool:
        """Whether it takes back a change; what takes back an undo is a redo, and is none."""
        return self.reverts is not None and self.deed is Deed.UNDO

    @property
    def first_done(self) -> str:
        """The first deed in words, where it was undone or redone since."""
        is_of_another = self.reverts is not None and self.deed in (Deed.UNDO, Deed.REDO)
        return self.what if is_of_another else self.label


@dataclass(frozen=True, slots=True)
class Edit(Generic[Record]):
    """The edit of one record: it is added, changed, removed, or brought back."""

    before: Record | None
    """The record as the user saw it, or None where there is none yet."""
    after: Record | None
    """The record as it shall be, or None to remove it.

    A new one has an id of zero or less, unique within the change. One without a `before` and with
    an id above zero was removed, and comes back under its id.
    """

    @property
    def id(self) -> int:
        """The id of the record."""
        return self.shown.id

    @property
    def shown(self) -> Record:
        """The record to name it by: as it shall be, or as it was if it is removed."""
        record = self.after or self.before
        if record is None:
            raise ValueError("an edit needs a record, before or after")
        return record


@dataclass(frozen=True)
class Change(Done):
    """Edits that belong together: all are saved, or none."""

    what: str
    licenses: tuple[Edit[License], ...] = ()
    contacts: tuple[Edit[Contact], ...] = ()
    reverts: int | None = None
    """Number of the history entry that it takes back; to redo is to take back an undo."""
    applies: int | None = None
    """Number of the history entry, set aside, that it brings in."""
    overruled: Change | None = None
    """What the user gave up for another session's values; only the history keeps it."""
    backup: str = ""
    """Why the state before it is worth a backup, in a word (`import`); empty if it is not."""
    deed: Deed = Deed.CHANGE
    mappings: tuple[Edit[RememberedMapping], ...] = ()

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to save, not even that an entry is settled."""
        return not (self.licenses or self.contacts or self.mappings or self.is_noted)

    @property
    def is_noted(self) -> bool:
        """Whether the history keeps it even if no record has to be changed."""
        return bool(self.overruled or self.reverts or self.applies)


def with_ids(
    license: License,
    licenses: Mapping[int, int],
    contacts: Mapping[int, int],
    known: dict[Wanted, Wanted] | None = None,
) -> License:
    """Return a license with the final ids where the maps have them, references too.

    Many licenses have the same contacts: `known` has what was made of those before.
    """
    known = {} if known is None else known
    wanted = known.get(license.wanted)
    if wanted is None:
        wanted = known[license.wanted] = tuple(
            replaced(held, contact=contacts.get(held.contact, held.contact))
            for held in license.wanted
        )
    parent = (
        license.parent if license.parent is None else licenses.get(license.parent, license.parent)
    )
    owner = license.owner if license.owner is None else contacts.get(license.owner, license.owner)
    id = licenses.get(license.id, license.id)
    return replaced(license, id=id, wanted=wanted, parent=parent, owner=owner)


def contact_with_ids(contact: Contact, contacts: Mapping[int, int]) -> Contact:
    """Return a contact with the final ids where the map has them, references too."""
    deputy = (
        contact.deputy if contact.deputy is None else contacts.get(contact.deputy, contact.deputy)
    )
    return replaced(
        contact,
        id=contacts.get(contact.id, contact.id),
        members=tuple(contacts.get(id, id) for id in contact.members),
        sign_in_known_by=tuple(contacts.get(id, id) for id in contact.sign_in_known_by),
        deputy=deputy,
    )
