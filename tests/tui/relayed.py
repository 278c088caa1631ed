"""The program in a real terminal, and beside it our emulator, which gets the same bytes.

`python -m tests.tui.relayed REPORT bce|no-bce SHOWN KEYS [arguments]` is to be run in a terminal.
It hands on what the program writes, and what the terminal answers. After each of KEYS, a JSON list
of texts, it looks at what the terminal says that it shows: SHOWN is a command that prints it, or a
file to which it writes it when asked to print (`CSI i`). Differences are written to REPORT.
"""

from __future__ import annotations

import fcntl
import json
import os
import pty
import re
import select
import shlex
import struct
import subprocess
import sys
import termios
import time
import tty
from codecs import getincrementaldecoder
from pathlib import Path

from rich.cells import cell_len

from tests.tui.emulator import Emulator, Look

QUIET = 0.4
"""Seconds without output after which a screen is compared."""
PRINT = b"\x1b[i"
"""Makes a terminal print what it shows."""
_PEN = re.compile(r"\x1b\[[\d;:]*m|\x1b\][^\x1b]*\x1b\\\\|[\x0e\x0f]")
LONG = 10.0
"""Seconds in which a terminal must have shown what it was sent."""


class Relay:
    """The program, the terminal and the emulator."""

    def __init__(self, command: list[str], *, bce: bool) -> None:
        lines, columns = struct.unpack("HHHH", fcntl.ioctl(0, termios.TIOCGWINSZ, bytes(8)))[:2]
        self.emulator = Emulator(columns, lines, bce=bce)
        self._decoded = getincrementaldecoder("utf-8")("replace").decode
        self._process, self._master = pty.fork()
        if not self._process:
            fcntl.ioctl(0, termios.TIOCSWINSZ, struct.pack("HHHH", lines, columns, 0, 0))
            os.execv(command[0], command)  # noqa: S606  # no shell is wanted
        tty.setraw(0)

    def press(self, keys: str) -> None:
        """Press keys, and hand on until nothing comes any more."""
        os.write(self._master, keys.encode())
        self.hand_on(QUIET)

    def hand_on(self, quiet: float) -> None:
        """Hand on what is written and answered until nothing comes for some seconds."""
        while ready := select.select([0, self._master], [], [], quiet)[0]:
            if 0 in ready:
                os.write(self._master, os.read(0, 4096))
            if self._master in ready:
                data = os.read(self._master, 65536)
                self.emulator.feed(self._decoded(data))
                os.write(1, data)


def shown(how: str, size: tuple[int, int]) -> tuple[str, list[list[Look]] | None]:
    """Return what the terminal shows: its text, and what its cells look like if it says so.

    Of a line whose end was erased, tmux tells the color of the page up to there alone.
    """
    if how.startswith("/"):
        place = Path(how)
        place.unlink(missing_ok=True)
        os.write(1, PRINT)
        end = time.monotonic() + LONG
        while not (place.exists() and place.read_bytes().count(b"\n") >= size[1]):
            if time.monotonic() > end:
                return f"not printed: {place.exists() and place.read_bytes()!r}", None
            time.sleep(0.05)
        return place.read_text(), None
    printed = subprocess.run(shlex.split(how), check=True, capture_output=True).stdout.decode()
    copy = Emulator(*size)
    lines = printed.rstrip("\n").split("\n")
    copy.feed("\r\n".join(lines))
    told = [cell_len(_PEN.sub("", line)) for line in lines]
    return copy.text, [row[:end] for row, end in zip(copy.cells, told, strict=True)]


def lines_of(text: str, height: int) -> list[str]:
    """Return the lines of a screen without the blanks at their ends."""
    # xterm prints the right half of a wide character as a character that is none.
    plain = re.sub("[\r\f\uffff]", "", text)
    found = [line.rstrip() for line in plain.split("\n")]
    return [*found, *[""] * height][:height]


def main(report: str, bce: str, how: str, keys: str, *arguments: str) -> None:
    """Compare after each key."""
    command = [sys.executable, "-m", "licensetui", *arguments]
    relay = Relay(command, bce=bce == "bce")
    found: dict[str, list[str] | int] = {"compared": 0, "unequal": []}
    unequal = found["unequal"]
    assert isinstance(unequal, list)
    end = time.monotonic() + 4 * LONG
    while "Quit" not in relay.emulator.text and time.monotonic() < end:
        relay.hand_on(0.1)
    relay.hand_on(1.5)
    for place, key in enumerate(["", *json.loads(keys)]):
        relay.press(key)
        size = relay.emulator.size
        wanted, wanted_cells = lines_of(relay.emulator.text, size[1]), relay.emulator.cells
        for _ in range(20):  # the terminal may still be drawing
            text, cells = shown(how, size)
            is_equal = lines_of(text, size[1]) == wanted and (
                cells is None or same(cells, wanted_cells)
            )
            if is_equal:
                break
            time.sleep(0.05)
        else:
            unequal.append(f"{place} {key!r}: {differing(lines_of(text, size[1]), wanted)}")
            if cells is not None:
                unequal.append(f"cells: {cells_differing(cells, wanted_cells)}")
        found["compared"] = place + 1
        Path(report).write_text(json.dumps(found))


def differing(lines: list[str], wanted: list[str]) -> list[tuple[str, str]]:
    """Return the first lines that differ."""
    return [(a, b) for a, b in zip(lines, wanted, strict=True) if a != b][:2]


def same(cells: list[list[Look]], wanted: list[list[Look]]) -> bool:
    """Say whether cells look the same."""
    return not cells_differing(cells, wanted)


def cells_differing(cells: list[list[Look]], wanted: list[list[Look]]) -> list[str]:
    """Return the first cells that look otherwise."""
    return [
        f"{x},{y}: {one} and not {other}"
        for y, (line, others) in enumerate(zip(cells, wanted, strict=True))
        for x, (one, other) in enumerate(zip(line, others, strict=False))
        if one != other
    ][:2]


if __name__ == "__main__":
    main(*sys.argv[1:])
