"""A power cut at any step of a commit, on a disk that keeps no more than it must."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

from licensetui.domain.change import Change, Edit
from licensetui.domain.portfolio import Portfolio
from licensetui.store.errors import StoreError
from licensetui.store.file.filestore import FileStore
from tests.faults.disk_model import Disk, Operation, Sync, Tree, Write, after_power_cut
from tests.faults.files import (
    NAME,
    backups_of,
    edit,
    in_memory,
    labels,
    leftovers,
    new_file,
    opened,
)
from tests.faults.outcome import Run, Tally, Wrong
from tests.faults.recorder import Recorder, put
from tests.store.changes import new_license

_AGAIN = "save again"

Changes = tuple[Callable[[FileStore], Change], ...]
"""What to commit, one after the other, each as of what the store shows by then."""


@dataclass(frozen=True)
class Moment:
    """A moment at which the power can be cut."""

    done: list[Operation]
    """What the program had done by then."""
    confirmed: int
    """How many commits had returned."""
    begun: int
    """How many commits had been called."""


@dataclass(frozen=True)
class Film:
    """Some commits in a row, as recorded."""

    disk: Disk
    """The disk before the first."""
    moments: list[Moment]
    """All moments, in order."""
    known: list[tuple[Portfolio, list[str]]]
    """Portfolio and labels of the history: before the first commit, after it, and so on."""
    is_kept: bool
    """Whether the first commit asked for a backup."""


def run(run: Run) -> Tally:
    """Cut the power at every step of some commits, and look at all that may be on the disk."""
    tally = Tally("powercut")
    with in_memory(run) as place:
        for name, (documents, changes) in _SCENES.items():
            film = _filmed(place / name, documents, changes)
            looked = _Looking(film, place / "cut", tally, run, 1 if run.is_long else 0.1)
            looked.at(film.moments)
            tally.confirmed += len(changes)
            tally.notes.append(
                f"{name}: {len(film.moments)} moments, {len(looked.known):,} disks"
                f", {looked.again:,} cut again"
            )
        film = _filmed(place / "control", *_SCENES["next"])
        history = _node(film.disk, "history.jsonl")
        for name, is_left_out in _CONTROLS.items():
            control = Tally(name)
            unlimited = replace(run, is_long=False, seconds=float("inf"))
            _Looking(film, place / "cut", control, unlimited).at(
                [
                    replace(moment, done=[x for x in moment.done if not is_left_out(x, history)])
                    for moment in film.moments
                ]
            )
            tally.must_fail(control)
    return tally


class _Looking:
    """Looks at the disks that may be there after a power cut."""

    def __init__(self, film: Film, place: Path, tally: Tally, run: Run, again: float = 0) -> None:
        """Begin with nothing; on this share of the disks the power is cut a second time."""
        self._film = film
        self._place = place
        self._tally = tally
        self._run = run
        self._chance = run.chance()
        self._again = again
        self.known: dict[int, int | None] = {}
        """What was found on each disk: after how many commits it is; None if it is none of them."""
        self.again = 0
        """How many disks were looked at after a second power cut, in the save after the first."""

    def at(self, moments: list[Moment]) -> None:
        """Cut the power at each moment."""
        for moment in moments:
            trees = after_power_cut(
                self._film.disk, moment.done, self._run.of(400, 4000), self._chance
            )
            for tree in trees:
                if self._run.is_over:
                    return
                self._check(tree, moment)

    def _check(self, tree: Tree, moment: Moment) -> None:
        self._tally.tries += 1
        key = hash(frozenset(tree.items()))
        if key not in self.known:
            self.known[key] = self._found(tree)
            if self.known[key] is not None and self._chance.random() < self._again:
                self._cut_again(tree)
        found = self.known[key]
        if found is not None and not moment.confirmed <= found <= moment.begun:
            self._tally.add(
                Wrong.LOST,
                f"{moment.confirmed} commits confirmed, {moment.begun} begun, {found} found, "
                f"after {_words(moment.done)}",
            )

    def _found(self, tree: Tree) -> int | None:
        """Return after how many commits a disk is; None, and counted, if nobody can say."""
        put(tree, self._place)
        try:
            return self._opened(self._place / NAME)
        except Exception as error:
            kind = Wrong.UNREADABLE if isinstance(error, StoreError) else Wrong.UNTRUE
            self._tally.add(kind, f"{error!r} on {_names(tree)}")
            return None
        finally:
            shutil.rmtree(self._place)

    def _opened(self, path: Path) -> int | None:
        store = opened(path, self._tally, f"after a power cut: {list(path.parent.iterdir())}")
        if store is None:
            return None
        found = next(
            (at for at, (known, _) in enumerate(self._film.known) if known == store.portfolio),
            None,
        )
        if found is None:
            self._tally.add(Wrong.LOST, "what is in the file was never saved")
            return None
        wanted = self._film.known[found][1]
        if labels(store) != wanted:
            self._tally.add(Wrong.LOST, f"history {labels(store)} instead of {wanted}")
        backups = backups_of(path)
        if found and self._film.is_kept and self._film.known[0][0] not in backups:
            self._tally.add(Wrong.LOST, "the backup that was asked for")
        store.commit(replace(new_license("After the cut"), what=_AGAIN))
        again = FileStore.open(path)
        if again.portfolio != store.portfolio:
            self._tally.add(Wrong.LOST, "what is saved after the cut")
        if labels(again) != [*wanted, _AGAIN]:
            self._tally.add(Wrong.LOST, f"history {labels(again)} after {wanted} and one more")
        for name in leftovers(path):
            self._tally.add(Wrong.LEFT, name)
        return found

    def _cut_again(self, tree: Tree) -> None:
        """Cut the power a second time, in the first save after the first cut."""
        put(tree, self._place)
        film = _recorded(self._place, (lambda _: new_license("After the cut"),))
        shutil.rmtree(self._place)
        looking = _Looking(film, self._place, self._tally, replace(self._run, is_long=False))
        for moment in film.moments:
            for second in after_power_cut(film.disk, moment.done, 12, self._chance):
                if self._run.is_over:
                    return
                looking._check(second, moment)
        self.again += len(looking.known)


def _filmed(directory: Path, documents: int, changes: Changes) -> Film:
    directory.mkdir()
    if documents:
        new_file(directory, documents)
    film = _recorded(directory, changes)
    shutil.rmtree(directory)
    return film


def _recorded(directory: Path, changes: Changes) -> Film:
    """Commit some changes to the file in a directory, and return what that did to the disk."""
    recorder = Recorder(directory)
    store = FileStore.open(directory / NAME)
    known, returned, is_kept = [(store.portfolio, labels(store))], list[int](), False
    for change in changes:
        wanted = change(store)
        is_kept = is_kept or bool(wanted.backup)
        with recorder.recording():
            store.commit(wanted)
        returned.append(len(recorder.operations))
        known.append((store.portfolio, labels(store)))
    moments = []
    for step in range(len(recorder.operations) + 1):
        confirmed = sum(at <= step for at in returned)
        begun = min(confirmed + 1, len(changes))
        moments.append(Moment(recorder.operations[:step], confirmed, begun))
    return Film(recorder.before, moments, known, is_kept)


def _edit(store: FileStore) -> Change:
    return edit(store, 1, notes=store.portfolio.licenses[0].notes + " later")


def _remove(store: FileStore) -> Change:
    return Change("remove", (Edit(store.portfolio.licenses[-1], None),))


_SCENES: dict[str, tuple[int, Changes]] = {
    "first": (0, (lambda _: new_license("One"), lambda _: new_license("Two"))),
    "next": (3, (_edit, _edit, _remove)),
    "import": (3, (lambda _: replace(new_license("Imported"), backup="import"),)),
}
"""How many documents there are before, and what is committed then."""

_CONTROLS: dict[str, Callable[[Operation, int], bool]] = {
    "without fsync of the new file": lambda done, history: (
        isinstance(done, Sync) and done.node > 0 and done.node != history
    ),
    "without fsync of the history": lambda done, history: (
        isinstance(done, Sync) and done.node == history
    ),
    "without fsync of directories": lambda done, _: isinstance(done, Sync) and done.node <= 0,
}
"""Saves with a step left out: each must lose something."""


def _node(disk: Disk, name: str) -> int:
    """Return the node that has a name, in whatever directory."""
    return next(names[name] for names in disk.directories.values() if name in names)


def _words(done: list[Operation]) -> str:
    return ", ".join(
        f"{type(operation).__name__} {getattr(operation, 'node', '')}".strip()
        if not isinstance(operation, Write)
        else f"Write {operation.node} {len(operation.content)}"
        for operation in done[-8:]
    )


def _names(tree: Tree) -> str:
    return ", ".join(f"{name} {len(content or b'')}" for name, content in sorted(tree.items()))
