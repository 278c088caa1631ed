"""License keys in the rows of a table: taken out before anything else reads the row."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import replace
from typing import Any, NamedTuple

from licensetui.domain.counting import counted
from licensetui.domain.dataclass import dataclass
from licensetui.domain.license import LicenseKey
from licensetui.domain.purposes import Holds, holds_of
from licensetui.domain.secret import SHORTEST, cleaned
from licensetui.imports.fields import ImportField
from licensetui.imports.mapping import Mapping
from licensetui.reading.cells import content, one_line, quoted
from licensetui.tables.table import TableRow
from licensetui.vendors.atlassian.license_key import (
    DamagedKeyError,
    IssuedKey,
    is_like_key,
    read_key,
)

_REMEMBERED = 16_384
"""Cells of a column that are known to have no key."""
_OTHER_NUMBERS = tuple(x for x in ImportField if x.holds is Holds.NUMBER and x.to == ("notes",))
"""Numbers of which several licenses may have the same: they stand in the notes."""


@dataclass(frozen=True)
class FoundKey:
    """A license key that was in a row."""

    key: LicenseKey
    """What is kept of it."""
    column: int
    """Where it was, counted from 0."""
    is_alone: bool
    """Whether it stood where keys or numbers stand, and not in a text."""
    issued: IssuedKey | None = None
    """What it says, if it is a whole one of a vendor whose keys are read."""


class KeyColumn(NamedTuple):
    """A column in which there may be keys."""

    column: int
    """Counted from 0."""
    holds: Holds
    """What it is there for."""
    without: set[str]
    """Cells that are known to have no key: many rows have the same."""


def holds_of_column(mapping: Mapping, column: int) -> Holds:
    """Return what a column is there for, by what the user says, its field and its header."""
    if column in mapping.numbers:
        return Holds.SAID
    field = mapping.field(column)
    if field is None or field.holds is not Holds.NUMBER:
        return field.holds if field else Holds.TEXT
    said = holds_of(mapping.headers[column])
    return said if said in (Holds.KEY, Holds.SERIAL) else Holds.NUMBER


def without_keys(
    row: TableRow, columns: Iterable[KeyColumn]
) -> tuple[TableRow, tuple[FoundKey, ...]]:
    """Return a row without the license keys in some columns, and what is kept, the best first.

    A number that was a key is empty then; in a text a mark stands for it.
    """
    cells = list(row.cells)
    found: list[FoundKey] = []
    width = len(cells)
    for column, holds, without in columns:
        cell = cells[column] if column < width else ""
        if len(cell) < SHORTEST or cell in without:
            continue
        clean = cleaned(cell, holds)
        if not clean.keys:
            if len(without) < _REMEMBERED:
                without.add(cell)
        else:
            is_alone = holds is not Holds.TEXT
            issued = _issued(cell) if is_alone else None
            found += [FoundKey(key, column, is_alone, issued) for key in clean.keys]
            cells[column] = "" if is_alone and clean.is_all_key else clean.text
    if not found:
        return row, ()
    of = {column: holds for column, holds, _ in columns}
    is_key = {one.column: of[one.column] is Holds.KEY for one in found}
    found.sort(key=lambda one: (not is_key[one.column], not one.is_alone))
    return replace(row, cells=tuple(cells)), tuple(found)


def key_columns(mapping: Mapping) -> tuple[KeyColumn, ...]:
    """Return the columns of which something is kept."""
    return tuple(
        KeyColumn(column, holds_of_column(mapping, column), set())
        for column in sorted(mapping.used)
    )


def said_by_key(found: Iterable[FoundKey], license: dict[str, Any]) -> tuple[str, ...]:
    """Put what the only key of a row says where the row says nothing; return the fields' names.

    Its days are left: an end that a list does not have may be that of another term.
    """
    issued = [one.issued for one in found if one.issued]
    if len(issued) != 1:
        return ()
    said = {name: getattr(issued[0], name) for name in _SAID}
    new = {name: value for name, value in said.items() if value and name not in license}
    license.update(new)
    return tuple(new)


def _issued(cell: str) -> IssuedKey | None:
    with suppress(DamagedKeyError):
        return read_key(cell) if is_like_key(cell) else None
    return None


_SAID = ("sen", "organization", "server_id", "seats")
"""The fields of a license that a key fills in a list."""


def other_numbers(row: TableRow, mapping: Mapping) -> Iterator[str]:
    """Yield the numbers of a row that have no field of their own, as lines for the notes."""
    fields = (mapping.column(field) for field in _OTHER_NUMBERS)
    free = (column for column in mapping.numbers if mapping.field(column) is None)
    for column in (*(column for column in fields if column is not None), *free):
        if number := one_line(content(row.cell(column))):
            yield numbered(mapping.headers[column], number)


def numbered(header: str, number: str) -> str:
    """Return a number for the notes, with words by which it is known for one later too."""
    word = "" if holds_of(header) is Holds.NUMBER else " number"
    return f"{one_line(header)}{word}: {number}"


def remarks(found: Iterable[FoundKey], mapping: Mapping) -> tuple[str, ...]:
    """Return what the user should know about the keys of a row."""
    words = []
    for place, one in enumerate(found):
        kept = (
            f"its last characters, {one.key.last}, and SHA-256 are"
            if not place
            else (f"its last characters, {one.key.last}, are")
        )
        words.append(f"license key under {quoted(mapping.headers[one.column])}: only {kept} stored")
    return tuple(words)


def key_notes(found: Iterable[FoundKey], mapping: Mapping) -> tuple[str, ...]:
    """Return in which columns keys were found that may be meant as numbers."""
    columns = Counter(one.column for one in found)
    return tuple(
        f"{quoted(mapping.headers[column])} looks like it holds license keys, in "
        f"{counted(count, 'row')}: if these are numbers, name the column with --numbers"
        for column, count in sorted(columns.items())
        if holds_of_column(mapping, column) is not Holds.SAID
    )
