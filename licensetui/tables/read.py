"""Files of any kind as tables. What a file is, its bytes decide, and not the ending of its name."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from licensetui.domain.plain import plain
from licensetui.tables.delimited import table_in
from licensetui.tables.encodings import decoded
from licensetui.tables.sources import read_bytes
from licensetui.tables.table import Table, TableError

MAX_BYTES = 64 * 1024 * 1024
"""A list of licenses is never as large as this."""


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
        raise TableError(f"{source} is larger than {MAX_BYTES >> 20} MB: that is no license list")
    text, name = decoded(raw, source)
    return table_in(text, source, name)
