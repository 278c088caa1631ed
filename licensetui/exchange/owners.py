"""Reminders sorted by who owns the licenses that they are about. Pure; nothing is sent.

An owner gets only what is theirs, and only at a domain of the user's: what is in the file is not
for everybody who was ever named in it. Who is away or gone is stood for by the deputy.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

from licensetui.addresses.domain_parts import parts
from licensetui.addresses.domains import is_known
from licensetui.domain.contact import Contact, address_key
from licensetui.domain.license import License
from licensetui.domain.mailbox import mailbox
from licensetui.domain.missing import why_missing
from licensetui.domain.next_mail import reason_words
from licensetui.exchange.notices import News
from licensetui.exchange.recipients import why_unread
from licensetui.outlook import Outlook


class _Way(NamedTuple):
    """The way of a notice to whoever decides."""

    contact: Contact | None
    """Who gets it; None for those who get all the rest."""
    words: str
    """The owner, and why it is somebody else who gets it."""


def by_recipient(
    notices: Iterable[News],
    outlook: Outlook,
    rest: Sequence[str],
    *,
    outside: bool,
) -> Mapping[str, tuple[News, ...]]:
    """Return notices by the addresses of those who own the licenses, each with why it goes there.

    `rest` are the addresses for what is nobody's, or cannot go to its owner; they come first.
    With `outside`, something may be sent to any domain.
    """
    is_own = (lambda _: True) if outside else own_domains(outlook, rest)
    found: dict[str, tuple[str, list[News]]] = {address_key(x): (x, []) for x in rest}
    ways: dict[int | None, _Way] = {}
    for notice in notices:
        owner = notice.license.owner if notice.license else None
        if owner not in ways:
            ways[owner] = _way(notice.license, outlook, is_own)
        contact, words = ways[owner]
        if notice.license:
            notice = replace(notice, owner=words)
        for address in rest if contact is None else [mailbox(contact.email)]:
            found.setdefault(address_key(address), (address, []))[1].append(notice)
    return {address: tuple(about) for address, about in found.values()}


def own_domains(outlook: Outlook, recipients: Iterable[str]) -> Callable[[str], bool]:
    """Return what tells a domain of the user's organization from others.

    Those of the settings; without any, that of more than half of the contacts, and those of whoever
    gets the rest, but never one at which anybody can have an address.
    """
    known = outlook.reports.known.domains
    if known.named:
        return known.is_own
    all = sum(known.counts.values())
    own = {domain for domain, count in known.companies.items() if count * 2 > all}
    asked = (address.rpartition("@")[2] for address in recipients)
    own |= {parts(domain).registered or domain for domain in asked if not is_known(domain)}
    return lambda domain: domain in own or parts(domain).registered in own


def _way(license: License | None, outlook: Outlook, is_own: Callable[[str], bool]) -> _Way:
    """Return who gets what is told of a license."""
    owner = outlook.portfolio.owner(license) if license else None
    if owner is None:
        return _Way(None, "nobody")
    missing = why_missing(owner, outlook.today)
    if missing is None:
        problem = _problem(owner, outlook, is_own)
        return _Way(None, f"{owner.label}, {problem}") if problem else _Way(owner, owner.label)
    who = f"{owner.label}, {reason_words(missing)}"
    deputy = outlook.portfolio.contact(owner.deputy)
    if deputy is None:
        return _Way(None, f"{who}, without a deputy")
    gone = why_missing(deputy, outlook.today)
    problem = reason_words(gone) if gone else _problem(deputy, outlook, is_own)
    if problem:
        return _Way(None, f"{who}; the deputy {deputy.label}: {problem}")
    return _Way(deputy, f"{who}; the deputy is {deputy.label}")


def _problem(contact: Contact, outlook: Outlook, is_own: Callable[[str], bool]) -> str:
    """Return why nothing is sent to somebody who is there; empty if something may be."""
    try:
        address = mailbox(contact.email)
    except ValueError:
        return "without a working address"
    if why := why_unread(address, outlook):
        return f"not emailed ({address}: {why})"
    if not is_own(address.rpartition("@")[2]):
        return f"at another organization: {address} is emailed only with --outside"
    return ""
