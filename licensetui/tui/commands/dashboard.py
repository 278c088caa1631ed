"""Commands on the dashboard: from day to day, from panel to panel, and what it shows."""

from __future__ import annotations

from functools import partial

from licensetui.tui.command import Command

_quiet = partial(Command, shown=False)
# Footers have no room for it.

NEXT_PANEL = _quiet("next-panel", "tab", "Panel", "Go to the next panel of the dashboard.")
PREVIOUS_PANEL = _quiet("previous-panel", "shift+tab", "Panel back", "Go to the panel before.")
EARLIER_MONTH = _quiet(
    "earlier-month",
    "left_square_bracket,pageup",
    "Month -",
    "Show the month before; PgUp does it among the days.",
)
LATER_MONTH = _quiet(
    "later-month",
    "right_square_bracket,pagedown",
    "Month +",
    "Show the month after; PgDn does it among the days.",
)
SHOW_TOTALS = _quiet(
    "show-totals", "a", "Amounts", "Show amounts by year, vendor, organization; again: back."
)
SHOW_EVERYTHING = _quiet(
    "show-everything", "m", "Mails too", "Show mails, absences, ends of life in the agenda too."
)
DAY_BEFORE = _quiet("day-before", "left,h", "Day -", "Go to the day before.")
DAY_AFTER = _quiet("day-after", "right,l", "Day +", "Go to the next day.")
WEEK_BEFORE = _quiet("week-before", "up,k", "Week -", "Go a week back.")
WEEK_AFTER = _quiet("week-after", "down,j", "Week +", "Go a week on.")
TODAY = Command("today", "full_stop,home", "Today", "Go to today.")
OPEN_DAY = Command(
    "open-day", "enter", "Open day", "Open what falls on the day: one thing, or a list of all."
)
