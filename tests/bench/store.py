"""How fast the store is: `python -m tests.bench.store [--in DIRECTORY] [N ...]`.

For files of N licenses (100, 1,000 and 10,000) it prints what opening takes, what one edit takes,
and beside it what nobody can do without, writing and syncing the same bytes to a new file, and
what TinyDB takes for the same edit in its own way. All in one run and taking turns, so that a busy
disk troubles all of them alike. No test: figures of a busy machine prove nothing.
"""

from __future__ import annotations

import argparse
import os
import shutil
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from statistics import median

from tinydb import TinyDB

from licensetui.domain.change import Change, Edit
from licensetui.domain.contact import Contact, ContactKind
from licensetui.domain.license import Assignment, Hosting, License, Role
from licensetui.domain.money import Money
from licensetui.domain.term import Decision, Ending, Term, TermKind
from licensetui.store import codec
from licensetui.store.codec import CONTACTS, LICENSES
from licensetui.store.file import layout
from licensetui.store.file.filestore import FileStore
from licensetui.store.migrations import MIGRATIONS, newest_schema
from licensetui.vendors.atlassian import MY_ATLASSIAN

COUNTS = (100, 1_000, 10_000)
"""Licenses in the files, unless somebody wants others."""
JUDGED = 10_000
"""Licenses in the file to which the targets apply."""
OPENINGS, EDITS = 15, 20
"""How often each is done; the median counts."""


@dataclass(frozen=True)
class Figures:
    """What was measured with one file. All times in milliseconds."""

    count: int
    """Licenses in it."""
    size: int
    """Bytes."""
    opening: float
    """To read, check and index it."""
    edit: float
    """To save one changed license."""
    floor: float
    """To write and sync the same bytes to a new file."""
    tinydb: float
    """To update one document with TinyDB's own storage."""

    @property
    def row(self) -> str:
        """A line of the table."""
        return (
            f"{self.count:>9,} {self.size / 1e6:>9.2f} {self.opening:>10.1f} {self.edit:>9.1f} "
            f"{self.floor:>9.1f} {self.tinydb:>10.1f} {self.edit / self.floor:>11.2f} "
            f"{self.edit / self.tinydb:>12.3f}"
        )


HEADER = " licenses        MB    open ms   edit ms  floor ms  TinyDB ms  edit/floor  edit/TinyDB"

TARGETS: tuple[tuple[str, Callable[[Figures], float], float], ...] = (
    ("opening, ms", lambda figures: figures.opening, 150),
    ("edit / floor", lambda figures: figures.edit / figures.floor, 2.5),
    ("edit / TinyDB", lambda figures: figures.edit / figures.tinydb, 0.1),
)
"""What is wanted at `JUDGED` licenses: its name, how it is found, and the most it may be."""


def main(arguments: list[str] | None = None) -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench.store")
    parser.add_argument("counts", nargs="*", type=int, metavar="N", default=COUNTS)
    parser.add_argument("--in", dest="place", help="a directory of the disk to measure")
    wanted = parser.parse_args(arguments)
    print(HEADER)
    for count in wanted.counts:
        with tempfile.TemporaryDirectory(dir=wanted.place) as directory:
            figures = measured(count, Path(directory))
        print(figures.row, flush=True)
        if count == JUDGED:
            for line in verdicts(figures):
                print(line)


def verdicts(figures: Figures) -> Iterator[str]:
    """Yield a line for each target."""
    for name, of, most in TARGETS:
        met = "met" if of(figures) <= most else "NOT MET"
        yield f"{'':>9} {name}: {of(figures):.3g}, wanted at most {most:g}: {met}"


def measured(count: int, directory: Path) -> Figures:
    """Measure with a file of `count` licenses in a directory."""
    path = directory / "licenses.json"
    path.write_bytes(content(count))
    plain = Path(shutil.copy(path, directory / "tinydb.json"))
    size = path.stat().st_size
    opening = median(milliseconds(lambda: _open(path)) for _ in range(OPENINGS))
    store = FileStore.open(path)
    _edit(store, 0)  # the first one of a day makes a backup too
    edits, floors, updates = [], [], []
    with TinyDB(plain) as tinydb:
        table = tinydb.table(LICENSES)
        for number in range(1, EDITS + 1):
            edits.append(milliseconds(lambda: _edit(store, number)))  # noqa: B023  # called now
            written, new = path.read_bytes(), directory / "floor"
            floors.append(milliseconds(lambda: _write(new, written)))  # noqa: B023
            new.unlink()
            if number % 4 == 0:
                fields = {"notes": f"edit {number}"}
                updates.append(milliseconds(lambda: table.update(fields, doc_ids=[1])))  # noqa: B023
    return Figures(count, size, opening, median(edits), median(floors), median(updates))


def content(count: int) -> bytes:
    """Return a file of so many licenses, each of about 600 bytes, and a contact for 20 of them."""
    people = count // 20 + 2
    licenses = {str(id): codec.document(_license(id, people)) for id in range(1, count + 1)}
    contacts = {str(id): codec.document(_contact(id)) for id in range(1, people + 1)}
    tables = {LICENSES: licenses, CONTACTS: contacts}
    return layout.render(layout.Contents(tables, newest_schema(MIGRATIONS), 1))


def _license(id: int, people: int) -> License:
    end = date(2026, 1, 1) + timedelta(days=id % 900)
    term = Term(
        1,
        end - timedelta(days=365),
        end,
        TermKind.RENEWAL,
        Ending.MAINTENANCE,
        cost=Money(Decimal("12500.00") + id, "EUR"),
        quote=f"AT-{id:08}",
        decision=Decision.RENEW,
    )
    return License(
        name=f"Jira Software DC {id}",
        id=id,
        vendor="Atlassian",
        product="Jira Software",
        hosting=Hosting.DATA_CENTER,
        sen=f"SEN-{id:08}",
        organization="Example Industries GmbH",
        site=f"jira-{id}.example.org",
        seats=500,
        portal=MY_ATLASSIAN,
        wanted=(
            Assignment(id % people + 1, Role.TECHNICAL, True, since=date(2025, 3, 1)),
            Assignment((id + 1) % people + 1, Role.BILLING),
        ),
        terms=(term,),
    )


def _contact(id: int) -> Contact:
    name, address = f"Anna Martin {id}", f"anna.martin.{id}@example.org"
    return Contact(name, address, id, ContactKind.PERSON, organization="Example Industries GmbH")


def _open(path: Path) -> None:
    """Read a file, and ask once for what is looked up in an index."""
    portfolio = FileStore.open(path).portfolio
    if not (portfolio.license(1) and portfolio.contact(1) and portfolio.uses(1)):
        raise RuntimeError(f"{path} is not the file that was written")


def _edit(store: FileStore, number: int) -> None:
    """Change one license: each time another one, here and there in the file."""
    licenses = store.portfolio.licenses
    license = licenses[number * 4_999 % len(licenses)]
    edited = replace(license, notes=f"edit {number}")
    store.commit(Change("edit", (Edit(license, edited),)))


def _write(path: Path, written: bytes) -> None:
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        rest = memoryview(written)
        while rest:
            rest = rest[os.write(descriptor, rest) :]
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def milliseconds(action: Callable[[], object]) -> float:
    """Return how long an action takes."""
    began = time.perf_counter()
    action()
    return (time.perf_counter() - began) * 1000


if __name__ == "__main__":
    main()
