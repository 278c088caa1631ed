from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from licensetui.addresses.syntax import check_syntax
from licensetui.demo import demo_portfolio
from licensetui.domain.agenda import ends
from licensetui.domain.contact import ContactKind
from licensetui.domain.license import LicenseType
from licensetui.domain.milestones import MilestoneKind
from licensetui.domain.money import Money
from licensetui.domain.portal_steps import StepCase
from licensetui.domain.term import CostBasis, Decision, Progress
from licensetui.outlook import Outlook
from licensetui.vendors import PORTALS
from tests.builders import SETTINGS, TODAY
from tests.outlooks import agenda, find_all, open_steps

DAYS = (TODAY, date(2024, 2, 29), date(2028, 12, 31), date(2035, 7, 1))


@pytest.mark.parametrize("today", DAYS)
def test_it_opens_on_any_day_with_the_same_agenda(today: date) -> None:
    near = [x for x in ends(agenda(demo_portfolio(today), today, SETTINGS)) if x.days <= 30]
    shown = [(entry.days, entry.license.name) for entry in near]
    assert shown == [
        (-2, "ScriptRunner for Jira"),
        (9, "Jira Software DC 500"),
        (22, "Confluence DC 500"),
        (27, "Bamboo DC evaluation"),
    ]


@pytest.mark.parametrize("today", DAYS)
def test_it_shows_what_can_be_wrong(today: date) -> None:
    broken = {finding.rule for finding in find_all(demo_portfolio(today), today, SETTINGS)}
    assert broken >= {
        "overdue",
        "due",
        "no-technical-contact",
        "no-primary",
        "nobody-reads",
        "small-team",
        "one-person",
        "broken-address",
        "after-end-of-life",
        "tier-below-host",
    }


def test_it_shows_every_state() -> None:
    portfolio = demo_portfolio(TODAY)
    licenses, contacts = portfolio.licenses, portfolio.contacts
    terms = [license.term for license in licenses if license.term]
    assert {term.cost.currency for term in terms if term.cost} == {"EUR", "USD", "CHF"}
    assert any(term.perpetual for term in terms)
    assert any(term.auto_renew and term.notice_days for term in terms)
    assert any(term.snoozed_until for term in terms)
    assert {Decision.CANCEL, Decision.RENEW} <= {term.decision for term in terms}
    assert {Progress.QUOTED, Progress.ORDERED, Progress.DONE} <= {term.progress for term in terms}
    assert {"unlimited"} <= {license.seats for license in licenses}
    assert {LicenseType.EVALUATION, LicenseType.DEVELOPER} <= {x.type for x in licenses}
    assert {*PORTALS.values()} == {license.portal for license in licenses}
    assert any(license.archived for license in licenses)
    assert any(len(license.terms) > 2 for license in licenses)
    assert any("[/x]" in license.name for license in licenses)
    assert {ContactKind.TEAM, ContactKind.PERSON, ContactKind.UNKNOWN} == {c.kind for c in contacts}
    assert portfolio.contact_at("b.durand@gmial.com")


@pytest.mark.parametrize("today", DAYS)
def test_what_is_advised_is_there_and_has_no_finding(today: date) -> None:
    portfolio = demo_portfolio(today)
    outlook = Outlook(portfolio, today, SETTINGS).complete()
    (license,) = [x for x in portfolio.licenses if x.name == "Fisheye 50"]
    (team,) = portfolio.readers(license)
    assert team.kind is ContactKind.TEAM
    assert len(team.members) > 1
    assert set(team.sign_in_known_by) <= set(team.members)
    assert outlook.risk(license).score == 0
    assert outlook.findings_of(license) == ()
    assert outlook.steps_of(license) == ()


@pytest.mark.parametrize("today", DAYS)
def test_one_license_has_renewed_itself_and_waits_to_be_confirmed(today: date) -> None:
    portfolio = demo_portfolio(today)
    found = [
        (entry.days, entry.license.name)
        for entry in agenda(portfolio, today, SETTINGS)
        if entry.kind is MilestoneKind.RENEWED
    ]
    assert found == [(-1, "GitHub Team")]


def test_a_price_is_per_seat_and_year() -> None:
    portfolio = demo_portfolio(TODAY)
    (license,) = [x for x in portfolio.licenses if x.term and x.term.per_seat]
    assert license.term is not None
    assert license.term.cost_basis is CostBasis.YEAR
    assert license.term.seats == license.seats == 24
    charges = Outlook(portfolio, TODAY, SETTINGS).costs.yearly
    (yearly,) = [x.cost for x in charges if x.license.id == license.id]
    assert yearly == Money(Decimal("1152.00"), "USD")


def test_licenses_have_owners_one_of_whom_leaves() -> None:
    portfolio = demo_portfolio(TODAY)
    owners = {owner for x in portfolio.licenses if (owner := portfolio.owner(x))}
    assert len(owners) > 2
    assert any(owner.last_day for owner in owners)
    assert any(x.owner is None for x in portfolio.current().licenses)


@pytest.mark.parametrize("today", DAYS)
def test_there_is_something_to_do_on_every_portal_in_every_way(today: date) -> None:
    found = open_steps(demo_portfolio(today), today, SETTINGS)
    cases = {step.case for step in found}
    assert cases == set(StepCase) - {StepCase.PROMOTE, StepCase.REMOVE_YOURSELF}
    assert {step.license.portal for step in found} == {*PORTALS.values()}
    assert len({step.days_open(today) for step in found}) > 5
    assert any(step.waiting_since for step in found)


def test_references_lead_somewhere_and_ids_are_final() -> None:
    portfolio = demo_portfolio(TODAY)
    for records in (portfolio.licenses, portfolio.contacts):
        ids = [record.id for record in records]
        assert ids == list(range(1, len(ids) + 1))
    for license in portfolio.licenses:
        assert license.parent is None or portfolio.license(license.parent)
        assert all(portfolio.contact(held.contact) for held in license.wanted)
        assert license.owner is None or portfolio.owner(license)
    for contact in portfolio.contacts:
        assert all(portfolio.contact(id) for id in contact.members)


def test_nobody_real_is_in_it() -> None:
    made_up = ("@example.org", "@example.com", "@gmial.com")
    for contact in demo_portfolio(TODAY).contacts:
        assert contact.email.endswith(made_up) or not check_syntax(contact.email).ok
