"""Answers the one question: is this address wise."""

from __future__ import annotations

from licensetui.addresses.domains import DomainVerdict, judge
from licensetui.addresses.kinds import kind_of_local
from licensetui.addresses.known import Known
from licensetui.addresses.own import LocalVerdict, judge_domain, judge_local
from licensetui.addresses.pasted import Pasted, pasted
from licensetui.addresses.report import AddressKind, Cause, DomainKind, Report, Suggestion
from licensetui.addresses.syntax import check_syntax
from licensetui.domain.contact import Contact, ContactKind, address_key

_CHOSEN = {ContactKind.PERSON: AddressKind.PERSON, ContactKind.TEAM: AddressKind.TEAM}


def check(text: str, known: Known, *, contact: Contact | None = None) -> Report:
    """Return what there is to say of a text as an address. Any text is allowed; never raises.

    `contact` is the saved contact whose address it is, if it is one's: it is no witness for its
    own address, and the user's word about its kind counts.
    """
    what = pasted(text)
    syntax = check_syntax(what.text)
    problem = what.problem or syntax.problem
    address = what.text if problem else syntax.normalized
    is_saved = contact is not None and address_key(address) == contact.address
    suggestion, note = None, ""
    if not (is_saved and contact and contact.is_vouched):
        suggestion, note = _meant(what, address, known, contact if is_saved else None)
    local, _, domain = address.rpartition("@")
    kind = kind_of_local(local or address)
    if is_saved and contact and contact.kind in _CHOSEN:
        kind = _CHOSEN[contact.kind]
    return Report(
        text, address, problem, suggestion, note, what.oddity, kind, domain_kind(domain, known)
    )


def domain_kind(domain: str, known: Known) -> DomainKind:
    """Return whose domain it is; what the user has named as their own is."""
    from licensetui.addresses import facts

    domain = domain.lower()
    if domain in known.named:
        return DomainKind.OWN
    if domain in facts.relays():
        return DomainKind.RELAY
    if facts.is_disposable(domain) and not judge(domain).meant:  # else it is squatted, not used
        return DomainKind.DISPOSABLE
    if domain in facts.providers() or domain in facts.free_domains():
        return DomainKind.FREE
    return DomainKind.OWN if known.is_own(domain) else DomainKind.COMPANY


def _meant(
    what: Pasted, address: str, known: Known, contact: Contact | None
) -> tuple[Suggestion | None, str]:
    """Return what was probably meant instead of an address, and what is too unsure to be."""
    local, at, domain = what.meant.rpartition("@")
    domain = domain.lower()
    if not (at and local and domain):
        return None, ""
    uses = known.uses.get(contact.address, 0) if contact else None
    about_domain = judge_domain(domain, known, is_saved=contact is not None)
    about_local = judge_local(local, about_domain.meant or domain, known, uses)
    after = about_local.meant or f"{local}@{about_domain.meant or domain}"
    note = about_domain.note or about_local.note
    syntax = check_syntax(after)
    if not syntax.ok or address_key(syntax.normalized) == address_key(address):
        return None, note
    cause, reason = _why(what, about_domain, about_local)
    return Suggestion(syntax.normalized, reason, cause), ""


def _why(what: Pasted, domain: DomainVerdict, local: LocalVerdict) -> tuple[Cause, str]:
    """Return the reason that says most."""
    if what.oddity:
        return Cause.CHARACTERS, what.oddity[0].lower() + what.oddity[1:]
    if domain.meant:
        return domain.cause, domain.reason
    if local.meant:
        return Cause.OWN_CONTACT, local.reason
    return Cause.PUNCTUATION, "the punctuation looks wrong"
