"""Backups: earlier versions of the file, whole, each named for its day, generation and reason.

    licenses.json.d/backups/2026-11-23T101500Z-g8-daily.json

The time is UTC, and the generation that of the version kept. What is replaced anyway is kept as a
hard link, which costs nothing; what stays in its place is copied, because another program might
write into it.
"""

from __future__ import annotations

import os
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from licensetui.domain.backup_name import BACKUP
from licensetui.store.errors import NotSavedError, StoreError, UnreadableError
from licensetui.store.file import disk
from licensetui.store.file.gate import Gate

DAILY = "daily"
"""The first save of a day keeps the version before it."""
MANUAL = "manual"
"""The user asked for it."""
MIGRATION = "migration"
"""An earlier schema is about to be replaced."""
RESTORE = "restore"
"""A backup is about to be restored."""
DAMAGED = "damaged"
"""It could not be read, and a backup took its place."""
FOREIGN = "foreign"
"""Another program had written it, and it was taken over."""

AS_IT_WAS = (DAMAGED, FOREIGN)
"""Reasons to keep what is no sound file: it may not be restored, and nobody said that it could."""

_MOST = {DAILY: 14, MANUAL: None, MIGRATION: None}
_MOST_OF_OTHERS = 20
_TIME = "%Y-%m-%dT%H%M%SZ"
_SUFFIX = ".json"


@dataclass(frozen=True)
class BackupFile:
    """One backup, as its name tells."""

    path: Path
    at: datetime
    """When it was made, in UTC."""
    generation: int
    """Generation of the version kept; 0 where nobody could read it."""
    reason: str
    """Why it was made, in a word."""
    gate: Gate = field(repr=False, compare=False)
    """Through which it is opened."""
    count: int = 1
    """Tells apart those of one second."""

    @property
    def name(self) -> str:
        """The name without `.json`."""
        return self.path.stem

    @property
    def place(self) -> str:
        """The place of the backup, for the user."""
        return str(self.path)

    def is_called(self, text: str) -> bool:
        """Say whether that is its name, with `.json` or without, or its path."""
        return text in (self.name, self.path.name, self.place)

    def read(self) -> tuple[bytes, disk.Stamp]:
        """Return what stands in it, and by what that is known. Raises `UnreadableError`."""
        found = self.gate.read(self.path, many_names=True)
        if found is None:
            raise UnreadableError(f"{self.path} is gone")
        return found


