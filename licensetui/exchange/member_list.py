"""Members of a team as people have them: in the files of mail servers and directories, or pasted.

The form is told by the text itself. Whatever has no known form is looked through for addresses.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from licensetui.addresses.in_text import LONGEST, addresses_in
from licensetui.addresses.syntax import check_syntax
from licensetui.domain.contact import Contact, address_key
from licensetui.domain.counting import counted
from licensetui.domain.dataclass import dataclass
from licensetui.domain.plain import plain
from licensetui.exchange.aliases import is_aliases, read_aliases
from licensetui.exchange.ldif import is_ldif, read_ldif
from licensetui.exchange.mail_groups import (
    MOST_MEMBERS,
    LeftOut,
    ListedMember,
    MailGroup,
    MemberListError,
    chosen,
    expanded,
)
from licensetui.exchange.member_tables import form_of, is_member_table, read_member_table
from licensetui.reading.cells import one_line, quoted
from licensetui.tables.encodings import decoded

MOST_BYTES = 8 * 1024 * 1024
"""A list is never as large as this; a whole directory may be, and can be exported in part."""
ADDRESSES = "list of addresses"
"""What a text is called that has no other form."""
_INSTEAD = "save the list as CSV or text"
_ROUGH = re.compile(r"[^\s@<>\"',;]+@[^\s@<>\"',;]+")
MOST_LINES, LONGEST_LINE = 100_000, 100_000
"""Lines of a text, and characters of a line: more is no list that anybody reads."""


@dataclass(frozen=True)
class MemberList:
    """Members that a text names."""

    form: str
    """What kind of text it is, a few words."""
    label: str
    """What the text calls the list; empty if it does not."""
    members: tuple[ListedMember, ...]
    """Each address once, in order."""
    left_out: tuple[LeftOut, ...]
    """What else stands there."""
    remarks: tuple[str, ...] = ()
    """What is doubtful about its encoding."""


def members_in_file(
    raw: bytes, source: str, team: Contact, wanted: str = "", domain: str = ""
) -> MemberList:
    """Return the members that the bytes of a file name, or raise a `TableError`."""
    source = plain(source)
    if len(raw) > MOST_BYTES:
        raise MemberListError(f"{source} is larger than {MOST_BYTES >> 20} MB: keep only the list")
    text = decoded(raw, source, _INSTEAD)
    return replace(members_in(text.text, source, team, wanted, domain), remarks=text.remarks)


def members_in(
    text: str, source: str, team: Contact, wanted: str = "", domain: str = ""
) -> MemberList:
    """Return the members that a text names for a team, or raise a `TableError`.

    `wanted` is what the text calls the list, if not as the team's address or its name; `domain`
    is that of names without one, if not the domain of that address.
    """
    local, _, own_domain = team.email.strip().rpartition("@")
    form, groups = _read(text, source, domain or own_domain)
    start = chosen(groups, (team.email, local, team.name), wanted, source)
    members: dict[str, ListedMember] = {}
    left_out: dict[LeftOut, None] = {}
    for entry in expanded(groups, start):
        found = _checked(entry, team)
        if isinstance(found, LeftOut):
            left_out[found] = None
        else:
            members.setdefault(address_key(found.address), found)
        if len(members) > MOST_MEMBERS:
            raise MemberListError(
                f"{source} has more than {MOST_MEMBERS:,} members in one list, too many for a team"
            )
    if not members:
        why = next((f": {quoted(x.text)}, {x.why}" for x in left_out), "")
        raise MemberListError(f"{source} has no members with an address{why}")
    return MemberList(form, start.label, tuple(members.values()), tuple(left_out))


def _read(text: str, source: str, domain: str) -> tuple[str, tuple[MailGroup, ...]]:
    """Return the form of a text, and its groups."""
    text = one_list(text, source)
    if is_ldif(text):
        return "LDIF", read_ldif(text)
    if is_member_table(text):
        return form_of(text), read_member_table(text, source)
    if is_aliases(text):
        return "aliases(5)", read_aliases(text, domain)
    return ADDRESSES, (MailGroup("", (), tuple(found_in(text.split("\n")))),)


def one_list(text: str, source: str) -> str:
    """Return a text with the same end to all its lines; raises if it can be no list."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if not text.strip():
        raise MemberListError(f"{source} is empty")
    lines = text.split("\n")
    if len(lines) > MOST_LINES or max(map(len, lines)) > LONGEST_LINE:
        raise MemberListError(
            f"{source} has {counted(len(lines), 'line')}, the longest of "
            f"{counted(max(map(len, lines)), 'character')}: keep only the list"
        )
    return text


def found_in(lines: Iterable[str]) -> Iterator[ListedMember | LeftOut]:
    """Yield the addresses of lines, each with its name, and what else stands there."""
    found = addresses_in("\n".join(x for x in lines if not x.lstrip().startswith("#")))
    yield from (ListedMember(person.address, person.name) for person in found.people)
    yield from (LeftOut(piece[:LONGEST], "no address") for piece in found.rest)


def _checked(entry: ListedMember | LeftOut, team: Contact) -> ListedMember | LeftOut:
    """Return a member with a sound address, or why there is none."""
    if isinstance(entry, LeftOut):
        return entry
    syntax = check_syntax(entry.address)
    if not syntax.ok and not _ROUGH.fullmatch(entry.address):
        return LeftOut(entry.address[:LONGEST], syntax.problem.rstrip("."))
    address = syntax.normalized if syntax.ok else entry.address.strip()
    if address_key(address) == team.address:
        return LeftOut(address, "the team's own address")
    return ListedMember(address, one_line(entry.name[:LONGEST]), entry.is_team)
