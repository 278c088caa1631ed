"""The rules about addresses: what a license manager hears of, once per contact."""

from __future__ import annotations

import time
from dataclasses import replace

import pytest

from licensetui.addresses.advice import advice
from licensetui.domain.contact import Contact, ContactKind
from licensetui.domain.finding import Finding
from licensetui.domain.license import Assignment, License, Role, SeenAssignment
from licensetui.domain.milestones import Urgency
from licensetui.domain.portfolio import Portfolio
from licensetui.domain.term import Decision
from licensetui.findings.places import places
from licensetui.outlook import Outlook
from licensetui.vendors.atlassian import CLOUD_BILLING, MY_ATLASSIAN
from tests.builders import SETTINGS, TODAY, a_contact, a_license, a_portfolio, a_term
from tests.outlooks import find_all

TECH, BILL = Role.TECHNICAL, Role.BILLING
FAR = (a_term(300, decision=Decision.RENEW),)
UNSAID = ContactKind.UNKNOWN


def found(rule: str, *licenses: License, contacts: tuple[Contact, ...] = ()) -> list[Finding]:
    """Findings of one rule."""
    portfolio = a_portfolio(*licenses, contacts=contacts)
    return [f for f in find_all(portfolio, TODAY, SETTINGS) if f.rule == rule]


class TestWrongAddresses:
    def test_a_broken_address_says_what_and_how_much_hangs_on_it(self) -> None:
        contact = a_contact(email="anna@example..org")
        both = (Assignment(1, TECH, True), Assignment(1, BILL, True))
        licenses = (a_license(wanted=both, terms=FAR), a_license(id=2, terms=FAR))
        (finding,) = found("broken-address", *licenses, contacts=(contact,))
        assert finding.reason.startswith("anna@example..org (used by 2 licenses): ")
        assert "two dots" in finding.reason
        assert (finding.severity, finding.field) == (Urgency.URGENT, "email")
        assert (finding.license, finding.contact) == (None, 1)

    def test_a_broken_address_that_nobody_uses_can_wait(self) -> None:
        (finding,) = found(
            "broken-address", a_license(wanted=()), contacts=(a_contact(email="anna@"),)
        )
        assert finding.severity is Urgency.SOON
        assert "used by no license" in finding.reason

    def test_an_archived_contact_is_left_in_peace(self) -> None:
        contact = a_contact(email="anna@", archived=True)
        assert not found("broken-address", contacts=(contact,))

    def test_a_typo_says_what_was_probably_meant(self) -> None:
        contact = a_contact(email="b.durand@gmial.com")
        licenses = (a_license(), a_license(id=2))
        (finding,) = found("typo", *licenses, contacts=(contact,))
        assert finding.reason == (
            "b.durand@gmial.com (used by 2 licenses): did you mean b.durand@gmail.com?"
        )
        assert (finding.severity, finding.word) == (Urgency.URGENT, "typo?")
        assert (finding.field, finding.contact) == ("email", 1)
        assert not found("broken-address", contacts=(contact,))

    def test_a_typo_that_nobody_uses_can_wait(self) -> None:
        (finding,) = found("typo", a_license(wanted=()), contacts=(a_contact(email="b@gmial.com"),))
        assert finding.severity is Urgency.SOON

    def test_an_address_near_one_of_your_own_where_nobody_else_looks(self) -> None:
        contacts = (
            a_contact("Admins", email="atlassian-admins@acme.com", kind=ContactKind.TEAM),
            a_contact("Again", id=2, email="atlasian-admins@acme.com", kind=UNSAID),
            a_contact("Anna", id=3, email="anna.martin@acme.com"),
        )
        licenses = [a_license(id=n, wanted=(Assignment(1, TECH, True),)) for n in (1, 2)]
        (finding,) = found("typo", *licenses, contacts=contacts)
        assert finding.contact == 2
        assert "did you mean atlassian-admins@acme.com?" in finding.reason

    def test_a_refused_suggestion_stays_refused(self) -> None:
        kept = a_contact(email="b@gmial.com", vouched="b@gmial.com")
        assert not found("typo", contacts=(kept,))
        assert found("typo", contacts=(a_contact(email="b@gmial.com", vouched="b@gmal.com"),))

    def test_characters_that_look_like_others(self) -> None:
        cyrillic = a_contact(email="anna.m\N{CYRILLIC SMALL LETTER A}rtin@example.org")
        (finding,) = found("odd-characters", contacts=(cyrillic,))
        assert "cyrillic small letter a" in finding.reason.lower()
        assert finding.severity is Urgency.URGENT
        assert not found("typo", contacts=(cyrillic,))

    def test_a_wanted_contact_without_an_address(self) -> None:
        (finding,) = found("no-address", contacts=(a_contact(email=" "),))
        assert finding.reason == "Anna Martin has no email address (used by 1 license)"
        assert not found("broken-address", contacts=(a_contact(email=" "),))

    def test_a_contact_without_an_address_whom_nobody_wants(self) -> None:
        assert not found("no-address", a_license(wanted=()), contacts=(a_contact(email=""),))


