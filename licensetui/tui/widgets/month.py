"""Month grids with the worst mark of each day, and a cursor that goes from day to day."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import ClassVar

from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.message import Message
from textual.reactive import reactive
from textual.strip import Strip
from textual.widget import Widget

from licensetui.domain.milestones import Urgency
from licensetui.domain.months import Month, month_grid, week_days
from licensetui.outlook import Outlook
from licensetui.outlook.dates import Dates
from licensetui.tui.bindings import acting
from licensetui.tui.commands import dashboard
from licensetui.tui.widgets.cells import style_names, title_line, urgency_css
from licensetui.tui.widgets.given import given

LINES = 8
"""Lines a month takes: title, names of the days, and six weeks at the most."""
CELLS = 31
"""Cells a month takes: the number of the week, and seven days of four."""
APART = 2
"""Cells between two months at least."""

_DAY, _WEEK_NUMBER = 4, 3
_COLORS = {urgency.mark: f"month--{urgency.word}" for urgency in Urgency}


class MonthGrid(Widget, can_focus=True):
    """As many months as there is room for, beside and below each other, from `month` on."""

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
        "month", "title", "days", "today", "cursor", "other"
    )
    DEFAULT_CSS = f"""
    MonthGrid {{
        &> .month--title {{ color: $foreground; }}
        &:focus > .month--title {{ color: $text-primary; text-style: bold; }}
        &> .month--days {{ text-style: bold; }}
        &> .month--today {{ text-style: bold reverse; }}
        &> .month--cursor {{ text-style: bold reverse; }}
        &> .month--other {{ color: $foreground; }}
        {urgency_css("month")}
    }}
    """

    outlook: reactive[Outlook] = reactive(given, repaint=False)
    """What falls on the days."""
    month: reactive[Month] = reactive(Month(1970, 1))
    """The first month shown."""
    day: reactive[date] = reactive(date(1970, 1, 1))
    """The day under the cursor; it is always in a month that is shown."""

    @dataclass
    class Moved(Message):
        """The cursor is on another day, or the same day is seen anew."""

        day: date
        """The day."""

    @dataclass
    class Opened(Message):
        """The events of the day under the cursor are wanted."""

        day: date
        """The day."""

    def __init__(self, outlook: Outlook, *, id: str | None = None) -> None:
        """Make a grid with today in its first month, whose weeks start as the settings say."""
        super().__init__(id=id)
        self._settings = outlook.settings
        self.set_reactive(MonthGrid.outlook, outlook)
        self.set_reactive(MonthGrid.month, Month.of(outlook.today))
        self.set_reactive(MonthGrid.day, outlook.today)
        self._marks: Mapping[date, str] = {}
        self._marks_of: tuple[Dates, Month, int] | None = None

    @property
    def across(self) -> int:
        """The number of months beside each other."""
        return max((self.size.width + APART) // (CELLS + APART), 1)

    @property
    def shown(self) -> int:
        """The number of months that are shown."""
        return self.across * max(self.size.height // LINES, 1)

    def watch_outlook(self, before: Outlook, after: Outlook) -> None:
        """Go with today when the day changes, unless the user went away."""
        if before.dates is not after.dates:
            self.refresh()
        if before.today != after.today and self.day == before.today:
            self._go(after.today)
            if self.month == Month.of(before.today):
                self.month = Month.of(after.today)
        self.post_message(self.Moved(self.day))

    def on_resize(self) -> None:
        """Keep the cursor in sight where there is room for fewer months."""
        self._go(self.day)

    def watch_day(self, before: date, after: date) -> None:
        """Tell."""
        if before != after:
            self.post_message(self.Moved(after))

    def _go(self, day: date) -> None:
        """Put the cursor on a day, and its month among those shown."""
        month = Month.of(day)
        if month < self.month:
            self.month = month
        elif month > self.month.plus(self.shown - 1):
            self.month = month.plus(1 - self.shown)
        self.day = day

    def action_go_days(self, count: int) -> None:
        """Go so many days on, or back."""
        ordinal = self.day.toordinal() + count
        self._go(date.fromordinal(min(max(ordinal, 1), date.max.toordinal())))

    def go_months(self, count: int) -> None:
        """Show so many months later, or earlier; the cursor goes with them."""
        month = Month.of(self.day).plus(count)
        self.month = self.month.plus(count)
        self._go(min(month.first_day + timedelta(days=self.day.day - 1), month.last_day))

    def action_today(self) -> None:
        """Go to today, its month being the first one."""
        self.month = Month.of(self.outlook.today)
        self._go(self.outlook.today)

    def action_open_day(self) -> None:
        """Ask for what falls on the day."""
        self.post_message(self.Opened(self.day))

    def on_click(self, event: events.Click) -> None:
        """Put the cursor where the mouse is."""
        stride = self.size.width // self.across
        if not stride:
            return  # a key has hidden it before the click came
        place, x = divmod(event.x, stride)
        row, line = divmod(event.y, LINES)
        number, column = row * self.across + place, (x - _WEEK_NUMBER) // _DAY
        if place >= self.across or number >= self.shown or line < 2 or not 0 <= column < 7:
            return
        weeks = month_grid(self.month.plus(number), self._settings)
        if line - 2 < len(weeks) and (day := weeks[line - 2].days[column]):
            self._go(day)

    def render_line(self, y: int) -> Strip:
        """Draw one line of the screen."""
        width, base = self.size.width, self.rich_style
        row, line = divmod(y, LINES)
        if row * self.across >= self.shown:
            return Strip.blank(width, base)
        stride = width // self.across
        segments: list[Segment] = []
        for place in range(self.across):
            room = stride if place < self.across - 1 else width - stride * place
            month = self.month.plus(row * self.across + place)
            segments += Strip(self._line(month, line, room, base)).adjust_cell_length(room, base)
        return Strip(segments).simplify()

    def _line(self, month: Month, line: int, room: int, base: Style) -> list[Segment]:
        """Return one of the lines of a month, at most `room` cells."""
        if line == 0:
            style = self._style(base, "month--title")
            return [Segment(title_line(month.title, room - 1) + " ", style)]
        if line == 1:
            names = "  ".join(week_days(self._settings))
            return [Segment(f"wk  {names}", self._style(base, "month--days"))]
        weeks = month_grid(month, self._settings)
        if line - 2 >= len(weeks):
            return []
        week = weeks[line - 2]
        days = [part for day in week.days for part in self._day(day, base)]
        return [Segment(f"{week.number:2} ", base), *days]

    def _day(self, day: date | None, base: Style) -> list[Segment]:
        """Return four cells: `[` or a space, two digits, and the mark or `]`."""
        if day is None:
            return [Segment(" " * _DAY, base)]
        mark = self.marks.get(day, "")
        is_today = day == self.outlook.today
        text = f"[{day.day:2}{mark or ']'}" if is_today else f" {day.day:2}{mark or ' '}"
        if self.has_focus and day == self.day:
            return [Segment(text, self._style(base, "month--cursor"))]
        if is_today and not self.has_focus:
            return [Segment(text, self._style(base, "month--today"))]
        style = self._style(base, _COLORS.get(mark, "month--other")) if mark else base
        return [Segment(text, style)]

    @property
    def marks(self) -> Mapping[date, str]:
        """The worst mark of each day shown on which something falls.

        They come with what is known of addresses: the first paint does not wait for them.
        """
        if not self.outlook.is_prepared:
            return {}
        wanted = (self.outlook.dates, self.month, self.shown)
        if wanted != self._marks_of:
            first, last = self.month.first_day, self.month.plus(self.shown - 1).last_day
            self._marks = self.outlook.marks(first, last)
            self._marks_of = wanted
        return self._marks

    def _style(self, base: Style, name: str) -> Style:
        return base + self.get_component_rich_style(name, partial=True)
