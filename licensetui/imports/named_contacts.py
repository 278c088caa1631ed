"""People named in a cell: addresses, with or without a name, or a name alone."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from licensetui.domain.contact import address_key
from licensetui.reading.cells import content, one_line, text_key

ERASED = "RTBF"
"""What stands for a person who asked to be erased ("right to be forgotten")."""
_BRACKETS = re.compile(r"([^<>]*)<([^<>]*)>")
_QUOTES = "\"'\N{LEFT DOUBLE QUOTATION MARK}\N{RIGHT DOUBLE QUOTATION MARK}"


@dataclass(frozen=True)
class NamedContact:
    """A contact as a file names it."""

    name: str = ""
    """May be empty."""
    address: str = ""
    """As written, but for the domain in lower case. May be wrong, or empty."""
    phone: str = ""
    """As written."""

    @property
    def key(self) -> str:
        """The key that tells two apart: the address, or the name of one without."""
        return address_key(self.address) or text_key(self.name)


def is_erased(cell: str) -> bool:
    """Say whether a cell stands for a person who was erased."""
    return content(cell).upper() == ERASED


def read_contacts(cell: str, *, is_address: bool) -> tuple[NamedContact, ...]:
    """Return whom a cell names, in its order.

    Forms: `a@b`, `Name <a@b>`, `mailto:a@b`, several of them with `;` or line breaks between, or
    with commas if each has an `@`. Without an `@` it is a broken address if `is_address`, else
    a name.
    """
    text = content(cell)
    if not text or is_erased(text):
        return ()
    if "@" not in text and not is_address:
        return (NamedContact(name=one_line(text)),)
    pieces = re.split("[;\r\n]", text)
    by_comma = [part for piece in pieces for part in piece.split(",")]
    if all("@" in part for part in by_comma if part.strip()):
        pieces = by_comma
    found = (_person(piece) for piece in pieces if content(piece) and not is_erased(piece))
    return tuple({person.key: person for person in found if person.key}.values())


def named(people: tuple[NamedContact, ...], name: str, phone: str = "") -> tuple[NamedContact, ...]:
    """Return `people`, the first with a name and a phone number from cells of their own."""
    name = "" if is_erased(name) else one_line(content(name))
    phone = "" if is_erased(phone) else one_line(content(phone))
    if not people:
        return (NamedContact(name, phone=phone),) if name else ()
    first, *others = people
    return (NamedContact(name or first.name, first.address, phone or first.phone), *others)


def distinct(people: Iterable[NamedContact]) -> tuple[NamedContact, ...]:
    """Return each person once, in order."""
    found: dict[str, NamedContact] = {}
    for person in people:
        found.setdefault(person.key, person)
    return tuple(found.values())


def _person(piece: str) -> NamedContact:
    written = one_line(piece)
    brackets = _BRACKETS.fullmatch(written)
    name, address = brackets.groups() if brackets else ("", written)
    return NamedContact(name.strip().strip(_QUOTES).strip(), _address(address.strip()))


def _address(text: str) -> str:
    if text[:7].casefold() == "mailto:":
        text = text[7:].partition("?")[0].strip()
    local, at, domain = text.rpartition("@")
    return f"{local}{at}{domain.lower()}" if at else text
