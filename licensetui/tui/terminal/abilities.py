"""Abilities of a terminal, by its entry in terminfo."""

from __future__ import annotations

import os
from collections.abc import Mapping

from licensetui.domain.dataclass import dataclass


@dataclass(frozen=True)
class Abilities:
    """What may be asked of a terminal beyond moves, colors and `CSI K` in its own background.

    Not `CSI n b`, which repeats a character: xterm-256color claims it, yet tmux up to 3.4 repeats
    only ASCII, and older VTE, Konsole, PuTTY and conhost print one character (tmux #3687,
    microsoft/terminal #240, reported).
    """

    erases_colored: bool = False
    """Whether what is erased takes the background of the moment (`bce`)."""
    moves_lines: bool = False
    """Whether lines can be inserted and deleted (`il`, `dl`)."""


def abilities(environ: Mapping[str, str] = os.environ) -> Abilities:
    """Return what the terminal in the environment can do; nothing more where that is unknown."""
    try:
        import curses  # only here: not every Python was built with it
    except ImportError:
        return Abilities()
    try:
        curses.setupterm(environ.get("TERM", "dumb"), 1)
    except curses.error:  # no such terminal in terminfo, or no terminfo
        return Abilities()
    return Abilities(
        erases_colored=curses.tigetflag("bce") > 0,
        moves_lines=bool(curses.tigetstr("il") and curses.tigetstr("dl")),
    )
