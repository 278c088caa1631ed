"""Seats, counts, numbers of vendors, persons and words as they stand in real files."""

from __future__ import annotations

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from licensetui.domain.license import Hosting, LicenseType, Seats, Unit
from licensetui.imports.choices import hosting_in_name, read_hosting, read_type, read_yes
from licensetui.imports.counts import read_count, read_days, read_seats
from licensetui.imports.identifiers import entitlement_key, read_entitlement, read_sen, sen_key
from licensetui.imports.named_contacts import NamedContact, is_erased, named, read_contacts
from licensetui.reading.cells import CellError


@pytest.mark.parametrize(
    ("text", "seats", "unit"),
    [
        ("500", 500, None),
        ("10 000", 10_000, None),
        ("10\u202f000", 10_000, None),
        ("10.000", 10_000, None),
        ("1,000 users", 1000, Unit.USERS),
        ("500.0", 500, None),
        ("2000 Users", 2000, Unit.USERS),
        ("25 Agents", 25, Unit.AGENTS),
        ("4 nodes", 4, Unit.NODES),
        ("Up to 500 Users", 500, Unit.USERS),
        ("jusqu'à 25 utilisateurs", 25, Unit.USERS),
        ("Unlimited Users", "unlimited", Unit.USERS),
        ("illimité", "unlimited", None),
        ("Illimités", "unlimited", None),
        ("unlimited", "unlimited", None),
        ("unbegrenzt", "unlimited", None),
        ("-1", "unlimited", None),
        ("Evaluation", None, None),
        ("", None, None),
        ("0", 0, None),
    ],
)
def test_seats(text: str, seats: Seats, unit: Unit | None) -> None:
    assert read_seats(text) == (seats, unit)


@pytest.mark.parametrize("text", ["many", "10.5", "-2", "12 apples", "1 2", "9" * 12, "10-20"])
def test_what_are_no_seats_is_said(text: str) -> None:
    with pytest.raises(CellError, match="is not a"):
        read_seats(text)


def test_counts_and_days() -> None:
    assert read_count("1 200") == 1200
    assert read_days("90") == 90
    assert read_days("30 jours") == 30
    assert read_days("") is None
    with pytest.raises(CellError, match="is not a number of days"):
        read_days("3 mois")


@pytest.mark.parametrize(
    ("text", "sen"),
    [
        ("SEN-3772040", "SEN-3772040"),
        ("sen 3772040", "SEN-3772040"),
        ("SEN3772040", "SEN-3772040"),
        ("Sen: 3772040", "SEN-3772040"),
        ("sen-l44749079", "SEN-L44749079"),
        ("3772040", "3772040"),
        ("XYZ-12/b", "XYZ-12/b"),
        ("SENATE-1", "SENATE-1"),
    ],
)
def test_a_sen_is_written_as_the_vendor_writes_it(text: str, sen: str) -> None:
    assert read_sen(text) == sen
    assert sen_key(text) == sen_key(sen)


def test_an_entitlement_number_is_written_as_the_vendor_writes_it() -> None:
    assert read_entitlement("e-tdd-9dg-ly5") == "E-TDD-9DG-LY5"
    assert read_entitlement("E 5XY A7R KR8 J3N") == "E-5XY-A7R-KR8-J3N"
    assert read_entitlement("EVALUATION") == "EVALUATION"
    assert entitlement_key("e tdd 9dg ly5") == entitlement_key("E-TDD-9DG-LY5")


@pytest.mark.parametrize(
    ("text", "people"),
    [
        ("a@b.org", [NamedContact("", "a@b.org")]),
        ("Léa Martin <lea@b.org>", [NamedContact("Léa Martin", "lea@b.org")]),
        ('"Martin, Léa" <lea@b.org>', [NamedContact("Martin, Léa", "lea@b.org")]),
        ("mailto:a@b.org?subject=x", [NamedContact("", "a@b.org")]),
        ("  DIETER.B@HARROW.CO.UK\u00a0", [NamedContact("", "DIETER.B@harrow.co.uk")]),
        ("a@b.org; C <c@d.org>", [NamedContact("", "a@b.org"), NamedContact("C", "c@d.org")]),
        ("a@b.org, c@d.org", [NamedContact("", "a@b.org"), NamedContact("", "c@d.org")]),
        ("a@b.org\nA@B.org", [NamedContact("", "a@b.org")]),
        ("a@b.org and c@d.org", [NamedContact("", "a@b.org"), NamedContact("", "c@d.org")]),
        ("a@b.org/c@d.org", [NamedContact("", "a@b.org"), NamedContact("", "c@d.org")]),
        ("Ana Ruiz (IT) - ana@b.org", [NamedContact("Ana Ruiz (IT)", "ana@b.org")]),
        ("RTBF; a@b.org", [NamedContact("", "a@b.org")]),
        ("ana@acme,example", [NamedContact("", "ana@acme,example")]),
        ("a@@b..org", [NamedContact("", "a@@b..org")]),
        ("broken.example.org", [NamedContact("", "broken.example.org")]),
        ("RTBF", []),
        ("-", []),
        ("", []),
    ],
)
def test_an_address_cell(text: str, people: list[NamedContact]) -> None:
    assert [person.address for person in read_contacts(text, is_address=True)] == [
        person.address for person in people
    ]
    assert [person.name for person in read_contacts(text, is_address=True)] == [
        person.name for person in people
    ]


def test_a_contact_cell_without_an_at_sign_is_a_name() -> None:
    assert read_contacts("Léa  Martin", is_address=False) == (NamedContact("Léa Martin"),)
    assert read_contacts("compta@b.org", is_address=False) == (NamedContact("", "compta@b.org"),)


def test_a_name_from_its_own_cell_goes_to_the_first() -> None:
    people = read_contacts("A <a@b.org>; c@d.org", is_address=True)
    assert named(people, "Anna", "+1 23") == (
        NamedContact("Anna", "a@b.org", "+1 23"),
        NamedContact("", "c@d.org"),
    )
    assert named(people, "")[0].name == "A"
    assert named((), "Anna") == (NamedContact("Anna"),)
    assert named((), "RTBF") == ()
    assert is_erased(" rtbf ")


def test_hosting_type_and_yes() -> None:
    assert read_hosting("Data Center") is Hosting.DATA_CENTER
    assert read_hosting("") is None
    assert read_hosting("on a boat") is Hosting.OTHER
    assert read_type("OPEN_SOURCE") is LicenseType.OPEN_SOURCE
    assert read_type("Évaluation") is LicenseType.EVALUATION
    assert read_type("house") is LicenseType.OTHER
    assert (read_yes("oui"), read_yes("No"), read_yes("")) == (True, False, None)
    with pytest.raises(CellError, match="not yes or no"):
        read_yes("perhaps")


def test_hosting_in_the_name() -> None:
    assert hosting_in_name("Jira Software (Data Center)") == ("Jira Software", Hosting.DATA_CENTER)
    assert hosting_in_name("Jira Software (Server)") == ("Jira Software", Hosting.SERVER)
    assert hosting_in_name("Jira (Cloud)") == ("Jira", Hosting.CLOUD)
    assert hosting_in_name("Jira (old)") == ("Jira (old)", None)
    assert hosting_in_name("(Cloud)") == ("(Cloud)", None)


@given(st.text())
def test_no_reader_of_a_cell_raises_anything_but_its_reason(text: str) -> None:
    for reader in (read_seats, read_count, read_days, read_yes):
        with suppress(CellError):
            reader(text)
    for is_address in (True, False):
        assert all(person.key for person in read_contacts(text, is_address=is_address))
    assert hosting_in_name(read_sen(text))
