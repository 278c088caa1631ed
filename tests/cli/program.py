"""The program as a process of its own, as users, cron and scripts start it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Mapping
from importlib import import_module
from pathlib import Path
from pkgutil import walk_packages
from typing import Any

import licensetui
from licensetui.addresses.check import check
from licensetui.addresses.known import KnownAddresses
from licensetui.cli import main
from licensetui.domain.portfolio import Portfolio
from licensetui.store.file.filestore import FileStore
from tests.forks import forked
from tests.store.changes import all_new

ROOT = Path(__file__).parents[2]
TODAY = "2026-11-22T10:31"

# Each run is a copy of this process: what is there already need not be made again by each of them.
for _module in walk_packages(licensetui.__path__, "licensetui."):
    if not _module.name.startswith(("licensetui.tui", "licensetui.__main__")):
        import_module(_module.name)
check("it-support@gmial.con", KnownAddresses.of(Portfolio()))


def start(*arguments: str, **environ: str) -> subprocess.CompletedProcess[bytes]:
    """Run the program without a terminal on 2026-11-22, with more of an environment if given."""
    return fed(b"", *arguments, **environ)


def fed(typed: bytes, /, *arguments: str, **environ: str) -> subprocess.CompletedProcess[bytes]:
    """Run the program like `start`; its standard input is what is `typed`."""
    kept = ("HOME", "PATH", "XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_STATE_HOME")
    settled = {"LICENSETUI_TODAY": TODAY, "TERM": "xterm-256color", "LANG": "C.UTF-8"}
    inherited = {name: os.environ[name] for name in kept if name in os.environ}
    environment = {**inherited, **settled, **environ}
    if not any(name.startswith(("PYTHON", "LANG", "LC_")) for name in environ):
        return copied(lambda: main(arguments), environment, typed)
    return subprocess.run(
        [sys.executable, "-m", "licensetui", *arguments],
        cwd=ROOT,
        env=environment,
        input=typed,
        capture_output=True,
        timeout=30,
        check=False,
    )


def copied(
    run: Callable[[], int], environment: Mapping[str, str], typed: bytes = b""
) -> subprocess.CompletedProcess[bytes]:
    """Run the program in a copy of this process: Python and the imports are there already."""
    with (
        tempfile.TemporaryFile() as read,
        tempfile.TemporaryFile() as out,
        tempfile.TemporaryFile() as err,
    ):
        read.write(typed)
        read.seek(0)
        streams = read.fileno(), out.fileno(), err.fileno()
        code = forked(run, environment, streams)
        out.seek(0)
        err.seek(0)
        return subprocess.CompletedProcess((), code, out.read(), err.read())


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
