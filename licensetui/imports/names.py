"""Names in a row: what a license is called, whose it is, and of what sort."""

from __future__ import annotations

from typing import Any

from licensetui.domain.license import Hosting, LicenseType
from licensetui.imports.choices import hosting_in_name
from licensetui.imports.fields import ImportField
from licensetui.imports.identifiers import is_trial
from licensetui.imports.row_reader import Problem, RowReader
from licensetui.reading.cells import quoted


def said_names(row: RowReader, sen: str) -> dict[str, Any]:
    """Return the values of the fields that several columns say together, by where they go."""
    product, hosting = _product(row, row.read(ImportField.NAME) or "")
    type_ = _type(row, sen)
    return {
        "license.vendor": _vendor(row),
        "license.product": product,
        "license.hosting": hosting,
        "license.type": type_,
        "term.order_number": _order_number(row),
    }


def check_name(row: RowReader) -> None:
    """Refuse a row without a name."""
    if row.read(ImportField.NAME):
        return
    header = row.header(ImportField.NAME)
    if header:
        row.problems.append(Problem(f"no name: the column {quoted(header)} is empty"))
    else:
        known = "no column for it was found (Product, Item name, License name, ...)"
        row.problems.append(Problem(f"no name: {known}", "choose its column with --map"))


def _vendor(row: RowReader) -> str:
    vendor: str = row.read(ImportField.VENDOR)
    if not vendor:
        row.derived.add("vendor")
    return vendor or row.mapping.vendor


def _product(row: RowReader, name: str) -> tuple[str, Hosting | None]:
    product, hosting = hosting_in_name(name) if not row.is_exported else ("", None)
    said_product: str = row.read(ImportField.PRODUCT)
    said_hosting: Hosting | None = row.read(ImportField.HOSTING)
    _note_other(row, ImportField.HOSTING, said_hosting is Hosting.OTHER)
    if not said_product:
        row.derived.add("product")
    if not said_hosting:
        row.derived.add("hosting")
    return said_product or product, said_hosting or hosting


def _type(row: RowReader, sen: str) -> LicenseType | None:
    said: LicenseType | None = row.read(ImportField.TYPE)
    _note_other(row, ImportField.TYPE, said is LicenseType.OTHER)
    if said or row.is_exported or not is_trial(sen):
        return said
    row.derived.add("type")
    return LicenseType.EVALUATION


def _note_other(row: RowReader, field: ImportField, is_other: bool) -> None:
    if is_other and row.cell(field).casefold() != "other":
        row.notes.append(f'{field.label} {row.said(field)} is read as "other"')


def _order_number(row: RowReader) -> str:
    purchase: str = row.read(ImportField.PURCHASE_ORDER)
    order: str = row.read(ImportField.ORDER_NUMBER)
    if purchase and order and purchase != order:
        row.notes.append(f"purchase order {purchase} is kept, not order {order}")
    return purchase or order
