"""The screen twice: as it should be, and as the terminal shows it."""

from __future__ import annotations

import re

from licensetui.tui.terminal.glyphs import Glyph, Line, glyph, run_of

MOVE = re.compile(r"\x1b\[(\d+);(\d+)H")
"""A move of the cursor as Textual writes it: line and column, from 1."""


class Picture:
    """What the terminal should show, and what it does."""

    def __init__(self) -> None:
        """Begin without a place."""
        self.wanted: list[Line] = []
        """Lines as they should be."""
        self.shown: list[Line] = []
        """Lines as the terminal shows them."""
        self.cursor: tuple[int, int] | None = None
        """Column and line, from 0, where the cursor should be; None where that does not matter."""
        self.size = (0, 0)
        """Columns and lines."""
        self.is_whole = False
        """Whether the last frame filled the screen, as the first one after a resize does."""
        self.has_wide = False
        """Whether a cell was ever drawn that has not one column, or may not have."""
        self.has_doubtful = False
        """Whether a cell was ever drawn about whose width terminals disagree."""

    def resize(self, width: int, height: int) -> None:
        """Begin anew with another size."""
        self.size = (width, height)
        self.wanted = _unknown(width, height)
        self.forget()

    def forget(self) -> None:
        """Rely no more on what the terminal shows."""
        self.shown = _unknown(*self.size)

    @property
    def is_unknown(self) -> bool:
        """Whether nothing is known of what the terminal shows."""
        return all(line[0] is None and line[-1] is None for line in self.shown)

    def draw(self, frame: str) -> bool:
        """Draw what Textual wrote; return False, with nothing drawn, if it is no frame.

        A frame is moves, each with the glyphs that begin there. A line feed before a move means
        nothing, and is written by Textual behind most lines.
        """
        before, *parts = MOVE.split(frame)
        if before or not parts or frame.endswith("\n"):
            return False
        width, height = self.size
        runs = []
        for line, column, text in zip(parts[0::3], parts[1::3], parts[2::3], strict=True):
            run = run_of(text.removesuffix("\n"))
            if run is None:
                return False
            runs.append((int(column) - 1, int(line) - 1, run))
        for x, y, (glyphs, is_wide, is_doubtful) in runs:
            self.has_wide |= is_wide
            self.has_doubtful |= is_doubtful
            if y < height and x < width and glyphs:
                _put(self.wanted[y], x, glyphs[: width - x])
        self.is_whole = sum(len(run.glyphs) for _, _, run in runs) == width * height
        x, y, last = runs[-1]
        self.cursor = None if last.glyphs else (min(x, width - 1), min(y, height - 1))
        return True


def _unknown(width: int, height: int) -> list[Line]:
    return [[None] * width for _ in range(height)]


def _put(line: Line, x: int, glyphs: tuple[Glyph, ...]) -> None:
    """Put glyphs into a line. A wide character of which one half is drawn over is gone."""
    first, end = line[x], x + len(glyphs)
    if x and first is not None and not first.width:
        line[x - 1] = glyph(" ", first.pen)
    if end < len(line):
        after = line[end]
        if after is not None and not after.width:
            line[end] = glyph(" ", after.pen)
    line[x:end] = glyphs
