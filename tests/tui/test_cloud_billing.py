"""Contacts of Cloud billing: persons, who are equals there, in the role that it has."""

from __future__ import annotations

from dataclasses import replace

from licensetui.domain.contact import ContactKind
from licensetui.domain.license import Assignment, License, Role, SeenAssignment
from licensetui.vendors.atlassian import CLOUD_BILLING, MY_ATLASSIAN
from tests.builders import TODAY, a_contact, a_license, a_portfolio, a_term
from tests.tui.running import Running, running

ADMIN, TECH, BILL = Role.BILLING_ADMIN, Role.TECHNICAL, Role.BILLING
ANNA = a_contact()
LEA = a_contact("Léa Petit", id=2, email="l.petit@example.org")
OPS = a_contact("Ops", id=3, email="ops@example.org", kind=ContactKind.TEAM, members=(1, 2))
PEOPLE = (ANNA, LEA, OPS)


def cloud(name: str, *wanted: Assignment, id: int = 1, seen: tuple[Role, ...] = ()) -> License:
    shown = tuple(SeenAssignment(ANNA.email, role, True) for role in seen)
    return a_license(
        name,
        id=id,
        portal=CLOUD_BILLING,
        wanted=wanted,
        on_portal=shown,
        looked_on=TODAY if seen else None,
        terms=(a_term(300),),
    )


def saved(program: Running, id: int = 1) -> License:
    license = program.store.portfolio.license(id)
    assert license is not None
    return license


async def test_t_adds_a_billing_admin_beside_the_one_who_is_there() -> None:
    license = cloud("JSM Cloud", Assignment(1, ADMIN))
    async with running(a_portfolio(license, contacts=PEOPLE)) as program:
        await program.press("2", "t")
        assert "Billing admin of JSM Cloud" in program.text()
        await program.press(*"petit", "enter")
        assert ": Léa Petit is the billing admin of JSM Cloud" in program.text()
        assert [(x.contact, x.role, x.primary) for x in saved(program).wanted] == [
            (1, ADMIN, False),
            (2, ADMIN, False),
        ]
        await program.press("t", *"petit", "enter")
        assert "Léa Petit is already the billing admin of JSM Cloud." in program.text()


async def test_on_other_portals_t_chooses_the_one_technical_contact_as_before() -> None:
    license = cloud("JSM Cloud", Assignment(1, ADMIN))
    classic = a_license(
        "Jira", id=2, portal=MY_ATLASSIAN, wanted=(Assignment(1, TECH, True),), terms=(a_term(20),)
    )
    async with running(a_portfolio(license, classic, contacts=PEOPLE)) as program:
        await program.press("2", "space", "space", "t")
        assert "Billing admin or primary technical contact of 2 licenses" in program.text()
        await program.press(*"petit", "enter")
        assert [x.contact for x in saved(program).wanted] == [1, 2]
        assert [(x.contact, x.primary) for x in saved(program, 2).wanted] == [(2, True)]


async def test_a_team_is_warned_of_with_the_reason_and_saved() -> None:
    license = cloud("JSM Cloud", Assignment(1, ADMIN))
    async with running(a_portfolio(license, contacts=PEOPLE)) as program:
        await program.press("2", "t", *"ops", "enter")
        assert (
            "Saved, but Atlassian Cloud billing accepts no mailing lists: Ops. u: undo"
            in program.text()
        )
        assert [x.contact for x in saved(program).wanted] == [1, 3]
        assert "Atlassian Cloud billing does not accept distribution" in program.text()


async def test_who_was_technical_contact_stays_until_enter_makes_them_billing_admins() -> None:
    licenses = (
        cloud("Jira Cloud", Assignment(1, TECH, True), Assignment(1, BILL, True), seen=(TECH,)),
        cloud("JSM Cloud", Assignment(1, ADMIN), Assignment(2, BILL), id=2, seen=(ADMIN, BILL)),
        cloud("Fine", Assignment(1, ADMIN), Assignment(2, ADMIN), id=3),
    )
    known = a_portfolio(*licenses, contacts=PEOPLE[:2])
    async with running(known) as program:
        assert program.store.portfolio.licenses == licenses
        await program.press("!", "end")
        text = program.text()
        assert "Still technical or billing contact, not billing admin: Jira Cloud and 1 o" in text
        assert "Enter: make them billing admins" in text
        await program.press("enter")
        assert "Saved: the contacts of 2 licenses are billing admins. u undoes it." in (
            program.text()
        )
        assert saved(program).wanted == (Assignment(1, ADMIN, True),)
        assert saved(program).on_portal == (SeenAssignment(ANNA.email, ADMIN, True),)
        assert saved(program, 2).wanted == (Assignment(1, ADMIN), Assignment(2, ADMIN))
        assert saved(program, 2).on_portal == (SeenAssignment(ANNA.email, ADMIN, True),)
        assert saved(program, 3) == licenses[2]
        await program.press("u")
        assert program.store.portfolio.licenses == licenses


async def test_a_contact_added_in_the_form_has_the_role_of_the_portal() -> None:
    license = replace(cloud("JSM Cloud"), wanted=())
    async with running(a_portfolio(license, contacts=PEOPLE)) as program:
        await program.press("2", "e")
        program.app.screen.query_one("#wanted").focus()
        await program.press("enter", *"petit", "enter", "ctrl+s")
        assert [(x.contact, x.role) for x in saved(program).wanted] == [(2, ADMIN)]
