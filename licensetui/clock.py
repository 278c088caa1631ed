"""The one clock. It is made in cli and handed down; tests and pictures set it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime

from licensetui.domain.dataclass import dataclass
from licensetui.domain.plain import plain
from licensetui.domain.settings import SettingsError

TODAY_VARIABLE = "LICENSETUI_TODAY"
"""Environment variable that stops the clock: `2026-11-22`, or `2026-11-22T10:31`."""


@dataclass(frozen=True)
class Clock:
    """The clock: the day and the time, both local."""

    stopped_at: datetime | None = None
    """An aware time at which the clock stands still; None for a clock that runs."""

    def now(self) -> datetime:
        """Return the time, aware, in the local time zone."""
        return self.stopped_at or datetime.now().astimezone()

    def today(self) -> date:
        """Return the local day."""
        return self.now().date()


def clock_from(environ: Mapping[str, str]) -> Clock:
    """Return the clock the environment asks for.

    Raises `SettingsError` where `LICENSETUI_TODAY` is neither a date nor a date with a time.
    """
    text = environ.get(TODAY_VARIABLE, "").strip()
    if not text:
        return Clock()
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        moment = None
    if moment is None or not 1970 <= moment.year < 3000:
        raise SettingsError(
            f"{TODAY_VARIABLE}={plain(text)!r} is not a date: write 2026-11-22 or 2026-11-22T10:31"
        )
    return Clock(moment.astimezone())
