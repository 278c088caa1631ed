"""The portfolio: all licenses and contacts, and the questions people ask of them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cached_property

from licensetui.domain.change import Change, Edit, Record
from licensetui.domain.contact import Contact, address_key, named_contacts
from licensetui.domain.dataclass import dataclass
from licensetui.domain.index import Index
from licensetui.domain.license import Assignment, License, Role
from licensetui.domain.remembered_mapping import RememberedMapping


@dataclass(frozen=True)
class Portfolio:
    """An immutable collection. Questions that return a portfolio chain."""

    licenses: tuple[License, ...] = ()
    """In the order of their ids."""
    contacts: tuple[Contact, ...] = ()
    """In the order of their ids."""
    mappings: tuple[RememberedMapping, ...] = ()
    """What is known of lists that were imported, in the order of their ids."""

    @cached_property
    def _licenses(self) -> Mapping[int, License]:
        return {license.id: license for license in self.licenses}

    @cached_property
    def _contacts(self) -> Mapping[int, Contact]:
        return {contact.id: contact for contact in self.contacts}

    @cached_property
    def _by_holder(self) -> Index[License, int]:
        return Index.of(self.licenses, lambda x: [held.contact for held in x.wanted])

    @cached_property
    def _by_owner(self) -> Index[License, int]:
        return Index.of(self.licenses, lambda x: [] if x.owner is None else [x.owner])

    @cached_property
    def _by_seen(self) -> Index[License, str]:
        return Index.of(self.licenses, lambda x: [address_key(y.address) for y in x.on_portal])

    @cached_property
    def _by_parent(self) -> Index[License, int]:
        return Index.of(self.licenses, lambda x: [] if x.parent is None else [x.parent])

    @cached_property
    def _by_address(self) -> Index[Contact, str]:
        return Index.of(self.contacts, lambda x: [x.address] if x.address else [])

    @cached_property
    def _by_named(self) -> Index[Contact, int]:
        return Index.of(self.contacts, named_contacts)

    def index(self) -> None:
        """Make all indexes: portfolios after changes update those that are there."""
        for name in (*_LICENSE_INDEXES, *_CONTACT_INDEXES):
            getattr(self, name)

    def license(self, id: int | None) -> License | None:
        """Return the license with this id, if there is one."""
        return self._licenses.get(id) if id is not None else None

    def contact(self, id: int | None) -> Contact | None:
        """Return the contact with this id, if there is one."""
        return self._contacts.get(id) if id is not None else None

    def mapping(self, id: int) -> RememberedMapping | None:
        """Return the remembered mapping with this id, if there is one."""
        return next((mapping for mapping in self.mappings if mapping.id == id), None)

    def contact_at(self, address: str) -> Contact | None:
        """Return the contact with this address, of several the first that is not archived."""
        return self._at[address]

    @cached_property
    def _at(self) -> _Addresses:
        return _Addresses(self._by_address, self._contacts)

    def uses(self, contact: int) -> tuple[tuple[License, Assignment], ...]:
        """Return where a contact is wanted, archived licenses included."""
        return tuple(
            (license, held)
            for license in self._wanting(contact)
            for held in license.wanted
            if held.contact == contact
        )

    def owned(self, contact: int) -> tuple[License, ...]:
        """Return the licenses that a contact owns, archived ones included, by id."""
        return tuple(self._licenses[id] for id in self._by_owner.ids(contact))

    def owner(self, license: License) -> Contact | None:
        """Return the contact who owns a license, archived or not; None if nobody does."""
        return self.contact(license.owner)

    def held_count(self, contact: int) -> int:
        """Return on how many licenses that are not archived a contact is wanted, or the owner."""
        known = self._licenses
        ids = {*self.wanting(contact), *self._by_owner.ids(contact)}
        return len([id for id in ids if not known[id].archived])

    def use_count(self, contact: int) -> int:
        """Return on how many licenses that are not archived a contact is wanted."""
        known = self._licenses
        return len([id for id in self.wanting(contact) if not known[id].archived])

    def is_in_use(self, contact: int) -> bool:
        """Say whether a contact is wanted on a license that is not archived, or owns one."""
        used = (*self._wanting(contact), *self.owned(contact))
        return any(not license.archived for license in used)

    def wanting(self, contact: int) -> tuple[int, ...]:
        """Return the ids of the licenses on which a contact is wanted, archived ones included."""
        return self._by_holder.ids(contact)

    def showing(self, address: str) -> tuple[int, ...]:
        """Return the ids of the licenses for which a portal was seen to show an address."""
        return self._by_seen.ids(address_key(address))

    def _wanting(self, contact: int) -> Iterator[License]:
        return (self._licenses[id] for id in self._by_holder.ids(contact))

    def children(self, license: int) -> tuple[License, ...]:
        """Return the licenses that hang on this one, by id."""
        return tuple(self._licenses[id] for id in self._by_parent.ids(license))

    def naming(self, contact: int) -> tuple[Contact, ...]:
        """Return the contacts of whom this one is a member, or the deputy, by id."""
        return tuple(self._contacts[id] for id in self._by_named.ids(contact))

    def readers(self, license: License) -> tuple[Contact, ...]:
        """Return the contacts wanted for the vendor's reminder mails, primaries first."""
        return self.holders(license, *license.portal.readers)

    def holders(self, license: License, *roles: Role) -> tuple[Contact, ...]:
        """Return the contacts wanted in any of `roles`, primaries first, archived ones left out."""
        known = self._contacts
        found = [known.get(held.contact) for held in license.holders(*roles)]
        return tuple([contact for contact in found if contact and not contact.archived])

    def current(self) -> Portfolio:
        """Return only what is not archived."""
        return Portfolio(
            tuple(license for license in self.licenses if not license.archived),
            tuple(contact for contact in self.contacts if not contact.archived),
            self.mappings,
        )

    def of_contact(self, contact: int) -> Portfolio:
        """Return the licenses on which a contact is wanted, with all contacts."""
        wanted = {license.id for license, _ in self.uses(contact)}
        return replace(self, licenses=tuple(x for x in self.licenses if x.id in wanted))

    def vendors(self) -> tuple[str, ...]:
        """Return the vendors' names, sorted."""
        return tuple(sorted({license.vendor for license in self.licenses if license.vendor}))

    def with_licenses(self, changed: Iterable[License], removed: Collection[int] = ()) -> Portfolio:
        """Return it with `changed` or new licenses, and without those with an id in `removed`."""
        licenses, edits = _merged(self._licenses, changed, removed)
        return self._after(licenses, self._contacts, edits, _LICENSE_INDEXES, _CONTACT_INDEXES)

    def with_contacts(self, changed: Iterable[Contact], removed: Collection[int] = ()) -> Portfolio:
        """Return it with `changed` or new contacts, and without those with an id in `removed`."""
        contacts, edits = _merged(self._contacts, changed, removed)
        return self._after(self._licenses, contacts, edits, _CONTACT_INDEXES, _LICENSE_INDEXES)

    def with_mappings(
        self, changed: Iterable[RememberedMapping], removed: Collection[int] = ()
    ) -> Portfolio:
        """Return it with `changed` or new mappings, and without those with an id in `removed`."""
        known = {mapping.id: mapping for mapping in self.mappings}
        merged, _ = _merged(known, changed, removed)
        after = replace(self, mappings=tuple(merged.values()))
        # What was derived from the others still holds.
        after.__dict__.update({**self.__dict__, "mappings": after.mappings})
        return after

    def _after(
        self,
        licenses: Mapping[int, License],
        contacts: Mapping[int, Contact],
        edits: Sequence[tuple[Record | None, Record | None]],
        concerned: Iterable[str],
        others: Iterable[str],
    ) -> Portfolio:
        """Return a portfolio after edits; the indexes that are there already are not made anew."""
        after = Portfolio(tuple(licenses.values()), tuple(contacts.values()), self.mappings)
        known, indexes = self.__dict__, after.__dict__
        indexes |= {"_licenses": licenses, "_contacts": contacts}
        indexes |= {name: known[name] for name in others if name in known}
        indexes |= {name: known[name].after(edits) for name in concerned if name in known}
        if "_at" in known and contacts is self._contacts:
            indexes["_at"] = self._at
        return after


