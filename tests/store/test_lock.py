"""The lock: one at a time, in turns, and gone with its holder."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from licensetui.store.author import author
from licensetui.store.errors import LockedError
from licensetui.store.file.lock import LOCK, QUEUE, locked

HOLDER = """
import sys, time
from pathlib import Path
from licensetui.store.file.lock import locked
with locked(Path(sys.argv[1])):
    print("locked", flush=True)
    time.sleep(60)
"""


@contextmanager
def _held(directory: Path) -> Iterator[subprocess.Popen[bytes]]:
    """Have another process hold the lock."""
    command = [sys.executable, "-c", HOLDER, str(directory)]
    with subprocess.Popen(command, stdout=subprocess.PIPE) as holder:
        try:
            assert holder.stdout
            assert holder.stdout.readline() == b"locked\n"
            yield holder
        finally:
            holder.kill()


def _stop(process: subprocess.Popen[bytes]) -> None:
    process.send_signal(signal.SIGSTOP)
    os.waitpid(process.pid, os.WUNTRACED)


def _until(holds: Callable[[], bool]) -> None:
    end = time.monotonic() + 10
    while not holds():
        assert time.monotonic() < end, "it never came to that"
        time.sleep(0.005)


def _waiting() -> int:
    return sum(thread.name == "waits for the lock" for thread in threading.enumerate())


def _descriptors() -> int:
    return len(os.listdir("/dev/fd"))  # noqa: PTH208


def test_a_stopped_holder_is_named_when_patience_ends(tmp_path: Path) -> None:
    with _held(tmp_path) as holder:
        _stop(holder)
        began = time.monotonic()
        with pytest.raises(LockedError) as raised, locked(tmp_path, 0.2):
            raise AssertionError("two hold the lock")
        assert 0.2 <= time.monotonic() - began < 2
        assert str(raised.value) == (
            f"NOT SAVED: {author()} (process {holder.pid}) is saving and has not finished "
            "within 0.2 s. Try again"
        )
        holder.send_signal(signal.SIGCONT)
    with locked(tmp_path, 5):
        pass


def test_who_stopped_as_the_first_in_the_queue_is_named(tmp_path: Path) -> None:
    with (
        _held(tmp_path) as holder,
        subprocess.Popen(
            [sys.executable, "-c", HOLDER, tmp_path], stdout=subprocess.DEVNULL
        ) as first,
    ):
        _until(lambda: f"(process {first.pid})" in (tmp_path / QUEUE).read_text())
        _stop(first)
        holder.kill()
        holder.wait()
        try:
            with pytest.raises(LockedError, match=rf"\(process {first.pid}\) is saving"):
                locked(tmp_path, 0.2).__enter__()
        finally:
            first.kill()


def test_giving_up_again_and_again_leaves_nothing_behind(tmp_path: Path) -> None:
    with _held(tmp_path) as holder:
        threads, descriptors = threading.active_count(), _descriptors()
        for _ in range(50):
            with pytest.raises(LockedError):
                locked(tmp_path, 0.002).__enter__()
        assert threading.active_count() <= threads + 1
        assert _descriptors() <= descriptors + 2
        holder.kill()
        holder.wait()
        _until(lambda: _waiting() == 0)
        assert _descriptors() <= descriptors
    with locked(tmp_path, 0):
        pass


def test_threads_that_give_up_together_block_nobody(tmp_path: Path) -> None:
    said: list[str] = []

    def attempt() -> None:
        try:
            with locked(tmp_path, 0.05):
                said.append("locked")
        except LockedError:
            said.append("gave up")

    descriptors = _descriptors()
    with locked(tmp_path):
        for _ in range(3):
            threads = [threading.Thread(target=attempt) for _ in range(4)]
            for thread in threads:
                thread.start()
            for thread in threads:
                thread.join()
        assert said == ["gave up"] * 12
        assert _waiting() <= 4
    _until(lambda: _waiting() == 0)
    assert _descriptors() == descriptors
    with locked(tmp_path, 0):
        pass


def test_a_place_that_was_given_up_is_taken_up_again(tmp_path: Path) -> None:
    with locked(tmp_path), pytest.raises(LockedError):
        locked(tmp_path, 0.01).__enter__()
    with locked(tmp_path, 5):
        with pytest.raises(LockedError):
            locked(tmp_path, 0.01).__enter__()
        assert _waiting() == 1
    with locked(tmp_path, 5):
        assert (tmp_path / LOCK).read_text().strip() == f"{author()} (process {os.getpid()})"


def test_ctrl_c_while_waiting_leaves_the_lock_to_others(tmp_path: Path) -> None:
    def interrupt() -> None:
        _until(lambda: _waiting() == 1)
        signal.pthread_kill(threading.main_thread().ident or 0, signal.SIGINT)

    with locked(tmp_path):
        thread = threading.Thread(target=interrupt)
        thread.start()
        with pytest.raises(KeyboardInterrupt):
            locked(tmp_path, 20).__enter__()
        thread.join()
    _until(lambda: _waiting() == 0)
    with locked(tmp_path, 0):
        pass


def test_four_tight_writers_take_turns_one_at_a_time(tmp_path: Path) -> None:
    turns: list[int] = []
    inside = 0
    most = 0

    def write(name: int) -> None:
        nonlocal inside, most
        while len(turns) < 200:
            with locked(tmp_path, 20):
                inside += 1
                most = max(most, inside)
                turns.append(name)
                time.sleep(0.001)
                inside -= 1

    writers = [threading.Thread(target=write, args=(name,)) for name in range(4)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    assert most == 1
    for name in range(4):
        assert turns.count(name) > 20, "one of them starved"


@pytest.mark.parametrize("name", [QUEUE, LOCK])
def test_a_link_in_place_of_a_lock_is_not_followed(tmp_path: Path, name: str) -> None:
    precious = tmp_path / "precious"
    precious.write_text("mine")
    (tmp_path / name).symlink_to(precious)
    with pytest.raises(OSError, match="is a symbolic link, where a file must be"):
        locked(tmp_path).__enter__()
    assert precious.read_text() == "mine"
