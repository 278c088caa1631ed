"""Domains that people mean when they mistype, found by what they typed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import cache, cached_property
from typing import NamedTuple

from licensetui.addresses import facts
from licensetui.addresses.characters import skeleton
from licensetui.addresses.distance import DOUBLED, NEIGHBOR, PUNCTUATION, SWAPPED
from licensetui.addresses.domain_parts import Parts, bare, parts

CHEAPEST = 0.35
"""What a slip costs at least for each letter that is in one of two names only."""
SLIP_LETTERS = 2
"""Letters at most that two names have not in common, if they are one slip apart."""
LENGTHS = 2
"""Letters by which the lengths of two names may differ, for the same."""
OWN_FREQUENCY = 6
"""How often a domain of one's own is meant, on the scale of the providers (1 to 5)."""
USUAL = 5
"""The frequency of what nearly everybody means."""
LARGE = 4
"""The frequency of what many mean."""
RARE = 2
"""The frequency up to which one slip is the most that is worth a question."""
VENDOR = 0
"""The frequency of a vendor's domain: mails come from there, and fewer go."""
ONE_SLIP = 1.1
"""What one slip costs, other than in the first letter."""
BONUS = 0.3
"""By how much short names of what nearly everybody means may be farther off."""


LIMITS = (0.0, 0.0, 0.0, 0.0, 0.65, 1.0, ONE_SLIP, 1.5, 1.5)
"""How far names of so many letters may be off, and longer ones."""
LONG_LIMIT = 2.0
VENDOR_LIMITS = (*(0.0,) * 5, SWAPPED)
"""The same for vendors: theirs are words more often."""


class Target(NamedTuple):
    """A domain that somebody may have meant."""

    domain: str
    frequency: int
    """How often it is meant: 1 rarely, 5 as gmail.com, more for one's own."""
    contacts: int = 0
    """How many known contacts have an address there; zero for a provider."""
    brand: int = 0
    """How often the best known domain of the same name is meant, on the same scale."""
    is_shared: bool = False
    """Whether customers have domains of their own below it: `acme.onmicrosoft.com`."""

    @property
    def parts(self) -> Parts:
        """The domain in its parts."""
        return parts(self.domain)

    @property
    def name(self) -> str:
        """All but the ending."""
        return self.parts.whole_name

    @property
    def budget(self) -> float:
        """The distance from the name up to which a text is taken for it.

        Long names may be farther off. Those that few people mean may not, nor those with `mail`
        in them: there are hundreds of these, and what makes them differ is short.
        """
        name, is_own = self.name, self.frequency >= OWN_FREQUENCY
        length = len(name)
        if length <= 3:
            return 0.55 if is_own else DOUBLED if self.is_brief else 0.0
        limit = LIMITS[length] if length < len(LIMITS) else LONG_LIMIT
        if is_own:
            return max(limit, NEIGHBOR)
        if self.brand == USUAL and 4 < length < 7:
            return limit + BONUS
        if self.frequency == VENDOR:
            return VENDOR_LIMITS[length] if length < len(VENDOR_LIMITS) else 1.0
        if self.brand <= RARE or (self.brand < LARGE and "mail" in name):
            return min(limit, ONE_SLIP)
        return limit

    @property
    def is_brief(self) -> bool:
        """Whether nothing but a doubled letter can be told from another name: `gmxx.de`."""
        return len(self.name) == 3 and self.frequency >= LARGE and not self.is_own

    @property
    def has_below(self) -> bool:
        """Whether there are mail domains below it."""
        return self.is_own or self.is_shared

    @property
    def is_vendor(self) -> bool:
        """Whether it is a vendor's, and nobody's mail provider."""
        return self.frequency == VENDOR

    @property
    def is_own(self) -> bool:
        """Whether it is from the user's own records."""
        return self.frequency >= OWN_FREQUENCY


