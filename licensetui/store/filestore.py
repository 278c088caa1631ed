"""The store that stands behind the program: one file, safe to share and to pull the plug on."""

from __future__ import annotations

import gc
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

import msgspec

from licensetui.domain.change import Change
from licensetui.domain.portfolio import Portfolio
from licensetui.store import codec, disk
from licensetui.store.apply import Applied, applied
from licensetui.store.codec import CONTACTS, LICENSES, Record
from licensetui.store.errors import NotDurableError, ReadOnlyError
from licensetui.store.layout import Contents
from licensetui.store.lock import PATIENCE
from licensetui.store.store import Saved
from licensetui.store.tablefile import TableFile, Version


@dataclass(frozen=True)
class _Loaded:
    """A version of the file, and the records in it."""

    version: Version
    portfolio: Portfolio


class FileStore:
    """A portfolio in a file. Open one with `FileStore.open`."""

    def __init__(self, file: TableFile, loaded: _Loaded, title: str, why_read_only: str) -> None:
        """Begin with what has been loaded from `file`."""
        self._file = file
        self._loaded = loaded
        self._title = title
        self._why_read_only = why_read_only

    @classmethod
    def open(cls, path: Path, *, readonly: bool = False, wait: float = PATIENCE) -> FileStore:
        """Read a file; one that does not exist is an empty portfolio, and made by the first commit.

        `wait` is how many seconds a commit waits for another session. Takes no lock.
        Raises `UnreadableError`, `DamagedError` or `NewerError`, and the file stays as it is.
        """
        file = TableFile(path, wait=wait)
        loaded = _load(file)
        why = ""
        if readonly:
            why = "it was opened for reading only"
        elif not disk.is_writable(file.path):
            why = f"{file.path} or its directory is write-protected"
        return cls(file, loaded, _short(path), why)

    @property
    def title(self) -> str:
        """The path, with `~` for the home directory."""
        return self._title

    @property
    def is_writable(self) -> bool:
        """Whether changes can be saved at all."""
        return not self.why_read_only

    @property
    def why_read_only(self) -> str:
        """Why nothing can be saved, as a clause for the user; empty if it can."""
        if foreign := self._loaded.version.contents.foreign:
            return f"another program changed this file ({foreign})"
        return self._why_read_only

    @property
    def portfolio(self) -> Portfolio:
        """Everything as it was when last opened, saved, or found changed by another session."""
        return self._loaded.portfolio

    def commit(self, change: Change) -> Saved:
        """Save a change whole. When this returns, it is on the disk.

        Raises `ConflictError` (and `portfolio` is what the other session has saved),
        `ReadOnlyError`, `LockedError`, `NotSavedError`, an error of `open` if the file is no longer
        sound, or `NotDurableError`: only then the change is in `portfolio` and in the file.
        """
        if change.is_empty:
            return Saved(self.portfolio, {}, {})
        self._check_writable()
        with self._file.locked():
            if not self._file.has(self._loaded.version):
                self._loaded = _load(self._file)
                self._check_writable()
            before = self._loaded.version.contents
            result = applied(
                change, self.portfolio, before.next_id(LICENSES), before.next_id(CONTACTS)
            )
            after = _contents(before, result)
            try:
                version = self._file.write(after)
            except NotDurableError:
                self._loaded = _Loaded(Version(after, stamp=None), result.portfolio)
                raise
            self._loaded = _Loaded(version, result.portfolio)
        return Saved(result.portfolio, result.license_ids, result.contact_ids)

    def _check_writable(self) -> None:
        if self.why_read_only:
            raise ReadOnlyError(f"NOT SAVED: {self.why_read_only}")


def _load(file: TableFile) -> _Loaded:
    with _without_collector():
        version = file.read()
        return _Loaded(version, codec.portfolio(version.contents.tables, str(file.path)))


def _contents(before: Contents, result: Applied) -> Contents:
    """Return the next generation, in which the changed documents stand."""
    tables = {
        **before.tables,
        LICENSES: _documents(before.tables.get(LICENSES, {}), result.licenses),
        CONTACTS: _documents(before.tables.get(CONTACTS, {}), result.contacts),
    }
    return replace(before, tables=tables, generation=before.generation + 1, noted=before.next)


def _documents(
    known: Mapping[str, msgspec.Raw], changed: tuple[Record, ...]
) -> Mapping[str, msgspec.Raw]:
    documents = {
        str(record.id): codec.document(record, known.get(str(record.id))) for record in changed
    }
    return {**known, **documents}


def _short(path: Path) -> str:
    absolute = path.absolute()
    if absolute.is_relative_to(Path.home()):
        return f"~/{absolute.relative_to(Path.home())}"
    return str(absolute)


@contextmanager
def _without_collector() -> Iterator[None]:
    """Keep the garbage collector off: loading makes many objects and no garbage."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()
