"""Fixes for a mail that nobody reads, or one person alone."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from enum import Enum
from functools import cached_property
from itertools import islice

from licensetui.domain.audience import Audience
from licensetui.domain.change import Change, Edit
from licensetui.domain.contact import Contact, address_key
from licensetui.domain.counsel import RECORDS, Counsel
from licensetui.domain.coverage import Checkpoint
from licensetui.domain.license import Assignment, License, Role
from licensetui.domain.missing import lost, missing_on, why_missing
from licensetui.domain.plain import folded
from licensetui.domain.portals import ContactPolicy
from licensetui.domain.portfolio import Portfolio
from licensetui.domain.readers import Readership

MOST = 5
"""So many proposals are enough."""
COLLEAGUES = 2
"""So many persons beside the deputies are proposed."""


class FixKind(Enum):
    """In which way somebody more would read the mail."""

    PORTAL = "portal"
    """Somebody who is wanted already is put on the portal."""
    MEMBER = "member"
    """Somebody becomes a member of a team to which the mail goes: it works at once."""
    CONTACT = "contact"
    """Somebody, or a team, becomes a secondary contact, and is then put on the portal."""


@dataclass(frozen=True)
class Fix:
    """One proposal."""

    kind: FixKind
    """In which way."""
    license: License
    """The license that it is about."""
    contact: Contact
    """Who would read the mail, or the team whose members would."""
    role: Role
    """The role of a contact."""
    team: Contact | None = None
    """The team to join, for MEMBER."""
    deputy_of: Contact | None = None
    """Whose deputy the contact is, if that is why."""

    @property
    def words(self) -> str:
        """The fix in words: `add Anna Martin (deputy of Léa Petit) to the readers of ops@...`."""
        who = self.contact.label
        if self.deputy_of:
            who += f" (deputy of {self.deputy_of.label})"
        if self.kind is FixKind.MEMBER and self.team:
            return f"add {who} to the members of {self.team.email or self.team.label}"
        if self.kind is FixKind.PORTAL:
            return f"add {who} on the portal (already assigned)"
        return f"add {who} as secondary {self.role.words}"


def fixes(
    portfolio: Portfolio,
    checkpoint: Checkpoint,
    policy: ContactPolicy | None = None,
    counsel: Counsel = RECORDS,
) -> tuple[Fix, ...]:
    """Return what can be proposed for a mail, the best first; all would read it on its day.

    First who is wanted but not on the portal, then new members of the teams to which the mail goes,
    then new secondary contacts: a team that is read, deputies of the missing, and colleagues in the
    same mail domain with the fewest licenses. `policy` says what the portal takes.
    """
    search = _Search(
        portfolio, checkpoint, policy or ContactPolicy(), Readership(portfolio, counsel)
    )
    candidates = search.candidates()
    found = (*search.portal(), *search.members(candidates), *search.contacts(candidates))
    return found[:MOST]


def fixed(fix: Fix, portfolio: Portfolio, today: date) -> Change:
    """Return the change that a proposal makes; empty where the portal alone is to be changed."""
    license = portfolio.license(fix.license.id)
    team = portfolio.contact(fix.team.id) if fix.team else None
    label = f"{fix.words} for {fix.license.name}" if fix.team is None else fix.words
    if fix.kind is FixKind.MEMBER and team and fix.contact.id not in team.members:
        after = replace(team, members=(*team.members, fix.contact.id))
        return Change(label, contacts=(Edit(team, after),))
    if fix.kind is FixKind.CONTACT and license:
        held = Assignment(fix.contact.id, fix.role, since=today)
        if not any((x.contact, x.role) == (held.contact, held.role) for x in license.wanted):
            changed = replace(license, wanted=(*license.wanted, held))
            return Change(label, licenses=(Edit(license, changed),))
    return Change(label)


Candidate = tuple[Contact, Contact | None]
"""A person who could read a mail, and whose deputy that is, if that is why."""


@dataclass(frozen=True)
class _Search:
    """Looks for proposals for one mail."""

    portfolio: Portfolio
    point: Checkpoint
    policy: ContactPolicy
    readership: Readership

    @property
    def license(self) -> License:
        """The license that the mail is about."""
        return self.point.license

    @cached_property
    def held(self) -> tuple[Assignment, ...]:
        """The contacts who are wanted to read such mails."""
        return self.license.holders(*self.license.portal.readers)

    @cached_property
    def role(self) -> Role:
        """The role in which others read them too."""
        return self.held[0].role if self.held else self.license.portal.technical

    @cached_property
    def audience(self) -> Audience:
        """The people whom the mail reaches."""
        return self.readership.audience(self.license)

    def portal(self) -> Iterator[Fix]:
        """Yield who is wanted, would read the mail, and is not yet on the portal."""
        there = {contact.id for contact in self.audience.addressees}
        for held in self.held:
            wanted = self.portfolio.contact(held.contact)
            if wanted and wanted.id not in there and self._is_taken(wanted) and self._helps(wanted):
                yield Fix(FixKind.PORTAL, self.license, wanted, held.role)

    def members(self, candidates: Iterable[Candidate]) -> Iterator[Fix]:
        """Yield who could join the teams to which the mail goes."""
        for team in self.audience.teams:
            if missing_on(self.point.day, lost(team)) is None:
                for contact, stands_for in candidates:
                    if contact.id not in team.members:
                        yield Fix(
                            FixKind.MEMBER, self.license, contact, self.role, team, stands_for
                        )

    def contacts(self, candidates: Iterable[Candidate]) -> Iterator[Fix]:
        """Yield who could become a contact, if the portal takes more of them."""
        if not self.policy.takes_extra:
            return
        if self.policy.takes_teams:
            for team in self._teams():
                yield Fix(FixKind.CONTACT, self.license, team, self.role)
        for contact, stands_for in candidates:
            if contact.email.strip():
                yield Fix(FixKind.CONTACT, self.license, contact, self.role, deputy_of=stands_for)

    def _is_taken(self, contact: Contact) -> bool:
        """Say whether the portal would show one more contact, and this one."""
        is_team = self.readership.is_team(contact)
        return self.policy.takes_extra and (self.policy.takes_teams or not is_team)

    def candidates(self) -> tuple[Candidate, ...]:
        """Return persons who could read the mail on its day: deputies, then colleagues."""
        wanted = {held.contact for held in self.held}
        proposed = wanted | {contact.id for contact in self.point.readers}
        found: list[Candidate] = []
        for missing in self.point.missing:
            deputy = self.portfolio.contact(missing.contact.deputy)
            is_new = deputy is not None and deputy.id not in proposed
            if deputy and is_new and self._is_available(deputy) and not self._is_flawed(deputy):
                proposed.add(deputy.id)
                found.append((deputy, missing.contact))
        domains = {_domain(x.address) for x in self.audience.involved}
        domains |= {_domain(address_key(address)) for address in self.point.unknown}
        colleagues = [
            x
            for x in self.portfolio.contacts
            if x.id not in proposed and _domain(x.address) in domains and self._is_available(x)
        ]
        colleagues.sort(key=lambda x: (self.portfolio.use_count(x.id), folded(x.label)))
        sound = (contact for contact in colleagues if not self._is_flawed(contact))
        return (*found, *((contact, None) for contact in islice(sound, COLLEAGUES)))

    def _teams(self) -> Iterator[Contact]:
        """Yield teams that are contacts elsewhere, and are read by others on the day."""
        excluded = {held.contact for held in self.held} | {x.id for x in self.audience.addressees}
        for team in self.portfolio.contacts:
            if team.id not in excluded and self.readership.is_team(team):
                uses = self.portfolio.uses(team.id)
                roles = ((held.role, x.portal) for x, held in uses if not x.archived)
                is_used = any(role in portal.readers for role, portal in roles)
                if is_used and self._helps(team):
                    yield team

    def _helps(self, contact: Contact) -> bool:
        """Say whether somebody who does not read the mail yet would read it there."""
        reading = {reader.id for reader in self.point.readers}
        readers = self.readership.behind(contact).on(self.point.day).readers
        return any(reader.id not in reading for reader in readers)

    def _is_flawed(self, contact: Contact) -> bool:
        """Say whether a mail would hardly reach a person; asked last, as it takes longest."""
        return self.readership.flaw(contact) is not None

    def _is_available(self, contact: Contact) -> bool:
        is_person = not self.readership.is_team(contact)
        return is_person and why_missing(contact, self.point.day) is None


def _domain(address: str) -> str:
    return address.rpartition("@")[2]
