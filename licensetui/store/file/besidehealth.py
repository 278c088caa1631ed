"""Health of what stands beside a file: backups, drafts, the lock, and leftovers."""

from __future__ import annotations

import os
from collections.abc import Iterator
from datetime import datetime

from licensetui.domain.counting import counted
from licensetui.domain.plain import plain
from licensetui.store import codec
from licensetui.store.author import described
from licensetui.store.check import Check, State, limited
from licensetui.store.errors import StoreError, UnreadableError
from licensetui.store.file import filesystem
from licensetui.store.file.backups import AS_IT_WAS
from licensetui.store.file.conflictcopies import conflict_copies
from licensetui.store.file.lock import holder
from licensetui.store.file.present import Present, contents_of
from licensetui.store.file.tablefile import TableFile


def beside_checks(file: TableFile, found: Present, now: datetime) -> Iterator[Check]:
    """Yield what there is to say of what stands beside a file. Nothing is changed."""
    yield from _backups(file, now)
    yield from _drafts(file)
    yield from _leftovers(file)
    yield from _copies(file, found)


def _backups(file: TableFile, now: datetime) -> Iterator[Check]:
    try:
        backups = file.backups.all()
    except UnreadableError as error:
        yield filesystem.unread("backups", error)
        return
    place = file.backups.directory
    if place.exists() and not os.access(place, os.W_OK | os.X_OK):
        yield Check(
            "backups",
            f"none can be made in {described(place)}",
            State.DOUBTFUL,
            "Ask its owner for access (chmod g+rwx); imports cannot be saved until then.",
        )
    bad = []
    for backup in backups:
        if backup.reason in AS_IT_WAS:
            continue
        try:
            codec.portfolio(contents_of(backup).tables, str(backup.path))
        except StoreError as error:
            text = f"{backup.name} cannot be restored: {error}"
            remedy = f"Check the disk, and remove the backup: rm {backup.path}"
            bad.append(Check("backups", text, State.DOUBTFUL, remedy))
    if backups:
        newest = backups[0].at.astimezone(now.tzinfo)
        yield Check("backups", f"{len(backups)}, the newest of {newest:%Y-%m-%d %H:%M}")
    elif file.path.exists():
        yield Check("backups", "none yet: the first save of each day makes one")
    yield from limited(bad)


def _drafts(file: TableFile) -> Iterator[Check]:
    try:
        count = len(file.beside.gate.names(file.beside.drafts))
    except UnreadableError as error:
        yield filesystem.unread("drafts", error)
        return
    if count:
        text = f"of {counted(count, 'session')}; the app offers yours once their session is over"
        yield Check("drafts", text)


def _leftovers(file: TableFile) -> Iterator[Check]:
    saving = holder(file.beside.lock, file.beside.gate)
    if saving:
        yield Check(
            "lock",
            f"{plain(saving)} is saving right now",
            State.DOUBTFUL,
            "If that takes long, check that process; the lock is released when it ends.",
        )
        return
    yield Check("lock", "free")
    try:
        left = [*file.beside.leftovers(), *file.backups.leftovers()]
    except UnreadableError:  # told above
        return
    yield from limited(
        [
            Check(
                "leftover",
                f"{path} was left by a session that was killed",
                State.DOUBTFUL,
                f"Nothing in it was confirmed. The next save may remove it, or run: rm {path}",
            )
            for path in left
        ]
    )


def _copies(file: TableFile, found: Present) -> Iterator[Check]:
    """Yield what a program that keeps folders in step has put beside the file."""
    yield from limited(
        [
            Check(
                "conflict copy",
                f"{copy.path} looks like a conflict copy from a sync program"
                + _generations(copy.generation, found.version.contents.generation),
                State.DOUBTFUL,
                (
                    "Compare it (licensetui list --file THAT), enter what is missing, and move it "
                    "away."
                ),
            )
            for copy in conflict_copies(file.path, file.beside.directory)
        ]
    )


def _generations(copy: int, here: int) -> str:
    return f" (generation {copy}, the file is at {here})" if copy else ""
