"""The team that is named where one person's address stands."""

from __future__ import annotations

from licensetui.addresses.check import check
from licensetui.addresses.known import KnownAddresses
from licensetui.addresses.report import Report
from licensetui.domain.contact import Contact, ContactKind
from licensetui.domain.license import Assignment, License, Portal, Role
from licensetui.domain.portals import OTHER
from licensetui.findings.teams import Teams
from licensetui.vendors.atlassian import MY_ATLASSIAN
from tests.builders import a_contact, a_license, a_portfolio

TECH, BILL = Role.TECHNICAL, Role.BILLING
ANNA = a_contact("Anna", email="anna@acme.com", kind=ContactKind.PERSON)
ADMINS = a_contact("Admins", id=2, email="jira-admins@acme.com", kind=ContactKind.UNKNOWN)
OPS = a_contact("Ops", id=3, email="ops@it.acme.com", kind=ContactKind.TEAM)
PAYERS = a_contact("Accounting", id=4, email="accounting@acme.com", kind=ContactKind.TEAM)
CONTACTS = (ANNA, ADMINS, OPS, PAYERS)


def held(id: int, *who: tuple[int, Role], portal: Portal = MY_ATLASSIAN) -> License:
    return a_license(id=id, portal=portal, wanted=tuple(Assignment(*each) for each in who))


def named(*licenses: License, role: Role = TECH, contacts: tuple[Contact, ...] = CONTACTS) -> str:
    """The address of the team that is named on the first license in Anna's place."""
    portfolio = a_portfolio(*licenses, contacts=contacts)
    known = KnownAddresses.of(portfolio)

    def report(contact: Contact) -> Report:
        return check(contact.email, known, contact=contact)

    found = Teams(portfolio, report).instead("acme.com", licenses[0], Assignment(1, role))
    return found.contact.email if found else ""


def test_the_one_of_the_same_portal_comes_before_the_one_of_more_licenses() -> None:
    anna = held(1, (1, TECH))
    others = [held(n, (3, TECH), portal=OTHER) for n in (3, 4, 5)]
    assert named(anna, held(2, (2, TECH)), *others) == ADMINS.email
    assert named(anna, held(2, (2, TECH), portal=OTHER), *others) == OPS.email


def test_who_reads_invoices_is_not_named_for_reminders() -> None:
    assert named(held(1, (1, TECH)), held(2, (4, BILL))) == ""
    assert named(held(1, (1, BILL)), held(2, (4, BILL)), role=BILL) == ""


def test_none_is_named_that_is_contact_nowhere_or_reads_it_there_already() -> None:
    assert named(held(1, (1, TECH))) == ""
    assert named(held(1, (1, TECH), (2, TECH)), held(2, (2, TECH))) == ""


def test_an_address_that_is_none_is_not_named() -> None:
    wrong = a_contact("Admins", id=2, email="jira-admins@acme.com.", bounced_on=ANNA.confirmed_on)
    slip = a_contact("Admins", id=2, email="jira-admins@gmial.com", kind=ContactKind.TEAM)
    for team in (wrong, slip):
        assert named(held(1, (1, TECH)), held(2, (2, TECH)), contacts=(ANNA, team)) == ""
