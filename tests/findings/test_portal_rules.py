"""What is wrong with a portal: what is still to do there, and who can do it."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from licensetui.domain import portals
from licensetui.domain.contact import Contact
from licensetui.domain.finding import Finding
from licensetui.domain.license import License, Portal
from licensetui.domain.milestones import Urgency
from licensetui.domain.portfolio import Portfolio
from licensetui.domain.risk import Risk
from licensetui.domain.term import Decision
from licensetui.outlook import Outlook
from licensetui.vendors.atlassian import CLOUD_BILLING, MY_ATLASSIAN
from tests.builders import SETTINGS, TODAY, a_term
from tests.domain.portal_cases import BY_NAME, CONTACTS, the_license
from tests.outlooks import find_all

RULES = (
    "portal-steps",
    "portal-stale",
    "portal-unseen",
    "unknown-reader",
    "no-sign-in",
    "one-sign-in",
    "password-unknown",
)
MY, CLOUD, PARTNER, OTHER = MY_ATLASSIAN, CLOUD_BILLING, portals.PARTNER, portals.OTHER


def found(*licenses: License) -> dict[str, Finding]:
    """Findings about portals, by rule; each occurs once for a license, or for all."""
    findings = [
        finding
        for finding in find_all(Portfolio(licenses, CONTACTS), TODAY, SETTINGS)
        if finding.rule in RULES
    ]
    assert len({(finding.rule, finding.license) for finding in findings}) == len(findings)
    assert {finding.field for finding in findings} <= {"on_portal", "sign_in_known_by"}
    return {finding.rule: finding for finding in findings}


@pytest.mark.parametrize(
    ("portal", "wanted", "seen", "rules"),
    [
        (MY, "T* anna, T lea", "T* anna, T lea", ""),
        (MY, "T* anna", "T* anna", "one-sign-in"),
        (MY, "T* anna, T lea", "T* anna", "portal-steps one-sign-in"),
        (MY, "T* anna, T lea", None, "portal-unseen"),
        (MY, "T* team", "T* team", "password-unknown"),
        (MY, "T* forgotten, T anna, T lea", "T* forgotten, T anna, T lea", "password-unknown"),
        (MY, "T* empty", "T* empty", "no-sign-in password-unknown"),
        (MY, "T* deserted", "T* deserted", "no-sign-in password-unknown"),
        (MY, "T* known", "T* known", "one-sign-in"),
        (MY, "T* team", None, "portal-unseen"),
        (MY, "T* left, T closed", "T* left, T closed", "no-sign-in"),
        (MY, "T* anna, T lea", "T* anna, T lea, T who@else", "portal-steps unknown-reader"),
        (CLOUD, "A anna", "A anna", "one-sign-in"),
        (CLOUD, "A left", "A left", "no-sign-in"),
        (CLOUD, "A team", "A team", ""),
        (CLOUD, "A left, U anna", "A left, U anna", "no-sign-in"),
        (PARTNER, "C left", "C left", ""),
        (OTHER, "T team", "T team", ""),
        (OTHER, "T anna", None, "portal-unseen"),
    ],
)
def test_what_breaks_which_rule(portal: Portal, wanted: str, seen: str | None, rules: str) -> None:
    assert set(found(the_license(wanted, seen, portal))) == set(rules.split())


def test_steps_are_counted_with_their_age_and_the_first_one() -> None:
    license = the_license("T* lea, T anna", "T* anna, T bruno", terms=(a_term(300),))
    held = tuple(replace(x, since=TODAY - timedelta(days=12)) for x in license.wanted)
    finding = found(replace(license, wanted=held))["portal-steps"]
    assert (finding.severity, finding.word) == (Urgency.SOON, "portal")
    assert finding.reason == (
        "3 portal steps open for 12 d: Jira Software DC 500, first add lea@example.org as "
        "technical contact"
    )
    one = found(the_license("T* anna, T lea", "T* anna"))["portal-steps"]
    assert one.reason == (
        "1 portal step open: Jira Software DC 500, add lea@example.org as technical contact"
    )


def test_steps_are_urgent_before_a_mailbox_closes() -> None:
    finding = found(the_license("T* anna, T lea", "T* anna, T closing"))["portal-steps"]
    assert finding.severity is Urgency.URGENT
    assert finding.reason.endswith("before the mailbox of closing closes on 2026-11-23")


@pytest.mark.parametrize(("days", "is_stale"), [(179, False), (180, True), (214, True)])
def test_after_180_days_a_look_is_too_old(days: int, is_stale: bool) -> None:
    license = the_license("T* anna, T lea", "T* anna, T lea")
    old = found(replace(license, looked_on=TODAY - timedelta(days=days)))
    assert ("portal-stale" in old) is is_stale
    if is_stale:
        assert old["portal-stale"].reason == (
            f"Portal not checked for {days} days: Jira Software DC 500"
        )


def test_what_is_true_of_most_licenses_at_first_is_one_quiet_finding() -> None:
    licenses = [the_license("T* anna", None, id=i, name=f"App {i}") for i in (1, 2, 3)]
    alone = [the_license("T* anna", "T* anna", id=i, name=f"App {i}") for i in (4, 5)]
    soon = replace(licenses[1], terms=(a_term(2),))
    later = (a_term(300, decision=Decision.RENEW),)
    licenses = [replace(x, terms=later) for x in (licenses[0], licenses[2])]
    both = found(soon, *licenses, *(replace(x, terms=later) for x in alone))
    assert both["portal-unseen"].reason == "Portal never checked: App 2 and 2 others"
    assert both["portal-unseen"].license == 2
    assert both["one-sign-in"].reason == "Only one person can sign in: App 4 and 1 other"
    assert {finding.severity for finding in both.values()} == {Urgency.LATER}


def test_nobody_to_sign_in_presses_more_than_a_team_alone() -> None:
    team = found(the_license("T* empty", "T* empty"))["no-sign-in"]
    gone = found(the_license("T* left", "T* left"))["no-sign-in"]
    assert (team.severity, gone.severity) == (Urgency.SOON, Urgency.URGENT)
    assert "only a team address" in team.reason
    assert gone.reason.startswith("Nobody can sign in for Jira Software DC 500")
    license = the_license("T* left", "T* left, T lea")
    people = (BY_NAME["left"],)  # a page was pasted, and who Lea is nobody has said yet
    outlook = Outlook(Portfolio((license,), people), TODAY, SETTINGS)
    (unknown,) = (x for x in outlook.findings if x.rule == "no-sign-in")
    assert unknown.severity is Urgency.SOON
    assert "None of your contacts can sign in" in unknown.reason
    assert "no contact has lea@example.org" in unknown.reason


def recommended(team: Contact, **fields: Any) -> Outlook:
    """A team as the only contact, and its two members."""
    sound = {"looked_on": TODAY - timedelta(days=179), "terms": (a_term(300),), **fields}
    license = the_license("T* team", "T* team", **sound)
    people = (team, BY_NAME["anna"], BY_NAME["lea"], BY_NAME["left"])
    return Outlook(Portfolio((license,), people), TODAY, SETTINGS)


TEAM = replace(BY_NAME["team"], sign_in_known_by=(1,))


def test_a_team_of_two_as_primary_is_neither_a_risk_nor_a_finding() -> None:
    outlook = recommended(TEAM)
    assert outlook.findings == ()
    assert outlook.risk(outlook.portfolio.licenses[0]) == Risk()


@pytest.mark.parametrize(
    ("known_by", "reason"),
    [
        (
            (),
            "It is not recorded who knows the password of team@example.org (on the portal of 1 ",
        ),
        (
            (11,),
            "Everyone who knew the password of team@example.org (on the portal of 1 ",
        ),
    ],
)
def test_a_password_that_nobody_knows_is_a_low_finding_and_no_risk(
    known_by: tuple[int, ...], reason: str
) -> None:
    outlook = recommended(replace(TEAM, sign_in_known_by=known_by))
    (finding,) = outlook.findings
    assert (finding.rule, finding.severity) == ("password-unknown", Urgency.LATER)
    assert finding.reason.startswith(reason)
    assert (finding.contact, finding.field) == (7, "sign_in_known_by")
    assert outlook.risk(outlook.portfolio.licenses[0]) == Risk()


def test_who_left_does_not_know_it_any_more_once_that_is_said() -> None:
    outlook = recommended(TEAM).complete()
    gone = replace(BY_NAME["anna"], last_day=TODAY - timedelta(days=1))
    after = outlook.after(outlook.portfolio.with_contacts([gone]), TODAY, SETTINGS)
    assert {x.rule for x in after.findings} >= {"password-unknown", "small-team", "one-sign-in"}
    assert {x.rule for x in after.findings} == {
        x.rule for x in Outlook(after.portfolio, TODAY, SETTINGS).findings
    }
    assert "10 only lea can sign in" in after.risk(after.portfolio.licenses[0]).words


def test_an_archived_contact_on_the_portal_is_nobody_who_reads() -> None:
    unknown = found(the_license("T* anna, T lea", "T* anna, T lea, T archie"))["unknown-reader"]
    assert "archie@example.org" in unknown.reason


def test_a_license_given_up_is_silent() -> None:
    canceled = (a_term(-1, decision=Decision.CANCEL),)
    assert found(the_license("T* lea", "T* who@else", archived=True)) == {}
    assert found(the_license("T* lea", "T* who@else", terms=canceled)) == {}
    assert found(the_license("T* lea", None, terms=canceled)) == {}
