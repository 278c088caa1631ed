"""Results of a look at the file, or at what belongs to it."""

from __future__ import annotations

from collections.abc import Iterator
from enum import Enum

from licensetui.domain.counting import more
from licensetui.domain.dataclass import dataclass

_MOST = 10
"""Lines about things of one sort."""


class State(Enum):
    """The state of something that was looked at."""

    FINE = "fine"
    """Nothing to do."""
    DOUBTFUL = "doubtful"
    """It works, but somebody should look."""
    DAMAGED = "damaged"
    """What is there is broken, or not ours."""
    FAILED = "failed"
    """It cannot be read or written."""
    UNSET = "unset"
    """What the user has set cannot be used."""

    @property
    def mark(self) -> str:
        """The mark: `ok`, `!` or `x`."""
        return {State.FINE: "ok", State.DOUBTFUL: "!"}.get(self, "x")


@dataclass(frozen=True)
class Check:
    """A look at something, and its result."""

    subject: str
    """What, in a word."""
    text: str
    """What was found."""
    state: State = State.FINE
    """How well it is."""
    remedy: str = ""
    """What to do, as a sentence; empty if there is nothing to do."""


def limited(found: list[Check]) -> Iterator[Check]:
    """Yield the first of many, and how many more there are."""
    yield from found[:_MOST]
    if len(found) > _MOST:
        yield Check(found[0].subject, more(len(found) - _MOST), found[0].state)
