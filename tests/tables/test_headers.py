"""The headers are found where people put them, and what is no row of the list is said."""

from __future__ import annotations

import pytest

from licensetui.tables.read import parse_table
from licensetui.tables.table import Table
from tests.tables.books import known


def read(*lines: str) -> Table:
    return parse_table("\n".join(lines).encode(), "x.csv", known=known)


def faults(table: Table) -> dict[int, str]:
    return {row.line: row.fault for row in table.rows if row.fault}


def test_titles_above_the_headers_are_left_out_and_told() -> None:
    table = read(
        "Software Renewal Tracker,,,", "Last updated: 11/02/2026,,,", ",,,",
        "Product,Vendor,Annual cost,Renewal date", "Slack,Slack,15000,2027-03-15",
    )  # fmt: skip
    assert table.headers == ("Product", "Vendor", "Annual cost", "Renewal date")
    assert [row.line for row in table.rows] == [5]
    assert table.remarks == (
        'above the headers, skipped: lines 1, 2, "Software Renewal Tracker", "Last '
        'updated: 11/02/2026"',
    )


def test_headers_that_nobody_knows_are_found_by_their_shape() -> None:
    table = read(
        "Lizenzen 2026", "", "Programm;Kreditor;Läuft ab am;Preis €", "Jira;X;31.01.2027;100,00"
    )
    assert table.headers == ("Programm", "Kreditor", "Läuft ab am", "Preis €")
    assert table.separator == ";"


@pytest.mark.parametrize("line", ["#TYPE Selected.System.Object", "sep=,", '"sep=,"', "Sep=,"])
def test_what_programs_write_above_is_not_worth_a_word(line: str) -> None:
    table = read(line, "Name,End", "Jira,2027-01-01")
    assert (table.headers, table.rows[0].line, table.remarks) == (("Name", "End"), 3, ())


def test_words_of_the_data_that_are_headers_elsewhere_are_none() -> None:
    table = read("Bez;Art;Vermerk", "Adobe;Product;Notes", "Office;Name;Notes")
    assert table.headers == ("Bez", "Art", "Vermerk")
    assert len(table.rows) == 2


def test_a_list_without_headers_is_said() -> None:
    table = read("Jira,2027-01-01,5", "Crowd,2027-01-01,6")
    assert table.remarks == ("no row looks like headers: line 1 is used",)


def test_years_are_headers() -> None:
    assert read("Name,2025,2026", "Jira,5,6").headers == ("Name", "2025", "2026")


def test_headers_of_two_rows_are_read_together() -> None:
    table = read("Name,Cost,,Contact,", ",EUR,USD,Name,Email", "Jira,1,2,Ana,a@x.org")
    assert table.headers == ("Name", "Cost EUR", "Cost USD", "Contact Name", "Contact Email")
    assert [row.line for row in table.rows] == [3]
    assert table.remarks == ("line 2 is part of the headers",)


def test_a_license_below_headers_with_a_gap_is_no_header() -> None:
    table = read("Name,Vendor,,Notes", "Jira,Atlassian,x,some text", "Crowd,Atlassian,,other")
    assert table.headers == ("Name", "Vendor", "", "Notes")
    assert [row.line for row in table.rows] == [2, 3]


def test_headers_that_stand_twice_are_told_apart_by_the_groups_above() -> None:
    table = read("License,,Contact,,", "Name,End,Name,Email,Phone", "Jira,2027-01-01,Ana,a@x,1")
    assert table.headers == ("License Name", "End", "Contact Name", "Email", "Phone")


def test_headers_in_a_second_language_are_no_license() -> None:
    table = read("Name,End date,Vendor", "Produkt,Ablaufdatum,Hersteller", "Jira,2027-01-01,X")
    assert [row.line for row in table.rows] == [3]
    assert table.remarks == ("line 2 is a second header row, skipped",)


def test_headers_that_come_again_are_no_license() -> None:
    lines = ["Name,End,Vendor"] + ["Jira,2027-01-01,X", "NAME,End, vendor"] * 2
    table = read(*lines)
    assert [row.line for row in table.rows] == [2, 4]
    assert table.remarks == ("repeated headers, skipped: line 3, 5",)


