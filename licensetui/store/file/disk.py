"""One file on a disk: read whole, replaced whole, or left as it was."""

from __future__ import annotations

import os
import stat
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from licensetui.descriptors import close, reason, write_all
from licensetui.store.errors import NotDurableError, NotSavedError, UnreadableError

_OPENING = 1024
"""Bytes of a stamp's opening."""
_DIRECTORY = os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC


class ForeignError(OSError):
    """The thing that stands there is not used: it is a link, no file, or a stranger's.

    Its text is a sentence that says so and what to do.
    """


@dataclass(frozen=True)
class Stamp:
    """The stamp by which one version of a file is told from another without reading it."""

    size: int
    """Bytes."""
    modified: int
    """Time of the last change, in nanoseconds."""
    inode: int
    """Number of the file; disks use the numbers of removed files again."""
    opening: bytes
    """The first bytes, in which generation and checksum stand."""


def read(path: Path) -> tuple[bytes, Stamp] | None:
    """Return all bytes of a file and their stamp, None without one, or raise `UnreadableError`."""
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
    """Make a directory open to its owner alone, and those missing above it, or raise `OSError`."""
    if path.is_dir():
        return
    make_directory(path.parent)
    path.mkdir(mode=0o700, exist_ok=True)
    sync_directory(path.parent)


def replace(
    path: Path,
    content: bytes | Sequence[bytes],
    before_rename: Callable[[], None] = lambda: None,
    *,
    like: os.stat_result | None = None,
    within: int | None = None,
) -> Stamp:
    """Put `content` in place of a file, or make it, and return its stamp. Needs the lock.

    It may come in pieces, to be written one after the other.
    Owner, group and mode of an existing file are kept; a new one is open to its owner alone, or to
    those who may use the file with the status `like`, as far as that is ours to give.
    `before_rename` is called when the new file is on the disk, and the old one still in place.
    `within` is the descriptor of the directory, if it is open.
    Raises `NotSavedError`, and the old file is untouched; or `NotDurableError`, and the new one is
    there, but may be gone after a power cut.
    """
    try:
        directory = os.open(path.parent, _DIRECTORY) if within is None else os.dup(within)
    except OSError as error:
        raise not_saved(path, error) from error
    try:
        written = _replace(path, content, before_rename, like, directory)
        try:
            os.fsync(directory)
        except OSError as error:
            raise NotDurableError(
                f"{path} was written, but the disk did not confirm it "
                f"({reason(error)}): it may be lost in a power failure"
            ) from error
    finally:
        close(directory)
    return written


def is_new(name: str) -> bool:
    """Say whether a name is that of a file which `replace` writes, and a kill may leave."""
    return name.startswith(".") and name.endswith(".new")


def touched(path: Path) -> int:
    """Return when a file was last written or else touched, in nanoseconds; 0 if nobody can say.

    Unlike the time in a stamp, no program can set it back.
    """
    try:
        return path.stat().st_ctime_ns
    except OSError:
        return 0


def names_in(directory: int) -> list[str]:
    """Return what stands in an open directory, sorted. Raises `OSError`."""
    return sorted(os.listdir(directory))  # pathlib knows no descriptors


def not_saved(path: Path, error: OSError) -> NotSavedError:
    """Return what to tell the user when `error` kept us from writing."""
    if isinstance(error, ForeignError):
        return NotSavedError(f"NOT SAVED: {error}. The file was not changed")
    return NotSavedError(f"NOT SAVED: {reason(error)}: {path}. The file was not changed")


def unreadable(path: Path, error: OSError) -> UnreadableError:
    """Return what to tell the user when `error` kept us from reading."""
    if isinstance(error, ForeignError):
        return UnreadableError(str(error))
    return UnreadableError(f"{path} cannot be read: {error.strerror}")


def read_open(path: Path, descriptor: int, limit: int = -1) -> tuple[bytes, Stamp]:
    """Return the bytes of an open file and their stamp, and close it.

    `limit` is how many bytes to read at most, -1 for all. Raises `UnreadableError`.
    """
    try:
        status = os.fstat(descriptor)
        if not stat.S_ISREG(status.st_mode):
            raise UnreadableError(f"{path} cannot be read: it is not a file")
        with os.fdopen(descriptor, "rb", closefd=False) as file:
            content = file.read(limit)
    except OSError as error:
        raise unreadable(path, error) from error
    finally:
        close(descriptor)
    return content, _stamp(status, content)


def _read(path: Path, limit: int) -> tuple[bytes, Stamp] | None:
    try:
        # Non-blocking, because opening a pipe would wait for somebody to write into it.
        descriptor = os.open(path, os.O_RDONLY | os.O_CLOEXEC | os.O_NONBLOCK)
    except FileNotFoundError:
        return None
    except OSError as error:
        raise unreadable(path, error) from error
    return read_open(path, descriptor, limit)


def _stamp(status: os.stat_result, content: bytes) -> Stamp:
    return Stamp(status.st_size, status.st_mtime_ns, status.st_ino, content[:_OPENING])


def _opening(pieces: Iterable[bytes]) -> bytes:
    opening = b""
    for piece in pieces:
        opening += piece[: _OPENING - len(opening)]
    return opening


def _replace(
    path: Path,
    content: bytes | Sequence[bytes],
    before_rename: Callable[[], None],
    like: os.stat_result | None,
    directory: int,
) -> Stamp:
    """Write a new file and rename it, all by names in an open directory."""
    new = f".{path.name}.new"
    try:
        pieces = [content] if isinstance(content, bytes) else content
        old = _status(path, directory)
        _make_way(path.with_name(new), directory)
        written = _write(new, pieces, old, like, directory)
        before_rename()
        os.rename(new, path.name, src_dir_fd=directory, dst_dir_fd=directory)
    except OSError as error:
        raise not_saved(path, error) from error
    finally:
        # What cannot be removed now is removed by the next save.
        with suppress(OSError):
            os.unlink(new, dir_fd=directory)
    return written


def _status(path: Path, directory: int) -> os.stat_result | None:
    try:
        status = os.stat(path.name, dir_fd=directory, follow_symlinks=False)
    except FileNotFoundError:
        return None
    if not stat.S_ISREG(status.st_mode):
        raise ForeignError(f"{path} is no longer a file: check what replaced it")
    return status


def _make_way(new: Path, directory: int) -> None:
    """Remove what a killed session has left: we hold the lock, so it is nobody's any more."""
    try:
        os.unlink(new.name, dir_fd=directory)
    except FileNotFoundError:
        pass
    except OSError as error:  # somebody else's
        raise ForeignError(f"{new} is in the way ({reason(error)}): remove it") from error


def _write(
    new: str,
    pieces: Sequence[bytes],
    old: os.stat_result | None,
    like: os.stat_result | None,
    directory: int,
) -> Stamp:
    """Write and sync a new file with the owner, group and mode of the old one."""
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC | os.O_NOFOLLOW
    descriptor = os.open(new, flags, 0o600, dir_fd=directory)
    try:
        if old:
            _keep_owner(descriptor, old)
            os.fchmod(descriptor, stat.S_IMODE(old.st_mode))
        elif like:  # where that fails, the next save of the owner opens it
            with suppress(OSError):
                os.fchown(descriptor, like.st_uid if os.geteuid() == 0 else -1, like.st_gid)
                os.fchmod(descriptor, stat.S_IMODE(like.st_mode))
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


def sync_directory(path: Path) -> None:
    """Make what was added, renamed or removed in a directory last, or raise `OSError`."""
    descriptor = os.open(path, _DIRECTORY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
