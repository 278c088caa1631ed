"""Places where a contact's address is used, with what the vendors' portals want there."""

from __future__ import annotations

from licensetui.addresses.advice import ANYWHERE, Place
from licensetui.addresses.known import domain_of
from licensetui.domain.contact import Contact
from licensetui.domain.license import Assignment, License
from licensetui.domain.portfolio import Portfolio
from licensetui.vendors import vendor_of


def places(portfolio: Portfolio, contact: Contact | None) -> tuple[Place, ...]:
    """Return where a contact is wanted on current licenses, each kind once; else anywhere."""
    uses = portfolio.uses(contact.id) if contact else ()
    found = dict.fromkeys(
        place(portfolio, license, held) for license, held in uses if not license.archived
    )
    return tuple(found) or ANYWHERE


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
