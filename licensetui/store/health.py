"""Whether a file and what belongs to it are well, and what to do where they are not."""

from __future__ import annotations

import fcntl
import os
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from enum import Enum
from pathlib import Path

from licensetui.domain.plain import plain
from licensetui.store import codec, disk, filesystem
from licensetui.store.backups import DAMAGED, FOREIGN
from licensetui.store.errors import StoreError, UnreadableError
from licensetui.store.forgetkeys import Keys
from licensetui.store.historyline import rewritten
from licensetui.store.layout import FORMAT
from licensetui.store.present import Present, contents_of, dangling, present
from licensetui.store.tablefile import TableFile

_MOST = 10
"""Lines about things of one sort."""
_ROOM = 20
"""So many times the size of the file should be free: temp file, backups, history."""
_LEAST_ROOM = 10_000_000


class State(Enum):
    """How well something is."""

    FINE = "fine"
    """Nothing to do."""
    DOUBTFUL = "doubtful"
    """It works, but somebody should look."""
    DAMAGED = "damaged"
    """What is there is broken, or not ours."""
    FAILED = "failed"
    """It cannot be read or written."""
    UNSET = "unset"
    """What the user has set cannot be used."""

    @property
    def mark(self) -> str:
        """How it is marked: `ok`, `!` or `x`."""
        return {State.FINE: "ok", State.DOUBTFUL: "!"}.get(self, "x")


@dataclass(frozen=True)
class Check:
    """What was looked at, and what was found."""

    subject: str
    """What, in a word."""
    text: str
    """What was found."""
    state: State = State.FINE
    """How well it is."""
    remedy: str = ""
    """What to do, as a sentence; empty if there is nothing to do."""


def checks(file: TableFile, now: datetime) -> Iterator[Check]:
    """Yield what there is to say of a file. Nothing is changed, and no lock is waited for."""
    try:
        found = present(file)
    except UnreadableError as error:
        yield Check("file", str(error), State.FAILED, "Give it back to yourself (chown, chmod).")
        return
    yield from _file(file)
    yield from _contents(file, found)
    yield from _history(file, found)
    yield from _backups(file, now)
    yield from _drafts(file)
    yield from _leftovers(file)
    yield from _place(file)


def _file(file: TableFile) -> Iterator[Check]:
    exists = file.path.exists()
    if exists:
        yield Check("file", filesystem.described(file.path))
        if file.path.stat().st_mode & stat.S_IRWXO:
            yield Check(
                "file",
                "everybody on this machine may use it",
                State.DOUBTFUL,
                f"Close it to others: chmod o-rwx {file.path}",
            )
    if file.beside.directory.exists():
        yield Check("beside it", filesystem.described(file.beside.directory))
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
    yield from _limited(
        [
            Check("reference", problem, State.DOUBTFUL, "Edit that record, and choose another.")
            for problem in dangling(found.portfolio)
        ]
    )


def _keys(found: Present) -> Iterator[Check]:
    """Name what looks like a license key, by its end alone."""
    _, traces = Keys().tables_without(found.version.contents.tables)
    remedy = "If it is one: licensetui forget --keys. If it is a number, all is well."
    yield from _limited(
        [Check("license key", trace, State.DOUBTFUL, remedy) for trace in dict.fromkeys(traces)]
    )


def _remedy(found: Present) -> str:
    if "update licensetui" in found.problem:
        return "Update licensetui: python -m pip install --upgrade licensetui"
    return "Go back to a backup (licensetui restore); the damaged file is kept."


def _history(file: TableFile, found: Present) -> Iterator[Check]:
    generation = found.version.contents.generation
    try:
        entries = file.history.read(generation).entries
        content = disk.read(file.history.path)
    except UnreadableError as error:
        yield Check("history", str(error), State.FAILED, "Give it back to yourself (chown, chmod).")
        return
    if content is None or not content[0]:
        if generation and not found.problem:
            yield Check("history", "none", State.DOUBTFUL, "It begins again with the next save.")
        return
    yield Check("history", f"{len(entries)} changes; {filesystem.described(file.history.path)}")
    damaged = content[0].count(b"\n") - rewritten(content[0], lambda line: line).count(b"\n")
    if damaged:
        yield Check(
            "history",
            f"{damaged} of its lines cannot be read, so what they told is not shown",
            State.DAMAGED,
            "The records themselves are not concerned, but look after the disk.",
        )
    last = entries[-1].number if entries else 0
    if found.problem or last == generation:
        return
    if last > generation:
        text = f"it goes up to change {last}, the file is at {generation}: an old copy of it"
        yield Check("history", text, State.DOUBTFUL, "Compare with licensetui restore and history.")
    else:
        text = f"it goes up to change {last}, the file is at {generation}"
        yield Check("history", text, State.DOUBTFUL, "What is missing cannot be undone.")


def _backups(file: TableFile, now: datetime) -> Iterator[Check]:
    try:
        backups = file.backups.all()
    except UnreadableError as error:
        yield Check("backups", str(error), State.FAILED, "Give it back to yourself (chown, chmod).")
        return
    place = file.backups.directory
    if place.exists() and not os.access(place, os.W_OK | os.X_OK):
        yield Check(
            "backups",
            f"none can be made in {filesystem.described(place)}",
            State.DOUBTFUL,
            "Let its owner open it to you (chmod g+rwx), or no import can be saved.",
        )
    bad = []
    for backup in backups:
        if backup.reason in (DAMAGED, FOREIGN):  # kept as they were
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
    yield from _limited(bad)


def _drafts(file: TableFile) -> Iterator[Check]:
    try:
        count = len(list(file.beside.drafts.iterdir()))
    except FileNotFoundError:
        return
    except OSError as error:
        yield Check("drafts", str(error), State.FAILED, "Give it back to yourself (chown, chmod).")
        return
    if count:
        sessions = "session" if count == 1 else "sessions"
        text = f"of {count} {sessions}; the program offers yours once their session is over"
        yield Check("drafts", text)


def _leftovers(file: TableFile) -> Iterator[Check]:
    holder = _holder(file.beside.lock)
    if holder:
        yield Check(
            "lock",
            f"{plain(holder)} is saving at this moment",
            State.DOUBTFUL,
            "If that lasts, see what that process is doing; the lock goes when it ends.",
        )
        return
    yield Check("lock", "free")
    left = [file.path.with_name(f".{file.path.name}.new")]
    left += [*file.beside.directory.glob(".*.new"), *file.beside.backups.glob(".*.new")]
    yield from _limited(
        [
            Check(
                "leftover",
                f"{path} was left by a session that was killed",
                State.DOUBTFUL,
                f"Nothing in it was ever confirmed; the next save may remove it, or: rm {path}",
            )
            for path in left
            if path.exists()
        ]
    )


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


def _limited(found: list[Check]) -> Iterator[Check]:
    yield from found[:_MOST]
    if len(found) > _MOST:
        yield Check(found[0].subject, f"and {len(found) - _MOST} more", found[0].state)


def _holder(lock: Path) -> str:
    """Return who holds the lock; empty if nobody does."""
    try:
        descriptor = os.open(lock, os.O_RDONLY | os.O_CLOEXEC)
    except OSError:  # never used, or closed to us, which is told elsewhere
        return ""
    try:
        fcntl.flock(descriptor, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except BlockingIOError:
        return os.pread(descriptor, 200, 0).decode(errors="replace").strip() or "another session"
    finally:
        os.close(descriptor)
    return ""
