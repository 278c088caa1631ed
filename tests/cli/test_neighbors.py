"""Something strange beside the file: each command works, or says what it is, and at once."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.builders import a_contact, a_license, a_portfolio
from tests.cli.program import a_file_of, refused, start

COMMANDS = (("history",), ("undo",), ("forget", "1"), ("forget", "1", "--apply"))


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A file with a license and a contact."""
    contact = a_contact("Anna Martin", id=1)
    license = a_license("Jira", id=1)
    return Path(a_file_of(tmp_path / "x.json", a_portfolio(license, contacts=(contact,))))


def _linked(path: Path) -> None:
    path.symlink_to(path.parent.parent / "x.json")


@pytest.mark.parametrize(
    ("make", "what"), [(os.mkfifo, "a pipe"), (os.mkdir, "a directory"), (_linked, "a symbolic")]
)
def test_in_place_of_the_history(file: Path, make: Callable[[Path], None], what: str) -> None:
    history = Path(f"{file}.d") / "history.jsonl"
    history.unlink()
    make(history)
    before = file.read_bytes()
    said = f"{history} is {what}"
    for command in COMMANDS:
        assert said in refused(74, "--file", str(file), *command)
    doctor = start("--file", str(file), "doctor")
    assert doctor.returncode == 74
    assert said in doctor.stdout.decode()
    assert b"chown" not in doctor.stdout
    assert start("--file", str(file), "list").returncode == 0
    assert file.read_bytes() == before


def test_in_place_of_the_lock(file: Path) -> None:
    lock = Path(f"{file}.d") / "lock"
    lock.unlink()
    os.mkfifo(lock)
    said = f"{lock} is a pipe, where a file must be: move it away"
    assert said in refused(74, "--file", str(file), "undo")
    doctor = start("--file", str(file), "doctor")
    assert doctor.returncode == 74
    assert said in doctor.stdout.decode()


def test_in_place_of_the_next_version_of_the_file(file: Path) -> None:
    new = file.with_name(".x.json.new")
    new.mkdir()
    assert f"{new} is in the way" in refused(74, "--file", str(file), "undo")
