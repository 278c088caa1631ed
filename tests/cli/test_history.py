"""`licensetui history`, `undo` and `redo`."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from licensetui.domain.change import Change, Edit
from licensetui.domain.contact import Contact
from licensetui.store.author import author
from licensetui.store.file.filestore import FileStore
from tests.builders import a_contact, a_license, a_portfolio
from tests.cli.program import a_file_of, printed, records, refused, start
from tests.store.changes import all_new, new_license, note

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)


@pytest.fixture
def file(tmp_path: Path) -> str:
    """A file with three changes: all that is new, seats and notes of Jira, and Bamboo."""
    path = tmp_path / "licenses.json"
    store = FileStore.open(path, now=lambda: NOON)
    store.commit(all_new(a_portfolio()))
    store.commit(note(store, 1, seats=600, notes="ordered"))
    store.commit(new_license("Bamboo"))
    return str(path)


def _notes(file: str) -> str:
    return FileStore.open(Path(file)).portfolio.licenses[0].notes


def test_the_newest_comes_first_with_who_when_and_what(file: str) -> None:
    head, newest, *_, oldest, summary = printed("history", "--file", file).splitlines()
    assert head.split() == ["number", "when", "who", "what", "records"]
    assert newest.split()[0] == "3"
    assert author() in newest
    assert newest.endswith("add Bamboo                 Bamboo")
    assert oldest.split()[0] == "1"
    assert oldest.endswith("everything                 Jira Software DC 500 +1")
    assert summary == "3 changes, newest first. For details: licensetui history 3"


def test_one_change_with_its_fields_before_and_after(file: str) -> None:
    text = printed("history", "2", "--file", file)
    assert "changed license 1: Jira Software DC 500" in text
    assert "Seats: 500 -> 600\n" in text
    assert "Notes: none -> ordered\n" in text
    assert "Bamboo" not in text
    assert text in printed("history", "--fields", "--file", file)


@pytest.mark.parametrize(
    ("options", "numbers"),
    [
        (["--record", "bamb"], [3]),
        (["--record", "1"], [2, 1]),
        (["--by", "nobody"], []),
        (["--by", "@"], [3, 2, 1]),
        (["--since", "2026-11-22"], [3, 2, 1]),
        (["--since", "2026-11-23"], []),
        (["--since", "23.11.2026"], []),
        (["--since", "20/11"], [3, 2, 1]),  # the last such day: the next one is of no use here
        (["--limit", "2"], [3, 2]),
        (["EDIT", "órdered"], [2]),
        (["martin"], [1]),
        (["edit", "bamboo"], []),
        (["--limit", "1", "everything"], [1]),
    ],
)
def test_what_is_looked_for(file: str, options: list[str], numbers: list[int]) -> None:
    found = records("history", "--file", file, *options)
    assert [record["number"] for record in found] == numbers


def test_json_has_everything(file: str) -> None:
    newest, edit, _ = records("history", "--file", file)
    assert newest["records"][0]["before"] is None
    assert edit["what"] == "edit Jira Software DC 500"
    assert edit["by"] == author()
    assert edit["records"] == [
        {
            "kind": "license",
            "id": 1,
            "name": "Jira Software DC 500",
            "before": {"seats": 500},
            "after": {"seats": 600, "notes": "ordered"},
        }
    ]
    assert (edit["reverts"], edit["undone_by"]) == (None, None)


def test_nothing_is_told_as_what_it_is(file: str, tmp_path: Path) -> None:
    assert printed("history", "--demo") == "No changes yet.\n"
    assert printed("history") == "No changes yet.\n"
    assert printed("history", "nonsense", "--file", file) == "No matches in 3 changes.\n"
    assert "no change 99" in refused(2, "history", "99", "--file", file)
    assert "'soon' is not a date" in refused(2, "history", "--since", "soon", "--file", file)


def test_what_a_terminal_would_obey_is_never_printed(tmp_path: Path) -> None:
    license = a_license("Wiki \x1b[31m[/x]", wanted=(), notes="\x1b]0;owned\x07")
    path = a_file_of(tmp_path / "x.json", a_portfolio(license))
    for text in (
        printed("history", "--file", path, "--fields"),
        printed("history", "--file", path),
        printed("history", "--file", path, "--json"),
    ):
        assert "\x1b" not in text
        assert "[/x]" in text


def test_undo_and_redo_as_in_the_program(file: str) -> None:
    text = printed("undo", "--file", file)
    assert text.startswith("Undone: add Bamboo (change 3 of ")
    assert "removed license 2: Bamboo" in text
    assert text.endswith("Recorded as change 4. To reverse it: licensetui redo\n")
    assert printed("undo", "--file", file).startswith("Undone: edit Jira Software DC 500")
    assert _notes(file) == ""
    text = printed("redo", "--file", file)
    assert text.startswith("Redone: edit Jira Software DC 500")
    assert "Seats: 500 -> 600" in text
    assert _notes(file) == "ordered"
    printed("redo", "--file", file)
    assert "Nothing by " in printed("redo", "--file", file)
    assert [x.name for x in FileStore.open(Path(file)).portfolio.licenses][1:] == ["Bamboo"]


@pytest.mark.parametrize(("count", "named", "more"), [(7, 8, ""), (14, 10, "  and 5 records more")])
def test_an_undo_of_many_records_names_them_and_says_where_all_is(
    tmp_path: Path, count: int, named: int, more: str
) -> None:
    licenses = [a_license(f"License {id}", id=id) for id in range(1, count + 1)]
    file = a_file_of(tmp_path / "many.json", a_portfolio(*licenses))
    first, *lines, last = printed("undo", "--file", file).splitlines()
    assert first.startswith("Undone: everything")
    assert [x for x in lines if "removed" not in x] == ([more] if more else [])
    assert sum("removed" in x for x in lines) == named
    assert last == (
        "Recorded as change 2. To reverse it: licensetui redo; for all of it: licensetui history 2"
    )


def test_what_is_undone_is_marked(file: str) -> None:
    printed("undo", "2", "--file", file)
    lines = printed("history", "--file", file).splitlines()
    assert [line.split()[0] for line in lines if line.endswith("undone")] == ["2"]
    assert "undone by change 4" in printed("history", "2", "--file", file)
    assert "undoes change 2" in printed("history", "4", "--file", file)
    assert records("history", "2", "--file", file)[0]["undone_by"] == 4


def test_a_chosen_change_is_undone(file: str) -> None:
    printed("undo", "2", "--file", file)
    assert _notes(file) == ""
    assert len(FileStore.open(Path(file)).portfolio.licenses) == 2
    assert "was already undone" in refused(2, "undo", "2", "--file", file)


def test_a_user_who_changed_nothing_has_nothing_to_undo(file: str) -> None:
    history = Path(f"{file}.d/history.jsonl")
    history.unlink()
    assert "Nothing by " in printed("undo", "--file", file)


def test_undo_of_what_others_hang_on_is_refused_with_a_reason(tmp_path: Path) -> None:
    path = tmp_path / "x.json"
    a_file_of(path, a_portfolio(a_license(wanted=())))
    store = FileStore.open(path)
    store.commit(Change("add Bert", contacts=(Edit(None, Contact("Bert", "b@example.org")),)))
    anna, bert = store.portfolio.contacts
    store.commit(Change("deputy", contacts=(Edit(anna, replace(anna, deputy=bert.id)),)))
    said = refused(75, "undo", "2", "--file", str(path))
    assert "'Bert' cannot be removed: 'Anna Martin' refers to it" in said


@pytest.mark.parametrize("command", ["undo", "redo"])
def test_where_nothing_can_be_saved_nothing_is_undone(file: str, command: str) -> None:
    assert "--readonly" in refused(2, command, "--file", file, "--readonly")
    assert "--demo" in refused(2, command, "--demo")


def test_other_contacts_are_called_by_their_names(tmp_path: Path) -> None:
    contacts = (a_contact(), a_contact("Karel Novák", id=2, email="k@example.org", deputy=1))
    path = a_file_of(tmp_path / "x.json", a_portfolio(contacts=contacts))
    text = printed("history", "1", "--file", path)
    assert "Deputy: Anna Martin" in text
    assert "Assigned: Anna Martin, technical, primary" in text
    assert json.loads(printed("history", "1", "--file", path, "--json"))["number"] == 1


def test_a_number_longer_than_any_is_no_defect(file: str) -> None:
    assert "No matches in 3 changes." in printed("history", "9" * 5000, "--file", file)
    assert "there is no backup" in refused(2, "restore", "9" * 5000, "--file", file)


# a file that was put back


@pytest.fixture
def put_back(file: str) -> str:
    """The file of three changes, as it was before the last two."""
    first = Path(file).with_name("first.json")
    FileStore.open(first, now=lambda: NOON).commit(all_new(a_portfolio()))
    Path(file).write_bytes(first.read_bytes())
    return file


def _out(*arguments: str) -> str:
    """Return what is printed; what is set aside is said beside it."""
    done = start(*arguments)
    assert done.returncode == 0
    return done.stdout.decode()


SET_ASIDE = (
    "changes 2, 3 are not in the file, but were saved (or almost saved); the newest is change "
    "3 (add Bamboo, "
)


@pytest.mark.parametrize(
    "command",
    [["list"], ["due"], ["contacts"], ["report"], ["findings"], ["export", "ics"], ["history"]],
)
def test_every_list_says_on_the_error_output_what_is_set_aside(
    put_back: str, command: list[str]
) -> None:
    done = start(*command, "--file", put_back)
    assert SET_ASIDE in done.stderr.decode()
    assert "licensetui history lists them, licensetui redo NUMBER applies one" in (
        done.stderr.decode()
    )
    assert b"not in the file, but" not in done.stdout
    assert done.returncode == 0


def test_json_stays_parseable_and_tells_what_is_in_the_file(put_back: str) -> None:
    found = {
        each["number"]: each
        for each in map(json.loads, _out("history", "--json", "--file", put_back).splitlines())
    }
    assert {number: each["in_file"] for number, each in found.items()} == {
        1: True, 2: False, 3: False,
    }  # fmt: skip
    _out("redo", "2", "--file", put_back)
    found = {
        each["number"]: each
        for each in map(json.loads, _out("history", "--json", "--file", put_back).splitlines())
    }
    assert (found[4]["applies"], found[4]["in_file"]) == (2, True)


def test_the_history_shows_what_is_not_in_the_file(put_back: str) -> None:
    lines = _out("history", "--file", put_back).splitlines()
    assert [line.endswith("not in the file") for line in lines[1:4]] == [True, True, False]
    assert "  not in the file\n" in _out("history", "3", "--file", put_back)


def test_redo_with_a_number_brings_it_in_and_undo_takes_that_back(put_back: str) -> None:
    text = _out("redo", "2", "--file", put_back)
    assert text.startswith("Redone: edit Jira Software DC 500 (change 2 of ")
    assert "Seats: 500 -> 600\n" in text
    assert text.endswith("Recorded as change 4. To reverse it: licensetui undo\n")
    assert _notes(put_back) == "ordered"
    assert "not in the file, redone as 4" in _out("history", "--file", put_back)
    again = start("redo", "2", "--file", put_back)
    assert again.returncode == 2
    assert b"Change 2 is already applied, by change 4" in again.stderr
    assert "Undone: edit Jira" in _out("undo", "--file", put_back)
    assert _notes(put_back) == ""
    assert "Redone: edit Jira" in _out("redo", "--file", put_back)
    assert _notes(put_back) == "ordered"


def test_undo_without_a_number_offers_nothing_that_is_set_aside(put_back: str) -> None:
    assert "Undone: everything (change 1 " in _out("undo", "--file", put_back)


def test_undo_with_a_number_leaves_it_out(put_back: str) -> None:
    text = _out("undo", "3", "--file", put_back)
    assert text.startswith("Dropped: add Bamboo (change 3 of ")
    assert "licensetui redo 3" in text
    assert "not in the file, dropped" in _out("history", "--file", put_back)
    _out("undo", "2", "--file", put_back)
    assert start("list", "--file", put_back).stderr == b""


def test_where_records_were_changed_in_another_way_redo_asks(put_back: str) -> None:
    store = FileStore.open(Path(put_back))
    store.commit(note(store, 1, seats=700))
    done = start("redo", "2", "--file", put_back)
    assert done.returncode == 75
    assert b"Choose --take mine" in done.stderr
    out = _out("redo", "2", "--take", "theirs", "--file", put_back)
    assert "has changed since the change you are redoing was made" in out
    license = FileStore.open(Path(put_back)).portfolio.licenses[0]
    assert (license.seats, license.notes) == (700, "ordered")


def test_redo_of_what_is_in_the_file_or_was_undone(file: str) -> None:
    assert "change 2 is already there, and not undone" in refused(2, "redo", "2", "--file", file)
    assert "there is no change 9" in refused(2, "redo", "9", "--file", file)
    _out("undo", "2", "--file", file)
    assert "Redone: edit Jira" in _out("redo", "2", "--file", file)
    assert _notes(file) == "ordered"
