"""The columns of a table as the user sees them: samples, the field, and why."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import islice

from licensetui.domain.dataclass import dataclass
from licensetui.domain.plain import plain
from licensetui.domain.purposes import Holds, holds_of
from licensetui.domain.secret import cleaned, has_key
from licensetui.imports.evidence import Evidence
from licensetui.imports.fields import ImportField
from licensetui.imports.keys import holds_of_column
from licensetui.imports.mapping import Mapping, header_or_place
from licensetui.reading.cells import one_line
from licensetui.tables.table import Table

_SAMPLES = 3


@dataclass(frozen=True)
class ListColumn:
    """One column of a table. All texts are harmless on one line of a terminal."""

    place: int
    """Which it is, counted from 0."""
    header: str
    """Its header, or `column 3` where it has none."""
    samples: tuple[str, ...]
    """The first three values that differ; of a license key only its mark."""
    field: ImportField | None
    """What it holds; None if that is not known, or if it is left out."""
    why: str
    """Why: `header`, `values`, `header and values`, `profile Snipe-IT list`, `you said so`,
    `remembered from 2026-11-27`, `left out`, `not known`."""
    is_left_out: bool = False
    """Whether somebody decided that it is not used."""
    is_number: bool = False
    """Whether somebody says that it holds numbers: without a field they are kept in the notes."""

    @property
    def is_open(self) -> bool:
        """Whether it has values of which nobody knows what they are: these come first."""
        is_known = self.field is not None or self.is_left_out or self.is_number
        return not is_known and bool(self.samples)


def columns_of(table: Table, mapping: Mapping) -> tuple[ListColumn, ...]:
    """Return the columns of a table: the unknown ones, the known ones, those that are not used."""
    columns = (_column(table, mapping, place) for place in range(len(mapping.headers)))
    return tuple(sorted(columns, key=_rank))


def _rank(column: ListColumn) -> int:
    """Return the group in which a column stands; within one they are in the order of the file."""
    if column.is_open:
        return 0
    return 1 if column.field is not None or column.is_number else 2


def _column(table: Table, mapping: Mapping, place: int) -> ListColumn:
    field = mapping.field(place)
    return ListColumn(
        place,
        plain(header_or_place(one_line(mapping.headers[place]), place)),
        _samples(table, mapping, place),
        field,
        plain(mapping.why(place)),
        mapping.is_left_out(place),
        place in mapping.numbers,
    )


def _samples(table: Table, mapping: Mapping, place: int) -> tuple[str, ...]:
    """Return a column's first values, each once; keys are taken out before anything is shown."""
    values = Evidence(table.rows, place).values
    holds = _holds(mapping, place, values)
    shown = (plain(one_line(cleaned(value, holds).text)) for value in values)
    return tuple(islice(dict.fromkeys(shown), _SAMPLES))


def _holds(mapping: Mapping, place: int, values: Sequence[str]) -> Holds:
    """Return what a column is there for; header and values that tell of keys are believed."""
    holds = holds_of_column(mapping, place)
    if holds is not Holds.TEXT:
        return holds
    said = holds_of(mapping.headers[place])
    if said in (Holds.KEY, Holds.SERIAL):
        return said
    keys = sum(has_key(value, Holds.SERIAL) for value in values)
    return Holds.KEY if keys * 2 > len(values) else holds
