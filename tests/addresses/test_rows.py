"""Rows do not vouch for each other: what many contacts have is evidence, and no proof."""

from __future__ import annotations

import pytest

from licensetui.addresses.check import check
from licensetui.addresses.known import KnownAddresses
from licensetui.addresses.report import DomainKind
from licensetui.domain.contact import Contact
from licensetui.domain.portfolio import Portfolio
from tests.bench.address_rows import slips

OWN = ("acme.com",)


def portfolio(**rows: int) -> Portfolio:
    """Return so many contacts at each domain, which is written with _ for the dot."""
    emails = [
        f"p{n}.lee@{domain.replace('_', '.')}" for domain in rows for n in range(rows[domain])
    ]
    return Portfolio((), tuple(Contact(email=x, id=id) for id, x in enumerate(emails, 1)))


def meant(people: Portfolio, *own: str) -> list[tuple[str, str]]:
    """Return the contacts that have another address than was meant, with that one's domain."""
    known = KnownAddresses.of(people, own)
    reports = [(x, check(x.email, known, contact=x)) for x in people.contacts]
    return [
        (contact.email.partition("@")[2], report.suggestion.address.partition("@")[2])
        for contact, report in reports
        if report.suggestion
    ]


@pytest.mark.parametrize("count", range(1, 6))
@pytest.mark.parametrize(
    ("slip", "right"),
    [
        *(("amce_com", "acme.com"), ("acmee_com", "acme.com"), ("acme_con", "acme.com")),
        *(("acme_cmo", "acme.com"), ("gmial_com", "gmail.com"), ("wanado_fr", "wanadoo.fr")),
        *(("hotmail_c", "hotmail.com"), ("acme_f", "acme.fr")),
    ],
)
def test_a_slip_in_one_to_five_rows_is_found_and_no_right_row_is_accused(
    slip: str, right: str, count: int
) -> None:
    people = portfolio(acme_com=10, acme_fr=8, valiantys_com=2, gmail_com=1, **{slip: count})
    assert meant(people) == [(slip.replace("_", "."), right)] * count
    assert meant(people, "acme.com", "acme.fr") == [(slip.replace("_", "."), right)] * count


def test_what_the_user_named_is_meant_however_few_have_it() -> None:
    assert meant(portfolio(acme_com=1, amce_com=5), *OWN) == [("amce.com", "acme.com")] * 5
    assert meant(portfolio(acme_com=1, amce_com=5)) == [("acme.com", "amce.com")]


def test_who_has_a_provider_only_tells_its_slips() -> None:
    assert meant(portfolio(gmail_com=9, gmial_com=5)) == [("gmial.com", "gmail.com")] * 5
    assert meant(portfolio(gmial_com=5)) == []  # whoever has nothing else means it


def test_of_two_domains_used_about_alike_none_is_a_slip() -> None:
    assert meant(portfolio(acme_com=9, acne_com=7)) == []


def test_a_domain_that_the_user_has_kept_is_no_slip() -> None:
    people = portfolio(acme_com=9, acne_com=2)
    kept = Contact(email="zoe@acne.com", id=99, vouched="zoe@acne.com")
    assert meant(people.with_contacts([kept])) == []


def test_an_ending_that_does_not_exist_is_not_learned() -> None:
    kept = Contact(email="zoe@acme.con", id=1, vouched="zoe@acme.con")
    known = KnownAddresses.of(Portfolio((), (kept,)))
    report = check("lea@acme.con", known)
    assert report.suggestion is not None
    assert report.suggestion.address == "lea@acme.com"


@pytest.mark.parametrize("count", [1, 4, 40])
def test_an_ending_that_does_not_exist_is_never_trusted_nor_ones_own(count: int) -> None:
    people = portfolio(acme_com=2, acme_con=count)
    known = KnownAddresses.of(people)
    assert not known.is_trusted("acme.con")
    report = check("zoe@acme.con", known)
    assert report.suggestion is not None
    assert report.suggestion.address == "zoe@acme.com"
    assert report.dead_end == "`.con` is not an internet ending: no mail can arrive"
    assert report.domain_kind is DomainKind.COMPANY
    assert check("zoe@acme.com", known).domain_kind is DomainKind.OWN


def test_own_is_what_most_contacts_have_and_what_is_below() -> None:
    known = KnownAddresses.of(portfolio(acme_com=12, valiantys_com=2, amce_com=7))
    kinds = {
        domain: check(f"zoe@{domain}", known).domain_kind
        for domain in ("acme.com", "it.acme.com", "valiantys.com", "amce.com")
    }
    assert [domain for domain, kind in kinds.items() if kind is DomainKind.OWN] == [
        *("acme.com", "it.acme.com")
    ]


@pytest.mark.parametrize(
    ("typed", "most_frequent"),
    [
        *(("hotmail.c", "hotmail.com"), ("yahoo.ed", "yahoo.de"), ("outlook.d", "outlook.de")),
        *(("gmail.c", "gmail.com"), ("orange.r", "orange.fr"), ("acme.con", "acme.com")),
    ],
)
def test_an_ending_that_does_not_exist_is_dead_even_where_the_fix_is_a_tie(
    typed: str, most_frequent: str
) -> None:
    report = check(f"zoe@{typed}", KnownAddresses())
    assert report.is_dead_end
    assert "no mail can arrive" in report.dead_end
    assert report.suggestion is not None
    assert report.suggestion.address == f"zoe@{most_frequent}"


def test_slips_made_in_portfolios_are_found_and_no_right_row_is_accused(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(slips, "FILES", (120, 400))
    monkeypatch.setattr(slips, "TURNS", 2)
    scores = list(slips.scores())
    assert [score.failures for score in scores] == [()] * len(scores)
    assert all(score.whole for score in scores)
