"""What was sent is known to the next run, whatever happened to the one before."""

from __future__ import annotations

import os
import stat
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from licensetui.store.errors import LockedError, NotSavedError, UnreadableError
from licensetui.store.file.filestore import FileStore
from licensetui.store.file.sent import SentFile
from licensetui.store.file.sidecar import Sidecar
from licensetui.store.told import Told
from tests.store.changes import a_file, note

NOW = datetime(2026, 11, 23, 7, 0, 2, tzinfo=UTC)
ANNA, BERT = "anna@example.org", "bert@example.org"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return a_file(tmp_path)


def beside(file: Path) -> SentFile:
    return SentFile(Sidecar(file))


def tell(file: Path, *recipients: str, at: datetime = NOW, id: str = "<1>", **told: int) -> None:
    """Note a message that went well."""
    sent = beside(file)
    with sent.locked():
        sent.about_to_send(id, recipients, at)
        sent.accepted(id, recipients, told, at)


def test_without_a_file_nobody_was_told_anything(file: Path) -> None:
    assert beside(file).read() == Told()
    assert beside(file).read().to(ANNA) == {}
    assert beside(file).read().unsure_since(ANNA) is None
    assert not Sidecar(file).sent.exists()


def test_what_was_told_is_known_for_each_recipient(file: Path) -> None:
    tell(file, ANNA, BERT, ends=30, order=15)
    tell(file, ANNA, ends=15)
    told = beside(file).read()
    assert told.to(ANNA) == {"ends": 15, "order": 15}
    assert told.to("  Anna@Example.ORG ") == told.to(ANNA)
    assert told.to(BERT) == {"ends": 30, "order": 15}
    assert told.to("zoe@example.org") == {}
    assert told.unsure_since(ANNA) is None


def test_no_address_stands_in_the_file(file: Path) -> None:
    tell(file, ANNA, ends=30)
    sent = beside(file)
    with sent.locked():
        sent.over(ANNA, ["ends"], NOW)
    assert b"anna" not in sent.path.read_bytes().lower()


def test_what_is_over_is_news_if_it_comes_back(file: Path) -> None:
    tell(file, ANNA, BERT, ends=30, order=15)
    sent = beside(file)
    with sent.locked():
        sent.over(ANNA, ["ends", "unknown"], NOW)
    assert sent.read().to(ANNA) == {"order": 15}
    assert sent.read().to(BERT) == {"ends": 30, "order": 15}


def test_a_run_that_died_while_sending_is_remembered_until_a_mail_went_well(file: Path) -> None:
    sent = beside(file)
    with sent.locked():
        sent.about_to_send("<1>", [ANNA, BERT], NOW)
    assert sent.read().unsure_since(ANNA) == NOW
    assert sent.read().to(ANNA) == {}
    tell(file, ANNA, id="<2>", ends=3)
    assert sent.read().unsure_since(ANNA) is None
    assert sent.read().unsure_since(BERT) == NOW


def test_a_mail_that_failed_is_no_mystery(file: Path) -> None:
    sent = beside(file)
    with sent.locked():
        sent.about_to_send("<1>", [ANNA, BERT], NOW)
        sent.accepted("<1>", [ANNA], {"ends": 3}, NOW)
        sent.failed("<1>", NOW)
    told = sent.read()
    assert (told.to(ANNA), told.to(BERT)) == ({"ends": 3}, {})
    assert told.unsure_since(ANNA) is told.unsure_since(BERT) is None


@pytest.mark.parametrize("cut", [1, 2, 40])
def test_half_a_line_is_told_again_and_hides_no_other(file: Path, cut: int) -> None:
    tell(file, ANNA, id="<1>", ends=30)
    sent = beside(file)
    whole = sent.path.read_bytes()
    tell(file, ANNA, id="<2>", at=NOW + timedelta(days=1), order=9)
    sent.path.write_bytes(sent.path.read_bytes()[:-cut])
    is_whole = cut == 1  # only the end of the line is missing
    assert sent.read().to(ANNA) == ({"ends": 30, "order": 9} if is_whole else {"ends": 30})
    tell(file, ANNA, id="<3>", decide=1)
    assert set(sent.read().to(ANNA)) == {"ends", "decide"} | ({"order"} if is_whole else set())
    assert sent.path.read_bytes().startswith(whole)


@given(st.binary(max_size=60), st.integers(0, 10**6))
def test_rubbish_in_the_file_is_left_out(rubbish: bytes, place: int) -> None:
    import tempfile

    with tempfile.TemporaryDirectory() as directory:
        file = a_file(Path(directory))
        tell(file, ANNA, ends=30)
        sent = beside(file)
        lines = sent.path.read_bytes().splitlines(keepends=True)
        at = place % (len(lines) + 1)
        sent.path.write_bytes(b"".join([*lines[:at], rubbish + b"\n", *lines[at:]]))
        assert sent.read().to(ANNA) == {"ends": 30}


def test_only_one_sends_at_a_time_and_the_other_does_not_wait(file: Path) -> None:
    other = f"""
from pathlib import Path
from licensetui.store.file.sent import SentFile
from licensetui.store.file.sidecar import Sidecar
from licensetui.store.told import Told
with SentFile(Sidecar(Path({str(file)!r}))).locked():
    print("in")
"""
    command = [sys.executable, "-c", other]
    with beside(file).locked():
        with pytest.raises(LockedError, match="another run is sending reminders for"):
            beside(file).locked().__enter__()
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        assert "LockedError" in done.stderr
        store = FileStore.open(file)
        store.commit(note(store, 1, notes="saved meanwhile"))
    assert subprocess.run(command, capture_output=True, text=True, check=True).stdout == "in\n"


def test_nothing_is_noted_without_the_lock(file: Path) -> None:
    with pytest.raises(RuntimeError, match="needs the lock"):
        beside(file).failed("<1>", NOW)
    assert not Sidecar(file).sent.exists()


@pytest.mark.parametrize(("mode", "expected"), [(0o600, 0o600), (0o660, 0o660), (0o644, 0o640)])
def test_whoever_may_use_the_file_may_use_what_was_sent(
    file: Path, mode: int, expected: int
) -> None:
    file.chmod(mode)
    tell(file, ANNA, ends=1)
    assert stat.S_IMODE(Sidecar(file).sent.stat().st_mode) == expected
    file.chmod(0o600)
    tell(file, ANNA, ends=0)
    assert stat.S_IMODE(Sidecar(file).sent.stat().st_mode) == 0o600


def test_where_nothing_can_be_noted_nothing_begins(file: Path) -> None:
    Sidecar(file).sent.mkdir()
    with pytest.raises(NotSavedError, match=r"NOT SAVED: .*sent\.jsonl"):
        beside(file).locked().__enter__()
    with pytest.raises(UnreadableError, match="is a directory, where a file must be"):
        beside(file).read()


def test_a_full_disk_is_said(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    sent = beside(file)
    with sent.locked():
        sent.about_to_send("<1>", [ANNA], NOW)

        def full(_descriptor: int) -> None:
            raise OSError(28, os.strerror(28))

        monkeypatch.setattr(os, "fsync", full)
        with pytest.raises(NotSavedError, match="NOT SAVED: disk full"):
            sent.accepted("<1>", [ANNA], {"ends": 1}, NOW)
