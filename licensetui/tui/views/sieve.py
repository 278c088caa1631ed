"""Records sorted, filtered and found: what one letter, or one edit, does not touch is kept."""

from __future__ import annotations

from bisect import insort
from collections.abc import Callable, Sequence
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


Record = TypeVar("Record", bound=Filed)
Found = TypeVar("Found")


class Sieve(Generic[Record]):
    """Three stages, each of which is gone through again only where what is below it differs."""

    def __init__(self) -> None:
        """Sort nothing yet."""
        self._records: Sequence[Record] = ()
        self._order: object = None
        self._ascending: list[Record] = []
        self._sorted: list[Record] = []
        self._filter: tuple[object, object] = (None, None)
        self._kept: list[Record] = []
        self._words: tuple[object, object, list[str]] = (None, None, [])
        self._found: list[Record] = []

    def sort(
        self,
        records: Sequence[Record],
        key: Callable[[Record], Any],
        order: object,
        *,
        is_reversed: bool,
    ) -> None:
        """Take all records, by their ids, and sort them by `key`.

        Of records that are the same objects as before the keys are the same, too, unless `order`,
        which says what they rest on, is another.
        """
        wanted = (order, is_reversed)
        if records is self._records and wanted == self._order:
            return
        known = {id(record) for record in self._records} if wanted == self._order else set()
        new = [record for record in records if id(record) not in known]
        if len(new) > FEW or not known:
            self._ascending = sorted(reversed(records) if is_reversed else records, key=key)
        else:
            sign = -1 if is_reversed else 1
            there = {id(record) for record in records}
            self._ascending = [record for record in self._ascending if id(record) in there]
            for record in new:
                insort(self._ascending, record, key=lambda x: (key(x), sign * x.id))
        self._sorted = self._ascending[::-1] if is_reversed else self._ascending
        self._records, self._order = records, wanted

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

    def find(self, words: list[str], text: Callable[[Record], str], source: object) -> list[Record]:
        """Return what is kept and has all `words` in its text; a letter more looks only there.

        The same `source` stands for the same texts.
        """
        kept, known, before = self._words
        found = self._kept
        if known is source and kept is found and all(any(x in y for y in words) for x in before):
            found = self._found
        for word in words:
            found = [record for record in found if word in text(record)]
        self._words, self._found = (self._kept, source, words), found
        return found


def best_first(
    found: list[Found], words: Sequence[str], text: Callable[[Found], str]
) -> list[Found]:
    """Return what was found in the same order, but that better matches stand first.

    The first line of a text is the name: one that begins with what was typed is the best, then one
    with words that do, then one that contains it, then any other line that begins with it.
    """
    typed = " ".join(words)
    if not typed:
        return found

    def grade(record: Found) -> int:
        whole = text(record)
        if whole.startswith(typed):
            return 0
        name = " " + whole.partition("\n")[0]
        if all(f" {word}" in name for word in words):
            return 1
        if all(word in name for word in words):
            return 2
        return 3 if f"\n{typed}" in whole else 4

    return sorted(found, key=grade)
