"""Roles as a portal has them: who is assigned in one that it has no more, and who beside others."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable
from dataclasses import replace
from datetime import date
from typing import TypeVar

from licensetui.domain.license import Assignment, License, Role, SeenAssignment, assign_primary
from licensetui.domain.portal_places import place_of

Held = TypeVar("Held", Assignment, SeenAssignment)


def has_former_roles(license: License) -> bool:
    """Say whether somebody is assigned in a role that the portal has no more."""
    former = license.portal.former
    return bool(former) and any(held.role in former for held in license.wanted)


def with_present_roles(license: License) -> License:
    """Return a license whose contacts have the role that the portal has in place of former ones.

    Assigned ones and those on the portal: it was the vendor who changed the roles of all. Nobody is
    in it twice, and the first primary one stays that.
    """
    return replace(
        license,
        wanted=_present(license, license.wanted, lambda held: (held.contact, held.role)),
        on_portal=_present(license, license.on_portal, place_of),
    )


def assigned(license: License, contact: int, role: Role, today: date) -> License:
    """Return a license to which a contact is assigned in a role.

    As the primary one, in the place of another; on portals where all in a role are equals, beside
    the others, and nobody goes.
    """
    if not license.portal.are_equals:
        return assign_primary(license, contact, role, today)
    if any(held.contact == contact and held.role is role for held in license.wanted):
        return license
    return replace(license, wanted=(*license.wanted, Assignment(contact, role, since=today)))


def _present(
    license: License, all_held: Iterable[Held], key: Callable[[Held], Hashable]
) -> tuple[Held, ...]:
    found: dict[Hashable, Held] = {}
    has_primary = False
    for held in all_held:
        now = replace(held, role=license.portal.present(held.role))
        if now.role is license.portal.technical:
            now = replace(now, primary=now.primary and not has_primary)
        if (known := found.get(key(now))) is not None:
            now = replace(known, primary=known.primary or now.primary)
        if now.role is license.portal.technical:
            has_primary = has_primary or now.primary
        found[key(now)] = now
    return tuple(found.values())
