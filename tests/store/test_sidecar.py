"""What stands beside the file: as open as the file, and never more."""

from __future__ import annotations

import os
import shutil
import stat
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from licensetui.store.errors import NotSavedError
from licensetui.store.filestore import FileStore
from licensetui.store.sidecar import Sidecar
from tests.store.changes import a_file, note

NEEDS_ROOT = pytest.mark.skipif(
    os.geteuid() != 0, reason="NOT TESTED: only root can act as several users"
)
ANNA, BERT, STRANGER = 20001, 20002, 20003
TEAM, OTHERS = 30001, 30002

PERSON = """
import os, sys, tempfile
from pathlib import Path
from licensetui.store.errors import StoreError
from licensetui.store.filestore import FileStore
from licensetui.store.sidecar import Sidecar
from tests.store.changes import a_file, new_license, note

path, user, groups = Path(sys.argv[1]), int(sys.argv[2]), [int(x) for x in sys.argv[3].split()]
with tempfile.TemporaryDirectory() as directory:  # load all modules while we may
    store = FileStore.open(a_file(Path(directory)))
    store.commit(note(store, 1, notes="x"))
os.setgroups(groups)
os.setgid(user)
os.setuid(user)
os.umask(0o077)
"""
SAVE = """
try:
    store = FileStore.open(path)
    if store.why_read_only:
        print("read-only:", store.why_read_only)
    if store.portfolio.licenses:
        store.commit(note(store, 1, notes=store.portfolio.licenses[0].notes + sys.argv[4]))
    else:
        a_file(path.parent)
    print("saved", len(store.history().entries))
except StoreError as error:
    print(type(error).__name__, error)
"""


@pytest.fixture
def shared() -> Iterator[Path]:
    """A directory that a team shares, where everybody may come."""
    with tempfile.TemporaryDirectory() as parent:
        directory = Path(parent) / "team"
        directory.mkdir()
        Path(parent).chmod(0o755)
        os.chown(directory, 0, TEAM)
        directory.chmod(0o2770)
        if not all(above.stat().st_mode & stat.S_IXOTH for above in Path(parent).parents):
            pytest.skip(f"NOT TESTED: other users cannot come to {parent}")
        yield directory


def _as(user: int, path: Path, code: str = SAVE, groups: str = str(TEAM), text: str = "") -> str:
    """Let a user of the team do something, and return what is said."""
    command = [sys.executable, "-c", PERSON + code, str(path), str(user), groups, text]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert not done.stderr, done.stderr
    return done.stdout.strip()


def _mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def _modes(path: Path) -> dict[str, int]:
    """Return the modes of what stands beside a file, by name."""
    directory = path.with_name(f"{path.name}.d")
    found = {entry.name: _mode(entry) for entry in directory.iterdir()}
    return {".": _mode(directory), **found}


PRIVATE = {
    ".": 0o700,
    "lock": 0o600,
    "queue": 0o600,
    "history.jsonl": 0o600,
    "drafts": 0o700,
    "backups": 0o700,
}
TEAMS = {
    ".": 0o2770,
    "lock": 0o660,
    "queue": 0o660,
    "history.jsonl": 0o660,
    "drafts": 0o3770,
    "backups": 0o2770,
}
READERS = {
    **PRIVATE,
    ".": 0o750,
    "lock": 0o640,
    "queue": 0o640,
    "history.jsonl": 0o640,
    "backups": 0o750,
}


def test_what_stands_beside_a_private_file_is_private(tmp_path: Path) -> None:
    before = os.umask(0)
    try:
        path = a_file(tmp_path)
        store = FileStore.open(path)
        store.commit(note(store, 1, notes="x"))
    finally:
        os.umask(before)
    assert _modes(path) == PRIVATE


