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
from licensetui.domain.portfolio import Portfolio
from licensetui.domain.successors import BILLING, stays
from licensetui.vendors import vendor_of


class _Team(NamedTuple):
    """A team with an address that works, and where else it reads such mails."""

    contact: Contact
    licenses: frozenset[int]
    """Ids of the licenses on which it reads what vendors write, or invoices."""
    readers: frozenset[str]
    """Keys of the portals on which it reads what vendors write."""
    payers: frozenset[str]
    """The same of invoices."""


class Teams:
    """The teams of a portfolio, by the domain of their addresses. Found when they are asked for."""

    def __init__(self, portfolio: Portfolio, report: Callable[[Contact], Report]) -> None:
        """Propose teams of a portfolio; `report` returns what there is to say of an address."""
        self._portfolio = portfolio
        self._report = report
        self._by_domain: dict[str, tuple[_Team, ...]] = {}
        self._contacts: dict[str, list[Contact]] | None = None

    def instead(self, domain: str, license: License, held: Assignment) -> Contact | None:
        """Return the team that fits portal and domain in the place of a contact; None if none does.

        One that is contact elsewhere for such mails: on the same portal rather than on another,
        and on many licenses rather than on few. None where a team reads them there already.
        """
        policy = vendor_of(license).contact_policy(license)
        is_wise = policy.takes_teams and policy.takes_extra and policy.wise is ContactKind.TEAM
        if not (domain and is_wise):
            return None
        is_billing, portal = held.role in BILLING, license.portal.key
        there = {x.contact for x in license.wanted if (x.role in BILLING) is is_billing}
        best: tuple[tuple[bool, int], Contact] | None = None
        for team in self._at(parts(domain).registered):
            if team.contact.id in there:
                return None
            portals = team.payers if is_billing else team.readers
            rank = (portal in portals, len(team.licenses))
            if portals and team.contact.id != held.contact and (best is None or rank > best[0]):
                best = rank, team.contact
        return best[1] if best else None

    def count(self, team: Contact) -> int:
        """Return on how many licenses a team is assigned."""
        return self._portfolio.use_count(team.id)

    def _at(self, domain: str) -> tuple[_Team, ...]:
        if domain not in self._by_domain:
            teams = (x for x in self._of(domain) if kind_of(x) is AddressKind.TEAM and stays(x))
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

    def _team(self, contact: Contact) -> _Team:
        uses = [(x, held) for x, held in self._portfolio.uses(contact.id) if not x.archived]
        return _Team(
            contact,
            frozenset(x.id for x, _ in uses),
            frozenset(x.portal.key for x, held in uses if held.role not in BILLING),
            frozenset(x.portal.key for x, held in uses if held.role in BILLING),
        )
