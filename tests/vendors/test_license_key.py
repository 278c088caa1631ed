"""Pasted license keys: what they say, and what is wrong with one that is damaged."""

from __future__ import annotations

import hashlib
import time
import zlib
from contextlib import suppress
from datetime import date

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from licensetui.domain.license import Hosting, LicenseType
from licensetui.vendors.atlassian.license_key import (
    DamagedKeyError,
    IssuedKey,
    is_like_key,
    read_key,
)
from tests.vendors.keys_made import a_key, of_packed, of_text

KEY = a_key()
WHOLE = KEY.replace("\n", "")


def damage(text: str) -> str:
    with pytest.raises(DamagedKeyError) as caught:
        read_key(text)
    return str(caught.value)


def test_a_key_says_who_bought_what_until_when() -> None:
    key = read_key(KEY)
    assert (key.sen, key.organization, key.server_id) == (
        "SEN-1001",
        "Acme GmbH",
        "B8KN-XXXX-YYYY-ZZZZ",
    )
    assert (key.contact_name, key.contact_address) == ("Anna Keller", "anna.keller@acme.com")
    assert (key.seats, key.type, key.hosting) == (500, LicenseType.COMMERCIAL, Hosting.DATA_CENTER)
    assert key.ends == key.maintenance_ends == date(2027, 12, 1)
    assert (key.purchased, key.issued) == (date(2026, 11, 20), date(2026, 11, 20))
    assert key.description == "Jira Software (Data Center): Commercial License"
    assert key.is_active == ("jira",)


def test_only_its_end_and_a_digest_are_kept() -> None:
    key = read_key(KEY)
    assert key.trace.last == WHOLE[-6:]
    assert key.trace.sha256 == hashlib.sha256(WHOLE.encode()).hexdigest()
    assert WHOLE[:40] not in repr(key)


@pytest.mark.parametrize(
    "text",
    [
        WHOLE,
        KEY.replace("\n", "\r\n"),
        "> " + KEY.replace("\n", "\n> "),
        "  " + KEY.replace("\n", "\n\t") + "\n\n",
        "\ufeff" + KEY.replace("\n", "\u200b\n"),
        f'"{WHOLE}"',
    ],
)
def test_line_breaks_white_space_and_a_quoted_mail_change_nothing(text: str) -> None:
    assert read_key(text) == read_key(KEY)


def test_what_stands_there_for_a_product_alone_is_read_too() -> None:
    key = read_key(
        a_key(
            ContactEMail=None,
            LicenseTypeName=None,
            conf__ContactEMail="it@acme.com",
            conf__LicenseTypeName="ACADEMIC",
            conf__active="true",
        )
    )
    assert (key.contact_address, key.type, key.is_active) == (
        "it@acme.com",
        LicenseType.ACADEMIC,
        ("conf", "jira"),
    )


def test_products_that_contradict_each_other_say_nothing() -> None:
    key = read_key(a_key(NumberOfUsers=None, conf__NumberOfUsers="50", jira__NumberOfUsers="500"))
    assert key.seats is None


@pytest.mark.parametrize(
    ("said", "field", "value"),
    [
        ({"NumberOfUsers": "-1"}, "seats", "unlimited"),
        ({"NumberOfUsers": "many"}, "seats", None),
        ({"LicenseExpiryDate": "P3H"}, "ends", None),
        ({"LicenseExpiryDate": "P3H"}, "lasts", "P3H"),
        ({"LicenseExpiryDate": "unlimited"}, "ends", None),
        ({"LicenseExpiryDate": "2027-02-31"}, "ends", None),
        ({"Evaluation": "true"}, "type", LicenseType.EVALUATION),
        ({"LicenseTypeName": "HOSTED"}, "type", None),
        ({"jira__DataCenter": None, "Description": "Jira (Server)"}, "hosting", Hosting.SERVER),
        ({"jira__DataCenter": None, "Description": "Jira"}, "hosting", None),
        ({"Organisation": "M\\u00fcller AG"}, "organization", "Müller AG"),
        ({"Organisation": "Müller AG"}, "organization", "Müller AG"),
    ],
)
def test_values_are_read_as_they_are_written(
    said: dict[str, str | None], field: str, value: object
) -> None:
    assert getattr(read_key(a_key(76, 1, **said)), field) == value


