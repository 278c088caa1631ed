"""A defect that ends the program: the exit code, what it says, and the terminal it leaves."""

from __future__ import annotations

import fcntl
import os
import re
import signal
import struct
import sys
import termios
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from licensetui.cli import entry, exits, main
from licensetui.store.file.filestore import FileStore
from tests.store.changes import a_file
from tests.tui.window import PROGRAM, Window, plain
from tests.vendors.keys_made import a_key

DEFECTS = {
    "in a key": """
from licensetui.tui.screens.sheet import Sheet
Sheet.action_form_help = lambda self: 1 / 0
""",
    "in the thread that reads": """
from licensetui.tui.terminal.keys import EventReader
kept = EventReader.events
EventReader.events = lambda self, piece: kept(self, piece) if piece.text != "\\x07" else 1 / 0
""",
    "in a timer": """
from licensetui.tui.session import Session
from licensetui.tui.screens.sheet import Sheet
Session.fail = lambda self: 1 / 0
Sheet.action_form_help = lambda self: self.set_timer(0.1, self.session.fail)
""",
}
"""Defects, each of which Ctrl+G in a form brings out."""
START = "import sys\n{}\nfrom licensetui.cli import main\nsys.exit(main())\n"


@pytest.fixture
def open_window() -> Iterator[Callable[..., Window]]:
    windows: list[Window] = []

    def opened(*command: str) -> Window:
        windows.append(Window(*command))
        return windows[-1]

    yield opened
    for window in windows:
        window.clean_up()


@pytest.mark.parametrize("defect", DEFECTS)
def test_a_defect_ends_it_with_its_own_code_and_the_draft_is_kept(
    open_window: Callable[..., Window], tmp_path: Path, defect: str
) -> None:
    path = a_file(tmp_path)
    window = open_window(
        sys.executable, "-c", START.format(DEFECTS[defect]), "--file", str(path), "--no-dns"
    )
    window.shows("1 Dashboard", "q Quit")
    window.press("2nHalf typed")
    window.shows("not saved yet")
    time.sleep(0.8)  # what is typed is on the disk within a second
    os.write(window.master, b"\x07")
    assert window.exit_code(5) == exits.DEFECT == 70
    assert window.is_restored()
    said = re.sub(r"\s+", " ", plain(window.seen))
    assert "ZeroDivisionError" in said
    assert "a bug ended the program" in said
    (draft,) = FileStore.open(path).drafts.left_behind()
    assert draft.texts["name"] == "Half typed"
    (journal,) = (tmp_path / "licenses.json.d" / "drafts").iterdir()
    assert str(journal) in said.replace(" ", "")
    assert not window.seen.rpartition("the next start offers it")[2].count("\x1b[?1049h")


def test_a_defect_while_a_license_key_is_read_shows_nothing_of_the_key(
    open_window: Callable[..., Window], tmp_path: Path
) -> None:
    """Textual shows the values of all that was under way: the paste was among them."""
    defect = """
from licensetui.tui.screens import license_key
license_key.fitting = lambda key, portfolio: 1 / 0
"""
    window = open_window(
        sys.executable, "-c", START.format(defect), "--file", str(a_file(tmp_path)), "--no-dns"
    )
    window.shows("1 Dashboard", "q Quit")
    window.press("2K")
    window.shows("Paste the license key here")
    key = a_key()
    os.write(window.master, f"\x1b[200~{key}\x1b[201~".encode())
    assert window.exit_code(5) == exits.DEFECT
    said = re.sub(r"\s+", "", plain(window.seen))
    assert "ZeroDivisionError" in said
    assert [line for line in key.splitlines() if line[:12] in said] == []
    everything = b"".join(x.read_bytes() for x in tmp_path.rglob("*") if x.is_file())
    assert key[:20].encode() not in everything


