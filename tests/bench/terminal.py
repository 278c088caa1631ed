"""A program in a terminal of 80x24, measured from outside: what it draws when, and what it takes.

For Linux: it reads in `/proc` whether the program computes. Times are of `time.monotonic`.
"""

from __future__ import annotations

import fcntl
import os
import pty
import re
import select
import signal
import struct
import termios
import time
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType

QUIET = 0.3
"""Seconds without output and without computing after which a screen is still."""
IDLE = 0.1
"""Part of that time for which a program that is idle may compute."""
LONG = 300.0
"""Seconds after which something that should have come will not."""
SPAN, WORK = 0.02, 0.004
"""A program that computes `WORK` seconds in a `SPAN` is at work; a look at a file takes less."""
STEP = 0.002
"""Seconds between two looks."""


@dataclass(frozen=True)
class Took:
    """What something took, in seconds."""

    long: float
    """By the clock."""
    computed: float
    """Of the processors' time: what others do on the machine is not in it."""


class Terminal:
    """A terminal with a program in it; it is ended with the `with` block."""

    def __init__(self, command: tuple[str, ...], environ: Mapping[str, str]) -> None:
        """Start a command, whose first word is a path."""
        self.drawn = bytearray()
        """All that was written to the terminal since the last key."""
        self.began = time.monotonic()
        """When the program was started."""
        self.last_drawn = self.began
        """When something was written last."""
        self.looks = [(self.began, 0.0)]
        """Looks since the last key: when, and the seconds computed so far."""
        self._process, self._master = pty.fork()
        if not self._process:  # the child
            try:
                fcntl.ioctl(0, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 80, 0, 0))
                os.execve(command[0], command, environ)  # noqa: S606  # no shell is wanted
            finally:
                os._exit(127)
        os.set_blocking(self._master, False)

    def __enter__(self) -> Terminal:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Close the terminal, which ends the program; one that hangs is killed."""
        os.close(self._master)
        end = time.monotonic() + 10
        while not os.waitpid(self._process, os.WNOHANG)[0]:
            if time.monotonic() > end:
                os.kill(self._process, signal.SIGKILL)
                end = float("inf")
            time.sleep(STEP)

    def press(self, keys: str) -> float:
        """Press keys, all at once, and return when."""
        now = self.forget()
        os.write(self._master, keys.encode())
        return now

    def forget(self) -> float:
        """Forget what was drawn and computed so far, and return when."""
        self.drawn.clear()
        self.last_drawn = time.monotonic()
        self.looks = [(self.last_drawn, self._cpu())]
        return self.last_drawn

    def until(self, *patterns: str) -> float:
        """Return when the last of some patterns was drawn, since the last key."""
        end = time.monotonic() + LONG
        while not all(re.search(pattern, self.text) for pattern in patterns):
            if time.monotonic() > end:
                raise TimeoutError(f"never came: {patterns}; last: {self.text[-400:]!r}")
            self._look()
        return self.last_drawn

    def until_still(self) -> float:
        """Wait until the program rests, and return when something was drawn last."""
        start, end = time.monotonic(), time.monotonic() + LONG
        while True:
            self._look()
            now, computed = self.looks[-1]
            if now > end:
                raise TimeoutError("the program never rests")
            since = max(start, self.last_drawn)
            if now - since >= QUIET and computed - self._computed(now - QUIET) < QUIET * IDLE:
                return self.last_drawn

    @property
    def text(self) -> str:
        """What was drawn since the last key, without colors and places."""
        return re.sub(r"\x1b\[[0-9;?<>=]*[a-zA-Z]", "", self.drawn.decode(errors="replace"))

    @property
    def memory(self) -> float:
        """The memory that the program has, in MB: what is resident."""
        status = Path(f"/proc/{self._process}/status").read_text()
        return int(status.partition("VmRSS:")[2].split()[0]) / 1000

    @property
    def woke(self) -> float:
        """When the program began, since the last key, to compute for more than a mere look."""
        for place, (when, computed) in enumerate(self.looks):
            if computed - self._computed(when - SPAN) > WORK:
                while place and self.looks[place][1] - self.looks[place - 1][1] > WORK / 10:
                    place -= 1
                return self.looks[place][0]
        raise RuntimeError("the program has done nothing")

    def took(self, since: float, until: float) -> Took:
        """Return what was taken between two moments, both since the last key."""
        return Took(until - since, self._computed(until) - self._computed(since))

    def _computed(self, moment: float) -> float:
        """Return the seconds computed up to a moment, or rather up to the next look."""
        found = self.looks[-1][1]
        for when, computed in reversed(self.looks):
            if when < moment:
                break
            found = computed
        return found

    def _look(self) -> None:
        """Take in what is drawn, and note what is computed."""
        if select.select([self._master], [], [], STEP)[0]:
            try:
                data = os.read(self._master, 1 << 16)
            except OSError as error:
                raise RuntimeError(f"the program has ended: {self.text[-2000:]}") from error
            self.last_drawn = time.monotonic()
            self.drawn += data
        self.looks.append((time.monotonic(), self._cpu()))

    def _cpu(self) -> float:
        """Return the seconds that all threads of the program have computed."""
        total = 0
        for task in Path(f"/proc/{self._process}/task").iterdir():
            with suppress(OSError):  # the thread has just ended
                total += int((task / "schedstat").read_text().split()[0])
        return total / 1e9
