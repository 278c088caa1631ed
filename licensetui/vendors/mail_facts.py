"""Facts about the mails of vendors whose ways are not known."""

from __future__ import annotations

from licensetui.domain import reminders
from licensetui.vendors.fact import Fact, Sureness

ASSUMED = Fact(
    "reminders-assumed",
    "The reminder days of other vendors are not known: 90, 60, 30 and 15 days before are assumed.",
    reminders.ASSUMED,
    "where neither the license, the settings nor the vendor sets days",
    "no public page was found",
    "undated, looked up on 2026-11-27",
    Sureness.UNCONFIRMED,
)
