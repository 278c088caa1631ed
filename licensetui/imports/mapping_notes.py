"""What the user should know of a mapping before the counts: it costs dates, or addresses."""

from __future__ import annotations

from itertools import islice

from licensetui.domain.secret import cleaned
from licensetui.imports.fields import ImportField
from licensetui.imports.mapping import Mapping, header_or_place
from licensetui.reading.cells import quoted
from licensetui.tables.table import Table

_LOOKED_AT = 1_000
"""Rows in which addresses are sought."""


def mapping_warnings(table: Table, mapping: Mapping) -> tuple[str, ...]:
    """Return what is lost by this mapping, a sentence each; with any, `--exit-code` ends with 1.

    That is a table without ends, and a column with addresses of which nothing is kept.
    """
    found = []
    if mapping.column(ImportField.END) is None:
        found.append(
            "no column is known to hold the ends of licenses (Renewal date, Expiration date, ...):"
            ' say which one does with --map "COLUMN=end"'
        )
    for column in mapping.unused:
        address = "" if mapping.is_left_out(column) else _address(table, column)
        if address:
            name = quoted(header_or_place(mapping.headers[column], column))
            found.append(
                f"the column {name} holds addresses such as {quoted(address)}, and is not used: say"
                " whose they are with --map, as technical-address, billing-address or owner-address"
            )
    return tuple(found)


def _address(table: Table, column: int) -> str:
    """Return the first address in a column; empty if there is none."""
    cells = (row.cell(column) for row in islice(table.rows, _LOOKED_AT))
    return next((cleaned(cell.strip()).text for cell in cells if is_address_like(cell)), "")


def is_address_like(cell: str) -> bool:
    """Say whether a cell holds what is meant as an address: `a@b.c`, `Anna <a@b.c>`."""
    local, at, domain = cell.strip().partition("@")
    return bool(at and local and "." in domain)
