"""The history on the disk: what was confirmed is there, what never happened is not."""

from __future__ import annotations

import os
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from licensetui.domain.change import Deed
from licensetui.domain.history import Entry, RecordChange, RecordKind
from licensetui.store.errors import NotSavedError, UnreadableError
from licensetui.store.file.filestore import FileStore
from licensetui.store.file.historyfile import HistoryFile
from licensetui.store.file.historyline import number_on, parsed, rendered
from tests.store.changes import a_file, new_license, note

AT = datetime(2026, 11, 22, 10, 31, tzinfo=UTC)


def _entry(number: int, text: str = "new") -> Entry:
    change = RecordChange(RecordKind.LICENSE, 7, "Jira", {"notes": "old"}, {"notes": text})
    return Entry(number, AT, "anna@jira1", f"change {number}", (change,), (change,), None)


def _numbers(file: HistoryFile, generation: int) -> list[int]:
    return [entry.number for entry in file.read(generation).entries]


def _both(file: HistoryFile, generation: int) -> tuple[list[int], list[int]]:
    history = file.read(generation)
    return [x.number for x in history.entries], [x.number for x in history.aside]


def test_entries_come_back_as_they_were(tmp_path: Path) -> None:
    file = HistoryFile(tmp_path / "history.jsonl")
    assert file.read(0).entries == ()
    assert file.settle(0) == 0
    entries = [_entry(1), replace(_entry(2, "\x1b[/x]\n"), reverts=1, overruled=())]
    for generation, entry in enumerate(entries):
        file.append(entry, generation)
    assert file.read(2).entries == tuple(entries)
    assert file.read(2) is file.read(2), "nothing new, nothing computed again"
    assert HistoryFile(file.path).read(2).entries == tuple(entries)
    lines = [rendered(entry, entry.number - 1) for entry in entries]
    assert file.path.read_bytes() == b"".join(lines)
    assert file.path.stat().st_mode & 0o777 == 0o600


def test_what_a_change_is_to_another_stands_in_its_words_as_it_always_did() -> None:
    of = {Deed.UNDO: b"undo: ", Deed.REDO: b"redo: ", Deed.LEAVE_OUT: b"leave out: "}
    for deed in Deed:
        entry = replace(_entry(2), deed=deed, reverts=1)
        content = bytes(rendered(entry, 1))
        assert b'"what":"%bchange 2"' % of.get(deed, b"") in content
        line = parsed(content)
        assert line is not None
        assert line.entry() == entry
        assert (entry.is_undo, entry.first_done == "change 2") == (
            deed is Deed.UNDO, deed is not Deed.LEAVE_OUT,
        )  # fmt: skip


def test_the_number_on_a_line_is_told_where_the_line_is_whole() -> None:
    content = bytes(rendered(_entry(8), 3))
    assert number_on(content) == 8
    for place in range(len(content)):
        damaged = bytes([*content[:place], content[place] ^ 1, *content[place + 1 :]])
        assert number_on(damaged) is None, damaged
        assert number_on(content[:place]) is None, content[:place]


def test_an_entry_whose_generation_was_never_reached_is_set_aside_and_stays(
    tmp_path: Path,
) -> None:
    file = HistoryFile(tmp_path / "history.jsonl")
    for generation in range(3):
        file.append(_entry(generation + 1), generation)
    # The third save was killed before the rename: the file still has generation 2.
    assert _both(file, 2) == ([1, 2], [3])
    assert file.may_have_aside(2)
    assert not file.may_have_aside(3)
    assert _both(HistoryFile(file.path), 3) == ([1, 2, 3], [])
    other = HistoryFile(file.path)
    assert other.settle(2) == 3
    other.append(_entry(4, "another"), 2)
    for again in (file, other, HistoryFile(file.path)):
        assert _both(again, 4) == ([1, 2, 4], [3])
        assert again.may_have_aside(4)


def test_several_versions_put_back_and_forward_again(tmp_path: Path) -> None:
    file = HistoryFile(tmp_path / "history.jsonl")
    for generation in range(5):
        file.append(_entry(generation + 1), generation)
    file.append(_entry(6), 2)  # made from an old copy
    file.append(_entry(7), 6)
    file.append(_entry(8), 4)  # made from a copy that was put forward again
    wanted = {
        1: ([1], [2, 3, 4, 5, 6, 7, 8]),
        2: ([1, 2], [3, 4, 5, 6, 7, 8]),
        5: ([1, 2, 3, 4, 5], [6, 7, 8]),
        6: ([1, 2, 6], [3, 4, 5, 7, 8]),
        7: ([1, 2, 6, 7], [3, 4, 5, 8]),
        8: ([1, 2, 3, 4, 8], [5, 6, 7]),
    }
    for generation in (8, 1, 7, 6, 5, 8, 2):  # one session sees the file go to and fro
        assert _both(file, generation) == wanted[generation]
        assert _both(HistoryFile(file.path), generation) == wanted[generation]
        assert [entry.number for entry in file.read(generation).all] == list(range(1, 9))


