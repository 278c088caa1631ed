"""The table of a web page: programs write one and call it `.xls`.

Tags are cut by hand, each character once: the parser of the standard library takes hours for some
pages of a few kilobytes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import suppress
from html import unescape

from licensetui.domain.counting import counted
from licensetui.reading.cells import one_line
from licensetui.tables.table import Table, TableError, TableRow

_MOST_SPAN, _MOST_CELLS = 1_000, 5_000_000
_NAME = re.compile(r"/?[A-Za-z][A-Za-z0-9]*")
_SPAN = re.compile(r"\b(row|col)span\s*=\s*[\"']?\s*([0-9]{1,8})", re.IGNORECASE)
_SCRIPT_END = re.compile(r"</(?:script|style)\b", re.IGNORECASE)


def read_html(text: str, source: str, encoding: str) -> Table:
    """Return the rows of the largest table of a page, without headers, or raise a `TableError`."""
    reader = _Reader()
    for name, content in _tokens(text):
        reader.take(name, content)
    reader.end_cell()
    if reader.size > _MOST_CELLS:
        raise TableError(f"{source} has too many cells for a license list")
    tables = [rows for rows in reader.tables if any(len(cells) > 1 for cells in rows)]
    if not tables:
        raise TableError(
            f"{source} is a web page (HTML) without a table, perhaps a sign-in page: "
            "export it again, as CSV or xlsx"
        )
    largest: list[list[str]] = max(tables, key=len)
    rows = tuple(
        TableRow(place, tuple(cells))
        for place, cells in enumerate(largest, 1)
        if any(cell.strip() for cell in cells)
    )
    others = f"it has {counted(len(tables), 'table')}: the one with the most rows is read"
    remarks = (others,) if len(tables) > 1 else ()
    return Table(
        (), rows, source, encoding, "", form="web page (HTML)", unit="row", remarks=remarks
    )


def _tokens(text: str) -> Iterator[tuple[str, str]]:
    """Yield tags with what else stands in them, ends as `/td`, and texts with an empty name."""
    place = 0
    while (start := text.find("<", place)) >= 0:
        yield "", text[place:start]
        is_comment = text.startswith("<!--", start)
        end = text.find("-->" if is_comment else ">", start)
        found = _NAME.match(text, start + 1)
        if end < 0 or not (found or text[start + 1 : start + 2] in ("!", "?")):
            place = start + 1
            if end < 0:
                break
            yield "", "<"
            continue
        place = end + (3 if is_comment else 1)
        name = found[0].lower() if found else ""
        if name in ("script", "style"):
            closing = _SCRIPT_END.search(text, place)
            place = closing.start() if closing else len(text)
        elif found:
            yield name, text[found.end() : end]
    yield "", text[place:]


class _Reader:
    """Collects the cells of all tables; one within another is a table of its own."""

    def __init__(self) -> None:
        self.tables: list[list[list[str]]] = []
        self.size = 0
        self._open: list[tuple[list[list[str]], dict[int, int]]] = []
        self._cell: list[str] | None = None
        self._span = (1, 1)

    def take(self, name: str, content: str) -> None:
        """Take a tag or a text. The ends of rows and cells may be missing."""
        if not name:
            if self._cell is not None:
                self._cell.append(content)
        elif name == "table":
            self.end_cell()
            self.tables.append([])
            self._open.append((self.tables[-1], {}))
        elif self._open:
            self._take_within(name, content)

    def _take_within(self, name: str, content: str) -> None:
        """Take a tag within a table."""
        if name in ("tr", "td", "th"):
            self.end_cell()
            rows = self._open[-1][0]
            if name == "tr" or not rows:
                rows.append([])
            if name != "tr":
                spans = {kind.lower(): int(number) for kind, number in _SPAN.findall(content)}
                self._span = (spans.get("row", 1), spans.get("col", 1))
                self._cell = []
        elif name in ("/td", "/th", "/tr", "/table"):
            self.end_cell()
            if name == "/table":
                self._open.pop()
        elif name in ("br", "p", "div", "li") and self._cell:
            self._cell.append("\n")

    def end_cell(self) -> None:
        """Add the cell that is open to its row, behind those of rows above that reach into it."""
        cell, self._cell = self._cell, None
        if cell is None or not self._open:
            return
        rows, below = self._open[-1]
        row, place = rows[-1], len(rows)
        height, width = (max(1, min(span, _MOST_SPAN)) for span in self._span)
        while below.get(len(row), 0) >= place and self.size <= _MOST_CELLS:
            row.append("")
            self.size += 1
        self.size += width
        if self.size > _MOST_CELLS:
            return
        for column in range(len(row), len(row) + width):
            below[column] = place + height - 1
        row += [_text("".join(cell)), *[""] * (width - 1)]


def _text(content: str) -> str:
    with suppress(ValueError):  # `&#` with more digits than a number may have
        content = unescape(content)
    return "\n".join(line for line in map(one_line, content.split("\n")) if line)
