"""A program in a terminal, measured from outside: what it draws when, and what it takes.

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
import subprocess
import sys
import termios
import time
from bisect import bisect_left
from codecs import getincrementaldecoder
from collections import deque
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from resource import RUSAGE_CHILDREN, getrusage
from types import TracebackType

from tests.tui.emulator import Emulator

QUIET = 0.2
"""Seconds without output and without computing after which a screen is still."""
IDLE = 0.1
"""Part of that time for which a program that is idle may compute."""
LONG = 120.0
"""Seconds after which something that should have come will not."""
SPAN, WORK = 0.02, 0.004
"""A program that computes `WORK` seconds in a `SPAN` is at work; a look at a file takes less."""
STEP = 0.002
"""Seconds between two looks."""
PAUSE, BEHIND = 0.03, 1.0
"""Seconds without output, and seconds at most, until what was drawn is read: reading takes time."""
_PACKET = 512
# Bytes at most that come over a slow line together.
_QUESTION, _ANSWER = b"\x1b[6n", b"\x1b[1;1R"
# Where the cursor is; nobody here wants to know where, only that it is said.


@dataclass(frozen=True)
class Took:
    """What something took, in seconds."""

    long: float
    """By the clock."""
    computed: float
    """Of the processors' time: what others do on the machine is not in it."""


def ran(
    command: Sequence[str], environ: Mapping[str, str], turns: int
) -> tuple[list[Took], list[Took]]:
    """Run `python -c pass` and a command by turns, and return what each took, but the first time.

    Raises `CalledProcessError`.
    """
    least = (sys.executable, "-c", "pass")
    both = [(_ran(least, environ), _ran(command, environ)) for _ in range(turns + 1)]
    return [nothing for nothing, _ in both[1:]], [took for _, took in both[1:]]


def _ran(command: Sequence[str], environ: Mapping[str, str]) -> Took:
    began, before = time.monotonic(), getrusage(RUSAGE_CHILDREN)
    subprocess.run(command, env=environ, stdout=subprocess.DEVNULL, check=True)
    long, after = time.monotonic() - began, getrusage(RUSAGE_CHILDREN)
    return Took(long, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)


@dataclass(frozen=True)
class Look:
    """What a look at the program showed."""

    when: float
    """When it was."""
    computed: float = 0.0
    """The seconds that all its threads have computed so far."""
    asked: float = 0.0
    """The same with the seconds for which they could have computed, had others not done so."""


