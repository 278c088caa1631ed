"""Tables in texts with a separator between cells (CSV)."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from contextlib import suppress
from itertools import islice
from typing import Any

from licensetui.tables.formulas import bare
from licensetui.tables.headers import Known, header_place, with_headers
from licensetui.tables.table import SEPARATORS, SharedCells, Table, TableError, TableRow

_SAMPLE = 50
"""Rows that are looked at to find the separator."""
_BEGINNING = 500_000
"""Characters of a text in which these are."""
_AS_TEXT = re.compile(r'="((?:[^"]|"")*)"')
"""What Excel calls a text that it must not take for a number."""


def table_in(text: str, source: str, known: Known, encoding: str = "UTF-8") -> Table:
    """Return the table in a text, or raise a `TableError`; `source` is harmless already."""
    text, separator, quote = _separated(text, known)
    rows = tuple(_rows(text, separator, quote, source))
    return with_headers(Table((), rows, source, encoding, separator), known)


def _separated(text: str, known: Known) -> tuple[str, str, str]:
    """Return the text, without a line `sep=;` as Excel writes it, the separator and the quote.

    The separator is the one that shows the most known headers, cuts them in two or more, and fits
    the most rows.
    """
    first = text[:8].lstrip('"')
    if first[:4].casefold() == "sep=" and first[4:5] in SEPARATORS:
        end = re.match(r'"?sep=.(?:"|[;,|\t])*(?=[\r\n]|$)', text, re.IGNORECASE)
        if end:
            # The line stays, empty, so that the line numbers are those of the file.
            return text[end.end() :], first[4], '"'
    fits = {
        (separator, quote): _fit(text, separator, quote, known)
        for quote in ("\"'" if _is_quoted_once(text) else '"')
        for separator in SEPARATORS
    }
    best = max(fits, key=fits.__getitem__)
    return text, *best


def _is_quoted_once(text: str) -> bool:
    """Say whether a text may have single quotation marks around its cells."""
    return bool(re.match(r"\s*'[^'\n]*'[;,\t|]", text))


def _fit(text: str, separator: str, quote: str, known: Known) -> tuple[int, bool, float, int]:
    """Return how well a separator fits; of two, the larger tuple is the better one."""
    sample: list[TableRow] = []
    reader = _reader(text[:_BEGINNING], separator, quote)
    rows = (TableRow(1, tuple(row)) for row in reader if any(cell.strip() for cell in row))
    # The rows before a fault still show the separator; the fault is said when all are read.
    with suppress(csv.Error):
        sample.extend(islice(rows, _SAMPLE))
    if not sample:
        return (0, False, 0.0, 0)
    place = header_place(sample, known)
    headers = sample[place].cells
    width = len(headers)
    agree = sum(len(row.cells) == width for row in sample[place:]) / (len(sample) - place)
    return (sum(known(cell) for cell in {*headers[:_SAMPLE]}), width > 1, agree, width)


def _reader(text: str, separator: str, quote: str) -> Any:
    file = io.StringIO(text, newline="")
    return csv.reader(file, delimiter=separator, quotechar=quote, strict=True)


def _rows(text: str, separator: str, quote: str, source: str) -> Iterator[TableRow]:
    """Yield the rows that are not empty, each with the line on which it starts."""
    reader = _reader(text, separator, quote)
    has_marked, has_guarded = '="' in text, "'" in text
    cells_of = SharedCells()
    line = 1
    while True:
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            raise TableError(f"{source}, line {line}: {_problem(str(error))}") from error
        if any(cell.strip() for cell in cells):
            texts = map(_as_text, cells) if has_marked else cells
            yield TableRow(line, cells_of(map(bare, texts) if has_guarded else texts))
        line = reader.line_num + 1


def _as_text(cell: str) -> str:
    """Return a cell without the `="..."` by which Excel keeps a number as text."""
    found = _AS_TEXT.fullmatch(cell.strip()) if cell.lstrip().startswith('="') else None
    return found[1].replace('""', '"') if found else cell


def _problem(error: str) -> str:
    """Return what the csv module found wrong, as the rest of a sentence for the user."""
    if "field limit" in error:
        limit = csv.field_size_limit()
        return f"a cell has more than {limit} characters: is a closing quotation mark missing?"
    if "unexpected end" in error:
        return "an opening quotation mark here has no closing one"
    return (
        "after a closing quotation mark the cell must end; double the mark to use it inside a cell"
    )
