"""What a list brings is text: in every column, and in all that is printed of it afterwards."""

from __future__ import annotations

import csv
import io
import re
from pathlib import Path

import pytest

from licensetui.imports.fields import ImportField
from tests.cli.program import start

HOSTILE = (
    '=HYPERLINK("http://x.example","y")',
    "[/b][@click=app.quit]quit[/]",
    "a\x1b[31mred\x1b]0;title\x07\x9b2J",
    "\u202egnp.exe\u200b",
)
"""What a spreadsheet would run, markup of screens, what a terminal obeys, what hides."""
OBEYED = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u200b\u202a-\u202e\u2066-\u2069]")
PRINTED = (
    ("list", "--all"),
    ("list", "--json"),
    ("contacts",),
    ("due",),
    ("calendar",),
    ("findings",),
    ("coverage",),
    ("who", "Plain 1"),
    ("portal",),
    ("check",),
    ("export", "ics"),
    ("report",),
    ("remind", "--mail", "it@example.org", "--anyway", "--dry-run"),
    ("history",),
    ("doctor",),
)


def rows_with(text: str) -> list[list[str]]:
    """Return headers, and one row for each field with a text in it; all have a name and an end."""
    fields = list(ImportField)
    rows = [[field.headers[0] for field in fields]]
    for number, hostile in enumerate(fields):
        cells = {ImportField.NAME: f"Plain {number}", ImportField.END: "2026-12-31"}
        rows.append([{**cells, hostile: text}.get(field, "") for field in fields])
    return rows


@pytest.mark.parametrize("text", HOSTILE, ids=["formula", "markup", "escapes", "direction"])
def test_what_stands_in_any_column_is_inert_wherever_it_is_printed(
    text: str, tmp_path: Path
) -> None:
    out = io.StringIO()
    csv.writer(out).writerows(rows_with(text))
    (tmp_path / "list.csv").write_text(out.getvalue(), encoding="utf-8")
    place, source = str(tmp_path / "x.json"), str(tmp_path / "list.csv")
    done = [
        start("import", source, "--file", place, *options)
        for options in (("--json",), ("--verbose",), (), ("--show-mapping",), ("--apply",))
    ]
    assert b"new" in done[-1].stdout
    done += [start(*command, "--file", place) for command in PRINTED]
    for run in done:
        printed = (run.stdout + run.stderr).decode().replace("\r\n", "\n")
        assert run.returncode in (0, 1), (run.args, printed)
        assert not OBEYED.search(printed), (run.args, OBEYED.search(printed))
