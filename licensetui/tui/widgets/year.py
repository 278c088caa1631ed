"""The next twelve months: how many licenses end, and what they cost."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import ClassVar, NamedTuple

from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.geometry import Size
from textual.message import Message
from textual.reactive import reactive
from textual.strip import Strip

from licensetui.domain.counting import by_count, counted
from licensetui.domain.money import Money, brief_amount, sums
from licensetui.domain.months import Month, MonthTotal
from licensetui.domain.settings import Settings
from licensetui.domain.totals import in_order
from licensetui.outlook import Outlook
from licensetui.outlook.dates import Dates
from licensetui.tui.terminal.tty import has_blocks
from licensetui.tui.widgets.cells import ruled, style_names, title_line, urgency_css
from licensetui.tui.widgets.given import given
from licensetui.tui.widgets.placed import Placed

LABEL = 5
"""Cells in front of the first month, where there is room for the names of lines."""
ROOM = 6
"""Cells of a month from which the lines have names, and each currency has one."""
TIGHT = 4
"""Cells of a month at least: three letters, and one that sets it apart."""
HEAD = 3
"""Lines above the amounts: title, months, counts."""
LOWEST = 2
"""Lines that are kept for the bars where there are several currencies."""
HIGHEST = 8
"""Lines of the bars at most."""
FULL, HALF, PLAIN = "█", "▄", "#"
"""What bars are made of, and what stands for it where the terminal has neither."""


class YearPlan(NamedTuple):
    """The months and lines for which there is room."""

    months: tuple[MonthTotal, ...]
    """The months shown."""
    label: int
    """Cells in front of them."""
    cell: int
    """Cells of each."""
    currencies: tuple[str, ...]
    """The currencies that have a line: the first one above the bars, others below."""
    hidden: tuple[str, ...]
    """Those that have none."""
    bars: int
    """Lines of the bars."""


class YearStrip(Placed):
    """Counts by month, amounts of the first currency, its bars, and as many others as fit."""

    COMPONENT_CLASSES: ClassVar[set[str]] = style_names("year", "months")
    DEFAULT_CSS = f"""
    YearStrip {{
        &> .year--months {{ text-style: dim; }}
        {urgency_css("year")}
    }}
    """

    outlook: reactive[Outlook] = reactive(given, repaint=False)
    """What ends when; the present month is the first."""

    @dataclass(eq=False, repr=False)
    class Chosen(Message):
        """A month is wanted: the mouse was on it."""

        month: Month
        """The month."""

    def __init__(self, outlook: Outlook, *, id: str) -> None:
        """Show what ends by month in an outlook."""
        super().__init__(id=id)
        self.set_reactive(YearStrip.outlook, outlook)
        self._has_blocks = has_blocks()
        self._planned: tuple[tuple[Dates, Size], YearPlan] | None = None

    def watch_outlook(self, before: Outlook, after: Outlook) -> None:
        """Show it anew unless only findings are others."""
        if before.dates is not after.dates:
            self.refresh()

    @property
    def plan(self) -> YearPlan:
        """What there is room for."""
        wanted = (self.outlook.dates, self.size)
        if self._planned is None or self._planned[0] != wanted:
            self._planned = wanted, self._plan()
        return self._planned[1]

    def _plan(self) -> YearPlan:
        width, height = self.size
        months = self.outlook.dates.months
        has_names = width >= LABEL + ROOM * len(months)
        label = LABEL if has_names else 0
        found = in_order((x.currency for total in months for x in total.amounts), self._settings)
        room = max(height - HEAD, 0)
        fitting = max(min(len(found), room - LOWEST), 1) if has_names else 1
        shown = found[: min(fitting, room)]
        least = ROOM if has_names else TIGHT
        if not has_names:
            texts = (_brief(x.amount, TIGHT - 1) for t in months for x in _of(t, shown))
            least = max(least, max(map(len, texts), default=0) + 1)
        count = min(max((width - label) // least, 1), len(months))
        cell = max((width - label) // max(count, 1), least)
        bars = min(max(room - len(shown), 0), HIGHEST)
        return YearPlan(months[:count], label, cell, shown, found[len(shown) :], bars)

    @property
    def _settings(self) -> Settings:
        return self.outlook.settings

    def render_line(self, y: int) -> Strip:
        """Draw one line of the screen."""
        width, base, plan = self.size.width, self.rich_style, self.plan
        if y == 0:
            return Strip(ruled(title_line(self._title(plan), width), base), width)
        return Strip(self._line(y, plan, base)).adjust_cell_length(width, base).simplify()

    def _line(self, y: int, plan: YearPlan, base: Style) -> list[Segment]:
        if y == 1:
            names = "".join(x.month.short.rjust(plan.cell) for x in plan.months)
            return [Segment(" " * plan.label + names, self._style(base, "year--months"))]
        if y == 2:
            return self._counts(plan, base)
        place = y - HEAD
        if place == 0 and plan.currencies:
            return self._amounts(plan.currencies[0], plan, base)
        place -= min(len(plan.currencies), 1)
        if place < plan.bars:
            return self._bars(plan.bars - 1 - place, plan, base)
        others = plan.currencies[1:]
        place -= plan.bars
        return self._amounts(others[place], plan, base) if place < len(others) else []

    def _title(self, plan: YearPlan) -> str:
        """Return what is shown, and as much of what is not as there is room for."""
        unit = f", {plan.currencies[0]}" if plan.currencies and not plan.label else ""
        title = f"Next {len(plan.months)} months{unit}"
        count = sum(total.count for total in plan.months)
        earlier = self.outlook.dates.ended_earlier
        for part in (
            *_first_fitting(_hidden_words(plan), self.size.width - len(title) - 8),
            f"   {counted(count, 'end')}",
            f"   {earlier} ended earlier" if earlier else "",
        ):
            title += part if len(title + part) + 4 <= self.size.width else ""
        return title

    def _counts(self, plan: YearPlan, base: Style) -> list[Segment]:
        segments = [Segment(" ends".ljust(plan.label)[: plan.label], base)]
        for total in plan.months:
            text = f"{total.count}{total.urgency.mark}" if total.urgency is not None else "-"
            segments.append(Segment(text.rjust(plan.cell), self._color(total, base)))
        return segments

    def _amounts(self, currency: str, plan: YearPlan, base: Style) -> list[Segment]:
        found = (_amount(total, currency) for total in plan.months)
        texts = ("" if amount is None else _brief(amount, plan.cell - 1) for amount in found)
        label = f" {currency}".ljust(plan.label)[: plan.label]
        return [Segment(label + "".join(x.rjust(plan.cell) for x in texts), base)]

    def _bars(self, line: int, plan: YearPlan, base: Style) -> list[Segment]:
        """Return a line of the bars, the lowest being 0."""
        sizes = [self._bar_size(total, plan) for total in plan.months]
        parts = 2 if self._has_blocks else 1
        segments = [Segment(" " * plan.label, base)]
        for total, height in zip(plan.months, bar_heights(sizes, plan.bars * parts), strict=True):
            rest = height - line * parts
            sign = " " if rest <= 0 else HALF if rest < parts else FULL if parts > 1 else PLAIN
            text = sign * min(plan.cell - 1, 3)
            segments.append(Segment(text.rjust(plan.cell), self._color(total, base)))
        return segments

    def _bar_size(self, total: MonthTotal, plan: YearPlan) -> Decimal:
        """Return what a bar shows: the amount in the user's first currency, else the count."""
        if not plan.currencies:
            return Decimal(total.count)
        return _amount(total, plan.currencies[0]) or Decimal(0)

    def on_click(self, event: events.Click) -> None:
        """Ask for the month where the mouse is."""
        plan = self.plan
        place = (event.x - plan.label) // plan.cell
        if event.y > 0 and 0 <= place < len(plan.months):
            self.post_message(self.Chosen(plan.months[place].month))

    def _color(self, total: MonthTotal, base: Style) -> Style:
        if total.urgency is None:
            return base
        return self._style(base, f"year--{total.urgency.word}")

    def _style(self, base: Style, name: str) -> Style:
        return base + self.get_component_rich_style(name, partial=True)


