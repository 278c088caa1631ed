"""A portfolio on a day, with the answers that screens, commands, reports and mails ask for."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from copy import copy
from datetime import date
from functools import cached_property
from itertools import islice
from math import inf
from time import monotonic
from typing import TYPE_CHECKING

from licensetui.domain.agenda import AgendaEntry
from licensetui.domain.contact import Contact
from licensetui.domain.counsel import Counsel
from licensetui.domain.license import License
from licensetui.domain.milestones import Urgency
from licensetui.domain.next_mail import NO_MAIL, NextMail, brief_mail, next_mail
from licensetui.domain.portfolio import Portfolio
from licensetui.domain.readers import Readership
from licensetui.domain.reminders import ReminderDays
from licensetui.domain.settings import Settings
from licensetui.domain.standing import is_over
from licensetui.door import load
from licensetui.findings.reports import Reports
from licensetui.outlook.answers import Answers
from licensetui.outlook.dates import Dates
from licensetui.outlook.difference import Difference
from licensetui.outlook.names import Names
from licensetui.outlook.registry import COSTS, FINDINGS, REMEDY, RISK, UNREAD, URGENCY_KEY

if TYPE_CHECKING:
    from licensetui.domain.coverage import LicenseCoverage
    from licensetui.domain.finding import Finding
    from licensetui.domain.portal_step import PortalStep
    from licensetui.domain.risk import Risk
    from licensetui.domain.unread import UnreadDays
    from licensetui.outlook.costs import Costs

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
        self._answers = Answers(portfolio, today, settings, self.reports, self.dates)
        self._working: Iterator[None] | None = None
        # What `advance` has begun.
        self._stood: tuple[tuple[Finding, ...] | None, int] = (None, 0)
        # What was found before, and how many steps were open.
        self._told: dict[int, tuple[License | Contact, tuple[Finding, ...]]] = {}
        # What was told of records before all was found.

    @property
    def current(self) -> Portfolio:
        """The records that are not archived."""
        return self._answers.current

    @property
    def counsel(self) -> Counsel:
        """Who knows more of addresses and portals than stands in the records."""
        return self._answers.counsel

    @property
    def readership(self) -> Readership:
        """Who reads what is sent to the addresses of contacts."""
        return self._answers.readership

    def after(self, portfolio: Portfolio, today: date, settings: Settings) -> Outlook:
        """Return the outlook on another portfolio, with all answers that still hold.

        On another day, or with other settings, only what is known of addresses holds.
        """
        self._working = None  # it would keep this outlook alive; who asks it again begins anew
        after = Outlook(portfolio, today, settings)
        difference = Difference.of(self.portfolio, portfolio)
        after._stood = self.found, self.step_count
        if settings.own_domains == self.settings.own_domains:
            after.reports = self.reports.after(portfolio, difference.holders)
        if today == self.today and settings == self.settings:
            after.dates = self.dates.after(difference)
            after.names = self.names.after(difference)
            if "costs" in self.__dict__:
                after.costs = self.costs.after(difference, after.dates)
            after._answers = self._answers.after(portfolio, after.reports, after.dates, difference)
        else:
            after._answers = Answers(portfolio, today, settings, after.reports, after.dates)
        return after

    def _be_sure(self, contacts: Iterable[int]) -> None:
        """Look again at reports that may not hold any more, and forget what rested on others."""
        unsure = self.reports.unsure
        if unsure:
            other = {id for id in contacts if id in unsure and self.reports.was_other(id)}
            if other:
                here = self.portfolio
                difference = Difference(here, here, frozenset(), frozenset(other))
                self._answers = self._answers.after(here, self.reports, self.dates, difference)

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
        """Load the rules and the facts about addresses; another thread may do it.

        And find ends of life.
        """
        load(FINDINGS)
        self.dates.prepare()
        self.reports.prepare()

    @property
    def found(self) -> tuple[Finding, ...] | None:
        """The findings once all are there; until then those that stood before; None at first."""
        return self._answers.findings.all if self.is_complete else self._stood[0]

    @property
    def step_count(self) -> int:
        """The number of open portal steps; until that is known as many as there were before."""
        return len(self._answers.all_steps) if self.is_complete else self._stood[1]

    @property
    def has_news(self) -> bool:
        """Whether what has been found in the meantime differs from what was told before."""
        if not self.is_complete:
            return False
        findings = self._answers.findings
        return (self.found, self.step_count) != self._stood or any(
            told != findings.of(record) for record, told in self._told.values()
        )

    def with_news(self) -> Outlook:
        """Return the same outlook as another object: whoever shows it has something new to show."""
        news = copy(self)
        news._stood = self.found, self.step_count
        news._told = {}
        return news

    @property
    def is_complete(self) -> bool:
        """Whether nothing is left to be found: `findings` and `steps` cost nothing."""
        return not self.reports.unsure and self._answers.is_complete

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

    def find_about_contacts(self) -> None:
        """Find all there is about contacts: then `contact_findings` are all there are."""
        self._be_sure([*self.reports.unsure])
        self._answers.findings.find_about_contacts()

    def _work(self) -> Iterator[None]:
        """Look at reports again, then at portals, then for findings; step by step."""
        while unsure := [*islice(self.reports.unsure, AT_ONCE)]:
            self._be_sure(unsure)
            yield
        answers = self._answers
        yield from answers.find_steps()
        yield from answers.findings.work()
        answers.all_steps  # noqa: B018  # it is kept

    @property
    def findings(self) -> tuple[Finding, ...]:
        """Everything wrong or unwise, the worst first."""
        self._be_sure([*self.reports.unsure])
        return self._answers.findings.all

    def license_findings(self, license: License) -> tuple[Finding, ...]:
        """Return the findings about a license, the worst first.

        What it has to do with other licenses is among them once all has been found.
        """
        self._be_sure_about(license)
        return self._so_far(license)

    def contact_findings(self, contact: Contact) -> tuple[Finding, ...]:
        """Return the findings about a contact, the worst first; as for a license."""
        self._be_sure([contact.id])
        return self._so_far(contact)

    def _so_far(self, record: License | Contact) -> tuple[Finding, ...]:
        """Return what has been found about a record, and note what is told before all is found."""
        found = self._answers.findings.of(record)
        if not self.is_complete:
            self._told[id(record)] = record, found
        return found

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
        correct = load(REMEDY).CORRECT_ADDRESS
        for finding in self.contact_findings(contact):
            is_wrong = finding.remedy is correct
            if is_wrong or (finding.field == "email" and finding.severity <= Urgency.URGENT):
                return finding.word
        return ""

    # Dates and costs; most of both is asked of `dates` and `costs`

    @property
    def agenda(self) -> tuple[AgendaEntry, ...]:
        """All open milestones, by day."""
        return self.dates.agenda

    def next_entry(self, license: License) -> AgendaEntry | None:
        """Return the first open milestone of a license, if it has one."""
        return next(iter(self.dates.entries_of(license)), None)

    @cached_property
    def costs(self) -> Costs:
        """What all costs."""
        costs: Costs = load(COSTS)(self.portfolio, self.today, self.settings, self.dates)
        return costs

    # Mails and portals

    def next_mail(self, license: License, day: date | None = None) -> NextMail | None:
        """Return the vendor's next mail about a license, and who reads it; None if none comes.

        From today on, or from a `day` that is ahead.
        """
        self._be_sure_about(license)
        if day is not None and day > self.today:
            return next_mail(license, self.readership, day, self.settings)
        return self._answers.mails.of(license)

    def reminders(self, license: License) -> ReminderDays:
        """Return on which days the vendor's reminders about a license come, and who says so."""
        return self.counsel.reminders(license, self.settings)

    def mail_words(self, license: License) -> str:
        """Return who reads the next mail about a license, and who does not."""
        mail = self.next_mail(license)
        return str(mail) if mail else NO_MAIL

    def brief_mail(self, license: License, day: date | None = None) -> str:
        """Return who reads the next mail about a license, for a column.

        From today on, or from a `day` that is ahead.
        """
        self._be_sure_about(license)
        start = self.today if day is None else max(day, self.today)
        return brief_mail(license, self.readership, start, self.settings)

    def coverage(self, license: License) -> LicenseCoverage:
        """Return the mails to come about a license, with their readers."""
        self._be_sure_about(license)
        return self._answers.coverage.of(license)

    def steps_of(self, license: License) -> tuple[PortalStep, ...]:
        """Return what is to be done on the portal of a license, in order."""
        self._be_sure_about(license)
        return self._answers.steps.of(license)

    @property
    def all_coverage(self) -> tuple[LicenseCoverage, ...]:
        """The mails to come about each license neither archived nor given up, the worst first."""
        here = (x for x in self.current.licenses if not is_over(x, self.today))
        return tuple(sorted(map(self.coverage, here), key=load(URGENCY_KEY)))

    def unread(self, license: License) -> tuple[UnreadDays, ...]:
        """Return the days in a row on which nobody reads what comes about a license."""
        self._be_sure_about(license)
        found: tuple[UnreadDays, ...] = load(UNREAD)(
            license, self.readership, self.today, self.settings
        )
        return found

    def risk(self, license: License) -> Risk:
        """Return how easily the renewal of a license is missed."""
        found: Risk = load(RISK)(
            self.coverage(license),
            self.readership,
            self.today,
            policy=self.counsel.policy(license),
            pending=bool(self.steps_of(license)),
            unread=self.unread(license),
        )
        return found

    @property
    def steps(self) -> tuple[PortalStep, ...]:
        """Portal steps to be done, the oldest license first."""
        self._be_sure([*self.reports.unsure])
        return self._answers.all_steps