class Targets:
    """Many targets, to be found by name."""

    def __init__(self, targets: Iterable[Target]) -> None:
        """Index targets by the length and the letters of their names."""
        self.by_domain = {target.domain: target for target in targets}
        """All, by domain."""
        self._by_bare: dict[str, list[Target]] = {}
        self._by_length: dict[int, list[tuple[int, Target]]] = {}
        self._by_count: dict[int, list[tuple[int, str, Target]]] = {}
        self._budgets: dict[int, list[tuple[int, float, Target]]] = {}
        self._looked_at: dict[int, list[tuple[int, int, Target]]] = {}
        for target in self.by_domain.values():
            name = target.name
            letters = bare(target.domain)
            self._by_bare.setdefault(letters, []).append(target)
            self._by_count.setdefault(len(letters), []).append((_letters(letters), letters, target))
            self._by_length.setdefault(len(name), []).append((_letters(name), target))

    def same_letters(self, domain: str) -> list[Target]:
        """Return those that differ from a domain in dots and hyphens only."""
        return self._by_bare.get(bare(domain), [])

    @cached_property
    def by_skeleton(self) -> Mapping[str, Target]:
        """All by what they look like; of two that look alike the more frequent."""
        found: dict[str, Target] = {}
        looks = skeleton("\n".join(self.by_domain)).split("\n")  # all at once is fastest
        for look, target in zip(looks, self.by_domain.values(), strict=False):
            if look not in found or found[look].frequency < target.frequency:
                found[look] = target
        return found

    def of_letters(self, typed: str) -> Iterator[tuple[str, Target]]:
        """Yield those that may be one slip from a text, with their letters, no dots nor hyphens."""
        bits = _letters(typed)
        for size in range(len(typed) - 1, len(typed) + 2):
            for known, letters, target in self._by_count.get(size, ()):
                if (known ^ bits).bit_count() <= SLIP_LETTERS:
                    yield letters, target

    def named(self, name: str) -> Iterator[Target]:
        """Yield the user's own domains with a name, whatever their ending."""
        for _letters, target in self._by_length.get(len(name), ()):
            if target.is_own and target.name == name:
                yield target

    def around(self, name: str) -> Iterator[Target]:
        """Yield those whose name may be one slip from `name`, or equal to it: the frequent first.

        A slip changes two letters at most.
        """
        letters, length = _letters(name), len(name)
        found = (
            target
            for size in (length - 1, length, length + 1)
            for known, target in self._by_length.get(size, ())
            if (known ^ letters).bit_count() <= SLIP_LETTERS
        )
        yield from sorted(found, key=lambda target: -target.frequency)

    def near(self, name: str) -> list[Target]:
        """Return those whose name could be meant by `name`: few, but more than really are near."""
        letters = _letters(name)
        return [
            target
            for known, most, target in self._around(len(name))
            if (known ^ letters).bit_count() <= most
        ]

    def _around(self, length: int) -> list[tuple[int, int, Target]]:
        """Return those whose names are about so long, with their letters, and how many may differ.

        A name that may only be off by less than what is missing, or too much, is none of them.
        """
        if length not in self._looked_at:
            self._looked_at[length] = [
                (letters, int(budget / CHEAPEST), target)
                for size in range(length - LENGTHS, length + LENGTHS + 1)
                for letters, budget, target in self._of_length(size)
                if budget >= PUNCTUATION * abs(size - length)
            ]
        return self._looked_at[length]

    def _of_length(self, length: int) -> list[tuple[int, float, Target]]:
        """Return those whose names are so long, with their letters and budgets."""
        if length not in self._budgets:
            found = self._by_length.get(length, ())
            self._budgets[length] = [(letters, it.budget, it) for letters, it in found]
        return self._budgets[length]


@cache
def providers() -> Targets:
    """Return the mail providers that people mistype, and the vendors of software."""
    known = facts.providers().values()
    brands: dict[str, int] = {}
    for provider in known:
        name = parts(provider.domain).whole_name
        brands[name] = max(brands.get(name, 0), provider.frequency)
    found = [
        Target(it.domain, it.frequency, brand=brands[parts(it.domain).whole_name]) for it in known
    ]
    vendors = facts.vendors().items()
    found += [Target(it, VENDOR, brand=VENDOR, is_shared=below) for it, below in vendors]
    return Targets(found)


def _letters(name: str) -> int:
    """Return which letters a name has, once and twice, one bit for each: a cheap first look."""
    bits = 0
    for letter in name:
        bit = 1 << (ord(letter) & 31)
        bits |= bit << 32 if bits & bit else bit
    return bits
