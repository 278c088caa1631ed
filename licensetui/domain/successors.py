"""Successors: a proposal for everything that somebody holds."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import field
from datetime import date

from licensetui.domain.contact import Contact, ContactKind
from licensetui.domain.counsel import Counsel
from licensetui.domain.dataclass import dataclass
from licensetui.domain.handover import HandoverRow, given_to, needs_successor
from licensetui.domain.holdings import Holding, HoldingKind
from licensetui.domain.license import License, Role
from licensetui.domain.missing import stays, why_missing
from licensetui.domain.plain import folded
from licensetui.domain.portfolio import Portfolio

ENOUGH = 2
"""Persons who still read the mails, from which on a secondary contact needs no successor."""
BILLING = frozenset({Role.BILLING, Role.BILLING_ADMIN})
"""The roles in which one reads invoices; in the others, keys and reminders."""


def proposed(
    holdings: Iterable[Holding],
    leaver: Contact,
    portfolio: Portfolio,
    today: date,
    counsel: Counsel,
) -> tuple[HandoverRow, ...]:
    """Return a row for each holding, with the successor who suits best.

    The primary contact of a license is followed by another who is contact in that role already;
    else by a team's address where the portal takes one, by the leaver's deputy, or by the
    colleague with the fewest licenses. Where enough persons remain, others are just taken off.
    A row for which nobody was found although somebody must follow is left out.
    """
    search = _Search(leaver, portfolio, today, counsel)
    return tuple(search.row(holding) for holding in holdings)


def all_to(rows: Iterable[HandoverRow], successor: int) -> tuple[HandoverRow, ...]:
    """Return rows that all go to one contact, or to nobody where the row is about that contact."""
    found = []
    for row in rows:
        about = row.holding.contact
        if row.holding.kind is HoldingKind.PORTAL:
            found.append(row)
        else:
            found.append(given_to(row, None if about and about.id == successor else successor))
    return tuple(found)


def mail_domain(contact: Contact) -> str:
    """Return the domain of a contact's address; empty where there is no address."""
    return contact.address.rpartition("@")[2] if "@" in contact.address else ""


