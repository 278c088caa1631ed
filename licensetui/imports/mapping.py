"""The mapping of a table's columns to fields, and why each column is taken for what it is.

It is guessed (`guessing`), or remembered, and the user changes it: on a screen, or by `--map`.
The planner asks for nothing else.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from difflib import get_close_matches
from functools import cached_property

from licensetui.domain.counting import listed
from licensetui.domain.dataclass import dataclass
from licensetui.imports.fields import ImportField
from licensetui.reading.cells import folded, quoted

HEADER = "header"
"""Why: the header is known."""
VALUES = "values"
"""Why: the values have a form that tells it, whatever the header."""
HEADER_AND_VALUES = "header and values"
"""Why: a word of the header and the form of all values agree."""
SAID = "your choice"
"""Why: the user says so."""
REMEMBERED = "remembered"
"""Why, with the day: the user said so of another file with these headers."""
LEFT_OUT = "skipped"
"""Why a column has no field: the user, or a profile, leaves it out."""
UNKNOWN = "unknown"
"""Why a column has no field."""
_NAMED = 8
"""Columns named where one is not there."""


class UnknownColumnError(ValueError):
    """A column was named that is not there. Its text is a sentence that names those that are."""


@dataclass(frozen=True)
class Mapping:
    """A choice of columns."""

    headers: tuple[str, ...]
    """All headers of the table."""
    columns: tuple[tuple[ImportField, int], ...] = ()
    """Fields with their columns, counted from 0; a field and a column occur once at most."""
    vendor: str = ""
    """Whose licenses they are, where no column says it."""
    is_portal_export: bool = False
    """Whether the file says what the vendor's portal holds, and not what people wish."""
    numbers: tuple[int, ...] = ()
    """The columns that hold numbers because the user or a profile says so, counted from 0."""
    reasons: tuple[tuple[int, str], ...] = ()
    """Why a column is taken for what it is, by its place counted from 0: `header`,
    `profile Snipe-IT`; nothing of one that is not known."""
    is_said: bool = False
    """Whether the user changed it: then it is worth remembering."""

    @cached_property
    def _columns(self) -> dict[ImportField, int]:
        return dict(self.columns)

    @cached_property
    def _fields(self) -> dict[int, ImportField]:
        return {column: field for field, column in self.columns}

    @cached_property
    def _reasons(self) -> dict[int, str]:
        return dict(self.reasons)

    def field(self, column: int) -> ImportField | None:
        """Return what a column holds, or None."""
        return self._fields.get(column)

    def column(self, field: ImportField) -> int | None:
        """Return the column of a field, counted from 0, or None."""
        return self._columns.get(field)

    def header(self, field: ImportField) -> str:
        """Return the header of a field's column; empty if it has none."""
        column = self.column(field)
        return "" if column is None else self.headers[column]

    def why(self, column: int) -> str:
        """Return why a column is taken for what it is: `header`, `remembered from 2026-11-27`."""
        return self._reasons.get(column, UNKNOWN)

    def is_left_out(self, column: int) -> bool:
        """Say whether somebody decided that a column is not used."""
        return self.field(column) is None and column in self._reasons

    @property
    def used(self) -> frozenset[int]:
        """The columns of which something is kept, counted from 0."""
        return frozenset((*self._columns.values(), *self.numbers))

    @property
    def unused(self) -> tuple[int, ...]:
        """The columns of which nothing is kept, counted from 0."""
        return tuple(column for column in range(len(self.headers)) if column not in self.used)

    def with_field(self, column: int, field: ImportField | None) -> Mapping:
        """Return this mapping with a field in a column, or with a column left out.

        A field and a column occur once: the column that had the field is not known then. What is
        as wanted already stays as it is, with its reason.
        """
        if field is not None and self.field(column) is field:
            return self
        if field is None and self.is_left_out(column):
            return self
        former = None if field is None else self.column(field)
        gone = {column, former}
        columns = [(known, place) for known, place in self.columns if place not in gone]
        reasons = {place: why for place, why in self.reasons if place not in gone}
        if field is not None:
            columns.append((field, column))
        reasons[column] = LEFT_OUT if field is None else SAID
        return replace(self, columns=tuple(columns), reasons=tuple(reasons.items()), is_said=True)

    def with_numbers(self, found: Sequence[int]) -> Mapping:
        """Return this mapping with these columns, counted from 0, as numbers."""
        is_said = self.is_said or not set(found) <= set(self.numbers)
        numbers = tuple(dict.fromkeys((*self.numbers, *found)))
        return replace(self, numbers=numbers, is_said=is_said)

    def places(self, name: str) -> tuple[int, ...]:
        """Return the columns with a header, counted from 0; `column 3` names any by its place.

        Raises `UnknownColumnError`.
        """
        called = [header_or_place(head, x) for x, head in enumerate(self.headers)]
        columns = [x for x, head in enumerate(called) if folded(head) == folded(name)]
        if not columns:
            columns = [x for x in range(len(called)) if folded(f"column {x + 1}") == folded(name)]
        if not columns or not folded(name):
            near = get_close_matches(name, called, n=1)
            which = f"did you mean {quoted(near[0])}? " if near else ""
            known = listed([quoted(one) for one in called], _NAMED)
            raise UnknownColumnError(f"no column {quoted(name)}: {which}Columns: {known}")
        return tuple(columns)


def header_or_place(header: str, column: int) -> str:
    """Return what a column is called: its header, or `column 3`."""
    return header if folded(header) else f"column {column + 1}"
