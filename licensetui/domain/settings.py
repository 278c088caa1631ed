"""What the user may set, as a frozen value that is read once and handed down."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from licensetui.domain.structure import StructureError, check_types

VENDOR_REMINDERS = (90, 60, 45, 30, 15, 0, -15)
"""Days before the end (negative: after) on which Atlassian mails the contacts of a license."""


@dataclass(frozen=True)
class Settings:
    """All settings, each with the value that holds where the file says nothing."""

    me: str = ""
    """The user's own e-mail address among the contacts."""
    week_start: Literal["monday", "sunday", "saturday"] = "monday"
    """First day of the week in month grids."""
    urgent_days: int = 30
    """A milestone this near is marked `!`."""
    soon_days: int = 90
    """A milestone this near is marked `*`."""
    order_lead_days: int = 30
    """Days an order takes before the end of a term."""
    decision_lead_days: int = 90
    """Days before the end by which to decide whether to renew."""
    reminder_days: tuple[int, ...] = VENDOR_REMINDERS
    """Days before the end (negative: after) of the vendors' reminder mails."""
    currency: str = "EUR"
    """ISO code for amounts that come without a currency."""
    mouse: bool = True
    """Whether the screens listen to the mouse."""

    def __post_init__(self) -> None:
        """Refuse wrong types and limits that contradict each other."""
        check_types(self)
        for name in ("urgent_days", "soon_days", "order_lead_days", "decision_lead_days"):
            if not 0 <= getattr(self, name) <= 3650:
                raise StructureError(name, "must be a number of days from 0 to 3650")
        if self.soon_days < self.urgent_days:
            raise StructureError("soon_days", "must not be less than urgent_days")
        if not all(type(days) is int and abs(days) <= 3650 for days in self.reminder_days):
            raise StructureError("reminder_days", "must be whole numbers of days")
        if not re.fullmatch("[A-Z]{3}", self.currency):
            raise StructureError("currency", "must be an ISO code of three capital letters")


class SettingsError(Exception):
    """What the user set cannot be used. Its text is a sentence that says where, and what to do."""
