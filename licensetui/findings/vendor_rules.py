"""Rules that vendors make: their ends of life, and licenses that must fit together."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from licensetui.domain.finding import Finding
from licensetui.domain.license import License, LicenseType, Seats
from licensetui.domain.milestones import Urgency
from licensetui.domain.portfolio import Portfolio
from licensetui.domain.settings import Settings
from licensetui.domain.term import Ending
from licensetui.findings.rule import kept
from licensetui.vendors import EndOfLife, vendor_of


def after_end_of_life(portfolio: Portfolio, today: date, settings: Settings) -> Iterator[Finding]:
    """Yield the licenses whose term goes on after the vendor ends what they are for."""
    for license in kept(portfolio, today):
        limit = limit_passed(license)
        if limit:
            yield Finding(
                rule="after-end-of-life",
                severity=Urgency.SOON,
                reason=f"{license.name}, until {license.end}: {limit_words(limit, today)}, "
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
        if host and is_below(license, host):
            yield Finding(
                rule="tier-below-host",
                severity=Urgency.URGENT,
                reason=f"{license.name} is for {seats_words(license)}, its host {host.name} for "
                f"{seats_words(host)}: an app needs at least the tier of its host",
                word="tier",
                field="seats",
                license=license.id,
            )


def outlives_parent(portfolio: Portfolio, today: date, settings: Settings) -> Iterator[Finding]:
    """Yield the developer licenses that end after the license they belong to."""
    for license in kept(portfolio, today):
        parent = portfolio.license(license.parent)
        if parent and ends_after(license, parent):
            yield Finding(
                rule="outlives-parent",
                severity=Urgency.SOON,
                reason=f"{license.name} ends on {license.end}, but a developer license ends with "
                f"its parent: {parent.name} on {parent.end}",
                word="parent",
                field="terms",
                license=license.id,
            )


def ends_though_perpetual(
    portfolio: Portfolio, today: date, settings: Settings
) -> Iterator[Finding]:
    """Yield the perpetual licenses that are said to end themselves."""
    for license in kept(portfolio, today):
        if is_ending_though_perpetual(license):
            yield Finding(
                rule="ends-though-perpetual",
                severity=Urgency.SOON,
                reason=f"{license.name} is perpetual: only its maintenance can end, "
                "but the license itself is said to",
                word="perpetual",
                field="terms",
                license=license.id,
            )


def long_evaluation(portfolio: Portfolio, today: date, settings: Settings) -> Iterator[Finding]:
    """Yield the evaluations whose term is longer than the vendor gives."""
    for license in kept(portfolio, today):
        term, limit = license.term, vendor_of(license).evaluation_days(license)
        if license.type is not LicenseType.EVALUATION or limit is None:
            continue
        if term and term.start and term.end and (term.end - term.start).days > limit:
            yield Finding(
                rule="long-evaluation",
                severity=Urgency.SOON,
                reason=f"{license.name} is an evaluation for {(term.end - term.start).days} days, "
                f"but {vendor_of(license).name} gives {limit}: check its end on the portal",
                word="evaluation",
                field="terms",
                license=license.id,
            )


def limit_passed(license: License) -> EndOfLife | None:
    """Return the end of life after which the term of a license goes on, if it does."""
    limit = vendor_of(license).end_of_life(license)
    return limit if limit and license.end and license.end > limit.day else None


def limit_words(limit: EndOfLife, today: date) -> str:
    """Return an end of life as a clause: `Data Center ends on 2029-03-28`."""
    return f"{limit.what} {'ended' if limit.day < today else 'ends'} on {limit.day}"


def is_below(license: License, host: License) -> bool:
    """Say whether an app has fewer seats than its host; not if they cannot be compared."""
    if license.type is LicenseType.DEVELOPER or license.unit is not host.unit:
        return False
    return _is_fewer(license.seats, host.seats)


def ends_after(license: License, parent: License) -> bool:
    """Say whether a developer license ends after its parent, as far as both ends are known."""
    if license.type is not LicenseType.DEVELOPER or not (license.end and parent.end):
        return False
    return license.end > parent.end


def is_ending_though_perpetual(license: License) -> bool:
    """Say whether a perpetual license has an end of its own."""
    term = license.term
    return bool(term and term.perpetual and term.end and term.ends is Ending.LICENSE)


def seats_words(license: License) -> str:
    """Return the seats of a license: `500 users`."""
    return f"{license.seats} {license.unit.value}"


def _is_fewer(seats: Seats, host: Seats) -> bool:
    if not isinstance(seats, int) or host is None:
        return False
    return not isinstance(host, int) or seats < host
