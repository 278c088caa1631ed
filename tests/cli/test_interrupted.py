"""Ctrl+C while something is imported: where Python itself would lose it."""

from __future__ import annotations

import os
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
            env={**os.environ, "PYTHONUNBUFFERED": ""},
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


def test_what_was_printed_before_is_there(run: Run) -> None:
    done = run(RUN.format("print('so far'); import loaded"), MOMENTS["an object that goes"])
    assert (done.returncode, done.stdout, done.stderr) == (INTERRUPTED, "so far\n", "")


def test_it_unwinds_at_the_very_end_too(run: Run) -> None:
    end = "from licensetui.cli.results import Results; Results.end = pressed"
    done = run(RUN.format(end))
    assert (done.returncode, done.stdout, done.stderr) == (INTERRUPTED, "", "")


def test_a_program_that_calls_it_while_it_is_imported_itself_is_unwound(
    run: Run, tmp_path: Path
) -> None:
    pressed = "try: pressed()\n    finally: print('unwound')"
    (tmp_path / "host.py").write_text(PRESSED + RUN.format(pressed))
    done = run("import host")
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


ASKED = """
import asyncio, sys
from types import SimpleNamespace
from licensetui.cli import asking
class Servers:
    doubt = ""
    async def ask(self, name):
        await asyncio.sleep(0)
        return SimpleNamespace(is_asked=True, why="")
    def known(self, name): return None
    def close(self): print("closed")
asking.MailServers = Servers
steps = [0]
def watch(frame, event, _):
    if event == "call" and frame.f_code is asyncio.Handle._run.__code__:
        steps[0] += 1
        if steps[0] == {step}:
            sys.settrace(None)
            pressed()
def ask():
    sys.settrace(watch)
    return asking.ask_about([f"d{{n}}.com" for n in range(400)], sys.stderr)
"""
"""Presses Ctrl+C as a step of the loop begins that asks name servers."""


@pytest.mark.parametrize("step", [2, 3, 10, 40, 41, 42, 43, 44, 200])
def test_questions_end_and_keep_their_answers_whatever_the_loop_is_at(run: Run, step: int) -> None:
    """What the loop was about to run was lost, and it waited for that forever."""
    said = "answers = ask(); print(answers.is_whole); raise KeyboardInterrupt"
    done = run(ASKED.format(step=step) + RUN.format(said))
    assert (done.returncode, done.stdout, done.stderr) == (INTERRUPTED, "closed\nFalse\n", "")
