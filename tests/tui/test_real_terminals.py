"""Real terminals show what our emulator shows of the same bytes: tmux, and xterm if it is here."""

from __future__ import annotations

import json
import os
import shlex
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest

KEYS = [
    *("\x1b[B",) * 9,
    *("]", "]", "[", "2"),
    *("\x1b[B",) * 14,
    *("\x1b[A",) * 3,
    *("/", "j", "i", "r", "\r", "\x1b", "3", "4", "5", "1", "?", "\x1b", "2", "e"),
    *("日本", "é", "\t", "a", "\x1b", ":", "\x1b", "3", "n", "Zoe", "\x1b", "1"),
]
"""A walk: lists that scroll, weeks, find, screens, help, a form with wide characters."""
TERMS = (
    *("screen", "screen-256color", "linux", "vt100"),
    *("tmux-256color COLORTERM=truecolor", "xterm-256color COLORTERM=truecolor"),
)
"""What tmux may be called, and what else of the environment says what it can."""
LONG = 120.0
"""Seconds in which a walk must be over."""


def walked(report: Path, process: subprocess.Popen[bytes] | None = None) -> dict[str, object]:
    """Wait for the end of a walk, and return its report."""
    end = time.monotonic() + LONG
    while time.monotonic() < end:
        if report.exists() and (text := report.read_text()):
            found: dict[str, object] = json.loads(text)
            if found["compared"] == len(KEYS) + 1:
                return found
        assert process is None or process.poll() is None, "the terminal has ended"
        time.sleep(0.2)
    raise AssertionError(f"not at its end: {report.exists() and report.read_text()}")


@pytest.fixture
def _home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("DATA", "CONFIG", "STATE", "CACHE"):
        monkeypatch.setenv(f"XDG_{name}_HOME", str(tmp_path))
    for name in ("TMUX", "COLORTERM", "NO_COLOR"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("LANG", "C.UTF-8")
    monkeypatch.setenv("TMUX_TMPDIR", str(tmp_path))


def relay(report: Path, bce: str, how: str) -> list[str]:
    """Return what is to be run in the terminal."""
    walk = (str(report), bce, how, json.dumps(KEYS), "--demo", "--no-dns")
    return [sys.executable, "-m", "tests.tui.relayed", *walk]


@pytest.mark.skipif(not shutil.which("tmux"), reason="no tmux here")
@pytest.mark.usefixtures("_home")
def test_tmux_shows_what_the_emulator_shows(tmp_path: Path) -> None:
    """With and without `bce`: tmux itself erases in the background of the moment, all the same.

    Each `TERM` has a session of its own, all at the same time: a walk waits more than it computes.
    """
    tmux = ("tmux", "-L", f"licensetui{os.getpid()}", "-f", "/dev/null")
    subprocess.run([*tmux, "set", "-g", "status", "off", ";", "new", "-d"], check=True)
    try:
        for term in TERMS:
            name, _, colors = term.partition(" ")
            how = shlex.join([*tmux, "capture-pane", "-e", "-p", "-N", "-t", f"={name}:"])
            walk = shlex.join(relay(tmp_path / name, "bce", how))
            session = ("new", "-d", "-s", name, "-x", "80", "-y", "24")
            subprocess.run([*tmux, *session, f"env TERM={name} {colors} {walk}"], check=True)
        for term in TERMS:
            found = walked(tmp_path / term.partition(" ")[0])
            assert (term, found) == (term, {"compared": len(KEYS) + 1, "unequal": []})
    finally:
        subprocess.run([*tmux, "kill-server"], check=False)


@pytest.mark.skipif(not (shutil.which("xterm") and shutil.which("Xvfb")), reason="no xterm here")
@pytest.mark.usefixtures("_home")
def test_xterm_shows_what_the_emulator_shows(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its text, which it prints when it is asked to."""
    report, printed = tmp_path / "report", tmp_path / "printed"
    read, write = os.pipe()
    server = subprocess.Popen(
        ["Xvfb", "-displayfd", str(write), "-screen", "0", "1280x800x24"], pass_fds=(write,)
    )
    os.close(write)
    try:
        monkeypatch.setenv("DISPLAY", f":{os.read(read, 20).decode().strip()}")
        resources = (f"*printerCommand: cat > {printed}", "*printAttributes: 0")
        options = [x for resource in resources for x in ("-xrm", resource)]
        command = [
            "xterm",
            "-u8",
            "-geometry",
            "80x24",
            *options,
            "-xrm",
            "*printerAutoClose: true",
        ]
        with subprocess.Popen([*command, "-e", *relay(report, "bce", str(printed))]) as xterm:
            try:
                assert walked(report, xterm) == {"compared": len(KEYS) + 1, "unequal": []}
            finally:
                xterm.terminate()
    finally:
        os.close(read)
        server.terminate()
        server.wait()
