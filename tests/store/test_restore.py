"""Going back to a backup, and taking over what another program wrote."""

from __future__ import annotations

import errno
import json
import os
import stat
import subprocess
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from tinydb import TinyDB

from licensetui.domain.change import Change, Edit
from licensetui.domain.history import RecordKind
from licensetui.store.errors import DamagedError, LockedError, NotSavedError, UnreadableError
from licensetui.store.file import layout
from licensetui.store.file.filestore import FileStore
from licensetui.store.file.present import contents_of, present
from licensetui.store.file.restore import accept, back_up, changes_to, restore
from licensetui.store.file.tablefile import TableFile
from licensetui.store.restoring import since
from licensetui.store.taking_back import bringing_in, reverting
from tests.store.changes import a_file, new_license, note
from tests.store.test_filestore import HOLDER

NOON = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)
BY = "anna@jira1"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A file with a backup of two licenses; since then one was changed, one added, one removed."""
    path = a_file(tmp_path, "Jira", "Confluence")
    documents = json.loads(path.read_bytes())
    documents["licenses"]["2"]["color"] = "green"  # of a later release
    path.write_text(json.dumps(documents))
    accept(TableFile(path), NOON, BY)
    back_up(TableFile(path), NOON)
    store = FileStore.open(path, now=lambda: NOON)
    store.commit(note(store, 1, notes="changed"))
    store.commit(new_license("Bamboo"))
    store.commit(Change("remove", (Edit(store.portfolio.licenses[1], None),)))
    return path


def _manual(file: TableFile) -> Any:
    return next(backup for backup in file.backups.all() if backup.reason == "manual")


def test_a_restore_is_one_change_that_undo_takes_back(path: Path) -> None:
    file = TableFile(path)
    other = FileStore.open(path)
    before = other.portfolio
    backup = _manual(file)
    expected = changes_to(contents_of(backup), "", present(file))
    righted = restore(file, backup, NOON, BY)
    store = FileStore.open(path)
    assert [(x.id, x.name, x.notes) for x in store.portfolio.licenses] == [
        (1, "Jira", ""),
        (2, "Confluence", ""),
    ]
    assert righted.portfolio == store.portfolio
    assert other.refresh()
    assert other.portfolio == store.portfolio
    entry = store.history().entries[-1]
    assert entry.number == righted.number
    assert entry.records == expected
    assert {(change.kind, change.id) for change in entry.records} == {
        (RecordKind.LICENSE, id) for id in (1, 2, 3)
    }
    assert Path(righted.kept_as).name.endswith("-restore.json")
    store.commit(reverting(store, entry.number))
    assert FileStore.open(path).portfolio == before


def test_fields_of_another_release_come_back_too(path: Path) -> None:
    file = TableFile(path)
    restore(file, _manual(file), NOON, BY)
    assert json.loads(path.read_bytes())["licenses"]["2"]["color"] == "green"


def test_ids_that_were_given_since_are_not_given_again(path: Path) -> None:
    file = TableFile(path)
    restore(file, _manual(file), NOON, BY)
    assert FileStore.open(path).commit(new_license("Crowd")).licenses == {0: 4}


def test_what_is_there_already_is_not_restored(path: Path) -> None:
    file = TableFile(path)
    back_up(file, NOON)
    before = path.read_bytes()
    newest = file.backups.all()[0]
    assert restore(file, newest, NOON, BY).number is None
    assert path.read_bytes() == before
    assert file.backups.all()[0] == newest


def test_how_much_differs_is_counted(path: Path) -> None:
    file = TableFile(path)
    counts = since(contents_of(_manual(file)).tables, file.read().contents.tables)
    assert (counts.added, counts.removed, counts.changed) == (1, 1, 1)


def _empty(path: Path) -> None:
    path.write_bytes(b"")


def _cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-40])


def _from_the_future(path: Path) -> None:
    path.write_bytes(path.read_bytes().replace(b'"format":1', b'"format":9'))


def _gone(path: Path) -> None:
    path.unlink()


@pytest.mark.parametrize("damage", [_empty, _cut, _from_the_future, _gone])
def test_a_file_that_nobody_can_read_is_put_aside_and_numbers_go_on(
    path: Path, damage: Callable[[Path], None]
) -> None:
    file = TableFile(path)
    backup = _manual(file)
    before = FileStore.open(path).portfolio
    last = FileStore.open(path).history().entries[-1].number
    damage(path)
    was = path.read_bytes() if path.exists() else None
    righted = restore(file, backup, NOON, BY)
    store = FileStore.open(path)
    assert store.is_writable
    assert [x.name for x in store.portfolio.licenses] == ["Jira", "Confluence"]
    assert righted.number == last + 1 == file.read().contents.generation
    assert righted.later == 3  # what the backup does not know
    numbers = [entry.number for entry in store.history().entries]
    assert numbers == [*range(1, last - 2), last + 1]
    assert [entry.number for entry in store.set_aside()] == [last - 2, last - 1, last]
    for entry in store.set_aside():  # what came after the backup can be brought in
        store.commit(bringing_in(store, entry.number))
    assert store.portfolio == before
    assert FileStore.open(path).set_aside() == ()
    if was is None:
        assert righted.kept_as == ""
    else:
        assert Path(righted.kept_as).read_bytes() == was
    assert store.commit(new_license("Crowd")).licenses == {0: 4}


def test_numbers_go_on_even_without_a_history(path: Path) -> None:
    file = TableFile(path)
    newest = file.backups.all()[0]
    path.unlink()
    file.beside.history.unlink()
    number = restore(file, newest, NOON, BY).number
    assert number is not None
    assert number > max(backup.generation for backup in file.backups.all())


def test_a_file_that_vanished_comes_back_with_its_mode(path: Path) -> None:
    path.chmod(0o640)
    file = TableFile(path)
    back_up(file, NOON)
    newest = file.backups.all()[0]
    path.unlink()
    restore(file, newest, NOON, BY)
    assert stat.S_IMODE(path.stat().st_mode) == 0o640


def test_a_damaged_backup_is_refused_and_nothing_changes(path: Path) -> None:
    file = TableFile(path)
    backup = _manual(file)
    content = backup.path.read_bytes()
    for broken in (b"", content[:-3], content.replace(b"Jira", b"Jyra")):
        backup.path.write_bytes(broken)
        before = path.read_bytes()
        with pytest.raises(DamagedError):
            restore(file, backup, NOON, BY)
        assert path.read_bytes() == before
    backup.path.unlink()
    with pytest.raises(UnreadableError, match="is gone"):
        restore(file, backup, NOON, BY)


@pytest.mark.parametrize("name", ["write", "rename"])
def test_a_full_disk_leaves_everything_as_it_was(
    path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    file = TableFile(path)
    backup, before, kept = _manual(file), path.read_bytes(), file.backups.all()

    def fail(*_: Any, **__: Any) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    with monkeypatch.context() as patched:
        patched.setattr(os, name, fail)
        with pytest.raises(NotSavedError, match="disk full"):
            restore(file, backup, NOON, BY)
    assert path.read_bytes() == before
    assert file.backups.all() == kept
    assert restore(file, backup, NOON, BY).number is not None


def test_another_session_that_saves_is_waited_for_and_named(path: Path) -> None:
    file = TableFile(path, wait=0.1)
    with subprocess.Popen([sys.executable, "-c", HOLDER, path], stdout=subprocess.PIPE) as holder:
        assert holder.stdout
        assert holder.stdout.readline() == b"locked\n"
        for work in (
            lambda: restore(file, _manual(file), NOON, BY),
            lambda: back_up(file, NOON),
            lambda: accept(file, NOON, BY),
        ):
            with pytest.raises(LockedError, match=f"process {holder.pid}"):
                work()
        holder.kill()


def test_a_backup_of_nothing_or_of_something_broken_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "licenses.json"
    with pytest.raises(UnreadableError, match="nothing to keep"):
        back_up(TableFile(path), NOON)
    assert not path.with_name("licenses.json.d").exists()
    path.write_text("{")
    with pytest.raises(DamagedError, match="useless"):
        back_up(TableFile(path), NOON)


def _by_tinydb(path: Path) -> None:
    with TinyDB(path) as plain:
        plain.table("licenses").update({"notes": "by a script"}, doc_ids=[1])


def _by_editor(path: Path) -> None:
    documents = json.loads(path.read_bytes())
    documents["licenses"]["1"]["notes"] = "by hand"
    path.write_text(json.dumps(documents, indent=4))


def _without_meta(path: Path) -> None:
    documents = json.loads(path.read_bytes())
    del documents["meta"]
    path.write_text(json.dumps(documents))


@pytest.mark.parametrize("change", [_by_tinydb, _by_editor, _without_meta])
def test_what_another_program_wrote_is_taken_over(
    path: Path, change: Callable[[Path], None]
) -> None:
    file = TableFile(path)
    last = file.read().contents.generation
    change(path)
    was, portfolio = path.read_bytes(), FileStore.open(path).portfolio
    righted = accept(file, NOON, BY)
    store = FileStore.open(path)
    assert store.is_writable
    assert store.portfolio == portfolio
    assert righted.number == last + 1 == file.read().contents.generation
    assert Path(righted.kept_as).read_bytes() == was
    assert store.history().entries[-1].label == "accept changes by another program"
    assert len(path.read_bytes().splitlines()) == 9  # one document a line again
    assert store.commit(new_license("Crowd")).licenses == {0: 4}


def test_what_could_not_be_taken_over_leaves_nothing_in_the_history(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _by_editor(path)

    def fail(*_: Any, **__: Any) -> None:
        raise OSError(errno.EIO, os.strerror(errno.EIO))

    with monkeypatch.context() as patched:
        patched.setattr(os, "rename", fail)
        with pytest.raises(NotSavedError):
            accept(TableFile(path), NOON, BY)
    before = [entry.label for entry in TableFile(path).told().entries]
    accept(TableFile(path), NOON, BY)
    after = [entry.label for entry in FileStore.open(path).history().entries]
    assert after == [*before, "accept changes by another program"]


def test_a_sound_file_is_not_taken_over(path: Path) -> None:
    before = path.read_bytes()
    assert accept(TableFile(path), NOON, BY).number is None
    assert path.read_bytes() == before


def test_records_that_cannot_be_read_are_named_and_nothing_is_taken_over(path: Path) -> None:
    documents = json.loads(path.read_bytes())
    documents["licenses"]["1"]["seats"] = "many"
    documents["contacts"]["1"]["kind"] = "robot"
    path.write_text(json.dumps(documents))
    before = path.read_bytes()
    with pytest.raises(DamagedError) as raised:
        accept(TableFile(path), NOON, BY)
    said = str(raised.value)
    assert "licenses 1: seats: " in said
    assert "contacts 1: kind: " in said
    assert path.read_bytes() == before


@pytest.mark.parametrize(("count", "more"), [(10, ""), (11, "; and 1 more")])
def test_of_many_records_that_cannot_be_read_ten_are_named(
    tmp_path: Path, count: int, more: str
) -> None:
    path = a_file(tmp_path, *(f"L{number}" for number in range(count)))
    documents = json.loads(path.read_bytes())
    for license in documents["licenses"].values():
        license["seats"] = "many"
    path.write_text(json.dumps(documents))
    with pytest.raises(DamagedError) as raised:
        accept(TableFile(path), NOON, BY)
    said = str(raised.value)
    assert said.count(": seats: ") == 10
    assert said.rpartition(". Fix these")[0].endswith(more)
    assert ("more" in said) == bool(more)


def test_the_layout_of_a_restored_file_is_as_ever(path: Path) -> None:
    file = TableFile(path)
    restore(file, _manual(file), NOON, BY)
    content = path.read_bytes()
    assert layout.render(layout.parse(content, "")) == content
