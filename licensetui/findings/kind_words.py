"""Whose address a contact has, in a word: the same on screens and in print."""

from __future__ import annotations

from collections.abc import Callable

from licensetui.addresses.report import AddressKind
from licensetui.domain.contact import Contact, ContactKind

UNKNOWN = "unknown"
"""The kind of a contact of whom nobody has said it, and whose address does not tell."""

_BY_WORDS = {
    AddressKind.TEAM: "team?",
    AddressKind.PERSON: "person?",
    AddressKind.NO_REPLY: "robot?",
    AddressKind.ROBOT: "robot?",
    AddressKind.UNSURE: UNKNOWN,
}


def kind_word(contact: Contact, kind_of: Callable[[Contact], AddressKind]) -> str:
    """Return whose address a contact has: `team`, or `team?` if only its words say so.

    `kind_of` is who judges by words.
    """
    if contact.kind is not ContactKind.UNKNOWN:
        return str(contact.kind.value)
    return _BY_WORDS[kind_of(contact)] if contact.email.strip() else UNKNOWN
