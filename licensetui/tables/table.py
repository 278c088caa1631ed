"""Tables from the bytes of CSV files: encoding, separator, cells with their line numbers.

Nothing is mended on the way. What cannot be told for certain is a `TableError`.
"""

from __future__ import annotations

import codecs
import csv
import io
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from licensetui.domain.plain import plain

MAX_BYTES = 64 * 1024 * 1024
"""A list of licenses is never as large as this."""
MAX_COLUMNS = 1000
"""Nor has it more columns."""
_SEPARATORS = {";": "semicolon", ",": "comma", "\t": "tab", "|": "vertical bar"}
_SAMPLE = 50
"""Rows that are looked at to find the separator."""
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig", "UTF-8"),
    (codecs.BOM_UTF32_LE, "utf-32", "UTF-32"),
    (codecs.BOM_UTF32_BE, "utf-32", "UTF-32"),
    (codecs.BOM_UTF16_LE, "utf-16", "UTF-16"),
    (codecs.BOM_UTF16_BE, "utf-16", "UTF-16"),
)
"""Byte order marks with the codec and its name; UTF-32's begins like UTF-16's."""


class TableError(Exception):
    """A file that is no table. Its text is a sentence that names the file and the line."""


class UnreadableFileError(TableError):
    """A file that cannot be read at all: missing, a directory, not allowed."""


@dataclass(frozen=True)
class TableRow:
    """One row below the headers."""

    line: int
    """Line of the file on which it starts, from 1."""
    cells: tuple[str, ...]
    """As they stand in the file; there may be fewer or more than headers."""

    def cell(self, column: int) -> str:
        """Return the cell of a column counted from 0; empty where the row is too short."""
        return self.cells[column] if column < len(self.cells) else ""


@dataclass(frozen=True)
class Table:
    """Headers and rows."""

    headers: tuple[str, ...]
    """As they stand in the first line that is not empty."""
    rows: tuple[TableRow, ...]
    """Without the empty ones."""
    source: str = ""
    """Name of the file."""
    encoding: str = "UTF-8"
    """Name of the encoding."""
    separator: str = ","
    """What stands between two cells."""

    @property
    def separator_name(self) -> str:
        """The separator in words."""
        return _SEPARATORS.get(self.separator, self.separator)


def read_table(path: Path) -> Table:
    """Read a CSV file, or raise a `TableError`."""
    return parse_table(read_bytes(path, MAX_BYTES), path.name)


def read_bytes(path: Path, most: int) -> bytes:
    """Return the bytes of a file, one more than the `most` there may be if there are more.

    Raises `UnreadableFileError`.
    """
    try:
        with path.open("rb") as file:
            return file.read(most + 1)
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
        raise UnreadableFileError(f"{plain(str(path))} cannot be read: {reason}") from error


def parse_table(raw: bytes, source: str) -> Table:
    """Return the table in the bytes of a file, or raise a `TableError`."""
    source = plain(source)
    if len(raw) > MAX_BYTES:
        raise TableError(f"{source} is larger than {MAX_BYTES >> 20} MB: that is no license list")
    text, encoding = decoded(raw, source)
    return table_in(text, source, encoding)


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


def decoded(raw: bytes, source: str) -> tuple[str, str]:
    """Return the text in some bytes and the name of its encoding, or raise `TableError`."""
    if raw.startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0")):
        raise TableError(f"{source} is a spreadsheet file: save it as CSV and import that")
    marked = next((known for known in _MARKS if raw.startswith(known[0])), None)
    _, codec, name = marked or (b"", "utf-8", "UTF-8")
    if not marked and b"\0" in raw:
        raise _no_text(raw, source)
    try:
        text = raw.decode(codec)
    except UnicodeDecodeError as error:
        if codec != "utf-8":
            where = f"{source} says that it is {name}, but the byte at {error.start + 1} is not"
            raise TableError(f"{where}: save it again as UTF-8") from error
        text, name = _decode_windows(raw, source), "Windows-1252"
    if "\0" in text:
        raise _no_text(raw, source)
    return text, name


def _decode_windows(raw: bytes, source: str) -> str:
    try:
        return raw.decode("cp1252")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        raise TableError(
            f"{source}, line {line}: the byte 0x{raw[error.start]:02x} is neither UTF-8 nor"
            " Windows-1252: save the file as UTF-8"
        ) from error


def _no_text(raw: bytes, source: str) -> TableError:
    line = raw.count(b"\n", 0, raw.find(b"\0")) + 1
    return TableError(f"{source}, line {line}: a NUL byte; this is no text file. Save it as CSV")


def _separated(text: str) -> tuple[str, str]:
    """Return the text, without a line `sep=;` as Excel writes it, and the separator.

    The separator is the one that cuts the headers in two or more and fits the most rows.
    """
    first = text[:6]
    if first[:4].casefold() == "sep=" and first[4:5] in _SEPARATORS and first[5:6] in "\r\n":
        # The line stays, empty, so that the line numbers are those of the file.
        return text[5:], first[4]
    fits = {separator: _fit(text, separator) for separator in _SEPARATORS}
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
