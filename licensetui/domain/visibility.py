"""Visibility: for a contact the licenses, for a license the people, each with the reasons.

Whoever is on the portal sees a license there; whoever is wanted shall see it. The members of a team
see what the team's address gets; a deputy gets nothing, but should know. The vendor's reminders
come to those of the roles that get them, as far as the portal shows them and their addresses work.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from licensetui.domain.audience import Audience
from licensetui.domain.auto_renewal import present_end
from licensetui.domain.contact import Contact, address_key
from licensetui.domain.counsel import RECORDS, Counsel
from licensetui.domain.license import License, Role
from licensetui.domain.plain import folded
from licensetui.domain.portals import MailKind
from licensetui.domain.portfolio import Portfolio
from licensetui.domain.readers import Readership
from licensetui.domain.sign_in import is_looked_at, known_by


@dataclass(frozen=True)
class Ground:
    """One reason why somebody sees a license."""

    role: Role
    """The role of the contact through whom they see it."""
    primary: bool = False
    """Whether that contact is the primary one."""
    on_portal: bool = False
    """Whether the portal was seen to show that contact in the role."""
    wanted: bool = False
    """Whether that contact is wanted in the role."""
    looked: bool = True
    """Whether anybody has looked at the portal at all."""
    team: Contact | None = None
    """The team of which they are a member, for whom it is not the contact itself."""
    is_member: bool = True
    """Whether they read what comes to that team; else they only know its password."""
    knows_password: bool = False
    """Whether they are noted as knowing the password of that team's account."""
    stands_for: Contact | None = None
    """Whose deputy they are, if that is all: they get no mail."""

    @property
    def words(self) -> str:
        """The reason: `member of ops@example.org: technical, primary, on the portal`."""
        parts = [self.role.label, *(["primary"] if self.primary else [])]
        if self.on_portal:
            parts.append("on the portal" if self.wanted else "on the portal, no longer assigned")
        else:
            parts.append(
                "assigned, not on the portal" if self.looked else "assigned, portal not checked"
            )
        words = ", ".join(parts)
        if self.team:
            words += ", knows the password" if self.knows_password and self.is_member else ""
            tie = "member of" if self.is_member else "knows the password of"
            words = f"{tie} {self.team.email.strip() or self.team.label}: {words}"
        return f"deputy of {self.stands_for.label}: {words}" if self.stands_for else words


@dataclass(frozen=True)
class Sight:
    """Somebody who sees a license, and why."""

    license: License
    contact: Contact | None
    """Who sees it; None for an address on the portal that no contact has."""
    address: str
    """The address, as in the contact or on the portal."""
    grounds: tuple[Ground, ...]
    """Why, what comes first counts most; one at least."""
    mails: tuple[MailKind, ...] = ()
    """Which kinds of the vendor's mails would come to them today, be they away or not."""

    @property
    def gets_mail(self) -> bool:
        """Whether a reminder is among these."""
        return MailKind.REMINDER in self.mails

    @property
    def words(self) -> str:
        """All reasons."""
        return "; ".join(ground.words for ground in self.grounds)


def seen_by(
    license: License, portfolio: Portfolio, today: date, counsel: Counsel = RECORDS
) -> tuple[Sight, ...]:
    """Return everyone who sees a license: teams, persons, and addresses that no contact has.

    Those on the portal first, primaries before others, then members of teams, deputies at last.
    """
    return _Search(portfolio, today, counsel).sights(license)


def sees(
    contact: Contact, portfolio: Portfolio, today: date, counsel: Counsel = RECORDS
) -> tuple[Sight, ...]:
    """Return every license that is not archived and that a contact sees, those that end first."""
    search = _Search(portfolio, today, counsel)
    licenses = map(portfolio.license, sorted(near(contact, portfolio)))
    found = [
        sight
        for license in licenses
        if license and not license.archived
        for sight in search.sights(license, contact)
    ]
    ends = {x.license.id: present_end(x.license, today) or date.max for x in found}
    found.sort(key=lambda sight: (ends[sight.license.id], folded(sight.license.name)))
    return tuple(found)


def near(contact: Contact, portfolio: Portfolio) -> set[int]:
    """Return the ids of the licenses that a contact may see, or get mails about; maybe of others.

    That is what is there for it, for a team that it belongs to, and for whoever has it as deputy;
    and so on.
    """
    naming: dict[int | None, list[Contact]] = {}
    for other in portfolio.contacts:
        for id in {*other.members, *other.sign_in_known_by, other.deputy}:
            naming.setdefault(id, []).append(other)
    found, waiting = set[int](), [contact]
    through = {contact.id}
    for one in waiting:  # which grows on the way
        found.update(portfolio.wanting(one.id), portfolio.showing(one.address))
        new = [x for x in naming.get(one.id, ()) if x.id not in through]
        through.update(x.id for x in new)
        waiting += new
    return found


