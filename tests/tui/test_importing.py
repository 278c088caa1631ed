"""Lists that are imported inside the program: found, mapped, looked at, saved, taken back."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import threading
import time
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from licensetui.clock import clock_from
from licensetui.domain.change import Change, Edit
from licensetui.domain.money import Money
from licensetui.domain.portfolio import Portfolio
from licensetui.store.file.filestore import FileStore
from licensetui.tui import app, background
from licensetui.tui.forms.places import Rank, fitting, is_folder, listing, typed_path
from licensetui.tui.screens.importing import ImportForm
from licensetui.tui.views.licenses import LicenseTable
from licensetui.tui.widgets.column_rows import ColumnRows
from licensetui.tui.widgets.file_choice import FileRows
from licensetui.tui.widgets.plan_rows import PlanRows
from tests import house
from tests.builders import a_license, a_portfolio, a_term
from tests.store.changes import a_file, note
from tests.tui.running import HOSTILE_AT, LARGE, SMALL, Running, running, until

HEADERS = "Name;SEN;Vendor;End date;Cost;Currency;Technical contact\n"
"""All of them are known."""
JIRA = "Jira Software;SEN-1;Atlassian;2027-01-31;21000;EUR;anna.martin@example.org\n"
CROWD = "Crowd;SEN-2;Atlassian;2027-02-28;7000;EUR;anna.martin@example.org\n"


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Make a home directory with the usual folders, and work in one of its own."""
    for name in ("Downloads", "Documents", "work"):
        (tmp_path / name).mkdir()
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.delenv("XDG_DOWNLOAD_DIR", raising=False)
    monkeypatch.delenv("XDG_DOCUMENTS_DIR", raising=False)
    monkeypatch.chdir(tmp_path / "work")
    return tmp_path


async def shows(program: Running, *texts: str) -> None:
    """Wait until all texts are on the screen."""
    await until(program, lambda: all(text in program.text() for text in texts), str(texts))


def form_of(program: Running) -> ImportForm:
    """Return the form, whatever stands over it."""
    return next(one for one in program.app.screen_stack if isinstance(one, ImportForm))


def files(program: Running) -> list[str]:
    return [entry.name for entry in form_of(program).query_one(FileRows).items]


async def columns_of(program: Running, name: str) -> None:
    """Choose a file by its name, and wait for its columns."""
    await program.press("I", *name, "enter")
    await until(program, lambda: form_of(program).step == 2, "the columns")


async def plan_of(program: Running, name: str) -> None:
    """Choose a file of which all columns are known, and wait for its plan."""
    await columns_of(program, name)
    await program.press("ctrl+s")
    await until(program, lambda: form_of(program).step == 3, "the plan")


def licenses(program: Running) -> list[str]:
    return [license.name for license in program.store.portfolio.licenses]


# the way to it


async def test_an_empty_program_says_how_to_import_and_i_asks_for_a_file(place: Path) -> None:
    (place / "work" / "list.csv").write_text(HEADERS + JIRA)
    async with running(Portfolio()) as program:
        for sentence in ("licensetui --demo", "I imports a list", "n adds the first license"):
            assert sentence in program.text()
        await program.press("colon", *"import licen", "enter")
        await shows(program, "1 of 3", "list.csv")
        assert program.store.portfolio == Portfolio()


async def test_a_list_comes_in_with_one_undo_and_is_shown(place: Path) -> None:
    (place / "Downloads" / "vendors.csv").write_text(HEADERS + JIRA + CROWD)
    async with running(a_portfolio(a_license("Old"))) as program:
        before = program.store.portfolio
        await plan_of(program, "vend")
        assert program.store.portfolio == before
        await shows(program, "2 new", "2027-01-31")
        await program.press("enter")
        await shows(program, "Imported 2 licenses", "u undoes it", "filter: just imported")
        table = program.app.screen.query_one(LicenseTable)
        assert {license.name for license in table.items} == {"Jira Software", "Crowd"}
        assert len(program.store.portfolio.licenses) == 3
        await program.press("escape")
        assert "Licenses: 3" in program.text()
        await program.press("u")
        assert program.store.portfolio.licenses == before.licenses
        assert program.store.portfolio.contacts == before.contacts


