"""Texts from bytes: byte order marks, UTF-8, and what else it can be."""

from __future__ import annotations

import codecs

from licensetui.tables.table import TableError

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig", "UTF-8"),
    (codecs.BOM_UTF32_LE, "utf-32", "UTF-32"),
    (codecs.BOM_UTF32_BE, "utf-32", "UTF-32"),
    (codecs.BOM_UTF16_LE, "utf-16", "UTF-16"),
    (codecs.BOM_UTF16_BE, "utf-16", "UTF-16"),
)
"""Byte order marks with the codec and its name; UTF-32's begins like UTF-16's."""


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
