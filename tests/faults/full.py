"""Disks that are really full or read-only: said as what they are, and nothing half written."""

from __future__ import annotations

import os
import random
import resource
from contextlib import suppress
from pathlib import Path

from licensetui.domain.change import Change
from licensetui.store.errors import NotSavedError, ReadOnlyError, StoreError
from licensetui.store.file.filestore import FileStore
from tests.faults.children import (
    become_nobody,
    in_child,
    make_read_only,
    own_mounts,
    small_disk,
)
from tests.faults.files import edit, labels, leftovers, new_file, opened
from tests.faults.outcome import Run, Tally, Wrong
from tests.store.changes import new_license

_FULL = "disk full"


def run(run: Run) -> Tally:
    """Fill small disks of our own, and write where writing is not allowed."""
    tally = Tally("full")
    in_child(lambda tally: _disks(run, tally), tally)
    if tally.skipped:
        tally.notes.append(f"SKIPPED: no disks of our own, {tally.skipped}")
        tally.skipped = ""
    in_child(lambda tally: _protected(run.directory("protected"), tally), tally)
    _limited(run, tally)
    return tally


def _disks(run: Run, tally: Tally) -> None:
    own_mounts()
    place, chance = run.directory("disk"), run.chance()
    for number in range(run.of(120, 3000)):
        if run.is_over:
            break
        size = chance.randrange(100, 400)
        with small_disk(place, f"size={size}k"):
            _fill_with_bytes(place, chance, tally)
        if number % 4 == 0:
            with small_disk(place, "size=400k,nr_inodes=40"):
                _fill_with_names(place, chance, tally)
    with small_disk(place, "size=400k"):
        _write_protect(place, tally)


def _fill_with_bytes(place: Path, chance: random.Random, tally: Tally) -> None:
    """Leave a little room on a disk, and save more and more until it is full."""
    path = new_file(place, chance.randrange(1, 25))
    store = FileStore.open(path)
    ballast = place / "licenses.json.d" / "drafts"  # a name that may be there
    ballast.mkdir(exist_ok=True)
    status = os.statvfs(place)
    free = status.f_bavail * status.f_frsize
    left = min(free, chance.randrange(0, 2 * path.stat().st_size + 8192))
    (ballast / "ballast").write_bytes(bytes(free - left))
    _until_full(store, path, ballast / "ballast", chance, tally)


def _fill_with_names(place: Path, chance: random.Random, tally: Tally) -> None:
    """Leave room for a few more files on a disk, and save until there is none."""
    path = new_file(place, 3)
    store = FileStore.open(path)
    ballast = place / "licenses.json.d" / "drafts"
    ballast.mkdir(exist_ok=True)
    names = list[Path]()
    with suppress(OSError):
        while True:
            name = ballast / f"ballast{len(names)}"
            name.touch()
            names.append(name)
    for name in names[: chance.randrange(0, 3)]:
        name.unlink()
        names.remove(name)
    _until_full(store, path, names[-1], chance, tally, most=6)
    for name in names[:-1]:
        name.unlink()


def _until_full(
    store: FileStore,
    path: Path,
    ballast: Path,
    chance: random.Random,
    tally: Tally,
    most: int = 500,
) -> None:
    for number in range(most):
        change = edit(store, 1, notes=f"{number}" * chance.randrange(1, 400))
        before, history = path.read_bytes(), labels(store)
        try:
            store.commit(change)
            tally.confirmed += 1
        except StoreError as error:
            tally.tries += 1
            _check_refused(error, _FULL, path, before, tally)
            if labels(FileStore.open(path)) != history:
                tally.add(Wrong.LOST, "the history tells of a change that was not saved")
            break
    else:
        return
    with suppress(NotSavedError):  # still full: nothing gets worse by trying again
        store.commit(edit(store, 1, notes="x" * 500_000))
        tally.add(Wrong.UNTRUE, "half a megabyte fits on a full disk")
    ballast.unlink()
    _save(store, change, path, tally)


