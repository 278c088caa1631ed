"""A line of a terminal that says how far something is, and is gone at the end."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TextIO

LONG = 2_000
"""So many steps take long enough to be told of."""


class ProgressLine:
    """One line of a terminal that is written again and again; nothing on what is no terminal."""

    def __init__(self, screen: TextIO) -> None:
        """Show nothing yet."""
        self._screen = screen if screen.isatty() else None
        self._width = 0

    def show(self, text: str) -> None:
        """Say how far it is."""
        if self._screen is not None:
            self._width = max(self._width, len(text) + len("^C"))
            print(f"\r{text}", end="", file=self._screen, flush=True)

    def clear(self) -> None:
        """Leave an empty line, whatever the terminal has shown of Ctrl+C."""
        if self._screen is not None and self._width:
            print(f"\r{' ' * self._width}\r", end="", file=self._screen, flush=True)


@contextmanager
def progress(screen: TextIO, what: str) -> Iterator[Callable[[int, int], None]]:
    """Give what shows how many of all steps are done, if these are many: `200 of 9000 rows read`.

    Ctrl+C leaves all as it was: the line is cleared, and nothing else done.
    """
    line = ProgressLine(screen)

    def show(done: int, total: int) -> None:
        if total > LONG:
            line.show(f"{done} of {total} {what}, Ctrl+C cancels without changes")

    try:
        yield show
    finally:
        line.clear()
