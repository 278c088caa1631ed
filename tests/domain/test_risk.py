"""The risk score of a license, exactly as domain.md counts it."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from licensetui.domain import portals
from licensetui.domain.contact import Away, Contact, ContactKind
from licensetui.domain.counsel import Counsel, SaidFacts
from licensetui.domain.coverage import license_coverage
from licensetui.domain.license import Assignment, License, Portal, Role, SeenAssignment
from licensetui.domain.portals import ContactPolicy
from licensetui.domain.portfolio import Portfolio
from licensetui.domain.readers import Readership
from licensetui.domain.risk import Risk, risk
from licensetui.domain.unread import unread
from tests.builders import SETTINGS, TODAY, a_contact, a_license, a_term

TECH = Role.TECHNICAL
ANNA = a_contact("Anna", id=1, email="anna@example.org")
BOB = a_contact("Bob", id=2, email="bob@example.org")
ADMINS = a_contact(
    "Admins", id=9, email="admins@example.org", kind=ContactKind.TEAM, members=(1, 2)
)
AWAY = (Away(TODAY, TODAY + timedelta(days=99)),)


def seen(*contacts: Contact, **overrides: Any) -> License:
    on_portal = tuple(SeenAssignment(x.email, TECH, x is contacts[0]) for x in contacts)
    fields = {"on_portal": on_portal, "looked_on": TODAY, "terms": (a_term(60),), "wanted": ()}
    return a_license(**{**fields, **overrides})


def risk_of(
    license: License,
    *contacts: Contact,
    pending: bool = False,
    policy: ContactPolicy | None = None,
    said: ContactKind = ContactKind.UNKNOWN,
) -> Risk:
    counsel = Counsel(lambda contact: SaidFacts(said))
    readership = Readership(Portfolio((license,), contacts), counsel)
    covered = license_coverage(license, readership, TODAY, SETTINGS)
    rows = unread(license, readership, TODAY, SETTINGS)
    policy = policy or ContactPolicy()
    return risk(covered, readership, TODAY, policy=policy, pending=pending, unread=rows)


def points(found: Risk) -> list[int]:
    return [reason.points for reason in found.reasons]


def test_a_team_of_two_and_two_who_can_sign_in_is_no_risk() -> None:
    assert risk_of(seen(ADMINS, ANNA, BOB), ADMINS, ANNA, BOB) == Risk()


def test_days_in_a_row_on_which_nobody_reads_count_once() -> None:
    christmas = (Away(TODAY + timedelta(days=32), TODAY + timedelta(days=42)),)
    away = replace(ANNA, away=christmas), replace(BOB, away=christmas)
    found = risk_of(seen(ADMINS, ANNA, BOB, reminders=(30,)), ADMINS, *away)
    assert points(found) == [10]
    assert "24 Dec-03 Jan 2027 (7 working days)" in found.words


def test_a_mail_that_nobody_reads_is_all_there_is_to_say() -> None:
    found = risk_of(seen(ANNA), replace(ANNA, away=AWAY), pending=True)
    assert found.score == 100
    assert found.words == "100 NOBODY on 22 Nov: Anna away 22 Nov-01 Mar 2027"


def test_everything_else_at_once_is_100_too() -> None:
    team = replace(ADMINS, members=(1,))
    found = risk_of(seen(ANNA, team), ANNA, team, pending=True)
    assert points(found) == [40, 20, 20, 10, 10]
    assert found.score == 100
    assert found.words == (
        "40 1 reader: Anna (only), 20 Anna is primary where a team address is possible, 20 "
        "portal steps open, 10 Admins has one member, 10 only Anna can sign in"
    )


class TestReaders:
    def test_one_reader_of_one_mail_is_enough(self) -> None:
        bob = replace(BOB, away=(Away(TODAY + timedelta(days=1), TODAY + timedelta(days=20)),))
        found = risk_of(seen(ADMINS, ANNA, bob), ADMINS, ANNA, bob)
        assert found.words == "40 1 reader: Anna (only); Bob away 23 Nov-12 Dec"

    def test_a_reader_whom_nobody_knows_counts_as_one(self) -> None:
        license = seen(ANNA, on_portal=(SeenAssignment("old@example.org", TECH),))
        assert risk_of(license, ANNA).words.startswith("40 nobody knows who reads old@example.org")

    def test_no_mail_is_to_come(self) -> None:
        assert risk_of(seen(ADMINS, ANNA, BOB, terms=()), ADMINS, ANNA, BOB) == Risk()


class TestPersonalAddress:
    def test_a_person_is_primary(self) -> None:
        found = risk_of(seen(ANNA, BOB), ANNA, BOB)
        assert found.words == "20 Anna is primary where a team address is possible"

    @pytest.mark.parametrize(
        "policy", [ContactPolicy(takes_teams=False), ContactPolicy(takes_extra=False)]
    )
    def test_where_no_team_is_possible(self, policy: ContactPolicy) -> None:
        assert risk_of(seen(ANNA, BOB), ANNA, BOB, policy=policy).score == 0

    def test_nobody_is_primary(self) -> None:
        both = (SeenAssignment(ANNA.email, TECH), SeenAssignment(BOB.email, TECH))
        assert risk_of(seen(on_portal=both), ANNA, BOB).score == 0

    @pytest.mark.parametrize(
        ("said", "score"),
        [(ContactKind.PERSON, 20), (ContactKind.UNKNOWN, 0)],
    )
    def test_nobody_has_said_whose_address_it_is(self, said: ContactKind, score: int) -> None:
        anna = replace(ANNA, kind=ContactKind.UNKNOWN)
        assert risk_of(seen(anna, BOB), anna, BOB, said=said).score == score

    def test_the_wanted_primary_where_nobody_looked(self) -> None:
        wanted = (Assignment(1, TECH, True), Assignment(2, TECH))
        license = seen(wanted=wanted, looked_on=None)
        assert points(risk_of(license, ANNA, BOB)) == [20, 20]


class TestPortal:
    PEOPLE = (ADMINS, ANNA, BOB)

    def test_steps_are_open(self) -> None:
        found = risk_of(seen(*self.PEOPLE), *self.PEOPLE, pending=True)
        assert found.words == "20 portal steps open"

    @pytest.mark.parametrize(("days", "score"), [(179, 0), (180, 20), (400, 20)])
    def test_not_looked_at_for_half_a_year(self, days: int, score: int) -> None:
        license = seen(*self.PEOPLE, looked_on=TODAY - timedelta(days=days))
        found = risk_of(license, *self.PEOPLE)
        assert found.score == score
        assert not score or found.words == f"20 portal not checked for {days} days"

    def test_both_count_once(self) -> None:
        license = seen(*self.PEOPLE, looked_on=TODAY - timedelta(days=400))
        assert risk_of(license, *self.PEOPLE, pending=True).score == 20

    def test_nobody_knows_when_it_was_looked_at(self) -> None:
        assert risk_of(seen(*self.PEOPLE, looked_on=None), *self.PEOPLE).score == 20


class TestTeamsAndSigningIn:
    @pytest.mark.parametrize(
        ("members", "score"), [((), 10), ((7,), 10), ((1,), 10), ((1, 3), 10), ((1, 2), 0)]
    )
    def test_a_team_needs_two_who_stay(self, members: tuple[int, ...], score: int) -> None:
        left = a_contact("Cleo", id=3, last_day=TODAY - timedelta(days=1))
        team = replace(ADMINS, members=members)
        license = seen(team, ANNA, BOB)
        assert risk_of(license, team, ANNA, BOB, left).score == score

    def test_members_of_a_team_in_a_team_count(self) -> None:
        outer = replace(ADMINS, id=8, email="all@example.org", members=(9,))
        license = seen(outer, ANNA, BOB)
        assert risk_of(license, outer, ADMINS, ANNA, BOB).score == 0

    def test_an_absence_makes_a_team_no_smaller(self) -> None:
        bob = replace(BOB, away=AWAY)
        assert 10 not in points(risk_of(seen(ADMINS, ANNA, bob), ADMINS, ANNA, bob))

    def test_one_can_sign_in_or_nobody(self) -> None:
        team = replace(ADMINS, members=())
        assert "10 only Anna can sign in" in risk_of(seen(team, ANNA), team, ANNA, BOB).words
        assert risk_of(seen(team), team, ANNA, BOB).words.endswith("10 nobody can sign in")
        known = replace(team, sign_in_known_by=(2,))
        assert "10 only Bob can sign in" in risk_of(seen(known), known, ANNA, BOB).words

    def test_members_whom_the_mail_reaches_that_sets_a_password_can_sign_in(self) -> None:
        assert risk_of(seen(ADMINS), ADMINS, ANNA, BOB) == Risk()

    @pytest.mark.parametrize("portal", [portals.PARTNER, portals.OTHER])
    def test_where_nobody_is_known_to_sign_in(self, portal: Portal) -> None:
        assert risk_of(seen(ADMINS, portal=portal), ADMINS, ANNA, BOB).score == 0
