"""Kinds of files, by their first bytes: what can be read, and what to call the rest."""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from enum import Enum

from licensetui.domain.counting import listed
from licensetui.domain.plain import plain


class Kind(Enum):
    """What a file is, as far as it matters for reading it."""

    TEXT = "text"
    EXCEL = "Excel workbook"
    EXCEL_97 = "Excel 97 workbook"
    EXCEL_BINARY = "Excel binary workbook"
    OPEN_DOCUMENT = "OpenDocument spreadsheet"
    HTML = "web page (HTML)"
    JSON = "JSON"
    OTHER = "other"


WORKBOOKS = (Kind.EXCEL, Kind.EXCEL_97, Kind.EXCEL_BINARY, Kind.OPEN_DOCUMENT)
_SIGNATURES = (
    (b"%PDF-", "a PDF"),
    (b"\x89PNG\r\n", "a picture (PNG)"),
    (b"\xff\xd8\xff", "a picture (JPEG)"),
    (b"GIF8", "a picture (GIF)"),
    (b"II*\0", "a picture (TIFF)"),
    (b"MM\0*", "a picture (TIFF)"),
    (b"PK\x05\x06", "an empty ZIP archive"),
    (b"\x1f\x8b", "a compressed file (gzip)"),
    (b"BZh", "a compressed file (bzip2)"),
    (b"\xfd7zXZ", "a compressed file (xz)"),
    (b"\x28\xb5\x2f\xfd", "a compressed file (zstd)"),
    (b"7z\xbc\xaf", "a compressed file (7z)"),
    (b"Rar!", "a compressed file (RAR)"),
    (b"SQLite format 3\0", "a database (SQLite)"),
    (b"\x7fELF", "a program"),
    (b"MZ\x90\0", "a program"),
    (b"PAR1", "a Parquet file"),
    (b"{\\rtf", "a text document (RTF)"),
    (b"\x09\x08", "a spreadsheet from Excel 95 or earlier"),
    (b"\x09\x04", "a spreadsheet from Excel 95 or earlier"),
)
_TEXTS = (
    (re.compile(r"BEGIN:VCALENDAR", re.IGNORECASE), "a calendar (licensetui absences reads it)"),
    (re.compile(r"BEGIN:VCARD", re.IGNORECASE), "a file of contacts (vCard)"),
    (re.compile(r"-----BEGIN [A-Z ]+-----"), "a key or a certificate (PEM)"),
    (
        re.compile(
            r"(?:MIME-Version|Return-Path|Received|From|Date|Subject): .*\n(?:[A-Z][\w-]*:|\s)"
        ),
        "an email or a saved web page (MIME)",
    ),
    (
        re.compile(r"\s*<\?xml(?s:.{0,2000})urn:schemas-microsoft-com:office:spreadsheet"),
        "a spreadsheet in XML (Excel 2003)",
    ),
    (re.compile(r"\s*<\?xml"), "XML"),
)
_HTML = re.compile(
    r"\s*(?:<\?xml[^>]*>\s*)?(?>(?:<!--(?s:.*?)-->\s*)*)"
    r"<(?:!doctype html|html|head|body|table|meta|div|p|style|title)\b",
    re.IGNORECASE,
)
_JSON = re.compile(r"\s*(?:\[\s*[\[{\"\]]|\{\s*[\"}])")
ZIP_FAULTS = (
    *(zipfile.BadZipFile, zlib.error, OSError, ValueError, KeyError, EOFError, RuntimeError),
)
"""Exceptions by which `zipfile` says that an archive is damaged; `NotImplementedError` is a
`RuntimeError`."""
_OLE, _ZIP = b"\xd0\xcf\x11\xe0", b"PK\x03\x04"
_HEAD = 6_000
_MANIFEST = "META-INF/manifest.xml"
_PROTECTED, _EXCEL_97 = "protected by a password", "an Excel 97 workbook"
_BEGIN, _FILEPASS = b"\x09\x08\x10\x00\x00\x06\x05\x00", 0x2F
"""How the records of an Excel 97 workbook begin, and the one that says it is encrypted."""


def kind_of(raw: bytes) -> tuple[Kind, str]:
    """Return the kind of a file that is no text, and what to call it: `a PDF`."""
    if raw.startswith(_ZIP):
        return _in_zip(raw)
    if raw.startswith(_OLE):
        return _in_ole(raw)
    if raw.startswith(b"RIFF") and raw[8:12] == b"WEBP":
        return Kind.OTHER, "a picture (WebP)"
    what = next((what for start, what in _SIGNATURES if raw.startswith(start)), "")
    return (Kind.OTHER, what) if what else (Kind.TEXT, "text")


def kind_of_text(text: str) -> tuple[Kind, str]:
    """Return the kind of a text by its beginning, and what to call it."""
    head = text[:_HEAD]
    if _HTML.match(head):
        return Kind.HTML, "a web page (HTML)"
    if _JSON.match(head):
        return Kind.JSON, "JSON"
    what = next((what for pattern, what in _TEXTS if pattern.match(head)), "")
    return (Kind.OTHER, what) if what else (Kind.TEXT, "text")


def _in_zip(raw: bytes) -> tuple[Kind, str]:
    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as archive:
            names = archive.namelist()
            is_ods = "content.xml" in names and "mimetype" in names
            about = archive.open("mimetype").read(200) if is_ods else b""
            parts = archive.open(_MANIFEST).read(_HEAD) if _MANIFEST in names else b""
    except ZIP_FAULTS:
        return Kind.OTHER, "a ZIP archive that is damaged or cut off"
    if b"encryption-data" in parts:
        return Kind.OTHER, _PROTECTED
    if b"opendocument.spreadsheet" in about:
        return Kind.OPEN_DOCUMENT, "an OpenDocument spreadsheet"
    if "xl/workbook.bin" in names:
        return Kind.EXCEL_BINARY, "an Excel binary workbook"
    if any(re.match("/?xl/", name, re.IGNORECASE) for name in names):
        return Kind.EXCEL, "an Excel workbook"
    if any(name.startswith("word/") for name in names) or b"opendocument.text" in about:
        return Kind.OTHER, "a text document"
    if any(name.startswith("ppt/") for name in names) or b"opendocument" in about:
        return Kind.OTHER, "a document, not a spreadsheet"
    if any(name.endswith(".iwa") for name in names):
        return Kind.OTHER, "an Apple Numbers document"
    inside = listed([plain(name) for name in names if not name.endswith("/")], 3)
    return Kind.OTHER, f"a ZIP archive ({inside})"


def _in_ole(raw: bytes) -> tuple[Kind, str]:
    """Tell the file of an old Office program by the names of its streams."""
    if any(name.encode("utf-16-le") in raw for name in ("EncryptedPackage", "EncryptionInfo")):
        return Kind.OTHER, _PROTECTED
    if any(f"{name}\0".encode("utf-16-le") in raw for name in ("Workbook", "Book")):
        return (Kind.OTHER, _PROTECTED) if _has_password(raw) else (Kind.EXCEL_97, _EXCEL_97)
    if "WordDocument".encode("utf-16-le") in raw:
        return Kind.OTHER, "a text document (Word 97)"
    return Kind.OTHER, "an old Office document"


def _has_password(raw: bytes) -> bool:
    """Say whether one of the first records of an Excel 97 workbook says that it is encrypted."""
    place = raw.find(_BEGIN)
    for _ in range(8 if place >= 0 else 0):
        kind, size = (int.from_bytes(raw[at : at + 2], "little") for at in (place, place + 2))
        if kind == _FILEPASS:
            return True
        place += 4 + size
    return False
