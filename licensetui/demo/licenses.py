"""The licenses of the demo, each for a state it shows."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from operator import attrgetter
from typing import Any

from licensetui.demo.contacts import (
    ACCOUNTING,
    ANNA,
    BRUNO,
    CODE_TEAM,
    INGRID,
    JIRA_ADMINS,
    KAREL,
    LEA,
    MARC,
    OPS,
    PARTNER,
    ZOE,
)
from licensetui.demo.terms import years
from licensetui.domain import portals
from licensetui.domain.license import (
    Assignment,
    Hosting,
    License,
    LicenseType,
    Role,
    SeenAssignment,
    Unit,
)
from licensetui.domain.money import Money
from licensetui.domain.term import CostBasis, Decision, Ending, Progress, Term, TermKind
from licensetui.vendors.atlassian import CLOUD_BILLING, MY_ATLASSIAN

_TECHNICAL, _BILLING = Role.TECHNICAL, Role.BILLING
_JIRA, _CONFLUENCE, _BITBUCKET = 2, 3, 6


def demo_licenses(today: date) -> tuple[License, ...]:
    """Return the licenses with their ids, from 1 up."""
    groups = (_hosts, _small, _apps, _more_apps, _cloud, _others, _former, _as_advised, _by_seat)
    found = (license for group in groups for license in group(today))
    return tuple(sorted(found, key=attrgetter("id")))


def _hosts(today: date) -> tuple[License, ...]:
    jira = _data_center(
        _JIRA,
        "Jira Software DC 500",
        sen="SEN-1001",
        seats=500,
        seats_in_use=463,
        site="jira.example.org",
        server_id="BTST-0001-0002-0003",
        wanted=(
            Assignment(ANNA, _TECHNICAL, True),
            Assignment(LEA, _TECHNICAL, since=today - timedelta(days=12)),
            Assignment(ACCOUNTING, _BILLING, True),
        ),
        on_portal=(
            SeenAssignment("a.martin@example.org", _TECHNICAL, True),
            SeenAssignment("compta@example.org", _BILLING, True),
        ),
        looked_on=today - timedelta(days=41),
        owner=ANNA,
        terms=years(today, 9, 21_000, count=3, quote="AT-204417", progress=Progress.QUOTED),
    )
    confluence = _data_center(
        _CONFLUENCE,
        "Confluence DC 500",
        sen="SEN-1002",
        seats=500,
        seats_in_use=388,
        site="wiki.example.org",
        wanted=(
            Assignment(ANNA, _TECHNICAL, True),
            Assignment(INGRID, _TECHNICAL, since=today - timedelta(days=48)),
            Assignment(ACCOUNTING, _BILLING, True),
        ),
        on_portal=(
            SeenAssignment("a.martin@example.org", _TECHNICAL, True),
            SeenAssignment("i.sorensen@example.org", _TECHNICAL),
            SeenAssignment("b.durand@example.org", _TECHNICAL),
            SeenAssignment("compta@example.org", _BILLING, True),
        ),
        looked_on=today - timedelta(days=41),
        owner=LEA,
        terms=years(today, 22, 14_000, count=2),
    )
    return (jira, confluence)


def _small(today: date) -> tuple[License, ...]:
    bitbucket = _data_center(
        _BITBUCKET,
        "Bitbucket DC 100",
        sen="SEN-1006",
        seats=100,
        wanted=(Assignment(ACCOUNTING, _BILLING, True),),
        terms=years(today, 161, 13_200),
    )
    developer = _data_center(
        7,
        "Bitbucket DC developer",
        sen="SEN-1007",
        type=LicenseType.DEVELOPER,
        parent=_BITBUCKET,
        seats=10,
        wanted=(
            Assignment(
                LEA,
                _TECHNICAL,
                True,
                since=today - timedelta(days=15),
                waiting_since=today - timedelta(days=9),
            ),
        ),
        on_portal=(
            SeenAssignment("s.haddad@example.com", _TECHNICAL, True),
            SeenAssignment("l.petit@example.org", _TECHNICAL),
        ),
        looked_on=today - timedelta(days=9),
        terms=years(today, 161, None),
    )
    evaluation = _data_center(
        8,
        "Bamboo DC evaluation",
        product="Bamboo",
        sen="SEN-L12345678",
        type=LicenseType.EVALUATION,
        seats="unlimited",
        wanted=(Assignment(LEA, _TECHNICAL, True),),
        terms=(Term(1, today - timedelta(days=3), today + timedelta(days=27)),),
    )
    return (bitbucket, developer, evaluation)


def _apps(today: date) -> tuple[License, ...]:
    scriptrunner = _data_center(
        1,
        "ScriptRunner for Jira",
        sen="SEN-1004",
        parent=_JIRA,
        seats=500,
        wanted=(Assignment(BRUNO, _TECHNICAL, True),),
        on_portal=(SeenAssignment("b.durand@gmial.com", _TECHNICAL, True),),
        looked_on=today - timedelta(days=99),
        terms=years(today, -2, 7_000, count=2),
    )
    tempo = _data_center(
        4,
        "Tempo Timesheets",
        sen="SEN-1003",
        parent=_JIRA,
        seats=500,
        wanted=(Assignment(JIRA_ADMINS, _TECHNICAL, True), Assignment(ACCOUNTING, _BILLING, True)),
        on_portal=(
            SeenAssignment("jira-admins@example.org", _TECHNICAL, True),
            SeenAssignment("compta@example.org", _BILLING, True),
        ),
        looked_on=today - timedelta(days=214),
        terms=years(today, 70, 6_000, count=2),
    )
    drawio = _data_center(
        5,
        "draw.io Diagrams",
        sen="SEN-1005",
        parent=_CONFLUENCE,
        seats=250,
        wanted=(Assignment(LEA, _TECHNICAL), Assignment(OPS, _TECHNICAL)),
        terms=years(today, 79, 1_900),
    )
    return (scriptrunner, tempo, drawio)


def _more_apps(today: date) -> tuple[License, ...]:
    structure = _data_center(
        9,
        "Structure for Jira",
        sen="SEN-1009",
        parent=_JIRA,
        seats="unlimited",
        wanted=(Assignment(JIRA_ADMINS, _TECHNICAL, True, since=today - timedelta(days=30)),),
        on_portal=(SeenAssignment("m.simon@example.org", _TECHNICAL, True),),
        looked_on=today - timedelta(days=30),
        terms=years(today, 26, 3_600, snoozed_until=today + timedelta(days=10)),
    )
    long_term = _data_center(
        10,
        "BigGantt DC 500",
        sen="SEN-1010",
        parent=_JIRA,
        seats=500,
        seats_in_use=0,
        wanted=(Assignment(JIRA_ADMINS, _TECHNICAL, True),),
        terms=(_beyond_data_center(today),),
    )
    wiki = License(
        "Old wiki [/x] plugin",
        id=11,
        vendor="Example Apps SARL",
        product="Wiki plugin",
        hosting=Hosting.SERVER,
        seats="unlimited",
        wanted=(Assignment(KAREL, _TECHNICAL, True),),
        terms=years(today, 120, 1_200, "CHF", perpetual=True, ends=Ending.MAINTENANCE),
    )
    return (structure, long_term, wiki)


def _cloud(today: date) -> tuple[License, ...]:
    service_desk = License(
        "Jira Service Management Cloud",
        id=12,
        vendor="Atlassian",
        product="Jira Service Management",
        hosting=Hosting.CLOUD,
        entitlement="E-2ZB-7KQ-4XD",
        site="example.atlassian.net",
        seats=40,
        seats_in_use=29,
        unit=Unit.AGENTS,
        portal=CLOUD_BILLING,
        wanted=(
            Assignment(ANNA, Role.BILLING_ADMIN),
            Assignment(ZOE, Role.BILLING_ADMIN, since=today - timedelta(days=5)),
        ),
        on_portal=(SeenAssignment("a.martin@example.org", Role.BILLING_ADMIN),),
        looked_on=today - timedelta(days=5),
        terms=years(today, 168, 4_000, auto_renew=True, notice_days=30),
    )
    refined = License(
        "Refined for Confluence",
        id=13,
        vendor="Refined",
        hosting=Hosting.CLOUD,
        entitlement="E-3AC-55H-LM2-9QP",
        seats=500,
        portal=portals.PARTNER,
        partner="Example Partner GmbH",
        wanted=(
            Assignment(PARTNER, Role.CUSTOMER),
            Assignment(LEA, Role.CUSTOMER, since=today - timedelta(days=20)),
        ),
        on_portal=(
            SeenAssignment("s.haddad@example.com", Role.CUSTOMER),
            SeenAssignment("m.simon@example.org", Role.CUSTOMER),
        ),
        looked_on=today - timedelta(days=77),
        terms=years(today, 236, 2_450, "CHF"),
    )
    return (service_desk, refined)


def _others(today: date) -> tuple[License, ...]:
    office = License(
        "Microsoft 365 E3",
        id=14,
        vendor="Microsoft",
        product="Microsoft 365",
        hosting=Hosting.CLOUD,
        sen="MS-88120",
        seats=120,
        seats_in_use=117,
        wanted=(Assignment(OPS, _TECHNICAL), Assignment(ACCOUNTING, _BILLING, True)),
        owner=ANNA,
        terms=years(today, 43, 9_000, "USD", count=2, auto_renew=True, notice_days=30),
    )
    jetbrains = License(
        "JetBrains All Products Pack",
        id=15,
        vendor="JetBrains",
        product="All Products Pack",
        sen="JB-70441",
        seats=12,
        wanted=(Assignment(LEA, _TECHNICAL, True), Assignment(ZOE, _BILLING, True)),
        owner=INGRID,
        terms=years(
            today,
            52,
            3_000,
            order_number="PO-2231",
            decision=Decision.RENEW,
            progress=Progress.ORDERED,
        ),
    )
    return (office, jetbrains)


def _former(today: date) -> tuple[License, ...]:
    crowd = License(
        "Crowd Server 100",
        id=16,
        vendor="Atlassian",
        product="Crowd",
        hosting=Hosting.SERVER,
        sen="SEN-1016",
        seats=100,
        portal=MY_ATLASSIAN,
        wanted=(Assignment(LEA, _TECHNICAL, True),),
        terms=(
            Term(
                1,
                date(2023, 2, 16),
                date(2024, 2, 15),
                kind=TermKind.RENEWAL,
                ends=Ending.MAINTENANCE,
                perpetual=True,
                decision=Decision.CANCEL,
                progress=Progress.DONE,
            ),
        ),
    )
    forms = _data_center(
        17,
        "Forms for Confluence",
        sen="SEN-1017",
        parent=_CONFLUENCE,
        seats=500,
        wanted=(Assignment(LEA, _TECHNICAL, True),),
        terms=years(today, 96, 800, decision=Decision.CANCEL),
    )
    chat = replace(
        crowd,
        id=18,
        name="Hipchat Server",
        product="Hipchat",
        sen="SEN-0400",
        wanted=(Assignment(MARC, _TECHNICAL, True),),
        archived=True,
    )
    return (crowd, forms, chat)


def _as_advised(today: date) -> tuple[License, ...]:
    """Return a license with which all is well: a team is primary, and the portal was checked."""
    fisheye = License(
        "Fisheye 50",
        id=19,
        vendor="Atlassian",
        product="Fisheye",
        hosting=Hosting.SERVER,
        sen="SEN-1019",
        organization="Example Industrie SA",
        seats=50,
        seats_in_use=41,
        portal=MY_ATLASSIAN,
        owner=LEA,
        wanted=(Assignment(CODE_TEAM, _TECHNICAL, True),),
        on_portal=(SeenAssignment("code-team@example.org", _TECHNICAL, True),),
        looked_on=today - timedelta(days=20),
        terms=years(today, 203, 2_300, count=2, perpetual=True, ends=Ending.MAINTENANCE),
    )
    return (fisheye,)


def _by_seat(today: date) -> tuple[License, ...]:
    """Return a license that has just renewed itself, at a price per seat and year."""
    github = License(
        "GitHub Team",
        id=20,
        vendor="GitHub",
        product="GitHub Team",
        hosting=Hosting.CLOUD,
        sen="GH-55027",
        seats=24,
        seats_in_use=21,
        owner=LEA,
        wanted=(Assignment(LEA, _TECHNICAL, True), Assignment(ACCOUNTING, _BILLING, True)),
        terms=years(
            today,
            -2,
            48,
            "USD",
            auto_renew=True,
            notice_days=30,
            cost_basis=CostBasis.YEAR,
            per_seat=True,
            seats=24,
        ),
    )
    return (github,)


def _data_center(id: int, name: str, **fields: Any) -> License:
    """Return a Data Center license whose contacts are changed on my.atlassian.com."""
    usual = {
        "vendor": "Atlassian",
        "product": name.split(" DC")[0],
        "organization": "Example Industrie SA",
        "hosting": Hosting.DATA_CENTER,
        "portal": MY_ATLASSIAN,
    }
    return License(name, id=id, **{**usual, **fields})


def _beyond_data_center(today: date) -> Term:
    """Return a three-year term that ends after Data Center does, and in the future."""
    end = max(date(2029, 6, 30), today + timedelta(days=900))
    start = today - timedelta(days=100)
    return Term(1, start, end, cost=Money(Decimal("5400.00"), "EUR"))
