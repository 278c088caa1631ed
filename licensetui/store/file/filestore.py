"""The store that stands behind the program: one file, safe to share and to pull the plug on."""

from __future__ import annotations

import weakref
from collections.abc import Callable, Iterable
from datetime import datetime
from pathlib import Path

from licensetui.domain.change import Change, Edit, Record
from licensetui.domain.history import Entry, History, RecordKind
from licensetui.domain.portfolio import Portfolio
from licensetui.door import load
from licensetui.home import home
from licensetui.store.apply import Applied, applied
from licensetui.store.author import author
from licensetui.store.codec import CONTACTS, LICENSES, MAPPINGS, Tables
from licensetui.store.collector import without_collector
from licensetui.store.documents import Documents, former, written
from licensetui.store.errors import (
    NotDurableError,
    NotSavedError,
    ReadOnlyError,
    StoreError,
    UnreadableError,
)
from licensetui.store.file import disk
from licensetui.store.file.closed import why_closed
from licensetui.store.file.loaded import Loaded
from licensetui.store.file.lock import PATIENCE
from licensetui.store.file.registry import DRAFTS
from licensetui.store.file.tablefile import TableFile, Version
from licensetui.store.memory import NoDrafts, local_time
from licensetui.store.record_changes import TABLES, entry_of, record_changes
from licensetui.store.store import Drafts, Saved


