"""Answers about a portfolio, asked at once."""

from __future__ import annotations

from datetime import date

from licensetui.domain.agenda import AgendaEntry
from licensetui.domain.coverage import LicenseCoverage, license_coverage, urgency_key
from licensetui.domain.finding import Finding
from licensetui.domain.portal_steps import PortalStep
from licensetui.domain.portfolio import Portfolio
from licensetui.domain.readers import Readership
from licensetui.domain.settings import Settings
from licensetui.domain.standing import is_over
from licensetui.outlook import Outlook


def agenda(portfolio: Portfolio, today: date, settings: Settings) -> tuple[AgendaEntry, ...]:
    return Outlook(portfolio, today, settings).agenda


def find_all(portfolio: Portfolio, today: date, settings: Settings) -> tuple[Finding, ...]:
    return Outlook(portfolio, today, settings).findings


def open_steps(portfolio: Portfolio, today: date, settings: Settings) -> tuple[PortalStep, ...]:
    return Outlook(portfolio, today, settings).steps


def coverage(portfolio: Portfolio, today: date, settings: Settings) -> tuple[LicenseCoverage, ...]:
    """By the records alone: no address is judged by its words."""
    readership = Readership(portfolio)
    current = (x for x in portfolio.current().licenses if not is_over(x, today))
    found = (license_coverage(x, readership, today, settings) for x in current)
    return tuple(sorted(found, key=urgency_key))
