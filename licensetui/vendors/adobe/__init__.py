"""Adobe's ways."""

from __future__ import annotations

from dataclasses import dataclass

from licensetui.domain.license import License
from licensetui.domain.reminders import Origin, ReminderDays
from licensetui.vendors.fact import Fact
from licensetui.vendors.vendor import Vendor

REMINDERS = Fact(
    "adobe-reminders",
    "Adobe mails the administrators of a VIP agreement 30 days before the anniversary date and on "
    "it.",
    (30, 0),
    "mails to come, coverage",
    "https://helpx.adobe.com/enterprise/vip/vip-renewal.html",
    "looked at 2026-11-27",
)
"""Its guide to the Value Incentive Plan; of other ways to buy nothing is known."""
FACTS: tuple[Fact[object], ...] = (REMINDERS,)
"""All of them, for the table."""


@dataclass(frozen=True)
class Adobe(Vendor):
    """Adobe: of its portal nothing is known here."""

    name: str = "Adobe"

    def reminder_days(self, license: License, *, of_others: bool = False) -> ReminderDays | None:
        """Return the days of its plan for organizations."""
        return ReminderDays(REMINDERS.value, Origin.VENDOR, self.name)


ADOBE = Adobe()
"""The only one there needs to be."""
