"""Well-kept portfolios of many licenses, made up: `python -m tests.bench.portfolios [N ...]`.

The same number gives the same records each time: instances of Atlassian with their apps, Cloud
sites, licenses by partners and of other vendors; teams with members as primary contacts, persons
beside them; portals that were looked at lately and show who is wanted. A few percent have open
steps, one percent something else to find. `written` keeps the files, as the store writes them, in
a directory of the machine's temporary files, and gives out copies.
"""

from __future__ import annotations

import argparse
import hashlib
import os
import random
import shutil
import tempfile
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

from licensetui.domain.change import Change, Edit, contact_with_ids, with_ids
from licensetui.domain.contact import Away, Contact, ContactKind
from licensetui.domain.license import (
    Assignment,
    Hosting,
    License,
    LicenseType,
    Portal,
    SeenAssignment,
    billing_role,
    technical_role,
)
from licensetui.domain.money import Money
from licensetui.domain.portfolio import Portfolio
from licensetui.domain.settings import Settings
from licensetui.domain.term import Decision, Ending, Progress, Term, TermKind
from licensetui.findings import find_all
from licensetui.store.filestore import FileStore
from tests.bench.addresses import FIRST, LAST, TRADES
from tests.builders import TODAY

CONTACTS = {1_000: 300, 10_000: 2_000, 100_000: 10_000}
"""Contacts beside so many licenses."""
DESK, BUSY = 1, 2
"""Contacts: the team whose address reads all licenses, and a person on exactly `USES` of them."""
DESK_NAME, BUSY_NAME = "License desk", "Zacharias Quill"
"""What they are called: nobody else is, so that a search finds one line."""
USES = 20
"""Licenses on which `BUSY` is contact: the first ones."""
FIRST_NAME = "Zephyr Workflow 1"
"""Name of license 1, which no other license has."""

OWN = ("nordmann-energie.com", "nordmann.de", "nordmann.fr", "nordmann-wind.nl", "tidewater.es")
"""The domains of the organization itself."""
PRODUCTS = (
    "Jira Software",
    "Confluence",
    "Bitbucket",
    "Bamboo",
    "Crowd",
    "Jira Service Management",
)
APPS = ("ScriptRunner", "Tempo Timesheets", "Xray", "Gliffy", "Structure", "Insight", "Scroll PDF")
VENDORS = ("Elastic", "Red Hat", "Grafana Labs", "JetBrains", "Veeam", "Splunk", "Broadcom", "SUSE")
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
TIERS = (50, 100, 250, 500, 1_000, 2_000)
HOLIDAYS = ("holiday", "parental leave", "")


