"""The gate: what stands beside a file is opened if it is what it must be, and at once."""

from __future__ import annotations

import os
import signal
import socket
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from licensetui.store.errors import NotSavedError, UnreadableError
from licensetui.store.file.disk import ForeignError
from licensetui.store.file.gate import Gate

NEEDS_ROOT = pytest.mark.skipif(
    os.geteuid() != 0, reason="NOT TESTED: only root can give files to several users"
)
ANNA, STRANGER, TEAM, OTHERS = 20001, 20003, 30001, 30002
WAYS = (os.O_RDONLY, os.O_RDWR, os.O_WRONLY | os.O_APPEND, os.O_RDWR | os.O_CREAT)


@pytest.fixture(autouse=True)
def _at_once() -> Iterator[None]:
    """End a test that waits for somebody to write into a pipe."""
    signal.alarm(10)
    yield
    signal.alarm(0)


@pytest.fixture
def beside(tmp_path: Path) -> Path:
    """The directory beside a file."""
    (tmp_path / "file").touch()
    (tmp_path / "file.d").mkdir()
    return tmp_path / "file.d"


@pytest.fixture
def gate(beside: Path) -> Gate:
    """The gate of that file."""
    return Gate(beside.with_name("file"))


def _bound(path: Path) -> None:
    with socket.socket(socket.AF_UNIX) as bound, pytest.MonkeyPatch.context() as patch:
        patch.chdir(path.parent)  # the names of sockets are short
        bound.bind(path.name)


def _linked(path: Path) -> None:
    path.symlink_to(path.parent.parent / "file")


def _lost(path: Path) -> None:
    path.symlink_to(path.parent / "nowhere")


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize(
    ("make", "what"),
    [
        (os.mkfifo, "a pipe"),
        (_bound, "a socket"),
        (os.mkdir, "a directory"),
        (_linked, "a symbolic link"),
        (_lost, "a symbolic link"),
    ],
)
def test_what_is_no_file_is_refused_at_once(
    gate: Gate, beside: Path, way: int, make: Callable[[Path], None], what: str
) -> None:
    make(beside / "thing")
    before = (beside / "thing").lstat()
    with pytest.raises(ForeignError, match=f"thing is {what}, where a file must be: move it away"):
        gate.open(beside / "thing", way)
    assert (beside / "thing").lstat() == before
    assert sorted(path.name for path in beside.iterdir()) == ["thing"]


@pytest.mark.parametrize("make", [os.mkfifo, Path.touch, _bound, _linked, _lost])
def test_what_is_no_directory_is_not_entered(
    gate: Gate, beside: Path, make: Callable[[Path], None]
) -> None:
    make(beside / "inner")
    for thing in (beside / "inner" / "thing", beside / "inner" / "more" / "thing"):
        with pytest.raises(ForeignError, match=r"inner is .*, where a directory must be"):
            gate.open(thing, os.O_RDWR | os.O_CREAT)
    with pytest.raises(UnreadableError, match="where a directory must be"):
        gate.names(beside / "inner")
    with pytest.raises(NotSavedError, match=r"^NOT SAVED: .*where a directory must be"):
        gate.replace(beside / "inner" / "thing", b"x")


def test_a_second_name_is_for_backups_alone(gate: Gate, beside: Path) -> None:
    (beside / "thing").write_bytes(b"x")
    (beside / "other").hardlink_to(beside / "thing")
    with pytest.raises(ForeignError, match="has a second name"):
        gate.open(beside / "thing", os.O_RDONLY)
    found = gate.read(beside / "thing", many_names=True)
    assert found
    assert found[0] == b"x"


def test_what_is_as_it_must_be_is_opened(gate: Gate, beside: Path) -> None:
    assert gate.read(beside / "thing") is None
    assert gate.names(beside / "inner") == []
    os.close(gate.open(beside / "thing", os.O_RDWR | os.O_CREAT | os.O_EXCL))
    assert (beside / "thing").stat().st_mode & 0o777 == 0o600
    gate.replace(beside / "thing", b"new")
    assert gate.names(beside) == ["thing"]
    gate.remove(beside / "thing")
    gate.remove(beside / "thing")
    assert gate.names(beside) == []


@NEEDS_ROOT
@pytest.mark.parametrize(
    ("owner", "group", "mode", "is_foreign"),
    [
        (0, OTHERS, 0o600, False),
        (ANNA, OTHERS, 0o600, False),
        (STRANGER, TEAM, 0o660, False),
        (STRANGER, TEAM, 0o640, False),
        (STRANGER, TEAM, 0o606, True),
        (STRANGER, OTHERS, 0o666, True),
    ],
)
@pytest.mark.parametrize("is_there", [True, False])
def test_whose_it_may_be(
    gate: Gate, beside: Path, owner: int, group: int, mode: int, is_foreign: bool, is_there: bool
) -> None:
    os.chown(gate.file, ANNA, TEAM)
    os.chown(gate.file.parent, ANNA, TEAM)
    if not is_there:  # then it would belong to whom its directory does
        gate.file.unlink()
    thing = beside / "thing"
    thing.touch()
    thing.chmod(mode)
    os.chown(thing, owner, group)
    if is_foreign:
        with pytest.raises(ForeignError, match=f"belongs to user{STRANGER}, not to the owner of"):
            gate.open(thing, os.O_RDONLY)
    else:
        os.close(gate.open(thing, os.O_RDONLY))