@pytest.mark.parametrize(
    ("mode", "expected"),
    [(0o660, TEAMS), (0o640, READERS), (0o644, READERS), (0o666, TEAMS), (0o620, PRIVATE)],
)
def test_it_opens_and_closes_with_the_file(
    tmp_path: Path, mode: int, expected: dict[str, int]
) -> None:
    path = a_file(tmp_path)
    store = FileStore.open(path)
    store.commit(note(store, 1, notes="a backup is made today"))
    backups = list(Sidecar(path).backups.iterdir())
    assert backups
    for set_mode, wanted in ((mode, expected), (0o600, PRIVATE), (mode, expected)):
        path.chmod(set_mode)
        store.commit(note(store, 1, notes=oct(set_mode)))
        found = {name: bits & ~stat.S_ISGID for name, bits in _modes(path).items()}
        assert found == {name: bits & ~stat.S_ISGID for name, bits in wanted.items()}
        assert {_mode(backup) for backup in backups} == {wanted["lock"]}


def test_what_is_missing_is_made_again(tmp_path: Path) -> None:
    path = a_file(tmp_path)
    shutil.rmtree(Sidecar(path).directory)
    store = FileStore.open(path)
    store.commit(note(store, 1, notes="x"))
    assert _modes(path) == PRIVATE
    assert len(store.history().entries) == 1


def test_the_directory_may_be_a_link_to_another_disk(tmp_path: Path) -> None:
    path = a_file(tmp_path)
    beside = Sidecar(path).directory
    (tmp_path / "elsewhere").mkdir()
    beside.rename(tmp_path / "elsewhere" / "beside")
    beside.symlink_to(tmp_path / "elsewhere" / "beside")
    store = FileStore.open(path)
    store.commit(note(store, 1, notes="x"))
    assert beside.is_symlink()
    assert len(store.history().entries) == 2


@NEEDS_ROOT
def test_a_team_shares_a_file_by_its_mode_alone(shared: Path) -> None:
    path = shared / "licenses.json"
    assert _as(ANNA, path).startswith("saved")
    assert _modes(path) == {name: mode | _setgid(name) for name, mode in PRIVATE.items()}
    path.chmod(0o660)
    assert _as(ANNA, path, text="A") == "saved 2"
    assert _modes(path) == TEAMS
    assert _as(BERT, path, text="B") == "saved 3"
    assert _as(ANNA, path, text="A") == "saved 4"
    assert _as(BERT, path, text="B") == "saved 5"
    assert _modes(path) == TEAMS
    assert _mode(path) == 0o660
    everything = [path, *Sidecar(path).directory.rglob("*")]
    assert {entry.stat().st_gid for entry in everything} == {TEAM}
    assert {entry.stat().st_uid for entry in everything} <= {ANNA, BERT}
    assert FileStore.open(path).portfolio.licenses[0].notes == "ABAB"


def _setgid(name: str) -> int:
    """Directories made in a setgid directory are like it."""
    return stat.S_ISGID if name in {".", "drafts", "backups"} else 0


@NEEDS_ROOT
def test_whoever_saves_first_opens_it_for_the_others(shared: Path) -> None:
    path = shared / "licenses.json"
    _as(ANNA, path)
    shutil.rmtree(Sidecar(path).directory)
    path.chmod(0o660)
    assert _as(BERT, path, text="B") == "saved 1"
    assert _modes(path) == TEAMS
    assert _as(ANNA, path, text="A") == "saved 2"


@NEEDS_ROOT
def test_a_directory_that_is_still_closed_says_who_opens_it(shared: Path) -> None:
    path = shared / "licenses.json"
    _as(ANNA, path)
    path.chmod(0o660)  # and Anna has not saved since
    closed = (
        f"{path}.d belongs to user{ANNA} and is closed to you: user{ANNA} must save once, which "
        f"opens it, or run: chmod g+rwX {path}.d {path}.d/*"
    )
    assert _as(BERT, path) == f"read-only: {closed}\nReadOnlyError NOT SAVED: {closed}"
    prepare = "try: Sidecar(path).prepare()\nexcept StoreError as error: print(error)"
    assert _as(BERT, path, prepare) == f"NOT SAVED: {closed}"
    subprocess.run(["sh", "-c", closed.rpartition("run: ")[2]], check=True)
    assert _as(BERT, path, text="B").startswith("saved")
    assert _as(ANNA, path, text="A").startswith("saved")
    assert _modes(path) == TEAMS


