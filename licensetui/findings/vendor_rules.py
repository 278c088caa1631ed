"""Rules that vendors make: their ends of life, and tiers that must fit together."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from licensetui.domain.finding import Finding
from licensetui.domain.license import License, LicenseType, Seats
from licensetui.domain.milestones import Urgency
from licensetui.domain.portfolio import Portfolio
from licensetui.domain.settings import Settings
from licensetui.findings.rule import kept
from licensetui.vendors import vendor_of


def after_end_of_life(portfolio: Portfolio, today: date, settings: Settings) -> Iterator[Finding]:
    """Yield the licenses whose term goes on after the vendor ends what they are for."""
    for license in kept(portfolio, today):
        limit = vendor_of(license).end_of_life(license)
        if limit and license.end and license.end > limit.day:
            verb = "ended" if limit.day < today else "ends"
            yield Finding(
                rule="after-end-of-life",
                severity=Urgency.SOON,
                reason=f"{license.name}, until {license.end}: {limit.what} {verb} on {limit.day}, "
                "check on the portal",
                word="after EOL",
                field="terms",
                license=license.id,
            )


def tier_below_host(portfolio: Portfolio, today: date, settings: Settings) -> Iterator[Finding]:
    """Yield the apps with fewer seats than the license they hang on.

    Developer licenses and seats that nobody stated or that count other things are no finding.
    """
    for license in kept(portfolio, today):
        host = portfolio.license(license.parent)
        if host is None or license.type is LicenseType.DEVELOPER or license.unit is not host.unit:
            continue
        if _is_below(license.seats, host.seats):
            yield Finding(
                rule="tier-below-host",
                severity=Urgency.URGENT,
                reason=f"{license.name} is for {_seats(license)}, its host {host.name} for "
                f"{_seats(host)}: an app needs at least the tier of its host",
                word="tier",
                field="seats",
                license=license.id,
            )


def _is_below(seats: Seats, host: Seats) -> bool:
    if not isinstance(seats, int) or host is None:
        return False
    return not isinstance(host, int) or seats < host


def _seats(license: License) -> str:
    return f"{license.seats} {license.unit.value}"
