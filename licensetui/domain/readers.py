"""Who reads what is sent to an address, on a given day.

A team's address is read by its members. Who has left, is away, or whose mailbox is closed, reads
nothing; and neither does a deputy who is not reached by the same mail anyway.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Set
from dataclasses import dataclass
from datetime import date
from enum import IntEnum
from functools import cached_property
from typing import NamedTuple

from licensetui.domain.contact import Contact, ContactKind, address_key
from licensetui.domain.counsel import RECORDS, Counsel, Flaw
from licensetui.domain.license import License
from licensetui.domain.missing import Gap, Missing, Why, gaps, lost, missing_on, turns
from licensetui.domain.portfolio import Portfolio
from licensetui.domain.sign_in import is_looked_at


class Cover(IntEnum):
    """How well a mail is read, the worst first."""

    NOBODY = 0
    """All whom it reaches are missing, or it reaches nobody."""
    UNKNOWN = 1
    """It reaches an address of which nobody knows who reads it, and no reader who is known."""
    ONE = 2
    """One reader is known."""
    SEVERAL = 3
    """Two readers or more."""


@dataclass(frozen=True)
class Reading:
    """Who reads a mail on a day, and who does not."""

    readers: tuple[Contact, ...] = ()
    """The persons who read it, those of the primary address first."""
    missing: tuple[Missing, ...] = ()
    """Those who would read it on another day, or did once."""
    unknown: tuple[str, ...] = ()
    """Addresses of which nobody knows who reads them: no contact has them, or a team has no
    members."""

    @cached_property
    def cover(self) -> Cover:
        """How well it is read: an address of which nobody knows is no second reader."""
        if self.readers:
            return Cover.SEVERAL if len(self.readers) > 1 else Cover.ONE
        return Cover.UNKNOWN if self.unknown else Cover.NOBODY


class Part(NamedTuple):
    """What a contact does with a mail."""

    identity: str | int
    """What tells readers apart: two contacts with the same address are one."""
    is_team: bool
    """Whether it is passed on to members."""
    gaps: tuple[Gap, ...]
    """When it is lost."""


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
        self._flaws: dict[int, Flaw | None] = {}

    def after(
        self, portfolio: Portfolio, counsel: Counsel, contacts: Set[int], addresses: Set[str]
    ) -> Readership:
        """Return the readership of another portfolio, with what has been looked up and still holds.

        `contacts` are the ids of those who differ, or of whose addresses something else is known;
        `addresses` those that they have, or had, as `address_key`.
        """
        after = Readership(portfolio, counsel)
        changed = {*contacts, *addresses}
        after._parts, after._flaws = dict(self._parts), dict(self._flaws)
        for id in contacts:
            after._parts.pop(id, None)
            after._flaws.pop(id, None)
        after._audiences = (
            {
                asked: audience
                for asked, audience in self._audiences.items()
                if audience.rests_on.isdisjoint(changed)
            }
            if changed
            else dict(self._audiences)
        )
        return after

    def audience(self, license: License) -> Audience:
        """Return who is reached by the vendor's mails about a license.

        They go to the addresses that the portal was seen to show; if nobody ever looked, to those
        of the wanted contacts.
        """
        roles = license.portal.readers
        if not is_looked_at(license):
            return self._asked(tuple(held.contact for held in license.holders(*roles)))
        seen = [held for held in license.on_portal if held.role in roles]
        if len(seen) > 1:
            seen.sort(key=lambda held: not held.primary)
        return self._asked(tuple([held.address for held in seen]))

    def behind(self, contact: Contact) -> Audience:
        """Return who is reached by mails to the address of a contact."""
        return self._asked((contact.id,))

    def is_there(self, contact: Contact, day: date) -> bool:
        """Say whether an address works, and whoever has it reads mails or will again."""
        why = missing_on(day, self.part(contact).gaps)
        return self.flaw(contact) is None and (why is None or why.why is Why.AWAY)

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
            known = self._parts[contact.id] = Part(contact.address or contact.id, is_team, when)
        return known

    def flaw(self, contact: Contact) -> Flaw | None:
        """Return what is wrong with the address of a contact.

        It matters only where the vendor sends to it: nobody knows by which address the list of a
        team reaches its members.
        """
        if contact.id not in self._flaws:
            has_address = bool(contact.address)
            self._flaws[contact.id] = self.counsel.facts(contact).flaw if has_address else None
        return self._flaws[contact.id]

    def _asked(self, asked: tuple[str | int, ...]) -> Audience:
        """Return the audience of addresses as seen, or of contacts by their ids."""
        known = self._audiences.get(asked)
        if known is None:
            known = self._audiences[asked] = self._made(asked)
        return known

    def _made(self, asked: tuple[str | int, ...]) -> Audience:
        addressees, unknown = dict[str | int, Contact](), dict[str, str]()
        for one in asked:
            known = self.portfolio
            contact = known.contact_at(one) if isinstance(one, str) else known.contact(one)
            if contact is not None:
                addressees.setdefault(self.part(contact).identity, contact)
            elif isinstance(one, str) and one.strip():
                unknown.setdefault(address_key(one), one.strip())
        flaws = {contact.id: self.flaw(contact) for contact in addressees.values()}
        people = self._reachable(addressees.values())
        keys = (address_key(one) if isinstance(one, str) else one for one in asked)
        rests_on = frozenset((*keys, *people))
        return Audience(
            tuple(addressees.values()), flaws, people, tuple(unknown.values()), rests_on
        )

    def _reachable(self, addressees: Iterable[Contact]) -> dict[int, tuple[Contact, Part]]:
        """Return all whom a mail may reach, with what they do with it: teams pass it on."""
        found: dict[int, tuple[Contact, Part]] = {}
        waiting = list(addressees)
        for contact in waiting:  # which grows on the way
            if contact.id not in found:
                part = self.part(contact)
                found[contact.id] = contact, part
                if part.is_team:
                    waiting += filter(None, map(self.portfolio.contact, contact.members))
        return found


class Audience:
    """Who is reached by mails to the same addresses, day by day."""

    def __init__(
        self,
        addressees: tuple[Contact, ...],
        flaws: Mapping[int, Flaw | None],
        people: Mapping[int, tuple[Contact, Part]],
        unknown: tuple[str, ...],
        rests_on: frozenset[int | str] = frozenset(),
    ) -> None:
        """Begin with the contacts who have the addresses, and the addresses that nobody has.

        `flaws` tells, by their ids, what is wrong with those of the contacts; `people` has, by id,
        all whom a mail may reach, and what they do with it.
        """
        self.addressees = addressees
        """The contacts who have the addresses."""
        self.rests_on = rests_on
        """Ids and addresses on whose contacts it depends who they are, and whom a mail reaches."""
        self._flaws = flaws
        self._people = people
        self._unknown = unknown
        self._readings: dict[int, Reading] = {}
        self._got: dict[date, tuple[Contact, ...]] = {}

    def on(self, day: date) -> Reading:
        """Return who reads on a day: the same between two days on which something changes."""
        place = bisect_right(self._turns, day)
        known = self._readings.get(place)
        if known is None:
            known = self._readings[place] = self._read(day)
        return known

    def reached(self, day: date) -> tuple[Contact, ...]:
        """Return the persons and teams who get a mail of a day, who are away included."""
        known = self._got.get(day)
        if known is None:
            found = (
                contact
                for one in self.addressees
                if self._flaws[one.id] is None
                for contact, _, why in self._reached(one, day)
                if why is None or why.why is Why.AWAY
            )
            known = self._got[day] = tuple({one.id: one for one in found}.values())
        return known

    def staying(self, day: date) -> tuple[Contact, ...]:
        """Return the persons among them: who reads on a day, or will again after an absence."""
        return tuple(x for x in self.reached(day) if not self._people[x.id][1].is_team)

    @cached_property
    def involved(self) -> tuple[Contact, ...]:
        """All persons and teams whom a mail reaches, or would reach on another day, each once."""
        found = (x for one in self.addressees for x, _, _ in self._reached(one, None))
        return tuple({contact.id: contact for contact in found}.values())

    @cached_property
    def people(self) -> tuple[Contact, ...]:
        """The persons among them."""
        return tuple(x for x in self.involved if not self._people[x.id][1].is_team)

    @cached_property
    def teams(self) -> tuple[Contact, ...]:
        """The teams among them."""
        return tuple(x for x in self.involved if self._people[x.id][1].is_team)

    @cached_property
    def _turns(self) -> tuple[date, ...]:
        """The days on which the readers may be others than on the day before, sorted."""
        found = (self._people[contact.id][1].gaps for contact in self.involved)
        return tuple(sorted({day for gaps in found for day in turns(gaps)}))

    def _read(self, day: date) -> Reading:
        readers, missing = dict[str | int, Contact](), dict[str | int, Missing]()
        unknown = list(self._unknown)
        for addressee in self.addressees:
            is_known = False
            if self._flaws[addressee.id] is Flaw.DOUBTFUL:
                unknown.append(addressee.email.strip())
                continue
            for contact, part, why in self._reached(addressee, day):
                if why:
                    missing.setdefault(part.identity, why)
                elif not part.is_team:
                    readers.setdefault(part.identity, contact)
                is_known = is_known or why is not None or not part.is_team
            if not is_known:
                unknown.append(addressee.email.strip())
        return Reading(
            tuple(readers.values()),
            tuple(why for one, why in missing.items() if one not in readers),
            tuple(unknown),
        )

    def _reached(
        self, addressee: Contact, day: date | None
    ) -> Iterator[tuple[Contact, Part, Missing | None]]:
        """Yield whom a mail reaches through an address, what they do with it, and why it is lost.

        An address that does not work on the day passes nothing on; without a day all work.
        Each team passes it on once, so teams that are members of each other end somewhere.
        """
        _, part = self._people[addressee.id]
        if not addressee.email.strip():
            yield addressee, part, Missing(addressee, Why.NO_ADDRESS)
            return
        if day and self._flaws[addressee.id] is Flaw.DEAD:
            yield addressee, part, Missing(addressee, Why.DEAD)
            return
        waiting, seen = [addressee.id], set[int]()
        for id in waiting:  # which grows on the way
            if id in seen or id not in self._people:
                continue
            seen.add(id)
            contact, part = self._people[id]
            why = missing_on(day, part.gaps) if day and part.gaps else None
            if part.is_team and not why:
                waiting += contact.members
            yield contact, part, why
