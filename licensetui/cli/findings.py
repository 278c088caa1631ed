"""`licensetui findings`: what is wrong or unwise."""

from __future__ import annotations

from argparse import Namespace
from typing import Any

from licensetui.cli.context import NO_LICENSES, Context, Subcommand, add_json
from licensetui.cli.exits import DONE
from licensetui.cli.table import print_json
from licensetui.domain.finding import NOTHING, Finding
from licensetui.domain.plain import plain
from licensetui.domain.portfolio import Portfolio
from licensetui.findings.rule import LicenseRule
from licensetui.findings.rules import rule_of


def _record(portfolio: Portfolio, finding: Finding) -> dict[str, Any]:
    license = portfolio.license(finding.license)
    contact = portfolio.contact(finding.contact)
    return {
        "rule": finding.rule,
        "mark": finding.severity.mark,
        "severity": finding.severity.word,
        "reason": finding.reason,
        "field": finding.field,
        "license": license.name if license else None,
        "license_id": finding.license,
        "number": license.number if license else None,
        "organization": license.organization if license else None,
        "contact": contact.label if contact else None,
        "contact_id": finding.contact,
    }


def _which(finding: Finding, portfolio: Portfolio) -> str:
    """Return number and organization behind a sentence about one license: names are not unique."""
    is_of_one = isinstance(rule_of(finding), LicenseRule)
    license = portfolio.license(finding.license) if is_of_one else None
    known = filter(None, (license.number, license.organization)) if license else ()
    told = ", ".join(known)
    return f" ({told})" if told else ""


def _run(arguments: Namespace, context: Context) -> int:
    outlook = context.outlook()
    portfolio, found = outlook.portfolio, outlook.findings
    for finding in found:
        if arguments.json:
            print_json(context, _record(portfolio, finding))
        else:
            reason = finding.reason + _which(finding, portfolio)
            context.say(f"{finding.severity.mark}  {plain(reason)}")
    if not found and not arguments.json:
        context.say(NOTHING if portfolio.licenses else NO_LICENSES)
    return DONE


FINDINGS = Subcommand(add_json, _run)
