"""The cells of one row, each read once, with what is wrong or worth a remark on the way."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from licensetui.domain.dataclass import dataclass
from licensetui.imports.fields import LEFT_OUT, ImportField
from licensetui.imports.keys import FoundKey
from licensetui.imports.mapping import Mapping
from licensetui.imports.notation import Notation
from licensetui.reading.cells import CellError, content, quoted
from licensetui.tables.table import TableRow

_TOGETHER = """license.vendor license.product license.hosting license.type license.sen license.key
    license.entitlement license.seats_in_use term.cost term.cost_basis term.order_number"""
TOGETHER = frozenset(_TOGETHER.split())
"""The fields of records of which several columns tell together."""
_REMEMBERED = 16_384
"""Cells of a field that are kept with what they say."""
_SPREAD = ": does a cell without quotation marks contain a separator?"


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


class RowForm:
    """What is the same for all rows of a file: the columns, how to read them, and the cells read.

    Few cells differ in most columns: each is read once.
    """

    def __init__(self, mapping: Mapping, notation: Notation, unit: str) -> None:
        """Begin with nothing read; `unit` is what a place in the file is called."""
        self.has_separators = unit == "line"
        """Whether cells are parted by separators, of which one may be meant as text."""
        self.mapping = mapping
        self.notation = notation
        self.columns = dict(mapping.columns)
        self.of_records = [
            (field, field.to)
            for field in ImportField
            if "." in field.to[0] and (field in self.columns or field.to[0] in TOGETHER)
        ]
        """The fields of which each is one field of a record, or several, as far as there are any
        columns for them."""
        self.absent = {
            field: field.read("", notation) for field in ImportField if field not in self.columns
        }
        """What the fields say that have no column."""
        self._read: dict[ImportField, dict[str, Any]] = {field: {} for field in self.columns}

    def value(self, field: ImportField, cell: str) -> Any:
        """Return what a cell says, or raise a `CellError`."""
        known = self._read[field]
        if cell in known:
            return known[cell]
        value = field.read(cell, self.notation)
        if len(known) < _REMEMBERED:
            known[cell] = value
        return value


class RowReader:
    """Reads the cells of a row; modules of one subject each make a statement of them."""

    def __init__(self, row: TableRow, form: RowForm, keys: tuple[FoundKey, ...]) -> None:
        """Begin with nothing read; `keys` were in the row."""
        self.row = row
        self.form = form
        self.mapping = form.mapping
        self.notation = form.notation
        self.keys = keys
        self.problems: list[Problem] = []
        """Why the row is refused."""
        self.notes: list[str] = []
        """How it was read, where that is worth a word."""
        self.doubts: list[str] = []
        """What is odd in it."""
        self.derived: set[str] = set()
        """Fields of the record that are concluded from others."""
        self._texts = {field: content(row.cell(at)) for field, at in form.columns.items()}
        self._said: dict[ImportField, Any] = form.absent.copy()

    @property
    def is_exported(self) -> bool:
        """Whether we wrote the list: what is empty there is empty, and concluded from nothing."""
        return ImportField.EXPORTED_LICENSE in self.form.columns

    def cell(self, field: ImportField) -> str:
        """Return the cell of a field, trimmed; empty without a column, or if it says nothing."""
        return self._texts.get(field, "")

    def header(self, field: ImportField) -> str:
        """Return the header of a field's column; empty if it has none."""
        return self.mapping.header(field)

    def read(self, field: ImportField) -> Any:
        """Return what a cell says; one that cannot be read is a problem of the row, told once."""
        said = self._said
        if field not in said:
            said[field] = self._read(field)
        return said[field]

    def _read(self, field: ImportField) -> Any:
        try:
            return self.form.value(field, self._texts[field])
        except CellError as error:
            if field in LEFT_OUT:
                self.doubts.append(f"{field.label} {error}: skipped")
            else:
                self.problems.append(Problem(f"{field.label} {error}", error.remedy))
        return field.read("", self.notation)

    def said(self, field: ImportField) -> str:
        """Return a field's cell as it stands in a message."""
        return quoted(self.cell(field))

    def check_width(self) -> None:
        """Refuse a row with more cells than headers, and note one with fewer."""
        width = len(self.mapping.headers)
        cells = self.row.cells
        if any(cell.strip() for cell in cells[width:]):
            reason = f"{len(cells)} cells for {width} headers"
            if self.form.has_separators:
                reason += _SPREAD
            self.problems.append(Problem(reason))
        elif len(cells) < width:
            self.notes.append(f"only {len(cells)} of {width} cells: the rest are read as empty")
