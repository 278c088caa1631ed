"""The portfolio as seen today: everything derived from it, computed once per change and day."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from licensetui.addresses.report import AddressKind
from licensetui.domain.agenda import AgendaEntry, agenda
from licensetui.domain.contact import Contact
from licensetui.domain.day_events import DayEvent, day_events
from licensetui.domain.finding import Finding, Remedy
from licensetui.domain.license import License
from licensetui.domain.milestones import Urgency
from licensetui.domain.months import Month, MonthTotal, months_ahead
from licensetui.domain.next_mail import NextMail, next_mail
from licensetui.domain.plain import folded
from licensetui.domain.portal_steps import PortalStep, open_steps
from licensetui.domain.portfolio import Portfolio
from licensetui.domain.readers import Readership
from licensetui.domain.settings import Settings
from licensetui.domain.totals import (
    Charge,
    Total,
    due_charges,
    per_organization,
    per_vendor,
    per_year,
    yearly_charges,
)
from licensetui.findings import Reports, find_all
from licensetui.findings.counsel import public_by
from licensetui.findings.readership import judge_by_words


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

    def events(self, last: date) -> tuple[DayEvent, ...]:
        """Return all that falls on a day up to `last`: deadlines, mails, absences, ends of life."""
        known = min((day for day in self._events if day >= last), default=None)
        if known is None:
            from licensetui.findings.ends_of_life import ends_of_life

            today, settings = self.today, self.settings
            found = [
                *day_events(self.portfolio, self.agenda, today, settings, last),
                *(x for x in ends_of_life(self.portfolio, today, settings) if x.day <= last),
            ]
            known = last
            self._events[last] = tuple(sorted(found, key=lambda event: event.order))
        events = self._events[known]
        return events if known == last else tuple(x for x in events if x.day <= last)

    def events_on(self, day: date) -> tuple[DayEvent, ...]:
        """Return all that falls on one day, what begins or ends on another day too."""
        events = self.events(Month.of(day).last_day)
        return tuple(event for event in events if event.day <= day <= event.last)

    @cached_property
    def _events(self) -> dict[date, tuple[DayEvent, ...]]:
        return {}

    @cached_property
    def months(self) -> tuple[MonthTotal, ...]:
        """The next twelve months."""
        return months_ahead(self.agenda, self.today)

    @cached_property
    def due_by_year(self) -> tuple[Total, ...]:
        """What is to be paid at open ends, by year."""
        return per_year(due_charges(self.agenda), self.settings)

    @cached_property
    def yearly_by_vendor(self) -> tuple[Total, ...]:
        """What running licenses cost a year, by vendor."""
        return per_vendor(self._yearly, self.settings)

    @cached_property
    def yearly_by_organization(self) -> tuple[Total, ...]:
        """What running licenses cost a year, by the organization to which they were issued."""
        return per_organization(self._yearly, self.settings)

    @cached_property
    def _yearly(self) -> tuple[Charge, ...]:
        return yearly_charges(self.portfolio, self.today, self.settings)

    @cached_property
    def readership(self) -> Readership:
        """Who reads what is sent to the addresses of contacts."""
        return Readership(self.portfolio, judge_by_words(self.reports))

    def next_mail(self, license: License) -> NextMail | None:
        """Return the vendor's next mail about a license, and who reads it; None if none comes."""
        return next_mail(license, self.readership, self.today, self.settings)

    @cached_property
    def next_entries(self) -> Mapping[int, AgendaEntry]:
        """The first open milestone of each license that has one, by the license's id."""
        found: dict[int, AgendaEntry] = {}
        for entry in self.agenda:
            found.setdefault(entry.license.id, entry)
        return found

    @cached_property
    def steps(self) -> tuple[PortalStep, ...]:
        """What is to be done on portals, the oldest license first."""
        return open_steps(self.portfolio, self.today, self.settings, public_by(self.reports))

    @cached_property
    def license_steps(self) -> Mapping[int, tuple[PortalStep, ...]]:
        """The same steps by the license's id."""
        found: dict[int, tuple[PortalStep, ...]] = {}
        for step in self.steps:
            found[step.license.id] = (*found.get(step.license.id, ()), step)
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

        Without the `mild` ones, what is wrong with a contact counts only if it is urgent, and no
        quiet finding does: that is about many licenses and only leads to this one.
        """
        contacts = dict.fromkeys(held.contact for held in license.wanted)
        found = [
            *(
                finding
                for finding in self.license_findings.get(license.id, ())
                if mild or finding.severity < Urgency.LATER
            ),
            *(
                finding
                for id in contacts
                for finding in self.contact_findings.get(id, ())
                if mild or finding.severity <= Urgency.URGENT
            ),
        ]
        return tuple(sorted(found, key=lambda finding: finding.severity))

    def address_flaw(self, contact: Contact) -> str:
        """Return what is wrong with an address, in a word: `typo?`; empty for a sound one."""
        found = self.contact_findings.get(contact.id, ())
        for finding in found:
            is_wrong = finding.remedy is Remedy.CORRECT_ADDRESS
            if is_wrong or (finding.field == "email" and finding.severity <= Urgency.URGENT):
                return finding.word
        return ""

    def kind_of(self, contact: Contact) -> AddressKind:
        """Return whose address a contact has: as the user has said, else by its words."""
        return self.reports.of(contact).kind

    def name_of(self, license: License) -> str:
        """Return the name of a license, behind what tells it from others of the same name."""
        sign = self.signs.get(license.id)
        return f"{sign} {license.name}" if sign else license.name

    @cached_property
    def signs(self) -> Mapping[int, str]:
        """What tells licenses of the same name apart, by id: number, site or organization."""
        same: dict[str, list[License]] = {}
        for license in self.portfolio.licenses:
            if not license.archived:
                same.setdefault(" ".join(license.name.split()), []).append(license)
        return {
            license.id: sign
            for licenses in same.values()
            if len(licenses) > 1
            for license, sign in zip(licenses, _signs(licenses), strict=True)
        }

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


def _signs(licenses: list[License]) -> list[str]:
    """Return for each license of a name what no other of them has; at last its own id."""
    for signs in (
        [license.number for license in licenses],
        [license.site for license in licenses],
        [license.organization for license in licenses],
    ):
        if all(signs) and len(set(signs)) == len(signs):
            return signs
    return [f"no. {license.id}" for license in licenses]


def _by_subject(findings: tuple[Finding, ...], subject: str) -> Mapping[int, tuple[Finding, ...]]:
    found: dict[int, list[Finding]] = {}
    for finding in findings:
        id = getattr(finding, subject)
        if id is not None:
            found.setdefault(id, []).append(finding)
    return {id: tuple(about) for id, about in found.items()}
