"""The terminal: what it can show, whether it is there, and whether it is ours to use."""

from __future__ import annotations

import os
import signal
import termios
import time
from collections.abc import Mapping
from typing import Any

INPUT, ERRORS = 0, 2
"""Where Textual reads from the terminal, and where it writes to it."""

MOUSE_ON = "\x1b[?1002h\x1b[?1006h"
"""Clicks, and moves while a button is down; where, in numbers."""
MOUSE_OFF = "".join(f"\x1b[?{mode}l" for mode in (1000, 1002, 1003, 1015, 1006, 1016))
"""Nothing of the mouse, whatever was asked for."""

PLAIN = (
    MOUSE_OFF,
    *("\x1b[?2004l", "\x1b[?1004l", "\x1b[?2048l"),  # nothing reported: paste, focus, size
    *("\x1b[<u", "\x1b[?7h", "\x1b[?1049l", "\x1b[?25h"),  # keys, wrapping, screen, cursor
)
"""What makes a terminal plain again, whatever Textual had asked of it."""


def has_few_colors(environ: Mapping[str, str] = os.environ) -> bool:
    """Say whether to keep to the terminal's own 16 colors, or to none.

    Shades that are mixed for 256 or more colors turn unreadable where there are fewer; with
    NO_COLOR set, only the terminal's own foreground and background are left.
    """
    if "NO_COLOR" in environ:
        return True
    many = environ.get("COLORTERM", "").lower() in ("truecolor", "24bit")
    return not many and "256color" not in environ.get("TERM", "")


def has_blocks(environ: Mapping[str, str] = os.environ) -> bool:
    """Say whether the terminal can draw `▄` and `█`.

    Terminals of before Unicode cannot, nor those whose encoding is said to be another one. Nothing
    said is no other one: many sessions over SSH have no locale at all.
    """
    named = (environ.get(name) for name in ("LC_ALL", "LC_CTYPE", "LANG"))
    locale = next(filter(None, named), "C").upper()
    is_unicode = locale in ("C", "POSIX") or "UTF" in locale
    return is_unicode and not environ.get("TERM", "").startswith("vt")


def is_gone() -> bool:
    """Say whether the terminal is closed: its window, its connection, or what it ran in."""
    try:
        termios.tcgetattr(INPUT)
    except termios.error:
        return True
    return False


def in_background() -> bool:
    """Say whether the shell has given the terminal to another job, or to itself."""
    try:
        return os.tcgetpgrp(INPUT) != os.getpgrp()
    except OSError:  # gone, or not the one that controls this session: nobody shares it
        return False


def wait_for_foreground() -> None:
    """Stand still until the terminal is ours, as the system makes all do that reach for it.

    Returns at once while SIGTTOU is ignored: a program that is leaving waits for nothing.
    """
    while in_background() and signal.getsignal(signal.SIGTTOU) is not signal.SIG_IGN:
        signal.raise_signal(signal.SIGTTOU)  # stops here until somebody continues it
        time.sleep(0.05)  # where no shell could, the signal is without effect


def restore(attributes: list[Any]) -> None:
    """Make the terminal what it was, with what `termios.tcgetattr` had said then.

    For an end in which Textual has no part. Waits where the terminal reads nothing.
    """
    termios.tcsetattr(INPUT, termios.TCSANOW, attributes)
    os.write(ERRORS, "".join(PLAIN).encode())
