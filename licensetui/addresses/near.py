"""Known addresses that are almost the one that was typed: found fast, among any number.

Two local parts that are one slip apart share their first half or their second. So each is kept
under both halves, and only what shares one with the typed text is compared with it.
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


@dataclass(frozen=True)
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
        """Return the neighbors with other uses of some local parts; None for those that are gone.

        What is indexed already is not indexed anew.
        """
        uses = dict(self.uses)
        for local, count in changed.items():
            if count is None:
                uses.pop(local, None)
            else:
                uses[local] = count
        after = Neighbors(uses)
        if "_halves" in self.__dict__:
            new = [local for local in changed if local in uses and local not in self.uses]
            gone = [local for local in changed if local in self.uses and local not in uses]
            halves = self._halves.after(new, gone) if new or gone else self._halves
            after.__dict__["_halves"] = halves
        return after

    def like(self, local: str, domain: str) -> Iterator[Near]:
        """Yield the addresses of the domain that differ in separators, or in one word by one slip.

        The address itself is not among them.
        """
        local = local.casefold()
        typed = tokens(local)
        for other in dict.fromkeys(self._halves.candidates("".join(typed))):
            pair = _difference(typed, tokens(other))
            if other != local and pair is not None and "+" not in other:
                yield Near(f"{other}@{domain}", self.uses[other], *pair)

    @cached_property
    def _halves(self) -> _Halves:
        halves = _Halves({}, {}, {})
        for local in self.uses:
            halves.add(local)
        return halves


@dataclass(frozen=True)
class _Halves:
    """Local parts by their halves, and by all their letters."""

    whole: dict[str, tuple[str, ...]]
    first: dict[str, tuple[str, ...]]
    last: dict[str, tuple[str, ...]]

    def add(self, local: str) -> None:
        for found, key in self._places(local):
            found[key] = (*found.get(key, ()), local)

    def after(self, new: Iterable[str], gone: Iterable[str]) -> _Halves:
        """Return those with other local parts."""
        halves = _Halves(dict(self.whole), dict(self.first), dict(self.last))
        for local in gone:
            for found, key in halves._places(local):
                found[key] = tuple(x for x in found[key] if x != local)
        for local in new:
            halves.add(local)
        return halves

    def candidates(self, letters: str) -> Iterator[str]:
        """Yield those that may be one slip from these letters."""
        yield from self.whole.get(letters, ())
        sizes = {_half("x" * size) for size in range(len(letters) - 1, len(letters) + 2)}
        for size in sorted(sizes):
            yield from self.first.get(letters[:size], ())
            yield from self.last.get(letters[len(letters) - size :], ())

    def _places(self, local: str) -> tuple[tuple[dict[str, tuple[str, ...]], str], ...]:
        letters = "".join(tokens(local))
        half = _half(letters)
        return (
            (self.whole, letters),
            (self.first, letters[:half]),
            (self.last, letters[len(letters) - half :]),
        )


def _half(letters: str) -> int:
    """Return how many letters of one half are left whole by a slip in the other."""
    return max((len(letters) - 1) // 2, 1)


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
