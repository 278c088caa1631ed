"""The history on the disk: one line per confirmed change, in a file that only grows.

A line is written, and synced, just before the file of records is replaced by the generation that
has its number. `historyline` says what stands on a line.

Which changes are in the file is told by the lines alone. A line with the number of the file's
generation is in it; the line tells which generation it was made from, that one from which other,
and so on down. What this way leaves out is set aside: the file never had it, or an older version of
the file was put back. Such a line is never cut off, and its number never given again.

Cut off is only what is no line: the rest that a power cut or a full disk left of one. And a save
that fails takes its own line back, because it knows that nothing of it is in the file.
"""

from __future__ import annotations

import os
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from licensetui import descriptors
from licensetui.domain.history import Entry, History
from licensetui.store.file import disk
from licensetui.store.file.gate import Gate
from licensetui.store.file.historyend import is_line_end, last_line, settled
from licensetui.store.file.historyline import last_number, number_on, parsed, rendered
from licensetui.store.historyline import BASE, Recorded, history_of


@dataclass
class _Known:
    """The part of the file that has been read and cannot change any more."""

    inode: int = 0
    size: int = 0
    """Bytes up to the end of the last line taken."""
    lines: tuple[Recorded, ...] = ()
    """What these bytes tell."""
    generation: int = 0
    """Of the file, when it was last sorted what is in it."""
    history: History = field(default_factory=History)
    """What came of that."""


@dataclass(frozen=True)
class _Left:
    """The file as this session knows it: no need to look again if it still is so."""

    inode: int = 0
    size: int = 0
    number: int = 0
    """Of the last entry."""


@dataclass(frozen=True)
class _LookedAt:
    """Lines that were looked at for numbers left out."""

    inode: int = 0
    size: int = 0
    """Bytes of these lines."""
    has_base: bool = False
    """Whether one of them may leave out some."""
    number: int = 0
    """Of the last one."""


