"""Figures on pages: the tables say what was measured, and the rest of the page stays."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from tests.bench.beside import Beside
from tests.bench.page import PAGES, beside_table, place_of, sent_table, write
from tests.bench.terminal import Took

HELLO = Beside("hello", Took(0.2, 0.1), 5_297, 33.4)
OURS = Beside("licensetui", Took(0.3, 0.2), 3_684, 64.3, 633, 11.6, {64: 0.23, 256: 0.02})


def test_programs_stand_side_by_side() -> None:
    lines = beside_table([OURS, HELLO], HELLO).splitlines()
    assert lines[0] == "| 80x24, 1,000 entries | licensetui | hello |"
    still = beside_table([replace(OURS, arrow=0)], HELLO).splitlines()
    assert "| an arrow key, bytes |  |" in still, "what it does not move says nothing"
    assert "| first screen, bytes | 3,684 | 5,297 |" in lines
    assert "| an arrow key, bytes | 633 |  |" in lines
    assert "| a key held for 3 s at 64 kbit/s runs on for | 0.23 s |  |" in lines
    assert "| start, next to an empty Textual program | 1.5 times | 1 times |" in lines


def test_what_is_sent_has_a_column_for_each_size() -> None:
    table = sent_table({"first screen": {(80, 24): 3_684, (120, 40): 7_064}, "]": {(80, 24): 9.6}})
    assert table.splitlines()[0] == "| bytes | 80x24 | 120x40 |"
    assert table.splitlines()[2:] == ["| first screen | 3,684 | 7,064 |", "| ] | 10 |  |"]


@pytest.mark.parametrize("part", PAGES)
def test_a_table_is_put_into_its_page_and_the_rest_stays(part: str, tmp_path: Path) -> None:
    text = PAGES[part].read_text("utf-8")
    page = tmp_path / "page.md"
    page.write_text(text, "utf-8")
    write(part, "| a |\n|---|\n", page)
    before, after = place_of(part).split(text)
    assert page.read_text("utf-8") == f"{before}| a |\n|---|\n{after}"
    assert "bench" in before
