"""A disk that fails at any step of a save, and a process that is killed in one."""

from __future__ import annotations

import errno
import os
import random
import signal
import time
from collections.abc import Callable
from contextlib import ExitStack
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from licensetui.store.errors import NotDurableError, NotSavedError
from licensetui.store.file.filestore import FileStore
from tests.forks import talking
from tests.store.changes import a_file, names_in, new_license, note

Fault = Callable[[pytest.MonkeyPatch, int], list[str]]


def _failing(name: str, concerns: Callable[..., bool], at_call: int = 1) -> Fault:
    """Return a fault: a function of `os` fails at its first call that `concerns` it, or later."""

    def install(monkeypatch: pytest.MonkeyPatch, number: int) -> list[str]:
        real, hits = getattr(os, name), list[str]()

        def fail(*args: Any, **kwargs: Any) -> Any:
            if concerns(*args):
                hits.append(name)
                if len(hits) == at_call:
                    raise OSError(number, os.strerror(number))
            return real(*args, **kwargs)

        monkeypatch.setattr(os, name, fail)
        return hits

    return install


def _is_new(path: Any, *_: Any) -> bool:
    return str(path).endswith(".new")


def _is_lock(path: Any, *_: Any) -> bool:
    return str(path).endswith("lock")


def _is_directory(descriptor: Any, *_: Any) -> bool:
    return Path(f"/proc/self/fd/{descriptor}").is_dir()


def _is_at(descriptor: Any, path: Path) -> bool:
    return Path(f"/proc/self/fd/{descriptor}").resolve() == path


def _is_file(descriptor: Any, *_: Any) -> bool:
    return not _is_directory(descriptor)


BEFORE_RENAME = {
    "open the lock": _failing("open", _is_lock),
    "write the holder into the lock": _failing("pwrite", lambda *_: True),
    "open the directory": _failing("open", lambda path, *_: Path(path).is_dir()),
    "open the new file": _failing("open", _is_new),
    "keep the mode": _failing("fchmod", lambda *_: True),
    "write": _failing("write", _is_file),
    "write the rest": _failing("write", _is_file, at_call=2),
    "fsync": _failing("fsync", _is_file),
    "rename": _failing("rename", _is_new),
}


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EIO, errno.EDQUOT, errno.EROFS])
@pytest.mark.parametrize("step", BEFORE_RENAME)
def test_a_failure_before_the_rename_leaves_the_old_file_and_says_not_saved(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: str, number: int
) -> None:
    path = a_file(tmp_path)
    store = FileStore.open(path)
    before, portfolio = path.read_bytes(), store.portfolio
    change = note(store, 1, notes="x" * 1_100_000)  # larger than one write
    with monkeypatch.context() as patched:
        hits = BEFORE_RENAME[step](patched, number)
        with pytest.raises(NotSavedError, match=r"^NOT SAVED: ") as raised:
            store.commit(change)
        assert hits, f"this save never came to {step}"
    if number == errno.ENOSPC:
        assert "disk full" in str(raised.value)
    assert path.read_bytes() == before
    assert store.portfolio == portfolio
    assert names_in(tmp_path) == ["licenses.json", "licenses.json.d"]
    # The disk is well again: the same change goes through.
    store.commit(change)
    assert FileStore.open(path).portfolio == store.portfolio != portfolio


def test_fsync_is_not_tried_again_on_the_same_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = FileStore.open(a_file(tmp_path))
    hits = _failing("fsync", _is_file)(monkeypatch, errno.EIO)
    with pytest.raises(NotSavedError):
        store.commit(note(store, 1, notes="x"))
    assert len(hits) == 1


def test_a_failed_fsync_of_the_directory_is_told_as_what_it_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = a_file(tmp_path)
    store = FileStore.open(path)
    change = note(store, 1, notes="visible")
    with monkeypatch.context() as patched:
        hits = _failing("fsync", lambda descriptor: _is_at(descriptor, tmp_path))(
            patched, errno.EIO
        )
        with pytest.raises(NotDurableError, match="may be lost in a power failure"):
            store.commit(change)
        assert hits
    assert store.portfolio == FileStore.open(path).portfolio
    assert store.portfolio.licenses[0].notes == "visible"
    store.commit(note(store, 1, notes="again"))
    assert FileStore.open(path).portfolio.licenses[0].notes == "again"


@pytest.mark.parametrize("name", ["mkdir", "open", "fsync"])
def test_a_first_save_that_fails_leaves_no_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    path = tmp_path / "new" / "licenses.json"
    store = FileStore.open(path)
    with monkeypatch.context() as patched:
        assert not _failing(name, lambda *_: True)(patched, errno.ENOSPC)
        with pytest.raises(NotSavedError, match="disk full"):
            store.commit(new_license("Jira"))
    assert not path.exists()
    store.commit(new_license("Jira"))
    assert FileStore.open(path).portfolio == store.portfolio


def test_what_a_killed_session_left_behind_is_removed_by_the_next_save(tmp_path: Path) -> None:
    path = a_file(tmp_path)
    (tmp_path / ".licenses.json.new").write_text("half")
    store = FileStore.open(path)
    store.commit(note(store, 1, notes="x"))
    assert names_in(tmp_path) == ["licenses.json", "licenses.json.d"]


def _write_on(path: Path) -> int:
    store = FileStore.open(path)
    while True:
        saved = store.commit(new_license("x" * 2000))
        print(saved.licenses[0], flush=True)


def test_killed_writers_lose_nothing_that_was_confirmed(tmp_path: Path) -> None:
    path = a_file(tmp_path)
    chance = random.Random(11)  # noqa: S311
    confirmed = {1}
    for _ in range(12):
        with ExitStack() as stack:
            writers = [stack.enter_context(talking(partial(_write_on, path))) for _ in range(2)]
            for _, said in writers:
                confirmed |= {int(said.readline()) for _ in range(3)}
            time.sleep(chance.uniform(0, 0.06))
            for writer, _ in writers:
                os.kill(writer, signal.SIGKILL)
            for _, said in writers:
                ids = {int(line) for line in said if line.endswith("\n")}
                assert not confirmed & ids, "an id was given twice"
                confirmed |= ids
    store = FileStore.open(path, wait=0.5)
    found = {license.id for license in store.portfolio.licenses}
    assert confirmed <= found
    assert len(confirmed) > 50
    store.commit(note(store, 1, notes="no lock is stuck"))
    assert names_in(tmp_path) == ["licenses.json", "licenses.json.d"]
