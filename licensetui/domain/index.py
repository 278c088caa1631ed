"""Records found by what stands in them: an index that is updated, not made anew."""

from __future__ import annotations

from bisect import insort
from collections.abc import Callable, Hashable, Iterable, Mapping
from typing import Generic, TypeVar

from licensetui.domain.contact import Contact
from licensetui.domain.license import License

Record = TypeVar("Record", bound=License | Contact)
Key = TypeVar("Key", bound=Hashable)


class Index(Generic[Record, Key]):
    """The ids of records by keys, of which each record has none, one or several. Immutable."""

    def __init__(
        self, ids: Mapping[Key, tuple[int, ...]], keys: Callable[[Record], Iterable[Key]]
    ) -> None:
        """Take ids by key, in ascending order; `keys` tells those of a record."""
        self._ids = ids
        self._keys = keys

    @classmethod
    def of(
        cls, records: Iterable[Record], keys: Callable[[Record], Iterable[Key]]
    ) -> Index[Record, Key]:
        """Return the index of records in the order of their ids."""
        found: dict[Key, list[int]] = {}
        for record in records:
            id = record.id
            for key in keys(record):
                ids = found.get(key)
                if ids is None:
                    found[key] = [id]
                elif ids[-1] != id:
                    ids.append(id)
        return cls({key: tuple(ids) for key, ids in found.items()}, keys)

    def ids(self, key: Key) -> tuple[int, ...]:
        """Return the ids of the records that have a key, in ascending order."""
        return self._ids.get(key, ())

    def after(self, edits: Iterable[tuple[Record | None, Record | None]]) -> Index[Record, Key]:
        """Return the index after edits, each a record before (None: new) and after (None: gone)."""
        ids = dict(self._ids)
        for before, now in edits:
            left = set(self._keys(before)) if before else set()
            joined = set(self._keys(now)) if now else set()
            for key in left - joined:
                assert before  # noqa: S101  # or it had no key to lose
                _put(ids, key, [id for id in ids[key] if id != before.id])
            for key in joined - left:
                assert now  # noqa: S101  # or it had no key to gain
                wider = list(ids.get(key, ()))
                insort(wider, now.id)
                _put(ids, key, wider)
        return Index(ids, self._keys)


def _put(ids: dict[Key, tuple[int, ...]], key: Key, found: list[int]) -> None:
    if found:
        ids[key] = tuple(found)
    else:
        del ids[key]
