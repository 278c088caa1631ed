"""The row of headers among the rows of a table, and the rows that are no data.

People write titles above their headers, totals below, and the headers twice.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from statistics import median

from licensetui.domain.counting import by_count, listed
from licensetui.domain.dataclass import dataclass
from licensetui.reading.cells import folded, quoted
from licensetui.tables.table import Table, TableError, TableRow
from licensetui.tables.totals import fault_of

Known = Callable[[str], bool]
"""Tells whether a text is a header that the reader of a table knows."""
MAX_COLUMNS = 1000
"""No list has more columns."""
_LOOKED_AT_CELLS = 2 * MAX_COLUMNS
DEEPEST = 30
"""Rows among which the headers are sought."""
_LOOKED_AT = 60
"""Rows that show how wide a table is."""
_LONGEST = 150
_BY_PROGRAMS = "#TYPE "
"""What PowerShell writes above the headers, and nobody misses."""
_SHOWN = 4
_VALUE = re.compile(
    r"[^\w\s]*\s*[-+(]?\d[\d.,' \xa0]*\)?\s*(?:[%\u20ac$\xa3]|[A-Z]{3})?"
    r"|\d{1,4}[-./]\d{1,2}[-./]\d{1,4}(?:[T ].*)?"
    r"|\S+@\S+\.\S+|https?://\S+|=.*",
    re.DOTALL,
)
_YEAR = re.compile(r"(?:19|20)\d\d")


def with_headers(table: Table, known: Known) -> Table:
    """Return a table of rows alone with its headers, or raise a `TableError`."""
    rows = table.rows
    if not any(_has_words(row) for row in rows[:DEEPEST]):
        raise TableError(f"{table.source} is empty: it has no line with column headers")
    place = header_place(rows, known)
    top = _Top.of(rows, place, known)
    headers = top.headers
    if len(headers) > MAX_COLUMNS:
        raise TableError(f"{table.source} has {len(headers)} columns; the limit is {MAX_COLUMNS}")
    below, remarks = _below(rows[top.first :], headers, table.unit)
    titles = _titles(rows[:place], table.unit) if top.is_below_titles else ()
    return replace(
        table,
        headers=headers,
        rows=below,
        remarks=(*table.remarks, *titles, *top.remarks(table.unit), *remarks),
    )


def header_place(rows: Sequence[TableRow], known: Known) -> int:
    """Return which row has the headers, counted from 0.

    It is the first of those with the most known ones; where none is known, the first that is as
    wide as the table and has texts alone. Else it is the first row of all.
    """
    candidates = [
        (place, _filled(row), sum(known(cell) for cell in set(_filled(row))))
        for place, row in enumerate(rows[:DEEPEST])
        if _is_like_headers(_filled(row))
    ]
    if not candidates:
        return 0
    best = max(candidates, key=lambda one: one[2])
    # Two cells of data can be words that are headers elsewhere: `Software`, `Users`.
    most = 3 if candidates[0][2] == 0 and 2 * len(candidates[0][1]) > len(best[1]) else 2
    if best[2] >= most or (best[2] and best[0] == 0):
        wide = 0.8 * len(best[1])
        return next(p for p, cells, n in candidates if n >= best[2] - 1 and len(cells) >= wide)
    width = median(len(_filled(row)) for row in rows[:_LOOKED_AT])
    for place, cells, _count in candidates:
        if 2 * len(cells) > width and all(2 * len(_filled(row)) <= width for row in rows[:place]):
            return place
    return 0


@dataclass(frozen=True)
class _Top:
    """The headers of a table, of one row or of two."""

    headers: tuple[str, ...]
    first: int
    """Which row is the first below them."""
    line: int
    is_below_titles: bool
    is_told: bool
    """Whether the row looks like headers."""
    second: str = ""
    """What became of another row of headers."""

    @classmethod
    def of(cls, rows: Sequence[TableRow], place: int, known: Known) -> _Top:
        """Return what the row of the headers and those beside it say."""
        row = rows[place]
        headers = tuple(cell.strip() if cell else cell for cell in row.cells)
        below = rows[place + 1] if place + 1 < len(rows) else None
        above = rows[place - 1] if place else None
        first, second, used = place + 1, "", 0
        if below and _completes(below, row):
            headers, first = _joined(row.cells, below.cells), place + 2
            second = f"{below.line} is part of the headers"
        elif below and _is_second(below, known):
            first, second = place + 2, f"{below.line} is a second header row, skipped"
        elif above and _groups(above, headers):
            headers, used = _joined(above.cells, row.cells, only_twice=True), 1
            second = f"{above.line} distinguishes duplicate headers"
        is_told = place > 0 or _is_like_headers(_filled(row))
        titles = place - used > 0
        return cls(_without_end(headers), first, row.line, titles, is_told, second)

    def remarks(self, unit: str) -> tuple[str, ...]:
        """Return what was decided."""
        if not self.is_told:
            return (f"no row looks like headers: {unit} {self.line} is used",)
        return (f"{unit} {self.second}",) if self.second else ()


def _has_words(row: TableRow) -> bool:
    return any(letter.isalnum() for cell in row.cells for letter in cell)


def _filled(row: TableRow) -> list[str]:
    return [cell.strip() for cell in row.cells[:_LOOKED_AT_CELLS] if cell.strip()]


def _is_like_headers(cells: Sequence[str]) -> bool:
    """Say whether cells are texts, none twice in a row of few, and no values."""
    if not cells or max(map(len, cells)) > _LONGEST:
        return False
    if not any(letter.isalpha() for cell in cells for letter in cell):
        return False
    is_value = any(_VALUE.fullmatch(cell) and not _YEAR.fullmatch(cell) for cell in cells)
    is_repeating = len(cells) > 1 and len(set(map(str.casefold, cells))) * 2 <= len(cells)
    return not is_value and not is_repeating


def _completes(below: TableRow, row: TableRow) -> bool:
    """Say whether a row has the headers' second half: texts below those that span several.

    Below those that span one it says nothing, or the same again; a row of data would.
    """
    width = min(max(len(row.cells), len(below.cells)), _LOOKED_AT_CELLS)
    upper, lower = ([one.cell(column).strip() for column in range(width)] for one in (row, below))
    spanned = {column for column in range(1, width) if lower[column] and not upper[column]}
    groups = {column - 1 for column in spanned} - spanned
    others = [column for column in range(width) if upper[column] and column not in groups]
    return (
        bool(spanned and others)
        and _is_like_headers(_filled(below))
        and all(lower[column] and upper[column] for column in groups)
        and all(lower[column] in ("", upper[column]) for column in others)
    )


def _is_second(below: TableRow, known: Known) -> bool:
    """Say whether a row has headers alone, as in another language."""
    cells = _filled(below)
    return len(cells) > 1 and all(known(cell) for cell in cells)


def _groups(above: TableRow, headers: Sequence[str]) -> bool:
    """Say whether a row names groups of headers of which some have the same name."""
    names = [header.casefold() for header in headers if header.strip()]
    cells = _filled(above)
    return len(set(names)) < len(names) and 1 < len(cells) < len(names) and _is_like_headers(cells)


def _joined(
    groups: Sequence[str], names: Sequence[str], *, only_twice: bool = False
) -> tuple[str, ...]:
    """Return headers of two rows: `Contact` above `Name` and `Email` is of both."""
    found, group = [], ""
    lower = [name.strip().casefold() for name in names]
    for column in range(max(len(groups), len(names))):
        above = groups[column].strip() if column < len(groups) else ""
        name = names[column].strip() if column < len(names) else ""
        group = above or (group if name else "")
        is_plain = only_twice and (not name or lower.count(name.casefold()) == 1)
        parts = [name] if is_plain or not group else [group, name]
        if folded(group) == folded(name):
            parts = [name]
        found.append(" ".join(part for part in parts if part))
    return tuple(found)


def _without_end(headers: tuple[str, ...]) -> tuple[str, ...]:
    """Return headers without the empty ones behind the last."""
    last = max((place for place, header in enumerate(headers) if header.strip()), default=0)
    return headers[: last + 1]


def _titles(rows: Sequence[TableRow], unit: str) -> tuple[str, ...]:
    told = [row for row in rows if not row.cells[0].lstrip().startswith(_BY_PROGRAMS)]
    if not told:
        return ()
    words = listed([quoted(" ".join(_filled(row))) for row in told], _SHOWN)
    places = listed([str(row.line) for row in told], _SHOWN)
    where = by_count(len(told), "{unit} {places}", "{unit}s {places}", unit=unit, places=places)
    return (f"above the headers, skipped: {where}, {words}",)


def _below(
    rows: Sequence[TableRow], headers: Sequence[str], unit: str
) -> tuple[tuple[TableRow, ...], tuple[str, ...]]:
    """Return the rows of data, those that are none with their fault, and remarks."""
    again = tuple(folded(header) for header in headers)
    at = next((place for place, header in enumerate(headers) if header.strip()), 0)
    first = headers[at].casefold()
    found: list[TableRow] = []
    repeated: list[int] = []
    for place, row in enumerate(rows):
        if row.cell(at).strip().casefold() == first and _same(row, again):
            repeated.append(row.line)
            continue
        fault = fault_of(rows, place, len(headers))
        found.append(replace(row, fault=fault) if fault else row)
    if not repeated:
        return tuple(found), ()
    lines = listed([str(line) for line in repeated], _SHOWN)
    return tuple(found), (f"repeated headers, skipped: {unit} {lines}",)


def _same(row: TableRow, headers: Sequence[str]) -> bool:
    cells = [folded(cell) for cell in row.cells]
    while cells and not cells[-1]:
        cells.pop()
    wanted = list(headers)
    while wanted and not wanted[-1]:
        wanted.pop()
    return len(wanted) > 1 and cells == wanted
