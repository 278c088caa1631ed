"""The width of a text in a terminal."""

from __future__ import annotations

import unicodedata


def width(text: str) -> int:
    """Return the cells a text takes: two for wide characters, none for combining ones."""
    if text.isascii():
        return len(text)
    return sum(_cells(character) for character in text)


def cropped(text: str, most: int) -> str:
    """Return a text that takes at most so many cells, with an ellipsis where it was cut."""
    if width(text) <= most:
        return text
    room, kept = most - 1, 0
    for character in text:
        room -= _cells(character)
        if room < 0:
            break
        kept += 1
    return f"{text[:kept]}…"


def padded(text: str, size: int, at_right: bool) -> str:
    """Return a text with spaces up to so many cells, after it or, `at_right`, before it."""
    spaces = " " * (size - width(text))
    return spaces + text if at_right else text + spaces


def _cells(character: str) -> int:
    if unicodedata.combining(character):
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1