def test_a_defect_of_a_command_is_no_finding(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """It ended with 1, which is what `check --exit-code` says of a wrong address."""
    monkeypatch.setattr(entry, "parse", lambda *_: 1 / 0)
    assert main(["list"]) == 70
    said = capsys.readouterr().err
    assert "ZeroDivisionError" in said
    assert "this is a bug in licensetui" in said


READY = "\x05here\x05"
BEGIN = f"import licensetui.cli; sys.stderr.write({READY!r}); sys.stderr.flush()"


@pytest.mark.parametrize(
    ("number", "code"), [(signal.SIGHUP, 129), (signal.SIGINT, 130), (signal.SIGTERM, 143)]
)
@pytest.mark.parametrize("after", [0.05, 0.1, 0.2, 0.3, 0.4, 0.55, 0.7])
def test_an_end_while_the_first_screen_comes_is_an_end_like_any_other(
    open_window: Callable[..., Window], number: int, code: int, after: float
) -> None:
    window = open_window(sys.executable, "-c", START.format(BEGIN), "--demo")
    window.until(lambda: READY in window.seen, "the start")
    end = time.monotonic() + after
    while time.monotonic() < end:
        window.read(0.01)
    window.process.send_signal(number)
    assert window.exit_code(3) in (code, -number)  # the signal itself, as long as nothing is shown
    assert "Traceback" not in window.seen
    assert window.is_restored() or "?1049h" not in window.seen


ENDED = """
import os, signal
from {module} import {owner}
kept = {owner}.{method}
def ended(*arguments, **options):
    os.kill(os.getpid(), {number})
    return kept(*arguments, **options)
{owner}.{method} = ended
"""
FIRST = {
    "before there are screens": ("licensetui.tui.session", "Session", "__init__"),
    "before signals are handled": ("licensetui.tui.signals", "Signals", "handled"),
}
"""Moments at which SIGTERM ends it as it ends any process."""
MOMENTS = {
    **FIRST,
    "before the loop": ("licensetui.tui.app", "LicenseTui", "run_async"),
    "before the first screen": ("licensetui.tui.app", "LicenseTui", "get_default_screen"),
    "before its panels": ("licensetui.tui.views.dashboard", "Dashboard", "compose"),
}


@pytest.mark.parametrize("moment", MOMENTS)
@pytest.mark.parametrize(("number", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
def test_an_end_as_it_starts_is_an_end_like_any_other(
    open_window: Callable[..., Window], moment: str, number: int, code: int
) -> None:
    """Once it ended with tracebacks and 1: widgets looked for what was never made."""
    module, owner, method = MOMENTS[moment]
    before = ENDED.format(module=module, owner=owner, method=method, number=int(number))
    window = open_window(sys.executable, "-c", START.format(before), "--demo")
    is_left_alone = moment in FIRST and number == signal.SIGTERM
    assert window.exit_code(5) == (-number if is_left_alone else code)
    assert "Traceback" not in window.seen
    assert "NoMatches" not in window.seen
    assert window.is_restored() or (moment in FIRST and "?1049h" not in window.seen)


def test_a_byte_of_another_encoding_and_a_size_without_pixels_end_nothing(
    open_window: Callable[..., Window],
) -> None:
    window = open_window(*PROGRAM, "--demo")
    window.shows("1 Dashboard", "q Quit")
    window.press("")
    os.write(window.master, b"\xe9\x1b[48;24;80;0;0t\x1b[<0;5;5M\x1b[<0;5;5m\x1b[1114112u")
    window.press("2")
    window.shows("Licenses: 18 of 19")
    window.press("\x11")
    assert window.exit_code(2) == 0
    assert window.is_restored()


def test_a_paste_whose_end_was_lost_does_not_swallow_the_key_that_leaves(
    open_window: Callable[..., Window],
) -> None:
    window = open_window(*PROGRAM, "--demo")
    window.shows("1 Dashboard", "q Quit")
    window.press("\x1b[200~half a paste")
    window.press("\x11")
    assert window.exit_code(3) == 0


def test_a_terminal_that_says_it_is_huge_is_drawn_as_far_as_one_can_look(
    open_window: Callable[..., Window],
) -> None:
    window = open_window(*PROGRAM, "--demo")
    window.shows("1 Dashboard", "q Quit")
    for columns, lines in ((65535, 65535), (0, 0), (1, 1), (80, 24)):
        fcntl.ioctl(window.slave, termios.TIOCSWINSZ, struct.pack("HHHH", lines, columns, 0, 0))
        window.settle()
    window.press("2")
    window.shows("Licenses: 18 of 19")
    window.press("\x11")
    assert window.exit_code(2) == 0


def test_nothing_that_python_would_still_do_keeps_the_shell_waiting(
    open_window: Callable[..., Window],
) -> None:
    """It ended with 142 on a busy machine: an alarm came while Python took all of it apart."""
    slow = """
import time
class Slow:
    def __del__(self, sleep=time.sleep):
        sleep(2.5)
import licensetui
licensetui.slow = Slow()
"""
    window = open_window(sys.executable, "-c", START.format(slow), "--demo")
    window.shows("1 Dashboard", "q Quit")
    window.process.send_signal(signal.SIGTERM)
    assert window.exit_code(2.4) == 143
    assert window.is_restored()
