"""What this process does to a directory, operation by operation, as a disk gets to know it."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any

from tests.faults.disk_model import Bind, Disk, Operation, Resize, Sync, Tree, Write


class Recorder:
    """Takes note of all that this process does to what is in one directory."""

    def __init__(self, top: Path) -> None:
        """Look at what is there; it counts as safely on the disk."""
        self.operations: list[Operation] = []
        """What has been done since, in order."""
        self._top = top
        self._nodes = {_identity(top.stat()): 0}
        self._made = 0
        directories: dict[int, dict[str, int]] = {0: {}}
        files: dict[int, bytes] = {}
        for path in sorted(top.rglob("*")):
            status = path.stat()
            node = self._nodes.get(_identity(status)) or self._new(status, path.is_dir())
            directories[self._nodes[_identity(path.parent.stat())]][path.name] = node
            if path.is_dir():
                directories[node] = {}
            else:
                files[node] = path.read_bytes()
        self.before = Disk(directories, files)
        """What was there before."""

    @contextmanager
    def recording(self) -> Iterator[None]:
        """Record, and make sure at the end that nothing was missed."""
        known = {name: getattr(os, name) for name in _RECORDED}
        try:
            for name, record in _RECORDED.items():
                setattr(os, name, partial(record, self, known[name]))
            yield
        finally:
            for name, function in known.items():
                setattr(os, name, function)
        if self.before.after(self.operations).tree() != tree(self._top):
            raise RuntimeError("the store writes in a way that the recorder does not know")

    def _new(self, status: os.stat_result, is_directory: bool) -> int:
        """Return a new node; the numbers of removed files are used again by the system."""
        self._made += 1
        node = -self._made if is_directory else self._made
        self._nodes[_identity(status)] = node
        return node

    def _known(self, status: os.stat_result) -> int | None:
        return self._nodes.get(_identity(status))

    def _place(self, path: Any, within: int | None = None) -> tuple[int | None, str]:
        """Return the directory that a path stands in, None if it is not ours, and its name.

        `within` is the descriptor of the directory, if the path is a name in it.
        """
        if within is not None:
            return self._known(os.fstat(within)), os.fspath(path)
        absolute = Path(path).absolute()
        return self._known(absolute.parent.stat()), absolute.name

    def _bind(self, *names: tuple[int | None, str, int | None]) -> None:
        ours = tuple((place, name, node) for place, name, node in names if place is not None)
        if ours:
            self.operations.append(Bind(ours))

    def _opened(
        self,
        real: Callable[..., int],
        path: Any,
        flags: int,
        *more: Any,
        dir_fd: int | None = None,
    ) -> int:
        is_new = bool(flags & os.O_CREAT) and _status(path, dir_fd) is None
        descriptor = real(path, flags, *more, dir_fd=dir_fd)
        if is_new:
            place, name = self._place(path, dir_fd)
            if place is not None:
                self._bind((place, name, self._new(os.fstat(descriptor), is_directory=False)))
        elif flags & os.O_TRUNC:
            self._resized(os.fstat(descriptor), 0)
        return descriptor

    def _wrote(self, real: Callable[..., int], descriptor: int, content: Any, *at: int) -> int:
        count = real(descriptor, content, *at)
        node = self._known(os.fstat(descriptor))
        if node is not None:
            offset = at[0] if at else os.lseek(descriptor, 0, os.SEEK_CUR) - count
            self.operations.append(Write(node, offset, bytes(content)[:count]))
        return count

    def _cut(self, real: Callable[..., None], file: Any, size: int) -> None:
        real(file, size)
        status = os.fstat(file) if isinstance(file, int) else Path(file).stat()
        self._resized(status, size)

    def _resized(self, status: os.stat_result, size: int) -> None:
        node = self._known(status)
        if node is not None:
            self.operations.append(Resize(node, size))

    def _synced(self, real: Callable[..., None], descriptor: int) -> None:
        real(descriptor)
        node = self._known(os.fstat(descriptor))
        if node is not None:
            self.operations.append(Sync(node))

    def _renamed(
        self,
        real: Callable[..., None],
        old: Any,
        new: Any,
        src_dir_fd: int | None = None,
        dst_dir_fd: int | None = None,
    ) -> None:
        status = _status(old, src_dir_fd)
        real(old, new, src_dir_fd=src_dir_fd, dst_dir_fd=dst_dir_fd)
        node = self._known(status) if status else None
        self._bind((*self._place(old, src_dir_fd), None), (*self._place(new, dst_dir_fd), node))

    def _linked(
        self,
        real: Callable[..., None],
        old: Any,
        new: Any,
        dst_dir_fd: int | None = None,
        **how: Any,
    ) -> None:
        real(old, new, dst_dir_fd=dst_dir_fd, **how)
        status = _status(new, dst_dir_fd)
        self._bind((*self._place(new, dst_dir_fd), self._known(status) if status else None))

    def _removed(self, real: Callable[..., None], path: Any, dir_fd: int | None = None) -> None:
        real(path, dir_fd=dir_fd)
        self._bind((*self._place(path, dir_fd), None))

    def _made_directory(
        self, real: Callable[..., None], path: Any, mode: int = 0o777, dir_fd: int | None = None
    ) -> None:
        real(path, mode, dir_fd=dir_fd)
        place, name = self._place(path, dir_fd)
        status = _status(path, dir_fd)
        if place is not None and status:
            self._bind((place, name, self._new(status, is_directory=True)))


def _status(path: Any, within: int | None) -> os.stat_result | None:
    try:
        return os.stat(path, dir_fd=within, follow_symlinks=False)
    except FileNotFoundError:
        return None


_RECORDED: dict[str, Callable[..., Any]] = {
    "open": Recorder._opened,
    "write": Recorder._wrote,
    "pwrite": Recorder._wrote,
    "truncate": Recorder._cut,
    "ftruncate": Recorder._cut,
    "fsync": Recorder._synced,
    "fdatasync": Recorder._synced,
    "rename": Recorder._renamed,
    "replace": Recorder._renamed,
    "link": Recorder._linked,
    "unlink": Recorder._removed,
    "remove": Recorder._removed,
    "rmdir": Recorder._removed,
    "mkdir": Recorder._made_directory,
}
"""The functions of `os` by which a program changes a directory and what is in it."""


def tree(top: Path) -> Tree:
    """Return what stands in a directory."""
    return {
        str(path.relative_to(top)): None if path.is_dir() else path.read_bytes()
        for path in top.rglob("*")
    }


def put(wanted: Tree, top: Path) -> None:
    """Make a directory that holds just a tree."""
    top.mkdir()
    for name in sorted(wanted):
        content = wanted[name]
        if content is None:
            (top / name).mkdir()
        else:
            (top / name).write_bytes(content)


def _identity(status: os.stat_result) -> tuple[int, int]:
    return status.st_dev, status.st_ino
