"""The benches run, and what they say of their targets is true. What they measure is no test."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.bench.store import Figures, main, verdicts


def test_the_store_bench_prints_a_row_for_each_file(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    main(["--in", str(tmp_path), "3", "40"])
    header, *rows = capsys.readouterr().out.splitlines()
    assert "edit/floor" in header
    assert [row.split()[0] for row in rows] == ["3", "40"]
    for row in rows:
        assert len(row.split()) == 8
        assert min(map(float, row.split()[2:])) > 0
    assert [entry.name for entry in tmp_path.iterdir()] == ["home"]


def test_a_target_is_met_or_not() -> None:
    said = list(verdicts(Figures(10_000, 5, opening=150.1, edit=20, floor=8, tinydb=201)))
    assert [line.rpartition(": ")[2] for line in said] == ["NOT MET", "met", "met"]
    said = list(verdicts(Figures(10_000, 5, opening=100, edit=21, floor=8, tinydb=200)))
    assert [line.rpartition(": ")[2] for line in said] == ["met", "NOT MET", "NOT MET"]
