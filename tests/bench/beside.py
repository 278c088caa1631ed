"""What one terminal program takes: its start, its first frame, an arrow key, and a held one.

Ours is measured as the others are.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from statistics import median

from tests.bench.figures import Figure
from tests.bench.peers import Peer
from tests.bench.terminal import Terminal, Took

LINES = {64: 0.3, 256: 0.05}
"""Kilobits per second, and the seconds for which our screen may run on."""
HELD, AGAIN = 3.0, 1 / 30
"""Seconds for which a key is held, and after which it comes again."""
ARROWS = 10
"""How often the arrow key is pressed."""
PATIENCE = 60.0
"""Seconds after which a program will not stand."""


@dataclass(frozen=True)
class Beside:
    """The figures of one program; of the hello, which has no list, not those of a key."""

    name: str
    """How people call it."""
    ready: Took
    """From its start until its first screen stands."""
    first: int
    """Bytes of the first frame."""
    memory: float
    """MB that are resident then."""
    arrow: int | None = None
    """Bytes for an arrow key."""
    arrow_long: float | None = None
    """Milliseconds from that key to the last of them."""
    runs_on: Mapping[int, float] | None = None
    """Seconds for which the screen runs on after a held key, by kilobits per second."""


def measured(peer: Peer, environ: Mapping[str, str], turns: int) -> Beside:
    """Run a program some times, and return the medians."""
    environ = {**environ, **dict(peer.environ)}
    readies, memories, firsts = [], [], []
    arrows: list[tuple[int, float]] = []
    for turn in range(turns):
        with Terminal(peer.command, environ) as program:
            shown = program.until(*peer.shows, within=PATIENCE)
            readies.append(program.took(program.began, shown))
            program.until_still()
            memories.append(program.memory)
            firsts.append(len(program.drawn))
            if peer.arrow and turn == turns - 1:
                arrows = list(_arrows(program, peer))
    least = Beside(
        peer.name,
        Took(median(x.long for x in readies), median(x.computed for x in readies)),
        int(median(firsts)),
        median(memories),
    )
    if not arrows:
        return least
    return Beside(
        least.name,
        least.ready,
        least.first,
        least.memory,
        int(median(sent for sent, _ in arrows)),
        median(long for _, long in arrows),
        {rate: _runs_on(peer, environ, rate) for rate in LINES},
    )


def figures(found: Beside, hello: Beside, *, is_ours: bool) -> Iterator[Figure]:
    """Yield the figures of a program as lines; what is wanted of them is wanted of ours."""
    name = found.name
    yardstick = Figure("hello", hello.ready.long * 1000, computed=hello.ready.computed * 1000)
    ready, computed = found.ready.long * 1000, found.ready.computed * 1000
    yield Figure(f"{name}: ready", ready, None, yardstick, computed=computed)
    yield Figure(f"{name}: first frame", found.first, unit="B")
    yield Figure(f"{name}: memory", found.memory, unit="MB")
    if found.arrow is None or found.arrow_long is None or found.runs_on is None:
        return
    yield Figure(f"{name}: arrow", found.arrow, unit="B")
    yield Figure(f"{name}: arrow to the last byte", found.arrow_long)
    for rate, most in LINES.items():
        what = f"{name}: key held {HELD:g} s at {rate} kbit/s, then runs on"
        yield Figure(what, found.runs_on[rate] * 1000, most * 1000 if is_ours else None)


def _arrows(program: Terminal, peer: Peer) -> Iterator[tuple[int, float]]:
    """Press the arrow key; yield its bytes, and the milliseconds until the last of them."""
    program.press_each(*peer.before)
    for _ in range(ARROWS):
        pressed = program.press(peer.arrow)
        last = program.until_still()
        yield len(program.drawn), max(last - pressed, 0.0) * 1000


def _runs_on(peer: Peer, environ: Mapping[str, str], rate: int) -> float:
    with Terminal(peer.command, environ, rate=rate * 1000 / 8) as program:
        program.until(*peer.shows, within=PATIENCE)
        program.until_still()
        program.press_each(*peer.before)
        released = program.hold(peer.arrow, HELD, AGAIN)
        return max(program.until_still() - released, 0.0)
