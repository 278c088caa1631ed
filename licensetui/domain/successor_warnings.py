"""Warnings about those who are to follow: whether they can, and whether they will be there."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from licensetui.domain.contact import Contact, ContactKind
from licensetui.domain.counsel import Counsel
from licensetui.domain.handover import HandoverRow
from licensetui.domain.license import License
from licensetui.domain.milestones import Urgency
from licensetui.domain.missing import Why, has_bounced, why_missing
from licensetui.domain.prospect import HandoverWarning, Prospect, last_use, license_names
from licensetui.domain.settings import Settings
from licensetui.domain.sign_in import must_promote_themselves
from licensetui.domain.standing import is_running

TOO_MANY = 4
"""Licenses from which on it is asked whether one person should hold so many."""
SHARE = 2
"""One person should hold less than one license in so many."""


def successor_warnings(
    prospect: Prospect, today: date, settings: Settings, counsel: Counsel
) -> Iterator[HandoverWarning]:
    """Yield what speaks against those who are to follow."""
    yield from _refused(prospect, counsel)
    yield from _strangers(prospect, counsel)
    for contact in prospect.successors:
        yield from _unfit(contact, today, counsel)
    yield from _loaded(prospect, today, settings, counsel)


def _refused(prospect: Prospect, counsel: Counsel) -> Iterator[HandoverWarning]:
    """Yield where a portal does not take whom it is to show."""
    teams: dict[tuple[str, str], list[License]] = {}
    extra: dict[str, list[License]] = {}
    for row, contact in prospect.taken:
        license = row.holding.license
        if license is None or row.holding.role is None:  # no portal knows an owner
            continue
        policy = counsel.policy(license)
        if not policy.takes_teams and counsel.sound_kind(contact) is ContactKind.TEAM:
            teams.setdefault((policy.portal, contact.label), []).append(license)
        if not policy.takes_extra:
            extra.setdefault(policy.portal, []).append(license)
    for (portal, name), licenses in teams.items():
        yield HandoverWarning(
            Urgency.URGENT,
            f"{portal} does not accept team addresses: choose a person for "
            f"{license_names(licenses)}, not {name}.",
        )
    for portal, licenses in extra.items():
        yield HandoverWarning(
            Urgency.SOON,
            f"{portal} does not accept a second contact for an evaluation: ask vendor support to "
            f"change {license_names(licenses)}.",
        )


def _strangers(prospect: Prospect, counsel: Counsel) -> Iterator[HandoverWarning]:
    """Yield who must sign in and promote themselves: the domain is another, or a public one."""
    for contact in prospect.successors:
        licenses = [
            license
            for row, successor in prospect.taken
            if successor.id == contact.id
            and (license := row.holding.license)
            and _must_promote_themselves(contact, license, row, prospect.leaver, counsel)
        ]
        if licenses:
            portal = counsel.policy(licenses[0]).portal
            yield HandoverWarning(
                Urgency.SOON,
                f"{contact.label} must sign in to {portal} and make themselves primary for "
                f"{license_names(licenses)}: the domain of the address is different or public.",
            )


def _must_promote_themselves(
    contact: Contact, license: License, row: HandoverRow, leaver: Contact, counsel: Counsel
) -> bool:
    if not (row.holding.primary and counsel.policy(license).asks_strangers):
        return False
    primary = _primary_address(license, row, leaver)
    return must_promote_themselves(contact, primary, counsel)


def _primary_address(license: License, row: HandoverRow, leaver: Contact) -> str:
    """Return the address of the primary contact that the portal shows; else the leaver's."""
    for seen in license.on_portal:
        if seen.primary and seen.role is row.holding.role:
            return seen.address
    return leaver.address


def _unfit(contact: Contact, today: date, counsel: Counsel) -> Iterator[HandoverWarning]:
    """Yield why somebody may not be there to read the mails."""
    missing = why_missing(contact, today)
    last = last_use(contact)
    if contact.archived:
        yield HandoverWarning(Urgency.OVERDUE, f"{contact.label} is archived.")
    elif not contact.email.strip():
        yield HandoverWarning(
            Urgency.URGENT, f"{contact.label} has no email address that a portal could list."
        )
    elif has_bounced(contact):
        yield HandoverWarning(
            Urgency.URGENT, f"Mail to {contact.label} bounced on {contact.bounced_on}."
        )
    elif flaw := counsel.facts(contact).problem:
        yield HandoverWarning(Urgency.URGENT, f"{contact.email} is probably wrong: {flaw}")
    if last:
        severity = Urgency.OVERDUE if last < today else Urgency.URGENT
        yield HandoverWarning(severity, _going(contact, last, is_gone=last < today))
    if missing and missing.why is Why.AWAY:
        yield HandoverWarning(Urgency.SOON, f"{contact.label} is away until {missing.until}.")


def _going(contact: Contact, last: date, *, is_gone: bool) -> str:
    """Return that somebody leaves too, or the mailbox."""
    who, closes = contact.label, contact.mailbox_closes
    if last == contact.last_day:
        if is_gone:
            return f"{who} left on {last}: choose another."
        return f"{who} is leaving too, on {last}: choose another."
    if is_gone:
        return f"The mailbox of {who} closed on {closes}: choose another."
    return f"The mailbox of {who} closes too, on {closes}: choose another."


def _loaded(
    prospect: Prospect, today: date, settings: Settings, counsel: Counsel
) -> Iterator[HandoverWarning]:
    """Yield the persons who would hold a large share of all licenses."""
    running = {x.id for x in prospect.after.licenses if is_running(x, today, settings)}
    for contact in prospect.successors:
        held = {license.id for license, _ in prospect.after.uses(contact.id)} & running
        is_more = len(held) > len({x.id for x, _ in prospect.before.uses(contact.id)} & running)
        is_much = len(held) >= TOO_MANY and len(held) * SHARE >= len(running)
        if is_more and is_much and counsel.sound_kind(contact) is not ContactKind.TEAM:
            yield HandoverWarning(
                Urgency.SOON,
                f"{contact.label} would then hold {len(held)} of {len(running)} licenses: "
                "consider a second person.",
            )
