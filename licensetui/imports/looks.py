"""A row's contacts on the portal of a known license, compared with what was seen there."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from licensetui.domain.contact import address_key
from licensetui.domain.license import License, Role, SeenAssignment
from licensetui.domain.portal_roles import role_on
from licensetui.domain.portfolio import Portfolio
from licensetui.domain.structure import replaced
from licensetui.imports.statement import Statement
from licensetui.imports.told import RowWords

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
    if look is None:
        return license
    return replaced(license, on_portal=seen_in(stated, license), looked_on=look)


def with_look(license: License, stated: Statement, look: date, told: RowWords) -> License:
    """Return a license with what its portal showed on a day.

    What is older than the last look changes nothing.
    """
    shown = _shown(license, stated)
    known = license.looked_on
    if known and look < known:
        if _differing(license, shown, stated):
            told.notes.append(
                f"the portal was checked later, on {known}: its contacts are not changed"
            )
        return license
    for role in _differing(license, shown, stated):
        before, after = _addresses(license.on_portal, role), _addresses(shown, role)
        told.change(f"{role.value} on the portal", before, after)
    if look != known:
        told.change("portal checked", known or "never", look)
    return replace(license, on_portal=shown, looked_on=look)


def doubt_other_contacts(
    license: License, stated: Statement, portfolio: Portfolio, told: RowWords
) -> None:
    """Doubt for each role whom a row names who is unknown to the license: nobody is replaced."""
    for role, people in stated.contacts(license):
        if not people:
            continue
        known = {contact.address for contact in portfolio.holders(license, role)}
        known |= {address_key(seen.address) for seen in license.on_portal if seen.role is role}
        other = [person.address for person in people if address_key(person.address) not in known]
        if any(other):
            named = ", ".join(address for address in other if address)
            told.doubts.append(f"{role.value} contact {named}: the contacts are not changed")


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


def _differing(license: License, shown: Seen, stated: Statement) -> list[Role]:
    """Return the roles of a row for which the portal shows somebody else now."""
    return [
        role
        for role, _ in stated.contacts(license)
        if [seen for seen in license.on_portal if seen.role is role]
        != [seen for seen in shown if seen.role is role]
    ]


def _addresses(on_portal: Seen, role: Role) -> str:
    shown = sorted(
        (seen for seen in on_portal if seen.role is role), key=lambda seen: not seen.primary
    )
    return ", ".join(seen.address for seen in shown) or "nobody"


def _key(seen: SeenAssignment) -> tuple[str, Role, bool]:
    return address_key(seen.address), seen.role, seen.primary
