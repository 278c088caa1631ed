"""Characters in an address that nobody sees, or that look like others."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from licensetui.addresses import facts
from licensetui.addresses.domain_parts import is_ending
from licensetui.domain.plain import plain

_AT_SIGNS = {"\N{FULLWIDTH COMMERCIAL AT}": "@", "\N{SMALL COMMERCIAL AT}": "@"}
_DOTS = {
    "\N{IDEOGRAPHIC FULL STOP}": ".",
    "\N{FULLWIDTH FULL STOP}": ".",
    "\N{ONE DOT LEADER}": ".",
}
_UNSEEN = ("Cf", "Cc", "Co", "Cn")
"""Unicode categories of what is not seen, spaces apart."""


@dataclass(frozen=True)
class CleanText:
    """A text as it was probably meant."""

    text: str
    """Without what nobody sees, with the letters that others only look like."""
    oddity: str
    """What was odd, as a sentence; empty if nothing was."""


def cleaned(text: str) -> CleanText:
    """Return a trimmed text without invisible characters and letters of a foreign script.

    Letters of another script count as odd only beside Latin ones, or where a whole label looks
    Latin: a Greek name in a Greek domain is nothing odd.
    """
    if text.isascii() and text.isprintable():
        return CleanText(text, "")
    text = "".join(" " if sign.isspace() else sign for sign in text)
    unseen = sorted({sign for sign in text if _is_unseen(sign)})
    seen = "".join(sign for sign in text if not _is_unseen(sign))
    seen = "".join(_AT_SIGNS.get(sign, _DOTS.get(sign, sign)) for sign in seen)
    seen = "".join(_narrow(sign) for sign in seen)
    foreign = sorted(_foreign(seen))
    meant = "".join(_looks()[sign] if sign in foreign else sign for sign in seen)
    return CleanText(meant, _words(unseen, foreign))


@cache
def _looks() -> Mapping[str, str]:
    """Return the letters that look like Latin ones, with these."""
    rows = (line.split("\t") for line in facts.lines("letters.txt"))
    return {chr(int(code.removeprefix("U+"), base=16)): letter for code, letter, _name in rows}


def _is_unseen(sign: str) -> bool:
    return unicodedata.category(sign) in _UNSEEN


def _narrow(sign: str) -> str:
    return unicodedata.normalize("NFKC", sign) if "\uff01" <= sign <= "\uff5e" else sign


def _foreign(text: str) -> set[str]:
    """Return the letters that only look Latin, where they stand for Latin ones."""
    found: set[str] = set()
    *labels, ending = text.replace("@", ".").split(".")
    if not is_ending(ending.lower()):
        labels.append(ending)
    for label in labels:
        letters = [sign for sign in label.lower() if sign.isalpha()]
        odd = {sign for sign in letters if sign in _looks()}
        has_latin = any("a" <= sign <= "z" for sign in letters)
        if odd and (has_latin or (ending.isascii() and len(letters) > 1 and odd >= set(letters))):
            found |= {sign for sign in label if sign.lower() in odd}
    return {sign for sign in found if sign in _looks()}


def _words(unseen: list[str], foreign: list[str]) -> str:
    parts = []
    if unseen:
        parts.append(f"characters that nobody sees ({', '.join(map(_name, unseen[:2]))})")
    if foreign:
        shown = ", ".join(f"{plain(sign)} is a {_name(sign).lower()}" for sign in foreign[:2])
        parts.append(f"letters that only look Latin ({shown})")
    return f"There are {' and '.join(parts)}" if parts else ""


def _name(sign: str) -> str:
    return unicodedata.name(sign, f"U+{ord(sign):04X}")
