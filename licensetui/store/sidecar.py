"""The directory `FILE.d`, in which everything stands that belongs to a file.

Whoever may read or write the file through its group may do so here too; nobody else may do
anything. So a team shares a file by its mode alone: `chgrp team FILE; chmod 660 FILE`. Drafts are
the exception: they are their writer's own.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from licensetui.store import disk
from licensetui.store.author import user_name
from licensetui.store.errors import NotSavedError
from licensetui.store.lock import LOCK, QUEUE

_READ, _WRITE = 4, 2


@dataclass(frozen=True)
class _Access:
    """Who may use what belongs to a file."""

    owner: int
    """Id of the user whose file it is."""
    group: int
    """Id of the group whose file it is."""
    bits: int = 0
    """What the group may do, as in a mode: nothing, `_READ`, or both."""

    @property
    def file(self) -> int:
        """Mode of a file."""
        return 0o600 | self.bits << 3

    @property
    def directory(self) -> int:
        """Mode of a directory; what the group makes in it stays the group's."""
        if not self.bits:
            return 0o700
        return 0o710 | self.bits << 3 | (stat.S_ISGID if self.bits & _WRITE else 0)

    @property
    def drafts(self) -> int:
        """Mode of the directory of drafts: who may save may leave some, and remove only those."""
        return self.directory | stat.S_ISVTX if self.bits & _WRITE else 0o700


class Sidecar:
    """What stands beside a file."""

    def __init__(self, file: Path) -> None:
        """Touch nothing yet. `file` is the file itself, no link to it."""
        self.file = file
        """The file."""
        self.directory = file.with_name(f"{file.name}.d")
        """The directory beside it."""
        self.queue = self.directory / QUEUE
        """The file that the first of those who wait for the lock holds."""
        self.lock = self.directory / LOCK
        """The file that the one who saves holds."""
        self.history = self.directory / "history.jsonl"
        """Every confirmed change."""
        self.drafts = self.directory / "drafts"
        """Directory of what was typed and not saved."""
        self.backups = self.directory / "backups"
        """Directory of earlier versions of the file."""
        self.sent = self.directory / "sent.jsonl"
        """What reminder mails have told; not there before the first."""

    def prepare(self) -> None:
        """Make what is missing, and open or close all of it as the file is. Needs no lock.

        Only its owner can open a thing or close it; until he saves it stays as it is.
        Raises `NotSavedError` if that is closed to us, and `OSError`.
        """
        access = self._access()
        disk.make_directory(self.directory)
        _settle(self.directory, access, access.directory)
        self._check_open()
        is_new = False
        for path in (self.queue, self.lock, self.history):
            is_new |= _make(path, _make_file)
            _settle(path, access, access.file)
        for path in (self.drafts, self.backups):
            is_new |= _make(path, _make_directory)
        _settle(self.drafts, access, access.drafts)
        if _settle(self.backups, access, access.directory):
            for backup in self.backups.iterdir():
                _settle(backup, access, access.file)
        if self.sent.exists():
            _settle(self.sent, access, access.file)
        if is_new:
            disk.sync_directory(self.directory)

    def why_read_only(self) -> str:
        """Return why the file cannot be saved, as a clause for the user; empty if it can."""
        if not disk.is_writable(self.file):
            return f"{self.file} or its directory is write-protected"
        return self._why_closed()

    def _check_open(self) -> None:
        if why := self._why_closed():
            raise NotSavedError(f"NOT SAVED: {why}")

    def _why_closed(self) -> str:
        """Return what is closed to us and how it is opened, or nothing if all is open."""
        for path in (self.directory, self.queue, self.lock, self.history):
            if _is_closed(path):
                return f"{path} belongs to {_owner(path)} and is closed to you: {self._key(path)}"
        return ""

    def _key(self, closed: Path) -> str:
        """Return who has to do what to let us in."""
        access, owner = self._access(), _owner(closed)
        if not access.bits & _WRITE or access.group not in {os.getegid(), *os.getgroups()}:
            return f"{owner} must give {self.file} to a group of yours, chmod it 660, and save once"
        if closed.stat().st_gid != access.group:
            return f"{owner} must save once, which opens it"
        return (
            f"{owner} must save once, which opens it, or run: "
            f"chmod g+rwX {self.directory} {self.directory}/*"
        )

    def _access(self) -> _Access:
        try:
            status = self.file.stat()
        except FileNotFoundError:
            return _Access(os.geteuid(), os.getegid())
        bits = status.st_mode >> 3 & (_READ | _WRITE)
        return _Access(status.st_uid, status.st_gid, bits if bits & _READ else 0)


def _make(path: Path, make: Callable[[Path], None]) -> bool:
    """Make what is missing, for us alone, and say whether it was."""
    try:
        make(path)
    except FileExistsError:
        return False
    return True


def _make_file(path: Path) -> None:
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC | os.O_NOFOLLOW
    os.close(os.open(path, flags, 0o600))


def _make_directory(path: Path) -> None:
    path.mkdir(mode=0o700)


def _settle(path: Path, access: _Access, mode: int) -> bool:
    """Bring owner, group and mode of a thing of ours in line, and say whether they were not.

    Root gives away what is root's; nobody else can.
    """
    status = path.lstat()
    us = os.geteuid()
    if us not in (0, status.st_uid) or stat.S_ISLNK(status.st_mode):
        return False
    owner = access.owner if status.st_uid == 0 else status.st_uid
    group = access.group if mode & stat.S_IRWXG else status.st_gid
    if stat.S_ISDIR(status.st_mode):
        mode |= status.st_mode & stat.S_ISGID  # as in the directory above it
    if (status.st_uid, status.st_gid, stat.S_IMODE(status.st_mode)) == (owner, group, mode):
        return False
    descriptor = os.open(path, os.O_RDONLY | os.O_CLOEXEC | os.O_NOFOLLOW | os.O_NONBLOCK)
    try:
        try:
            os.fchown(descriptor, owner, group)
        except PermissionError:  # not our group: let nobody in rather than another one
            mode &= ~stat.S_IRWXG
        os.fchmod(descriptor, mode)
    finally:
        os.close(descriptor)
    return True


def _is_closed(path: Path) -> bool:
    """Say whether we can neither use a thing nor open it ourselves."""
    try:
        status = path.lstat()
    except OSError:  # missing, or in a directory that is closed
        return False
    needed = os.X_OK if stat.S_ISDIR(status.st_mode) else os.R_OK
    return status.st_uid != os.geteuid() and not os.access(path, needed | os.W_OK)


def _owner(path: Path) -> str:
    return user_name(path.lstat().st_uid)
