"""Distance of a text from what was meant, as fingers and ears slip.

Optimal string alignment (edits and swaps of neighbors, no letter edited twice) with a weight for
each kind of slip: what happens often costs little.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from licensetui.addresses import facts

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
"""Added for a slip in the first letter, a swap apart: people look at it."""

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
    if abs(len(typed) - len(meant)) * PUNCTUATION >= limit:
        return limit
    start, end = _same_ends(typed, meant)
    middle = len(meant) - end - start
    if middle == len(typed) - end - start and middle in (3, 4):
        a, b = typed[start : start + middle], meant[start : start + middle]
        if a in (b[1:] + b[0], b[-1] + b[:-1]):
            return min(MOVED + FIRST_LETTER * (start == 0), limit)
    return min(_aligned(typed, meant, start, end, limit), limit)


def _same_ends(a: str, b: str) -> tuple[int, int]:
    """Return how many signs two texts share at the start, and of what is left at the end."""
    most = min(len(a), len(b))
    start = 0
    while start < most and a[start] == b[start]:
        start += 1
    end = 0
    while end < most - start and a[-1 - end] == b[-1 - end]:
        end += 1
    return start, end


def _aligned(typed: str, meant: str, start: int, end: int, limit: float) -> float:
    """Return the least cost of all alignments of what is between the same ends, up to `limit`."""
    rows, columns = range(start, len(meant) - end), range(start, len(typed) - end)
    added = [_odd_one(typed, column, ADDED) for column in columns]
    before_last: list[float] = []
    last = [0.0]
    for cost in added:
        last.append(last[-1] + cost)
    for row in rows:
        missing = _odd_one(meant, row, MISSING)
        current = [last[0] + missing]
        for place, column in enumerate(columns):
            a, b = meant[row], typed[column]
            same = last[place]
            if a != b:
                same += _instead(a, b) + (FIRST_LETTER if row == 0 else 0)
            cost = min(same, last[place + 1] + missing, current[place] + added[place])
            is_swap = a != b and place and row > start and meant[row - 1] == b
            if is_swap and a == typed[column - 1]:
                cost = min(cost, before_last[place - 1] + SWAPPED)
            current.append(cost)
        if min(current) >= limit and min(last) >= limit:
            return limit  # costs only grow, and a swap looks no farther back
        before_last, last = last, current
    return last[-1]


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


def _odd_one(text: str, at: int, cost: float) -> float:
    """Return the cost of one sign of `text` that the other text lacks."""
    sign = text[at]
    if sign in _SIGNS:
        return PUNCTUATION
    if (at > 0 and text[at - 1] == sign) or (at + 1 < len(text) and text[at + 1] == sign):
        return DOUBLED
    return cost + FIRST_LETTER * (at == 0)


@cache
def neighbors() -> Mapping[str, frozenset[str]]:
    """Return the keys beside each key, on any of the keyboards of `data/keyboards.txt`."""
    layouts: dict[str, list[tuple[float, str]]] = {}
    for line in facts.lines("keyboards.txt"):
        layout, shift, keys = line.split("\t")
        layouts.setdefault(layout, []).append((float(shift), keys))
    found: dict[str, set[str]] = {}
    for rows in layouts.values():
        places = {
            key: (column + shift, row)
            for row, (shift, keys) in enumerate(rows)
            for column, key in enumerate(keys)
        }
        for key, (x, y) in places.items():
            beside = (other for other, (a, b) in places.items() if _touch(a - x, b - y))
            found.setdefault(key, set()).update(beside)
    return {key: frozenset(others - {key}) for key, others in found.items()}


def _touch(right: float, down: int) -> bool:
    return abs(down) <= 1 and abs(right) <= 1
