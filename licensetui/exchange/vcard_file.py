"""Contacts as vCards of version 3.0 (RFC 2426), which address books and mail programs read."""

from __future__ import annotations

from collections.abc import Iterator

from licensetui.domain.contact import Contact, ContactKind
from licensetui.domain.portfolio import Portfolio

_MOST = 75
"""Bytes of a line (RFC 2426, 2.6)."""
_ESCAPED = str.maketrans({"\\": "\\\\", ",": "\\,", ";": "\\;", "\n": "\\n", "\r": None})


def vcards(portfolio: Portfolio) -> tuple[bytes, int]:
    """Return a card for each contact that is not archived, and how many there are."""
    shown = [contact for contact in portfolio.contacts if not contact.archived]
    lines = (_folded(line) for contact in shown for line in _card(contact))
    return b"".join(b"%b\r\n" % line for line in lines), len(shown)


def _card(contact: Contact) -> Iterator[str]:
    name = _value(contact.label)
    yield "BEGIN:VCARD"
    yield "VERSION:3.0"
    yield f"FN:{name}"
    # Which part of a name is the family's, nobody has said.
    yield f"N:{name};;;;"
    if contact.email.strip():
        yield f"EMAIL;TYPE=INTERNET:{_value(contact.email.strip())}"
    if contact.phone:
        yield f"TEL:{_value(contact.phone)}"
    if contact.organization:
        yield f"ORG:{_value(contact.organization)}"
    if contact.kind is ContactKind.TEAM:
        yield "CATEGORIES:team"
    if contact.notes:
        yield f"NOTE:{_value(contact.notes)}"
    yield "END:VCARD"


def _value(text: str) -> str:
    return text.replace("\r\n", "\n").translate(_ESCAPED)


def _folded(line: str) -> bytes:
    """Return a line folded, never within a letter."""
    pieces, piece = [], b""
    for letter in line:
        encoded = letter.encode()
        if len(piece) + len(encoded) > _MOST:
            pieces.append(piece)
            piece = b" "
        piece += encoded
    return b"\r\n".join((*pieces, piece))
