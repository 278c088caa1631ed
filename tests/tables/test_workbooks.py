"""A workbook is read as its owner sees it, in little time, or a sentence says why not."""

from __future__ import annotations

import io
import re
from datetime import date, datetime

import pytest
import xlwt
from xlwt.CompoundDoc import XlsDoc

from licensetui.tables.read import parse_table
from licensetui.tables.table import Table, TableError
from tests.tables.books import Rows, as_ods, as_xls, as_xlsx, known, rewritten

HEADERS = ("Name", "End", "Cost", "Notes")
LIST: Rows = (HEADERS, ("Jira", date(2027, 1, 31), 1250.5, "é"), ("Crowd", None, 12, None))
MAKERS = {"a.xlsx": as_xlsx, "a.xls": as_xls, "a.ods": as_ods}


def read(raw: bytes, name: str = "list.xlsx", sheet: str | None = None) -> Table:
    return parse_table(raw, name, sheet=sheet, known=known)


def refused(raw: bytes, sheet: str | None = None) -> str:
    with pytest.raises(TableError) as caught:
        read(raw, sheet=sheet)
    assert str(caught.value).isprintable()
    return str(caught.value)


@pytest.mark.parametrize("name", MAKERS)
def test_days_and_numbers_are_read_as_they_are_meant(name: str) -> None:
    table = read(MAKERS[name](LIST), name)
    assert table.headers == HEADERS
    cells = [tuple(row.cell(column) for column in range(4)) for row in table.rows]
    assert cells == [("Jira", "2027-01-31", "1250.5", "é"), ("Crowd", "", "12", "")]
    assert [row.line for row in table.rows] == [2, 3]
    assert (table.unit, table.sheet, table.remarks) == ("row", "Licenses", ())


@pytest.mark.parametrize("name", ["list.csv", "list", "list.ods"])
def test_the_content_decides_and_not_the_name(name: str) -> None:
    assert read(as_xlsx(LIST), name).how == "read as Excel workbook, sheet Licenses"


def test_numbers_are_told_without_what_a_computer_adds() -> None:
    row = ("x", 0.1 + 0.2, 12.345, 1_234_567_890_123_456, True)
    (found,) = read(as_xlsx([("Name", "Cost", "Notes", "SEN", "Auto"), row])).rows
    # Three places would be thousands, and a spreadsheet keeps fifteen digits.
    assert found.cells == ("x", "0.3", "12.3450", "1.23457E+15", "TRUE")


def test_a_day_with_a_time_keeps_it_and_midnight_is_none() -> None:
    days = [datetime.fromisoformat(day) for day in ("2027-01-31 10:05", "2027-01-31")]
    (found,) = read(as_xlsx([("Name", "Start date", "End"), ("x", *days)])).rows
    assert found.cells[1:] == ("2027-01-31 10:05:00", "2027-01-31")


def test_rows_keep_the_numbers_that_the_spreadsheet_shows() -> None:
    raw = as_xlsx([("Our licenses",), (), HEADERS, ("Jira", None, 1), (None,), ("Crowd", None, 2)])
    table = read(raw)
    assert [row.line for row in table.rows] == [4, 6]
    assert table.remarks == ('above the headers, skipped: row 1, "Our licenses"',)


def test_the_first_sheet_with_cells_is_read_or_the_one_that_is_named() -> None:
    other = {"Old": [HEADERS, ("Bamboo", None, 3)]}
    raw = as_xlsx([], sheet="Cover", others={"2027": LIST, **other}, hidden=["Old"])
    table = read(raw)
    assert table.rows[0].cell(0) == "Jira"
    assert table.how == "read as Excel workbook, sheet 2027; not read: Cover"
    assert read(raw, sheet="old").rows[0].cell(0) == "Bamboo"
    assert refused(raw, "2026") == ('list.xlsx has no sheet "2026": choose from "Cover", "2027"')


def test_a_sheet_that_is_named_for_a_text_is_said() -> None:
    with pytest.raises(TableError, match=r"x\.csv is not a workbook, so it has no sheet"):
        parse_table(b"Name,End\nJira,2027-01-01\n", "x.csv", sheet="Old")


def test_an_empty_workbook_is_said() -> None:
    assert refused(as_xlsx([])) == "list.xlsx is empty: it has no line with column headers"


@pytest.mark.parametrize("kind", ["xlsx", "xls"])
def test_a_text_that_is_merged_over_rows_holds_for_all_and_an_amount_counts_once(kind: str) -> None:
    rows = [
        ("Vendor", "Name", "End date", "Cost"),
        ("Atlassian", "Jira", date(2027, 1, 31), 300),
        (None, "Crowd", None, None),
        (None, "Bamboo", None, None),
        ("Slack", "Slack", date(2027, 2, 1), 5),
    ]
    if kind == "xlsx":
        raw = as_xlsx(rows, merged=["A2:A4", "C2:C4", "D2:D4"])
    else:
        raw = as_xls(rows, merged=[(1, 3, 0, 0), (1, 3, 2, 2), (1, 3, 3, 3)])
    table = read(raw)
    assert [row.cells for row in table.rows] == [
        ("Atlassian", "Jira", "2027-01-31", "300"),
        ("Atlassian", "Crowd", "2027-01-31", ""),
        ("Atlassian", "Bamboo", "2027-01-31", ""),
        ("Slack", "Slack", "2027-02-01", "5"),
    ]
    first = "cells merged over several rows (2 rows, as 3)"
    assert set(table.remarks) == {
        f'"Vendor": {first}: the first row\'s value applies to all',
        f'"End date": {first}: the first row\'s value applies to all',
        f'"Cost": {first}: an amount counts once',
    }


