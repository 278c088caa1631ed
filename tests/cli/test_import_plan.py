"""The plan of an import in print: short for a good file, whole when asked, JSON for programs."""

from __future__ import annotations

import io
import json
import os
import pty
import signal
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path

import pytest

from licensetui.cli.progress import progress
from licensetui.domain.plain import width
from tests.cli.program import ROOT, fed, printed, records, refused, start
from tests.tables.books import as_xlsx

SAMPLES = Path(__file__).parents[1] / "imports" / "samples"
HEAD = "Name,SEN,Start,Expiration date,Cost,Seats,Technical contact email"


@pytest.fixture
def place(tmp_path: Path) -> str:
    """A file that does not exist yet."""
    return str(tmp_path / "licenses.json")


def a_list(directory: Path, *rows: str, head: str = HEAD, name: str = "list.csv") -> str:
    """Write a list, and return its path."""
    (directory / name).write_text("\n".join((head, *rows)) + "\n", encoding="utf-8")
    return str(directory / name)


def good_rows(count: int, year: int = 2026, cost: int = 100) -> list[str]:
    """Return rows without anything odd."""
    return [
        f"App {n},S-{n:05},{year}-02-01,{year + 1}-01-31,{cost}.00 EUR,{n},team{n}@acme.example"
        for n in range(1, count + 1)
    ]


