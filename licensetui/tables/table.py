"""Tables as all readers of files make them: headers, rows, and how the file was read."""

from __future__ import annotations

from collections.abc import Iterable

from licensetui.domain.counting import listed
from licensetui.domain.dataclass import dataclass

_SHOWN = 3
_REMEMBERED = 65_536
"""Different cells that are known again."""
SEPARATORS = {";": "semicolon", ",": "comma", "\t": "tab", "|": "vertical bar"}
"""What may stand between two cells of a text."""


class TableError(Exception):
    """A file that is no table. Its text is a sentence that names the file and the line."""


class UnreadableFileError(TableError):
    """A file that cannot be read at all: missing, a directory, not allowed."""


@dataclass(frozen=True, slots=True)
class TableRow:
    """One row below the headers."""

    line: int
    """The place in the file where it starts, from 1, in the table's `unit`."""
    cells: tuple[str, ...]
    """As they stand in the file; there may be fewer or more than headers."""
    fault: str = ""
    """Why it is nothing but a total or the like, a few words; empty for any other row."""

    def cell(self, column: int) -> str:
        """Return the cell of a column counted from 0; empty where the row is too short."""
        return self.cells[column] if column < len(self.cells) else ""


class SharedCells:
    """Makes the cells of rows, one after the other: those that many rows have are one text."""

    def __init__(self) -> None:
        """Begin with none."""
        self._known: dict[str, str] = {}

    def __call__(self, cells: Iterable[str]) -> tuple[str, ...]:
        """Return the cells of the next row."""
        known = self._known
        shared = known.setdefault if len(known) < _REMEMBERED else known.get
        return tuple([shared(cell, cell) for cell in cells])


@dataclass(frozen=True)
class Table:
    """Headers and rows."""

    headers: tuple[str, ...]
    """As they stand in the row that was taken for the headers."""
    rows: tuple[TableRow, ...]
    """Those below it, without the empty ones."""
    source: str = ""
    """Name of the file."""
    encoding: str = "UTF-8"
    """Name of the encoding; empty for what has none, such as a workbook."""
    separator: str = ","
    """What stands between two cells; empty for what is no text."""
    form: str = ""
    """What the file is, for all that is no text with separators: `Excel workbook`, `JSON`."""
    unit: str = "line"
    """What a place in the file is called: `line`, `row` of a sheet, `item` of a list."""
    sheet: str = ""
    """The sheet that was read."""
    sheets: tuple[str, ...] = ()
    """All sheets of the workbook, in its order."""
    shown_in: tuple[str, ...] = ()
    """Currencies in which a workbook shows amounts, as its formats call them; cells have none."""
    remarks: tuple[str, ...] = ()
    """Sentences on what is not as it should be, or was decided in reading; few or none."""

    @property
    def separator_name(self) -> str:
        """The separator in words."""
        return SEPARATORS.get(self.separator, self.separator)

    @property
    def how(self) -> str:
        """How the file was read, one note: `read as UTF-8, comma between cells`."""
        if self.form:
            sheet = f", sheet {self.sheet}" if self.sheet else ""
            others = listed([name for name in self.sheets if name != self.sheet], _SHOWN)
            return f"read as {self.form}{sheet}{f'; not read: {others}' if others else ''}"
        between = f"{self.separator_name} between cells" if len(self.headers) > 1 else "one column"
        return f"read as {self.encoding}, {between}"
