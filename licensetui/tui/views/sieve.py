"""Records sorted, filtered and found: what one letter, or one edit, does not touch is kept."""

from __future__ import annotations

from bisect import insort
from collections.abc import Callable, Container, Sequence
from itertools import compress, zip_longest
from typing import Any, Generic, Protocol, TypeVar

FEW = 100
"""New records at most that are put in their places one by one."""


class Filed(Protocol):
    """A record that is in the file."""

    @property
    def id(self) -> int:
        """Its document id."""

    @property
    def archived(self) -> bool:
        """Whether it is kept for the record only."""

    @property
    def label(self) -> str:
        """What it is called."""


Record = TypeVar("Record", bound=Filed)
Found = TypeVar("Found")


class Sieve(Generic[Record]):
    """Three stages, each of which is gone through again only where what is below it differs."""

    def __init__(self) -> None:
        """Sort nothing yet."""
        self._records: Sequence[Record] = ()
        self._order: object = None
        self._named: tuple[object, bool, list[Record]] = (None, False, [])
        # All of some records by their names, and whether of two alike the later one stands first.
        self._ascending: list[Record] = []
        self._sorted: list[Record] = []
        self._filter: tuple[object, object] = (None, None)
        self._kept: list[Record] = []
        self._words: tuple[object, object, list[str]] = (None, None, [])
        self._found: tuple[Sequence[str], Sequence[Record]] = ((), ())
        # The texts of what was found last, and the records; none if nothing was to be found.

    def sort(
        self,
        records: Sequence[Record],
        key: Callable[[Record], Any],
        name: Callable[[Record], str],
        order: object,
        *,
        is_reversed: bool,
    ) -> None:
        """Take all records, by their ids, and sort them by `key`, and by `name` where that is one.

        Of records that are the same objects as before the keys are the same, too, unless `order`,
        which says what they rest on, is another. The names rest on the records alone.
        """
        wanted = (order, is_reversed)
        if records is self._records and wanted == self._order:
            return
        gone, new = _edits(self._records, records)
        if len(new) > FEW or wanted != self._order:
            self._ascending = sorted(self._by_name(records, name, is_reversed), key=key)
        else:
            sign = -1 if is_reversed else 1
            self._ascending = [record for record in self._ascending if id(record) not in gone]
            for record in new:
                insort(self._ascending, record, key=lambda x: (key(x), name(x), sign * x.id))
        self._sorted = self._ascending[::-1] if is_reversed else self._ascending
        self._records, self._order = records, wanted

    def _by_name(
        self, records: Sequence[Record], name: Callable[[Record], str], is_reversed: bool
    ) -> list[Record]:
        """Return all records by name: what the next order begins with, too."""
        known, was_reversed, named = self._named
        if known is not records or was_reversed is not is_reversed:
            named = sorted(reversed(records) if is_reversed else records, key=name)
            self._named = records, is_reversed, named
        return named

    def filter(self, keep: Callable[[Record], bool] | None, reason: object) -> None:
        """Keep only some of what is sorted: what is not archived if `keep` is None.

        The same `reason` stands for the same answers.
        """
        if self._filter[0] is self._sorted and self._filter[1] == reason:
            return
        if keep is None:
            self._kept = [record for record in self._sorted if not record.archived]
        else:
            self._kept = [record for record in self._sorted if keep(record)]
        self._filter = (self._sorted, reason)

    def find(
        self, words: list[str], texts: Callable[[Sequence[Record]], Sequence[str]], source: object
    ) -> list[Record]:
        """Return what is kept and has all `words` in its text, the best first.

        A letter more looks only at what was found. The same `source` stands for the same texts.
        """
        kept, known, before = self._words
        self._words = self._kept, source, words
        if not words:
            self._found = (), ()
            return self._kept
        is_more = before and all(any(x in y for y in words) for x in before)
        if not (is_more and known is source and kept is self._kept):
            self._found = texts(self._kept), self._kept
        self._found = matching(*self._found, words)
        return best_first(*self._found, words)


def _edits(
    before: Sequence[Record], now: Sequence[Record]
) -> tuple[Container[int], Sequence[Record]]:
    """Return the `id` of each record that is not there any more, and the records that are new."""
    pairs = [(old, new) for old, new in zip_longest(before, now) if old is not new]
    gone = {id(old) for old, _ in pairs if old is not None}
    new = {id(new): new for _, new in pairs if new is not None}
    return gone - new.keys(), [record for key, record in new.items() if key not in gone]


def matching(
    texts: Sequence[str], records: Sequence[Found], words: Sequence[str]
) -> tuple[Sequence[str], Sequence[Found]]:
    """Return the texts that have all words, and their records."""
    for word in words:
        # No pairs: ten thousand of them would set the collector looking for garbage.
        has = [word in text for text in texts]
        texts, records = list(compress(texts, has)), list(compress(records, has))
    return texts, records


def best_first(texts: Sequence[str], records: Sequence[Found], words: Sequence[str]) -> list[Found]:
    """Return records that were found by their texts, better matches first.

    The first line of a text is the name: one that begins with what was typed is the best, then one
    with words that do, then one that contains it, then any other line that begins with it. Where
    that is the same they stay in their order.
    """
    typed = " ".join(words)
    line, starts = f"\n{typed}", [(word, f" {word}") for word in words]
    grades: tuple[list[Found], ...] = ([], [], [], [], [])
    first, begun, within, at_line, others = grades
    # Ten thousand texts are gone through for a letter: with as few calls as can be.
    for text, record in zip(texts, records, strict=True):
        if text.startswith(typed):
            first.append(record)
            continue
        name = text.partition("\n")[0]
        place = begun
        for word, start in starts:
            if start not in name and not name.startswith(word):
                place = within
                if word not in name:
                    place = at_line if line in text else others
                    break
        place.append(record)
    return [record for records in grades for record in records]
