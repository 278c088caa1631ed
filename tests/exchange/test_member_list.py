"""Members of a team, read from each kind of list that people have."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path
from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from licensetui.domain.contact import Contact, ContactKind
from licensetui.exchange.mail_groups import MOST_MEMBERS, MemberListError, WhichListError
from licensetui.exchange.member_list import (
    LONGEST_LINE,
    MOST_BYTES,
    MOST_LINES,
    MemberList,
    members_in,
    members_in_file,
)
from licensetui.tables.table import TableError
from tests.builders import HOSTILE

SAMPLES = Path(__file__).parent / "samples" / "members"
TEAM = Contact("IT licenses", "it-licenses@example.org", 1, ContactKind.TEAM)
ANNA, LEA = "anna.martin@example.org", "lea.petit@example.org"
BERT, TOM = "bert.braun@example.org", "tom@partner.example"


def of_file(name: str) -> MemberList:
    return members_in_file((SAMPLES / name).read_bytes(), name, TEAM)


def of_text(text: str, **more: str) -> MemberList:
    return members_in(text, "a text", TEAM, **more)


def addresses(found: MemberList) -> list[str]:
    return [member.address for member in found.members]


def left_out(found: MemberList) -> dict[str, str]:
    return {entry.text: entry.why for entry in found.left_out}


def test_aliases_are_followed_through_lists_and_loops_and_commands_are_nobody() -> None:
    found = of_file("aliases")
    assert (found.form, found.label) == ("aliases(5)", "it-licenses")
    assert addresses(found) == [
        ANNA,  # a mailbox of the same domain
        LEA,
        BERT,  # who is also an alias for her own mailbox and another
        "archive@example.org",
        "extern@partner.example",
        "zoe@example.org",
    ]
    assert found.members[1].name == "Léa Petit"
    assert left_out(found) == {
        "ops": "refers back to itself: a loop",
        "|/usr/local/bin/ticket": "a command, not a mailbox",
        '"|/usr/bin/vacation -a it, x"': "a command, not a mailbox",
        ":include:/etc/mail/more": "another file, not read: import it too",
        "/var/mail/it-licenses": "a file on the mail server",
    }


def test_names_of_aliases_are_of_the_domain_that_is_said() -> None:
    assert addresses(of_text("it-licenses: anna", domain="mail.example.com")) == [
        "anna@mail.example.com"
    ]
    nowhere = Contact("it-licenses")
    with pytest.raises(MemberListError, match="a local mailbox without a domain"):
        members_in("it-licenses: anna", "a text", nowhere)


def test_ldif_finds_people_by_name_uid_and_address_in_lists_of_lists() -> None:
    found = of_file("groups.ldif")
    assert (found.form, found.label) == ("LDIF", "it-licenses")
    assert [(member.address, member.name) for member in found.members] == [
        (ANNA, "Anna Martin"),
        (LEA, "Léa Petit"),  # whose entry is in base64, and her name escaped
        (BERT, "Bert Braun"),  # of the list in the list, by uid; the main address of several
        (TOM, "Tom Thunder"),  # an address book has the address in the name
        ("extern@partner.example", ""),
    ]
    assert left_out(found) == {
        "nobody": "the file has no entry with this uid and an email address",
        "elsewhere": "the file has no entry for it with an email address: export it too",
    }


def test_ldif_of_people_alone_is_one_list() -> None:
    text = "dn: uid=a,dc=x\nuid: a\nmail: a@x.org\n\ndn: uid=b,dc=x\ncn: B\nmail: b@x.org\n"
    assert addresses(of_text(text)) == ["a@x.org", "b@x.org"]


def test_ldif_as_ldapsearch_prints_it_and_an_alias_called_dn() -> None:
    text = "# extended LDIF\n#\n\n# ops\ndn:cn=it-licenses,dc=x\nrfc822MailMember:a@x.org\n\n"
    found = of_text(f"{text}# search result\nsearch: 2\nresult: 0 Success\n")
    assert (found.form, addresses(found)) == ("LDIF", ["a@x.org"])
    assert of_text("dn: a@x.org\nit-licenses: dn").form == "aliases(5)"


def test_google_export_without_those_invited_and_those_who_get_no_mail() -> None:
    found = of_file("google-export.csv")
    assert found.form == "Google Groups export"
    assert [(x.address, x.name) for x in found.members] == [
        (ANNA, "Martin, Anna"),
        (LEA, "Léa Petit"),
    ]
    assert left_out(found) == {
        "zoe@example.org": "not a member: invited",
        BERT: "gets no group email: No email",
    }


def test_google_admin_csv_is_of_several_groups_and_one_is_meant() -> None:
    found = of_file("google-admin.csv")
    assert [(x.address, x.is_team) for x in found.members] == [
        (ANNA, False),
        (LEA, False),
        ("ops@example.org", True),
    ]
    assert list(left_out(found).values()) == ["no address in line 6"]
    sales = members_in_file(
        (SAMPLES / "google-admin.csv").read_bytes(), "x", TEAM, "Sales@example.org"
    )
    assert addresses(sales) == ["sam@example.org"]


def test_exchange_csv_with_the_line_of_windows_powershell() -> None:
    found = of_file("exchange.csv")
    assert found.form == "Exchange CSV"
    assert addresses(found) == ["Anna.Martin@example.org", LEA, "ops@example.org", TOM]
    assert [x.address for x in found.members if x.is_team] == ["ops@example.org"]
    assert left_out(found) == {"Room 1": "no address in line 7"}


def test_exchange_csv_in_utf_16() -> None:
    text = (SAMPLES / "exchange.csv").read_text("utf-8")
    found = members_in_file(text.encode("utf-16"), "x", TEAM)
    assert [member.name for member in found.members][:2] == ["Anna Martin", "Léa Petit"]


def test_a_plain_list_with_names_where_they_stand() -> None:
    found = of_file("plain.txt")
    assert [(x.address, x.name) for x in found.members] == [
        (ANNA, "Anna Martin"),
        (LEA, "Petit, Léa"),
        (BERT, ""),
        (TOM, "Tom Thunder"),
    ]
    assert left_out(found) == {TEAM.email: "the team's own address", "zoe": "no address"}


@pytest.mark.parametrize(
    "text",
    [
        f"{ANNA}, {LEA}",
        f"{ANNA};{LEA};",
        f"To: Anna Martin <{ANNA}>; Léa <{LEA}>",
        f"Members: {ANNA} {LEA}",
        f"mailto:{ANNA}\r\nmailto:{LEA}",
        f"({ANNA}) [{LEA}].",
        f"email\n{ANNA}\n{LEA}\n",
        f"it-licenses: {ANNA}, {LEA}",
    ],
)
def test_a_pasted_line(text: str) -> None:
    assert addresses(of_text(text)) == [ANNA, LEA]


def test_an_address_twice_is_one_member() -> None:
    assert addresses(of_text(f"{ANNA}, {ANNA.upper()}")) == [ANNA]


def test_a_file_with_other_lists_says_which() -> None:
    with pytest.raises(WhichListError, match=r'no list "it-licenses@example.org"; it has a, b$'):
        of_text("a: x@y.org\nb: z@y.org\n")
    assert addresses(of_text("a: x@y.org\nb: z@y.org\n", wanted="B")) == ["z@y.org"]


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "is empty"),
        ("nobody here", 'has no members with an address: "nobody here", no address'),
        ("x" * (LONGEST_LINE + 1), "keep only the list"),
        ("\n" * (MOST_LINES + 1) + "a@b.org", "keep only the list"),
        ("\n".join(f"a{n}@b.org" for n in range(MOST_MEMBERS + 1)), "too many for a team"),
        ('email,name\na@b.org,"x', "has no closing one"),
    ],
)
def test_what_is_no_list_is_said(text: str, says: str) -> None:
    with pytest.raises(TableError, match=says):
        of_text(text)


@pytest.mark.parametrize("raw", [b"a" * (MOST_BYTES + 1), b"PK\x03\x04", b"a\0b@c.org"])
def test_bytes_that_are_no_list_are_said(raw: bytes) -> None:
    with pytest.raises(TableError, match=r"list\.txt"):
        members_in_file(raw, "list.txt", TEAM)


@pytest.mark.parametrize("hostile", HOSTILE)
def test_markup_in_a_name_is_text(hostile: str) -> None:
    (member,) = of_text(f"{hostile} <{ANNA}>").members
    assert (member.address, member.name) == (ANNA, hostile)


@pytest.mark.parametrize(
    "text",
    [
        "".join(f"a{n}: a{n + 1}\n" for n in range(20_000)) + "it-licenses: a0\n",
        "it-licenses: a@b.org\n" * 20_000,
        "it-licenses: " + '("<' * 30_000 + ", a@b.org",
        "".join(f"dn: cn={n}\nmember: cn={n + 1}\n\n" for n in range(10_000))
        + "dn: cn=it-licenses\nmember: cn=0\nrfc822MailMember: a@b.org\n",
        "email" + "," * 900 + "\n" + "a@b.org\n" * 20_000,
        "@" * 90_000 + "\n<a@b.org",
    ],
)
def test_lists_made_to_take_long_end(text: str) -> None:
    begun = process_time()
    with suppress(MemberListError):
        of_text(text)
    assert process_time() - begun < 5  # each takes a second at most; squared, minutes


@given(st.text(max_size=300) | st.text(alphabet='ab:@,;<>"\\|#\n \tdn=', max_size=80))
def test_any_text_has_members_or_a_sentence(text: str) -> None:
    with suppress(TableError):
        found = of_text(text)
        assert found.members
        assert all("@" in member.address for member in found.members)
