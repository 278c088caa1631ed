"""Rules about who is contact of a license: the vendor needs somebody to write to who reads it."""

from __future__ import annotations

from licensetui.domain.coverage_words import uncovered_words
from licensetui.domain.finding import Remedy
from licensetui.domain.license import License
from licensetui.domain.milestones import Urgency, urgency
from licensetui.domain.missing import Why
from licensetui.domain.plain import folded
from licensetui.findings.coverage import is_always_read
from licensetui.findings.rule import Fault, LicenseRule, Rule
from licensetui.findings.surroundings import Surroundings


def no_technical_contact(license: License, around: Surroundings) -> Fault | None:
    """Say that nobody is wanted for the reminder mails of a license, or only archived contacts."""
    if around.readers_of(license):
        return None
    near = urgency(license, around.today, around.settings) in (Urgency.OVERDUE, Urgency.URGENT)
    return Fault(_nobody(license), Urgency.OVERDUE if near else Urgency.URGENT)


def nobody_reads(license: License, around: Surroundings) -> Fault | None:
    """Say that a mail comes before long that nobody will read.

    Where nobody is wanted at all, or only addresses that are none, other rules say so.
    """
    point = around.coverage_of(license).first_uncovered
    if point is None or (point.day - around.today).days > around.settings.soon_days:
        return None
    reasons = {one.why for one in point.missing}
    if (reasons and reasons <= {Why.NO_ADDRESS, Why.DEAD}) or not around.readers_of(license):
        return None
    near = (point.day - around.today).days <= around.settings.urgent_days
    return Fault(
        uncovered_words(point, around.today),
        Urgency.OVERDUE if near else Urgency.URGENT,
        order=(point.day, folded(license.name)),
    )


def no_primary(license: License, around: Surroundings) -> Fault | None:
    """Say that a license has readers of whom none is primary, where the portal has primaries."""
    if not license.portal.has_primaries:
        return None
    held = license.holders(*license.portal.readers)
    known = [assignment for assignment in held if around.portfolio.contact(assignment.contact)]
    if not known or any(assignment.primary for assignment in known):
        return None
    return Fault(f"None of the technical contacts of {license.name} is primary")


def _nobody(license: License) -> str:
    roles = license.portal.readers
    wanted = " or ".join(role.words for role in roles)
    if license.holders(*roles):
        return f"Every {wanted} of {license.name} is archived"
    return f"{license.name} has no {wanted}"


RULES: tuple[Rule, ...] = (
    LicenseRule(
        name="no-technical-contact",
        check=no_technical_contact,
        word="no tech",
        field="wanted",
        together="{count} licenses have no technical contact",
        rests_on_people=True,
    ),
    LicenseRule(
        name="nobody-reads",
        check=nobody_reads,
        word="NOBODY",
        field="wanted",
        together="NOBODY will read the next reminder: {count} licenses",
        asks_who_reads=True,
        spares=is_always_read,
        remedy=Remedy.GIVE_READERS,
    ),
    LicenseRule(
        name="no-primary",
        check=no_primary,
        word="no primary",
        field="wanted",
        together="{count} licenses have no primary contact",
        rests_on_people=True,
    ),
)
"""The rules about the contacts of licenses, in the order of their findings."""
