"""Domains of one's own that are one slip from another: close, if somebody is a witness.

Without one, less is enough to be meant: see `targets`.
"""

from __future__ import annotations

from collections.abc import Iterator

from licensetui.addresses.distance import ADDED, FIRST_LETTER, NEIGHBOR, SWAPPED, distance
from licensetui.addresses.domain_parts import parts
from licensetui.addresses.matches import digits
from licensetui.addresses.near import is_near
from licensetui.addresses.targets import Target, Targets

SHORT = 2
"""Letters up to which a name, or a word below a domain, is any name."""
LONG = 5
"""Letters of a name from which on any slip is one; shorter ones are near many others."""


def close(domain: str, targets: Targets) -> Iterator[str]:
    """Yield the targets one slip from a domain, farther ones than are meant without a witness.

    The ending is the same, or missing; which of two is meant then only a witness can say.
    """
    for target in targets.around(parts(domain).whole_name):
        if domain != target.domain and _is_close(domain, target, targets):
            yield target.domain


def _is_close(domain: str, target: Target, targets: Targets) -> bool:
    typed, meant = parts(domain), target.parts
    if not typed.ending:
        return domain == meant.whole_name
    if typed.ending != meant.ending:
        return False
    if typed.name == meant.name:
        is_strange = domain not in targets.by_domain and typed.below
        return bool(is_strange) and is_near(typed.below, meant.below)
    return typed.below == meant.below and _is_name_slip(typed.name, meant.name)


def _is_name_slip(typed: str, meant: str) -> bool:
    """Say whether fingers slip so, where somebody is a witness: `zcme` and `ame`, not `bnp`."""
    if digits(typed) != digits(meant) or not is_near(typed, meant) or len(meant) <= SHORT:
        return False
    if len(meant) >= LONG:
        return True
    if len(typed) < len(meant):
        return not meant.startswith(typed)  # a shorter name is a name
    cost = distance(typed, meant)
    first = FIRST_LETTER if typed[0] != meant[0] else 0
    return cost <= (ADDED if len(typed) > len(meant) else max(NEIGHBOR, SWAPPED)) + first
