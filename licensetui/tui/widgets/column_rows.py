"""The columns of a file that is imported: samples, the field, and why."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from textual.message import Message

from licensetui.domain.counting import counted
from licensetui.domain.milestones import Urgency
from licensetui.imports.columns import ListColumn
from licensetui.imports.field_keys import LEAVE_OUT
from licensetui.imports.mapping import SAID
from licensetui.tui.bindings import bindings
from licensetui.tui.commands import forms
from licensetui.tui.dialogs.import_choices import NUMBER
from licensetui.tui.widgets.cells import Cell, Column
from licensetui.tui.widgets.measured import Measured

UNKNOWN = "?"
"""The mark of a column of which nobody knows what it holds."""


class ColumnRows(Measured[ListColumn]):
    """The columns; those that are not known stand first, and stay there once they are."""

    COLUMNS = (
        Column("", 1),
        Column("column", 18, most=44, middle=True),
        Column("first values", 12, most=200, rank=2),
        Column("holds", 17, most=26),
        Column("why", 12, most=34, rank=1),
    )
    BINDINGS = bindings(forms.CHOOSE_FIELD, forms.LEAVE_COLUMN)

    @dataclass(eq=False, repr=False)
    class Asked(Message):
        """Another field is to be chosen for a column."""

        column: ListColumn
        """The column."""

    @dataclass(eq=False, repr=False)
    class LeftOut(Message):
        """A column is to be left out."""

        column: ListColumn
        """The column."""

    _order: Mapping[int, int] = MappingProxyType({})
    # The rank at which each column stands, by its place in the file.

    def begin(self, columns: tuple[ListColumn, ...]) -> None:
        """Show the columns of a file, from the first one that is not known."""
        self._order = {column.place: rank for rank, column in enumerate(columns)}
        self.show_columns(columns)
        self.cursor = 0

    def show_columns(self, columns: tuple[ListColumn, ...]) -> None:
        """Show them as they are taken now, each where it stood."""
        known = sum(column.field is not None for column in columns)
        unknown = sum(column.is_open for column in columns)
        parts = [counted(len(columns), "column"), f"{known} known"]
        parts += [f"{unknown} not known"] if unknown else []
        self.title = "   ".join(parts)
        self.show(sorted(columns, key=lambda column: self._order.get(column.place, 0)))

    def go_to_open(self) -> None:
        """Go to the next column that is not known; stay if there is none."""
        places = [place for place, column in enumerate(self.items) if column.is_open]
        self.cursor = next((x for x in places if x > self.cursor), next(iter(places), self.cursor))

    def cells(self, item: ListColumn) -> tuple[Cell, ...]:
        """Return mark, header, samples, field and why."""
        mark, color = (UNKNOWN, Urgency.URGENT) if item.is_open else ("", None)
        return (
            Cell(mark, color),
            Cell(item.header),
            Cell(" | ".join(item.samples)),
            Cell(holds(item), color),
            Cell(SAID if item.is_number and item.field is None else item.why),
        )

    def key(self, item: ListColumn) -> Hashable:
        """Return its place in the file."""
        return item.place

    def action_choose_field(self) -> None:
        """Choose what the column holds."""
        if self.current is not None:
            self.post_message(self.Asked(self.current))

    def action_leave_column(self) -> None:
        """Leave the column out."""
        if self.current is not None:
            self.post_message(self.LeftOut(self.current))


def holds(column: ListColumn) -> str:
    """Return in a word or two what a column is taken for."""
    if column.field is not None:
        return column.field.key
    if column.is_number:
        return NUMBER
    return UNKNOWN if column.is_open else LEAVE_OUT
