"""The directory `FILE.d`, in which everything stands that belongs to a file.

Whoever may read or write the file through its group may do so here too; nobody else may do
anything. So a team shares a file by its mode alone: `chgrp team FILE; chmod 660 FILE`. Drafts are
the exception: they are their writer's own.

Only what is ours is opened or closed, and nothing is opened that somebody else may have moved here:
what stood where others may write, and is not empty, or a directory with the history of another
file. Root gives away only what it has just made.
"""

from __future__ import annotations

import os
import stat
from collections import Counter
from datetime import datetime
from pathlib import Path

from licensetui.store.author import user_name
from licensetui.store.errors import NotSavedError
from licensetui.store.file import disk, historyline, layout
from licensetui.store.file.access import WRITE, Access, is_closed, is_private
from licensetui.store.file.gate import Gate
from licensetui.store.file.lock import LOCK, QUEUE

_OPENING = 256
"""Bytes of a history in which the moment of the first change stands."""


class Sidecar:
    """Everything that stands beside a file."""

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
        self.exported = self.directory / "exported.jsonl"
        """What calendars were given; not there before the first export."""

    def prepare(self) -> None:
        """Make what is missing, and open or close all of it as the file is. Needs no lock.

        Only its owner can open a thing or close it; until he saves it stays as it is.
        Raises `NotSavedError` if that is closed to us, and `OSError`.
        """
        access = Access.to(self.file)
        disk.make_directory(self.file.parent)
        with self.gate.entered(self.file.parent) as parent:
            if self._make_directory(self.directory, access, access.directory, parent):
                os.fsync(parent)
        try:
            with self.gate.entered(self.directory) as place:
                self._check_open(place)
                self._settle_all(access, place)
        except (PermissionError, disk.ForeignError):
            self._check_open()
            raise

    def _check_open(self, place: int | None = None) -> None:
        if why := self._why_closed(place):
            raise NotSavedError(f"NOT SAVED: {why}")

    def _settle_all(self, access: Access, place: int) -> None:
        """Make what is missing in the open directory, and bring all in line."""
        above = os.fstat(place)
        is_safe = access.bits != 0 and is_closed(above) and self._is_known(place)
        is_new = False
        later = (self.sent, self.exported)
        for path in (self.queue, self.lock, self.history, *later):
            if not self._settle(path, access, access.file, place, is_safe=is_safe):
                is_new |= path not in later and self._make_file(path, access, place)
        for path, mode in ((self.drafts, access.drafts), (self.backups, access.directory)):
            if not self._settle(path, access, mode, place, is_safe=is_safe, is_directory=True):
                is_new |= self._make_directory(path, access, mode, place)
        # Last, so that what a kill leaves closed is opened by the next save.
        access.settle(place, access.directory, is_safe=is_safe)
        if is_new:
            os.fsync(place)

    def make(self, path: Path) -> bool:
        """Make an empty file, as open as the file, if it is missing; say so, or raise `OSError`."""
        return self._make_file(path, Access.to(self.file), None)

    def leftovers(self) -> list[Path]:
        """Return what killed sessions left half written, not backups. Raises `UnreadableError`."""
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
        """Say whether the directory is the file's, and not another one that was moved there.

        It is if its history began when the file did. What has none has locks at the most.
        """
        names = disk.names_in(place)
        if self.history.name not in names:
            return {self.queue.name, self.lock.name}.issuperset(names)
        descriptor = self.gate.open(self.history, os.O_RDONLY, within=place)
        try:
            first = historyline.begun(os.read(descriptor, _OPENING))
        finally:
            os.close(descriptor)
        stamp = disk.stamp(self.file)
        return stamp is not None and is_same_moment(first, layout.begun(stamp.opening))

    def _settle(
        self,
        path: Path,
        access: Access,
        mode: int,
        place: int,
        *,
        is_safe: bool,
        is_directory: bool = False,
    ) -> bool:
        """Bring what stands beside the file in line, if it is ours, and say whether it is there."""
        status = self.gate.status(path, is_directory=is_directory, within=place)
        if status is None or not access.concerns(status, mode):
            return status is not None
        if is_directory:
            with self.gate.entered(path) as inside:
                if path == self.backups:
                    is_alone = is_closed(status) or is_private(os.fstat(place))
                    self._settle_backups(access, inside, is_safe=is_safe and is_alone)
                access.settle(inside, mode, is_safe=is_safe)
            return True
        descriptor = self.gate.open(path, os.O_RDONLY, within=place)
        try:
            access.settle(descriptor, mode, is_safe=is_safe)
        finally:
            os.close(descriptor)
        return True

    def _settle_backups(self, access: Access, place: int, *, is_safe: bool) -> None:
        """Bring our backups in line, unless they have names elsewhere.

        What has one may be no backup; but the one that was made last may be the file itself.
        """
        names = disk.names_in(place)
        found = [os.stat(name, dir_fd=place, follow_symlinks=False) for name in names]
        here = Counter((status.st_dev, status.st_ino) for status in (*found, *self._status()))
        for name, status in zip(names, found, strict=True):
            if not stat.S_ISREG(status.st_mode) or not access.concerns(status, access.file):
                continue
            path = self.backups / name
            descriptor = self.gate.open(path, os.O_RDONLY, many_names=True, within=place)
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

    def _make_file(self, path: Path, access: Access, place: int | None) -> bool:
        flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL
        try:
            descriptor = self.gate.open(path, flags, within=place)
        except FileExistsError:
            return False
        try:
            access.give(descriptor, access.file)
        finally:
            os.close(descriptor)
        return True

    def _make_directory(self, path: Path, access: Access, mode: int, place: int) -> bool:
        try:
            os.mkdir(path.name, mode=0o700, dir_fd=place)
        except FileExistsError:
            return False
        with self.gate.entered(path) as made:
            if os.fstat(made).st_uid == os.geteuid() and not disk.names_in(made):  # no other by now
                access.give(made, mode)
        return True

    def _why_closed(self, place: int | None = None) -> str:
        """Return what is foreign, or closed to us and how it is opened; nothing if all is well.

        `place` is the descriptor of the directory, if that is open.
        """
        needed = (self.directory, self.queue, self.lock, self.history)
        try:
            for path in (*needed, self.drafts, self.backups, self.sent, self.exported):
                is_directory = path in (self.directory, self.drafts, self.backups)
                within = None if path == self.directory else place
                status = self.gate.status(path, is_directory=is_directory, within=within)
                if status and path in needed and not _is_open(path, status):
                    owner = user_name(status.st_uid)
                    key = self._key(path, status)
                    return f"{path} belongs to {owner} and you have no access: {owner} must {key}"
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
            return "save once, which grants access"
        return f"save once, which grants access, or run: chmod g+rwX {closed} {closed}/*"


