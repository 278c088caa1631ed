"""Readers of what is sent to an address, on a given day.

A team's address is read by its members. Who has left, is away, or whose mailbox is closed, reads
nothing; and neither does a deputy who is not reached by the same mail anyway.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence, Set
from datetime import date
from typing import NamedTuple, TypeVar

from licensetui.domain.audience import Audience
from licensetui.domain.contact import Contact, ContactKind, address_key
from licensetui.domain.counsel import RECORDS, Counsel, Flaw
from licensetui.domain.license import Assignment, License, SeenAssignment
from licensetui.domain.missing import Why, gaps, lost, missing_on
from licensetui.domain.portals import MailKind, Receivers
from licensetui.domain.portfolio import Portfolio
from licensetui.domain.reach import Part, Reach
from licensetui.domain.sign_in import is_looked_at

Held = TypeVar("Held", Assignment, SeenAssignment)
_RECENT = 100
"""Licenses at most of which the audiences are remembered that are asked for by the license."""


class _Addressed(NamedTuple):
    """An address to which mails go, or a contact, as a readership has looked it up."""

    key: str | int
    """As `address_key`; of a contact the id."""
    identity: str | int
    """As in `Part`: two contacts with the same address are one addressee."""
    reach: Reach | None
    """Whom a mail reaches through it; None where no contact has it."""
    unknown: str = ""
    """The address of which nobody knows who reads it."""


class Readership:
    """The readers of a portfolio's licenses: each set of addresses is looked up once.

    Make one for many questions; it belongs to the portfolio as it is. `after` follows a change.
    """

    def __init__(self, portfolio: Portfolio, counsel: Counsel = RECORDS) -> None:
        """Look at the contacts of a portfolio, archived ones included: they read nothing."""
        self.portfolio = portfolio
        self.counsel = counsel
        self._audiences: dict[tuple[str | int, ...], Audience] = {}
        self._parts: dict[int, Part] = {}
        self._reaches: dict[int, Reach] = {}
        self._addressed: dict[str | int, _Addressed] = {}
        self._recent: dict[int, tuple[License, dict[MailKind, Audience]]] = {}
        # By the ids of the licenses that were asked about of late: several rules ask the same.

    def after(
        self, portfolio: Portfolio, counsel: Counsel, contacts: Set[int], addresses: Set[str]
    ) -> Readership:
        """Return the readership of another portfolio, with what has been looked up and still holds.

        `contacts` are the ids of those who differ, or of whose addresses something else is known,
        and of the teams that pass mails on to them; `addresses` those that they have, or had, as
        `address_key`.
        """
        after = Readership(portfolio, counsel)
        after._parts, after._reaches = self._parts.copy(), self._reaches.copy()
        after._audiences = self._audiences.copy()
        for id in contacts:
            after._parts.pop(id, None)
            after._reaches.pop(id, None)
        changed = {*contacts, *addresses}
        if changed:
            for asked, audience in self._audiences.items():
                if not changed.isdisjoint(audience.keys):
                    del after._audiences[asked]
        return after

    def audience(self, license: License, kind: MailKind = MailKind.REMINDER) -> Audience:
        """Return who is reached by the vendor's mails of a kind about a license.

        They go to the addresses that the portal was seen to show; if nobody ever looked, to those
        of the wanted contacts.
        """
        recent = self._recent.get(license.id)
        if recent is None or recent[0] is not license:
            if len(self._recent) >= _RECENT:
                self._recent.clear()
            recent = self._recent[license.id] = license, {}
        known = recent[1]
        if kind not in known:
            known[kind] = self._asked(self._asked_for(license, kind))
        return known[kind]

    def _asked_for(
        self, license: License, kind: MailKind = MailKind.REMINDER
    ) -> tuple[str | int, ...]:
        """Return the addresses to which they go as seen, or the ids of the wanted contacts.

        Those of roles of which the primary alone gets them come last.
        """
        receivers = license.portal.mails[kind]
        if is_looked_at(license):
            return tuple([held.address for held in _receiving(license.on_portal, receivers)])
        return tuple([held.contact for held in _receiving(license.wanted, receivers)])

    def addressees(self, license: License) -> Iterator[Contact]:
        """Yield the contacts to whose addresses these mails go, each address once, in order."""
        found = set[str | int]()
        for one in self._asked_for(license):
            contact = self._who(one)
            if contact is not None and (identity := self.part(contact).identity) not in found:
                found.add(identity)
                yield contact

    def gets_any(self, license: License, contact: Contact) -> bool:
        """Say whether any mail about a license may reach a contact, by itself or by a team."""
        audiences = (self.audience(license, kind) for kind in license.portal.unlike)
        return any(contact.id in audience.involved_ids for audience in audiences)

    def behind(self, contact: Contact) -> Audience:
        """Return who is reached by mails to the address of a contact."""
        return self._asked((contact.id,))

    def is_there(self, contact: Contact, day: date) -> bool:
        """Say whether an address works, and whoever has it reads mails or will again."""
        if self.flaw(contact) is not None:
            return False
        gaps = self.part(contact).gaps
        why = missing_on(day, gaps) if gaps else None
        return why is None or why.why is Why.AWAY

    def is_team(self, contact: Contact) -> bool:
        """Say whether an address is a team's: by the record, its members, or its words."""
        if contact.kind is ContactKind.UNKNOWN:
            return bool(contact.members) or self.counsel.facts(contact).kind is ContactKind.TEAM
        return contact.kind is ContactKind.TEAM

    def part(self, contact: Contact) -> Part:
        """Return what a contact of the portfolio does with a mail."""
        known = self._parts.get(contact.id)
        if known is None:
            is_team = self.is_team(contact)
            when = tuple(lost(contact) if is_team else gaps(contact))
            known = Part(contact, contact.address or contact.id, is_team, when)
            self._parts[contact.id] = known
        return known

    def flaw(self, contact: Contact) -> Flaw | None:
        """Return what is wrong with the address of a contact.

        It matters only where the vendor sends to it: nobody knows by which address the list of a
        team reaches its members.
        """
        return self._reach(contact).flaw

    def _reach(self, contact: Contact) -> Reach:
        """Return whom mails reach through the address of a contact."""
        known = self._reaches.get(contact.id)
        if known is None:
            flaw = self.counsel.facts(contact).flaw if contact.address else None
            known = self._reaches[contact.id] = Reach(self._reachable(contact), flaw)
        return known

    def _reachable(self, contact: Contact) -> tuple[Part, ...]:
        """Return all whom a mail to a contact may reach: teams pass it on."""
        found: dict[int, Part] = {}
        waiting = [contact]
        for one in waiting:  # which grows on the way
            if one.id not in found:
                part = found[one.id] = self.part(one)
                if part.is_team:
                    waiting += filter(None, map(self.portfolio.contact, one.members))
        return tuple(found.values())

    def _asked(self, asked: tuple[str | int, ...]) -> Audience:
        """Return the audience of addresses as seen, or of contacts by their ids."""
        known = self._audiences.get(asked)
        if known is None:
            known = self._audiences[asked] = self._made(asked)
        return known

    def _made(self, asked: tuple[str | int, ...]) -> Audience:
        reaches, unknown = dict[str | int, Reach](), dict[str | int, str]()
        addressed = [self._addressed.get(one) or self._address(one) for one in asked]
        for one in addressed:
            if one.reach is not None:
                reaches.setdefault(one.identity, one.reach)
            elif one.unknown:
                unknown.setdefault(one.key, one.unknown)
        keys = tuple([one.key for one in addressed])
        shared = asked if keys == asked else keys
        return Audience(tuple(reaches.values()), tuple(unknown.values()), shared)

    def _address(self, asked: str | int) -> _Addressed:
        """Look up whom a mail to an address as seen reaches, or one to a contact by the id."""
        contact = self._who(asked)
        key = address_key(asked) if isinstance(asked, str) else asked
        if contact is None:
            found = _Addressed(key, key, None, asked.strip() if isinstance(asked, str) else "")
        else:
            found = _Addressed(key, self.part(contact).identity, self._reach(contact))
        self._addressed[asked] = found
        return found

    def _who(self, asked: str | int) -> Contact | None:
        known = self.portfolio
        return known.contact_at(asked) if isinstance(asked, str) else known.contact(asked)


def _receiving(held: Sequence[Held], receivers: Receivers) -> list[Held]:
    """Return the assignments to whom mails go, the primaries first."""
    found = [x for x in held if x.role in receivers and (x.primary or not receivers[x.role])]
    if len(found) > 1:
        found.sort(key=lambda x: (receivers[x.role], not x.primary))
    return found
