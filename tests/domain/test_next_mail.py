"""To which addresses the vendor's next mail goes, who reads it there, and how that is said."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given

from licensetui.domain.contact import Away, Contact, ContactKind
from licensetui.domain.counsel import RECORDS
from licensetui.domain.license import Assignment, License, Role, SeenAssignment
from licensetui.domain.milestones import mail_days
from licensetui.domain.next_mail import NextMail, next_mail
from licensetui.domain.portfolio import Portfolio
from licensetui.domain.readers import Readership
from licensetui.domain.term import Decision, Progress
from tests.builders import SETTINGS, TODAY, a_contact, a_license, a_portfolio, a_term
from tests.store.strategies import portfolios

MAIL = date(2026, 12, 1)
AWAY = (Away(MAIL, date(2026, 12, 9)),)
ANNA = "anna.martin@example.org"


def wanting(*ids: int, **about: Any) -> License:
    held = tuple(Assignment(id, Role.TECHNICAL, place == 0) for place, id in enumerate(ids))
    return a_license(wanted=held, terms=(a_term(MAIL),), **about)


def seeing(*addresses: str) -> License:
    seen = tuple(SeenAssignment(address, Role.TECHNICAL) for address in addresses)
    return wanting(1, on_portal=seen, looked_on=TODAY)


def mail_of(license: License, *contacts: Contact, day: date = TODAY) -> NextMail:
    portfolio = a_portfolio(license, contacts=contacts)
    mail = next_mail(license, Readership(portfolio), day, SETTINGS)
    assert mail is not None
    return mail


def a_team(*members: int, **about: Any) -> Contact:
    return a_contact(
        "Admins", id=9, email="admins@x.org", kind=ContactKind.TEAM, members=members, **about
    )


BERT = a_contact("Bert", id=2, email="bert@x.org")


@pytest.mark.parametrize(
    ("license", "contacts", "brief", "whole"),
    [
        (wanting(1), (a_contact(),), ANNA, ANNA),
        (wanting(), (a_contact(),), "NOBODY", "NOBODY"),
        (wanting(1, 2), (a_contact(), BERT), ANNA, f"{ANNA}, bert@x.org"),
        (
            wanting(1, 2),
            (a_contact(away=AWAY), BERT),
            "bert@x.org",
            f"bert@x.org; not {ANNA} (away until 2026-12-09)",
        ),
        (
            wanting(1),
            (a_contact(last_day=TODAY),),
            f"NOBODY: {ANNA} (left 2026-11-22)",
            f"NOBODY: {ANNA} (left 2026-11-22)",
        ),
        (
            wanting(1, 2),
            (a_contact(mailbox_closes=MAIL), a_contact("Bert", id=2, email="")),
            f"NOBODY: {ANNA} (mailbox closed 2026-12-01)",
            f"NOBODY: {ANNA} (mailbox closed 2026-12-01), Bert (no address)",
        ),
        (wanting(9), (a_team(1), a_contact()), "admins@x.org", "admins@x.org"),
        (
            wanting(9),
            (a_team(1), a_contact(away=AWAY)),
            "NOBODY: admins@x.org (Anna Martin away until 2026-12-09)",
            "NOBODY: admins@x.org (Anna Martin away until 2026-12-09)",
        ),
        (
            wanting(9, 2),
            (a_team(), BERT),
            "bert@x.org",
            "admins@x.org (members unknown), bert@x.org",
        ),
        (
            wanting(1, 9),
            (a_contact(bounced_on=TODAY), a_team()),
            "admins@x.org (members unknown)",
            f"admins@x.org (members unknown); not {ANNA} (bounced 2026-11-22)",
        ),
        (
            seeing("old@x.org", ANNA.upper()),
            (a_contact(), BERT),
            ANNA,
            f"{ANNA}, old@x.org (no contact has it)",
        ),
        (seeing(), (a_contact(),), "NOBODY", "NOBODY"),
    ],
)
def test_who_reads_it(
    license: License, contacts: tuple[Contact, ...], brief: str, whole: str
) -> None:
    mail = mail_of(license, *contacts)
    assert mail.day == MAIL
    assert (mail.brief, str(mail)) == (brief, whole)
    assert mail.is_lost == brief.startswith("NOBODY")
    assert mail.is_verified == bool(license.looked_on)


def test_it_is_the_first_one_from_the_day_asked_for() -> None:
    anna = a_contact(away=AWAY)
    assert mail_of(wanting(1), anna).brief.startswith("NOBODY")
    after = mail_of(wanting(1), anna, day=MAIL + timedelta(days=1))
    assert (after.day, after.brief) == (date(2026, 12, 16), ANNA)


@pytest.mark.parametrize(
    "about",
    [
        {"reminders": ()},
        {"terms": (a_term(-20),)},
        {"terms": (a_term(9, decision=Decision.RENEW, progress=Progress.DONE),)},
        {"archived": True},
    ],
    ids=["wants none", "all are past", "renewed", "archived"],
)
def test_where_no_mail_comes_nobody_misses_one(about: dict[str, Any]) -> None:
    away = a_contact(away=(Away(TODAY, MAIL),))
    license = replace(wanting(1), **about)
    readership = Readership(a_portfolio(license, contacts=(away,)))
    assert next_mail(license, readership, TODAY, SETTINGS) is None


@given(portfolios())
def test_nobody_is_said_exactly_where_nobody_reads_and_each_address_is_named(
    portfolio: Portfolio,
) -> None:
    readership = Readership(portfolio)
    for license in portfolio.licenses:
        mail = next_mail(license, readership, TODAY, SETTINGS)
        assert (mail is None) == (
            not mail_days(license, TODAY, RECORDS.reminders(license, SETTINGS).days)
        )
        if mail is None:
            continue
        assert mail.is_lost == all(x.is_missed for x in mail.addressees)
        assert mail.is_lost == (not mail.reading.readers and not mail.reading.unknown)
        assert not mail.is_lost or (mail.brief[:6], str(mail)[:6]) == ("NOBODY", "NOBODY")
        for addressee in mail.addressees:
            assert str(addressee) in str(mail)
        assert {x.address for x in mail.addressees if x.is_read} == set(mail.read_at)
