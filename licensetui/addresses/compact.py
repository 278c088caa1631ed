"""Thousands of words of which it is only asked whether one is among them, in little room."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Set

_TOGETHER = 16
"""How many words stand in one text: a text by itself takes the room of four."""


class Compact(Set[str]):
    """A set of words, none of them with a line break, in a tenth of the room of a `frozenset`."""

    def __init__(self, words: Iterable[str]) -> None:
        """Take words, mostly in order; the same one may come again."""
        in_order = [*dict.fromkeys(sorted(words))]
        self._count = len(in_order)
        self._firsts = in_order[::_TOGETHER]
        starts = range(0, len(in_order), _TOGETHER)
        self._texts = ["\n".join(["", *in_order[x : x + _TOGETHER], ""]) for x in starts]

    def __contains__(self, word: object) -> bool:
        if not isinstance(word, str) or "\n" in word:
            return False
        place = bisect_right(self._firsts, word)
        return place > 0 and f"\n{word}\n" in self._texts[place - 1]

    def __iter__(self) -> Iterator[str]:
        for text in self._texts:
            yield from text[1:-1].split("\n")

    def __len__(self) -> int:
        return self._count