Who = tuple[Contact | None, str]
"""A contact, and the address; without a contact, an address that none has."""


class _Search:
    """Looks for those who see licenses of a portfolio."""

    def __init__(self, portfolio: Portfolio, today: date, counsel: Counsel) -> None:
        self._portfolio = portfolio
        self._today = today
        self._readership = Readership(portfolio, counsel)
        self._behinds: dict[tuple[int, Ground], tuple[tuple[Contact, Ground], ...]] = {}
        # Who is behind a team, by its id and reason: mostly the same for many licenses.
        self._gets: dict[Audience, set[str | int]] = {}
        # To whom mails come, by those to whom they are sent: the same for many licenses, too.
        self._deputies: dict[int, list[Contact]] = {}
        for contact in portfolio.contacts:
            deputy = portfolio.contact(contact.deputy)
            if deputy and deputy.id != contact.id:
                self._deputies.setdefault(contact.id, []).append(deputy)

    def sights(self, license: License, only: Contact | None = None) -> tuple[Sight, ...]:
        """Return who sees a license, each once with all reasons, each of these once.

        With `only`, nobody but that contact.
        """
        found: dict[int | str, tuple[Who, dict[Ground, None]]] = {}
        for who, ground in self._grounds(license):
            contact, address = who
            if only is not None and (contact is None or contact.id != only.id):
                continue
            _, grounds = found.setdefault(contact.id if contact else address, (who, {}))
            if ground.stands_for is None or not grounds:
                grounds[ground] = None
        if not found:
            return ()
        reached = {kind: self._reached(license, kind) for kind in MailKind}

        def mails(contact: Contact | None, address: str) -> tuple[MailKind, ...]:
            who = contact.address or contact.id if contact else address
            return tuple(kind for kind in MailKind if who in reached[kind])

        return tuple(
            Sight(license, contact, address, tuple(grounds), mails(contact, address))
            for (contact, address), grounds in found.values()
        )

    def _reached(self, license: License, kind: MailKind) -> set[str | int]:
        """Return to whom mails of a kind come, by address, or by id for want of one."""
        audience = self._readership.audience(license, kind)
        if audience not in self._gets:
            found: set[str | int] = {x.address or x.id for x in audience.reached(self._today)}
            self._gets[audience] = found.union(audience.on(self._today).unknown)
        return self._gets[audience]

    def _grounds(self, license: License) -> Iterator[tuple[Who, Ground]]:
        """Yield all reasons: of contacts themselves, of members of teams, then of deputies."""
        direct = tuple(self._direct(license))
        reached: list[tuple[Contact, Ground]] = []
        yield from direct
        for (contact, _), ground in direct:
            if contact is None:
                continue
            reached.append((contact, ground))
            if self._readership.is_team(contact):
                for member, because in self._behind(contact, ground):
                    reached.append((member, because))
                    yield _who(member), because
        for contact, ground in reached:
            for deputy in self._deputies.get(contact.id, ()):
                yield _who(deputy), replace(ground, stands_for=contact)

    def _behind(self, team: Contact, ground: Ground) -> Sequence[tuple[Contact, Ground]]:
        """Return the members of a team, then who else knows its password and is still there."""
        key = (team.id, ground)
        if key not in self._behinds:
            self._behinds[key] = tuple(self._found_behind(team, replace(ground, team=team)))
        return self._behinds[key]

    def _found_behind(self, team: Contact, ground: Ground) -> Iterator[tuple[Contact, Ground]]:
        known = {one.id: one for one in known_by(team, self._portfolio, self._today)}
        for member in self._readership.behind(team).involved:
            if member.id != team.id:
                knows = known.pop(member.id, None) is not None
                yield member, replace(ground, knows_password=knows)
        for one in known.values():
            yield one, replace(ground, is_member=False, knows_password=True)

    def _direct(self, license: License) -> Iterator[tuple[Who, Ground]]:
        """Yield the contacts and addresses that the portal shows, then those only wanted."""
        is_seen = is_looked_at(license)
        wanted = {
            (contact.address or contact.id, held.role): (contact, held)
            for held in license.wanted
            if (contact := self._portfolio.contact(held.contact))
        }
        for seen in sorted(license.on_portal, key=lambda seen: not seen.primary):
            if seen.address.strip():
                contact = self._readership.portfolio.contact_at(seen.address)
                key = (address_key(seen.address), seen.role)
                ground = Ground(seen.role, seen.primary, True, wanted.pop(key, None) is not None)
                yield _who(contact) if contact else (None, seen.address.strip()), ground
        for contact, held in sorted(wanted.values(), key=lambda item: not item[1].primary):
            yield _who(contact), Ground(held.role, held.primary, wanted=True, looked=is_seen)


def _who(contact: Contact) -> Who:
    return contact, contact.email.strip()
