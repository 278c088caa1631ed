"""Only one session writes at a time."""

from __future__ import annotations

import errno
import fcntl
import os
import pwd
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from licensetui.store.errors import LockedError

PATIENCE = 5.0
"""Seconds to wait for another session before giving up."""
_BETWEEN_TRIES = 0.005


@contextmanager
def locked(directory: Path, wait: float = PATIENCE) -> Iterator[None]:
    """Hold the lock in `directory`, or raise `LockedError` after `wait` seconds.

    The lock belongs to the open file, not to its name: it is gone when its holder is, however that
    ended, and the file is never removed. Raises `OSError` where there can be no lock.
    """
    flags = os.O_RDWR | os.O_CREAT | os.O_CLOEXEC | os.O_NOFOLLOW
    descriptor = os.open(directory / "lock", flags, 0o600)
    try:
        _acquire(descriptor, wait)
        os.ftruncate(descriptor, 0)
        os.pwrite(descriptor, _myself().encode(errors="replace"), 0)
        yield
    finally:
        os.close(descriptor)


def _acquire(descriptor: int, wait: float) -> None:
    deadline = time.monotonic() + wait
    while True:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            if error.errno not in (errno.EWOULDBLOCK, errno.EACCES):
                raise
        else:
            return
        if time.monotonic() >= deadline:
            holder = os.pread(descriptor, 200, 0).decode(errors="replace") or "another session"
            raise LockedError(
                f"NOT SAVED: {holder} is saving and has not finished within {wait:g} s. Try again"
            )
        time.sleep(_BETWEEN_TRIES)


def _myself() -> str:
    try:
        user = pwd.getpwuid(os.geteuid()).pw_name
    except KeyError:
        user = f"user {os.geteuid()}"
    return f"{user} on {os.uname().nodename} (process {os.getpid()})"