def test_a_history_of_an_earlier_release_is_read_as_it_was_meant(tmp_path: Path) -> None:
    """It wrote 0 as the generation of a file that nobody could read, and no records."""
    file = HistoryFile(tmp_path / "history.jsonl")
    for generation in range(3):
        file.append(_entry(generation + 1), generation)
    file.append(replace(_entry(4), records=(), overruled=()), 0)
    assert _both(file, 4) == ([1, 2, 3, 4], [])
    file.append(_entry(5), 0)  # a file begun anew beside an old history
    assert _both(file, 5) == ([5], [1, 2, 3, 4])


def test_a_save_that_fails_takes_its_line_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = a_file(tmp_path)
    store = FileStore.open(path)
    store.commit(note(store, 1, notes="two"))
    history = path.with_name("licenses.json.d") / "history.jsonl"
    before = history.read_bytes()

    def refuse(*_: object, **__: object) -> None:
        raise OSError(5, "Input/output error")

    with monkeypatch.context() as patched:
        patched.setattr("os.rename", refuse)
        with pytest.raises(NotSavedError):
            store.commit(note(store, 1, notes="three"))
    assert history.read_bytes() == before
    with monkeypatch.context() as patched:
        patched.setattr(
            "licensetui.store.file.disk._write", refuse
        )  # before the history is reached
        with pytest.raises(NotSavedError):
            store.commit(note(store, 1, notes="three"))
    assert history.read_bytes() == before
    assert store.commit(note(store, 1, notes="three")).number == 3
    assert store.set_aside() == ()


@pytest.mark.parametrize("cut", range(1, 90, 4))
def test_a_torn_last_line_is_left_out_and_removed(tmp_path: Path, cut: int) -> None:
    file = HistoryFile(tmp_path / "history.jsonl")
    file.append(_entry(1), 0)
    whole = file.path.read_bytes()
    file.append(_entry(2), 1)
    content = file.path.read_bytes()
    file.path.write_bytes(content[:-cut])
    for torn in (file, HistoryFile(file.path)):
        assert _numbers(torn, 1) == [1]
    assert HistoryFile(file.path).settle(1) == 1
    assert file.path.read_bytes() == whole


def test_zeros_after_a_power_cut_are_removed(tmp_path: Path) -> None:
    file = HistoryFile(tmp_path / "history.jsonl")
    file.append(_entry(1), 0)
    whole = file.path.read_bytes()
    file.path.write_bytes(whole + bytes(5000))
    assert _numbers(HistoryFile(file.path), 1) == [1]
    other = HistoryFile(file.path)
    assert other.settle(1) == 1
    other.append(_entry(2), 1)
    assert _numbers(HistoryFile(file.path), 2) == [1, 2]


def test_a_damaged_line_in_the_middle_hides_no_other(tmp_path: Path) -> None:
    file = HistoryFile(tmp_path / "history.jsonl")
    for generation in range(3):
        file.append(_entry(generation + 1), generation)
    lines = file.path.read_bytes().splitlines(keepends=True)
    lines[1] = lines[1].replace(b"old", b"odd")
    file.path.write_bytes(b"".join(lines))
    assert _numbers(HistoryFile(file.path), 3) == [1, 3]
    assert HistoryFile(file.path).settle(3) == 3
    assert file.path.read_bytes() == b"".join(lines), "what was damaged stays to be looked at"


@pytest.mark.parametrize("damage", [b"flip", b"end"])
def test_a_damaged_last_line_of_a_change_that_happened_is_not_thrown_away(
    tmp_path: Path, damage: bytes
) -> None:
    file = HistoryFile(tmp_path / "history.jsonl")
    for generation in range(2):
        file.append(_entry(generation + 1), generation)
    content = file.path.read_bytes()
    damaged = (
        content.replace(b"change 2", b"chance 2") if damage == b"flip" else content[:-1] + b"#"
    )
    file.path.write_bytes(damaged)
    other = HistoryFile(file.path)
    assert other.settle(2) == 1
    other.append(_entry(3), 2)
    assert file.path.read_bytes().startswith(damaged)
    assert _numbers(HistoryFile(file.path), 3) == [1, 3]


def test_what_never_happened_is_not_remembered_by_a_session_that_looks_late(
    tmp_path: Path,
) -> None:
    path = a_file(tmp_path)
    late, killed = FileStore.open(path), FileStore.open(path)
    killed.commit(note(killed, 1, notes="two"))
    # A third save is killed between its line of history and the file.
    HistoryFile(path.with_name("licenses.json.d") / "history.jsonl").append(_entry(3), 2)
    assert [entry.number for entry in late.history().entries] == [1, 2]
    other = FileStore.open(path)
    other.commit(note(other, 1, notes="three"))
    assert [entry.label for entry in late.history().entries][1:] == ["edit Jira", "edit Jira"]
    assert [entry.number for entry in late.history().aside] == [3]
    assert late.history() == other.history()


