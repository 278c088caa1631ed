"""One change of the portfolio: several records at once, or none of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Generic, TypeVar

from licensetui.domain.contact import Contact
from licensetui.domain.license import License

Record = TypeVar("Record", License, Contact)


@dataclass(frozen=True)
class Edit(Generic[Record]):
    """What becomes of one record."""

    before: Record | None
    """The record as the user saw it, or None for a new one."""
    after: Record
    """The record as it shall be. A new one has an id of zero or less, unique within the change."""


@dataclass(frozen=True)
class Change:
    """Edits that belong together: all are saved, or none."""

    label: str
    """What the user did, in words: `renew Jira Software`."""
    licenses: tuple[Edit[License], ...] = ()
    """Edits of licenses."""
    contacts: tuple[Edit[Contact], ...] = ()
    """Edits of contacts."""

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to save."""
        return not self.licenses and not self.contacts


def with_ids(license: License, licenses: Mapping[int, int], contacts: Mapping[int, int]) -> License:
    """Return a license with the final ids where the maps have them, references too."""
    wanted = tuple(
        replace(held, contact=contacts.get(held.contact, held.contact)) for held in license.wanted
    )
    parent = (
        license.parent if license.parent is None else licenses.get(license.parent, license.parent)
    )
    return replace(license, id=licenses.get(license.id, license.id), wanted=wanted, parent=parent)


def contact_with_ids(contact: Contact, contacts: Mapping[int, int]) -> Contact:
    """Return a contact with the final ids where the map has them, references too."""
    deputy = (
        contact.deputy if contact.deputy is None else contacts.get(contact.deputy, contact.deputy)
    )
    members = tuple(contacts.get(id, id) for id in contact.members)
    return replace(contact, id=contacts.get(contact.id, contact.id), members=members, deputy=deputy)
