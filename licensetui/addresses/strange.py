"""Strange words: no first names, no surnames and no ordinary words that are known.

A hundred thousand words are kept as a filter: it never takes a known word for a strange one, and
one strange word in a hundred for known. It is read when something near a known address is typed.
"""

from __future__ import annotations

from functools import cache
from zlib import crc32

from licensetui.addresses.words import fold
from licensetui.packaged import packaged

BITS, MARKS = 10, 7
"""Bits of the filter for each word, and how many of them are set for one."""
FILE = "known_words.bin"
"""The filter in `data/`. `python -m tests.strange` makes it, and says of what."""


def is_strange(word: str) -> bool:
    """Say whether nobody is known to be called so; case and accents do not matter."""
    kept = _kept()
    return not all(kept[bit >> 3] >> (bit & 7) & 1 for bit in bits_of(fold(word), len(kept)))


def bits_of(word: str, size: int) -> tuple[int, ...]:
    """Return which bits of a filter of so many bytes a folded word sets."""
    text = word.encode()
    first, step = crc32(text), crc32(text[::-1]) | 1
    return tuple((first + mark * step) % (size * 8) for mark in range(MARKS))


@cache
def _kept() -> bytes:
    return packaged(__package__, f"data/{FILE}")
