from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from licensetui.addresses import facts
from licensetui.addresses.check import check, kind_of
from licensetui.addresses.domains import judge
from licensetui.addresses.known import KnownAddresses
from licensetui.addresses.report import AddressKind, Cause, DomainKind
from licensetui.addresses.while_typing import check_typing
from licensetui.domain.contact import Contact, ContactKind
from licensetui.domain.license import Assignment, Role
from licensetui.domain.portfolio import Portfolio
from tests.builders import a_license

NOTHING = KnownAddresses()


def known(*addresses: str, used: dict[str, int] | None = None) -> KnownAddresses:
    return KnownAddresses.of(portfolio(*addresses, used=used))


def portfolio(*addresses: str, used: dict[str, int] | None = None) -> Portfolio:
    contacts = tuple(Contact(email=address, id=id) for id, address in enumerate(addresses, 1))
    ids = {contact.email: contact.id for contact in contacts}
    uses = [ids[address] for address, count in (used or {}).items() for _ in range(count)]
    licenses = tuple(
        a_license(id=id, wanted=(Assignment(contact, Role.TECHNICAL),))
        for id, contact in enumerate(uses, 1)
    )
    return Portfolio(licenses, contacts)


ACME = (
    "anna.martin@acme.com",
    "atlassian-admins@acme.com",
    "it@acme.com",
    "purchasing@acme.co.uk",
    "marie.dupont@acme.com",
)


@pytest.mark.parametrize(
    ("typed", "meant", "cause"),
    [
        ("b.durand@gmial.com", "b.durand@gmail.com", Cause.PROVIDER),
        ("b.durand@gmail.con", "b.durand@gmail.com", Cause.ENDING),
        ("b.durand@gmail.co", "b.durand@gmail.com", Cause.PROVIDER),
        ("b.durand@gmailcom", "b.durand@gmail.com", Cause.PUNCTUATION),
        ("b.durand@g.mail.com", "b.durand@gmail.com", Cause.PUNCTUATION),
        ("b.durand@gmail,com", "b.durand@gmail.com", Cause.PUNCTUATION),
        ("b.durand@gmail;com", "b.durand@gmail.com", Cause.PUNCTUATION),
        ("b.durand@gmail.com.", "b.durand@gmail.com", Cause.PUNCTUATION),
        ("*b.durand@gmail.com", "b.durand@gmail.com", Cause.PUNCTUATION),
        ("b\N{HYPHEN}durand@gmail.com", "b-durand@gmail.com", Cause.PUNCTUATION),
        ("b.durand@gmail.com.com", "b.durand@gmail.com", Cause.ENDING),
        ("b.durand@wanadou.fr", "b.durand@wanadoo.fr", Cause.PROVIDER),
        ("b.durand@laposte.ent", "b.durand@laposte.net", Cause.ENDING),
        ("b.durand@yaho.fr", "b.durand@yahoo.fr", Cause.PROVIDER),
        ("b.durand@outlok.de", "b.durand@outlook.de", Cause.PROVIDER),
        ("b.durand@hotmail.co.k", "b.durand@hotmail.co.uk", Cause.ENDING),
        ("b.durand@tonline.de", "b.durand@t-online.de", Cause.PUNCTUATION),
        ("b.durand@gm\N{CYRILLIC SMALL LETTER A}il.com", "b.durand@gmail.com", Cause.CHARACTERS),
        ("b.durand@unknown-firm.con", "b.durand@unknown-firm.com", Cause.ENDING),
        ("b.durand@unknown-firm.da", "b.durand@unknown-firm.de", Cause.ENDING),
    ],
)
def test_what_was_meant_is_offered_with_what_is_wrong(typed: str, meant: str, cause: Cause) -> None:
    report = check(typed, NOTHING)
    suggestion = report.suggestion
    assert suggestion is not None
    assert (suggestion.address, suggestion.cause) == (meant, cause)
    assert suggestion.reason or report.problem


@pytest.mark.parametrize("typed", ["b.durand@gmail,com", "b durand@acme.com", "<b@acme.com"])
def test_no_reason_follows_where_the_problem_says_it_all(typed: str) -> None:
    report = check(typed, NOTHING)
    assert report.problem
    assert report.suggestion is not None
    assert report.suggestion.reason == ""


def test_a_slip_beside_odd_characters_is_said_too() -> None:
    report = check("\uff41nna@gmial.com", NOTHING)
    assert report.suggestion == ("anna@gmail.com", "gmial.com looks like gmail.com", Cause.PROVIDER)
    assert report.oddity == "There are full-width characters (\uff41)"


def test_what_was_meant_and_reaches_nobody_is_told_why() -> None:
    """It was told what was odd about the address before."""
    report = check("*anna@example.corp", NOTHING)
    assert report.suggestion is None
    assert report.note == "`.corp` is not on the internet: no vendor's mail can arrive"


