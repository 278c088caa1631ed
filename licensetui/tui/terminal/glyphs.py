"""Glyphs: what single places of the screen look like, read from what Textual writes."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from rich.cells import split_graphemes

from licensetui.tui.terminal.pens import PLAIN, Pen, changed, pen

_TOKEN = re.compile(
    r"\x1b\[(?P<sgr>[\d;]*)m"
    r"|\x1b\]8;(?P<link>[^\x07\x1b]*)\x1b\\"
    r"|(?P<text>[^\x00-\x1f\x7f-\x9f]+)"
)
_NARROW = re.compile(r"[ -~\xa1-\xac\xae-\u02ff\u2010-\u2027\u2500-\u259f]*")
# One column each, and nothing that combines: nearly all that is drawn.
_EAST_ASIAN = "\u2e80", "\ud7ff"
# Between them stand the scripts on whose wide characters all terminals agree.


class Glyph:
    """A character with all that combines with it; the right half of a wide one has no text."""

    __slots__ = ("is_doubtful", "pen", "text", "width")

    def __init__(self, text: str, pen: Pen, width: int, *, is_doubtful: bool) -> None:
        """Make it; to be called by `glyph` alone, so that `is` compares."""
        self.text, self.pen, self.width = text, pen, width
        self.is_doubtful = is_doubtful
        """Whether terminals disagree how wide it is: emoji, and what is joined or combines."""


class Run(NamedTuple):
    """Cells side by side."""

    glyphs: tuple[Glyph, ...]
    """From left to right."""
    is_wide: bool
    """Whether one of them has not one column, or is doubtful."""
    is_doubtful: bool
    """Whether one of them is."""


Line = list[Glyph | None]
"""The glyphs of a line of the screen; None where nobody knows what it shows."""


@lru_cache(16384)
def glyph(text: str, pen: Pen, width: int = 1, *, is_doubtful: bool = False) -> Glyph:
    """Return the glyph of a text, with of its pen what can be seen: blanks that look alike are one.

    Else each blank that only another pen has drawn would count as changed.
    """
    seen = pen.on_blank if text == " " else pen
    if seen is not pen:
        return glyph(text, seen, width, is_doubtful=is_doubtful)
    return Glyph(text, pen, width, is_doubtful=is_doubtful)


BLANK = glyph(" ", PLAIN)
"""A place where nothing is drawn."""


class _Narrow(dict[str, Glyph]):
    """The glyphs of characters of one column by one pen, each made when it is asked for."""

    def __init__(self, pen: Pen) -> None:
        super().__init__()
        self._pen = pen

    def __missing__(self, text: str) -> Glyph:
        self[text] = found = glyph(text, self._pen)
        return found


@lru_cache(4096)
def _narrow(pen: Pen) -> _Narrow:
    return _Narrow(pen)


@lru_cache(1024)
def run_of(text: str) -> Run | None:
    """Return what a text without moves draws; None if it holds more than characters and pens.

    Kept by the text itself: a row that is painted again, or scrolled, is looked up.
    """
    now, glyphs, end = PLAIN, list[Glyph](), 0
    for token in _TOKEN.finditer(text):
        if token.start() != end:
            return None
        end = token.end()
        sgr, link, characters = token.groups()
        if characters is not None:
            glyphs += _drawn(characters, now)
        elif sgr is not None:
            after = changed(now, sgr)
            if after is None:
                return None
            now = after
        else:
            now = pen(now.attributes, now.foreground, now.background, "" if link == ";" else link)
    if end != len(text) or now is not PLAIN:
        return None
    looks = set(glyphs)
    is_doubtful = any(glyph.is_doubtful for glyph in looks)
    is_wide = is_doubtful or any(glyph.width != 1 for glyph in looks)
    return Run(tuple(glyphs), is_wide, is_doubtful)


def _drawn(text: str, now: Pen) -> list[Glyph]:
    """Return the glyphs of characters."""
    if _NARROW.fullmatch(text):
        return list(map(_narrow(now).__getitem__, text))
    glyphs: list[Glyph] = []
    for start, end, width in split_graphemes(text)[0]:
        cluster = text[start:end]
        if width:  # else it has nothing before it to combine with
            is_plain = width == 1 or _EAST_ASIAN[0] <= cluster <= _EAST_ASIAN[1]
            is_doubtful = end - start > 1 or not is_plain
            glyphs.append(glyph(cluster, now, width, is_doubtful=is_doubtful))
            glyphs += [glyph("", now, 0)] * (width - 1)
    return glyphs