class HistoryFile:
    """The history beside a file of records."""

    def __init__(self, path: Path, gate: Gate | None = None) -> None:
        """Touch nothing yet. `gate` leads to it; without one it stands beside no file."""
        self.path = path
        """The file; it need not be there."""
        self._gate = gate or Gate(path)
        self._known = _Known()
        self._left = _Left()
        self._looked_at = _LookedAt()

    def read(self, generation: int) -> History:
        """Return all entries; `generation` is that of the file, and should not change meanwhile.

        Lines that cannot be understood are left out. Raises `UnreadableError`.
        """
        try:
            with os.fdopen(self._gate.open(self.path, os.O_RDONLY), "rb") as file:
                inode = os.fstat(file.fileno()).st_ino
                if self._known.inode != inode or not is_line_end(file.fileno(), self._known.size):
                    self._known = _Known(inode)
                file.seek(self._known.size)
                content = file.read()
        except FileNotFoundError:
            return History()
        except OSError as error:
            raise disk.unreadable(self.path, error) from error
        return self._with(content, generation)

    def _with(self, content: bytes, generation: int) -> History:
        """Return what was known with what `content` adds, and remember what is certain of it."""
        known, certain, later = self._known, list[Recorded](), list[Recorded]()
        at = size = known.size
        for text in content.splitlines(keepends=True):
            at += len(text)
            line = parsed(text)
            if line is None:
                continue
            later.append(Recorded(line.entry(), line.before))
            if line.n <= generation:  # what is above it may be taken back by its own session
                certain += later
                later, size = [], at
        if certain or known.generation != generation:
            history = _extended(known, certain, generation)
            lines = (*known.lines, *certain)
            self._known = _Known(known.inode, size, lines, generation, history)
        if later:
            return history_of((*self._known.lines, *later), generation)
        return self._known.history  # while nothing is new, the same object

    def newest(self, after: int, generation: int) -> tuple[Entry, ...]:
        """Return the entries that are in a file of `generation`, numbered above `after`.

        Read from the end, so that what is new costs no look at all that is old; of a file of which
        nothing is known, `after` being 0, the last one alone. Raises `UnreadableError`.
        """
        found: list[Entry] = []
        try:
            descriptor = self._gate.open(self.path, os.O_RDONLY)
        except FileNotFoundError:
            return ()
        except OSError as error:
            raise disk.unreadable(self.path, error) from error
        try:
            end = os.fstat(descriptor).st_size
            while end:
                end, text = last_line(descriptor, end)
                line = parsed(text)
                if line is None or line.n > generation:
                    continue
                if line.n <= after:
                    break
                found.append(line.entry())
                if after == 0 or line.before <= after:
                    break
        finally:
            descriptors.close(descriptor)
        return tuple(reversed(found))

    def may_have_aside(self, generation: int) -> bool:
        """Say whether entries may be set aside. Quick: no line is understood, and each read once.

        Raises `UnreadableError`.
        """
        try:
            with os.fdopen(self._gate.open(self.path, os.O_RDONLY), "rb") as file:
                inode = os.fstat(file.fileno()).st_ino
                seen = self._looked_at
                if seen.inode != inode or not is_line_end(file.fileno(), seen.size):
                    seen = _LookedAt(inode)
                file.seek(seen.size)
                content = file.read()
        except FileNotFoundError:
            return False
        except OSError as error:
            raise disk.unreadable(self.path, error) from error
        self._looked_at = _LookedAt(
            inode,
            seen.size + content.rfind(b"\n") + 1,
            seen.has_base or BASE in content,
            last_number(content) or seen.number,
        )
        return self._looked_at.has_base or self._looked_at.number > generation

    def settle(self, generation: int) -> int:
        """Remove the rest of what never was a line, and return the last number. Needs the lock.

        `generation` is that of the file as it is. Raises `OSError`.
        """
        try:
            descriptor = self._gate.open(self.path, os.O_RDWR)
        except FileNotFoundError:
            return 0
        try:
            status = os.fstat(descriptor)
            if (self._left.inode, self._left.size) != (status.st_ino, status.st_size):
                number, size = settled(descriptor, status.st_size, generation)
                self._left = _Left(status.st_ino, size, number)
            return self._left.number
        finally:
            os.close(descriptor)

    def look_ahead(self) -> None:
        """Learn the last number, which `settle` then need not look for. Needs no lock.

        Another thread may call it. What cannot be read is said by `settle`.
        """
        try:
            descriptor = self._gate.open(self.path, os.O_RDONLY)
        except OSError:
            return
        try:
            status = os.fstat(descriptor)
            number = number_on(last_line(descriptor, status.st_size)[1])
        except OSError:
            return
        finally:
            descriptors.close(descriptor)
        if number is not None:
            self._left = _Left(status.st_ino, status.st_size, number)

    def append(self, entry: Entry, generation: int) -> None:
        """Write an entry and sync it. Needs the lock, and `settle` before it.

        `generation` is that of the file that was changed. Raises `OSError`, and nothing is left of
        the entry where the disk lets that be done.
        """
        content = rendered(entry, generation)
        descriptor = self._gate.open(self.path, os.O_WRONLY | os.O_CREAT | os.O_APPEND)
        try:
            self._left = _Left()
            size = os.fstat(descriptor).st_size
            try:
                descriptors.write_all(descriptor, content)
                os.fsync(descriptor)
            except OSError:
                with suppress(OSError):
                    os.ftruncate(descriptor, size)
                raise
            status = os.fstat(descriptor)
            if status.st_size == len(content):
                self._gate.sync(self.path.parent)
            self._left = _Left(status.st_ino, status.st_size, entry.number)
        finally:
            os.close(descriptor)

    def take_back(self, number: int) -> None:
        """Remove the last entry if it has this number, or leave it set aside. Needs the lock."""
        self._left = _Left()
        with suppress(OSError):
            descriptor = self._gate.open(self.path, os.O_RDWR)
            try:
                start, text = last_line(descriptor, os.fstat(descriptor).st_size)
                if number_on(text) == number:
                    os.ftruncate(descriptor, start)
                    os.fsync(descriptor)
            finally:
                os.close(descriptor)


def _extended(known: _Known, lines: list[Recorded], generation: int) -> History:
    """Return what is known with more lines; mostly each follows on the one before."""
    reached = [known.generation, *(line.entry.number for line in lines)]
    if reached[:-1] != [line.before for line in lines] or reached[-1] != generation:
        return history_of((*known.lines, *lines), generation)
    entries = (*known.history.entries, *(line.entry for line in lines))
    return History(entries, known.history.aside)
