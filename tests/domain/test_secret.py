from __future__ import annotations

import hashlib

import pytest

from licensetui.domain.purposes import Holds, by_label, holds_of
from licensetui.domain.secret import cleaned, has_key, kept
from tests.secrets_made import KEYS, keys, numbers

UUID = "550e8400-e29b-41d4-a716-446655440000"
FIVES = "ABCDE-12345-FGHIJ-67890-KLMNO"
DIGITS = "123456789012345678901234"


@pytest.mark.parametrize("header", ["License key", "Key", "Product key", "Serial", "Serial number"])
def test_no_key_of_a_thousand_stays_under_a_header_of_keys(header: str) -> None:
    for kind, key in keys(1000):
        clean = cleaned(key, holds_of(header))
        assert clean.keys, (kind, key)
        assert clean.is_all_key
        assert key not in clean.text


def test_no_number_of_a_thousand_is_taken_for_a_key() -> None:
    for header, number in numbers(1000):
        assert cleaned(number, holds_of(header)).text == number, header


@pytest.mark.parametrize("kind", [kind for kind in KEYS if kind not in ("UUID", "24 digits")])
def test_what_can_only_be_a_key_is_one_under_sen_too(kind: str) -> None:
    """Ten signs are too few to tell a JetBrains license id from a number there."""
    found = [key for name, key in keys(520) if name == kind]
    if kind != "JetBrains license id":
        assert all(has_key(key, Holds.NUMBER) for key in found)


def test_no_key_in_notes_stays_if_a_word_says_what_it_is() -> None:
    for kind, key in keys(520):
        clean = cleaned(f"Bought by Anna.\nLicense key: {key}\nsee the wiki")
        assert key not in clean.text, kind
        assert clean.text.startswith("Bought by Anna.\nLicense key: [key ...")
        assert clean.text.endswith("]\nsee the wiki")


@pytest.mark.parametrize(
    "text",
    [
        "SEN-1234567",
        "SEN-L12345678",
        "sen 1234567",
        "E-1AB-2CD-3EF",
        "E-1AB-2CD-3EF-4GH",
        "AC-1234-5678-9012",
        "B1AB-2CDE-3FGH-4IJK",
    ],
)
@pytest.mark.parametrize("holds", list(Holds))
def test_how_a_vendor_writes_its_numbers_is_no_key_anywhere(text: str, holds: Holds) -> None:
    assert cleaned(text, holds).text == text
    assert cleaned(f"ask for {text}, please").keys == ()


@pytest.mark.parametrize(
    "text",
    [
        "Jira Software (Data Center) 500 Users",
        "MicrosoftOffice365E5Compliance",
        "Donaudampfschifffahrtsgesellschaft 2000",
        "https://docs.google.com/document/d/1A2b3C4d5E6f7G8h9I0jKlMnOpQrStUvWxYz/edit",
        "https://admin.example.org/s/jira/billing?period=2026-11",
        "jira-prod-01.eu-west-1.example.org",
        "anna.martin+jira2026abcdef@example.org",
        "/opt/atlassian/jira-software-9.12.8/conf/server.xml",
        "2001:0db8:85a3:0000:0000:8a2e:0370:7334",
        "S-1-5-21-3623811015-3361044348-30300820-1013",
        "DE89370400440532013000",
        "+49 221 1234 5678 9012",
        "2026-11-27T05:35:57.123456+00:00",
        "CONTRACT-2024-ABC-000123-DE",
        f"Tenant {UUID}, subscription id: {UUID}",
        "key features: SSO2FA and audit",
        "License key: see the vault",
        "the key is in 1Password",
        "[key ...abc123]",
    ],
)
def test_what_people_write_in_notes_stays(text: str) -> None:
    assert cleaned(text).text == text


@pytest.mark.parametrize("text", ["MS-88120", "LIC-2024-00123", "SN123456789", "see the vault", ""])
def test_a_serial_number_is_a_number(text: str) -> None:
    assert cleaned(text, Holds.SERIAL).text == text


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("ABCDE 12345 FGHIJ 67890 KLMNO", ""),
        (f"old: {FIVES}\nnew: {FIVES[::-1]}", "old: \nnew: "),
        (f"https://example.org/activate?key={FIVES}&x=1", "https://example.org/activate?key=&x=1"),
        (f"key={UUID}", "key="),
        (f"serial: {DIGITS}", "serial: "),
        ("1234-5678-9012-3456-7890-1234", ""),
        ("Key: 6CG8H2MKPL (Anna)", "Key:  (Anna)"),
        ("Schlüssel: 6CG8H2MKPL", "Schlüssel: "),
        ("Clé de licence: 6CG8H2MKPL", "Clé de licence: "),
    ],
)
def test_keys_are_found_in_texts_and_what_stands_around_them_stays(text: str, left: str) -> None:
    clean = cleaned(text)
    for key in clean.keys:
        clean = type(clean)(clean.text.replace(f"[key ...{key.last}]", ""))
    assert clean.text == left


@pytest.mark.parametrize("text", [UUID, DIGITS, "PO-2026-000123", "cus_NffrFeUfNV2Hib"])
def test_shape_and_header_decide_together(text: str) -> None:
    assert not has_key(text, Holds.NUMBER)
    assert has_key(text, Holds.KEY)


def test_what_the_user_calls_numbers_are_numbers_unless_they_can_be_nothing_but_keys() -> None:
    made = dict(keys(len(KEYS)))
    for kind in ("32 hex", "40 hex", "64 hex", "UUID", "24 digits", "five by five"):
        assert not has_key(made[kind], Holds.SAID)
    for kind in ("Atlassian", "JetBrains activation code", "PEM", "JWT", "token"):
        assert has_key(made[kind], Holds.SAID)


def test_of_a_key_its_end_and_its_digest_without_white_space_are_kept() -> None:
    key = kept("ABCDE 12345\nFGHIJ")
    assert (key.last, key.sha256) == ("5FGHIJ", hashlib.sha256(b"ABCDE12345FGHIJ").hexdigest())
    (pem,) = [key for kind, key in keys(len(KEYS)) if kind == "PEM"]
    assert kept(pem).last == pem.splitlines()[-2][-6:]


@pytest.mark.parametrize(
    ("header", "holds"),
    [
        ("License key", Holds.KEY),
        ("licenseKey", Holds.KEY),
        ("Clé d'activation", Holds.KEY),
        ("Lizenzschlüssel", Holds.KEY),
        ("serial number", Holds.SERIAL),
        ("Numéro de série", Holds.SERIAL),
        ("Seriennummer", Holds.SERIAL),
        ("N° SEN", Holds.NUMBER),
        ("Tenant", Holds.NUMBER),
        ("Kundennummer", Holds.NUMBER),
        ("order_number", Holds.NUMBER),
        ("Remarques", Holds.TEXT),
    ],
)
def test_headers_say_what_is_below_them(header: str, holds: Holds) -> None:
    assert holds_of(header) is holds


def test_the_nearest_word_is_the_label() -> None:
    assert by_label("license key for tenant ") is Holds.NUMBER
    assert by_label("tenant, key: ") is Holds.KEY
    assert by_label("keys ") is Holds.TEXT
