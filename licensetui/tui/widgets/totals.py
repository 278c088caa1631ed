"""Costs of licenses: by year, by vendor and by organization."""

from __future__ import annotations

from collections.abc import Hashable, Iterable
from typing import NamedTuple

from licensetui.domain.money import brief_amount
from licensetui.domain.totals import Total, in_order
from licensetui.tui.widgets.cells import Cell, Column
from licensetui.tui.widgets.rows import OutlookRows

NAME = 16
"""Cells for names at least."""
AMOUNT = 7
"""Cells for an amount, with a space in front."""


class TotalLine(NamedTuple):
    """A heading, or a total below one."""

    heading: str
    """What the totals are of."""
    total: Total | None = None
    """The total; None for the heading itself."""


class Totals(OutlookRows[TotalLine]):
    """Totals under their headings, one column for each currency for which there is room."""

    HAS_HEADING = False
    COLUMNS = (Column("what"), Column("costs", snug=True))

    def watch_outlook(self) -> None:
        """Show the totals."""
        self._show_lines()

    def on_resize(self) -> None:
        """Fit the currencies to the new width."""
        super().on_resize()
        self._show_lines()

    def _show_lines(self) -> None:
        outlook = self.outlook
        lines = [
            *_section("due, by year", outlook.costs.due_by_year),
            *_section("per year, by vendor", outlook.costs.yearly_by_vendor),
            *_section("per year, by organization", outlook.costs.yearly_by_organization),
        ]
        met = {x.currency for line in lines if line.total for x in line.total.amounts}
        ordered = in_order(met, outlook.settings)
        fitting = max((self.size.width - NAME) // AMOUNT, 1)
        self._currencies, hidden = ordered[:fitting], ordered[fitting:]
        parts = [
            "Costs",
            "?: cost unknown" if any(x.total and x.total.unpriced for x in lines) else "",
            f"not shown: {', '.join(hidden)}" if hidden else "",
        ]
        self.title = "   ".join(part for part in parts if part)
        self.show(lines)

    def validate_cursor(self, cursor: int) -> int:
        """Pass by a heading: there is nothing to say of it."""
        is_heading = cursor < len(self.items) and self.items[cursor].total is None
        if not is_heading:
            return cursor
        return cursor - 1 if 0 < cursor < self.cursor else cursor + 1

    def _scroll_to_cursor(self) -> None:
        """Show the heading of the first total with it."""
        super()._scroll_to_cursor()
        above = self.cursor - 1
        is_hidden = 0 <= above < min(round(self.scroll_y), len(self.items))
        if is_hidden and self.items[above].total is None:
            self.scroll_to(y=above, animate=False, force=True, immediate=True)

    _currencies: tuple[str, ...] = ()
    # Those that have a column.

    def cells(self, item: TotalLine) -> tuple[Cell, ...]:
        """Return the name with its count, and the amounts below their currencies."""
        if item.total is None:
            names = "".join(currency.rjust(AMOUNT) for currency in self._currencies)
            return (Cell(f"─ {item.heading}"), Cell(names))
        found = (item.total.amount(currency) for currency in self._currencies)
        texts = ("-" if amount is None else brief_amount(amount, AMOUNT - 1) for amount in found)
        count = str(item.total.count)
        if item.total.unpriced:
            count += f", {item.total.unpriced}?"
        name = item.total.label or "(unknown)"
        return (Cell(f"  {name} ({count})"), Cell("".join(text.rjust(AMOUNT) for text in texts)))

    def key(self, item: TotalLine) -> Hashable:
        """Return heading and name."""
        return (item.heading, item.total.label if item.total else None)

    def empty_lines(self) -> tuple[str, ...]:
        """Say that there is nothing to add up."""
        return ("No costs yet.",)


def _section(heading: str, totals: Iterable[Total]) -> tuple[TotalLine, ...]:
    """Return a heading with its totals; nothing where there are none."""
    lines = tuple(TotalLine(heading, total) for total in totals)
    return (TotalLine(heading), *lines) if lines else ()
