"""Files of any kind as tables. What a file is, its bytes decide, and not the ending of its name."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from licensetui.domain.plain import plain
from licensetui.reading.cells import quoted
from licensetui.tables.delimited import table_in
from licensetui.tables.encodings import UnknownEncodingError, decoded
from licensetui.tables.headers import with_headers
from licensetui.tables.html_tables import read_html
from licensetui.tables.kinds import WORKBOOKS, Kind, kind_of, kind_of_text
from licensetui.tables.objects import read_json
from licensetui.tables.sources import read_bytes
from licensetui.tables.table import Table, TableError
from licensetui.tables.workbooks import merged_remarks, read_workbook

MAX_BYTES = 64 * 1024 * 1024
"""A list of licenses is never as large as this."""

_BY_NAME = "licensetui import --encoding NAME"
AS_TABLE = "save the list as CSV or xlsx, and import that"


def nothing_known(header: str) -> bool:
    """Say that no header is known."""
    return False


def read_table(
    path: Path,
    *,
    sheet: str | None = None,
    encoding: str | None = None,
    known: Callable[[str], bool] = nothing_known,
) -> Table:
    """Return the table in a file, or raise a `TableError`.

    `sheet` and `encoding` are what the user says; `known` tells whether a text is a header that
    the reader of the table knows, by which the row of headers is found.
    """
    raw = read_bytes(path, MAX_BYTES)
    return parse_table(raw, path.name, sheet=sheet, encoding=encoding, known=known)


def parse_table(
    raw: bytes,
    source: str,
    *,
    sheet: str | None = None,
    encoding: str | None = None,
    known: Callable[[str], bool] = nothing_known,
) -> Table:
    """Return the table in the bytes of a file, as `read_table`."""
    source = plain(source)
    if len(raw) > MAX_BYTES:
        raise TableError(
            f"{source} is larger than {MAX_BYTES >> 20} MB, too large for a license list"
        )
    kind, _ = kind_of(raw)
    if kind in WORKBOOKS:
        table, merged = read_workbook(raw, kind, source, sheet)
        table = with_headers(table, known)
        first = table.rows[0].line if table.rows else 0
        remarks = (*table.remarks, *merged_remarks(merged, table.headers, first))
        return replace(table, remarks=remarks)
    try:
        text = decoded(raw, source, AS_TABLE, encoding)
    except UnknownEncodingError as error:
        raise TableError(f"{error}, or set the encoding: {_BY_NAME}") from error
    if sheet is not None:
        raise TableError(f"{source} is not a workbook, so it has no sheet {quoted(sheet)}")
    table = _in_text(text.text, source, text.encoding, known)
    doubts = [f"{x}; to change it: {_BY_NAME}" if text.is_guessed else x for x in text.remarks]
    return replace(table, remarks=(*doubts, *table.remarks))


def _in_text(text: str, source: str, encoding: str, known: Callable[[str], bool]) -> Table:
    kind, what = kind_of_text(text)
    if kind is Kind.JSON:
        return read_json(text, source, encoding, known)
    if kind is Kind.HTML:
        return with_headers(read_html(text, source, encoding), known)
    if kind is Kind.OTHER:
        raise TableError(f"{source} is {what}: {AS_TABLE}")
    return table_in(text, source, known, encoding)
