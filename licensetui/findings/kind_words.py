"""Whose address a contact has, in a word: the same on screens and in print."""

from __future__ import annotations

from licensetui.addresses.report import AddressKind
from licensetui.domain.contact import Contact, ContactKind
from licensetui.findings.reports import Reports

UNKNOWN = "unknown"
"""The kind of a contact of whom nobody has said it, and whose address does not tell."""

_BY_WORDS = {
    AddressKind.TEAM: "team?",
    AddressKind.PERSON: "person?",
    AddressKind.NO_REPLY: "robot?",
    AddressKind.ROBOT: "robot?",
    AddressKind.UNSURE: UNKNOWN,
}


def kind_word(contact: Contact, reports: Reports) -> str:
    """Return whose address a contact has: `team`, or `team?` if only its words say so."""
    if contact.kind is not ContactKind.UNKNOWN:
        return str(contact.kind.value)
    return _BY_WORDS[reports.kind_of(contact)] if contact.email.strip() else UNKNOWN
