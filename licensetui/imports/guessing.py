"""Guesses of what the columns of a table hold: by a profile, by the headers, by the values."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from licensetui.domain.secret import cleaned
from licensetui.imports.fields import TAKING, ImportField
from licensetui.imports.mapping import HEADER, Mapping
from licensetui.reading.amounts import header_currency
from licensetui.reading.cells import folded
from licensetui.reading.prices import without_basis
from licensetui.tables.table import TableRow

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


def guess_mapping(headers: Sequence[str], rows: Sequence[TableRow] = ()) -> Mapping:
    """Return the mapping that headers and values suggest; of two same headers the first counts."""
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
    reasons = tuple((column, HEADER) for column in columns.values())
    return Mapping(shown, tuple(columns.items()), vendor, is_marketplace, reasons=reasons)


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
