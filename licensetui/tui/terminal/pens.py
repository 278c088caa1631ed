"""Pens: the colors, attributes and link that a character is drawn with, and how to change them.

Numbers are those of the control sequence SGR (ECMA-48, and xterm for 38, 48 and 90 to 107).
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

SHOWN_ON_BLANK = frozenset(("4", "7", "9", "21", "51", "52", "53"))
"""Attributes that a blank shows: lines under, over and through it, a frame, reversed colors."""

ENDS = {
    "1": "22",
    "2": "22",
    "3": "23",
    "4": "24",
    "21": "24",
    "5": "25",
    "6": "25",
    "7": "27",
    "8": "28",
    "9": "29",
    "51": "54",
    "52": "54",
    "53": "55",
}
"""What ends each attribute."""

_PARTS = {"5": 1, "2": 3}
# Numbers that follow the kind of a color: of 256, or of red, green and blue.
_CUBE = 0, 95, 135, 175, 215, 255
_GREYS = range(8, 239, 10)
# The shades that the 256 colors are made of: 16 to 231 a cube of them, 232 to 255 greys.


class Pen:
    """Colors, attributes and link: one object for all that look alike, so that `is` compares."""

    __slots__ = ("attributes", "background", "foreground", "link", "on_blank")

    def __init__(
        self, attributes: frozenset[str], foreground: str, background: str, link: str
    ) -> None:
        """Make it; to be called by `pen` alone."""
        self.attributes = attributes
        self.foreground, self.background = foreground, background
        self.link = link
        """What OSC 8 says between its number and its end; empty for none."""
        is_seen = bool(attributes & SHOWN_ON_BLANK) or not (attributes or foreground)
        self.on_blank: Pen = self if is_seen else pen(frozenset(), "", background, link)
        """What can be seen of it on a blank.

        All of it if it shows any attribute: some terminals draw bold reversed blanks brighter.
        """

    @property
    def erases(self) -> bool:
        """Whether a place that is erased with its background looks like its blank."""
        return not self.on_blank.attributes and not self.link


@lru_cache(4096)
def pen(attributes: frozenset[str], foreground: str, background: str, link: str) -> Pen:
    """Return the pen of this look; colors are numbers of SGR, or empty for the terminal's own."""
    return Pen(attributes, foreground, background, link)


PLAIN = pen(frozenset(), "", "", "")
"""The pen of a terminal that was just reset."""


@lru_cache(4096)
def change(old: Pen, new: Pen) -> str:
    """Return the shortest text that takes a terminal from one pen to another."""
    link = "" if old.link == new.link else f"\x1b]8;{new.link or ';'}\x1b\\"
    ends = {ENDS[number] for number in old.attributes - new.attributes}
    begins = {
        number
        for number in new.attributes
        if number not in old.attributes or ENDS[number] in ends  # ended with another of its kind
    }
    steps = [*sorted(ends), *sorted(begins)]
    if old.foreground != new.foreground:
        steps.append(new.foreground or "39")
    if old.background != new.background:
        steps.append(new.background or "49")
    if not steps:
        return link
    anew = ["0", *sorted(new.attributes), *filter(None, (new.foreground, new.background))]
    numbers = min(";".join(anew), ";".join(steps), key=len)
    return f"{link}\x1b[{'' if numbers == '0' else numbers}m"


def _shortest(kind: str, parts: Sequence[str]) -> str:
    """Return the numbers of a color, by its place among the 256 if it is one of them.

    That is half as long, and colors are a third of what is sent. Terminals that take all colors
    know those of the 256 as xterm has them; the first 16 are everybody's own.
    """
    if kind == "2":
        shades = [int(part) for part in parts]
        if shades[0] in _GREYS and len({*shades}) == 1:
            return f"5;{232 + _GREYS.index(shades[0])}"
        if all(shade in _CUBE for shade in shades):
            place = 0
            for shade in shades:
                place = place * len(_CUBE) + _CUBE.index(shade)
            return f"5;{16 + place}"
    return ";".join((kind, *parts))


@lru_cache(4096)
def changed(old: Pen, numbers: str) -> Pen | None:
    """Return the pen after SGR with some numbers; None if they are not understood."""
    attributes, foreground, background = set(old.attributes), old.foreground, old.background
    following = iter((numbers or "0").split(";"))
    for text in following:
        number = int(text or 0)
        if number == 0:
            attributes, foreground, background = set(), "", ""
        elif str(number) in ENDS:
            attributes.add(str(number))
        elif number in (38, 48):
            kind = next(following, "")
            parts = [next(following, "") for _ in range(_PARTS.get(kind, 0))]
            if not parts or "" in parts:
                return None
            color = f"{number};{_shortest(kind, parts)}"
            foreground, background = (color, background) if number == 38 else (foreground, color)
        elif number == 39 or 30 <= number <= 37 or 90 <= number <= 97:
            foreground = "" if number == 39 else str(number)
        elif number == 49 or 40 <= number <= 47 or 100 <= number <= 107:
            background = "" if number == 49 else str(number)
        else:
            return None
    return pen(frozenset(attributes), foreground, background, old.link)
