"""The program as a process of its own, as users, cron and scripts start it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

from licensetui.domain.portfolio import Portfolio
from licensetui.store.filestore import FileStore
from tests.store.changes import all_new

ROOT = Path(__file__).parents[2]


def start(*arguments: str, **environ: str) -> subprocess.CompletedProcess[bytes]:
    """Run the program without a terminal on 2026-11-22, with more of an environment if given."""
    kept = ("HOME", "PATH", "XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_STATE_HOME")
    settled = {"LICENSETUI_TODAY": "2026-11-22T10:31", "TERM": "xterm-256color", "LANG": "C.UTF-8"}
    inherited = {name: os.environ[name] for name in kept if name in os.environ}
    return subprocess.run(
        [sys.executable, "-m", "licensetui", *arguments],
        cwd=ROOT,
        env={**inherited, **settled, **environ},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        timeout=30,
        check=False,
    )


def printed(*arguments: str, **environ: str) -> str:
    """Return what a run prints that must go well and must not complain."""
    result = start(*arguments, **environ)
    assert result.stderr.decode() == ""
    assert result.returncode == 0
    return result.stdout.decode()


def records(*arguments: str, **environ: str) -> list[dict[str, Any]]:
    """Return the objects that a run with `--json` prints, one a line."""
    return [json.loads(line) for line in printed(*arguments, "--json", **environ).splitlines()]


def refused(code: int, *arguments: str, **environ: str) -> str:
    """Return the one sentence of a run that must end with `code` and print nothing else."""
    result = start(*arguments, **environ)
    said = result.stderr.decode()
    assert result.returncode == code, said
    assert result.stdout == b""
    assert said.startswith("licensetui: ")
    assert said.count("\n") == 1
    return said.removeprefix("licensetui: ").rstrip("\n")


def a_file_of(path: Path, portfolio: Portfolio) -> str:
    """Write a portfolio whose ids count from 1 to a file, and return its path."""

    FileStore.open(path).commit(all_new(portfolio))
    return str(path)
