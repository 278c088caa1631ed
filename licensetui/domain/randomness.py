"""Randomness of a text: letters and digits as in words, or as thrown by dice."""

from __future__ import annotations

import re
from itertools import pairwise

_RUNS = re.compile("[A-Za-z0-9]+")
_LEAST = 16
"""Letters and digits from which on disorder tells a key from a name."""
_LEAST_WITHOUT_DIGITS = 20
_RATE = 0.25
"""Changes between sorts of signs for each pair: names have fewer, dice about 0.4."""


def letters_of(word: str) -> str:
    """Return only the letters and digits of ASCII in a word."""
    return "".join(_RUNS.findall(word))


def is_disordered(word: str) -> bool:
    """Say whether a word is long and disordered enough to be a secret wherever it stands."""
    letters = letters_of(word)
    has_digits = any(letter.isdigit() for letter in letters)
    if len(letters) < (_LEAST if has_digits else _LEAST_WITHOUT_DIGITS) or letters.isdigit():
        return False
    changes, pairs, longest = _changes(word)
    if changes >= 5 and changes >= _RATE * pairs:
        return True
    has_padding = bool(re.search(r"[+/].*=|==?$", word))
    sorts = {_sort(letter) for letter in letters}
    if len(sorts) == 3 and ((changes >= 4 and longest <= 5) or has_padding):
        return True
    return len(letters) >= 24 and has_digits and changes >= 4 and longest <= 7


def is_long_disorder(word: str, least: int) -> bool:
    """Say whether a word has `least` letters and digits, and is not made of whole parts."""
    return len(letters_of(word)) >= least and _changes(word)[0] >= 3


def _changes(word: str) -> tuple[int, int, int]:
    """Return how often the sort of sign changes, of how many pairs, and the longest run of one.

    A small letter after a large one is no change: so names begin.
    """
    changes = pairs = longest = 0
    for run in _RUNS.findall(word):
        length = 1
        pairs += len(run) - 1
        for one, other in pairwise(run):
            is_same = _sort(one) == _sort(other)
            changes += not is_same and (_sort(one), _sort(other)) != ("A", "a")
            longest = max(longest, length)
            length = length + 1 if is_same else 1
        longest = max(longest, length)
    return changes, pairs, longest


def _sort(letter: str) -> str:
    if letter.isdigit():
        return "0"
    return "A" if letter.isupper() else "a"
