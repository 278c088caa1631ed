"""Notes on a mapping: who decided, and what it loses, dates or addresses, before the counts."""

from __future__ import annotations

from licensetui.domain.secret import cleaned
from licensetui.imports.evidence import Evidence, is_address, never_ends
from licensetui.imports.fields import ImportField
from licensetui.imports.mapping import (
    HEADER_AND_VALUES,
    REMEMBERED,
    VALUES,
    Mapping,
    header_or_place,
)
from licensetui.reading.cells import quoted
from licensetui.tables.table import Table


def mapping_notes(mapping: Mapping) -> tuple[str, ...]:
    """Return what decided about the columns, where it is not their headers alone."""
    whys = dict.fromkeys(why for _, why in mapping.reasons)
    notes = [f"columns are read as {why}" for why in whys if why.startswith(REMEMBERED)]
    notes += [f"columns are read by the {why}" for why in whys if why.startswith("profile ")]
    guessed = [
        f"{quoted(mapping.headers[column])} as {field.label}"
        for field, column in mapping.columns
        if mapping.why(column) in (VALUES, HEADER_AND_VALUES)
    ]
    if guessed:
        notes.append(f"guessed from its values: {', '.join(guessed)}")
    return tuple(f"{note} (--show-mapping shows it)" for note in notes)


def mapping_warnings(
    table: Table, mapping: Mapping, *, names_options: bool = True
) -> tuple[str, ...]:
    """Return what is lost by this mapping, a sentence each; with any, `--exit-code` ends with 1.

    That is a table without names or ends, and a column with addresses of which nothing is kept.
    What helps is an option of the command; on a screen, which has none, `names_options` is not set.
    """
    found = []
    if table.rows and mapping.headers and not mapping.columns:
        first = quoted(header_or_place(mapping.headers[0], 0))
        found.append(
            f"no known headers: if {first} is not a header but a row of the list, add a "
            "header row above it"
        )
    if mapping.column(ImportField.NAME) is None:
        helps = ': name it with --map "COLUMN=name"' if names_options else ""
        found.append(f"no column with license names was found{helps}")
    if mapping.column(ImportField.END) is None and not _never_end(table, mapping):
        helps = ': name it with --map "COLUMN=end"' if names_options else ""
        found.append(
            f"no column with end dates (Renewal date, Expiration date, ...) was found{helps}"
        )
    for column in mapping.unused:
        address = "" if mapping.is_left_out(column) else _address(table, column)
        if address:
            called = header_or_place(mapping.headers[column], column)
            example = quoted(f"{called}=technical-address")
            helps = f": choose with --map {example}, billing-address, or owner-address"
            found.append(
                f"{quoted(called)} holds addresses such as {quoted(address)} and is not "
                f"used{helps if names_options else ''}"
            )
    return tuple(found)


def _never_end(table: Table, mapping: Mapping) -> bool:
    """Say whether all rows say by their type that they have no end: `Perpetual`."""
    column = mapping.column(ImportField.TYPE)
    return column is not None and Evidence(table.rows, column).all_are(never_ends)


def _address(table: Table, column: int) -> str:
    """Return the first address in a column; empty if there is none."""
    values = Evidence(table.rows, column).values
    return next((cleaned(value).text for value in values if is_address(value)), "")
