"""Licenses alike: in a row in the file, and with the same people on their portals.

Most licenses of an instance are, so what follows from people is found for all of them at once.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby, islice
from operator import attrgetter
from typing import TYPE_CHECKING

from licensetui.domain.license import License

if TYPE_CHECKING:  # what prints dates asks no rule
    from licensetui.findings.rule import Rows

MOST = 32
"""Licenses after which a step is at an end: so many are looked at in a few milliseconds, and each
rule, which is asked of all of them before the next one, in four fifths of the time."""


def rows_alike(licenses: Iterable[License]) -> Iterator[Rows]:
    """Yield licenses row by row, all of a row with the same `people`: as many rows as make a step.

    No row is longer than a step.
    """
    rows: list[list[License]] = []
    count = 0
    for _, alike in groupby(licenses, attrgetter("people")):
        while row := [*islice(alike, MOST)]:
            rows.append(row)
            count += len(row)
            if count >= MOST:
                yield rows
                rows, count = [], 0
    if rows:
        yield rows
