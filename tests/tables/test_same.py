"""The same list is read the same, whatever program saved it, and no bytes end the reader."""

from __future__ import annotations

import codecs
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from licensetui.domain.plain import plain
from licensetui.reading.amounts import read_amount
from licensetui.reading.dates import read_date
from licensetui.tables.read import parse_table
from licensetui.tables.table import Table, TableError
from tests.tables.books import as_csv, as_ods, as_xls, as_xlsx, known

HEADERS = ("Name", "End date", "Cost", "Notes")
WORDS = st.text("abcdefgXYZ0189éÉñßöü.,;:'\"|&<>[]=+@#", min_size=1, max_size=12)
ROW = st.tuples(
    st.lists(WORDS, min_size=1, max_size=3).map(" ".join),
    st.one_of(st.none(), st.dates(date(1990, 1, 1), date(2090, 1, 1))),
    st.one_of(st.none(), st.decimals(0, 10**9, places=3, allow_nan=False)),
    st.one_of(st.none(), st.lists(WORDS, min_size=1, max_size=4).map(" ".join)),
)
CSV: dict[str, Callable[[str], bytes]] = {
    "UTF-8": lambda raw: raw.encode(),
    "UTF-8 with its mark": lambda raw: codecs.BOM_UTF8 + raw.encode(),
    "UTF-16": lambda raw: codecs.BOM_UTF16_LE + raw.encode("utf-16-le"),
    "UTF-16 without its mark": lambda raw: raw.encode("utf-16-be"),
    "Windows-1252": lambda raw: raw.encode("cp1252"),
    "Mac-Roman": lambda raw: raw.encode("mac-roman"),
}
SAID = {"Windows-1252": "cp1252", "Mac-Roman": "mac-roman"}
"""Of a few signs alone nobody can tell: the user says it."""


def meaning(table: Table) -> list[tuple[Any, ...]]:
    """Return what the rows say, by the readers that an import has."""
    return [
        (
            row.cell(0),
            read_date(row.cell(1), None),
            None if (amount := read_amount(row.cell(2), ".")) is None else amount.number,
            row.cell(3),
            bool(row.fault),
        )
        for row in table.rows
    ]


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
@given(rows=st.lists(ROW, min_size=1, max_size=5))
@settings(max_examples=12, deadline=None)
def test_a_list_is_the_same_in_every_encoding(separator: str, rows: list[Any]) -> None:
    text = as_csv([HEADERS, *rows], separator=separator).decode()
    for name, encoded in CSV.items():
        table = parse_table(encoded(text), "x", known=known, encoding=SAID.get(name))
        assert table.headers == HEADERS
        assert [row.cells for row in table.rows] == [
            tuple("" if cell is None else _unquoted(str(cell)) for cell in row) for row in rows
        ]


def _unquoted(cell: str) -> str:
    """Return a cell without Excel's `="..."`."""
    (row,) = parse_table(as_csv([("Name", "End"), (cell, "x")]), "x", known=known).rows
    return row.cells[0]


@given(rows=st.lists(ROW, min_size=1, max_size=6))
@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_a_list_is_the_same_in_every_program(rows: list[Any]) -> None:
    text = parse_table(as_csv([HEADERS, *rows]), "x", known=known)
    typed = [[float(x) if isinstance(x, Decimal) else x for x in row] for row in rows]
    for make in (as_xlsx, as_xls, as_ods):
        table = parse_table(make([HEADERS, *typed]), "x", known=known)
        assert table.headers == HEADERS
        assert meaning(table) == meaning(text)


LIST = [HEADERS, ("Jira", date(2027, 1, 31), 12.5, "é"), ("Crowd", None, None, "x;y")]
SAMPLES = Path(__file__).parent / "samples"
TEXTS = [
    as_csv(LIST),
    as_csv(LIST, "cp1252", ";"),
    as_csv([("Название", "Дата"), ("Москва", "x")], "koi8-r"),
    as_csv(LIST, "utf-16"),
    *(path.read_bytes() for path in sorted(SAMPLES.iterdir())),
]
BOOKS = [
    as_xlsx(LIST, merged=["B2:B3"], others={"B": LIST}),
    as_xls(LIST, merged=[(1, 2, 1, 1)]),
    as_ods(LIST),
]
EDITS = st.lists(
    st.tuples(
        st.integers(0, 2**32), st.sampled_from(["set", "cut", "put", "copy", "end"]), st.binary()
    ),
    max_size=6,
)


def edited(raw: bytes, edits: list[tuple[int, str, bytes]]) -> bytes:
    """Return bytes as a broken disk or somebody's script leaves them."""
    for number, kind, more in edits:
        place = number % (len(raw) + 1)
        if kind == "set":
            raw = raw[:place] + more + raw[place + len(more) :]
        elif kind == "cut":
            raw = raw[:place] + raw[place + 1 + len(more) :]
        elif kind == "put":
            raw = raw[:place] + more + raw[place:]
        elif kind == "copy":
            raw = raw[:place] + raw[place // 2 : place // 2 + 40] + raw[place:]
        else:
            raw = raw[:place]
    return raw


def is_table_or_sentence(raw: bytes, **said: str) -> None:
    sentence, table = "", None
    try:
        table = parse_table(raw, "x.csv", known=known, **said)
    except TableError as error:
        sentence = str(error)
    assert plain(sentence) == sentence
    if table is None:
        assert sentence
    else:
        assert table.headers
        assert plain(table.how) == table.how
        assert all(plain(remark) == remark for remark in table.remarks)
        lines = [row.line for row in table.rows]
        assert lines == sorted(lines)
        assert all(any(cell.strip() for cell in row.cells) for row in table.rows)


@given(raw=st.sampled_from(TEXTS), edits=EDITS)
@settings(max_examples=300, deadline=None)
def test_a_broken_text_is_a_table_or_a_sentence(raw: bytes, edits: Any) -> None:
    is_table_or_sentence(edited(raw, edits))


@given(raw=st.sampled_from(BOOKS), edits=EDITS)
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_a_broken_workbook_is_a_table_or_a_sentence(raw: bytes, edits: Any) -> None:
    is_table_or_sentence(edited(raw, edits))


@given(
    raw=st.one_of(
        st.binary(),
        st.text().map(str.encode),
        st.text('{}[]":,12.eE \n').map(str.encode),
        st.text("<>/tabletrd&;= \n").map(lambda text: f"<table>{text}".encode()),
        st.binary().map(lambda raw: codecs.BOM_UTF16_LE + raw),
        st.binary().map(lambda raw: b"PK\x03\x04" + raw),
        st.binary().map(lambda raw: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + raw),
    ),
    encoding=st.sampled_from(["utf-8", "utf-16", "koi8-r", "shift_jis", "hz", "nothing", ""]),
)
@settings(max_examples=300, deadline=None)
def test_any_bytes_are_a_table_or_a_sentence(raw: bytes, encoding: str) -> None:
    is_table_or_sentence(raw)
    is_table_or_sentence(raw, encoding=encoding)
