"""The cells of one row, each read once, with what is wrong or worth a remark on the way."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from licensetui.imports.fields import LEFT_OUT, ImportField
from licensetui.imports.keys import FoundKey
from licensetui.imports.mapping import Mapping
from licensetui.imports.notation import Notation
from licensetui.reading.cells import CellError, content, quoted
from licensetui.tables.table import TableRow

_SPREAD = " is a separator inside a cell without quotation marks?"


@dataclass(frozen=True, slots=True)
class Problem:
    """One reason for which a row is refused."""

    reason: str
    """What is wrong, as the user may read it in a list of reasons."""
    remedy: str = ""
    """What would help; empty where the reason says it."""


class RowError(ValueError):
    """A row that cannot be imported. Its text says why, all reasons at once."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        """Refuse a row for some problems."""
        super().__init__("; ".join(problem.reason for problem in problems))
        remedies = dict.fromkeys(problem.remedy for problem in problems if problem.remedy)
        self.remedy = "; ".join(remedies)
        """What would help; may be empty."""


class RowReader:
    """Reads the cells of a row; modules of one subject each make a statement of them."""

    def __init__(
        self, row: TableRow, mapping: Mapping, notation: Notation, keys: tuple[FoundKey, ...]
    ) -> None:
        """Begin with nothing read; `keys` were in the row."""
        self.row = row
        self.mapping = mapping
        self.notation = notation
        self.keys = keys
        self.problems: list[Problem] = []
        """Why the row is refused."""
        self.notes: list[str] = []
        """How it was read, where that is worth a word."""
        self.doubts: list[str] = []
        """What is odd in it."""
        self.derived: set[str] = set()
        """Fields of the record that are concluded from others."""
        self._read: dict[ImportField, Any] = {}

    def cell(self, field: ImportField) -> str:
        """Return the cell of a field, trimmed; empty without a column, or if it says nothing."""
        column = self.mapping.column(field)
        return "" if column is None else content(self.row.cell(column))

    def header(self, field: ImportField) -> str:
        """Return the header of a field's column; empty if it has none."""
        return self.mapping.header(field)

    def read(self, field: ImportField) -> Any:
        """Return what a cell says; one that cannot be read is a problem of the row, told once."""
        try:
            return self._read[field]
        except KeyError:
            pass
        self._read[field] = None
        try:
            self._read[field] = field.read(self.cell(field), self.notation)
        except CellError as error:
            if field in LEFT_OUT:
                self.notes.append(f"{field.label} {error}: left out")
            else:
                self.problems.append(Problem(f"{field.label} {error}", error.remedy))
        return self._read[field]

    def said(self, field: ImportField) -> str:
        """Return a field's cell as it stands in a message."""
        return quoted(self.cell(field))

    def check_width(self) -> None:
        """Refuse a row with more cells than headers, and note one with fewer."""
        width = len(self.mapping.headers)
        cells = self.row.cells
        if any(cell.strip() for cell in cells[width:]):
            reason = f"{len(cells)} cells where the headers are {width}:{_SPREAD}"
            self.problems.append(Problem(reason))
        elif len(cells) < width:
            self.notes.append(f"only {len(cells)} of {width} cells: the others are read as empty")
