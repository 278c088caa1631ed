"""What a rule about a portfolio is, and when a license is left in peace by all of them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date

from licensetui.domain.finding import Finding
from licensetui.domain.license import License
from licensetui.domain.milestones import is_snoozed
from licensetui.domain.portfolio import Portfolio
from licensetui.domain.settings import Settings
from licensetui.domain.standing import is_over

Rule = Callable[[Portfolio, date, Settings], Iterator[Finding]]
"""Yields what is wrong in a portfolio without archived records, on a day, in no order."""


def kept(portfolio: Portfolio, today: date) -> Iterator[License]:
    """Yield the licenses that findings may be about: those that were not given up."""
    return (license for license in portfolio.licenses if not is_over(license, today))


def heard(portfolio: Portfolio, today: date) -> Iterator[License]:
    """Yield the licenses of whose dates somebody wants to hear: kept, and not snoozed.

    The vendor's mails do not snooze, so other rules than those about dates use `kept`.
    """
    return (license for license in kept(portfolio, today) if not is_snoozed(license, today))
