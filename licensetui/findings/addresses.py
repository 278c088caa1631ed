"""Rules about addresses: mail that cannot arrive, or where nobody reads it.

Each contact gets one finding per rule, however many licenses hang on the address.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial

from licensetui.addresses.report import AddressKind, DomainKind, Report
from licensetui.addresses.said import remarks
from licensetui.domain.contact import Contact
from licensetui.domain.counting import counted
from licensetui.domain.finding import Remedy
from licensetui.domain.license import License
from licensetui.domain.milestones import Urgency
from licensetui.door import load
from licensetui.findings.registry import ADVICE
from licensetui.findings.rule import ContactRule, Fault, GatheringRule, LicenseRule, Rule, bare
from licensetui.findings.surroundings import Surroundings
from licensetui.vendors import vendor_of

_UNREAD = {
    AddressKind.NO_REPLY: ("no-reply", Urgency.URGENT),
    AddressKind.ROBOT: ("robot", Urgency.SOON),
    DomainKind.DISPOSABLE: ("disposable", Urgency.URGENT),
    DomainKind.RELAY: ("relay", Urgency.SOON),
}
"""What is unwise about the address of somebody who shall read reminders, with its severity."""


_BROKEN = {
    "characters": "odd-characters",
    "syntax": "broken-address",
    "typo?": "typo",
    "ending": "dead-end",
}
"""The rule that is broken by what is remarked on an address, the first of several."""


def no_address(contact: Contact, around: Surroundings) -> Fault | None:
    """Say that a contact who is wanted somewhere has no address."""
    if contact.email.strip():
        return None
    count = around.portfolio.use_count(contact.id)
    if not count:
        return None
    return Fault(f"{contact.label} has no email address ({used_by(count)})")


def unread_address(contact: Contact, uses: Sequence[None], around: Surroundings) -> Fault | None:
    """Say that nobody reads what comes to a reader of reminder mails, or not for long."""
    if not contact.email.strip():
        return None
    report = around.reports.of(contact)
    word, severity = _UNREAD.get(report.kind) or _UNREAD.get(report.domain_kind) or ("", None)
    if severity is None or report.is_suspicious:
        return None
    reason = f"{contact.email} ({used_by(len(uses))}): {load(ADVICE)(report)[0]}"
    return Fault(reason, severity, word)


def team_refused(license: License, around: Surroundings) -> Fault | None:
    """Say that a team is assigned to a license whose portal takes the addresses of persons only.

    That is no flaw of the team's address: on other portals it is the best there is.
    """
    policy = vendor_of(license).contact_policy(license)
    if policy.takes_teams:
        return None
    for held in license.wanted:
        contact = around.portfolio.contact(held.contact)
        if contact is None or around.reports.kind_of(contact) is not AddressKind.TEAM:
            continue
        if contact.email.strip() and not around.reports.of(contact).is_suspicious:
            return Fault(
                f"{policy.portal} does not accept distribution lists: name two people instead of "
                f"{contact.email} on {license.name}"
            )
    return None


def used_by(count: int) -> str:
    """Return on how many licenses something is used: `used by 2 licenses`."""
    return f"used by {licenses(count)}"


def licenses(count: int) -> str:
    """Return a number of licenses in words: `no license`, `1 license`, `2 licenses`."""
    return counted(count, "license") if count else "no license"


def address_flaw(contact: Contact, report: Report) -> str:
    """Return why an address is not well formed, or not the one meant; empty for a sound one."""
    return _flaw(contact, report)[1]


def _wrong_address(rule: str, contact: Contact, around: Surroundings) -> Fault | None:
    """Say that an address breaks a rule first, of those about what is wrong with it."""
    if not contact.email.strip():
        return None
    verdict = around.reports.verdict_on(contact)
    if not (verdict.is_suspicious or verdict.oddity):
        return None
    broken, why = _flaw(contact, around.reports.of(contact))
    if broken != rule:
        return None
    count = around.portfolio.use_count(contact.id)
    severity = Urgency.URGENT if count else Urgency.SOON
    return Fault(f"{contact.email} ({used_by(count)}): {why}", severity)


def _flaw(contact: Contact, report: Report) -> tuple[str, str]:
    """Return which rule an address breaks first, and why; nothing for a sound one."""
    wrong = [remark for remark in remarks(report) if remark.mark in "x!"]
    if contact.is_vouched:
        wrong = [remark for remark in wrong if remark.word != "characters"]
    words = {remark.word for remark in wrong}
    rule = next((rule for word, rule in _BROKEN.items() if word in words), "")
    why = ". ".join(remark.text for remark in wrong).replace("?. ", "? ")
    return rule, f"d{why[1:]}" if why.startswith("Did you mean") else why


def _readers(license: License, around: Surroundings) -> Iterator[tuple[int, None]]:
    yield from map(bare, {contact.id for contact in around.readers_of(license)})


def _about_wrong(name: str, word: str, together: str, *, is_first: bool = False) -> ContactRule:
    """Return a rule about what is wrong with an address; they are sorted as if they were one."""
    return ContactRule(
        name=name,
        check=partial(_wrong_address, name),
        word=word,
        field="email",
        together=together,
        remedy=Remedy.CORRECT_ADDRESS,
        is_mixed_with_last=not is_first,
    )


RULES: tuple[Rule, ...] = (
    _about_wrong(
        "odd-characters", "odd chars", "{count} addresses have odd characters", is_first=True
    ),
    _about_wrong("broken-address", "bad addr", "{count} addresses are not valid"),
    _about_wrong("typo", "typo?", "{count} addresses look mistyped"),
    _about_wrong("dead-end", "bad domain", "{count} addresses have domains that accept no mail"),
    ContactRule(
        name="no-address",
        check=no_address,
        word="no addr",
        field="email",
        severity=Urgency.URGENT,
        together="{count} contacts have no email address",
    ),
    GatheringRule(
        name="unread-address",
        gather=_readers,
        check=unread_address,
        word="unread",
        field="email",
        together="{count} addresses are unmonitored or temporary",
        rests_on_people=True,
    ),
    LicenseRule(
        name="team-refused",
        check=team_refused,
        word="team",
        field="wanted",
        severity=Urgency.URGENT,
        together="{count} licenses have a team assigned where the portal accepts only people",
    ),
)
"""The rules about addresses, in the order of their findings."""
