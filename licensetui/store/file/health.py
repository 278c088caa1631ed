"""Whether a file and what belongs to it are well, and what to do where they are not."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from datetime import datetime

from licensetui.domain.counting import counted
from licensetui.domain.plain import plain
from licensetui.store import codec
from licensetui.store.author import described
from licensetui.store.check import Check, State, limited
from licensetui.store.errors import StoreError, UnreadableError
from licensetui.store.file import filesystem
from licensetui.store.file.backups import AS_IT_WAS, DAMAGED, FOREIGN
from licensetui.store.file.conflictcopies import conflict_copies
from licensetui.store.file.historyhealth import history_checks
from licensetui.store.file.layout import FORMAT
from licensetui.store.file.lock import holder
from licensetui.store.file.present import Present, contents_of, dangling, present
from licensetui.store.file.tablefile import TableFile
from licensetui.store.keytraces import Keys

_ROOM = 20
"""So many times the size of the file should be free: temp file, backups, history."""
_LEAST_ROOM = 10_000_000


def checks(file: TableFile, now: datetime) -> Iterator[Check]:
    """Yield what there is to say of a file. Nothing is changed, and no lock is waited for."""
    try:
        found = present(file)
    except UnreadableError as error:
        remedy = "Give it back to yourself (chown, chmod)."
        if file.path.exists() and not file.path.is_file():
            remedy = "Name another file with --file, or move it away."
        yield Check("file", str(error), State.FAILED, remedy)
        return
    yield from _file(file)
    yield from _contents(file, found)
    yield from history_checks(file, found)
    yield from _backups(file, now)
    yield from _drafts(file)
    yield from _leftovers(file)
    yield from _copies(file, found)
    yield from _place(file)


def _file(file: TableFile) -> Iterator[Check]:
    exists = file.path.exists()
    if exists:
        yield Check("file", described(file.path))
        if file.path.stat().st_mode & stat.S_IRWXO:
            yield Check(
                "file",
                "everybody on this machine may use it",
                State.DOUBTFUL,
                f"Close it to others: chmod o-rwx {file.path}",
            )
    if file.beside.directory.is_dir() and not file.beside.directory.is_symlink():
        yield Check("beside it", described(file.beside.directory))
    if why := file.beside.why_read_only():
        yield Check("saving", why, State.FAILED, "Until then everything can be read, not saved.")
    elif exists:
        yield Check("saving", "is possible")


def _contents(file: TableFile, found: Present) -> Iterator[Check]:
    contents = found.version.contents
    if not file.path.exists():
        if file.backups.all():
            yield Check(
                "contents",
                found.problem,
                State.DAMAGED,
                "Put it back, or see what the backups have: licensetui restore",
            )
        else:
            yield Check("contents", "none yet: the first save makes the file")
        return
    if found.reason == DAMAGED:
        yield Check("contents", found.problem, State.DAMAGED, _remedy(found))
        return
    records = found.portfolio
    counts = f"licenses {len(records.licenses)}, contacts {len(records.contacts)}"
    numbers = f"format {FORMAT}, schema {found.version.schema}, generation {contents.generation}"
    if found.reason == FOREIGN:
        remedy = (
            "Nothing can be saved until you look at it (licensetui list) and take it over "
            "(licensetui doctor --accept), or go back to a backup (licensetui restore)."
        )
        yield Check("contents", f"{found.problem}; {numbers}, {counts}", State.DAMAGED, remedy)
    else:
        yield Check("contents", f"{numbers}, checksum right, {counts}")
    yield from _keys(found)
    yield from limited(
        [
            Check("reference", problem, State.DOUBTFUL, "Edit that record, and choose another.")
            for problem in dangling(found.portfolio)
        ]
    )


def _keys(found: Present) -> Iterator[Check]:
    """Name what looks like a license key, by its end alone."""
    _, traces = Keys().tables_without(found.version.contents.tables)
    remedy = "If it is one: licensetui forget --keys. If it is a number, all is well."
    yield from limited(
        [Check("license key", trace, State.DOUBTFUL, remedy) for trace in dict.fromkeys(traces)]
    )


def _remedy(found: Present) -> str:
    if "update licensetui" in found.problem:
        return "Update licensetui: python -m pip install --upgrade licensetui"
    return "Go back to a backup (licensetui restore); the damaged file is kept."


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
            "Let its owner open it to you (chmod g+rwx), or no import can be saved.",
        )
    bad = []
    for backup in backups:
        if backup.reason in AS_IT_WAS:
            continue
        try:
            codec.portfolio(contents_of(backup).tables, str(backup.path))
        except StoreError as error:
            text = f"{backup.name} cannot be restored: {error}"
            remedy = f"Look after the disk, and remove it: rm {backup.path}"
            bad.append(Check("backups", text, State.DOUBTFUL, remedy))
    if backups:
        newest = backups[0].at.astimezone(now.tzinfo)
        yield Check("backups", f"{len(backups)}, the newest of {newest:%Y-%m-%d %H:%M}")
    elif file.path.exists():
        yield Check("backups", "none yet: the first save of a day makes one")
    yield from limited(bad)


def _drafts(file: TableFile) -> Iterator[Check]:
    try:
        count = len(file.beside.gate.names(file.beside.drafts))
    except UnreadableError as error:
        yield filesystem.unread("drafts", error)
        return
    if count:
        text = (
            f"of {counted(count, 'session')}; the program offers yours once their session is over"
        )
        yield Check("drafts", text)


def _leftovers(file: TableFile) -> Iterator[Check]:
    saving = holder(file.beside.lock, file.beside.gate)
    if saving:
        yield Check(
            "lock",
            f"{plain(saving)} is saving at this moment",
            State.DOUBTFUL,
            "If that lasts, see what that process is doing; the lock goes when it ends.",
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
                f"Nothing in it was ever confirmed; the next save may remove it, or: rm {path}",
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
                f"{copy.path} looks like a version that a sync program put aside"
                + _generations(copy.generation, found.version.contents.generation),
                State.DOUBTFUL,
                "Look what only it has (licensetui list --file THAT), enter it, and move it away.",
            )
            for copy in conflict_copies(file.path, file.beside.directory)
        ]
    )


def _generations(copy: int, here: int) -> str:
    return f" (generation {copy}, the file is at {here})" if copy else ""


def _place(file: TableFile) -> Iterator[Check]:
    kind = filesystem.kind_of(file.path)
    local = "Keep it on a disk of this machine, and let others come to it over SSH."
    if filesystem.is_shared(kind):
        yield Check(
            "disk",
            f"{kind}: locks and syncing do not hold there as they must",
            State.DOUBTFUL,
            local,
        )
    elif filesystem.is_memory(kind):
        yield Check("disk", f"{kind}: gone when the machine stops", State.DOUBTFUL, local)
    else:
        yield Check("disk", kind or "of a kind that this system does not tell")
    if folder := filesystem.synced_folder(file.path):
        yield Check(
            "disk",
            f"{plain(folder)} looks like a synced folder, which would mix up versions of the file",
            State.DOUBTFUL,
            local,
        )
    try:
        free = filesystem.free_bytes(file.path)
        size = file.path.stat().st_size if file.path.exists() else 0
    except OSError as error:
        yield Check("room", str(error.strerror), State.FAILED, "Look after the disk.")
        return
    if free < max(_ROOM * size, _LEAST_ROOM):
        text = f"{free / 1e6:.1f} MB free, the file has {size / 1e6:.1f} MB"
        yield Check("room", text, State.DOUBTFUL, "Make room before saves begin to fail.")
    else:
        yield Check("room", f"{free / 1e6:.0f} MB free")
