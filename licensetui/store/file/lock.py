"""Only one session writes at a time, and those who wait take turns.

The lock is a turnstile of two: whoever wants `lock` first takes `queue`, and gives it back on
getting `lock`. Whoever has just saved and wants to save again has to stand behind at `queue`,
instead of being at `lock` first each time. Nobody polls: the kernel wakes who waits.
"""

from __future__ import annotations

import fcntl
import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from licensetui import descriptors
from licensetui.store.author import author
from licensetui.store.errors import LockedError
from licensetui.store.file.gate import Gate

PATIENCE = 5.0
"""Seconds to wait for another session before giving up."""
QUEUE = "queue"
"""Name of the file that the first of those who wait holds."""
LOCK = "lock"
"""Name of the file that the one who saves holds."""
_NAME = 400
"""Bytes in which a holder writes his name."""


@contextmanager
def locked(directory: Path, wait: float = PATIENCE, gate: Gate | None = None) -> Iterator[None]:
    """Hold the lock in `directory`, or raise `LockedError` after `wait` seconds.

    `gate` leads to the directory; without one it stands beside no file.
    The lock belongs to an open file, not to its name: it is gone when its holder is, however that
    ended, and the files are never removed. Raises `OSError` where there can be no lock.
    """
    gate = gate or Gate(directory / LOCK)
    lock = _taken_at_once(directory, gate)
    if lock is None:
        lock = _Place.of(directory, gate).lock_within(wait)
    try:
        _sign(lock)
        yield
    finally:
        descriptors.close(lock)


def holder(lock: Path, gate: Gate) -> str:
    """Return who holds a lock at this moment; empty if nobody does. Waits for nobody."""
    try:
        # Shared and at once: who wants to save is kept from it no longer than this takes.
        descriptor = gate.open(lock, os.O_RDONLY)
    except OSError:  # never used, or closed to us, which is told elsewhere
        return ""
    try:
        fcntl.flock(descriptor, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except BlockingIOError:
        return os.pread(descriptor, _NAME, 0).decode(errors="replace").strip() or "another session"
    except OSError:  # there are no locks here
        return ""
    finally:
        os.close(descriptor)
    return ""


class _Place:
    """A place in the queue, kept by a thread that sleeps in the kernel.

    Nothing wakes that thread before it has the lock. So a place that was given up stays, and is
    taken up again by the next try of this process: however often it tries, one thread waits.
    """

    _mutex = threading.Lock()
    """Guards what a thread shares with who waits for it."""
    _given_up: list[_Place] = []  # noqa: RUF012  # one for all
    """The places that nobody waits for at the moment."""

    def __init__(self, directory: Path, gate: Gate) -> None:
        """Open the files, or raise `OSError`."""
        self._directory, self._gate = directory, gate
        self._queue = _opened(gate, directory / QUEUE)
        try:
            self._lock = _opened(gate, directory / LOCK)
        except OSError:
            os.close(self._queue)
            raise
        self._stands = False
        self._arrived = threading.Event()
        self._problem: OSError | None = None

    @classmethod
    def of(cls, directory: Path, gate: Gate) -> _Place:
        """Return a place that was given up, or a new one. Raises `OSError`."""
        new = cls(directory, gate)
        status = os.fstat(new._lock)
        with cls._mutex:
            for known in cls._given_up:
                if known._stands and os.path.samestat(status, os.fstat(known._lock)):
                    cls._given_up.remove(known)
                    os.close(new._queue)
                    os.close(new._lock)
                    return known
        return new

    def lock_within(self, seconds: float) -> int:
        """Return the descriptor of the lock, held, or give up and raise `LockedError`."""
        try:
            if not self._stands:
                threading.Thread(target=self._stand, name="waits for the lock", daemon=True).start()
            self._arrived.wait(seconds)
        except BaseException:  # Ctrl+C
            if not self._is_given_up():
                os.close(self._lock)
            raise
        if self._is_given_up():
            holder = _holder(self._gate, self._directory)
            raise LockedError(
                f"NOT SAVED: {holder} is saving and has not finished within {seconds:g} s. "
                "Try again"
            )
        if self._problem:
            os.close(self._lock)
            raise self._problem
        return self._lock

    def _is_given_up(self) -> bool:
        """Give the place up unless the lock is here, and say so."""
        with self._mutex:
            if self._arrived.is_set():
                return False
            self._given_up.append(self)
            return True

    def _stand(self) -> None:
        """Wait for the lock, and hand it over, or give it back if nobody wants it any more."""
        self._stands = True
        try:
            fcntl.flock(self._queue, fcntl.LOCK_EX)
            with suppress(OSError):  # only in case that it is stopped here, and others wonder
                _sign(self._queue)
            fcntl.flock(self._lock, fcntl.LOCK_EX)
        except OSError as error:
            self._problem = error
        finally:
            os.close(self._queue)
        with self._mutex:
            self._arrived.set()
            if self in self._given_up:
                self._given_up.remove(self)
                os.close(self._lock)


def _taken_at_once(directory: Path, gate: Gate) -> int | None:
    """Return the descriptor of the lock, held, or None if that means to wait."""
    queue = _opened(gate, directory / QUEUE)
    try:
        if not descriptors.is_taken(queue):
            return None
        lock = _opened(gate, directory / LOCK)
        try:
            if descriptors.is_taken(lock):
                return lock
        except OSError:
            os.close(lock)
            raise
        os.close(lock)
        return None
    finally:
        os.close(queue)


def _opened(gate: Gate, path: Path) -> int:
    return gate.open(path, os.O_RDWR | os.O_CREAT)


def _sign(descriptor: int) -> None:
    """Write into a lock who holds it, over the name before: to cut a file takes a millisecond."""
    name = f"{author()} (process {os.getpid()})\n".encode(errors="replace")
    os.pwrite(descriptor, name.ljust(_NAME, b"\n"), 0)


def _holder(gate: Gate, directory: Path) -> str:
    """Return who keeps us waiting: the holder of the lock, or else the first in the queue."""
    descriptor = _opened(gate, directory / LOCK)
    try:
        if descriptors.is_taken(descriptor):
            os.close(descriptor)
            descriptor = _opened(gate, directory / QUEUE)
        name = os.pread(descriptor, _NAME, 0).decode(errors="replace").strip()
        return name or "another session"
    finally:
        os.close(descriptor)
