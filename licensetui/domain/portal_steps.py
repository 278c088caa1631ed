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
from licensetui.domain.sign_in import SignIns, actor, is_looked_at, must_promote_themselves
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
    one who is wanted, and no role that is given elsewhere. Nobody is added where the portal takes
    no extra contact: no step stays open that cannot be done. On some portals only the present
    primary promotes others, everybody else themselves; `counsel` tells whose domain is public.
    """
    if license.archived or is_over(license, today):
        return ()
    if not is_looked_at(license):
        found = [PortalStep(license, StepKind.LOOK, license.portal.technical, "")]
    else:
        found = list(_difference(license, portfolio, today))
    if not found:
        return ()
    return _Hands(license, portfolio, today, settings, counsel).given(found)


def is_different(license: License, portfolio: Portfolio, today: date) -> bool:
    """Say whether there is a step for a license, as long as it is not archived or given up.

    That is the same for all licenses with the same `people`.
    """
    if not is_looked_at(license):
        return True
    if _is_as_wanted(license, portfolio):  # as nearly always, and soon said
        return False
    return any(True for _ in _difference(license, portfolio, today))


def _is_as_wanted(license: License, portfolio: Portfolio) -> bool:
    """Say whether the portal shows the wanted contacts as they are wanted, and nobody else."""
    there = [portfolio.contact_at(seen.address) for seen in license.on_portal]
    if not all(contact and not contact.archived for contact in there):
        return False
    pairs = zip(there, license.on_portal, strict=True)
    shown = {(contact.id, seen.role, seen.primary) for contact, seen in pairs if contact}
    return shown == {(held.contact, held.role, held.primary) for held in license.wanted}


def _difference(license: License, portfolio: Portfolio, today: date) -> Iterator[PortalStep]:
    """Yield the steps without their numbers: add, promote, remove, each by role."""
    elsewhere = license.portal.kept_elsewhere
    wanted, shown = wanted_places(license, portfolio), shown_places(license)
    if elsewhere:
        wanted = {place: x for place, x in wanted.items() if place[1] not in elsewhere}
        shown = {place: x for place, x in shown.items() if place[1] not in elsewhere}
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


class _Hands:
    """The hands by which the steps of a license are done: of whom, and in which way."""

    def __init__(
        self,
        license: License,
        portfolio: Portfolio,
        today: date,
        settings: Settings,
        counsel: Counsel,
    ) -> None:
        self._license = license
        self._settings = settings
        self._counsel = counsel
        self._able = SignIns(portfolio, today)
        self._accounts = self._able.accounts(license)
        self._primaries = {x.role: x.address for x in license.on_portal if x.primary}

    def given(self, found: Sequence[PortalStep]) -> tuple[PortalStep, ...]:
        """Return steps with their places, and with who does each in which way."""
        by_partner = self._license.portal.sign_in is SignIn.PARTNER
        own = () if by_partner else found
        leaving = {address_key(x.address) for x in found if x.kind is StepKind.REMOVE}
        first = actor(self._accounts, self._able, self._settings, leaving=leaving)
        promoted = {id(x): self._promoted(x, first) for x in own if x.kind is StepKind.PROMOTE}
        needed = {x.actor.address for x in promoted.values() if x.actor}
        doer = actor(self._accounts, self._able, self._settings, needed, leaving)
        placed: list[PortalStep] = []
        for step in sorted(found, key=lambda step: self._leaves(step, doer)):
            done = promoted.get(id(step)) or self._by(doer, step)
            placed.append(replace(done, number=len(placed) + 1))
            if doer is None and not by_partner and self._can_go_on(step):
                doer = step.contact  # whom the vendor's support has added
        return tuple(placed)

    def _leaves(self, step: PortalStep, doer: Contact | None) -> tuple[bool, bool]:
        """Return whether a step takes a role from its doer, and whether one that they need."""
        is_own = _is_own_removal(step, doer)
        return is_own, is_own and step.role in self._license.portal.changed_by

    def _can_go_on(self, step: PortalStep) -> bool:
        """Say whether the contact of a step can do the others, once it is done."""
        is_there = step.kind is StepKind.ADD and step.role in self._license.portal.changed_by
        return is_there and step.contact is not None and bool(self._able.persons(step.contact))

    def _by(self, doer: Contact | None, step: PortalStep) -> PortalStep:
        if step.license.portal.sign_in is SignIn.PARTNER:
            case = StepCase.ASK_PARTNER
        elif step.kind is StepKind.LOOK:
            case = StepCase.LOOK
        elif doer is None:
            case = StepCase.NO_SIGN_IN
        else:
            own = _is_own_removal(step, doer)
            case = StepCase.REMOVE_YOURSELF if own else StepCase(step.kind.value)
        return replace(step, actor=doer, case=case, waiting_since=None)

    def _promoted(self, step: PortalStep, anybody: Contact | None) -> PortalStep:
        """Return a promotion by the present primary, or by anybody who may; else by the new one.

        Each as far as they can: of two who are needed alike rather one who is here today.
        """
        new = step.contact if step.contact and self._able.persons(step.contact) else None
        seen = self._primaries.get(step.role, "")
        primary = next((x for x in self._accounts if x.address == address_key(seen)), None)
        if not self._license.portal.only_primary_promotes:
            primary = anybody
        if step.contact and must_promote_themselves(step.contact, seen, self._counsel):
            primary = None
        if primary and new and self._able.is_away(primary) and not self._able.is_away(new):
            primary = None
        if primary is None and new:
            return replace(step, actor=new, case=StepCase.PROMOTE_SELF)
        return self._by(primary, step)


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
