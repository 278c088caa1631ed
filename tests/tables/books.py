"""The same table as a file of each kind, as programs write it."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any

import openpyxl
import xlwt
from odf.opendocument import OpenDocumentSpreadsheet
from odf.table import Table, TableCell, TableRow
from odf.text import P

Rows = Sequence[Sequence[Any]]
"""Cells: texts, days, numbers, None."""
_HEADERS = """name,produkt,vendor,hersteller,end,end date,expiration date,ablaufdatum,cost,notes
email,phone,product,annual cost,start date,renewal date"""
KNOWN = frozenset(_HEADERS.replace("\n", ",").split(","))


def known(header: str) -> bool:
    """Say whether a header is known in these tests."""
    return header.strip().casefold() in KNOWN


def as_csv(rows: Rows, encoding: str = "utf-8", separator: str = ",") -> bytes:
    file = io.StringIO()
    writer = csv.writer(file, delimiter=separator)
    writer.writerows([["" if cell is None else str(cell) for cell in row] for row in rows])
    return file.getvalue().encode(encoding)


def as_xlsx(
    rows: Rows, *, sheet: str = "Licenses", others: Mapping[str, Rows] | None = None, **said: Any
) -> bytes:
    """Return a workbook; `merged` has ranges, `formats` those of cells, `hidden` names sheets."""
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    for name, content in {sheet: rows, **(others or {})}.items():
        page = book.create_sheet(name)
        for place, row in enumerate(content, 1):
            page.append(list(row))
            for cell in page[place] if row else ():
                if isinstance(cell.value, str):
                    cell.data_type = "s"  # `=1` is a text here
        if name in said.get("hidden", ()):
            page.sheet_state = "hidden"
    for cell, shown in said.get("formats", {}).items():
        book[sheet][cell].number_format = shown
    for area in said.get("merged", ()):
        book[sheet].merge_cells(area)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def as_xls(rows: Rows, *, merged: Sequence[tuple[int, int, int, int]] = ()) -> bytes:
    book = xlwt.Workbook()
    page = book.add_sheet("Licenses")
    day = xlwt.easyxf(num_format_str="DD.MM.YYYY")
    for place, row in enumerate(rows):
        for column, cell in enumerate(row):
            if cell is not None:
                page.write(place, column, cell, *([day] if isinstance(cell, date) else []))
    for area in merged:
        page.merge(*area)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def as_ods(rows: Rows) -> bytes:
    book = OpenDocumentSpreadsheet()
    page = Table(name="Licenses")
    for row in rows:
        line = TableRow()
        for cell in row:
            line.addElement(_ods_cell(cell))
        page.addElement(line)
    book.spreadsheet.addElement(page)
    file = io.BytesIO()
    book.write(file)
    return file.getvalue()


def _ods_cell(value: Any) -> Any:
    if value is None:
        return TableCell()
    if isinstance(value, date):
        cell = TableCell(valuetype="date", datevalue=value.isoformat())
    elif isinstance(value, int | float):
        cell = TableCell(valuetype="float", value=str(value))
    else:
        cell = TableCell(valuetype="string")
    cell.addElement(P(text=str(value)))
    return cell


def rewritten(workbook: bytes, change: Callable[[str, bytes], bytes]) -> bytes:
    """Return a workbook in ZIP with other contents of its parts."""
    file = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(workbook)) as before,
        zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as after,
    ):
        for name in before.namelist():
            after.writestr(name, change(name, before.read(name)))
    return file.getvalue()