@pytest.mark.parametrize(
    "domain",
    [
        *("gmail.com", "mac.com", "me.com", "mail.com", "gmx.de", "gmx.at", "laposte.net"),
        *("ymail.com", "ibm.com", "sap.com", "aon.com", "acme.io", "acme.me", "acme.tv"),
        *("firma.consulting", "uni-koeln.de", "students.uni-koeln.de", "example.org"),
        *(
            "unknown-firm.co",
            "unknown-firm.cm",
            "firma.museum",
            "müller.de",
            "corp.internal",
            "mb.sympatico.ca",
        ),
    ],
)
def test_a_real_domain_is_never_corrected(domain: str) -> None:
    report = check(f"b.durand@{domain}", NOTHING)
    assert report.suggestion is None


def test_a_short_host_without_a_dot_is_no_slip_of_a_short_provider() -> None:
    assert [judge(host).meant for host in ("aolcom", "aolcon", "gmxfe")] == ["aol.com", "", ""]


def test_an_ending_that_cannot_be_guessed_is_only_noted() -> None:
    report = check("anna@firma.xyzzy", NOTHING)
    assert report.suggestion is None
    assert "`.xyzzy` is not an internet ending" in report.note


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("anna.martin@acmee.com", "anna.martin@acme.com"),
        ("anna.martin@acme.con", "anna.martin@acme.com"),
        ("anna.martin@acmecom", "anna.martin@acme.com"),
        ("anna.martin@it.acem.com", "anna.martin@it.acme.com"),
        ("someone.new@amce.com", "someone.new@acme.com"),
        ("purchasing@acme.couk", "purchasing@acme.co.uk"),
        ("atlasian-admins@acme.com", "atlassian-admins@acme.com"),
        ("atlassian.admins@acme.com", "atlassian-admins@acme.com"),
        ("atlassianadmins@acme.com", "atlassian-admins@acme.com"),
        ("anna.matrin@acme.com", "anna.martin@acme.com"),
        ("atlasian-admins@acmee.com", "atlassian-admins@acme.com"),
    ],
)
def test_own_domains_and_contacts_are_offered(typed: str, meant: str) -> None:
    suggestion = check(typed, known(*ACME)).suggestion
    assert suggestion is not None
    assert suggestion.address == meant


@pytest.mark.parametrize(
    "typed",
    [
        "someone.new@acme.com",
        "someone.new@it.acme.com",
        "someone@acme.fr",
        "maria.dupont@acme.com",
        "marie.dupond@acme.com",
        "c.martin@acme.com",
        "atlassian-admins2@acme.com",
        "atlassian-admin@acme.com",
        "ti@acme.com",
    ],
)
def test_what_may_well_be_right_is_left_alone(typed: str) -> None:
    assert check(typed, known(*ACME)).suggestion is None


def test_a_name_that_may_be_right_gets_a_note() -> None:
    note = check("marie.dupond@acme.com", known(*ACME, used={ACME[4]: 3})).note
    assert note == "Close to marie.dupont@acme.com, used by 3 licenses"


def test_of_two_saved_addresses_the_one_less_used_is_questioned() -> None:
    people = portfolio(
        "tristan.lenoir@acme.com",
        "tristan.lenior@acme.com",
        used={"tristan.lenoir@acme.com": 3, "tristan.lenior@acme.com": 1},
    )
    right, wrong = people.contacts
    everybody = KnownAddresses.of(people)
    assert check(right.email, everybody, contact=right).suggestion is None
    suggestion = check(wrong.email, everybody, contact=wrong).suggestion
    assert suggestion is not None
    assert suggestion.address == right.email


def test_of_two_saved_addresses_used_alike_each_is_noted() -> None:
    emails = ("zoe.quallowry@acme.com", "zoe.qualolwry@acme.com")
    people = portfolio(*emails, used=dict.fromkeys(emails, 1))
    for contact, other in zip(people.contacts, reversed(emails), strict=True):
        report = check(contact.email, KnownAddresses.of(people), contact=contact)
        assert report.suggestion is None
        assert report.note == f"Close to {other}, used by 1 license"


def test_domains_that_differ_in_two_letters_for_a_house_are_no_slips_of_each_other() -> None:
    for own, typed in (("fu-quill.de", "hu-quill.de"), ("fuh-quill.de", "huh-quill.de")):
        there = known(f"anna@{own}", f"bert@{own}", f"zoe@{own}")
        report = check(f"lea.petit@{typed}", there)
        assert (report.suggestion is None) == (own == "fu-quill.de")


def test_a_saved_typo_of_a_provider_is_still_one() -> None:
    people = portfolio("b.durand@gmial.com", *ACME)
    contact = people.contacts[0]
    suggestion = check(contact.email, KnownAddresses.of(people), contact=contact).suggestion
    assert suggestion is not None
    assert suggestion.address == "b.durand@gmail.com"


def test_a_saved_typo_of_an_own_domain_is_still_one() -> None:
    people = portfolio("ines.durand@hrarowpike.co.uk", "a@harrowpike.co.uk", "b@harrowpike.co.uk")
    contact = people.contacts[0]
    suggestion = check(contact.email, KnownAddresses.of(people), contact=contact).suggestion
    assert suggestion is not None
    assert suggestion.address == "ines.durand@harrowpike.co.uk"