@NEEDS_ROOT
def test_a_thing_in_it_that_is_closed_is_named(shared: Path) -> None:
    path = shared / "licenses.json"
    _as(ANNA, path)
    path.chmod(0o660)
    _as(ANNA, path)
    for name in ("lock", "history.jsonl"):
        (Sidecar(path).directory / name).chmod(0o600)
        assert f"{path}.d/{name} belongs to user{ANNA} and is closed" in _as(BERT, path)
        assert _as(ANNA, path, text="A").startswith("saved")
        assert _as(BERT, path, text="B").startswith("saved")


@NEEDS_ROOT
def test_who_is_not_in_the_group_is_told_how_to_share(shared: Path) -> None:
    path = shared / "licenses.json"
    _as(ANNA, path)
    shared.chmod(0o777)
    path.chmod(0o666)
    said = _as(STRANGER, path, groups=str(OTHERS))
    assert f"user{ANNA} must give {path} to a group of yours, chmod it 660, and save once" in said


@NEEDS_ROOT
def test_who_may_only_read_reads_the_history_too(shared: Path) -> None:
    path = shared / "licenses.json"
    _as(ANNA, path)
    path.chmod(0o640)
    _as(ANNA, path, text="A")
    assert {name: mode & ~stat.S_ISGID for name, mode in _modes(path).items()} == READERS
    read = "store = FileStore.open(path); print(store.is_writable, len(store.history().entries))"
    assert _as(BERT, path, read) == "False 2"
    assert "Permission denied" in _as(STRANGER, path, groups=str(OTHERS))


@NEEDS_ROOT
def test_what_root_makes_belongs_to_the_owner_of_the_file(shared: Path) -> None:
    path = shared / "licenses.json"
    _as(ANNA, path)
    shutil.rmtree(Sidecar(path).directory)
    store = FileStore.open(path)
    store.commit(note(store, 1, notes="by root"))
    everything = [path, *Sidecar(path).directory.rglob("*"), Sidecar(path).directory]
    assert {entry.stat().st_uid for entry in everything} == {ANNA}
    assert _as(ANNA, path, text="A") == "saved 2"


@NEEDS_ROOT
def test_a_group_that_is_not_ours_to_give_gets_nothing(shared: Path) -> None:
    path = shared / "licenses.json"
    _as(ANNA, path)
    os.chown(path, ANNA, OTHERS)
    path.chmod(0o660)
    Sidecar(path).directory.chmod(0o700)
    assert "prepared" in _as(ANNA, path, "Sidecar(path).prepare(); print('prepared')")
    for entry in (Sidecar(path).directory, Sidecar(path).lock, Sidecar(path).history):
        assert entry.stat().st_gid != OTHERS
        assert _mode(entry) & stat.S_IRWXG == 0


@NEEDS_ROOT
def test_a_private_file_of_a_group_that_is_not_ours_can_be_saved(shared: Path) -> None:
    path = shared / "licenses.json"
    _as(ANNA, path)
    os.chown(path, ANNA, OTHERS)  # as `sudo chown anna` leaves a file that root had made
    path.chmod(0o600)
    assert _as(ANNA, path, text="A") == "saved 2"
    assert _mode(path) == 0o600
    os.chown(path, ANNA, OTHERS)
    path.chmod(0o640)
    assert "no permission" in _as(ANNA, path, text="B")


@NEEDS_ROOT
def test_root_follows_no_link_that_somebody_planted(shared: Path) -> None:
    path = shared / "licenses.json"
    _as(ANNA, path)
    precious = shared.parent / "precious"
    precious.write_text("root's")
    precious.chmod(0o600)
    for name in ("lock", "history.jsonl", "drafts"):
        planted = Sidecar(path).directory / name
        kept = planted.with_name("kept")
        planted.rename(kept)
        planted.symlink_to(precious)
        store = FileStore.open(path)
        try:
            store.commit(note(store, 1, notes=name))
        except NotSavedError:
            assert name != "drafts"
        assert (_mode(precious), precious.stat().st_uid) == (0o600, 0)
        assert precious.read_text() == "root's"
        planted.unlink()
        kept.rename(planted)
