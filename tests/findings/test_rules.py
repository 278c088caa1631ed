"""Each rule: what breaks it, and what does not."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import Any

import pytest

from licensetui.domain import portals
from licensetui.domain.contact import Contact, ContactKind
from licensetui.domain.finding import Finding
from licensetui.domain.license import (
    Assignment,
    Hosting,
    License,
    LicenseType,
    Portal,
    Role,
)
from licensetui.domain.milestones import Urgency
from licensetui.domain.term import Decision, Ending, Progress, Term
from licensetui.vendors.atlassian import CLOUD_BILLING, MY_ATLASSIAN
from tests.builders import (
    SETTINGS,
    TODAY,
    a_contact,
    a_license,
    a_portfolio,
    a_sound_portfolio,
    a_term,
)
from tests.outlooks import find_all

TECH, BILL = Role.TECHNICAL, Role.BILLING
CANCELED: dict[str, Any] = {"decision": Decision.CANCEL, "auto_renew": True, "notice_days": 60}
FAR = (a_term(300, decision=Decision.RENEW),)
TEAM = (
    a_contact(
        "Jira admins", email="jira-admins@example.org", kind=ContactKind.TEAM, members=(2, 3)
    ),
    a_contact("Anna Martin", id=2),
    a_contact("Léa Petit", id=3, email="lea.petit@example.org"),
)


def found(rule: str, *licenses: License, contacts: tuple[Contact, ...] = ()) -> list[Finding]:
    """Findings of one rule."""
    portfolio = a_portfolio(*licenses, contacts=contacts)
    return [f for f in find_all(portfolio, TODAY, SETTINGS) if f.rule == rule]


def test_a_sound_license_has_no_finding() -> None:
    assert find_all(a_sound_portfolio(), TODAY, SETTINGS) == ()


class TestNoTechnicalContact:
    RULE = "no-technical-contact"

    def test_nobody_is_wanted(self) -> None:
        (finding,) = found(self.RULE, a_license(wanted=(), terms=FAR))
        assert finding.reason == "Jira Software DC 500 has no technical contact"
        assert (finding.severity, finding.field) == (Urgency.URGENT, "wanted")
        assert (finding.license, finding.contact) == (1, None)

    def test_it_is_the_worst_when_the_license_is_due(self) -> None:
        for end in (-2, 9):
            (finding,) = found(self.RULE, a_license(wanted=(), terms=(a_term(end),)))
            assert finding.severity is Urgency.OVERDUE

    def test_billing_alone_is_not_enough(self) -> None:
        assert found(self.RULE, a_license(wanted=(Assignment(1, BILL, True),)))

    @pytest.mark.parametrize(
        ("portal", "role", "broken"),
        [
            (MY_ATLASSIAN, Role.BILLING_ADMIN, True),
            (CLOUD_BILLING, Role.BILLING_ADMIN, False),
            (CLOUD_BILLING, Role.CUSTOMER, True),
            (portals.PARTNER, Role.CUSTOMER, False),
            (portals.OTHER, Role.TECHNICAL, False),
        ],
    )
    def test_who_counts_depends_on_the_portal(
        self, portal: Portal, role: Role, broken: bool
    ) -> None:
        license = a_license(portal=portal, wanted=(Assignment(1, role),), terms=FAR)
        assert bool(found(self.RULE, license)) is broken

    def test_the_sentence_names_the_roles_of_the_portal(self) -> None:
        cloud = a_license(portal=CLOUD_BILLING, wanted=())
        partner = a_license(portal=portals.PARTNER, wanted=(), id=2)
        reasons = [f.reason for f in found(self.RULE, cloud, partner)]
        assert reasons == [
            "Jira Software DC 500 has no technical contact or billing admin",
            "Jira Software DC 500 has no technical contact or customer contact",
        ]

    def test_an_archived_contact_reads_nothing(self) -> None:
        (finding,) = found(self.RULE, a_license(), contacts=(a_contact(archived=True),))
        assert "archived" in finding.reason


class TestNoPrimary:
    RULE = "no-primary"
    SECONDARY = (Assignment(1, TECH),)

    def test_readers_and_none_primary(self) -> None:
        (finding,) = found(self.RULE, a_license(wanted=self.SECONDARY, terms=FAR))
        assert finding.severity is Urgency.SOON
        assert "Jira Software DC 500" in finding.reason

    def test_an_archived_primary_is_none(self) -> None:
        wanted = (Assignment(1, TECH, True), Assignment(2, TECH))
        contacts = (a_contact(archived=True), a_contact("Léa", id=2))
        assert found(self.RULE, a_license(wanted=wanted), contacts=contacts)

    def test_without_readers_the_other_rule_speaks(self) -> None:
        assert not found(self.RULE, a_license(wanted=()))

    def test_a_portal_without_primaries(self) -> None:
        for portal in (CLOUD_BILLING, portals.PARTNER, portals.OTHER):
            assert not found(self.RULE, a_license(portal=portal, wanted=self.SECONDARY))


class TestDates:
    def test_an_unpaid_cloud_site_is_switched_off_on_a_day_that_is_said(self) -> None:
        cloud = {"hosting": Hosting.CLOUD, "terms": (a_term(date(2026, 11, 20)),)}
        (finding,) = found("overdue", a_license("Jira", **cloud))
        assert finding.reason == (
            "Jira ended 2 d ago, on 2026-11-20: if unpaid, it is off from 2026-12-05, 15 days "
            "after the due date, and its data is kept for 60 days, until 2027-02-03; check on "
            "the portal"
        )
        trial = a_license("Jira", **cloud, type=LicenseType.EVALUATION)
        assert (
            "its data is kept for 15 days, until 2026-12-20;" in found("overdue", trial)[0].reason
        )
        other = a_license("Chat", **cloud, vendor="Slack", portal=portals.OTHER)
        assert found("overdue", other)[0].reason == "Chat ended 2 d ago, on 2026-11-20"

    def test_what_was_handled_and_has_ended_without_a_next_term_is_not_forgotten(self) -> None:
        handled = a_license(terms=(a_term(-1, progress=Progress.DONE),))
        (finding,) = found("no-next-term", handled)
        assert "Jira Software DC 500 is done and ended on 2026-11-21" in finding.reason
        assert (finding.severity, finding.field) == (Urgency.SOON, "terms")

    @pytest.mark.parametrize(
        "term",
        [
            {"end": 0},
            {"end": -1, "progress": Progress.OPEN},
            {"end": -1, "decision": Decision.CANCEL},
            {"end": -1, "perpetual": True, "ends": Ending.MAINTENANCE},
            {"end": -1, "snoozed_until": TODAY + timedelta(days=1)},
        ],
    )
    def test_what_needs_no_next_term_yet(self, term: dict[str, Any]) -> None:
        license = a_license(terms=(a_term(**{"progress": Progress.DONE, **term}),))
        assert not found("no-next-term", license)

    def test_overdue(self) -> None:
        (finding,) = found("overdue", a_license(terms=(a_term(-2),)))
        assert finding.reason == (
            "Jira Software DC 500 ended 2 d ago, on 2026-11-20: "
            "Jira creates no new issues until it is renewed"
        )
        assert finding.severity is Urgency.OVERDUE

    @pytest.mark.parametrize(
        ("end", "says"),
        [
            (60, None),
            (
                59,
                ("was to be canceled by 2026-11-21, 1 d ago: mark it done once the vendor has"),
            ),
            (
                0,
                ("was to be canceled by 2026-09-23, 60 d ago: mark it done once the vendor has"),
            ),
            (-1, None),
        ],
    )
    def test_a_cancellation_that_nobody_confirmed_is_asked_for(
        self, end: int, says: str | None
    ) -> None:
        license = a_license(terms=(a_term(end, **CANCELED),))
        findings = found("cancellation-unsure", license)
        assert [says in x.reason for x in findings if says] == ([True] if says else [])
        assert len(findings) == bool(says)
        assert not found("overdue", license) or end < 0

    def test_what_renews_itself_is_not_overdue_but_to_be_confirmed(self) -> None:
        license = a_license(terms=(a_term(-1, auto_renew=True, notice_days=60),))
        (finding,) = found("renewed-itself", license)
        assert finding.reason == (
            "Jira Software DC 500 auto-renewed on 2026-11-21: confirm it; cancel by "
            "2027-09-22; this term ends on 2027-11-21"
        )
        assert finding.severity is Urgency.URGENT
        assert not found("overdue", license)
        twice = Term(1, end=date(2025, 6, 30), auto_renew=True)
        (finding,) = found("renewed-itself", a_license(terms=(twice,)))
        assert finding.reason == (
            "Jira Software DC 500 auto-renewed 2 times, most recently on 2026-07-01: confirm "
            "it; cancel by 2027-06-30; this term ends on 2027-06-30 (assuming a year)"
        )

    @pytest.mark.parametrize(
        ("start", "rests_on"),
        [
            (date(2024, 8, 28), " (if again for 24 months)"),
            (date(2025, 8, 28), ""),
            (date(2026, 7, 28), " (if again for 1 month)"),
            (date(2026, 6, 1), " (if again for 89 days)"),
        ],
    )
    def test_an_end_that_is_computed_says_what_it_rests_on(
        self, start: date, rests_on: str
    ) -> None:
        term = Term(1, start, date(2026, 8, 28), auto_renew=True)
        (finding,) = found("renewed-itself", a_license(terms=(term,)))
        told = re.search(r"this term ends on [-\d]+(.*)", finding.reason)
        assert told is not None
        assert told[1] == rests_on

    def test_what_renews_itself_and_was_not_canceled_for_sure_has_renewed_or_not(self) -> None:
        license = a_license(terms=(a_term(-1, **CANCELED),))
        (finding,) = found("canceled-or-renewed", license)
        assert finding.reason == (
            "Jira Software DC 500 canceled? It auto-renewed on 2026-11-21 unless the vendor "
            "has the cancellation: mark it done, or confirm it; cancel by 2027-09-22; "
            "this term ends on 2027-11-21"
        )
        assert not found("overdue", license)
        for settled in ({"auto_renew": False}, {"progress": Progress.DONE}):
            term = a_term(-1, **{**CANCELED, **settled})
            for rule in ("overdue", "canceled-or-renewed", "renewed-itself"):
                assert not found(rule, a_license(terms=(term,)))
        done = a_term(9, **CANCELED, progress=Progress.DONE)
        assert not found("cancellation-unsure", a_license(terms=(done,)))

    def test_a_day_of_notice_holds_for_its_term_and_is_asked_for_again(self) -> None:
        last = a_term(-1, auto_renew=True, notice_day=date(2026, 9, 30))
        (finding,) = found("renewed-itself", a_license(terms=(last,)))
        asked = "the last day to cancel, 2026-09-30, was for the previous term: ask for the new one"
        assert asked in finding.reason
        assert "cancel by" not in finding.reason
        license = a_license(terms=(last, a_term(364, id=2, auto_renew=True)))
        (finding,) = found("notice-unknown", license)
        assert finding.reason == f"Jira Software DC 500: {asked}"
        for said in ({"notice_months": 2}, {"notice_day": date(2027, 9, 30)}):
            assert not found("notice-unknown", a_license(terms=(last, a_term(364, id=2, **said))))
        each_year = a_term(-1, notice_day=date(2000, 9, 30), notice_yearly=True)
        assert not found("notice-unknown", a_license(terms=(each_year, a_term(364, id=2))))

    def test_a_perpetual_license_ends_only_its_maintenance(self) -> None:
        (finding,) = found("overdue", a_license(terms=(a_term(-3, perpetual=True),)))
        assert finding.reason.startswith("The maintenance of Jira Software DC 500 ended 3 d ago")

    def test_the_last_day_is_not_over_yet(self) -> None:
        assert not found("overdue", a_license(terms=(a_term(0),)))
        leaving = a_license(terms=(a_term(0, decision=Decision.CANCEL),))
        assert found("due", leaving)

    def test_due_from_today_to_the_limit_of_the_settings(self) -> None:
        for end in (0, 30):
            (finding,) = found("due", a_license(terms=(a_term(end),)))
            assert finding.severity is Urgency.URGENT
        for end in (-1, 31):
            assert not found("due", a_license(terms=(a_term(end),)))

    @pytest.mark.parametrize(
        ("term", "tail"),
        [
            ({}, "in 9 d, on 2026-12-01"),
            ({"progress": Progress.QUOTED}, "(quoted)"),
            ({"progress": Progress.ORDERED}, "(ordered)"),
            ({"decision": Decision.CANCEL}, "(to be canceled)"),
        ],
    )
    def test_due_says_how_far_the_work_is(self, term: dict[str, Any], tail: str) -> None:
        (finding,) = found("due", a_license(terms=(a_term(9, **term),)))
        assert finding.reason.endswith(tail)

    def test_only_the_maintenance_of_a_perpetual_license_ends(self) -> None:
        term = a_term(-2, perpetual=True, ends=Ending.MAINTENANCE)
        (finding,) = found("overdue", a_license(terms=(term,)))
        assert finding.reason.startswith("The maintenance of Jira Software DC 500 ended")

    def test_no_end(self) -> None:
        for terms in ((), (Term(1),)):
            (finding,) = found("no-end", a_license(terms=terms))
            assert finding.severity is Urgency.SOON

    def test_a_perpetual_license_without_maintenance_needs_no_end(self) -> None:
        assert not found("no-end", a_license(terms=(Term(1, perpetual=True),)))


BROKEN: dict[str, Any] = {"wanted": (), "terms": (a_term(-2),), "seats": 10, "parent": 9}


@pytest.mark.parametrize(
    "quiet",
    [
        {"archived": True},
        {"terms": (a_term(-2, decision=Decision.CANCEL),)},
        {"terms": (a_term(9, decision=Decision.CANCEL, progress=Progress.DONE),)},
    ],
    ids=["archived", "canceled and over", "cancellation done"],
)
def test_a_license_that_nobody_wants_to_hear_of_is_silent(quiet: dict[str, Any]) -> None:
    loud, silent = a_license(**BROKEN), a_license(**{**BROKEN, **quiet})
    assert find_all(a_sound_portfolio(loud, name="Host", id=9), TODAY, SETTINGS)
    assert not find_all(a_sound_portfolio(silent, name="Host", id=9), TODAY, SETTINGS)


def test_a_snooze_silences_dates_and_nothing_else_because_mails_do_not_snooze() -> None:
    term = a_term(-2, snoozed_until=TODAY + timedelta(days=1))
    license = a_license(wanted=(), terms=(term,))
    rules = [f.rule for f in find_all(a_portfolio(license), TODAY, SETTINGS)]
    assert rules == ["no-technical-contact", "portal-unseen"]


def test_what_is_handled_is_no_longer_due_but_its_contacts_still_matter() -> None:
    license = a_license(wanted=(), terms=(a_term(0, progress=Progress.DONE),))
    rules = [f.rule for f in find_all(a_portfolio(license), TODAY, SETTINGS)]
    assert rules == ["no-technical-contact", "portal-unseen"]


def test_a_snooze_ends_on_its_day() -> None:
    license = a_license(terms=(a_term(-2, snoozed_until=TODAY),))
    assert found("overdue", license)


def test_the_worst_comes_first_then_contacts_then_names() -> None:
    licenses = (
        a_license("Zebra", id=1, terms=(a_term(9),)),
        a_license("Ant", id=2, terms=(a_term(9),)),
        a_license("Bee", id=3, terms=(), wanted=()),
        a_license("Old", id=4, terms=(a_term(-2),)),
    )
    portfolio = a_portfolio(*licenses, contacts=TEAM)
    shown = [(f.rule, f.license) for f in find_all(portfolio, TODAY, SETTINGS)]
    assert shown == [
        ("overdue", 4),
        ("no-technical-contact", 3),
        ("due", 2),
        ("due", 1),
        ("no-end", 3),
        ("portal-unseen", 4),
    ]


def test_one_record_breaks_a_rule_at_most_once_and_words_fit_their_column() -> None:
    from licensetui.demo import demo_portfolio

    findings = find_all(demo_portfolio(TODAY), TODAY, SETTINGS)
    keys = [(f.rule, f.field, f.license, f.contact) for f in findings]
    assert len(set(keys)) == len(keys)
    assert all(len(f.word) <= 10 for f in findings)
