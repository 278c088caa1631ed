"""Renewals of several licenses as a list: what becomes of each, or why it cannot be."""

from __future__ import annotations

from collections.abc import Hashable, Iterable

from licensetui.domain.milestones import Urgency
from licensetui.tui.forms.outcomes import Outcome
from licensetui.tui.widgets.cells import Cell, Column
from licensetui.tui.widgets.rows import RowList


class RenewedRows(RowList[Outcome]):
    """What becomes of each license."""

    COLUMNS = (
        Column("", 1),
        Column("license", 28, wide=44),
        Column("so far", 10),
        Column("starts", 10, only_above=96),
        Column("ends", 10),
        Column("cost, or why not"),
    )

    def show_outcomes(self, outcomes: Iterable[Outcome], *, leaves_out: bool) -> None:
        """Show what becomes of each, and count; say whether what is refused is left out."""
        ordered = sorted(outcomes, key=lambda x: not x.is_refused)
        refused = sum(x.is_refused for x in ordered)
        self.title = f"{len(ordered) - refused} to be renewed" + (
            f"   {refused} refused{', left out' if leaves_out else ''}" if refused else ""
        )
        self.show(ordered)

    def cells(self, item: Outcome) -> tuple[Cell, ...]:
        """Return mark, name, both ends, and the cost, or what speaks against it."""
        term = item.after.term if item.after else None
        severity = Urgency.OVERDUE if item.is_refused else Urgency.URGENT if item.reason else None
        return (
            Cell(severity.mark if severity is not None else "", severity),
            Cell(item.license.name),
            Cell(str(item.license.end or "NONE")),
            Cell(str(term.start) if term else "-"),
            Cell(str(term.end) if term else "-", severity),
            Cell(item.reason or str((term and term.cost) or "cost unknown"), severity),
        )

    def key(self, item: Outcome) -> Hashable:
        """Return the license's id."""
        return item.license.id
