"""Whose address is known at one domain hardly has one almost there."""

from __future__ import annotations

import pytest

from licensetui.addresses.check import check
from licensetui.addresses.known import Asked, KnownAddresses
from licensetui.domain.contact import Contact
from licensetui.domain.portfolio import Portfolio

EMAILS = (
    *("anna.keller@acme.com", "support@acme.com", "jira-admins@acme.com", "b.durand@acme.com"),
    *("lea.petit@acme.fr", "tools@emea.norvelia.com", "jo.berg@fr.norvelia.com", "it@bnpx.fr"),
    *("kim.lee@bnpx.fr", "kim.lee@norvelia.com"),
)
CONTACTS = tuple(Contact(email=email, id=id) for id, email in enumerate(EMAILS, 1))
OWN = ("acme.com", "acme.fr", "norvelia.com", "bnpx.fr")
PEOPLE = KnownAddresses.of(Portfolio((), CONTACTS), OWN)


def meant(address: str, known: KnownAddresses = PEOPLE) -> str:
    suggestion = check(address, known).suggestion
    return suggestion.address if suggestion else ""


@pytest.mark.parametrize("domain", ["zcme.com", "qcme.com", "ame.com", "acne.com", "acmme.com"])
def test_a_known_person_at_a_domain_near_an_own_one_is_at_that(domain: str) -> None:
    assert meant(f"anna.keller@{domain}") == "anna.keller@acme.com"
    assert meant(f"Anna.Keller@{domain}") == "Anna.Keller@acme.com"


def test_the_reason_names_the_witness() -> None:
    suggestion = check("anna.keller@zcme.com", PEOPLE).suggestion
    assert suggestion is not None
    assert suggestion.reason == (
        "zcme.com is close to acme.com, where anna.keller is a known contact"
    )


@pytest.mark.parametrize(
    "address",
    [
        *("zoe.quill@zcme.com", "zoe.quill@ame.com"),  # nobody knows her
        *("support@zcme.com", "support@ame.com"),  # every company has that
        *("anna.keller@acme.de", "anna.keller@acme.fr", "anna.keller@acme-group.com"),
        *("kim.lee@bnp.fr", "anna.keller@it.acme.com", "jo.berg@de.norvelia.com"),
        *("anna.keller@acme.com.br", "jo.berg@norvelia.com"),
    ],
)
def test_others_may_be_at_other_domains(address: str) -> None:
    assert meant(address) == ""


def test_who_is_known_says_which_ending_is_missing() -> None:
    assert meant("lea.petit@acme") == "lea.petit@acme.fr"
    assert meant("anna.keller@acme") == "anna.keller@acme.com"


def test_a_domain_below_an_own_one_is_a_slip_where_the_same_person_is_at_the_next() -> None:
    assert meant("tools@emae.norvelia.com") == "tools@emea.norvelia.com"
    assert meant("zoe.quill@emae.norvelia.com") == ""


def test_of_two_own_domains_that_are_alike_none_is_a_slip() -> None:
    contacts = [*EMAILS, "zoe.quill@acne.com"]
    people = tuple(Contact(email=email, id=id) for id, email in enumerate(contacts, 1))
    both = KnownAddresses.of(Portfolio((), people), (*OWN, "acne.com"))
    assert meant("anna.keller@acne.com", both) == ""


def test_a_verdict_does_not_outlive_its_witness() -> None:
    before = Portfolio((), CONTACTS)
    asked = Asked(PEOPLE)
    assert check("anna.keller@zcme.com", asked).suggestion is not None
    asked.done()
    after = before.with_contacts([Contact(email="anna.keller@acme.de", id=1)])
    followed = PEOPLE.after(before, after, [1])
    assert not asked.holds(followed)
    assert check("anna.keller@zcme.com", followed).suggestion is None
    assert asked.holds(PEOPLE)
