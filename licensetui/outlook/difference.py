"""What is another one in a portfolio than before, and what lies around it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass
from functools import cached_property

from licensetui.domain.contact import Contact, address_key
from licensetui.domain.license import License
from licensetui.domain.portfolio import Portfolio


@dataclass(frozen=True)
class Difference:
    """Two portfolios, and the records that are not the same objects in both."""

    before: Portfolio
    """The earlier one."""
    now: Portfolio
    """The later one."""
    licenses: frozenset[int]
    """Ids of the licenses that differ."""
    contacts: frozenset[int]
    """Ids of the contacts that differ."""

    @classmethod
    def of(cls, before: Portfolio, now: Portfolio) -> Difference:
        """Compare two portfolios, object by object."""
        return cls(
            before,
            now,
            frozenset(_differing(before.licenses, now.licenses)),
            frozenset(_differing(before.contacts, now.contacts)),
        )

    @cached_property
    def new_licenses(self) -> tuple[License, ...]:
        """The licenses that differ, as they are in the later portfolio; by their ids."""
        found = (self.now.license(id) for id in sorted(self.licenses))
        return tuple(license for license in found if license)

    @cached_property
    def near_contacts(self) -> Set[int]:
        """Ids of the contacts that differ, and of those who have one of them as member or deputy.

        That goes on: whoever has one of these is among them, too.
        """
        found = set(self.contacts)
        waiting = list(self.contacts)
        for id in waiting:  # which grows on the way
            for contact in (*self.before.naming(id), *self.now.naming(id)):
                if contact.id not in found:
                    found.add(contact.id)
                    waiting.append(contact.id)
        return found

    @cached_property
    def addresses(self) -> Set[str]:
        """The addresses that these contacts have, and had, as `address_key`."""
        found = (
            contact.address
            for portfolio in (self.before, self.now)
            for id in self.near_contacts
            if (contact := portfolio.contact(id))
        )
        return {address for address in found if address}

    @cached_property
    def near_licenses(self) -> Set[int]:
        """Ids of the licenses that differ, hang on one that does, or have a contact near by.

        A license has a contact who is wanted for it, or whose address the portal was seen to show.
        """
        found = set(self.licenses)
        waiting = list(self.licenses)
        for id in waiting:  # which grows on the way
            below = {x.id for x in (*self.before.children(id), *self.now.children(id))} - found
            found |= below
            waiting += below
        for portfolio in (self.before, self.now):
            for id in self.near_contacts:
                found.update(portfolio.wanting(id))
            for address in self.addresses:
                found.update(portfolio.showing(address))
        return found

    @cached_property
    def held_licenses(self) -> Set[int]:
        """Ids of the licenses that differ, or for which a contact is wanted who does."""
        found = set(self.licenses)
        for portfolio in (self.before, self.now):
            for id in self.contacts:
                found.update(portfolio.wanting(id))
        return found

    @cached_property
    def near_holders(self) -> Set[int]:
        """Ids of the contacts near by, and of all who are wanted for a license near by."""
        found = set(self.near_contacts)
        for portfolio in (self.before, self.now):
            for id in self.near_licenses:
                if license := portfolio.license(id):
                    found.update(held.contact for held in license.wanted)
                    found.update(_shown(license, portfolio))
        return found


def _shown(license: License, portfolio: Portfolio) -> Iterator[int]:
    for seen in license.on_portal:
        if address_key(seen.address) and (contact := portfolio.contact_at(seen.address)):
            yield contact.id


def _differing(before: Sequence[License | Contact], now: Sequence[License | Contact]) -> set[int]:
    if before is now:
        return set()
    known = {id(record): record.id for record in before}
    new = {record.id for record in now if known.pop(id(record), None) is None}
    return new | set(known.values())
