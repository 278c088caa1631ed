"""How fast the program is on a terminal: `python -m tests.bench.screens [--turns 1..10] [N ...]`.

For files of N licenses (1,000, 10,000 and 100,000) it runs the installed program in a terminal of
80x24 and measures from outside, beside a program that only says hello (`hello`), taking turns:

* ready: the agenda and the footer stand; and until nothing is drawn any more, findings included;
* the memory that is resident then;
* a key that saves a form, until the screen is still: the cost of a license, the address of a
  contact on 20 licenses, the members of a team that reads all;
* another session's change, from the moment at which the program wakes to it until it is still;
* the key `]` on the dashboard, and a letter in find, in the list of licenses;
* `licensetui due --within 30`, beside `python -c pass`.

What is typed into forms and saved is looked up in the file afterwards. With 100,000 licenses only
the first two are measured. `saves` measures changes from inside. No test: figures of a busy machine
prove nothing; the ratios are of one run, and `computed` leaves out what others do on it.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from decimal import Decimal
from pathlib import Path
from statistics import median

from licensetui.store.file.filestore import FileStore
from tests.bench.families import FIRST_NAME, USES
from tests.bench.figures import HEADER, Figure, load
from tests.bench.people import BUSY, BUSY_NAME, DESK, DESK_NAME, OWN
from tests.bench.portfolios import written
from tests.bench.terminal import Terminal, Took, ran
from tests.builders import TODAY

COUNTS = (1_000, 10_000, 100_000)
"""Licenses in the files, unless somebody wants others."""
JUDGED = 10_000
"""Licenses in the file to which most goals apply."""
MOST_EDITED = 20_000
"""Licenses in the largest file in which changes and keys are measured."""
READY = {1_000: 2.3, 10_000: 3.5, 100_000: 18.0}
"""How many times hello it may take until all is ready."""
DUE = {1_000: 20.0, 10_000: 55.0}
"""How many times `python -c pass` the command may take."""
TURNS = 5
"""How often each is done; the median counts."""
FEW = 3
"""How often at most with a file larger than `MOST_EDITED`."""
ROOT = Path(__file__).parents[2]
HELLO = (sys.executable, str(Path(__file__).with_name("hello.py")))
STANDS = (r"Due: \d", r"\d \w{3} +(\d{4} +)?(ends|decide|order|cancel)", r"Quit")
"""What is to be read when the agenda and the footer stand."""
FOUND = ("confluence", "scriptrunner")
"""What is typed in find, letter by letter."""
MONTHS = 12
"""How often the next month is asked for."""
TAB, ERASE, SAVE, ESCAPE, ENTER, DELETE = "\t", "\x15", "\x13", "\x1b", "\r", "\x1b[3~"


def main(arguments: list[str] | None = None) -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench.screens")
    parser.add_argument("counts", nargs="*", type=int, metavar="N", default=COUNTS)
    parser.add_argument("--turns", type=int, choices=range(1, 11), metavar="1..10", default=TURNS)
    wanted = parser.parse_args(arguments)
    print(load())
    print(HEADER)
    for count in wanted.counts:
        with tempfile.TemporaryDirectory() as directory:
            bench = Bench(count, Path(directory), wanted.turns)
            for figure in bench.figures():
                print(figure, flush=True)
    print(load())


class Bench:
    """The measures of one file."""

    def __init__(self, count: int, directory: Path, turns: int) -> None:
        """Write a file of `count` licenses in a directory."""
        self._count = count
        self._turns = min(turns, FEW) if count > MOST_EDITED else turns
        self._path = written(count, directory / "file")
        program = str(Path(sys.executable).with_name("licensetui"))
        self._command = (program, "--no-dns", "--file", str(self._path))
        self._environ = environ_of(directory)

    def figures(self) -> Iterator[Figure]:
        """Yield all that is measured, as it is."""
        yield from self.starts()
        if self._count <= MOST_EDITED:
            yield from self.saves()
            yield from self.others()
            yield from self.keys()
            yield from self.due()

    def starts(self) -> Iterator[Figure]:
        """Yield how long it takes until all stands, and the memory then."""
        readies, rests, memories, hellos, least = [], [], [], [], []
        for _ in range(self._turns):
            with Terminal(HELLO, self._environ) as hello:
                hellos.append(hello.took(hello.began, hello.until("Hello")))
                hello.until_still()
                least.append(hello.memory)
            with Terminal(self._command, self._environ) as program:
                ready = program.until(*STANDS)
                readies.append(program.took(program.began, ready))
                rests.append(program.took(ready, program.until_still()))
                memories.append(program.memory)
        is_judged = self._count == JUDGED
        yield (hello_ready := self._figure("hello, ready", hellos))
        yield self._figure("ready", readies, READY.get(self._count), hello_ready)
        yield self._figure("findings stand, after ready", rests, 1_500 if is_judged else None)
        yield (hello_memory := Figure(f"{self._count:,}: hello, memory", median(least), unit="MB"))
        most = 3.2 if is_judged else None
        yield Figure(f"{self._count:,}: memory", median(memories), most, hello_memory, "MB")

    def saves(self) -> Iterator[Figure]:
        """Yield how long a key that saves a form takes, until the screen is still."""
        with self._ready() as program:
            go_to(program, "2", FIRST_NAME)
            costs = [str(4_001 + turn) for turn in range(self._turns)]
            saved = [saving(program, TAB * 9 + ERASE + cost) for cost in costs]
            yield self._figure("cost of a license, until still", [x for _, x in saved], 120)
            go_to(program, "3", BUSY_NAME)
            addresses = [f"z.quill{chr(97 + turn)}@{OWN[0]}" for turn in range(self._turns)]
            saved = [saving(program, TAB + ERASE + address) for address in addresses]
            what = f"address of a contact on {USES} licenses, until still"
            yield self._figure(what, [x for _, x in saved], 120)
            go_to(program, "3", DESK_NAME)
            before = len(self._members())
            saved = [saving(program, TAB * 4 + ENTER + DELETE) for _ in range(self._turns)]
            what = "members of the team that reads all, until"
            yield self._figure(f"{what} painted", [x for x, _ in saved], 120)
            yield self._figure(f"{what} still", [x for _, x in saved], 120 + 1_500)
        portfolio = FileStore.open(self._path, readonly=True).portfolio
        license, busy = portfolio.license(1), portfolio.contact(BUSY)
        cost = license.terms[-1].cost if license else None
        address, gone = busy.email if busy else "", before - len(self._members())
        if (cost and cost.amount, address, gone) != (
            Decimal(costs[-1]),
            addresses[-1],
            self._turns,
        ):
            raise RuntimeError(f"saved was not what was typed: {cost}, {address}, {gone} members")

    def _members(self) -> tuple[int, ...]:
        desk = FileStore.open(self._path, readonly=True).portfolio.contact(DESK)
        return desk.members if desk else ()

    def others(self) -> Iterator[Figure]:
        """Yield how long another session's change takes, from when the program wakes to it."""
        command = (sys.executable, "-m", "tests.bench.other_session", str(self._path))
        times = []
        with (
            self._ready() as program,
            subprocess.Popen(
                command, cwd=ROOT, env=self._environ, stdin=subprocess.PIPE, stdout=subprocess.PIPE
            ) as other,
        ):
            assert other.stdin
            assert other.stdout
            other.stdout.readline()
            for _ in range(self._turns):
                program.until_still()
                program.forget()
                other.stdin.write(b"\n")
                other.stdin.flush()
                program.until(".")
                still = program.until_still()
                times.append(program.took(program.woke, still))
                other.stdout.readline()
            other.stdin.close()
        yield self._figure("another session's edit, until still", times, 250)

    def keys(self) -> Iterator[Figure]:
        """Yield how long the next month takes, and a letter in find."""
        with self._ready() as program:
            months = [stroke(program, "]") for _ in range(MONTHS)]
            program.press_each("2")
            letters = []
            for word in FOUND:
                program.press_each("/")
                letters += [stroke(program, letter) for letter in word]
                program.press_each(ENTER, ESCAPE)
        yield self._figure("the key ]", months, 40)
        yield self._figure("a letter in find", letters)
        worst = sorted(letters, key=lambda took: took.long)[len(letters) * 95 // 100]
        yield self._figure("a letter in find, p95", [worst], 45)

    def due(self) -> Iterator[Figure]:
        """Yield how long the printed command takes."""
        command = (*self._command, "due", "--within", "30")
        least, times = ran(command, self._environ, self._turns)
        yield (nothing := self._figure("python -c pass", least))
        most = DUE.get(self._count)
        yield self._figure("licensetui due --within 30", times, most, nothing)

    @contextmanager
    def _ready(self) -> Iterator[Terminal]:
        """Run the program, from when all stands."""
        with Terminal(self._command, self._environ) as program:
            program.until(*STANDS)
            program.until_still()
            yield program

    def _figure(
        self,
        what: str,
        times: Sequence[Took],
        most: float | None = None,
        yardstick: Figure | None = None,
    ) -> Figure:
        """Return the median of some times; a goal in milliseconds is for `JUDGED` licenses."""
        return Figure(
            f"{self._count:,}: {what}",
            median(took.long for took in times) * 1000,
            most if yardstick or self._count == JUDGED else None,
            yardstick,
            computed=median(took.computed for took in times) * 1000,
        )


def environ_of(directory: Path) -> Mapping[str, str]:
    """Return an environment in which nothing of this machine counts but where programs are."""
    homes = {f"XDG_{name}_HOME": str(directory) for name in ("DATA", "CONFIG", "STATE", "CACHE")}
    return {
        **homes,
        "HOME": str(directory),
        "PATH": os.environ["PATH"],
        "LANG": "C.UTF-8",
        "TERM": "xterm-256color",
        "COLORTERM": "truecolor",
        "LICENSETUI_TODAY": str(TODAY),
    }


def stroke(program: Terminal, key: str) -> Took:
    """Press a key, and return what it took until the screen was still."""
    pressed = program.press(key)
    program.until(".")
    return program.took(pressed, program.until_still())


def go_to(program: Terminal, view: str, name: str) -> None:
    """Show a view, and in it only the record of a name."""
    program.press_each(view, ESCAPE, f"/{name}{ENTER}")


def saving(program: Terminal, keys: str) -> tuple[Took, Took]:
    """Open the form of the record under the cursor, press keys in it, and save.

    Return what it took until the list was drawn again, and until the screen was still.
    """
    program.press("e")
    program.until("Save")
    program.until_still()
    program.press_each(keys)
    pressed = program.press(SAVE)
    painted = program.took(pressed, program.until("Quit"))
    return painted, program.took(pressed, program.until_still())


if __name__ == "__main__":
    main()
