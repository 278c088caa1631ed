"""Tables in texts with a separator between cells (CSV)."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from contextlib import suppress
from itertools import islice

from licensetui.tables.table import SEPARATORS, Table, TableError, TableRow

MAX_COLUMNS = 1000
"""No list has more columns."""
_SAMPLE = 50
"""Rows that are looked at to find the separator."""


def table_in(text: str, source: str, encoding: str = "UTF-8") -> Table:
    """Return the table in a text, or raise a `TableError`; `source` is harmless already."""
    text, separator = _separated(text)
    records = _records(text, separator, source)
    _, headers = next(records, (0, ()))
    if not any(letter.isalnum() for header in headers for letter in header):
        raise TableError(f"{source} is empty: it has no line with column headers")
    if len(headers) > MAX_COLUMNS:
        raise TableError(
            f"{source} has {len(headers)} columns; more than {MAX_COLUMNS} cannot be meant"
        )
    rows = tuple(TableRow(line, cells) for line, cells in records)
    return Table(headers, rows, source, encoding, separator)


def _separated(text: str) -> tuple[str, str]:
    """Return the text, without a line `sep=;` as Excel writes it, and the separator.

    The separator is the one that cuts the headers in two or more and fits the most rows.
    """
    first = text[:6]
    if first[:4].casefold() == "sep=" and first[4:5] in SEPARATORS and first[5:6] in "\r\n":
        # The line stays, empty, so that the line numbers are those of the file.
        return text[5:], first[4]
    fits = {separator: _fit(text, separator) for separator in SEPARATORS}
    return text, max(fits, key=lambda separator: fits[separator])


def _fit(text: str, separator: str) -> tuple[bool, float, int]:
    """Return how well a separator fits; of two, the larger tuple is the better one."""
    sample: list[list[str]] = []
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    rows = (row for row in reader if any(cell.strip() for cell in row))
    # The rows before a fault still show the separator; the fault is said when all are read.
    with suppress(csv.Error):
        sample.extend(islice(rows, _SAMPLE))
    width = len(sample[0]) if sample else 0
    agree = sum(len(row) == width for row in sample) / max(len(sample), 1)
    return (width > 1, agree, width)


def _records(text: str, separator: str, source: str) -> Iterator[tuple[int, tuple[str, ...]]]:
    """Yield the records that are not empty, each with the line on which it starts."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    line = 1
    while True:
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            raise TableError(f"{source}, line {line}: {_problem(str(error))}") from error
        if any(cell.strip() for cell in cells):
            yield line, tuple(cells)
        line = reader.line_num + 1


def _problem(error: str) -> str:
    """Return what the csv module found wrong, as the rest of a sentence for the user."""
    if "field limit" in error:
        limit = csv.field_size_limit()
        return f"a cell has more than {limit} characters: is a quotation mark not closed?"
    if "unexpected end" in error:
        return "a quotation mark is opened here and never closed"
    return "after a quotation mark the cell must end; inside a cell it is doubled"
