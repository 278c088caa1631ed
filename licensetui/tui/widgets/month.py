"""Month grids with the worst mark of each day, drawn line by line."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import ClassVar

from rich.segment import Segment
from rich.style import Style
from textual.reactive import reactive
from textual.strip import Strip
from textual.widget import Widget

from licensetui.domain.milestones import Urgency
from licensetui.domain.months import Month, month_grid, week_days
from licensetui.domain.settings import Settings
from licensetui.tui.widgets.cells import title_line

LINES = 8
"""Lines a month takes: title, names of the days, and six weeks at the most."""


class MonthGrid(Widget):
    """As many months below each other as there is room for, from `month` on."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "month--days",
        "month--today",
        "month--overdue",
        "month--urgent",
        "month--soon",
        "month--later",
    }
    DEFAULT_CSS = """
    MonthGrid {
        width: 32;
        &> .month--days { text-style: bold; }
        &> .month--today { text-style: reverse; }
        &> .month--overdue { color: $text-error; text-style: bold; }
        &> .month--urgent { color: $text-warning; text-style: bold; }
        &> .month--soon { color: $text-success; }
        &> .month--later { color: $foreground; }
    }
    """

    month: reactive[Month] = reactive(Month(1970, 1))
    """The first month shown."""
    today: reactive[date] = reactive(date(1970, 1, 1))
    """The day drawn in brackets."""
    marks: reactive[Mapping[date, Urgency]] = reactive(dict)
    """The worst urgency of each day that has one."""

    def __init__(self, settings: Settings, *, id: str | None = None) -> None:
        """Make a grid whose weeks start as the settings say."""
        super().__init__(id=id)
        self._settings = settings

    def render_line(self, y: int) -> Strip:
        """Draw one line of the screen."""
        width, height = self.size
        base = self.rich_style
        offset, line = divmod(y, LINES)
        if offset and (offset + 1) * LINES > height:
            return Strip.blank(width, base)
        month = self.month.plus(offset)
        if line == 0:
            return Strip([Segment(title_line(month.title, width - 1) + " ", base)], width)
        if line == 1:
            style = base + self.get_component_rich_style("month--days", partial=True)
            names = "  ".join(week_days(self._settings))
            return Strip([Segment(f"wk  {names}".ljust(width), style)], width)
        weeks = month_grid(month, self._settings)
        if line - 2 >= len(weeks):
            return Strip.blank(width, base)
        week = weeks[line - 2]
        segments = [Segment(f"{week.number:2} ", base)]
        for day in week.days:
            segments += self._day(day, base)
        return Strip(segments).adjust_cell_length(width, base).simplify()

    def _day(self, day: date | None, base: Style) -> list[Segment]:
        """Return four cells: `[`, two digits, and the mark or `]`."""
        if day is None:
            return [Segment("    ", base)]
        urgency = self.marks.get(day)
        style = base
        if urgency is not None:
            style += self.get_component_rich_style(f"month--{urgency.word}", partial=True)
        if day == self.today:
            today = base + self.get_component_rich_style("month--today", partial=True)
            end = urgency.mark if urgency is not None else "]"
            return [Segment(f"[{day.day:2}{end}", today)]
        mark = urgency.mark if urgency is not None else " "
        return [Segment(f" {day.day:2}{mark}", style)]