@pytest.mark.parametrize("rest", [b'rest of another line","x":1}\n', b'{"check":"12'])
def test_the_rest_of_a_torn_line_hides_no_line_set_aside(tmp_path: Path, rest: bytes) -> None:
    file = HistoryFile(tmp_path / "history.jsonl")
    file.append(_entry(1), 0)
    file.append(_entry(2), 1)
    whole = file.path.read_bytes()
    file.path.write_bytes(whole + rest)
    assert file.may_have_aside(1)
    assert HistoryFile(file.path).settle(1) == 2
    assert _both(file, 1) == ([1], [2])
    # A line that nobody can read may be one that was set aside; a rest of one is useless.
    assert file.path.read_bytes() == (whole + rest if rest.endswith(b"\n") else whole)


def test_a_long_line_is_found_from_the_end(tmp_path: Path) -> None:
    file = HistoryFile(tmp_path / "history.jsonl")
    file.append(_entry(1), 0)
    file.append(_entry(2, "x" * 300_000), 1)
    assert HistoryFile(file.path).settle(2) == 2
    assert HistoryFile(file.path).settle(1) == 2
    assert _numbers(file, 1) == [1]


def test_an_old_copy_put_back_by_hand_gives_no_number_twice(tmp_path: Path) -> None:
    path = a_file(tmp_path)
    old = path.read_bytes()
    store = FileStore.open(path)
    for text in ("one", "two", "three"):
        store.commit(note(store, 1, notes=text))
    path.write_bytes(old)
    store = FileStore.open(path)
    assert [entry.number for entry in store.history().entries] == [1]
    assert [entry.number for entry in store.set_aside()] == [2, 3, 4]
    assert store.commit(note(store, 1, notes="four")).number == 5
    again = FileStore.open(path)
    assert [entry.number for entry in again.history().entries] == [1, 5]
    assert [entry.number for entry in again.set_aside()] == [2, 3, 4]


def test_a_history_that_cannot_be_written_keeps_the_change_from_being_saved(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = a_file(tmp_path)
    store = FileStore.open(path)
    before, history = path.read_bytes(), store.history()
    real = os.fsync
    hits = []

    def fail(descriptor: int) -> None:
        if Path(f"/proc/self/fd/{descriptor}").readlink().name == "history.jsonl":
            hits.append(descriptor)
            raise OSError(28, "No space left on device")
        real(descriptor)

    with monkeypatch.context() as patched:
        patched.setattr(os, "fsync", fail)
        with pytest.raises(NotSavedError, match=r"disk full.*history"):
            store.commit(new_license("Confluence"))
    assert hits
    assert path.read_bytes() == before
    assert FileStore.open(path).history() == history
    store.commit(new_license("Confluence"))
    assert len(FileStore.open(path).history().entries) == 2


def test_a_history_that_cannot_be_read_is_said(tmp_path: Path) -> None:
    (tmp_path / "history.jsonl").mkdir()
    with pytest.raises(
        UnreadableError, match=r"history\.jsonl is a directory, where a file must be"
    ):
        HistoryFile(tmp_path / "history.jsonl").read(0)


@pytest.mark.parametrize("after", range(5))
def test_what_is_new_is_read_from_the_end(tmp_path: Path, after: int) -> None:
    file = HistoryFile(tmp_path / "history.jsonl")
    for generation in range(4):  # one of them longer than what is read at once
        file.append(_entry(generation + 1, "long" * 50_000 * (generation == 1)), generation)
    new = [entry.number for entry in file.newest(after, 4)]
    assert new == ([4] if after == 0 else list(range(after + 1, 5)))
    known = [entry.number for entry in file.newest(after, 3)]
    assert known == ([3] if after == 0 else list(range(after + 1, 4))), "4 is being saved"


def test_of_no_history_nothing_is_new(tmp_path: Path) -> None:
    assert HistoryFile(tmp_path / "history.jsonl").newest(0, 0) == ()


def test_lines_that_were_looked_at_are_not_read_again(tmp_path: Path) -> None:
    file = HistoryFile(tmp_path / "history.jsonl")
    file.append(_entry(1), 0)
    assert not file.may_have_aside(1)
    file.append(_entry(2), 1)
    assert file.may_have_aside(1)
    assert not file.may_have_aside(2)
    file.append(_entry(5), 2)  # what leaves numbers out, since there was no 3 and no 4
    assert file.may_have_aside(5)
    file.append(_entry(6), 5)
    assert file.may_have_aside(6), "once a number was left out, somebody has to look closer"
