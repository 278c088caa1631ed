"""Licenses alike: in a row in the file, and with the same people on their portals.

Most licenses of an instance are, so what follows from people is found for all of them at once.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby, islice
from operator import attrgetter

from licensetui.domain.license import License

MOST = 20
"""Licenses that are looked at in one step."""


def rows_alike(licenses: Iterable[License]) -> Iterator[list[License]]:
    """Yield licenses row by row: all of a row have the same `people`, and are `MOST` at most."""
    for _, alike in groupby(licenses, attrgetter("people")):
        while row := [*islice(alike, MOST)]:
            yield row
