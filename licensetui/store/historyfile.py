"""The history on the disk: one line per confirmed change, in a file that only grows.

A line is written, and synced, just before the file of records is replaced by the generation that
has its number. So the last line may tell of a generation that was never reached: readers leave it
out, and the next writer removes it. `historyline` says what stands on a line.
"""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from pathlib import Path

from licensetui.domain.history import Entry, History
from licensetui.store import disk
from licensetui.store.gate import Gate
from licensetui.store.historyline import Line, parsed, rendered

_BLOCK = 1 << 16
"""Bytes to read at once from the end of the file."""


@dataclass
class _Known:
    """What has been read of the file, and cannot change any more."""

    inode: int = 0
    size: int = 0
    """Bytes up to the end of the last line taken."""
    history: History = field(default_factory=History)


@dataclass(frozen=True)
class _Left:
    """The file as this session left it: no need to look again if it still is so."""

    inode: int = 0
    size: int = 0
    number: int = 0
    """Of the last entry."""


class HistoryFile:
    """The history beside a file of records."""

    def __init__(self, path: Path, gate: Gate | None = None) -> None:
        """Touch nothing yet. `gate` leads to it; without one it stands beside no file."""
        self.path = path
        """The file; it need not be there."""
        self._gate = gate or Gate(path)
        self._known = _Known()
        self._left = _Left()

    def read(self, generation: int) -> History:
        """Return all entries; `generation` is that of the file, and should not change meanwhile.

        Lines that cannot be understood are left out. Raises `UnreadableError`.
        """
        try:
            with os.fdopen(self._gate.open(self.path, os.O_RDONLY), "rb") as file:
                inode = os.fstat(file.fileno()).st_ino
                if self._known.inode != inode or not _is_line_end(file.fileno(), self._known.size):
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
        certain: list[Entry] = []
        later: list[Line] = []
        at = size = self._known.size
        for text in content.splitlines(keepends=True):
            at += len(text)
            line = parsed(text)
            if line is None:
                continue
            later.append(line)
            if line.n <= generation:
                certain += [one.entry() for one in later]
                later, size = [], at
        if certain:  # else it stays the same object, with what was computed of it
            history = History((*self._known.history.entries, *certain))
            self._known = _Known(self._known.inode, size, history)
        if later and later[-1].is_unreached(generation):
            later.pop()
        if not later:
            return self._known.history
        # An old copy of the file was put back: all of this happened, but may be cut off again.
        return History((*self._known.history.entries, *(line.entry() for line in later)))

    def settle(self, generation: int) -> int:
        """Remove what never happened, and return the number of the last entry. Needs the lock.

        `generation` is that of the file as it is. Raises `OSError`.
        """
        try:
            descriptor = self._gate.open(self.path, os.O_RDWR)
        except FileNotFoundError:
            return 0
        try:
            status = os.fstat(descriptor)
            left = self._left
            if (left.inode, left.size) != (
                status.st_ino,
                status.st_size,
            ) or left.number > generation:
                number, size = _settle(descriptor, status.st_size, generation)
                self._left = _Left(status.st_ino, size, number)
            return self._left.number
        finally:
            os.close(descriptor)

    def append(self, entry: Entry, generation: int) -> None:
        """Write an entry and sync it. Needs the lock, and `settle` before it.

        `generation` is that of the file as it is. If this raises `OSError`, or the generation of
        the entry is not reached, the next `settle` removes what was written.
        """
        content = rendered(entry, generation)
        descriptor = self._gate.open(self.path, os.O_WRONLY | os.O_CREAT | os.O_APPEND)
        try:
            self._left = _Left()
            disk.write_all(descriptor, content)
            os.fsync(descriptor)
            status = os.fstat(descriptor)
            if status.st_size == len(content):
                self._gate.sync(self.path.parent)
            self._left = _Left(status.st_ino, status.st_size, entry.number)
        finally:
            os.close(descriptor)


def _settle(descriptor: int, size: int, generation: int) -> tuple[int, int]:
    """Cut off what never happened; return the number of the last entry, and the size then.

    What cannot be read is cut off only where the last generation that was reached stands before
    it. Else it is a damaged line of a change that did happen, and stays to be looked at.
    """
    end, cut, number = size, size, 0
    while end:
        start, text = _last_line(descriptor, end)
        line = parsed(text)
        if line is not None and not line.is_unreached(generation):
            number = line.n
            break
        end = start
        if line is not None:
            cut = start
    if number >= generation:
        cut = end
    if cut < size:
        os.ftruncate(descriptor, cut)
        os.fsync(descriptor)  # what is cut off must not come back behind what is written next
    elif not _is_line_end(descriptor, size):
        os.pwrite(descriptor, b"\n", size)  # so that the next line begins on its own
        cut += 1
    return number, cut


def _is_line_end(descriptor: int, end: int) -> bool:
    return end == 0 or os.pread(descriptor, 1, end - 1) == b"\n"


def _last_line(descriptor: int, end: int) -> tuple[int, bytes]:
    """Return where the last line before `end` starts, and its bytes."""
    start, content = end, b""
    while start:
        before = max(start - _BLOCK, 0)
        content = os.pread(descriptor, start - before, before) + content
        start = before
        cut = content.rfind(b"\n", 0, len(content) - 1) + 1
        if cut:
            return start + cut, content[cut:]
    return 0, content