def main(arguments: list[str] | None = None) -> None:
    """Write the files, and print what is found in them."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench.portfolios")
    parser.add_argument("counts", nargs="*", type=int, metavar="N", default=list(CONTACTS))
    for count in parser.parse_args(arguments).counts:
        path = kept(count)
        portfolio = FileStore.open(path, readonly=True).portfolio
        rules = Counter(x.rule for x in find_all(portfolio, TODAY, Settings()))
        print(f"{len(portfolio.licenses):,} licenses, {len(portfolio.contacts):,} contacts: {path}")
        print("  " + ", ".join(f"{count:,} {rule}" for rule, count in rules.most_common()))


def written(count: int, directory: Path) -> Path:
    """Return a file of so many licenses in a directory, which must not be there yet."""
    shutil.copytree(kept(count).parent, directory)
    return directory / "licenses.json"


def kept(count: int) -> Path:
    """Return the file of so many licenses to copy from, written now if it never was.

    It is another one after a change of this module.
    """
    version = hashlib.sha256(Path(__file__).read_bytes()).hexdigest()[:12]
    above = Path(tempfile.gettempdir()) / f"licensetui-bench-{os.getuid()}"
    above.mkdir(mode=0o700, exist_ok=True)
    if above.stat().st_uid != os.getuid():
        raise PermissionError(f"{above} belongs to somebody else")
    place = above / f"{count}-{version}"
    if not place.exists():
        with tempfile.TemporaryDirectory(dir=above) as unready:
            write(portfolio(count), Path(unready) / "licenses.json")
            Path(unready).rename(place)
            Path(unready).mkdir()  # for the one who takes it away
    return place / "licenses.json"


def write(made: Portfolio, path: Path) -> None:
    """Write a portfolio to a new file, by one change as an import makes it: ids stay."""
    licenses, contacts = ({x.id: -x.id for x in of} for of in (made.licenses, made.contacts))
    FileStore.open(path).commit(
        Change(
            f"import {len(licenses)} licenses",
            tuple(
                Edit(None, replace(with_ids(x, licenses, contacts), id=-x.id))
                for x in made.licenses
            ),
            tuple(Edit(None, contact_with_ids(x, contacts)) for x in made.contacts),
        )
    )


def portfolio(count: int, contacts: int = 0) -> Portfolio:
    """Return so many licenses, two dozen at least, with so many contacts or those of `CONTACTS`."""
    chance = random.Random(count)  # noqa: S311  # nothing secret
    people = _People.made(contacts or CONTACTS.get(count, count // 5 + 30), chance)
    licenses: list[License] = []
    while len(licenses) < count:
        licenses += _family(len(licenses) + 1, people, chance)
    looked_at = tuple(_looked_at(x, people, chance) for x in licenses[:count])
    return Portfolio(looked_at, people.all)


@dataclass(frozen=True)
class _People:
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
    def made(cls, count: int, chance: random.Random) -> _People:
        """Make so many contacts."""
        names = _names()
        persons, partners = count * 7 // 10, count * 22 // 100
        own = [_person(id, next(names), OWN[id % 5], chance) for id in range(3, persons + 3)]
        domains = min(400, partners // 3 + 1)
        others = [
            replace(
                _person(id, next(names), _domain(id % domains), chance),
                organization=_named(id % domains),
            )
            for id in range(len(own) + 3, len(own) + partners + 3)
        ]
        first = len(own) + len(others) + 3
        teams = [_team(id, own, chance) for id in range(first, max(count, first + 2) + 1)]
        members = tuple(x.id for x in own[:12])
        desk = Contact(DESK_NAME, f"license-desk@{OWN[0]}", DESK, ContactKind.TEAM, members)
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
    )


def _named(number: int) -> str:
    return f"{LAST[number % len(LAST)]} {TRADES[number // len(LAST) % len(TRADES)]}".title()


def _domain(number: int) -> str:
    ending = ("com", "de", "fr", "co.uk", "nl", "es")[number % 6]
    return f"{_named(number).lower().replace(' ', '-')}.{ending}"


def _family(id: int, people: _People, chance: random.Random) -> list[License]:
    """Return the next license, with the apps that hang on it, from an id on.

    One of two hundred has just ended, and some of those that stand alone did so long ago.
    """
    make, apps = chance.choices(
        ((_instance, 6), (_cloud_site, 6), (_by_partner, 3), (_of_others, 1)), (50, 25, 9, 16)
    )[0]
    is_over = make is _of_others and chance.random() < 0.1
    near, far = (-800, -400) if is_over else (1, 425) if chance.random() > 0.005 else (-20, 0)
    end = TODAY + timedelta(days=chance.randrange(near, far))
    host = make(id, chance)
    host = replace(
        host,
        organization=OWN[chance.randrange(5)].partition(".")[0].title(),
        terms=_terms(end, chance.randrange(2, 400) * 100, host, chance),
        wanted=_wanted(host, people, chance),
        archived=is_over,
    )
    return [host, *(_app(host, id + n, chance) for n in range(1, 1 + chance.randrange(apps)))]


def _instance(id: int, chance: random.Random) -> License:
    product, seats = chance.choice(PRODUCTS), chance.choice(TIERS)
    return License(
        f"{product} DC {seats}",
        id,
        "Atlassian",
        product,
        Hosting.DATA_CENTER,
        sen=f"SEN-{id:08}",
        site=f"{product.split()[0].lower()}-{id}.{OWN[id % 5]}",
        server_id=f"B{id % 1000:03}-{id // 1000:04}-ABCD-{id % 9999:04}",
        seats=seats,
        seats_in_use=seats * chance.randrange(70, 100) // 100,
        portal=Portal.MY_ATLASSIAN,
    )


def _cloud_site(id: int, chance: random.Random) -> License:
    product, seats = chance.choice(PRODUCTS[:2]), chance.randrange(20, 900)
    return License(
        f"{product} Cloud",
        id,
        "Atlassian",
        product,
        Hosting.CLOUD,
        entitlement=f"E-{id:09}",
        site=f"site-{id}.atlassian.net",
        seats=seats,
        seats_in_use=seats * chance.randrange(85, 100) // 100,
        portal=Portal.CLOUD_BILLING,
    )


def _by_partner(id: int, chance: random.Random) -> License:
    partner = _named(chance.randrange(30))
    return replace(_instance(id, chance), portal=Portal.PARTNER, partner=partner)


def _of_others(id: int, chance: random.Random) -> License:
    vendor = chance.choice(VENDORS)
    return License(
        f"{vendor} subscription",
        id,
        vendor,
        sen=f"{vendor[:2].upper()}-{id}",
        seats=chance.choice(TIERS),
    )


def _app(host: License, id: int, chance: random.Random) -> License:
    """Return an app: it has the seats of its host, and ends with it."""
    product, number = chance.choice(APPS), f"SEN-{id:08}"
    cost = Money(Decimal(chance.randrange(2, 60) * 100), "EUR")
    name = f"{product} for {host.product}"
    terms = tuple(replace(term, cost=cost) for term in host.terms)
    app = replace(host, name=name, id=id, product=product, parent=host.id, terms=terms)
    if chance.random() < 0.05 and host.hosting is Hosting.DATA_CENTER:
        return replace(app, name=f"{name}, developer", type=LicenseType.DEVELOPER, sen=number)
    return replace(app, sen=number) if host.sen else replace(app, entitlement=f"E-{id:09}")


def _terms(end: date, cost: int, license: License, chance: random.Random) -> tuple[Term, ...]:
    """Return the present term, behind up to two past ones."""
    count = chance.choices((1, 2, 3), (5, 3, 2))[0]
    is_perpetual = license.hosting is Hosting.OTHER and chance.random() < 0.3
    is_near = (end - TODAY).days < 40
    found = []
    for number in range(1, count + 1):
        last = end - timedelta(days=365 * (count - number))
        found.append(
            Term(
                number,
                last - timedelta(days=364),
                last,
                TermKind.NEW if number == 1 else TermKind.RENEWAL,
                Ending.MAINTENANCE if is_perpetual else Ending.LICENSE,
                is_perpetual,
                license.hosting is Hosting.CLOUD,
                30 if license.hosting is Hosting.CLOUD else None,
                Money(Decimal(cost - cost * (count - number) // 20), _currency(license)),
            )
        )
    decision = Decision.RENEW if is_near or chance.random() < 0.3 else Decision.UNDECIDED
    progress = chance.choice((Progress.QUOTED, Progress.ORDERED)) if is_near else Progress.OPEN
    found[-1] = replace(found[-1], decision=decision, progress=progress)
    return tuple(found)


def _currency(license: License) -> str:
    """Return the currency in which a license is paid: one vendor's, one currency."""
    return "USD" if len(license.vendor) % 2 == 0 else "EUR"


