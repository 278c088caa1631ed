"""Access to what belongs to a file: its owner and group, and how they get it.

Only what is ours is given. Root gives away what it has just made, and nothing that it finds.
"""

from __future__ import annotations

import os
import stat
from pathlib import Path

from licensetui.domain.dataclass import dataclass
from licensetui.store.file import disk

READ, WRITE = 4, 2


@dataclass(frozen=True)
class Access:
    """The rights to what belongs to a file."""

    owner: int
    """Id of the user whose file it is."""
    group: int
    """Id of the group whose file it is."""
    bits: int = 0
    """What the group may do, as in a mode: nothing, `READ`, or both."""

    @classmethod
    def to(cls, file: Path) -> Access:
        """Return who may use a file; one that is not there would be ours alone."""
        try:
            status = file.stat()
        except FileNotFoundError:
            return cls(os.geteuid(), os.getegid())
        bits = status.st_mode >> 3 & (READ | WRITE)
        return cls(status.st_uid, status.st_gid, bits if bits & READ else 0)

    @property
    def file(self) -> int:
        """Mode of a file."""
        return 0o600 | self.bits << 3

    @property
    def directory(self) -> int:
        """Mode of a directory; what the group makes in it stays the group's."""
        if not self.bits:
            return 0o700
        return 0o710 | self.bits << 3 | (stat.S_ISGID if self.bits & WRITE else 0)

    @property
    def drafts(self) -> int:
        """Mode of the directory of drafts: who may save may leave some, and remove only those."""
        return self.directory | stat.S_ISVTX if self.bits & WRITE else 0o700

    def concerns(self, status: os.stat_result, mode: int) -> bool:
        """Say whether a thing is to be settled: it is ours, and not in line.

        Root's things are root's to open where the file is, too.
        """
        us = os.geteuid()
        if status.st_uid != us or (us == 0 and self.owner != 0):
            return False
        group = self.group if mode & stat.S_IRWXG else status.st_gid
        return (status.st_gid, stat.S_IMODE(status.st_mode)) != (group, _full(mode, status))

    def settle(self, descriptor: int, mode: int, *, is_safe: bool) -> None:
        """Bring group and mode of an open thing in line, if it is ours.

        Unless `is_safe`, somebody else may have moved it here: then no more people are let in,
        unless it is empty. Raises `OSError`.
        """
        status = os.fstat(descriptor)
        if not self.concerns(status, mode):
            return
        group = mode & stat.S_IRWXG
        is_opened = group & ~status.st_mode or (group and status.st_gid != self.group)
        if is_safe or not is_opened or _is_empty(descriptor, status):
            self.give(descriptor, mode)

    def give(self, descriptor: int, mode: int) -> None:
        """Let those use an open thing of ours who may use the file. Root's becomes its owner's.

        Raises `OSError`.
        """
        status = os.fstat(descriptor)
        mode = _full(mode, status)
        owner = self.owner if os.geteuid() == 0 else status.st_uid
        group = self.group if mode & stat.S_IRWXG else status.st_gid
        try:
            os.fchown(descriptor, owner, group)
        except PermissionError:  # not our group: let nobody in rather than another one
            mode &= ~stat.S_IRWXG
        os.fchmod(descriptor, mode)


def is_closed(directory: os.stat_result) -> bool:
    """Say whether nobody but its owner may write into a directory."""
    return not directory.st_mode & (stat.S_IWGRP | stat.S_IWOTH)


def is_private(directory: os.stat_result) -> bool:
    """Say whether nobody but its owner may enter a directory."""
    return not directory.st_mode & (stat.S_IRWXG | stat.S_IRWXO)


def _full(mode: int, status: os.stat_result) -> int:
    """Return a mode with what a directory has from the one above it."""
    return mode | (status.st_mode & stat.S_ISGID if stat.S_ISDIR(status.st_mode) else 0)


def _is_empty(descriptor: int, status: os.stat_result) -> bool:
    is_directory = stat.S_ISDIR(status.st_mode)
    return not (disk.names_in(descriptor) if is_directory else status.st_size)
