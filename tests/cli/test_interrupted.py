"""Ctrl+C while something is imported: where Python itself would lose it."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from licensetui.cli.exits import INTERRUPTED

PRESSED = "import os, signal\ndef pressed(*_): os.kill(os.getpid(), signal.SIGINT)\n"
RUN = """
import sys
from licensetui.cli import entry, main
def parse(*_):
    {}
    raise SystemExit
entry.parse = parse
sys.exit(main())
"""
"""A run that does something as soon as all is loaded."""
MOMENTS = {
    "a line": "pressed()",
    "a class that is made": """
class Slow:
    def __set_name__(self, owner, name): pressed()
class Screen: slow = Slow()
""",
    "an object that goes": """
import weakref
class Gone: pass
gone = Gone()
watch = weakref.ref(gone, pressed)
del gone
""",
    "what catches all": """
try: pressed()
except: pass
""",
    "another import": "import within",
    "what follows another import": "import plain\npressed()",
}
"""Code of a module that is imported, in which Ctrl+C is pressed."""

Run = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture
def run(tmp_path: Path) -> Run:
    """Return what runs code where there is a module `loaded`, made of other code."""
    (tmp_path / "plain.py").touch()
    (tmp_path / "within.py").write_text(PRESSED + MOMENTS["an object that goes"])

    def ran(code: str, loaded: str = "") -> subprocess.CompletedProcess[str]:
        (tmp_path / "loaded.py").write_text(PRESSED + loaded)
        paths = f"import sys; sys.path.insert(0, {str(tmp_path)!r})\n"
        return subprocess.run(
            [sys.executable, "-c", f"{paths}{PRESSED}{code}"],
            capture_output=True,
            text=True,
            check=False,
            timeout=20,
        )

    return ran


@pytest.mark.parametrize("moment", MOMENTS)
def test_it_ends_the_process_at_once(run: Run, moment: str) -> None:
    done = run(RUN.format("import loaded; print('it went on')"), MOMENTS[moment])
    assert (done.returncode, done.stdout, done.stderr) == (INTERRUPTED, "", "")


@pytest.mark.parametrize("moment", MOMENTS)
def test_it_stays_ignored_where_it_was(run: Run, moment: str) -> None:
    """As for what a script starts in the background."""
    ignore = "signal.signal(signal.SIGINT, signal.SIG_IGN)"
    done = run(ignore + RUN.format("import loaded; print('it went on')"), MOMENTS[moment])
    assert (done.returncode, done.stdout, done.stderr) == (0, "it went on\n", "")


@pytest.mark.parametrize("loaded", ["", "1 / 0"])
def test_it_unwinds_what_is_under_way_once_all_is_imported(run: Run, loaded: str) -> None:
    """Also where that failed."""
    code = """
    try: import loaded
    except ZeroDivisionError: pass
    try: pressed()
    finally: print("unwound")
"""
    done = run(RUN.format(code.strip()), loaded)
    assert (done.returncode, done.stdout, done.stderr) == (INTERRUPTED, "unwound\n", "")


def test_who_listens_to_it_hears_it(run: Run) -> None:
    """As the screens do."""
    code = "signal.signal(signal.SIGINT, lambda *_: print('heard')); import loaded"
    done = run(RUN.format(code), MOMENTS["an object that goes"])
    assert (done.returncode, done.stdout, done.stderr) == (0, "heard\n", "")


def test_nothing_of_it_is_left_after_a_run(run: Run) -> None:
    """Who calls `main` in a program of their own has the signal back."""
    code = RUN.format("pass").replace("sys.exit(main())", "main()")
    done = run(f"{code}\nprint(signal.getsignal(signal.SIGINT) is signal.default_int_handler)")
    assert (done.returncode, done.stdout, done.stderr) == (0, "True\n", "")
