"""What a file is, its bytes say; what cannot be read is called by its name."""

from __future__ import annotations

import io
import json
import zipfile
from pathlib import Path

import pytest

from licensetui.domain.portfolio import Portfolio
from licensetui.tables.kinds import Kind, kind_of
from licensetui.tables.read import parse_table, read_table
from licensetui.tables.sources import ClosedInputError, bytes_of
from licensetui.tables.table import Table, TableError, UnreadableFileError
from tests.builders import a_contact, a_license, a_term
from tests.cli.program import a_file_of, printed
from tests.tables.books import known

SAMPLES = Path(__file__).parent / "samples"


def read(raw: bytes | str, name: str = "x.csv") -> Table:
    return parse_table(raw.encode() if isinstance(raw, str) else raw, name, known=known)


def cells(table: Table) -> list[tuple[str, ...]]:
    return [row.cells for row in table.rows]


def a_zip(*names: str) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for name in names:
            archive.writestr(name, "x")
    return file.getvalue()


@pytest.mark.parametrize(
    ("raw", "what"),
    [
        (b"%PDF-1.7\n", "a PDF"),
        (b"\x89PNG\r\n\x1a\n\0", "a picture (PNG)"),
        (b"\xff\xd8\xff\xe0\0", "a picture (JPEG)"),
        (b"\x1f\x8b\x08\0", "a compressed file (gzip)"),
        (b"7z\xbc\xaf\x27\x1c", "a compressed file (7z)"),
        (b"SQLite format 3\0", "a database (SQLite)"),
        (b"\x7fELF\x02", "a program"),
        (b"{\\rtf1 x}", "a text document (RTF)"),
        (a_zip("list.csv", "a/b.txt"), "a ZIP archive (list.csv, a/b.txt)"),
        (a_zip("a\x1b[31m.csv"), "a ZIP archive (a\N{REPLACEMENT CHARACTER}[31m.csv)"),
        (a_zip("word/document.xml"), "a text document"),
        (a_zip("Index/Document.iwa"), "an Apple Numbers document"),
        (a_zip(), "an empty ZIP archive"),
        (b"BEGIN:VCALENDAR\r\n", "a calendar (licensetui absences reads it)"),
        (b"BEGIN:VCARD\r\n", "a file of contacts (vCard)"),
        (b"-----BEGIN PRIVATE KEY-----\n", "a key or a certificate (PEM)"),
        (b"<?xml version='1.0'?><a/>", "XML"),
        (b"<?xml version='1.0'?><?mso-application progid='Excel.Sheet'?><Workbook "
         b"xmlns='urn:schemas-microsoft-com:office:spreadsheet'>",
         "a spreadsheet in XML (Excel 2003)"),
    ],
)  # fmt: skip
def test_what_is_no_list_is_called_by_its_name(raw: bytes, what: str) -> None:
    with pytest.raises(TableError) as caught:
        read(raw)
    assert str(caught.value) == f"x.csv is {what}: save the list as CSV or xlsx, and import that"


def test_a_web_page_that_is_called_xls_is_read_as_what_it_is() -> None:
    table = read_table(SAMPLES / "html.xls", known=known)
    assert table.headers == ("Name", "Expiration date")
    assert cells(table) == [("Slack", "2027-01-01")]
    assert (table.how, table.unit) == ("read as web page (HTML)", "row")


def test_the_largest_table_of_a_page_is_read_with_its_spans() -> None:
    page = """<!DOCTYPE html><style>td {}</style><table><tr><td>Menu<td>x</table>
    <table><tr><th>Name<th>Vendor<th>Notes
    <tr><td>Jira<br>DC<td rowspan=2>A&amp;B<td>&lt;b&gt;
    <tr><td>Crowd<td><script>no()</script>n
    <tr><td colspan=2>Bamboo<td>o</table>"""
    table = read(page)
    assert cells(table) == [
        ("Jira\nDC", "A&B", "<b>"),
        ("Crowd", "", "n"),
        ("Bamboo", "", "o"),
    ]
    assert table.remarks == ("it has 2 tables: the one with the most rows is read",)


def test_a_page_to_sign_in_on_is_no_list() -> None:
    with pytest.raises(
        TableError, match=r"is a web page \(HTML\) without a table, perhaps a sign-in page"
    ):
        read("<html><body><p>Please sign in</p></body></html>")


@pytest.mark.parametrize(
    "part",
    ["<a ", "<!--", "<![CDATA[", '<a b="', "&#9", "<", "<?", "<script>", "</a ", "<tr><td>x<td>y"],
)
def test_a_page_of_one_thing_again_and_again_is_read_in_no_time(part: str) -> None:
    table = read("<table><tr><th>Name<th>End<tr><td>Jira<td>" + part * 30_000)
    assert table.headers == ("Name", "End")


def test_comments_and_marks_in_a_page_are_read_as_a_browser_shows_them() -> None:
    page = "<!-- x --><!-- y --><table><tr><td>Name<!-- > --><td>End<tr><td>a < b &lt; c<td>&euro;"
    table = read(page + "&#" + "9" * 5_000)
    assert table.headers == ("Name", "End")
    assert table.rows[0].cell(0) == "a < b < c"


