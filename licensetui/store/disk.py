"""One file on a disk: read whole, replaced whole, or left as it was."""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from licensetui.store.errors import NotDurableError, NotSavedError, UnreadableError

_OPENING = 1024
"""Bytes of a stamp's opening."""
_CHUNK = 1 << 20
"""Most bytes to write at once."""
_REASONS = {
    errno.ENOSPC: "disk full",
    errno.EDQUOT: "disk quota used up",
    errno.EROFS: "the file system is read-only",
    errno.EACCES: "no permission to write there",
    errno.EPERM: "no permission to write there",
    errno.EIO: "the disk reports an error",
}


@dataclass(frozen=True)
class Stamp:
    """By what one version of a file is told from another without reading it."""

    size: int
    """Bytes."""
    modified: int
    """Time of the last change, in nanoseconds."""
    inode: int
    """Number of the file; disks use the numbers of removed files again."""
    opening: bytes
    """The first bytes, in which generation and checksum stand."""


def read(path: Path) -> tuple[bytes, Stamp] | None:
    """Return all bytes of a file and their stamp, or None if there is no file.

    Raises `UnreadableError`.
    """
    return _read(path, -1)


def stamp(path: Path) -> Stamp | None:
    """Return the stamp of a file, or None if there is no file. Raises `UnreadableError`."""
    found = _read(path, _OPENING)
    return found and found[1]


def is_writable(path: Path) -> bool:
    """Say whether a file may be replaced, or made: it and its directory let us write."""
    if path.exists():
        return os.access(path, os.W_OK) and os.access(path.parent, os.W_OK | os.X_OK)
    nearest = next(directory for directory in path.parents if directory.exists())
    return os.access(nearest, os.W_OK | os.X_OK)


def make_directory(path: Path) -> None:
    """Make a directory that is open to its owner alone, and those above it that are missing.

    Raises `OSError`.
    """
    if path.is_dir():
        return
    make_directory(path.parent)
    path.mkdir(mode=0o700, exist_ok=True)
    sync_directory(path.parent)


def replace(
    path: Path,
    content: bytes | Sequence[bytes],
    before_rename: Callable[[], None] = lambda: None,
) -> Stamp:
    """Put `content` in place of a file, or make it, and return its stamp. Needs the lock.

    It may come in pieces, to be written one after the other.
    Owner, group and mode of an existing file are kept; a new one is open to its owner alone.
    `before_rename` is called when the new file is on the disk, and the old one still in place.
    Raises `NotSavedError`, and the old file is untouched; or `NotDurableError`, and the new one is
    there, but may be gone after a power cut.
    """
    new = path.with_name(f".{path.name}.new")
    try:
        directory = os.open(path.parent, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    except OSError as error:
        raise not_saved(path, error) from error
    try:
        try:
            pieces = [content] if isinstance(content, bytes) else content
            written = _write(new, pieces, _status(path))
            before_rename()
            new.rename(path)
        except OSError as error:
            raise not_saved(path, error) from error
        finally:
            # What cannot be removed now is removed by the next save.
            with suppress(OSError):
                new.unlink(missing_ok=True)
        try:
            os.fsync(directory)
        except OSError as error:
            raise NotDurableError(
                f"{path} is written, but the disk did not confirm it ({reason(error)}): "
                "it may be lost in a power cut"
            ) from error
    finally:
        close(directory)
    return written


def close(descriptor: int) -> None:
    """Close what was only read, or has been synced: a late error tells of no loss.

    Some file systems (NFS, FUSE) report what went wrong before at the close.
    """
    with suppress(OSError):
        os.close(descriptor)


def write_all(descriptor: int, content: bytes) -> None:
    """Write all bytes, in several pieces if need be. Raises `OSError`."""
    rest = memoryview(content)
    while rest:
        rest = rest[os.write(descriptor, rest[:_CHUNK]) :]


def not_saved(path: Path, error: OSError) -> NotSavedError:
    """Return what to tell the user when `error` kept us from writing."""
    return NotSavedError(f"NOT SAVED: {reason(error)}: {path}. What was there is untouched")


def _read(path: Path, limit: int) -> tuple[bytes, Stamp] | None:
    try:
        # Non-blocking, because opening a pipe would wait for somebody to write into it.
        descriptor = os.open(path, os.O_RDONLY | os.O_CLOEXEC | os.O_NONBLOCK)
    except FileNotFoundError:
        return None
    except OSError as error:
        raise UnreadableError(f"{path} cannot be read: {error.strerror}") from error
    try:
        status = os.fstat(descriptor)
        if not stat.S_ISREG(status.st_mode):
            raise UnreadableError(f"{path} cannot be read: it is not a file")
        with os.fdopen(descriptor, "rb", closefd=False) as file:
            content = file.read(limit)
    except OSError as error:
        raise UnreadableError(f"{path} cannot be read: {error.strerror}") from error
    finally:
        close(descriptor)
    return content, _stamp(status, content)


def _stamp(status: os.stat_result, content: bytes) -> Stamp:
    return Stamp(status.st_size, status.st_mtime_ns, status.st_ino, content[:_OPENING])


def _opening(pieces: Iterable[bytes]) -> bytes:
    opening = b""
    for piece in pieces:
        opening += piece[: _OPENING - len(opening)]
    return opening


def _status(path: Path) -> os.stat_result | None:
    try:
        return path.stat()
    except FileNotFoundError:
        return None


def _write(new: Path, pieces: Sequence[bytes], old: os.stat_result | None) -> Stamp:
    """Write and sync a new file with the owner, group and mode of the old one."""
    new.unlink(missing_ok=True)  # We hold the lock: whoever left it here was killed.
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC | os.O_NOFOLLOW
    descriptor = os.open(new, flags, 0o600)
    try:
        if old:
            _keep_owner(descriptor, old)
            os.fchmod(descriptor, stat.S_IMODE(old.st_mode))
        for piece in pieces:
            write_all(descriptor, piece)
        # Never tried again on this file: after a failure the kernel forgets what it did not write.
        os.fsync(descriptor)
        return _stamp(os.fstat(descriptor), _opening(pieces))
    finally:
        os.close(descriptor)


def _keep_owner(descriptor: int, old: os.stat_result) -> None:
    """Keep the group if it may do anything, and the owner where we may give files away."""
    new = os.fstat(descriptor)
    owner = old.st_uid if os.geteuid() == 0 else new.st_uid
    if (owner, old.st_gid) != (new.st_uid, new.st_gid):
        try:
            os.fchown(descriptor, owner, old.st_gid)
        except PermissionError:  # not our group, as after `sudo chown` of a file that root made
            if old.st_mode & stat.S_IRWXG:
                raise


def open_like(path: Path, status: os.stat_result) -> None:
    """Let those use a new file who may use the one with that `status`, as far as that is ours.

    It was made for us alone. Where it must stay so, the next save of the owner opens it.
    """
    with suppress(OSError):
        os.chown(path, status.st_uid if os.geteuid() == 0 else -1, status.st_gid)
        path.chmod(stat.S_IMODE(status.st_mode))


def sync_directory(path: Path) -> None:
    """Make sure that what was added, renamed or removed in a directory lasts.

    Raises `OSError`.
    """
    descriptor = os.open(path, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def reason(error: OSError) -> str:
    """Return why something could not be written or read, in a few words."""
    return _REASONS.get(error.errno or 0) or error.strerror or str(error)