class _Addresses(dict[str, Contact | None]):
    """The contacts by their addresses; each way to write one, asked of often, is looked up once."""

    def __init__(self, ids: Index[Contact, str], contacts: Mapping[int, Contact]) -> None:
        self._ids = ids
        self._contacts = contacts

    def __missing__(self, address: str) -> Contact | None:
        found = [self._contacts[id] for id in self._ids.ids(address_key(address))]
        contact = min(found, key=lambda contact: contact.archived, default=None)
        self[address] = contact
        return contact


_LICENSE_INDEXES = ("_by_holder", "_by_owner", "_by_seen", "_by_parent")
_CONTACT_INDEXES = ("_by_address", "_by_named")


def _merged(
    known: Mapping[int, Record], changed: Iterable[Record], removed: Collection[int]
) -> tuple[dict[int, Record], list[tuple[Record | None, Record | None]]]:
    """Return the records by their ids, in the order of these, and what became of which."""
    merged = dict(known)
    highest = next(reversed(merged), 0)
    is_ordered = True
    edits: list[tuple[Record | None, Record | None]] = []
    for record in changed:
        is_ordered &= record.id in merged or record.id > highest
        highest = max(highest, record.id)
        edits.append((merged.get(record.id), record))
        merged[record.id] = record
    edits += [(merged.pop(id), None) for id in removed if id in merged]
    return (merged if is_ordered else dict(sorted(merged.items()))), edits


def difference(before: Portfolio, after: Portfolio, label: str = "") -> Change:
    """Return the change that makes one portfolio of another, with the ids that they have."""
    return Change(
        label,
        _edits(before.licenses, after.licenses),
        _edits(before.contacts, after.contacts),
        mappings=_edits(before.mappings, after.mappings),
    )


def _edits(before: tuple[Record, ...], after: tuple[Record, ...]) -> tuple[Edit[Record], ...]:
    old: dict[int, Record] = {record.id: record for record in before}
    new: dict[int, Record] = {record.id: record for record in after}
    return tuple(
        Edit(old.get(id), new.get(id)) for id in sorted({*old, *new}) if old.get(id) != new.get(id)
    )
