"""One line of a table of figures: what was measured, beside what is wanted."""

from __future__ import annotations

import os
from dataclasses import dataclass


@dataclass(frozen=True)
class Figure:
    """One figure, and the most that it may be."""

    what: str
    """What was measured: `ready at 10,000`."""
    value: float
    """The figure."""
    most: float | None = None
    """The most that it may be, or its ratio where there is one; None where nothing is wanted."""
    yardstick: float | None = None
    """What the same is of the least that does it, in the same run, if that counts."""
    unit: str = "ms"
    """Of the figure."""
    computed: float | None = None
    """The milliseconds of it that the program computed, where that is known: what others do on
    the machine is not in it."""

    @property
    def ratio(self) -> float | None:
        """How many times the yardstick it is."""
        return None if self.yardstick is None else self.value / self.yardstick

    @property
    def is_met(self) -> bool:
        """Whether it is as wanted, to the digits that are printed."""
        judged = self.value if self.ratio is None else self.ratio
        return self.most is None or round(judged, 1) <= self.most

    def __str__(self) -> str:
        """Return the line."""
        ratio = "" if self.ratio is None else f"{self.ratio:.1f} x"
        unit = self.unit if self.ratio is None else "x"
        goal = "" if self.most is None else f"{self.most:g} {unit}"
        verdict = "" if self.most is None else "met" if self.is_met else "NOT MET"
        value = f"{self.value:,.1f} {self.unit}"
        computed = "" if self.computed is None else f"{self.computed:,.1f}"
        return f"{self.what:<58} {value:>11} {computed:>9} {ratio:>7} {goal:>8}  {verdict}".rstrip()


HEADER = f"{'what':<58} {'value':>11} {'computed':>9} {'ratio':>7} {'at most':>8}"


def load() -> str:
    """Return how busy the machine is just now, as a line."""
    one, five, _ = os.getloadavg()
    return f"load average {one:.1f} (5 minutes: {five:.1f}) on {os.cpu_count()} processors"
