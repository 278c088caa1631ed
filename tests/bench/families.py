"""The licenses of made-up portfolios: each with the apps that hang on it, as an order has them."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

from licensetui.domain import portals
from licensetui.domain.license import (
    Assignment,
    Hosting,
    License,
    LicenseType,
    SeenAssignment,
)
from licensetui.domain.money import Money
from licensetui.domain.term import Decision, Ending, Progress, Term, TermKind
from licensetui.vendors.atlassian import CLOUD_BILLING, MY_ATLASSIAN
from tests.bench.people import BUSY, DESK, OWN, People, named
from tests.builders import TODAY

USES = 20
"""Licenses on which `BUSY` is contact: the first ones, of which none is archived."""
FIRST_NAME = "Zephyr Workflow 1"
"""Name of license 1, which no other license has."""

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
TIERS = (50, 100, 250, 500, 1_000, 2_000)


def family(id: int, people: People, chance: random.Random) -> list[License]:
    """Return the next license, with the apps that hang on it, from an id on.

    One of two hundred has just ended, and some of those that stand alone did so long ago.
    """
    make, apps = chance.choices(
        ((_instance, 6), (_cloud_site, 6), (_by_partner, 3), (_of_others, 1)), (50, 25, 9, 16)
    )[0]
    is_over = id > USES and make is _of_others and chance.random() < 0.1
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
        seats_in_use=seats * chance.randrange(70, 90) // 100,
        portal=MY_ATLASSIAN,
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
        seats_in_use=seats * chance.randrange(70, 90) // 100,
        portal=CLOUD_BILLING,
    )


def _by_partner(id: int, chance: random.Random) -> License:
    partner = named(chance.randrange(30))
    return replace(_instance(id, chance), portal=portals.PARTNER, partner=partner)


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
    count = chance.choices((1, 2, 3), (7, 2, 1))[0]
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
                cost=Money(Decimal(cost - cost * (count - number) // 20), _currency(license)),
            )
        )
    decision = Decision.RENEW if is_near or chance.random() < 0.3 else Decision.UNDECIDED
    progress = chance.choice((Progress.QUOTED, Progress.ORDERED)) if is_near else Progress.OPEN
    found[-1] = replace(found[-1], decision=decision, progress=progress)
    return tuple(found)


def _currency(license: License) -> str:
    """Return the currency in which a license is paid: one vendor's, one currency."""
    return "USD" if len(license.vendor) % 2 == 0 else "EUR"


def _wanted(license: License, people: People, chance: random.Random) -> tuple[Assignment, ...]:
    """Return who should be contact: a team first, where the portal takes one, and persons.

    Cloud billing takes no team: there two or three persons are billing admins.
    """
    technical, billing = license.portal.technical, license.portal.billing
    count = chance.choice((2, 3))
    some = [x.id for x in chance.sample(people.persons, count)]
    since = TODAY - timedelta(days=chance.randrange(200, 900))
    if license.portal is CLOUD_BILLING:
        found = [Assignment(x, technical, since=since) for x in some]
    else:
        found = [Assignment(x, technical, since=since) for x in (DESK, *some[1:])]
        team, buyers = chance.choice(people.teams).id, chance.choice(people.buyers).id
        found.insert(0, Assignment(team, technical, True, since))
        found.append(Assignment(buyers, billing, True, since))
        if count == 3:
            found.append(Assignment(some[0], billing, since=since))
    if license.partner or chance.random() < 0.1:
        found.append(Assignment(chance.choice(people.partners).id, technical, since=since))
    return tuple(found)


def looked_at(license: License, people: People, chance: random.Random) -> License:
    """Return a license with what its portal shows: nearly always who is wanted.

    The first ones have `BUSY` among their contacts.
    """
    if license.id == 1:
        license = replace(license, name=FIRST_NAME)
    if license.id <= USES:
        busy = Assignment(BUSY, license.portal.technical, since=TODAY - timedelta(days=90))
        license = replace(license, wanted=(*license.wanted, busy))
    seen = [SeenAssignment(people.address(x.contact), x.role, x.primary) for x in license.wanted]
    days, dice = chance.randrange(150), chance.random()
    if license.id > USES and dice < 0.03:  # open steps
        seen.pop(1)
        if dice < 0.015:
            address = chance.choice(people.partners).email
            seen.append(SeenAssignment(address, license.portal.technical))
    elif dice > 0.997:
        return license  # nobody ever looked
    elif dice > 0.994:
        days += 190  # long ago
    looked_on = TODAY - timedelta(days=days)
    return replace(license, on_portal=tuple(seen), looked_on=looked_on)
