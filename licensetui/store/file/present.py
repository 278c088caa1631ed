"""The file as it is now, readable or not, and the backups that could take its place."""

from __future__ import annotations

from dataclasses import dataclass

from licensetui.domain.portfolio import Portfolio
from licensetui.store import codec
from licensetui.store.errors import DamagedError, NewerError
from licensetui.store.file.backups import DAMAGED, FOREIGN, RESTORE, BackupFile
from licensetui.store.file.layout import Contents
from licensetui.store.file.tablefile import TableFile, Version
from licensetui.store.migrations import MIGRATIONS, newest_schema


@dataclass(frozen=True)
class Present:
    """The file as it is."""

    version: Version
    """What stands in it; nothing if nobody can read it."""
    portfolio: Portfolio
    """The records in it."""
    problem: str = ""
    """Why it must be put right, as a sentence without a full stop; empty if it is sound."""
    reason: str = RESTORE
    """Under which word it is kept before it is replaced."""


def present(file: TableFile) -> Present:
    """Return the file as it is. Raises `UnreadableError` alone."""
    schema = newest_schema(MIGRATIONS)
    try:
        version = file.read()
        portfolio = codec.portfolio(version.contents.tables, str(file.path))
    except (DamagedError, NewerError) as error:
        return Present(
            Version(Contents({}, schema), None, schema), Portfolio(), str(error), DAMAGED
        )
    if version.stamp is None:
        return Present(version, portfolio, f"{file.path} does not exist")
    if foreign := version.contents.foreign:
        problem = f"another program changed {file.path} ({foreign})"
        return Present(version, portfolio, problem, FOREIGN)
    return Present(version, portfolio)


def contents_of(backup: BackupFile) -> Contents:
    """Return what stands in a backup, as documents of the newest schema.

    Raises `DamagedError` if it cannot be restored, `NewerError` or `UnreadableError`.
    """
    version = TableFile(backup.path).version(*backup.read())
    if foreign := version.contents.foreign:
        raise DamagedError(f"{backup.path} was changed since it was written ({foreign})")
    return version.contents