def bar_heights(sizes: list[Decimal], parts: int) -> list[int]:
    """Return the height of each bar: the largest takes all parts, whatever is there one at least.

    A size below nothing, as a credit is, has no bar.
    """
    largest = max(sizes, default=Decimal(0))
    return [max(round(size / largest * parts), 1) if size > 0 else 0 for size in sizes]


def _hidden_words(plan: YearPlan) -> Iterator[str]:
    """Yield what to say of the currencies that have no line, each time shorter."""
    met = sums(x for total in plan.months for x in _of(total, plan.hidden))
    found = {x.currency: x for x in met}
    also = [f"{brief_amount(found[x].amount)} {x}" for x in plan.hidden if x in found]
    if also:
        yield f"   + {', '.join(also)}"
        yield "   + " + by_count(len(also), "1 currency", "{count} currencies")


def _first_fitting(texts: Iterator[str], room: int) -> list[str]:
    return [text for text in texts if len(text) <= room][:1]


def _brief(amount: Decimal, most: int) -> str:
    """Return an amount in so many cells, if it can be: `465k`, or `.5M` in three."""
    text = brief_amount(amount, most)
    if len(text) <= most:
        return text
    millions = f"{amount / 1_000_000:.1f}M".lstrip("0")
    return (
        millions
        if len(millions) <= most
        else f"{amount:.0e}".replace("e+0", "e").replace("e+", "e")
    )


def _of(total: MonthTotal, currencies: tuple[str, ...]) -> tuple[Money, ...]:
    return tuple(x for x in total.amounts if x.currency in currencies)


def _amount(total: MonthTotal, currency: str) -> Decimal | None:
    return next((money.amount for money in total.amounts if money.currency == currency), None)
