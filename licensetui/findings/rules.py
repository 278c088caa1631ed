"""Every rule about what is wrong or unwise: a new one is one more in the `RULES` of its module."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import accumulate, chain
from typing import Any

from licensetui.domain.contact import Contact
from licensetui.domain.finding import Finding
from licensetui.domain.license import License
from licensetui.domain.milestones import is_snoozed
from licensetui.domain.portfolio import Portfolio
from licensetui.findings import (
    addresses,
    contact_rules,
    coverage,
    dates,
    doubles,
    instances,
    license_keys,
    optimization,
    portal_rules,
    unread,
    vendor_rules,
)
from licensetui.findings.rule import ContactRule, LicenseRule, Rows, Rule
from licensetui.findings.surroundings import Surroundings

RULES: tuple[Rule, ...] = (
    *addresses.RULES,
    *contact_rules.RULES,
    *portal_rules.RULES,
    *instances.RULES,
    *vendor_rules.RULES,
    *dates.RULES,
    *license_keys.RULES,
    *coverage.RULES,
    *unread.RULES,
    *doubles.RULES,
    *optimization.RULES,
)
"""All rules, in the order of their findings."""
_RULES = {rule.name: rule for rule in RULES}
_PLACES = dict(zip(_RULES, accumulate(not x.is_mixed_with_last for x in RULES), strict=True))


def rule_of(finding: Finding) -> Rule:
    """Return the rule that a finding breaks."""
    return _RULES[finding.rule]


def about_licenses(
    rules: Iterable[LicenseRule], rows: Rows, around: Surroundings
) -> Iterator[Finding]:
    """Yield what rules find about each of some licenses.

    Of those that were given up nobody wants to hear: they are not among them.
    """
    licenses = [*chain.from_iterable(rows)]
    snoozed = {license.id for license in licenses if is_snoozed(license, around.today)}
    for rule in rules:
        asked: Iterable[License] = licenses
        if rule.spares or rule.rests_on_people:
            asked = chain.from_iterable([row for row in rows if _concerns(rule, row[0], around)])
        for license in asked:
            fault = rule.check(license, around)
            if fault and not (rule.may_be_snoozed and license.id in snoozed):
                yield rule.finding(fault, license=license.id)


def _concerns(rule: LicenseRule, first: License, around: Surroundings) -> bool:
    """Say whether a rule may find anything about licenses with the people of the first one."""
    if rule.spares:
        return not rule.spares(first, around)
    return rule.check(first, around) is not None


def about_contact(
    rules: Iterable[ContactRule], contact: Contact, around: Surroundings
) -> Iterator[Finding]:
    """Yield what rules about one contact find that do not look at its licenses."""
    for rule in rules:
        fault = rule.check(contact, around)
        if fault is not None:
            yield rule.finding(fault, contact=contact.id)


def in_order(findings: Iterable[Finding], portfolio: Portfolio) -> tuple[Finding, ...]:
    """Return findings as they are shown: by their `place`."""
    return tuple(sorted(findings, key=lambda finding: place(finding, portfolio)))


def place(finding: Finding, portfolio: Portfolio) -> tuple[Any, ...]:
    """Return what puts a finding before others: the worst first, then by rule, then by record.

    Records are sorted by their names, those of one name by what the rule says, else by their ids.
    """
    name = _name(portfolio, finding).casefold()
    id = finding.license or finding.contact or 0
    return finding.severity, _PLACES[finding.rule], name, finding.order, id


def _name(portfolio: Portfolio, finding: Finding) -> str:
    record = portfolio.license(finding.license) or portfolio.contact(finding.contact)
    return record.label if record else ""
