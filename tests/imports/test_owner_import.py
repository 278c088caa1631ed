"""Owners in lists: who decides inside, not the vendor's contact, and the plan says so."""

from __future__ import annotations

import pytest

from licensetui.domain.contact import Contact
from licensetui.domain.license import Role
from licensetui.domain.portfolio import Portfolio
from licensetui.imports.planned import RowOutcome
from tests.builders import a_contact, a_license, a_portfolio
from tests.imports.planned import a_table, applied, only_row, plan_of

LEA = a_contact("Léa Petit", id=2, email="lea@example.org")
KNOWN = a_portfolio(a_license("Jira", sen="SEN-7", owner=1), contacts=(a_contact(), LEA))


def owner(portfolio: Portfolio) -> Contact | None:
    """Who owns the first license."""
    return portfolio.owner(portfolio.licenses[0])


@pytest.mark.parametrize(
    ("headers", "cells", "name", "address"),
    [
        ("Owner", "Anna Martin", "Anna Martin", ""),
        ("Responsable", "Anna <anna@example.org>", "Anna", "anna@example.org"),
        ("Owner email", "anna@example.org", "", "anna@example.org"),
        ("Owner;Owner email", "Anna;anna@example.org", "Anna", "anna@example.org"),
        ("Verantwortlicher", "anna@example.org; b@example.org", "", "anna@example.org"),
    ],
)
def test_the_owner_is_who_decides_and_no_contact_of_the_vendor(
    headers: str, cells: str, name: str, address: str
) -> None:
    row = f'"{cells}"' if cells.count(";") > headers.count(";") else cells
    plan = plan_of(a_table(f"Product;{headers}", f"Jira;{row}"))
    after = applied(Portfolio(), plan.change)
    found = owner(after)
    assert found is not None
    assert (found.name, found.email) == (name, address)
    assert after.licenses[0].wanted == ()
    assert any(
        "the owner, who decides internally, not the vendor's contact" in note for note in plan.notes
    )


def test_an_owner_and_a_technical_contact_are_two() -> None:
    table = a_table("Product,Technical contact,Owner", "Jira,anna@example.org,Lea <l@example.org>")
    after = applied(Portfolio(), plan_of(table).change)
    found = owner(after)
    assert found is not None
    assert found.email == "l@example.org"
    (contact,) = after.holders(after.licenses[0], Role.TECHNICAL)
    assert contact.email == "anna@example.org"


def test_a_name_without_an_address_is_the_one_contact_who_has_it() -> None:
    (row,) = (plan := plan_of(a_table("Product,SEN,Owner", "Jira,SEN-7,léa  petit"), KNOWN)).rows
    assert (row.outcome, row.details) == (RowOutcome.CHANGED, ("owner Anna Martin -> Léa Petit",))
    assert not plan.change.contacts
    assert owner(applied(KNOWN, plan.change)) == LEA
    two = KNOWN.with_contacts([a_contact("Léa Petit", id=3, email="other@example.org")])
    after = applied(two, plan_of(a_table("Product,SEN,Owner", "Jira,SEN-7,Léa Petit"), two).change)
    found = owner(after)
    assert found is not None
    assert (found.name, found.email) == ("Léa Petit", "")


def test_of_several_of_a_name_the_present_owner_stays() -> None:
    other = a_contact("Anna Martin", id=3, email="other@example.org")
    plan = plan_of(
        a_table("Product,SEN,Owner", "Jira,SEN-7,Anna Martin"), KNOWN.with_contacts([other])
    )
    assert plan.change.is_empty


@pytest.mark.parametrize("cell", ["", "Anna Martin", "anna.martin@example.org", "RTBF"])
def test_who_owns_it_already_or_nobody_changes_nothing(cell: str) -> None:
    plan = plan_of(a_table("Product,SEN,Owner", f"Jira,SEN-7,{cell}"), KNOWN)
    assert only_row(plan).outcome is RowOutcome.SAME
    assert plan.change.is_empty


def test_of_two_owners_the_row_says_which_is_left_out() -> None:
    plan = plan_of(a_table("Product;Owner", 'Jira;"a@example.org, b@example.org"'))
    note = "the owner is a@example.org, not b@example.org: a license has one owner"
    assert note in only_row(plan).doubts
