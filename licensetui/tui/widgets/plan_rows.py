"""The rows of a plan: what becomes of each row of a file that is imported."""

from __future__ import annotations

from collections.abc import Hashable

from licensetui.domain.milestones import Urgency
from licensetui.imports.planned import ImportPlan, PlannedRow, RowOutcome
from licensetui.tui.bindings import acting, bindings
from licensetui.tui.commands import forms
from licensetui.tui.widgets.cells import Cell, Column
from licensetui.tui.widgets.measured import Measured

ORDER = (
    RowOutcome.REFUSED,
    RowOutcome.CHANGED,
    RowOutcome.TERM,
    RowOutcome.NEW,
    RowOutcome.SAME,
)
"""The outcomes in the order in which somebody has to look at them."""
DOUBTS = "to check"
"""The filter for rows with something odd."""


class PlanRows(Measured[PlannedRow]):
    """What becomes of each row; what is refused stands first."""

    COLUMNS = (
        Column("", 1),
        Column("", 12, rank=2),
        Column("license", 20, most=60, middle=True),
        Column("ends", 10),
        Column("cost", 14, most=24, right=True, rank=3),
        Column("seats", 10, most=14, right=True, rank=4),
        Column("what changes", 20, most=200, rank=5),
        Column("row", 6, right=True, rank=1),
    )
    BINDINGS = [  # noqa: RUF012  # Textual's own annotation of this name is not to be repeated
        *acting({forms.SAVE_IMPORT: "screen.go_on"}),
        *bindings(forms.FILTER_ROWS),
    ]
    EMPTY = ("The file has no rows.",)

    plan: ImportPlan | None = None
    """The plan."""

    filter: str = ""
    """The outcome that is shown alone; empty for all."""
    _doubtful: frozenset[str] = frozenset()
    # The new contacts with something odd, by their labels.

    def show_plan(self, plan: ImportPlan) -> None:
        """Show the rows of a plan."""
        self.plan = plan
        self._doubtful = frozenset(one.label for one in plan.contacts if one.doubts)
        if self.filter not in self._filters():
            self.filter = ""
        self._show_rows()

    def _filters(self) -> list[str]:
        assert self.plan is not None  # noqa: S101  # shown before it is filtered
        found = [each.label for each in ORDER if self.plan.counts.get(each)]
        return ["", *([DOUBTS] if any(map(self._is_doubtful, self.plan.rows)) else []), *found]

    def _show_rows(self) -> None:
        assert self.plan is not None  # noqa: S101  # as above
        rows = [row for row in self.plan.rows if self._is_shown(row)]
        counts = [f"{self.plan.counts[x]} {x.label}" for x in ORDER if self.plan.counts.get(x)]
        parts = [", ".join(counts) or "no rows"]
        parts += [f"filter: {self.filter}"] if self.filter else []
        self.title = "   ".join(parts)
        self.show(sorted(rows, key=self._rank))

    def _is_shown(self, row: PlannedRow) -> bool:
        if self.filter == DOUBTS:
            return self._is_doubtful(row)
        return self.filter in ("", row.outcome.label)

    def _is_doubtful(self, row: PlannedRow) -> bool:
        return bool(row.doubts) or not self._doubtful.isdisjoint(row.contacts)

    def cells(self, item: PlannedRow) -> tuple[Cell, ...]:
        """Return mark, outcome, license, end, cost, seats, changes and line."""
        mark, color = self._mark(item)
        return (
            Cell(mark, color),
            Cell(item.outcome.label, color),
            Cell(item.what),
            Cell(str(item.end or "")),
            Cell(item.cost),
            Cell(item.seats),
            Cell(item.reason or ", ".join(map(str, item.changes))),
            Cell(str(item.line)),
        )

    def key(self, item: PlannedRow) -> Hashable:
        """Return where it stands in its file."""
        return item.place

    def action_filter_rows(self) -> None:
        """Show the rows with the next outcome alone, or all again."""
        if self.plan is not None:
            filters = self._filters()
            self.filter = filters[(filters.index(self.filter) + 1) % len(filters)]
            self._show_rows()
            self.cursor = 0

    def _rank(self, row: PlannedRow) -> tuple[int, bool]:
        """Return what sorts rows by what somebody has to look at; else they stay as in the file."""
        return (ORDER.index(row.outcome), not self._is_doubtful(row))

    def _mark(self, row: PlannedRow) -> tuple[str, Urgency | None]:
        if row.outcome is RowOutcome.REFUSED:
            return "x", Urgency.OVERDUE
        return ("!", Urgency.URGENT) if self._is_doubtful(row) else ("", None)
