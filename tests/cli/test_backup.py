"""`licensetui backup` and `licensetui restore`."""

from __future__ import annotations

import shlex
from pathlib import Path

import pytest

from licensetui.domain.change import Change, Edit
from tests.builders import a_license, a_portfolio
from tests.cli.at import ON_BOTH, At
from tests.cli.program import a_file_of, printed, records, refused, start
from tests.store.changes import new_license, note


@pytest.fixture
def backed_up(at: At) -> At:
    """A place with a backup by hand; since then one license was changed, added and removed each."""
    return _backed_up(at)


@pytest.fixture
def file(tmp_path: Path) -> str:
    """The same in a file."""
    return _backed_up(At("--file", str(tmp_path / "my licenses.json"))).name


def _backed_up(at: At) -> At:
    at.save(a_portfolio(a_license("Jira [/x]\x1b[31m"), a_license("Confluence", id=2)))
    printed("backup", *at)
    store = at.open()
    store.commit(note(store, 1, seats=600))
    store.commit(new_license("Bamboo"))
    store.commit(Change("remove", (Edit(store.portfolio.licenses[1], None),)))
    return at


def _names(at: At) -> list[str]:
    return [license.name for license in at.open().portfolio.licenses]


def _manual(*at: str) -> str:
    return next(
        str(record["name"]) for record in records("restore", *at) if record["reason"] == "manual"
    )


def test_a_backup_says_what_it_holds_and_where_it_is(tmp_path: Path) -> None:
    path = a_file_of(tmp_path / "x.json", a_portfolio())
    head, where = printed("backup", "--file", path).splitlines()
    assert head == "Backup made, with 1 license and 1 contact:"
    assert Path(where.strip()).read_bytes() == Path(path).read_bytes()
    assert where.strip().startswith(f"{path}.d/backups/2026-11-22T")


@ON_BOTH
def test_the_list_has_the_newest_first_with_counts_and_differences(backed_up: At) -> None:
    head, *rows, last = printed("restore", *backed_up).splitlines()
    assert head.split() == [
        "#", "when", "why", "licenses", "contacts", "changed", "since", "name"
    ]  # fmt: skip
    (manual,) = [row for row in rows if " manual " in row]
    assert "1 added, 1 removed, 1 changed" in manual
    assert last.startswith("Newest first.")
    found = next(record for record in records("restore", *backed_up) if record["number"] == 1)
    assert found["problem"] is None
    assert found["since"] == {"added": 1, "removed": 1, "changed": 1}
    assert (found["licenses"], found["contacts"]) == (2, 1)


@ON_BOTH
def test_without_backups_it_says_how_to_get_some(at: At) -> None:
    at.save(a_portfolio())
    assert printed("restore", *at) == (
        "No backups yet. The first save of each day makes one, and so does licensetui backup.\n"
    )


@ON_BOTH
def test_a_comparison_names_each_record_and_writes_nothing(backed_up: At) -> None:
    before = backed_up.content()
    text = printed("restore", _manual(*backed_up), *backed_up)
    assert "revert license 1: Jira [/x]\N{REPLACEMENT CHARACTER}[31m\n" in text
    assert "      Seats: 600 -> 500\n" in text
    assert "  restore license 2: Confluence\n" in text
    assert "  remove license 3: Bamboo\n" in text
    assert "Nothing was written." in text
    assert "\x1b" not in text
    assert backed_up.content() == before
    changes = records("restore", _manual(*backed_up), *backed_up)
    assert [(change["id"], change["after"] is None) for change in changes] == [
        (1, False),
        (2, False),
        (3, True),
    ]


@ON_BOTH
def test_the_command_it_proposes_restores_and_undo_takes_it_back(backed_up: At) -> None:
    shown = printed("restore", _manual(*backed_up), *backed_up)
    text = printed(*shlex.split(shown.splitlines()[-1])[1:])
    assert text.startswith("Restored 2 licenses and 1 contact of ")
    assert "Recorded as change 5.\nThe previous data is kept as\n" in text
    kept = text.splitlines()[-1].strip()
    assert Path(kept).exists() if backed_up.database is None else "-g4-restore in " in kept
    assert _names(backed_up)[1:] == ["Confluence"]
    assert "Undone: restore " in printed("undo", *backed_up)
    assert _names(backed_up)[1:] == ["Bamboo"]


@ON_BOTH
def test_a_number_of_the_list_will_do(backed_up: At) -> None:
    number = next(x["number"] for x in records("restore", *backed_up) if x["reason"] == "manual")
    assert "Restored" in printed("restore", str(number), "--apply", *backed_up)
    assert "nothing to restore" in printed("restore", _manual(*backed_up), *backed_up)
    assert "nothing to restore" in printed("restore", _manual(*backed_up), "--apply", *backed_up)


