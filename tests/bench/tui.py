"""How fast the program is over a line, beside others: `python -m tests.bench.tui [--turns 1..5]`.

Prints one table from one run: when the first screen stands, the bytes of frames and keys, how long
until the last of them, a key that is held on a slow line, nobody typing, a save, memory, the
printed commands, and what the output stage computes. Terminals of 80x24 but where another size is
told, 1,000 licenses but where another number is told. Then the same for other programs, those of
`peers` that are installed. No test: figures of a busy machine prove nothing but bytes; `computed`
leaves out what others do on it. `--only WORD` prints the parts whose name begins with it.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from resource import RUSAGE_CHILDREN, getrusage
from statistics import median

from tests.bench.families import FIRST_NAME
from tests.bench.figures import HEADER, Figure, load
from tests.bench.peers import Peer, peers
from tests.bench.portfolios import written
from tests.bench.screens import (
    ERASE,
    ESCAPE,
    HELLO,
    STANDS,
    TAB,
    environ_of,
    go_to,
    press,
    saving,
    stroke,
)
from tests.bench.strokes import DOWN, FIRST, MOST, Stroke, first_frame, in_the_middle, part, strokes
from tests.bench.terminal import Terminal, Took

SIZES = ((80, 24), (120, 40), (200, 60))
"""Columns and lines of terminals."""
READY = {0: 1.5, 1_000: 1.6, 10_000: 2.8, 100_000: 16.0}
"""How many times hello the first screen may take, with so many licenses; 0 is the demo."""
LINES = {64: 0.3, 256: 0.05}
"""Kilobits per second, and the seconds for which the screen may run on."""
HELD, AGAIN = 3.0, 1 / 30
"""Seconds for which a key is held, and after which it comes again."""
IDLE = 10.0
"""Seconds for which nobody types."""
MEMORY = {1_000: 1.5, 10_000: 3.0}
"""How many times the memory of hello."""
DUE = {1_000: 14.0, 10_000: 35.0}
"""How many times `python -c pass` the printed list may take."""
VERSION = 3.5
"""The same of the version."""
STAGE = {(80, 24): (0.5, 1.5), (200, 60): (1.5, 6.0)}
"""Milliseconds that the stage may compute for a frame: in the middle, and 95 of 100."""
PATIENCE = 60.0
"""Seconds after which a program that is not ours will not stand."""
QUIT = "\x11"
"""Leaves every program made with Textual."""


class Bench:
    """The measures of one run."""

    def __init__(self, directory: Path, turns: int) -> None:
        """Keep files in a directory; do everything `turns` times where the median counts."""
        self._directory = directory
        self._turns = turns
        self._program = str(Path(sys.executable).with_name("licensetui"))
        self._environ = environ_of(directory)
        self._number = count()
        self._calcurse: int | None = None

    @property
    def parts(self) -> dict[str, Callable[[], Iterator[Figure]]]:
        """What is measured, by name."""
        return {
            "peers": self.others,
            "ready": self.ready,
            "frames": self.frames,
            "keys": self.keys,
            "held": self.held,
            "idle": self.idle,
            "save": self.save,
            "printed": self.printed,
            "stage": self.stage,
        }

    def ready(self) -> Iterator[Figure]:
        """Yield when the first screen stands, and the memory once it is still."""
        for licenses, most in READY.items():
            turns = min(self._turns, 3) if licenses > 10_000 else self._turns
            hellos, readies, least, memories = [], [], [], []
            for _ in range(turns):
                with Terminal(HELLO, self._environ) as hello:
                    hellos.append(hello.took(hello.began, hello.until("Hello")))
                    hello.until_still()
                    least.append(hello.memory)
                with Terminal(self._command(licenses), self._environ) as program:
                    readies.append(program.took(program.began, program.until(*STANDS)))
                    program.until_still()
                    memories.append(program.memory)
            what = f"{licenses:,} licenses" if licenses else "demo"
            yield _figure(f"ready, {what}", readies, most, _figure("hello", hellos))
            if licenses in MEMORY:
                hello_memory = Figure("hello", median(least), unit="MB")
                most = MEMORY[licenses]
                yield Figure(f"memory, {what}", median(memories), most, hello_memory, "MB")

    def frames(self) -> Iterator[Figure]:
        """Yield the bytes of the first screen, beside those of its text."""
        for size in SIZES:
            with Terminal(self._command(1_000), self._environ, size=size) as program:
                sent, text = first_frame(program)
            what = f"first frame, {size[0]}x{size[1]}, beside its text of {text:,} bytes"
            yield Figure(what, sent, FIRST, Figure("text", text), "B")
            if size == SIZES[0] and self._calcurse:
                calcurse = Figure("calcurse", self._calcurse)
                yield Figure("first frame, beside calcurse", sent, 1.0, calcurse, "B")

    def keys(self) -> Iterator[Figure]:
        """Yield the bytes of keys, and how long they take."""
        for size in SIZES:
            with self._standing(1_000, size=size) as program:
                found = list(strokes(program, size[1]))
            for kind, sent in in_the_middle(found).items():
                largest = max(stroke.sent for stroke in found if stroke.kind == kind)
                what = f"{kind}, {size[0]}x{size[1]}, {largest:,.0f} at most"
                yield Figure(what, sent, MOST[kind] if size == SIZES[0] else None, unit="B")
            if size == SIZES[0]:
                arrows = _times(found, "list arrow") + _times(found, "list scroll")
                yield Figure("list arrow to the last byte, p50", part(arrows, 50), 16)
                yield Figure("list arrow to the last byte, p95", part(arrows, 95), 25)
        with self._standing(10_000) as program:
            press(program, "2")
            letters = []
            for word in ("confluence", "scriptrunner"):
                press(program, "/")
                letters += [stroke(program, letter).long * 1000 for letter in word]
                press(program, ESCAPE)
                press(program, ESCAPE)
        yield Figure("find letter to the last byte, 10,000 licenses, p95", part(letters, 95), 45)
        with self._standing(1_000) as program:
            press(program, "2")
            escapes = []
            for _ in range(2 * self._turns):
                press(program, "/")
                escapes.append(stroke(program, ESCAPE).long * 1000)
        yield Figure("Esc to the last byte", median(escapes), 45)
        ends = []
        for _ in range(self._turns):
            with self._standing(1_000) as program:
                pressed = program.press("q")
                ends.append((program.until_ended() - pressed) * 1000)
        yield Figure("quit, until the process is gone", median(ends), 25)

    def held(self) -> Iterator[Figure]:
        """Yield for how long the screen runs on after a key was held."""
        for rate, most in LINES.items():
            lag = _lag(self._command(1_000), self._environ, STANDS, DOWN, rate, ("2",))
            what = f"key held {HELD:g} s at {rate} kbit/s, then runs on"
            yield Figure(what, lag * 1000, most * 1000)

    def idle(self) -> Iterator[Figure]:
        """Yield what is sent and computed while nobody types."""
        with Terminal(HELLO, self._environ) as hello:
            hello.until("Hello")
            hello.until_still()
            least = hello.rest(IDLE).computed * 1000
        with self._standing(1_000) as program:
            took = program.rest(IDLE)
            yield Figure(f"nobody types for {IDLE:g} s, bytes", len(program.drawn), 0, unit="B")
        yield Figure("nobody types, hello computes", least)
        yield Figure("nobody types, computes", took.computed * 1000)

    def save(self) -> Iterator[Figure]:
        """Yield how long a save takes."""
        with self._standing(10_000) as program:
            go_to(program, "2", FIRST_NAME)
            costs = [str(4_001 + turn) for turn in range(self._turns)]
            saved = [saving(program, TAB * 8 + ERASE + cost)[1] for cost in costs]
        yield _figure("save of one edit, 10,000 licenses, until still", saved, 100)

    def printed(self) -> Iterator[Figure]:
        """Yield how long printed commands take."""
        commands: dict[str, tuple[tuple[str, ...], float]] = {
            "licensetui --version": ((self._program, "--version"), VERSION)
        }
        for licenses, most in DUE.items():
            command = (*self._command(licenses), "due", "--within", "30")
            commands[f"licensetui due --within 30, {licenses:,} licenses"] = command, most
        for what, (command, most) in commands.items():
            least, times = [], []
            for _ in range(2 * self._turns + 1):
                least.append(self._run(sys.executable, "-c", "pass"))
                times.append(self._run(*command))
            yield _figure(what, times[1:], most, _figure("python -c pass", least[1:]))

    def stage(self) -> Iterator[Figure]:
        """Yield what the output stage computes for a frame."""
        for size, (middle, most) in STAGE.items():
            report = self._directory / f"stage-{size[0]}"
            command = (sys.executable, "-m", "tests.bench.stage", str(report))
            arguments = self._command(1_000, anew=True)[1:]
            with Terminal((*command, *arguments), self._environ, size=size) as program:
                program.until(*STANDS)
                program.until_still()
                list(strokes(program, size[1]))
                for key in (ESCAPE, ESCAPE, QUIT):
                    program.press(key)
                    time.sleep(0.3)
                program.until_ended()
            times = [1000 * took for took in json.loads(report.read_text())]
            what = f"the stage computes for a frame, {size[0]}x{size[1]}"
            yield Figure(f"{what}, p50", part(times, 50), middle)
            yield Figure(f"{what}, p95", part(times, 95), most)

    def others(self) -> Iterator[Figure]:
        """Yield the same of other programs."""
        place = self._directory / "peers"
        place.mkdir()
        hello = None
        for peer in peers(place):
            try:
                ready, rest = self._peer(peer)
            except (RuntimeError, TimeoutError) as error:
                print(f"{peer.name}: not measured: {error!s:.400}")
                continue
            hello = hello or ready
            yield Figure(ready.what, ready.value, None, hello, computed=ready.computed)
            yield from rest

    def _peer(self, peer: Peer) -> tuple[Figure, list[Figure]]:
        readies, memories, firsts = [], [], []
        environ = {**self._environ, **dict(peer.environ)}
        for _ in range(self._turns):
            with Terminal(peer.command, environ) as program:
                shown = program.until(peer.shows, within=PATIENCE)
                readies.append(program.took(program.began, shown))
                program.until_still()
                memories.append(program.memory)
                firsts.append(len(program.drawn))
                arrows = []
                for _ in range(10):
                    pressed = program.press(peer.arrow)
                    last = program.until_still()
                    arrows.append((len(program.drawn), (last - pressed) * 1000))
        rest = [
            Figure(f"{peer.name}: first frame", median(firsts), unit="B"),
            Figure(f"{peer.name}: memory", median(memories), unit="MB"),
        ]
        if peer.name == "calcurse":
            self._calcurse = int(median(firsts))
        if peer.name != "hello":
            sent = median(sent for sent, _ in arrows)
            rest.append(Figure(f"{peer.name}: arrow", sent, unit="B"))
            rest.append(
                Figure(f"{peer.name}: arrow to the last byte", median(x for _, x in arrows))
            )
            for rate in LINES:
                lag = _lag(peer.command, environ, (peer.shows,), peer.arrow, rate)
                what = f"{peer.name}: key held {HELD:g} s at {rate} kbit/s, then runs on"
                rest.append(Figure(what, lag * 1000))
        return _figure(f"{peer.name}: ready", readies), rest

    def _command(self, count: int, *, anew: bool = False) -> tuple[str, ...]:
        """Return what starts the program with so many licenses; with none, the demo.

        In a file of its own if wanted: a draft that was left is offered at the next start.
        """
        if not count:
            return (self._program, "--no-dns", "--demo")
        place = self._directory / f"{count}{f'-{next(self._number)}' if anew else ''}"
        path = place / "licenses.json" if place.exists() else written(count, place)
        return (self._program, "--no-dns", "--file", str(path))

    @contextmanager
    def _standing(self, count: int, *, size: tuple[int, int] = SIZES[0]) -> Iterator[Terminal]:
        """Run the program, from when all stands."""
        command = self._command(count, anew=True)
        with Terminal(command, self._environ, size=size) as program:
            program.until(*STANDS)
            program.until_still()
            yield program

    def _run(self, *command: str) -> Took:
        began, before = time.monotonic(), getrusage(RUSAGE_CHILDREN)
        subprocess.run(command, env=self._environ, stdout=subprocess.DEVNULL, check=True)
        long, after = time.monotonic() - began, getrusage(RUSAGE_CHILDREN)
        return Took(long, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)


def _figure(
    what: str, times: Sequence[Took], most: float | None = None, yardstick: Figure | None = None
) -> Figure:
    """Return the median of some times."""
    long, computed = (median(getattr(took, x) for took in times) for x in ("long", "computed"))
    return Figure(what, long * 1000, most, yardstick, computed=computed * 1000)


def _times(found: Sequence[Stroke], kind: str) -> list[float]:
    """Return the milliseconds of keys of a kind."""
    return [stroke.long * 1000 for stroke in found if stroke.kind == kind]


def _lag(
    command: tuple[str, ...],
    environ: Mapping[str, str],
    shows: tuple[str, ...],
    key: str,
    rate: int,
    before: tuple[str, ...] = (),
) -> float:
    """Return the seconds for which a program draws on after a key was held on a slow line."""
    with Terminal(command, environ, rate=rate * 1000 / 8) as program:
        program.until(*shows)
        program.until_still()
        for other in before:
            press(program, other)
        released = program.hold(key, HELD, AGAIN)
        return max(program.until_still() - released, 0.0)


def main(arguments: list[str] | None = None) -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench.tui")
    parser.add_argument("--turns", type=int, choices=range(1, 6), metavar="1..5", default=5)
    parser.add_argument("--only", default="", metavar="WORD")
    wanted = parser.parse_args(arguments)
    print(load())
    print(HEADER)
    with tempfile.TemporaryDirectory() as directory:
        for name, part_of in Bench(Path(directory), wanted.turns).parts.items():
            if name.startswith(wanted.only):
                for figure in part_of():
                    print(figure, flush=True)
    print(load())


if __name__ == "__main__":
    main()