def test_two_domains_used_as_little_are_only_noted() -> None:
    people = portfolio("ines.durand@hrarowpike.co.uk", "a@harrowpike.co.uk")
    for contact, other in zip(people.contacts, reversed(people.contacts), strict=True):
        report = check(contact.email, KnownAddresses.of(people), contact=contact)
        assert report.suggestion is None
        assert other.email.rpartition("@")[2] in report.note


def test_broken_and_archived_addresses_are_no_witnesses() -> None:
    broken = portfolio("anna@acme..com").contacts[0]
    suggestion = check(
        broken.email, KnownAddresses.of(Portfolio((), (broken,))), contact=broken
    ).suggestion
    assert suggestion is not None
    assert suggestion.address == "anna@acme.com"
    gone = Contact(email="lea@gmial.com", id=2, archived=True)
    assert (
        check("b@gmial.com", KnownAddresses.of(Portfolio((), (gone, gone)))).suggestion is not None
    )


def test_what_the_user_vouched_for_is_not_questioned_and_its_domain_is_learned() -> None:
    contact = Contact(email="b.durand@gmial.com", id=1, vouched="b.durand@gmial.com")
    everybody = KnownAddresses.of(Portfolio((), (contact,)))
    assert check(contact.email, everybody, contact=contact).suggestion is None
    assert check("l.petit@gmial.com", everybody).suggestion is None
    assert check("l.petit@gmal.com", everybody).suggestion is not None


def test_the_users_word_about_the_kind_counts() -> None:
    contact = Contact(email="anna.martin@acme.com", id=1, kind=ContactKind.TEAM)
    assert check(contact.email, NOTHING, contact=contact).kind is AddressKind.TEAM
    assert check(contact.email, NOTHING).kind is AddressKind.PERSON
    assert check("lea@acme.com", NOTHING, contact=contact).kind is AddressKind.PERSON


@given(
    st.text() | st.emails() | st.sampled_from(["it-support@acme.com", "mailto:anna@acme.com", ""]),
    st.sampled_from(ContactKind),
)
def test_the_kind_alone_is_that_of_the_whole_report(text: str, kind: ContactKind) -> None:
    contact = Contact("x", text, 1, kind)
    assert kind_of(contact) is check(text, NOTHING, contact=contact).kind


@pytest.mark.parametrize(
    ("address", "kind"),
    [
        ("anna@gmail.com", DomainKind.FREE),
        ("anna@mailinator.com", DomainKind.DISPOSABLE),
        ("x1y2@privaterelay.appleid.com", DomainKind.RELAY),
        ("anna@acme.com", DomainKind.OWN),
        ("anna@it.acme.com", DomainKind.OWN),
        ("anna@other-firm.com", DomainKind.COMPANY),
    ],
)
def test_whose_domain_it_is(address: str, kind: DomainKind) -> None:
    assert check(address, known(*ACME)).domain_kind is kind


def test_named_domains_are_own_and_others_are_not() -> None:
    everybody = KnownAddresses.of(portfolio(*ACME), ["acme.fr"])
    assert check("anna@acme.fr", everybody).domain_kind is DomainKind.OWN
    assert check("anna@acme.com", everybody).domain_kind is DomainKind.COMPANY


@pytest.mark.parametrize("address", ["anna@gmail.com", "b.durand@hotmail.co.uk", "lea@acme.co.uk"])
def test_nothing_flashes_while_a_right_address_is_typed(address: str) -> None:
    for size in range(len(address) + 1):
        report = check_typing(address[:size], known(*ACME))
        assert report is None or report.suggestion is None


def test_nothing_flashes_for_any_provider_and_none_is_corrected() -> None:
    for domain in facts.providers():
        address = f"anna.martin@{domain}"
        for size in range(len("anna.martin@"), len(address) + 1):
            report = check_typing(address[:size], NOTHING)
            assert report is None or report.suggestion is None, address[:size]
        assert check(address, NOTHING).suggestion is None, address


def test_a_typo_is_named_as_soon_as_nothing_else_can_become_of_it() -> None:
    assert check_typing("anna@gmial.co", NOTHING) is None
    report = check_typing("anna@gmial.com", NOTHING)
    assert report is not None
    assert report.suggestion is not None
    assert check_typing("anna@gmail.con", NOTHING) is None  # .consulting is an ending


@given(st.text() | st.emails() | st.text(alphabet="a@.<>,; \n\x1b-é+\u200b"))
def test_any_text_gets_an_answer_and_what_is_offered_is_an_address(text: str) -> None:
    everybody = known(*ACME)
    report = check(text, everybody)
    check_typing(text, everybody)
    if report.suggestion:
        again = check(report.suggestion.address, everybody)
        assert again.is_valid
        assert again.suggestion is None


def test_a_pasted_book_takes_no_time() -> None:
    started = time.process_time()
    for text in ("a@b.c " * 1_700_000, "@" * 10_000_000, "a." * 160 + "@x.com", "\u202e" * 1000):
        assert not check(text, NOTHING).is_valid
        assert check_typing(text, NOTHING) is None
    assert time.process_time() - started < 1
