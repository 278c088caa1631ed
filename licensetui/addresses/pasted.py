"""The address in what people paste: with a name, brackets, `mailto:`, spaces, or several."""

from __future__ import annotations

import re
from dataclasses import dataclass

from licensetui.addresses.characters import cleaned

LONGEST = 320
"""Characters an address can have at most: 64 before the @, the @, 255 after it (RFC 3696)."""
MOST = LONGEST * 4
"""Characters at which to look at all: more is no address, whatever is in it."""
SEVERAL = "This is more than one address: give each on its own."
"""What to say of several."""

_IN_BRACKETS = re.compile(r"^([^<>]*)<([^<>]*)>[\s,;.]*$")
_SEVERAL = re.compile(r"@[^@]*[,;\s<>|/]+[^@]*@")
_OTHER_AT = re.compile(
    r"^([^@\s]+)(?:\s*[(\[{]at[)\]}]\s*|\s+at\s+|[\"#\N{LATIN SMALL LETTER A WITH GRAVE}])"
    r"([\w-]+(?:\.[\w-]+)+)$",
    re.IGNORECASE,
)
# What is written for @ against robots, and what the key gives without Shift or AltGr.
_MAILTO = re.compile(r"^mailto:", re.IGNORECASE)


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


def pasted(text: str) -> PastedAddress:
    """Return what to make of any text; the end of a very long one is not looked at."""
    text = text.strip()
    if is_plain(text):
        return PastedAddress(text, text, "", "")
    if len(text) > MOST:
        return _too_long(text)
    trimmed = _unwrapped(text)
    if len(trimmed) > LONGEST:
        return _too_long(trimmed)
    clean = cleaned(trimmed)
    meant = _unwrapped(clean.text.strip())
    if _SEVERAL.search(meant):
        return PastedAddress(trimmed, "", SEVERAL, clean.oddity)
    named = _IN_BRACKETS.match(meant)
    if named:
        inside = _unwrapped(named[2].strip())
        problem = f"Give the address alone, without the name: {inside}"
        return PastedAddress(trimmed, inside, problem, clean.oddity)
    return PastedAddress(trimmed, _tidy(meant), "", clean.oddity)


def name_in(text: str) -> str:
    """Return the name in front of an address in brackets, without quotes; empty without one.

    `"Petit, Léa" <l.petit@example.org>` names `Petit, Léa`.
    """
    if len(text) > MOST:
        return ""
    named = _IN_BRACKETS.match(cleaned(text.strip()).text.strip())
    return " ".join(named[1].replace('"', " ").split()) if named else ""


def _too_long(text: str) -> PastedAddress:
    problem = f"An address has at most {LONGEST} characters."
    if _SEVERAL.search(text[:MOST]):
        problem = SEVERAL
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


def _tidy(text: str) -> str:
    """Return a text with the punctuation that was meant: no dot at the end, no comma for a dot."""
    text = _OTHER_AT.sub(r"\1@\2", text.rstrip(" .,;:>"))
    local, at, domain = text.rpartition("@")
    if not at:
        return text
    local = re.sub(r"\s*([.@])\s*|\s+$", r"\1", local.rstrip("@ "))
    domain = re.sub(r"[\s.,;:]*[.,;:][\s.,;:]*", ".", domain.strip().lstrip("@ ,;.")).strip(".")
    if local.count(",") and " " not in local:
        local = local.replace(",", ".")
    return f"{re.sub(r'[.]{2,}', '.', local).strip('.')}@{domain.replace(' ', '')}"
