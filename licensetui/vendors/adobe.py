"""Adobe, and what is known of it."""

from __future__ import annotations

from licensetui.vendors.fact import Fact
from licensetui.vendors.vendor import Vendor

REMINDERS = Fact(
    "reminders-adobe",
    "Adobe emails the administrators of a VIP agreement 30 days before the anniversary date and on "
    "it.",
    (30, 0),
    "the days of the vendor's upcoming reminders, and who reads them",
    "https://helpx.adobe.com/enterprise/vip/vip-renewal.html",
    "undated, looked up on 2026-11-27",
)
ADOBE = Vendor("Adobe", also=("Adobe Systems",), reminds=REMINDERS.value)
"""Its licenses are changed where Adobe shows them: no portal of it is described here."""
