"""The same of the same address, once: in form, `check`, findings and the plan of an import."""

from __future__ import annotations

import pytest

from licensetui.addresses.check import check
from licensetui.addresses.said import said
from licensetui.cli.checked import Checked
from licensetui.domain.contact import Contact, ContactKind
from licensetui.domain.plain import plain
from licensetui.domain.portfolio import Portfolio
from licensetui.findings.addresses import address_flaw
from licensetui.outlook import Outlook
from licensetui.tui.forms.address_judge import AddressJudge
from tests.builders import SETTINGS, TODAY, a_contact
from tests.imports.planned import a_table, plan_of

KNOWN = (
    a_contact("Anna Keller", id=2, email="anna.keller@acme.com"),
    a_contact("Licenses", id=3, email="licences@acme.com", kind=ContactKind.TEAM),
    a_contact("Bruno", id=4, email="b.durand@acme.com"),
)
ADDRESSES = (
    *("b.durand@gmial.com", "anna@gmail,com", "licenses@acme.con", "it@localhost", "it@acme.local"),
    *("an\N{ZERO WIDTH SPACE}na@acme.example", "\N{CYRILLIC SMALL LETTER A}nna@acme.com"),
    *("licence@acme.com", "lisences@acme.com", "anna.kellar@acme.com", "x@acne.com"),
    *("x@mozmail.com", "noreply@acme.com", "karel@example..org", "anna", "a@b@c", "x@y.zzzz"),
    *("lea.petit@acme.com", "support@partner.com", "x@[1.2.3.4]", "[/x]@acme.com"),
)


READ_OTHERWISE = ("anna", "licences@acme.com")
"""What an import takes for a name, or for somebody who is known."""


def outlook_of(address: str) -> tuple[Contact, Outlook]:
    contact = a_contact("Somebody", email=address, kind=ContactKind.UNKNOWN)
    return contact, Outlook(Portfolio(contacts=(contact, *KNOWN)), TODAY, SETTINGS)


@pytest.mark.parametrize("address", ADDRESSES)
def test_the_same_is_said_everywhere_in_the_same_words_and_once(address: str) -> None:
    contact, outlook = outlook_of(address)
    report = check(address, outlook.reports.known, contact=contact)
    lines = said(report)
    assert len({line.casefold().rstrip(".") for line in lines}) == len(lines)

    printed = [line.strip().rstrip(".") for line in Checked(report, ()).lines(40, False)][1:]
    assert printed == [line.rstrip(".") for line in lines]

    judge = AddressJudge(lambda: outlook, contact)
    shown = judge.remarks(judge.report(address), ContactKind.UNKNOWN)
    assert [x.line for x in shown if x.word != "advice"] == list(lines)

    flaw = address_flaw(contact, report)  # in findings, in the plan of an import, on the dashboard
    wrong = [remark.text for remark in shown if remark.mark in "x!" and remark.word != "advice"]
    assert flaw.casefold() == ". ".join(wrong).replace("?. ", "? ").casefold()

    head = '"Product","SEN","End","Technical contact e-mail"'
    table = a_table(head, f'"Jira","SEN-1001","2027-01-31","{address}"')
    plan = plan_of(table, Portfolio(contacts=KNOWN))
    if [planned.address for planned in plan.contacts] == [plain(address)]:
        assert plan.contacts[0].doubts == ((plain(flaw),) if flaw else ())
    else:
        assert address in READ_OTHERWISE


def test_a_zero_width_space_is_named_once() -> None:
    contact, outlook = outlook_of("an\N{ZERO WIDTH SPACE}na@acme.example")
    lines = said(check(contact.email, outlook.reports.known, contact=contact))
    assert lines == (
        "Did you mean anna@acme.example?",
        "There are characters that nobody sees (ZERO WIDTH SPACE)",
    )