class Terminal:
    """A terminal with a program in it; it is ended with the `with` block."""

    def __init__(
        self,
        command: tuple[str, ...],
        environ: Mapping[str, str],
        *,
        size: tuple[int, int] = (80, 24),
        rate: float = 0.0,
        delay: float = 0.0,
    ) -> None:
        """Start a command, whose first word is a path, in so many columns and lines.

        A slow line carries `rate` bytes in a second; an answer takes `delay` seconds.
        """
        self.drawn = bytearray()
        """All that was written to the terminal since the last key."""
        self.began = time.monotonic()
        """When the program was started."""
        self.last_drawn = self.began
        """When something was written last."""
        self.looks = [Look(self.began)]
        """Looks since the last key."""
        self._screen = Emulator(*size)
        self._decoded = getincrementaldecoder("utf-8")("replace").decode
        self._unread: deque[tuple[float, bytes]] = deque()
        # What was drawn and is not on that screen yet, with when it was.
        self._rate, self._delay = rate, delay
        self._is_free_at = 0.0
        self._due: deque[float] = deque()
        self._tail = b""
        self._is_over = False
        columns, lines = size
        self._process, self._master = pty.fork()
        if not self._process:  # the child
            try:
                fcntl.ioctl(0, termios.TIOCSWINSZ, struct.pack("HHHH", lines, columns, 0, 0))
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
        while not self._has_ended():
            if time.monotonic() > end:
                os.kill(self._process, signal.SIGKILL)
                end = float("inf")
            time.sleep(STEP)

    def _has_ended(self) -> bool:
        if not self._is_over:
            self._is_over = bool(os.waitpid(self._process, os.WNOHANG)[0])
        return self._is_over

    def press(self, keys: str) -> float:
        """Press keys, all at once, and return when."""
        now = self.forget()
        os.write(self._master, keys.encode())
        return now

    def press_each(self, *keys: str) -> None:
        """Press keys one after the other, and wait after each until the screen is still."""
        for key in keys:
            self.press(key)
            self.until_still()

    def forget(self) -> float:
        """Forget what was drawn and computed so far, and return when."""
        deque(self._read(), maxlen=0)
        self.drawn.clear()
        self.last_drawn = time.monotonic()
        self.looks = [self._looked()]
        return self.last_drawn

    def until(self, *patterns: str, within: float = LONG) -> float:
        """Return when all of some patterns stood on the screen, and something came of the last key.

        What is sent is no text to search: of a name only the letters that change, in any order.
        """
        end = time.monotonic() + within
        if self.drawn and self._shows(patterns):
            return self.last_drawn
        while True:
            self._look()
            now = time.monotonic()
            if now > end:
                raise TimeoutError(f"never came: {patterns}; it shows:\n{self._screen.text}")
            is_behind = self._unread and now - self._unread[0][0] > BEHIND
            if now - self.last_drawn > PAUSE or is_behind:
                for when in self._read():
                    if self._shows(patterns):
                        return when

    def _read(self) -> Iterator[float]:
        """Put on the screen what was drawn, piece by piece; yield when each was drawn."""
        while self._unread:
            when, data = self._unread.popleft()
            self._screen.feed(self._decoded(data))
            yield when

    def _shows(self, patterns: tuple[str, ...]) -> bool:
        shown = self._screen.text
        return all(re.search(pattern, shown) for pattern in patterns)

    @property
    def text(self) -> str:
        """What is to be read on the screen, a line each."""
        deque(self._read(), maxlen=0)
        return self._screen.text

    def until_ended(self) -> float:
        """Return when the program had ended."""
        end = time.monotonic() + LONG
        while not self._has_ended():
            if time.monotonic() > end:
                raise TimeoutError("the program never ends")
            if select.select([self._master], [], [], STEP)[0]:
                with suppress(OSError):  # closed at its other end
                    os.read(self._master, 1 << 16)
        return time.monotonic()

    def unanswered(self) -> int:
        """Wait for the end; return how many questions had no answer by then.

        The shell would get it.
        """
        with suppress(RuntimeError):  # the program has closed its end
            while not self._has_ended():
                self._look()
        left = len(self._due)
        with suppress(OSError):
            while data := os.read(self._master, 1 << 16):
                left += data.count(_QUESTION)
        return left

    def hold(self, key: str, seconds: float, pause: float) -> float:
        """Hold a key, as a keyboard repeats it, and return when it was released."""
        released = self.forget() + seconds
        again = self.last_drawn
        while time.monotonic() < released:
            if time.monotonic() >= again:
                os.write(self._master, key.encode())
                again += pause
            self._look()
        return released

    def rest(self, seconds: float) -> Took:
        """Look on for some time; return what it took."""
        began = self.forget()
        while time.monotonic() < began + seconds:
            self._look()
        return self.took(began, began + seconds)

    def until_still(self) -> float:
        """Wait until the program rests, and return when something was drawn last."""
        start, end = time.monotonic(), time.monotonic() + LONG
        while True:
            self._look()
            last = self.looks[-1]
            if last.when > end:
                raise TimeoutError("the program never rests")
            if last.when - max(start, self.last_drawn) >= QUIET:
                asked = last.asked - self._look_at(last.when - QUIET).asked
                if asked < QUIET * IDLE:
                    return self.last_drawn

    @property
    def memory(self) -> float:
        """The memory that the program has, in MB: what is resident."""
        status = Path(f"/proc/{self._process}/status").read_text()
        return int(status.partition("VmRSS:")[2].split()[0]) / 1000

    @property
    def woke(self) -> float:
        """When the program began, since the last key, to compute for more than a mere look."""
        for place, look in enumerate(self.looks):
            if look.computed - self._look_at(look.when - SPAN).computed > WORK:
                while place and self.looks[place].asked - self.looks[place - 1].asked > WORK / 10:
                    place -= 1
                return self.looks[place].when
        raise RuntimeError("the program has done nothing")

    def took(self, since: float, until: float) -> Took:
        """Return what was taken between two moments, both since the last key."""
        computed = self._look_at(until).computed - self._look_at(since).computed
        return Took(until - since, computed)

    def _look_at(self, moment: float) -> Look:
        """Return the first look that was not before a moment, or the last one."""
        place = bisect_left(self.looks, moment, key=lambda look: look.when)
        return self.looks[min(place, len(self.looks) - 1)]

    def _look(self) -> None:
        """Take in what is drawn, and note what is computed."""
        while self._due and self._due[0] <= time.monotonic():
            self._due.popleft()
            os.write(self._master, _ANSWER)
        if time.monotonic() < self._is_free_at:
            time.sleep(min(STEP, max(self._is_free_at - time.monotonic(), 0)))
        elif select.select([self._master], [], [], STEP)[0]:
            try:
                data = os.read(self._master, _PACKET if self._rate else 1 << 16)
            except OSError as error:
                raise RuntimeError(f"the program has ended; it shows:\n{self.text}") from error
            self._arrive(data)
        self.looks.append(self._looked())

    def _arrive(self, data: bytes) -> None:
        """Show what has come, once the line has carried it, and answer what it asks."""
        if self._rate:
            self._is_free_at = max(self._is_free_at, time.monotonic()) + len(data) / self._rate
            time.sleep(max(self._is_free_at - time.monotonic(), 0))
        self.last_drawn = time.monotonic()
        self.drawn += data
        self._unread.append((self.last_drawn, data))
        data = self._tail + data
        self._due += [self.last_drawn + self._delay] * data.count(_QUESTION)
        self._tail = data[1 - len(_QUESTION) :]

    def _looked(self) -> Look:
        computed = waited = 0
        for task in Path(f"/proc/{self._process}/task").iterdir():
            with suppress(OSError):  # the thread has just ended
                ran, waiting, _ = (task / "schedstat").read_text().split()
                computed, waited = computed + int(ran), waited + int(waiting)
        return Look(time.monotonic(), computed / 1e9, (computed + waited) / 1e9)
