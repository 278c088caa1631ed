"""Backups: when they are made, that they last, and what happens where none can be made."""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Callable
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import pytest
from tinydb import TinyDB

from licensetui.domain.change import Change
from licensetui.store.errors import NotSavedError
from licensetui.store.file.backups import DAILY, MANUAL, MIGRATION, Backups
from licensetui.store.file.filestore import FileStore
from licensetui.store.file.tablefile import TableFile
from tests.store.changes import a_file, new_license, note

NOON = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)


def backups_of(path: Path) -> Backups:
    return TableFile(path).backups


def names(path: Path) -> list[str]:
    return [backup.name for backup in backups_of(path).all()]


def _at(path: Path, now: datetime) -> FileStore:
    return FileStore.open(path, now=lambda: now)


def _change(store: FileStore, notes: str, backup: str = "") -> Change:
    return Change("edit", note(store, 1, notes=notes).licenses, backup=backup)


def test_the_first_save_of_a_day_keeps_what_was_there(tmp_path: Path) -> None:
    path = a_file(tmp_path)
    before = path.read_bytes()
    for hours in (0, 1, 5):
        store = _at(path, NOON + timedelta(hours=hours))
        store.commit(_change(store, f"{hours}"))
    assert names(path) == ["2026-11-22T120000Z-g1-daily"]
    assert backups_of(path).all()[0].path.read_bytes() == before
    store = _at(path, NOON + timedelta(days=1))
    store.commit(_change(store, "tomorrow"))
    assert names(path)[0] == "2026-11-23T120000Z-g4-daily"


def test_a_day_is_the_users_day(tmp_path: Path) -> None:
    path = a_file(tmp_path)
    tokyo = timezone(timedelta(hours=9))
    evening = datetime(2026, 11, 22, 23, 30, tzinfo=tokyo)
    for now in (evening, evening + timedelta(hours=1)):
        store = _at(path, now)
        store.commit(_change(store, f"{now}"))
    assert len(names(path)) == 2


def test_a_first_save_has_nothing_to_keep(tmp_path: Path) -> None:
    assert names(a_file(tmp_path)) == []


def test_an_import_keeps_what_was_there_each_time(tmp_path: Path) -> None:
    path = a_file(tmp_path)
    store = _at(path, NOON)
    for notes in ("a", "b"):
        store.commit(_change(store, notes, backup="import"))
    assert names(path) == ["2026-11-22T120000Z-g2-import", "2026-11-22T120000Z-g1-import"]


def test_two_backups_of_one_second_both_stay(tmp_path: Path) -> None:
    path = a_file(tmp_path)
    backups = backups_of(path)
    first, second = (backups.copy(MANUAL, 1, NOON) for _ in range(2))
    assert first.name == "2026-11-22T120000Z-g1-manual.json"
    assert second.name == "2026-11-22T120000Z-g1-manual-2.json"
    assert [backup.path for backup in backups.all()] == [second, first]


def test_a_stock_tinydb_does_not_write_into_a_copy(tmp_path: Path) -> None:
    path = a_file(tmp_path)
    path.chmod(0o640)
    before = path.read_bytes()
    copy = backups_of(path).copy(MANUAL, 1, NOON)
    with TinyDB(path) as plain:
        plain.table("licenses").update({"notes": "by a script"}, doc_ids=[1])
    assert copy.read_bytes() == before
    assert stat.S_IMODE(copy.stat().st_mode) == 0o640


def test_only_as_many_stay_as_are_of_use(tmp_path: Path) -> None:
    path = a_file(tmp_path)
    backups = backups_of(path)
    for number in range(25):
        for reason in (DAILY, "import", MANUAL, MIGRATION):
            backups.link(reason, number, NOON + timedelta(days=number))
    (backups.directory / ".x.json.new").write_text("half")
    (backups.directory / "mine.txt").write_text("not ours")
    gone = backups.prune()
    kept = [backup.reason for backup in backups.all()]
    assert {reason: kept.count(reason) for reason in kept} == {
        "import": 20,
        "daily": 14,
        "manual": 25,
        "migration": 25,
    }
    assert min(backup.generation for backup in backups.all() if backup.reason == DAILY) == 11
    assert len(gone) == 11 + 5 + 1
    assert (backups.directory / "mine.txt").exists()


def _failing(monkeypatch: pytest.MonkeyPatch, name: str, number: int, part: str) -> None:
    """Let a function of `os` fail where its first or second path has `part` in it."""
    real: Callable[..., Any] = getattr(os, name)

    def fail(*args: Any, **kwargs: Any) -> Any:
        if any(part in str(path) for path in args[:2]):
            raise OSError(number, os.strerror(number))
        return real(*args, **kwargs)

    monkeypatch.setattr(os, name, fail)


def test_without_hard_links_it_is_a_copy(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = a_file(tmp_path)
    before = path.read_bytes()
    store = _at(path, NOON)
    with monkeypatch.context() as patched:
        _failing(patched, "link", errno.EPERM, "-daily")
        store.commit(_change(store, "x"))
    (backup,) = backups_of(path).all()
    assert backup.path.read_bytes() == before
    assert list(backups_of(path).directory.glob(".*")) == []


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EDQUOT, errno.EIO])
def test_an_import_without_a_backup_is_refused_and_nothing_has_changed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int
) -> None:
    path = a_file(tmp_path)
    before, portfolio = path.read_bytes(), FileStore.open(path).portfolio
    history = len(FileStore.open(path).history().entries)
    store = _at(path, NOON)
    with monkeypatch.context() as patched:
        _failing(patched, "link", number, "-import")
        _failing(patched, "open", number, "-import.json.new")
        with pytest.raises(NotSavedError, match=r"^NOT SAVED: the backup could not be"):
            store.commit(_change(store, "x", backup="import"))
    assert path.read_bytes() == before
    assert store.portfolio == portfolio
    assert len(FileStore.open(path).history().entries) == history
    assert names(path) == []
    store.commit(_change(store, "x", backup="import"))
    assert len(names(path)) == 1


def test_a_save_goes_through_where_only_the_daily_backup_fails_and_that_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = a_file(tmp_path)
    backups = backups_of(path)
    with monkeypatch.context() as patched:
        _failing(patched, "link", errno.ENOSPC, "-daily")
        _failing(patched, "open", errno.ENOSPC, "-daily.json.new")
        store = _at(path, NOON)
        store.commit(_change(store, "saved"))
        assert FileStore.open(path).portfolio.licenses[0].notes == "saved"
        assert backups.link(DAILY, 1, NOON) is None
        assert backups.warning.startswith("Today's backup could not be made: disk full: ")
    assert backups.link(DAILY, 2, NOON) is not None
    assert backups.warning == ""


def test_a_save_that_fails_leaves_no_backup(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = a_file(tmp_path)
    store = _at(path, NOON)
    with monkeypatch.context() as patched:
        _failing(patched, "rename", errno.EIO, ".licenses.json.new")
        with pytest.raises(NotSavedError):
            store.commit(_change(store, "x", backup="import"))
    assert names(path) == []


def test_a_backup_of_another_session_counts_for_the_day(tmp_path: Path) -> None:
    path = a_file(tmp_path)
    anna, bert = _at(path, NOON), _at(path, NOON + timedelta(minutes=1))
    anna.commit(new_license("A"))
    bert.commit(new_license("B"))
    assert len(names(path)) == 1
