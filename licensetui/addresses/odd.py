"""Pasted texts that are not plainly an address: with a name, brackets, labels, or several."""

from __future__ import annotations

import re

from licensetui.addresses.characters import cleaned
from licensetui.addresses.in_text import LONGEST, addresses_in
from licensetui.addresses.nearly import nearly
from licensetui.addresses.report import PastedAddress
from licensetui.addresses.syntax_words import TOO_LONG

MOST = LONGEST * 4
"""Characters at which to look at all: more is no address, whatever is in it."""
SEVERAL = "This is more than one address: enter one at a time."
"""What to say of several."""
WITHOUT_NAME = "Enter only the address, without the name: {}"
"""What to say of an address with a name."""
_NAMED = re.compile(r"^[^<>@]*[^<>@\s][^<>@]*<[^<>]*>[\s,;.]*$")
_MAILTO = re.compile(r"^mailto:(?://)?", re.IGNORECASE)
_BETWEEN = re.compile(r"[,;\s<>|/]")


def read(text: str) -> PastedAddress:
    """Return what to make of any trimmed text; of a very long one, only what is near its only @."""
    if len(text) > MOST:
        return _long(text)
    trimmed = _unwrapped(text)
    clean = cleaned(trimmed)
    meant = _unwrapped(clean.text.strip())
    problem = ""
    if meant.count("@") > 1:
        found = addresses_in(meant)
        if len(found.people) == 1 and not any("@" in piece for piece in found.rest):
            meant = found.people[0].address
            problem = WITHOUT_NAME if found.people[0].name else "Enter the address once: {}"
        elif found.people or _BETWEEN.search(meant[meant.find("@") : meant.rfind("@")]):
            return PastedAddress(trimmed[:LONGEST], "", SEVERAL, clean.oddity)
    address, reason = nearly(meant)
    if meant and not address:
        return PastedAddress(trimmed[:LONGEST], "", SEVERAL, clean.oddity)
    if len(trimmed) > LONGEST:
        problem = TOO_LONG
    elif _NAMED.match(trimmed) and "@" in address:
        problem = WITHOUT_NAME
    problem = problem.format(address)
    return PastedAddress(trimmed[:LONGEST], address, problem, clean.oddity, reason)


def name_in(text: str) -> str:
    """Return the name at the only address of a text, without quotes; empty without one.

    `"Petit, Léa" <l.petit@example.org>` names `Petit, Léa`.
    """
    people = addresses_in(cleaned(text[:MOST]).text).people
    return people[0].name if len(people) == 1 else ""


def _long(text: str) -> PastedAddress:
    """Return what to make of a text that is longer than any address with a name."""
    at = text.find("@")
    if at >= 0 and text.find("@", at + 1) < 0:
        near = read(text[max(0, at - LONGEST) : at + LONGEST].strip())
        return near._replace(text=text[:LONGEST], problem=TOO_LONG)
    problem = SEVERAL if len(addresses_in(text[:MOST]).people) > 1 else TOO_LONG
    return PastedAddress(text[:LONGEST], "", problem, "")


def _unwrapped(text: str) -> str:
    """Return a text without the brackets, quotes and `mailto:` around it."""
    while True:
        before = text
        text = _MAILTO.sub("", text).partition("?")[0].strip() if _MAILTO.match(text) else text
        if len(text) > 1 and (text[0], text[-1]) in {("<", ">"), ("'", "'"), ("(", ")")}:
            text = text[1:-1].strip()
        if len(text) > 1 and text[0] == text[-1] == '"' and '"' not in text[1:-1]:
            text = text[1:-1].strip()
        if text == before:
            return text
