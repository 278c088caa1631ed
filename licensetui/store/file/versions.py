"""The backups of a file, as commands ask for them: how much is in one, and what it would change."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from functools import cached_property

from licensetui.domain.portfolio import Portfolio
from licensetui.store import codec
from licensetui.store.author import author
from licensetui.store.file.backups import BackupFile
from licensetui.store.file.present import Present, contents_of, present
from licensetui.store.file.restore import back_up, changes_to, restore
from licensetui.store.file.tablefile import TableFile
from licensetui.store.keeper import Comparison, Held, Righted
from licensetui.store.restoring import held


class FileVersions:
    """The backups of a file, and the file as it was when they were first compared with it."""

    def __init__(self, file: TableFile, now: Callable[[], datetime]) -> None:
        """Touch nothing yet. `now` tells the time of changes."""
        self._file = file
        self._now = now

    @cached_property
    def _present(self) -> Present:
        return present(self._file)

    @cached_property
    def _backups(self) -> Mapping[str, BackupFile]:
        return {backup.name: backup for backup in self._file.backups.all()}

    @property
    def problem(self) -> str:
        """The reason to mend it, without a full stop; empty if sound. Raises `UnreadableError`."""
        return self._present.problem

    def all(self) -> Sequence[BackupFile]:
        """Return all backups, the newest first. Raises `UnreadableError`."""
        return list(self._backups.values())

    def back_up(self) -> tuple[str, Portfolio]:
        """Make one; return where it is and what is in it. Raises as `restore.back_up` does."""
        path, portfolio = back_up(self._file, self._now())
        return str(path), portfolio

    def held(self, name: str) -> Held:
        """Return how much is in a backup. Raises as `present.contents_of` does."""
        contents, now = contents_of(self._backups[name]), self._present.version
        return held(contents.tables, now.contents.tables if now.stamp else None)

    def comparison(self, name: str) -> Comparison:
        """Return what restoring a backup would change. Raises as `present.contents_of` does."""
        now, backup = self._present, self._backups[name]
        contents = contents_of(backup)
        then = codec.portfolio(contents.tables, backup.place)
        return Comparison(then, now.portfolio, changes_to(contents, backup.place, now))

    def restore(self, name: str) -> Righted:
        """Make a backup the present state. Raises as `restore.restore` does."""
        return restore(self._file, self._backups[name], self._now(), author())
