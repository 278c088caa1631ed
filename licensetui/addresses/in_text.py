"""Addresses in a text of any kind, each with the name that stands at it.

A cell, the recipients of a mail, a signature, a printed list: whoever reads one asks here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from licensetui.addresses.names_beside import explains, name_after, name_before, name_on, says
from licensetui.domain.contact import address_key
from licensetui.domain.dataclass import dataclass

LONGEST = 320
"""Characters an address can have at most: 64 before the @, the @, 255 after it (RFC 3696)."""
_ABOVE = 12
"""Lines above an address in which its name may stand."""
_QUOTES = "\u00ab\u00bb\u2018-\u201f\u2039\u203a\u2026\u2190-\u21ff\u3000-\u303f"
_STOPS = f'\\s<>()\\[\\]{{}}"|\\\\/,;:=?{_QUOTES}'
_STOP = re.compile(f"[{_STOPS}]+")
# What no address has before its @, unless in quotation marks.
_DOMAIN = re.compile(f"[^{_STOPS}@'*`~!#$%&^+]+")
_EDGES = "'*`~!#$%&^.+-"
# What stands around an address more often than it begins one.


@dataclass(frozen=True, slots=True)
class NamedAddress:
    """An address as a text has it."""

    address: str
    """As written; whether it is sound is for the syntax to say."""
    name: str = ""
    """The name that stands at it, on one line; empty if none surely does."""


@dataclass(frozen=True, slots=True)
class FoundAddresses:
    """All that a text says, as far as addresses go."""

    people: tuple[NamedAddress, ...]
    """Each address once, in order."""
    rest: tuple[str, ...]
    """What else stands there and is no separator, label or name of one: each piece on one line."""


def addresses_in(text: str) -> FoundAddresses:
    """Return all addresses in a text with their names, and what else there is. Never raises.

    Forms: `Name <a@b>`, `"Surname, Name" <a@b>`, `Name (a@b)`, `Name [a@b]`, `Name - a@b`,
    `a@b (Name)`, links of Outlook, Markdown, wikis and HTML, with whatever between: commas,
    semicolons, slashes, `and` in many languages, tabs, lines. A line above is the name of an
    address that has it in its words, as in a signature. The time it takes grows as the text does.
    """
    people: dict[str, NamedAddress] = {}
    rest: list[str] = []
    above: list[str] = []
    # The lines since the last one with an address.
    for line in text.splitlines():
        if "@" not in line:
            above.append(line)
            continue
        found, others = _in_line(line)
        if len(found) == 1 and not found[0].name:
            found = [_named_above(found[0], above)]
        rest += (*above, *others)
        above = []
        for person in found:
            known = people.get(address_key(person.address))
            if known is None or (person.name and not known.name):
                people[address_key(person.address)] = person
    pieces = (" ".join(piece.split()).strip(" ,;") for piece in (*rest, *above))
    told = (piece for piece in pieces if says(piece) or "@" in piece)
    return FoundAddresses(tuple(people.values()), tuple(told))


def _named_above(person: NamedAddress, above: list[str]) -> NamedAddress:
    """Return a person with the name from the lines above, which loses that line."""
    first = max(0, len(above) - _ABOVE)
    for place, line in enumerate(above[first:], first):
        name = name_on(line)
        if name and explains(name, person.address):
            del above[place]
            return NamedAddress(person.address, name)
    return person


def _in_line(line: str) -> tuple[list[NamedAddress], list[str]]:
    """Return the addresses of one line, and the pieces that are neither these nor their names."""
    found: list[NamedAddress] = []
    rest: list[str] = []
    end = 0
    for start, stop in _places(line):
        address = line[start:stop]
        name, others = name_before(line[end:start], address, is_first=not end)
        end = stop
        if not name:
            name, end = name_after(line, line[start - 1 : start], address, stop)
        found.append(NamedAddress(address, name))
        rest += others
    return found, [*rest, line[end:]]


def _places(line: str) -> Iterator[tuple[int, int]]:
    """Yield where the addresses of a line begin and end.

    Two that are glued together, `a@b.comc@d.com`, are none: nobody can say where to cut.
    """
    behind, end = -1, 0
    # The place of the @ before, and the end of the address before.
    at = line.find("@")
    while at >= 0:
        low = max(end, behind + 1, at - LONGEST)
        stops = [stop.end() for stop in _STOP.finditer(line, low, at)]
        start = stops[-1] if stops else low
        is_glued = start == behind + 1 and behind >= end and behind >= 0
        while start < at and line[start] in _EDGES:
            start += 1
        domain = _DOMAIN.match(line, at + 1, at + LONGEST)
        stop = domain.end() if domain else at
        behind, at = at, line.find("@", at + 1)
        if start < behind and not is_glued and domain and stop != at:
            while line[stop - 1] in "-._":
                stop -= 1
            if stop > behind + 1:
                yield start, stop
                end = stop
