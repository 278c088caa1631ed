"""A move takes everything along, and leaves one place that is whole, wherever it is interrupted."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from licensetui.domain.change import Change, Edit
from licensetui.domain.contact import Contact
from licensetui.store.errors import NotSavedError, ReadOnlyError, StoreError, UnreadableError
from licensetui.store.file.keeper import FileKeeper
from licensetui.store.moving import Whole, move
from licensetui.store.taking_back import leaving_out, reverting
from tests.builders import a_license

NOW = datetime(2026, 11, 27, 21, 0, tzinfo=UTC)


def keeper_at(path: Path) -> FileKeeper:
    return FileKeeper(path, lambda: NOW)


def filled(path: Path) -> FileKeeper:
    """A file with records, a removed one, an undone change, mails and exported events."""
    keeper = keeper_at(path)
    store = keeper.open(readonly=False)
    for name in ("Jira", "Confluence", "Bitbucket"):
        store.commit(Change(f"add {name}", (Edit(None, a_license(name, id=0, wanted=())),)))
    first, second, _ = store.portfolio.licenses
    store.commit(Change("edit", (Edit(first, replace(first, notes="ä \x00 \N{PILE OF POO}")),)))
    store.commit(Change("remove", (Edit(second, None),)))
    store.commit(reverting(store, 4))
    with keeper.sent.locked():
        keeper.sent.about_to_send("<1@x>", ["anna@example.com"], NOW)
        keeper.sent.accepted("<1@x>", ["anna@example.com"], {"1 end": 30}, NOW)
    keeper.exported.note(["uid-1", "uid-2"], NOW)
    return keeper


def test_everything_arrives_and_the_old_place_says_where_it_is(tmp_path: Path) -> None:
    old, new = filled(tmp_path / "old.json"), keeper_at(tmp_path / "new.json")
    then, told = old.open(readonly=True), old.sent.read()
    history = (tmp_path / "old.json.d" / "history.jsonl").read_bytes()
    move(old.end, new.end)
    now = new.open(readonly=False)
    assert now.is_writable
    assert now.portfolio == then.portfolio
    assert now.history() == then.history()
    assert now.begun() == then.begun()
    assert new.sent.read() == told
    assert new.exported.known(date(2026, 11, 1)) == frozenset({"uid-1", "uid-2"})
    assert (tmp_path / "new.json.d" / "history.jsonl").read_bytes() == history
    lines = [
        path.read_text().splitlines()[1:] for path in (tmp_path / "old.json", tmp_path / "new.json")
    ]
    assert lines[0] == lines[1], "documents are the same bytes"
    saved = now.commit(Change("add Bamboo", (Edit(None, a_license("Bamboo", id=0, wanted=())),)))
    assert (saved.number, [*saved.licenses.values()]) == (7, [4]), "an id is never given twice"


def test_a_closed_file_can_be_read_and_says_where_it_has_gone(tmp_path: Path) -> None:
    path = tmp_path / "old.json"
    old = filled(path)
    old.versions.back_up()
    session = old.open(readonly=False)
    move(old.end, keeper_at(tmp_path / "new.json").end)
    assert path.stat().st_mode & 0o777 == 0o400
    assert session.refresh() is not None
    where = f"this file has moved to {tmp_path / 'new.json'} on {os.uname().nodename}"
    for store in (session, old.open(readonly=False), old.open(readonly=True)):
        assert (store.why_read_only, store.is_writable, store.is_doubtful) == (where, False, True)
        assert len(store.portfolio.licenses) == 2
        with pytest.raises(ReadOnlyError, match=where):
            store.commit(Change("late", (Edit(None, a_license("Late", id=0, wanted=())),)))
    with pytest.raises(ReadOnlyError, match=where), old.sent.locked():
        pass
    with pytest.raises(ReadOnlyError, match=where):
        old.exported.note(["uid-3"], NOW)
    with pytest.raises(ReadOnlyError, match=where):
        old.versions.restore(old.versions.all()[0].name)
    with pytest.raises(ReadOnlyError, match=where):
        move(old.end, keeper_at(tmp_path / "third.json").end)
    assert not (tmp_path / "third.json").exists()
    found = {check.subject: check for check in old.checks()}
    assert where in found["saving"].text


def test_a_person_can_be_taken_out_of_a_closed_file(tmp_path: Path) -> None:
    old = keeper_at(tmp_path / "old.json")
    store = old.open(readonly=False)
    anna = Contact("Anna Berg", "anna@example.com", id=0)
    store.commit(Change("add", (), (Edit(None, anna),)))
    with old.sent.locked():
        old.sent.accepted("<1@x>", ["anna@example.com"], {"1 end": 30}, NOW)
    move(old.end, keeper_at(tmp_path / "new.json").end)
    old.forget(old.people()[0], apply=True)
    kept = [path for path in (tmp_path / "old.json.d").rglob("*") if path.is_file()]
    assert not [path for path in (tmp_path / "old.json", *kept) if b"Berg" in path.read_bytes()]
    assert old.open(readonly=False).why_read_only.startswith("this file has moved to")


def test_nothing_is_moved_over_something(tmp_path: Path) -> None:
    old, other = filled(tmp_path / "old.json"), filled(tmp_path / "other.json")
    store = other.open(readonly=False)
    store.commit(Change("other", (Edit(None, a_license("Other", id=0, wanted=())),)))
    before = (tmp_path / "other.json").read_bytes()
    with pytest.raises(NotSavedError, match="exists already"):
        move(old.end, other.end)
    (tmp_path / "other.json").rename(tmp_path / "away.json")
    with pytest.raises(NotSavedError, match="belongs to another file"):
        move(old.end, other.end)
    assert (tmp_path / "away.json").read_bytes() == before
    assert old.open(readonly=False).is_writable
    with pytest.raises(UnreadableError, match="does not exist"):
        move(keeper_at(tmp_path / "none.json").end, keeper_at(tmp_path / "new.json").end)
    assert not (tmp_path / "none.json.d").exists()


def test_what_is_set_aside_is_decided_first(tmp_path: Path) -> None:
    path = tmp_path / "old.json"
    old = keeper_at(path)
    store = old.open(readonly=False)
    store.commit(Change("add", (Edit(None, a_license("Jira", id=0, wanted=())),)))
    earlier = path.read_bytes()
    store.commit(Change("add", (Edit(None, a_license("Confluence", id=0, wanted=())),)))
    path.write_bytes(earlier)
    with pytest.raises(NotSavedError, match=r"change 2 .* is not in the file"):
        move(old.end, keeper_at(tmp_path / "new.json").end)
    later = old.open(readonly=False)
    later.commit(leaving_out(later, 2))
    move(old.end, keeper_at(tmp_path / "new.json").end)
    assert keeper_at(tmp_path / "new.json").open(readonly=True).history() == later.history()


class _Stopped(Exception):  # noqa: N818  # not an error
    """As if the process had been killed."""


class _Breaking:
    """An end at which the move stops before or after a step."""

    def __init__(self, end: Any, step: str, *, is_done: bool) -> None:
        self._end, self._step, self._is_done = end, step, is_done
        self.title, self.whereabouts = end.title, end.whereabouts
        self.letting_in = end.letting_in

    @contextmanager
    def held(self) -> Iterator[Whole]:
        with self._end.held() as whole:
            yield whole

    def take(self, whole: Whole) -> None:
        self._do("take", whole)

    def close(self, moved: str) -> None:
        self._do("close", moved)

    def _do(self, step: str, what: Any) -> None:
        if step == self._step and not self._is_done:
            raise _Stopped
        getattr(self._end, step)(what)
        if step == self._step:
            raise _Stopped


@pytest.mark.parametrize("is_done", [False, True])
@pytest.mark.parametrize("step", ["take", "close"])
def test_a_move_that_was_interrupted_is_done_again(
    tmp_path: Path, step: str, *, is_done: bool
) -> None:
    old, new = filled(tmp_path / "old.json"), keeper_at(tmp_path / "new.json")
    then = old.open(readonly=True)
    with pytest.raises(_Stopped):
        move(_Breaking(old.end, step, is_done=is_done), _Breaking(new.end, step, is_done=is_done))
    if step == "close" and is_done:
        with pytest.raises(ReadOnlyError, match="has moved to"):
            move(old.end, new.end)
    else:
        assert old.open(readonly=False).is_writable
        move(old.end, new.end)
    assert new.open(readonly=False).history() == then.history()
    assert new.open(readonly=False).portfolio == then.portfolio


def test_a_move_that_was_killed_before_the_file_was_there_is_done_again(tmp_path: Path) -> None:
    old, new = filled(tmp_path / "old.json"), keeper_at(tmp_path / "new.json")
    then = old.open(readonly=True)
    with old.end.held() as whole:
        new.end.take(whole)
    (tmp_path / "new.json").unlink()
    move(old.end, new.end)
    assert new.open(readonly=False).history() == then.history()


def test_a_place_that_went_on_after_an_interrupted_move_is_not_closed(tmp_path: Path) -> None:
    old, new = filled(tmp_path / "old.json"), keeper_at(tmp_path / "new.json")
    with pytest.raises(_Stopped):
        move(_Breaking(old.end, "close", is_done=False), new.end)
    store = new.open(readonly=False)
    store.commit(Change("late", (Edit(None, a_license("Late", id=0, wanted=())),)))
    with pytest.raises(NotSavedError, match="something else in it"):
        move(old.end, new.end)
    assert old.open(readonly=False).is_writable


def test_what_reads_back_differently_is_not_moved(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    old, new = filled(tmp_path / "old.json"), keeper_at(tmp_path / "new.json")
    held = old.end.held()
    with held as whole:
        wrong = replace(whole, begun="2020-01-01T00:00:00+00:00")
        monkeypatch.setattr(type(new.end), "_whole", lambda self: whole)
        with pytest.raises(StoreError, match="differs in: begun"):
            new.end.take(wrong)
    assert not (tmp_path / "new.json").exists()
