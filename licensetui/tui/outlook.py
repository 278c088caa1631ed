"""The portfolio as seen today: everything derived from it, computed once per change and day."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from licensetui.addresses.report import AddressKind
from licensetui.domain.agenda import AgendaEntry, agenda, worst_by_day
from licensetui.domain.contact import Contact
from licensetui.domain.finding import Finding
from licensetui.domain.license import License
from licensetui.domain.milestones import Urgency
from licensetui.domain.months import MonthTotal, months_ahead
from licensetui.domain.plain import folded
from licensetui.domain.portfolio import Portfolio
from licensetui.domain.settings import Settings
from licensetui.findings import Reports, find_all


@dataclass(frozen=True, eq=False)  # to compare two, record by record, takes longer than to show
class Outlook:
    """A portfolio, a day and the settings, with the answers that screens show."""

    portfolio: Portfolio
    """All licenses and contacts."""
    today: date
    """The day from which everything is counted."""
    settings: Settings
    """Limits and lead times."""

    @cached_property
    def agenda(self) -> tuple[AgendaEntry, ...]:
        """All open milestones, by day."""
        return agenda(self.portfolio, self.today, self.settings)

    @cached_property
    def marks(self) -> Mapping[date, Urgency]:
        """The worst urgency of each day that has an open milestone."""
        return worst_by_day(self.agenda)

    @cached_property
    def months(self) -> tuple[MonthTotal, ...]:
        """The next twelve months."""
        return months_ahead(self.agenda, self.today)

    @cached_property
    def next_entries(self) -> Mapping[int, AgendaEntry]:
        """The first open milestone of each license that has one, by the license's id."""
        found: dict[int, AgendaEntry] = {}
        for entry in self.agenda:
            found.setdefault(entry.license.id, entry)
        return found

    @cached_property
    def reports(self) -> Reports:
        """What there is to say of the contacts' addresses."""
        return Reports(self.portfolio, self.settings.own_domains)

    @cached_property
    def findings(self) -> tuple[Finding, ...]:
        """Everything wrong or unwise, the worst first."""
        return find_all(self.portfolio, self.today, self.settings, self.reports)

    @cached_property
    def license_findings(self) -> Mapping[int, tuple[Finding, ...]]:
        """The findings about each license, by its id."""
        return _by_subject(self.findings, "license")

    @cached_property
    def contact_findings(self) -> Mapping[int, tuple[Finding, ...]]:
        """The findings about each contact, by its id."""
        return _by_subject(self.findings, "contact")

    def findings_of(self, license: License, *, mild: bool = True) -> tuple[Finding, ...]:
        """Return the findings about a license, and those about its contacts; the worst first.

        Without the `mild` ones, what is wrong with a contact counts only if it is urgent.
        """
        contacts = dict.fromkeys(held.contact for held in license.wanted)
        found = [
            *self.license_findings.get(license.id, ()),
            *(
                finding
                for id in contacts
                for finding in self.contact_findings.get(id, ())
                if mild or finding.severity <= Urgency.URGENT
            ),
        ]
        return tuple(sorted(found, key=lambda finding: finding.severity))

    def kind_of(self, contact: Contact) -> AddressKind:
        """Return whose address a contact has: as the user has said, else by its words."""
        return self.reports.of(contact).kind

    @cached_property
    def _texts(self) -> dict[tuple[str, int], str]:
        return {}

    def license_text(self, license: License) -> str:
        """Return the folded text in which a license is found, contacts included."""
        key = ("license", license.id)
        if key not in self._texts:
            holders = (self.portfolio.contact(held.contact) for held in license.wanted)
            parts = (
                *(license.name, license.vendor, license.product, license.organization),
                *(license.sen, license.entitlement, license.site, license.partner, license.notes),
                *(f"{contact.name} {contact.email}" for contact in holders if contact),
            )
            self._texts[key] = folded("\n".join(parts))
        return self._texts[key]

    def contact_text(self, contact: Contact) -> str:
        """Return the folded text in which a contact is found."""
        key = ("contact", contact.id)
        if key not in self._texts:
            parts = (contact.name, contact.email, contact.organization, contact.notes)
            self._texts[key] = folded("\n".join(parts))
        return self._texts[key]


def _by_subject(findings: tuple[Finding, ...], subject: str) -> Mapping[int, tuple[Finding, ...]]:
    found: dict[int, list[Finding]] = {}
    for finding in findings:
        id = getattr(finding, subject)
        if id is not None:
            found.setdefault(id, []).append(finding)
    return {id: tuple(about) for id, about in found.items()}
