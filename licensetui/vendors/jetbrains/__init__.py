"""JetBrains' ways."""

from __future__ import annotations

from dataclasses import dataclass

from licensetui.domain.license import License
from licensetui.domain.reminders import Origin, ReminderDays
from licensetui.vendors.fact import Fact, Sureness
from licensetui.vendors.vendor import Vendor

REMINDERS = Fact(
    "jetbrains-reminders",
    "JetBrains reminds of the end of a subscription 90, 45 and 14 days before, on the day, and 7 "
    "days after.",
    (90, 45, 14, 0, -7),
    "mails to come, coverage",
    "JetBrains Marketplace documentation, https://plugins.jetbrains.com/docs/marketplace/",
    "not found again 2026-11-27",
    Sureness.REPORTED,
)
"""Its documents for vendors of plugins."""
REMINDED = Fact(
    "jetbrains-reminded",
    "JetBrains sends renewal reminders to the organization administrators, the primary billing and "
    "licensee contacts, the latest licensee contact, and the address of an automatic payment.",
    ("organization admin", "billing, primary", "licensee, primary"),
    "nothing yet: such a license is on the portal other",
    "https://sales.jetbrains.com/hc/en-gb/articles/"
    "4409321294226-Who-receives-subscription-renewal-reminders-from-JetBrains",
    "looked at 2026-11-27",
)
"""Its page for customers."""
FACTS: tuple[Fact[object], ...] = (REMINDERS, REMINDED)
"""All of them, for the table."""


@dataclass(frozen=True)
class JetBrains(Vendor):
    """JetBrains: of its portal nothing is known here."""

    name: str = "JetBrains"

    def reminder_days(self, license: License, *, of_others: bool = False) -> ReminderDays | None:
        """Return the days of all its subscriptions."""
        return ReminderDays(REMINDERS.value, Origin.VENDOR, self.name)


JETBRAINS = JetBrains()
"""The only one there needs to be."""
