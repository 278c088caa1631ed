from __future__ import annotations

import time
from dataclasses import replace
from itertools import islice, product

from hypothesis import given
from hypothesis import strategies as st

from licensetui.addresses.check import check
from licensetui.addresses.known import Asked, KnownAddresses
from licensetui.addresses.report import Report
from licensetui.domain.contact import Contact, ContactKind
from licensetui.domain.license import Assignment, License, Role
from licensetui.domain.portfolio import Portfolio

ADDRESSES = st.sampled_from(
    (
        *("anna@acme.com", "ana@acme.com", "bob@acme.com", "anna@acme.co", "anna@acmee.com"),
        *("it@acmee.com", "anna@gmial.com", "bob@gmial.com", "lea@gmail.com", "lea@other.fr"),
        *(
            "le@other.fr",
            "team@other.fr",
            "no address",
            "anna@intranet.acme.com",
            "x@xn--bcher-kva.de",
        ),
    )
)
CONTACTS = st.builds(
    Contact,
    name=st.just("A"),
    email=ADDRESSES,
    kind=st.sampled_from(ContactKind),
    archived=st.booleans(),
    vouched=ADDRESSES,
)


@st.composite
def portfolios(draw: st.DrawFn) -> Portfolio:
    drawn = draw(st.lists(CONTACTS, max_size=7))
    contacts = tuple(replace(contact, id=id) for id, contact in enumerate(drawn, 1))
    held = st.integers(1, 8).map(lambda contact: Assignment(contact, Role.TECHNICAL))
    wanted = draw(st.lists(st.tuples(held, held), max_size=4))
    licenses = tuple(
        License("L", id, wanted=tuple(dict.fromkeys(both)), archived=draw(st.booleans()))
        for id, both in enumerate(wanted, 1)
    )
    return Portfolio(licenses, contacts)


def verdicts(known: KnownAddresses, portfolio: Portfolio) -> list[Report]:
    return [check(contact.email, known, contact=contact) for contact in portfolio.contacts]


@given(portfolios(), portfolios(), st.sampled_from(((), ("acme.com",))))
def test_what_followed_a_change_judges_like_what_was_made_anew(
    before: Portfolio, after: Portfolio, own: tuple[str, ...]
) -> None:
    known = KnownAddresses.of(before, own)
    verdicts(known, before)  # so that indexes are there
    everybody = {contact.id for contact in (*before.contacts, *after.contacts)}
    followed = known.after(before, after, everybody)
    assert verdicts(followed, after) == verdicts(KnownAddresses.of(after, own), after)


@given(portfolios(), portfolios())
def test_a_verdict_that_holds_is_the_one_that_would_be_found_anew(
    before: Portfolio, after: Portfolio
) -> None:
    known = KnownAddresses.of(before)
    everybody = {contact.id for contact in (*before.contacts, *after.contacts)}
    followed = known.after(before, after, everybody)
    for contact in before.contacts:
        asked = Asked(known)
        report = check(contact.email, asked, contact=contact)
        if asked.done().holds(followed):
            assert report == check(contact.email, followed, contact=contact)


def test_a_change_of_something_else_leaves_what_is_known_the_same_object() -> None:
    contact = Contact("Anna", "anna@acme.com", 1)
    before = Portfolio((), (contact,))
    known = KnownAddresses.of(before)
    after = before.with_contacts([replace(contact, phone="1")])
    assert known.after(before, after, [1]) is known


def test_a_verdict_does_not_hold_where_its_domain_is_trusted_now() -> None:
    first = Contact("A", "anna@gmial.com", 1)
    before = Portfolio((), (first,))
    known, asked = KnownAddresses.of(before), Asked(KnownAddresses.of(before))
    assert check(first.email, asked, contact=first).suggestion is not None
    others = [Contact("B", f"b{id}@gmial.com", id) for id in range(2, 6)]
    after = before.with_contacts(others)
    followed = known.after(before, after, [2, 3, 4, 5])
    assert not asked.done().holds(followed)
    assert check(first.email, followed, contact=first).suggestion is None


def many() -> KnownAddresses:
    """Return 4,096 domains with a contact each: `bababababa.com`."""
    syllables = ("ba", "co", "di", "fu", "le", "mo", "ra", "ti")
    domains = islice(("".join(made) + ".com" for made in product(syllables, repeat=5)), 0, None, 8)
    contacts = (Contact(email=f"anna@{domain}", id=id) for id, domain in enumerate(domains, 1))
    return KnownAddresses.of(Portfolio((), tuple(contacts)))


def test_thousands_of_domains_that_none_outweighs_are_not_compared_with_each_other() -> None:
    known = many()
    started = time.process_time()
    assert known.is_own("bababababa.com")
    assert len(known.domains.own) == 4_096
    assert time.process_time() - started < 1  # it took 3 seconds, and grew with their square


def test_a_domain_without_a_dot_is_compared_with_what_has_its_letters_only() -> None:
    known = many()
    suggestion = check("anna@bababababcom", known).suggestion
    assert suggestion is not None
    assert suggestion.address == "anna@bababababa.com"
    started = time.process_time()
    assert check("zoe@wyxzwyxzwyxom", known).suggestion is None
    assert time.process_time() - started < 0.05
