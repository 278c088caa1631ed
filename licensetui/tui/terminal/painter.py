"""The painter: few bytes that make a terminal show what it should."""

from __future__ import annotations

from collections import Counter

from licensetui.tui.terminal.abilities import Abilities
from licensetui.tui.terminal.cursor import Cursor
from licensetui.tui.terminal.glyphs import BLANK, Glyph, Line
from licensetui.tui.terminal.pens import PLAIN, Pen, pen
from licensetui.tui.terminal.picture import Picture
from licensetui.tui.terminal.scrolling import best_shift

ERASED = 6
"""Blanks at the end of a line that are rather erased than drawn."""
ERASED_WITHIN = 12
"""The same within a line, where the cursor must be moved behind them."""
LOOKED_AT = 40
"""Cells within which the pen of what follows a blank is looked for."""
SCROLLED = 4
"""Lines that must have changed for a scroll to be thought of."""


class Painter:
    """Sends differences: runs of changed cells, erased blanks, lines that move."""

    def __init__(self, abilities: Abilities) -> None:
        """Paint for a terminal that can do this."""
        self._abilities = abilities
        self._cursor = Cursor()
        self._last_column = 0

    def forget(self) -> None:
        """Rely no more on where the cursor is: something else was sent."""
        self._cursor.place = None

    def paint(self, picture: Picture) -> str:
        """Return what to send for all to be shown as it should, and take it for shown.

        The pen is plain afterwards: whoever is next, as the shell or a resize that fills what it
        uncovers with the background of the moment, finds a terminal as it was.
        """
        self._last_column = picture.size[0] - 1
        wanted, shown = picture.wanted, picture.shown
        changed = _changed(picture)
        if changed and picture.is_unknown:
            self._clear(picture)
        elif self._abilities.moves_lines and len(changed) >= SCROLLED:
            self._scroll(picture, changed)
            changed = _changed(picture)  # lines that were well may be elsewhere now
        for y in changed:
            self._line(y, shown[y], wanted[y], is_doubted=picture.has_doubtful)
            shown[y] = [new or old for new, old in zip(wanted[y], shown[y], strict=True)]
        self._cursor.take(PLAIN)
        if picture.cursor:
            self._cursor.go(*picture.cursor)
        return self._cursor.taken()

    def _line(self, y: int, old: Line, new: Line, *, is_doubted: bool) -> None:
        """Draw what has changed of a line."""
        if is_doubted and any(what is not None and what.is_doubtful for what in (*old, *new)):
            old = [None] * len(new)  # whatever is behind such a cell may stand anywhere
        end = self._blank_from(old, new)
        x = 0
        while x < end:
            what = new[x]
            if what is old[x] or what is None:
                x += 1
            elif not what.width and new[x - 1] is old[x - 1]:
                x = self._drawn(x - 1, y, old, new, end)  # a wide one is drawn from its left half
            elif not what.width:
                x += 1  # drawn with its left half
            else:
                x = self._drawn(x, y, old, new, end)
        if end < len(new):
            self._prepare(end, y, new)
            self._cursor.send("\x1b[K")

    def _drawn(self, x: int, y: int, old: Line, new: Line, end: int) -> int:
        """Draw a cell, with those behind it that are the same; return where to go on."""
        what = new[x]
        assert what is not None  # noqa: S101  # only known cells are drawn
        self._prepare(x, y, new)
        count = 1
        if what.width == 1:
            while x + count < end and new[x + count] is what and old[x + count] is not what:
                count += 1
        if count >= ERASED_WITHIN and x + count < len(new) and self._erases(what):
            self._cursor.send(f"\x1b[{count}X")
        else:
            self._cursor.draw(what, count, x, y, self._last_column)
        return x + count * what.width

    def _prepare(self, x: int, y: int, line: Line) -> None:
        """Go where a cell is to be drawn, with a pen that suits it."""
        what = line[x]
        assert what is not None  # noqa: S101  # only known cells are drawn
        self._cursor.go(x, y, line, self._last_column)
        if not self._cursor.suits(what):
            self._cursor.take(self._pen_for(what, line, x))

    def _pen_for(self, what: Glyph, line: Line, x: int) -> Pen:
        """Return the pen for a cell: on a blank, that of what follows if it looks the same."""
        if what.text != " " or what.pen.attributes:
            return what.pen
        for following in line[x + 1 : x + LOOKED_AT]:
            if following is None or (following.text == " " and following is not what):
                break
            if following.text != " ":
                if following.pen.on_blank is what.pen:
                    return following.pen
                break
        now = self._cursor.pen
        kept = pen(now.attributes, now.foreground, what.pen.background, what.pen.link)
        return kept if kept.on_blank is what.pen else what.pen

    def _erases(self, what: Glyph | None) -> bool:
        """Say whether a place that is erased looks like a cell."""
        return (
            what is not None
            and what.text == " "
            and what.pen.erases
            and (self._abilities.erases_colored or not what.pen.background)
        )

    def _blank_from(self, old: Line, new: Line) -> int:
        """Return from which column on to erase a line; its length if not at all."""
        last, length = new[-1], len(new)
        if not self._erases(last):
            return length
        start = length
        while start and new[start - 1] is last:
            start -= 1
        end = length
        while start < end and old[start] is last:
            start += 1
        while end > start and old[end - 1] is last:
            end -= 1
        return start if end - start >= ERASED else length

    def _clear(self, picture: Picture) -> None:
        """Clear a screen of which nothing is known, in its commonest background."""
        blanks = Counter(what for line in picture.wanted for what in line if self._erases(what))
        blank = max(blanks, key=blanks.__getitem__, default=None) or BLANK
        self._cursor.reset()
        self._cursor.take(blank.pen)
        self._cursor.send("\x1b[2J")
        self._cursor.place = None
        width, height = picture.size
        picture.shown[:] = [[blank] * width for _ in range(height)]

    def _scroll(self, picture: Picture, changed: list[int]) -> None:
        """Move lines that only stand elsewhere, if that saves enough.

        Lines are deleted at one end and inserted at the other. Margins would be 2 bytes shorter,
        and stay if the program is killed.
        """
        shown = picture.shown
        shift = best_shift(picture.wanted, shown, changed)
        if shift is None:
            return
        count, top, bottom = abs(shift.step), shift.top, shift.bottom
        reaches_end = bottom == len(shown) - 1
        behind = bottom + 1 - count
        self._cursor.take(PLAIN)
        if shift.step > 0:
            self._move_lines(top, count, "M")
            if not reaches_end:  # else what comes in at the end is blank
                self._move_lines(behind, count, "L")
        else:
            if not reaches_end:  # else what goes out there is lost anyway
                self._move_lines(behind, count, "M")
            self._move_lines(top, count, "L")
        blank: list[Line] = [[BLANK] * picture.size[0] for _ in range(count)]
        lines = shown[top : bottom + 1]
        shown[top : bottom + 1] = (
            [*lines[count:], *blank] if shift.step > 0 else [*blank, *lines[:-count]]
        )

    def _move_lines(self, y: int, count: int, how: str) -> None:
        """Delete (`M`) or insert (`L`) lines."""
        self._cursor.go(0, y)
        self._cursor.send(f"\x1b[{count if count > 1 else ''}{how}")


def _changed(picture: Picture) -> list[int]:
    """Return the lines that are not shown as they should be."""
    return [y for y, line in enumerate(picture.wanted) if line != picture.shown[y]]