async def test_what_cannot_be_saved_is_said_before_anything_is_chosen(
    place: Path,
) -> None:
    path = a_file(place)
    async with running(store=FileStore.open(path, readonly=True)) as program:
        await program.press("I")
        assert "Nothing can be changed here" in program.text()
        assert "1 of 3" not in program.text()


# finding the file


async def test_lists_come_first_the_newest_before_all_and_folders_open(place: Path) -> None:
    for name, age in (("old.csv", 900), ("new.xlsx", 10), ("picture.png", 1)):
        path = place / "Downloads" / name
        path.write_bytes(b"x")
        os.utime(path, (time.time() - age,) * 2)
    (place / "Documents" / "2026").mkdir()
    (place / "Documents" / "2026" / "inner.ods").write_bytes(b"x")
    (place / ".hidden.csv").write_bytes(b"x")
    async with running() as program:
        await program.press("I")
        await until(program, lambda: len(files(program)) == 7, "all four folders")
        assert files(program)[:2] == ["new.xlsx", "old.csv"]
        assert files(program)[-1] == "picture.png"
        await program.press("down")
        current = form_of(program).query_one(FileRows).current
        assert current is not None
        assert current.name == "old.csv"
        await program.press(*"2026", "enter")
        await until(program, lambda: "inner.ods" in files(program), "the folder")
        assert "~/Documents/2026: 1 file" in program.text()
        assert files(program) == ["inner.ods", ".."]
        await program.press("escape")
        assert files(program)[:2] == ["new.xlsx", "old.csv"]
        await program.press("escape")
        assert "1 of 3" not in program.text()


@pytest.mark.parametrize(
    "typed", ["~/Downloads/a list.csv", "'{home}/Downloads/a list.csv'", "file://{home}/{url}"]
)
async def test_a_path_is_pasted_as_it_was_copied(place: Path, typed: str) -> None:
    (place / "Downloads" / "a list.csv").write_text(HEADERS + JIRA)
    async with running() as program:
        await program.press("I")
        await program.type(typed.format(home=place, url="Downloads/a%20list.csv"))
        await program.press("enter")
        await shows(program, "2 of 3", "a list.csv")


@pytest.mark.parametrize(
    ("typed", "path"),
    [
        ("lizenzen 2026", None),
        ("a.csv", None),
        ("/srv/x.csv", "/srv/x.csv"),
        ('"/srv/two words.csv"', "/srv/two words.csv"),
        ("/srv/two\\ words.csv", "/srv/two words.csv"),
        ("'/srv/open", "/srv/open"),
        ("file:///srv/a%C3%A9.csv", "/srv/aé.csv"),
        ("~nobody-has-this-name/x", None),
    ],
)
def test_words_and_paths_are_told_apart(typed: str, path: str | None) -> None:
    assert typed_path(typed) == (Path(path) if path else None)


@given(st.text() | st.builds("file://{}".format, st.text()) | st.builds("'{}/".format, st.text()))
def test_whatever_is_typed_is_a_path_or_words(typed: str) -> None:
    path = typed_path(typed)
    assert path is None or path.is_absolute()
    assert isinstance(is_folder(typed), bool)
    if path is not None and len(typed) < 200:
        assert listing(path / "there is no such thing").problem


async def test_a_path_that_leads_nowhere_is_said(place: Path) -> None:
    (place / "work" / ".hidden.csv").write_text(HEADERS + JIRA)
    async with running() as program:
        await program.press("I")
        await program.type("~/work/nothing.csv")
        await program.press("enter")
        await shows(program, "cannot be read: No such file or directory", "1 of 3")
        await program.press("escape")
        assert "cannot be read" not in program.text()
        await program.type("~/work/.hidden.csv")
        await program.press("enter")
        await shows(program, "2 of 3", ".hidden.csv")