def test_a_gap_that_only_looks_merged_stays_one() -> None:
    rows = [("Vendor", "Name"), ("Atlassian", "Jira"), (None, "Crowd")]
    assert read(as_ods(rows)).rows[1].cell(0) == ""
    assert read(as_xlsx(rows)).rows[1].cell(0) == ""


def test_a_hundred_thousand_blank_rows_below_are_no_rows() -> None:
    def change(name: str, raw: bytes) -> bytes:
        blank = b"".join(
            b'<row r="%d"><c r="A%d" s="0"/></row>' % (n, n) for n in range(9, 100_000)
        )
        return raw.replace(b"</sheetData>", blank + b"</sheetData>")

    assert len(read(rewritten(as_xlsx(LIST), change)).rows) == 2


def test_a_cell_at_the_end_of_the_world_is_said_and_ends_nothing() -> None:
    raw = rewritten(as_xlsx(LIST), lambda _, part: part.replace(b'r="D2"', b'r="XFD1048576"'))
    assert refused(raw) == (
        "list.xlsx has a cell far from all others and is too large to read: delete the "
        "empty rows and columns, or save it as CSV"
    )


def test_a_workbook_that_is_huge_when_unpacked_is_said() -> None:
    raw = as_xlsx(LIST)
    entry = raw.index(b"PK\x01\x02")
    declared = raw[: entry + 24] + (2_000 << 20).to_bytes(4, "little") + raw[entry + 28 :]
    said = "MB uncompressed, too large for a license list"
    assert said in refused(declared)


def test_a_workbook_with_a_password_is_said() -> None:
    encrypted = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le")
    said = "list.xlsx is protected by a password: save the list as CSV or xlsx, and import that"
    assert refused(encrypted) == said
    book = xlwt.Workbook()
    book.add_sheet("x").write(0, 0, "Name")
    plain = book.get_biff_data()
    end = 4 + int.from_bytes(plain[2:4], "little")
    file = io.BytesIO()
    XlsDoc().save(file, plain[:end] + b"\x2f\x00\x06\x00\x00\x00\x59\xb3\x0a\x9a" + plain[end:])
    assert refused(file.getvalue()) == said
    assert refused(rewritten(as_ods(LIST), _encrypted)) == said


def _encrypted(name: str, raw: bytes) -> bytes:
    mark = b"<manifest:encryption-data/></manifest:manifest>"
    return raw.replace(b"</manifest:manifest>", mark) if name.endswith("manifest.xml") else raw


@pytest.mark.parametrize("name", MAKERS)
def test_a_workbook_that_is_cut_off_is_said(name: str) -> None:
    raw = MAKERS[name](LIST)
    for size in (100, len(raw) // 2, len(raw) - 30):
        said = refused(raw[:size])
        assert re.match(
            "list.xlsx is (damaged|a ZIP archive that is damaged|a document|an old Office)",
            said,
        )


def test_names_of_sheets_and_cells_are_text_and_nothing_else() -> None:
    table = read(as_xlsx([("Name", "[b]End[/]"), ("=1+1", "x")], sheet="a\u202eb"))
    assert table.how.isprintable()
    assert table.headers == ("Name", "[b]End[/]")


def test_currencies_that_only_formats_show_are_told() -> None:
    raw = as_xlsx([("Name", "Cost"), ("Jira", 5)], formats={"B2": '#,##0.00 "\u20ac"'})
    assert read(raw).shown_in == ("\u20ac",)
    assert read(as_xlsx(LIST, formats={"B2": "[$-409]d-mmm-yy"})).shown_in == ()
    assert read(as_xlsx(LIST, formats={"C2": "[$$-409]0"})).shown_in == ("$",)


def test_a_formula_that_nobody_calculated_is_said() -> None:
    def with_value(value: bytes) -> Table:
        def change(name: str, raw: bytes) -> bytes:
            cell = b'<c r="B2"><f>A2+365</f>' + value + b"</c>"
            return re.sub(rb'<c r="B2".*?</c>', cell, raw) if "sheet1.xml" in name else raw

        return read(rewritten(as_xlsx(LIST), change))

    for nothing in (b"", b"<v></v>", b"<v/>"):
        table = with_value(nothing)
        assert table.rows[0].cell(1) == ""
        (remark,) = table.remarks
        assert remark.startswith("1 formula in it without a value, read as empty: open it in")
    table = with_value(b"<v>46053</v>")
    assert (table.rows[0].cell(1), table.remarks) == ("46053", ())


def test_cells_that_are_merged_in_an_open_document_are_said_and_nothing_is_guessed() -> None:
    spanned = b'<table:table-cell table:number-rows-spanned="2"'

    def change(name: str, raw: bytes) -> bytes:
        return raw.replace(b"<table:table-cell", spanned, 1) if name == "content.xml" else raw

    table = read(
        rewritten(as_ods([("Name", "Vendor"), ("Jira", "Atlassian"), ("x", None)]), change)
    )
    assert table.rows[1].cell(1) == ""
    assert table.remarks[0].startswith(
        "it has cells merged over several rows, and only the first row"
    )


def test_cells_with_an_error_are_said_to_be_read_as_empty() -> None:
    def change(name: str, raw: bytes) -> bytes:
        cell = b'<c r="B2" t="e"><v>#REF!</v></c>'
        return re.sub(rb'<c r="B2".*?</c>', cell, raw) if "sheet1.xml" in name else raw

    table = read(rewritten(as_xlsx(LIST), change))
    assert table.rows[0].cell(1) == ""
    assert table.remarks == ("1 cell in it with an error, such as #REF! or #N/A, read as empty",)
