"""Open files by their descriptors: written whole, locked, closed, and why not in a few words."""

from __future__ import annotations

import errno
import fcntl
import os
from contextlib import suppress

_CHUNK = 1 << 20
"""Most bytes to write at once."""
_REASONS = {
    errno.ENOSPC: "disk full",
    errno.EDQUOT: "disk quota exceeded",
    errno.EROFS: "the file system is read-only",
    errno.EACCES: "no permission to write",
    errno.EPERM: "no permission to write",
    errno.EIO: "disk error",
}


def write_all(descriptor: int, content: bytes | bytearray) -> None:
    """Write all bytes, in several pieces if need be. Raises `OSError`."""
    rest = memoryview(content)
    while rest:
        rest = rest[os.write(descriptor, rest[:_CHUNK]) :]


def append_line(descriptor: int, line: bytes) -> None:
    """Add a line and sync it; after a half one it begins on its own. Raises `OSError`."""
    size = os.fstat(descriptor).st_size
    is_whole = not size or os.pread(descriptor, 1, size - 1) == b"\n"
    write_all(descriptor, (b"" if is_whole else b"\n") + line + b"\n")
    os.fsync(descriptor)


def is_taken(descriptor: int) -> bool:
    """Take a lock, and say whether it was free. Raises `OSError` where there are no locks."""
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def close(descriptor: int) -> None:
    """Close what was read, or synced: an error that NFS or FUSE reports late tells of no loss."""
    with suppress(OSError):
        os.close(descriptor)


def reason(error: OSError) -> str:
    """Return why something could not be written or read, in a few words."""
    return _REASONS.get(error.errno or 0) or error.strerror or str(error)
