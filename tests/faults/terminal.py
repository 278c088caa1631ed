"""Random keys, mouse, pastes, sizes, odd bytes and signals through a real terminal.

Each session leads to some screen or form, sends what chance wants, and then Ctrl+Q or a signal.
It must end soon, with the right exit code, with the terminal as it was and without a traceback;
and the history, replayed over nothing, must give the records of the file.
"""

from __future__ import annotations

import fcntl
import os
import random
import select
import signal
import struct
import sys
import termios
import time
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from typing import Any

from licensetui.demo import demo_portfolio
from licensetui.domain.history import History, RecordKind
from licensetui.domain.portfolio import Portfolio
from licensetui.store import codec
from licensetui.store.errors import StoreError
from licensetui.store.file.filestore import FileStore
from tests.builders import TODAY
from tests.faults import chance_keys
from tests.faults.files import NAME, edit, opened
from tests.faults.outcome import Run, Tally, Wrong
from tests.store.changes import all_new
from tests.tui.window import Window, plain, waited_for_others

AT_ONCE = 3
"""Sessions at a time."""
SOON = 2.0
"""Seconds in which a session must have ended."""
STOP = b"\x1a"
"""Ctrl+Z."""
PATIENCE = 20.0
"""Seconds after which a program reads nothing any more; a megabyte takes some."""
SETTLED = 3.0
"""Seconds after which a stop is over."""
MOST_AHEAD = 25
"""Keys that are sent at once."""
_ENDS = {signal.SIGHUP: 129, signal.SIGINT: 130, signal.SIGTERM: 143}
_TOUCHES = (signal.SIGWINCH, signal.SIGCONT, signal.SIGTSTP)
_READY = "\x05here\x05"
_PROGRAM = f"""
import sys
{{before}}
from licensetui.cli import main
sys.stderr.write({_READY!r}); sys.stderr.flush()
sys.exit(main())
"""
_UNGUARDED = """
from textual.drivers.linux_driver import LinuxDriver
from licensetui.tui.terminal.driver import TerminalDriver
TerminalDriver.run_input_thread = LinuxDriver.run_input_thread
"""
"""Reads the terminal as Textual does, which a single byte ends."""

_FRAMES = dict.fromkeys(range(9472, 9600), " ")
# What is drawn around the parts of a traceback.

Records = dict[tuple[RecordKind, int], dict[str, Any]]


def run(run: Run) -> Tally:
    """Run the sessions, and a control that must be caught."""
    sessions, keys = run.of(6, 200), run.of(84, 250)
    tally = _all(run, "terminal", [str(number) for number in range(sessions)], keys)
    names = [f"control-{number}" for number in range(run.of(2, 4))]
    tally.must_fail(_all(run, "that reads as Textual does", names, keys, _UNGUARDED))
    return tally


def _all(run: Run, name: str, names: list[str], keys: int, before: str = "") -> Tally:
    """Run sessions, some at a time because they wait more than they work, and count together."""
    together, slowest = Tally(name), 0.0

    def one(name: str) -> _Session | None:
        if run.is_over:
            return None
        session = _Session(run, name, before)
        session.be(keys)
        return session

    with ThreadPoolExecutor(AT_ONCE) as workers:
        for session in workers.map(one, names):
            if session is not None:
                together.join(session.tally)
                slowest = max(slowest, session.took)
    together.notes.append(f"slowest end {slowest:.1f} s")
    return together


