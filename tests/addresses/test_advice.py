from __future__ import annotations

import pytest

from licensetui.addresses.advice import ANYWHERE, Place, advice
from licensetui.addresses.check import check
from licensetui.addresses.known import KnownAddresses
from licensetui.domain import portals
from licensetui.domain.license import License, LicenseType
from licensetui.vendors import vendor_of
from licensetui.vendors.atlassian import CLOUD_BILLING, MY_ATLASSIAN

CLASSIC = License("Jira", vendor="Atlassian", portal=MY_ATLASSIAN)
EVALUATION = License("Jira", vendor="Atlassian", portal=MY_ATLASSIAN, type=LicenseType.EVALUATION)
CLOUD = License("Jira", vendor="Atlassian", portal=CLOUD_BILLING)
PARTNER = License("Jira", vendor="Atlassian", portal=portals.PARTNER)
OTHER = License("Snagit", vendor="TechSmith")


def _advice(address: str, license: License, *, reads: bool = True, primary: str = "") -> str:
    place = Place(vendor_of(license).contact_policy(license), reads, primary)
    return " | ".join(advice(check(address, KnownAddresses()), (place,)))


@pytest.mark.parametrize(
    ("address", "license", "says"),
    [
        ("anna.martin@acme.com", CLASSIC, "One person's address: if they leave"),
        ("anna.martin@acme.com", OTHER, "One person's address: if they leave"),
        (
            "atlassian-admins@acme.com",
            CLOUD,
            ("does not accept distribution lists: name two people"),
        ),
        (
            "anna@gmail.com",
            CLASSIC,
            ("gmail.com is a public provider: the contact must promote themselves"),
        ),
        ("jira-admins@acme.com", EVALUATION, "accepts no extra contacts for an evaluation"),
        ("noreply@acme.com", OTHER, "Nobody reads a no-reply address"),
        ("anna@mailinator.com", OTHER, "a disposable domain"),
    ],
)
def test_what_is_unwise_depends_on_the_portal(address: str, license: License, says: str) -> None:
    assert says in _advice(address, license)


@pytest.mark.parametrize(
    ("address", "license"),
    [
        ("atlassian-admins@acme.com", CLASSIC),
        ("anna.martin@acme.com", CLOUD),
        ("anna.martin@acme.com", PARTNER),
        ("atlassian-admins@acme.com", PARTNER),
        ("licenses@acme.com", OTHER),
        ("not an address", CLASSIC),
    ],
)
def test_what_is_wise_is_left_alone(address: str, license: License) -> None:
    assert _advice(address, license) == ""


def test_who_gets_only_invoices_may_be_one_person() -> None:
    assert "One person" not in _advice("anna.martin@acme.com", CLASSIC, reads=False)


def test_a_stranger_to_the_primary_must_sign_in() -> None:
    said = _advice("licenses@acme.fr", CLASSIC, primary="acme.com")
    assert said == "The primary is at acme.com: the contact must promote itself"
    assert _advice("licenses@acme.com", CLASSIC, primary="acme.com") == ""


def test_the_same_is_said_once() -> None:
    place = Place(vendor_of(CLASSIC).contact_policy(CLASSIC))
    said = advice(check("anna@gmail.com", KnownAddresses()), (place, place, *ANYWHERE))
    assert len(said) == len(set(said)) == 2
