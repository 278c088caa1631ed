"""The portfolio: all licenses and contacts, and the questions people ask of them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property

from licensetui.domain.change import Change, Edit, Record
from licensetui.domain.contact import Contact, address_key
from licensetui.domain.license import READER_ROLES, Assignment, License, Role


@dataclass(frozen=True)
class Portfolio:
    """An immutable collection. Questions that return a portfolio chain."""

    licenses: tuple[License, ...] = ()
    """In the order of their ids."""
    contacts: tuple[Contact, ...] = ()
    """In the order of their ids."""

    @cached_property
    def _licenses(self) -> Mapping[int, License]:
        return {license.id: license for license in self.licenses}

    @cached_property
    def _contacts(self) -> Mapping[int, Contact]:
        return {contact.id: contact for contact in self.contacts}

    @cached_property
    def _by_address(self) -> Mapping[str, Contact]:
        ordered = sorted(self.contacts, key=lambda x: (not x.archived, -x.id))
        return {contact.address: contact for contact in ordered if contact.address}

    @cached_property
    def _uses(self) -> Mapping[int, tuple[tuple[License, Assignment], ...]]:
        found: dict[int, list[tuple[License, Assignment]]] = {}
        for license in self.licenses:
            for held in license.wanted:
                found.setdefault(held.contact, []).append((license, held))
        return {contact: tuple(uses) for contact, uses in found.items()}

    def license(self, id: int | None) -> License | None:
        """Return the license with this id, if there is one."""
        return self._licenses.get(id) if id is not None else None

    def contact(self, id: int | None) -> Contact | None:
        """Return the contact with this id, if there is one."""
        return self._contacts.get(id) if id is not None else None

    def contact_at(self, address: str) -> Contact | None:
        """Return the contact with this address, of several the first that is not archived."""
        return self._by_address.get(address_key(address))

    def uses(self, contact: int) -> tuple[tuple[License, Assignment], ...]:
        """Return where a contact is wanted, archived licenses included."""
        return self._uses.get(contact, ())

    def use_count(self, contact: int) -> int:
        """Return on how many licenses that are not archived a contact is wanted."""
        return len({license.id for license, _ in self.uses(contact) if not license.archived})

    def is_in_use(self, contact: int) -> bool:
        """Say whether a contact is wanted on a license that is not archived."""
        return self.use_count(contact) > 0

    def readers(self, license: License) -> tuple[Contact, ...]:
        """Return the contacts wanted for the vendor's reminder mails, primaries first."""
        return self.holders(license, *READER_ROLES[license.portal])

    def holders(self, license: License, *roles: Role) -> tuple[Contact, ...]:
        """Return the contacts wanted in any of `roles`, primaries first, archived ones left out."""
        found = (self.contact(held.contact) for held in license.holders(*roles))
        return tuple(contact for contact in found if contact and not contact.archived)

    def current(self) -> Portfolio:
        """Return only what is not archived."""
        return Portfolio(
            tuple(license for license in self.licenses if not license.archived),
            tuple(contact for contact in self.contacts if not contact.archived),
        )

    def of_contact(self, contact: int) -> Portfolio:
        """Return the licenses on which a contact is wanted, with all contacts."""
        wanted = {license.id for license, _ in self.uses(contact)}
        return replace(self, licenses=tuple(x for x in self.licenses if x.id in wanted))

    def vendors(self) -> tuple[str, ...]:
        """Return the vendors' names, sorted."""
        return tuple(sorted({license.vendor for license in self.licenses if license.vendor}))

    def with_licenses(self, changed: Iterable[License], removed: Collection[int] = ()) -> Portfolio:
        """Return a portfolio in which `changed` replace the licenses with their ids, or are new.

        Those with an id in `removed` are gone.
        """
        licenses = _merged(self._licenses, changed, removed)
        after = replace(self, licenses=tuple(licenses.values()))
        after.__dict__["_licenses"] = licenses  # the index is there already
        return after

    def with_contacts(self, changed: Iterable[Contact], removed: Collection[int] = ()) -> Portfolio:
        """Return a portfolio in which `changed` replace the contacts with their ids, or are new.

        Those with an id in `removed` are gone.
        """
        contacts = _merged(self._contacts, changed, removed)
        after = replace(self, contacts=tuple(contacts.values()))
        after.__dict__["_contacts"] = contacts  # the index is there already
        return after


def _merged(
    known: Mapping[int, Record], changed: Iterable[Record], removed: Collection[int]
) -> dict[int, Record]:
    """Return the records by their ids, and in the order of these."""
    merged = dict(known)
    highest = next(reversed(merged), 0)
    is_ordered = True
    for record in changed:
        is_ordered &= record.id in merged or record.id > highest
        highest = max(highest, record.id)
        merged[record.id] = record
    for id in removed:
        merged.pop(id, None)
    return merged if is_ordered else dict(sorted(merged.items()))


def difference(before: Portfolio, after: Portfolio, label: str = "") -> Change:
    """Return the change that makes one portfolio of another, with the ids that they have."""
    return Change(
        label,
        _edits(before.licenses, after.licenses),
        _edits(before.contacts, after.contacts),
    )


def _edits(before: tuple[Record, ...], after: tuple[Record, ...]) -> tuple[Edit[Record], ...]:
    old: dict[int, Record] = {record.id: record for record in before}
    new: dict[int, Record] = {record.id: record for record in after}
    return tuple(
        Edit(old.get(id), new.get(id)) for id in sorted({*old, *new}) if old.get(id) != new.get(id)
    )
