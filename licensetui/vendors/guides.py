"""Guides for portal steps: a vendor's text with the names of the step filled in."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from licensetui.domain.contact import Contact, address_key
from licensetui.domain.missing import why_missing
from licensetui.domain.plain import plain
from licensetui.domain.portal_step import PortalStep, StepCase
from licensetui.domain.portfolio import Portfolio
from licensetui.domain.sign_in import is_shared, known_by, why_not
from licensetui.vendors import VENDORS, Vendor, vendor_of
from licensetui.vendors.atlassian.portal_facts import SINGLE_SIGN_ON
from licensetui.vendors.partner import request

_NAME = re.compile(r"\{(\w+)\}")


@dataclass(frozen=True)
class Guide:
    """The guide for one step. All of it is plain text: nothing in it is to be obeyed."""

    title: str
    """What it is about: `Add a contact`."""
    lines: tuple[str, ...]
    """What to do, those that begin with a number in that order."""
    source: str
    """Who says so."""
    date: str
    """The day of that source, or that it has none."""
    address: str = ""
    """Where it stands; empty where nothing is public."""
    page: str = ""
    """The address of the page on which it is done; empty where none is known."""


def guide(step: PortalStep, portfolio: Portfolio, today: date) -> Guide:
    """Return how a step is done in its case, with addresses, names and numbers."""
    head, _, body = _keeper(step).guide_text(step).partition("\n\n")
    said = dict(line.split(": ", 1) for line in head.splitlines())
    page = said.get("page", step.license.portal.page)
    names = {**_names(step, portfolio, today), "page": page}
    lines = (_NAME.sub(lambda found: names[found[1]], line) for line in body.splitlines())
    before, after = _waiting(step, today), _shared(step, portfolio, today)
    told = (*before, *lines, *after)
    return Guide(said["title"], told, said["source"], said["date"], said.get("address", ""), page)


def _keeper(step: PortalStep) -> Vendor:
    """Return the vendor whose portal it is, or else the one who sold the license."""
    license = step.license
    return next((x for x in VENDORS if license.portal in x.portals), vendor_of(license))


def _names(step: PortalStep, portfolio: Portfolio, today: date) -> dict[str, str]:
    """Return what stands for each name in braces."""
    license = step.license
    primary = next((x.address for x in license.on_portal if x.primary and x.role is step.role), "")
    by_partner = step.case is StepCase.ASK_PARTNER
    names = {
        "license": license.name,
        "number": license.number or license.name,
        "address": step.address,
        "role": step.role.words,
        "person": step.contact.label if step.contact else step.address,
        "actor": _person(step.actor) if step.actor else "one of its contacts",
        "primary": _at(primary, portfolio) if primary else "nobody",
        "partner": license.partner or "the partner",
        "site": license.site or license.name,
        "task": request(step) if by_partner else step.task,
        "shown": _shown(step, portfolio, today),
        "obstacle": _obstacle(primary, portfolio, today),
    }
    return {name: plain(text) for name, text in names.items()}


def _shown(step: PortalStep, portfolio: Portfolio, today: date) -> str:
    """Return the addresses that the portal shows, and why nobody there can sign in."""
    seen = {address_key(x.address): x.address.strip() for x in step.license.on_portal}
    words = []
    for address in filter(None, seen.values()):
        contact = portfolio.contact_at(address)
        reason = why_not(contact, portfolio, today) if contact else "no contact has it"
        words.append(f"{address} ({reason})" if reason else address)
    return ", ".join(words) or "nobody"


def _obstacle(primary: str, portfolio: Portfolio, today: date) -> str:
    """Return why the current primary cannot promote the contact, as a clause."""
    contact = portfolio.contact_at(primary) if primary else None
    if not primary:
        return "the portal lists no primary contact"
    if contact is None:
        return f"no contact has the address of the current primary, {primary}"
    if reason := why_not(contact, portfolio, today):
        return f"the current primary, {contact.email.strip()}, cannot sign in ({reason})"
    if why_missing(contact, today):
        return f"the current primary, {contact.email.strip()}, is away"
    return f"its domain is public or differs from the current primary, {primary}"


def _shared(step: PortalStep, portfolio: Portfolio, today: date) -> tuple[str, ...]:
    """Return how to sign in as a team, where a step is done as one."""
    team = step.actor
    if step.case is StepCase.ASK_PARTNER or team is None or not is_shared(team):
        return ()
    known = ", ".join(plain(one.label) for one in known_by(team, portfolio, today))
    who = (
        f"its password is known to {known}"
        if known
        else "it is not recorded who knows its password"
    )
    return (
        f'{plain(team.label)} is a shared account: {who}. "Can\'t log in?" sends an '
        "email that sets a new one, and its members read it; "
        f"{SINGLE_SIGN_ON.value}.",
    )


def _waiting(step: PortalStep, today: date) -> tuple[str, ...]:
    if step.waiting_since is None or step.contact is None:
        return ()
    days = (today - step.waiting_since).days
    return (f"Waiting for {plain(step.contact.label)} since {step.waiting_since} ({days} d).",)


def _at(address: str, portfolio: Portfolio) -> str:
    contact = portfolio.contact_at(address)
    return _person(contact) if contact else address.strip()


def _person(contact: Contact) -> str:
    """Return a contact with name and address: `Anna Martin (a.martin@example.org)`."""
    name, address = contact.name.strip(), contact.email.strip()
    return f"{name} ({address})" if name and address else contact.label
