"""How fast the program is over a line, beside others: `python -m tests.bench.tui [--turns 1..5]`.

Prints one table from one run: when the first screen stands, the bytes of frames and keys, how long
until the last of them, a key that is held on a slow line, nobody typing, a save, memory, the
printed commands, and what the output stage computes. Terminals of 80x24 but where another size is
told, 1,000 licenses but where another number is told. Some of it beside other programs, those of
`peers` that are installed. No test: figures of a busy machine prove nothing but bytes; `computed`
leaves out what others do on it. `--only WORD` measures the parts whose name begins with it.

Last come the tables of README and manual; `--write` puts them there. All takes about ten minutes.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from statistics import median

from tests.bench.beside import Beside, figures, measured
from tests.bench.families import FIRST_NAME
from tests.bench.figures import HEADER, Figure, load
from tests.bench.page import OURS, Size, beside_table, sent_table, write
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
    saving,
    stroke,
)
from tests.bench.strokes import FIRST, MOST, Stroke, first_frame, in_the_middle, part, strokes
from tests.bench.terminal import Terminal, Took, ran

SIZES = ((80, 24), (120, 40), (200, 60))
"""Columns and lines of terminals."""
READY = {0: 1.5, 1_000: 1.6, 10_000: 2.8, 100_000: 16.0}
"""How many times hello the first screen may take, with so many licenses; 0 is the demo."""
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
        self.beside: list[Beside] = []
        """What each program takes, the hello first."""
        self.sent: dict[str, dict[Size, float]] = {}
        """The bytes of frames and keys, by size of the terminal."""

    @property
    def parts(self) -> dict[str, Callable[[], Iterator[Figure]]]:
        """What is measured, by name."""
        return {
            "beside": self.others,
            "ready": self.ready,
            "frames": self.frames,
            "keys": self.keys,
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
            self.sent.setdefault("first screen", {})[size] = sent
            calcurse = next((x.first for x in self.beside if x.name == "calcurse"), None)
            if size == SIZES[0] and calcurse:
                yardstick = Figure("calcurse", calcurse)
                yield Figure("first frame, beside calcurse", sent, 1.0, yardstick, "B")

    def keys(self) -> Iterator[Figure]:
        """Yield the bytes of keys, and how long they take."""
        for size in SIZES:
            with self._standing(1_000, size=size) as program:
                found = list(strokes(program, size[1], 2 if size == SIZES[0] else 1))
            for kind, sent in in_the_middle(found).items():
                self.sent.setdefault(kind, {})[size] = sent
                largest = max(stroke.sent for stroke in found if stroke.kind == kind)
                what = f"{kind}, {size[0]}x{size[1]}, {largest:,.0f} at most"
                yield Figure(what, sent, MOST[kind] if size == SIZES[0] else None, unit="B")
            if size == SIZES[0]:
                arrows = _times(found, "list arrow") + _times(found, "list scroll")
                yield Figure("list arrow to the last byte, p50", part(arrows, 50), 16)
                yield Figure("list arrow to the last byte, p95", part(arrows, 95), 25)
        with self._standing(10_000) as program:
            program.press_each("2")
            letters = []
            for word in ("confluence", "scriptrunner"):
                program.press_each("/")
                letters += [stroke(program, letter).long * 1000 for letter in word]
                program.press_each(ESCAPE, ESCAPE)
        yield Figure("find letter to the last byte, 10,000 licenses, p95", part(letters, 95), 45)
        with self._standing(1_000) as program:
            program.press_each("2")
            escapes = []
            for _ in range(2 * self._turns):
                program.press_each("/")
                escapes.append(stroke(program, ESCAPE).long * 1000)
        yield Figure("Esc to the last byte", median(escapes), 45)
        ends = []
        for _ in range(self._turns):
            with self._standing(1_000) as program:
                pressed = program.press("q")
                ends.append((program.until_ended() - pressed) * 1000)
        yield Figure("quit, until the process is gone", median(ends), 25)

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
            saved = [saving(program, TAB * 9 + ERASE + cost)[1] for cost in costs]
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
            least, times = ran(command, self._environ, 2 * self._turns)
            yield _figure(what, times, most, _figure("python -c pass", least))

    def stage(self) -> Iterator[Figure]:
        """Yield what the output stage computes for a frame."""
        for size, (middle, most) in STAGE.items():
            report = self._directory / f"stage-{size[0]}"
            command = (sys.executable, "-m", "tests.bench.stage", str(report))
            arguments = self._command(1_000, anew=True)[1:]
            with Terminal((*command, *arguments), self._environ, size=size) as program:
                program.until(*STANDS)
                program.until_still()
                list(strokes(program, size[1], 1))
                for key in (ESCAPE, ESCAPE, QUIT):
                    program.press(key)
                    time.sleep(0.3)
                program.until_ended()
            times = [1000 * took for took in json.loads(report.read_text())]
            what = f"the stage computes for a frame, {size[0]}x{size[1]}"
            yield Figure(f"{what}, p50", part(times, 50), middle)
            yield Figure(f"{what}, p95", part(times, 95), most)

    def others(self) -> Iterator[Figure]:
        """Yield the same of other programs, and of ours in between."""
        place = self._directory / "peers"
        place.mkdir()
        hello, *rest = peers(place)
        ours = Peer(OURS, self._command(1_000), STANDS, before=("2",))
        for peer in (hello, ours, *rest):
            try:
                found = measured(peer, self._environ, self._turns)
            except (RuntimeError, TimeoutError) as error:
                print(f"{peer.name}: not measured: {error!s:.400}")
                continue
            self.beside.append(found)
            yield from figures(found, self.beside[0], is_ours=peer is ours)

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


def _figure(
    what: str, times: Sequence[Took], most: float | None = None, yardstick: Figure | None = None
) -> Figure:
    """Return the median of some times."""
    long, computed = (median(getattr(took, x) for took in times) for x in ("long", "computed"))
    return Figure(what, long * 1000, most, yardstick, computed=computed * 1000)


def _times(found: Sequence[Stroke], kind: str) -> list[float]:
    """Return the milliseconds of keys of a kind."""
    return [stroke.long * 1000 for stroke in found if stroke.kind == kind]


def main(arguments: list[str] | None = None) -> None:
    """Measure and print; write the tables if that is wanted."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench.tui")
    parser.add_argument("--turns", type=int, choices=range(1, 6), metavar="1..5", default=5)
    parser.add_argument("--only", default="", metavar="WORD", help="parts that begin so")
    parser.add_argument("--write", action="store_true", help="put the tables into their pages")
    wanted = parser.parse_args(arguments)
    began = time.monotonic()
    print(load())
    print(HEADER)
    with tempfile.TemporaryDirectory() as directory:
        bench = Bench(Path(directory), wanted.turns)
        for name, part_of in bench.parts.items():
            if name.startswith(wanted.only):
                _print(name, part_of)
    tables: dict[str, str] = {}
    if bench.beside:
        hello, *others = bench.beside
        tables["beside"] = beside_table(others, hello)
    if bench.sent:
        tables["sent"] = sent_table(bench.sent)
    for name, table in tables.items():
        print(f"\n{table}")
        if wanted.write:
            write(name, table)
    print(f"{load()}; all in {(time.monotonic() - began) / 60:.1f} minutes")


def _print(name: str, part_of: Callable[[], Iterator[Figure]]) -> None:
    """Print the figures of a part as they come; of one that fails, why: the others go on."""
    try:
        for figure in part_of():
            print(figure, flush=True)
    except (RuntimeError, TimeoutError) as error:
        print(f"{name}: NOT MEASURED: {error!s:.2000}", flush=True)


if __name__ == "__main__":
    main()
