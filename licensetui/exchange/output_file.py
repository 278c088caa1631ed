"""A file that the user names for a result: written whole, or not at all."""

from __future__ import annotations

import errno
import os
import secrets
import stat
from contextlib import suppress
from pathlib import Path

from licensetui import descriptors
from licensetui.store.errors import NotSavedError

_PREFIX, _SUFFIX = ".licensetui-", ".new"
"""How the name of a file begins and ends that is not whole yet."""
_DIRECTORY = getattr(os, "O_PATH", os.O_RDONLY) | os.O_DIRECTORY | os.O_CLOEXEC
"""To write into a directory that may be closed to readers; only Linux knows such a thing."""
_TRIES = 10
"""Most names to try for one: another run may take it for a leftover before it is locked."""


def write_file(path: Path, content: bytes) -> None:
    """Put `content` in place of a file, or make it; a symbolic link stays one.

    A new one is open to its owner alone; one that is there keeps its mode and group, in case
    others were let in. Raises `NotSavedError` and leaves everything as it was. Of a run that is
    killed, the next one that writes into the same directory removes what is left.
    """
    target = Path(os.path.realpath(path))
    try:
        old = _status(path)
        if target.is_symlink():  # the disk did not say where it leads
            raise OSError(errno.EIO, os.strerror(errno.EIO))
        directory = os.open(target.parent, _DIRECTORY)
    except OSError as error:
        raise _not_written(path, error) from error
    try:
        _remove_leftovers(target.parent, directory)
        _write(path, target.name, content, old, directory)
    except OSError as error:
        raise _not_written(path, error) from error
    finally:
        descriptors.close(directory)


def _write(
    path: Path, name: str, content: bytes, old: os.stat_result | None, directory: int
) -> None:
    """Write a new file and rename it. It is locked as long as somebody works on it."""
    new, descriptor = _begun(directory)
    try:
        try:
            if old:
                _keep_group(path, descriptor, old)
                os.fchmod(descriptor, stat.S_IMODE(old.st_mode))
            descriptors.write_all(descriptor, content)
            os.fsync(descriptor)
            os.rename(new, name, src_dir_fd=directory, dst_dir_fd=directory)
        finally:
            descriptors.close(descriptor)
    finally:
        with suppress(OSError):
            os.unlink(new, dir_fd=directory)


def _begun(directory: int) -> tuple[str, int]:
    """Return the name and the descriptor of a new file, locked. Raises `OSError`."""
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC | os.O_NOFOLLOW
    for _ in range(_TRIES):
        name = f"{_PREFIX}{secrets.token_hex(4)}{_SUFFIX}"
        descriptor = os.open(name, flags, 0o600, dir_fd=directory)
        try:
            is_ours = descriptors.is_taken(descriptor) and _is_at(descriptor, name, directory)
        except OSError:  # there are no locks here, so nobody takes it for a leftover either
            is_ours = True
        if is_ours:
            return name, descriptor
        os.close(descriptor)
        with suppress(OSError):
            os.unlink(name, dir_fd=directory)
    raise OSError(errno.EAGAIN, "no lock available there")


def _remove_leftovers(place: Path, directory: int) -> None:
    """Remove what our killed runs have left; what cannot be looked at or removed stays."""
    with suppress(OSError):
        names = [path.name for path in place.iterdir()]
        for name in names:
            if name.startswith(_PREFIX) and name.endswith(_SUFFIX):
                _remove_leftover(name, directory)


def _remove_leftover(name: str, directory: int) -> None:
    """Remove what is ours and nobody works on: whoever does holds its lock."""
    flags = os.O_RDONLY | os.O_CLOEXEC | os.O_NOFOLLOW | os.O_NONBLOCK
    with suppress(OSError):
        descriptor = os.open(name, flags, dir_fd=directory)
        try:
            status = os.fstat(descriptor)
            is_ours = stat.S_ISREG(status.st_mode) and status.st_uid == os.geteuid()
            if is_ours and descriptors.is_taken(descriptor) and _is_at(descriptor, name, directory):
                os.unlink(name, dir_fd=directory)
        finally:
            os.close(descriptor)


def _is_at(descriptor: int, name: str, directory: int) -> bool:
    try:
        found = os.stat(name, dir_fd=directory, follow_symlinks=False)
    except FileNotFoundError:
        return False
    return os.path.samestat(found, os.fstat(descriptor))


def _status(path: Path) -> os.stat_result | None:
    """Return the status of the file that is there. Raises `NotSavedError` where none can be."""
    try:
        status = path.stat()
    except FileNotFoundError:
        return None
    if stat.S_ISDIR(status.st_mode):
        raise NotSavedError(f"{path} is a directory: name a file in it")
    if not stat.S_ISREG(status.st_mode):
        raise NotSavedError(f"{path} is not a file: name one, or - for standard output")
    if not os.access(path, os.W_OK):
        raise NotSavedError(f"{path} was not written: it already exists and is read-only")
    return status


def _keep_group(path: Path, descriptor: int, old: os.stat_result) -> None:
    """Keep the group. Raises `NotSavedError` where it may use the file and is not ours to give."""
    if os.fstat(descriptor).st_gid == old.st_gid:
        return
    try:
        os.fchown(descriptor, -1, old.st_gid)
    except PermissionError as error:
        if old.st_mode & stat.S_IRWXG:
            raise NotSavedError(
                f"{path} was not written: it belongs to a group that you are not in, "
                "and rewriting it would change that. Remove it first, or choose "
                "another file"
            ) from error


def _not_written(path: Path, error: OSError) -> NotSavedError:
    if isinstance(error, FileNotFoundError) and not path.parent.is_dir():
        return NotSavedError(f"{path} was not written: there is no directory {path.parent}")
    return NotSavedError(f"{path} was not written: {descriptors.reason(error)}")