def rows_on_a_screen(text: str) -> int:
    """Return how many rows of 80 cells a text takes; the command to be copied is taken for one."""
    lines = [line for line in text.splitlines() if not line.startswith("  licensetui ")]
    return 1 + sum(max(1, -(-width(line) // 80)) for line in lines)


@pytest.mark.parametrize(
    "path", [*sorted(SAMPLES.glob("*-licenses.csv")), SAMPLES / "suivi-licences.csv"]
)
def test_the_plan_of_a_good_file_fits_a_terminal(path: Path, place: str) -> None:
    text = printed("import", str(path), "--file", place)
    assert rows_on_a_screen(text) <= 23


def test_new_and_changed_rows_of_many_fit_too_and_all_are_shown_when_asked(
    tmp_path: Path, place: str
) -> None:
    first = a_list(tmp_path, *good_rows(40))
    printed("import", first, "--file", place, "--apply")
    second = a_list(tmp_path, *good_rows(90, 2027, 120))
    text = printed("import", second, "--file", place)
    assert rows_on_a_screen(text) <= 23
    short = text.splitlines()
    assert "  line 42: App 41 S-00041, 2027-02-01 to 2028-01-31, 120.00 EUR, 41 seats" in short
    assert "  and 48 more (--verbose shows all)" in short
    assert "      renewed: new term 2027-02-01 to 2028-01-31, 120.00 EUR" in short
    whole = printed("import", second, "--file", place, "--verbose")
    assert "more (--verbose" not in whole
    assert whole.count("renewed: new term") == 40
    assert whole.count("new contact team") == 50


def test_what_is_odd_stands_first_with_what_was_meant(tmp_path: Path, place: str) -> None:
    rows = (*good_rows(3), "Wiki,S-9,,2027-01-31,-5 EUR,1,ana@gmial.com")
    lines = printed("import", a_list(tmp_path, *rows), "--file", place).splitlines()
    assert lines[:3] == [
        "To check:",
        "  line 5: Wiki S-9",
        "      -5 EUR is a credit: it is stored but not counted as a cost",
    ]
    assert "  line 5: ana@gmial.com" in lines
    assert any("id you mean ana@gmail.com?" in line for line in lines)


def test_a_question_is_asked_once_and_the_option_that_answers_it_named(
    tmp_path: Path, place: str
) -> None:
    source = a_list(tmp_path, *(f"App {n},,,0{n}/09/2026,,," for n in (5, 6, 7)))
    run = start("import", source, "--file", place)
    assert run.returncode == 65, "every row is refused"
    text = run.stdout.decode()
    assert text.startswith(
        'To check:\n  is "05/09/2026" 5 Sep 2026 or 9 May 2026?\n      3 rows wait for '
        "an answer: --dates dmy or --dates mdy\n"
    )
    assert "3 new" in printed("import", source, "--file", place, "--dates", "dmy")


def test_json_says_all_and_nothing_else(tmp_path: Path, place: str) -> None:
    rows = ("Jira,SEN-1,2026-02-01,2027-01-31,5.50 EUR,50,ana@gmial.com", ",,,,,,")
    source = a_list(tmp_path, *rows, "Crowd,,,soon,,,")
    out = printed("import", source, "--file", place, "--json", "--apply")
    found = [json.loads(line) for line in out.splitlines()]
    assert [one["kind"] for one in found] == ["row", "row", "contact", "file", "total"]
    jira, crowd, contact, file, total = found
    assert jira == {
        "kind": "row",
        "file": "list.csv",
        "line": 2,
        "outcome": "new",
        "license": "Jira SEN-1",
        "start": "2026-02-01",
        "end": "2027-01-31",
        "perpetual": False,
        "cost": "5.50 EUR",
        "seats": "50 seats",
        "renewal": None,
        "changes": [],
        "contacts": ["ana@gmial.com"],
        "doubts": [],
        "notes": ["No vendor, but SEN-1 looks like Atlassian's. Did you mean Atlassian?"],
        "reason": None,
        "help": None,
    }
    assert (crowd["line"], crowd["outcome"], crowd["reason"]) == (
        4,
        "refused",
        'end "soon" is not a date',
    )
    assert contact["address"] == "ana@gmial.com"
    assert contact["doubts"]
    assert file["file"] == "list.csv"
    assert total["counts"] == {
        "new": 1, "changed": 0, "further term": 0, "same": 0, "refused": 1,
    }  # fmt: skip
    assert total["effect"] == {"new license": 1, "new contact": 1}
    changed = a_list(tmp_path, "Jira,SEN-1,2026-02-01,2027-01-31,6.50 EUR,50,ana@gmial.com")
    first = json.loads(printed("import", changed, "--file", place, "--json").splitlines()[0])
    assert first["changes"] == [{"field": "cost", "before": "5.50 EUR", "after": "6.50 EUR"}]


def test_several_files_are_one_change_and_one_undo(tmp_path: Path, place: str) -> None:
    one = a_list(tmp_path, *good_rows(1), name="a.csv")
    two = a_list(tmp_path, "Wiki,S-9,,2027-01-31,,,", name="b.csv")
    text = printed("import", one, two, "--file", place, "--apply")
    assert "  b.csv, line 2: Wiki S-9, ends 2027-01-31" in text.splitlines()
    assert "Note: b.csv: read as UTF-8, comma between cells" in text.splitlines()
    assert text.endswith("Saved: import a.csv, b.csv. To undo: licensetui undo\n")
    assert len(records("list", "--file", place)) == 2
    printed("undo", "--file", place)
    assert records("list", "--file", place) == []


def test_standard_input_is_a_list_too(tmp_path: Path, place: str) -> None:
    raw = "\n".join((HEAD, *good_rows(1))).encode()
    run = fed(raw, "import", "-", "--file", place)
    assert (run.returncode, run.stdout.decode().splitlines()[-1]) == (
        0,
        "Nothing was written. To apply, add --apply.",
    )
    assert fed(raw, "import", "-", "--file", place, "--apply").returncode == 0
    assert [x["name"] for x in records("list", "--file", place)] == ["App 1"]


def test_a_file_of_several_that_is_none_leaves_all_as_it_was(tmp_path: Path, place: str) -> None:
    good = a_list(tmp_path, *good_rows(1))
    (tmp_path / "b.csv").write_bytes(b"a\0b")
    assert "b.csv" in refused(
        65, "import", good, str(tmp_path / "b.csv"), "--file", place, "--apply"
    )
    assert not Path(place).exists()


class Screen(io.StringIO):
    """A terminal that keeps what is written to it."""

    def isatty(self) -> bool:
        return True


def test_a_long_list_says_how_far_it_is_on_one_line_that_is_gone_at_the_end() -> None:
    screen = Screen()
    with progress(screen, "rows planned") as step:
        step(200, 900)
        assert not screen.getvalue(), "soon done"
        step(200, 9_000)
        assert "200 of 9000 rows planned" in screen.getvalue()
    assert screen.getvalue().endswith(" \r")
    file = io.StringIO()
    with progress(file, "rows planned") as step:
        step(200, 9_000)
    assert not file.getvalue()


def test_ctrl_c_leaves_all_as_it_was(tmp_path: Path, place: str) -> None:
    source = a_list(tmp_path, *good_rows(20_000))
    here, there = pty.openpty()
    environ = {**os.environ, "LICENSETUI_TODAY": "2026-11-22", "TERM": "xterm"}
    command = [sys.executable, "-m", "licensetui", "import", source, "--file", place, "--apply"]
    with subprocess.Popen(
        command, cwd=ROOT, env=environ, stderr=there, stdout=subprocess.DEVNULL
    ) as run:
        seen, until = b"", time.monotonic() + 60
        while b"rows planned" not in seen and time.monotonic() < until:
            seen += os.read(here, 1024)
        run.send_signal(signal.SIGINT)
        os.close(there)
        assert run.wait(60) == 130
    with suppress(OSError):
        os.close(here)
    assert b"of 40000 rows planned" in seen or b"of 20000 rows planned" in seen
    assert not Path(place).exists()


def test_what_a_row_says_of_its_renewal_is_shown_before_it_is_saved(
    tmp_path: Path, place: str
) -> None:
    rows = ("A,2027-03-31,3 mois,oui", "B,2027-03-31,2026-12-15,no", "C,2027-03-31,none,")
    source = a_list(tmp_path, *rows, head="Name,Expiration date,Notice period,Auto-renew")
    text = printed("import", source, "--file", place, "--verbose")
    assert "A, ends 2027-03-31, auto-renew, notice 3 months" in text
    assert "B, ends 2027-03-31, notice 2026-12-15" in text
    assert "C, ends 2027-03-31\n" in text
    found = [x["renewal"] for x in records("import", source, "--file", place) if "renewal" in x]
    assert found == ["auto-renew, notice 3 months", "notice 2026-12-15", None]


def test_a_row_of_a_workbook_with_too_many_cells_is_asked_for_no_quotation_marks(
    tmp_path: Path, place: str
) -> None:
    source = tmp_path / "l.xlsx"
    source.write_bytes(as_xlsx([("Name", "End"), ("Jira", "2027-01-31", "x"), ("Crowd", "", "")]))
    text = printed("import", str(source), "--file", place)
    assert "3 cells for 2" in text
    assert "quotation marks" not in text
