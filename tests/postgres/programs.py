"""PostgreSQL's programs: where they are on this machine, and how they are run, also by root."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from pathlib import Path
from typing import IO, Any

USER = "postgres"
"""The account that runs servers when we are root, which they refuse to be run by."""
AS_USER: dict[str, Any] = (
    {"user": USER, "group": USER, "extra_groups": []} if os.geteuid() == 0 else {}
)
"""To begin a process as that account."""


def programs() -> Path | None:
    """Return the directory with the programs, of the newest release; None without any."""
    debian = Path("/usr/lib/postgresql").glob("*/bin/initdb")
    if newest := max(debian, key=_release, default=None):
        return newest.parent
    found = shutil.which("initdb")
    return Path(os.path.realpath(found)).parent if found else None


def run(program: str, *arguments: str | Path) -> None:
    """Run a program to its end. Raises `RuntimeError` with what it said if that is a failure."""
    with tempfile.TemporaryFile() as said:
        process = begun(program, *arguments, log=said)
        if process.wait():
            said.seek(0)
            raise RuntimeError(f"{program} failed: {said.read().decode(errors='replace')}")


def begun(program: str, *arguments: str | Path, log: IO[bytes]) -> subprocess.Popen[bytes]:
    """Begin a program, which says in `log` what it has to say."""
    directory = programs()
    assert directory
    return subprocess.Popen(
        [directory / program, *arguments],
        stdout=log,
        stderr=log,
        cwd="/",
        start_new_session=True,  # a key that interrupts the test is not for the server
        **AS_USER,
    )


def give(folder: Path) -> None:
    """Let whoever runs servers make files in a folder of ours."""
    if os.geteuid() == 0:
        shutil.chown(folder, USER)


def _release(path: Path) -> tuple[int, ...]:
    return tuple(int(part) for part in path.parts[-3].split(".") if part.isdigit())