def test_what_cannot_be_read_says_why_and_one_called_just_so_is_first(tmp_path: Path) -> None:
    assert listing(tmp_path / "none").problem == "No such file or directory"
    for name in ("b list.csv", "list.csv"):
        (tmp_path / name).write_text("")
        os.utime(tmp_path / name, (1, 1))
    (tmp_path / "dangling.csv").symlink_to(tmp_path / "nowhere")
    entries = listing(tmp_path).entries
    assert [(x.name, x.rank) for x in entries[2:]] == [("dangling.csv", Rank.OTHER)]
    assert fitting(entries, "list.csv")[0].name == "list.csv"


async def test_a_folder_that_never_answers_holds_nothing_up(
    place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (place / "work" / "list.csv").write_text(HEADERS + JIRA)
    is_over = threading.Event()
    scandir = os.scandir

    def dead(path: Path) -> object:
        if Path(path) == place / "Documents":
            is_over.wait(60)
        return scandir(path)

    monkeypatch.setattr(os, "scandir", dead)
    try:
        async with running() as program:
            await columns_of(program, "list")
            await program.press("escape", *"~/Documents/x", "enter")
            await shows(program, "reading ~/Documents...")
            await program.press("escape", "escape")
            assert "1 of 3" not in program.text()
    finally:
        is_over.set()


async def test_what_is_no_list_says_what_it_is_and_another_can_be_chosen(place: Path) -> None:
    (place / "work" / "a.txt").write_bytes(b"\0\1\2" * 50)
    (place / "work" / "list.csv").write_text(HEADERS + JIRA)
    async with running() as program:
        await program.press("I", *"a.txt", "enter")
        await shows(program, "1 of 3", "a.txt")
        await until(program, lambda: "text file" in program.text(), "the refusal")
        await program.press("escape", *"list", "enter")
        await shows(program, "2 of 3")


async def test_a_file_that_never_comes_is_given_up_by_esc(place: Path) -> None:
    os.mkfifo(place / "work" / "pipe.csv")  # as on a server that is gone: nobody ever writes
    (place / "work" / "list.csv").write_text(HEADERS + JIRA)
    async with running() as program:
        await program.press("I")
        await program.type("~/work/pipe.csv")
        await program.press("enter")
        await shows(program, "Reading pipe.csv... Esc stops.")
        await program.press("escape")
        assert "Reading" not in program.text()
        await program.press("escape")
        await program.type("~/work/list.csv")
        await program.press("enter")
        await shows(program, "list.csv   2 of 3: columns")


# columns


UNKNOWN = "Zeug;Ding;Wann;Wer da\nJira;SEN-7;2027-01-31;anna.martin@example.org\n"


@pytest.mark.parametrize("size", [SMALL, LARGE])
async def test_columns_show_samples_field_and_reason_the_unknown_first(
    place: Path, size: tuple[int, int]
) -> None:
    key = "AAABbQ0ODAoPeNp9kF9PwjAUxd/7KZr4Pls2/iVLdKwKAUZgmvhWuguU"
    (place / "work" / "l.csv").write_text(f"Name;Zeug;License key\nJira;eins;{key}\nCrowd;zwei;\n")
    async with running(size=size) as program:
        await columns_of(program, "l.csv")
        rows = form_of(program).query_one(ColumnRows)
        assert [column.header for column in rows.items] == ["Zeug", "Name", "License key"]
        assert "eins | zwei" in program.text()
        assert key not in program.text()
        assert "no column with end dates" in program.text()  # what is lost is said above
        assert not program.store.portfolio.licenses[1:]


async def test_one_key_changes_a_column_and_minus_leaves_it_out(place: Path) -> None:
    (place / "work" / "l.csv").write_text(UNKNOWN)
    async with running() as program:
        await columns_of(program, "l.csv")
        rows = form_of(program).query_one(ColumnRows)

        def held(header: str) -> str:
            column = next(column for column in rows.items if column.header == header)
            return column.field.key if column.field else "-" if column.is_left_out else "?"

        rows.select_any(lambda column: column.header == "Zeug")
        await program.press("enter", *"name", "enter")
        assert held("Zeug") == "name"
        rows.select_any(lambda column: column.header == "Wer da")
        await program.press("minus")
        assert held("Wer da") == "-"
        await program.press("ctrl+g")
        assert "Skip the column" in program.text()


async def test_numbers_that_look_like_keys_are_kept_for_who_says_so(place: Path) -> None:
    number = "550e8400-e29b-41d4-a716-446655440000"
    (place / "work" / "l.csv").write_text(f"Name;Zeug\nJira;{number}\n")
    async with running(Portfolio()) as program:
        await columns_of(program, "l.csv")
        rows = form_of(program).query_one(ColumnRows)
        rows.select_any(lambda column: column.header == "Zeug")
        await program.press("enter", *"number", "enter", "escape", "escape", "escape", "o")
        await shows(program, "2 of 3: columns", "your choice")
        await program.press("down")
        assert "number: goes to the notes" in program.text()
        await program.press("ctrl+s")
        await until(program, lambda: form_of(program).step == 3)
        await program.press("enter")
        await shows(program, "Imported 1 license")
        assert number in program.store.portfolio.licenses[0].notes


# the plan


async def test_an_order_of_days_is_asked_once_and_one_key_answers(place: Path) -> None:
    rows = "".join(f"L{n};SEN-{n};0{n}/09/2027\n" for n in (1, 2, 3))
    (place / "work" / "l.csv").write_text(f"Name;SEN;End date\n{rows}")
    async with running() as program:
        await plan_of(program, "l.csv")
        assert "3 refused" in program.text()
        assert "d: day first" in program.text()
        await program.press("n")
        await shows(program, "Esc goes back")
        assert "--" not in program.text(), "an option of the command"
        await program.press("escape")
        assert "--" not in program.text(), "an option of the command"
        await program.press("m")
        await shows(program, "3 new", "2027-02-09")
        await program.press("d")  # and otherwise
        await shows(program, "3 new", "2027-09-02")
        await program.press("n")
        await shows(program, "are read day first: your choice")
        await program.press("escape")
        await program.press("ctrl+s")
        await shows(program, "Imported 3 licenses")
        found = [license.end for license in program.store.portfolio.licenses]
        assert found == [date(2027, 9, day) for day in (1, 2, 3)]


async def test_rows_are_filtered_by_outcome_and_told_in_full(place: Path) -> None:
    known = a_license("Crowd", sen="SEN-2", terms=(a_term(date(2026, 2, 28)),))
    bad = "Bamboo;SEN-3;Atlassian;31.31.2027;;;\n"
    (place / "work" / "l.csv").write_text(HEADERS + JIRA + CROWD + bad)
    async with running(a_portfolio(known)) as program:
        await plan_of(program, "l.csv")
        rows = form_of(program).query_one(PlanRows)
        assert rows.title.startswith("1 refused, 1 changed, 1 new")
        assert "31.31.2027" in program.text()  # why the first is refused
        await program.press("f")
        while rows.filter != "changed":
            await program.press("f")
        assert [row.what for row in rows.items] == ["Crowd SEN-2"]
        assert "2027-02-28" in program.text()
        await program.press("n")
        assert "UTF-8" in program.text()


async def test_a_long_list_is_planned_in_the_background_and_esc_stops_it(
    place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(background, "MOMENT", 0.0)
    rows = "".join(f"Product {n};SEN-{n};Vendor;2027-01-31;;;\n" for n in range(1, 6_000))
    (place / "work" / "l.csv").write_text(HEADERS + rows)
    async with running() as program:
        await columns_of(program, "l.csv")
        await program.press("ctrl+s", "ctrl+s")  # once more changes nothing
        await shows(program, "of 5999 rows... Esc stops")
        await program.press("escape")
        form = form_of(program)
        assert (form.step, form.plans.plan) == (2, None)
        assert "of 5999 rows" not in program.text()
        await program.press("escape")
        assert "1 of 3" in program.text()


async def test_what_columns_hold_is_remembered_even_if_all_is_known(place: Path) -> None:
    (place / "work" / "l.csv").write_text("Name;SEN;Vendor;Schluss\nCrowd;SEN-2;Atlassian;\n")
    known = a_license("Crowd", sen="SEN-2", terms=(a_term(date(2027, 2, 28)),))
    async with running(a_portfolio(known)) as program:
        await columns_of(program, "l.csv")
        rows = form_of(program).query_one(ColumnRows)
        rows.select_any(lambda column: column.header == "Schluss")
        await program.press("minus", "ctrl+s")
        await shows(program, "1 same", "Saves only what these columns hold")
        await program.press("enter")
        await shows(program, "Imported only what these columns hold. u undoes it.")
        assert len(program.store.portfolio.mappings) == 1
        await program.press("u")
        assert not program.store.portfolio.mappings


# leaving, drafts


async def test_esc_goes_back_step_by_step_and_u_has_all_again(place: Path) -> None:
    (place / "work" / "l.csv").write_text(UNKNOWN)
    async with running(a_portfolio()) as program:
        before = program.store.portfolio
        await columns_of(program, "l.csv")
        rows = form_of(program).query_one(ColumnRows)
        rows.select_any(lambda column: column.header == "Zeug")
        await program.press("enter", *"name", "enter", "ctrl+s")
        await until(program, lambda: form_of(program).step == 3)
        await program.press("escape")
        assert "2 of 3" in program.text()
        await program.press("escape")
        assert "1 of 3" in program.text()
        await program.press("escape", "escape")
        assert "Not saved: import of l.csv" in program.text()
        assert program.store.portfolio == before
        await program.press("o")
        await shows(program, "2 of 3")
        again = form_of(program).query_one(ColumnRows)
        assert [x.field.key for x in again.items if x.header == "Zeug" and x.field] == ["name"]
        await program.press("ctrl+s")
        await until(program, lambda: form_of(program).step == 3)
        await program.press("ctrl+s")
        await shows(program, "Imported 1 license")


async def test_i_goes_on_with_an_import_that_was_left_just_now(place: Path) -> None:
    (place / "work" / "l.csv").write_text(UNKNOWN)
    async with running(a_portfolio()) as program:
        await columns_of(program, "l.csv")
        await program.press("minus", "escape", "escape", "escape", "I")
        await shows(program, "2 of 3: columns", "skipped")


async def test_a_file_that_is_gone_is_said_when_its_draft_is_opened(place: Path) -> None:
    path = place / "work" / "l.csv"
    path.write_text(HEADERS + JIRA)
    async with running() as program:
        await columns_of(program, "l.csv")
        await program.press("escape", "escape", "escape")
        path.unlink()
        await program.press("o")
        await shows(program, "cannot be read", "1 of 3")


# others, and time


async def test_what_others_save_meanwhile_is_planned_anew_before_it_is_saved(
    place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(app, "STORE_CHECK", 3600)  # the others save just before the key
    (place / "work" / "l.csv").write_text(HEADERS + JIRA + CROWD)
    path = a_file(place, "Old")
    async with running(store=FileStore.open(path)) as program:
        await plan_of(program, "l.csv")
        end = a_term(date(2026, 2, 28))
        other = a_license("Crowd", id=0, sen="SEN-2", wanted=(), terms=(end,))
        FileStore.open(path).commit(Change("add", (Edit(None, other),)))
        await program.press("ctrl+s")
        await shows(program, "Others saved changes", "1 changed", "1 new")
        assert sorted(licenses(program)) == ["Crowd", "Old"]
        await program.press("ctrl+s")
        await shows(program, "Imported 1 license, 1 changed")
        assert sorted(licenses(program)) == ["Crowd", "Jira Software", "Old"]


async def test_what_others_save_elsewhere_does_not_ask_again(place: Path) -> None:
    (place / "work" / "l.csv").write_text(HEADERS + JIRA)
    path = a_file(place, "Old")
    async with running(store=FileStore.open(path)) as program:
        await plan_of(program, "l.csv")
        other = FileStore.open(path)
        other.commit(note(other, 1, name="Older"))
        await program.press("ctrl+s")
        await shows(program, "Imported 1 license")
        assert sorted(licenses(program)) == ["Jira Software", "Older"]


async def test_at_midnight_the_plan_is_of_the_new_day(place: Path) -> None:
    (place / "work" / "l.csv").write_text(HEADERS + JIRA)
    async with running() as program:
        await plan_of(program, "l.csv")
        session = program.app.session
        session._clock = clock_from({"LICENSETUI_TODAY": "2026-11-23T00:00"})
        session.look_at_clock()
        panel = form_of(program).plans
        await until(
            program, lambda: panel.outlook and panel.outlook.today == date(2026, 11, 23), "a plan"
        )
        await program.press("ctrl+s")
        await shows(program, "Imported 1 license")


# safety


@pytest.mark.parametrize(("text", "size"), HOSTILE_AT)
async def test_what_a_file_says_is_text(place: Path, text: str, size: tuple[int, int]) -> None:
    rows = f'"{text}";"{text}";"{text}";2027-01-31;"{text}";"{text}";"{text}"\n'
    (place / "work" / f"{text.replace('/', '')}.csv").write_text(f'{HEADERS[:-1]};"{text}"\n{rows}')
    async with running(size=size) as program:
        await program.press("I")
        await until(program, lambda: files(program), "files")
        assert "\x1b" not in program.text()
        await program.press("enter")
        await until(program, lambda: form_of(program).step == 2, "columns")
        assert text.replace("\x1b", "\N{REPLACEMENT CHARACTER}") in program.text()
        await program.press("enter", "escape", "ctrl+s")
        await until(program, lambda: form_of(program).step == 3, "plan")
        assert "\x1b" not in program.text()
        await program.press("f", "f", "n", "escape")
        assert program.app.is_running


@pytest.mark.parametrize("size", [(60, 20), (80, 24), (120, 40), (200, 60)])
async def test_every_step_fits_its_window(place: Path, size: tuple[int, int]) -> None:
    (place / "work" / "l.csv").write_text(HEADERS + JIRA + CROWD)
    async with running(size=size) as program:
        await program.press("I")
        await shows(program, "l.csv", "Esc Cancel")
        await program.press("enter")
        await shows(program, "7 known", "Esc Back", "Ctrl+S Next")
        await program.press("ctrl+s")
        await shows(
            program, "2 new", "Jira Software SEN-1", "Enter or Ctrl+S saves", "Save", "Esc Back"
        )
        assert all(len(line) <= size[0] for line in program.text().splitlines())


async def test_where_there_is_nothing_to_save_no_key_claims_to(place: Path) -> None:
    (place / "work" / "l.csv").write_text("Acrobat\nVisio\nJira\n")
    async with running(Portfolio()) as program:
        await plan_of(program, "l.csv")
        text = program.text()
        assert "Nothing to save. Esc goes back to the columns." in text
        assert "saves" not in text
        assert "Enter Save" not in text
        assert "Ctrl+S" not in text
        await program.press("enter", "ctrl+s")
        assert form_of(program).step == 3
        await program.press("escape")
        assert form_of(program).step == 2


@pytest.mark.parametrize("size", [(60, 20), (80, 24), (120, 40)])
async def test_remarks_are_whole_sentences_and_the_others_are_one_key_away(
    place: Path, size: tuple[int, int]
) -> None:
    people = [f"place {number}" for number in range(6)]
    cells = [f"user{number}@example.org" for number in range(6)]
    lines = (";".join(["Name", *people]), ";".join(["Jira", *cells]))
    (place / "work" / "l.csv").write_text("\n".join(lines))
    async with running(Portfolio(), size=size) as program:
        await columns_of(program, "l.csv")
        text = program.text()
        told = " ".join(text[: text.index("7 columns")].split())
        assert told.count(" ! ") == told.count(" and is not used") + told.count("date, ...)")
        left = 7 - told.count(" ! ")
        assert (f"and {left} more: n shows all" in told) == (left > 0)
        await program.press("n")
        await shows(program, *cells)


def test_nothing_of_an_import_is_loaded_before_one_is_asked_for() -> None:
    program = (
        "import asyncio, sys\n"
        "from tests.tui.running import running\n"
        "async def main():\n"
        "    async with running() as program:\n"
        "        await program.press('2')\n"
        "        rooms = ('licensetui.imports', 'licensetui.tables', 'python_calamine',\n"
        "                 'charset_normalizer', 'licensetui.tui.screens.importing')\n"
        "        print([name for name in sys.modules if name.startswith(rooms)])\n"
        "asyncio.run(main())\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=house.ROOT, capture_output=True, check=True, timeout=60
    )
    assert done.stdout.decode().strip() == "[]"


# the promise


GERMAN = Path(__file__).parent / "samples" / "Softwareliste.xlsx"
"""Two title rows, headers that nobody knows, a total, a second sheet, a mistyped address."""
FIELDS = ("name", "sen", "vendor", "end", "cost", "seats")
"""What its unknown columns hold, in their order."""


@pytest.mark.parametrize("size", [SMALL, LARGE])
async def test_a_german_spreadsheet_with_unknown_headers_takes_twenty_keys_and_searches(
    place: Path, size: tuple[int, int]
) -> None:
    shutil.copy(GERMAN, place / "Downloads")
    pressed: list[str] = []
    async with running(Portfolio(), size=size) as program:

        async def press(*keys: str, search: str = "") -> None:
            pressed.extend(keys)
            await program.press(*keys[:1], *search, *keys[1:])

        await press("I", "enter", search="softw")
        await shows(program, "2 of 3: columns", "6 not known")
        for field in FIELDS:
            await press("enter", "enter", search=field)
        assert "8 known" in program.text()
        await press("ctrl+s")
        await shows(program, "5 new", "did you mean b.durand@gmail.com?")
        await press("enter")
        await shows(program, "Imported 5 licenses")
        assert len(pressed) == 16
        found = {license.sen: license for license in program.store.portfolio.licenses}
        jira = found["SEN-2001"]
        assert (jira.name, jira.vendor, jira.seats) == ("Jira Software DC 500", "Atlassian", 500)
        assert (jira.end, jira.term and jira.term.cost) == (
            date(2027, 1, 31),
            Money(Decimal(21000), "EUR"),
        )
        assert len(found) == 5  # the total is no license
        await program.press("u")
        assert not program.store.portfolio.licenses
        # The next file with these headers needs nothing but a look.
        await program.press("ctrl+r", "I", *"softw", "enter")
        await shows(program, "8 known", "remembered")


async def test_an_address_that_was_probably_meant_is_taken_by_one_key(place: Path) -> None:
    wrong = CROWD.replace("anna.martin@example.org", "b.durand@gmial.com")
    (place / "work" / "l.csv").write_text(HEADERS + JIRA + wrong)
    async with running(Portfolio()) as program:
        await plan_of(program, "l.csv")
        rows = form_of(program).query_one(PlanRows)
        assert [row.what for row in rows.items] == ["Crowd SEN-2", "Jira Software SEN-1"]
        assert "did you mean b.durand@gmail.com?" in program.text()
        await program.press("ctrl+y")
        await shows(program, "b.durand@gmial.com is read as b.durand@gmail.com")
        await program.press("enter")
        await shows(program, "Imported 2 licenses")
        found = {contact.email for contact in program.store.portfolio.contacts}
        assert found == {"anna.martin@example.org", "b.durand@gmail.com"}


async def test_another_sheet_is_read_when_it_is_chosen(place: Path) -> None:
    shutil.copy(GERMAN, place / "Downloads")
    async with running(Portfolio()) as program:
        await columns_of(program, "softw")
        assert "sheet Bestand" in program.text()
        await program.press("s", *"altb", "enter")
        await shows(program, "sheet Altbestand", "2 columns")
