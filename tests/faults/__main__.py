"""Run the harnesses: `python -m tests.faults [--short | --long] [NAME ...]`."""

from __future__ import annotations

import argparse
import importlib
import sys
import tempfile
import time
import traceback
from collections.abc import Callable, Iterable
from pathlib import Path

from tests.faults.outcome import Run, Tally, Wrong

HARNESSES = {
    "kills": "random kill -9 of 1, 2, 4 and 8 writers",
    "syscalls": "every system call of a commit killed and failed once",
    "exports": "every system call of an export killed and failed once",
    "neighbors": "strangers' links, pipes and files beside a shared file",
    "powercut": "every legal state of the disk after a power cut at any step of a commit",
    "full": "a full disk, a read-only disk, a write-protected directory",
    "mutated": "one odd value in a file or its history",
    "damage": "flipped bits, cut files, lost blocks",
    "sessions": "eight sessions on twenty records",
    "postgres": "kills, crashes, failovers and lost answers of a database server",
    "stopped": "a session stopped while it holds the lock",
    "terminal": "random keys, mouse, pastes, sizes, odd bytes and signals through a terminal",
    "output": "what two terminals show at every frame: of Textual's own text, and of ours",
    "stock": "a stock TinyDB that writes into the file",
}
"""What each harness does, by the name of its module."""


def main(arguments: list[str] | None = None) -> int:
    """Run what is asked for, print a line for each harness, and return the exit code."""
    asked = _parser().parse_args(arguments)
    tallies = []
    for name in asked.names or HARNESSES:
        tally = _run(name, asked)
        print(_line(tally), flush=True)
        for what in tally.shown:
            print(f"    {what}", flush=True)
        tallies.append(tally)
    if asked.markdown:
        asked.markdown.write_text(_markdown(tallies))
    return 1 if any(tally.has_failed for tally in tallies) else 0


def _parser() -> argparse.ArgumentParser:
    names = "\n".join(f"  {name:<10}{what}" for name, what in HARNESSES.items())
    parser = argparse.ArgumentParser(
        prog="python -m tests.faults",
        description=f"Try to make the store lose something.\n\n{names}",
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("names", nargs="*", metavar="NAME", help="only these harnesses")
    length = parser.add_mutually_exclusive_group()
    length.add_argument("--short", action="store_true", help="a few minutes together (default)")
    length.add_argument("--long", action="store_true", help="everything, more than an hour")
    parser.add_argument("--seconds", type=float, default=float("inf"), help="at most, for each")
    parser.add_argument("--seed", type=int, default=1, help="where chance begins")
    parser.add_argument("--place", type=Path, help="a directory on the disk to try (default: /tmp)")
    parser.add_argument("--markdown", type=Path, metavar="FILE", help="write the figures there too")
    return parser


def _run(name: str, asked: argparse.Namespace) -> Tally:
    if name not in HARNESSES:
        raise SystemExit(f"there is no harness {name!r}: {', '.join(HARNESSES)}")
    run: Callable[[Run], Tally] = importlib.import_module(f"tests.faults.{name}").run
    with tempfile.TemporaryDirectory(prefix=f"licensetui-{name}-", dir=asked.place) as place:
        began = time.monotonic()
        try:
            tally = run(Run(Path(place).resolve(), asked.long, asked.seed, asked.seconds))
        except Exception:  # the other harnesses still have something to say
            tally = Tally(name)
            tally.add(Wrong.UNTRUE, traceback.format_exc())
    tally.seconds = time.monotonic() - began
    return tally


def _figures(tally: Tally) -> list[tuple[str, str]]:
    wrong = [(wrong.value, f"{tally.wrong[wrong]:,}") for wrong in Wrong]
    return [
        ("tries", f"{tally.tries:,}"),
        ("confirmed", f"{tally.confirmed:,}"),
        *wrong,
        ("seconds", f"{tally.seconds:.0f}"),
    ]


def _line(tally: Tally) -> str:
    if tally.skipped:
        return f"{tally.name:<9} SKIPPED: {tally.skipped}"
    figures = "  ".join(f"{name} {number}" for name, number in _figures(tally))
    notes = f"  ({'; '.join(tally.notes)})" if tally.notes else ""
    return f"{tally.name:<9} {'FAILED  ' if tally.has_failed else ''}{figures}{notes}"


def _markdown(tallies: Iterable[Tally]) -> str:
    heads = ["harness", *(name for name, _ in _figures(Tally("")))]
    rows = [heads, ["---", *("---:" for _ in heads[1:])]]
    for tally in tallies:
        what = f"{tally.name}: {HARNESSES[tally.name]}"
        if tally.skipped:
            rows.append([f"{what}. SKIPPED: {tally.skipped}", *("" for _ in heads[1:])])
        else:
            rows.append([what, *(number for _, number in _figures(tally))])
    table = "".join(f"| {' | '.join(row)} |\n" for row in rows)
    notes = "".join(
        f"- {tally.name}: {'; '.join(tally.notes)}\n" for tally in tallies if tally.notes
    )
    return f"{table}\n{notes}" if notes else table


if __name__ == "__main__":
    sys.exit(main())