def own_file(path: Path, file: Path) -> str:
    """Return what a path is to a file, as a clause, if anything; both may be links, or missing."""
    beside = Sidecar(Path(os.path.realpath(file)))
    real = Path(os.path.realpath(path))
    if _is_same(real, beside.file):
        return "your data file"
    new = beside.file.with_name(f".{beside.file.name}.new")
    if _is_same(real, new):
        return f"where {beside.file} is rewritten"
    if any(_is_same(above, beside.directory) for above in (real, *real.parents)):
        return f"in {beside.directory}, which has the history, backups, and locks of your data file"
    return ""


def is_same_moment(one: str, other: str) -> bool:
    """Say whether two texts (ISO 8601) are one moment; what is none is never one."""
    try:
        return datetime.fromisoformat(one) == datetime.fromisoformat(other)
    except ValueError:  # nobody says
        return False


def _is_same(one: Path, other: Path) -> bool:
    """Say whether two paths are one, also where case does not count or a file has two names."""
    try:
        return one == other or one.samefile(other)
    except OSError:  # one is missing
        return False


def _is_open(path: Path, status: os.stat_result) -> bool:
    """Say whether we can use a thing, or open it ourselves."""
    needed = os.X_OK if stat.S_ISDIR(status.st_mode) else os.R_OK
    return status.st_uid == os.geteuid() or os.access(path, needed | os.W_OK)
