"""The terms of a license as a list: when, how, for how much, and how that changed."""

from __future__ import annotations

from collections.abc import Hashable

from licensetui.domain.costs import yearly_cost
from licensetui.domain.license import License
from licensetui.domain.past_terms import TermLine, term_lines, yearly_change
from licensetui.domain.renewal import plan_of
from licensetui.tui.widgets.cells import Cell, Column
from licensetui.tui.widgets.measured import Measured
from licensetui.wording.costs import price_words

NOW, PLANNED = ">", "?"
"""Mark the term that counts, and one that is planned."""


class TermRows(Measured[TermLine]):
    """The planned term, the present one, and all before it."""

    COLUMNS = (
        Column("", 1),
        Column("starts", 10),
        Column("ends", 10),
        Column("type", 9, rank=3),
        Column("cost", 14, most=22, right=True),
        Column("a year", 14, right=True, rank=4, is_extra=True),
        Column("change", 8, right=True, rank=1),
        Column("quote", 8, most=24, rank=2),
        Column("order", 8, most=24, rank=2),
        Column("decision", 9, rank=5, is_extra=True),
        Column("status", 8, rank=6, is_extra=True),
    )
    EMPTY = ("No term is recorded.",)

    planned_id: int | None = None
    """Id of the planned term among the lines, if there is one."""

    def show_terms(self, license: License) -> int:
        """Show the terms of a license; return how many lines they take, the heading included."""
        lines = list(term_lines(license))
        plan = plan_of(license)
        if plan:
            change = yearly_change(license.term, plan) if license.term else None
            lines.insert(0, TermLine(plan, False, yearly_cost(plan), change, None))
        self.planned_id = plan.id if plan else None
        self.show(lines)
        return len(lines) + 1

    def cells(self, item: TermLine) -> tuple[Cell, ...]:
        """Return mark, days, kind, amounts, numbers and state."""
        term = item.term
        mark = NOW if item.is_current else PLANNED if term.id == self.planned_id else ""
        end = str(term.end or ("never" if term.perpetual else "?"))
        return (
            Cell(mark),
            Cell(str(term.start or "?")),
            Cell(end),
            Cell(term.kind.label),
            Cell(price_words(term) or "-"),
            Cell(str(item.yearly or "-")),
            Cell(str(item.change or "")),
            Cell(term.quote),
            Cell(term.order_number),
            Cell(term.decision.label),
            Cell(term.progress.label),
        )

    def key(self, item: TermLine) -> Hashable:
        """Return the id of the term."""
        return item.term.id
