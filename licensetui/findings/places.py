"""Places where a contact's address is used, with what the vendors' portals want there."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from licensetui.addresses.advice import ANYWHERE, Place
from licensetui.addresses.known import domain_of
from licensetui.domain.contact import Contact
from licensetui.domain.counting import listed
from licensetui.domain.license import Assignment, License
from licensetui.domain.portals import ContactPolicy
from licensetui.domain.portfolio import Portfolio
from licensetui.findings.teams import Teams
from licensetui.vendors import vendor_of

Uses = Iterable[tuple[License, Assignment]]
"""Licenses, each with an assignment of a contact there."""


def places(
    portfolio: Portfolio,
    contact: Contact | None,
    coming: Uses = (),
    teams: Teams | None = None,
    domain: str = "",
) -> tuple[Place, ...]:
    """Return where a contact is assigned on current licenses, each kind once; else anywhere.

    Where portals want different things, each names its licenses: what is unwise on one of them is
    no flaw of the contact. In `coming` places it is assigned once it is saved. Some of the `teams`
    may fit there, if the contact's address is at `domain`.
    """
    uses = (*(portfolio.uses(contact.id) if contact else ()), *coming)
    found: dict[Place, None] = {}
    names: dict[ContactPolicy, dict[str, None]] = {}
    for license, held in uses:
        if not license.archived:
            here = place(portfolio, license, held)
            team = teams.instead(domain, license, held) if teams else None
            if team:
                here = replace(here, team=team.contact.email, team_licenses=team.licenses)
            found[here] = None
            names.setdefault(here.policy, {})[license.name] = None
    if len(names) < 2:
        return tuple(found) or ANYWHERE
    return tuple(replace(here, of=listed([*names[here.policy]], 1)) for here in found)


def place(portfolio: Portfolio, license: License, held: Assignment) -> Place:
    """Return what a contact with an assignment on a license has to fit."""
    return Place(
        vendor_of(license).contact_policy(license),
        held.role in license.portal.readers,
        _primary_domain(portfolio, license, held),
    )


def _primary_domain(portfolio: Portfolio, license: License, held: Assignment) -> str:
    """Return the domain of the primary for the role, if that is another contact; else nothing."""
    for other in license.wanted:
        if other.primary and other.role is held.role and other.contact != held.contact:
            contact = portfolio.contact(other.contact)
            return domain_of(contact.email) if contact else ""
    return ""
