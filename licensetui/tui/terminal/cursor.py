"""The terminal's cursor: its place, its pen, and the shortest texts that change them."""

from __future__ import annotations

from licensetui.tui.terminal.glyphs import Glyph, Line
from licensetui.tui.terminal.pens import PLAIN, Pen, change

_STEPS = 4
# Backspaces that are shorter than a sequence.


class Cursor:
    """The cursor as it is after all that was sent."""

    def __init__(self) -> None:
        """Begin with nothing known."""
        self.place: tuple[int | None, int] | None = None
        """Column and line, from 0; no column, or nothing, where that is not known."""
        self.pen = PLAIN
        """What it draws with."""
        self._sent: list[str] = []

    def taken(self) -> str:
        """Return what is to be sent since the last time."""
        sent, self._sent = "".join(self._sent), []
        return sent

    def send(self, text: str) -> None:
        """Send something that the terminal obeys where the cursor is."""
        self._sent.append(text)

    def draw(self, what: Glyph, count: int, x: int, y: int, last_column: int) -> None:
        """Draw a cell some times from where the cursor is."""
        self._sent.append(what.text * count)
        # Nothing wraps: behind the last column it stays there.
        end = min(x + count * what.width, last_column)
        self.place = (None if what.is_doubtful else end, y)

    def write(self, text: str, end: int, y: int) -> None:
        """Draw characters of one column each, up to a column; at the last one it stays."""
        self._sent.append(text)
        self.place = (end, y)

    def suits(self, what: Glyph) -> bool:
        """Say whether a cell can be drawn with the pen as it is."""
        return what.pen is self.pen or (what.text == " " and self.pen.on_blank is what.pen)

    def take(self, pen: Pen) -> None:
        """Go on with another pen."""
        if pen is not self.pen:
            self._sent.append(change(self.pen, pen))
            self.pen = pen

    def reset(self) -> None:
        """Go on with a plain pen, whatever the terminal's was: others may have used it."""
        self._sent.append("\x1b[m" if not self.pen.link else "\x1b]8;;\x1b\\\x1b[m")
        self.pen = PLAIN

    def go(self, x: int, y: int, line: Line | None = None, last_column: int = 0) -> None:
        """Go to a place: by a jump, or over cells of `line`, which stand there or are to."""
        self._sent.append(self.way(x, y, line, last_column))
        self.place = (x, y)

    def cost(self, pen: Pen) -> int:
        """Return the bytes that it takes to go on with a pen."""
        return len(change(self.pen, pen)) if pen is not self.pen else 0

    def way(self, x: int, y: int, line: Line | None = None, last_column: int = 0) -> str:
        """Return the shortest text that leads to a place."""
        if self.place == (x, y):
            return ""
        jump = f"\x1b[{y + 1};{x + 1}H" if x else f"\x1b[{y + 1}H" if y else "\x1b[H"
        if self.place is None:
            return jump
        at_x, at_y = self.place
        way = jump
        if at_y == y:
            if x == 0:
                return "\r"
            if at_x is not None:
                way = self._within(at_x, x, line, last_column) or jump
        elif x == 0 and at_y == y - 1:
            return "\r\n"
        elif at_x == x and at_y < y:
            way = _repeated(y - at_y, "B")
        return way if _size(way) < len(jump) else jump

    def _within(self, at: int, x: int, line: Line | None, last_column: int) -> str:
        """Return the shortest way from a column to another of the same line; empty for none."""
        if x > at:
            way = _repeated(x - at, "C")
            if line is not None and x - at < len(way):  # it may be shorter to draw them again
                between = [what for what in line[at:x] if what is not None and what.width == 1]
                if len(between) == x - at and all(self.suits(what) for what in between):
                    way = min(way, "".join(what.text for what in between), key=_size)
            return way
        if at >= last_column:  # it may stand behind the last column, from where steps differ
            return ""
        return "\b" * (at - x) if at - x < _STEPS else _repeated(at - x, "D")


def _repeated(count: int, letter: str) -> str:
    return f"\x1b[{count if count > 1 else ''}{letter}"


def _size(way: str) -> int:
    return len(way) if way.isascii() else len(way.encode())
