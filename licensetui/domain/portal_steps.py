"""Portal steps: what a person must do on a portal until it shows the contacts that are wanted.

Derived from `wanted` and `on_portal` of each license, never stored. Until a step is ticked, the
portal counts as it was seen.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date

from licensetui.domain.contact import Contact, address_key
from licensetui.domain.counsel import RECORDS, Counsel
from licensetui.domain.license import Assignment, License, Role, SeenAssignment
from licensetui.domain.plain import folded
from licensetui.domain.portal_places import Place, policy_of, shown_places, wanted_places
from licensetui.domain.portal_step import PortalStep, StepCase, StepKind
from licensetui.domain.portal_ticks import asked, seen_as, seen_today, ticked, with_contact
from licensetui.domain.portals import SignIn
from licensetui.domain.portfolio import Portfolio
from licensetui.domain.settings import Settings
from licensetui.domain.sign_in import actor, is_looked_at, must_promote_themselves
from licensetui.domain.standing import is_over

__all__ = [
    "PortalStep",
    "StepCase",
    "StepKind",
    "age_key",
    "asked",
    "seen_as",
    "seen_today",
    "steps",
    "ticked",
    "with_contact",
]


def steps(
    license: License,
    portfolio: Portfolio,
    today: date,
    settings: Settings,
    counsel: Counsel = RECORDS,
) -> tuple[PortalStep, ...]:
    """Return what is to be done for a license, in the order in which it must be done.

    First all are added, then promoted, then removed, so that no role is without a primary on the
    way; whoever does it is removed last, over all roles. Of a portal that nobody ever looked at
    only that is known. Nothing for a license that is archived or given up. Where nobody is wanted
    nobody is removed, nor a reader of mails where none is wanted, and no primary without another
    one who is wanted. Nobody is added where the portal takes no extra contact: no step stays open
    that cannot be done. `counsel` decides who can be promoted by others.
    """
    if license.archived or is_over(license, today):
        return ()
    if not is_looked_at(license):
        found = [PortalStep(license, StepKind.LOOK, license.portal.technical, "")]
    else:
        found = list(_difference(license, portfolio, today))
    if not found:
        return ()
    leaving = {address_key(step.address) for step in found if step.kind is StepKind.REMOVE}
    doer = actor(license, portfolio, today, settings, leaving)
    found.sort(key=lambda step: _is_own_removal(step, doer))
    primaries = {seen.role: seen.address for seen in license.on_portal if seen.primary}
    return tuple(
        _placed(step, number, doer, primaries.get(step.role, ""), counsel)
        for number, step in enumerate(found, 1)
    )


def _difference(license: License, portfolio: Portfolio, today: date) -> Iterator[PortalStep]:
    """Yield the steps without their numbers: add, promote, remove, each by role."""
    wanted, shown = wanted_places(license, portfolio), shown_places(license)
    if not policy_of(license).takes_extra:
        wanted = {place: x for place, x in wanted.items() if place in shown}
    if not wanted:
        return
    has_primaries = license.portal.has_primaries
    missing = [x for place, x in wanted.items() if place not in shown]
    for contact, held in sorted(missing, key=_order):
        yield _about(license, StepKind.ADD, contact, held)
    primaries = {place: x for place, x in wanted.items() if x[1].primary and has_primaries}
    second = [x for place, x in primaries.items() if not (place in shown and shown[place].primary)]
    for contact, held in sorted(second, key=_order):
        yield _about(license, StepKind.PROMOTE, contact, held)
    surplus = [seen for place, seen in shown.items() if place not in wanted]
    if not surplus:
        return
    followed = {role for _, role in primaries}
    readers = license.portal.readers
    is_read = any(role in readers for _, role in wanted)
    for seen in sorted(surplus, key=lambda seen: _ROLES[seen.role]):
        must_stay = has_primaries and seen.primary and seen.role not in followed
        is_last = seen.role in readers and not is_read
        if not must_stay and not is_last:
            contact_there = portfolio.contact_at(seen.address)
            yield PortalStep(
                license,
                StepKind.REMOVE,
                seen.role,
                seen.address.strip(),
                contact_there,
                since=_replaced_since(seen, contact_there, wanted, today),
            )


def _order(wanted: tuple[Contact, Assignment]) -> tuple[int, bool]:
    _, held = wanted
    return _ROLES[held.role], not held.primary


def _about(license: License, kind: StepKind, contact: Contact, held: Assignment) -> PortalStep:
    return PortalStep(
        license,
        kind,
        held.role,
        contact.email.strip(),
        contact,
        since=held.since,
        waiting_since=held.waiting_since,
    )


def _replaced_since(
    seen: SeenAssignment,
    contact: Contact | None,
    wanted: dict[Place, tuple[Contact, Assignment]],
    today: date,
) -> date | None:
    """Return since when somebody else is wanted in the place of what the portal shows."""
    held = [
        x for _, x in wanted.values() if x.role is seen.role and (x.primary or not seen.primary)
    ]
    followed = max((x.since for x in held if x.since), default=None)
    if followed is None and contact and contact.last_day and contact.last_day < today:
        return contact.last_day
    return followed


def _placed(
    step: PortalStep, number: int, doer: Contact | None, primary: str, counsel: Counsel
) -> PortalStep:
    """Return a step with its place, and with who does it in which way."""
    case = _case(step, doer, primary, counsel)
    by_itself = case is StepCase.PROMOTE_SELF
    return replace(
        step,
        number=number,
        case=case,
        actor=step.contact if by_itself else doer,
        waiting_since=step.waiting_since if by_itself else None,
    )


def _case(step: PortalStep, doer: Contact | None, primary: str, counsel: Counsel) -> StepCase:
    if step.license.portal.sign_in is SignIn.PARTNER:
        return StepCase.ASK_PARTNER
    if step.kind is StepKind.LOOK:
        return StepCase.LOOK
    if doer is None:
        return StepCase.NO_SIGN_IN
    new = step.contact if step.kind is StepKind.PROMOTE else None
    if new and primary and must_promote_themselves(new, primary, counsel):
        return StepCase.PROMOTE_SELF
    return StepCase.REMOVE_YOURSELF if _is_own_removal(step, doer) else StepCase(step.kind.value)


def _is_own_removal(step: PortalStep, doer: Contact | None) -> bool:
    is_own = doer is not None and doer.address == address_key(step.address)
    return is_own and step.kind is StepKind.REMOVE


def age_key(group: Sequence[PortalStep]) -> tuple[bool, date, str, int]:
    """Return by what the steps of one license come before those of another: the oldest first."""
    first = min((step.since for step in group if step.since), default=date.max)
    is_look = group[0].kind is StepKind.LOOK
    return is_look, first, folded(group[0].license.name), group[0].license.id


_ROLES = {role: place for place, role in enumerate(Role)}
"""The order of the roles."""
