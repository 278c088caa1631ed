"""A copy of the package in which something is added, to see what else that would cost."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import licensetui


def copy_of_package(folder: Path) -> Path:
    """Return a copy of the package in a folder."""
    copy = folder / "licensetui"
    source = Path(licensetui.__file__).parent
    shutil.copytree(source, copy, ignore=shutil.ignore_patterns("__pycache__"))
    return copy


def put_before(file: Path, known: str, added: str) -> None:
    """Add a text to a file, before one that stands in it once."""
    text = file.read_text()
    assert text.count(known) == 1
    file.write_text(text.replace(known, f"{added}{known}"))


def python(folder: Path, *arguments: str) -> str:
    """Run Python with the package in a folder, and return what it printed."""
    environment = {**os.environ, "PYTHONPATH": str(folder), "LICENSETUI_TODAY": "2026-11-23"}
    done = subprocess.run(
        [sys.executable, *arguments],
        cwd=folder,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert not done.returncode, done.stderr
    return done.stdout
