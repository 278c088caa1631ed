"""Names and addresses found in texts, in whatever way they are written.

Texts are compared by their letters alone: without regard to case, accents, composed or decomposed
forms, invisible signs and percent-encoding. Each letter knows where in the text it stands.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator
from contextlib import suppress

_PERCENT = re.compile("(?:%[0-9A-Fa-f]{2})+")
_AT = r"(?:\s?@\s?|\s*[(\[{]\s*(?:at|@)\s*[)\]}]\s*|\s+at\s+)"
_BETWEEN = "._+*/|~-"
"""What may stand between two words of a name."""
_SPACE = r"\s"
_LEAST_JOINED = 6
"""Letters from which on a name is found without anything between its words."""


def letters(text: str) -> str:
    """Return the letters of a text as they are compared."""
    return _letters(text)[0]


def replaced(
    pattern: re.Pattern[str], text: str, by: str, is_meant: Callable[[str], bool] = lambda _: True
) -> str:
    """Return a text with `by` where the letters fit a pattern and what stands there is meant."""
    shown, places = _letters(text)
    pieces, place = [], 0
    for found in pattern.finditer(shown):
        if found.start() == found.end():
            continue
        start = places[found.start()]
        end = places[found.end()] if found.end() < len(places) else len(text)
        if start < place or not is_meant(text[start:end]):
            continue
        pieces += [text[place:start], by]
        place = end
    return "".join([*pieces, text[place:]])


def name_pattern(name: str) -> str:
    """Return a pattern for the letters of a name: its words in order, or the last ones first."""
    shown = letters(name).strip()
    words = re.findall(r"[^\W_]+", shown)
    if not words:
        return re.escape(shown)
    own = "".join(sorted(set(re.sub(r"[\s]|[^\W_]", "", shown))))
    least = 0 if sum(map(len, words)) >= _LEAST_JOINED else 1
    own_class = f"{re.escape(_BETWEEN + own)}{_SPACE if own else ''}"
    between = rf"(?:\s*,\s*|\s+|[{own_class}]{{{least},3}})"
    before, after = (
        f"(?:{re.escape(sign)})?" if re.match(r"[\W_]", sign) else ""
        for sign in (shown[0], shown[-1])
    )
    ways = dict.fromkeys(
        between.join(map(re.escape, (*words[turn:], *words[:turn]))) for turn in range(len(words))
    )
    return _as_words(f"{before}(?:{'|'.join(ways)}){after}", shown)


def address_pattern(address: str) -> str:
    """Return a pattern for the letters of an e-mail address."""
    local, at, domain = letters(address).rpartition("@")
    domains = [domain]
    if not domain.isascii():
        with suppress(UnicodeError):  # else it is no domain that a mail could go to
            domains.append(domain.encode("idna").decode())
    ends = "|".join(map(re.escape, domains))
    return rf"(?<![\w.+-]){re.escape(local)}{_AT if at else ''}(?:{ends})(?![\w-]|\.\w)"


def word_pattern(word: str) -> str:
    """Return a pattern for the letters of a word that stands by itself."""
    return _as_words(re.escape(letters(word)), letters(word))


def same_letters(one: str, other: str) -> bool:
    """Say whether two texts have the same letters, accents included, in any order."""
    return _accented(one) == _accented(other)


def _accented(text: str) -> list[str]:
    plain = "".join(sign for sign, _ in _signs(text))
    return sorted(sign for sign in unicodedata.normalize("NFC", plain).casefold() if sign.isalnum())


def _as_words(pattern: str, shown: str) -> str:
    """Return a pattern that fits whole words only, where the script puts spaces between them."""
    if any(sign.isalpha() and sign.upper() == sign.lower() for sign in shown):
        return pattern
    return rf"(?<![^\W_]){pattern}(?![^\W_])"


def _letters(text: str) -> tuple[str, list[int]]:
    """Return the letters of a text as they are compared, and where each stands in it."""
    if text.isascii() and "%" not in text:
        return text.lower(), list(range(len(text)))
    found: list[str] = []
    places: list[int] = []
    for sign, place in _signs(text):
        if unicodedata.category(sign) == "Cf":
            continue
        for letter in unicodedata.normalize("NFKD", sign).casefold():
            if not unicodedata.combining(letter):
                found.append(letter)
                places.append(place)
    return "".join(found), places


def _signs(text: str) -> Iterator[tuple[str, int]]:
    """Yield the signs of a text, with what is percent-encoded decoded, and where each stands."""
    place = 0
    while place < len(text):
        encoded = _PERCENT.match(text, place)
        if not encoded:
            yield text[place], place
            place += 1
            continue
        raw = bytes.fromhex(encoded[0].replace("%", ""))
        for sign in raw.decode(errors="surrogateescape"):
            yield sign, place
            place += 3 * len(sign.encode(errors="surrogateescape"))
