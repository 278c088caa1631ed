"""Numbers of things in words: plurals, the ends of lists, a number in place of many names."""

from __future__ import annotations

from collections.abc import Sequence


def counted(count: int, word: str, *, none: str = "0") -> str:
    """Return a number of things: `1 license`, `2 addresses`; `none` is the number zero."""
    ending = "" if count == 1 else "es" if word.endswith("s") else "s"
    return f"{count or none} {word}{ending}"


def by_count(count: int, one: str, many: str, **named: object) -> str:
    """Return the sentence for one thing or that for many, with `{count}` and what else it names.

    For all that a number changes in a sentence: `1 form was closed`, `2 forms were closed`.
    """
    return (one if count == 1 else many).format(count=count, **named)


def more(count: int) -> str:
    """Return how many are left out, in a line of its own: `and 2 more`."""
    return f"and {count} more"


def and_more(count: int, mark: str = "") -> str:
    """Return how many are left out, after a `mark` if given: `, and 2 more`; empty if none is."""
    return f"{mark} {more(count)}" if count > 0 else ""


def listed(names: Sequence[str], most: int, separator: str = ", ") -> str:
    """Return the first names, and how many more there are: `Jira, Crowd and 3 more`."""
    return separator.join(names[:most]) + and_more(len(names) - most)


def named(names: Sequence[str], word: str) -> str:
    """Return the only name, or how many there are: `3 licenses`."""
    return names[0] if len(names) == 1 else counted(len(names), word)


def fitting(lines: Sequence[str], room: int, left_out: int = 0) -> list[str]:
    """Return lines that fit; of too many, the last one says how many more there are.

    Of all lines so many at the end may have been `left_out` already.
    """
    count = len(lines) + left_out
    if count <= room:
        return [*lines]
    return [*lines[: room - 1], more(count - room + 1)]
