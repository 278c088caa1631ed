"""The history on the disk: one line per confirmed change, in a file that only grows.

    {"check":"1c291ca3","n":8,"at":"2026-11-22T10:31:05+01:00","by":"anna@jira1","what":"...",
     "records":[{"kind":"license","id":3,"name":"Jira","before":{...},"after":{...}}]}

A line is written, and synced, just before the file of records is replaced by the generation that
has its number. So the last line may tell of a generation that was never reached: readers leave it
out, and the next writer removes it. `base` is the generation before, where that is not `n - 1`:
somebody put an old copy of the file back, and numbers go on after the highest. `check` is the
CRC-32 of what follows it on the line.
"""

from __future__ import annotations

import os
import zlib
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any, Literal

import msgspec

from licensetui.domain.history import Entry, History, RecordChange, RecordKind
from licensetui.store import disk
from licensetui.store.errors import UnreadableError

_BLOCK = 1 << 16
"""Bytes to read at once from the end of the file."""
_HEAD = b'{"check":"%08x",'


class _Record(msgspec.Struct, omit_defaults=True):
    kind: Literal["license", "contact"]
    id: int
    name: str
    before: dict[str, Any] | None
    after: dict[str, Any] | None


class _Line(msgspec.Struct, omit_defaults=True):
    n: int
    at: datetime
    by: str
    what: str
    records: list[_Record]
    overruled: list[_Record] = []  # msgspec copies it
    reverts: int | None = None
    base: int | None = None


_DECODER = msgspec.json.Decoder(_Line)


@dataclass
class _Known:
    """What has been read of the file."""

    inode: int = 0
    size: int = 0
    """Bytes up to the last line taken."""
    history: History = field(default_factory=History)


class HistoryFile:
    """The history beside a file of records."""

    def __init__(self, path: Path) -> None:
        """Touch nothing yet."""
        self.path = path
        """The file; it need not be there."""
        self._known = _Known()
        self._written = (0, 0, 0)
        # Inode, size and last number as this session left them: no need to look again.

    def read(self, generation: int) -> History:
        """Return all entries; `generation` is that of the file, read before this.

        Lines that cannot be understood are left out.
        Raises `UnreadableError`.
        """
        try:
            descriptor = os.open(self.path, os.O_RDONLY | os.O_CLOEXEC)
        except FileNotFoundError:
            return History()
        except OSError as error:
            raise UnreadableError(f"{self.path} cannot be read: {error.strerror}") from error
        try:
            status = os.fstat(descriptor)
            known = self._known
            if known.inode != status.st_ino or known.size > status.st_size:
                known = _Known(status.st_ino)
            with os.fdopen(descriptor, "rb", closefd=False) as file:
                file.seek(known.size)
                content = file.read()
        except OSError as error:
            raise UnreadableError(f"{self.path} cannot be read: {error.strerror}") from error
        finally:
            os.close(descriptor)
        self._known = _taken(known, content, generation)
        return self._known.history

    def settle(self, generation: int) -> int:
        """Remove what never happened, and return the number of the last entry. Needs the lock.

        `generation` is that of the file as it is. Raises `OSError`.
        """
        try:
            descriptor = os.open(self.path, os.O_RDWR | os.O_CLOEXEC | os.O_NOFOLLOW)
        except FileNotFoundError:
            return 0
        try:
            status = os.fstat(descriptor)
            if (status.st_ino, status.st_size) == self._written[:2] and self._written[
                2
            ] <= generation:
                return self._written[2]
            end = status.st_size
            while end:
                start, line = _last_line(descriptor, end)
                found = _line(line)
                if found and not _is_unreached(found, generation):
                    break
                end = start
            else:
                found = None
            if end < status.st_size:
                os.ftruncate(descriptor, end)
            last = found.n if found else 0
            self._written = (status.st_ino, end, last)
            return last
        finally:
            os.close(descriptor)

    def append(self, entry: Entry, generation: int) -> None:
        """Write an entry and sync it. Needs the lock, and `settle` before it.

        `generation` is that of the file as it is. If this raises `OSError`, or the generation of
        the entry is not reached, the next `settle` removes what was written.
        """
        content = _rendered(entry, generation)
        flags = os.O_WRONLY | os.O_CREAT | os.O_APPEND | os.O_CLOEXEC | os.O_NOFOLLOW
        descriptor = os.open(self.path, flags, 0o600)
        try:
            self._written = (0, 0, 0)
            disk.write_all(descriptor, content)
            os.fsync(descriptor)
            status = os.fstat(descriptor)
            if status.st_size == len(content):
                disk.sync_directory(self.path.parent)
            self._written = (status.st_ino, status.st_size, entry.number)
        finally:
            os.close(descriptor)


def rendered(entries: Iterable[Entry]) -> bytes:
    """Return the bytes of a history with these entries, all of them reached."""
    return b"".join(_rendered(entry, entry.number - 1) for entry in entries)


def _rendered(entry: Entry, generation: int) -> bytes:
    line = _Line(
        entry.number,
        entry.at,
        entry.by,
        entry.label,
        [_record(change) for change in entry.records],
        [_record(change) for change in entry.overruled],
        entry.reverts,
        base=None if generation == entry.number - 1 else generation,
    )
    rest = msgspec.json.encode(line)[1:]
    return b"%b%b\n" % (_HEAD % zlib.crc32(rest), rest)


def _record(change: RecordChange) -> _Record:
    before = None if change.before is None else dict(change.before)
    after = None if change.after is None else dict(change.after)
    return _Record(change.kind.value, change.id, change.name, before, after)


def _line(content: bytes) -> _Line | None:
    """Return what a line says, or None if it is torn or damaged."""
    head, _, rest = content.partition(b",")
    if not rest.endswith(b"\n") or head + b"," != _HEAD % zlib.crc32(rest[:-1]):
        return None
    try:
        return _DECODER.decode(b"{" + rest)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return None


def _is_unreached(line: _Line, generation: int) -> bool:
    """Say whether the last line tells of a generation that was never reached."""
    base = line.n - 1 if line.base is None else line.base
    return line.n > generation and base == generation


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


def _taken(known: _Known, content: bytes, generation: int) -> _Known:
    """Return what is known of the file after reading `content` behind what was known before."""
    lines = content.splitlines(keepends=True)
    last = _line(lines[-1]) if lines else None
    if lines and (last is None or _is_unreached(last, generation)):
        lines.pop()
    found = [line for line in map(_line, lines) if line is not None]
    size = known.size + sum(map(len, lines))
    history = known.history
    if found:  # else it stays the same object, with what was computed of it
        history = History((*history.entries, *map(_entry, found)))
    return _Known(known.inode, size, history)


def _entry(line: _Line) -> Entry:
    return Entry(
        line.n,
        line.at,
        line.by,
        line.what,
        tuple(map(_change, line.records)),
        tuple(map(_change, line.overruled)),
        line.reverts,
    )


def _change(record: _Record) -> RecordChange:
    return RecordChange(
        RecordKind(record.kind), record.id, record.name, record.before, record.after
    )
