"""Taking something out of everything: the file, its history, the backups and the drafts.

At every moment each file is whole, and the history, which knows most, comes last: whoever is
interrupted starts again, and the rest is done.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import Any

from licensetui.domain.history import Entry
from licensetui.store import codec
from licensetui.store.errors import DamagedError, StoreError
from licensetui.store.file import disk, layout
from licensetui.store.file.backups import BackupFile
from licensetui.store.file.drafttraces import clean_draft, drafts_about
from licensetui.store.file.historyline import rewritten
from licensetui.store.file.layout import Contents
from licensetui.store.file.present import Present, present
from licensetui.store.file.tablefile import TableFile, Version
from licensetui.store.forgetting import Sought
from licensetui.store.keeper import Traces, Unreached


def sound(file: TableFile) -> Present:
    """Return the file as it is now. Raises `DamagedError` if it is not sound."""
    now = present(file)
    if now.problem and now.version.stamp is None and file.path.exists():
        raise DamagedError(now.problem)
    if now.version.contents.foreign:
        raise DamagedError(f"{now.problem}. For what to do: licensetui doctor")
    return now


def traces_of(file: TableFile, sought: Sought, version: Version) -> Traces:
    """Return where something is. Takes no lock, and changes nothing."""
    _, in_file = sought.tables_without(version.contents.tables)
    backups, unreached = _backups_with(file, sought)
    drafts, others = drafts_about(file.beside, sought.is_in_draft)
    lines = _concerned_lines(file, sought)
    return Traces(in_file, lines, backups, drafts, (*unreached, *others))


def clean(file: TableFile, sought: Sought, found: Traces, now: datetime, by: str) -> None:
    """Take something out of everything, for good. Needs the lock. Raises as `forget` says."""
    for draft in found.drafts:
        clean_draft(file.beside.gate, draft, sought.is_in_draft, sought.what)
    _clean_file(file, sought, now, by)
    for backup in file.backups.all():
        _clean_backup(backup, sought)
    _remove_leftovers(file)
    _clean_history(file, sought)


def _backups_with(
    file: TableFile, sought: Sought
) -> tuple[tuple[BackupFile, ...], list[Unreached]]:
    """Return the backups with traces, and those of which nobody can tell."""
    concerned, unreached = [], []
    for backup in file.backups.all():
        try:
            _, found = sought.tables_without(_contents(backup).tables)
        except StoreError:
            why = "it is damaged, or belongs to another program: remove it if necessary"
            unreached.append(Unreached(backup.place, why))
        else:
            concerned += [backup] if found else []
    return tuple(concerned), unreached


def _clean_file(file: TableFile, sought: Sought, now: datetime, by: str) -> None:
    """Save the file without it; the entry has no records, so that no undo is offered."""
    before = file.read()
    tables, traces = sought.tables_without(before.contents.tables)
    if not traces:
        return
    codec.portfolio(tables, str(file.path))  # never write what cannot be read
    after = file.following(before, tables)
    file.write(before, after, Entry(after.generation, now, by, sought.label))


def _clean_backup(backup: BackupFile, sought: Sought) -> None:
    try:
        contents = _contents(backup)
        tables, traces = sought.tables_without(contents.tables)
    except StoreError:  # told as not reached
        return
    if traces:
        backup.gate.replace(backup.path, layout.render(replace(contents, tables=tables)))


def _clean_history(file: TableFile, sought: Sought) -> None:
    """Replace the history by one without it; lines that nobody can read are left out."""
    found = file.beside.gate.read(file.history.path)
    before = found[0] if found else b""
    after = rewritten(before, sought.line_without)
    if after != before:
        file.beside.gate.replace(file.history.path, after)


def _remove_leftovers(file: TableFile) -> None:
    """Remove what killed sessions have half written: it may be in there."""
    for path in file.beside.leftovers():
        try:
            file.beside.gate.remove(path)
        except OSError as error:
            raise disk.not_saved(path, error) from error
    file.backups.prune()


def _contents(backup: BackupFile) -> Contents:
    """Return what stands in a backup, in its own schema. Raises `StoreError`."""
    content, _ = backup.read()
    contents = layout.parse(content, str(backup.path))
    if contents.foreign:
        raise DamagedError(f"{backup.path} was changed since it was written ({contents.foreign})")
    return contents


def _concerned_lines(file: TableFile, sought: Sought) -> int:
    """Return how many lines of the history have traces."""
    count = 0

    def look(line: dict[str, Any]) -> dict[str, Any]:
        nonlocal count
        count += line != sought.line_without(line)
        return line

    found = file.beside.gate.read(file.history.path)
    rewritten(found[0] if found else b"", look)
    return count
