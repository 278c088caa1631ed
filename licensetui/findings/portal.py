"""Rules about the portals: what is still to be done there, and who can do it.

Until somebody has looked, nothing is known of a portal: that, and that one person alone can sign
in, is true of nearly every license at first, so each of these is one quiet finding for all.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from licensetui.domain.contact import ContactKind, address_key
from licensetui.domain.finding import Finding
from licensetui.domain.license import License
from licensetui.domain.milestones import Urgency
from licensetui.domain.portal_deadline import closing
from licensetui.domain.portal_steps import PortalStep, StepKind, steps
from licensetui.domain.portfolio import Portfolio
from licensetui.domain.risk import SIGN_IN_PORTALS, STALE_DAYS
from licensetui.domain.settings import Settings
from licensetui.domain.sign_in import is_looked_at, sign_ins
from licensetui.findings.rule import kept


def portal_steps(portfolio: Portfolio, today: date, settings: Settings) -> Iterator[Finding]:
    """Yield the licenses whose portal does not show the contacts that are wanted."""
    for license in kept(portfolio, today):
        found = steps(license, portfolio, today, settings)
        if not found or found[0].kind is StepKind.LOOK:
            continue
        closes = closing(license, portfolio, today)
        near = closes and (closes.day - today).days <= settings.urgent_days
        yield _about(
            license,
            "portal-steps",
            Urgency.URGENT if near else Urgency.SOON,
            f"{_to_do(found, today)}{f', before the {closes.why}: {closes.day}' if closes else ''}",
            "portal",
        )


def stale_look(portfolio: Portfolio, today: date, settings: Settings) -> Iterator[Finding]:
    """Yield the licenses at whose portal nobody has looked for long."""
    for license in kept(portfolio, today):
        days = (today - license.looked_on).days if license.looked_on else 0
        if days >= STALE_DAYS:
            reason = f"Portal not looked at for {days} days: {license.name}"
            yield _about(license, "portal-stale", Urgency.SOON, reason, "old look")


def never_looked(portfolio: Portfolio, today: date, settings: Settings) -> Iterator[Finding]:
    """Yield one finding about the licenses at whose portal nobody has ever looked."""
    found = [license for license in kept(portfolio, today) if not is_looked_at(license)]
    yield from _quiet("portal-unseen", "Portal never looked at", "no look", found)


def unknown_address(portfolio: Portfolio, today: date, settings: Settings) -> Iterator[Finding]:
    """Yield the licenses whose portal shows an address that no contact has who is not archived."""
    for license in kept(portfolio, today):
        seen = {address_key(x.address): x.address.strip() for x in license.on_portal}
        unknown = [text for key, text in seen.items() if key and not portfolio.contact_at(text)]
        if unknown:
            reason = (
                f"The portal of {license.name} shows {', '.join(unknown)}, which no present "
                "contact has: who reads the mails?"
            )
            yield _about(license, "unknown-reader", Urgency.SOON, reason, "unknown")


def nobody_signs_in(portfolio: Portfolio, today: date, settings: Settings) -> Iterator[Finding]:
    """Yield the licenses whose contacts nobody can change: who could has left, or is a team.

    Behind a team's address somebody can have a password sent, so that is less pressing.
    """
    for license in _signed_in(portfolio, today):
        if sign_ins(license, portfolio, today):
            continue
        there = (portfolio.contact_at(x.address) for x in license.on_portal)
        is_team = any(x and x.kind is ContactKind.TEAM and not x.archived for x in there)
        reason = (
            f"The portal of {license.name} shows no person, only a team's address: let somebody "
            "be there who can sign in"
            if is_team
            else f"Nobody can sign in for {license.name} and change its contacts: the portal shows "
            "nobody who is still there"
        )
        severity = Urgency.SOON if is_team else Urgency.URGENT
        yield _about(license, "no-sign-in", severity, reason, "no sign-in")


def one_signs_in(portfolio: Portfolio, today: date, settings: Settings) -> Iterator[Finding]:
    """Yield one finding about the licenses for which one person alone can sign in."""
    alone = [
        license
        for license in _signed_in(portfolio, today)
        if len(sign_ins(license, portfolio, today)) == 1
    ]
    yield from _quiet("one-sign-in", "Only one person can sign in", "1 sign-in", alone)


def _signed_in(portfolio: Portfolio, today: date) -> Iterator[License]:
    """Yield the licenses of which somebody has seen who can sign in."""
    for license in kept(portfolio, today):
        if license.portal in SIGN_IN_PORTALS and is_looked_at(license):
            yield license


def _to_do(found: Sequence[PortalStep], today: date) -> str:
    """Return what is to be done: `2 portal steps open for 12 d: Jira, first add a@example.org`."""
    dates = [step.since for step in found if step.since and step.since <= today]
    age = f" for {(today - min(dates)).days} d" if dates else ""
    count = f"{len(found)} portal step{'s' if len(found) > 1 else ''} open{age}"
    rest = "first " if len(found) > 1 else ""
    return f"{count}: {found[0].license.name}, {rest}{found[0].task}"


def _quiet(rule: str, what: str, word: str, found: Sequence[License]) -> Iterator[Finding]:
    """Yield one finding for all these licenses, which leads to the one that ends first."""
    if not found:
        return
    first = min(found, key=lambda one: (one.end or date.max, one.id))
    more = f" and {len(found) - 1} other{'s' if len(found) > 2 else ''}" if found[1:] else ""
    yield _about(first, rule, Urgency.LATER, f"{what}: {first.name}{more}", word)


def _about(license: License, rule: str, severity: Urgency, reason: str, word: str) -> Finding:
    """Return a finding that is mended where the contacts on the portal are."""
    return Finding(rule, severity, reason, word, field="on_portal", license=license.id)
