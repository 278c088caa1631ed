"""The rules about readers: what a license manager hears of, and never twice."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from licensetui.domain.contact import Away, Contact, ContactKind
from licensetui.domain.finding import Finding
from licensetui.domain.license import (
    Assignment,
    License,
    LicenseType,
    Role,
    SeenAssignment,
)
from licensetui.domain.milestones import Urgency
from licensetui.domain.term import Decision
from licensetui.vendors.atlassian import CLOUD_BILLING
from tests.builders import SETTINGS, TODAY, a_contact, a_license, a_portfolio, a_term
from tests.outlooks import find_all

TECH, BILL, ADMIN = Role.TECHNICAL, Role.BILLING, Role.BILLING_ADMIN
UNSAID = ContactKind.UNKNOWN
FAR = (a_term(300, decision=Decision.RENEW),)
BOB = a_contact("Bob", id=2, email="bob.stone@example.org")
BOTH = (Assignment(1, TECH, True), Assignment(2, TECH))


def found(rule: str, *licenses: License, contacts: tuple[Contact, ...] = ()) -> list[Finding]:
    """Findings of one rule."""
    portfolio = a_portfolio(*licenses, contacts=contacts)
    return [f for f in find_all(portfolio, TODAY, SETTINGS) if f.rule == rule]


def away(first: int, last: int, **overrides: Any) -> Contact:
    """Anna, away from so many days from today to so many."""
    time = Away(TODAY + timedelta(days=first), TODAY + timedelta(days=last))
    return a_contact(away=(time,), **overrides)


def a_team(*members: int, **overrides: Any) -> Contact:
    fields: dict[str, Any] = {"id": 9, "email": "jira-admins@example.org", "members": members}
    return a_contact("Jira admins", **{**fields, "kind": ContactKind.TEAM, **overrides})


class TestNobodyReads:
    RULE = "nobody-reads"

    def test_a_mail_before_long_that_nobody_reads(self) -> None:
        license = a_license(terms=(a_term(30, decision=Decision.RENEW),))
        (finding,) = found(self.RULE, license, contacts=(away(14, 31),))
        assert finding.reason == (
            "NOBODY reads the reminder of 07 Dec about Jira Software DC 500: Anna Martin away "
            "06-23 Dec"
        )
        assert (finding.severity, finding.word) == (Urgency.OVERDUE, "NOBODY")
        assert (finding.license, finding.contact, finding.field) == (1, None, "wanted")

    @pytest.mark.parametrize(
        ("days", "severity"), [(30, Urgency.OVERDUE), (31, Urgency.URGENT), (90, Urgency.URGENT)]
    )
    def test_the_nearer_the_worse(self, days: int, severity: Urgency) -> None:
        license = a_license(terms=(a_term(days),), reminders=(0,))
        (finding,) = found(self.RULE, license, contacts=(away(days, days),))
        assert finding.severity is severity

    def test_a_mail_that_is_far_can_wait(self) -> None:
        license = a_license(terms=(a_term(91),), reminders=(0,))
        assert not found(self.RULE, license, contacts=(away(91, 91),))

    def test_a_second_reader_is_enough(self) -> None:
        license = a_license(wanted=BOTH, terms=(a_term(30),))
        assert not found(self.RULE, license, contacts=(away(0, 99), BOB))

    def test_a_second_one_who_is_not_on_the_portal_is_not(self) -> None:
        on_portal = (SeenAssignment(a_contact().email, TECH, True),)
        license = a_license(wanted=BOTH, terms=(a_term(30),), on_portal=on_portal, looked_on=TODAY)
        assert found(self.RULE, license, contacts=(away(0, 99), BOB))

    def test_an_archived_contact_on_the_portal_reads_nothing(self) -> None:
        on_portal = (SeenAssignment("old@example.org", TECH, True),)
        license = a_license(on_portal=on_portal, looked_on=TODAY, terms=(a_term(30),))
        old = a_contact("Old", id=3, email="old@example.org", archived=True)
        (finding,) = found(self.RULE, license, contacts=(a_contact(), old))
        assert finding.reason.endswith("Old is archived")

    @pytest.mark.parametrize(
        ("license", "contact", "other"),
        [
            (a_license(wanted=()), a_contact(), "no-technical-contact"),
            (a_license(), a_contact(archived=True), "no-technical-contact"),
            (a_license(), a_contact(email=""), "no-address"),
            (a_license(), a_team(id=1), "small-team"),
        ],
        ids=["nobody wanted", "all archived", "no address", "nobody known"],
    )
    def test_what_another_rule_says_is_not_said_twice(
        self, license: License, contact: Contact, other: str
    ) -> None:
        assert not found(self.RULE, license, contacts=(contact,))
        assert found(other, license, contacts=(contact,))


class TestOnePerson:
    RULE = "one-person"

    def test_one_finding_however_many_licenses(self) -> None:
        licenses = [a_license(id=n, terms=FAR) for n in (1, 2, 3)]
        (finding,) = found(self.RULE, *licenses)
        assert finding.reason == (
            "Only Anna Martin reads the reminders for 3 licenses: use a team address"
        )
        assert (finding.severity, finding.contact) == (Urgency.SOON, 1)

    def test_a_team_or_a_second_reader_is_enough(self) -> None:
        team = a_contact(email="jira-admins@example.org", kind=UNSAID)
        assert not found(self.RULE, contacts=(team,))
        assert not found(self.RULE, a_license(wanted=BOTH), contacts=(a_contact(), BOB))

    def test_the_same_person_in_two_roles_is_still_one(self) -> None:
        wanted = (Assignment(1, TECH, True), Assignment(1, BILL))
        assert found(self.RULE, a_license(wanted=wanted))

    @pytest.mark.parametrize(
        "license",
        [
            a_license(type=LicenseType.EVALUATION),
            a_license(archived=True),
            a_license(terms=(a_term(-2, decision=Decision.CANCEL),)),
        ],
        ids=["takes no others", "archived", "given up"],
    )
    def test_where_it_does_not_matter(self, license: License) -> None:
        assert not found(self.RULE, license)

    def test_a_typo_is_mended_first(self) -> None:
        assert not found(self.RULE, contacts=(a_contact(email="b.durand@gmial.com"),))

    def test_where_persons_are_wise_a_second_one_is_advised(self) -> None:
        cloud = a_license(portal=CLOUD_BILLING, wanted=(Assignment(1, ADMIN),))
        (finding,) = found(self.RULE, cloud)
        assert finding.reason.endswith("for 1 license: add a second person")

    def test_who_is_alone_while_the_other_is_away(self) -> None:
        license = a_license(wanted=BOTH, terms=(a_term(30),))
        (finding,) = found(self.RULE, license, contacts=(away(0, 20), BOB))
        assert finding.contact == 2
        assert finding.reason == (
            "Only Bob reads some reminders for 1 license: the others are away"
        )
        far = a_license(wanted=BOTH, terms=(a_term(300),))
        assert not found(self.RULE, far, contacts=(away(200, 260), BOB))

    def test_who_is_alone_once_the_other_has_left(self) -> None:
        left = a_contact(last_day=TODAY - timedelta(days=1))
        (finding,) = found(self.RULE, a_license(wanted=BOTH), contacts=(left, BOB))
        assert finding.reason.startswith("Only Bob reads the reminders for 1 license: ")

    def test_a_license_without_an_end_has_readers_too(self) -> None:
        assert found(self.RULE, a_license(terms=()))


class TestSmallTeam:
    RULE = "small-team"

    def test_nobody_knows_who_reads_it(self) -> None:
        wanted = (Assignment(9, TECH, True),)
        licenses = [a_license(id=n, wanted=wanted) for n in (1, 2)]
        (finding,) = found(self.RULE, *licenses, contacts=(a_team(),))
        assert finding.reason == (
            "Nobody knows who reads jira-admins@example.org (used by 2 licenses): add its members"
        )
        assert (finding.severity, finding.field) == (Urgency.SOON, "members")
        assert (finding.license, finding.contact) == (None, 9)

    def test_one_member_is_said_here_and_nowhere_else(self) -> None:
        license = a_license(wanted=(Assignment(9, TECH, True),))
        contacts = (a_contact(), a_team(1))
        (finding,) = found(self.RULE, license, contacts=contacts)
        assert finding.reason == (
            "Only Anna Martin reads jira-admins@example.org (used by 1 license): "
            "add a second member"
        )
        assert not found("one-person", license, contacts=contacts)

    def test_a_team_of_one_that_alone_gets_the_reminders_is_said(self) -> None:
        bill = Assignment(9, BILL, True)
        contacts = (a_contact(), BOB, a_team(2))
        (finding,) = found(self.RULE, a_license(wanted=(bill,)), contacts=contacts)
        assert finding.reason.startswith("Only Bob reads jira-admins@example.org (used by 1")
        two = a_license(wanted=(bill, Assignment(1, TECH, True)))
        assert not found(self.RULE, two, contacts=contacts)

    def test_all_have_left(self) -> None:
        license = a_license(wanted=(Assignment(9, TECH, True),))
        left = a_contact(last_day=TODAY - timedelta(days=1))
        (finding,) = found(self.RULE, license, contacts=(left, a_team(1)))
        assert finding.reason.endswith("have left: add new ones")

    def test_by_the_words_of_the_address(self) -> None:
        team = a_contact(email="jira-admins@example.org", kind=UNSAID)
        assert found(self.RULE, contacts=(team,))

    @pytest.mark.parametrize(
        ("license", "team"),
        [
            (a_license(wanted=(Assignment(9, TECH),)), a_team(1, 2)),
            (a_license(wanted=(Assignment(9, BILL),)), a_team()),
            (a_license(wanted=()), a_team()),
            (a_license(wanted=(Assignment(9, TECH),), archived=True), a_team()),
        ],
        ids=["two members", "invoices only", "used nowhere", "archived license"],
    )
    def test_where_nothing_is_wrong(self, license: License, team: Contact) -> None:
        assert not found(self.RULE, license, contacts=(a_contact(), BOB, team))


@pytest.mark.parametrize(
    ("dead", "says"),
    [
        ({}, None),
        ({"bounced_on": TODAY}, "Only Anna Martin reads the reminders for 1 license"),
        ({"mailbox_closes": TODAY}, "Only Anna Martin reads the reminders for 1 license"),
    ],
)
def test_a_team_whose_address_is_dead_is_no_second_reader(
    dead: dict[str, Any], says: str | None
) -> None:
    cleo = a_contact("Cleo", id=3, email="cleo.long@example.org")
    license = a_license(wanted=(Assignment(1, TECH, True), Assignment(9, TECH)), terms=FAR)
    contacts = (a_contact(), BOB, cleo, a_team(2, 3, **dead))
    findings = found("one-person", license, contacts=contacts)
    assert [x.reason.split(":")[0] for x in findings] == ([says] if says else [])
    assert not found("small-team", license, contacts=contacts)
