"""The next twelve months: how many licenses end, and what they cost."""

from __future__ import annotations

from decimal import Decimal
from typing import ClassVar

from rich.segment import Segment
from rich.style import Style
from textual.reactive import reactive
from textual.strip import Strip
from textual.widget import Widget

from licensetui.domain.counting import counted
from licensetui.domain.money import brief_amount
from licensetui.domain.months import MonthTotal
from licensetui.domain.totals import in_order
from licensetui.outlook import Outlook
from licensetui.tui.widgets.cells import style_names, title_line, urgency_css
from licensetui.tui.widgets.given import given

LABEL = 5
"""Cells in front of the first month."""
ROOM = 6
"""Cells a month needs: below that the amounts of two months would run together."""
HEAD = 3
"""Lines above the amounts: title, months, counts."""
LOWEST = 2
"""Lines of the highest bar at least."""
BAR = "#"
"""What bars are made of: every terminal has it."""


class YearStrip(Widget):
    """Counts and amounts by month, one line per currency as far as there is room, then bars."""

    COMPONENT_CLASSES: ClassVar[set[str]] = style_names("year", "months")
    DEFAULT_CSS = f"""
    YearStrip {{
        &> .year--months {{ text-style: bold; }}
        {urgency_css("year")}
    }}
    """

    outlook: reactive[Outlook] = reactive(given, repaint=False)
    """What ends when; the present month is the first."""

    def __init__(self, outlook: Outlook, *, id: str) -> None:
        """Show what ends by month in an outlook."""
        super().__init__(id=id)
        self.set_reactive(YearStrip.outlook, outlook)

    def watch_outlook(self, before: Outlook, after: Outlook) -> None:
        """Show it anew unless only findings are others."""
        if before.dates is not after.dates:
            self.refresh()

    @property
    def shown(self) -> tuple[MonthTotal, ...]:
        """The months for which there is room."""
        return self.outlook.months[: max((self.size.width - LABEL) // ROOM, 1)]

    @property
    def currencies(self) -> tuple[str, ...]:
        """The currencies met, in the user's order."""
        met = (money.currency for total in self.shown for money in total.amounts)
        return in_order(met, self.outlook.settings)

    def render_line(self, y: int) -> Strip:
        """Draw one line of the screen."""
        width, height = self.size
        base = self.rich_style
        shown, currencies = self.shown, self.currencies
        room = (width - LABEL) // max(len(shown), 1)
        below = y - HEAD - len(currencies)
        if y == 0:
            segments = [Segment(title_line(self._title(height), width), base)]
        elif y == 1:
            names = "".join(total.month.short.rjust(room) for total in shown)
            segments = [Segment(" " * LABEL + names, self._style(base, "year--months"))]
        elif y == 2:
            segments = self._counts(room, base)
        elif below < 0:
            segments = self._amounts(currencies[y - HEAD], room, base)
        else:
            segments = self._bars(below, height - HEAD - len(currencies), room, base)
        return Strip(segments).adjust_cell_length(width, base).simplify()

    def _title(self, height: int) -> str:
        count = sum(total.count for total in self.shown)
        parts = [f"Next {len(self.shown)} months: {counted(count, 'end')}"]
        earlier = self.outlook.ended_earlier
        parts += [f"{earlier} ended earlier"] if earlier else []
        hidden = self.currencies[max(height - HEAD, 0) :]
        parts += [f"not shown: {', '.join(hidden)}"] if hidden else []
        if height - HEAD - len(self.currencies) >= LOWEST and self.shown:
            parts.append(f"bars: {self._measure()}")
        return "   ".join(parts)

    def _counts(self, room: int, base: Style) -> list[Segment]:
        segments = [Segment(" ends".ljust(LABEL), base)]
        for total in self.shown:
            text = f"{total.count}{total.urgency.mark}" if total.urgency is not None else "-"
            segments.append(Segment(text.rjust(room), self._color(total, base)))
        return segments

    def _amounts(self, currency: str, room: int, base: Style) -> list[Segment]:
        found = (_amount(total, currency) for total in self.shown)
        texts = ("" if amount is None else brief_amount(amount, room - 1) for amount in found)
        return [Segment(f" {currency}".ljust(LABEL) + "".join(x.rjust(room) for x in texts), base)]

    def _bars(self, line: int, lines: int, room: int, base: Style) -> list[Segment]:
        """Return a line of the bars; `line` counts from the top, none in less than `LOWEST`."""
        if lines < LOWEST:
            return []
        sizes = [self._bar_size(total) for total in self.shown]
        heights = bar_heights(sizes, lines)
        segments = [Segment(" " * LABEL, base)]
        for total, height in zip(self.shown, heights, strict=True):
            text = BAR * 3 if height >= lines - line else ""
            segments.append(Segment(text.rjust(room), self._color(total, base)))
        return segments

    def _measure(self) -> str:
        """Return what the bars show: amounts of the user's first currency, else counts."""
        return self.currencies[0] if self.currencies else "ends"

    def _bar_size(self, total: MonthTotal) -> Decimal:
        if not self.currencies:
            return Decimal(total.count)
        return _amount(total, self.currencies[0]) or Decimal(0)

    def _color(self, total: MonthTotal, base: Style) -> Style:
        if total.urgency is None:
            return base
        return self._style(base, f"year--{total.urgency.word}")

    def _style(self, base: Style, name: str) -> Style:
        return base + self.get_component_rich_style(name, partial=True)


def bar_heights(sizes: list[Decimal], lines: int) -> list[int]:
    """Return the height of each bar: the largest takes all lines, whatever is there one at least.

    A size below nothing, as a credit is, has no bar.
    """
    largest = max(sizes, default=Decimal(0))
    return [max(round(size / largest * lines), 1) if size > 0 else 0 for size in sizes]


def _amount(total: MonthTotal, currency: str) -> Decimal | None:
    return next((money.amount for money in total.amounts if money.currency == currency), None)
