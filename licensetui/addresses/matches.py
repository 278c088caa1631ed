"""Domains that may have been meant by another, and how far each is from it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from licensetui.addresses import facts
from licensetui.addresses.distance import ADDED, PUNCTUATION, distance
from licensetui.addresses.domain_parts import NOT_PUBLIC, bare, is_ending, parts
from licensetui.addresses.strange import is_strange
from licensetui.addresses.targets import LARGE, USUAL, Target, Targets

SLIPS = {"com": ("co", "cm", "om"), "net": ("ne",)}
"""Real endings that are nonetheless slips after a name that is known with the other ending."""
FAR = 1.2
"""The most that an ending that does not exist may be from the one that was meant."""
FAR_IN_ALL = 1.9
"""The most that name and ending may be off together."""
FREQUENT = 0.1
"""What one step of frequency is worth in distance."""
CUT_OFF = 0.9
"""What an ending costs of which only the beginning, or the end, is there."""
SLIP = 0.3
"""What a real ending costs that is nonetheless a slip."""
LONG = 10
"""Letters of a vendor's name from which on what is one slip from it is nobody else's name."""
_AS_LETTERS = str.maketrans("015", "ols")
# Digits that are typed for the letters they look like.


class Match(NamedTuple):
    """A target, and how far what was typed is from it."""

    target: Target
    """What may have been meant."""
    cost: float
    """How far it is, as `distance`."""
    below: str = ""
    """What stands before it."""

    @property
    def domain(self) -> str:
        """The domain that was meant: below an own one there may be others."""
        return f"{self.below}.{self.target.domain}" if self.below else self.target.domain

    @property
    def rank(self) -> float:
        """The order of matches: near first, and of the equally near the more frequent."""
        return self.cost - FREQUENT * self.target.frequency


def matches(domain: str, targets: Targets) -> Iterator[Match]:
    """Yield what could have been meant, the same target perhaps more than once."""
    for target in targets.same_letters(domain):
        yield Match(target, PUNCTUATION)
    if "." not in domain:
        yield from _without_dot(domain, targets)
        for target in targets.near(domain):
            cost = name_cost(domain, target) if target.frequency >= LARGE else None
            if cost is not None:
                yield Match(target, CUT_OFF + cost)
    below, dot, name = domain.rpartition(".")
    if dot and not is_ending(name):
        for target in targets.named(name):  # `it.acme`, nothing behind it
            yield Match(target, CUT_OFF, below)
    for below, name, ending in _readings(domain):
        for target in targets.near(name):
            cost = _cost(name, ending, target) if _may_end(ending, target) else None
            if cost is not None and (target.has_below or below in ("", "www")):
                yield Match(target, cost, below if target.has_below else "")


def _without_dot(domain: str, targets: Targets) -> Iterator[Match]:
    """Yield what is near a text without any dot: that is no domain, so it must mean another."""
    typed = bare(domain)
    for letters, target in targets.of_letters(typed):
        if len(target.name) > 3:
            cost = distance(typed, letters, 1.01)
            if cost <= 1:
                yield Match(target, PUNCTUATION + cost)


def _readings(domain: str) -> Iterator[tuple[str, str, str]]:
    """Yield the ways to read a domain as what is below, name and ending.

    An ending that is not real may have two parts; what stands below a name may belong to it.
    """
    labels = domain.split(".")
    least = parts(domain).ending.count(".") + 1
    for size in range(least, min(len(labels), 3)):
        ending = ".".join(labels[-size:])
        yield "", ".".join(labels[:-size]), ending
        if len(labels) > size + 1:
            yield ".".join(labels[: -size - 1]), labels[-size - 1], ending


def _may_end(typed: str, target: Target) -> bool:
    """Say whether the ending of a target can be meant by another: a first look, of nearly all."""
    meant = target.parts.ending
    if typed == meant or "." in typed or typed in SLIPS.get(meant, ()):
        return True
    return not is_ending(typed)


def _cost(name: str, ending: str, target: Target) -> float | None:
    """Return how far a target is from what was typed, or None if it was not meant."""
    far = name_cost(name, target)
    if far is None:
        return None
    if ending == target.parts.ending:
        return far or None
    ending_cost = _ending_cost(ending, target, far)
    if ending_cost is None or far + ending_cost > FAR_IN_ALL:
        return None
    return far + ending_cost


def name_cost(typed: str, target: Target) -> float | None:
    """Return how far a name is from a target's, or None if that is too far."""
    name = target.name
    if typed == name:
        return 0.0
    if not _may_slip(typed, name):
        return None
    limit = target.budget
    if target.is_brief and len(typed) <= len(name):
        return None
    far = distance(typed, name, limit + 0.01)
    if far > limit or (target.is_vendor and _is_a_name(typed, name)):
        return None
    return far


def _is_a_name(typed: str, vendor: str) -> bool:
    """Say whether others may be called so: `bentleys` by bentley.com, `docket` by docker.com."""
    return typed.startswith(vendor) or (len(vendor) < LONG and not is_strange(typed))


def _may_slip(typed: str, meant: str) -> bool:
    """Say whether two names do not differ in a digit, which is hardly ever a slip.

    A digit may stand for the letter that it looks like: `gma1l`.
    """
    if (typed.isalpha() and meant.isalpha()) or digits(typed) == digits(meant):
        return True
    return (
        len(digits(typed)) != len(digits(meant))
        and len(typed) == len(meant)
        and (digits(typed.translate(_AS_LETTERS)) == digits(meant.translate(_AS_LETTERS)))
    )


def digits(text: str) -> str:
    """Return the digits of a text."""
    return "".join(filter(str.isdigit, text))


def _ending_cost(typed: str, target: Target, name: float) -> float | None:
    """Return how far another ending is, or None if it may be meant as it is."""
    meant = target.parts.ending
    last = typed.rpartition(".")[2]
    if last in NOT_PUBLIC:
        return None
    if is_ending(last):
        is_slip = typed in SLIPS.get(meant, ()) and (
            (not name and (target.frequency >= LARGE or target.is_shared))
            or (target.frequency == USUAL and name < ADDED)
        )
        return SLIP if is_slip or (not name and _is_inner_slip(typed, meant)) else None
    if typed.count(".") > meant.count("."):
        return None
    if not name and (meant.startswith(typed) or meant.endswith(typed)):
        return CUT_OFF
    cost = distance(typed, meant, FAR + 0.01)
    return cost if cost <= FAR else None


def _is_inner_slip(typed: str, meant: str) -> bool:
    """Say whether only the first part of an ending is mistyped: `con.br`, which cannot exist."""
    first, dot, country = typed.partition(".")
    wanted, other_dot, other_country = meant.partition(".")
    return (
        bool(dot and other_dot)
        and country == other_country
        and typed not in facts.second_endings()
        and distance(first, wanted, FAR_IN_ALL) < FAR_IN_ALL
    )
