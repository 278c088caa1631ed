"""A line of 2 kbit/s on which everything takes half a second longer, as by satellite."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.bench.screens import environ_of
from tests.bench.terminal import Terminal

pytestmark = pytest.mark.skipif(
    not Path("/proc/self/schedstat").exists(), reason="it reads in /proc"
)

RATE, DELAY = 250.0, 0.5
"""Bytes that the line carries in a second, and seconds until an answer is back."""
SIZE = (60, 20)


@pytest.fixture
def line(tmp_path: Path) -> Iterator[Terminal]:
    """The program at the other end of that line, once its first screen has come."""
    program = str(Path(sys.executable).with_name("licensetui"))
    command = (program, "--demo", "--no-dns")
    with Terminal(command, environ_of(tmp_path), size=SIZE, rate=RATE, delay=DELAY) as terminal:
        terminal.until("Due: ", "Quit")
        yield terminal


def test_keys_are_obeyed_while_the_screen_comes_and_a_held_one_does_not_run_on(
    line: Terminal,
) -> None:
    """What 90 keys would draw, a frame each, would come for three minutes."""
    line.press("2")
    line.until("Licenses: ")
    released = line.hold("j", 3.0, 1 / 30)
    shown = line.until_still()
    assert shown - released < 12


def test_who_leaves_before_all_has_come_leaves_no_answer_to_the_shell(line: Terminal) -> None:
    line.press("2")
    time.sleep(0.5)
    line.press("q")
    assert line.unanswered() == 0
