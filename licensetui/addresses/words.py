"""Meanings of words in an address: a role, a group, a name, or none; compounds are taken apart.

The words are in `data/roles.txt` and `data/names.txt`; what their classes mean stands there.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping, Set
from enum import Enum
from functools import cache

from licensetui.addresses.compact import Compact
from licensetui.packaged import packaged_text

_UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue"})
_DOTLESS = "\N{LATIN SMALL LETTER DOTLESS I}"
_NO_MARK = {_DOTLESS: "i", "ø": "o", "ł": "l", "đ": "d", "æ": "ae", "œ": "oe", "ð": "d", "þ": "th"}
_LETTERS = str.maketrans(_NO_MARK)
_MARKS = re.compile("[\u0300-\u036f]+")


class Word(Enum):
    """The meaning of one word."""

    GROUP = "group"
    """Several people: team, list, direction. A team's beside anything."""
    ROLE = "role"
    """A role: support, achats, jira. A team's, alone or beside an unknown word."""
    SOFT = "soft"
    """A role that is also a name, an initial or an everyday word."""
    BESIDE = "beside"
    """A name that is also a role: a role only beside another one."""
    AID = "aid"
    """A place, a quality, a small word: it says nothing alone."""
    ONE = "one"
    """A role that one person has, whatever stands beside it."""
    CHIEF = "chief"
    """One person's role alone, the office's behind it beside another role."""
    NAME = "name"
    """A first name or a surname."""
    INITIAL = "initial"
    """One letter."""
    UNKNOWN = "unknown"
    """Nobody knows: most often a name."""


def fold(text: str) -> str:
    """Return the text in small letters without accents: `Référents` is `referents`."""
    text = text.casefold()
    if text.isascii():
        return text
    if any(letter in text for letter in _NO_MARK):
        text = text.translate(_LETTERS)
    return _MARKS.sub("", unicodedata.normalize("NFKD", text))


def word_lines(name: str) -> Iterator[tuple[str, str]]:
    """Yield the class and the words of each line of a data file, as they are written there."""
    text = packaged_text(__package__, f"data/{name}")
    for line in text.splitlines():
        if line and not line.startswith("#"):
            kind, _, words = line.split("\t")
            yield kind, words


@cache
def lexicon() -> Mapping[str, Word]:
    """Return what each role word says, folded and without hyphens, umlauts in both spellings."""
    found: dict[str, Word] = dict.fromkeys(twins(), Word.ROLE)
    lines: dict[str, list[str]] = {}
    for kind, written in _role_lines():
        lines.setdefault(kind, []).append(written)
    for word in Word:
        words = " ".join(lines.get(word.value, ())).replace("-", "").split()
        # Most are in plain letters: folding the others alone is twice as quick.
        strange = " ".join(word for word in words if not word.isascii())
        umlauts = " ".join(filter(_has_umlaut, strange.split())).translate(_UMLAUTS)
        found.update(dict.fromkeys(filter(str.isascii, words), word))
        found.update(dict.fromkeys(fold(f"{strange} {umlauts}").split(), word))
    return found


@cache
def twins() -> frozenset[str]:
    """Return the words that are a role's in one language, and in another one a slip of its word."""
    return frozenset(
        fold(" ".join(words for kind, words in _role_lines() if kind == "twin")).split()
    )


def _has_umlaut(word: str) -> bool:
    return "ä" in word or "ö" in word or "ü" in word


@cache
def _role_lines() -> tuple[tuple[str, str], ...]:
    return tuple(word_lines("roles.txt"))


@cache
def endings() -> tuple[str, ...]:
    """Return the endings, folded, of long words that are hardly ever names: `-ungen`, `-zaken`."""
    lines = [words for kind, words in _role_lines() if kind == "ending"]
    lines += [words.translate(_UMLAUTS) for words in lines]
    return tuple(sorted({ending for words in lines for ending in fold(words).split()}))


@cache
def names() -> Set[str]:
    """Return the first names and surnames, folded; no role word is among them."""
    return Compact(" ".join(words for _, words in word_lines("names.txt")).split())


def is_name(word: str) -> bool:
    """Say whether a word is known as a first name or a surname; case and accents do not matter."""
    return fold(word) in names()


def is_first_name(word: str) -> bool:
    """Say whether a word is known as a first name."""
    return fold(word) in _first_names()


@cache
def _first_names() -> frozenset[str]:
    text = packaged_text(__package__, "data/names.txt")
    rows = (line.split("\t") for line in text.splitlines())
    return frozenset(" ".join(row[2] for row in rows if row[1:2] == ["first"]).split())
