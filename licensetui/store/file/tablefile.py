"""The file of tables and its history: every version is read, locked and replaced here."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from pathlib import Path

from licensetui.domain.history import Entry, History
from licensetui.domain.structure import MOST_ID
from licensetui.store.codec import Tables
from licensetui.store.errors import NewerError, NotSavedError, UnreadableError
from licensetui.store.file import disk, layout
from licensetui.store.file.backups import AS_IT_WAS, MIGRATION, Backups
from licensetui.store.file.closed import refuse_closed
from licensetui.store.file.historyfile import HistoryFile
from licensetui.store.file.layout import Contents
from licensetui.store.file.lock import PATIENCE, holder, locked
from licensetui.store.file.sidecar import Sidecar
from licensetui.store.migrations import (
    MIGRATIONS,
    Migration,
    changes_documents,
    migrated,
    newest_schema,
)
from licensetui.store.record_changes import next_ids

_TRIES = 20
"""How often to read the history while others save: what they are about to save is not yet true."""


@dataclass(frozen=True)
class Version:
    """One version of the file."""

    contents: Contents
    """What stands in it, as documents of the newest schema."""
    stamp: disk.Stamp | None
    """How to know it again; None if there was no file, or nobody is sure what the disk has."""
    schema: int
    """Number of the schema that it has on the disk."""
    newer: str = ""
    """Why a newer release alone can write it, as a clause; empty if this one can."""


class TableFile:
    """A file of tables, and `FILE.d` beside it for what belongs to it.

    A symbolic link is followed once, here: sessions that come by different names meet at one lock.
    """

    def __init__(
        self, path: Path, *, wait: float = PATIENCE, migrations: tuple[Migration, ...] = MIGRATIONS
    ) -> None:
        """Touch nothing yet. `wait` is how many seconds to wait for the lock."""
        self.path = Path(os.path.realpath(path))
        """The file itself."""
        self.beside = Sidecar(self.path)
        """What belongs to it."""
        self.history = HistoryFile(self.beside.history, self.beside.gate)
        """What was confirmed, entry by entry."""
        self.backups = Backups(self.beside.backups, self.beside.gate)
        """Earlier versions."""
        self._wait = wait
        self._migrations = migrations
        self._has_lock = False
        # Whether this session is the one that saves.
        self._day: date | None = None
        # On which a daily backup is known to have been made.

    def read(self, *, newer: bool = False) -> Version:
        """Return what is there; a file that does not exist has no tables. Takes no lock.

        With `newer`, also what a release of a later schema wrote, of which only the words that
        this one knows can be read, and none written.
        Raises `UnreadableError`, `DamagedError` or `NewerError`, and the file stays as it is.
        """
        found = disk.read(self.path)
        if found is None:
            schema = newest_schema(self._migrations)
            return Version(Contents({}, schema), None, schema)
        return self.version(*found, newer=newer)

    def version(self, content: bytes, stamp: disk.Stamp, *, newer: bool = False) -> Version:
        """Return what stands in the bytes of a file. Raises `DamagedError` or `NewerError`."""
        contents = layout.parse(content, str(self.path))
        problem = self._newer(contents)
        if problem and not newer:
            raise NewerError(f"{self.path} {problem} to open it")
        if problem:
            return Version(contents, stamp, contents.schema, problem)
        return Version(self._migrated(contents), stamp, contents.schema)

    def has(self, stamp: disk.Stamp | None, generation: int) -> bool:
        """Say whether the file still is this version, or raise `UnreadableError`."""
        found = disk.stamp(self.path)
        if found is None and generation:
            raise UnreadableError(
                f"{self.path} is gone. Put it back, or restart to create a new one"
            )
        return found == stamp

    def told(self) -> History:
        """Return the history as it stands beside the file now. Takes no lock.

        The change that another session is saving at this moment is not in it.
        Raises `UnreadableError`.
        """
        for _ in range(_TRIES):
            generation = self._generation()
            history = self.history.read(generation)
            newest = history.aside[-1].number if history.aside else 0
            if (
                newest > generation
                and not self._has_lock
                and holder(self.beside.lock, self.beside.gate)
            ):
                history = replace(history, aside=history.aside[:-1])
            if self._generation() == generation:
                break
        return history

    def set_aside(self) -> tuple[Entry, ...]:
        """Return the changes that are not in the file and of which nobody has decided yet.

        They were saved, or nearly saved. Takes no lock. Raises `UnreadableError`.
        """
        if not self.history.may_have_aside(self._generation()):
            return ()
        return self.told().unsettled

    def begun(self, noted: str) -> str:
        """Return the moment of the first change of this file: as `noted` in it, or by the history.

        Empty if neither knows. Raises `UnreadableError`.
        """
        if noted:
            return noted
        first = self.told().entry(1)
        return _moment(first) if first else ""

    def _generation(self) -> int:
        stamp = disk.stamp(self.path)
        return layout.generation(stamp.opening) if stamp else 0

    @contextmanager
    def locked(self, *, even_closed: bool = False) -> Iterator[None]:
        """Keep other sessions from writing. Raises `LockedError` or `NotSavedError`.

        Raises `ReadOnlyError` where all of it has moved elsewhere, unless `even_closed`.
        """
        with ExitStack() as held:
            try:
                self.beside.prepare()
                held.enter_context(locked(self.beside.directory, self._wait, self.beside.gate))
            except OSError as error:
                raise disk.not_saved(self.beside.directory, error) from error
            self._has_lock = True
            held.callback(setattr, self, "_has_lock", False)
            if not even_closed:
                refuse_closed(self.path)
            yield

    def settled(self, version: Version) -> Version:
        """Return the version that is there, with ids for new records that none ever had.

        Those in changes that are set aside count. Needs the lock. Raises `NotSavedError`.
        """
        contents = version.contents
        if self.last_number(contents.generation) <= contents.generation:
            return version
        try:
            aside = self.history.read(contents.generation).aside
        except UnreadableError as error:
            raise NotSavedError(f"NOT SAVED: {error}") from error
        noted = highest(contents.next, next_ids(aside))
        return replace(version, contents=replace(contents, noted=noted))

    def last_number(self, generation: int) -> int:
        """Return the highest number in its history. Needs the lock. Raises `NotSavedError`."""
        try:
            return self.history.settle(generation)
        except OSError as error:
            raise disk.not_saved(self.history.path, error) from error

    def following(self, before: Version, tables: Tables) -> Contents:
        """Return the next contents of the file, with the number that is theirs. Needs the lock.

        Numbers go on after the highest that the history knows: an old copy of the file that was
        put back must not give them again. Raises `NotSavedError`.
        """
        contents = self.settled(before).contents
        last = max(contents.generation, self.last_number(contents.generation))
        if last >= MOST_ID:
            raise NotSavedError(f"NOT SAVED: generation: there is no number above {last}")
        return replace(contents, tables=tables, generation=last + 1, noted=contents.next)

    def write(
        self,
        before: Version,
        after: Contents,
        entry: Entry,
        backup: str = "",
        like: os.stat_result | None = None,
        base: int | None = None,
    ) -> Version:
        """Replace the file by what is `following`, with its entry in the history. Needs the lock.

        What was there becomes a backup if `backup` says why, if it has an earlier schema, and at
        the first save of a day. A new file is opened to those who may use the file with the status
        `like`. `base` is the generation that the change was made from, if that is not the one
        `before`: later ones are then set aside.
        Raises `NotSavedError`, and nothing has changed, or `NotDurableError`.
        """
        reason = backup
        if before.schema < after.schema and before.stamp and backup not in AS_IT_WAS:
            reason = MIGRATION
        kept: list[Path] = []
        if not after.begun:
            after = replace(after, begun=self._found_begun(after) or _moment(entry))

        def keep() -> None:
            if due := self._due(reason, entry.at):
                link = self.backups.link(due, before.contents.generation, entry.at)
                kept.extend([link] if link else [])
                self._day = self._day if link else None  # the next save tries again
            try:
                self.history.append(entry, before.contents.generation if base is None else base)
            except OSError as error:
                raise disk.not_saved(self.history.path, error) from error

        try:
            stamp = disk.replace(self.path, layout.pieces(after), keep, like=like)
        except NotSavedError:
            self._day = None
            for path in kept:
                self.backups.undo_link(path)
            with suppress(UnreadableError):  # else nobody knows what is there, and the line stays
                if self._generation() != after.generation:
                    self.history.take_back(entry.number)
            raise
        if kept:
            with suppress(UnreadableError, OSError):  # it is saved; old ones take no more than room
                self.backups.prune()
        return Version(after, stamp, after.schema)

    def _found_begun(self, contents: Contents) -> str:
        try:
            return self.begun(contents.begun)
        except UnreadableError:  # it is no reason not to save
            return ""

    def _due(self, reason: str, now: datetime) -> str:
        """Return why what is there shall become a backup; looked up once a day."""
        if not reason and self._day == now.date():
            return ""
        self._day = now.date()
        try:
            return self.backups.due(reason, now)
        except UnreadableError as error:
            raise NotSavedError(f"NOT SAVED: {error}") from error

    def _newer(self, contents: Contents) -> str:
        """Return that a release of a later schema wrote it, as a clause; empty if none did."""
        newest = newest_schema(self._migrations)
        if contents.schema <= newest:
            return ""
        known = f"this release knows schema {newest}"
        return f"has schema {contents.schema}, {known}: update licensetui"

    def _migrated(self, contents: Contents) -> Contents:
        newest = newest_schema(self._migrations)
        if contents.schema == newest:
            return contents
        if not changes_documents(contents.schema, self._migrations):
            return replace(contents, schema=newest)
        documents = layout.documents(contents.tables, str(self.path))
        tables = layout.tables(
            migrated(documents, contents.schema, self._migrations, str(self.path))
        )
        return replace(contents, tables=tables, schema=newest)


def highest(*ids: Mapping[str, int]) -> dict[str, int]:
    """Return, by table, the highest of some ids."""
    names = {name for each in ids for name in each}
    return {name: max(each.get(name, 1) for each in ids) for name in sorted(names)}


def _moment(entry: Entry) -> str:
    return entry.at.astimezone(UTC).isoformat()
