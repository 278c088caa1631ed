"""Workbooks as tables: Excel and OpenDocument."""

from __future__ import annotations

import io
import json
import os
import signal
import subprocess
import sys
import zipfile
from collections.abc import Iterator, Sequence
from typing import Any

from licensetui.domain.counting import counted, listed
from licensetui.domain.plain import plain
from licensetui.reading.cells import quoted
from licensetui.tables.kinds import ZIP_FAULTS, Kind
from licensetui.tables.table import SharedCells, Table, TableError, TableRow
from licensetui.tables.workbook_parts import currencies, doubts

_MOST_UNPACKED = 512 * 1024 * 1024
"""Bytes in a workbook when it is unpacked: no list has more, but a trap for those who unpack it."""
Merged = tuple[tuple[int, int], ...]
"""Cells of merged ranges below the first: column and row; the column of an amount, which counts
once, is told as -1, -2, ..."""
_PATIENCE = 60
_SHOWN = 5
_TOO_LONG = "takes too long to read: save the list as CSV, and import that"
_AGAIN = "open it in a spreadsheet program and save it again, as xlsx or CSV"


def read_workbook(raw: bytes, kind: Kind, source: str, wanted: str | None) -> tuple[Table, Merged]:
    """Return all rows of a sheet, without headers, and what was merged, or raise a `TableError`."""
    if kind is not Kind.EXCEL_97:
        _check_unpacked(raw, source)
    about, rows = _read(raw, source, wanted or "")
    sheets = tuple(plain(name) for name in about["sheets"])
    problem = about.get("problem")
    if problem == "no such sheet":
        there = listed([quoted(name) for name in about["sheets"]], _SHOWN)
        raise TableError(f"{source} has no sheet {quoted(wanted or '')}: choose from {there}")
    if problem:
        raise TableError(f"{source} has too many rows for a license list: is it the right file?")
    found, merged, cells_of = [], [], SharedCells()
    for line, columns, cells in rows:
        found.append(TableRow(line, cells_of(cells)))
        merged += [(column, line) for column in columns]
    table = Table(
        (),
        tuple(found),
        source,
        encoding="",
        separator="",
        form=kind.value,
        unit="row",
        sheet=plain(about["sheet"]),
        sheets=sheets,
        shown_in=currencies(raw, kind),
        remarks=tuple(doubts(raw, kind)),
    )
    return table, tuple(merged)


def merged_remarks(merged: Merged, headers: Sequence[str], first: int) -> Iterator[str]:
    """Yield what became of cells that are merged over several rows, from a `first` one on."""
    columns: dict[int, list[int]] = {}
    for column, line in merged:
        if line >= first:
            columns.setdefault(column, []).append(line)
    for column, lines in columns.items():
        place = column if column >= 0 else -column - 1
        name = headers[place].strip() if place < len(headers) else ""
        where = f"{quoted(name) if name else f'column {place + 1}'}: cells merged over several rows"
        what = "the first row's value applies to all" if column >= 0 else "an amount counts once"
        yield f"{where} ({counted(len(lines), 'row')}, as {lines[0]}): {what}"


def _check_unpacked(raw: bytes, source: str) -> None:
    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as archive:
            size = sum(entry.file_size for entry in archive.infolist())
    except ZIP_FAULTS as error:
        raise TableError(f"{source} is damaged or cut off: {_AGAIN}") from error
    if size > _MOST_UNPACKED:
        raise TableError(f"{source} is {size >> 20} MB uncompressed, too large for a license list")


def _read(raw: bytes, source: str, wanted: str) -> tuple[dict[str, Any], Iterator[Any]]:
    """Return what another process says of a workbook, and its rows."""
    words = [sys.executable, "-P", "-m", "licensetui.tables.sheet_process", wanted]
    paths = {**os.environ, "PYTHONPATH": os.pathsep.join(path for path in sys.path if path)}
    try:
        # Our own module, and what it reads is its input.
        done = subprocess.run(  # noqa: S603
            words, input=raw, capture_output=True, env=paths, timeout=_PATIENCE, check=False
        )
    except OSError as error:
        raise TableError(f"{source} cannot be read: {error.strerror}") from error
    except subprocess.TimeoutExpired as error:
        raise TableError(f"{source} {_TOO_LONG}") from error
    if done.returncode == -signal.SIGXCPU:
        raise TableError(f"{source} {_TOO_LONG}")
    lines = done.stdout.splitlines()
    if done.returncode or not lines:
        if b"memory allocation" in done.stderr or b"MemoryError" in done.stderr:
            raise TableError(
                f"{source} has a cell far from all others and is too large to read: "
                "delete the empty rows and columns, or save it as CSV"
            )
        raise TableError(f"{source} is damaged or not a readable workbook: {_AGAIN}")
    about, last = json.loads(lines[0]), json.loads(lines[-1])
    if isinstance(last, dict):
        about = {"sheets": (), **about, **last}
    return about, (json.loads(line) for line in lines[1:])
