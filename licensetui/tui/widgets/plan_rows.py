"""The rows of a plan: what becomes of each row of a file that is imported."""

from __future__ import annotations

from collections.abc import Hashable, Iterator

from licensetui.domain.milestones import Urgency
from licensetui.imports.planned import ImportPlan, PlannedContact, PlannedRow, RowOutcome
from licensetui.tui.bindings import bindings
from licensetui.tui.commands import forms
from licensetui.tui.widgets.cells import Cell, Column
from licensetui.tui.widgets.rows import RowList

ORDER = (
    RowOutcome.REFUSED,
    RowOutcome.CHANGED,
    RowOutcome.TERM,
    RowOutcome.NEW,
    RowOutcome.SAME,
)
"""The outcomes in the order in which somebody has to look at them."""
DOUBTS = "to look at"
"""The filter for rows with something odd."""


class PlanRows(RowList[PlannedRow]):
    """What becomes of each row; what is refused stands first."""

    COLUMNS = (
        Column("", 1),
        Column("", 12, only_above=70),
        Column("license", wide=60),
        Column("ends", 10),
        Column("cost", 16, wide=24, right=True, only_above=76),
        Column("seats", 10, wide=14, right=True, only_above=90),
        Column("what changes", only_above=110),
        Column("line", 6, right=True),
    )
    BINDINGS = bindings(forms.FILTER_ROWS)
    EMPTY = ("No row has this outcome. f shows others.",)

    plan: ImportPlan | None = None
    """The plan."""

    def __init__(self, *, id: str) -> None:
        """Make an empty list."""
        super().__init__(id=id)
        self.filter = ""
        """The outcome that is shown alone; empty for all."""

    def show_plan(self, plan: ImportPlan) -> None:
        """Show the rows of a plan."""
        self.plan = plan
        if self.filter not in self._filters():
            self.filter = ""
        self._show_rows()

    def _filters(self) -> list[str]:
        assert self.plan is not None  # noqa: S101  # shown before it is filtered
        found = [each.label for each in ORDER if self.plan.counts.get(each)]
        return ["", *([DOUBTS] if any(x.doubts for x in self.plan.rows) else []), *found]

    def _show_rows(self) -> None:
        assert self.plan is not None  # noqa: S101  # as above
        rows = [row for row in self.plan.rows if self._is_shown(row)]
        counts = [f"{self.plan.counts[x]} {x.label}" for x in ORDER if self.plan.counts.get(x)]
        parts = [", ".join(counts) or "no rows"]
        parts += [f"filter: {self.filter}"] if self.filter else []
        self.title = "   ".join(parts)
        self.show(sorted(rows, key=_rank))

    def _is_shown(self, row: PlannedRow) -> bool:
        if self.filter == DOUBTS:
            return bool(row.doubts)
        return self.filter in ("", row.outcome.label)

    def cells(self, item: PlannedRow) -> tuple[Cell, ...]:
        """Return mark, outcome, license, end, cost, seats, changes and line."""
        mark, color = _mark(item)
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


def row_lines(row: PlannedRow, contacts: tuple[PlannedContact, ...]) -> Iterator[str]:
    """Yield all there is to say of a row: why it is refused, what is odd, what changes."""
    if row.reason:
        yield f"refused: {row.reason}"
    if row.remedy:
        yield row.remedy
    yield from (f"! {doubt}" for doubt in row.doubts)
    if row.term:
        yield row.term
    yield from map(str, row.changes)
    doubts = {contact.label: contact.doubts for contact in contacts}
    for label in row.contacts:
        yield "; ".join((f"new contact {label}", *doubts.get(label, ())))
    yield from row.notes


def _rank(row: PlannedRow) -> tuple[int, bool]:
    """Return what sorts rows by what somebody has to look at; else they stay as in the file."""
    return (ORDER.index(row.outcome), not row.doubts)


def _mark(row: PlannedRow) -> tuple[str, Urgency | None]:
    if row.outcome is RowOutcome.REFUSED:
        return "x", Urgency.OVERDUE
    return ("!", Urgency.URGENT) if row.doubts else ("", None)