def test_spans_cannot_fill_the_memory() -> None:
    wide = "<td rowspan=999999 colspan=999999>x" * 6_000
    with pytest.raises(TableError, match="too many cells for"):
        read(f"<table><tr>{wide}" + "<tr><td>y<td>z" * 2_000)


def test_a_list_within_an_answer_is_read() -> None:
    table = read_table(SAMPLES / "wallos.json", known=known)
    assert table.headers == ("Name", "Next Payment")
    assert cells(table) == [("GitHub", "2027-01-15")]
    assert (table.how, table.unit) == ('read as JSON, the list "subscriptions"', "item")


def test_objects_within_objects_are_headers_with_points() -> None:
    item = {"Name": "GitHub", "plan": {"name": "Team", "seats": 5}, "people": [{"mail": "a@x.org"}]}
    more = {"tags": ["a", "b"], "paid": True, "gone": None, "price": 12.345, "id": 2**70}
    table = read(json.dumps([{**item, **more}, "x", {}, {"Name": "Slack"}]))
    assert table.headers == (
        *("Name", "plan.name", "plan.seats", "people.mail", "tags", "paid", "gone", "price", "id"),
    )
    assert cells(table)[0] == (
        *("GitHub", "Team", "5", "a@x.org", "a, b", "TRUE", "", "12.3450", str(2**70)),
    )
    assert [row.line for row in table.rows] == [1, 4]
    assert table.remarks == ("2 of 4 entries are not objects and were skipped",)


def test_one_object_a_line_has_lines() -> None:
    table = read('{"Name":"Jira"}\n\n{"Name":"Crowd"}\n')
    assert [(row.line, row.cells) for row in table.rows] == [(1, ("Jira",)), (3, ("Crowd",))]
    assert table.unit == "line"


@pytest.mark.parametrize(
    "text",
    [
        '[["Name","End"],["Jira","2027-01-01"]]',
        '{"a":{"Name":"Jira","End":"2027-01-01"},"b":{"Name":"Crowd","End":"2027-01-01"}}',
        '{"Name":"Jira","End":"2027-01-01","people":[{"a":1},{"a":2}]}',
        '{"data":{"page":1,"items":[{"Name":"Jira","End":"2027-01-01"}]}}',
    ],
)
def test_lists_are_found_in_every_shape(text: str) -> None:
    table = read(text)
    row = table.rows[0]
    values = dict(zip(table.headers, row.cells, strict=True))
    assert (values["Name"], values["End"]) == ("Jira", "2027-01-01")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('[{"Name":"GitHub",\n "x":', "line 2: this JSON is broken or cut off here"),
        ("[]", "is JSON without a list of objects"),
        ('{"success":false,"subscriptions":[]}', "x.csv"),
        ("[" * 100_000 + "{", "x.csv"),
        ('[{"a":' * 2_000, "x.csv"),
        ('[{"a":1e999999999, "b": NaN}', "x.csv, line 1"),
    ],
)
def test_json_that_is_no_list_is_said(text: str, said: str) -> None:
    with pytest.raises(TableError, match=r"x\.csv") as caught:
        read(text)
    assert said in str(caught.value)


def test_the_license_of_an_application_is_read() -> None:
    table = read_table(SAMPLES / "app-license.json", known=known)
    values = dict(zip(table.headers, table.rows[0].cells, strict=True))
    assert values == {
        "Name": "is.origo.tempo-plugin",
        "Support entitlement number": "SEN-2486563",
        "Organization": "Fonderie Lambert",
        "Contact email": "anne.nguyen@fonderie-lambert.fr",
        "Users": "500",
        "License type": "COMMERCIAL",
        "Auto-renew": "FALSE",
        "End date": "1801396800000",
        "Hosting": "Data Center",
    }
    assert table.remarks == ("it has only the app's key, which is used as the name",)


def test_our_own_list_is_read_again(tmp_path: Path) -> None:
    license = a_license(terms=(a_term(),))
    file = a_file_of(tmp_path / "licenses.json", Portfolio((license,), (a_contact(),)))
    table = read(printed("list", "--json", "--file", file))
    values = dict(zip(table.headers, table.rows[0].cells, strict=True))
    assert table.how == "read as JSON of licensetui"
    assert values["Name"] == license.name
    assert license.term is not None
    assert values["End date"] == str(license.term.end)


def test_standard_input_is_read_like_a_file(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_bytes(b"Name\nJira\n")
    assert bytes_of(str(tmp_path / "a.csv"), None, 4) == ("a.csv", b"Name\n")
    assert bytes_of("-", io.BytesIO(b"Name\nJira\n"), 4) == ("standard input", b"Name\n")
    with pytest.raises(ClosedInputError, match="standard input is closed"):
        bytes_of("-", None, 4)
    with pytest.raises(UnreadableFileError, match="cannot be read"):
        bytes_of(str(tmp_path / "none"), None, 4)


def test_an_archive_whose_parts_are_damaged_is_called_so() -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("META-INF/manifest.xml", "<manifest>" * 400)
        place = archive.getinfo("META-INF/manifest.xml").header_offset
    raw = bytearray(packed.getvalue())
    at = place + 30 + len("META-INF/manifest.xml")
    raw[at : at + 8] = b"\xff" * 8
    assert kind_of(bytes(raw)) == (Kind.OTHER, "a ZIP archive that is damaged or cut off")
