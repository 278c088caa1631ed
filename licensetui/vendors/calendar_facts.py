"""Facts about what calendar programs make of an export: by them the README says what to expect."""

from __future__ import annotations

from licensetui.vendors.fact import Fact, Sureness

_SAID = "README, In your calendar"

OUTLOOK_ALARMS = Fact(
    "outlook-alarms",
    "Outlook treats the alarm of an imported event as a reminder, whatever its action.",
    "Outlook turns an alarm into a reminder",
    _SAID,
    "https://learn.microsoft.com/openspecs/exchange_standards/ms-stanoical, 2.2.48",
    "2019-06-18",
)
KHAL_ALARMS = Fact(
    "khal-alarms",
    "The calendar khal shows and edits alarms, but alerts nobody when they are due.",
    "khal shows an alarm but never sounds it",
    _SAID,
    "https://github.com/pimutils/khal, CHANGELOG.rst",
    "undated, looked up on 2026-11-27",
)
KHAL_REPEATS = Fact(
    "khal-repeated-import",
    "An import into khal asks before it updates an existing event; with --batch it does not.",
    "`--batch` updates the events it has",
    _SAID,
    "https://github.com/pimutils/khal, doc/source/usage.rst, import",
    "undated, looked up on 2026-11-27",
)
GOOGLE_ALARMS = Fact(
    "google-calendar-alarms",
    "Google Calendar drops the alarms of an imported file.",
    "Google Calendar reportedly drops alarms",
    _SAID,
    "https://github.com/SunsetYe66/ClasstableToIcal/issues/1",
    "2020-03-30",
    Sureness.REPORTED,
)
OTHER_REPEATS = Fact(
    "other-repeated-imports",
    "It is not known what Google Calendar and Outlook do with events they already have.",
    "No public page documents what Google Calendar and Outlook do with a file that is imported",
    _SAID,
    "no public page was found",
    "undated, looked up on 2026-11-27",
    Sureness.UNCONFIRMED,
)
