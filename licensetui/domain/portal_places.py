"""Places on a portal: an address in a role, as it should be there and as it was seen."""

from __future__ import annotations

from licensetui.domain.contact import Contact, address_key
from licensetui.domain.license import Assignment, License, LicenseType, Role, SeenAssignment
from licensetui.domain.portals import ContactPolicy
from licensetui.domain.portfolio import Portfolio

Place = tuple[str, Role]
"""An address in the form in which two are compared, and a role: what a portal shows once."""


def policy_of(license: License) -> ContactPolicy:
    """Return what the portal of a license takes as contacts of such a license."""
    portal, is_evaluation = license.portal, license.type is LicenseType.EVALUATION
    return portal.policy_of_evaluations if is_evaluation else portal.policy


def place_of(seen: SeenAssignment) -> Place:
    """Return the place in which an address was seen."""
    return address_key(seen.address), seen.role


def wanted_places(
    license: License, portfolio: Portfolio
) -> dict[Place, tuple[Contact, Assignment]]:
    """Return what the portal should show: two contacts with one address count once.

    Contacts without an address, archived ones and those that are gone cannot be on a portal.
    """
    found: dict[Place, tuple[Contact, Assignment]] = {}
    for held in license.wanted:
        contact = portfolio.contact(held.contact)
        address = contact.address if contact else ""
        if contact and address and not contact.archived:
            place = (address, held.role)
            if place not in found or held.primary:
                found[place] = (contact, held)
    return found


def shown_places(license: License) -> dict[Place, SeenAssignment]:
    """Return what the portal shows, each place once; as primary, if it is there as that too."""
    found: dict[Place, SeenAssignment] = {}
    for seen in license.on_portal:
        place = place_of(seen)
        if place[0] and (place not in found or seen.primary):
            found[place] = seen
    return found
