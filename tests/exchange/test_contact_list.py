"""Contacts from lists, signatures and exports: who is named, and what becomes of each."""

from __future__ import annotations

import time
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from licensetui.domain.contact import ContactKind
from licensetui.domain.portfolio import Portfolio
from licensetui.exchange.contact_list import (
    MOST_PASTED,
    contacts_in,
    contacts_in_file,
    contacts_pasted,
    plan_contacts,
)
from licensetui.exchange.mail_groups import MOST_MEMBERS, MemberListError
from licensetui.exchange.member_list import MOST_BYTES
from licensetui.tables.table import TableError
from tests.builders import HOSTILE, a_contact

SAMPLES = Path(__file__).parent / "samples" / "members"
VCARDS = """BEGIN:VCARD
VERSION:3.0
FN:Anna Keller
EMAIL;TYPE=work:anna@acme.example
EMAIL:anna@home.exa
 mple
END:VCARD
BEGIN:VCARD
VERSION:2.1
N;ENCODING=QUOTED-PRINTABLE;CHARSET=UTF-8:M=C3=BCller;J=C3=BCrgen
item1.EMAIL:jm@acme.example
END:VCARD
BEGIN:VCARD
FN:Operations\\, Berlin
KIND:group
EMAIL:mailto:ops@acme.example
END:VCARD
BEGIN:VCARD
FN:Nobody
END:VCARD
"""


def named(text: str) -> list[tuple[str, str]]:
    return [(x.name, x.address) for x in contacts_in(text, "a text").members]


def test_recipients_of_a_mail_are_contacts_with_names() -> None:
    text = "To: Anna Keller <anna@acme.example>; Müller, Jürgen <JM@ACME.example>, zoe@acme.example"
    assert named(text) == [
        ("Anna Keller", "anna@acme.example"),
        ("Müller, Jürgen", "JM@acme.example"),
        ("", "zoe@acme.example"),
    ]


def test_a_directory_is_all_who_have_an_address_and_groups_are_teams() -> None:
    found = contacts_in_file((SAMPLES / "groups.ldif").read_bytes(), "groups.ldif")
    assert found.form == "LDIF"
    teams = [x.address for x in found.members if x.is_team]
    assert teams == ["it-licenses@example.org"]
    assert ("Bert Braun", "bert.braun@example.org") in [(x.name, x.address) for x in found.members]
    assert ("", "extern@partner.example") in [(x.name, x.address) for x in found.members]


def test_vcards_with_folded_lines_several_addresses_and_old_encodings() -> None:
    found = contacts_in(VCARDS, "cards.vcf")
    assert found.form == "vCard"
    assert [(x.name, x.address, x.is_team) for x in found.members] == [
        ("Anna Keller", "anna@acme.example", False),
        ("Anna Keller", "anna@home.example", False),
        ("Jürgen Müller", "jm@acme.example", False),
        ("Operations, Berlin", "ops@acme.example", True),
    ]
    assert [x.text for x in found.left_out] == ["Nobody"]


@pytest.mark.parametrize(
    "text",
    [
        "First Name,Last Name,E-mail Address\nAnna,Keller,anna@acme.example\n",
        "Nom;Prénom;Courriel\nKeller;Anna;anna@acme.example\n",
        "DisplayName,UserPrincipalName\nAnna Keller,anna@acme.example\n",
        "Anna Keller\nIT Asset Manager\nTel: +49 30 1\nE-Mail: anna@acme.example\n",
    ],
)
def test_names_stand_in_one_column_or_in_two_or_on_a_line_above(text: str) -> None:
    assert named(text) == [("Anna Keller", "anna@acme.example")]


def test_who_is_known_is_left_alone_and_all_others_are_one_change() -> None:
    anna = a_contact(email="Anna@acme.example", name="A. Keller")
    found = contacts_in("Anna Keller <anna@acme.example>, Bob <bob@acme.example>", "a text")
    plan = plan_contacts(found, Portfolio((), (anna,)))
    assert plan.known == (anna,)
    assert [(x.name, x.email, x.kind) for x in plan.new] == [
        ("Bob", "bob@acme.example", ContactKind.UNKNOWN)
    ]
    assert plan.change.what == "add Bob"
    assert [edit.before for edit in plan.change.contacts] == [None]


def test_what_is_no_sound_address_is_left_out_and_said() -> None:
    found = contacts_in("Anna <anna@acme.example>, a@@b, c@d..e, call Bob", "a text")
    assert {x.text: x.why for x in found.left_out} == {
        "c@d..e": "No two dots in a row after the @",
        "a@@b": "no address",
        "call Bob": "no address",
    }


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "the pasted text is empty"),
        ("nobody", 'has no addresses: "nobody", no address'),
        ("a@b..c", "No two dots in a row"),
        ("a@b.org " * (MOST_MEMBERS + 1), "run licensetui contacts --add FILE"),
        ("x" * (MOST_PASTED + 1), "run licensetui contacts --add FILE"),
    ],
)
def test_a_paste_that_is_no_list_gets_a_sentence(text: str, says: str) -> None:
    with pytest.raises(TableError, match=says):
        contacts_pasted(text)


@pytest.mark.parametrize("raw", [b"a" * (MOST_BYTES + 1), b"PK\x03\x04", b"a\0b@c.org"])
def test_bytes_that_are_no_list_get_a_sentence(raw: bytes) -> None:
    with pytest.raises(TableError, match=r"list\.txt"):
        contacts_in_file(raw, "list.txt")


@pytest.mark.parametrize("text", ["@" * 1_000_000, "a@b.c " * 160_000, "a b\n" * 250_000])
def test_a_hostile_paste_takes_no_time(text: str) -> None:
    started = time.process_time()
    with pytest.raises(MemberListError):
        contacts_pasted(text)
    assert time.process_time() - started < 0.05


@pytest.mark.parametrize("hostile", HOSTILE)
def test_markup_in_a_name_is_text(hostile: str) -> None:
    assert named(f"{hostile} <anna@acme.example>") == [(hostile, "anna@acme.example")]


@given(
    st.text()
    | st.text(alphabet='aB:@,;<>"\n =.')
    | st.text(alphabet="aB@:;\n=").map(VCARDS.__add__)
)
def test_any_text_has_contacts_or_a_sentence(text: str) -> None:
    with suppress(TableError):
        plan = plan_contacts(contacts_pasted(text), Portfolio())
        assert plan.new
        assert len({contact.id for contact in plan.new}) == len(plan.new)
