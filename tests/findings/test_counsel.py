"""What printed dates ask of an address is what the whole report says of it."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from licensetui.addresses.check import check
from licensetui.addresses.known import KnownAddresses
from licensetui.domain.contact import Contact, ContactKind
from licensetui.domain.counsel import Flaw
from licensetui.domain.portfolio import Portfolio
from licensetui.findings.counsel import counsel
from licensetui.findings.reports import Reports
from tests.builders import a_contact

LOCALS = st.sampled_from(
    (
        *("anna.keller", "ana.keller", "anna_keller", "keller.anna", "it", "it-team", "itteam"),
        *("noreply", "bob1", "bobl", "lizenzen", "lizensen", "j\u00f6rg", "a" * 70, "x+y"),
    )
)
DOMAINS = st.sampled_from(
    (
        *("acme.com", "acme.com", "acmee.com", "acme.co", "it.acme.com", "acme.con", "acme.local"),
        *("gmail.com", "gmial.com", "gmail.co", "mailinator.com", "xn--mller-kva.de", "acme"),
    )
)
EMAILS = st.one_of(
    st.builds("{}@{}".format, LOCALS, DOMAINS),
    st.sampled_from(("", " ", "no address", "anna.keller acme.com", "a@b@acme.com", "anna@")),
)
CONTACTS = st.lists(
    st.builds(
        lambda email, kind, is_vouched, archived: a_contact(
            email=email, kind=kind, vouched=email if is_vouched else "", archived=archived
        ),
        EMAILS,
        st.sampled_from(ContactKind),
        st.booleans(),
        st.booleans(),
    ),
    min_size=1,
    max_size=6,
)
OWN = st.sampled_from(((), ("acme.com",), ("acmee.com",)))


def numbered(contacts: list[Contact]) -> Portfolio:
    return Portfolio((), tuple(replace(x, id=id) for id, x in enumerate(contacts, 1)))


def flaw(contact: Contact, portfolio: Portfolio, own: tuple[str, ...]) -> Flaw | None:
    """What the whole check of an address says."""
    report = check(contact.email, KnownAddresses.of(portfolio, own), contact=contact)
    if not contact.email.strip():
        return None
    if report.problem or report.is_dead_end:
        return Flaw.DEAD
    return Flaw.DOUBTFUL if report.suggestion else None


@given(CONTACTS, CONTACTS, OWN, st.lists(st.booleans(), min_size=12, max_size=12))
def test_a_flaw_is_the_same_whoever_asks_for_the_rest_of_the_report_before_or_after(
    first: list[Contact], then: list[Contact], own: tuple[str, ...], whole: list[bool]
) -> None:
    portfolio = numbered(first)
    reports = Reports(portfolio, own)
    known = KnownAddresses.of(portfolio, own)
    for is_whole, contact in zip(whole, portfolio.contacts, strict=False):
        if is_whole:
            assert reports.of(contact) == check(contact.email, known, contact=contact)
        assert counsel(reports).facts(contact).flaw is flaw(contact, portfolio, own)
    changed = [replace(x, id=id) for id, x in enumerate(then, 1) if whole[-id]]
    later = portfolio.with_contacts(changed)
    reports = reports.after(later, {x.id for x in changed})
    known = KnownAddresses.of(later, own)
    for is_whole, contact in zip(reversed(whole), later.contacts, strict=False):
        assert counsel(reports).facts(contact).flaw is flaw(contact, later, own)
        if is_whole:
            assert reports.of(contact) == check(contact.email, known, contact=contact)
