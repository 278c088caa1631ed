"""Surroundings of a record for the rules: all other records, the day, the settings."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from licensetui.domain.agenda import AgendaEntry
from licensetui.domain.contact import Contact
from licensetui.domain.coverage import LicenseCoverage
from licensetui.domain.license import License
from licensetui.domain.portal_steps import PortalStep
from licensetui.domain.portfolio import Portfolio
from licensetui.domain.readers import Readership
from licensetui.domain.settings import Settings
from licensetui.findings.reports import Reports


@dataclass(frozen=True)
class Surroundings:
    """The records of a portfolio on a day, as rules ask them; made in `outlook`."""

    portfolio: Portfolio
    """The records that are not archived."""
    today: date
    settings: Settings
    """Limits and lead times."""
    reports: Reports
    """What there is to say of addresses."""
    readership: Readership
    """Who reads which address.

    Archived contacts belong to it: a mail to one of them is read by nobody, not by a stranger.
    """
    entries_of: Callable[[License], tuple[AgendaEntry, ...]]
    """The open milestones of a license by day, none of one that is snoozed."""
    coverage_of: Callable[[License], LicenseCoverage]
    """The mails to come about a license, with their readers."""
    steps_of: Callable[[License], tuple[PortalStep, ...]]
    """What is to be done on the portal of a license, in order."""
    readers_of: Callable[[License], tuple[Contact, ...]]
    """The contacts wanted for the reminder mails about a license, archived ones left out."""
    sign_in_count: Callable[[License], int]
    """How many persons can sign in for a license: 0, 1, or 2 for all that are more."""
