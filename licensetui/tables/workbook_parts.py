"""Parts of a workbook, for what the library that reads its cells does not tell."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator

from licensetui.domain.counting import by_count, counted
from licensetui.domain.plain import plain
from licensetui.tables.kinds import ZIP_FAULTS, Kind

MOST_PARTS = 5
"""Currencies that are told at most."""
_CHUNK = 16 * 1024 * 1024
_MOST = 64 * 1024 * 1024
"""Bytes of a part that are looked at."""
_UNSOLVED = re.compile(rb"(?:</f>|<f\b[^<>]*/>)\s*(?:<v\s*/>|<v>\s*</v>)?\s*</c>")
_WRONG = re.compile(rb'<c\b[^<>]*\bt="e"')
_SPANNED = re.compile(rb'number-rows-spanned="(?:[2-9]|[1-9][0-9]+)"')
_AGAIN = "open it in a spreadsheet program, save it, and import that"


def currencies(raw: bytes, kind: Kind) -> tuple[str, ...]:
    """Return the currencies that formats of a workbook name, which no cell says."""
    if kind is Kind.OPEN_DOCUMENT:
        text = b"".join(_chunks(raw, "content.xml")).decode(errors="replace")
        found = re.findall(r'office:currency="([A-Z]{3})"', text)
    else:
        text = b"".join(_chunks(raw, "xl/styles.xml")).decode(errors="replace")
        formats = " ".join(re.findall(r'formatCode="([^"]*)"', text))
        found = re.findall(r"\[\$([^\]-]{1,4})", formats)
        found += re.findall("[\u20ac\xa3\xa5$]", re.sub(r"\[\$[^\]]*\]", "", formats))
    return tuple(dict.fromkeys(map(plain, found)))[:MOST_PARTS]


def doubts(raw: bytes, kind: Kind) -> Iterator[str]:
    """Yield what would be read as empty, and is not."""
    if kind is Kind.OPEN_DOCUMENT:
        if any(_SPANNED.search(chunk) for chunk in _chunks(raw, "content.xml")):
            yield (
                "it has cells merged over several rows, and only the first row has the "
                "value: save it as xlsx, where it applies to all"
            )
    elif kind is Kind.EXCEL:
        unsolved, wrong = 0, 0
        for chunk in _chunks(raw, r"xl/worksheets/[^/]+\.xml"):
            unsolved += len(_UNSOLVED.findall(chunk))
            wrong += len(_WRONG.findall(chunk))
        if wrong:
            cells = by_count(wrong, "1 cell", "{count} cells")
            yield f"{cells} in it with an error, such as #REF! or #N/A, read as empty"
        if unsolved:
            yield (f"{counted(unsolved, 'formula')} in it without a value, read as empty: {_AGAIN}")


def _chunks(raw: bytes, pattern: str) -> Iterator[bytes]:
    """Yield the beginnings of some parts of a workbook, piece by piece; none of a broken one."""
    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as archive:
            for name in archive.namelist():
                if re.fullmatch(pattern, name):
                    with archive.open(name) as part:
                        left = _MOST
                        while left > 0 and (chunk := part.read(_CHUNK)):
                            left -= len(chunk)
                            yield chunk
    except ZIP_FAULTS:
        return
