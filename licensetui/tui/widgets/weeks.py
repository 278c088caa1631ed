"""Weeks on end with the worst mark of each day, and a cursor that goes from day to day."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.message import Message
from textual.reactive import reactive
from textual.strip import Strip

from licensetui.domain.milestones import Urgency
from licensetui.domain.months import Month, Week, day_and_month, week_days, week_ordinal, weeks_from
from licensetui.outlook import Outlook
from licensetui.outlook.dates import Dates
from licensetui.tui.bindings import acting
from licensetui.tui.commands import dashboard
from licensetui.tui.widgets.cells import ruled, style_names, title_line, urgency_css
from licensetui.tui.widgets.given import given
from licensetui.tui.widgets.placed import Placed

HEAD = 2
"""Lines above the weeks: title, names of the days."""
CELLS = 31
"""Cells a week takes: its number, and seven days of four."""
STEP = 4
"""Weeks that are skipped at once."""

POINTER = ">"
"""Stands before the day of what is selected elsewhere."""

_DAY, _WEEK_NUMBER = 4, 3
_POINTED = Style(bold=True, underline=True)
_COLORS = {urgency.mark: f"weeks--{urgency.word}" for urgency in Urgency}


class WeekGrid(Placed, can_focus=True):
    """As many weeks as there is room for, from the week of `first` on: no month is half empty."""

    BINDINGS = acting(
        {
            dashboard.OPEN_DAY: dashboard.OPEN_DAY.action,
            dashboard.DAY_BEFORE: "go_days(-1)",
            dashboard.DAY_AFTER: "go_days(1)",
            dashboard.WEEK_BEFORE: "go_days(-7)",
            dashboard.WEEK_AFTER: "go_days(7)",
            dashboard.TODAY: dashboard.TODAY.action,
        }
    )
    COMPONENT_CLASSES: ClassVar[set[str]] = style_names(
        "weeks", "title", "days", "today", "cursor", "other", "pointer"
    )
    DEFAULT_CSS = f"""
    WeekGrid {{
        &> .weeks--title {{ color: $foreground; }}
        &:focus > .weeks--title {{ color: $text-primary; text-style: bold; }}
        &> .weeks--days {{ text-style: dim; }}
        &> .weeks--today {{ text-style: bold; }}
        &> .weeks--cursor {{ text-style: bold reverse; }}
        &:focus > .weeks--cursor {{ color: $text-primary; text-style: bold reverse; }}
        &> .weeks--pointer {{ color: $text-primary; text-style: bold; }}
        &> .weeks--other {{ color: $foreground; }}
        {urgency_css("weeks")}
    }}
    """

    outlook: reactive[Outlook] = reactive(given, repaint=False)
    """What falls on the days."""
    first: reactive[date] = reactive(date(1970, 1, 1))
    """A day in the first week that is shown."""
    day: reactive[date] = reactive(date(1970, 1, 1))
    """The day under the cursor; it is always in a week that is shown."""

    pointed: reactive[date | None] = reactive(None)
    """A day of which something is said elsewhere: it is marked while the cursor is not shown."""
    since: reactive[date] = reactive(date(1970, 1, 1), repaint=False, always_update=True)
    """The first day that counts of the weeks that were asked for last: what is due from then on is
    wanted. To be watched, and no message: the agenda turns in the frame of the weeks."""

    @dataclass(eq=False, repr=False)
    class Moved(Message):
        """The cursor is on another day, or the same day is seen anew."""

        day: date
        """The day."""

    @dataclass(eq=False, repr=False)
    class Opened(Message):
        """The events of the day under the cursor are wanted."""

        day: date
        """The day."""

    def __init__(self, outlook: Outlook, *, id: str | None = None) -> None:
        """Make a grid that begins with this week, and weeks as the settings say."""
        super().__init__(id=id)
        self._settings = outlook.settings
        self.set_reactive(WeekGrid.outlook, outlook)
        self.set_reactive(WeekGrid.first, outlook.today)
        self.set_reactive(WeekGrid.day, outlook.today)
        self._marks: Mapping[date, str] = {}
        self._marks_of: tuple[Dates, date, int] | None = None

    @property
    def count(self) -> int:
        """The number of weeks that are shown."""
        return max(self.size.height - HEAD, 1)

    @property
    def weeks(self) -> tuple[Week, ...]:
        """The weeks that are shown."""
        return weeks_from(self.first, self.count, self._settings)

    def watch_outlook(self, before: Outlook, after: Outlook) -> None:
        """Go with today when the day changes, unless the user went away."""
        if before.dates is not after.dates:
            self.refresh()
        if before.today != after.today:
            if self._row(self.first, before.today) == 0:
                self.first = after.today
            self._go(after.today if self.day == before.today else self.day)
        self.post_message(self.Moved(self.day))

    def on_resize(self) -> None:
        """Keep the cursor in sight where there is room for fewer weeks."""
        self._go(self.day)

    def watch_day(self, before: date, after: date) -> None:
        """Tell."""
        if before != after:
            self.post_message(self.Moved(after))

    def _row(self, first: date, day: date) -> int:
        """Return by how many weeks a day comes after another one."""
        settings = self._settings
        return (week_ordinal(day, settings) - week_ordinal(first, settings)) // 7

    def _go(self, day: date) -> None:
        """Put the cursor on a day, and its week among those shown."""
        row = self._row(self.first, day)
        if row < 0:
            self.first = day
        elif row >= self.count:
            self.first = _plus(day, -7 * (self.count - 1))
        self.day = day

    def action_go_days(self, count: int) -> None:
        """Go so many days on, or back."""
        self._go(_plus(self.day, count))

    def turn(self, steps: int) -> None:
        """Show later weeks, or earlier ones; the cursor goes with them."""
        days = 7 * STEP * steps
        self.first = _plus(self.first, days)
        self._go(_plus(self.day, days))
        begun = next((day for week in self.weeks for day in week.days if day), self.first)
        self.since = begun

    def turn_to(self, day: date) -> None:
        """Show the weeks from a day on, with the cursor on it."""
        self.first = day
        self._go(day)
        self.since = day

    def action_today(self) -> None:
        """Go to today, its week being the first one."""
        self.turn_to(self.outlook.today)

    def action_open_day(self) -> None:
        """Ask for what falls on the day."""
        self.post_message(self.Opened(self.day))

    def on_click(self, event: events.Click) -> None:
        """Put the cursor where the mouse is; open the day if it was there."""
        row, column = event.y - HEAD, (event.x - _WEEK_NUMBER) // _DAY
        weeks = self.weeks
        if not 0 <= row < len(weeks) or not 0 <= column < 7:
            return
        day = weeks[row].days[column]
        if day == self.day and event.chain > 1:
            self.action_open_day()
        elif day:
            self._go(day)

    def render_line(self, y: int) -> Strip:
        """Draw one line of the screen."""
        width, base = self.size.width, self.rich_style
        return Strip(self._line(y, base)).adjust_cell_length(width, base).simplify()

    def _line(self, line: int, base: Style) -> list[Segment]:
        if line == 0:
            text = title_line(self._title(), self.size.width - 1)
            return ruled(text, self._style(base, "weeks--title"))
        if line == 1:
            names = "  ".join(week_days(self._settings))
            return [Segment(f"wk  {names}", self._style(base, "weeks--days"))]
        weeks = self.weeks
        if line - HEAD >= len(weeks):
            return []
        week = weeks[line - HEAD]
        head = Segment(_head(week), self._style(base, "weeks--days"))
        return [head, *(part for day in week.days for part in self._day(day, base))]

    def _title(self) -> str:
        days = [day for week in self.weeks for day in week.days if day]
        if not days:
            return ""
        begin, end = days[0], days[-1]
        year = f" {begin.year}" if begin.year != end.year else ""
        return f"{day_and_month(begin)}{year} - {day_and_month(end)} {end.year}"

    def _day(self, day: date | None, base: Style) -> list[Segment]:
        """Return four cells: `[`, `>` or a space, two digits, and the mark or `]`."""
        if day is None:
            return [Segment(" " * _DAY, base)]
        mark = self.marks.get(day, "")
        is_today = day == self.outlook.today
        text = f"[{day.day:2}{mark or ']'}" if is_today else f" {day.day:2}{mark or ' '}"
        if day == self.pointed and not self.has_focus:
            style = self._style(base, _COLORS.get(mark, "weeks--other"))
            return [
                Segment(POINTER, self._style(base, "weeks--pointer")),
                Segment(text[1:], style + _POINTED),
            ]
        if self.has_focus and day == self.day:
            return [Segment(text, self._style(base, "weeks--cursor"))]
        if is_today and not self.has_focus:
            return [Segment(text, self._style(base, "weeks--today"))]
        style = self._style(base, _COLORS.get(mark, "weeks--other")) if mark else base
        return [Segment(text, style)]

    @property
    def marks(self) -> Mapping[date, str]:
        """The worst mark of each day shown on which something falls.

        They come with what is known of addresses: the first paint does not wait for them.
        """
        if not self.outlook.is_prepared:
            return {}
        wanted = (self.outlook.dates, self.first, self.count)
        if wanted != self._marks_of:
            days = [day for week in self.weeks for day in week.days if day]
            self._marks = self.outlook.dates.marks(days[0], days[-1]) if days else {}
            self._marks_of = wanted
        return self._marks

    def _style(self, base: Style, name: str) -> Style:
        return base + self.get_component_rich_style(name, partial=True)


def _head(week: Week) -> str:
    """Return what stands in front of a week: its number, or the month that begins in it."""
    begun = next((day for day in week.days if day and day.day == 1), None)
    return Month.of(begun).short if begun else f"{week.number:2} "


def _plus(day: date, days: int) -> date:
    """Return a day so many days later, kept within what a calendar can hold."""
    return date.fromordinal(min(max(day.toordinal() + days, 1), date.max.toordinal()))
