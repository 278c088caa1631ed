"""The list on screen is written into a file, as it is shown."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest

from licensetui.clock import Clock
from licensetui.domain.portfolio import Portfolio
from licensetui.exchange.shown_list import ShownList, save_list
from licensetui.store.errors import NotSavedError
from licensetui.store.exported import exported
from licensetui.store.file.keeper import FileKeeper
from licensetui.tables.table import TableError
from licensetui.tui.forms.import_file import opened
from licensetui.tui.widgets.save_choice import SaveChoice
from tests.builders import a_contact, a_license
from tests.store.changes import a_file
from tests.tui.running import LARGE, running

TWO = Portfolio(
    (
        a_license("=2+3 Jira", seats=5),
        a_license("Confluence", id=2),
        a_license("Bamboo", id=3, archived=True),
    ),
    (a_contact(),),
)
NAME = "licenses-2026-11-22.csv"


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A working directory with another one in it."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "reports").mkdir()
    return tmp_path


def rows_of(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


async def test_one_key_and_enter_write_it_sorted_and_found_as_it_is(here: Path) -> None:
    async with running(TWO, size=LARGE) as program:
        await program.press("2", "S", "E")
        await program.press("enter")
        assert NAME in program.app.screen.query_one("StatusLine").sentence  # type: ignore[attr-defined]
        names = [row["License"] for row in rows_of(here / NAME)]
        assert names in (["'=2+3 Jira", "Confluence"], ["Confluence", "'=2+3 Jira"])
        await program.press("slash", *"conf", "enter", "E")
        await program.press("enter")
        assert len(rows_of(here / NAME)) == 2  # it was there: once more replaces it
        await program.press("enter")
        assert [row["License"] for row in rows_of(here / NAME)] == ["Confluence"]


async def test_every_view_with_a_list_has_it(here: Path) -> None:
    async with running(TWO, size=LARGE) as program:
        for key, name in (("1", "agenda"), ("3", "contacts")):
            await program.press(key, "E")
            await program.press("enter")
            assert rows_of(here / f"{name}-2026-11-22.csv")


async def test_a_folder_is_found_by_typing_and_the_ending_says_the_form(here: Path) -> None:
    async with running(TWO, size=LARGE) as program:
        await program.press("2", "E")
        line = program.app.screen.query_one(SaveChoice).line
        line.value = f"{here}/rep"
        await program.settle()
        await program.press("down", "enter")
        assert line.value == f"{here}/reports/"
        await program.press(*"all.json", "enter")
        names = [x["License"] for x in json.loads((here / "reports/all.json").read_text())]
        assert sorted(names) == ["=2+3 Jira", "Confluence"]


async def test_a_wrong_ending_is_said_and_escape_writes_nothing(here: Path) -> None:
    async with running(TWO, size=LARGE) as program:
        await program.press("2", "E")
        program.app.screen.query_one(SaveChoice).line.value = f"{here}/x.xlsx"
        await program.press("enter")
        assert "the name must end in .csv, .json, .txt" in program.text()
        await program.press("escape")
        assert [path.name for path in here.iterdir()] == ["reports"]


def nothing(_path: Path) -> str:
    """Say that a path is nothing of the licenses' place."""
    return ""


def test_the_file_of_the_licenses_is_never_replaced(here: Path) -> None:
    file = a_file(here)
    before = file.read_bytes()
    shown = ShownList("licenses", ("license",), (("Jira",),))
    with pytest.raises(NotSavedError, match="your data file"):
        save_list(shown, file, FileKeeper(file, Clock().now).own)
    assert file.read_bytes() == before


def test_numbers_and_days_stay_what_they_are_and_the_rest_is_text(tmp_path: Path) -> None:
    shown = ShownList(
        "x", ("", "days", "", "what"), (("!", "-5", "-", "-5+cmd"), ("", "2026-11-22", "", "@x"))
    )
    save_list(shown, tmp_path / "x.csv", nothing)
    first, second = rows_of(tmp_path / "x.csv")
    assert first == {"mark": "!", "days": "-5", "mark 2": "", "what": "'-5+cmd"}
    assert second["days"] == "2026-11-22"
    assert second["what"] == "'@x"
    save_list(shown, tmp_path / "x.txt", nothing)
    assert (tmp_path / "x.txt").read_text().splitlines()[1] == "!  -5          -  -5+cmd"


def test_a_license_key_in_it_is_left_out(tmp_path: Path) -> None:
    key = "A1B2C-D3E4F-G5H6J-K7L8M"
    save_list(ShownList("x", ("notes",), ((f"license key: {key}",),)), tmp_path / "x.csv", nothing)
    assert key not in (tmp_path / "x.csv").read_text()


def test_the_form_of_an_import_says_who_reads_an_export_of_all_records(here: Path) -> None:
    (here / "all.json").write_bytes(exported(TWO))
    found = opened(here / "all.json", "", TWO)
    assert isinstance(found, TableError)
    assert (
        str(found) == "all.json is an export of licensetui: import it with licensetui import FILE"
    )
