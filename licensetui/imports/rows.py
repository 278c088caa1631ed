"""One row of a table as a statement: what the row says of a license, read, and nothing else."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from licensetui.domain.notice import notice_fields
from licensetui.domain.term import NEVER_ENDS
from licensetui.imports.fields import ImportField
from licensetui.imports.keys import FoundKey, other_numbers, remarks, said_by_key
from licensetui.imports.mapping import Mapping as ColumnMapping
from licensetui.imports.names import check_name, said_names
from licensetui.imports.notation import Notation
from licensetui.imports.numbers import check_digits, said_key, said_numbers, said_seats_in_use
from licensetui.imports.people import said_billing, said_erased, said_owner, said_technical
from licensetui.imports.price import said_cost, said_price
from licensetui.imports.row_reader import Problem, RowError, RowForm, RowReader
from licensetui.imports.statement import Statement
from licensetui.reading.amounts import decimal_mark, header_currency
from licensetui.reading.dates import NO_END, DateOrder, is_perpetual
from licensetui.tables.table import Table, TableRow
from licensetui.wording.fields import LICENSE

_TELLS_PERPETUAL = (ImportField.TYPE, ImportField.BILLING_CYCLE)


def notation_of(
    table: Table,
    mapping: ColumnMapping,
    order: DateOrder | None,
    currency: str | None,
    default_currency: str,
) -> Notation:
    """Return how to read a table; `currency` is what the user said, if anything."""
    column = mapping.column(ImportField.COST)
    amounts = () if column is None else (row.cell(column) for row in table.rows)
    said = header_currency(mapping.header(ImportField.COST)) or currency
    header = mapping.header(ImportField.NOTICE)
    return Notation(
        order, decimal_mark(dict.fromkeys(amounts)), said or default_currency, not said, header
    )


def read_row(row: TableRow, form: RowForm, keys: tuple[FoundKey, ...] = ()) -> Statement:
    """Return what a row, without its `keys`, says, or raise a `RowError` with all that is wrong.

    Fields that need each other are read first, in the order in which what is odd is told.
    """
    if row.fault:
        raise RowError([Problem(row.fault)])
    reader = RowReader(row, form, keys)
    if keys:
        reader.notes += remarks(keys, form.mapping)
    reader.check_width()
    check_name(reader)
    check_digits(reader)
    sen, entitlement, number = said_numbers(reader)
    together = said_names(reader, sen)
    reader.read(ImportField.SEATS)
    cost, is_assumed = said_cost(reader)
    price = said_price(reader, cost)
    erased = said_erased(reader)
    _check_days(reader)
    together |= {
        "license.sen": sen,
        "license.key": said_key(reader),
        "license.entitlement": entitlement,
        "license.seats_in_use": said_seats_in_use(reader),
        "term.cost": price.pop("cost", None),
        "term.cost_basis": price.pop("cost_basis", None),
    }
    license, term = _records(_values(reader, together))
    _fill_from_key(reader, keys, license)
    term = _of_term(reader, term)
    statement = Statement(
        line=row.line,
        license=license,
        term=term | price | ({"seats": term["seats"]} if "seats" in term else {}),
        is_currency_assumed=is_assumed,
        technical=said_technical(reader, erased),
        billing=said_billing(reader, erased),
        owner=said_owner(reader),
        erased=erased,
        looked_on=reader.read(ImportField.LOOKED_ON),
        notes=reader.read(ImportField.NOTES),
        numbers=(*number, *other_numbers(row, form.mapping)),
        derived=frozenset(reader.derived),
        record=reader.read(ImportField.EXPORTED_LICENSE),
        place=reader.read(ImportField.EXPORTED_TERM),
        remarks=tuple(reader.notes),
        doubts=tuple(reader.doubts),
    )
    if reader.problems:
        raise RowError(reader.problems)
    return statement


def _fill_from_key(row: RowReader, keys: tuple[FoundKey, ...], license: dict[str, Any]) -> None:
    """Fill what no column says of the license from its key, and note which fields those are."""
    if by_key := said_by_key(keys, license):
        labels = ", ".join(LICENSE[name].lower() for name in by_key)
        row.notes.append(f"from its license key: {labels}")
        row.derived |= {*by_key}


def _values(row: RowReader, together: Mapping[str, Any]) -> dict[str, Any]:
    """Return the values by where they go; `together` has those of several columns."""
    found: dict[str, Any] = {}
    for field, to in row.form.of_records:
        if to[0] in together:
            found[to[0]] = together[to[0]]
        else:
            value = row.read(field)
            values = value if value is not None and len(to) > 1 else (value,)
            pairs = zip(to, values, strict=False)
            found |= {name: x for name, x in pairs if x is not None or name not in found}
    return found


def _records(said: Mapping[str, Any]) -> tuple[dict[str, Any], dict[str, Any]]:
    """Return the values of a license and of its term, without those of which nothing is said."""
    records: dict[str, dict[str, Any]] = {"license": {}, "term": {}}
    for where, value in said.items():
        if value not in ("", None):
            record, _, name = where.partition(".")
            records[record][name] = value
    return records["license"], records["term"]


def _of_term(row: RowReader, said: dict[str, Any]) -> dict[str, Any]:
    """Return the values of the fields of a term. A notice and no end are several fields.

    Words for no end count wherever they stand: a perpetual license with an end ends its
    maintenance.
    """
    if notice := said.pop("notice", None):
        said |= notice_fields(notice)
    field = next((one for one in _TELLS_PERPETUAL if is_perpetual(row.cell(one))), None)
    if field:
        row.notes.append(f"{field.label} {row.said(field)} is read as no end date")
        said |= {**NEVER_ENDS, "end": said.get("end")}
    if said.get("end") == NO_END:
        said |= NEVER_ENDS
    if field and said["end"] is None:
        del said["end"]  # as nobody says that there is none
    return said


def _check_days(row: RowReader) -> None:
    start, end = row.read(ImportField.START), row.read(ImportField.END)
    if start and end and end < start:
        row.problems.append(Problem(f"end {end} is before the start {start}"))
    if end == NO_END:
        row.notes.append(f"end {row.said(ImportField.END)} is read as no end date")
