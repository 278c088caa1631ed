"""The gate to what stands beside a file: nothing foreign is followed, waited for or used.

Whoever may write into the directory of a shared file can put anything there. So all that stands
beside the file is opened here: name by name from the directory in which the file is, following no
link and waiting for nobody. Then it is looked at: it is a file or a directory, as it must be, with
no second name elsewhere, and it belongs to us, to root or to the owner of the file, or is open to
the group of the file.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path

from licensetui import descriptors
from licensetui.store.author import user_name
from licensetui.store.file import disk

_KINDS = {
    stat.S_IFLNK: "a symbolic link",
    stat.S_IFIFO: "a pipe",
    stat.S_IFSOCK: "a socket",
    stat.S_IFDIR: "a directory",
    stat.S_IFREG: "a file",
}
_DIRECTORY = os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC
_PASSING = getattr(os, "O_PATH", os.O_RDONLY) | os.O_DIRECTORY | os.O_CLOEXEC
"""To pass through a directory that may be closed to readers; only Linux knows such a thing."""


class Gate:
    """The way to what stands beside one file."""

    def __init__(self, file: Path) -> None:
        """Touch nothing yet. `file` is the file itself, no link to it."""
        self.file = file
        """The file."""

    @contextmanager
    def entered(self, directory: Path) -> Iterator[int]:
        """Open a directory: that of the file, or one below it. Raises `OSError`."""
        place, names = self.file.parent, directory.relative_to(self.file.parent).parts
        descriptor = os.open(place, _PASSING if names else _DIRECTORY)
        try:
            for left, name in zip(reversed(range(len(names))), names, strict=True):
                place /= name
                inner = self._opened(place, _PASSING if left else _DIRECTORY, 0, descriptor)
                os.close(descriptor)
                descriptor = inner
            yield descriptor
        finally:
            descriptors.close(descriptor)

    def open(
        self, path: Path, flags: int, *, many_names: bool = False, within: int | None = None
    ) -> int:
        """Open a file, and return its descriptor; a new one is ours alone.

        `many_names`: it may have others, as a backup has. `within` is the descriptor of its
        directory, if that is open. Raises `OSError`.
        """
        with self._entered(path.parent, within) as place:
            return self._opened(path, flags, 0o600, place, many_names=many_names)

    def read(self, path: Path, *, many_names: bool = False) -> tuple[bytes, disk.Stamp] | None:
        """Return a file's bytes and their stamp, None without one, or raise `UnreadableError`."""
        try:
            descriptor = self.open(path, os.O_RDONLY, many_names=many_names)
        except FileNotFoundError:
            return None
        except OSError as error:
            raise disk.unreadable(path, error) from error
        return disk.read_open(path, descriptor)

    def names(self, directory: Path) -> list[str]:
        """Return the sorted names in a directory, if there is one, or raise `UnreadableError`."""
        try:
            with self.entered(directory) as place:
                return disk.names_in(place)
        except FileNotFoundError:
            return []
        except OSError as error:
            raise disk.unreadable(directory, error) from error

    def status(
        self,
        path: Path,
        *,
        is_directory: bool = False,
        many_names: bool = False,
        within: int | None = None,
    ) -> os.stat_result | None:
        """Return the status of what would be opened; None if it is missing, or out of our reach.

        The options are those of `open`. Raises `ForeignError` if it would not be opened.
        """
        try:
            with self._entered(path.parent, within) as place:
                found = os.stat(path.name, dir_fd=place, follow_symlinks=False)
        except disk.ForeignError:
            raise
        except OSError:
            return None
        self._check(path, found, is_directory=is_directory, many_names=many_names)
        return found

    def replace(
        self, path: Path, content: bytes | Sequence[bytes], like: os.stat_result | None = None
    ) -> disk.Stamp:
        """Replace or make a file as `disk.replace` does, which says what it raises."""
        try:
            with self.entered(path.parent) as place:
                return disk.replace(path, content, like=like, within=place)
        except OSError as error:
            raise disk.not_saved(path, error) from error

    def remove(self, path: Path) -> None:
        """Remove a file, whatever it is, if it is there. Raises `OSError`."""
        with self.entered(path.parent) as place, suppress(FileNotFoundError):
            os.unlink(path.name, dir_fd=place)

    def sync(self, directory: Path) -> None:
        """Make sure that what was added, renamed or removed there lasts. Raises `OSError`."""
        with self.entered(directory) as place:
            os.fsync(place)

    @contextmanager
    def _entered(self, directory: Path, within: int | None) -> Iterator[int]:
        if within is not None:
            yield within
            return
        with self.entered(directory) as place:
            yield place

    def _opened(
        self, path: Path, flags: int, mode: int, place: int, *, many_names: bool = False
    ) -> int:
        is_directory = bool(flags & os.O_DIRECTORY)
        careful = flags | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC
        try:
            descriptor = os.open(path.name, careful, mode, dir_fd=place)
        except (FileNotFoundError, FileExistsError):
            raise
        except OSError:  # perhaps because of what it is
            with suppress(FileNotFoundError):
                found = os.stat(path.name, dir_fd=place, follow_symlinks=False)
                self._check(path, found, is_directory=is_directory, many_names=many_names)
            raise
        try:
            found = os.fstat(descriptor)
            self._check(path, found, is_directory=is_directory, many_names=many_names)
        except OSError:
            os.close(descriptor)
            raise
        return descriptor

    def _check(
        self, path: Path, found: os.stat_result, *, is_directory: bool, many_names: bool
    ) -> None:
        """Raise `ForeignError` for what is not to be used, with a sentence that says why."""
        kind = stat.S_IFMT(found.st_mode)
        if kind != (stat.S_IFDIR if is_directory else stat.S_IFREG):
            wanted = "a directory" if is_directory else "a file"
            what = _KINDS.get(kind, "a device")
            remedy = "move it away"
            if kind == stat.S_IFLNK:
                remedy += ", or replace it with its target, if that is yours"
            raise disk.ForeignError(f"{path} is {what}, where {wanted} must be: {remedy}")
        if found.st_uid not in (os.geteuid(), 0) and not self._is_the_files(found):
            owner = user_name(found.st_uid)
            raise disk.ForeignError(
                f"{path} belongs to {owner}, not to the owner of {self.file}, and its "
                f"group has no access: ask {owner} for access, or move it away"
            )
        if found.st_nlink > 1 and not (is_directory or many_names):
            raise disk.ForeignError(
                f"{path} has a second name (a hard link), so writing to one changes "
                "both: replace it with a copy"
            )

    def _is_the_files(self, found: os.stat_result) -> bool:
        """Say whether a thing belongs to the owner of the file, or is open to its group.

        A file that is not there would belong to whom its directory does.
        """
        try:
            file = self.file.lstat()
        except FileNotFoundError:
            file = self.file.parent.stat()
        is_open = found.st_gid == file.st_gid and bool(found.st_mode & stat.S_IRGRP)
        return found.st_uid == file.st_uid or is_open
