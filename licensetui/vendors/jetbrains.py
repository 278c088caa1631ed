"""JetBrains, and what is known of it."""

from __future__ import annotations

from licensetui.vendors.fact import Fact, Sureness
from licensetui.vendors.vendor import Vendor

REMINDERS = Fact(
    "reminders-jetbrains",
    "JetBrains sends reminders 90, 45 and 14 days before the end of a subscription, on the day, "
    "and 7 days after.",
    (90, 45, 14, 0, -7),
    "the days of the vendor's upcoming reminders, and who reads them",
    "JetBrains Marketplace documentation; the page was not found again",
    "undated, looked up on 2026-11-27",
    Sureness.REPORTED,
)
REMINDED = Fact(
    "reminded-jetbrains",
    "JetBrains sends renewal reminders to organization administrators, to the primary billing and "
    "licensee contacts, to the latest licensee contact, and to who pays automatically.",
    None,
    "nowhere: no portal of JetBrains is described, so technical contacts count",
    "https://sales.jetbrains.com/hc/en-gb/articles/"
    "4409321294226-Who-receives-subscription-renewal-reminders-from-JetBrains",
    "undated, looked up on 2026-11-27",
)
JETBRAINS = Vendor("JetBrains", reminds=REMINDERS.value)
"""Its licenses are changed where JetBrains shows them: no portal of it is described here."""
