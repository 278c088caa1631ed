"""Sessions killed at any moment: nothing confirmed is lost, nothing half is seen."""

from __future__ import annotations

import fcntl
import os
import random
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from licensetui.domain.history import History
from licensetui.store.errors import LockedError
from licensetui.store.file.filestore import FileStore
from tests.faults import writers
from tests.faults.files import backups_of, copy, edit, labels, leftovers, new_file, opened
from tests.faults.outcome import Run, Tally, Wrong
from tests.faults.writers import CHECKED, Model, Writer

_ROUNDS = {
    100: ({1: 60, 2: 40, 4: 30, 8: 20}, {1: 2400, 2: 1600, 4: 1200, 8: 800}, 0.02),
    1_000: ({1: 15, 2: 15, 4: 10, 8: 10}, {1: 1000, 2: 600, 4: 480, 8: 280}, 0.06),
    10_000: ({1: 4, 2: 3, 4: 3, 8: 3}, {1: 200, 2: 160, 4: 120, 8: 80}, 0.2),
}
"""By number of documents: rounds by number of writers, short and long; and how many seconds the
last writer may live, for one writer."""
_LIFE = 40
"""After how many rounds to begin with a new file: histories grow."""


@dataclass
class _Figures:
    """What shows that kills hit saves."""

    inside: int = 0
    """Kills between the begin of a save and its confirmation."""
    half: int = 0
    """Rounds after which a half-written file lay about."""
    kept: int = 0
    """Kills in a save that is in the file all the same."""
    aside: int = 0
    """Kills in a save that is in the history alone."""


def run(run: Run) -> Tally:
    """Kill writers of files of several sizes."""
    tally, chance, figures = Tally("kills"), run.chance(), _Figures()
    for documents, (short, long, longest) in _ROUNDS.items():
        base = new_file(run.directory(f"{documents}"), documents)
        _forget_history(base)
        for number, rounds in (long if run.is_long else short).items():
            for begin in range(0, rounds, _LIFE):
                life = _Life(base, run, longest * number**0.5, chance, tally, figures)
                life.live(number, min(_LIFE, rounds - begin))
    tally.notes += [
        f"{figures.inside:,} kills inside a save",
        f"{figures.kept:,} of these saves were done",
        f"{figures.aside:,} were set aside in the history",
        f"{figures.half:,} rounds left a half-written file",
    ]
    base = new_file(run.directory("control"), 100)
    unlimited = replace(run, seconds=float("inf"))
    for name, sabotage in _CONTROLS.items():
        control = Tally(name)
        for _ in range(10):
            if not control.has_failed:
                life = _Life(base, unlimited, 0.1, chance, control, _Figures())
                life.live(4, 5, sabotage)
        tally.must_fail(control)
    return tally


