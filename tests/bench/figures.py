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
    yardstick: Figure | None = None
    """The same of the least that does it, in the same run, if that counts."""
    unit: str = "ms"
    """Of the figure."""
    computed: float | None = None
    """The milliseconds of it that the program computed, where that is known: what others do on
    the machine is not in it."""

    @property
    def ratio(self) -> float | None:
        """How many times the yardstick it is."""
        return self.value / self.yardstick.value if self.yardstick else None

    @property
    def computed_ratio(self) -> float | None:
        """The same of what was computed; None where that is not known."""
        if self.computed is None or not (self.yardstick and self.yardstick.computed):
            return None
        return self.computed / self.yardstick.computed

    @property
    def is_met(self) -> bool:
        """Whether it is as wanted, to the digits that are printed."""
        judged = self.value if self.ratio is None else self.ratio
        return self.most is None or round(judged, 1) <= self.most

    def __str__(self) -> str:
        """Return the line."""
        unit = self.unit if self.ratio is None else "x"
        columns = (
            f"{self.what:<56}",
            f"{self.value:,.1f} {self.unit}".rjust(11),
            _times(self.ratio),
            ("" if self.computed is None else f"{self.computed:,.1f}").rjust(9),
            _times(self.computed_ratio),
            ("" if self.most is None else f"{self.most:g} {unit}").rjust(8),
            "" if self.most is None else "met" if self.is_met else "NOT MET",
        )
        return " ".join(columns).rstrip()


def _times(ratio: float | None) -> str:
    return ("" if ratio is None else f"{ratio:.1f} x").rjust(7)


HEADER = " ".join(
    (
        "what".ljust(56),
        *("value".rjust(11), "ratio".rjust(7), "computed".rjust(9), "ratio".rjust(7)),
        "at most".rjust(8),
    )
)


def load() -> str:
    """Return how busy the machine is just now, as a line."""
    one, five, _ = os.getloadavg()
    return f"load average {one:.1f} (5 minutes: {five:.1f}) on {os.cpu_count()} processors"
