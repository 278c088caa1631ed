from __future__ import annotations

from dataclasses import replace
from datetime import date

from licensetui.domain.change import Change, Edit, contact_with_ids, with_ids
from licensetui.domain.contact import address_key
from licensetui.domain.license import (
    Assignment,
    Role,
    SeenAssignment,
    assign_primary,
    decided,
)
from licensetui.domain.portfolio import Portfolio
from licensetui.domain.sign_in import sign_ins
from licensetui.vendors.atlassian import CLOUD_BILLING
from tests.builders import TODAY, a_contact, a_license, a_portfolio

TECH, BILL, ADMIN = Role.TECHNICAL, Role.BILLING, Role.BILLING_ADMIN
ANNA, LEA, BRUNO = (
    a_contact(),
    a_contact("Léa Petit", id=2, email="l.petit@example.org"),
    a_contact("Bruno", id=3, email="Bruno@Example.org "),
)


def test_the_new_primary_takes_the_place_of_the_old_one_and_secondaries_stay() -> None:
    license = a_license(wanted=(Assignment(1, TECH, True), Assignment(3, TECH)))
    changed = assign_primary(license, 2, TECH, TODAY)
    assert [(held.contact, held.primary) for held in changed.wanted] == [(2, True), (3, False)]
    assert changed.wanted[0].since == TODAY


def test_a_secondary_becomes_primary_and_stands_once() -> None:
    long_ago = date(2020, 1, 1)
    license = a_license(wanted=(Assignment(1, TECH, True), Assignment(2, TECH, since=long_ago)))
    changed = assign_primary(license, 2, TECH, TODAY)
    # Since today, because that is how long it has to be done on the portal.
    assert changed.wanted == (Assignment(2, TECH, True, since=TODAY),)


def test_other_roles_keep_their_primary() -> None:
    license = a_license(wanted=(Assignment(1, BILL, True), Assignment(1, TECH, True)))
    changed = assign_primary(license, 2, TECH, TODAY)
    assert Assignment(1, BILL, True) in changed.wanted


def test_who_is_primary_already_stays_as_he_is() -> None:
    license = a_license()
    assert assign_primary(license, 1, TECH, TODAY) is license


def test_what_a_form_changes_was_decided_today_and_the_rest_when_it_was() -> None:
    long_ago = date(2020, 1, 1)
    anna, lea = Assignment(1, TECH, True, long_ago), Assignment(2, TECH, False, long_ago)
    promoted = (Assignment(1, TECH, False, long_ago), Assignment(2, TECH, True, long_ago))
    assert [held.since for held in decided((anna, lea), promoted, TODAY)] == [TODAY, TODAY]
    # Taken off and put back in the same form: nothing was decided.
    assert decided((anna, lea), (anna, Assignment(2, TECH)), TODAY) == (anna, lea)
    assert decided((anna,), (anna, Assignment(1, BILL)), TODAY) == (
        anna,
        Assignment(1, BILL, since=TODAY),
    )


def test_readers_depend_on_the_portal_and_primaries_come_first() -> None:
    wanted = (Assignment(1, TECH), Assignment(2, TECH, True), Assignment(3, ADMIN))
    portfolio = a_portfolio(contacts=(ANNA, LEA, BRUNO))
    on_my = a_license(wanted=wanted)
    cloud = a_license(wanted=wanted, portal=CLOUD_BILLING)
    assert portfolio.readers(on_my) == (LEA, ANNA)
    assert portfolio.readers(cloud) == (LEA, ANNA, BRUNO)
    assert portfolio.holders(on_my, BILL) == ()


def test_an_address_is_found_whatever_its_case_and_spaces() -> None:
    portfolio = a_portfolio(contacts=(ANNA, BRUNO))
    assert portfolio.contact_at("BRUNO@example.ORG") == BRUNO
    assert portfolio.contact_at("nobody@example.org") is None
    assert address_key(" A@B.c\n") == "a@b.c"


def test_the_first_of_two_contacts_with_one_address_is_found() -> None:
    twin = a_contact("Anna again", id=9)
    assert a_portfolio(contacts=(ANNA, twin)).contact_at(ANNA.email) == ANNA


def test_contacts_without_an_address_are_not_found_by_nothing() -> None:
    portfolio = a_portfolio(contacts=(a_contact(email=""),))
    assert portfolio.contact_at("") is None


def test_where_a_contact_is_used() -> None:
    both = (Assignment(1, TECH, True), Assignment(1, BILL, True))
    portfolio = a_portfolio(
        a_license(wanted=both), a_license("Old", id=2, archived=True), contacts=(ANNA, LEA)
    )
    assert [(license.id, held.role) for license, held in portfolio.uses(1)] == [
        (1, TECH),
        (1, BILL),
        (2, TECH),
    ]
    assert portfolio.is_in_use(1)
    assert not portfolio.is_in_use(2)
    only_archived = a_portfolio(a_license(archived=True))
    assert not only_archived.is_in_use(1)


def test_questions_chain() -> None:
    portfolio = a_portfolio(
        a_license("Jira", id=1),
        a_license("Old", id=2, archived=True),
        a_license("Rider", id=3, vendor="JetBrains", organization="Example", wanted=()),
    )
    assert [x.name for x in portfolio.current().of_contact(1).licenses] == ["Jira"]
    assert portfolio.vendors() == ("Atlassian", "JetBrains")
    assert portfolio.license(None) is None
    assert portfolio.license(7) is None


def test_a_changed_portfolio_is_another_one_in_the_order_of_ids() -> None:
    before = a_portfolio(a_license("B", id=2))
    after = before.with_licenses([a_license("A", id=1), a_license("B2", id=2)])
    assert [x.name for x in after.licenses] == ["A", "B2"]
    assert [x.name for x in before.licenses] == ["B"]
    assert after.license(2) == a_license("B2", id=2)
    assert Portfolio().with_contacts([LEA, ANNA]).contacts == (ANNA, LEA)


def test_a_new_record_gets_its_final_id_in_every_reference() -> None:
    app = a_license(id=-2, parent=-1, wanted=(Assignment(-5, TECH, True), Assignment(1, TECH)))
    final = with_ids(app, {-1: 7, -2: 8}, {-5: 9})
    assert (final.id, final.parent) == (8, 7)
    assert [held.contact for held in final.wanted] == [9, 1]
    team = a_contact(id=-5, members=(-6, 2), deputy=-6)
    assert contact_with_ids(team, {-5: 9, -6: 10}) == a_contact(id=9, members=(10, 2), deputy=10)


def test_a_change_knows_whether_there_is_anything_to_save() -> None:
    assert Change("nothing").is_empty
    assert not Change("new contact", contacts=(Edit(None, ANNA),)).is_empty


def test_an_address_belongs_to_whoever_is_still_there() -> None:
    former = replace(ANNA, archived=True)
    present = replace(ANNA, id=2, name="Anna again")
    later = replace(present, id=3)
    portfolio = a_portfolio(contacts=(former, present, later))
    assert portfolio.contact_at(" ANNA.martin@example.org") == present
    assert a_portfolio(contacts=(former,)).contact_at(ANNA.email) == former
    shown = (SeenAssignment(ANNA.email, TECH, True),)
    license = a_license(on_portal=shown, looked_on=TODAY)
    assert sign_ins(license, portfolio, TODAY) == (present,)
