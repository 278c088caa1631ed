"""The address in what people paste: with a name, brackets, `mailto:`, spaces, or several."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from licensetui.addresses.characters import cleaned
from licensetui.addresses.in_text import LONGEST, addresses_in
from licensetui.addresses.nearly import nearly

MOST = LONGEST * 4
"""Characters at which to look at all: more is no address, whatever is in it."""
SEVERAL = "This is more than one address: give each on its own."
"""What to say of several."""
TOO_LONG = f"An address has at most {LONGEST} characters."
"""What to say of a text that cannot be one."""

_NAMED = re.compile(r"^[^<>@]*[^<>@\s][^<>@]*<[^<>]*>[\s,;.]*$")
_MAILTO = re.compile(r"^mailto:", re.IGNORECASE)
_BETWEEN = re.compile(r"[,;\s<>|/]")


_ATOM, _LABEL = r"[a-z0-9_+-]+", r"[a-zA-Z0-9]+(?:-[a-zA-Z0-9]+)*"
_PLAIN = re.compile(rf"{_ATOM}(?:\.{_ATOM})*@(?:{_LABEL}\.)+[a-zA-Z]+")
_SHORT = 64
"""Characters up to which no part of an address can be too long, nor a domain have."""


def is_plain(text: str) -> bool:
    """Say whether a text has the form of nearly all addresses, in which nothing can be odd."""
    return len(text) <= _SHORT and _PLAIN.fullmatch(text) is not None


@dataclass(frozen=True, slots=True)
class PastedAddress:
    """A pasted text, and the address that it was meant to be."""

    text: str
    """Trimmed, without brackets and `mailto:` around it: what counts as typed."""
    meant: str
    """What was probably meant; the same as `text` if nothing is odd."""
    problem: str
    """Why it cannot be taken as it is, as a sentence; empty if the syntax shall decide."""
    oddity: str
    """Characters nobody sees or that look like others, as a sentence; may be empty."""
    reason: str = ""
    """Why that was meant, as a clause, where more is to be said; may be empty."""


def pasted(text: str) -> PastedAddress:
    """Return what to make of any text; of a very long one, only what is near its only @."""
    text = text.strip()
    if is_plain(text):
        return PastedAddress(text, text, "", "")
    if len(text) > MOST:
        return _long(text)
    trimmed = _unwrapped(text)
    clean = cleaned(trimmed)
    meant = _unwrapped(clean.text.strip())
    if meant.count("@") > 1:
        found = addresses_in(meant)
        if len(found.people) == 1 and not any("@" in piece for piece in found.rest):
            meant = found.people[0].address
        elif found.people or _BETWEEN.search(meant[meant.find("@") : meant.rfind("@")]):
            return PastedAddress(trimmed[:LONGEST], "", SEVERAL, clean.oddity)
    one = nearly(meant)
    if meant and not one.address:
        return PastedAddress(trimmed[:LONGEST], "", SEVERAL, clean.oddity)
    problem = ""
    if len(trimmed) > LONGEST:
        problem = TOO_LONG
    elif _NAMED.match(trimmed) and "@" in one.address:
        problem = f"Give the address alone, without the name: {one.address}"
    return PastedAddress(trimmed[:LONGEST], one.address, problem, clean.oddity, one.reason)


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
        near = pasted(text[max(0, at - LONGEST) : at + LONGEST])
        return replace(near, text=text[:LONGEST], problem=TOO_LONG)
    problem = SEVERAL if len(addresses_in(text[:MOST]).people) > 1 else TOO_LONG
    return PastedAddress(text[:LONGEST], "", problem, "")


def _unwrapped(text: str) -> str:
    """Return a text without the brackets, quotes and `mailto:` around it."""
    while True:
        before = text
        text = _MAILTO.sub("", text).partition("?")[0] if _MAILTO.match(text) else text
        if len(text) > 1 and (text[0], text[-1]) in {("<", ">"), ("'", "'"), ("(", ")")}:
            text = text[1:-1].strip()
        if len(text) > 1 and text[0] == text[-1] == '"' and '"' not in text[1:-1]:
            text = text[1:-1].strip()
        if text == before:
            return text
