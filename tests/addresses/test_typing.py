"""While a right address is typed nothing is called wrong: at no key, and at no pause."""

from __future__ import annotations

import pytest

from licensetui.addresses.check import check
from licensetui.addresses.known import KnownAddresses
from licensetui.addresses.while_typing import check_typing
from licensetui.domain.contact import Contact
from licensetui.domain.portfolio import Portfolio
from tests.addresses.labeled import context, contexts, wrong_hints
from tests.bench.address_rows.typing import own_subdomains, real_domains


@pytest.mark.parametrize("name", ["none", "acme", "sub"])
def test_no_beginning_of_a_real_domain_is_called_wrong(name: str) -> None:
    domains = real_domains()
    assert len(domains) == 700
    known = context(name)
    assert [x for domain in domains for x in wrong_hints(f"zoe.quill@{domain}", known)] == []


@pytest.mark.parametrize("name", contexts())
def test_no_beginning_of_a_domain_below_an_own_one_is_called_wrong(name: str) -> None:
    known = context(name)
    domains = tuple(own_subdomains(name))
    assert domains or name == "none"
    assert [x for domain in domains for x in wrong_hints(f"zoe.quill@{domain}", known)] == []


@pytest.mark.parametrize(
    "typed",
    [
        *("zoe", "zoe@", "zoe@acm", "zoe@acme", "zoe@acme.", "zoe@acme.c", "zoe@acme.co"),
        *("zoe@it.acme", "zoe@it.acme.c", "zoe@gmail", "zoe@gmail.c", "zoe@gmail.co"),
        *(
            "zoe@mail.con",
            "zoe@mail.om",
            "zoe@gmial.cm",
            "zoe@acmecom",
            "zoe@acme.com.",
            "zoe@gmailcom",
        ),
    ],
)
def test_a_pause_says_nothing_of_what_can_still_become_right(typed: str) -> None:
    assert check_typing(typed, context("acme"), paused=True) is None


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("zoe@acme.con", "zoe@acme.com"),
        ("zoe@gmail.con", "zoe@gmail.com"),
        ("zoe@gmail,com", "zoe@gmail.com"),
        ("zoe@hotmail.fe", "zoe@hotmail.fr"),
        ("zoe@acme.cm", "zoe@acme.com"),
    ],
)
def test_a_pause_tells_what_a_key_keeps_to_itself(typed: str, meant: str) -> None:
    assert check_typing(typed, context("acme")) is None
    report = check_typing(typed, context("acme"), paused=True)
    assert report is not None
    assert report.suggestion is not None
    assert report.suggestion.address == meant


def test_a_usual_ending_is_waited_for_no_longer_if_an_own_domain_begins_like_it() -> None:
    known = KnownAddresses.of(Portfolio((), ()), ["dekra.de"])
    report = check_typing("zoe@outlok.de", known)
    assert report is not None
    assert report.suggestion is not None
    assert check_typing("zoe@it.dekra.d", known, paused=True) is None


@pytest.mark.parametrize("typed", ["zoe@acme.c", "zoe@acmecom", "zoe@gmail.co", "zoe@mail.con"])
def test_the_end_tells_what_a_pause_keeps_to_itself(typed: str) -> None:
    assert check(typed, context("acme")).suggestion is not None


def test_several_addresses_are_told_after_a_pause() -> None:
    several = "zoe@acme.com, lea@acme.com"
    assert check_typing(several, KnownAddresses()) is None
    report = check_typing(several, KnownAddresses(), paused=True)
    assert report is not None
    assert "more than one" in report.problem


def test_a_note_of_a_domain_waits_for_the_end_and_one_of_a_person_for_the_domain() -> None:
    emails = ("lea@quillow.com", "bob@quilow.com", "marie.dupont@acme.com", "zoe.martin@acme.com")
    people = tuple(Contact(email=email, id=id) for id, email in enumerate(emails, 1))
    known = KnownAddresses.of(Portfolio((), people))
    assert check("zoe@quilow.com", known).note == "quilow.com is close to quillow.com"
    for paused in (False, True):
        report = check_typing("zoe@quilow.com", known, paused=paused)
        assert report is not None
        assert not report.note
        report = check_typing("marie.dupond@acme.com", known, paused=paused)
        assert report is not None
        assert "marie.dupont@acme.com" in report.note
