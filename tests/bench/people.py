"""The contacts of made-up portfolios: teams with members, and persons at many domains."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta

from licensetui.domain.contact import Away, Contact, ContactKind
from tests.bench.addresses import FIRST, LAST, TRADES
from tests.builders import TODAY

DESK, BUSY = 1, 2
"""Ids of the team whose address reads all licenses, and of a person on exactly `USES` of them."""
DESK_NAME, BUSY_NAME = "License desk", "Zacharias Quill"
"""What they are called: nobody else is, so that a search finds one line."""

OWN = ("nordmann-energie.com", "nordmann.de", "nordmann.fr", "nordmann-wind.nl", "tidewater.es")
"""The domains of the organization itself."""
TYPOS = (
    "gmial.com",
    "hotmial.com",
    "outlok.com",
    *(
        f"{own[:at]}{own[at + 1]}{own[at]}{own[at + 2 :]}"
        for at in range(1, 8)
        for own in OWN
        if own[at] != own[at + 1]
    ),
)
"""Domains as they are mistyped: of each so few that none looks meant."""
HOLIDAYS = ("holiday", "parental leave", "")
"""Why somebody is away."""


@dataclass(frozen=True)
class People:
    """The contacts, by what they are asked for."""

    all: tuple[Contact, ...]
    teams: Sequence[Contact]
    """Teams of the organization, with members."""
    buyers: Sequence[Contact]
    """Teams that read invoices."""
    persons: Sequence[Contact]
    """Persons of the organization."""
    partners: Sequence[Contact]
    """Persons of partners and vendors."""

    @classmethod
    def made(cls, count: int, chance: random.Random) -> People:
        """Make so many contacts."""
        names = _names()
        persons, partners = count * 7 // 10, count * 22 // 100
        own = [_person(id, next(names), OWN[id % 5], chance) for id in range(3, persons + 3)]
        domains = min(400, partners // 3 + 1)
        others = [
            replace(
                _person(id, next(names), _domain(id % domains), chance),
                organization=named(id % domains),
            )
            for id in range(len(own) + 3, len(own) + partners + 3)
        ]
        first = len(own) + len(others) + 3
        teams = [_team(id, own, chance) for id in range(first, max(count, first + 2) + 1)]
        members = tuple(x.id for x in own[:12])
        desk = Contact(
            DESK_NAME,
            f"license-desk@{OWN[0]}",
            DESK,
            ContactKind.TEAM,
            members,
            sign_in_known_by=members[:2],
        )
        busy = Contact(BUSY_NAME, f"zacharias.quill@{OWN[0]}", BUSY, ContactKind.PERSON)
        every = (desk, busy, *own, *others, *teams)
        reading, paying = teams[::3] + teams[1::3], teams[2::3] or teams
        return cls(every, reading, paying, [x for x in own if _stays(x)], others)

    def address(self, id: int) -> str:
        """Return the address of a contact."""
        return self.all[id - 1].email


def _names() -> Iterator[tuple[str, str]]:
    """Yield first and last names, each pair once; the last names get longer."""
    for second in ("", *LAST):
        for last in LAST:
            for first in FIRST:
                yield first, f"{last}-{second}" if second else last


def _person(id: int, name: tuple[str, str], domain: str, chance: random.Random) -> Contact:
    """Return a person: one in twenty is away some time, few leave or are mistyped."""
    first, last = name
    dice = chance.random()
    away: tuple[Away, ...] = ()
    if dice < 0.05:
        start = TODAY + timedelta(days=chance.randrange(-5, 120))
        away = (
            Away(start, start + timedelta(days=chance.randrange(4, 25)), chance.choice(HOLIDAYS)),
        )
    leaves = TODAY + timedelta(days=chance.randrange(5, 200)) if id % 120 == 8 else None
    return Contact(
        f"{first} {last}".title(),
        f"{first}.{last}@{TYPOS[id // 150 % len(TYPOS)] if id % 150 == 7 else domain}",
        id,
        ContactKind.PERSON,
        away=away,
        last_day=leaves,
        mailbox_closes=leaves and leaves + timedelta(days=30),
        bounced_on=TODAY - timedelta(days=9) if id % 200 == 11 else None,
        confirmed_on=TODAY - timedelta(days=chance.randrange(300)) if dice > 0.4 else None,
    )


def _stays(contact: Contact) -> bool:
    """Say whether somebody is made contact; of those who leave some are still, to be found."""
    return contact.last_day is None or contact.id % 80 == 8


def _team(id: int, members: Sequence[Contact], chance: random.Random) -> Contact:
    trade, kind = TRADES[id % len(TRADES)], ("admins", "operations", "purchasing")[id % 3]
    chosen = chance.sample(
        members, 1 if id % 40 == 9 else min(len(members), chance.randrange(3, 7))
    )
    return Contact(
        f"{trade} {kind} {id}".capitalize(),
        f"{trade}-{kind}-{id}@{OWN[id % 5]}",
        id,
        ContactKind.TEAM,
        tuple(x.id for x in chosen),
        sign_in_known_by=tuple(x.id for x in chosen[:2]),
    )


def named(number: int) -> str:
    """Return the name of a partner or vendor; there are 400 and more."""
    return f"{LAST[number % len(LAST)]} {TRADES[number // len(LAST) % len(TRADES)]}".title()


def _domain(number: int) -> str:
    ending = ("com", "de", "fr", "co.uk", "nl", "es")[number % 6]
    return f"{named(number).lower().replace(' ', '-')}.{ending}"
