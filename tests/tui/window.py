"""A pseudo-terminal with a program in it, for what only a real terminal can show."""

from __future__ import annotations

import fcntl
import os
import re
import select
import signal
import struct
import subprocess
import sys
import termios
import time
from codecs import getincrementaldecoder
from collections import deque
from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path
from types import MappingProxyType
from typing import Any

from tests.tui.emulator import Emulator

PROGRAM = (sys.executable, "-m", "licensetui")
"""Starts the program under test."""
LONG = 10.0
"""Seconds after which something that should have come will not."""

LAUNCH = """
import fcntl, os, signal, sys, termios
control, ignored, *command = sys.argv[1:]
if control: fcntl.ioctl(0, termios.TIOCSCTTY, 0)
for name in ("SIGHUP", "SIGINT", "SIGTERM", "SIGTSTP"):
    signal.signal(getattr(signal, name), signal.SIG_DFL)
for number in ignored.split(): signal.signal(int(number), signal.SIG_IGN)
os.execv(command[0], command)
"""
"""Takes the terminal as the one that controls the session, or not; goes on.

Signals are ignored as the test wants, and not as for whoever has started the tests (`nohup`).
"""


class Window:
    """A terminal and the first process in it, with all that was written there."""

    def __init__(
        self,
        *command: str,
        control: bool = True,
        ignored: tuple[int, ...] = (),
        size: tuple[int, int] = (80, 24),
        environ: Mapping[str, str] = MappingProxyType({}),
        answers_after: float | None = None,
    ) -> None:
        self.master, self.slave = os.openpty()
        columns, lines = size
        fcntl.ioctl(self.slave, termios.TIOCSWINSZ, struct.pack("HHHH", lines, columns, 0, 0))
        self.attributes = termios.tcgetattr(self.slave)
        launch = ("-c", LAUNCH, "x" if control else "", " ".join(str(int(n)) for n in ignored))
        self.process = subprocess.Popen(
            [sys.executable, *launch, *command],
            stdin=self.slave,
            stdout=self.slave,
            stderr=self.slave,
            start_new_session=True,
            env={**os.environ, "TERM": "xterm-256color", **environ},
            cwd=Path(__file__).parents[2],
        )
        self.seen = ""
        self.screen = Emulator(columns, lines)
        self._answers_after = answers_after
        self._due: deque[float] = deque()
        # When to answer where the cursor is; never, unless a test wants it.
        self._decoded = getincrementaldecoder("utf-8")("replace").decode

    def read(self, seconds: float = 0.0) -> bool:
        """Take in what is written within some seconds; return whether anything was."""
        while self._due and self._due[0] <= time.monotonic():
            self._due.popleft()
            os.write(self.master, b"\x1b[24;80R")
        if not select.select([self.master], [], [], seconds)[0]:
            return False
        text = self._decoded(os.read(self.master, 65536))
        self.seen += text
        asked = self.screen.questions
        self.screen.feed(text)
        if self._answers_after is not None:
            when = time.monotonic() + self._answers_after
            self._due += [when] * (self.screen.questions - asked)
        return True

    def until(self, found: Callable[[], Any], what: str = "") -> None:
        """Read until something holds."""
        end = time.monotonic() + LONG
        while not found():
            assert time.monotonic() < end, f"never came: {what}; it shows:\n{self.screen.text}"
            self.read(0.02)

    def shows(self, *texts: str) -> None:
        """Read until all texts stand on the screen."""
        self.until(lambda: all(text in self.screen.text for text in texts), str(texts))

    def press(self, keys: str) -> None:
        """Press keys once nothing is written any more, and forget what was written before."""
        self.settle()
        self.seen = ""
        os.write(self.master, keys.encode())

    def settle(self) -> None:
        """Read until nothing comes any more, and every answer was given."""
        while self.read(0.1) or self._due:
            pass

    def exit_code(self, within: float) -> int:
        """Return how the process ended, reading on; it must not take longer than `within`.

        How long others kept it from a processor is not counted.
        """
        start, waited = time.monotonic(), 0.0
        before = waited_for_others(self.process.pid)
        while self.process.poll() is None:
            waited = max(waited, waited_for_others(self.process.pid) - before)
            assert time.monotonic() - start < within + waited, self.screen.text
            if self.master < 0:
                time.sleep(0.02)
            else:
                self.read(0.02)
        if self.master >= 0:
            self.read()
        return self.process.returncode

    def close(self) -> None:
        """Close the window. Nobody reads or writes any more."""
        os.close(self.slave)
        os.close(self.master)
        self.slave = self.master = -1

    def clean_up(self) -> None:
        if self.process.poll() is None:
            os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait()
        if self.master >= 0:
            self.close()

    def is_restored(self) -> bool:
        """Say whether the terminal is as it was: modes, screen, cursor, mouse, paste."""
        ons_and_offs = (
            *(("?1049h", "?1049l"), ("?25l", "?25h"), ("?2004h", "?2004l")),
            *(("?1000h", "?1000l"), ("?1003h", "?1003l"), ("?1006h", "?1006l")),
        )
        return termios.tcgetattr(self.slave) == self.attributes and all(
            self.seen.rfind(f"\x1b[{off}") > self.seen.rfind(f"\x1b[{on}")
            for on, off in ons_and_offs
        )


def waited_for_others(process: int) -> float:
    """Return for how many seconds a process has waited for a processor that others used.

    A busy machine makes nothing late that would be in time on an idle one. 0 where the system
    does not tell.
    """
    waited = 0
    with suppress(OSError, IndexError):
        for thread in Path(f"/proc/{process}/task").iterdir():
            waited += int((thread / "schedstat").read_text().split()[1])
    return waited / 1e9


def plain(seen: str) -> str:
    """Return what was written, without colors and places."""
    return re.sub(r"\x1b\[[0-9;?<>]*[a-zA-Z]", "", seen)


def jobs_of(shell: int) -> list[int]:
    """Return the processes that a shell has started."""
    found = subprocess.run(
        ["ps", "-A", "-o", "pid=,ppid="], capture_output=True, text=True, check=True
    )
    pairs = [line.split() for line in found.stdout.splitlines()]
    return [int(pid) for pid, parent in pairs if int(parent) == shell]


def is_over(process: int) -> bool:
    """Say whether a process has ended, although its shell may not have asked how."""
    found = subprocess.run(
        ["ps", "-o", "stat=", "-p", str(process)], capture_output=True, text=True, check=False
    )
    return found.stdout.strip()[:1] in ("", "Z")
