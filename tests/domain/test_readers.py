"""Who reads what is sent to an address on a day: a table of cases written from domain.md."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from licensetui.domain.audience import Cover, Reading
from licensetui.domain.contact import Away, Contact, ContactKind
from licensetui.domain.counsel import Counsel, Flaw, SaidFacts
from licensetui.domain.license import Assignment, License, Portal, Role, SeenAssignment
from licensetui.domain.missing import Missing, Why
from licensetui.domain.portals import MailKind
from licensetui.domain.portfolio import Portfolio
from licensetui.domain.readers import Readership
from licensetui.vendors import PORTALS
from tests.builders import TODAY, a_contact, a_license

PERSON, TEAM, UNSAID = ContactKind.PERSON, ContactKind.TEAM, ContactKind.UNKNOWN
TECH, BILL, ADMIN, CUSTOMER = Role.TECHNICAL, Role.BILLING, Role.BILLING_ADMIN, Role.CUSTOMER
MY, CLOUD, PARTNER, OTHER = PORTALS.values()
DAY = date(2026, 12, 17)
"""The day of the mail."""
BEFORE, AFTER = DAY - timedelta(days=1), DAY + timedelta(days=1)


def at(local: str) -> str:
    return f"{local}@example.org"


def person(id: int, local: str, **overrides: Any) -> Contact:
    return a_contact(local.capitalize(), id=id, email=at(local), **overrides)


def team(id: int, local: str, *members: int, **overrides: Any) -> Contact:
    fields = {"kind": TEAM, "members": members, **overrides}
    return a_contact(local, id=id, email=at(local), **fields)


def seen(*locals: str, role: Role = TECH) -> tuple[SeenAssignment, ...]:
    """Addresses on the portal, the first one primary."""
    return tuple(SeenAssignment(at(x), role, primary=x == locals[0]) for x in locals)


ANNA, BOB, CLEO = person(1, "anna"), person(2, "bob"), person(3, "cleo")


@dataclass(frozen=True)
class Case:
    """A license and its contacts, and who reads a mail of `DAY`."""

    id: str
    contacts: tuple[Contact, ...]
    on_portal: tuple[SeenAssignment, ...] = ()
    wanted: tuple[Assignment, ...] = ()
    portal: Portal = MY
    is_looked_at: bool = True
    readers: tuple[int, ...] = ()
    missing: dict[int, Why] = field(default_factory=dict)
    unknown: tuple[str, ...] = ()

    @property
    def license(self) -> License:
        looked_on = TODAY if self.is_looked_at else None
        return a_license(
            portal=self.portal,
            wanted=self.wanted,
            on_portal=self.on_portal,
            looked_on=looked_on,
        )


def away(*spans: tuple[date, date]) -> dict[str, Any]:
    return {"away": tuple(Away(*span) for span in spans)}


def alone(name: str, readers: tuple[int, ...] = (), why: Why | None = None, **life: Any) -> Case:
    """Anna is alone on the portal, with a life of her own."""
    missing = {1: why} if why else {}
    contacts = (replace(ANNA, **life), BOB)
    return Case(name, contacts, seen("anna"), readers=readers, missing=missing)


def of_team(name: str, *contacts: Contact, **expected: Any) -> Case:
    """The address of `admins`, contact 9, is alone on the portal."""
    return Case(name, contacts, seen("admins"), **expected)


ON_THE_PORTAL = [
    alone("one person on the portal", (1,)),
    Case("two", (ANNA, BOB), seen("anna", "bob"), readers=(1, 2)),
    Case(
        "primaries first",
        (ANNA, BOB),
        (SeenAssignment(at("bob"), TECH), SeenAssignment(at("anna"), TECH, True)),
        readers=(1, 2),
    ),
    Case(
        "who is only wanted gets no mail",
        (ANNA, BOB),
        seen("anna"),
        (Assignment(2, TECH, True),),
        readers=(1,),
    ),
    Case(
        "an address is compared without case and spaces",
        (ANNA,),
        (SeenAssignment(" Anna@Example.ORG ", TECH),),
        readers=(1,),
    ),
    Case("nobody has it", (ANNA,), seen("old"), unknown=(at("old"),)),
    Case("a corrected contact has it no more", (replace(ANNA, email=at("anna.m")),), seen("anna"),
         (Assignment(1, TECH, True),), unknown=(at("anna"),)),
    Case("known and unknown", (ANNA,), seen("anna", "old"), readers=(1,), unknown=(at("old"),)),
    Case("twice the same", (ANNA,), (*seen("anna"), SeenAssignment("ANNA@example.org", TECH)),
         readers=(1,)),
    Case("an empty address", (ANNA,), (SeenAssignment(" ", TECH),)),
    Case("looked at, and nothing there", (ANNA,), (), (Assignment(1, TECH, True),)),
    Case("two contacts with one address are one reader", (ANNA, replace(ANNA, id=5)),
         seen("anna"), readers=(1,)),
    Case("an archived namesake is not asked", (replace(ANNA, archived=True), replace(ANNA, id=5)),
         seen("anna"), readers=(5,)),
]  # fmt: skip

ROLES = [
    Case(f"{role.value} on {portal.key}", (ANNA,), seen("anna", role=role), portal=portal,
         readers=(1,) if reads else ())
    for portal, role, reads in [
        (MY, TECH, True), (MY, BILL, True), (MY, ADMIN, False), (MY, CUSTOMER, False),
        (CLOUD, TECH, True), (CLOUD, ADMIN, True), (CLOUD, BILL, False),
        (PARTNER, TECH, True), (PARTNER, CUSTOMER, True), (PARTNER, BILL, False),
        (OTHER, TECH, True), (OTHER, BILL, False), (OTHER, CUSTOMER, False),
    ]
]  # fmt: skip

NEVER_LOOKED = [
    Case("the wanted ones", (ANNA, BOB), (), (Assignment(1, TECH, True), Assignment(2, TECH)),
         is_looked_at=False, readers=(1, 2)),
    Case("the wanted primary for invoices", (ANNA,), (), (Assignment(1, BILL, True),),
         is_looked_at=False, readers=(1,)),
    Case("another for invoices", (ANNA,), (), (Assignment(1, BILL),), is_looked_at=False),
    Case("the primary for invoices, behind all technical ones", (ANNA, BOB), (),
         (Assignment(1, BILL, True), Assignment(2, TECH)), is_looked_at=False, readers=(2, 1)),
    Case("nobody is wanted", (ANNA,), (), is_looked_at=False),
    Case("wanted in two roles is one", (ANNA,), (), (Assignment(1, TECH), Assignment(1, ADMIN)),
         CLOUD, is_looked_at=False, readers=(1,)),
    Case("wanted, without an address", (replace(ANNA, email=""),), (), (Assignment(1, TECH),),
         is_looked_at=False, missing={1: Why.NO_ADDRESS}),
    Case("wanted, who is no contact any more", (BOB,), (), (Assignment(1, TECH),),
         is_looked_at=False),
    Case("what was seen counts, though nobody knows when", (ANNA, BOB), seen("anna"),
         (Assignment(2, TECH),), is_looked_at=False, readers=(1,)),
]  # fmt: skip

LIVES = [
    alone("away on the day", why=Why.AWAY, **away((BEFORE, AFTER))),
    alone("away from that day on", why=Why.AWAY, **away((DAY, AFTER))),
    alone("away until that day", why=Why.AWAY, **away((BEFORE, DAY))),
    alone("away until the day before", (1,), **away((BEFORE, BEFORE))),
    alone("away from the next day on", (1,), **away((AFTER, AFTER))),
    alone("away twice", why=Why.AWAY, **away((BEFORE, BEFORE), (DAY, DAY))),
    alone("has left", why=Why.LEFT, last_day=BEFORE),
    alone("the last day is one to read", (1,), last_day=DAY),
    alone("leaves later", (1,), last_day=AFTER),
    alone("left, and the mailbox is still open", why=Why.LEFT, last_day=BEFORE,
          mailbox_closes=AFTER),
    alone("the mailbox is closed", why=Why.CLOSED, mailbox_closes=BEFORE),
    alone("the mailbox closes on that day", why=Why.CLOSED, mailbox_closes=DAY),
    alone("the mailbox closes later", (1,), mailbox_closes=AFTER),
    alone("bounced", why=Why.BOUNCED, bounced_on=TODAY),
    alone("bounced after it was confirmed", why=Why.BOUNCED, bounced_on=TODAY,
          confirmed_on=TODAY - timedelta(days=1)),
    alone("bounced later on the same day", why=Why.BOUNCED, bounced_on=TODAY, confirmed_on=TODAY),
    alone("confirmed after it bounced", (1,), bounced_on=TODAY - timedelta(days=1),
          confirmed_on=TODAY),
    alone("archived", why=Why.ARCHIVED, archived=True),
    alone("left and away", why=Why.LEFT, last_day=BEFORE, **away((BEFORE, AFTER))),
    alone("of unknown kind is taken for a person", (1,), kind=UNSAID),
    alone("a person with members left over from being a team", (1,), members=(2,)),
]  # fmt: skip

DEPUTIES = [
    alone("a deputy gets no mail", why=Why.AWAY, deputy=2, **away((DAY, DAY))),
    Case("a deputy on the portal reads it", (replace(ANNA, deputy=2, **away((DAY, DAY))), BOB),
         seen("anna", "bob"), readers=(2,), missing={1: Why.AWAY}),
    of_team("a deputy who is a member reads it", replace(ANNA, deputy=2, **away((DAY, DAY))), BOB,
            team(9, "admins", 1, 2), readers=(2,), missing={1: Why.AWAY}),
    of_team("a deputy who is no member does not", replace(ANNA, deputy=2, **away((DAY, DAY))), BOB,
            team(9, "admins", 1), missing={1: Why.AWAY}),
]  # fmt: skip

TEAMS = [
    of_team("its members", ANNA, BOB, team(9, "admins", 2, 1), readers=(2, 1)),
    of_team("one member", ANNA, team(9, "admins", 1), readers=(1,)),
    of_team("no members", ANNA, team(9, "admins"), unknown=(at("admins"),)),
    of_team("members who are gone", ANNA, team(9, "admins", 7), unknown=(at("admins"),)),
    of_team("all members away", replace(ANNA, **away((DAY, DAY))), team(9, "admins", 1),
            missing={1: Why.AWAY}),
    of_team("one away, one left, one there", replace(ANNA, **away((DAY, DAY))),
            replace(BOB, last_day=BEFORE), CLEO, team(9, "admins", 1, 2, 3),
            readers=(3,), missing={1: Why.AWAY, 2: Why.LEFT}),
    of_team("an archived member", replace(ANNA, archived=True), team(9, "admins", 1),
            missing={1: Why.ARCHIVED}),
    of_team("a member whose own address bounced", replace(ANNA, bounced_on=TODAY),
            team(9, "admins", 1), missing={1: Why.BOUNCED}),
    of_team("a member needs no address to read the team's", replace(ANNA, email=""),
            team(9, "admins", 1), readers=(1,)),
    of_team("its own mailbox is closed", ANNA, team(9, "admins", 1, mailbox_closes=DAY),
            missing={9: Why.CLOSED}),
    of_team("its own address bounced", ANNA, team(9, "admins", 1, bounced_on=TODAY),
            missing={9: Why.BOUNCED}),
    of_team("archived itself", ANNA, team(9, "admins", 1, archived=True),
            missing={9: Why.ARCHIVED}),
    of_team("is never away itself", ANNA, team(9, "admins", 1, **away((DAY, DAY))), readers=(1,)),
    of_team("of unknown kind with members", ANNA, team(9, "admins", 1, kind=UNSAID), readers=(1,)),
    of_team("in a team", ANNA, BOB, team(8, "ops", 2), team(9, "admins", 1, 8), readers=(1, 2)),
    of_team("in a team whose mailbox is closed", ANNA, BOB,
            team(8, "ops", 2, mailbox_closes=DAY), team(9, "admins", 1, 8),
            readers=(1,), missing={8: Why.CLOSED}),
    of_team("of each other", ANNA, team(8, "ops", 9, 1), team(9, "admins", 8), readers=(1,)),
    of_team("of each other, without anybody", team(8, "ops", 9), team(9, "admins", 8),
            unknown=(at("admins"),)),
    of_team("its own member", ANNA, team(9, "admins", 9, 1), readers=(1,)),
    Case("a person and her team are one reader", (ANNA, team(9, "admins", 1)),
         seen("anna", "admins"), readers=(1,)),
    Case("a person and another team", (ANNA, BOB, team(9, "admins", 2)), seen("anna", "admins"),
         readers=(1, 2)),
    Case("a person away and a team nobody knows", (replace(ANNA, **away((DAY, DAY))),
         team(9, "admins")), seen("anna", "admins"), missing={1: Why.AWAY},
         unknown=(at("admins"),)),
    Case("a closed team, and the same person directly", (ANNA,
         team(9, "admins", 1, mailbox_closes=DAY)), seen("admins", "anna"),
         readers=(1,), missing={9: Why.CLOSED}),
    Case("a member reached through the one team that works", (ANNA,
         team(8, "ops", 1, bounced_on=TODAY), team(9, "admins", 8, 1)), seen("admins"),
         readers=(1,), missing={8: Why.BOUNCED}),
]  # fmt: skip

CASES = [*ON_THE_PORTAL, *ROLES, *NEVER_LOOKED, *LIVES, *DEPUTIES, *TEAMS]


@pytest.mark.parametrize(
    ("role", "primary", "kinds"),
    [
        (TECH, True, "renewal reminder, license key, product change, security notice"),
        (TECH, False, "renewal reminder, license key, product change, security notice"),
        (BILL, True, "renewal reminder, license key"),
        (BILL, False, "license key"),
        (ADMIN, True, ""),
    ],
)
def test_who_gets_which_kind_of_mail_on_my_atlassian(role: Role, primary: bool, kinds: str) -> None:
    license = a_license(on_portal=(SeenAssignment(at("anna"), role, primary),), looked_on=TODAY)
    readership = Readership(Portfolio((license,), (ANNA,)))
    got = [kind for kind in MailKind if readership.audience(license, kind).on(DAY).readers]
    assert ", ".join(kind.label for kind in got) == kinds


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.id)
def test_who_reads_a_mail(case: Case) -> None:
    readership = Readership(Portfolio((case.license,), case.contacts))
    reading = readership.audience(case.license).on(DAY)
    assert tuple(reader.id for reader in reading.readers) == case.readers
    assert {missing.contact.id: missing.why for missing in reading.missing} == case.missing
    assert reading.unknown == case.unknown


def test_there_are_enough_cases_and_each_has_a_name_of_its_own() -> None:
    assert len(CASES) >= 60
    assert len({case.id for case in CASES}) == len(CASES)


def test_how_well_a_mail_is_read() -> None:
    missing = (Missing(CLEO, Why.LEFT),)
    assert Reading((ANNA, BOB), missing, ("x",)).cover is Cover.SEVERAL
    assert Reading((ANNA,), missing, ("x",)).cover is Cover.ONE
    assert Reading((), missing, ("x",)).cover is Cover.UNKNOWN
    assert Reading((), missing).cover is Cover.NOBODY
    assert Reading().cover is Cover.NOBODY


def test_an_absence_says_from_when_to_when_the_longest_counts() -> None:
    ends = (DAY + timedelta(days=3), DAY + timedelta(days=9))
    spans = [(BEFORE, ends[0]), (DAY, ends[1])]
    anna = replace(ANNA, **away(*spans))
    license = a_license(on_portal=seen("anna"), looked_on=TODAY)
    (missing,) = Readership(Portfolio((license,), (anna,))).audience(license).on(DAY).missing
    assert (missing.since, missing.until) == (DAY, ends[1])


def test_an_address_may_be_known_for_a_teams_by_its_words() -> None:
    ops = a_contact("Ops", id=9, email=at("ops"), kind=UNSAID)
    license = a_license(on_portal=seen("ops"), looked_on=TODAY)
    portfolio = Portfolio((license,), (ops,))
    assert Readership(portfolio).audience(license).on(DAY).readers == (ops,)
    by_words = (
        Readership(portfolio, Counsel(lambda contact: SaidFacts(TEAM))).audience(license).on(DAY)
    )
    assert (by_words.readers, by_words.unknown) == ((), (at("ops"),))


@pytest.mark.parametrize(
    ("flaw", "cover", "unknown"),
    [
        (None, Cover.ONE, ()),
        (Flaw.DOUBTFUL, Cover.UNKNOWN, (at("anna"),)),
        (Flaw.DEAD, Cover.NOBODY, ()),
    ],
)
def test_a_mail_to_an_address_that_is_hardly_right_is_not_sure_to_be_read(
    flaw: Flaw | None, cover: Cover, unknown: tuple[str, ...]
) -> None:
    anna = a_contact("Anna", id=1, email=at("anna"))
    license = a_license(on_portal=seen("anna"), looked_on=TODAY)
    counsel = Counsel(lambda contact: SaidFacts(flaw=flaw))
    readership = Readership(Portfolio((license,), (anna,)), counsel)
    audience = readership.audience(license)
    assert (audience.on(DAY).cover, audience.on(DAY).unknown) == (cover, unknown)
    assert audience.staying(DAY) == (() if flaw else (anna,))
    assert [one.why for one in audience.on(DAY).missing] == [Why.DEAD] * (flaw is Flaw.DEAD)


def test_by_which_address_a_list_reaches_a_member_nobody_knows() -> None:
    anna = a_contact("Anna", id=1, email=at("anna"))
    ops = a_contact("Ops", id=9, email=at("ops"), kind=TEAM, members=(1,))
    license = a_license(on_portal=seen("ops"), looked_on=TODAY)
    flaws = {anna.id: Flaw.DEAD}
    flawed = Counsel(lambda contact: SaidFacts(flaw=flaws.get(contact.id)))
    readership = Readership(Portfolio((license,), (anna, ops)), flawed)
    assert readership.audience(license).on(DAY).readers == (anna,)


days = st.dates(date(2026, 11, 1), date(2027, 1, 31))
spans = st.lists(st.tuples(days, days), max_size=3).map(
    lambda found: tuple(Away(min(span), max(span)) for span in found)
)
maybe = st.none() | days


@st.composite
def contacts(draw: st.DrawFn, count: int = 6) -> tuple[Contact, ...]:
    """Contacts 1 to `count`, of all kinds, members of each other in any way."""
    ids = st.lists(st.integers(1, count + 1), max_size=3, unique=True).map(tuple)
    return tuple(
        Contact(
            f"C{id}",
            draw(st.sampled_from((at(f"c{id}"), ""))),
            id,
            draw(st.sampled_from(ContactKind)),
            draw(ids),
            last_day=draw(maybe),
            mailbox_closes=draw(maybe),
            away=draw(spans),
            deputy=draw(st.none() | st.integers(1, count)),
            confirmed_on=draw(maybe),
            bounced_on=draw(maybe),
            archived=draw(st.booleans()),
        )
        for id in range(1, count + 1)
    )


@st.composite
def portfolios(draw: st.DrawFn) -> Portfolio:
    """One license, looked at or not, and its contacts."""
    addresses = st.sampled_from([at(f"c{id}") for id in range(1, 8)])
    on_portal = draw(st.lists(addresses.map(lambda x: SeenAssignment(x, TECH)), max_size=3))
    wanted = draw(st.lists(st.integers(1, 7).map(lambda who: Assignment(who, TECH)), max_size=3))
    license = a_license(
        wanted=tuple(wanted),
        on_portal=tuple(on_portal),
        looked_on=draw(st.sampled_from((None, TODAY))),
    )
    return Portfolio((license,), draw(contacts()))


def read(portfolio: Portfolio, day: date) -> Reading:
    return Readership(portfolio).audience(portfolio.licenses[0]).on(day)


def ids(found: tuple[Contact, ...]) -> set[int]:
    return {contact.id for contact in found}


def works(contact: Contact, day: date) -> bool:
    """Say whether mail to an address arrives, as domain.md has it."""
    closed = contact.mailbox_closes is not None and contact.mailbox_closes <= day
    bounced, confirmed = contact.bounced_on, contact.confirmed_on
    is_back = bounced is not None and (confirmed is None or not confirmed > bounced)
    return not (closed or is_back or contact.archived)


def by_hand(portfolio: Portfolio, day: date) -> set[int]:
    """Who reads, found in another way: by spreading the mail until it reaches nobody new."""
    license = portfolio.licenses[0]
    if license.looked_on or license.on_portal:
        texts = {held.address for held in license.on_portal}
        reached = {x.id for x in portfolio.contacts if x.email in texts}
    else:
        reached = {held.contact for held in license.wanted}
        reached = {x.id for x in portfolio.contacts if x.id in reached and x.email}
    by_id = {contact.id: contact for contact in portfolio.contacts}

    def is_team(contact: Contact) -> bool:
        return contact.kind is TEAM or (contact.kind is UNSAID and bool(contact.members))

    while True:
        passing = [by_id[id] for id in reached if is_team(by_id[id]) and works(by_id[id], day)]
        more = {id for one in passing for id in one.members if id in by_id} - reached
        if not more:
            break
        reached |= more
    return {
        contact.id
        for contact in (by_id[id] for id in reached)
        if not is_team(contact)
        and works(contact, day)
        and (contact.last_day is None or day <= contact.last_day)
        and not any(time.start <= day <= time.end for time in contact.away)
    }


@given(portfolios(), st.lists(days, min_size=1, max_size=8))
def test_coverage_of_a_day_equals_brute_force(portfolio: Portfolio, when: list[date]) -> None:
    audience = Readership(portfolio).audience(portfolio.licenses[0])
    for day in when:
        assert ids(audience.on(day).readers) == by_hand(portfolio, day)


@given(portfolios(), days, st.integers(1, 6), days, days)
def test_an_absence_never_adds_a_reader(
    portfolio: Portfolio, day: date, who: int, first: date, last: date
) -> None:
    contact = portfolio.contact(who)
    assert contact is not None
    time = Away(min(first, last), max(first, last))
    planned = portfolio.with_contacts([replace(contact, away=(*contact.away, time))])
    assert ids(read(planned, day).readers) <= ids(read(portfolio, day).readers)


@given(portfolios(), days, st.integers(1, 6), st.integers(1, 6))
def test_a_new_member_never_removes_a_reader(
    portfolio: Portfolio, day: date, which: int, member: int
) -> None:
    found = portfolio.contact(which)
    assert found is not None
    before = portfolio.with_contacts([replace(found, kind=TEAM)])
    after = before.with_contacts([replace(found, kind=TEAM, members=(*found.members, member))])
    assert ids(read(before, day).readers) <= ids(read(after, day).readers)


@given(portfolios(), days)
def test_nobody_both_reads_and_is_missing(portfolio: Portfolio, day: date) -> None:
    reading = read(portfolio, day)
    missing = {one.contact.id for one in reading.missing}
    assert not missing & ids(reading.readers)
    assert len(missing) == len(reading.missing)


def test_a_license_as_it_would_be_is_not_taken_for_the_one_that_it_is() -> None:
    license = a_license(wanted=(Assignment(1, TECH),))
    handed_over = replace(license, wanted=(Assignment(2, TECH),))
    readership = Readership(Portfolio((license,), (ANNA, BOB)))
    asked = (license, handed_over, license)
    assert [readership.audience(x).addressees for x in asked] == [(ANNA,), (BOB,), (ANNA,)]


def test_two_contacts_with_one_address_are_one_addressee() -> None:
    twin = replace(ANNA, id=2, name="A. Martin")
    license = a_license(wanted=(Assignment(1, TECH), Assignment(2, TECH)))
    audience = Readership(Portfolio((license,), (ANNA, twin))).audience(license)
    assert audience.addressees == (ANNA,)


def test_each_absence_of_each_reader_is_heard_of_whatever_day_was_asked_before() -> None:
    days = [DAY + timedelta(days=10 * number) for number in range(5)]
    anna, bob = (
        replace(who, away=(Away(day, day + timedelta(days=2)),))
        for who, day in ((ANNA, days[1]), (BOB, days[3]))
    )
    license = a_license(on_portal=seen("anna", "bob"), looked_on=TODAY)
    audience = Readership(Portfolio((license,), (anna, bob))).audience(license)
    readers = {day: audience.on(day).readers for day in reversed(days)}
    assert [[x.name for x in readers[day]] for day in days] == [
        ["Anna", "Bob"],
        ["Bob"],
        ["Anna", "Bob"],
        ["Anna"],
        ["Anna", "Bob"],
    ]
    assert audience.last_turn == days[3] + timedelta(days=3)
