"""The numbers of a row, and its license key: what tells one license from another."""

from __future__ import annotations

from licensetui.domain.license import LicenseKey
from licensetui.domain.secret import is_vendors_number
from licensetui.imports.fields import ImportField
from licensetui.imports.identifiers import is_entitlement, read_entitlement, read_sen
from licensetui.imports.keys import numbered
from licensetui.imports.row_reader import Problem, RowReader
from licensetui.reading.cells import has_lost_digits, one_line, quoted

_TELLING = (ImportField.SEN, ImportField.ENTITLEMENT, ImportField.KEY)
_EXPORT_AGAIN = "in the spreadsheet, format the column as text, and export it again"


def said_key(row: RowReader) -> LicenseKey | None:
    """Return what is kept of the best key; one that stood in a text is concluded."""
    if row.keys and not row.keys[0].is_alone:
        row.derived.add("key")
    return row.keys[0].key if row.keys else None


def said_numbers(row: RowReader) -> tuple[str, str, tuple[str, ...]]:
    """Return the SEN, the entitlement number, and a number from the column of keys.

    Who has a column of keys writes the number there where there is no key.
    """
    sen = _number(row, ImportField.SEN)
    entitlement = _number(row, ImportField.ENTITLEMENT)
    written: str = row.read(ImportField.KEY)
    if not written:
        return sen, entitlement, ()
    header = row.header(ImportField.KEY)
    is_said = row.mapping.column(ImportField.KEY) in row.mapping.numbers
    if not is_said and not is_vendors_number(written):
        row.doubts.append(f"other values under {quoted(header)} are not keys and are not stored")
        return sen, entitlement, ()
    if read_entitlement(written) in (sen, entitlement) or read_sen(written) == sen:
        return sen, entitlement, ()
    if not entitlement and is_entitlement(written):
        return sen, read_entitlement(written), ()
    if not sen:
        return read_sen(written), entitlement, ()
    return sen, entitlement, (numbered(header, written),)


def said_seats_in_use(row: RowReader) -> int | None:
    """Return the seats in use, said or counted: all seats but the free ones."""
    used: int | None = row.read(ImportField.SEATS_IN_USE)
    free: int | None = row.read(ImportField.FREE_SEATS)
    seats = row.read(ImportField.SEATS)
    if used is not None or free is None or not seats or not isinstance(seats[0], int):
        return used
    return max(seats[0] - free, 0)


def check_digits(row: RowReader) -> None:
    """Refuse a number of which a spreadsheet has kept the first digits only."""
    for field in _TELLING:
        if has_lost_digits(row.cell(field)):
            reason = f"{field.label} {row.said(field)} lost its last digits in a spreadsheet"
            row.problems.append(Problem(reason, _EXPORT_AGAIN))


def _number(row: RowReader, field: ImportField) -> str:
    written, number = one_line(row.cell(field)), str(row.read(field))
    if number != written:
        row.notes.append(f"{field.label} {quoted(written)} is read as {number}")
    return number
