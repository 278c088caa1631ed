"""Pages of portals, pasted: who stands on them, in which role, and what is not understood."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from licensetui.domain.license import Role
from licensetui.exchange.portal_page import MOST, PageError, read_page
from tests.builders import a_license

TECHNICAL, BILLING = Role.TECHNICAL, Role.BILLING
ANNA, BEN, COMPTA = "a.martin@example.org", "b.durand@gmial.com", "compta@example.org"

ENGLISH = f"""\
Technical Contacts
Anna Martin  {ANNA}  Primary  Delete
{BEN}   Make Primary | Delete
Add technical contact
Billing Contacts
Compta {COMPTA} Primary
"""
FRENCH = f"""\
Contact technique (principal) : Léa Petit <l.petit@example.org>
Contact de facturation : {COMPTA}
"""
GERMAN = f"""\
Technische Kontakte
Anna Martin {ANNA} (Hauptkontakt)  Löschen
{BEN}  Als Hauptkontakt festlegen  Löschen
Kontakt hinzufügen
Rechnungskontakt: {COMPTA}
"""
SPANISH = f"""\
Contactos técnicos
Ana {ANNA} Principal
{BEN} Hacer principal
Contacto de facturación: {COMPTA}
"""
BY_HEADING = f"""\
Primary technical contact
{ANNA}
Secondary technical contacts
{BEN}
Billing contact
{COMPTA}
"""
BY_COLUMN = f"Technical contact\tBilling contact\n{ANNA}\t{COMPTA}\n{BEN}\t\n"
CLOUD = (
    f"Billing admins\n* {ANNA}\n* mailto:{BEN}\nBusiness contacts: {COMPTA}\nSite admins\n{ANNA}"
)
LIST = f"Technical contacts: {ANNA} (primary), {BEN}; Billing contact: none"


def shown(text: str) -> list[tuple[Role | None, str, bool]]:
    return [(x.role, x.address, x.primary) for x in read_page(text).shown]


@pytest.mark.parametrize(
    ("page", "expected"),
    [
        (ENGLISH, [(TECHNICAL, ANNA, True), (TECHNICAL, BEN, False), (BILLING, COMPTA, True)]),
        (FRENCH, [(TECHNICAL, "l.petit@example.org", True), (BILLING, COMPTA, False)]),
        (GERMAN, [(TECHNICAL, ANNA, True), (TECHNICAL, BEN, False), (BILLING, COMPTA, False)]),
        (SPANISH, [(TECHNICAL, ANNA, True), (TECHNICAL, BEN, False), (BILLING, COMPTA, False)]),
        (BY_HEADING, [(TECHNICAL, ANNA, True), (TECHNICAL, BEN, False), (BILLING, COMPTA, False)]),
        (BY_COLUMN, [(TECHNICAL, ANNA, False), (BILLING, COMPTA, False), (TECHNICAL, BEN, False)]),
        (
            CLOUD,
            [
                (Role.BILLING_ADMIN, ANNA, False),
                (Role.BILLING_ADMIN, BEN, False),
                (Role.BUSINESS, COMPTA, False),
                (Role.SITE_ADMIN, ANNA, False),
            ],
        ),
        (
            f"Technical and billing contact: {ANNA} Primary: no",
            [(TECHNICAL, ANNA, False), (BILLING, ANNA, False)],
        ),
        (f"hello {ANNA}", [(None, ANNA, False)]),
        ("", []),
    ],
)
def test_a_role_is_that_of_the_nearest_heading_and_primary_has_its_word(
    page: str, expected: list[tuple[Role | None, str, bool]]
) -> None:
    assert shown(page) == expected
    assert shown(page.replace("\n", "\r\n")) == expected


def test_one_role_has_one_primary_however_often_a_page_says_the_word() -> None:
    page = f"Technical contacts\n{ANNA} primary\n{BEN} primary"
    assert shown(page) == [(TECHNICAL, ANNA, True), (TECHNICAL, BEN, False)]


def test_what_is_not_understood_is_told_and_buttons_and_headings_are_not() -> None:
    page = read_page(f"{ENGLISH}\nJean Dupont\nMake Primary\nInvite somebody\n\n   \n")
    assert page.unread == ("Jean Dupont",)


TABLE = f"SEN-1001 Jira\tTechnical contact\t{ANNA}; jira-admins@example.org"


def test_a_page_of_several_licenses_is_read_for_one_of_them() -> None:
    page = read_page(f"{TABLE}\nE-1AB-2CD-3EF Confluence\tTechnical contact\t{BEN}\n")
    assert page.numbers == ("SEN-1001", "E-1AB-2CD-3EF")
    jira = page.of(a_license(sen="SEN-1001"))
    assert [x.address for x in jira.shown] == [ANNA, "jira-admins@example.org"]
    assert jira.numbers == ()
    confluence = page.of(a_license(sen="", entitlement="e-1ab-2cd-3ef"))
    assert [x.address for x in confluence.shown] == [BEN]
    assert page.of(a_license(sen="SEN-7")).numbers == page.numbers, "which is to be asked about"


@given(st.text(max_size=300))
def test_any_text_is_read(text: str) -> None:
    page = read_page(text)
    assert all(x.address in text for x in page.shown)


@given(
    st.lists(
        st.lists(
            st.sampled_from(
                ["Technical contact", "primary", "a@b.org", "\t", " ", "SEN-1001", "<", ">", "("]
            ),
            max_size=6,
        ),
        max_size=6,
    )
)
def test_no_address_is_lost_or_made_up(lines: list[list[str]]) -> None:
    text = "\n".join(" ".join(line) for line in lines)
    assert {x.address for x in read_page(text).shown} <= {"a@b.org"}
    assert bool(read_page(text).shown) is ("@" in text)


@pytest.mark.parametrize("hostile", ["a" * MOST, "@" * MOST, "a@" * (MOST // 2), "\t" * MOST])
def test_a_hostile_page_takes_no_time(hostile: str) -> None:
    begun = time.process_time()
    read_page(hostile)
    assert time.process_time() - begun < 2


def test_what_is_too_long_for_a_page_is_refused() -> None:
    with pytest.raises(PageError, match=r"more than 100,000 characters"):
        read_page("x" * 10_000_000)
