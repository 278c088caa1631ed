"""A common end of several licenses as a list: what it means for each."""

from __future__ import annotations

from collections.abc import Hashable

from licensetui.domain.coterm import CoTermPlan, CoTermState
from licensetui.domain.milestones import Urgency
from licensetui.tui.forms.coterm_form import Judged, without_refused
from licensetui.tui.widgets.cells import Cell, Column
from licensetui.tui.widgets.rows import RowList


class CoTermRows(RowList[Judged]):
    """The licenses, each with what the common end means for it."""

    COLUMNS = (
        Column("", 1),
        Column("license"),
        Column("ends", 10),
        Column("until then", 19, wide=40),
        Column("a month", 12, right=True),
        Column("cost", 13, right=True),
    )
    EMPTY = ("No license to plan for.",)

    def show_plan(self, plan: CoTermPlan, lines: list[Judged]) -> None:
        """Show what a plan means for each license, and count those that join in it."""
        joining = len(without_refused(plan, lines).joining)
        self.title = f"{joining} of {len(plan.lines)} get a term until {plan.day}"
        self.show(lines)

    def cells(self, item: Judged) -> tuple[Cell, ...]:
        """Return mark, name, end, months or why not, and amounts."""
        line, objection = item
        lapses = line.state is CoTermState.LAPSES
        severity = Urgency.OVERDUE if objection or lapses else None
        word = line.length if line.joins else line.state.label
        return (
            Cell(severity.mark if severity is not None else "", severity),
            Cell(line.license.name, severity),
            Cell(str(line.license.end or "NONE"), severity),
            Cell("refused" if objection else word, severity),
            Cell(str(line.monthly or "-")),
            Cell(str(line.cost or ("unknown" if line.joins else "-"))),
        )

    def key(self, item: Judged) -> Hashable:
        """Return the license's id."""
        return item[0].license.id
