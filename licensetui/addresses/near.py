"""Known addresses that are almost the one that was typed: found fast, among any number.

Two local parts that are one slip apart are the same once a letter is left out of one or of both.
So each is kept under itself and under all it is without a letter, and only what shares one of these
with the typed text is compared with it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

_SEPARATORS = re.compile(r"[._\-]+")


def tokens(local: str) -> tuple[str, ...]:
    """Return the words of a local part, in lower case, without the tag after a +."""
    return tuple(filter(None, _SEPARATORS.split(local.partition("+")[0].casefold())))


@dataclass(frozen=True, slots=True)
class Near:
    """A known address that is almost the typed one."""

    address: str
    """The known address, in the form of `address_key`."""
    uses: int
    """On how many licenses it is wanted."""
    typed: str
    """The word that differs, as typed; empty if only dots, hyphens and underscores do."""
    meant: str
    """The same word as in the known address."""


class Neighbors:
    """The known addresses of one domain. Immutable."""

    def __init__(self, uses: Mapping[str, int]) -> None:
        """Take local parts in the form of `address_key`, with on how many licenses each is."""
        self.uses = uses
        """On how many licenses each local part is wanted."""

    def after(self, changed: Mapping[str, int | None]) -> Neighbors:
        """Return the neighbors with other uses of some local parts, None for those gone."""
        uses = dict(self.uses)
        for local, count in changed.items():
            if count is None:
                uses.pop(local, None)
            else:
                uses[local] = count
        after = Neighbors(uses)
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
        """Yield others that differ in separators, or in one word by one slip that is no digit."""
        local = local.casefold()
        typed = tokens(local)
        for other in self.candidates(local):
            if other == local or "+" in other:
                continue
            pair = _difference(typed, tokens(other))
            if pair is not None:
                yield Near(f"{other}@{domain}", self.uses[other], *pair)

    def candidates(self, local: str) -> Iterable[str]:
        """Return those that may be one slip from a local part, each once."""
        return dict.fromkeys(known for key in _keys(local) for known in self._index.get(key, ()))

    @cached_property
    def _index(self) -> dict[int, tuple[str, ...]]:
        found: dict[int, tuple[str, ...]] = {}
        for local in self.uses:
            alone = (local,)  # one for all keys that nobody else has
            for key in _keys(local):
                found[key] = (*found[key], local) if key in found else alone
        return found


def _keys(local: str) -> Iterable[int]:
    """Return the letters of a local part, and these without each of them in turn, as hashes.

    These take half the room, and what has the same one by chance is compared as all others are.
    Who has another number is another: no digit is left out, and all have to be the same.
    """
    letters = "".join(tokens(local))
    number = "".join(sign for sign in letters if sign.isdigit())
    shorter = [
        letters[:at] + letters[at + 1 :] for at, sign in enumerate(letters) if not sign.isdigit()
    ]
    return dict.fromkeys(hash(f"{found} {number}") for found in (letters, *shorter))


def _difference(typed: tuple[str, ...], known: tuple[str, ...]) -> tuple[str, str] | None:
    """Return the one word in which two differ by one slip, two empty ones, or None if more."""
    if typed == known or "".join(typed) == "".join(known):
        return "", ""
    if len(typed) != len(known):
        return (
            ("".join(typed), "".join(known)) if one_slip("".join(typed), "".join(known)) else None
        )
    pairs = [pair for pair in zip(typed, known, strict=True) if pair[0] != pair[1]]
    return pairs[0] if len(pairs) == 1 and one_slip(*pairs[0]) else None


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