class Backups:
    """The backups of one file. Whoever makes or removes some needs the lock."""

    def __init__(self, directory: Path, gate: Gate) -> None:
        """Touch nothing yet. `gate` is that of the file."""
        self.directory = directory
        """Where they are."""
        self.file = gate.file
        """The file itself, no link to it."""
        self._gate = gate
        self.warning = ""
        """Why the last daily backup could not be made, as a sentence; empty if it could."""

    def all(self) -> tuple[BackupFile, ...]:
        """Return all backups, the newest first. Raises `UnreadableError`."""
        names = self._gate.names(self.directory)
        found = [backup for name in names if (backup := self._named(name))]
        return tuple(
            sorted(found, key=lambda one: (one.at, one.generation, one.count), reverse=True)
        )

    def due(self, reason: str, now: datetime) -> str:
        """Return why the present file shall be kept before it is replaced, or nothing.

        `reason` is the change's own, which goes first; without one the first save of a local day
        keeps what was there. `now` is aware. Raises `UnreadableError`.
        """
        if not self.file.exists():
            return ""
        if reason:
            return reason
        today = now.date()
        is_kept = any(
            backup.reason == DAILY and backup.at.astimezone(now.tzinfo).date() == today
            for backup in self.all()
        )
        return "" if is_kept else DAILY

    def link(self, reason: str, generation: int, now: datetime) -> Path | None:
        """Keep the present file, which is about to be replaced, and sync its name.

        Where there are no hard links it is copied. Raises `NotSavedError` if neither can be done;
        a daily backup is not worth refusing a save, so it returns None, and `warning` says why.
        """
        self.warning = ""
        try:
            return self._linked(self._free(reason, generation, now))
        except StoreError as error:
            if reason != DAILY:
                raise NotSavedError(_no_backup(error)) from error
            self.warning = f"Today's backup could not be made: {_cause(error)}"
            return None

    def undo_link(self, path: Path) -> None:
        """Remove what `link` has just made: the file was not replaced after all."""
        # If it cannot be removed, it is one more backup of a version that is sound.
        with suppress(OSError):
            self._gate.remove(path)

    def copy(self, reason: str, generation: int, now: datetime) -> Path:
        """Copy the present file, which stays in its place, and sync it.

        Raises `NotSavedError` or `UnreadableError`, and nothing is left behind, or
        `NotDurableError`.
        """
        return self._copied(self._free(reason, generation, now))

    def prune(self) -> tuple[Path, ...]:
        """Remove what is too old, and what a killed session left; return what is gone.

        The newest 14 daily ones stay, 20 for any other reason, and all that the user made or that
        a migration did. Raises `UnreadableError`.
        """
        kept: dict[str, int] = {}
        gone = []
        for backup in self.all():
            kept[backup.reason] = kept.get(backup.reason, 0) + 1
            most = _MOST.get(backup.reason, _MOST_OF_OTHERS)
            if most is not None and kept[backup.reason] > most:
                gone.append(backup.path)
        gone += self.leftovers()
        # What cannot be removed is tried again the next time, and takes no more than room.
        return tuple(path for path in gone if self._removed(path))

    def leftovers(self) -> list[Path]:
        """Return what killed sessions have left half written. Raises `UnreadableError`."""
        names = self._gate.names(self.directory)
        return [self.directory / name for name in names if disk.is_new(name)]

    def _named(self, name: str) -> BackupFile | None:
        found = BACKUP.fullmatch(name.removesuffix(_SUFFIX))
        if not found or not name.endswith(_SUFFIX):
            return None
        time, generation, reason, count = found.groups()
        try:
            at = datetime.strptime(time, _TIME).replace(tzinfo=UTC)
        except ValueError:
            return None
        path = self.directory / name
        return BackupFile(path, at, int(generation), reason, self._gate, int(count or 1))

    def _free(self, reason: str, generation: int, now: datetime) -> Path:
        name = f"{now.astimezone(UTC).strftime(_TIME)}-g{generation}-{reason}"
        path, count = self.directory / f"{name}{_SUFFIX}", 1
        while os.path.lexists(path):
            count += 1
            path = self.directory / f"{name}-{count}{_SUFFIX}"
        return path

    def _linked(self, path: Path) -> Path:
        try:
            with self._gate.entered(self.directory) as place:
                os.link(self.file, path.name, dst_dir_fd=place, follow_symlinks=False)
        except OSError:  # a file system without links, or a file of another user's
            return self._copied(path)
        try:
            self._gate.sync(self.directory)
        except OSError as error:
            self.undo_link(path)
            raise disk.not_saved(path, error) from error
        return path

    def _copied(self, path: Path) -> Path:
        try:
            status = self.file.stat()
        except OSError as error:
            raise disk.not_saved(path, error) from error
        found = disk.read(self.file)
        if found is None:
            raise UnreadableError(f"{self.file} does not exist, so there is nothing to back up")
        self._gate.replace(path, found[0], status)
        return path

    def _removed(self, path: Path) -> bool:
        try:
            self._gate.remove(path)
        except OSError:
            return False
        return True


def _no_backup(error: Exception) -> str:
    return f"NOT SAVED: the backup could not be made: {_cause(error)}"


def _cause(error: Exception) -> str:
    return str(error).removeprefix("NOT SAVED: ").removesuffix(". The file was not changed")
