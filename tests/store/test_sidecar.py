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

from licensetui.store.errors import NotSavedError, ReadOnlyError, UnreadableError
from licensetui.store.file.filestore import FileStore
from licensetui.store.file.sidecar import Sidecar
from tests.forks import forked
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
from licensetui.store.file.filestore import FileStore
from licensetui.store.file.sidecar import Sidecar
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

    def become() -> int:
        sys.argv[1:] = [str(path), str(user), groups, text]
        exec(PERSON + code, {})  # noqa: S102
        return 0

    with (
        Path(os.devnull).open("rb") as nothing,
        tempfile.TemporaryFile("w+") as out,
        tempfile.TemporaryFile("w+") as err,
    ):
        ended = forked(become, os.environ, (nothing.fileno(), out.fileno(), err.fileno()))
        out.seek(0)
        err.seek(0)
        assert (ended, err.read()) == (0, "")
        return out.read().strip()


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


def test_a_link_in_place_of_the_directory_is_not_followed(tmp_path: Path) -> None:
    path = a_file(tmp_path)
    beside, elsewhere = Sidecar(path).directory, tmp_path / "elsewhere"
    beside.rename(elsewhere)
    beside.symlink_to(elsewhere)
    before = {thing: thing.stat() for thing in (elsewhere, *elsewhere.rglob("*"))}
    store = FileStore.open(path)
    said = f"{beside} is a symbolic link, where a directory must be: move it away, or replace"
    assert said in store.why_read_only
    with pytest.raises(ReadOnlyError, match="is a symbolic link"):
        store.commit(note(store, 1, notes="x"))
    with pytest.raises(NotSavedError, match="is a symbolic link"):
        Sidecar(path).prepare()
    with pytest.raises(UnreadableError, match="is a symbolic link"):
        store.history()
    assert {thing: thing.stat() for thing in before} == before
    beside.unlink()
    elsewhere.rename(beside)
    FileStore.open(path).commit(note(store, 1, notes="x"))


