"""Reminder days: when the vendor writes that a term ends, and who says so."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from licensetui.domain.labels import Labeled
from licensetui.domain.license import License
from licensetui.domain.settings import Settings

ASSUMED = (90, 60, 30, 15)
"""Days before the end on which a vendor may write of whom nobody knows when it does."""
TOLD = (90, 60, 45, 30, 15, 0, -15)
"""Days before a deadline on which `licensetui remind` tells of it, where nobody says others."""


class Origin(Labeled):
    """The origin of reminder days: who says that mail comes on them."""

    LICENSE = "license"
    SETTINGS = "settings"
    VENDOR = "vendor"
    ASSUMED = "assumed"


class ReminderDays(NamedTuple):
    """The days on which the vendor's reminders about a license come."""

    days: tuple[int, ...]
    """Days before the end; negative after it."""
    origin: Origin
    """Who says so."""
    by: str = ""
    """The vendor or the marketplace that writes then, where that is known: `Atlassian`."""

    @property
    def words(self) -> str:
        """The days, and who says so: `90, 60, 30, 15 days before (Atlassian)`."""
        return f"{days_words(self.days)} ({self.by or self.origin.label})"

    @property
    def brief(self) -> str:
        """The same as one types it: `90, 60, 30, 15 (Atlassian)`."""
        days = ", ".join(map(str, self.days)) or "none"
        return f"{days} ({self.by or self.origin.label})"


Known = Callable[[License], ReminderDays | None]
"""Tells when the vendor of a license writes; None where nobody knows."""


def reminder_days(license: License, settings: Settings, known: Known) -> ReminderDays:
    """Return the days that hold: the license's, else the settings', else the vendor's.

    Where nobody knows any, some are assumed: coverage never lacks its days.
    """
    if license.reminders is not None:
        return ReminderDays(license.reminders, Origin.LICENSE)
    if settings.reminder_days is not None:
        return ReminderDays(settings.reminder_days, Origin.SETTINGS)
    return known(license) or _ASSUMED


def told_days(license: License, settings: Settings) -> tuple[int, ...]:
    """Return how many days before a deadline it is told of, whatever the vendor does."""
    own = settings.reminder_days if license.reminders is None else license.reminders
    return TOLD if own is None else own


def days_words(days: tuple[int, ...]) -> str:
    """Return days as one says them: `90, 45 days before, on the day, 7 days after`."""
    before = sorted((x for x in set(days) if x > 0), reverse=True)
    after = sorted(-x for x in set(days) if x < 0)
    parts = [f"{', '.join(map(str, before))} {_days(before)} before"] if before else []
    parts += ["on the day"] if 0 in days else []
    parts += [f"{', '.join(map(str, after))} {_days(after)} after"] if after else []
    return ", ".join(parts) or "none"


def _days(days: list[int]) -> str:
    return "day" if days == [1] else "days"


_ASSUMED = ReminderDays(ASSUMED, Origin.ASSUMED)
