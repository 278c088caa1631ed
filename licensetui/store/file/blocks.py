"""The lines of a file in blocks: after an edit only one of them is made anew.

A file is written whole, but its parts are mostly the same each time. To make 10,000 lines again,
and to find memory for all of them, would take longer than to write them.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from typing import NamedTuple

import msgspec

_LINES = 500
"""Lines in a block."""


class _Block(NamedTuple):
    """Some documents that follow each other in a table, and the lines made of them."""

    ids: list[str]
    documents: list[msgspec.Raw]
    lines: bytes
    """Each with the line break, and the comma, that parts it from the line before."""
    highest: int
    """The highest id among them."""


class Blocks:
    """The parts made of the tables of a file, for the next version of it.

    They are only saved time: whatever tables come next, what is returned is right for them.
    """

    def __init__(self) -> None:
        self._made: dict[str, tuple[Mapping[str, msgspec.Raw], list[_Block]]] = {}
        self._hashed: list[tuple[bytes, hashlib._Hash]] = []

    def lines(self, name: str, table: Mapping[str, msgspec.Raw]) -> Iterator[bytes]:
        """Yield the lines of a table, many at once."""
        for block in self._blocks(name, table):
            yield block.lines

    def highest(self, name: str, table: Mapping[str, msgspec.Raw]) -> int:
        """Return the highest id in a table; 0 if it is empty."""
        return max((block.highest for block in self._blocks(name, table)), default=0)

    def hashed(self, pieces: list[bytes]) -> hashlib._Hash:
        """Return the SHA-256 of some bytes, to go on with; those known from before are skipped."""
        same = 0
        for (known, _), piece in zip(self._hashed, pieces, strict=False):
            if known != piece:
                break
            same += 1
        del self._hashed[same:]
        state = self._hashed[-1][1] if self._hashed else hashlib.sha256()
        for piece in pieces[same:]:
            state = state.copy()
            state.update(piece)
            self._hashed.append((piece, state))
        return state.copy()

    def _blocks(self, name: str, table: Mapping[str, msgspec.Raw]) -> list[_Block]:
        known_table, known = self._made.get(name, ({}, []))
        if known_table is table:
            return known
        ids, documents, blocks = list(table), list(table.values()), list[_Block]()
        for number, start in enumerate(range(0, len(ids), _LINES)):
            wanted = ids[start : start + _LINES], documents[start : start + _LINES]
            if number < len(known) and known[number][:2] == wanted:
                blocks.append(known[number])
            else:
                blocks.append(_block(*wanted, is_first=number == 0))
        self._made[name] = table, blocks
        return blocks


def _block(ids: list[str], documents: list[msgspec.Raw], is_first: bool) -> _Block:
    lines = [b'\n"%b":%b' % (id.encode(), raw) for id, raw in zip(ids, documents, strict=True)]
    before = [] if is_first else [b""]
    return _Block(ids, documents, b",".join(before + lines), max(map(int, ids)))
