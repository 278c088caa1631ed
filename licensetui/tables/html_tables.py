"""The table of a web page: programs write one and call it `.xls`."""

from __future__ import annotations

from html.parser import HTMLParser

from licensetui.domain.counting import counted
from licensetui.reading.cells import one_line
from licensetui.tables.table import Table, TableError, TableRow

_MOST_SPAN, _MOST_CELLS = 1_000, 5_000_000


def read_html(text: str, source: str, encoding: str) -> Table:
    """Return the rows of the largest table of a page, without headers, or raise a `TableError`."""
    reader = _Reader()
    reader.feed(text)
    reader.close()
    tables = [rows for rows in reader.tables if any(len(cells) > 1 for cells in rows)]
    if not tables:
        raise TableError(
            f"{source} is a web page (HTML) without a table: is it a page to sign in on, instead of"
            " the export? Export it again, as CSV or xlsx"
        )
    if reader.size > _MOST_CELLS:
        raise TableError(f"{source} has more cells than any list of licenses")
    largest = max(tables, key=len)
    rows = tuple(
        TableRow(place, tuple(cells))
        for place, cells in enumerate(largest, 1)
        if any(cell.strip() for cell in cells)
    )
    others = counted(len(tables), "table")
    remarks = () if len(tables) == 1 else (f"it has {others}: the one with most rows is read",)
    return Table(
        (), rows, source, encoding, "", form="web page (HTML)", unit="row", remarks=remarks
    )


class _Reader(HTMLParser):
    """Collects the cells of all tables; one within another is a table of its own."""

    def __init__(self) -> None:
        super().__init__()
        self.tables: list[list[list[str]]] = []
        self.size = 0
        self._open: list[list[list[str]]] = []
        self._cell: list[str] | None = None
        self._hidden = 0
        self._span = (1, 1)
        self._below: list[dict[int, int]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Begin a table, a row or a cell; their ends may be missing."""
        if tag in ("script", "style"):
            self._hidden += 1
        elif tag == "table":
            self._end_cell()
            self._open.append([])
            self._below.append({})
            self.tables.append(self._open[-1])
        elif tag == "tr" and self._open:
            self._end_cell()
            self._open[-1].append([])
        elif tag in ("td", "th") and self._open:
            self._end_cell()
            if not self._open[-1]:
                self._open[-1].append([])
            self._span = (_number(attrs, "rowspan"), _number(attrs, "colspan"))
            self._cell = []
        elif tag in ("br", "p", "div", "li") and self._cell:
            self._cell.append("\n")

    def handle_endtag(self, tag: str) -> None:
        """End what is open."""
        if tag in ("script", "style"):
            self._hidden = max(0, self._hidden - 1)
        elif tag in ("td", "th", "tr"):
            self._end_cell()
        elif tag == "table" and self._open:
            self._end_cell()
            self._open.pop()
            self._below.pop()

    def handle_data(self, data: str) -> None:
        """Keep the text of a cell."""
        if self._cell is not None and not self._hidden:
            self._cell.append(data)

    def close(self) -> None:
        """End what is open at the end of the page."""
        super().close()
        self._end_cell()

    def _end_cell(self) -> None:
        if self._cell is None or not self._open or not self._open[-1]:
            self._cell = None
            return
        lines = (one_line(line) for line in "".join(self._cell).split("\n"))
        text = "\n".join(line for line in lines if line)
        self._cell = None
        rows, columns = self._span
        self.size += columns
        if self.size > _MOST_CELLS:
            return
        row, place = self._open[-1][-1], len(self._open[-1])
        below = self._below[-1]
        # A cell of a row above that reaches into this one leaves its place empty.
        while below.get(len(row), 0) >= place and self.size <= _MOST_CELLS:
            row.append("")
            self.size += 1
        for column in range(len(row), len(row) + columns):
            below[column] = place + rows - 1
        row += [text, *[""] * (columns - 1)]


def _number(attributes: list[tuple[str, str | None]], name: str) -> int:
    text = next((value or "" for key, value in attributes if key == name), "")
    return min(int(text), _MOST_SPAN) if text.isascii() and text.isdigit() and len(text) < 9 else 1
