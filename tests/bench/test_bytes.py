"""A key sends no more than it may: over a thin line bytes are what one waits for. No times."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from tests.bench import terminal
from tests.bench.portfolios import written
from tests.bench.screens import environ_of
from tests.bench.strokes import FIRST, MOST, first_frame, in_the_middle, strokes
from tests.bench.terminal import Terminal


@pytest.mark.skipif(not Path("/proc/self/schedstat").exists(), reason="it reads in /proc")
def test_frames_and_keys_send_few_bytes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """On a terminal of 80x24, with 1,000 licenses; a busy machine may split a frame in two."""
    monkeypatch.setattr(terminal, "QUIET", 0.2)
    path = written(1_000, tmp_path / "file")
    program = str(Path(sys.executable).with_name("licensetui"))
    command = (program, "--no-dns", "--file", str(path))
    with Terminal(command, environ_of(tmp_path)) as running:
        sent, text = first_frame(running)
        found = list(strokes(running, turns=1))
    middle = in_the_middle(found)
    assert middle.keys() == MOST.keys()
    too_many = {kind: sent for kind, sent in middle.items() if sent > MOST[kind]}
    assert not too_many
    assert sent <= FIRST * text
