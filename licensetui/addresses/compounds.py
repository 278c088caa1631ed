"""Meanings of the words in an address, also of compounds: `itsupport`, `jiraadmins`.

Surnames must not fall apart (`postma` is not post + ma), so chance is kept out by what may stand
where and how much of the word its long parts are.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from licensetui.addresses.words import Word, endings, fold, lexicon, names, twins

LONGEST = 28
"""Letters of the longest word that is looked for."""
LINKS = ("s", "n", "en", "es", "e", "er")
"""Letters between the parts of a German or Dutch compound, and plurals at its end."""
LONG, SURE = 4, 7
"""Letters of a word that is hardly there by chance; and of one that alone is enough."""
REST = 3
"""Letters of that rest at least: `contente` is not content + e."""
SHORT = frozenset(
    ("it", "ti", "hr", "rh", "qa", "si", "ap", "sap", "erp", "crm", "ops", "dev", "web", "app")
)
"""The words of up to three letters that are known in compounds, of those that may be names."""
ROOT = 4
"""Letters before an ending at least: `manzione` is a surname."""
MOST = 5
"""Parts at most."""
_PLURALS = {"s": 5, "es": 5, "x": 5, "n": 7, "en": 7}
"""Endings of plurals, and letters before them at least: `kirchen` and `clouden` are surnames."""
_TEAMS = frozenset({Word.ROLE, Word.GROUP})
_STRONG = _TEAMS | {Word.ONE}


class WordPart(NamedTuple):
    """One known word of a compound."""

    text: str
    """The word, folded."""
    word: Word
    """What it says."""
    link: str
    """The letters behind it that link it to the next."""


def is_role(word: str) -> bool:
    """Say whether a word is spelled as a role, a place or a small word is, or as a compound is.

    A word that is more often a slip of another role is none: `suport`.
    """
    word = fold(word)
    if word in twins():
        return False
    is_plural = word.endswith("s") and _plural(word) is not None
    return word in lexicon() or is_plural or of_compound(word) is not None


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
    if word in names():
        return Word.NAME
    found = _plural(word) or of_compound(word)
    if found:
        return found
    return Word.ROLE if _has_sure_role(word) else Word.UNKNOWN


def _plural(word: str) -> Word | None:
    """Return what the plural of a known word says: several directors are a group."""
    for ending, shortest in _PLURALS.items():
        stem = word.removesuffix(ending)
        if stem == word or len(stem) < shortest:
            continue
        found = lexicon().get(stem)
        if found in (Word.ROLE, Word.GROUP):
            return found
        if found is Word.ONE and ending in ("s", "es"):
            return Word.GROUP
    return None


def of_compound(text: str) -> Word | None:
    """Return what an unbroken folded word says by its parts; None if it is not made of roles."""
    parts = parts_of(text)
    if not _is_plausible(text, parts):
        return None
    said = {part.word for part in parts}
    if Word.GROUP in said:
        return Word.GROUP
    return Word.ONE if Word.ONE in said else Word.ROLE


def parts_of(text: str) -> Sequence[WordPart]:
    """Return the known words a folded word is made of, as long as possible; empty if it is not."""
    end = len(text)
    best: list[tuple[int, tuple[WordPart, ...]] | None] = [None] * (end + 1)
    best[0] = (0, ())
    for start in range(end):
        here = best[start]
        if here is None or len(here[1]) == MOST:
            continue
        for part in _starting(text, start):
            score = here[0] + len(part.text) ** 2
            after = start + len(part.text) + len(part.link)
            there = best[after]
            if there is None or score > there[0]:
                best[after] = (score, (*here[1], part))
    whole = best[end]
    return whole[1] if whole else ()


def _starting(text: str, start: int) -> Iterator[WordPart]:
    """Yield each known word at a place, alone and with each link behind it."""
    known = lexicon()
    for stop in range(start + 2, min(len(text), start + LONGEST) + 1):
        word = known.get(text[start:stop])
        if word is None:
            continue
        yield WordPart(text[start:stop], word, "")
        if stop - start >= LONG:
            for link in LINKS:
                if text.startswith(link, stop):
                    yield WordPart(text[start:stop], word, link)


def _is_plausible(text: str, parts: Sequence[WordPart]) -> bool:
    """Say whether the parts are no chance: long words make most of it, one of them a role."""
    if len(parts) < 2:
        return False
    strong = max((len(part.text) for part in parts if part.word in _STRONG), default=0)
    if strong < LONG or not _may_end(parts[-1], strong) or not _may_start(parts[0]):
        return False
    if not all(_is_firm(part, strong) for part in parts):
        return False
    return 2 * sum(len(part.text) for part in parts if len(part.text) >= LONG) >= len(text)


def _may_start(part: WordPart) -> bool:
    return part.word is not Word.AID or len(part.text) >= LONG


def _may_end(part: WordPart, strong: int) -> bool:
    """Say whether a part may be the last: a country only behind a long word, no stray letters."""
    if part.link:
        return part.link in ("s", "n", "en", "es") and len(part.text) > LONG
    return part.word is not Word.AID or len(part.text) >= LONG or strong >= SURE


def _is_firm(part: WordPart, strong: int) -> bool:
    """Say whether a part is no chance beside one of so many letters: `careccia` is no care."""
    if part.word in (Word.SOFT, Word.BESIDE, Word.CHIEF) and len(part.text) < LONG:
        return part.text in SHORT
    return strong > LONG or (not part.link and part.word not in (Word.AID, Word.BESIDE))


def _has_sure_role(text: str) -> bool:
    """Say whether it starts or ends with a role so long that it is no chance: `supportacme`."""
    if len(text) <= SURE or is_of_names(text):
        return False
    if text.endswith(endings(), ROOT):
        return True
    known = lexicon()
    return any(
        known.get(part) in _TEAMS
        for length in range(SURE, len(text) - REST + 1)
        for part in (text[:length], text[-length:])
    )


def is_of_names(text: str) -> bool:
    """Say whether it is a name with an initial, or two names: `jmartin`, `martinj`, `anamartin`."""
    known = names()
    if text[1:] in known or text[:-1] in known:
        return True
    return any(text[:at] in known and text[at:] in known for at in range(3, len(text) - 2))
