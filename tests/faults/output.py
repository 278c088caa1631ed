"""What a terminal shows of what we send, at every frame: just what Textual paints.

Each session has two emulated terminals in it, one of which gets Textual's own text. Random keys,
sizes, wide characters and forms; true colors, 256, 16 and none; with and without `bce`.
"""

from __future__ import annotations

import fcntl
import json
import os
import random
import signal
import struct
import sys
import termios
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

from licensetui.demo import demo_portfolio
from licensetui.store.file.filestore import FileStore
from tests.builders import TODAY
from tests.faults import chance_keys
from tests.faults.files import NAME
from tests.faults.outcome import Run, Tally, Wrong
from tests.store.changes import all_new
from tests.tui.compared import Report
from tests.tui.window import Window

AT_ONCE = 2
"""Sessions at a time."""
LOOKS = (
    {"TERM": "xterm-256color", "COLORTERM": "truecolor"},
    {"TERM": "xterm-256color"},
    {"TERM": "xterm"},
    {"TERM": "screen"},
    {"TERM": "linux"},
    {"TERM": "vt100"},
    {"TERM": "xterm-256color", "NO_COLOR": "1"},
)
"""What the environment says of the terminal."""
NO_BCE = ("screen", "vt100")
"""Terminals that erase in their own background."""
WIDE = ("日本語", "한국어", "Ünïcödé", "▄█─")
"""What is typed beside keys."""
SIZES = ((80, 24), (60, 20), (120, 40), (200, 60), (81, 25))
RESIZED = 0.03
"""How often the window gets another size."""


def run(run: Run) -> Tally:
    """Run the sessions, and a control: a terminal that erases otherwise than it says."""
    sessions, keys = run.of(len(LOOKS), 25), run.of(60, 250)
    tally = _all(run, "output", sessions, keys)
    tally.must_fail(_all(run, "that erases otherwise", 1, 40, wrongly=True))
    return tally


def _all(run: Run, name: str, sessions: int, keys: int, *, wrongly: bool = False) -> Tally:
    together = Tally(name)
    sent = painted = 0
    with ThreadPoolExecutor(AT_ONCE) as workers:
        found = workers.map(lambda number: _session(run, number, keys, wrongly), range(sessions))
        for number, (report, ended) in enumerate(found):
            together.tries += report.compared
            sent, painted = sent + report.sent, painted + report.painted
            for unequal in (*report.unequal, *filter(None, (ended,))):
                together.add(Wrong.UNTRUE, f"session {number}: {unequal}")
    together.notes.append(f"{sent:,} bytes for {painted:,}")
    return together


def _session(run: Run, number: int, keys: int, wrongly: bool) -> tuple[Report, str]:
    """Return the report of a session, and how it ended if not well.

    Each second one is on a file in which every name has wide characters.
    """
    if run.is_over:
        return Report(), ""
    chance = random.Random(f"{run.seed} {number}")  # noqa: S311
    look = LOOKS[number % len(LOOKS)]
    report = run.place / f"{wrongly}-{number}.json"
    bce = "no-bce" if wrongly or look["TERM"] in NO_BCE else "bce"
    file = ("--file", str(_wide(run, f"{wrongly}-{number}"))) if number % 2 else ("--demo",)
    command = (sys.executable, "-m", "tests.tui.compared", str(report), bce, "--no-dns", *file)
    size = SIZES[number % len(SIZES)]
    window = Window(*command, size=size, environ=look)
    try:
        window.shows("Dashboard")
        for _ in range(keys):
            if window.process.poll() is not None:
                break
            _send(window, chance)
            if chance.random() < RESIZED:
                size = chance.choice(SIZES)
                _resize(window, size)
            window.read(chance.choice((0.0, 0.02, 0.05, 0.2)))
        window.settle()
        with suppress(OSError):
            os.write(window.master, chance_keys.QUIT)
        window.exit_code(20.0)
        return Report(**json.loads(report.read_text())), ""
    except AssertionError as error:
        return Report(), str(error)
    finally:
        window.clean_up()


def _wide(run: Run, name: str) -> Path:
    """Return a file with the licenses of the demo, some of whose names take more room."""
    path = run.directory(name) / NAME
    portfolio = demo_portfolio(TODAY)
    licenses = (
        replace(license, name=f"{WIDE[place % len(WIDE)]} {license.name}")
        for place, license in enumerate(portfolio.licenses)
    )
    FileStore.open(path).commit(all_new(replace(portfolio, licenses=tuple(licenses))))
    return path


def _send(window: Window, chance: random.Random) -> None:
    keys = chance_keys.start(chance) if chance.random() < 0.2 else chance_keys.something(chance)
    if chance.random() < 0.1:
        keys = chance.choice(WIDE).encode()
    with suppress(OSError):
        os.write(window.master, keys.replace(chance_keys.QUIT, b"").replace(b"\x1a", b"")[:200])


def _resize(window: Window, size: tuple[int, int]) -> None:
    columns, lines = size
    fcntl.ioctl(window.slave, termios.TIOCSWINSZ, struct.pack("HHHH", lines, columns, 0, 0))
    window.screen.resize(columns, lines)
    with suppress(ProcessLookupError):
        window.process.send_signal(signal.SIGWINCH)
