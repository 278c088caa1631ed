"""The program on real pseudo-terminals: ended, closed, stopped and continued from outside."""

from __future__ import annotations

import asyncio
import fcntl
import inspect
import os
import signal
import struct
import termios
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from licensetui.clock import clock_from
from licensetui.domain.portfolio import Portfolio
from licensetui.domain.settings import Settings
from licensetui.store.memory import MemoryStore
from licensetui.tui.app import LicenseTui
from licensetui.tui.screens.license_editor import LicenseEditor
from licensetui.tui.session import Session
from licensetui.tui.signals import LAST_WORDS, LOOK, PATIENCE
from tests.tui.window import PROGRAM, Window, is_over, jobs_of, plain, waited_for_others

SOON = 1.0
"""Seconds in which it must be gone; 0.2 here when nothing else runs."""
NOT_HERE = "no shell here"
DRAWN = ("1 Dashboard", "Due:", "! 30 days", "q Quit")
"""What stands on the dashboard, from the first line to the last."""


@pytest.fixture
def open_window() -> Iterator[Callable[..., Window]]:
    windows: list[Window] = []

    def opened(*arguments: str, **how: Any) -> Window:
        window = Window(*PROGRAM, *arguments, **how)
        windows.append(window)
        window.shows(*DRAWN)
        return window

    yield opened
    for window in windows:
        window.clean_up()


@pytest.fixture
def shell() -> Iterator[Window]:
    """A shell with the program as its job, on the dashboard."""
    window = Window("/bin/sh", "-c", "exec bash --norc --noprofile -i")
    try:
        window.press(f"PS1='$ '; {' '.join(PROGRAM)} --demo\n")
        window.shows(*DRAWN)
        yield window
    finally:
        for job in jobs_of(window.process.pid):
            os.kill(job, signal.SIGKILL)
        window.clean_up()


Open = Callable[..., Window]


@pytest.mark.parametrize(
    ("number", "code"), [(signal.SIGHUP, 129), (signal.SIGINT, 130), (signal.SIGTERM, 143)]
)
def test_a_signal_ends_it_and_leaves_the_terminal_as_it_was(
    open_window: Open, number: int, code: int
) -> None:
    window = open_window("--demo")
    assert not window.is_restored()
    window.process.send_signal(number)
    assert window.exit_code(SOON) == code
    assert window.is_restored()
    assert "Traceback" not in window.seen


def test_it_ends_from_a_form_with_something_typed_in_it(open_window: Open, tmp_path: Path) -> None:
    window = open_window("--file", str(tmp_path / "licenses.json"))
    window.press("2")
    window.shows("Licenses: 0")
    window.press("nJira")
    window.shows("Jira", "not saved yet")
    window.process.send_signal(signal.SIGTERM)
    assert window.exit_code(SOON) == 143
    assert window.is_restored()


@pytest.mark.parametrize(
    ("ignored", "control"),
    [
        pytest.param((), True, id="with SIGHUP"),
        pytest.param((signal.SIGHUP,), True, id="SIGHUP ignored"),
        pytest.param((), False, id="no controlling terminal"),
    ],
)
def test_a_closed_terminal_ends_it_and_nothing_spins(
    open_window: Open, ignored: tuple[int, ...], control: bool
) -> None:
    window = open_window("--demo", ignored=ignored, control=control)
    closed = time.monotonic()
    window.close()
    ended, waited = 0, 0.0
    while not ended:
        waited = max(waited, waited_for_others(window.process.pid))
        assert time.monotonic() < closed + LOOK + SOON + waited
        time.sleep(0.02)
        ended, status, used = os.wait4(window.process.pid, os.WNOHANG)
    window.process.returncode = os.waitstatus_to_exitcode(status)
    assert window.process.returncode == 129
    assert used.ru_utime + used.ru_stime < 1.5  # of which 0.5 to start


def test_an_ignored_hangup_is_ignored_while_the_terminal_is_there(open_window: Open) -> None:
    window = open_window("--demo", ignored=(signal.SIGHUP,))
    window.process.send_signal(signal.SIGHUP)
    window.press("2")
    window.shows("Licenses: 18 of 19")
    window.process.send_signal(signal.SIGTERM)
    assert window.exit_code(SOON) == 143


def fill(window: Window) -> None:
    """Have it draw more than fits, with nobody reading: it then waits to write the rest."""
    for number in range(20):
        size = struct.pack("HHHH", 24, 80 + number, 0, 0)
        fcntl.ioctl(window.slave, termios.TIOCSWINSZ, size)
        window.process.send_signal(signal.SIGWINCH)
        os.write(window.master, b"12"[number % 2 :][:1])
        time.sleep(0.02)


def test_a_connection_that_first_hangs_and_then_drops_ends_it(open_window: Open) -> None:
    window = open_window("--demo")
    fill(window)
    window.close()
    assert window.exit_code(SOON) == 129


def test_a_terminal_that_takes_nothing_any_more_does_not_keep_it(open_window: Open) -> None:
    window = open_window("--demo")
    fill(window)
    window.process.send_signal(signal.SIGTERM)
    assert window.process.wait(PATIENCE + LAST_WORDS + 1) == 143
    assert termios.tcgetattr(window.slave) == window.attributes


