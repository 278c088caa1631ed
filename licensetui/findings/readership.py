"""Who reads the vendors' mails, where nobody has said whose an address is judged by its words."""

from __future__ import annotations

from datetime import date

from licensetui.addresses.report import AddressKind
from licensetui.domain.contact import Contact, ContactKind
from licensetui.domain.license import License
from licensetui.domain.next_mail import NO_MAIL, NextMail, next_mail
from licensetui.domain.portfolio import Portfolio
from licensetui.domain.readers import Flaw, Judge, Readership
from licensetui.domain.settings import Settings
from licensetui.findings.reports import Reports

_KINDS = {AddressKind.TEAM: ContactKind.TEAM, AddressKind.PERSON: ContactKind.PERSON}


def judge_by_words(reports: Reports) -> Judge:
    """Return who judges addresses by their words: whose they are, and whether they look right."""

    def kind(contact: Contact) -> ContactKind:
        return _KINDS.get(reports.kind_of(contact), ContactKind.UNKNOWN)

    def flaw(contact: Contact) -> Flaw | None:
        report = reports.of(contact)
        if report.problem or report.is_dead_end:
            return Flaw.DEAD
        return Flaw.DOUBTFUL if report.suggestion else None

    return Judge(kind, flaw)


class NextMails:
    """The vendors' next mails about the licenses of a portfolio, with who reads them."""

    def __init__(self, portfolio: Portfolio, today: date, settings: Settings) -> None:
        """Look nothing up yet."""
        reports = Reports(portfolio, settings.own_domains)
        self._readership = Readership(portfolio, judge_by_words(reports))
        self._today = today
        self._settings = settings

    def of(self, license: License, day: date | None = None) -> NextMail | None:
        """Return the first mail from today on, or from a `day` that is ahead; None if none is."""
        on = max(day or self._today, self._today)
        return next_mail(license, self._readership, on, self._settings)

    def words(self, license: License) -> str:
        """Return who reads it, and who does not."""
        mail = self.of(license)
        return str(mail) if mail else NO_MAIL

    def brief(self, license: License, day: date | None = None) -> str:
        """Return who reads it, for a column."""
        mail = self.of(license, day)
        return mail.brief if mail else NO_MAIL
