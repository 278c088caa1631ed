"""The process that reads a workbook from its input and prints its cells as lines of JSON.

It is one of its own, `python -m licensetui.tables.sheet_process [SHEET]`: a damaged workbook can
end the library that reads it, and all around it, or keep it busy for ever.
"""

from __future__ import annotations

import json
import resource
import sys
from collections.abc import Iterator
from contextlib import suppress
from io import BytesIO
from typing import Any

from python_calamine import CalamineSheet, CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

from licensetui.tables.typed_cells import cell_text

MOST_MEMORY = 2 * 1024**3
MOST_SECONDS = 30
MOST_ROWS = 250_000
"""No list of licenses has more rows."""
_MOST_MERGED = 100_000


def main() -> None:
    """Read, and print: first an object about the workbook, then a list for each row."""
    with suppress(ValueError, OSError):  # not everywhere may a process bound itself
        resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))
    with suppress(ValueError, OSError):
        resource.setrlimit(resource.RLIMIT_CPU, (MOST_SECONDS, MOST_SECONDS + 1))
    wanted = sys.argv[1] if len(sys.argv) > 1 else ""
    for part in _parts(BytesIO(sys.stdin.buffer.read()), wanted):
        sys.stdout.write(json.dumps(part, separators=(",", ":")) + "\n")


def _parts(file: BytesIO, wanted: str) -> Iterator[Any]:
    book = CalamineWorkbook.from_filelike(file)
    names = [
        about.name
        for about in book.sheets_metadata
        if about.typ is SheetTypeEnum.WorkSheet and about.visible is SheetVisibleEnum.Visible
    ]
    about: dict[str, Any] = {"sheets": names}
    # A hidden sheet is read by its name alone.
    found = [name for name in book.sheet_names if name.casefold() == wanted.casefold()]
    if wanted and not found:
        yield {**about, "problem": "no such sheet"}
        return
    name, sheet = _first_filled(book, found or names or book.sheet_names)
    rows = _rows(sheet)
    merged = _merged(sheet)
    yield {**about, "sheet": name}
    count = 0
    fills: dict[int, tuple[int, Any]] = {}
    for place, values in rows:
        if values.count("") == len(values):
            continue
        count += 1
        if count > MOST_ROWS:
            yield {"problem": "too many rows"}
            return
        for column, last in merged.pop(place, ()):
            fills[column] = (last, values[column] if column < len(values) else "")
        cells, filled = [cell_text(value) for value in values], []
        for column, (last, value) in list(fills.items()):
            if place > last:
                del fills[column]
            elif column < len(cells) and not cells[column] and value != "":
                # An amount is that of all the rows together: it must not count for each.
                is_amount = isinstance(value, int | float) and not isinstance(value, bool)
                filled.append(-column - 1 if is_amount else column)
                cells[column] = "" if is_amount else cell_text(value)
        yield [place + 1, filled, cells]


def _first_filled(book: CalamineWorkbook, names: list[str]) -> tuple[str, CalamineSheet | None]:
    """Return the first sheet with any cell, or else the first."""
    for name in names:
        sheet = book.get_sheet_by_name(name)
        if sheet.start is not None:
            return name, sheet
    return (names[0] if names else ""), None


def _rows(sheet: CalamineSheet | None) -> Iterator[tuple[int, list[Any]]]:
    """Yield the rows with their places, counted from 0; each begins in the first column."""
    if sheet is None or sheet.start is None:
        return
    top, left = sheet.start
    for place, values in enumerate(sheet.iter_rows(), top):
        yield place, [""] * left + values


def _merged(sheet: CalamineSheet | None) -> dict[int, list[tuple[int, int]]]:
    """Return the cells that are merged over several rows: by first row, column and last row."""
    found: dict[int, list[tuple[int, int]]] = {}
    ranges = sheet.merged_cell_ranges if sheet else None
    for (top, left), (bottom, _right) in (ranges or [])[:_MOST_MERGED]:
        if bottom > top:
            found.setdefault(top, []).append((left, bottom))
    return found


if __name__ == "__main__":
    main()
