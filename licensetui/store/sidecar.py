"""The directory `FILE.d`, in which everything stands that belongs to a file.

Whoever may read or write the file through its group may do so here too; nobody else may do
anything. So a team shares a file by its mode alone: `chgrp team FILE; chmod 660 FILE`. Drafts are
the exception: they are their writer's own.

Only what is ours is opened or closed, and nothing is opened that somebody else may have moved here:
what stood where others may write, and is not empty. Root gives away only what it has just made.
"""

from __future__ import annotations

import os
import stat
from collections import Counter
from pathlib import Path

from licensetui.store import disk
from licensetui.store.access import WRITE, Access, is_closed, is_private
from licensetui.store.author import user_name
from licensetui.store.errors import NotSavedError
from licensetui.store.gate import Gate
from licensetui.store.lock import LOCK, QUEUE


class Sidecar:
    """What stands beside a file."""

    def __init__(self, file: Path) -> None:
        """Touch nothing yet. `file` is the file itself, no link to it."""
        self.file = file
        """The file."""
        self.gate = Gate(file)
        """Through which everything beside it is opened."""
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
        access = Access.to(self.file)
        disk.make_directory(self.file.parent)
        if self._make_directory(self.directory, access, access.directory):
            self.gate.sync(self.file.parent)
        if why := self._why_closed():
            raise NotSavedError(f"NOT SAVED: {why}")
        with self.gate.entered(self.directory) as place:
            above = os.fstat(place)
            is_safe = is_closed(above) and self._is_known(place)
            is_new = False
            for path in (self.queue, self.lock, self.history):
                is_new |= self._make_file(path, access)
            for path in (self.queue, self.lock, self.history, self.sent):
                self._settle(path, access, access.file, is_safe=is_safe)
            for path, mode in ((self.drafts, access.drafts), (self.backups, access.directory)):
                is_new |= self._make_directory(path, access, mode)
                if path == self.backups:
                    self._settle_backups(access, mode, above, is_safe=is_safe)
                self._settle(path, access, mode, is_safe=is_safe, is_directory=True)
            # Last, so that what a kill leaves closed is opened by the next save.
            access.settle(place, access.directory, is_safe=is_safe)
            if is_new:
                os.fsync(place)

    def make(self, path: Path) -> bool:
        """Make an empty file beside the file, as open as it is, and say whether it was missing.

        Raises `OSError`.
        """
        return self._make_file(path, Access.to(self.file))

    def leftovers(self) -> list[Path]:
        """Return what killed sessions have left half written, but for backups.

        Raises `UnreadableError`.
        """
        new = self.file.with_name(f".{self.file.name}.new")
        names = self.gate.names(self.directory)
        found = [self.directory / name for name in names if disk.is_new(name)]
        return [new, *found] if os.path.lexists(new) else found

    def why_read_only(self) -> str:
        """Return why the file cannot be saved, as a clause for the user; empty if it can."""
        if not disk.is_writable(self.file):
            return f"{self.file} or its directory is write-protected"
        return self._why_closed()

    def _is_known(self, place: int) -> bool:
        """Say whether the directory is what it is called, and not another one by that name."""
        names = disk.names_in(place)
        known = (self.queue, self.lock, self.history, self.backups)
        return not names or any(path.name in names for path in known)

    def _settle(
        self,
        path: Path,
        access: Access,
        mode: int,
        *,
        is_safe: bool,
        is_directory: bool = False,
    ) -> None:
        """Bring what stands beside the file in line, if it is there, and ours."""
        status = self.gate.status(path, is_directory=is_directory)
        if status is None or not access.concerns(status, mode):
            return
        if is_directory:
            with self.gate.entered(path) as inside:
                access.settle(inside, mode, is_safe=is_safe)
            return
        descriptor = self.gate.open(path, os.O_RDONLY)
        try:
            access.settle(descriptor, mode, is_safe=is_safe)
        finally:
            os.close(descriptor)

    def _settle_backups(
        self, access: Access, mode: int, above: os.stat_result, *, is_safe: bool
    ) -> None:
        """Bring our backups in line where their directory is not, unless they have other names.

        What has a name elsewhere may not be a backup; one that was made last is the file itself.
        """
        status = self.gate.status(self.backups, is_directory=True)
        if status is None or not access.concerns(status, mode):
            return
        is_safe = is_safe and (is_closed(status) or is_private(above))
        with self.gate.entered(self.backups) as place:
            names = disk.names_in(place)
            found = [os.stat(name, dir_fd=place, follow_symlinks=False) for name in names]
            here = Counter((status.st_dev, status.st_ino) for status in (*found, *self._status()))
            for name, status in zip(names, found, strict=True):
                if not stat.S_ISREG(status.st_mode) or not access.concerns(status, access.file):
                    continue
                descriptor = self.gate.open(self.backups / name, os.O_RDONLY, many_names=True)
                try:
                    now = os.fstat(descriptor)
                    if here[now.st_dev, now.st_ino] == now.st_nlink:
                        access.settle(descriptor, access.file, is_safe=is_safe)
                finally:
                    os.close(descriptor)

    def _status(self) -> list[os.stat_result]:
        """Return the status of the file, if it is there."""
        try:
            return [self.file.lstat()]
        except FileNotFoundError:
            return []

    def _make_file(self, path: Path, access: Access) -> bool:
        try:
            descriptor = self.gate.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL)
        except FileExistsError:
            return False
        try:
            access.give(descriptor, access.file)
        finally:
            os.close(descriptor)
        return True

    def _make_directory(self, path: Path, access: Access, mode: int) -> bool:
        with self.gate.entered(path.parent) as place:
            try:
                os.mkdir(path.name, mode=0o700, dir_fd=place)
            except FileExistsError:
                return False
        with self.gate.entered(path) as made:
            if os.fstat(made).st_uid == os.geteuid() and not disk.names_in(made):  # no other by now
                access.give(made, mode)
        return True

    def _why_closed(self) -> str:
        """Return what is foreign, or closed to us and how it is opened; nothing if all is well."""
        needed = (self.directory, self.queue, self.lock, self.history)
        try:
            for path in (*needed, self.drafts, self.backups, self.sent):
                is_directory = path in (self.directory, self.drafts, self.backups)
                status = self.gate.status(path, is_directory=is_directory)
                if status and path in needed and not _is_open(path, status):
                    owner = user_name(status.st_uid)
                    key = self._key(path, status)
                    return f"{path} belongs to {owner} and is closed to you: {owner} must {key}"
        except disk.ForeignError as error:
            return str(error)
        return ""

    def _key(self, closed: Path, status: os.stat_result) -> str:
        """Return what its owner has to do to let us in."""
        access = Access.to(self.file)
        if access.owner == os.geteuid():
            return f"give it to you: chown -R {user_name(access.owner)} {closed}"
        if not access.bits & WRITE or access.group not in {os.getegid(), *os.getgroups()}:
            return f"give {self.file} to a group of yours, chmod it 660, and save once"
        if closed != self.directory:  # which is open, so what is in it may be anybody's
            return f"run: chgrp {access.group} {closed}; chmod g+rw {closed}"
        if status.st_gid != access.group:
            return "save once, which opens it"
        return f"save once, which opens it, or run: chmod g+rwX {closed} {closed}/*"


def _is_open(path: Path, status: os.stat_result) -> bool:
    """Say whether we can use a thing, or open it ourselves."""
    needed = os.X_OK if stat.S_ISDIR(status.st_mode) else os.R_OK
    return status.st_uid == os.geteuid() or os.access(path, needed | os.W_OK)
