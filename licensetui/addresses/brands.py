"""Names that nearly everybody knows, where they may be somebody else's: worth a note, no more."""

from __future__ import annotations

from functools import cache

from licensetui.addresses.disguise import disguised
from licensetui.addresses.domain_parts import parts
from licensetui.addresses.strange import is_strange
from licensetui.addresses.targets import LARGE, USUAL, Target, providers

FEW = 3
"""Domains up to which those of a provider are all known."""


def note_on(domain: str) -> tuple[str, str]:
    """Return what is to be said of a domain that no slip leads to, and which other that names.

    Mostly nothing.
    """
    taken = parts(domain)
    best = providers().by_domain.get(f"{taken.name}.com")
    if best is not None and not taken.below and _is_nobody_elses(best):
        return f"{domain} is not known to be {best.domain}'s", best.domain
    hidden = disguised(domain, providers())
    if hidden is None or not (hidden.target.is_vendor or hidden.target.brand >= LARGE):
        return "", ""
    return (hidden.reason, hidden.target.domain) if is_strange(taken.name) else ("", "")


@cache
def _is_nobody_elses(target: Target) -> bool:
    """Say whether nobody else is called as a provider, which has few domains."""
    if target.brand < (LARGE if "mail" in target.name else USUAL):
        return False
    same = (other for other in providers().by_domain.values() if other.name == target.name)
    return sum(1 for _ in same) <= FEW