class _Life:
    """One file, from its beginning through some rounds of writers that are killed."""

    def __init__(
        self,
        base: Path,
        run: Run,
        longest: float,
        chance: random.Random,
        tally: Tally,
        figures: _Figures,
    ) -> None:
        self._run = run
        self._longest = longest
        self._chance = chance
        self._tally = tally
        self._figures = figures
        self._path = copy(base, run.place / f"{time.monotonic_ns()}")
        self._watcher = FileStore.open(self._path)
        self._before = labels(self._watcher)
        self._model = Model(self._watcher.portfolio)
        self._next: Counter[int] = Counter()
        self._begun: set[str] = set()
        self._confirmed: set[str] = set()
        self._aside: set[str] = set()
        # What the history has told to be set aside.

    def live(self, number: int, rounds: int, sabotage: Callable[[], None] | None = None) -> None:
        """Start writers, kill them, and look at the file, as often as it stays sound."""
        for at in range(rounds):
            if self._run.is_over:
                return
            self._tally.tries += number
            wrong = sum(self._tally.wrong.values())
            try:
                self._note(self._round(number, sabotage))
                self._check(at)
            except LockedError as error:
                self._tally.add(Wrong.STUCK, str(error))
            except Exception as error:
                self._tally.add(Wrong.UNREADABLE, repr(error))
            if sum(self._tally.wrong.values()) > wrong:
                return  # what follows from it is not counted again

    def _round(self, number: int, sabotage: Callable[[], None] | None) -> list[Writer]:
        alive = [
            writers.start(writer, self._next[writer] + 1, self._opener(), sabotage)
            for writer in range(number)
        ]
        began = time.monotonic()
        try:
            for after, writer in writers.some(number, self._chance, self._longest):
                if self._chance.random() < 0.3:
                    self._watch()
                time.sleep(max(0.0, began + after - time.monotonic()))
                alive[writer].kill()
        finally:
            for process in alive:
                process.kill()
                process.collect()
        self._watch()
        return alive

    def _opener(self) -> Callable[[], FileStore]:
        """Return what gives a writer its store: one that is open already, or a new one."""
        watcher = self._watcher
        if self._chance.random() < 0.5:
            return lambda: watcher
        return partial(FileStore.open, self._path)

    def _watch(self) -> None:
        """Look, as a session does that only looks, and has perhaps not seen the latest save."""
        if self._chance.random() < 0.5:
            self._watcher.refresh()
        self._watcher.history()

    def _note(self, dead: list[Writer]) -> None:
        """Take note of what the writers have confirmed."""
        self._figures.half += self._path.with_name(f".{self._path.name}.new").exists()
        found = FileStore.open(self._path).portfolio
        for writer in dead:
            if writer.complaint:
                wrong = Wrong.UNREADABLE if "Damaged" in writer.complaint else Wrong.UNTRUE
                self._tally.add(wrong, f"writer {writer.number}: {writer.complaint}")
            self._tally.confirmed += len(writer.confirmed)
            for number in writer.begun:
                self._begun.add(writers.label(writer.number, number))
                if number in writer.confirmed:
                    self._confirmed.add(writers.label(writer.number, number))
                self._next[writer.number] = number
                own = found.license(writer.number + 1)
                if number in writer.confirmed:
                    self._model.apply(writer.number, number)
                    if number % 3 == 0:
                        name = writers.added(writer.number, number).name
                        self._model.ids[name] = writer.confirmed[number]
                    continue
                self._figures.inside += 1
                if own and own.server_id == str(number):
                    self._figures.kept += 1
                    self._model.apply(writer.number, number)
        ids = [id for writer in dead for id in writer.confirmed.values() if id]
        if len(set(ids)) != len(ids):
            self._tally.add(Wrong.LOST, "an id was given twice")

    def _check(self, at: int) -> None:
        """See that the file is whole, has all that was confirmed, and can be written."""
        store = opened(self._path, self._tally, f"round {at}")
        if store is None:
            return
        for what in self._model.differences(store.portfolio):
            self._tally.add(Wrong.LOST, what)
        # Longer or shorter than a line that a killed writer may have left in the history.
        text = "x" * self._chance.randrange(3000)
        store.commit(edit(store, CHECKED, f"check {at}", notes=f"{at} {text}"))
        self._model.labels.add(f"check {at}")
        checked = store.portfolio.license(CHECKED)
        self._model.base = self._model.base.with_licenses([checked] if checked else [])
        for name in leftovers(self._path):
            self._tally.add(Wrong.LEFT, name)
        backups_of(self._path)
        self._check_history(store)

    def _check_history(self, store: FileStore) -> None:
        """See that the history has each change that is in the file once, and no other.

        One that was killed just before its change was in the file is set aside, and stays.
        """
        history = store.history()
        numbers = [entry.number for entry in history.all]
        if numbers != list(range(numbers[0], numbers[0] + len(numbers))):
            self._tally.add(Wrong.LOST, f"history: numbers {numbers[-5:]}")
        self._check_aside(store, history)
        seen = Counter(entry.label for entry in history.entries[len(self._before) :])
        for missing in self._model.labels - set(seen):
            self._tally.add(Wrong.LOST, f"history: {missing} is missing")
        for extra in set(seen) - self._model.labels:
            self._tally.add(Wrong.LOST, f"history: {extra} never happened")
        for twice in (name for name, times in seen.items() if times > 1):
            self._tally.add(Wrong.LOST, f"history: {twice} stands there twice")
        self._watcher.refresh()
        if self._watcher.history() != history:
            self._tally.add(Wrong.LOST, "history: a session that has watched sees another one")
        if self._watcher.portfolio != store.portfolio:
            self._tally.add(Wrong.LOST, "a session that has watched sees another portfolio")

    def _check_aside(self, store: FileStore, history: History) -> None:
        """See that only what was never confirmed is set aside, and that it stays."""
        aside = {entry.label for entry in history.aside}
        for one in aside & self._confirmed:
            self._tally.add(Wrong.LOST, f"history: {one} was confirmed and is set aside")
        for one in aside - self._begun:
            self._tally.add(Wrong.LOST, f"history: {one} was never begun")
        for one in self._aside - aside:
            self._tally.add(Wrong.LOST, f"history: {one} was set aside and is gone")
        self._figures.aside += len(aside - self._aside)
        self._aside = aside
        if store.set_aside() != history.unsettled:
            self._tally.add(Wrong.UNTRUE, "a quick look sees other changes set aside")


def _forget_history(path: Path) -> None:
    """Leave out the line that adds thousands of documents: it would be read in every round."""
    (path.with_name(f"{path.name}.d") / "history.jsonl").unlink(missing_ok=True)


def _write_in_place() -> None:
    def rename(old: str | Path, new: str | Path, src_dir_fd: int, dst_dir_fd: int) -> None:
        source = os.open(old, os.O_RDONLY, dir_fd=src_dir_fd)
        target = os.open(new, os.O_WRONLY | os.O_TRUNC, dir_fd=dst_dir_fd)
        while content := os.read(source, 1000):
            os.write(target, content)
        os.close(source)
        os.close(target)
        os.unlink(old, dir_fd=src_dir_fd)

    for name in ("rename", "replace"):
        setattr(os, name, rename)


def _lock_nothing() -> None:
    fcntl.flock = lambda descriptor, operation: None


_CONTROLS = {"written in place": _write_in_place, "without the lock": _lock_nothing}
"""Savers with a step left out: each must lose something."""
