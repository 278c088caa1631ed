"""Known addresses that are almost the one that was typed: found fast, among any number.

Two local parts that are one slip apart are the same once a letter is left out of one or of both.
So each is kept under itself and under all it is without a letter, and under its words in the order
of the alphabet. Only what shares one of these with the typed text is compared with it. While few
have been asked about, those that may share one are found by their letters alone: to keep all under
all of these takes as long as hundreds of questions.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Set
from enum import Enum
from functools import cached_property
from operator import ne
from typing import NamedTuple

from licensetui.addresses.words import fold

_SEPARATORS = re.compile(r"[\W_]+")


_LOOKS = tuple(
    str.maketrans(digits, letters) for digits, letters in (("015", "ols"), ("015", "ois"))
)
"""Digits that are typed, or written, for the letters they look like."""
_PAIRS = (("rn", "m"), ("m", "rn"), ("vv", "w"))
"""Letters that look like others side by side."""
LAYOUTS = (str.maketrans("aqzw", "qawz"), str.maketrans("yz", "zy"))
"""Keys that are another letter on an AZERTY, and a QWERTZ keyboard than on a QWERTY one."""
_PAYS = 150
"""An index is made when each known address has been looked at so often: to keep one under all its
keys takes as long."""
_EXCHANGED = 2
"""Letters at most that one of two has, and the other has not, if they are one slip apart."""
_NONE: Mapping[int, list[str]] = {}
_CAPITAL_I = re.compile("(?<=[a-z])I(?=[a-z])")
"""What looks like an l between small letters."""


def tokens(local: str) -> tuple[str, ...]:
    """Return the words of a local part, folded, without the tag after a +."""
    folded = fold(local.partition("+")[0])
    if folded.isalnum():
        return (folded,)
    return tuple(filter(None, _SEPARATORS.split(folded)))


class Likeness(Enum):
    """How two addresses are alike."""

    WORDS = "words"
    """The same words: nothing but dots, hyphens, underscores and accents differ."""
    ORDER = "order"
    """The same words in another order."""
    LOOK = "look"
    """They look alike, or are typed by the same keys of another keyboard."""
    SLIP = "slip"
    """One word differs by one slip."""


class Near(NamedTuple):
    """A known address that is almost the typed one."""

    address: str
    """The known address, in the form of `address_key`."""
    uses: int
    """On how many licenses it is wanted."""
    likeness: Likeness
    """How it is like the typed one."""
    typed: str = ""
    """The word that differs, as typed; empty if none does."""
    meant: str = ""
    """The same word as in the known address."""


class Neighbors:
    """The known addresses of one domain. Immutable."""

    def __init__(self, uses: Mapping[str, int]) -> None:
        """Take local parts in the form of `address_key`, with on how many licenses each is."""
        self.uses = uses
        """On how many licenses each local part is wanted."""
        self._looked = 0
        # How often one of them was looked at.

    def after(self, changed: Mapping[str, int | None]) -> Neighbors:
        """Return the neighbors with other uses of some local parts, None for those gone."""
        uses = dict(self.uses)
        for local, count in changed.items():
            if count is None:
                uses.pop(local, None)
            else:
                uses[local] = count
        after = Neighbors(uses)
        after._looked = self._looked
        if "_index" in self.__dict__:
            index = dict(self._index)
            for local in changed:
                if local in self.uses and local not in uses:
                    for key in _keys(local):
                        index[key] = tuple(known for known in index[key] if known != local)
                elif local in uses and local not in self.uses:
                    for key in _keys(local):
                        index[key] = (*index.get(key, ()), local)
            after.__dict__["_index"] = index
        return after

    def like(self, local: str, domain: str) -> Iterator[Near]:
        """Yield others of the domain that are almost a local part: see `Likeness`.

        A slip is no digit: who has another number is another.
        """
        key, typed, seen = local.casefold(), tokens(local), set[str]()
        for text in _others(local):
            words = tokens(text)
            for other in self._spelled("".join(words)):
                if "+" not in other and other != key and tokens(other) == words:
                    seen.add(other)
                    yield Near(f"{other}@{domain}", self.uses[other], Likeness.LOOK)
        is_sure = self._is_indexed
        for other in self.candidates(local, typed):
            if other == key or "+" in other or other in seen:
                continue
            found = _difference(typed, tokens(other))
            if found is not None and (is_sure or not _keys(local).isdisjoint(_keys(other))):
                yield Near(f"{other}@{domain}", self.uses[other], *found)

    def candidates(self, local: str, words: Iterable[str]) -> Iterable[str]:
        """Return those that may be one slip from a local part, each once; it has these `tokens`."""
        if self._is_indexed:
            keys = _keys(local)
            return dict.fromkeys(known for key in keys for known in self._index.get(key, ()))
        letters = "".join(words)
        signs, number, size = _signs(letters), _number(letters), len(letters)
        lengths = (size - 1, size, size + 1)
        shapes = [self._shapes.get((length, number), _NONE) for length in lengths]
        self._looked += sum(map(len, shapes))
        return [
            known
            for shape in shapes
            for other, alike in shape.items()
            if (signs ^ other).bit_count() <= _EXCHANGED
            for known in alike
        ]

    def _spelled(self, letters: str) -> Iterable[str]:
        """Return those with the same letters, and perhaps others."""
        if self._is_indexed:
            return self._index.get(_key(letters), ())
        shape = self._shapes.get((len(letters), _number(letters)))
        return shape.get(_signs(letters), ()) if shape else ()

    @property
    def _is_indexed(self) -> bool:
        return "_index" in self.__dict__ or self._looked > _PAYS * len(self.uses)

    @cached_property
    def _shapes(self) -> Mapping[tuple[int, str], Mapping[int, list[str]]]:
        """The local parts by how many letters they have, their number, and their `_signs`."""
        found: dict[tuple[int, str], dict[int, list[str]]] = {}
        for local in self.uses:
            letters = "".join(tokens(local))
            shape = found.setdefault((len(letters), _number(letters)), {})
            shape.setdefault(_signs(letters), []).append(local)
        return found

    @cached_property
    def _index(self) -> dict[int, tuple[str, ...]]:
        found: dict[int, tuple[str, ...]] = {}
        for local in self.uses:
            alone = (local,)  # one for all keys that nobody else has
            for key in _keys(local):
                found[key] = (*found[key], local) if key in found else alone
        return found


def _signs(letters: str) -> int:
    """Return which letters there are, a bit for each; few share one."""
    signs = 0
    for code in {*map(ord, letters)}:
        signs |= 1 << (code & 63)
    return signs


def _keys(local: str) -> Set[int]:
    """Return the letters of a local part, and these without each of them in turn, as hashes.

    Its words in the order of the alphabet are one more. Hashes take half the room, and what has the
    same one by chance is compared as all others are. Who has another number is another: no digit is
    left out, and all have to be the same.
    """
    words = tokens(local)
    letters = "".join(words)
    if _is_without_digits(letters):
        texts = [letters[:at] + letters[at + 1 :] for at in range(len(letters))]
    else:
        number = _number(letters)
        texts = [
            f"{letters[:at]}{letters[at + 1 :]} {number}"
            for at, sign in enumerate(letters)
            if not sign.isdigit()
        ]
    if len(words) > 1:
        texts.append("_".join(sorted(words)))  # no other text has one in it
    return dict.fromkeys((_key(letters), *map(hash, texts))).keys()


def _key(letters: str) -> int:
    """Return the key under which a local part with these letters and digits is kept itself."""
    return hash(letters if _is_without_digits(letters) else f"{letters} {_number(letters)}")


def _is_without_digits(letters: str) -> bool:
    return letters.isalpha() or not any(map(str.isdigit, letters))


def _number(letters: str) -> str:
    return "" if letters.isalpha() else "".join(filter(str.isdigit, letters))


def _others(local: str) -> Iterator[str]:
    """Yield what a local part looks like, or is on another keyboard, where it is another text."""
    small = _CAPITAL_I.sub("l", local).casefold()
    if small != local.casefold():
        yield small
    if not small.isalpha() and any(digit in small for digit in "015"):
        yield from {small.translate(looks) for looks in _LOOKS}
    for pair, letter in _PAIRS:
        if pair in small:
            yield small.replace(pair, letter)
    for layout in LAYOUTS:
        other = small.translate(layout)
        if other != small and sum(map(ne, small, other)) > 1:
            yield other


def _difference(typed: tuple[str, ...], known: tuple[str, ...]) -> tuple[Likeness, str, str] | None:
    """Return how two are alike, with the one word in which they differ by a slip; None if not."""
    whole, other = "".join(typed), "".join(known)
    if whole == other:
        return Likeness.WORDS, "", ""
    if len(typed) != len(known):
        return (Likeness.SLIP, whole, other) if is_near(whole, other) else None
    pairs = [pair for pair in zip(typed, known, strict=True) if pair[0] != pair[1]]
    if len(pairs) == 1:
        return (Likeness.SLIP, *pairs[0]) if is_near(*pairs[0]) else None
    return (Likeness.ORDER, "", "") if sorted(typed) == sorted(known) else None


def is_near(a: str, b: str) -> bool:
    """Say whether one sign is missing, added, changed, swapped with its neighbor, or moved."""
    return one_slip(a, b) or is_moved(a, b)


def is_moved(a: str, b: str) -> bool:
    """Say whether one sign stands two or three places from where it does in the other text."""
    if a == b or len(a) != len(b) or len(a) < 5 or sorted(a) != sorted(b):
        return False
    differing = [at for at, (x, y) in enumerate(zip(a, b, strict=True)) if x != y]
    start, end = differing[0], differing[-1] + 1
    a, b = a[start:end], b[start:end]
    return len(a) in (3, 4) and a in (b[1:] + b[0], b[-1] + b[:-1])


def one_slip(a: str, b: str) -> bool:
    """Say whether one sign is missing, added, changed, or swapped with its neighbor."""
    if abs(len(a) - len(b)) > 1 or a == b:
        return False
    start = 0
    while start < min(len(a), len(b)) and a[start] == b[start]:
        start += 1
    a, b = a[start:], b[start:]
    while a and b and a[-1] == b[-1]:
        a, b = a[:-1], b[:-1]
    return len(a) + len(b) <= 2 if len(a) != len(b) or len(a) < 2 else a == b[::-1] and len(a) == 2