class TestUnreadAddresses:
    @pytest.mark.parametrize(
        ("email", "word", "severity"),
        [
            ("noreply@example.org", "no-reply", Urgency.URGENT),
            ("anna@mailinator.com", "disposable", Urgency.URGENT),
            ("x7k2p9@privaterelay.appleid.com", "relay", Urgency.SOON),
        ],
    )
    def test_reminders_to_where_nobody_reads_them(
        self, email: str, word: str, severity: Urgency
    ) -> None:
        contact = a_contact(email=email, kind=UNSAID)
        (finding,) = found("unread-address", contacts=(contact,))
        assert (finding.word, finding.severity) == (word, severity)
        assert finding.reason.startswith(f"{email} (used by 1 license): ")

    def test_who_reads_no_reminders_may_have_any(self) -> None:
        invoices = a_license(wanted=(Assignment(1, BILL, True),))
        contact = a_contact(email="noreply@example.org", kind=UNSAID)
        assert not found("unread-address", invoices, contacts=(contact,))

    def test_the_word_of_the_user_counts(self) -> None:
        contact = a_contact(email="noreply@example.org", kind=ContactKind.TEAM)
        assert not found("unread-address", contacts=(contact,))


class TestTeamRefused:
    def test_cloud_billing_takes_persons_only(self) -> None:
        wanted = (Assignment(1, Role.BILLING_ADMIN),)
        licenses = [a_license(id=n, portal=CLOUD_BILLING, wanted=wanted) for n in (1, 2)]
        team = a_contact("Accounting", email="accounting@example.org", kind=UNSAID)
        both = found("team-refused", *licenses, contacts=(team,))
        assert [(x.severity, x.license, x.contact) for x in both] == [
            (Urgency.URGENT, 1, None),
            (Urgency.URGENT, 2, None),
        ]
        assert both[0].reason == (
            "Atlassian Cloud billing does not accept distribution lists: name two people "
            "instead of accounting@example.org on Jira Software DC 500"
        )

    def test_it_is_no_flaw_of_the_team_on_its_other_licenses(self) -> None:
        cloud = a_license(portal=CLOUD_BILLING, wanted=(Assignment(1, Role.BILLING_ADMIN),))
        classic = a_license(
            id=2,
            portal=MY_ATLASSIAN,
            wanted=(Assignment(1, TECH, True),),
            on_portal=(SeenAssignment("ops@example.org", TECH, True),),
            looked_on=TODAY,
            terms=(a_term(300),),
        )
        people = (a_contact("Anna", id=2), a_contact("Lea", id=3, email="lea@example.org"))
        team = a_contact("Ops", email="ops@example.org", kind=ContactKind.TEAM)
        team = replace(team, members=(2, 3), sign_in_known_by=(2,))
        outlook = Outlook(Portfolio((cloud, classic), (team, *people)), TODAY, SETTINGS).complete()
        assert outlook.findings_of(classic) == ()
        assert outlook.contact_findings(team) == ()
        assert "team-refused" in {x.rule for x in outlook.findings_of(cloud)}

    def test_while_the_contact_is_typed_each_portal_speaks_of_its_licenses(self) -> None:
        wanted = (Assignment(1, TECH, True),)
        licenses = (
            a_license("JSM Cloud", portal=CLOUD_BILLING, wanted=wanted),
            a_license("Crowd", id=2, portal=MY_ATLASSIAN, wanted=wanted),
            a_license("Jira", id=3, portal=MY_ATLASSIAN, wanted=wanted),
        )

        def said(email: str) -> tuple[str, ...]:
            contact = a_contact(email=email, kind=UNSAID)
            portfolio = Portfolio(licenses, (contact,))
            report = Outlook(portfolio, TODAY, SETTINGS).reports.of(contact)
            return advice(report, places(portfolio, contact))

        assert said("it-team@example.org") == (
            (
                "JSM Cloud: Atlassian Cloud billing does not accept distribution lists: name two "
                "people"
            ),
        )
        assert said("anna.martin@example.org") == (
            "Crowd and 1 more: One person's address: if they leave, renewal notices are lost",
        )

    def test_persons_there_and_teams_elsewhere_are_fine(self) -> None:
        cloud = a_license(portal=CLOUD_BILLING, wanted=(Assignment(1, Role.BILLING_ADMIN),))
        assert not found("team-refused", cloud)
        team = a_contact("Admins", email="jira-admins@example.org", kind=ContactKind.TEAM)
        assert not found("team-refused", contacts=(team,))


def test_a_thousand_contacts_are_judged_in_well_under_a_second() -> None:
    names = [f"{first}.{last}" for first in FIRST for last in LAST]
    contacts = tuple(
        a_contact(name, id=id, email=f"{name}@{DOMAINS[id % len(DOMAINS)]}")
        for id, name in enumerate(names, 1)
    )
    licenses = tuple(a_license(id=n, wanted=(Assignment(n, TECH, True),)) for n in range(1, 401))
    assert len(contacts) == 1000
    find_all(Portfolio(licenses, contacts), TODAY, SETTINGS)  # what is read once is read
    began = time.process_time()
    find_all(Portfolio(licenses, contacts), TODAY, SETTINGS)
    assert time.process_time() - began < 0.6


FIRST = ("anna", "bruno", "carla", "dieter", "elsa", "franz", "gina", "hugo", "ines", "jan")
LAST = tuple(
    a + b for a in FIRST for b in ("berg", "sen", "feld", "ov", "ez", "i", "y", "o", "a", "u")
)
DOMAINS = ("acme.com", "acme.com", "acme.fr", "gmail.com", "partner.de")
