"""Differences between a portal and who is assigned, in words."""

from __future__ import annotations

from licensetui.domain.license import License
from licensetui.domain.portal_places import shown_places, wanted_places
from licensetui.domain.portfolio import Portfolio

SAME = "as assigned"
"""What to say where there is no difference."""


def differences(license: License, portfolio: Portfolio) -> tuple[str, ...]:
    """Return each difference between the portal of a license and who is assigned, as a clause."""
    wanted, shown = wanted_places(license, portfolio), shown_places(license)
    has_primaries = license.portal.has_primaries
    found = []
    for place, (contact, held) in wanted.items():
        seen = shown.get(place)
        whom = f"{held.role.label} {contact.email.strip()}"
        if seen is None:
            found.append(f"{whom}: assigned, not on the portal")
        elif has_primaries and held.primary and not seen.primary:
            found.append(f"{whom}: should be primary")
    for place, seen in shown.items():
        if place not in wanted:
            is_known = portfolio.contact_at(seen.address) is not None
            which = "not assigned" if is_known else "no contact has it"
            found.append(f"{seen.role.label} {seen.address.strip()}: on the portal, {which}")
    return tuple(found)
