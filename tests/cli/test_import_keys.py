"""License keys in lists: none of them is in any byte that is written or printed."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Sequence
from pathlib import Path

import pytest

from licensetui.store.file.filestore import FileStore
from tests.cli.program import fed, printed, refused
from tests.secrets_made import keys, numbers

UUID = "550e8400-e29b-41d4-a716-446655440000"


def _list(path: Path, headers: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    with path.open("w", newline="", encoding="utf-8") as file:
        csv.writer(file).writerows([headers, *rows])
    return str(path)


def _written(place: Path, *printed: bytes) -> bytes:
    files = [path for path in place.rglob("*") if path.is_file()]
    assert len(files) >= 5
    return b"\n".join([*(path.read_bytes() for path in files), *printed])


def _run(*arguments: str) -> bytes:
    result = fed(b"", *arguments)
    assert result.returncode == 0, result.stderr
    return result.stdout + result.stderr


@pytest.mark.parametrize("header", ["License key", "serial number"])
def test_no_key_of_a_thousand_is_in_any_byte(tmp_path: Path, header: str) -> None:
    made = [key for _, key in keys(1000)]
    rows = [
        (f"App {n}", key, "2027-01-31", f"Renewed by phone. License key: {key}" if n % 3 else "")
        for n, key in enumerate(made)
    ]
    source = _list(tmp_path / "list.csv", ("Item name", header, "End date", "Notes"), rows)
    place = tmp_path / "data"
    place.mkdir()
    path = str(place / "x.json")
    out = [_run("import", source, "--file", path, "--verbose")]
    out.append(_run("import", source, "--file", path, "--apply"))
    again = _run("import", source, "--file", path, "--apply")
    assert b"1000 rows: 0 new, 0 changed, 1000 unchanged, 0 rejected" in again
    _run("backup", "--file", path)
    _run("export", "ics", "--file", path, "-o", str(place / "x.ics"))
    out += [_run("report", "--file", path), _run("history", "--fields", "--file", path)]
    out.append(_run("doctor", "--file", path))
    written = _written(place, *out, again)
    flat = b"".join(written.split())
    assert [key for key in made if key.encode() in written or key.encode() in flat] == []
    licenses = FileStore.open(Path(path)).portfolio.licenses
    assert [x.key.last for x in licenses if x.key] == [_end(key) for key in made]
    assert all(not x.sen for x in licenses)
    assert b"only its last characters, " in out[0]
    assert b"and SHA-256 are stored" in out[0]
    assert b"license key " not in out[-1]  # the doctor finds none


def _end(key: str) -> str:
    return key.splitlines()[-2][-6:] if key.startswith("-----") else key[-6:]


def test_no_number_of_a_thousand_is_lost(tmp_path: Path) -> None:
    made = numbers(1000)
    headers = tuple(dict.fromkeys(header for header, _ in made))
    rows = [
        (f"App {n}", *(number if header == one else "" for one in headers))
        for n, (header, number) in enumerate(made)
    ]
    source = _list(tmp_path / "list.csv", ("Product", *headers), rows)
    path = str(tmp_path / "x.json")
    text = printed("import", source, "--file", path, "--apply")
    assert "columns not used" not in text
    assert "license key" not in text
    content = Path(path).read_text()
    assert [number for _, number in made if number not in content] == []
    assert "0 wrong" not in printed("doctor", "--file", path)
    assert "Nothing looks like a license key." in printed("forget", "--keys", "--file", path)


def test_the_user_says_which_columns_hold_numbers(tmp_path: Path) -> None:
    rows = [("Jira", UUID, "9f86d081884c7d659a2feaa0c55ad015"), ("Wiki", UUID[::-1], "Z-1")]
    source = _list(tmp_path / "list.csv", ("Product", "Serial", "Zuora"), rows)
    path = str(tmp_path / "x.json")
    text = printed("import", source, "--file", path)
    assert UUID not in text
    assert '"Serial" looks like it holds license keys, in 2 rows' in text
    assert "name the column with --numbers" in text
    assert "columns not used: Zuora" in text
    said = ("--numbers", "serial", "--numbers", "Zuora")
    shown = printed("import", source, "--file", path, *said)
    assert shown.splitlines()[-1].endswith("--numbers serial --numbers Zuora --apply")
    printed("import", source, "--file", path, *said, "--apply")
    jira, wiki = FileStore.open(Path(path)).portfolio.licenses
    assert (jira.sen, jira.key) == (UUID, None)
    assert jira.notes == "Zuora number: 9f86d081884c7d659a2feaa0c55ad015"
    assert wiki.notes == "Zuora number: Z-1"
    assert "0 changed, 2 unchanged" in printed("import", source, "--file", path, *said)
    said_wrong = refused(2, "import", source, "--file", path, "--numbers", "Serail")
    near = 'did you mean "Serial"? Columns: "Product", "Serial", "Zuora"'
    assert said_wrong == f'no column "Serail": {near}'


def test_a_key_above_the_headers_is_not_printed(tmp_path: Path) -> None:
    key = "ABCDE-12345-FGHIJ-67890-KLMNO"
    source = tmp_path / "list.csv"
    source.write_text(f"Key {key} for all\n\nName,End,Seats\nJira,2027-01-01,5\n")
    for option in ("--verbose", "--json", "--show-mapping"):
        text = printed("import", str(source), "--file", str(tmp_path / "x.json"), option)
        assert "Jira" in text
        assert key not in text


def test_a_key_in_the_wrong_column_is_not_printed_either(tmp_path: Path) -> None:
    key = "ABCDE-12345-FGHIJ-67890-KLMNO"
    rows = [("Jira", key, "", ""), (f"Office {key}", "", "x", key), (key, "", "", "")]
    headers = ("Product", "End date", "Seats", "Company")
    source = _list(tmp_path / "list.csv", headers, rows)
    path = str(tmp_path / "x.json")
    text = printed("import", source, "--file", path, "--apply")
    assert key not in text
    assert 'end "[key ...-KLMNO]"' in text or 'end "[key ...KLMNO]"' in text
    assert key not in Path(path).read_text()
    headless = _list(tmp_path / "headless.csv", ("Jira", key), [("Wiki", key)])
    assert key not in fed(b"", "import", headless, "--file", path).stdout.decode()


def test_a_column_of_keys_with_numbers_and_words_in_it(tmp_path: Path) -> None:
    key = "ABCDE-12345-FGHIJ-67890-KLMNO"
    rows = [
        ("Jira", "SEN-1234567"),
        ("Wiki", "E-1AB-2CD-3EF"),
        ("Tempo", "see the vault"),
        ("Office", key),
        ("Visio", key),
    ]
    source = _list(tmp_path / "list.csv", ("Product", "License key"), rows)
    path = str(tmp_path / "x.json")
    text = printed("import", source, "--file", path, "--apply")
    assert 'other values under "License key" are not keys and are not stored' in text
    assert "see the vault" not in text
    assert "the same license as line 5" in text  # without a number, the key says which one it is
    jira, wiki, tempo, office = FileStore.open(Path(path)).portfolio.licenses
    assert (jira.sen, wiki.entitlement, tempo.sen, tempo.key) == (
        "SEN-1234567",
        "E-1AB-2CD-3EF",
        "",
        None,
    )
    assert office.key is not None


def test_one_key_may_serve_several_licenses_with_numbers_of_their_own(tmp_path: Path) -> None:
    key = "ABCDE-12345-FGHIJ-67890-KLMNO"
    rows = [("Office", "1001", key), ("Office", "1002", key)]
    source = _list(tmp_path / "list.csv", ("Product", "SEN", "Product key"), rows)
    path = str(tmp_path / "x.json")
    assert "2 new, 0 changed, 0 unchanged, 0 rejected" in printed(
        "import", source, "--file", path, "--apply"
    )
    assert "0 new, 0 changed, 2 unchanged" in printed("import", source, "--file", path)
