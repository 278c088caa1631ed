"""Every system call of a commit: killed in it once, and failed once with each error it can give."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

from licensetui.domain.change import Change, Edit
from licensetui.domain.portfolio import Portfolio
from licensetui.store.errors import NotDurableError, NotSavedError, StoreError
from licensetui.store.file.filestore import FileStore
from tests.faults import strace
from tests.faults.files import NAME, backups_of, copy, edit, labels, leftovers, new_file, opened
from tests.faults.outcome import Run, Tally, Wrong
from tests.faults.strace import Call
from tests.store.changes import new_license

_WRITES = {"write", "pwrite64", "writev", "fsync", "fdatasync", "ftruncate", "truncate"}
_NAMES = {"rename", "renameat", "renameat2", "link", "linkat", "mkdir", "mkdirat"}
_REMOVES = {"unlink", "unlinkat", "rmdir"}
_RIGHTS = {"chmod", "fchmod", "fchmodat", "chown", "fchown", "fchownat", "utimensat"}
_READS = {"read", "pread64", "getdents64", "readlink", "flock", "close"}
_LOOKS = {"stat", "lstat", "fstat", "newfstatat", "statx"}
_COPIES = {"copy_file_range", "sendfile"}
_ERRORS = {
    "ENOSPC": _WRITES | _NAMES | _COPIES,
    "EDQUOT": _WRITES | _NAMES | _COPIES,
    "EROFS": (_NAMES | _REMOVES | _RIGHTS),
    "EIO": _WRITES | _NAMES | _REMOVES | _RIGHTS | _READS | _LOOKS | _COPIES,
    "EMFILE": {"dup", "dup2", "dup3", "socket", "fcntl"},
}
"""By error, the system calls that can give it; `openat` can give every one."""
_SAVED = "saved"


@dataclass(frozen=True)
class _Deed:
    """What is done to a file."""

    documents: int
    """How many licenses there are before; 0 if there is no file."""
    change: Callable[[FileStore], Change]
    """What to commit."""
    meanwhile: Callable[[FileStore], Change] | None = None
    """What another session commits after this one has opened the file."""
    is_kept: bool = False
    """Whether the state before the commit must become a backup."""
    is_first_of_day: bool = False
    """Whether it is the first save of a day to an old file, which becomes a backup."""


@dataclass(frozen=True)
class _Scene:
    """A commit, and what must be true before and after it."""

    base: Path
    """The file as it was."""
    deed: _Deed
    """The commit."""
    before: tuple[Portfolio, list[str]]
    """Portfolio and history before it."""
    after: tuple[Portfolio, list[str]]
    """Portfolio and history after it."""


def run(run: Run) -> Tally:
    """Hurt the system calls of several sorts of commits."""
    tally = Tally("syscalls", skipped=strace.why_not())
    if tally.skipped:
        return tally
    for name in run.names(("daily", "merged"), tuple(_SCENES)):
        scene = _scene(name, run)
        clean = _Child(scene.base, scene.deed, run.place / "clean")
        calls = strace.watch(clean.commit, run.place / "trace").calls
        tally.confirmed += 1
        hit = [
            _try(scene, call, fault, run, tally)
            for call in calls
            for fault in ("KILL", *errors_of(call))
            if not run.is_over
        ]
        tally.notes.append(f"{name}: {len(calls)} calls, {sum(hit)} faults")
        # The C library asks for a name service now and then: such a call does not come again.
        if sum(hit) < 0.95 * len(hit):
            tally.add(Wrong.UNTRUE, f"{name}: only {sum(hit)} of {len(hit)} faults came about")
    return tally


class _Child:
    """What the child does: everything is read and ready, so that only the commit is watched."""

    def __init__(self, base: Path, deed: _Deed, directory: Path) -> None:
        shutil.rmtree(directory, ignore_errors=True)
        self.path = copy(base, directory)
        self.store = FileStore.open(self.path)
        self.change = deed.change(self.store)
        if deed.meanwhile:
            other = FileStore.open(self.path)
            other.commit(deed.meanwhile(other))

    def commit(self) -> str:
        """Commit, and say how that went."""
        try:
            self.store.commit(self.change)
        except StoreError as error:
            return f"{type(error).__name__}: {error}"
        return _SAVED

    def commit_twice(self) -> str:
        """Commit, and once more if it was not saved; say how each went."""
        said = self.commit()
        return f"{said}\n{self.commit()}" if said.startswith(NotSavedError.__name__) else said


def _try(scene: _Scene, call: Call, fault: str, run: Run, tally: Tally) -> bool:
    """Commit with one fault, look at what is left, and return whether the fault came about."""
    tally.tries += 1
    what = "signal=KILL" if fault == "KILL" else f"error={fault}"
    child = _Child(scene.base, scene.deed, run.place / "tried")
    # strace makes a close fail by not closing at all: the lock would be kept, as it never is.
    thing = child.commit if call.name == "close" else child.commit_twice
    watched = strace.watch(thing, run.place / "trace", f"{call.name}:{what}:when={call.number}")
    _check(scene, child.path, watched.said, f"{fault} in {call}", tally)
    return watched.was_hit


def _check(scene: _Scene, path: Path, said: str, where: str, tally: Tally) -> None:
    first, _, second = said.partition("\n")
    kind = first.partition(":")[0]
    if said.startswith("Traceback") or "Traceback" in second:
        frames = [line.strip() for line in said.splitlines() if "/licensetui/" in line]
        tally.add(Wrong.UNTRUE, f"{where}: {said.splitlines()[-1]} {frames[-1:]}")
    if kind == NotSavedError.__name__ and second not in (_SAVED, ""):
        tally.add(Wrong.LOST, f"{where}: {first}, and then: {second}")
    store = opened(path, tally, where)
    if store is None:
        return
    try:
        found = (store.portfolio, labels(store))
        allowed = {
            _SAVED: (scene.after,),
            NotDurableError.__name__: (scene.after,),
            NotSavedError.__name__: (scene.after if second == _SAVED else scene.before,),
            "": (scene.before, scene.after),
            "Traceback (most recent call last)": (scene.before, scene.after),
        }.get(kind, (scene.before,))
        if found not in allowed:
            what = "history" if any(found[0] == state[0] for state in allowed) else "portfolio"
            tally.add(Wrong.LOST, f"{where}: said {first!r}, but the {what} is another")
        if kind and store.set_aside():  # only who was killed could not take it back
            tally.add(Wrong.UNTRUE, f"{where}: said {first!r}, and a change is set aside")
        if first == _SAVED and scene.deed.is_kept and scene.before[0] not in backups_of(path):
            tally.add(Wrong.LOST, f"{where}: the backup that was asked for")
        store.commit(new_license("Afterwards"))
        backups_of(path)
    except StoreError as error:
        wrong = Wrong.STUCK if "is saving" in str(error) else Wrong.UNREADABLE
        tally.add(wrong, f"{where}: {error}")
    for name in leftovers(path):
        tally.add(Wrong.LEFT, f"{where}: {name}")


def errors_of(call: Call) -> list[str]:
    """Return the errors that a system call can give."""
    if call.name not in ("open", "openat", "creat"):
        return [error for error, names in _ERRORS.items() if call.name in names]
    writes = "O_WRONLY" in call.arguments or "O_RDWR" in call.arguments
    if "O_CREAT" in call.arguments:
        return [*_ERRORS]
    return ["EROFS", "EIO", "EMFILE"] if writes else ["EIO", "EMFILE"]


def _scene(name: str, run: Run) -> _Scene:
    deed, directory = _SCENES[name], run.directory(name)
    path = directory / NAME
    if deed.documents:
        store = FileStore.open(new_file(directory, deed.documents))
        if not deed.is_first_of_day:
            store.commit(edit(store, 1, notes="before"))
    done = _Child(path, deed, run.place / "scene")
    before = _found(done.path)
    done.commit()
    return _Scene(path, deed, before, _found(done.path))


def _found(path: Path) -> tuple[Portfolio, list[str]]:
    store = FileStore.open(path)
    return store.portfolio, labels(store)


def _remove(store: FileStore) -> Change:
    return Change("remove", (Edit(store.portfolio.licenses[-1], None),))


_SCENES = {
    "first": _Deed(0, lambda _: new_license("One")),
    "daily": _Deed(5, lambda store: edit(store, 1, notes="later"), is_first_of_day=True),
    "next": _Deed(5, lambda store: edit(store, 1, notes="later")),
    "merged": _Deed(5, _remove, lambda store: edit(store, 2, notes="theirs")),
    "import": _Deed(5, lambda _: replace(new_license("Imported"), backup="import"), is_kept=True),
}
"""Sorts of commits."""
