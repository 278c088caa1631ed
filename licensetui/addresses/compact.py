"""Thousands of words of which it is only asked whether one is among them, in little room."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Set

_TOGETHER = 16
"""How many words stand in one text, more or less: a text by itself takes the room of four."""


class Compact(Set[str]):
    """A set of words, none of them with a line break, in a tenth of the room of a `frozenset`.

    The few in which a word may be are found by its hash, and are searched as one text.
    """

    def __init__(self, words: Iterable[str]) -> None:
        """Take words; the same one may come again."""
        found = set(words)
        self._count = len(found)
        together: list[list[str]] = [[""] for _ in range(len(found) // _TOGETHER + 1)]
        for word in found:
            together[hash(word) % len(together)].append(word)
        self._texts = ["\n".join([*several, ""]) for several in together]

    def __contains__(self, word: object) -> bool:
        if not isinstance(word, str) or "\n" in word:
            return False
        return f"\n{word}\n" in self._texts[hash(word) % len(self._texts)]

    def __iter__(self) -> Iterator[str]:
        for text in self._texts:
            yield from text.split("\n")[1:-1]

    def __len__(self) -> int:
        return self._count
