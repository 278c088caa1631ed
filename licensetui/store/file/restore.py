"""Putting the file right: a backup becomes the present state, or another program's work is taken.

Either is one new generation with its entry in the history, and what was there becomes a backup.
"""

from __future__ import annotations

import os
import sys
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from licensetui.domain.counting import and_more
from licensetui.domain.history import Entry, RecordChange
from licensetui.domain.portfolio import Portfolio
from licensetui.store import codec
from licensetui.store.errors import DamagedError, UnreadableError
from licensetui.store.file import layout
from licensetui.store.file.backups import FOREIGN, MANUAL, BackupFile
from licensetui.store.file.layout import Contents
from licensetui.store.file.present import Present, contents_of, present
from licensetui.store.file.tablefile import TableFile, highest
from licensetui.store.keeper import Righted
from licensetui.store.record_changes import next_ids
from licensetui.store.recordhealth import broken_records
from licensetui.store.restoring import Restoring

_ALL = sys.maxsize
"""A generation that no file reaches: every line counts where nobody can read the file's own."""
_MOST = 10
"""Broken records named in one sentence."""


def back_up(file: TableFile, now: datetime) -> tuple[Path, Portfolio]:
    """Make a backup because the user asks for it; return where it is and what is in it.

    Raises `UnreadableError` if there is nothing to keep, `DamagedError` for what could not be
    restored, `LockedError`, `NotSavedError`, or `NotDurableError`.
    """
    _refuse_missing(file, "keep")
    with file.locked():
        was = present(file)
        if was.problem:
            raise DamagedError(f"{was.problem}: a backup of that would be useless")
        return file.backups.copy(MANUAL, was.version.contents.generation, now), was.portfolio


def _refuse_missing(file: TableFile, what: str) -> None:
    """Raise `UnreadableError` before anything is made beside a file that is none."""
    if not file.path.exists():
        raise UnreadableError(f"{file.path} does not exist, so there is nothing to {what}")
    if not file.path.is_file():
        raise UnreadableError(f"{file.path} cannot be read: it is not a file")


def changes_to(backup: Contents, place: str, now: Present) -> tuple[RecordChange, ...]:
    """Return what restoring a backup would do to the records, each as it is and as it becomes."""
    then = codec.portfolio(backup.tables, place)
    return Restoring(then, now.portfolio, now.version.contents.tables).records


def restore(file: TableFile, backup: BackupFile, now: datetime, by: str) -> Righted:
    """Make a backup the present state: one change, made by `by`, that undo takes back.

    What is there becomes a backup first. A file that is damaged, missing or another program's is
    put aside as it is, and the change has no records to take back.
    Raises `DamagedError`, `NewerError`, `UnreadableError`, `LockedError`, `NotSavedError`, and the
    file is as it was; or `NotDurableError`.
    """
    then = contents_of(backup)
    portfolio = codec.portfolio(then.tables, str(backup.path))
    status = backup.gate.status(backup.path, many_names=True)
    with file.locked():
        was = present(file)
        label = f"restore {backup.name}"
        if was.problem:
            return _put_in_place(file, was, then, portfolio, Entry(0, now, by, label), status)
        restoring = Restoring(portfolio, was.portfolio, was.version.contents.tables)
        if not restoring.records:
            return Righted(None, "", was.portfolio)
        following = file.following(was.version, restoring.tables(then.tables))
        after = replace(following, noted=highest(following.next, then.next))
        entry = Entry(after.generation, now, by, label, restoring.records)
        kept = _write(file, was, after, entry)
        return Righted(entry.number, kept, portfolio)


def accept(file: TableFile, now: datetime, by: str) -> Righted:
    """Take over a file that another program wrote: a backup of it, a checksum, a new generation.

    Raises `UnreadableError` if there is nothing to take over, `DamagedError` with a sentence per
    record that cannot be read, and those of `restore`.
    """
    _refuse_missing(file, "accept")
    with file.locked():
        version = file.read()
        contents = version.contents
        if not contents.foreign:
            portfolio = codec.portfolio(contents.tables, str(file.path))
            return Righted(None, "", portfolio)
        if problems := broken_records(contents.tables):
            raise DamagedError(
                f"{file.path} cannot be accepted, because not every record can be read: "
                f"{'; '.join(problems[:_MOST])}{and_more(len(problems) - _MOST, ';')}. "
                "Fix these, or restore a backup"
            )
        portfolio = codec.portfolio(contents.tables, str(file.path))
        was = Present(version, portfolio, contents.foreign, FOREIGN)
        # Written anew, because an editor may have spread a document over several lines.
        tables = layout.tables(layout.documents(contents.tables, str(file.path)))
        sound = replace(contents, tables=tables, foreign="")
        entry = Entry(0, now, by, "accept changes by another program")
        return _put_in_place(file, was, sound, portfolio, entry, None)


def _put_in_place(
    file: TableFile,
    was: Present,
    shall_be: Contents,
    portfolio: Portfolio,
    unnumbered: Entry,
    status: os.stat_result | None,
) -> Righted:
    """Replace a file that is not sound, with a number above all that were ever given.

    Changes that the backup does not know are set aside; each can be brought in.
    """
    reached = was.version.contents.generation or _ALL
    generation = max(
        file.last_number(reached),
        was.version.contents.generation,
        shall_be.generation,
        *(backup.generation for backup in file.backups.all()),
    )
    history = file.history.read(reached)
    later = sum(entry.number > shall_be.generation for entry in history.all)
    noted = highest(shall_be.next, was.version.contents.next, next_ids(history.all))
    after = replace(shall_be, generation=generation + 1, noted=noted)
    entry = replace(unnumbered, number=after.generation)
    base = shall_be.generation or generation
    kept = _write(file, was, after, entry, like=status, base=base)
    return Righted(entry.number, kept, portfolio, later)


def _write(
    file: TableFile,
    was: Present,
    after: Contents,
    entry: Entry,
    *,
    like: os.stat_result | None = None,
    base: int | None = None,
) -> str:
    """Replace the file, and return where what was there is kept; empty if nothing was."""
    known = {backup.place for backup in file.backups.all()}
    file.write(was.version, after, entry, was.reason, like, base)
    return next((one.place for one in file.backups.all() if one.place not in known), "")