def _save(store: FileStore, change: Change, path: Path, tally: Tally) -> None:
    """Save what was refused before: now it must go through."""
    try:
        store.commit(change)
        tally.confirmed += 1
    except StoreError as error:
        tally.add(Wrong.LOST, f"refused though the disk is well again: {error}")
        return
    again = opened(path, tally, "after the disk is well again")
    if again and again.portfolio != store.portfolio:
        tally.add(Wrong.LOST, "what was saved when the disk was well again")
    if again and labels(again)[-1:] != [change.label]:
        tally.add(Wrong.LOST, "the history of what was saved when the disk was well again")
    for name in leftovers(path):
        tally.add(Wrong.LEFT, name)


def _check_refused(error: StoreError, why: str, path: Path, before: bytes, tally: Tally) -> None:
    """See that a refused save says why, and has left all as it was."""
    said = str(error)
    if not isinstance(error, NotSavedError) or not said.startswith("NOT SAVED") or why not in said:
        tally.add(Wrong.UNTRUE, f"{type(error).__name__} {said!r} instead of NOT SAVED: {why}")
    if path.read_bytes() != before:
        tally.add(Wrong.LOST, f"changed by a save that was refused: {said}")
    opened_again = FileStore.open(path)
    if opened_again.set_aside():
        tally.add(Wrong.UNTRUE, f"a change is set aside that was refused: {said}")
    if opened_again.portfolio.licenses == ():
        tally.add(Wrong.UNREADABLE, said)
    for name in leftovers(path):
        tally.add(Wrong.LEFT, f"{name} after {said}")


def _write_protect(place: Path, tally: Tally) -> None:
    """Make a disk read-only under a session, and writable again."""
    path = new_file(place, 5)
    store = FileStore.open(path)
    change, before = new_license("Later"), path.read_bytes()
    make_read_only(place, "size=400k", read_only=True)
    _check_protected(store, change, path, before, "read-only", tally)
    make_read_only(place, "size=400k", read_only=False)
    _save(store, change, path, tally)


def _protected(place: Path, tally: Tally) -> None:
    """Protect the directory, or the one beside the file, under a session of an ordinary user."""
    become_nobody(place, place.parent)
    for name, protect in (("outer", "."), ("beside", "licenses.json.d")):
        (place / name).mkdir()
        path = new_file(place / name, 5)
        store = FileStore.open(path)
        change, before = new_license("Later"), path.read_bytes()
        (path.parent / protect).chmod(0o500)
        if name == "outer":
            _check_protected(store, change, path, before, "no permission", tally)
        else:
            _check_beside(store, path, tally)
        (path.parent / protect).chmod(0o700)
        _save(store, change, path, tally)


def _check_beside(store: FileStore, path: Path, tally: Tally) -> None:
    """Save where nothing new can be made beside the file: whole, or refused."""
    tally.tries += 1
    before, history = store.portfolio, labels(store)
    try:
        store.commit(new_license("Perhaps"))
        wanted = (store.portfolio, [*history, "add Perhaps"])
    except NotSavedError:
        wanted = (before, history)
    again = FileStore.open(path)
    if (again.portfolio, labels(again)) != wanted:
        tally.add(Wrong.LOST, "with a protected directory beside the file")


def _check_protected(
    store: FileStore, change: Change, path: Path, before: bytes, why: str, tally: Tally
) -> None:
    tally.tries += 2
    try:
        store.commit(change)
        tally.add(Wrong.UNTRUE, f"saved although there is {why}")
    except StoreError as error:
        _check_refused(error, why, path, before, tally)
    late = FileStore.open(path)
    if not late.why_read_only:
        tally.add(Wrong.UNTRUE, f"opened for writing although there is {why}")
    labels(late)
    try:
        late.commit(change)
        tally.add(Wrong.UNTRUE, f"saved although there is {why}")
    except ReadOnlyError:
        pass


def _limited(run: Run, tally: Tally) -> None:
    """Save more than the user's largest file may have: an error in the midst of writing."""
    path = new_file(run.directory("limited"), 40)
    store = FileStore.open(path)
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    for number in range(run.of(20, 200)):
        change = edit(store, 1 + number % 40, notes=f"{number} " * 100)
        before = path.read_bytes()
        try:
            limit = 100 + len(before) * number // 40
            resource.setrlimit(resource.RLIMIT_FSIZE, (limit, hard))
            store.commit(change)
            tally.confirmed += 1
        except StoreError as error:
            tally.tries += 1
            resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
            _check_refused(error, "", path, before, tally)
            _save(store, change, path, tally)
        finally:
            resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
