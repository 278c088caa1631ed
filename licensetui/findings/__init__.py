"""Every rule about what is wrong or unwise, in one place: a new rule is a new line in `rules`."""

from __future__ import annotations

from datetime import date
from functools import partial

from licensetui.domain.finding import Finding
from licensetui.domain.portfolio import Portfolio
from licensetui.domain.settings import Settings
from licensetui.findings.addresses import (
    no_address,
    team_refused,
    unread_address,
    wrong_address,
)
from licensetui.findings.contacts import no_primary, no_technical_contact
from licensetui.findings.coverage import Mails, nobody_reads, one_person, small_team
from licensetui.findings.dates import cancellation_unsure, due, no_end, no_next_term, overdue
from licensetui.findings.instances import instance_stops
from licensetui.findings.optimization import (
    ends_apart,
    spare_seats,
    too_few_seats,
    unused_licenses,
)
from licensetui.findings.portal import (
    never_looked,
    nobody_signs_in,
    one_signs_in,
    portal_steps,
    stale_look,
    unknown_address,
)
from licensetui.findings.reports import Reports
from licensetui.findings.rule import Rule
from licensetui.findings.vendor_rules import (
    after_end_of_life,
    ends_though_perpetual,
    long_evaluation,
    outlives_parent,
    tier_below_host,
)

__all__ = ["Reports", "Rule", "find_all", "rules"]


def rules(reports: Reports) -> tuple[Rule, ...]:
    """Return all rules in the order of their findings; what is due stands in the agenda anyway."""
    mails = Mails(reports)
    return (
        partial(wrong_address, reports=reports),
        partial(no_address, reports=reports),
        partial(unread_address, reports=reports),
        partial(team_refused, reports=reports),
        no_technical_contact,
        partial(nobody_reads, mails=mails),
        no_primary,
        nobody_signs_in,
        portal_steps,
        unknown_address,
        stale_look,
        instance_stops,
        tier_below_host,
        after_end_of_life,
        outlives_parent,
        ends_though_perpetual,
        long_evaluation,
        cancellation_unsure,
        overdue,
        due,
        no_end,
        no_next_term,
        partial(small_team, mails=mails),
        partial(one_person, mails=mails),
        never_looked,
        one_signs_in,
        too_few_seats,
        unused_licenses,
        spare_seats,
        ends_apart,
    )


def find_all(
    portfolio: Portfolio, today: date, settings: Settings, reports: Reports | None = None
) -> tuple[Finding, ...]:
    """Return what is wrong with the records that are not archived.

    The worst first, then in the order of the rules, then by the name of the record. `reports` are
    those of the same portfolio, if there are any already.
    """
    reports = reports or Reports(portfolio, settings.own_domains)
    current = portfolio.current()
    found = [
        (finding.severity, place, _name(current, finding).casefold(), finding)
        for place, rule in enumerate(rules(reports))
        for finding in rule(current, today, settings)
    ]
    return tuple(finding for *_, finding in sorted(found, key=lambda item: item[:3]))


def _name(portfolio: Portfolio, finding: Finding) -> str:
    license = portfolio.license(finding.license)
    contact = portfolio.contact(finding.contact)
    return license.name if license else contact.label if contact else ""