def _wanted(license: License, people: _People, chance: random.Random) -> tuple[Assignment, ...]:
    """Return who should be contact: a team first, where the portal takes one, and persons."""
    technical, billing = technical_role(license.portal), billing_role(license.portal)
    some = [x.id for x in chance.sample(people.persons, 4)]
    since = TODAY - timedelta(days=chance.randrange(200, 900))
    found = [Assignment(x, technical, since=since) for x in (DESK, *some[:2])]
    if license.portal is Portal.CLOUD_BILLING:
        found += [Assignment(x, billing, since=since) for x in some[2:]]
    else:
        team, buyers = chance.choice(people.teams).id, chance.choice(people.buyers).id
        found.insert(0, Assignment(team, technical, True, since))
        found.append(Assignment(buyers, billing, True, since))
    if license.partner or chance.random() < 0.1:
        found.append(Assignment(chance.choice(people.partners).id, technical, since=since))
    return tuple(found)


def _looked_at(license: License, people: _People, chance: random.Random) -> License:
    """Return a license with what its portal shows: nearly always who is wanted.

    The first ones have `BUSY` among their contacts.
    """
    if license.id == 1:
        license = replace(license, name=FIRST_NAME)
    if license.id <= USES:
        busy = Assignment(BUSY, technical_role(license.portal), since=TODAY - timedelta(days=90))
        license = replace(license, wanted=(*license.wanted, busy))
    seen = [SeenAssignment(people.address(x.contact), x.role, x.primary) for x in license.wanted]
    days, dice = chance.randrange(150), chance.random()
    if license.id > USES and dice < 0.03:  # open steps
        seen.pop(1)
        if dice < 0.015:
            address = chance.choice(people.partners).email
            seen.append(SeenAssignment(address, technical_role(license.portal)))
    elif dice > 0.997:
        return license  # nobody ever looked
    elif dice > 0.994:
        days += 190  # long ago
    looked_on = TODAY - timedelta(days=days)
    return replace(license, on_portal=tuple(seen), looked_on=looked_on)


if __name__ == "__main__":
    main()
