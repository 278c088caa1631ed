"""The mapping of a table's columns to fields.

Guessed from the headers here; a screen on which the user corrects the guess ends with a
`Mapping` too, and the planner asks for nothing else.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache, cached_property

from licensetui.domain.secret import cleaned
from licensetui.imports.fields import TAKING, ImportField
from licensetui.reading.amounts import header_currency
from licensetui.reading.cells import folded, quoted
from licensetui.reading.prices import without_basis

SEAT_USER = ("username", "name", "email")
"""Folded headers that, all together, are of the person who uses a seat (Snipe-IT), not of the
license: then `name` and `email` mean nothing here."""
MARKETPLACE = ("addonname", "licenseid")
"""Folded headers by which a Marketplace license export is known: what Atlassian's portal holds."""

_BRACKETS = re.compile(r"\([^()]*\)|\[[^\[\]]*\]")


@cache
def known_headers(field: ImportField) -> tuple[str, ...]:
    """Return the headers known for a field, folded, the best first."""
    return tuple(dict.fromkeys(map(folded, field.headers)))


def header_forms(header: str) -> tuple[str, ...]:
    """Return a header folded: whole, without what stands in brackets, without a currency."""
    bare = _BRACKETS.sub(" ", header)
    code = header_currency(bare)
    without = re.sub(rf"\b(?:in |en )?{code}\b", " ", bare) if code else bare
    return tuple(dict.fromkeys(folded(form) for form in (header, bare, without) if folded(form)))


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
    """The columns that hold numbers because the user says so, counted from 0."""

    @cached_property
    def _columns(self) -> dict[ImportField, int]:
        return dict(self.columns)

    @cached_property
    def _fields(self) -> dict[int, ImportField]:
        return {column: field for field, column in self.columns}

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

    @property
    def used(self) -> frozenset[int]:
        """The columns of which something is kept, counted from 0."""
        return frozenset((*self._columns.values(), *self.numbers))

    @property
    def unused(self) -> tuple[int, ...]:
        """The columns of which nothing is kept, counted from 0."""
        return tuple(column for column in range(len(self.headers)) if column not in self.used)

    def with_numbers(self, names: Sequence[str]) -> Mapping:
        """Return this mapping with these columns as numbers, or raise `UnknownColumnError`."""
        found: list[int] = []
        for name in names:
            columns = [x for x, head in enumerate(self.headers) if folded(head) == folded(name)]
            if not columns or not folded(name):
                known = ", ".join(quoted(header) for header in self.headers if header.strip())
                raise UnknownColumnError(f"no column is called {quoted(name)}: there are {known}")
            found += columns
        return replace(self, numbers=tuple(dict.fromkeys((*self.numbers, *found))))


def guess_mapping(headers: Sequence[str]) -> Mapping:
    """Return the mapping that the headers suggest; a header met twice counts where it is first."""
    forms = [header_forms(header) for header in headers]
    exact = {form[0] for form in forms if form}
    # Whole headers first: `Cost (EUR)` must not lose to another column `Cost`.
    places: dict[str, int] = {}
    for rank in range(3):
        for column, form in enumerate(forms):
            if rank < len(form):
                places.setdefault(form[rank], column)
    if exact.issuperset(SEAT_USER):
        del places["name"], places["email"]
    columns: dict[ImportField, int] = {}
    taken: set[int] = set()
    for field in TAKING:
        found = [places[name] for name in known_headers(field) if name in places]
        free = next((column for column in found if column not in taken), None)
        if free is not None:
            columns[field] = free
            taken.add(free)
    if ImportField.COST not in columns:
        columns |= _price_column(headers, taken)
    is_marketplace = exact.issuperset(MARKETPLACE)
    vendor = "Atlassian" if is_marketplace else ""
    # A file without headers may begin with a license, and its key: headers are printed.
    shown = tuple(cleaned(header).text for header in headers)
    return Mapping(shown, tuple(columns.items()), vendor, is_marketplace)


def _price_column(headers: Sequence[str], taken: set[int]) -> dict[ImportField, int]:
    """Return the first column left that is of a cost but for its time and seats: `Price a month`.

    As what the row costs in all is sought first, under a known header.
    """
    known = known_headers(ImportField.COST)
    for column, header in enumerate(headers):
        bare = header_forms(without_basis(header))
        if column not in taken and any(form in known for form in bare):
            return {ImportField.COST: column}
    return {}
