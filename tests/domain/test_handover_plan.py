"""A hand-over before it is applied: what may go wrong, and the portal steps with their days."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from licensetui.domain import portals
from licensetui.domain.contact import Away
from licensetui.domain.handover import given_to, left_out
from licensetui.domain.handover_plan import HandoverPlan, handover_plan
from licensetui.domain.holdings import holdings
from licensetui.domain.license import License, LicenseType, SeenAssignment
from licensetui.domain.milestones import Urgency
from licensetui.domain.portal_steps import StepKind
from licensetui.domain.portfolio import Portfolio
from licensetui.domain.successors import all_to, proposed
from licensetui.findings.counsel import counsel
from licensetui.findings.reports import Reports
from licensetui.vendors.atlassian import CLOUD_BILLING
from tests.builders import SETTINGS, TODAY, a_license, a_portfolio, a_term
from tests.domain.test_handover import (
    ALIEN,
    ANNA,
    BERT,
    BILL,
    LEA,
    TEAM,
    TECH,
    Anna,
    Bert,
    Lea,
    Zoe,
    a_team,
    held,
    person,
)

LAST, CLOSES = date(2026, 12, 31), date(2027, 1, 15)


def seen(license: License, *addresses: str) -> License:
    """Return a license whose portal was seen to show addresses, the first as primary."""
    shown = tuple(
        SeenAssignment(address, TECH, place == 0) for place, address in enumerate(addresses)
    )
    return replace(license, on_portal=shown, looked_on=TODAY)


def a_jira(**overrides: Any) -> License:
    license = a_license("Jira", wanted=(held(ANNA, primary=True),), **overrides)
    return seen(license, "anna.martin@acme.com")


def plan_of(
    portfolio: Portfolio,
    successor: int | None = LEA,
    last_day: date | None = None,
    closes: date | None = None,
    *,
    leaves_out: bool = False,
    nobody: bool = False,
    today: date = TODAY,
) -> HandoverPlan:
    anna = portfolio.contact(ANNA)
    assert anna is not None
    counsels = counsel(Reports(portfolio))
    rows = proposed(holdings(anna, portfolio, today), anna, portfolio, today, counsels)
    if successor is not None:
        rows = all_to(rows, successor)
    if leaves_out:
        rows = tuple(map(left_out, rows))
    if nobody:
        rows = tuple(given_to(row, None) for row in rows)
    return handover_plan(portfolio, rows, anna, today, SETTINGS, counsels, last_day, closes)


def said(plan: HandoverPlan) -> list[str]:
    return [f"{x.severity.mark} {x.sentence}" for x in plan.warnings]


def test_steps_are_previewed_in_order_with_who_does_them() -> None:
    plan = plan_of(a_portfolio(a_jira(), contacts=(Anna, Lea)))
    assert [(x.step.kind, x.step.task, x.actor) for x in plan.steps] == [
        (StepKind.ADD, "add lea.petit@acme.com as technical contact", "Anna Martin"),
        (StepKind.PROMOTE, "make lea.petit@acme.com the primary technical contact", "Anna Martin"),
        (StepKind.REMOVE, "remove anna.martin@acme.com as technical contact", "Anna Martin"),
    ]
    never = plan_of(
        a_portfolio(replace(a_jira(), on_portal=(), looked_on=None), contacts=(Anna, Lea))
    )
    assert [x.step.kind for x in never.steps] == [StepKind.LOOK]
    partner = replace(a_jira(), portal=portals.PARTNER)
    by = {x.actor for x in plan_of(a_portfolio(partner, contacts=(Anna, Lea))).steps}
    assert by == {"the partner"}
    ali = person(ALIEN, "Ali Baba", "other.com")
    strange = plan_of(a_portfolio(a_jira(), contacts=(Anna, ali)), ALIEN)
    assert strange.steps[1].actor == "Ali Baba, signed in"
    gone = replace(Anna, last_day=TODAY - timedelta(days=1))
    late = plan_of(a_portfolio(a_jira(), contacts=(gone, Lea)))
    assert [x.actor for x in late.steps] == [
        "vendor support",
        "Lea Petit, signed in",
        "Lea Petit",
    ]


def test_steps_are_of_what_is_handed_over_and_of_what_only_the_portal_shows() -> None:
    kept = replace(a_jira(id=2), name="Kept")
    shown = replace(a_jira(id=3), name="Shown", wanted=(held(LEA, primary=True),))
    portfolio = a_portfolio(a_jira(), kept, shown, contacts=(Anna, Lea))
    counsels = counsel(Reports(portfolio))
    rows = proposed(holdings(Anna, portfolio, TODAY), Anna, portfolio, TODAY, counsels)
    rows = tuple(left_out(x) if x.holding.name == "Kept" else x for x in rows)
    plan = handover_plan(portfolio, rows, Anna, TODAY, SETTINGS, counsels)
    assert list(dict.fromkeys(x.step.license.name for x in plan.steps)) == ["Jira", "Shown"]


BOTH = ("anna.martin@acme.com", "lea.petit@acme.com")


def test_steps_are_due_before_the_last_signer_leaves_a_mailbox_closes_or_a_mail_comes() -> None:
    portfolio = a_portfolio(
        a_jira(terms=(a_term(date(2027, 3, 1)),)),
        replace(a_jira(id=2, terms=(a_term(date(2027, 6, 1)),)), name="Later"),
        seen(replace(a_jira(id=4, terms=(a_term(date(2027, 6, 1)),)), name="Shared"), *BOTH),
        replace(a_jira(id=3, terms=(a_term(None),)), name="Endless", on_portal=()),
        contacts=(Anna, Lea),
    )
    plan = plan_of(portfolio, LEA, LAST, CLOSES)
    assert {(x.step.license.name, x.deadline and x.deadline.day) for x in plan.steps} == {
        ("Jira", date(2026, 12, 1)),
        ("Later", LAST + timedelta(days=1)),
        ("Shared", CLOSES),
        ("Endless", None),
    }


MANY = tuple(a_license(f"L{id}", id=id, wanted=(held(ANNA, primary=True),)) for id in range(1, 9))
YESTERDAY, TOMORROW = TODAY - timedelta(days=1), TODAY + timedelta(days=1)


@pytest.mark.parametrize(
    ("portfolio", "choice", "warning"),
    [
        pytest.param(
            a_portfolio(a_jira(terms=(a_term(date(2027, 3, 1)),)), contacts=(Anna, Lea)),
            {"last_day": LAST, "closes": CLOSES},
            "* Mailbox closes 2027-01-15: finish the 3 portal steps before that day. The first "
            "reminder after that: 2027-01-15, Jira.",
            id="the mailbox closes",
        ),
        pytest.param(
            a_portfolio(a_jira(terms=(a_term(None),)), contacts=(Anna, Lea)),
            {"last_day": TOMORROW},
            "! Last day 2026-11-23: finish the 3 portal steps; the mailbox has no closing date.",
            id="only the last day is known",
        ),
        pytest.param(
            a_portfolio(
                replace(a_jira(terms=(a_term(None),)), on_portal=(), looked_on=None),
                contacts=(Anna, Lea),
            ),
            {"closes": YESTERDAY},
            "x Mailbox closed 2026-11-21: emails are lost until the portal step is done.",
            id="the mailbox is closed",
        ),
        pytest.param(
            a_portfolio(a_jira(), contacts=(Anna, Lea)),
            {"last_day": LAST},
            "! Only Anna Martin can sign in for Jira: do these portal steps by 2026-12-31.",
            id="only the leaver can sign in",
        ),
        pytest.param(
            a_portfolio(a_jira(), contacts=(Anna, Lea)),
            {"last_day": YESTERDAY},
            "x Nobody is left who can sign in for Jira: ask vendor support.",
            id="nobody can sign in any more",
        ),
        pytest.param(
            a_portfolio(
                *MANY[:3], a_license("Other", id=9, wanted=()), MANY[3], contacts=(Anna, Lea)
            ),
            {},
            "* Lea Petit would then hold 4 of 5 licenses: consider a second person.",
            id="too much for one person",
        ),
        pytest.param(
            a_portfolio(a_jira(), contacts=(Anna, person(ALIEN, "Ali Baba", "other.com"))),
            {"successor": ALIEN},
            "* Ali Baba must sign in to my.atlassian.com and make themselves primary for Jira: "
            "the domain of the address is different or public.",
            id="another domain",
        ),
        pytest.param(
            a_portfolio(
                seen(a_jira(), "anna@gmail.com"),
                contacts=(replace(Anna, email="anna@gmail.com"), person(LEA, "Lea", "gmail.com")),
            ),
            {},
            "* Lea must sign in to my.atlassian.com and make themselves primary for Jira: the "
            "domain of the address is different or public.",
            id="a public domain, although it is the same",
        ),
        pytest.param(
            a_portfolio(a_jira(), contacts=(Anna, replace(Lea, last_day=LAST))),
            {},
            "! Lea Petit is leaving too, on 2026-12-31: choose another.",
            id="the successor leaves as well",
        ),
        pytest.param(
            a_portfolio(a_jira(), contacts=(Anna, replace(Lea, last_day=YESTERDAY))),
            {},
            "x Lea Petit left on 2026-11-21: choose another.",
            id="the successor has left",
        ),
        pytest.param(
            a_portfolio(a_jira(), contacts=(Anna, replace(Lea, last_day=TODAY))),
            {},
            "! Lea Petit is leaving too, on 2026-11-22: choose another.",
            id="the successor's last day is today",
        ),
        pytest.param(
            a_portfolio(a_jira(), contacts=(Anna, replace(Lea, mailbox_closes=TODAY))),
            {},
            "x The mailbox of Lea Petit closed on 2026-11-22: choose another.",
            id="the successor's mailbox closes today, so it is lost",
        ),
        pytest.param(
            a_portfolio(a_jira(), contacts=(Anna, replace(Lea, mailbox_closes=LAST))),
            {},
            "! The mailbox of Lea Petit closes too, on 2026-12-31: choose another.",
            id="the successor's mailbox closes",
        ),
        pytest.param(
            a_portfolio(a_jira(), contacts=(Anna, replace(Lea, away=(Away(TODAY, LAST),)))),
            {},
            "* Lea Petit is away until 2026-12-31.",
            id="the successor is away",
        ),
        pytest.param(
            a_portfolio(a_jira(), contacts=(Anna, replace(Lea, bounced_on=YESTERDAY))),
            {},
            "! Mail to Lea Petit bounced on 2026-11-21.",
            id="mail to the successor bounces",
        ),
        pytest.param(
            a_portfolio(a_jira(), contacts=(Anna, replace(Lea, email=""))),
            {},
            "! Lea Petit has no email address that a portal could list.",
            id="the successor has no address",
        ),
        pytest.param(
            a_portfolio(a_jira(), contacts=(Anna, replace(Lea, email="lea@gmial.com"))),
            {},
            "! lea@gmial.com is probably wrong: did you mean lea@gmail.com?",
            id="the successor's address has a typo",
        ),
        pytest.param(
            a_portfolio(
                replace(a_jira(), portal=CLOUD_BILLING),
                contacts=(Anna, Lea, a_team(TEAM, "Jira admins", LEA)),
            ),
            {"successor": TEAM},
            "! Atlassian Cloud billing does not accept team addresses: choose a person for "
            "Jira, not Jira admins.",
            id="a team where the portal takes none",
        ),
        pytest.param(
            a_portfolio(a_jira(type=LicenseType.EVALUATION), contacts=(Anna, Lea)),
            {},
            "* my.atlassian.com does not accept a second contact for an evaluation: ask vendor "
            "support to change Jira.",
            id="an evaluation",
        ),
        pytest.param(
            a_portfolio(a_jira(), contacts=(Anna,)),
            {"successor": None},
            "! Nobody was found to replace the primary contact of Jira: choose somebody.",
            id="nobody to follow",
        ),
        pytest.param(
            a_portfolio(*MANY, contacts=(Anna, Lea)),
            {"leaves_out": True},
            "* L1, L2 and 6 more would stay with Anna Martin.",
            id="left out",
        ),
        pytest.param(
            a_portfolio(a_license("Jira", wanted=(held(ANNA),)), contacts=(Anna,)),
            {"successor": None},
            "x Nobody would get the reminders about Jira: choose somebody.",
            id="the only contact is taken off",
        ),
        pytest.param(
            a_portfolio(
                a_license("Jira", wanted=(held(LEA),), owner=ANNA),
                contacts=(Anna, Lea, a_team(TEAM, "Ops", LEA, sign_in_known_by=(ANNA,))),
            ),
            {"nobody": True},
            "* Nobody would be left for Jira (owner) and Ops (knows password): choose somebody.",
            id="nobody is chosen",
        ),
        pytest.param(
            a_portfolio(
                a_license("Jira", wanted=(held(LEA, primary=True),)),
                contacts=(Anna, replace(Lea, deputy=ANNA), a_team(TEAM, "Ops", ANNA)),
            ),
            {"nobody": True},
            "* Nobody would be left for Ops (member) and Lea Petit (deputy): choose somebody.",
            id="nobody is chosen for a team and for somebody",
        ),
    ],
)
def test_what_may_go_wrong_is_said(
    portfolio: Portfolio, choice: dict[str, Any], warning: str
) -> None:
    assert warning in said(plan_of(portfolio, **choice))


def test_a_sound_hand_over_has_no_warnings_and_the_worst_come_first() -> None:
    shown = seen(
        a_license("Jira", wanted=(held(ANNA, primary=True), held(BERT, BILL))),
        "anna.martin@acme.com",
        "bert.brandt@acme.com",
    )
    others = (a_license(f"L{id}", id=id, wanted=(held(BERT),)) for id in range(2, 6))
    portfolio = a_portfolio(shown, *others, contacts=(Anna, Lea, Bert, Zoe))
    assert said(plan_of(portfolio)) == []
    lea = replace(Lea, last_day=YESTERDAY, away=(Away(TODAY, LAST),))
    bad = plan_of(portfolio.with_contacts([lea]), LEA, LAST)
    assert [x.severity for x in bad.warnings] == sorted(x.severity for x in bad.warnings)
    assert bad.warnings[0].severity is Urgency.OVERDUE
    team = a_team(TEAM, "Jira admins", LEA, BERT)
    loaded = plan_of(a_portfolio(*MANY, contacts=(Anna, Lea, Bert, team)), TEAM)
    assert not any("would then hold" in sentence for sentence in said(loaded))


def test_where_others_are_left_nobody_need_follow() -> None:
    license = a_license("Jira", wanted=(held(LEA, primary=True), held(ANNA)))
    team = a_team(TEAM, "Ops", ANNA, LEA, sign_in_known_by=(ANNA, BERT))
    portfolio = a_portfolio(license, contacts=(Anna, Lea, Bert, team))
    assert not any("left for" in x for x in said(plan_of(portfolio, nobody=True)))


def test_the_plan_knows_what_is_saved_and_to_whom_it_goes() -> None:
    portfolio = a_portfolio(a_jira(), contacts=(Anna, Lea))
    plan = plan_of(portfolio, LEA, LAST, CLOSES)
    assert [x.name for x in plan.successors] == ["Lea Petit"]
    assert (plan.leaver.last_day, plan.leaver.mailbox_closes) == (LAST, CLOSES)
    assert plan.before is portfolio
    assert plan.after.use_count(ANNA) == 0
    assert [edit.id for edit in plan.change.licenses] == [1]
    assert [edit.id for edit in plan.change.contacts] == [ANNA]
