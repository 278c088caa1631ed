"""Answers the one question: is this address wise."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache

from licensetui.addresses import facts
from licensetui.addresses.characters import unicode_domain
from licensetui.addresses.domains import FINE, DomainVerdict, judge
from licensetui.addresses.kinds import kind_of_local
from licensetui.addresses.known import Knowledge, key_of
from licensetui.addresses.meant import meant_by
from licensetui.addresses.own import LocalVerdict, judge_domain, judge_local
from licensetui.addresses.pasted import pasted
from licensetui.addresses.report import (
    AddressKind,
    Cause,
    DomainKind,
    PastedAddress,
    Report,
    Suggestion,
)
from licensetui.addresses.syntax import check_syntax, syntax_of
from licensetui.domain.contact import Contact, ContactKind, address_key

CHOSEN = {ContactKind.PERSON: AddressKind.PERSON, ContactKind.TEAM: AddressKind.TEAM}
"""What the user may say of a contact, in the words of the reports."""
LONGEST_LOCAL = 64
"""Octets before the @ that a mail server has to accept (RFC 5321)."""


def check(text: str, known: Knowledge, *, contact: Contact | None = None) -> Report:
    """Return what there is to say of any text as an address; never raises.

    The saved `contact` is no witness for its own address, and the user's word on its kind counts.
    """
    report = _checked(text, known, contact)
    if report.suggestion is None:
        return report
    # What was meant may have a slip of its own: `acme couk`.
    again = _checked(report.suggestion.address, known, None)
    if again.suggestion is not None:
        better = replace(report.suggestion, address=again.suggestion.address)
        return replace(report, suggestion=better)
    return replace(report, suggestion=None, note=report.dead_end) if again.is_dead_end else report


def kind_of(contact: Contact) -> AddressKind:
    """Return whose address a contact has, as `check` does, but without looking for slips."""
    if contact.kind in CHOSEN:
        return CHOSEN[contact.kind]
    what = pasted(contact.email)
    syntax = syntax_of(what)
    return _by_words(what.text if syntax.problem else syntax.normalized)


def _by_words(address: str) -> AddressKind:
    return kind_of_local(address.rpartition("@")[0] or address)


def _checked(text: str, known: Knowledge, contact: Contact | None) -> Report:
    what = pasted(text)
    syntax = syntax_of(what)
    address = what.text if syntax.problem else syntax.normalized
    saved = contact if contact is not None and _is_of(contact, text, address) else None
    suggestion, verdict, note, maybe = None, FINE, "", ""
    if saved is None or not saved.is_vouched:
        suggestion, verdict, note, maybe = _meant(what, address, known, saved)
    local, _, domain = address.rpartition("@")
    if not (syntax.problem or suggestion or note) and len(local.encode()) > LONGEST_LOCAL:
        note = f"More than {LONGEST_LOCAL} characters before the @: many servers refuse it"
    kind = CHOSEN.get(saved.kind) if saved is not None else None
    return Report(
        *(text, address, syntax.problem, suggestion, note, what.oddity),
        *(kind or _by_words(address), domain_kind(domain, known), verdict.is_dead_end, maybe),
    )


def _is_of(contact: Contact, text: str, address: str) -> bool:
    """Say whether an address is the one of a contact, in whatever way either was written."""
    return contact.address in (address_key(text), address_key(address)) or (
        key_of(contact.email) == address.lower()
    )


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


def _meant(
    what: PastedAddress, address: str, known: Knowledge, contact: Contact | None
) -> tuple[Suggestion | None, DomainVerdict, str, str]:
    """Return what was probably meant, what its domain says, and what is too unsure to be meant.

    The last is the address that this note names.
    """
    if "@" not in what.meant or " " in what.meant:
        meant, reason = meant_by(what.meant, known)
        what = replace(what, meant=meant, reason=reason)
    local, at, domain = what.meant.rpartition("@")
    if not (at and local and domain):
        return None, FINE, "", ""
    domain = unicode_domain(domain)
    uses = known.uses(key_of(contact.email)) or 0 if contact else None
    about_domain = judge_domain(local, domain, known)
    about_local = judge_local(local, about_domain.meant or domain, known, uses)
    after = about_local.meant or f"{local}@{about_domain.meant or domain}"
    note = about_domain.note or about_local.note
    maybe = f"{local}@{about_domain.maybe}" if about_domain.maybe else about_local.maybe
    if after == address:
        return None, about_domain, note, maybe
    syntax = check_syntax(after)
    if not syntax.ok or address_key(syntax.normalized) == address_key(address):
        return None, about_domain, note, maybe
    cause, reason = _why(what, about_domain, about_local)
    return Suggestion(syntax.normalized, reason, cause), about_domain, "", ""


def _why(what: PastedAddress, domain: DomainVerdict, local: LocalVerdict) -> tuple[Cause, str]:
    """Return the reason that says most."""
    if what.oddity:
        return Cause.CHARACTERS, what.oddity[0].lower() + what.oddity[1:]
    if domain.meant:
        return domain.cause, domain.reason
    if local.meant:
        return Cause.OWN_CONTACT, local.reason
    if what.reason:
        return Cause.PUNCTUATION, what.reason
    if what.problem:
        return Cause.PUNCTUATION, "the address alone"
    return Cause.PUNCTUATION, "without what does not belong to an address"
