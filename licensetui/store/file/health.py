"""The health of a file and of what belongs to it, and what to do where it is not well."""

from __future__ import annotations

import stat
from collections.abc import Iterator
from datetime import datetime

from licensetui.domain import set_aside
from licensetui.domain.counting import counted
from licensetui.domain.history import History
from licensetui.domain.plain import plain
from licensetui.store.author import described
from licensetui.store.check import Check, State, limited
from licensetui.store.errors import UnreadableError
from licensetui.store.file import filesystem
from licensetui.store.file.backups import DAMAGED, FOREIGN
from licensetui.store.file.besidehealth import beside_checks
from licensetui.store.file.closed import why_closed
from licensetui.store.file.filesystem import unread
from licensetui.store.file.historyline import rewritten
from licensetui.store.file.layout import FORMAT
from licensetui.store.file.present import Present, present
from licensetui.store.file.tablefile import TableFile
from licensetui.store.recordhealth import record_checks

_ROOM = 20
"""So many times the size of the file should be free: temp file, backups, history."""
_LEAST_ROOM = 10_000_000


def checks(file: TableFile, now: datetime) -> Iterator[Check]:
    """Yield what there is to say of a file. Nothing is changed, and no lock is waited for."""
    try:
        found = present(file)
    except UnreadableError as error:
        remedy = "Restore your access (chown, chmod)."
        if file.path.exists() and not file.path.is_file():
            remedy = "Choose another file with --file, or move it away."
        yield Check("file", str(error), State.FAILED, remedy)
        return
    yield from _file(file, found)
    yield from _contents(file, found)
    yield from history_checks(file, found)
    yield from beside_checks(file, found, now)
    yield from _place(file)


def _file(file: TableFile, found: Present) -> Iterator[Check]:
    exists = file.path.exists()
    if exists:
        yield Check("file", described(file.path))
        if file.path.stat().st_mode & stat.S_IRWXO:
            yield Check(
                "file",
                "everyone on this machine has access",
                State.DOUBTFUL,
                f"Remove their access: chmod o-rwx {file.path}",
            )
    if file.beside.directory.is_dir() and not file.beside.directory.is_symlink():
        yield Check("data directory", described(file.beside.directory))
    if closed := why_closed(found.version.contents.moved):
        yield Check("saving", closed, State.DOUBTFUL, "Work there; nothing is saved here.")
    elif why := file.beside.why_read_only():
        yield Check(
            "saving", why, State.FAILED, ("Until then, everything can be read but not saved.")
        )
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
                "Put it back, or list the backups: licensetui restore",
            )
        else:
            yield Check("contents", "none yet: the first save creates the file")
        return
    if found.reason == DAMAGED:
        yield Check("contents", found.problem, State.DAMAGED, _remedy(found))
        return
    records = found.portfolio
    counts = f"licenses {len(records.licenses)}, contacts {len(records.contacts)}"
    numbers = f"format {FORMAT}, schema {found.version.schema}, generation {contents.generation}"
    if found.reason == FOREIGN:
        remedy = (
            "Nothing can be saved until you check it (licensetui list) and accept it "
            "(licensetui doctor --accept), or restore a backup (licensetui restore)."
        )
        yield Check("contents", f"{found.problem}; {numbers}, {counts}", State.DAMAGED, remedy)
    else:
        yield Check("contents", f"{numbers}, checksum OK, {counts}")
    yield from record_checks(found.version.contents.tables, records)


def _remedy(found: Present) -> str:
    if "update licensetui" in found.problem:
        return "Update licensetui: python -m pip install --upgrade licensetui"
    return "Restore a backup (licensetui restore); the damaged file is kept."


def _place(file: TableFile) -> Iterator[Check]:
    kind = filesystem.kind_of(file.path)
    local = "Keep it on a local disk, and let others use it over SSH."
    if filesystem.is_shared(kind):
        yield Check(
            "disk",
            f"{kind}: locks and syncing are not reliable there",
            State.DOUBTFUL,
            local,
        )
    elif filesystem.is_memory(kind):
        yield Check("disk", f"{kind}: lost when the machine stops", State.DOUBTFUL, local)
    else:
        yield Check("disk", kind or "unknown type")
    if folder := filesystem.synced_folder(file.path):
        yield Check(
            "disk",
            (f"{plain(folder)} looks like a synced folder, which can mix up versions of the file"),
            State.DOUBTFUL,
            local,
        )
    try:
        free = filesystem.free_bytes(file.path)
        size = file.path.stat().st_size if file.path.exists() else 0
    except OSError as error:
        yield Check("room", str(error.strerror), State.FAILED, "Check the disk.")
        return
    if free < max(_ROOM * size, _LEAST_ROOM):
        text = f"{free / 1e6:.1f} MB free, the file has {size / 1e6:.1f} MB"
        yield Check("room", text, State.DOUBTFUL, "Free up space before saves fail.")
    else:
        yield Check("room", f"{free / 1e6:.0f} MB free")


def history_checks(file: TableFile, found: Present) -> Iterator[Check]:
    """Yield what there is to say of the history of a file."""
    generation = found.version.contents.generation
    try:
        history = file.told()
        content = file.beside.gate.read(file.history.path)
    except UnreadableError as error:
        yield unread("history", error)
        return
    if content is None or not content[0]:
        if generation and not found.problem:
            yield Check("history", "none", State.DOUBTFUL, ("It starts again with the next save."))
        return
    count = len(history.all)
    yield Check("history", f"{counted(count, 'change')}; {described(file.history.path)}")
    damaged = content[0].count(b"\n") - rewritten(content[0], lambda line: line).count(b"\n")
    if damaged:
        yield Check(
            "history",
            f"{damaged} of its lines cannot be read and are not shown",
            State.DAMAGED,
            "The records themselves are not affected, but check the disk.",
        )
    if found.problem:
        return
    yield from _set_aside(history)
    last = history.entries[-1].number if history.entries else 0
    if last < generation:
        text = f"it ends at change {last}, but the file is at {generation}"
        yield Check("history", text, State.DOUBTFUL, "Missing changes cannot be undone.")


def _set_aside(history: History) -> Iterator[Check]:
    """Yield the changes that are not in the file, the oldest first, and why that may be."""
    why = "an older version of the file was put back, or a session was killed while saving"
    yield from limited(
        [
            Check(
                "history",
                f"{set_aside.found([entry])}: {why}",
                State.DOUBTFUL,
                f"{set_aside.remedy([entry])}.",
            )
            for entry in history.unsettled
        ]
    )
