"""A file to which one session alone appends, as long as it lives.

It is held by a lock that the kernel gives back whichever way the session ends: whoever can take
the lock of a journal knows that its session is over.
"""

from __future__ import annotations

import os
import secrets
from contextlib import suppress
from pathlib import Path

from licensetui import descriptors
from licensetui.store.file.gate import Gate

SUFFIX = ".jsonl"
"""How the names of journals end."""
_TRIES = 10
"""Most names to try for a new one: others may look into it before it is locked."""


class Journal:
    """An open journal, locked. Make one with `begin` or `claim`."""

    def __init__(self, gate: Gate, path: Path, descriptor: int) -> None:
        """Take over a locked descriptor."""
        self.path = path
        """Where it is."""
        self._gate = gate
        self._descriptor = descriptor

    @classmethod
    def begin(cls, gate: Gate, directory: Path, content: bytes) -> Journal:
        """Make a journal with its first lines, on the disk. Raises `OSError` and leaves none."""
        journal = _new(gate, directory)
        try:
            journal.append(content)
            gate.sync(directory)
        except OSError:
            journal.remove()
            raise
        return journal

    @classmethod
    def claim(cls, gate: Gate, path: Path) -> Journal | None:
        """Open a journal of this user whose session is over, or return None."""
        try:
            descriptor = gate.open(path, os.O_RDWR | os.O_APPEND)
        except OSError:  # another user's, no file, or gone
            return None
        if _is_ours(descriptor) and _is_locked(descriptor) and _is_at(descriptor, path):
            return cls(gate, path, descriptor)
        os.close(descriptor)
        return None

    @property
    def size(self) -> int:
        """Bytes written."""
        return os.fstat(self._descriptor).st_size

    def read(self) -> bytes:
        """Return all of it. Raises `OSError`."""
        os.lseek(self._descriptor, 0, os.SEEK_SET)
        with os.fdopen(self._descriptor, "rb", closefd=False) as file:
            return file.read()

    def append(self, content: bytes) -> None:
        """Write lines at the end; they are on the disk when this returns.

        Raises `OSError`; then a part of them may be there, and nothing more may be written: after
        a failure the kernel forgets what it did not write.
        """
        descriptors.write_all(self._descriptor, content)
        os.fsync(self._descriptor)

    def cut(self, size: int) -> None:
        """Leave the first bytes alone. Raises `OSError`."""
        os.ftruncate(self._descriptor, size)

    def remove(self) -> None:
        """Close it, and leave nothing of it."""
        # What cannot be removed is offered once more to its user, who then drops it again.
        with suppress(OSError):
            self._gate.remove(self.path)
        self.close()

    def close(self) -> None:
        """Close it; from now on others may claim it."""
        os.close(self._descriptor)


def _new(gate: Gate, directory: Path) -> Journal:
    flags = os.O_RDWR | os.O_CREAT | os.O_EXCL | os.O_APPEND
    for _ in range(_TRIES):
        path = directory / f"{os.getpid()}-{secrets.token_hex(4)}{SUFFIX}"
        descriptor = gate.open(path, flags)
        # Between these two lines another session may find it, claim it, and remove it as empty.
        if _is_locked(descriptor) and _is_at(descriptor, path):
            return Journal(gate, path, descriptor)
        os.close(descriptor)
        with suppress(OSError):
            gate.remove(path)
    raise BlockingIOError(None, "no lock available")


def _is_ours(descriptor: int) -> bool:
    """Say whether it is this user's."""
    try:
        return os.fstat(descriptor).st_uid == os.geteuid()
    except OSError:
        return False


def _is_locked(descriptor: int) -> bool:
    """Take the lock, and say whether that went well."""
    try:
        return descriptors.is_taken(descriptor)
    except OSError:  # there are no locks here
        return False


def _is_at(descriptor: int, path: Path) -> bool:
    try:
        return os.path.samestat(os.fstat(descriptor), path.lstat())
    except OSError:
        return False
