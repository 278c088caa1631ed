"""A portfolio in a file: made, opened, shared, refused."""

from __future__ import annotations

import os
import stat
import subprocess
import sys
import time
import weakref
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from tinydb import TinyDB

from licensetui.domain.portfolio import Portfolio
from licensetui.store.errors import (
    DamagedError,
    LockedError,
    NotSavedError,
    ReadOnlyError,
    UnreadableError,
)
from licensetui.store.file import layout
from licensetui.store.file.filestore import FileStore
from licensetui.store.store import Store
from tests.store.changes import a_file, names_in, new_license, note


def _mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def test_a_missing_file_is_empty_and_made_private_by_the_first_save(tmp_path: Path) -> None:
    path = tmp_path / "a" / "b" / "licenses.json"
    store: Store = FileStore.open(path)
    assert store.portfolio == Portfolio()
    assert store.is_writable
    assert names_in(tmp_path) == []
    old = os.umask(0)
    try:
        store.commit(new_license("Jira"))
    finally:
        os.umask(old)
    assert _mode(path) == 0o600
    for directory in (path.parent, path.parent.parent, path.with_name("licenses.json.d")):
        assert _mode(directory) == 0o700
    assert _mode(path.with_name("licenses.json.d") / "lock") == 0o600


def test_a_mode_and_a_link_are_kept(tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    real = a_file(tmp_path / "real")
    real.chmod(0o640)
    link = tmp_path / "link.json"
    link.symlink_to(real)
    store = FileStore.open(link)
    store.commit(note(store, 1, notes="through the link"))
    assert link.is_symlink()
    assert FileStore.open(real).portfolio.licenses[0].notes == "through the link"
    assert _mode(real) == 0o640
    assert not link.with_name("link.json.d").exists()


def test_a_link_that_leads_nowhere_yet_is_followed(tmp_path: Path) -> None:
    link = tmp_path / "link.json"
    link.symlink_to(tmp_path / "share" / "licenses.json")
    FileStore.open(link).commit(new_license("Jira"))
    assert link.is_symlink()
    assert len(FileStore.open(tmp_path / "share" / "licenses.json").portfolio.licenses) == 1


@pytest.mark.skipif(os.geteuid() != 0, reason="NOT TESTED: only root can give a file away")
def test_owner_and_group_are_kept(tmp_path: Path) -> None:
    path = a_file(tmp_path)
    os.chown(path, 1234, 5678)
    store = FileStore.open(path)
    store.commit(note(store, 1, notes="x"))
    assert (path.stat().st_uid, path.stat().st_gid) == (1234, 5678)


def test_a_write_protected_file_is_read_only_from_the_start(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = a_file(tmp_path)
    monkeypatch.setattr(os, "access", lambda *_: False)
    store = FileStore.open(path)
    assert "write-protected" in store.why_read_only
    assert not store.is_writable


def test_the_title_is_short_for_the_home_directory(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = a_file(tmp_path)
    assert FileStore.open(path).title == str(path)
    monkeypatch.setenv("HOME", str(tmp_path))
    assert FileStore.open(path).title == "~/licenses.json"


def test_a_file_that_vanished_is_not_begun_anew(tmp_path: Path) -> None:
    path = a_file(tmp_path)
    store = FileStore.open(path)
    path.unlink()
    with pytest.raises(NotSavedError, match="is gone"):
        store.commit(new_license("Confluence"))
    assert not path.exists()


def test_a_stock_tinydb_that_writes_meanwhile_is_noticed(tmp_path: Path) -> None:
    path = a_file(tmp_path)
    store = FileStore.open(path)
    with TinyDB(path) as plain:
        plain.table("licenses").update({"notes": "by a script"}, doc_ids=[1])
    before = path.read_bytes()
    with pytest.raises(ReadOnlyError, match="another program changed this file"):
        store.commit(new_license("Confluence"))
    assert path.read_bytes() == before
    assert not store.is_writable
    assert store.portfolio.licenses[0].notes == "by a script"


HOLDER = """
import sys, time
from pathlib import Path
from licensetui.store.file.tablefile import TableFile
with TableFile(Path(sys.argv[1])).locked():
    print("locked", flush=True)
    time.sleep(30)
"""


def test_a_lock_held_too_long_names_its_holder_and_readers_do_not_wait(tmp_path: Path) -> None:
    path = a_file(tmp_path)
    with subprocess.Popen([sys.executable, "-c", HOLDER, path], stdout=subprocess.PIPE) as holder:
        assert holder.stdout
        assert holder.stdout.readline() == b"locked\n"
        store = FileStore.open(path, wait=0.1)
        began = time.monotonic()
        with pytest.raises(LockedError) as raised:
            store.commit(note(store, 1, notes="x"))
        assert 0.1 <= time.monotonic() - began < 1
        assert f"@{os.uname().nodename} (process {holder.pid}) is saving" in str(raised.value)
        holder.kill()
    store.commit(note(store, 1, notes="x"))
    assert FileStore.open(path).portfolio.licenses[0].notes == "x"


def test_opening_a_file_needs_neither_tinydb_nor_textual(tmp_path: Path) -> None:
    code = (
        "import sys; from pathlib import Path;"
        "from licensetui.store.file.filestore import FileStore;"
        "FileStore.open(Path(sys.argv[1]));"
        "print({'tinydb', 'textual', 'dns', 'platformdirs', 'json'} & set(sys.modules))"
    )
    run = subprocess.run(
        [sys.executable, "-c", code, a_file(tmp_path)], capture_output=True, text=True, check=True
    )
    assert run.stdout == "set()\n"


def test_a_missing_file_with_backups_is_not_begun_anew(tmp_path: Path) -> None:
    path = a_file(tmp_path)
    store = FileStore.open(path)
    store.commit(note(store, 1, notes="x"))  # the first save of the day keeps what was there
    path.unlink()
    with pytest.raises(UnreadableError, match="is missing, but there are backups"):
        FileStore.open(path)
    path.with_name("licenses.json.d").rename(tmp_path / "away")
    assert FileStore.open(path).portfolio == Portfolio()


def test_the_first_save_of_a_day_keeps_what_was_there(tmp_path: Path) -> None:
    path = a_file(tmp_path)
    now = datetime(2026, 11, 22, 10, 31, tzinfo=UTC)
    store = FileStore.open(path, now=lambda: now)
    first = path.read_bytes()
    store.commit(note(store, 1, notes="a"))
    store.commit(note(store, 1, notes="b"))
    backups = tmp_path / "licenses.json.d" / "backups"
    (daily,) = names_in(backups)
    assert daily == "2026-11-22T103100Z-g1-daily.json"
    assert (backups / daily).read_bytes() == first
    before = path.read_bytes()
    store.commit(replace(note(store, 1, notes="c"), backup="import"))
    assert len(names_in(backups)) == 2
    (imported,) = backups.glob("*-import.json")
    assert imported.read_bytes() == before
    now = datetime(2026, 11, 23, 10, 31, tzinfo=UTC)
    store.commit(note(store, 1, notes="d"))
    assert len(names_in(backups)) == 3


def test_a_save_that_fails_leaves_no_backup(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = a_file(tmp_path)
    store = FileStore.open(path)

    def fail(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patched:
        patched.setattr(os, "rename", fail)
        with pytest.raises(NotSavedError, match="disk full"):
            store.commit(note(store, 1, notes="x"))
    assert names_in(tmp_path / "licenses.json.d" / "backups") == []
    store.commit(note(store, 1, notes="x"))
    assert len(names_in(tmp_path / "licenses.json.d" / "backups")) == 1


def test_a_session_that_has_only_looked_saves_lines_that_it_let_go(tmp_path: Path) -> None:
    path = a_file(tmp_path, "Jira", "Confluence", "Tempo")
    later_field = path.read_bytes().replace(b'"2":{', b'"2":{"later":[1],')
    path.write_bytes(layout.render(layout.parse(later_field, "test")))
    ours, theirs = FileStore.open(path), FileStore.open(path)
    before = ours.portfolio
    assert not ours.refresh(), "from now on it keeps no lines"
    assert not theirs.refresh()
    ours.commit(note(ours, 1, notes="ours"))
    assert b'"later":[1]' in path.read_bytes()
    assert FileStore.open(path).portfolio == ours.portfolio
    assert ours.portfolio.license(3) is before.license(3)
    kept = theirs.portfolio
    theirs.commit(note(theirs, 2, notes="theirs"))
    assert FileStore.open(path).portfolio == theirs.portfolio
    assert theirs.portfolio.license(3) is kept.license(3)
    assert b'"later":[1]' in path.read_bytes()


@pytest.mark.parametrize("is_read_ahead", [False, True])
def test_lines_that_another_program_changed_meanwhile_are_not_saved_over(
    tmp_path: Path, is_read_ahead: bool
) -> None:
    path = a_file(tmp_path, *(f"License {number}" for number in range(1, 40)))
    store = FileStore.open(path)
    assert not store.refresh(), "from now on it keeps no lines"
    ahead = store.expect_commit() if is_read_ahead else None  # a form is open
    changed, times = path.read_bytes().replace(b"License 39", b"License 93"), path.stat()
    with path.open("r+b") as file:
        file.write(changed)
    os.utime(path, ns=(times.st_atime_ns, times.st_mtime_ns))
    assert not store.refresh(), "it looks as before"
    with pytest.raises(ReadOnlyError, match="another program changed this file"):
        store.commit(note(store, 1, notes="ours"))
    assert path.read_bytes() == changed
    assert bool(ahead) == is_read_ahead


def test_what_was_read_ahead_is_saved_without_another_look_and_let_go(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = a_file(tmp_path, "Jira", "Confluence")
    store = FileStore.open(path)
    assert not store.refresh(), "from now on it keeps no lines"
    ahead = store.expect_commit()
    assert ahead
    assert not store.refresh(), "which lets go of no lines that somebody else has"
    with monkeypatch.context() as patched:
        patched.setattr(layout, "parse", lambda *_: pytest.fail("it was read again"))
        store.commit(note(store, 1, notes="ours"))
    assert FileStore.open(path).portfolio == store.portfolio

    other = FileStore.open(path)
    assert not other.refresh()
    ahead, gone = None, weakref.ref(other.expect_commit())
    assert gone() is None, "nobody holds it: nor does the store"
    other.commit(note(other, 2, notes="theirs"))
    assert FileStore.open(path).portfolio == other.portfolio


def test_what_was_read_ahead_does_not_count_once_another_session_has_saved(tmp_path: Path) -> None:
    path = a_file(tmp_path, "Jira", "Confluence")
    ours, theirs = FileStore.open(path), FileStore.open(path)
    assert not ours.refresh()
    ahead = ours.expect_commit()
    theirs.commit(note(theirs, 2, notes="theirs"))
    ours.commit(note(ours, 1, notes="ours"))
    found = FileStore.open(path)
    assert [x.notes for x in found.portfolio.licenses] == ["ours", "theirs"]
    assert [entry.number for entry in found.history().entries] == [1, 2, 3]
    assert ahead


def test_reading_ahead_says_nothing_and_what_is_wrong_is_said_by_the_save(tmp_path: Path) -> None:
    path = a_file(tmp_path, *(f"License {number}" for number in range(1, 40)))
    store, late, times = FileStore.open(path), FileStore.open(path), path.stat()
    assert not store.refresh()
    assert not late.refresh()
    changed = path.read_bytes().replace(b"License 39", b"License 93")
    with path.open("r+b") as file:
        file.write(changed)
    os.utime(path, ns=(times.st_atime_ns, times.st_mtime_ns))
    assert store.expect_commit(), "it looks as before"
    with pytest.raises(ReadOnlyError, match="another program changed this file"):
        store.commit(note(store, 1, notes="ours"))
    assert path.read_bytes() == changed
    path.write_bytes(b"{")
    assert late.expect_commit() is None
    with pytest.raises(DamagedError, match="line 1"):
        late.commit(note(late, 1, notes="ours"))


def test_half_a_line_of_the_history_is_no_last_one_to_go_by(tmp_path: Path) -> None:
    path = a_file(tmp_path, "Jira", "Confluence")
    history = tmp_path / "licenses.json.d" / "history.jsonl"
    whole = history.read_bytes()
    history.write_bytes(whole + whole[:50])
    store = FileStore.open(path)
    ahead = store.expect_commit()
    store.commit(note(store, 1, notes="ours"))
    lines = history.read_bytes().splitlines(keepends=True)
    assert (lines[0], len(lines)) == (whole, 2)
    assert [entry.number for entry in FileStore.open(path).history().entries] == [1, 2]
    assert ahead


@pytest.mark.parametrize("looks", [0, 1, 2])
def test_what_was_read_ahead_is_not_saved_over_what_another_session_saved(
    tmp_path: Path, looks: int
) -> None:
    path = a_file(tmp_path, "Jira", "Confluence")
    ours, theirs = FileStore.open(path), FileStore.open(path)
    assert not ours.refresh(), "from now on it keeps no lines"
    ahead = ours.expect_commit()
    theirs.commit(note(theirs, 2, notes="theirs"))
    for _ in range(looks):  # the second one lets go of the lines again
        ours.refresh()
    ours.commit(note(ours, 1, notes="ours"))
    assert ahead is not None
    assert [x.notes for x in FileStore.open(path).portfolio.licenses] == ["ours", "theirs"]
    assert [entry.number for entry in ours.history().entries] == [1, 2, 3]
