"""Answers that follow from licenses and the contacts around them, kept while those stay."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING

from licensetui.domain.contact import Contact
from licensetui.domain.license import License
from licensetui.domain.next_mail import NextMail, next_mail
from licensetui.domain.portfolio import Portfolio
from licensetui.domain.readers import Readership
from licensetui.domain.settings import Settings
from licensetui.door import load
from licensetui.findings.counsel import counsel
from licensetui.findings.reports import Reports
from licensetui.outlook.alike import rows_alike
from licensetui.outlook.dates import Dates
from licensetui.outlook.difference import Difference
from licensetui.outlook.kept import Kept, Recent
from licensetui.outlook.registry import (
    AGE_KEY,
    COVERAGE_ON,
    FINDINGS,
    IS_DIFFERENT,
    SIGN_INS,
    STEPS,
    SURROUNDINGS,
)

if TYPE_CHECKING:
    from licensetui.domain.coverage import LicenseCoverage
    from licensetui.domain.portal_step import PortalStep
    from licensetui.domain.sign_in import SignIns
    from licensetui.findings.surroundings import Surroundings
    from licensetui.outlook.findings import KeptFindings


class Answers:
    """The answers that rest on contacts and on what is known of their addresses."""

    def __init__(
        self, portfolio: Portfolio, today: date, settings: Settings, reports: Reports, dates: Dates
    ) -> None:
        """Work nothing out yet."""
        self._portfolio = portfolio
        self._today = today
        self._settings = settings
        self._reports = reports
        self._dates = dates
        self.counsel = counsel(reports)
        """Who knows more of addresses and portals than stands in the records."""
        self.readership = Readership(portfolio, self.counsel)
        """Who reads what is sent to the addresses of contacts."""
        self.mails: Kept[License, NextMail | None] = Kept(self._mail_of)
        """The next mails of the vendors."""
        self.steps: Kept[License, tuple[PortalStep, ...]] = Kept(self._steps_of)
        """What is to be done on portals."""
        # Several rules in a row ask for these, and to keep all takes room:
        self.coverage: Recent[License, LicenseCoverage] = Recent(self._coverage_of)
        """The mails to come, with their readers."""
        self._readers: Recent[License, tuple[Contact, ...]] = Recent(self._readers_of)
        self._sign_in_counts: Recent[License, int] = Recent(self._count_sign_ins)

    def after(
        self, portfolio: Portfolio, reports: Reports, dates: Dates, difference: Difference
    ) -> Answers:
        """Return what does not rest on what differs."""
        after = Answers(portfolio, self._today, self._settings, reports, dates)
        after.readership = self.readership.after(
            portfolio, after.counsel, difference.near_contacts, difference.addresses
        )
        near = difference.near_licenses
        after.mails = self.mails.after(after._mail_of, near)
        # No team's member makes a step, but may do one as the team, and a step names the contacts.
        named = {id for id in near if self.steps.known(id)}
        after.steps = self.steps.after(after._steps_of, difference.touched_licenses | named)
        if "current" in self.__dict__:
            after.current = _current_after(self.current, difference)
        if "findings" in self.__dict__:
            after.findings = self.findings.after(after._around, difference)
        return after

    @cached_property
    def current(self) -> Portfolio:
        """The records that are not archived."""
        return self._portfolio.current()

    @cached_property
    def _able(self) -> SignIns:
        able: SignIns = load(SIGN_INS)(self.current, self._today)
        return able

    @cached_property
    def all_steps(self) -> tuple[PortalStep, ...]:
        """What is to be done on portals, the oldest license first."""
        for _ in self.find_steps():
            pass
        groups = filter(None, self.steps.all_known())
        return tuple(step for group in sorted(groups, key=load(AGE_KEY)) for step in group)

    def find_steps(self) -> Iterator[None]:
        """Find what is to be done on portals and has not been found yet, step by step."""
        is_different = load(IS_DIFFERENT)
        for rows in rows_alike(self.steps.missing(self._portfolio.licenses)):
            for row in rows:
                has_none = not is_different(row[0], self._portfolio, self._today)
                for license in row:
                    if has_none:
                        self.steps.keep(license, ())
                    else:
                        self.steps.of(license)
            yield

    @cached_property
    def findings(self) -> KeptFindings:
        """What the rules find."""
        found: KeptFindings = load(FINDINGS)(self._around)
        return found

    @property
    def is_complete(self) -> bool:
        """Whether all steps and all findings have been found."""
        return "all_steps" in self.__dict__ and self.findings.is_complete

    @property
    def _around(self) -> Surroundings:
        around: Surroundings = load(SURROUNDINGS)(
            self.current,
            self._today,
            self._settings,
            self._reports,
            self.readership,
            self._dates.entries_of,
            self.coverage.of,
            self.steps.of,
            self._readers.of,
            self._sign_in_counts.of,
        )
        return around

    def _mail_of(self, license: License) -> NextMail | None:
        return next_mail(license, self.readership, self._today, self._settings)

    def _coverage_of(self, license: License) -> LicenseCoverage:
        mail_days = self._dates.mail_days(license)
        found: LicenseCoverage = load(COVERAGE_ON)(license, self.readership, mail_days)
        return found

    def _steps_of(self, license: License) -> tuple[PortalStep, ...]:
        found: tuple[PortalStep, ...] = load(STEPS)(
            license, self._portfolio, self._today, self._settings, self.counsel
        )
        return found

    def _readers_of(self, license: License) -> tuple[Contact, ...]:
        return self.current.readers(license)

    def _count_sign_ins(self, license: License) -> int:
        return self._able.count(license)


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