def test_a_damaged_file_is_put_aside_and_later_changes_are_counted(file: str) -> None:
    name = _manual("--file", file)
    Path(file).write_bytes(b"")
    assert "is empty" in refused(65, "list", "--file", file)
    assert f"x  {file} is empty" in printed("restore", "--file", file)
    assert "restoring keeps a copy of it" in printed("restore", name, "--file", file)
    text = printed("restore", name, "--apply", "--file", file)
    assert "Restored 2 licenses" in text
    assert "The history has 3 later changes that are not in it" in text
    assert "-damaged.json" in text
    done = start("list", "--json", "--file", file)
    assert done.stdout.count(b"\n") == 2
    assert b"are not in the file, but were saved" in done.stderr


def test_a_named_file_that_is_not_there_and_has_no_backups_is_an_error(file: str) -> None:
    missing = f"{file}.typo"
    assert "does not exist. Check the path" in refused(74, "restore", "--file", missing)
    name = _manual("--file", file)
    Path(file).unlink()
    assert name in printed("restore", "--file", file)


@ON_BOTH
def test_the_name_of_a_backup_is_no_license_key(backed_up: At) -> None:
    """The history says which one was restored; that must not be taken for a key and go."""
    name = _manual(*backed_up)
    printed("restore", name, "--apply", *backed_up)
    assert "Nothing looks like a license key." in printed("forget", "--keys", *backed_up)
    assert "license key" not in printed("doctor", *backed_up)
    assert f"restore {name}" in printed("history", *backed_up)


@pytest.mark.parametrize(
    "command", [("doctor", "--accept"), ("forget", "--keys"), ("forget", "--keys", "--apply")]
)
def test_where_there_is_no_file_no_success_is_claimed(
    tmp_path: Path, command: tuple[str, ...]
) -> None:
    missing = tmp_path / "typo.json"
    assert "does not exist" in refused(74, *command, "--file", str(missing))
    assert list(tmp_path.glob("typo*")) == []


def test_a_directory_in_place_of_the_file_is_named(tmp_path: Path) -> None:
    for command in (("doctor", "--accept"), ("backup",)):
        assert "not a file" in refused(74, *command, "--file", str(tmp_path))
    doctor = start("doctor", "--file", str(tmp_path))
    assert doctor.returncode == 74
    assert b"Choose another file with --file" in doctor.stdout
    assert not Path(f"{tmp_path}.d").exists()


def test_what_another_program_wrote_is_kept_as_such_and_no_fault_of_the_disk(
    tmp_path: Path,
) -> None:
    path = tmp_path / "x.json"
    path.write_text("{}")
    printed("doctor", "--accept", "--file", str(path))
    (row,) = [x for x in printed("restore", "--file", str(path)).splitlines() if "-g0-" in x]
    assert row.split()[3] == "foreign"
    assert "damaged" not in row
    assert "cannot be restored" not in printed("doctor", "--file", str(path))


def test_a_damaged_backup_is_marked_and_refused(file: str) -> None:
    name, before = _manual("--file", file), Path(file).read_bytes()
    backup = Path(f"{file}.d/backups/{name}.json")
    backup.write_bytes(backup.read_bytes()[:-5])
    (row,) = [x for x in printed("restore", "--file", file).splitlines() if x.endswith(name)]
    assert "cannot be restored" in row
    (record,) = [x for x in records("restore", "--file", file) if x["name"] == name]
    assert name in record["problem"]
    for options in ([], ["--apply"]):
        assert name in refused(65, "restore", name, *options, "--file", file)
    assert Path(file).read_bytes() == before


@ON_BOTH
def test_wrong_use(backed_up: At) -> None:
    assert "no backup '77'" in refused(2, "restore", "77", *backed_up)
    assert "--apply needs a backup" in refused(2, "restore", "--apply", *backed_up)
    assert "--demo" in refused(2, "restore", "--demo")
    assert "--demo" in refused(2, "backup", "--demo")
    assert "--readonly" in refused(2, "backup", "--readonly", *backed_up)
    assert "--readonly" in refused(2, "restore", "1", "--apply", "--readonly", *backed_up)
    assert start("restore", "1", "--readonly", *backed_up).returncode == 0


def test_of_nothing_there_is_no_backup(tmp_path: Path) -> None:
    none = tmp_path / "none.json"
    assert "nothing to keep" in refused(74, "backup", "--file", str(none))
    assert not list(tmp_path.glob("none*"))
