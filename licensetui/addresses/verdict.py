"""Verdicts on addresses: whether it is one, reaches anybody, and is the one that was meant.

Who asks no more need not wait until the words are read by which a team's address is told from a
person's.
"""

from __future__ import annotations

from dataclasses import replace

from licensetui.addresses.characters import unicode_domain
from licensetui.addresses.domains import FINE, DomainVerdict
from licensetui.addresses.known import Knowledge, key_of
from licensetui.addresses.meant import meant_by
from licensetui.addresses.own import LocalVerdict, judge_domain, judge_local
from licensetui.addresses.pasted import pasted
from licensetui.addresses.report import AddressVerdict, Cause, PastedAddress, Suggestion
from licensetui.addresses.syntax import check_syntax, syntax_of
from licensetui.domain.contact import Contact, address_key

LONGEST_LOCAL = 64
"""Octets before the @ that a mail server has to accept (RFC 5321)."""


def verdict_on(text: str, known: Knowledge, contact: Contact | None = None) -> AddressVerdict:
    """Return what is wrong with any text as an address; never raises.

    The saved `contact` is no witness for its own address.
    """
    found = _judged(text, known, contact)
    if found.suggestion is None:
        return found
    # What was meant may have a slip of its own: `acme couk`.
    again = _judged(found.suggestion.address, known, None)
    if again.suggestion is not None:
        return replace(
            found, suggestion=found.suggestion._replace(address=again.suggestion.address)
        )
    return replace(found, suggestion=None, note=again.dead_end) if again.is_dead_end else found


def saved_at(address: str, text: str, contact: Contact | None) -> Contact | None:
    """Return the contact if that is its address, in whatever way either was written; else None."""
    if contact is None:
        return None
    is_same = contact.address in (address_key(text), address_key(address))
    return contact if is_same or key_of(contact.email) == address.lower() else None


def _judged(text: str, known: Knowledge, contact: Contact | None) -> AddressVerdict:
    what = pasted(text)
    syntax = syntax_of(what)
    address = what.text if syntax.problem else syntax.normalized
    saved = saved_at(address, text, contact)
    suggestion, about_domain, note, maybe = None, FINE, "", ""
    if saved is None or not saved.is_vouched:
        suggestion, about_domain, note, maybe = _meant(what, address, known, saved)
    if suggestion and not (suggestion.reason or syntax.problem):
        suggestion = suggestion._replace(reason="hardly any address has such characters")
    local = address.rpartition("@")[0]
    if not (syntax.problem or suggestion or note) and len(local.encode()) > LONGEST_LOCAL:
        note = f"More than {LONGEST_LOCAL} characters before the @: many servers refuse it"
    return AddressVerdict(
        *(text, address, syntax.problem, suggestion, note, what.oddity),
        *(about_domain.is_dead_end, maybe),
    )


def _meant(
    what: PastedAddress, address: str, known: Knowledge, contact: Contact | None
) -> tuple[Suggestion | None, DomainVerdict, str, str]:
    """Return what was probably meant, what its domain says, and what is too unsure to be meant.

    The last is the address that this note names.
    """
    if "@" not in what.meant or " " in what.meant:
        meant, reason = meant_by(what.meant, known)
        what = what._replace(meant=meant, reason=reason)
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
    """Return the reason that says most; empty if there is none but what cannot be there."""
    if domain.meant:
        return domain.cause, domain.reason
    if local.meant:
        return Cause.OWN_CONTACT, local.reason
    if what.oddity:
        return Cause.CHARACTERS, what.oddity[0].lower() + what.oddity[1:]
    return Cause.PUNCTUATION, what.reason
