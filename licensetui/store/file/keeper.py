"""The keeper of a file: what commands ask of it that a store cannot do.

What only one command needs is loaded when it asks: opening a file is what all of them wait for.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from datetime import datetime
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from licensetui.door import load
from licensetui.store.author import author
from licensetui.store.check import Check
from licensetui.store.file.filestore import FileStore
from licensetui.store.file.registry import (
    ACCEPT,
    CHECKS,
    END,
    EXPORTED,
    FORGET,
    FORGET_KEYS,
    KNOWN_PEOPLE,
    SENT,
    SURVEY,
    SURVEY_KEYS,
    VERSIONS,
)
from licensetui.store.file.sidecar import own_file
from licensetui.store.file.tablefile import TableFile

if TYPE_CHECKING:
    from licensetui.store.contact_names import ContactNames
    from licensetui.store.file.exported import ExportedFile
    from licensetui.store.file.moving import FileEnd
    from licensetui.store.file.sent import SentFile
    from licensetui.store.file.versions import FileVersions
    from licensetui.store.keeper import Righted, Survey, Traces


class FileKeeper:
    """Looks after a file, and what belongs to it, as this user."""

    def __init__(self, path: Path, now: Callable[[], datetime]) -> None:
        """Touch nothing yet. `now` tells the time of changes."""
        self._path = path
        self._now = now

    @cached_property
    def _file(self) -> TableFile:
        return TableFile(self._path)

    @property
    def title(self) -> str:
        """The path, as it was named."""
        return str(self._path)

    @property
    def is_there(self) -> bool:
        """Whether there is a file."""
        return self._path.exists()

    def open(self, readonly: bool) -> FileStore:
        """Return the store in it. Raises as `FileStore.open` does."""
        return FileStore.open(self._path, readonly=readonly, now=self._now)

    def own(self, path: Path) -> str:
        """Return what a path is to the file, as a clause; empty if it does not belong to it."""
        return own_file(path, self._path)

    @cached_property
    def versions(self) -> FileVersions:
        """Its backups."""
        versions: FileVersions = load(VERSIONS)(self._file, self._now)
        return versions

    @cached_property
    def sent(self) -> SentFile:
        """The notes of mails about what is in it."""
        sent: SentFile = load(SENT)(self._file.beside)
        return sent

    @cached_property
    def exported(self) -> ExportedFile:
        """The notes of what calendars were given."""
        exported: ExportedFile = load(EXPORTED)(self._file.beside)
        return exported

    @cached_property
    def end(self) -> FileEnd:
        """The file as one of the two places of a move."""
        end: FileEnd = load(END)(self._file, str(self._path))
        return end

    def upgrade(self, *, apply: bool) -> tuple[str, ...]:
        """Have nothing to do: a save converts a file."""
        return ()

    def checks(self) -> Iterator[Check]:
        """Yield what there is to say of the file. Nothing is changed, no lock is waited for."""
        if self._path.is_symlink():
            yield Check("link", f"{self._path} is a link to the data file")
        yield from load(CHECKS)(self._file, self._now())

    def accept(self) -> Righted:
        """Take over what another program wrote. Raises as `restore.accept` does."""
        righted: Righted = load(ACCEPT)(self._file, self._now(), author())
        return righted

    def people(self) -> list[ContactNames]:
        """Return everybody who can be forgotten. Raises an error of `FileStore.open`."""
        people: list[ContactNames] = load(KNOWN_PEOPLE)(self._file)
        return people

    @property
    def why_no_forgetting(self) -> str:
        """Nothing: whoever can write into the folder can, and is told else."""
        return ""

    def forget(self, who: ContactNames, *, apply: bool) -> Survey:
        """Take somebody out, or say where he or she is unless `apply`. Raises as `forget` there."""
        found: Survey = (
            load(FORGET)(self._file, who, self._now(), author())
            if apply
            else load(SURVEY)(self._file, who)
        )
        return found

    def forget_keys(self, numbers: Collection[str], *, apply: bool) -> Traces:
        """Take license keys out of all but the fields in `numbers`, or only say where they are.

        Raises as `forget` does.
        """
        found: Traces = (
            load(FORGET_KEYS)(self._file, numbers, self._now(), author())
            if apply
            else load(SURVEY_KEYS)(self._file, numbers)
        )
        return found
