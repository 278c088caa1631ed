"""`licensetui import`: shown first, written only when asked."""

from __future__ import annotations

import shlex
from pathlib import Path

import pytest

from tests.cli.program import printed, records, refused

HEADERS = "Name;SEN;Expiration date;Seats;Technical contact email"


@pytest.fixture
def place(tmp_path: Path) -> str:
    """A file that does not exist yet."""
    return str(tmp_path / "my licenses.json")


def a_list(directory: Path, *rows: str, name: str = "list.csv") -> str:
    """Write a CSV file with these rows, and return its path."""
    path = directory / name
    path.write_text("\n".join((HEADERS, *rows)) + "\n", encoding="utf-8")
    return str(path)


def test_a_plan_is_shown_and_nothing_is_written(tmp_path: Path, place: str) -> None:
    source = a_list(tmp_path, "Jira;SEN-1;2026-12-01;500;anna@example.org")
    text = printed("import", source, "--file", place)
    assert "New:\n  line 2: Jira" in text
    assert "1 row: 1 new, 0 changed, 0 unchanged, 0 rejected\n" in text
    assert "Result: 1 new license, 1 new contact.\n" in text
    assert "Nothing was written." in text
    assert not Path(place).exists()


def test_the_command_it_proposes_writes_what_it_showed(tmp_path: Path, place: str) -> None:
    source = a_list(tmp_path, "Jira;SEN-1;01/02/2027;500;anna@example.org", name="my list.csv")
    shown = printed("import", "--file", place, source, "--dates", "dmy")
    proposed = shlex.split(shown.splitlines()[-1])
    assert proposed[0] == "licensetui"
    text = printed(*proposed[1:])
    assert text.endswith("Saved: import my list.csv. To undo: licensetui undo\n")
    (license,) = records("list", "--file", place)
    assert license["terms"][0]["end"] == "2027-02-01"
    assert [contact["address"] for contact in license["contacts"]] == ["anna@example.org"]


def test_the_same_list_again_changes_nothing(tmp_path: Path, place: str) -> None:
    source = a_list(tmp_path, "Jira;SEN-1;2026-12-01;500;anna@example.org")
    printed("import", source, "--file", place, "--apply")
    before = Path(place).read_bytes()
    text = printed("import", source, "--file", place, "--apply")
    assert "1 row: 0 new, 0 changed, 1 unchanged, 0 rejected" in text
    assert text.endswith("Nothing to save.\n")
    assert Path(place).read_bytes() == before


def test_what_changes_and_what_is_refused_is_said_with_its_line(tmp_path: Path, place: str) -> None:
    first = a_list(tmp_path, "Jira;SEN-1;2026-12-01;500;anna@example.org")
    printed("import", first, "--file", place, "--apply")
    second = a_list(
        tmp_path,
        "Jira;SEN-1;2026-12-01;600;anna@example.org",
        "Tempo;SEN-2;31 of never;500;anna@example.org",
    )
    text = printed("import", second, "--file", place, "--apply")
    assert "Changed:\n  line 2: Jira" in text
    assert "500" in text
    assert "600" in text
    assert "Rejected:\n  line 3: " in text
    assert "31 of never" in text
    assert "2 rows: 0 new, 1 changed, 0 unchanged, 1 rejected" in text
    assert [(x["name"], x["seats"]) for x in records("list", "--file", place)] == [("Jira", 600)]


def test_month_first_is_an_option(tmp_path: Path, place: str) -> None:
    source = a_list(tmp_path, "Jira;SEN-1;01/02/2027;500;anna@example.org")
    printed("import", source, "--file", place, "--dates", "mdy", "--apply")
    assert records("list", "--file", place)[0]["terms"][0]["end"] == "2027-01-02"


def test_a_currency_for_amounts_that_have_none(tmp_path: Path, place: str) -> None:
    source = tmp_path / "costs.csv"
    source.write_text("Name,SEN,Expiration date,Cost\nJira,SEN-1,2026-12-01,100.50\n")
    printed("import", str(source), "--file", place, "--currency", "chf", "--apply")
    (license,) = records("list", "--file", place)
    assert (license["terms"][0]["cost"], license["terms"][0]["currency"]) == ("100.50", "CHF")


def test_names_in_a_list_are_text(tmp_path: Path, place: str) -> None:
    source = a_list(tmp_path, "Wiki \x1b[31m[/x];SEN-1;2026-12-01;500;anna@example.org")
    text = printed("import", source, "--file", place)
    assert "[/x]" in text
    assert "\x1b" not in text


@pytest.mark.parametrize(
    ("options", "says"),
    [
        (["--demo", "--apply"], "--demo"),
        (["--readonly", "--apply"], "--readonly"),
        (["--currency", "euro"], "'euro' is not a three-letter ISO code"),
        (["--dates", "ymd"], "'ymd'"),
    ],
)
def test_options_that_make_no_sense(tmp_path: Path, options: list[str], says: str) -> None:
    source = a_list(tmp_path, "Jira;SEN-1;2026-12-01;500;anna@example.org")
    assert says in refused(2, "import", source, *options)


def test_a_list_can_be_tried_on_the_demo(tmp_path: Path) -> None:
    source = a_list(tmp_path, "Brand new;SEN-999;2026-12-01;500;anna@example.org")
    assert "1 new license" in printed("import", "--demo", source)


def test_a_list_that_is_not_there_is_74(tmp_path: Path, place: str) -> None:
    assert "nowhere.csv" in refused(74, "import", str(tmp_path / "nowhere.csv"), "--file", place)


def test_a_file_that_is_no_list_is_65_and_nothing_is_written(tmp_path: Path, place: str) -> None:
    for name, content in (("empty.csv", b""), ("book.xlsx", b"PK\x03\x04..."), ("nul", b"a\0b")):
        path = tmp_path / name
        path.write_bytes(content)
        assert name in refused(65, "import", str(path), "--file", place, "--apply")
    assert not Path(place).exists()


def test_a_broken_file_is_never_imported_into(tmp_path: Path) -> None:
    source = a_list(tmp_path, "Jira;SEN-1;2026-12-01;500;anna@example.org")
    broken = tmp_path / "broken.json"
    broken.write_text("{")
    assert "broken.json" in refused(65, "import", source, "--file", str(broken), "--apply")
    assert broken.read_text() == "{"