class _Session:
    """One file, and the programs that are opened on it one after the other."""

    def __init__(self, run: Run, name: str, before: str) -> None:
        self._name, self._before = name, before
        self.tally = Tally(name)
        """What was counted."""
        self._chance = random.Random(f"{run.seed} {name}")  # noqa: S311
        self._path = run.directory(name) / NAME
        FileStore.open(self._path).commit(all_new(demo_portfolio(TODAY)))
        self._size = self._chance.choice(chance_keys.SIZES)
        self._sent = b""
        self._flushed_until = 0.0
        # The system throws away what was typed when a program is stopped.
        self._may_interrupt = False
        # Whether Ctrl+C may have come while the terminal was not the program's: then it ends it.
        self._has_failed = False
        self.took = 0.0
        """Seconds that the slowest end took."""

    def be(self, keys: int) -> None:
        """Send so many keys, opening the program anew where it was left."""
        left = keys
        while left > 0 and not self._has_failed:
            window = self._opened()
            try:
                left -= self._use(window, left)
            except AssertionError as error:
                self._complain(Wrong.UNTRUE, str(error), window)
            finally:
                window.clean_up()
        self._check_file()

    def _opened(self) -> Window:
        program = (sys.executable, "-c", _PROGRAM.format(before=self._before))
        self._sent, self._may_interrupt = b"", False
        window = Window(*program, "--file", str(self._path), "--no-dns", size=self._size)
        window.until(lambda: _READY in window.seen, "the start")
        return window

    def _use(self, window: Window, most: int) -> int:
        """Send keys, and end; return how many were sent."""
        chance, count = self._chance, 0
        if chance.random() < 0.1:  # it is ended before the first screen is there
            self._wait(window, chance.uniform(0, 1.2))
            self._end(window, chance.choice(tuple(_ENDS)))
            return 1
        if chance.random() < 0.9:
            window.until(lambda: "Dashboard" in plain(window.seen), "the dashboard")
        else:
            self._may_interrupt = True
        while count < most and window.process.poll() is None:
            if chance.random() < 0.12 or not count:
                self._send(window, chance_keys.start(chance))
            ahead = min(chance.choice((1, 1, 1, 3, 8, MOST_AHEAD)), most - count)
            self._send(window, b"".join(chance_keys.something(chance) for _ in range(ahead)))
            count += ahead
            self._touch(window)
            self._wait(window, chance.choice((0.0, 0.02, 0.05, 0.05, 0.3)))
        self.tally.tries += count
        if window.process.poll() is None:
            self._end(window, chance.choice(tuple(_ENDS)) if chance.random() < 0.2 else 0)
        else:
            self._check_end(window, 0)
        return max(count, 1)

    def _touch(self, window: Window) -> None:
        """Do sometimes from outside what may happen to a program."""
        chance = self._chance.random()
        if chance < 0.06:
            self._resize(window, self._chance.choice(chance_keys.ODD_SIZES))
            self._wait(window, self._chance.choice((0.0, 0.1)))
            self._resize(window, self._size)
        elif chance < 0.08:
            for size in chance_keys.ODD_SIZES[2:-1] * 5 + (self._size,):
                self._resize(window, size)
        elif chance < 0.12:
            with suppress(ProcessLookupError):
                window.process.send_signal(self._chance.choice(_TOUCHES))
            self._stopped()
        elif chance < 0.15:
            self._save_elsewhere()

    def _stopped(self) -> None:
        self._flushed_until = time.monotonic() + SETTLED
        self._may_interrupt = True

    def _save_elsewhere(self) -> None:
        """Change a license as another session does; what it meets there is its own affair."""
        store = FileStore.open(self._path)
        if store.portfolio.licenses:
            id = self._chance.choice(store.portfolio.licenses).id
            with suppress(StoreError):
                store.commit(edit(store, id, seats=self._chance.randint(1, 9999)))

    def _resize(self, window: Window, size: tuple[int, int]) -> None:
        columns, lines = size
        fcntl.ioctl(window.slave, termios.TIOCSWINSZ, struct.pack("HHHH", lines, columns, 0, 0))
        with suppress(ProcessLookupError):
            window.process.send_signal(signal.SIGWINCH)

    def _send(self, window: Window, some: bytes) -> None:
        """Send bytes, reading on: a terminal takes only so much before it is read."""
        self._sent += some
        if STOP in some:
            self._stopped()
        os.set_blocking(window.master, False)
        end = time.monotonic() + PATIENCE
        while some and window.process.poll() is None:
            assert time.monotonic() < end, "it reads nothing any more"
            _, has_room, _ = select.select([window.master], [window.master], [], 0.1)
            window.read()
            if has_room:
                with suppress(BlockingIOError):
                    some = some[os.write(window.master, some[:4096]) :]

    def _wait(self, window: Window, seconds: float) -> None:
        end = time.monotonic() + seconds
        while (left := end - time.monotonic()) > 0:
            window.read(left)

    def _end(self, window: Window, number: int) -> None:
        """End the program by Ctrl+Q, or by a signal, and see how it ends."""
        if not number:
            self._wait(window, self._flushed_until - time.monotonic())
        began = time.monotonic()
        if number:
            with suppress(ProcessLookupError):
                window.process.send_signal(number)
        else:
            self._send(window, chance_keys.QUIT)
        waited = first = waited_for_others(window.process.pid)
        while window.process.poll() is None and time.monotonic() < began + SOON * 6:
            window.read(0.02)
            waited = max(waited, waited_for_others(window.process.pid))
        took = time.monotonic() - began - (waited - first)
        self.took = max(self.took, took)
        if took > SOON:
            self._complain(
                Wrong.UNTRUE, f"{number or 'Ctrl+Q'} ended it after {took:.1f} s", window
            )
        if window.process.poll() is not None:
            self._check_end(window, number)

    def _check_end(self, window: Window, number: int) -> None:
        while window.read():
            pass
        code = window.process.returncode
        right = {_ENDS[signal.Signals(number)], -number} if number else {0}
        if self._may_interrupt and b"\x03" in self._sent:
            right |= {_ENDS[signal.SIGINT], -signal.SIGINT}
        if code not in right:
            self._complain(Wrong.UNTRUE, f"exit code {code} after {number or 'Ctrl+Q'}", window)
        elif "Traceback" in window.seen or "Exception ignored" in window.seen:
            self._complain(Wrong.UNTRUE, "a traceback", window)
        elif not window.is_restored() and "\x1b[?1049h" in window.seen:
            self._complain(Wrong.UNTRUE, "the terminal is not as it was", window)

    def _complain(self, wrong: Wrong, what: str, window: Window) -> None:
        self._has_failed = True
        last = " ".join(plain(window.seen)[-6000:].translate(_FRAMES).split())[-900:]
        self.tally.add(
            wrong,
            f"session {self._name} {self._size}: {what}; sent {self._sent[-400:]!r}; {last!r}",
        )

    def _check_file(self) -> None:
        """See that the file can be read, and that its history makes its records of nothing."""
        store = opened(self._path, self.tally, f"session {self._name}")
        if store is None:
            return
        history = store.history()
        self.tally.confirmed += len(history.entries)
        if replayed(history) != records(store.portfolio):
            self.tally.add(Wrong.LOST, f"session {self._name}: the history is not the file")


def records(portfolio: Portfolio) -> Records:
    """Return what the file holds of each record, as the history tells it."""
    return {
        **{(RecordKind.LICENSE, x.id): dict(codec.values(x)) for x in portfolio.licenses},
        **{(RecordKind.CONTACT, x.id): dict(codec.values(x)) for x in portfolio.contacts},
    }


def replayed(history: History) -> Records:
    """Return the records that the changes of a history make, the first one over nothing."""
    found: Records = {}
    for entry in history.entries:
        for change in entry.records:
            at = (change.kind, change.id)
            if change.after is None:
                del found[at]
            else:
                kept: Mapping[str, Any] = found.get(at, {}) if change.before is not None else {}
                rest = {name: kept[name] for name in kept if name not in change.fields}
                found[at] = {**rest, **change.after}
    return found
