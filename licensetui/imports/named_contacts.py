"""People named in a cell: addresses, with or without a name, or a name alone."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cached_property

from licensetui.addresses.in_text import addresses_in
from licensetui.domain.contact import address_key
from licensetui.domain.dataclass import dataclass
from licensetui.reading.cells import content, one_line, text_key

ERASED = "RTBF"
"""What stands for a person who asked to be erased ("right to be forgotten")."""
_ONE = re.compile(r"[\w.+-]+@[\w.-]+\w")
"""One address alone, as in nearly all cells."""


@dataclass(frozen=True)
class NamedContact:
    """A contact as a file names it."""

    name: str = ""
    """May be empty."""
    address: str = ""
    """As written, but for the domain in lower case. May be wrong, or empty."""
    phone: str = ""
    """As written."""

    @cached_property
    def key(self) -> str:
        """The key that tells two apart: the address, or the name of one without."""
        return address_key(self.address) or text_key(self.name)


def is_erased(cell: str) -> bool:
    """Say whether a cell stands for a person who was erased."""
    text = cell.strip()
    return len(text) == len(ERASED) and text.upper() == ERASED


def read_contacts(cell: str, *, is_address: bool) -> tuple[NamedContact, ...]:
    """Return whom a cell names, in its order.

    Any form of addresses with names, as `addresses_in` finds them. Without an `@` it is a broken
    address if `is_address`, else a name.
    """
    text = content(cell)
    if not text or is_erased(text):
        return ()
    if _ONE.fullmatch(text):
        return (NamedContact(address=_address(text)),)
    if "@" not in text:
        person = NamedContact(address=text) if is_address else NamedContact(name=one_line(text))
        return (person,)
    found = addresses_in(text)
    if found.rest and len(text.split()) == 1 and text.count("@") == 1:
        return (NamedContact(address=_address(text)),)  # one that is written wrong: a@b,org
    people = [NamedContact(person.name, _address(person.address)) for person in found.people]
    rest = (piece for piece in found.rest if content(piece) and not is_erased(piece))
    people += [_other(piece, is_address=is_address) for piece in rest]
    return tuple({person.key: person for person in people if person.key}.values())


def _other(piece: str, *, is_address: bool) -> NamedContact:
    """Return what is no sound address beside others: a broken one, or a name."""
    if "@" in piece or is_address:
        return NamedContact(address=one_line(piece))
    return NamedContact(name=one_line(piece))


def named(people: tuple[NamedContact, ...], name: str, phone: str = "") -> tuple[NamedContact, ...]:
    """Return `people`, the first with a name and a phone number from cells of their own."""
    name = "" if is_erased(name) else one_line(content(name))
    phone = "" if is_erased(phone) else one_line(content(phone))
    if not (name or phone):
        return people
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


def _address(text: str) -> str:
    if text[:7].casefold() == "mailto:":
        text = text[7:].partition("?")[0].strip()
    local, at, domain = text.rpartition("@")
    return f"{local}{at}{domain.lower()}" if at else text
