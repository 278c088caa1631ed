"""How long a long list takes: read, planned, and saved; and how much room.

`python -m tests.bench.imports [N ...]`. For N rows (100,000) it writes a list such as exports are:
licenses with and without numbers, few vendors, 7,000 contacts. Each step is timed by the clock and
by what the process computed, and the most memory that it ever took is told after each. No test:
figures of a busy machine prove nothing.
"""

from __future__ import annotations

import argparse
import gc
import resource
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TypeVar

from licensetui.domain.change import Change
from licensetui.domain.portfolio import Portfolio
from licensetui.domain.settings import Settings
from licensetui.imports.guessing import guess_mapping
from licensetui.imports.plan import Source, plan_imports
from licensetui.store.file.filestore import FileStore
from licensetui.tables.read import read_table
from licensetui.tables.table import Table
from tests.bench.figures import HEADER, Figure, load
from tests.builders import TODAY

COUNTS = (100_000,)
"""Rows, unless somebody wants others."""
PEOPLE = 7_000
"""Different technical contacts."""
MOST_SECONDS, MOST_MIB = 20, 400
"""What reading, planning and saving may take together, of 100,000 rows."""
_HEAD = "Name,Vendor,SEN,Start,End,Cost,Seats,Email,Contact,Billing contact email,Notes"
_VENDORS = ("Atlassian", "Adobe", "JetBrains", "")

Result = TypeVar("Result")


def lines(count: int) -> Iterator[str]:
    """Yield the lines of a list with so many rows."""
    yield _HEAD
    for n in range(count):
        number = f"SEN-{1_000_000 + n}" if n % 3 else ""
        name = f"App {n % 500}" if number else f"App {n}"
        person = n % PEOPLE
        cells = (
            *(name, _VENDORS[n % 4], number, "13/01/2026", "12/01/2027", f"{n % 9000}.50 EUR"),
            *(str(n % 900), f"user{person}@corp{n % 50}.example.org", f"User {person}"),
            *(f"ap{n % 40}@corp.example.org", f"note {n}"),
        )
        yield ",".join(cells)


class Steps:
    """The steps of an import, as figures."""

    def __init__(self, count: int) -> None:
        """Begin."""
        self.figures: list[Figure] = []
        """Those so far."""
        self._count = count
        self._began = time.perf_counter(), time.process_time()

    def done(self, what: str, step: Callable[[], Result]) -> Result:
        """Take a step, and note what it took."""
        wall, computed = time.perf_counter(), time.process_time()
        result = step()
        wall, computed = time.perf_counter() - wall, time.process_time() - computed
        self._note(f"{what} {self._count:,} rows", wall, computed)
        return result

    def sum(self) -> None:
        """Note what all took."""
        wall, computed = self._began
        most = MOST_SECONDS * 1000 if self._count == COUNTS[0] else None
        self._note(
            f"all of {self._count:,} rows",
            time.perf_counter() - wall,
            time.process_time() - computed,
            most,
        )
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        room = MOST_MIB if self._count == COUNTS[0] else None
        self.figures.append(Figure(f"memory of {self._count:,} rows", peak, room, unit="MiB"))

    def _note(self, what: str, wall: float, computed: float, most: float | None = None) -> None:
        self.figures.append(Figure(what, wall * 1000, most, computed=computed * 1000))


def figures(count: int, directory: Path) -> list[Figure]:
    """Return what the import of a list with so many rows takes."""
    source = directory / f"{count}.csv"
    source.write_text("\n".join(lines(count)), encoding="utf-8")
    gc.disable()  # as `licensetui import` does
    steps = Steps(count)
    table = steps.done("read", partial(read_table, source))
    change = steps.done("plan", partial(_planned, table))
    del table
    store = FileStore.open(directory / f"{count}.json")
    steps.done("save", lambda: store.commit(change))
    steps.sum()
    gc.enable()
    return steps.figures


def _planned(table: Table) -> Change:
    """Return what the import of a table changes; of its plan nothing is kept."""
    mapping = guess_mapping(table.headers, table.rows)
    plan = plan_imports([Source(table, mapping)], Portfolio(), TODAY, Settings())
    return replace(plan.change, backup="import")


def main(arguments: Sequence[str] | None = None) -> None:
    """Print a line for each step."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0] if __doc__ else "")
    parser.add_argument("counts", nargs="*", type=int, default=COUNTS, metavar="N")
    options = parser.parse_args(arguments)
    print(load())
    print(HEADER)
    with tempfile.TemporaryDirectory() as place:
        for count in options.counts:
            for figure in figures(count, Path(place)):
                print(figure)


if __name__ == "__main__":
    main()
