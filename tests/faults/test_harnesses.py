"""The harnesses themselves: their model of a disk, their exit code, what they print."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from licensetui.domain.change import Change, Edit
from licensetui.domain.history import History
from licensetui.store.file.filestore import FileStore
from licensetui.store.taking_back import reverting
from tests.faults import __main__ as program
from tests.faults import chance_keys, stock, terminal
from tests.faults.disk_model import (
    Bind,
    Disk,
    Operation,
    Resize,
    Sync,
    Tree,
    Write,
    after_power_cut,
)
from tests.faults.files import edit, new_file
from tests.faults.outcome import Run, Tally, Wrong

EMPTY = Disk({0: {}}, {})
MADE = Bind(((0, "new", 1),))
WRITTEN = Write(1, 0, b"abcd")
RENAMED = Bind(((0, "new", None), (0, "file", 1)))


def _possible(*done: Operation, disk: Disk = EMPTY) -> list[Tree]:
    found: list[Tree] = []
    for tree in after_power_cut(disk, done, 100, random.Random(1)):  # noqa: S311
        if tree not in found:
            found.append(tree)
    return found


def test_what_was_not_synced_may_be_there_or_not_in_part_or_as_zeros() -> None:
    contents = [tree.get("new") for tree in _possible(MADE, Sync(0), WRITTEN)]
    assert set(contents) == {b"", b"abcd", b"ab", b"\0\0\0\0", b"\0\0cd"}
    assert _possible(MADE, Sync(0), WRITTEN, Sync(1)) == [{"new": b"abcd"}]


def test_pieces_written_one_behind_the_other_are_one() -> None:
    pieces = (Write(1, 0, b"ab"), Write(1, 2, b"cd"))
    assert _possible(MADE, Sync(0), *pieces) == _possible(MADE, Sync(0), WRITTEN)


def test_a_name_is_certain_only_after_its_directory_was_synced() -> None:
    assert _possible(MADE, WRITTEN, Sync(1)) == [{}, {"new": b"abcd"}]
    disk = Disk({0: {"file": 2}}, {2: b"old"})
    done = (MADE, WRITTEN, Sync(1), Sync(0), RENAMED)
    before: Tree = {"file": b"old", "new": b"abcd"}
    assert _possible(*done, disk=disk) == [before, {"file": b"abcd"}]
    assert _possible(*done, Sync(0), disk=disk) == [{"file": b"abcd"}]


def test_what_was_cut_off_may_be_back() -> None:
    disk = Disk({0: {"file": 1}}, {1: b"abcdef"})
    contents = [tree["file"] for tree in _possible(Resize(1, 2), disk=disk)]
    assert contents == [b"abcdef", b"ab"]


def test_a_table_of_the_figures_is_written(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    table = tmp_path / "figures.md"
    arguments = ["stock", "--seconds", "0.3", "--place", str(tmp_path), "--markdown", str(table)]
    assert program.main(arguments) == 0
    assert "lost 0" in capsys.readouterr().out
    heads, _, row = table.read_text().splitlines()
    assert heads.startswith("| harness | tries | confirmed | lost | unreadable | stuck locks |")
    assert row.startswith("| stock: a stock TinyDB that writes into the file | ")


@pytest.mark.parametrize("control", [None, Tally("without anything", tries=7)])
def test_something_lost_and_a_silent_control_end_with_1(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], control: Tally | None
) -> None:
    def run(run: Run) -> Tally:
        tally = Tally("stock", tries=1)
        if control:
            tally.must_fail(control)
        else:
            tally.add(Wrong.LOST, "an edit")
        return tally

    monkeypatch.setattr(stock, "run", run)
    assert program.main(["stock"]) == 1
    said = capsys.readouterr().out
    assert ("the control without anything was not caught" if control else "lost: an edit") in said


def test_a_harness_that_cannot_run_says_so(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(stock, "run", lambda run: Tally("stock", skipped="there is no disk"))
    assert program.main(["stock"]) == 0
    assert capsys.readouterr().out == "stock     SKIPPED: there is no disk\n"


def test_chance_sends_neither_the_keys_that_leave_nor_anything_else_in_their_place() -> None:
    chance = random.Random(1)  # noqa: S311
    sent = [chance_keys.something(chance) for _ in range(3_000)]
    assert not [some for some in sent if some in (b"q", chance_keys.QUIT)]
    assert {b"\r", b"\x1b[A", b"D", b"\x12"} <= set(sent), "commands are among them"


def test_a_history_makes_the_records_of_its_file_of_nothing(tmp_path: Path) -> None:
    path = new_file(tmp_path, 3)
    store = FileStore.open(path)
    store.commit(edit(store, 2, notes="x", seats=None))
    *_, third = store.portfolio.licenses
    store.commit(Change("remove", (Edit(third, None),)))
    store.commit(reverting(store, 2))
    assert terminal.replayed(store.history()) == terminal.records(store.portfolio)
    lost = History(store.history().entries[:-1])
    assert terminal.replayed(lost) != terminal.records(store.portfolio)
