"""Tables as CSV (RFC 4180), in UTF-8."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence

BOM = b"\xef\xbb\xbf"
"""By which Excel knows a file of UTF-8."""


def csv_bytes(headers: Sequence[str], rows: Iterable[Sequence[str]]) -> bytes:
    """Return a table as the bytes of a file; its texts are guarded already."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(headers)
    writer.writerows(rows)
    return text.getvalue().encode()
