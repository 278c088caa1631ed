"""Opening a document with the program that the user has for that; nothing is fetched or read."""

from __future__ import annotations

import os
import shlex
import shutil
from collections.abc import Callable, Mapping
from pathlib import PurePath

from licensetui.domain.dataclass import dataclass

_TEXT_BROWSERS = ("w3m", "lynx", "links", "links2", "elinks", "www-browser", "browsh", "carbonyl")
"""Programs that draw in the terminal."""
_DISPLAYS = ("DISPLAY", "WAYLAND_DISPLAY")
_PLACE = "%s"
"""Stands in `$BROWSER` for what is to be opened; without it that comes last."""


@dataclass(frozen=True)
class Opener:
    """A program with what it is told."""

    words: tuple[str, ...]
    """The program, and its arguments."""
    needs_terminal: bool
    """Whether the screen is its own until it ends."""

    @property
    def name(self) -> str:
        """What to call it."""
        return PurePath(self.words[0]).name

    def command(self, target: str) -> list[str]:
        """Return the words that open a target. No shell ever reads them."""
        if any(_PLACE in word for word in self.words[1:]):
            first, *others = self.words
            return [first, *(word.replace(_PLACE, target) for word in others)]
        return [*self.words, target]


def opener(
    environ: Mapping[str, str], which: Callable[[str], str | None] = shutil.which
) -> Opener | None:
    """Return the program that opens documents, None if there is none.

    It is the first of those in `$BROWSER`, parted by colons, that is there; where that is not set
    and there is a display, `xdg-open`. A `&` at its end says that it draws in a window.
    """
    has_display = any(environ.get(name) for name in _DISPLAYS)
    named = environ.get("BROWSER", "")
    for entry in named.split(os.pathsep):
        try:
            words = shlex.split(entry)
        except ValueError:  # a quote that is never closed
            continue
        has_window = bool(words) and words[-1] == "&"
        words = words[:-1] if has_window else words
        if words and which(words[0]):
            is_text = PurePath(words[0]).name in _TEXT_BROWSERS
            return Opener(tuple(words), is_text or not (has_window or has_display))
    if not named.strip() and has_display and which("xdg-open"):
        return Opener(("xdg-open",), needs_terminal=False)
    return None
