"""A file as it was read: its records, and its lines for as long as they are needed.

The lines of a large file take more room than its records. A session that only looks needs no more
of them than what tells one that has changed; one that has saved will save again, and keeps them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Self

from licensetui.domain.portfolio import Portfolio
from licensetui.store import codec
from licensetui.store.codec import MARK_SIZE, Marks
from licensetui.store.errors import DamagedError, NewerError
from licensetui.store.file.tablefile import Version


class Loaded:
    """A version of the file, and the records in it."""

    @classmethod
    def of(cls, version: Version, place: str, known: tuple[Marks, Portfolio] | None = None) -> Self:
        """Return a version with its records; those of `known` lines are the same ones.

        Raises `DamagedError`, or `NewerError` for words of a newer release.
        """
        try:
            return cls(version, codec.portfolio(version.contents.tables, place, known))
        except DamagedError as error:
            if version.newer:
                raise NewerError(f"{place} {version.newer} to open it") from error
            raise

    def __init__(self, version: Version, portfolio: Portfolio) -> None:
        self.portfolio = portfolio
        """The records."""
        self.version: Version | None = version
        """The version with its lines; None once they are let go."""
        self.stamp = version.stamp
        """How to know the version again; None if there was no file, or nobody is sure of it."""
        self.generation = version.contents.generation
        """How often the file had been written."""
        self.begun = version.contents.begun
        """Moment of the first change, if the file tells it."""
        self.foreign = version.contents.foreign
        """Why it must be another program's work; empty if it is ours."""
        self.moved = version.contents.moved
        """Where all of it has moved to; empty if it has not."""
        self.newer = version.newer
        """Why a newer release alone can write it; empty if this one can."""
        self._packed: Mapping[str, tuple[str, bytes]] = {}
        # The marks of lines that are kept no more: in each table the ids, and the marks, all of
        # one length; thousands of small objects take four times the room.

    @property
    def marks(self) -> Marks:
        """What tells each line from another one."""
        if self.version:
            return codec.marks(self.version.contents.tables)
        return {name: dict(_taken_apart(*packed)) for name, packed in self._packed.items()}

    def after(self, version: Version, place: str) -> Loaded:
        """Return another version; what is as it was is the same record. Raises an error of `of`."""
        is_known = version.stamp is not None and version.stamp == self.stamp
        if is_known and not version.contents.foreign:  # its check sum, in the stamp, is that of all
            return Loaded(version, self.portfolio)
        return Loaded.of(version, place, (self.marks, self.portfolio))

    def let_go(self) -> None:
        """Keep no lines any more: whoever saves reads them again."""
        marks = self.marks
        self._packed = {name: (" ".join(of), b"".join(of.values())) for name, of in marks.items()}
        self.version = None


def _taken_apart(ids: str, marks: bytes) -> Iterator[tuple[str, bytes]]:
    for place, id in enumerate(ids.split()):
        yield id, marks[place * MARK_SIZE : (place + 1) * MARK_SIZE]
