from __future__ import annotations

from datetime import date

import pytest

from licensetui.addresses.syntax import check_syntax
from licensetui.demo import demo_portfolio
from licensetui.domain.agenda import ends
from licensetui.domain.contact import ContactKind
from licensetui.domain.license import LicenseType
from licensetui.domain.portal_steps import StepCase
from licensetui.domain.term import Decision, Progress
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
    for contact in portfolio.contacts:
        assert all(portfolio.contact(id) for id in contact.members)


def test_nobody_real_is_in_it() -> None:
    made_up = ("@example.org", "@example.com", "@gmial.com")
    for contact in demo_portfolio(TODAY).contacts:
        assert contact.email.endswith(made_up) or not check_syntax(contact.email).ok
