"""Several licenses as a list: what a renewal, or a common end, means for each."""

from __future__ import annotations

from collections.abc import Hashable, Iterable

from licensetui.domain.coterm import CoTermPlan, CoTermState
from licensetui.domain.milestones import Urgency
from licensetui.tui.forms.coterm_form import Judged, without_refused
from licensetui.tui.forms.outcomes import Outcome
from licensetui.tui.widgets.cells import Cell, Column
from licensetui.tui.widgets.measured import Measured
from licensetui.wording.costs import price_words


class RenewedRows(Measured[Outcome]):
    """What becomes of each license."""

    COLUMNS = (
        Column("", 1),
        Column("license", 20, most=44, middle=True),
        Column("now ends", 10, rank=1),
        Column("starts", 10, rank=2),
        Column("ends", 10),
        Column("cost, or why not", 20, most=200),
    )

    def show_outcomes(self, outcomes: Iterable[Outcome], *, leaves_out: bool) -> None:
        """Show what becomes of each, and count; say whether what is refused is left out."""
        ordered = sorted(outcomes, key=lambda x: not x.is_refused)
        refused = sum(x.is_refused for x in ordered)
        self.title = f"{len(ordered) - refused} to renew" + (
            f"   {refused} refused{', skipped' if leaves_out else ''}" if refused else ""
        )
        self.show(ordered)

    def cells(self, item: Outcome) -> tuple[Cell, ...]:
        """Return mark, name, both ends, and the cost, or what speaks against it."""
        term = item.after.term if item.after else None
        cost = price_words(term) or "cost unknown"
        added = len(item.after.terms) - len(item.license.terms) if item.after else 0
        more = f", {added} terms" if added > 1 else ""
        severity = Urgency.OVERDUE if item.is_refused else Urgency.URGENT if item.reason else None
        return (
            Cell(severity.mark if severity is not None else "", severity),
            Cell(item.license.name),
            Cell(str(item.license.end or "NONE")),
            Cell(str(term.start) if term else "-"),
            Cell(str(term.end) if term else "-", severity),
            Cell(item.reason or cost + more, severity),
        )

    def key(self, item: Outcome) -> Hashable:
        """Return the license's id."""
        return item.license.id


class CoTermRows(Measured[Judged]):
    """The licenses, each with what the common end means for it."""

    COLUMNS = (
        Column("", 1),
        Column("license", 18, most=60, middle=True),
        Column("ends", 10),
        Column("until then", 19, most=40, rank=1),
        Column("a month", 12, right=True, rank=2),
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
            Cell(str(line.end or "NONE"), severity),
            Cell("refused" if objection else word, severity),
            Cell(str(line.monthly or "-")),
            Cell(str(line.cost or ("unknown" if line.joins else "-"))),
        )

    def key(self, item: Judged) -> Hashable:
        """Return the license's id."""
        return item[0].license.id
