"""A row's contacts on the portal of a known license, compared with what was seen there."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from licensetui.domain.contact import address_key
from licensetui.domain.license import License, Role, SeenAssignment
from licensetui.domain.portal_roles import role_on
from licensetui.domain.portfolio import Portfolio
from licensetui.imports.statement import Statement

Seen = tuple[SeenAssignment, ...]
"""What the portal shows."""


def seen_in(stated: Statement, license: License) -> Seen:
    """Return the addresses of a statement as the portal shows them."""
    return tuple(
        SeenAssignment(person.address, role, place == 0)
        for role, people in stated.contacts(license)
        for place, person in enumerate(people)
        if person.address
    )


def first_look(license: License, stated: Statement, look: date | None) -> License:
    """Return a new license with what its portal showed on the day `look`; as it is without one."""
    seen = seen_in(stated, license)
    return replace(license, on_portal=seen, looked_on=look) if look else license


def with_look(
    license: License, stated: Statement, look: date
) -> tuple[License, tuple[str, ...], tuple[str, ...]]:
    """Return a license with what its portal showed on a day, what changed, and remarks.

    What is older than the last look changes nothing.
    """
    shown = _shown(license, stated)
    changes = _changes(license, shown, stated)
    known = license.looked_on
    if known and look < known:
        remark = f"the portal was checked later, on {known}: its contacts are left as they are"
        return license, (), (remark,) if changes else ()
    if look != known:
        changes = (*changes, f"portal checked {known or 'never'} -> {look}")
    return replace(license, on_portal=shown, looked_on=look), changes, ()


def other_contacts(license: License, stated: Statement, portfolio: Portfolio) -> tuple[str, ...]:
    """Return a remark for each role in which a row names somebody unknown to the license."""
    remarks = []
    for role, people in stated.contacts(license):
        known = {contact.address for contact in portfolio.holders(license, role)}
        known |= {address_key(seen.address) for seen in license.on_portal if seen.role is role}
        other = [person.address for person in people if address_key(person.address) not in known]
        if any(other):
            named = ", ".join(address for address in other if address)
            remarks.append(f"{role.value} contact {named}: the contacts are left as they are")
    return tuple(remarks)


def _shown(license: License, stated: Statement) -> Seen:
    """Return what the portal shows now, given what it showed and what its export says.

    The export has the first contacts of a role; others that somebody saw there stay. Of a role
    without an address it says nothing, unless its contact was erased.
    """
    on_portal = license.on_portal
    for role, _ in stated.contacts(license):
        exported = tuple(seen for seen in seen_in(stated, license) if seen.role is role)
        if exported or role in [role_on(license, each) for each in stated.erased]:
            keys = {address_key(seen.address) for seen in exported}
            others = tuple(
                seen
                for seen in on_portal
                if seen.role is not role or not (seen.primary or address_key(seen.address) in keys)
            )
            changed = (*others, *exported)
            # The order and the case of addresses are no news.
            if {_key(seen) for seen in changed} != {_key(seen) for seen in on_portal}:
                on_portal = changed
    return on_portal


def _changes(license: License, after: Seen, stated: Statement) -> tuple[str, ...]:
    before = license.on_portal
    return tuple(
        f"{role.value} on the portal {_addresses(before, role)} -> {_addresses(after, role)}"
        for role, _ in stated.contacts(license)
        if [seen for seen in before if seen.role is role]
        != [seen for seen in after if seen.role is role]
    )


def _addresses(on_portal: Seen, role: Role) -> str:
    shown = sorted(
        (seen for seen in on_portal if seen.role is role), key=lambda seen: not seen.primary
    )
    return ", ".join(seen.address for seen in shown) or "nobody"


def _key(seen: SeenAssignment) -> tuple[str, Role, bool]:
    return address_key(seen.address), seen.role, seen.primary
