"""Names that nearly everybody knows, where they may be somebody else's: worth a note, no more."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from licensetui.addresses.disguise import disguised
from licensetui.addresses.domain_parts import parts
from licensetui.addresses.strange import is_strange
from licensetui.addresses.targets import LARGE, USUAL, Target, providers

FEW = 3
"""Domains up to which those of a provider are all known."""


def note_on(domain: str) -> str:
    """Return what is to be said of a domain that no slip leads to; mostly nothing."""
    taken = parts(domain)
    theirs = _brands().get(taken.name, ()) if not taken.below else ()
    if theirs:
        return f"{domain} is not known to be {theirs[0]}'s"
    hidden = disguised(domain, providers())
    if hidden is None or not (hidden.target.is_vendor or hidden.target.brand >= LARGE):
        return ""
    return hidden.reason if is_strange(taken.name) else ""


@cache
def _brands() -> Mapping[str, tuple[str, ...]]:
    """Return the domains of providers whose names are nobody else's and have few endings."""
    found: dict[str, list[Target]] = {}
    for target in providers().by_domain.values():
        if target.brand == USUAL or (target.brand >= LARGE and "mail" in target.name):
            found.setdefault(target.name, []).append(target)
    return {
        name: tuple(target.domain for target in sorted(same, key=lambda it: -it.frequency))
        for name, same in found.items()
        if len(same) <= FEW
    }
