"""Characters in an address that nobody sees, or that look like others."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from functools import cache
from typing import NamedTuple

from licensetui.addresses import facts
from licensetui.addresses.domain_parts import is_ending
from licensetui.addresses.words import fold
from licensetui.domain.plain import plain

_AT_SIGNS = {"\N{FULLWIDTH COMMERCIAL AT}": "@", "\N{SMALL COMMERCIAL AT}": "@"}
_DOTS = {
    "\N{IDEOGRAPHIC FULL STOP}": ".",
    "\N{FULLWIDTH FULL STOP}": ".",
    "\N{ONE DOT LEADER}": ".",
}
_UNSEEN = ("Cf", "Cc", "Co", "Cn")
"""Unicode categories of what is not seen, spaces apart."""


class CleanText(NamedTuple):
    """A text as it was probably meant."""

    text: str
    """Without what nobody sees, with the letters that others only look like."""
    oddity: str
    """What was odd, as a sentence; empty if nothing was."""


def cleaned(text: str) -> CleanText:
    """Return a trimmed text without invisible characters and letters of a foreign script.

    Letters of another script count as odd only beside Latin ones, or where a whole word before the
    @ looks Latin: a Greek name in a Greek domain is nothing odd. A label that is written as numbers
    (`xn--`) is read first.
    """
    front, at, domain = text.rpartition("@")
    shown = f"{front}{at}{unicode_domain(domain)}" if "xn--" in text.lower() else text
    if shown.isascii() and shown.isprintable():
        return CleanText(text, "")
    text = "".join(" " if sign.isspace() else sign for sign in shown)
    unseen = sorted({sign for sign in text if _is_unseen(sign)})
    typed = "".join(sign for sign in text if not _is_unseen(sign))
    seen = "".join(_AT_SIGNS.get(sign, _DOTS.get(sign, sign)) for sign in typed)
    seen = "".join(_narrow(sign) or sign for sign in seen)
    at_sign = seen.rfind("@")
    # A name or a label in front of the address may be as wide as it likes.
    begin = 1 + max(seen.rfind(sign, 0, max(at_sign, 0)) for sign in ' <":')
    wide = sorted({sign for sign in typed[begin : at_sign + 1] if _narrow(sign)})
    foreign = sorted(_foreign(seen))
    meant = "".join(_looks()[sign] if sign in foreign else sign for sign in seen)
    oddity = _words(unseen, foreign, wide)
    if oddity and "xn--" in domain:
        oddity = f"{domain} is {unicode_domain(domain)}. {oddity}"
    return CleanText(meant, oddity)


def skeleton(domain: str) -> str:
    """Return what a domain in lower case looks like: the same for all that look alike.

    Accents, letters of other scripts, `rn` for m, `vv` for w, and digits for letters do not count;
    i, l and 1 are one.
    """
    if not domain.isascii():
        looks = _looks()
        domain = fold("".join(looks.get(sign, sign) for sign in domain))
        domain = "".join(looks.get(sign, sign) for sign in domain)
    return domain.translate(_DIGITS).replace("rn", "m").replace("vv", "w")


_DIGITS = str.maketrans("01i5", "olls")


def unicode_domain(domain: str) -> str:
    """Return a domain in lower case, in letters where it is an A-label that can be read."""
    domain = domain.lower()
    return ".".join(map(_read, domain.split("."))) if "xn--" in domain else domain


def _read(label: str) -> str:
    if label[:4] != "xn--":
        return label
    try:
        shown = label[4:].encode().decode("punycode").lower()
    except (UnicodeError, OverflowError, ValueError):
        return label
    return label if shown.isascii() or any(map(_is_unseen, shown)) else shown


@cache
def _looks() -> Mapping[str, str]:
    """Return the letters that look like Latin ones, with these."""
    return {sign: letter for sign, letter, _flag in _letters()}


@cache
def _flagged(flag: str) -> frozenset[str]:
    """Return those of them that are `loose`, or `used`."""
    return frozenset(sign for sign, _letter, found in _letters() if found == flag)


@cache
def _letters() -> tuple[tuple[str, str, str], ...]:
    rows = (line.split("\t") for line in facts.lines("letters.txt"))
    return tuple(
        (chr(int(code.removeprefix("U+"), base=16)), letter, "".join(flag))
        for code, letter, _name, *flag in rows
    )


def _is_unseen(sign: str) -> bool:
    return unicodedata.category(sign) in _UNSEEN


def _narrow(sign: str) -> str:
    """Return the common form of a full-width sign; empty for all others."""
    return unicodedata.normalize("NFKC", sign) if "\uff01" <= sign <= "\uff5e" else ""


def _foreign(text: str) -> set[str]:
    """Return the letters that only look Latin, where they stand for Latin ones."""
    found: set[str] = set()
    local, at, domain = text.rpartition("@")
    *labels, ending = domain.split(".")
    if not is_ending(ending.lower()):
        labels.append(ending)
    for label in labels:
        found |= _beside_latin(label)
    for word in local.split(".") if at else ():
        letters = {sign for sign in word.lower() if sign.isalpha()}
        is_whole = len(letters) > 1 and letters <= _looks().keys() - _flagged("loose")
        looks_latin = is_whole and ending.isascii()
        found |= set(word) if looks_latin else _beside_latin(word)
    return {sign for sign in found if sign in _looks()}


def _beside_latin(label: str) -> set[str]:
    """Return the letters of a label that look Latin beside letters that are."""
    if not any("a" <= sign <= "z" for sign in label.lower()):
        return set()
    odd = _looks().keys() - _flagged("used")
    return {sign for sign in label if sign.lower() in odd}


def _words(unseen: list[str], foreign: list[str], wide: list[str]) -> str:
    parts = []
    if unseen:
        parts.append(f"characters that nobody sees ({', '.join(map(_name, unseen[:2]))})")
    if foreign:
        shown = ", ".join(f"{plain(sign)} is a {_name(sign).lower()}" for sign in foreign[:2])
        parts.append(f"letters that only look Latin ({shown})")
    if wide:
        parts.append(f"full-width characters ({', '.join(wide[:2])})")
    return f"There are {' and '.join(parts)}" if parts else ""


def _name(sign: str) -> str:
    return unicodedata.name(sign, f"U+{ord(sign):04X}")