def test_ctrl_z_goes_to_the_shell_and_fg_comes_back(shell: Window) -> None:
    shell.press("\x1a")
    shell.shows("Stopped", "$ ")
    out = shell.seen[: shell.seen.index("Stopped")]
    assert "\x1b[?1049l" in out
    assert "\x1b[?25h" in out
    shell.press("stty -a | tr ' ' '\\n' | grep -x -e icanon -e echo | tr '\\n' +\n")
    shell.shows("+echo+")  # the order of stty
    assert "icanon+" in plain(shell.seen)
    shell.press("bg; sleep 0.3; jobs\n")
    shell.shows("&", "Stopped")
    shell.press("fg; echo ended $?\n")
    shell.shows(*DRAWN)
    shell.press("2")
    shell.shows("Licenses: 18 of 19")
    shell.press("q")
    shell.shows("ended 0")


def test_ctrl_z_in_a_form_keeps_what_was_typed(shell: Window) -> None:
    shell.press("2nMine")
    shell.shows("Mine", "not saved yet")
    shell.press("\x1a")
    shell.shows("Stopped", "$ ")
    shell.press("fg\n")
    shell.shows("Mine", "not saved yet", "Ctrl+S Save")
    shell.press("!")
    shell.shows("!")


@pytest.mark.parametrize("number", [signal.SIGTSTP, signal.SIGSTOP])
def test_stopped_from_outside_it_comes_back_whole(shell: Window, number: int) -> None:
    (program,) = jobs_of(shell.process.pid)
    shell.settle()
    os.kill(program, number)
    shell.shows("Stopped")
    shell.press("fg; echo ended $?\n")
    shell.shows(*DRAWN)
    os.kill(program, signal.SIGTERM)
    shell.shows("ended 143")
    restored = shell.seen.rfind("\x1b[?1049l")
    assert restored > shell.seen.rfind("\x1b[?1049h")


def test_ended_while_it_is_stopped_it_does_not_touch_the_terminal(shell: Window) -> None:
    (program,) = jobs_of(shell.process.pid)
    shell.press("\x1a")
    shell.shows("Stopped", "$ ")
    shell.press("")
    modes = termios.tcgetattr(shell.slave)
    os.kill(program, signal.SIGTERM)
    os.kill(program, signal.SIGCONT)  # in the background, as `kill %1` does
    shell.until(lambda: is_over(program), "the end")
    assert termios.tcgetattr(shell.slave) == modes
    shell.press("\n")
    shell.shows("143")
    assert "?1049" not in shell.seen


def test_it_ends_when_the_shell_that_had_started_it_is_killed(shell: Window) -> None:
    shell.press("q")
    shell.shows("$ ")
    shell.press("PS1='in'ner; export PS1; bash --norc --noprofile -i\n")
    shell.shows("inner")
    shell.press(f"{' '.join(PROGRAM)} --demo\n")
    shell.shows(*DRAWN)
    (between,) = jobs_of(shell.process.pid)
    (program,) = jobs_of(between)
    os.kill(between, signal.SIGKILL)
    shell.shows("Killed")

    def over() -> bool:  # it notices once something is typed that it may not read
        os.write(shell.master, b"\n")
        shell.read(0.1)
        return is_over(program)

    shell.until(over, "the end")
    shell.settle()
    assert shell.seen.rfind("\x1b[?1049l") > shell.seen.rfind("\x1b[?1049h")
    assert "Traceback" not in shell.seen


@pytest.mark.parametrize("ignored", [(), (signal.SIGTSTP,)], ids=["no shell", "SIGTSTP ignored"])
def test_ctrl_z_says_so_where_nothing_could_continue_it(
    open_window: Open, ignored: tuple[int, ...]
) -> None:
    window = open_window("--demo", ignored=ignored)
    window.press("\x1a")
    window.shows(NOT_HERE)
    window.press("2n")
    window.shows("Ctrl+S Save")
    window.press("\x1a")
    window.shows(NOT_HERE)
    window.process.send_signal(signal.SIGHUP)
    assert window.exit_code(SOON) == 129


class Keeping(LicenseTui):
    """Notes what stands in the open forms when it has to leave."""

    CSS_PATH = str(Path(inspect.getfile(LicenseTui)).with_name("app.tcss"))
    kept: tuple[str, ...] = ()
    fails = False

    def before_leaving(self) -> None:
        forms = [screen for screen in self.screen_stack if isinstance(screen, LicenseEditor)]
        self.kept = tuple(form.texts()["name"] for form in forms)
        if self.fails:
            raise OSError("disk full")


def keeping() -> Keeping:
    clock = clock_from({"LICENSETUI_TODAY": "2026-11-23T10:31"})
    store = MemoryStore(Portfolio(), title="licenses.json")
    return Keeping(Session(store, Settings(), clock, demo=False))


@pytest.mark.parametrize("way", ["ctrl+z", "leave"])
async def test_before_an_end_or_a_stop_open_forms_are_still_there_to_be_kept(way: str) -> None:
    app = keeping()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("2", "n", *"Jira")
        while not app.is_settled:  # the last letters may still wait for the form
            await asyncio.sleep(0.01)
        if way == "leave":
            app.leave(129)
            assert app.return_code == 129
        else:
            await pilot.press(way)
        assert app.kept == ("Jira",)


async def test_it_ends_although_nothing_could_be_kept() -> None:
    app = keeping()
    app.fails = True
    async with app.run_test(size=(80, 24)):
        with pytest.raises(OSError, match="disk full"):
            app.leave(143)
        while app.return_code is None:
            await asyncio.sleep(0.01)
        assert app.return_code == 143