def test_the_file_may_be_a_link(tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    path, link = a_file(tmp_path / "elsewhere"), tmp_path / "link.json"
    link.symlink_to(path)
    store = FileStore.open(link)
    store.commit(note(store, 1, notes="x"))
    assert link.is_symlink()
    assert len(FileStore.open(path).history().entries) == 2


@pytest.mark.parametrize("name", ["queue", "lock", "history.jsonl", "sent.jsonl"])
def test_what_has_a_second_name_is_neither_written_nor_opened(tmp_path: Path, name: str) -> None:
    path = a_file(tmp_path)
    precious, planted = tmp_path / "precious", Sidecar(path).directory / name
    precious.write_text("mine alone")
    planted.unlink(missing_ok=True)
    planted.hardlink_to(precious)
    path.chmod(0o660)
    store = FileStore.open(path)
    assert f"{name} has a second name" in store.why_read_only
    with pytest.raises(NotSavedError, match="has a second name"):
        Sidecar(path).prepare()
    assert precious.read_text() == "mine alone"
    assert _mode(precious) & stat.S_IRWXG == 0o040  # as it was made


def test_a_backup_with_a_name_elsewhere_is_not_opened(tmp_path: Path) -> None:
    path = a_file(tmp_path)
    store = FileStore.open(path)
    store.commit(note(store, 1, notes="a backup is made today"))
    (backup,) = Sidecar(path).backups.iterdir()
    precious = tmp_path / "precious"
    precious.write_text("mine alone")
    precious.chmod(0o600)
    (planted := backup.with_name("2026-01-01T000000Z-g1-daily.json")).hardlink_to(precious)
    killed = backup.with_name("2026-01-02T000000Z-g1-import.json")
    killed.hardlink_to(path)  # as a save leaves it that is killed before the file is replaced
    killed.with_name("2026-01-03T000000Z-g1-import.json").hardlink_to(path)
    path.chmod(0o660)
    Sidecar(path).prepare()
    assert (_mode(backup), _mode(killed), _mode(planted)) == (0o660, 0o660, 0o600)


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
        f"{path}.d belongs to user{ANNA} and you have no access: user{ANNA} must save "
        f"once, which grants access, or run: chmod g+rwX {path}.d {path}.d/*"
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
        said = _as(BERT, path)
        assert f"{path}.d/{name} belongs to user{ANNA} and you have no access" in said
        # Others may write there, so that it may be anything that was moved to this name.
        assert _as(ANNA, path, text="A").startswith("saved")
        assert _mode(Sidecar(path).directory / name) == 0o600
        subprocess.run(["sh", "-c", said.partition("must run: ")[2].split("\n")[0]], check=True)
        assert _as(BERT, path, text="B").startswith("saved")
        assert _as(ANNA, path, text="A").startswith("saved")  # so that the file is hers again


@NEEDS_ROOT
def test_what_a_colleague_moves_there_is_not_opened_to_the_team(shared: Path) -> None:
    path = shared / "licenses.json"
    _as(ANNA, path)
    path.chmod(0o660)
    _as(ANNA, path)
    beside, private = Sidecar(path), shared / "private"
    for planted in (beside.history, beside.lock, beside.sent, beside.backups / "x", beside.backups):
        private.mkdir() if planted == beside.backups else private.write_text("Anna's own")
        private.chmod(0o700 if planted == beside.backups else 0o600)
        os.chown(private, ANNA, TEAM)
        (private / "letter").touch() if planted == beside.backups else None
        kept = planted.with_name("kept")
        if planted.exists():
            planted.rename(kept)
        private.rename(planted)  # as Bert may
        _as(ANNA, path, text="A")
        assert planted.stat().st_mode & stat.S_IRWXG == 0
        shutil.rmtree(planted) if planted == beside.backups else planted.unlink()
        if kept.exists():
            kept.rename(planted)


@NEEDS_ROOT
def test_a_private_directory_moved_to_that_name_is_not_opened(shared: Path) -> None:
    path = shared / "licenses.json"
    _as(ANNA, path)
    path.chmod(0o660)
    shutil.rmtree(Sidecar(path).directory)
    Sidecar(path).directory.mkdir(mode=0o700)
    (Sidecar(path).directory / "letter").write_text("Anna's own")
    os.chown(Sidecar(path).directory, ANNA, TEAM)
    Sidecar(path).directory.chmod(0o700)
    assert _as(ANNA, path, text="A").startswith("saved")
    assert _mode(Sidecar(path).directory) == 0o700


@NEEDS_ROOT
def test_what_stands_beside_another_file_is_not_opened(shared: Path) -> None:
    """Its own history tells whose it is: both say when the file began."""
    path, own = shared / "licenses.json", shared / "own"
    _as(ANNA, path)
    Sidecar(path).directory.rename(own)
    path.unlink()
    _as(ANNA, path)
    path.chmod(0o660)
    shutil.rmtree(Sidecar(path).directory)
    own.rename(Sidecar(path).directory)  # as Bert may
    _as(ANNA, path, text="A")
    modes = _modes(path)
    assert {modes[name] & 0o077 for name in (".", "history.jsonl", "lock")} == {0}


@NEEDS_ROOT
def test_what_is_neither_ours_nor_the_teams_is_refused(shared: Path) -> None:
    path = shared / "licenses.json"
    _as(ANNA, path)
    path.chmod(0o660)
    _as(ANNA, path)
    for name in ("licenses.json.d/history.jsonl", "licenses.json.d"):
        (thing := shared / name).chmod(0o2777 if thing.is_dir() else 0o666)
        os.chown(thing, STRANGER, OTHERS)
        for user in (ANNA, BERT):
            said = _as(user, path)
            assert f"{thing} belongs to user{STRANGER}, not to the owner of {path}, and its" in said
        with pytest.raises(NotSavedError, match="for access, or move it away"):
            Sidecar(path).prepare()
        os.chown(thing, ANNA, TEAM)


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
def test_root_gives_nothing_away_that_it_finds(shared: Path) -> None:
    path = shared / "licenses.json"
    _as(ANNA, path)
    beside = Sidecar(path)
    secret = shared / "secret"
    for planted in (beside.history, beside.lock, beside.backups / "x", beside.backups):
        if planted == beside.backups:
            secret.mkdir(mode=0o700)
            (letter := secret / "2026-01-01T000000Z-g1-daily.json").write_text("root's")
            letter.chmod(0o600)
        else:
            secret.write_text("root's")
            secret.chmod(0o600)
        kept = planted.with_name("kept")
        if planted.exists():
            planted.rename(kept)
        secret.rename(planted)
        for mode in (0o660, 0o600):
            path.chmod(mode)
            store = FileStore.open(path)
            store.commit(note(store, 1, notes=planted.name))
            for thing in (planted, *planted.rglob("*")):
                assert (thing.stat().st_uid, _mode(thing) & stat.S_IRWXG) == (0, 0) or (
                    thing.stat().st_size > len("root's") and thing.parent == beside.backups
                ), thing
        shutil.rmtree(planted) if planted.is_dir() else planted.unlink()
        if kept.exists():
            kept.rename(planted)


@NEEDS_ROOT
def test_root_follows_no_link_that_somebody_planted(shared: Path) -> None:
    path = shared / "licenses.json"
    _as(ANNA, path)
    (precious := shared.parent / "precious").mkdir(mode=0o700)
    (letter := precious / "letter").write_text("root's")
    letter.chmod(0o600)
    beside = Sidecar(path)
    for planted in (beside.lock, beside.history, beside.drafts, beside.backups, beside.directory):
        for target in (letter, precious, shared.parent / "nowhere"):
            kept = planted.with_name("kept")
            planted.rename(kept)
            planted.symlink_to(target)
            store = FileStore.open(path)
            with pytest.raises(ReadOnlyError, match="is a symbolic link"):
                store.commit(note(store, 1, notes="x"))
            with pytest.raises(NotSavedError, match="is a symbolic link"):
                beside.prepare()
            found = (_mode(letter), letter.stat().st_uid, _mode(precious), precious.stat().st_uid)
            assert found == (0o600, 0, 0o700, 0)
            assert letter.read_text() == "root's"
            assert not (shared.parent / "nowhere").exists()
            planted.unlink()
            kept.rename(planted)