class FileStore:
    """A portfolio in a file. Open one with `FileStore.open`."""

    def __init__(
        self,
        file: TableFile,
        loaded: Loaded,
        title: str,
        why_read_only: str,
        now: Callable[[], datetime],
    ) -> None:
        """Begin with what has been loaded from `file`."""
        self._file = file
        self._loaded = loaded
        self.title = title
        """The path, with `~` for the home directory."""
        self._why_read_only = why_read_only
        self._now = now
        self.author = author()
        """The user and the machine."""
        self._has_saved = False
        self._expected: Callable[[], Version | None] = _none
        # The version with its lines, as long as somebody who is about to save has it,
        self._touched = 0
        # and when the file had last been touched before it was read.
        self.went_back = False
        """Whether the last `refresh` that found something new found an older version put back."""
        self.drafts: Drafts = NoDrafts() if why_read_only else load(DRAFTS)(file.beside)
        """Drafts: typed and not saved, in files beside the file."""

    @classmethod
    def open(
        cls,
        path: Path,
        *,
        readonly: bool = False,
        wait: float = PATIENCE,
        now: Callable[[], datetime] = local_time,
    ) -> FileStore:
        """Read a file; one that does not exist is an empty portfolio, and made by the first commit.

        `wait` is how many seconds a commit waits for another session; `now` tells the time of
        changes. Takes no lock.
        Raises `UnreadableError`, `DamagedError` or `NewerError`, and the file stays as it is.
        """
        file = TableFile(path, wait=wait)
        with without_collector():
            loaded = Loaded.of(file.read(newer=True), str(file.path))
        if loaded.stamp is None and file.backups.all():
            raise UnreadableError(
                f"{file.path} is missing, but there are backups of it: to restore one, "
                f"run `licensetui restore`. To start over, move {file.beside.directory} "
                "away"
            )
        why = "it was opened read-only" if readonly else file.beside.why_read_only()
        return cls(file, loaded, _short(path), why, now)

    @property
    def is_writable(self) -> bool:
        """Whether changes can be saved at all."""
        return not self.why_read_only

    @property
    def why_read_only(self) -> str:
        """The reason why nothing can be saved, as a clause for the user; empty if it can."""
        if closed := why_closed(self._loaded.moved):
            return closed
        if newer := self._loaded.newer:
            return f"this file {newer}"
        if foreign := self._loaded.foreign:
            return f"another program changed this file ({foreign})"
        return self._why_read_only

    @property
    def is_doubtful(self) -> bool:
        """Whether another program or a newer release has written the file, or it has moved."""
        return bool(self._loaded.newer or self._loaded.foreign or self._loaded.moved)

    @property
    def portfolio(self) -> Portfolio:
        """Everything as it was when last opened, saved, or found changed by another session."""
        return self._loaded.portfolio

    def refresh(self) -> bool:
        """Read the file again if another session has saved; say whether it has.

        Takes no lock. Raises an error of `open`, and `portfolio` stays as it was.
        """
        if self._look():
            return True
        if self._loaded.version and not self._has_saved:
            self._loaded.let_go()
        return False

    def expect_commit(self) -> object:
        """Read ahead what the first commit would wait for: it is there while what is returned is.

        Another thread may call it. What cannot be read is said by the commit.
        """
        self._file.history.look_ahead()
        touched = disk.touched(self._file.path)
        try:
            version = self._loaded.version or self._file.read()
        except StoreError:
            return None
        version.contents.next  # noqa: B018  # it is kept
        self._expected, self._touched = weakref.ref(version), touched
        return version

    def commit(self, change: Change) -> Saved:
        """Save a change whole. When this returns, it is on the disk, and so is its history.

        Raises `ConflictError` (and `portfolio` is what the other session has saved),
        `ReadOnlyError`, `LockedError`, `NotSavedError`, an error of `open` if the file is no longer
        sound, or `NotDurableError`: only then the change is in `portfolio` and in the file.
        """
        if change.is_empty:
            return Saved(self.portfolio, {}, {})
        self._check_writable()
        with self._file.locked(), without_collector():
            before = self._file.settled(self._look_again())
            result = applied(
                change,
                self.portfolio,
                before.contents.next_id(LICENSES),
                before.contents.next_id(CONTACTS),
                before.contents.next_id(MAPPINGS),
            )
            if result.is_empty and not change.is_noted:
                return Saved(self.portfolio, {}, {})
            after = self._file.following(before, self._tables(before, result, change))
            # The history of what is brought back has none of the fields that nobody knows.
            is_back = change.reverts or change.applies
            now = {} if is_back else after.tables
            records = record_changes(result, before.contents.tables, now)
            entry = entry_of(change, after.generation, self._now(), self.author, records)
            try:
                version = self._file.write(before, after, entry, change.backup)
            except NotDurableError:
                self._loaded = Loaded(Version(after, None, after.schema), result.portfolio)
                raise
            self._loaded = Loaded(version, result.portfolio)
            self._has_saved = True
        return Saved(
            result.portfolio,
            result.license_ids,
            result.contact_ids,
            version.contents.generation,
            self._file.backups.warning,
        )

    def begun(self) -> str:
        """Return the moment of the first change (ISO 8601, UTC), or raise `UnreadableError`."""
        return self._file.begun(self._loaded.begun)

    def history(self) -> History:
        """Return all confirmed changes, or raise `UnreadableError`."""
        with without_collector():
            return self._file.told()

    def newest(self, after: int) -> tuple[Entry, ...]:
        """Return the changes above `after`, the last one after 0, or raise `UnreadableError`."""
        return self._file.history.newest(after, self._loaded.generation)

    def set_aside(self) -> tuple[Entry, ...]:
        """Return the unsettled changes that the file does not have. Raises `UnreadableError`."""
        return self._file.set_aside()

    def _check_writable(self) -> None:
        if self.why_read_only:
            raise ReadOnlyError(f"NOT SAVED: {self.why_read_only}")

    def _look(self) -> bool:
        """Read the file again if it is another version now, and say whether it is."""
        if self._file.has(self._loaded.stamp, self._loaded.generation):
            return False
        before = self._loaded.generation
        self._read_again()
        self.went_back = self._loaded.generation < before
        return True

    def _read_again(self) -> Version:
        with without_collector():
            version = self._file.read(newer=True)
            self._loaded = self._loaded.after(version, str(self._file.path))
        return version

    def _read_ahead(self) -> Version | None:
        """Return the version as it was read ahead, if nobody has touched the file since then."""
        version = self._expected()
        if version is None or version.stamp != self._loaded.stamp:
            return None
        if self._touched != disk.touched(self._file.path):
            return None
        self._loaded = self._loaded.after(version, str(self._file.path))
        return version

    def _look_again(self) -> Version:
        """Return the version that is there, with all its lines. Needs the lock."""
        try:
            self._look()
            version = self._loaded.version or self._read_ahead() or self._read_again()
        except UnreadableError as error:
            raise NotSavedError(f"NOT SAVED: {error}") from error
        self._check_writable()
        return version

    def _tables(self, before: Version, result: Applied, change: Change) -> Tables:
        tables = before.contents.tables
        brought_back = former(change, lambda number: self.history().entry(number))

        def after(kind: RecordKind, edits: Iterable[Edit[Record]]) -> Documents:
            known = tables.get(TABLES[kind], {})
            edited = written(edits, known, brought_back.of(kind))
            now = {**known, **{id: raw for id, raw in edited.items() if raw is not None}}
            for id in (id for id, raw in edited.items() if raw is None):
                del now[id]
            return now

        found = {
            **tables,
            LICENSES: after(RecordKind.LICENSE, result.licenses),
            CONTACTS: after(RecordKind.CONTACT, result.contacts),
        }
        if result.mappings:  # most files never have one
            found[MAPPINGS] = after(RecordKind.MAPPING, result.mappings)
        return found


def _none() -> None:
    return None


def _short(path: Path) -> str:
    absolute, ours = path.absolute(), home()
    if ours and absolute.is_relative_to(ours):
        return f"~/{absolute.relative_to(ours)}"
    return str(absolute)
