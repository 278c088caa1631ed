"""Portals in a line: who is wanted, who was seen, and what is to be done, written as words.

`T* anna, B zoe` is Anna as primary technical contact and Zoé as secondary billing contact; a word
with an @ is an address as it stands on the portal.
"""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from licensetui.domain.contact import Away, Contact, ContactKind, address_key
from licensetui.domain.counsel import AddressFacts, SaidFacts
from licensetui.domain.license import Assignment, License, Portal, Role, SeenAssignment
from licensetui.domain.portal_steps import PortalStep, StepCase, StepKind
from licensetui.domain.portals import PARTNER
from licensetui.domain.portfolio import Portfolio
from licensetui.vendors.atlassian import CLOUD_BILLING, MY_ATLASSIAN
from tests.builders import TODAY, a_license

ROLES = {
    "T": Role.TECHNICAL,
    "B": Role.BILLING,
    "A": Role.BILLING_ADMIN,
    "C": Role.CUSTOMER,
    "U": Role.BUSINESS,
    "O": Role.ORGANIZATION_ADMIN,
    "S": Role.SITE_ADMIN,
}
LETTERS = {role: letter for letter, role in ROLES.items()}
LOOKED_ON = TODAY - timedelta(days=10)
_DAY = timedelta(days=1)


def _person(name: str, id: int, email: str | None = None, **fields: Any) -> Contact:
    address = f"{name}@example.org" if email is None else email
    return Contact(name, address, id=id, **{"kind": ContactKind.PERSON, **fields})


def _team(name: str, id: int, email: str | None = None, **fields: Any) -> Contact:
    return _person(name, id, email, kind=ContactKind.TEAM, **fields)


CONTACTS = (
    _person("anna", 1),
    _person("lea", 2),
    _person("bruno", 3),
    _person("zoe", 4),
    _person("olga", 5, "olga@partner.example"),
    _person("gil", 6, "gil@gmail.com"),
    _team("team", 7, members=(1, 2)),
    _person("unsure", 8, kind=ContactKind.UNKNOWN),
    _person("archie", 9, archived=True),
    _person("noaddr", 10, ""),
    _person("left", 11, last_day=TODAY - _DAY),
    _person("leaving", 12, last_day=TODAY),
    _person("closed", 13, mailbox_closes=TODAY),
    _person("closing", 14, mailbox_closes=TODAY + _DAY),
    _person("away", 15, away=(Away(TODAY - _DAY, TODAY + _DAY),)),
    _person("twin", 16, " LEA@example.org "),
    _person("fixed", 17, "b.durand@gmail.com"),
    _team("empty", 18),
    _team("deserted", 19, members=(11, 13)),
    _team("holiday", 20, members=(15,)),
    _team("known", 21, sign_in_known_by=(4,)),
    _team("forgotten", 22, sign_in_known_by=(9, 11)),
    _team("nested", 23, members=(7, 23)),
    _team("shut", 24, members=(1, 2), mailbox_closes=TODAY),
    _team("list", 25, "list@partner.example", members=(5,)),
    _team("crew", 26, "crew@gmail.com", members=(6,)),
)
"""Everybody who occurs, by name."""
_UNABLE = ("archie", "noaddr", "left", "closed", "empty", "deserted", "forgotten", "shut")
ABLE = {x.address for x in CONTACTS if x.name not in _UNABLE}
"""The addresses as which somebody can sign in."""
BY_NAME = {contact.name: contact for contact in CONTACTS}


def the_license(
    wanted: str, seen: str | None, portal: Portal = MY_ATLASSIAN, **fields: Any
) -> License:
    """Return a license by its line; `seen` is None if nobody ever looked."""
    return a_license(
        portal=portal,
        wanted=tuple(
            Assignment(BY_NAME[name].id, ROLES[role[0]], role.endswith("*"))
            for role, name in _pairs(wanted)
        ),
        on_portal=tuple(
            SeenAssignment(_address(name), ROLES[role[0]], role.endswith("*"))
            for role, name in _pairs(seen or "")
        ),
        **{"looked_on": None if seen is None else LOOKED_ON, **fields},
    )


def the_portfolio(license: License) -> Portfolio:
    """Return a portfolio with this license and everybody."""
    return Portfolio((license,), CONTACTS)


def words(step: PortalStep) -> str:
    """Return a step in words: who, what, in which way if it is not the usual one, and whom."""
    who = step.actor.name if step.actor else "nobody"
    way = "" if step.case.value == step.kind.value else f" ({step.case.value})"
    known = {contact.email.strip().casefold(): contact.name for contact in reversed(CONTACTS)}
    whom = known.get(step.address.casefold(), step.address)
    role = f" {LETTERS[step.role]} {whom}" if step.address else ""
    return f"{who}: {step.kind.value}{way}{role}"


def public(contact: Contact) -> AddressFacts:
    """Return what is known of an address: everybody can have one at Gmail."""
    return SaidFacts(is_public=contact.address.endswith("@gmail.com"))


def portal_lets(license: License, step: PortalStep) -> bool:
    """Say whether a portal lets somebody do a step, by its own rules, as it is before the step.

    Nobody does it only where none of its contacts can: the vendor's support helps then.
    """
    shown = {(address_key(x.address), x.role): x.primary for x in license.on_portal}
    may = {who for who, role in shown if who in ABLE and _may_change(license.portal, role)}
    target = (address_key(step.address), step.role)
    primary = next((who for (who, role), first in shown.items() if first and role is step.role), "")
    if step.case is StepCase.ASK_PARTNER:
        return license.portal is PARTNER
    if step.kind is StepKind.PROMOTE:
        is_trusted = _domain(primary) == _domain(target[0]) != "gmail.com"
        may = ({primary} if is_trusted else set()) | {target[0]} & {who for who, _ in shown}
    elif step.kind is StepKind.REMOVE and license.portal is MY_ATLASSIAN and shown.get(target):
        may = {target[0]}
    may &= ABLE
    return step.actor.address in may if step.actor else not may


def _may_change(portal: Portal, role: Role) -> bool:
    if portal is not CLOUD_BILLING:
        return True
    return role in (Role.BILLING_ADMIN, Role.TECHNICAL, Role.BILLING)


def _domain(address: str) -> str:
    return address.rpartition("@")[2]


def _pairs(line: str) -> list[tuple[str, str]]:
    parts = [part.split() for part in line.split(",") if part.strip()]
    return [(role, name) for role, name in parts]


def _address(name: str) -> str:
    return name if "@" in name else BY_NAME[name].email
