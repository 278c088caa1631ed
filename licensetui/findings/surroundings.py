"""What stands around a record when a rule looks at it: all other records, the day, the settings."""

from __future__ import annotations

from datetime import date
from functools import cached_property

from licensetui.domain.coverage import LicenseCoverage, license_coverage
from licensetui.domain.license import License
from licensetui.domain.milestones import Milestone, open_milestones
from licensetui.domain.portfolio import Portfolio
from licensetui.domain.readers import Readership
from licensetui.domain.settings import Settings
from licensetui.domain.standing import is_over
from licensetui.findings.readership import judge_by_words
from licensetui.findings.reports import Reports


class Surroundings:
    """What rules ask about the records of a portfolio on a day; each answer is made once."""

    def __init__(self, reports: Reports, today: date, settings: Settings) -> None:
        """Look nothing up yet. `reports` are those of the whole portfolio."""
        self.reports = reports
        self.portfolio: Portfolio = reports.portfolio.current()
        self.today = today
        self.settings = settings
        self._coverage: dict[int, LicenseCoverage] = {}
        self._open: dict[int, tuple[Milestone, ...]] = {}

    @cached_property
    def kept(self) -> tuple[License, ...]:
        """The licenses that findings may be about: those that were not given up."""
        return tuple(x for x in self.portfolio.licenses if not is_over(x, self.today))

    @cached_property
    def readership(self) -> Readership:
        """Who reads which address.

        Archived contacts belong to it: a mail to one of them is read by nobody, not by a stranger.
        """
        return Readership(self.reports.portfolio, judge_by_words(self.reports))

    def coverage(self, license: License) -> LicenseCoverage:
        """Return the mails to come about a license, with their readers."""
        found = self._coverage.get(license.id)
        if found is None:
            found = license_coverage(license, self.readership, self.today, self.settings)
            self._coverage[license.id] = found
        return found

    def open_milestones(self, license: License) -> tuple[Milestone, ...]:
        """Return the milestones of a license at which something is still to be done, by day."""
        found = self._open.get(license.id)
        if found is None:
            found = self._open[license.id] = open_milestones(license, self.today, self.settings)
        return found
