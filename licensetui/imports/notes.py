"""Notes for the user on how a whole file was read."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from licensetui.domain.secret import cleaned
from licensetui.domain.settings import Settings
from licensetui.domain.term import CostBasis
from licensetui.imports.fields import ImportField
from licensetui.imports.mapping import Mapping
from licensetui.reading.cells import quoted
from licensetui.reading.dates import DateEvidence, DateOrder, is_ambiguous
from licensetui.reading.prices import basis_in, is_per_seat
from licensetui.tables.table import Table

_OWNERS = (ImportField.OWNER, ImportField.OWNER_ADDRESS)
_CONTACTS = tuple(x for x in ImportField if x.to == ("contacts",) and x not in _OWNERS)
_UNUSED = 20
"""Columns that are named as not used."""
_ORDERS = {"dmy": "day first", "mdy": "month first"}


def table_notes(table: Table) -> tuple[str, ...]:
    """Return how the file was read, and what comes of one without rows."""
    empty = () if table.rows else ("the file has headers but no rows",)
    others = " (--sheet NAME reads another)" if len(table.sheets) > 1 else ""
    # A title above the headers may be a license key.
    return (f"{table.how}{others}", *(cleaned(remark).text for remark in table.remarks), *empty)


def date_notes(
    dates: Sequence[str], evidence: DateEvidence, said: DateOrder | None
) -> tuple[str, ...]:
    """Return how dates with two readings were read; nothing of what is asked."""
    example = next((cell for cell in dates if is_ambiguous(cell)), None)
    if example is None:
        return ()
    such = f"dates such as {quoted(example)}"
    order = said or evidence.order
    if order is None:
        return ()
    proof = evidence.day_first if order == "dmy" else evidence.month_first
    why = "your choice" if said else f"{quoted(proof)} is unambiguous"
    return (f"{such} are read {_ORDERS[order]}: {why}",)


def currency_notes(settings: Settings, table: Table) -> tuple[str, ...]:
    """Return which currency was assumed, and in which ones a workbook shows its amounts."""
    shown = (
        f", formats of the workbook show {' and '.join(table.shown_in)}" if table.shown_in else ""
    )
    read = f"amounts without a currency are read as {settings.currency}"
    return (f"{read}{shown}; --currency changes that",)


def cost_notes(mapping: Mapping) -> tuple[str, ...]:
    """Return what the amounts are for, where their header says it."""
    header = mapping.header(ImportField.COST)
    basis, seat = basis_in(header), " per seat" if is_per_seat(header) else ""
    if basis is None and not seat:
        return ()
    time = "" if basis in (None, CostBasis.TERM) else f" per {basis.label}"
    return (f"amounts under {quoted(header)} are read as the price{seat}{time}",)


def look_notes(mapping: Mapping, seen: date | None) -> tuple[str, ...]:
    """Return whether the file counts as a look at the portal; nothing where it names nobody."""
    if all(mapping.column(field) is None for field in _CONTACTS):
        return ()
    if mapping.is_portal_export:
        return ("its contacts are the ones on the portal, on the date in each row",)
    if seen:
        return (f"its contacts are the ones on the portal on {seen}",)
    return ("its contacts are assigned; no portal was checked (if one was: --seen DAY)",)


def owner_notes(mapping: Mapping) -> tuple[str, ...]:
    """Return which columns name owners: lists often call the vendor's contacts so."""
    both = map(mapping.header, _OWNERS)
    headers = " and ".join(quoted(header) for header in both if header)
    if not headers:
        return ()
    return (f"{headers}: the owner, who decides internally, not the vendor's contact",)


def column_notes(table: Table, mapping: Mapping) -> tuple[str, ...]:
    """Return which columns are not used; empty ones are counted."""
    full = [
        column
        for column in mapping.unused
        if not table.rows or any(row.cell(column).strip() for row in table.rows)
    ]
    empty = len(mapping.unused) - len(full)
    named = [_named(mapping.headers, column) for column in full]
    named = [", ".join(named[:_UNUSED])] if named else []
    if len(full) > _UNUSED:
        named.append(f"{len(full) - _UNUSED} more (--show-mapping shows all)")
    if empty:
        named.append(f"{empty} empty" if full else f"{empty} (all empty)")
    return (f"columns not used: {', '.join(named)}",) if named else ()


def _named(headers: Sequence[str], column: int) -> str:
    header = headers[column].strip()
    if not header:
        return f"column {column + 1}"
    return f"{header} (column {column + 1})" if headers.count(headers[column]) > 1 else header
