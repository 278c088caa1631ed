"""The next twelve months: how many licenses end, and what they cost."""

from __future__ import annotations

from typing import ClassVar

from rich.segment import Segment
from textual.reactive import reactive
from textual.strip import Strip
from textual.widget import Widget

from licensetui.domain.money import brief_amount
from licensetui.domain.months import MonthTotal
from licensetui.tui.widgets.cells import title_line

LABEL = 5
"""Cells in front of the first month."""
ROOM = 6
"""Cells a month needs: below that the amounts of two months would run together."""


class YearStrip(Widget):
    """Counts and amounts by month, one line per currency as far as there is room."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "year--months",
        "year--overdue",
        "year--urgent",
        "year--soon",
        "year--later",
    }
    DEFAULT_CSS = """
    YearStrip {
        &> .year--months { text-style: bold; }
        &> .year--overdue { color: $text-error; text-style: bold; }
        &> .year--urgent { color: $text-warning; text-style: bold; }
        &> .year--soon { color: $text-success; }
        &> .year--later { color: $foreground; }
    }
    """

    months: reactive[tuple[MonthTotal, ...]] = reactive(())
    """The months, the present one first."""
    earlier: reactive[int] = reactive(0)
    """Open ends before the first month."""

    def shown(self) -> tuple[MonthTotal, ...]:
        """Return the months for which there is room."""
        return self.months[: max((self.size.width - LABEL) // ROOM, 1)]

    def currencies(self) -> list[str]:
        """Return the currencies met, the one with the most months first."""
        met = [money.currency for total in self.shown() for money in total.amounts]
        return sorted(set(met), key=lambda currency: (-met.count(currency), currency))

    def render_line(self, y: int) -> Strip:
        """Draw one line of the screen."""
        width, height = self.size
        base = self.rich_style
        if y == 0:
            return Strip([Segment(title_line(self._title(height), width), base)], width)
        room = (width - LABEL) // max(len(self.shown()), 1)
        if y == 1:
            style = base + self.get_component_rich_style("year--months", partial=True)
            names = "".join(total.month.short.rjust(room) for total in self.shown())
            return Strip([Segment(" " * LABEL + names, style)]).adjust_cell_length(width, base)
        if y == 2:
            return self._counts(room, width)
        currencies = self.currencies()
        if y - 3 < len(currencies):
            return self._amounts(currencies[y - 3], room, width)
        return Strip.blank(width, base)

    def _title(self, height: int) -> str:
        count = sum(total.count for total in self.shown())
        parts = [f"Next {len(self.shown())} months: {count} end{'' if count == 1 else 's'}"]
        parts += [f"{self.earlier} ended earlier"] if self.earlier else []
        hidden = self.currencies()[max(height - 3, 0) :]
        parts += [f"not shown: {', '.join(hidden)}"] if hidden else []
        return "   ".join(parts)

    def _counts(self, room: int, width: int) -> Strip:
        base = self.rich_style
        segments = [Segment(" ends".ljust(LABEL), base)]
        for total in self.shown():
            if total.urgency is None:
                segments.append(Segment("-".rjust(room), base))
                continue
            style = base + self.get_component_rich_style(
                f"year--{total.urgency.word}", partial=True
            )
            text = f"{total.count}{total.urgency.mark}"
            segments.append(Segment(text.rjust(room), style))
        return Strip(segments).adjust_cell_length(width, base)

    def _amounts(self, currency: str, room: int, width: int) -> Strip:
        base = self.rich_style
        found = [
            next((money for money in total.amounts if money.currency == currency), None)
            for total in self.shown()
        ]
        texts = (brief_amount(money.amount) if money else "" for money in found)
        line = f" {currency}".ljust(LABEL) + "".join(text.rjust(room) for text in texts)
        return Strip([Segment(line, base)]).adjust_cell_length(width, base)
