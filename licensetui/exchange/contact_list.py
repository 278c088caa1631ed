"""Contacts from what people have of them: recipients of a mail, signatures, directory exports."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import chain

from licensetui.addresses.in_text import LONGEST
from licensetui.addresses.syntax import check_syntax
from licensetui.domain.change import Change, Edit
from licensetui.domain.contact import Contact, ContactKind, address_key
from licensetui.domain.counting import named
from licensetui.domain.plain import plain
from licensetui.domain.portfolio import Portfolio
from licensetui.exchange.ldif import is_ldif, read_ldif, read_people
from licensetui.exchange.mail_groups import (
    MOST_MEMBERS,
    LeftOut,
    ListedMember,
    MemberListError,
    expanded,
)
from licensetui.exchange.member_list import ADDRESSES, MOST_BYTES, MemberList, found_in, one_list
from licensetui.exchange.member_tables import form_of, is_member_table, read_member_table
from licensetui.exchange.vcard import is_vcard, read_vcards
from licensetui.reading.cells import one_line, quoted
from licensetui.tables.encodings import decoded

MOST_PASTED = 200_000
"""Characters of a paste in which contacts are looked for while somebody waits."""
_INSTEAD = "save the list as CSV or text"


@dataclass(frozen=True)
class ContactPlan:
    """What a list would do: who becomes a contact, and who is one already."""

    new: tuple[Contact, ...]
    """With ids below zero."""
    known: tuple[Contact, ...]
    """As they are: nothing of them is changed."""

    @property
    def change(self) -> Change:
        """The new contacts as one change."""
        return adding(self.new)


def adding(contacts: Sequence[Contact]) -> Change:
    """Return the change that adds contacts."""
    what = f"add {named([contact.label for contact in contacts], 'contact')}" if contacts else ""
    return Change(what, (), tuple(Edit(None, contact) for contact in contacts))


def contacts_in_file(raw: bytes, source: str) -> MemberList:
    """Return whom the bytes of a file name, or raise a `TableError`."""
    source = plain(source)
    if len(raw) > MOST_BYTES:
        raise MemberListError(f"{source} is larger than {MOST_BYTES >> 20} MB: split it into parts")
    text = decoded(raw, source, _INSTEAD)
    return replace(contacts_in(text.text, source), remarks=text.remarks)


def contacts_pasted(text: str) -> MemberList:
    """Return whom a pasted text names, or raise a `TableError`; never takes long."""
    if len(text) > MOST_PASTED or text.count("@") > MOST_MEMBERS:
        raise MemberListError(
            "too long to paste: save it as a file and run licensetui contacts --add FILE"
        )
    return contacts_in(text, "the pasted text")


def contacts_in(text: str, source: str) -> MemberList:
    """Return whom a text names: by the form of an export it has, else all addresses in it.

    Raises a `TableError` if it names nobody with an address.
    """
    text = one_list(text, source)
    form, entries = _read(text, source)
    members: dict[str, ListedMember] = {}
    left_out: dict[LeftOut, None] = {}
    for entry in entries:
        found = _sound(entry)
        if isinstance(found, LeftOut):
            left_out[found] = None
        else:
            members.setdefault(address_key(found.address), found)
    if not members:
        why = next((f": {quoted(x.text)}, {x.why}" for x in left_out), "")
        raise MemberListError(f"{source} has no addresses{why}")
    return MemberList(form, "", tuple(members.values()), tuple(left_out))


def _sound(entry: ListedMember | LeftOut) -> ListedMember | LeftOut:
    """Return a contact with a sound address, or why there is none."""
    if isinstance(entry, LeftOut):
        return entry
    syntax = check_syntax(entry.address)
    if not syntax.ok:
        return LeftOut(entry.address[:LONGEST], syntax.problem.rstrip("."))
    return ListedMember(syntax.normalized, one_line(entry.name[:LONGEST]), entry.is_team)


def _read(text: str, source: str) -> tuple[str, Iterable[ListedMember | LeftOut]]:
    if is_ldif(text):
        groups = read_ldif(text)
        members = chain.from_iterable(expanded(groups, group) for group in groups)
        return "LDIF", chain(read_people(text), members)
    if is_vcard(text):
        return "vCard", read_vcards(text)
    if is_member_table(text):
        groups = read_member_table(text, source)
        return form_of(text), chain.from_iterable(expanded(groups, group) for group in groups)
    return ADDRESSES, found_in(text.split("\n"))


def plan_contacts(found: MemberList, portfolio: Portfolio) -> ContactPlan:
    """Return what becomes of those whom a list names: who has a known address is left alone.

    Some of the portfolio may be no contacts yet, and have an id below zero.
    """
    new, known = [], dict[int, Contact]()
    least = min((0, *(contact.id for contact in portfolio.contacts)))
    for member in found.members:
        contact = portfolio.contact_at(member.address)
        if contact is not None:
            known[contact.id] = contact
        else:
            least -= 1
            kind = ContactKind.TEAM if member.is_team else ContactKind.UNKNOWN
            new.append(Contact(member.name, member.address, least, kind))
    return ContactPlan(tuple(new), tuple(known.values()))
