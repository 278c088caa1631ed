"""Commands on the dashboard: from day to day, from panel to panel, and what it shows."""

from __future__ import annotations

from functools import partial

from licensetui.tui.command import Command

_quiet = partial(Command, shown=False)
# Footers have no room for it.

NEXT_PANEL = _quiet("next-panel", "tab", "Panel", "Go to the next panel of the dashboard.")
PREVIOUS_PANEL = _quiet("previous-panel", "shift+tab", "Panel back", "Go to the previous panel.")
EARLIER_WEEKS = _quiet(
    "earlier-weeks",
    "left_square_bracket,pageup",
    "Weeks -",
    "Show earlier weeks and what is due from then on.",
)
LATER_WEEKS = _quiet(
    "later-weeks",
    "right_square_bracket,pagedown",
    "Weeks +",
    "Show later weeks and what is due from then on.",
)
SHOW_TOTALS = _quiet(
    "show-totals", "a", "Costs", "Show or hide costs by year, vendor, and organization."
)
SHOW_EVERYTHING = _quiet(
    "show-everything", "m", "Reminders", "Show or hide reminders, absences, and ends of life."
)
DAY_BEFORE = _quiet("day-before", "left,h", "Day -", "Go to the previous day.")
DAY_AFTER = _quiet("day-after", "right,l", "Day +", "Go to the next day.")
WEEK_BEFORE = _quiet("week-before", "up,k", "Week -", "Go a week back.")
WEEK_AFTER = _quiet("week-after", "down,j", "Week +", "Go a week forward.")
TODAY = Command("today", "full_stop,home", "Today", "Go back to today.")
OPEN_DAY = Command("open-day", "enter", "Open day", "Open what is due on the selected day.")
