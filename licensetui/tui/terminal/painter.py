"""The painter: few bytes that make a terminal show what it should."""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Iterator
from typing import NamedTuple

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
_ERASABLE = " " * ERASED_WITHIN
LOOKED_AT = 40
"""Cells within which the pen of what follows a blank is looked for."""
SCROLLED = 4
"""Lines that must have changed for a scroll to be thought of."""


NEARER = 2
"""Bytes by which another place must be nearer for the first one to wait."""


class Span(NamedTuple):
    """Cells side by side that one pen draws."""

    y: int
    """Their line."""
    x: int
    """The first of them."""
    end: int
    """The column behind the last; the first one where all from there on is erased."""
    line: Line
    """All that the line is to show."""
    pen: Pen
    """What draws them."""


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

    @property
    def place(self) -> tuple[int | None, int] | None:
        """Column and line of the cursor, from 0, as far as they are known."""
        return self._cursor.place

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
        spans: list[Span] = []
        for y in changed:
            old, new = shown[y], wanted[y]
            # Drawn from left to right where the halves of a character are one.
            if picture.has_wide and _has_wide(old, new):
                if picture.has_doubtful and any(x and x.is_doubtful for x in (*old, *new)):
                    old = [None] * len(new)  # whatever is behind such a cell may stand anywhere
                for span in self._spans(y, old, new, is_wide=True):
                    self._draw(span)
            else:
                spans += self._spans(y, old, new)
            shown[y] = [new or old for new, old in zip(new, old, strict=True)]
        self._draw_all(spans)
        self._cursor.take(PLAIN)
        if picture.cursor:
            self._cursor.go(*picture.cursor)
        return self._cursor.taken()

    def _spans(self, y: int, old: Line, new: Line, *, is_wide: bool = False) -> Iterator[Span]:
        """Yield what has changed of a line, cut where the pen changes."""
        end = self._blank_from(old, new)
        changed = [x for x in range(end) if new[x] is not old[x] and new[x] is not None]
        if is_wide:  # of a wide character the left half is drawn, whichever half has changed
            changed = list(dict.fromkeys(x - 1 if _is_right_half(new[x]) else x for x in changed))
        first = stop = 0
        now: Pen | None = None
        # The pen of the span from `first` to `stop`; None while there is no span.
        for x in changed:
            what = new[x]
            assert what is not None  # noqa: S101  # as chosen
            if now is None or x != stop or not _suits(what, now):
                if now is not None:
                    yield Span(y, first, stop, new, now)
                first, now = x, self._pen_for(what, new, x)
            stop = x + (what.width or 1)
        if now is not None:
            yield Span(y, first, stop, new, now)
        if end < len(new):
            last = new[end]
            assert last is not None  # noqa: S101  # a blank
            yield Span(y, end, end, new, last.pen)

    def _draw_all(self, spans: list[Span]) -> None:
        """Draw spans: the first that is left, or the next one of the same pen if that is nearer.

        Colors are most of what is sent beside characters: a column of marks beside a column of
        names takes two pens so, and not two for each line.
        """
        of_pen: dict[Pen, deque[int]] = {}
        for place, span in enumerate(spans):
            of_pen.setdefault(span.pen, deque()).append(place)
        left = dict.fromkeys(range(len(spans)))
        while left:
            place = next(iter(left))
            same = of_pen.get(self._cursor.pen, ())
            while same and same[0] not in left:
                same.popleft()
            if same and same[0] != place and self._is_nearer(spans[same[0]], spans[place]):
                place = same[0]
            self._draw(spans[place], is_plain=True)
            del left[place]

    def _is_nearer(self, same: Span, first: Span) -> bool:
        """Say whether a span of the pen of now is so near that another one may wait for it."""
        way = self._cursor.way(first.x, first.y, first.line, self._last_column)
        cost = len(way) + self._cursor.cost(first.pen)
        if cost <= NEARER:
            return False
        way = self._cursor.way(same.x, same.y, same.line, self._last_column)
        return len(way) + NEARER < cost

    def _draw(self, span: Span, *, is_plain: bool = False) -> None:
        """Draw a span, or erase from where it begins if it has no end.

        A plain one has cells of one column each, and is mostly sent as it is.
        """
        y, x, end, line, _ = span
        self._cursor.go(x, y, line, self._last_column)
        first = line[x]
        assert first is not None  # noqa: S101  # only known cells are drawn
        self._cursor.take(self._pen_of(span, first))
        if end == x:
            self._cursor.send("\x1b[K")
        elif is_plain:
            text = "".join([what.text for what in line[x:end] if what is not None])
            if _ERASABLE not in text:
                self._cursor.write(text, min(end, self._last_column), y)
                return
        while x < end:
            what, count = line[x], 1
            assert what is not None  # noqa: S101  # only known cells are drawn
            while what.width == 1 and x + count < end and line[x + count] is what:
                count += 1
            self._cursor.go(x, y, line, self._last_column)
            if count >= ERASED_WITHIN and x + count <= self._last_column and self._erases(what):
                self._cursor.send(f"\x1b[{count}X")
            else:
                self._cursor.draw(what, count, x, y, self._last_column)
            x += count * what.width

    def _pen_of(self, span: Span, first: Glyph) -> Pen:
        """Return the pen for a span; for blanks alone, that of now or one that is near it."""
        now = self._cursor.pen
        blanks = span.line[span.x : max(span.end, span.x + 1)]
        if first.text != " " or first.pen.attributes or any(what is not first for what in blanks):
            return span.pen
        kept = pen(now.attributes, now.foreground, first.pen.background, first.pen.link)
        return kept if kept.on_blank is first.pen else first.pen

    @staticmethod
    def _pen_for(what: Glyph, line: Line, x: int) -> Pen:
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
        return what.pen

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


def _suits(what: Glyph, pen: Pen) -> bool:
    """Say whether a cell can be drawn with a pen."""
    return what.pen is pen or (what.text == " " and pen.on_blank is what.pen)


def _is_right_half(what: Glyph | None) -> bool:
    return what is not None and not what.width


def _has_wide(*lines: Line) -> bool:
    seen = set[Glyph | None]().union(*lines)
    return any(what is not None and (what.width != 1 or what.is_doubtful) for what in seen)


def _changed(picture: Picture) -> list[int]:
    """Return the lines that are not shown as they should be."""
    return [y for y, line in enumerate(picture.wanted) if line != picture.shown[y]]
