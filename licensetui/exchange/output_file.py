"""A file that the user names for a result: written whole, or not at all."""

from __future__ import annotations

import os
import stat
import tempfile
from contextlib import suppress
from pathlib import Path

from licensetui.store import disk
from licensetui.store.errors import NotSavedError


def write_file(path: Path, content: bytes) -> None:
    """Put `content` in place of a file, or make it; a symbolic link stays one.

    A new one is open to its owner alone; one that is there keeps its mode, in case others were
    let in. Raises `NotSavedError` and leaves everything as it was.
    """
    target = Path(os.path.realpath(path))
    try:
        mode = _mode(path)
        descriptor, name = tempfile.mkstemp(prefix=".licensetui-", suffix=".new", dir=target.parent)
    except OSError as error:
        raise _not_written(path, error) from error
    new = Path(name)
    try:
        try:
            disk.write_all(descriptor, content)
            os.fchmod(descriptor, mode)
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
        new.rename(target)
    except OSError as error:
        raise _not_written(path, error) from error
    finally:
        with suppress(OSError):
            new.unlink(missing_ok=True)


def _mode(path: Path) -> int:
    """Return the mode that a file shall have. Raises `NotSavedError` where none can be."""
    try:
        status = path.stat()
    except FileNotFoundError:
        return 0o600
    if stat.S_ISDIR(status.st_mode):
        raise NotSavedError(f"{path} is a directory: name a file in it")
    if not stat.S_ISREG(status.st_mode):
        raise NotSavedError(f"{path} is not a file: name one, or - for standard output")
    if not os.access(path, os.W_OK):
        raise NotSavedError(f"{path} was not written: it is there already, and read-only")
    return stat.S_IMODE(status.st_mode)


def _not_written(path: Path, error: OSError) -> NotSavedError:
    if isinstance(error, FileNotFoundError) and not path.parent.is_dir():
        return NotSavedError(f"{path} was not written: there is no directory {path.parent}")
    return NotSavedError(f"{path} was not written: {disk.reason(error)}")
