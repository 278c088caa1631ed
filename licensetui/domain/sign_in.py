"""Persons who can sign in to a portal and change the contacts of a license there."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from licensetui.domain.contact import Contact, ContactKind, address_key
from licensetui.domain.counsel import Counsel
from licensetui.domain.license import Assignment, License, Role, SeenAssignment
from licensetui.domain.portfolio import Portfolio
from licensetui.domain.settings import Settings


def must_promote_themselves(contact: Contact, primary: str, counsel: Counsel) -> bool:
    """Say whether a new contact must sign in and become primary by their own hand.

    Others can promote them only if both share a domain, and not everybody can. `primary` is the
    address of the primary contact on the portal.
    """
    return (
        _domain(contact.address) != _domain(address_key(primary))
        or counsel.facts(contact).is_public
    )


def is_looked_at(license: License) -> bool:
    """Say whether anything is known of what the portal shows."""
    return license.looked_on is not None or bool(license.on_portal)


def can_sign_in(contact: Contact, today: date) -> bool:
    """Say whether a contact is a person, still there, whose mailbox is open.

    A password is reset by mail: with the mailbox the account is lost. A team's address is nobody
    in particular; of an address nobody has said whose it is, a person's is assumed, unless it has
    members.
    """
    return not why_not(contact, today)


def why_not(contact: Contact, today: date) -> str:
    """Return why a contact cannot sign in, in a few words; empty for one who can."""
    is_unsaid = contact.kind is ContactKind.UNKNOWN
    if contact.kind is ContactKind.TEAM or (is_unsaid and contact.members):
        return "a team's address"
    if contact.mailbox_closes is not None and contact.mailbox_closes <= today:
        return f"mailbox closed {contact.mailbox_closes}"
    if contact.last_day is not None and contact.last_day < today:
        return f"left {contact.last_day}"
    return "archived" if contact.archived else ""


def sign_ins(license: License, portfolio: Portfolio, today: date) -> tuple[Contact, ...]:
    """Return who can sign in for a license, each once: primaries and technical contacts first.

    Only a contact that the portal shows can. Where nobody has looked yet the wanted contacts are
    assumed to be there.
    """
    known: dict[str | int, Contact]
    if is_looked_at(license):
        seen = sorted(license.on_portal, key=_rank)
        there = [portfolio.contact_at(held.address) for held in seen]
        known = {contact.id: contact for contact in there if contact}
    else:
        wanted = sorted(license.wanted, key=_rank)
        meant = [portfolio.contact(held.contact) for held in wanted]
        known = {contact.address: contact for contact in meant if contact and contact.address}
    return tuple([contact for contact in known.values() if can_sign_in(contact, today)])


def actor(
    license: License,
    portfolio: Portfolio,
    today: date,
    settings: Settings,
    leaving: Collection[str] = (),
) -> Contact | None:
    """Return who should do the steps of a license on its portal; None if nobody can sign in.

    The user, else somebody who is here today, rather one who stays a contact: `leaving` are the
    addresses (`Contact.address`) that the steps remove.
    """
    able = sign_ins(license, portfolio, today)
    me = address_key(settings.me)
    return min(
        able,
        key=lambda one: (one.address != me, _is_away(one, today), one.address in leaving),
        default=None,
    )


def _domain(address: str) -> str:
    return address.rpartition("@")[2]


def _is_away(contact: Contact, day: date) -> bool:
    return any(away.start <= day <= away.end for away in contact.away)


def _rank(held: Assignment | SeenAssignment) -> tuple[bool, int]:
    return not held.primary, _ROLES[held.role]


_ROLES = {role: place for place, role in enumerate(Role)}
