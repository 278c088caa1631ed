"""Every rule about what is wrong or unwise: a new one is one more in the `RULES` of its module."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate
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
from licensetui.findings.rule import ContactRule, LicenseRule, Rule
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
    rules: Iterable[LicenseRule], alike: Sequence[License], around: Surroundings
) -> Iterator[Finding]:
    """Yield what rules find about each of some licenses that have the same people.

    Of those that were given up nobody wants to hear: they are not among them.
    """
    awake = [license for license in alike if not is_snoozed(license, around.today)]
    for rule in rules if alike else ():
        check = rule.check
        if rule.rests_on_people and check(alike[0], around) is None:
            continue
        if rule.spares and rule.spares(alike[0], around):
            continue
        for license in awake if rule.may_be_snoozed else alike:
            fault = check(license, around)
            if fault is not None:
                yield rule.finding(fault, license=license.id)


def about_contact(
    rules: Iterable[ContactRule], contact: Contact, around: Surroundings
) -> Iterator[Finding]:
    """Yield what rules about one contact find that do not look at its licenses."""
    for rule in rules:
        fault = rule.check(contact, around)
        if fault is not None:
            yield rule.finding(fault, contact=contact.id)


def in_order(findings: Iterable[Finding], portfolio: Portfolio) -> tuple[Finding, ...]:
    """Return findings as they are shown: the worst first, then by rule, then by record.

    Records are sorted by their names, those of one name by what the rule says, else by their ids.
    """

    def key(finding: Finding) -> tuple[Any, ...]:
        name = _name(portfolio, finding).casefold()
        id = finding.license or finding.contact or 0
        return finding.severity, _PLACES[finding.rule], name, finding.order, id

    return tuple(sorted(findings, key=key))


def _name(portfolio: Portfolio, finding: Finding) -> str:
    record = portfolio.license(finding.license) or portfolio.contact(finding.contact)
    return record.label if record else ""
