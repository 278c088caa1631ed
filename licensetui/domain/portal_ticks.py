"""Ticks of portal steps: the license after something was done or seen on its portal."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from licensetui.domain.change import Change, Edit
from licensetui.domain.contact import Contact, address_key
from licensetui.domain.license import Assignment, License, SeenAssignment
from licensetui.domain.portal_places import place_of, wanted_places
from licensetui.domain.portal_step import PortalStep, StepKind
from licensetui.domain.portfolio import Portfolio


def ticked(license: License, step: PortalStep, today: date) -> License:
    """Return a license whose portal shows what it does after a step, seen today.

    An added contact is a secondary one; promoting makes the primary of the role a secondary one.
    Raises `ValueError` for a look: only what was seen says what it changes (`seen_as`).
    """
    place = (address_key(step.address), step.role)
    here = [seen for seen in license.on_portal if place_of(seen) == place]
    others = tuple(seen for seen in license.on_portal if place_of(seen) != place)
    shown = here[0] if here else SeenAssignment(step.address, step.role)
    wanted = license.wanted
    match step.kind:
        case StepKind.ADD:
            others = license.on_portal if here else (*others, shown)
        case StepKind.PROMOTE:
            below = (replace(x, primary=False) if x.role is step.role else x for x in others)
            others = (replace(shown, primary=True), *below)
            wanted = _waiting(wanted, step, None)
        case StepKind.LOOK:
            raise ValueError("a portal check is ticked by recording what the portal shows")
    return replace(license, on_portal=others, wanted=wanted, looked_on=today)


def asked(license: License, step: PortalStep, today: date) -> License:
    """Return a license whose new contact has been asked today to sign in and do a step."""
    return replace(license, wanted=_waiting(license.wanted, step, today))


def seen_today(license: License, portfolio: Portfolio, today: date) -> License:
    """Return a license whose portal was seen today to show the contacts that are wanted."""
    found = wanted_places(license, portfolio)
    seen = tuple(
        SeenAssignment(contact.email.strip(), held.role, held.primary)
        for contact, held in found.values()
    )
    wanted = tuple(replace(held, waiting_since=None) for held in license.wanted)
    return seen_as(replace(license, wanted=wanted), seen, today)


def seen_as(license: License, seen: Iterable[SeenAssignment], today: date) -> License:
    """Return a license whose portal was seen today to show these addresses."""
    return replace(license, on_portal=tuple(seen), looked_on=today)


def with_contact(
    portfolio: Portfolio, before: Contact | None, after: Contact, today: date
) -> Change:
    """Return the change that saves a contact, new if there is no `before`.

    Where the address is another one, the portals still show the old one: the licenses that want
    the contact do so since today, as far as their portal does not show the new address already.
    """
    is_moved = before is not None and before.address != after.address
    uses = portfolio.uses(after.id) if is_moved else ()
    licenses = {license.id: license for license, _ in uses if not license.archived}
    edits = (Edit(license, _wanted_anew(license, after, today)) for license in licenses.values())
    what = "change" if before else "add"
    return Change(
        f"{what} contact {after.label}",
        licenses=tuple(edit for edit in edits if edit.before != edit.after),
        contacts=(Edit(before, after),) if before != after else (),
    )


def _waiting(
    wanted: tuple[Assignment, ...], step: PortalStep, since: date | None
) -> tuple[Assignment, ...]:
    id = step.contact.id if step.contact else None
    return tuple(
        replace(held, waiting_since=since) if (held.contact, held.role) == (id, step.role) else held
        for held in wanted
    )


def _wanted_anew(license: License, contact: Contact, today: date) -> License:
    """Return a license that wants a contact since today, where it is not on the portal yet."""
    shown = {place_of(seen) for seen in license.on_portal}
    wanted = tuple(
        replace(held, since=today, waiting_since=None)
        if held.contact == contact.id and (contact.address, held.role) not in shown
        else held
        for held in license.wanted
    )
    return replace(license, wanted=wanted)