@given(cut=st.integers(1, 45))
def test_of_a_key_that_was_cut_it_is_said_how_much_is_missing(cut: int) -> None:
    characters = "1 character is" if cut == 1 else f"{cut} characters are"
    assert damage(WHOLE[:-cut]).startswith(f"{characters} missing at the end")


@given(at=st.integers(3, len(WHOLE) - 8), cut=st.integers(2, 40))
def test_a_hole_in_the_middle_is_told_by_its_length(at: int, cut: int) -> None:
    cut = min(cut, len(WHOLE) - 6 - at)
    said = damage(WHOLE[:at] + WHOLE[at + cut :])
    assert "missing in the middle" in said
    assert said.startswith(str(cut))


def test_what_else_can_be_wrong_with_a_paste_is_said() -> None:
    other = a_key(seed=2, SEN="SEN-1002")
    assert damage(WHOLE[12:]).startswith("12 characters are missing at the beginning")
    assert damage(WHOLE[:90] + "A" + WHOLE[90:]).startswith("1 character is too many")
    assert damage(KEY + "\n" + other).startswith("These are two keys")
    assert damage(KEY + KEY).startswith("The same key appears twice")
    assert damage("").startswith("There is no key")
    assert damage("SEN-1001").startswith("Character 4 is '-'")
    assert damage("hello").startswith("This is not an Atlassian license key")
    assert damage(f"Key: {KEY}").startswith("Character 4 is ':'")


def test_a_changed_character_is_found_and_nothing_is_guessed() -> None:
    at = 200
    other = "A" if WHOLE[at] != "A" else "B"
    assert "some of its characters have changed" in damage(WHOLE[:at] + other + WHOLE[at + 1 :])


@pytest.mark.parametrize(
    "text",
    [
        "A" * 100_000_000,
        of_packed(zlib.compress(bytes(50_000_000))),
        of_packed(zlib.compress(bytes(50_000_000))).replace("\n", "")[:-20],
        "X02" * 60_000,
        "AAAX02dh" * 20_000,
    ],
    ids=["100 MB", "bomb", "cut bomb", "marks", "many"],
)
def test_hostile_pastes_end_quickly_with_a_sentence(text: str) -> None:
    start = time.process_time()
    assert len(damage(text)) < 200
    assert time.process_time() - start < 1


def test_a_bomb_is_called_what_it_is() -> None:
    bomb = zlib.compress(bytes(50_000_000))
    assert damage(of_packed(bomb)) == ("The key unpacks to more than 300,000 bytes: it is damaged")


def test_a_text_that_is_no_properties_is_a_sentence_too() -> None:
    assert "some of its characters have changed" in damage(of_text(b"name=\\u12"))


@given(st.text(max_size=300) | st.binary(max_size=300).map(lambda raw: of_text(raw)))
@example("AAAAX020")
@example("X01u")
def test_any_text_is_a_key_or_a_sentence(text: str) -> None:
    with suppress(DamagedKeyError):
        assert isinstance(read_key(text), IssuedKey)


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_a_quoted_key_is_read_whatever_ends_its_lines(end: str) -> None:
    quoted = f"> {a_key()}".replace("\n", f"{end}> ")
    assert is_like_key(quoted)
    assert read_key(quoted).sen == "SEN-1001"


@pytest.mark.parametrize("text", ["", "AAA", "AAA battery store, " * 9, "SEN-1001"])
def test_other_pastes_are_not_taken_for_keys(text: str) -> None:
    assert not is_like_key(text)
