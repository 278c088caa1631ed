"""`licensetui import` of files of every kind: what is read, what is said, what is refused."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from tests.cli.program import fed, printed, records, refused
from tests.tables.books import Rows, as_ods, as_xls, as_xlsx

SAMPLES = Path(__file__).parents[1] / "tables" / "samples"
LIST: Rows = (
    ("Lizenzen 2027",),
    (),
    ("Produkt", "Hersteller", "Ablaufdatum", "Kosten"),
    ("Jira", "Atlassian", date(2027, 1, 31), 1250.5),
    ("Crowd", "Atlassian", date(2027, 2, 28), 100),
    ("Summe", None, None, 1350.5),
)


@pytest.fixture
def place(tmp_path: Path) -> str:
    """A file that does not exist yet."""
    return str(tmp_path / "licenses.json")


def a_file(directory: Path, raw: bytes, name: str = "list.xlsx") -> str:
    (directory / name).write_bytes(raw)
    return str(directory / name)


@pytest.mark.parametrize("make", [as_xlsx, as_xls, as_ods])
def test_a_workbook_with_a_title_and_a_total_becomes_its_licenses(
    make: object, tmp_path: Path, place: str
) -> None:
    assert callable(make)
    text = printed("import", a_file(tmp_path, make(LIST)), "--file", place, "--apply")
    assert "row 4: Jira" in text
    assert 'above the headers, skipped: row 1, "Lizenzen 2027"' in text
    assert 'row 6: Summe\n      "Summe" is a total of the rows above' in text
    found = {x["name"]: (x["end"], x["terms"][0]["cost"]) for x in records("list", "--file", place)}
    assert found == {"Jira": ("2027-01-31", "1250.5"), "Crowd": ("2027-02-28", "100")}


def test_the_sheet_is_named_and_is_in_the_command_that_is_proposed(
    tmp_path: Path, place: str
) -> None:
    source = a_file(tmp_path, as_xlsx([("Name",), ("Old one",)], others={"New": LIST}))
    text = printed("import", source, "--file", place)
    assert "sheet Licenses; not read: New (--sheet NAME reads another)\n" in text
    text = printed("import", source, "--file", place, "--sheet", "new")
    assert "row 4: Jira" in text
    assert text.endswith(f"licensetui import {source} --file {place} --sheet new --apply\n")
    assert refused(65, "import", source, "--file", place, "--sheet", "x") == (
        'list.xlsx has no sheet "x": choose from "Licenses", "New"'
    )


def test_an_encoding_is_told_and_can_be_said(tmp_path: Path, place: str) -> None:
    source = str(SAMPLES / "mojibake-cp1251.csv")
    text = printed("import", source, "--file", place)
    assert 'guessed from its letters, as in "Москва бюро"' in text
    said = printed("import", source, "--file", place, "--encoding", "windows-1251")
    assert "by its letters" not in said
    assert "line 2: Москва бюро" in said
    assert refused(65, "import", source, "--encoding", "koi8") == (
        'unknown encoding "koi8": choose from KOI8-R'
    )


@pytest.mark.parametrize(
    ("name", "row"),
    [
        ("total-row.csv", "3 rows: 2 new, 0 changed, 0 unchanged, 1 rejected"),
        ("title-rows.csv", "line 5: Slack Business+, 2026-03-15 to 2027-03-15, 15000.00 USD"),
        ("html.xls", "row 2: Slack, ends 2027-01-01"),
        ("wallos.json", "item 1: GitHub, ends 2027-01-15"),
        ("app-license.json", "item 1: is.origo.tempo-plugin SEN-2486563, ends 2027-01-31"),
    ],
)
def test_what_others_export_is_read(name: str, row: str, place: str) -> None:
    assert row in printed("import", str(SAMPLES / name), "--file", place)


def test_the_raw_license_of_an_application_is_a_key_and_kept_like_any(
    tmp_path: Path, place: str
) -> None:
    key = "AAABoQ0ODAoPeNp1kU1vgzAMhu/8ikg7o0HWfUlIawvdUFvKoNvuLjUlEiQoCd3496MDdttu9mv7se3cvWPLYh"
    answer = json.loads((SAMPLES / "app-license.json").read_text("utf-8")) | {"rawLicense": key}
    source = a_file(tmp_path, json.dumps(answer).encode(), "license.json")
    assert key not in printed("import", source, "--file", place, "--apply", "--verbose")
    files = (path for path in tmp_path.rglob("*") if path.is_file() and str(path) != source)
    kept = "".join(path.read_text("utf-8") for path in files)
    assert key not in kept
    assert key[-6:] in kept


@pytest.mark.parametrize(
    ("raw", "what"),
    [
        (b"%PDF-1.7\n", "is a PDF: save the list as CSV or xlsx, and import that"),
        (b"\x89PNG\r\n\x1a\n\0", "is a picture (PNG): save the list"),
        (as_xlsx(LIST)[:-50], "is a ZIP archive that is damaged or cut off"),
        (b"<html><body>Sign in</body></html>", "is a web page (HTML) without a table"),
        (b'{"error":"not allowed"}', "no column for it was found"),
    ],
)
def test_what_is_no_list_ends_with_65(raw: bytes, what: str, tmp_path: Path, place: str) -> None:
    result = fed(raw, "import", "-", "--file", place, "--apply")
    assert result.returncode == 65
    assert what in (result.stderr or result.stdout).decode()
    assert not Path(place).exists()


def test_one_of_several_files_that_is_no_list_leaves_all_as_it_was(
    tmp_path: Path, place: str
) -> None:
    good = a_file(tmp_path, as_xlsx(LIST))
    bad = a_file(tmp_path, b"%PDF-1.7\n", "scan.xlsx")
    said = refused(65, "import", good, bad, "--file", place, "--apply")
    assert said.startswith("scan.xlsx is a PDF")
    assert not Path(place).exists()


@pytest.mark.parametrize("make", [as_xlsx, as_xls, as_ods])
def test_what_stands_in_a_workbook_is_text(make: object, tmp_path: Path, place: str) -> None:
    assert callable(make)
    name = "=1+1 [b]x[/b] \N{RIGHT-TO-LEFT OVERRIDE}y"
    raw = make([("Name", "Ende", "Notes"), (name, "2027-01-31", "=cmd|' /C calc'!A0")])
    text = printed("import", a_file(tmp_path, raw), "--file", place, "--apply", "--verbose")
    assert "=1+1 [b]x[/b]" in text
    assert "\N{RIGHT-TO-LEFT OVERRIDE}" not in text


def test_the_absences_of_standard_input_and_no_others(place: str, tmp_path: Path) -> None:
    printed("import", str(SAMPLES / "title-rows.csv"), "--file", place, "--apply")
    day = b"BEGIN:VEVENT\r\nUID:1\r\nDTSTART;VALUE=DATE:20270101\r\nSUMMARY:Vacation\r\nEND:VEVENT"
    calendar = b"BEGIN:VCALENDAR\r\nVERSION:2.0\r\n" + day + b"\r\nEND:VCALENDAR\r\n"
    result = fed(calendar, "absences", "-", "--file", place)
    assert result.returncode == 0
    assert "1 absence" in result.stdout.decode()
    book = a_file(tmp_path, as_xlsx(LIST))
    assert refused(65, "absences", book, "--file", place) == (
        "list.xlsx is an Excel workbook: export the calendar as iCalendar (ics)"
    )


def test_no_name_of_a_file_is_obeyed(tmp_path: Path, place: str) -> None:
    source = a_file(tmp_path, b"%PDF-", "a\x1b[31m.csv")
    assert "\x1b" not in refused(65, "import", source, "--file", place)
