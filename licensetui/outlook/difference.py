"""The difference between two portfolios, with the records around it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence, Set
from dataclasses import replace
from functools import cached_property
from itertools import zip_longest

from licensetui.domain.contact import Contact, ContactKind, address_key
from licensetui.domain.dataclass import dataclass
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
    """Ids of the contacts that differ, or of whose addresses something else is known."""

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
    def touched_contacts(self) -> Set[int]:
        """Ids of the contacts that differ in more than whom a team's address reaches."""
        return {id for id in self.contacts if not self._is_about_members(id)}

    @cached_property
    def holders(self) -> Set[int]:
        """Ids of these contacts, and of all who are wanted for more or fewer licenses."""
        found = set(self.touched_contacts)
        for id in self.licenses:
            before, now = (_wanted(portfolio.license(id)) for portfolio in self._portfolios)
            found |= before ^ now
        return found

    @cached_property
    def held_licenses(self) -> Set[int]:
        """Ids of the licenses that differ, or of which one of these is a contact, or the owner."""
        touched = self.touched_contacts
        owned = (x.id for known in self._portfolios for id in touched for x in known.owned(id))
        return self.licenses.union(owned, *self._wanting(touched))

    @cached_property
    def touched_licenses(self) -> Set[int]:
        """Ids of the licenses that differ, hang on one that does, or have one of these contacts.

        A license has a contact who is wanted for it, or whose address the portal was seen to show.
        """
        return self._with_below.union(
            *self._wanting(self.touched_contacts),
            *self._showing(self._addresses_of(self.touched_contacts)),
        )

    @cached_property
    def touched_holders(self) -> Set[int]:
        """Ids of these contacts, and of all who have a license in common with one of them."""
        found = set(self.touched_contacts)
        if found:
            for portfolio, license in self._both(self.touched_licenses):
                found.update(held.contact for held in license.wanted)
                found.update(_shown(license, portfolio))
        return found

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
        return self._addresses_of(self.near_contacts)

    @cached_property
    def near_licenses(self) -> Set[int]:
        """Ids of the licenses of which the mails may be read by others, and of the touched ones."""
        return self._with_below.union(
            *self._wanting(self.near_contacts), *self._showing(self.addresses)
        )

    @cached_property
    def _with_below(self) -> set[int]:
        """Ids of the licenses that differ, and of all that hang on one that does."""
        found = set(self.licenses)
        waiting = list(self.licenses)
        for id in waiting:  # which grows on the way
            below = {x.id for x in (*self.before.children(id), *self.now.children(id))} - found
            found |= below
            waiting += below
        return found

    def _is_about_members(self, id: int) -> bool:
        """Say whether others read a contact's address or sign in with it, and nothing else is new.

        Of a contact of whom nobody has said whose address it is, members say that it is a team's.
        """
        before, now = self.before.contact(id), self.now.contact(id)
        if before is None or now is None or before is now or now.kind is ContactKind.UNKNOWN:
            return False
        known_by = now.sign_in_known_by
        return replace(before, members=now.members, sign_in_known_by=known_by) == now

    def _addresses_of(self, contacts: Iterable[int]) -> Set[str]:
        """Return the addresses that contacts have, and had."""
        known = (portfolio.contact(id) for portfolio in self._portfolios for id in contacts)
        return {contact.address for contact in known if contact} - {""}

    def _wanting(self, contacts: Iterable[int]) -> Iterator[Iterable[int]]:
        for portfolio in self._portfolios:
            yield from map(portfolio.wanting, contacts)

    def _showing(self, addresses: Iterable[str]) -> Iterator[Iterable[int]]:
        for portfolio in self._portfolios:
            yield from map(portfolio.showing, addresses)

    def _both(self, licenses: Iterable[int]) -> Iterator[tuple[Portfolio, License]]:
        """Yield licenses as they are in both portfolios, each with its portfolio."""
        for portfolio in self._portfolios:
            for license in filter(None, map(portfolio.license, licenses)):
                yield portfolio, license

    @property
    def _portfolios(self) -> tuple[Portfolio, Portfolio]:
        return self.before, self.now


def _shown(license: License, portfolio: Portfolio) -> Iterator[int]:
    for seen in license.on_portal:
        if address_key(seen.address) and (contact := portfolio.contact_at(seen.address)):
            yield contact.id


def _wanted(license: License | None) -> Set[int]:
    """Return the ids of the contacts for whom a license counts: none if it is archived, or gone."""
    if license is None or license.archived:
        return frozenset()
    return {held.contact for held in license.wanted}


def _differing(before: Sequence[License | Contact], now: Sequence[License | Contact]) -> set[int]:
    if before is now:
        return set()
    pairs = [pair for pair in zip_longest(before, now) if pair[0] is not pair[1]]
    known = {id(record): record.id for record, _ in pairs if record}
    new = {record.id for _, record in pairs if record and known.pop(id(record), None) is None}
    return new | set(known.values())
