"""The file of tables: every version of it is read, locked and replaced here."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from licensetui.store import disk, layout
from licensetui.store.errors import NewerError, NotSavedError
from licensetui.store.layout import Contents
from licensetui.store.lock import PATIENCE, locked
from licensetui.store.migrations import MIGRATIONS, Migration, migrated, newest_schema


@dataclass(frozen=True)
class Version:
    """One version of the file."""

    contents: Contents
    """What stands in it, as documents of the newest schema."""
    stamp: disk.Stamp | None
    """How to know it again; None if there was no file, or nobody is sure what the disk has."""


class TableFile:
    """A file of tables, and `FILE.d` beside it for what belongs to it.

    A symbolic link is followed once, here: sessions that come by different names meet at one lock.
    """

    def __init__(
        self,
        path: Path,
        *,
        wait: float = PATIENCE,
        migrations: tuple[Migration, ...] = MIGRATIONS,
    ) -> None:
        """Touch nothing yet. `wait` is how many seconds to wait for the lock."""
        self.path = Path(os.path.realpath(path))
        """The file itself."""
        self._wait = wait
        self._migrations = migrations

    def read(self) -> Version:
        """Return what is there; a file that does not exist has no tables. Takes no lock.

        Raises `UnreadableError`, `DamagedError` or `NewerError`, and the file stays as it is.
        """
        found = disk.read(self.path)
        if found is None:
            return Version(Contents({}, newest_schema(self._migrations)), None)
        content, stamp = found
        return Version(self._migrated(layout.parse(content, str(self.path))), stamp)

    def has(self, version: Version) -> bool:
        """Say whether the file still is this version. Raises `NotSavedError` if it has vanished."""
        stamp = disk.stamp(self.path)
        if stamp is None and version.contents.generation:
            raise NotSavedError(
                f"NOT SAVED: {self.path} is gone. Put it back, or start again to begin a new one"
            )
        return stamp == version.stamp

    @contextmanager
    def locked(self) -> Iterator[None]:
        """Keep other sessions from writing. Raises `LockedError` or `NotSavedError`."""
        directory = self.path.with_name(f"{self.path.name}.d")
        with ExitStack() as held:
            try:
                disk.make_directory(directory)
                held.enter_context(locked(directory, self._wait))
            except OSError as error:
                raise disk.not_saved(directory, error) from error
            yield

    def write(self, contents: Contents) -> Version:
        """Replace the file. Needs the lock. Raises `NotSavedError` or `NotDurableError`."""
        return Version(contents, disk.replace(self.path, layout.render(contents)))

    def _migrated(self, contents: Contents) -> Contents:
        newest = newest_schema(self._migrations)
        if contents.schema > newest:
            raise NewerError(
                f"{self.path} has schema {contents.schema}, this release knows schema {newest}: "
                "update licensetui to open it"
            )
        if contents.schema == newest:
            return contents
        documents = layout.documents(contents.tables, str(self.path))
        tables = layout.tables(migrated(documents, contents.schema, self._migrations))
        return replace(contents, tables=tables, schema=newest)
