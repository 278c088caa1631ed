"""How far a text is from what was meant, as fingers and ears slip.

Optimal string alignment (edits and swaps of neighbors, no letter edited twice) with a weight for
each kind of slip: what happens often costs little.
"""

from __future__ import annotations

import math
from functools import cache

from licensetui.addresses.keyboards import neighbors

DOUBLED = 0.5
"""A letter twice instead of once, or once instead of twice."""
PUNCTUATION = 0.45
"""A hyphen or dot that is missing, added, or the other of the two."""
SWAPPED = 0.6
"""Two neighboring letters in the wrong order."""
NEIGHBOR = 0.7
"""The key beside the one that was meant, or a sign that looks like it."""
VOWEL = 0.8
"""Another vowel."""
MOVED = 0.85
"""One letter two or three places from where it belongs: `icould`."""
MISSING = 0.9
"""A letter that is not there."""
ADDED = 1.0
"""A letter too many."""
OTHER = 1.1
"""Another letter."""
FIRST_LETTER = 0.4
"""Added for a slip in the first letter: people look at it."""

VOWELS = frozenset("aeiouy")
_SIGNS = frozenset("-._")
_LOOK_ALIKE = {
    frozenset(pair) for pair in ("0o", "1l", "1i", "il", "5s", "8b", "2z", "vu", "vw", "ck")
}


def distance(typed: str, meant: str, limit: float = 10.0) -> float:
    """Return what it costs to slip from `meant` to `typed`; at least `limit` if it is that far.

    Both are expected in lower case. Zero means that they are equal.
    """
    if typed == meant:
        return 0.0
    least = abs(len(typed) - len(meant)) * PUNCTUATION
    if least >= limit:
        return limit
    width = len(typed) + 1
    before_last: list[float] = []
    last = [0.0] * width
    for column in range(1, width):
        last[column] = last[column - 1] + _added(typed, column - 1)
    for row in range(1, len(meant) + 1):
        current = [last[0] + _missing(meant, row - 1)] + [0.0] * (width - 1)
        for column in range(1, width):
            a, b = meant[row - 1], typed[column - 1]
            if a == b:
                cost = last[column - 1]
            else:
                cost = last[column - 1] + _instead(a, b) + (row == 1) * FIRST_LETTER
            cost = min(
                cost,
                last[column] + _missing(meant, row - 1),
                current[column - 1] + _added(typed, column - 1),
            )
            if row > 1 and column > 1 and a != b and a == typed[column - 2] and b == meant[row - 2]:
                is_first = row == 2 < len(meant)
                swapped = before_last[column - 2] + SWAPPED + is_first * FIRST_LETTER
                cost = min(cost, swapped)
            current[column] = cost
        if min(current) >= limit and min(last) >= limit:
            return min(_moved(typed, meant), limit)
        before_last, last = last, current
    return min(last[-1], _moved(typed, meant), limit)


def _moved(typed: str, meant: str) -> float:
    """Return the cost if one letter stands elsewhere and nothing else differs; else infinity."""
    start = next((at for at, (a, b) in enumerate(zip(typed, meant, strict=False)) if a != b), 0)
    typed, meant = typed[start:], meant[start:]
    while typed and meant and typed[-1] == meant[-1]:
        typed, meant = typed[:-1], meant[:-1]
    if not 3 <= len(typed) == len(meant) <= 4:
        return math.inf
    if typed not in (meant[1:] + meant[0], meant[-1] + meant[:-1]):
        return math.inf
    return MOVED + FIRST_LETTER * (start == 0)


@cache
def _instead(meant: str, typed: str) -> float:
    """Return the cost of one sign typed instead of another."""
    if meant in _SIGNS and typed in _SIGNS:
        return PUNCTUATION
    if typed in neighbors().get(meant, ()) or frozenset((meant, typed)) in _LOOK_ALIKE:
        return NEIGHBOR
    if meant in VOWELS and typed in VOWELS:
        return VOWEL
    return OTHER


def _missing(meant: str, at: int) -> float:
    """Return the cost of leaving out one sign of what was meant."""
    return _odd_one(meant, at, MISSING)


def _added(typed: str, at: int) -> float:
    """Return the cost of one sign that was not meant."""
    return _odd_one(typed, at, ADDED)


def _odd_one(text: str, at: int, cost: float) -> float:
    """Return the cost of one sign of `text` that the other text lacks."""
    sign = text[at]
    if sign in _SIGNS:
        return PUNCTUATION
    if (at > 0 and text[at - 1] == sign) or (at + 1 < len(text) and text[at + 1] == sign):
        return DOUBLED
    return cost + FIRST_LETTER * (at == 0)
