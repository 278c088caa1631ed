"""What a harness is asked for, and what it counts."""

from __future__ import annotations

import random
import time
from collections import Counter
from dataclasses import dataclass, field
from enum import Enum
from pathlib import Path

_MOST_SHOWN = 8
"""Of each harness, how many of the things that went wrong are told in words."""


class Wrong(Enum):
    """What must never happen."""

    LOST = "lost"
    """A confirmed edit is not in the file, or half an edit is."""
    UNREADABLE = "unreadable"
    """The file cannot be opened, or not be written any more."""
    STUCK = "stuck locks"
    """A session that is gone keeps others from saving."""
    LEFT = "leftovers"
    """A file that nobody needs is still there after the next save."""
    UNTRUE = "untrue"
    """What was said is not so: nothing said at all, a wrong word, a traceback, a silent control."""


@dataclass
class Tally:
    """What one harness has tried and seen."""

    name: str
    """The harness."""
    tries: int = 0
    """Kills, power cuts, failed calls, flipped bits: what the harness does to the store."""
    confirmed: int = 0
    """Edits that the store has called saved."""
    wrong: Counter[Wrong] = field(default_factory=Counter)
    """How often what must never happen did."""
    shown: list[str] = field(default_factory=list)
    """The first of them in words."""
    notes: list[str] = field(default_factory=list)
    """Figures that show that the harness hit what it aims at."""
    skipped: str = ""
    """Why nothing could be tried here; empty if it could."""
    seconds: float = 0.0
    """How long it took."""

    def add(self, wrong: Wrong, what: str) -> None:
        """Count something that must never happen."""
        self.wrong[wrong] += 1
        if len(self.shown) < _MOST_SHOWN:
            self.shown.append(f"{wrong.value}: {what}")

    def join(self, other: Tally) -> None:
        """Count as well what another one has counted."""
        self.tries += other.tries
        self.confirmed += other.confirmed
        self.wrong += other.wrong
        self.shown = (self.shown + other.shown)[:_MOST_SHOWN]

    def must_fail(self, control: Tally) -> None:
        """Take note of a control: a store that is known to be wrong, and must have been caught."""
        caught = sum(control.wrong.values())
        kinds = ", ".join(f"{number:,} {wrong.value}" for wrong, number in control.wrong.items())
        self.notes.append(f"control {control.name}: {kinds or 'NOTHING'} in {control.tries:,}")
        if not caught:
            self.add(Wrong.UNTRUE, f"the control {control.name} was not caught")

    @property
    def has_failed(self) -> bool:
        """Whether anything happened that must not."""
        return any(self.wrong.values())


@dataclass(frozen=True)
class Run:
    """What a harness is asked for."""

    place: Path
    """An empty directory on a disk, for the harness alone."""
    is_long: bool = False
    """Whether it shall try as much as the README says, or only as much as fits every build."""
    seed: int = 1
    """Where chance begins."""
    seconds: float = float("inf")
    """After how many seconds to stop early."""
    began: float = field(default_factory=time.monotonic)
    """When it began, on the monotonic clock."""

    def of(self, short: int, long: int) -> int:
        """Return how often to try."""
        return long if self.is_long else short

    def names(self, short: tuple[str, ...], long: tuple[str, ...]) -> tuple[str, ...]:
        """Return which parts to run."""
        return long if self.is_long else short

    @property
    def is_over(self) -> bool:
        """Whether the time is up."""
        return time.monotonic() - self.began > self.seconds

    def chance(self) -> random.Random:
        """Return chance, the same in every run with this seed."""
        return random.Random(self.seed)  # noqa: S311

    def directory(self, name: str) -> Path:
        """Return a new directory."""
        path = self.place / name
        path.mkdir()
        return path
