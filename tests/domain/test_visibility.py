"""Who sees which license, and why."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from hypothesis import given

from licensetui.domain.contact import Away, Contact, ContactKind
from licensetui.domain.license import Assignment, License, Role, SeenAssignment
from licensetui.domain.portfolio import Portfolio
from licensetui.domain.readers import Readership
from licensetui.domain.visibility import near, seen_by, sees
from tests.builders import TODAY, a_contact, a_license, a_term
from tests.store.strategies import portfolios

TECH, BILL = Role.TECHNICAL, Role.BILLING
ANNA = a_contact("Anna", id=1, email="anna@example.org", deputy=4)
BOB = a_contact("Bob", id=2, email="bob@example.org")
TEAM = a_contact("Admins", id=3, email="admins@x.org", kind=ContactKind.TEAM, members=(1, 2))
DORA = a_contact("Dora", id=4, email="dora@example.org")
PEOPLE = (ANNA, BOB, TEAM, DORA)

ONE = a_license(
    "One",
    id=1,
    wanted=(Assignment(1, TECH, True), Assignment(2, BILL)),
    on_portal=(
        SeenAssignment("OLD@example.org", TECH),
        SeenAssignment("Anna@example.org", TECH, True),
        SeenAssignment("bob@example.org", TECH),
    ),
    looked_on=TODAY,
    terms=(a_term(90),),
)
TWO = a_license("Two", id=2, wanted=(Assignment(3, TECH, True),), terms=(a_term(30),))
GONE = a_license("Gone", id=3, wanted=(Assignment(1, TECH),), archived=True)
PORTFOLIO = Portfolio((ONE, TWO, GONE), PEOPLE)


def test_everyone_who_sees_a_license_and_why() -> None:
    found = [(sight.address, sight.words) for sight in seen_by(ONE, PORTFOLIO, TODAY)]
    assert found == [
        ("anna@example.org", "technical, primary, on the portal"),
        ("OLD@example.org", "technical, on the portal, no longer assigned"),
        (
            "bob@example.org",
            "technical, on the portal, no longer assigned; billing, assigned, not on the portal",
        ),
        ("dora@example.org", "deputy of Anna: technical, primary, on the portal"),
    ]
    strange = seen_by(ONE, PORTFOLIO, TODAY)[1]
    assert strange.contact is None
    sights = seen_by(ONE, PORTFOLIO, TODAY)
    assert [sight.gets_mail for sight in sights] == [True, True, True, False]


def test_a_reminder_comes_to_those_on_the_portal_whose_addresses_work() -> None:
    def reached(license: License, *people: Contact) -> list[str]:
        found = seen_by(license, Portfolio((license,), people), TODAY)
        return [sight.address for sight in found if sight.gets_mail]

    away = replace(ANNA, away=(Away(TODAY, TODAY),))
    assert reached(ONE, away, BOB) == ["anna@example.org", "OLD@example.org", "bob@example.org"]
    assert reached(ONE, replace(ANNA, mailbox_closes=TODAY), replace(BOB, last_day=TODAY)) == [
        "OLD@example.org",
        "bob@example.org",
    ]
    not_yet = replace(TWO, looked_on=TODAY)
    assert reached(not_yet, *PEOPLE) == []
    assert reached(TWO, *PEOPLE) == ["admins@x.org", "anna@example.org", "bob@example.org"]
    dead = replace(TEAM, bounced_on=TODAY)
    assert reached(TWO, ANNA, BOB, dead, DORA) == []
    billing = a_license(on_portal=(SeenAssignment("bob@example.org", BILL),), looked_on=TODAY)
    assert reached(billing, *PEOPLE) == []


def test_members_see_what_their_team_sees() -> None:
    found = [(sight.address, sight.words) for sight in seen_by(TWO, PORTFOLIO, TODAY)]
    assert found == [
        ("admins@x.org", "technical, primary, assigned, portal not checked"),
        (
            "anna@example.org",
            ("member of admins@x.org: technical, primary, assigned, portal not checked"),
        ),
        (
            "bob@example.org",
            ("member of admins@x.org: technical, primary, assigned, portal not checked"),
        ),
        (
            "dora@example.org",
            (
                "deputy of Anna: member of admins@x.org: technical, primary, assigned, portal not "
                "checked"
            ),
        ),
    ]


def test_who_knows_the_password_of_a_team_sees_it_too_while_here() -> None:
    def seen(team: Contact, *others: Contact) -> dict[str, str]:
        found = seen_by(TWO, Portfolio((TWO,), (ANNA, BOB, team, *others)), TODAY)
        return {sight.address: sight.words for sight in found}

    words = seen(replace(TEAM, sign_in_known_by=(2, 4)), DORA)
    assert words["anna@example.org"].endswith("assigned, portal not checked")
    assert words["bob@example.org"] == (
        "member of admins@x.org: technical, primary, assigned, portal not checked, knows the "
        "password"
    )
    assert words["dora@example.org"] == (
        "knows the password of admins@x.org: technical, primary, assigned, portal not checked"
    )
    gone = replace(DORA, last_day=TODAY - timedelta(days=1), id=9)
    assert "dora@example.org" not in seen(replace(TEAM, sign_in_known_by=(9,)), gone)


def test_every_license_that_a_contact_sees_those_that_end_first() -> None:
    assert [sight.license.name for sight in sees(ANNA, PORTFOLIO, TODAY)] == ["Two", "One"]
    assert [sight.license.name for sight in sees(DORA, PORTFOLIO, TODAY)] == ["Two", "One"]
    assert [sight.license.name for sight in sees(TEAM, PORTFOLIO, TODAY)] == ["Two"]
    assert sees(a_contact("New", id=9, email="new@example.org"), PORTFOLIO, TODAY) == ()


def test_who_sees_it_anyway_is_no_mere_deputy() -> None:
    people = (replace(ANNA, deputy=2), BOB, TEAM, DORA)
    for sight in seen_by(TWO, Portfolio((TWO,), people), TODAY):
        assert "deputy" not in sight.words


def test_teams_of_each_other_end() -> None:
    other = replace(TEAM, id=5, email="ops@x.org", members=(3,))
    people = (ANNA, replace(TEAM, members=(5, 1)), other)
    found = [sight.address for sight in seen_by(TWO, Portfolio((TWO,), people), TODAY)]
    assert found == ["admins@x.org", "ops@x.org", "anna@example.org"]


def test_nobody() -> None:
    assert seen_by(a_license(wanted=()), PORTFOLIO, TODAY) == ()


@given(portfolios())
def test_a_contact_sees_just_the_licenses_that_it_is_told_to_see(portfolio: Portfolio) -> None:
    live = [license for license in portfolio.licenses if not license.archived]
    every = [sight for license in live for sight in seen_by(license, portfolio, TODAY)]
    for contact in portfolio.contacts:
        mine = [x for x in every if x.contact and x.contact.id == contact.id]
        assert sorted(sees(contact, portfolio, TODAY), key=lambda x: x.license.id) == mine
        readers = Readership(portfolio)
        gets = {x.id for x in portfolio.licenses if readers.gets_any(x, contact)}
        assert gets <= near(contact, portfolio)


def test_what_leads_to_a_license_leads_back_from_whoever_sees_it() -> None:
    team = replace(TEAM, members=(1,), sign_in_known_by=(2,))
    above = a_contact("All", id=5, email="all@x.org", kind=ContactKind.TEAM, members=(3,))
    shown = a_license("Shown", id=1, on_portal=(SeenAssignment("ALL@x.org", TECH),))
    portfolio = Portfolio((shown,), (ANNA, BOB, team, DORA, above))
    direct = replace(shown, on_portal=(SeenAssignment("Admins@x.org", TECH),))
    for license, ids in ((shown, {1, 3, 4, 5}), (direct, {1, 2, 3, 4})):
        there = replace(portfolio, licenses=(license,))
        seers = {x.contact.id for x in seen_by(license, there, TODAY) if x.contact}
        assert seers == ids, "by the portal, a team in a team, a password, and a deputy"
        assert {x.id for x in there.contacts if sees(x, there, TODAY)} == ids
