"""A portfolio on a day, with the answers that screens, commands, reports and mails ask for."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from copy import copy
from datetime import date
from functools import cached_property
from itertools import islice
from math import inf
from time import monotonic

from licensetui.addresses.report import AddressKind
from licensetui.domain.agenda import AgendaEntry
from licensetui.domain.contact import Contact
from licensetui.domain.counsel import Counsel
from licensetui.domain.coverage import LicenseCoverage, coverage_on, urgency_key
from licensetui.domain.day_events import DayEvent
from licensetui.domain.finding import Finding, Remedy
from licensetui.domain.license import License
from licensetui.domain.milestones import Urgency
from licensetui.domain.months import MonthTotal
from licensetui.domain.next_mail import NO_MAIL, NextMail, next_mail
from licensetui.domain.portal_steps import PortalStep, age_key, steps
from licensetui.domain.portfolio import Portfolio
from licensetui.domain.readers import Readership
from licensetui.domain.risk import Risk, risk
from licensetui.domain.settings import Settings
from licensetui.domain.standing import is_over
from licensetui.domain.totals import (
    Charge,
    Total,
    due_charges,
    per_organization,
    per_vendor,
    per_year,
    yearly_charge,
)
from licensetui.findings.counsel import counsel
from licensetui.findings.reports import Reports
from licensetui.findings.surroundings import Surroundings
from licensetui.outlook.dates import Dates
from licensetui.outlook.difference import Difference
from licensetui.outlook.findings import Findings
from licensetui.outlook.kept import Kept
from licensetui.outlook.names import Names

AT_ONCE = 20
"""Reports that are looked at again in one step."""


class Outlook:
    """A portfolio, a day and the settings. Make one, and then each next one by `after`."""

    def __init__(self, portfolio: Portfolio, today: date, settings: Settings) -> None:
        """Work nothing out yet."""
        self.portfolio = portfolio
        """All licenses and contacts."""
        self.today = today
        """The day from which everything is counted."""
        self.settings = settings
        """Limits and lead times."""
        self.reports = Reports(portfolio, settings.own_domains)
        """What there is to say of the contacts' addresses."""
        self.dates = Dates(portfolio, today, settings)
        """What is to be done on which day."""
        self.names = Names(portfolio)
        """What records are called."""
        self.counsel: Counsel = counsel(self.reports)
        """Who knows more of addresses and portals than stands in the records."""
        self.readership = Readership(portfolio, self.counsel)
        """Who reads what is sent to the addresses of contacts."""
        self._mails: Kept[License, NextMail | None] = Kept(self._mail_of)
        self._covered: LicenseCoverage | None = None
        # The last that was worked out: two rules in a row ask for it, and to keep all takes room.
        self._steps: Kept[License, tuple[PortalStep, ...]] = Kept(self._steps_of)
        self._charges: Kept[License, Charge | None] = Kept(self._charge_of)
        self._working: Iterator[None] | None = None
        # What `advance` has begun.
        self._stood: tuple[tuple[Finding, ...] | None, int] = (None, 0)
        # What was found before, and how many steps were open.

    @cached_property
    def current(self) -> Portfolio:
        """The records that are not archived."""
        return self.portfolio.current()

    def after(self, portfolio: Portfolio, today: date, settings: Settings) -> Outlook:
        """Return the outlook on another portfolio, with all answers that still hold.

        On another day, or with other settings, only what is known of addresses holds.
        """
        after = Outlook(portfolio, today, settings)
        difference = Difference.of(self.portfolio, portfolio)
        if settings.own_domains == self.settings.own_domains:
            after.reports = self.reports.after(portfolio, difference.near_holders)
            after.counsel = counsel(after.reports)
            after.readership = Readership(portfolio, after.counsel)
        after._stood = self.found, self.step_count
        if today == self.today and settings == self.settings:
            after._take(self, difference)
        return after

    def _take(self, before: Outlook, difference: Difference) -> None:
        """Take over from an outlook what holds in spite of a difference."""
        if "current" in before.__dict__:
            self.current = _current_after(before.current, difference)
        self.dates = before.dates.after(difference)
        self.names = before.names.after(difference)
        self._charges = before._charges.after(self._charge_of, difference.licenses)
        self._take_readers(before, difference)

    def _take_readers(self, before: Outlook, difference: Difference) -> None:
        """Take over what does not rest on contacts that differ, or on their addresses."""
        self.readership = before.readership.after(
            self.portfolio, self.counsel, difference.near_contacts, difference.addresses
        )
        stale = difference.near_licenses
        self._mails = before._mails.after(self._mail_of, stale)
        self._covered = None
        self._steps = before._steps.after(self._steps_of, stale)
        self.__dict__.pop("steps", None)
        if "_findings" in before.__dict__:
            self._findings = before._findings.after(self._around, difference)

    def _be_sure(self, contacts: Iterable[int]) -> None:
        """Look again at reports that may not hold any more, and forget what rested on others."""
        unsure = self.reports.unsure
        if unsure:
            other = {id for id in contacts if id in unsure and self.reports.was_other(id)}
            if other:
                here = self.portfolio
                self._take_readers(self, Difference(here, here, frozenset(), frozenset(other)))

    def _be_sure_about(self, license: License) -> None:
        if self.reports.unsure:
            shown = (self.portfolio.contact_at(seen.address) for seen in license.on_portal)
            wanted = (held.contact for held in license.wanted)
            self._be_sure((*wanted, *(contact.id for contact in shown if contact)))

    # All that takes long

    @property
    def is_prepared(self) -> bool:
        """Whether the facts about addresses are loaded, which takes as long as a paint or two."""
        return self.reports.is_prepared

    def prepare(self) -> None:
        """Load the facts about addresses; another thread may do it."""
        self.reports.prepare()

    @property
    def found(self) -> tuple[Finding, ...] | None:
        """The findings once all are there; until then those that stood before; None at first."""
        return self._findings.all if self.is_complete else self._stood[0]

    @property
    def step_count(self) -> int:
        """How many steps are open on portals; until that is known as many as there were before."""
        return len(self.steps) if self.is_complete else self._stood[1]

    @property
    def has_news(self) -> bool:
        """Whether what has been found in the meantime differs from what `found` told before."""
        return self.is_complete and (self._findings.all, len(self.steps)) != self._stood

    def with_news(self) -> Outlook:
        """Return the same outlook as another object: whoever shows it has something new to show."""
        news = copy(self)
        news._stood = self._findings.all, len(self.steps)
        return news

    @property
    def is_complete(self) -> bool:
        """Whether nothing is left to be found: `findings` and `steps` cost nothing."""
        return not self.reports.unsure and "steps" in self.__dict__ and self._findings.is_complete

    def advance(self, seconds: float) -> bool:
        """Go on finding what there is, for so long; say whether it is complete."""
        end = monotonic() + seconds
        if self.is_complete:
            return True
        if self._working is None:
            self._working = self._work()
        for _ in self._working:
            if monotonic() >= end:
                return self.is_complete
        self._working = None  # it is at an end; what was forgotten meanwhile is found anew
        return self.is_complete

    def complete(self) -> Outlook:
        """Find all there is, however long it takes, and return itself."""
        while not self.advance(inf):
            pass
        return self

    def _work(self) -> Iterator[None]:
        """Look at reports again, then at portals, then for findings; step by step."""
        while unsure := [*islice(self.reports.unsure, AT_ONCE)]:
            self._be_sure(unsure)
            yield
        for license in self._steps.missing(self.portfolio.licenses):
            self._steps.of(license)
            yield
        yield from self._findings.work()
        self.steps  # noqa: B018  # it is kept

    @cached_property
    def _findings(self) -> Findings:
        return Findings(self._around)

    @property
    def _around(self) -> Surroundings:
        return Surroundings(
            self.current,
            self.today,
            self.settings,
            self.reports,
            self.readership,
            self.dates.entries_of,
            self._coverage_of,
            self._steps.of,
        )

    @property
    def findings(self) -> tuple[Finding, ...]:
        """Everything wrong or unwise, the worst first."""
        self._be_sure([*self.reports.unsure])
        return self._findings.all

    def license_findings(self, license: License) -> tuple[Finding, ...]:
        """Return the findings about a license, the worst first.

        What it has to do with other licenses is among them once all has been found.
        """
        self._be_sure_about(license)
        return self._findings.of_license(license)

    def contact_findings(self, contact: Contact) -> tuple[Finding, ...]:
        """Return the findings about a contact, the worst first; as for a license."""
        self._be_sure([contact.id])
        return self._findings.of_contact(contact)

    def findings_of(self, license: License, *, mild: bool = True) -> tuple[Finding, ...]:
        """Return the findings about a license, and those about its contacts; the worst first.

        Without the `mild` ones, what is wrong with a contact counts only if it is urgent, and no
        quiet finding does: that is about many licenses and only leads to this one.
        """
        ids = dict.fromkeys(held.contact for held in license.wanted)
        contacts = filter(None, map(self.portfolio.contact, ids))
        found = [
            *(
                finding
                for finding in self.license_findings(license)
                if mild or finding.severity < Urgency.LATER
            ),
            *(
                finding
                for contact in contacts
                for finding in self.contact_findings(contact)
                if mild or finding.severity <= Urgency.URGENT
            ),
        ]
        return tuple(sorted(found, key=lambda finding: finding.severity))

    def address_flaw(self, contact: Contact) -> str:
        """Return what is wrong with an address, in a word: `typo?`; empty for a sound one."""
        for finding in self.contact_findings(contact):
            is_wrong = finding.remedy is Remedy.CORRECT_ADDRESS
            if is_wrong or (finding.field == "email" and finding.severity <= Urgency.URGENT):
                return finding.word
        return ""

    # Dates

    @property
    def agenda(self) -> tuple[AgendaEntry, ...]:
        """All open milestones, by day."""
        return self.dates.agenda

    def next_entry(self, license: License) -> AgendaEntry | None:
        """Return the first open milestone of a license, if it has one."""
        return next(iter(self.dates.entries_of(license)), None)

    def events(self, first: date, last: date) -> tuple[DayEvent, ...]:
        """Return all that falls on a day from `first` to `last`, in order."""
        return self.dates.events(first, last)

    def marks(self, first: date, last: date) -> Mapping[date, str]:
        """Return the worst mark of each day from `first` to `last` on which something falls."""
        return self.dates.marks(first, last)

    @property
    def months(self) -> tuple[MonthTotal, ...]:
        """The next twelve months."""
        return self.dates.months

    @property
    def ended_earlier(self) -> int:
        """How many open ends lie before the present month."""
        return self.dates.ended_earlier

    # Amounts

    @cached_property
    def due_by_year(self) -> tuple[Total, ...]:
        """What is to be paid at open ends, by year."""
        return per_year(due_charges(self.agenda), self.settings)

    @cached_property
    def yearly_by_vendor(self) -> tuple[Total, ...]:
        """What running licenses cost a year, by vendor."""
        return per_vendor(self.yearly_charges, self.settings)

    @cached_property
    def yearly_by_organization(self) -> tuple[Total, ...]:
        """What running licenses cost a year, by the organization to which they were issued."""
        return per_organization(self.yearly_charges, self.settings)

    @cached_property
    def yearly_charges(self) -> tuple[Charge, ...]:
        """What each running license costs a year."""
        return tuple(filter(None, map(self._charges.of, self.portfolio.licenses)))

    # Mails and portals

    def next_mail(self, license: License, day: date | None = None) -> NextMail | None:
        """Return the vendor's next mail about a license, and who reads it; None if none comes.

        From today on, or from a `day` that is ahead.
        """
        self._be_sure_about(license)
        if day is not None and day > self.today:
            return next_mail(license, self.readership, day, self.settings)
        return self._mails.of(license)

    def mail_words(self, license: License) -> str:
        """Return who reads the next mail about a license, and who does not."""
        mail = self.next_mail(license)
        return str(mail) if mail else NO_MAIL

    def brief_mail(self, license: License, day: date | None = None) -> str:
        """Return who reads the next mail about a license, for a column."""
        mail = self.next_mail(license, day)
        return mail.brief if mail else NO_MAIL

    def coverage(self, license: License) -> LicenseCoverage:
        """Return the mails to come about a license, with their readers."""
        self._be_sure_about(license)
        return self._coverage_of(license)

    def steps_of(self, license: License) -> tuple[PortalStep, ...]:
        """Return what is to be done on the portal of a license, in order."""
        self._be_sure_about(license)
        return self._steps.of(license)

    @property
    def all_coverage(self) -> tuple[LicenseCoverage, ...]:
        """The mails to come about each license neither archived nor given up, the worst first."""
        here = (x for x in self.current.licenses if not is_over(x, self.today))
        return tuple(sorted(map(self.coverage, here), key=urgency_key))

    def risk(self, license: License) -> Risk:
        """Return how easily the renewal of a license is missed."""
        return risk(
            self.coverage(license),
            self.readership,
            self.today,
            policy=self.counsel.policy(license),
            pending=bool(self.steps_of(license)),
        )

    @cached_property
    def steps(self) -> tuple[PortalStep, ...]:
        """What is to be done on portals, the oldest license first."""
        groups = filter(None, map(self.steps_of, self.portfolio.licenses))
        return tuple(step for group in sorted(groups, key=age_key) for step in group)

    def kind_of(self, contact: Contact) -> AddressKind:
        """Return whose address a contact has: as the user has said, else by its words."""
        return self.reports.kind_of(contact)

    def _mail_of(self, license: License) -> NextMail | None:
        return next_mail(license, self.readership, self.today, self.settings)

    def _coverage_of(self, license: License) -> LicenseCoverage:
        if self._covered is None or self._covered.license is not license:
            days = self.dates.mail_days(license)
            self._covered = coverage_on(license, self.readership, days)
        return self._covered

    def _steps_of(self, license: License) -> tuple[PortalStep, ...]:
        return steps(license, self.portfolio, self.today, self.settings, self.counsel)

    def _charge_of(self, license: License) -> Charge | None:
        return yearly_charge(license, self.today, self.settings)


def _current_after(current: Portfolio, difference: Difference) -> Portfolio:
    """Return what is not archived after a difference."""
    licenses = [license for license in difference.new_licenses if not license.archived]
    found = (difference.now.contact(id) for id in difference.contacts)
    contacts = [contact for contact in found if contact and not contact.archived]
    if difference.licenses:
        gone = difference.licenses - {license.id for license in licenses}
        current = current.with_licenses(licenses, gone)
    if difference.contacts:
        left = difference.contacts - {contact.id for contact in contacts}
        current = current.with_contacts(contacts, left)
    return current
