"""The rows of `addresses.csv`: how many hold."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from tests.addresses.labeled import Labeled, labeled, musts
from tests.addresses.scores import Score
from tests.bench.address_rows import counted


def scores() -> Iterator[Score]:
    """Count the rows that must hold, and those of which a good program may say otherwise."""
    yield _of("labeled rows that hold", tuple(musts()), 100)
    debatable = tuple(row for row in labeled() if row.is_debatable)
    yield _of("labeled rows that hold, debatable", debatable, 0)


def _of(name: str, rows: Iterable[Labeled], least: float) -> Score:
    rows = tuple(rows)
    wrong = [f"{row}  ->  {row.got}" for row in rows if row.got]
    return counted(name, len(rows), wrong, least, are_missed=True)
