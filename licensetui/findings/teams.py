"""Teams whose address fits where one person's stands: proposed by name."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from licensetui.addresses.check import kind_of
from licensetui.addresses.domain_parts import parts
from licensetui.addresses.known import domain_of
from licensetui.addresses.report import AddressKind, DomainKind, Report
from licensetui.domain.contact import Contact, ContactKind
from licensetui.domain.license import Assignment, License
from licensetui.domain.missing import stays
from licensetui.domain.portfolio import Portfolio
from licensetui.vendors import vendor_of

MOST = 50
"""Contacts of a domain whose words are looked at, those on most licenses: a key must not wait."""


class Team(NamedTuple):
    """A team with an address that works, and where else it reads such mails."""

    contact: Contact
    licenses: int
    """On how many licenses it is assigned, the archived left out."""
    portals: frozenset[str]
    """Keys of the portals on which it reads what vendors write."""


class Teams:
    """The teams of a portfolio, by the domain of their addresses. Found when they are asked for."""

    def __init__(self, portfolio: Portfolio, report: Callable[[Contact], Report]) -> None:
        """Propose teams of a portfolio; `report` returns what there is to say of an address."""
        self._portfolio = portfolio
        self._report = report
        self._by_domain: dict[str, tuple[Team, ...]] = {}
        self._contacts: dict[str, list[Contact]] | None = None

    def instead(self, domain: str, license: License, held: Assignment) -> Team | None:
        """Return the team that fits portal and domain in the place of a contact; None if none does.

        One that is contact elsewhere for such mails: on the same portal rather than on another,
        and on many licenses rather than on few. None where a team reads them there already.
        """
        policy = vendor_of(license).contact_policy(license)
        is_wise = policy.takes_teams and policy.takes_extra and policy.wise is ContactKind.TEAM
        readers = license.portal.readers
        if not (domain and is_wise and held.role in readers):
            return None
        there = {x.contact for x in license.wanted if x.role in readers}
        best: tuple[tuple[bool, int], Team] | None = None
        for team in self._at(parts(domain).registered):
            if team.contact.id in there:
                return None
            rank = (license.portal.key in team.portals, team.licenses)
            if team.portals and (best is None or rank > best[0]):
                best = rank, team
        return best[1] if best else None

    def _at(self, domain: str) -> tuple[Team, ...]:
        if domain not in self._by_domain:
            used = [(len(self._portfolio.uses(x.id)), x) for x in self._of(domain) if stays(x)]
            ranked = [x for count, x in sorted(used, key=lambda pair: -pair[0]) if count]
            said = [x for x in ranked if x.kind is ContactKind.TEAM]
            unsaid = [x for x in ranked if x.kind is ContactKind.UNKNOWN][:MOST]
            teams = (*said, *(x for x in unsaid if kind_of(x) is AddressKind.TEAM))
            self._by_domain[domain] = tuple(map(self._team, filter(self._is_sound, teams)))
        return self._by_domain[domain]

    def _of(self, domain: str) -> list[Contact]:
        """Return the contacts at a domain; all are sorted by it at the first question."""
        if self._contacts is None:
            self._contacts = {}
            for contact in self._portfolio.contacts:
                known = parts(domain_of(contact.email)).registered
                self._contacts.setdefault(known, []).append(contact)
        return self._contacts.get(domain, [])

    def _is_sound(self, contact: Contact) -> bool:
        report = self._report(contact)
        is_company = report.domain_kind in (DomainKind.OWN, DomainKind.COMPANY)
        return is_company and not (report.is_suspicious or report.oddity)

    def _team(self, contact: Contact) -> Team:
        uses = [(x, held) for x, held in self._portfolio.uses(contact.id) if not x.archived]
        return Team(
            contact,
            len({x.id for x, _ in uses}),
            frozenset(x.portal.key for x, held in uses if held.role in x.portal.readers),
        )
