"""Rules about who is contact of a license: the vendor needs somebody to write to."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from licensetui.domain.finding import Finding
from licensetui.domain.license import PORTALS_WITH_PRIMARIES, READER_ROLES, License
from licensetui.domain.milestones import Urgency, urgency
from licensetui.domain.portfolio import Portfolio
from licensetui.domain.settings import Settings
from licensetui.findings.rule import kept


def no_technical_contact(
    portfolio: Portfolio, today: date, settings: Settings
) -> Iterator[Finding]:
    """Yield the licenses for whose reminder mails nobody is wanted, or only archived contacts."""
    for license in kept(portfolio, today):
        if portfolio.readers(license):
            continue
        near = urgency(license, today, settings) in (Urgency.OVERDUE, Urgency.URGENT)
        yield Finding(
            rule="no-technical-contact",
            severity=Urgency.OVERDUE if near else Urgency.URGENT,
            reason=_nobody(license),
            word="no tech",
            field="wanted",
            license=license.id,
        )


def no_primary(portfolio: Portfolio, today: date, settings: Settings) -> Iterator[Finding]:
    """Yield the licenses with readers of whom none is primary, where the portal has primaries."""
    for license in kept(portfolio, today):
        held = license.holders(*READER_ROLES[license.portal])
        known = [assignment for assignment in held if portfolio.contact(assignment.contact)]
        if not known or license.portal not in PORTALS_WITH_PRIMARIES:
            continue
        if not any(assignment.primary for assignment in known):
            yield Finding(
                rule="no-primary",
                severity=Urgency.SOON,
                reason=f"None of the technical contacts of {license.name} is primary",
                word="no primary",
                field="wanted",
                license=license.id,
            )


def _nobody(license: License) -> str:
    roles = READER_ROLES[license.portal]
    wanted = " or ".join(role.words for role in roles)
    if license.holders(*roles):
        return f"Every {wanted} of {license.name} is archived"
    return f"{license.name} has no {wanted}"
