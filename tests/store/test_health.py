"""What `doctor` finds in a file, and that it tells what to do."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from tinydb import TinyDB

from licensetui.domain.change import Change, Edit
from licensetui.domain.draft import Draft
from licensetui.domain.license import Document
from licensetui.store import recordhealth
from licensetui.store.check import Check, State
from licensetui.store.file import disk, filesystem, layout
from licensetui.store.file.conflictcopies import conflict_copies
from licensetui.store.file.drafts import FileDrafts
from licensetui.store.file.filestore import FileStore
from licensetui.store.file.health import checks
from licensetui.store.file.restore import back_up, restore
from licensetui.store.file.tablefile import TableFile
from tests.store.changes import a_file, new_license, note
from tests.store.test_filestore import HOLDER

NOW = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _sound_disk(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the machine on which the tests run be no reason to warn."""
    monkeypatch.setattr(filesystem, "kind_of", lambda _: "ext4")
    monkeypatch.setattr(filesystem, "free_bytes", lambda _: 10**10)


def _checks(path: Path) -> list[Check]:
    return list(checks(TableFile(path), NOW))


def _wrong(path: Path) -> list[Check]:
    """Return what is not well, having seen that each says what to do."""
    found = [check for check in _checks(path) if check.state is not State.FINE]
    assert all(check.remedy for check in found)
    return found


