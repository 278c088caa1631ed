"""Every rule about what is wrong or unwise, in one tuple: a new rule is a new function in it."""

from __future__ import annotations

from datetime import date

from licensetui.domain.finding import Finding
from licensetui.domain.portfolio import Portfolio
from licensetui.domain.settings import Settings
from licensetui.findings.contacts import (
    broken_address,
    no_address,
    no_primary,
    no_technical_contact,
)
from licensetui.findings.dates import due, no_end, overdue
from licensetui.findings.rule import Rule
from licensetui.findings.vendor_rules import after_end_of_life, tier_below_host

__all__ = ["RULES", "Rule", "find_all"]

RULES: tuple[Rule, ...] = (
    no_technical_contact,
    broken_address,
    no_address,
    no_primary,
    tier_below_host,
    after_end_of_life,
    overdue,
    due,
    no_end,
)
"""In the order of their findings. Contacts first: what is due stands in the agenda anyway."""


def find_all(portfolio: Portfolio, today: date, settings: Settings) -> tuple[Finding, ...]:
    """Return what is wrong with the records that are not archived.

    The worst first, then in the order of the rules, then by the name of the record.
    """
    current = portfolio.current()
    found = [
        (finding.severity, place, _name(current, finding).casefold(), finding)
        for place, rule in enumerate(RULES)
        for finding in rule(current, today, settings)
    ]
    return tuple(finding for *_, finding in sorted(found, key=lambda item: item[:3]))


def _name(portfolio: Portfolio, finding: Finding) -> str:
    license = portfolio.license(finding.license)
    contact = portfolio.contact(finding.contact)
    return license.name if license else contact.label if contact else ""
