"""A session that is stopped in the midst of a save: others learn who holds the lock."""

from __future__ import annotations

import os
import signal
import time
from functools import partial
from pathlib import Path
from typing import Any

from licensetui.store.errors import LockedError
from licensetui.store.file.filestore import FileStore
from tests.faults.children import in_child
from tests.faults.files import edit, labels, leftovers, new_file
from tests.faults.outcome import Run, Tally, Wrong

_WAIT = 0.15
"""Seconds that the waiting session is patient."""
_SLACK = 2.0
"""Seconds that a busy machine may add to that."""


def run(run: Run) -> Tally:
    """Stop a session while it holds the lock, and another one while it waits for it."""
    tally = Tally("stopped")
    path = new_file(run.directory("file"), 10)
    for number in range(run.of(10, 200)):
        if run.is_over:
            break
        # In a child: a process that waits for a lock has threads, and must not be forked again.
        in_child(partial(_stop_holder, path, number), tally)
        in_child(partial(_stop_next_in_line, path, number), tally)
    for name in leftovers(path):
        tally.add(Wrong.LEFT, name)
    return tally


def _stop_holder(path: Path, number: int, tally: Tally) -> None:
    tally.tries += 1
    history = labels(FileStore.open(path))
    holder = _session(path, 1, f"holder {number}", stops=True)
    _wait_until_stopped(holder)
    try:
        store = _must_wait(path, holder, number, tally)
    finally:
        os.kill(holder, signal.SIGCONT)
    _must_end(holder, tally)
    _save(store, number, tally)
    again = FileStore.open(path)
    notes = [again.portfolio.licenses[at].notes for at in (0, 1)]
    if notes != [f"holder {number}", f"waiter {number}"]:
        tally.add(Wrong.LOST, f"notes {notes} in round {number}")
    if labels(again) != [*history, f"holder {number}", f"waiter {number}"]:
        tally.add(Wrong.LOST, f"history {labels(again)[-3:]} in round {number}")


def _stop_next_in_line(path: Path, number: int, tally: Tally) -> None:
    """Stop a session that waits: when the holder has saved, it may be in the way, unseen."""
    tally.tries += 1
    holder = _session(path, 3, f"first {number}", stops=True)
    _wait_until_stopped(holder)
    second = _session(path, 4, f"second {number}", stops=False)
    time.sleep(_WAIT)  # it is waiting by now, or will be stopped before it does
    os.kill(second, signal.SIGSTOP)
    _wait_until_stopped(second)
    os.kill(holder, signal.SIGCONT)
    _must_end(holder, tally)
    try:
        _save(FileStore.open(path, wait=_WAIT), number, tally)
    except LockedError as error:
        if f"process {second}" not in str(error):
            tally.add(Wrong.UNTRUE, f"process {second} is in the way, but: {error}")
    finally:
        os.kill(second, signal.SIGCONT)
    _must_end(second, tally)
    _save(FileStore.open(path, wait=_SLACK), number, tally)


def _must_wait(path: Path, holder: int, number: int, tally: Tally) -> FileStore:
    """Open the file at once, and be told who holds the lock when patience is over."""
    began = time.monotonic()
    store = FileStore.open(path, wait=_WAIT)
    labels(store)
    store.refresh()
    if time.monotonic() - began > _SLACK:
        tally.add(Wrong.STUCK, "opening waits for the holder")
    began = time.monotonic()
    try:
        store.commit(edit(store, 2, f"waiter {number}", notes="not yet"))
        tally.add(Wrong.UNTRUE, "saved while another session holds the lock")
    except LockedError as error:
        if f"process {holder}" not in str(error):
            tally.add(Wrong.UNTRUE, f"process {holder} holds it, but: {error}")
    if not _WAIT <= time.monotonic() - began < _WAIT + _SLACK:
        tally.add(Wrong.STUCK, f"{time.monotonic() - began:.2f} s of patience, not {_WAIT}")
    return store


def _save(store: FileStore, number: int, tally: Tally) -> None:
    store.commit(edit(store, 2, f"waiter {number}", notes=f"waiter {number}"))
    tally.confirmed += 1


def _session(path: Path, id: int, label: str, *, stops: bool) -> int:
    """Fork a session that saves one edit and, perhaps, stops in the midst of it."""
    child = os.fork()
    if child:
        return child
    try:
        store = FileStore.open(path)
        change = edit(store, id, label, notes=label)
        if stops:
            _stop_in_fsync()
        store.commit(change)
        os._exit(0)
    finally:
        os._exit(1)


def _stop_in_fsync() -> None:
    real = os.fsync

    def stop(fd: Any) -> None:
        os.fsync = real
        real(fd)
        os.kill(os.getpid(), signal.SIGSTOP)

    os.fsync = stop


def _wait_until_stopped(process: int) -> None:
    _, status = os.waitpid(process, os.WUNTRACED)
    if not os.WIFSTOPPED(status):
        raise RuntimeError(f"the session ended before it came to a stop: {status}")


def _must_end(process: int, tally: Tally) -> None:
    _, status = os.waitpid(process, 0)
    if status:
        tally.add(Wrong.LOST, f"the session that went on ended with {status}")
    tally.confirmed += status == 0
