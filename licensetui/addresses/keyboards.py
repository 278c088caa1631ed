"""Neighbors on keyboards: the keys beside each key."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from licensetui.addresses import facts


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
