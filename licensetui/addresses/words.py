"""What a word of an address says: a role, a group, a name, or nothing; compounds are taken apart.

The words are in `data/roles.txt` and `data/names.txt`; what their classes mean stands there.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping
from enum import Enum
from functools import cache, lru_cache
from importlib import resources

LONGEST = 28
"""Letters of the longest word that is looked for inside a compound."""
LINKS = ("", "s", "n", "en", "es", "e", "er")
"""Letters between the parts of a German or Dutch compound; plurals of all seven languages too."""
_UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue"})
_LETTERS = str.maketrans({"ø": "o", "ł": "l", "đ": "d", "æ": "ae", "œ": "oe", "ð": "d", "þ": "th"})


class Word(Enum):
    """What one word says."""

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
    """A role that one person has."""
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
    split = unicodedata.normalize("NFKD", text.translate(_LETTERS))
    return "".join(sign for sign in split if not unicodedata.combining(sign))


def word_lines(name: str) -> Iterator[tuple[str, str]]:
    """Yield the class and the words of each line of a data file, as they are written there."""
    text = resources.files(__package__).joinpath("data", name).read_text("utf-8")
    for line in text.splitlines():
        if line and not line.startswith("#"):
            kind, _, words = line.split("\t")
            yield kind, words


@cache
def lexicon() -> Mapping[str, Word]:
    """Return what each role word says, folded and without hyphens, umlauts in both spellings."""
    found: dict[str, Word] = {}
    for kind, words in word_lines("roles.txt"):
        word = Word(kind)
        spellings = words.replace("-", "")
        found.update(dict.fromkeys(fold(spellings).split(), word))
        if not spellings.isascii():
            found.update(dict.fromkeys(fold(spellings.translate(_UMLAUTS)).split(), word))
    return found


@cache
def _names() -> frozenset[str]:
    return frozenset(word for _, words in word_lines("names.txt") for word in words.split())


def is_name(word: str) -> bool:
    """Say whether a word is known as a first name or a surname; case and accents do not matter."""
    return fold(word) in _names()


def is_role(word: str) -> bool:
    """Say whether a word is known as a role, a place or a small word beside one, or a compound."""
    return word_of(fold(word)) not in (Word.NAME, Word.INITIAL, Word.UNKNOWN)


@lru_cache(maxsize=4096)
def word_of(word: str) -> Word:
    """Return what a folded word says; digits at its ends do not count unless they belong to it."""
    known = lexicon()
    if word in known:
        return known[word]
    word = word.strip("0123456789") or word
    if word in known:
        return known[word]
    if len(word) == 1:
        return Word.INITIAL
    if word in _names():
        return Word.NAME
    return _plural(word) or _compound(word) or Word.UNKNOWN


def _plural(word: str) -> Word | None:
    """Return what the plural of a known word says: several directors are a group."""
    for ending in ("s", "es", "n", "en", "x"):
        stem = word.removesuffix(ending)
        if stem == word or len(stem) < 5:
            continue
        found = lexicon().get(stem)
        if found in (Word.ROLE, Word.GROUP):
            return found
        if found is Word.ONE and ending in ("s", "es"):
            return Word.GROUP
    return None


def _compound(word: str) -> Word | None:
    """Return what a word made of known words says, None if it is not made of such."""
    parts = _parts(word)
    if not parts:
        return None
    said = {lexicon()[part] for part in parts}
    if Word.GROUP in said:
        return Word.GROUP
    return Word.ONE if Word.ONE in said else Word.ROLE


def _parts(word: str) -> tuple[str, ...]:
    """Return the known words that a word is made of, the longest first choice; empty if none."""
    known, end = lexicon(), len(word)
    best: list[tuple[int, tuple[str, ...]] | None] = [None] * (end + 1)
    best[0] = (0, ())
    for start in range(end):
        here = best[start]
        if here is None:
            continue
        for stop in range(start + 2, min(end, start + LONGEST) + 1):
            part = word[start:stop]
            if part not in known:
                continue
            score = here[0] + (stop - start) ** 2
            for link in LINKS if stop - start >= 4 else ("",):
                after = stop + len(link)
                if word.startswith(link, stop) and after <= end:
                    there = best[after]
                    if there is None or score > there[0]:
                        best[after] = (score, (*here[1], part))
    whole = best[end]
    return whole[1] if whole and _is_plausible(word, whole[1]) else ()


def _is_plausible(word: str, parts: tuple[str, ...]) -> bool:
    """Say whether the parts are no chance: most letters belong to long words of teams."""
    known = lexicon()
    strong = [part for part in parts if known[part] in _STRONG and len(part) >= 4]
    long = sum(len(part) for part in parts if len(part) >= 4)
    if not strong or len(parts) > 5:
        return False
    if len(max(strong, key=len)) == 4 and any(
        len(part) < 3 and known[part] is Word.AID for part in parts
    ):
        return False
    return long * 2 >= len(word)


_STRONG = frozenset({Word.ROLE, Word.GROUP, Word.ONE})
