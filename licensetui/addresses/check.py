"""Answers the one question: is this address wise."""

from __future__ import annotations

from functools import lru_cache

from licensetui.addresses import facts
from licensetui.addresses.characters import unicode_domain
from licensetui.addresses.domains import judge
from licensetui.addresses.kinds import kind_of_local
from licensetui.addresses.known import Knowledge
from licensetui.addresses.pasted import pasted
from licensetui.addresses.report import AddressKind, AddressVerdict, DomainKind, Report
from licensetui.addresses.syntax import syntax_of
from licensetui.addresses.verdict import saved_at, verdict_on
from licensetui.domain.contact import Contact, ContactKind

CHOSEN = {ContactKind.PERSON: AddressKind.PERSON, ContactKind.TEAM: AddressKind.TEAM}
"""What the user may say of a contact, in the words of the reports."""


def check(text: str, known: Knowledge, *, contact: Contact | None = None) -> Report:
    """Return what there is to say of any text as an address; never raises.

    The saved `contact` is no witness for its own address, and the user's word on its kind counts.
    """
    return report_of(verdict_on(text, known, contact), known, contact)


def report_of(verdict: AddressVerdict, known: Knowledge, contact: Contact | None = None) -> Report:
    """Return the report with a verdict on an address, by the same who know and the same contact."""
    saved = saved_at(verdict.address, verdict.text, contact)
    kind = CHOSEN.get(saved.kind) if saved is not None else None
    domain = verdict.address.rpartition("@")[2]
    return Report(
        *(verdict.text, verdict.address, verdict.problem, verdict.suggestion, verdict.note),
        *(verdict.oddity, verdict.is_dead_end, verdict.maybe),
        *(kind or _by_words(verdict.address), domain_kind(domain, known)),
    )


def kind_of(contact: Contact) -> AddressKind:
    """Return whose address a contact has, as `check` does, but without looking for slips."""
    if contact.kind in CHOSEN:
        return CHOSEN[contact.kind]
    what = pasted(contact.email)
    syntax = syntax_of(what)
    return _by_words(what.text if syntax.problem else syntax.normalized)


def _by_words(address: str) -> AddressKind:
    return kind_of_local(address.rpartition("@")[0] or address)


def domain_kind(domain: str, known: Knowledge) -> DomainKind:
    """Return whose domain it is; what the user has named as their own is."""
    domain = unicode_domain(domain)
    if known.is_named(domain):
        return DomainKind.OWN
    public = _public_kind(domain)
    if public is not None:
        return public
    return DomainKind.OWN if known.is_own(domain) else DomainKind.COMPANY


@lru_cache(maxsize=4_096)  # many contacts have few domains
def _public_kind(domain: str) -> DomainKind | None:
    """Return for whom a domain is where anybody can have an address; None for any other."""
    if domain in facts.relays():
        return DomainKind.RELAY
    if facts.is_disposable(domain) and not judge(domain).meant:  # else it is squatted, not used
        return DomainKind.DISPOSABLE
    is_free = domain in facts.providers() or domain in facts.free_domains()
    return DomainKind.FREE if is_free else None
