"""Known addresses that are almost the one that was typed: found fast, among any number.

Two local parts that are one slip apart share their first half or their second. So each is kept
under both halves, and only what shares one with the typed text is compared with it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

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


@dataclass
class _Halves:
    """The local parts of one domain, by their halves, and by all their letters."""

    whole: dict[str, list[str]] = field(default_factory=dict)
    first: dict[str, list[str]] = field(default_factory=dict)
    last: dict[str, list[str]] = field(default_factory=dict)

    def add(self, local: str) -> None:
        letters = "".join(tokens(local))
        half = _half(letters)
        self.whole.setdefault(letters, []).append(local)
        self.first.setdefault(letters[:half], []).append(local)
        self.last.setdefault(letters[len(letters) - half :], []).append(local)


class NearIndex:
    """All known addresses."""

    def __init__(self, uses: Mapping[str, int]) -> None:
        """Index addresses in the form of `address_key`, with on how many licenses each is."""
        self._uses = uses
        self._locals: dict[str, list[str]] = {}
        for address in uses:
            local, _, domain = address.rpartition("@")
            self._locals.setdefault(domain, []).append(local)
        self._halves: dict[str, _Halves] = {}

    def like(self, local: str, domain: str) -> Iterator[Near]:
        """Yield the addresses of a domain that differ in separators, or in one word by one slip.

        The address itself is not among them.
        """
        local = local.casefold()
        typed = tokens(local)
        for other in dict.fromkeys(self._candidates("".join(typed), domain)):
            address = f"{other}@{domain}"
            pair = _difference(typed, tokens(other))
            if other != local and pair is not None and "+" not in other:
                yield Near(address, self._uses[address], *pair)

    def _candidates(self, letters: str, domain: str) -> Iterator[str]:
        halves = self._of(domain)
        yield from halves.whole.get(letters, ())
        sizes = {_half("x" * size) for size in range(len(letters) - 1, len(letters) + 2)}
        for size in sorted(sizes):
            yield from halves.first.get(letters[:size], ())
            yield from halves.last.get(letters[len(letters) - size :], ())

    def _of(self, domain: str) -> _Halves:
        if domain not in self._halves:
            halves = _Halves()
            for local in self._locals.get(domain, ()):
                halves.add(local)
            self._halves[domain] = halves
        return self._halves[domain]


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
