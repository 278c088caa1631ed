"""Bounds on nested values: what nobody reads may be anything, but must be shown."""

from __future__ import annotations

from collections.abc import Iterable

DEEPEST = 50
"""Most lists and objects in each other; the records of this release have four."""


def is_too_deep(value: object) -> bool:
    """Say whether JSON values stand in each other more than `DEEPEST` times."""
    level: list[object] = [value]
    for _ in range(DEEPEST):
        level = [inner for one in level for inner in _inner(one) if isinstance(inner, _HOLDERS)]
        if not level:
            return False
    return True


_HOLDERS = (list, dict)


def _inner(value: object) -> Iterable[object]:
    if isinstance(value, dict):
        return value.values()
    return value if isinstance(value, list) else ()
