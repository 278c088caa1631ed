"""Bytes become a table, or a sentence that says where they do not."""

from __future__ import annotations

import codecs
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from licensetui.tables.read import MAX_BYTES, parse_table, read_table
from licensetui.tables.table import Table, TableError, TableRow, UnreadableFileError
from tests.imports.planned import FRENCH, MARKETPLACE, SNIPE_IT

TEXT = "Product;Éditeur\nJira;Söhne\n"


@pytest.mark.parametrize(
    ("raw", "encoding"),
    [
        (TEXT.encode(), "UTF-8"),
        (codecs.BOM_UTF8 + TEXT.encode(), "UTF-8"),
        (TEXT.encode("cp1252"), "Windows-1252"),
        (codecs.BOM_UTF16_LE + TEXT.encode("utf-16-le"), "UTF-16"),
        (codecs.BOM_UTF16_BE + TEXT.encode("utf-16-be"), "UTF-16"),
        (codecs.BOM_UTF32_LE + TEXT.encode("utf-32-le"), "UTF-32"),
    ],
)
def test_accents_survive_every_encoding(raw: bytes, encoding: str) -> None:
    table = parse_table(raw, "x.csv")
    assert table.encoding == encoding
    assert table.headers == ("Product", "Éditeur")
    assert table.rows == (TableRow(2, ("Jira", "Söhne")),)


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("separator", [";", ",", "\t", "|"])
def test_separator_and_line_ends_are_found(separator: str, end: str) -> None:
    lines = (("Name", "End"), ("Jira", "2027-01-01"))
    table = parse_table(end.join(separator.join(line) for line in lines).encode(), "x.csv")
    assert table.separator == separator
    assert table.headers == ("Name", "End")
    assert table.rows == (TableRow(2, ("Jira", "2027-01-01")),)


def test_separator_is_not_taken_from_amounts_and_notes() -> None:
    text = 'Product;Cost;Notes\nJira;6 845,37;"a, b, c"\nConfluence;1,5;x, y\n'
    table = parse_table(text.encode(), "x.csv")
    assert table.rows[0].cells == ("Jira", "6 845,37", "a, b, c")


def test_excel_separator_line_is_obeyed_and_lines_keep_their_numbers() -> None:
    table = parse_table(b"sep=;\r\nName;End\r\nJira;2027-01-01\r\n", "x.csv")
    assert table.headers == ("Name", "End")
    assert table.rows[0].line == 3


def test_quoted_line_breaks_and_empty_lines_keep_the_line_numbers() -> None:
    table = parse_table(b'Name,Notes\n\n"Jira","one\ntwo"\n,\nCrowd,x\n', "x.csv")
    assert table.rows == (TableRow(3, ("Jira", "one\ntwo")), TableRow(6, ("Crowd", "x")))


def test_one_column_is_a_table_even_with_commas_below() -> None:
    assert parse_table(b"Name\nJira\nCrowd\n", "x.csv").rows[1] == TableRow(3, ("Crowd",))


def test_short_and_long_rows_are_kept_as_they_are() -> None:
    table = parse_table(b"a,b,c\n1\n1,2,3,4\n", "x.csv")
    assert [row.cells for row in table.rows] == [("1",), ("1", "2", "3", "4")]
    assert table.rows[0].cell(2) == ""


def test_headers_alone_are_a_table_without_rows() -> None:
    assert parse_table(b"Name,End\n", "x.csv") == Table(("Name", "End"), (), "x.csv")


@pytest.mark.parametrize(
    ("raw", "said"),
    [
        (b"", "x.csv is empty"),
        (b"\n\n;;\n", "x.csv is empty"),
        (codecs.BOM_UTF8, "x.csv is empty"),
        (b"Name,End\nJira\0,\n", "line 2: a NUL byte"),
        (codecs.BOM_UTF16_LE + "a\0b".encode("utf-16-le"), "NUL byte"),
        (b"PK\x03\x04rest", "is a ZIP archive that is damaged or cut off: save the list"),
        (
            b"Name\n\x80\xcb\xb9\xf2\xa8\xe7\n",
            "line 2: the byte 0x80 is not UTF-8, and the encoding",
        ),
        (codecs.BOM_UTF8 + b"Name\n\xff\n", "is declared as UTF-8"),
        (codecs.BOM_UTF16_LE + b"a", "is declared as UTF-16"),
        (b'Name,End\nJira,"2027\nCrowd,x\n', "line 2: an opening quotation mark here"),
        (b'Name,End\n"Ji"ra,x\n', "line 2: after a closing quotation mark the cell must end"),
        (b"Name\n" + b"x" * 10_000_000, "line 2: a cell has more than"),
        (b"," * 10_000_000, "line 1: a cell has more than"),
        (b"a," * 2_000, "2000 columns"),
    ],
)
def test_what_is_no_table_is_said_with_file_and_line(raw: bytes, said: str) -> None:
    with pytest.raises(TableError) as caught:
        parse_table(raw, "x.csv")
    assert str(caught.value).startswith("x.csv")
    assert said in str(caught.value)


def test_a_line_of_10_mb_of_cells_is_a_row() -> None:
    table = parse_table(b"Name,End\n" + b"x," * 5_000_000, "x.csv")
    assert len(table.rows[0].cells) == 5_000_001


def test_a_file_that_is_too_large_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "large.csv"
    with path.open("wb") as file:
        file.truncate(MAX_BYTES + 1)
    with pytest.raises(TableError, match=r"large\.csv is larger than 64 MB"):
        read_table(path)


def test_a_missing_file_and_a_directory_are_said(tmp_path: Path) -> None:
    for path in (tmp_path / "none.csv", tmp_path, tmp_path / "a\0b"):
        with pytest.raises(UnreadableFileError, match="cannot be read"):
            read_table(path)


def test_the_name_of_a_file_cannot_send_an_escape_sequence() -> None:
    with pytest.raises(TableError) as caught:
        parse_table(b"", "a\x1b[31m.csv")
    assert "\x1b" not in str(caught.value)


def test_samples_are_read_whole() -> None:
    read = [read_table(path) for path in (FRENCH, SNIPE_IT, MARKETPLACE)]
    assert [table.encoding for table in read] == ["Windows-1252", "UTF-8", "UTF-8"]
    assert [table.separator_name for table in read] == ["semicolon", "comma", "comma"]
    assert [len(table.headers) for table in read] == [12, 19, 41]
    assert [len(table.rows) for table in read] == [20, 20, 60]
    assert all(len(row.cells) == len(table.headers) for table in read for row in table.rows)
    assert read[0].rows[-1].line == 21


@given(
    st.one_of(
        st.binary(),
        st.text().map(str.encode),
        st.text(alphabet='ab,;\t|"\r\n\x1b').map(str.encode),
        st.binary().map(lambda raw: codecs.BOM_UTF16_LE + raw),
    )
)
def test_any_bytes_are_a_table_or_a_sentence(raw: bytes) -> None:
    try:
        table = parse_table(raw, "x.csv")
    except TableError as error:
        said = str(error)
    else:
        said = "x.csv"
        assert table.headers
        assert all(row.line >= 1 and any(cell.strip() for cell in row.cells) for row in table.rows)
    assert said.startswith("x.csv")
    assert said.isprintable()


def test_a_cell_that_many_rows_have_is_one_text() -> None:
    rows = parse_table(b"Name,Vendor\nJira,Atlassian Inc\nCrowd,Atlassian Inc\n", "x.csv").rows

    assert rows[0].cells[1] is rows[1].cells[1]