def _only(path: Path) -> Check:
    (check,) = _wrong(path)
    return check


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A file with a backup and a history."""
    path = a_file(tmp_path)
    store = FileStore.open(path, now=lambda: NOW)
    store.commit(note(store, 1, notes="x"))
    return path


def test_a_sound_file_is_well_and_said_to_be_so(path: Path) -> None:
    before = {file: file.read_bytes() for file in path.parent.rglob("*") if file.is_file()}
    assert _wrong(path) == []
    found = {check.subject: check.text for check in _checks(path)}
    assert str(path) in found["file"]
    assert "(600 " in found["file"]
    assert found["contents"] == (
        "format 1, schema 4, generation 2, checksum OK, licenses 1, contacts 1"
    )
    assert found["history"].startswith("2 changes; ")
    assert found["backups"] == "1, the newest of 2026-11-22 12:00"
    assert found["lock"] == "free"
    assert {file: file.read_bytes() for file in before} == before


def test_one_change_is_counted_as_one(tmp_path: Path) -> None:
    found = {check.subject: check.text for check in _checks(a_file(tmp_path))}
    assert found["history"].startswith("1 change; ")


def test_a_file_that_is_not_there_yet_is_well(tmp_path: Path) -> None:
    assert _wrong(tmp_path / "licenses.json") == []
    assert list(tmp_path.iterdir()) == []


def test_nothing_private_is_told(path: Path) -> None:
    text = " ".join(check.text + check.remedy for check in _checks(path))
    assert "anna.martin" not in text
    assert "Jira" not in text


def _empty(path: Path) -> None:
    path.write_bytes(b"")


def _cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-40])


def _gone(path: Path) -> None:
    path.unlink()


def _broken_record(path: Path) -> None:
    tables = json.loads(path.read_bytes())
    tables["licenses"]["1"]["seats"] = "many"
    path.write_text(json.dumps(tables))


@pytest.mark.parametrize("damage", [_empty, _cut, _gone, _broken_record])
def test_a_damaged_file_leads_to_the_backups(path: Path, damage: Callable[[Path], None]) -> None:
    damage(path)
    check = _only(path)
    assert (check.subject, check.state) == ("contents", State.DAMAGED)
    assert "licensetui restore" in check.remedy


def test_a_file_of_a_newer_release_leads_to_an_update(path: Path) -> None:
    path.write_bytes(path.read_bytes().replace(b'"schema":4', b'"schema":9'))
    check = _only(path)
    assert check.state is State.DAMAGED
    assert "Update licensetui" in check.remedy


def test_what_another_program_wrote_leads_to_accept(path: Path) -> None:
    with TinyDB(path) as plain:
        plain.table("licenses").update({"notes": "by a script"}, doc_ids=[1])
    check = _only(path)
    assert check.state is State.DAMAGED
    assert "licensetui doctor --accept" in check.remedy


def test_a_directory_is_no_file(tmp_path: Path) -> None:
    assert _only(tmp_path).state is State.FAILED


def test_a_file_that_cannot_be_saved_is_told(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(disk, "is_writable", lambda _: False)
    check = _only(path)
    assert (check.subject, check.state) == ("saving", State.FAILED)


def test_a_file_that_everybody_may_read_is_told(path: Path) -> None:
    path.chmod(0o644)
    assert "chmod o-rwx" in _only(path).remedy


def test_references_that_lead_nowhere_are_named(path: Path) -> None:
    contents = layout.parse(path.read_bytes(), "")
    path.write_bytes(layout.render(replace(contents, tables={**contents.tables, "contacts": {}})))
    check = _only(path)
    assert check.text == "licenses 1: wanted: there is no contact 1"


def test_damaged_lines_of_the_history_are_counted(path: Path) -> None:
    history = TableFile(path).beside.history
    history.write_bytes(
        history.read_bytes().replace(b'"what":"everything"', b'"what":"nothing"', 1)
    )
    check = _only(path)
    assert (check.subject, check.state) == ("history", State.DAMAGED)
    assert check.text.startswith("1 of its lines cannot be read")


def test_an_old_copy_that_was_put_back_is_noticed_in_the_history(path: Path) -> None:
    old = path.read_bytes()
    for name in ("A", "B"):
        FileStore.open(path).commit(new_license(name))
    path.write_bytes(old)
    found = _wrong(path)
    assert [check.text[:16] for check in found] == ["change 3 (add A,", "change 4 (add B,"]
    why = "an older version of the file was put back, or a session was killed while saving"
    assert f"is not in the file, but was saved (or almost saved): {why}" in found[0].text
    assert found[1].remedy == ("licensetui redo 4 applies it, licensetui undo 4 discards it.")


def test_what_a_sync_program_puts_beside_the_file_is_named(path: Path) -> None:
    content = path.read_bytes()
    signs = (
        "licenses (conflicted copy 2026-11-27).json",
        "licenses (anna's conflicted copy 2026-11-27).json",
        "licenses (In Konflikt stehende Kopie von anna 2026-11-27).json",
        "licenses (SFConflict anna@x.org 2026-11-27-10-15-00).json",
        "licenses.sync-conflict-20261127-101500-ABCDEFG.json",
        "licenses_conflict-20261127-101500.json",
        "licenses [conflicted].json",
        "licenses (1).json",
        "licenses 2.json",
        "licenses.json.d/history.sync-conflict-20261127-101500-ABCDEFG.jsonl",
    )
    for name in signs:
        (path.parent / name).write_bytes(content)
    for name in ("licenses-2025.json", "other (1).json", "conflicts.txt", "licenses.csv"):
        (path.parent / name).write_bytes(content)  # nobody's but the user's
    (path.parent / "licenses (2).json").write_text('{"mine": 1}')
    (path.parent / "licenses (3).json").mkdir()
    named = {
        copy.path.relative_to(path.parent).as_posix(): copy.generation
        for copy in conflict_copies(path, TableFile(path).beside.directory)
    }
    assert named == {name: 0 if ".d/" in name else 2 for name in signs}
    found = [check for check in _checks(path) if check.subject == "conflict copy"]
    assert all(check.state is State.DOUBTFUL for check in found)
    assert "(generation 2, the file is at 2)" in found[0].text


def test_in_a_synced_folder_the_name_of_a_machine_counts(tmp_path: Path) -> None:
    place = tmp_path / "OneDrive - ACME"
    place.mkdir()
    path = a_file(place)
    (place / "licenses-LAPTOP7.json").write_bytes(path.read_bytes())
    (place / "licenses-old.json").write_text("{}")
    beside = TableFile(path).beside.directory
    assert [x.path.name for x in conflict_copies(path, beside)] == ["licenses-LAPTOP7.json"]


def test_a_history_that_was_lost_is_noticed(path: Path) -> None:
    TableFile(path).beside.history.unlink()
    assert _only(path).subject == "history"


def test_a_damaged_backup_is_named_with_what_to_do(path: Path) -> None:
    file = TableFile(path)
    kept, _ = back_up(file, NOW)
    kept.write_bytes(kept.read_bytes()[:-2])
    check = _only(path)
    assert check.subject == "backups"
    assert kept.stem in check.text
    assert f"rm {kept}" in check.remedy


def test_a_place_for_backups_that_is_closed_is_told(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real, place = os.access, TableFile(path).beside.backups
    monkeypatch.setattr(os, "access", lambda one, mode: one != place and real(one, mode))
    assert _only(path).text.startswith("none can be made in ")


def test_what_was_put_aside_because_it_was_damaged_is_no_news(path: Path) -> None:
    file = TableFile(path)
    path.write_bytes(b"")
    restore(file, file.backups.all()[0], NOW, "anna@jira1")
    assert _only(path).text.startswith("change 2 (edit Jira, ")  # which the backup does not know


def test_drafts_are_counted(path: Path) -> None:
    drafts = FileDrafts(TableFile(path).beside)
    drafts.keep(Draft("license", "Licenses > Jira", NOW, {"notes": "half typed"}), 1)
    (check,) = [check for check in _checks(path) if check.subject == "drafts"]
    assert check.text.startswith("of 1 session")
    assert "Jira" not in check.text
    drafts.close()


def test_leftovers_are_named(path: Path) -> None:
    left = path.with_name(".licenses.json.new")
    left.write_text("half")
    assert f"rm {left}" in _only(path).remedy


def test_a_lock_is_told_with_its_holder_and_not_waited_for(path: Path) -> None:
    with subprocess.Popen([sys.executable, "-c", HOLDER, path], stdout=subprocess.PIPE) as holder:
        assert holder.stdout
        assert holder.stdout.readline() == b"locked\n"
        check = _only(path)
        assert f"@{os.uname().nodename} (process {holder.pid}) is saving" in check.text
        holder.kill()
    assert _wrong(path) == []


@pytest.mark.parametrize("kind", ["nfs4", "cifs", "fuse.sshfs", "9p", "tmpfs"])
def test_a_place_that_does_not_keep_promises_is_told(
    path: Path, monkeypatch: pytest.MonkeyPatch, kind: str
) -> None:
    monkeypatch.setattr(filesystem, "kind_of", lambda _: kind)
    check = _only(path)
    assert (check.subject, check.state) == ("disk", State.DOUBTFUL)
    assert check.text.startswith(kind)


def test_a_synced_folder_is_told(tmp_path: Path) -> None:
    place = tmp_path / "Dropbox (Work)"
    place.mkdir()
    assert "Dropbox (Work) looks like a synced folder" in _only(a_file(place)).text


@pytest.mark.parametrize(
    "mark", [".stfolder", ".dropbox.cache", "._sync_0123abcd.db", ".nextcloudsync.log", ".SyncID"]
)
def test_a_synced_folder_is_known_by_what_is_left_in_it(tmp_path: Path, mark: str) -> None:
    place = tmp_path / "work" / "lists"
    place.mkdir(parents=True)
    (tmp_path / "work" / mark).mkdir()
    assert "work looks like a synced folder" in _only(a_file(place)).text


def test_little_room_is_told(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(filesystem, "free_bytes", lambda _: 1_000_000)
    assert _only(path).text == "1.0 MB free, the file has 0.0 MB"


def test_a_long_list_is_cut(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(recordhealth, "dangling", lambda _: tuple(map(str, range(25))))
    found = [check for check in _checks(path) if check.subject == "reference"]
    assert len(found) == 11
    assert found[-1].text == "and 15 more"


def test_a_password_in_an_address_is_told_and_not_shown(path: Path) -> None:
    store = FileStore.open(path, now=lambda: NOW)
    license = store.portfolio.licenses[0]
    documents = (Document("https://anna:secret@example.org/q"),)
    store.commit(Change("x", (Edit(license, replace(license, documents=documents)),)))
    check = _only(path)
    assert check.subject == "password"
    assert check.text.endswith(": https://anna:***@example.org/q")
