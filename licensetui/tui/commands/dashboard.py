"""Commands on the dashboard: from day to day, from panel to panel, and what it shows."""

from __future__ import annotations

from licensetui.tui.command import Command


class NextPanel(Command):
    """Go to the next panel of the dashboard."""

    keys, word, shown = "tab", "Panel", False


class PreviousPanel(Command):
    """Go to the panel before."""

    keys, word, shown = "shift+tab", "Panel back", False


class EarlierMonth(Command):
    """Show the month before; PgUp does it among the days."""

    keys, word, shown = "left_square_bracket,pageup", "Month -", False


class LaterMonth(Command):
    """Show the month after; PgDn does it among the days."""

    keys, word, shown = "right_square_bracket,pagedown", "Month +", False


class ShowTotals(Command):
    """Show amounts by year, vendor, organization; again: back."""

    keys, word, shown = "a", "Amounts", False


class ShowEverything(Command):
    """Show mails, absences, ends of life in the agenda too."""

    keys, word, shown = "m", "Mails too", False


class DayBefore(Command):
    """Go to the day before."""

    keys, word, shown = "left,h", "Day -", False


class DayAfter(Command):
    """Go to the next day."""

    keys, word, shown = "right,l", "Day +", False


class WeekBefore(Command):
    """Go a week back."""

    keys, word, shown = "up,k", "Week -", False


class WeekAfter(Command):
    """Go a week on."""

    keys, word, shown = "down,j", "Week +", False


class Today(Command):
    """Go to today."""

    keys, word = "g,full_stop,home", "Today"


class OpenDay(Command):
    """Open what falls on the day: one thing, or a list of all."""

    keys, word = "enter", "Open day"