@dataclass
class _Search:
    """Looks for successors of one leaver, and counts what it has given to whom."""

    leaver: Contact
    portfolio: Portfolio
    today: date
    counsel: Counsel
    given: dict[int, int] = field(default_factory=dict)

    def row(self, holding: Holding) -> HandoverRow:
        """Return the row that is proposed for a holding."""
        match holding.kind:
            case HoldingKind.CONTACT if holding.license and holding.role:
                found = self._follows(holding, holding.license, holding.role)
            case HoldingKind.MEMBER if holding.contact:
                members = self._contacts(holding.contact.members)
                is_enough = len(members) >= ENOUGH
                excluded = {holding.contact.id, *holding.contact.members}
                found = None if is_enough else self._person(excluded)
                if not members and found is None:
                    return HandoverRow(holding, taken=False)
            case HoldingKind.OWNER:
                found = self._person(())
            case HoldingKind.SIGN_IN if holding.contact:
                found = self._keeper(holding.contact)
            case HoldingKind.DEPUTY if holding.contact:
                found = self._person({holding.contact.id})
            case _:
                return HandoverRow(holding, taken=False)
        if found is None:
            return HandoverRow(holding, taken=not needs_successor(holding))
        self.given[found.id] = self.given.get(found.id, 0) + 1
        return HandoverRow(holding, found.id)

    def _keeper(self, team: Contact) -> Contact | None:
        """Return who shall know a team's password: nobody more if others do, else a member."""
        if self._contacts(team.sign_in_known_by):
            return None
        members = [x for x in self._contacts(team.members) if self._is_somebody(x)]
        return members[0] if members else self._person({team.id})

    def _follows(self, holding: Holding, license: License, role: Role) -> Contact | None:
        policy = self.counsel.policy(license)
        holders = self._contacts(x.contact for x in license.wanted if x.role is role)
        fit = [x for x in holders if policy.takes_teams or not self._is_team(x)]
        if holding.primary and fit:
            return min(fit, key=lambda x: self._distance(x, is_team_wise=policy.wise))
        if len(self._readers(fit)) >= ENOUGH:
            return None
        held = {x.contact for x in license.wanted if x.role is role}
        return (self._team(license, role, held) if policy.takes_teams else None) or self._person(
            held
        )

    def _distance(self, contact: Contact, is_team_wise: ContactKind) -> tuple[bool, ...]:
        """Return how far one of the holders is from being the next primary."""
        return (
            mail_domain(contact) != mail_domain(self.leaver),
            self.counsel.sound_kind(contact) is not is_team_wise,
            contact.id != self.leaver.deputy,
        )

    def _contacts(self, ids: Iterable[int]) -> list[Contact]:
        found = (self.portfolio.contact(id) for id in dict.fromkeys(ids) if id != self.leaver.id)
        return [x for x in found if x and stays(x) and self.counsel.sound_kind(x) is not None]

    def _readers(self, contacts: Iterable[Contact]) -> set[int]:
        found: set[int] = set()
        for contact in contacts:
            if self._is_team(contact):
                found |= {x.id for x in self._contacts(contact.members)}
            else:
                found.add(contact.id)
        return found

    def _is_team(self, contact: Contact) -> bool:
        return self.counsel.sound_kind(contact) is ContactKind.TEAM

    def _team(self, license: License, role: Role, held: Collection[int]) -> Contact | None:
        """Return the team that reads such mails: one that does so elsewhere, or the leaver's."""
        best: tuple[tuple[int, int, int, int], Contact] | None = None
        for team in self.portfolio.contacts:
            if team.id in held or not (self._is_team(team) and stays(team)):
                continue
            readers = len(self._readers([team]))
            if not readers or mail_domain(team) != mail_domain(self.leaver):
                continue
            uses = [use for use in self.portfolio.uses(team.id) if not use[0].archived]
            alike = [x for x, other in uses if (other.role in BILLING) == (role in BILLING)]
            is_own = self.leaver.id in team.members
            if not alike and (uses or not is_own):
                continue
            same_vendor = sum(x.vendor == license.vendor for x in alike)
            rank = (same_vendor, len(alike), int(is_own), readers)
            if best is None or rank > best[0]:
                best = rank, team
        return best[1] if best else None

    def _person(self, excluded: Collection[int]) -> Contact | None:
        """Return the leaver's deputy, else the colleague who holds the fewest licenses."""
        known = self.portfolio.contact(self.leaver.deputy)
        for deputy in self._contacts([known.id] if known else []):
            if deputy.id not in excluded and self._is_somebody(deputy):
                return deputy
        return min(self._colleagues(excluded), key=self._load, default=None)

    def _is_somebody(self, contact: Contact) -> bool:
        return self.counsel.sound_kind(contact) in (ContactKind.PERSON, ContactKind.UNKNOWN)

    def _colleagues(self, excluded: Collection[int]) -> Iterator[Contact]:
        """Yield the persons who may follow: nobody of another organization is proposed unasked."""
        for contact in self.portfolio.contacts:
            is_near = mail_domain(contact) == mail_domain(self.leaver)
            is_other = contact.organization and not self._is_same_organization(contact)
            if contact.id == self.leaver.id or contact.id in excluded or not stays(contact):
                continue
            if self._is_somebody(contact) and (is_near or not is_other):
                yield contact

    def _is_same_organization(self, contact: Contact) -> bool:
        return folded(contact.organization.strip()) == folded(self.leaver.organization.strip())

    def _load(self, contact: Contact) -> tuple[bool, bool, bool, bool, int, str]:
        """Return what to sort colleagues by: near ones who are here first, then by licenses."""
        return (
            mail_domain(contact) != mail_domain(self.leaver),
            not self._is_same_organization(contact),
            self.counsel.sound_kind(contact) is not ContactKind.PERSON,
            why_missing(contact, self.today) is not None,
            self.portfolio.use_count(contact.id) + self.given.get(contact.id, 0),
            folded(contact.label),
        )
