"""Rules about addresses: mail that cannot arrive, or where nobody reads it.

Each contact gets one finding per rule, however many licenses hang on the address.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date

from licensetui.addresses.report import AddressKind, DomainKind, Report
from licensetui.domain.contact import Contact
from licensetui.domain.finding import Finding
from licensetui.domain.license import Assignment, License
from licensetui.domain.milestones import Urgency
from licensetui.domain.portfolio import Portfolio
from licensetui.domain.settings import Settings
from licensetui.findings.reports import Reports
from licensetui.findings.rule import kept

Held = tuple[License, Assignment]
"""A license, and an assignment on it."""

_UNREAD = {
    AddressKind.NO_REPLY: ("no-reply", Urgency.URGENT),
    AddressKind.ROBOT: ("robot", Urgency.SOON),
    DomainKind.DISPOSABLE: ("disposable", Urgency.URGENT),
    DomainKind.RELAY: ("relay", Urgency.SOON),
}
"""What is unwise about the address of somebody who shall read reminders, with its severity."""


WRONG_ADDRESS = ("odd-characters", "broken-address", "typo", "dead-end")
"""The rules of which `wrong_address` finds one."""


def wrong_address(
    portfolio: Portfolio, today: date, settings: Settings, *, reports: Reports
) -> Iterator[Finding]:
    """Yield the contacts whose address is not well formed, or probably not the one meant."""
    for contact, report in _reports(portfolio, reports):
        said = _wrong(contact, report)
        if said is not None:
            rule, word, reason = said
            count = portfolio.use_count(contact.id)
            severity = Urgency.URGENT if count else Urgency.SOON
            reason = f"{contact.email} ({used_by(count)}): {reason}"
            yield _about(contact, rule, severity, word, reason)


def no_address(
    portfolio: Portfolio, today: date, settings: Settings, *, reports: Reports
) -> Iterator[Finding]:
    """Yield the contacts who are wanted somewhere and have no address."""
    for contact in portfolio.contacts:
        count = portfolio.use_count(contact.id)
        if count and not contact.email.strip():
            reason = f"{contact.label} has no e-mail address ({used_by(count)})"
            yield _about(contact, "no-address", Urgency.URGENT, "no addr", reason)


def unread_address(
    portfolio: Portfolio, today: date, settings: Settings, *, reports: Reports
) -> Iterator[Finding]:
    """Yield the readers of reminder mails at whose address nobody reads, or not for long."""
    from licensetui.addresses.advice import advice

    counts = _licenses(portfolio, today, _reads)
    for contact, report in _reports(portfolio, reports, counts):
        word, severity = _UNREAD.get(report.kind) or _UNREAD.get(report.domain_kind) or ("", None)
        if severity is not None and not report.is_suspicious:
            reason = f"{contact.email} ({used_by(counts[contact.id])}): {advice(report)[0]}"
            yield _about(contact, "unread-address", severity, word, reason)


def team_refused(
    portfolio: Portfolio, today: date, settings: Settings, *, reports: Reports
) -> Iterator[Finding]:
    """Yield the teams that are wanted where the portal takes the addresses of persons only."""
    from licensetui.addresses.advice import advice
    from licensetui.findings.places import place

    found: dict[int, list[Held]] = {}
    for license in kept(portfolio, today):
        for held in license.wanted:
            if not place(portfolio, license, held).policy.takes_teams:
                found.setdefault(held.contact, []).append((license, held))
    for contact, report in _reports(portfolio, reports, found):
        if report.kind is AddressKind.TEAM and not report.is_suspicious:
            uses = found[contact.id]
            count = len({license.id for license, _ in uses})
            sentences = advice(report, [place(portfolio, *uses[0])])
            reason = f"{contact.email} ({used_by(count)}): {sentences[0]}"
            yield _about(contact, "team-refused", Urgency.URGENT, "team", reason)


def _about(contact: Contact, rule: str, severity: Urgency, word: str, reason: str) -> Finding:
    """Return a finding that is mended in the address of a contact."""
    return Finding(rule, severity, reason, word, field="email", contact=contact.id)


def used_by(count: int) -> str:
    """Return on how many licenses something is used: `used by 2 licenses`."""
    return f"used by {licenses(count)}"


def licenses(count: int) -> str:
    """Return a number of licenses in words: `no license`, `1 license`, `2 licenses`."""
    return f"{count or 'no'} license{'s' if count > 1 else ''}"


def address_flaw(contact: Contact, report: Report) -> str:
    """Return why an address is not well formed, or not the one meant; empty for a sound one."""
    said = _wrong(contact, report)
    return said[2] if said else ""


def _wrong(contact: Contact, report: Report) -> tuple[str, str, str] | None:
    """Return rule, word and reason of what is wrong with an address, or None if nothing is."""
    if report.oddity and not contact.is_vouched:
        return "odd-characters", "odd chars", report.oddity
    meant = f"did you mean {report.suggestion.address}?" if report.suggestion else ""
    if report.problem:
        return "broken-address", "bad addr", " ".join(filter(None, (report.problem, meant)))
    if meant:
        return "typo", "typo?", meant
    if report.is_dead_end:
        return "dead-end", "bad domain", report.note
    return None


def _reads(portfolio: Portfolio, license: License) -> Iterable[Contact]:
    return portfolio.readers(license)


def _licenses(
    portfolio: Portfolio, today: date, find: Callable[[Portfolio, License], Iterable[Contact]]
) -> Mapping[int, int]:
    """Return by contact on how many licenses that were not given up `find` finds it."""
    counts: dict[int, int] = {}
    for license in kept(portfolio, today):
        for id in {contact.id for contact in find(portfolio, license)}:
            counts[id] = counts.get(id, 0) + 1
    return counts


def _reports(
    portfolio: Portfolio, reports: Reports, ids: Iterable[int] | None = None
) -> Iterator[tuple[Contact, Report]]:
    """Yield the contacts with an address, all or those with these ids, each with its report."""
    found = portfolio.contacts if ids is None else filter(None, map(portfolio.contact, ids))
    for contact in found:
        if contact.email.strip():
            yield contact, reports.of(contact)
