"""Portals in a line: who is wanted, who was seen, and what is to be done, written as words.

`T* anna, B zoe` is Anna as primary technical contact and Zoé as secondary billing contact; a word
with an @ is an address as it stands on the portal.
"""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from licensetui.domain.contact import Away, Contact, ContactKind
from licensetui.domain.license import Assignment, License, Portal, Role, SeenAssignment
from licensetui.domain.portal_steps import PortalStep
from licensetui.domain.portfolio import Portfolio
from licensetui.vendors.atlassian import MY_ATLASSIAN
from tests.builders import TODAY, a_license

ROLES = {"T": Role.TECHNICAL, "B": Role.BILLING, "A": Role.BILLING_ADMIN, "C": Role.CUSTOMER}
LETTERS = {role: letter for letter, role in ROLES.items()}
LOOKED_ON = TODAY - timedelta(days=10)
_DAY = timedelta(days=1)


def _person(name: str, id: int, email: str | None = None, **fields: Any) -> Contact:
    address = f"{name}@example.org" if email is None else email
    return Contact(name, address, id=id, **{"kind": ContactKind.PERSON, **fields})


CONTACTS = (
    _person("anna", 1),
    _person("lea", 2),
    _person("bruno", 3),
    _person("zoe", 4),
    _person("olga", 5, "olga@partner.example"),
    _person("gil", 6, "gil@gmail.com"),
    _person("team", 7, kind=ContactKind.TEAM, members=(1, 2)),
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
)
"""Everybody who occurs, by name."""
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


def _pairs(line: str) -> list[tuple[str, str]]:
    parts = [part.split() for part in line.split(",") if part.strip()]
    return [(role, name) for role, name in parts]


def _address(name: str) -> str:
    return name if "@" in name else BY_NAME[name].email
