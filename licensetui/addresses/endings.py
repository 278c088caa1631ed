"""Endings of domains that were meant by ones that do not exist."""

from __future__ import annotations

from functools import lru_cache

from licensetui.addresses.distance import distance

USUAL = {
    **dict.fromkeys(("com",), 0.0),
    **dict.fromkeys(("net", "org", "de", "fr", "es", "it", "uk", "edu", "gov"), 0.25),
    **dict.fromkeys(("eu", "ch", "at", "nl", "be", "pt", "pl", "us", "ca", "io", "info"), 0.4),
}
"""Endings that are meant often, with what their being rarer costs."""
FAR = 1.15
"""The most that an ending may be from what was meant."""
CLEAR = 0.2
"""By this much the nearest must be nearer than the second."""


@lru_cache(maxsize=4096)
def meant_ending(ending: str) -> str:
    """Return the ending that was meant, or nothing if that is not clear."""
    costs = sorted((distance(ending, usual, 3.0), usual) for usual in USUAL)
    near = sorted((cost + USUAL[usual], usual) for cost, usual in costs if cost <= FAR)
    if not near or (len(near) > 1 and near[1][0] - near[0][0] < CLEAR):
        return ""
    return near[0][1]
