"""The two stores side by side: `python -m tests.bench.stores [N ...]`.

For N licenses (1,000 and 10,000) it prints what opening takes, one edit that is confirmed, the same
edit until another session has it, and what moving there and back takes. The server is one of its
own that syncs to the disk, with no standby. All in one run and taking turns; a busy machine proves
nothing.
"""

from __future__ import annotations

import argparse
import tempfile
import time
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from statistics import median

from licensetui.domain.change import Change, Edit
from licensetui.store.file.filestore import FileStore
from licensetui.store.file.moving import FileEnd
from licensetui.store.file.tablefile import TableFile
from licensetui.store.moving import move
from licensetui.store.postgres.address import Address
from licensetui.store.postgres.connection import Database
from licensetui.store.postgres.moving import DatabaseEnd
from licensetui.store.postgres.pgstore import PostgresStore
from licensetui.store.store import Store
from tests.bench.store import content, milliseconds
from tests.postgres.cluster import cluster

COUNTS = (1_000, 10_000)
"""Licenses, unless somebody wants others."""
OPENINGS, EDITS = 15, 100
"""How often each is done; the median counts."""
LOOKS = 0.001
"""Seconds between two looks of the other session."""
AT_MOST = {"open / file": 1.5, "edit, ms": 5.0, "seen, ms": 1_000.0}
"""What is wanted of the database at 10,000 licenses."""
HEADER = " licenses  store        open ms   edit ms   p95 ms   seen ms   move ms"


def main(arguments: list[str] | None = None) -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench.stores")
    parser.add_argument("counts", nargs="*", type=int, metavar="N", default=COUNTS)
    wanted = parser.parse_args(arguments)
    print(HEADER)
    with cluster() as servers:
        for number, count in enumerate(wanted.counts):
            servers.primary.ask(f"CREATE DATABASE bench{number}")
            database = Database(Address.of(servers.address(f"bench{number}")))
            with tempfile.TemporaryDirectory() as directory:
                measure(count, Path(directory), database)


def measure(count: int, directory: Path, database: Database) -> None:
    """Print the figures of both stores with `count` licenses."""
    path, moved, back = (directory / f"{name}.json" for name in ("here", "moved", "back"))
    for file in (path, moved):
        file.write_bytes(content(count))
    there = milliseconds(lambda: move(_file(moved), DatabaseEnd(database)))
    openers: dict[str, Callable[[], Store]] = {
        "file": lambda: FileStore.open(path),
        "PostgreSQL": lambda: PostgresStore.open(database),
    }
    opening: dict[str, list[float]] = {name: [] for name in openers}
    for _ in range(OPENINGS):
        for name, opener in openers.items():
            opening[name].append(milliseconds(opener))
    edits, seen = _edited(openers)
    home = milliseconds(lambda: move(DatabaseEnd(database), _file(back)))
    for name in openers:
        moving = f"{there:.0f} / {home:.0f}" if name != "file" else ""
        print(
            f"{count:>9,}  {name:<11} {median(opening[name]):>8.1f} {median(edits[name]):>9.2f} "
            f"{sorted(edits[name])[EDITS * 95 // 100]:>8.2f} {median(seen[name]):>9.2f}   {moving}",
            flush=True,
        )
    if count == max(COUNTS):
        found = (
            median(opening["PostgreSQL"]) / median(opening["file"]),
            median(edits["PostgreSQL"]),
            max(seen["PostgreSQL"]),
        )
        for (name, most), value in zip(AT_MOST.items(), found, strict=True):
            met = "met" if value <= most else "NOT MET"
            print(f"{'':>9}  {name}: {value:.3g}, wanted at most {most:g}: {met}")


def _edited(
    openers: Mapping[str, Callable[[], Store]],
) -> tuple[Mapping[str, list[float]], Mapping[str, list[float]]]:
    """Return what edits took, and what passed until another session had each of them."""
    stores = {name: (opener(), opener()) for name, opener in openers.items()}
    edits: dict[str, list[float]] = {name: [] for name in openers}
    seen: dict[str, list[float]] = {name: [] for name in openers}
    for _, other in stores.values():
        other.refresh()  # begins to watch
    time.sleep(1)
    for number in range(EDITS):
        for name, (store, other) in stores.items():
            edits[name].append(milliseconds(lambda: _edit(store, number)))  # noqa: B023  # now
            seen[name].append(milliseconds(lambda: _until_seen(other)))  # noqa: B023
    return edits, seen


def _file(path: Path) -> FileEnd:
    return FileEnd(TableFile(path), str(path))


def _edit(store: Store, number: int) -> None:
    """Change one license: each time another one."""
    licenses = store.portfolio.licenses
    license = licenses[number * 4_999 % len(licenses)]
    store.commit(Change("edit", (Edit(license, replace(license, notes=f"edit {number}")),)))


def _until_seen(store: Store) -> None:
    """Look until another session's change is there; raises `TimeoutError` after five seconds."""
    deadline = time.monotonic() + 5
    while not store.refresh():
        if time.monotonic() > deadline:
            raise TimeoutError("another session's change is not seen")
        time.sleep(LOOKS)


if __name__ == "__main__":
    main()
