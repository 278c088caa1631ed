"""Facts about the mails of vendors whose ways are not known."""

from __future__ import annotations

from licensetui.domain import reminders
from licensetui.vendors.fact import Fact, Sureness

ASSUMED = Fact(
    "reminders-assumed",
    "Of other vendors no reminder days are known: 90, 60, 30 and 15 days before are assumed.",
    reminders.ASSUMED,
    "where neither the license, nor the settings, nor the vendor says days",
    "no public page was found",
    "undated, looked up on 2026-11-27",
    Sureness.UNCONFIRMED,
)
