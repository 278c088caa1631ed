"""Keys that people press all day, and what each sends: bytes, and how long until the last of them.

`bench.tui` prints it, and a test holds the bytes: a screen that is painted twice, or a text that
the output stage does not understand any more, shows there first.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from statistics import median

from tests.bench.screens import ENTER, ESCAPE, STANDS
from tests.bench.terminal import Terminal

DOWN = "\x1b[B"
"""The key for a line further down."""
MOST = {
    "list arrow": 750,
    "list scroll": 750,
    "agenda arrow or scroll": 600,
    "the key ]": 1_100,
    "find letter": 800,
    "screen change": 2_900,
    "typed letter": 60,
}
"""Bytes at most of each kind of key, at 80x24."""
FIRST = 1.7
"""How many times the text on the screen the first frame may be."""


@dataclass(frozen=True)
class Stroke:
    """A key that was pressed."""

    kind: str
    """What kind of key: one of those of `MOST`."""
    sent: int
    """The bytes that were sent for it."""
    long: float
    """Seconds from the key to the last of them."""


def first_frame(program: Terminal) -> tuple[int, int]:
    """Wait for the first screen; return its bytes, and those of the text that stands on it."""
    program.until(*STANDS)
    program.until_still()
    text = "\n".join(line.rstrip() for line in program.text.splitlines())
    return len(program.drawn), len(text.encode())


def strokes(program: Terminal, lines: int = 24, turns: int = 2) -> Iterator[Stroke]:
    """Press keys of every kind, in a program whose first screen stands; 24 `lines` high."""
    for _ in range(7 * turns):
        yield _stroke(program, "agenda arrow or scroll", DOWN)
    for _ in range(3 * turns):
        yield _stroke(program, "the key ]", "]")
    for _ in range(turns):
        for screen in "23451":
            yield _stroke(program, "screen change", screen)
    program.press_each("2", "g")
    for _ in range(4 * turns):
        yield _stroke(program, "list arrow", DOWN)
    program.press_each(DOWN * lines)
    for _ in range(4 * turns):
        yield _stroke(program, "list scroll", DOWN)
    for word in ("jira", "bamboo")[:turns]:
        program.press_each("/")
        for letter in word:
            yield _stroke(program, "find letter", letter)
        program.press_each(ENTER, ESCAPE)
    program.press_each("g", "e", "Q")
    for letter in "uill Desk"[: 4 * turns]:
        yield _stroke(program, "typed letter", letter)


def in_the_middle(found: list[Stroke]) -> dict[str, float]:
    """Return the median of the bytes of each kind."""
    return {
        kind: median(stroke.sent for stroke in found if stroke.kind == kind)
        for kind in dict.fromkeys(stroke.kind for stroke in found)
    }


def part(values: list[float], percent: int) -> float:
    """Return the value below which a part of them is."""
    return sorted(values)[min(len(values) * percent // 100, len(values) - 1)]


def _stroke(program: Terminal, kind: str, key: str) -> Stroke:
    pressed = program.press(key)
    last = program.until_still()
    return Stroke(kind, len(program.drawn), max(last - pressed, 0.0))