@pytest.mark.parametrize(
    "name",
    [
        "Total",
        "TOTAL:",
        "Grand Total",
        "Subtotal",
        "Sous-total",
        "Summe",
        "Gesamtsumme",
        "Somme",
        "Total général",
        "Totale",
        "Totaal",
        "Suma",
        "Total 2026",
        "Total cost",
        "Zwischensumme",
    ],
)
def test_a_total_is_no_license(name: str) -> None:
    table = read("Name,Vendor,Cost,End", "A,X,1,2027-01-01", "B,X,2,2027-01-01", f"{name},,3,")
    assert faults(table) == {4: f'"{name}" is a total of the rows above, not a license'}


@pytest.mark.parametrize("row", [",Total,3,", "Total,,,", ",,3.00,"])
def test_a_total_is_known_wherever_its_word_stands_or_by_its_sum(row: str) -> None:
    assert 4 in faults(read("Name,Vendor,Cost,End", "A,X,1,2027-01-01", "B,X,2,2027-01-01", row))


@pytest.mark.parametrize(
    "row",
    [
        "Total Commander,X,3,2027-01-01",
        "Total,X,3,2027-01-01",
        "Total AV,X,3,",
        "C,X,3,",
        ",,4,",
        "Summe GmbH,,3,",
        "Page Builder,X,3,",
    ],
)
def test_a_license_that_sounds_like_a_total_is_one(row: str) -> None:
    assert not faults(read("Name,Vendor,Cost,End", "A,X,1,2027-01-01", "B,X,2,2027-01-01", row))


@pytest.mark.parametrize("line", ["Exported on 2026-01-01 by x", "Page 1 of 3", "25 records"])
def test_what_a_program_writes_below_is_no_license(line: str) -> None:
    table = read("Name,End,Cost", "A,2027-01-01,1", "B,2027-01-01,2", f"{line},,")
    assert faults(table) == {4: f'"{line}" is below the list and not a license'}


def test_what_excel_keeps_as_text_is_read_as_it_is_meant() -> None:
    table = read("Name,SEN", 'Jira,="00123"', 'Crowd,"=""0044"""', "x,=SUM(A1)", 'y,="a""b"')
    assert [row.cell(1) for row in table.rows] == ["00123", "0044", "=SUM(A1)", 'a"b']


def test_single_quotation_marks_are_some_too() -> None:
    table = read("'Name';'End'", "'Jira; x';'2027-01-01'")
    assert table.rows[0].cells == ("Jira; x", "2027-01-01")
    assert read("Name,End", "'tis,2027-01-01").rows[0].cell(0) == "'tis"


def test_empty_columns_and_rows_are_nobodys_trouble() -> None:
    table = read(
        ",Name,,End,,,", ",Jira,,2027-01-01,,,", ",,,,,,", ",Crowd,,2027-01-01,,,", ",,,,,,"
    )
    assert table.headers == ("", "Name", "", "End")
    assert [row.line for row in table.rows] == [2, 4]


def test_one_column_is_a_table_even_with_commas_below() -> None:
    assert read("Name", "Acme, Inc", "Beta, Inc").rows[0].cells == ("Acme, Inc",)


@pytest.mark.parametrize(
    "cell", ["1" + " " * 100_000 + "x", "1 " * 50_000 + "x", "=" * 100_000, '="' * 50_000 + "x"]
)
def test_long_cells_take_no_time(cell: str) -> None:
    cell = cell.replace('"', '""')
    assert len(read("Name,End,Cost", f'Total,"{cell}",', f'"{cell}",,').rows) == 2


def test_a_line_that_is_drawn_below_the_headers_is_no_license() -> None:
    for line in ("|---|:--:|", "|====|====|"):
        table = parse_table(f"| Name | Notes |\n{line}\n| Jira | - |\n".encode(), "x", known=known)
        assert [row.fault for row in table.rows] == ["a line of dashes, not a license", ""]
    table = parse_table(b"Name,Notes\n-,x\n--,--x\n", "x", known=known)
    assert not any(row.fault for row in table.rows)
