"""Roles that a portal has no more, and those in their place."""

from __future__ import annotations

from datetime import date

from licensetui.domain.license import Assignment, Role, SeenAssignment
from licensetui.domain.portal_roles import (
    assigned,
    has_former_roles,
    role_on,
    with_present_roles,
)
from licensetui.vendors.atlassian import CLOUD_BILLING, MY_ATLASSIAN
from tests.builders import TODAY, a_license
from tests.domain.portal_cases import the_license

ADMIN, TECH, BILL = Role.BILLING_ADMIN, Role.TECHNICAL, Role.BILLING


def test_technical_and_billing_contacts_are_billing_admins_each_once() -> None:
    license = the_license(
        "T* anna, T lea, B* zoe, B anna, U olga, S lea",
        "T* anna, B* anna, B zoe, U olga",
        CLOUD_BILLING,
    )
    assert has_former_roles(license)
    after = with_present_roles(license)
    assert [(x.contact, x.role, x.primary) for x in after.wanted] == [
        (1, ADMIN, True),
        (2, ADMIN, False),
        (4, ADMIN, False),
        (5, Role.BUSINESS, False),
        (2, Role.SITE_ADMIN, False),
    ]
    assert after.on_portal == (
        SeenAssignment("anna@example.org", ADMIN, True),
        SeenAssignment("zoe@example.org", ADMIN),
        SeenAssignment("olga@partner.example", Role.BUSINESS),
    )
    assert not has_former_roles(after)
    assert with_present_roles(after) == after


def test_whoever_was_billing_admin_first_stays_primary_and_keeps_the_day() -> None:
    day = date(2025, 3, 1)
    wanted = (Assignment(1, ADMIN, True, since=day), Assignment(2, TECH, True), Assignment(1, TECH))
    after = with_present_roles(a_license(portal=CLOUD_BILLING, wanted=wanted))
    assert after.wanted == (Assignment(1, ADMIN, True, since=day), Assignment(2, ADMIN))


def test_other_portals_have_no_former_roles() -> None:
    license = the_license("T* anna, B* anna", "T* anna", MY_ATLASSIAN)
    assert not has_former_roles(license)
    assert with_present_roles(license) == license
    assert assigned(license, 2, TECH, TODAY).wanted[0] == Assignment(2, TECH, True, since=TODAY)


def test_a_list_names_billing_admins_where_nobody_has_a_former_role() -> None:
    assert role_on(a_license(portal=CLOUD_BILLING, wanted=()), TECH) is ADMIN
    assert role_on(a_license(portal=MY_ATLASSIAN, wanted=()), TECH) is TECH
    assert role_on(the_license("T* anna", "T* anna", CLOUD_BILLING), TECH) is TECH
    assert role_on(the_license("", "B* anna", CLOUD_BILLING), BILL) is BILL
