"""The third step of an import: what is open, what becomes of each row, and one row in full."""

from __future__ import annotations

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.getters import query_one

from licensetui.imports.planned import Asked, ImportPlan
from licensetui.tui.forms.import_words import plan_remarks, plan_title, row_lines
from licensetui.tui.widgets.cells import wrapped
from licensetui.tui.widgets.detail import Detail
from licensetui.tui.widgets.plan_rows import PlanRows
from licensetui.tui.widgets.remarks import Remarks
from licensetui.tui.widgets.rows import RowList


class PlanPanel(Vertical):
    """A plan, and all there is to say of the row under the cursor."""

    DEFAULT_CSS = """
    PlanPanel { height: 1fr; }
    PlanPanel #row { height: 7; max-height: 40%; }
    """
    remarks = query_one(Remarks)
    rows = query_one(PlanRows)
    row = query_one("#row", Detail)

    plan: ImportPlan | None = None
    """The plan."""
    has_asked: bool = False
    """Whether the order of days and months was asked, and may be answered otherwise."""

    def compose(self) -> ComposeResult:
        """Lay out what matters, the rows, and one of them in full."""
        yield Remarks()
        yield PlanRows()
        yield Detail(id="row")

    def show_plan(self, plan: ImportPlan) -> None:
        """Show a plan."""
        self.plan = plan
        self.has_asked |= any(x.about is Asked.DATES for x in plan.questions)
        self.remarks.say(plan_title(plan), plan_remarks(plan))
        self.rows.show_plan(plan)
        self._show_row()

    def on_resize(self) -> None:
        """Fold the lines anew."""
        self._show_row()

    @on(RowList.Moved)
    def _show_row(self) -> None:
        row, plan = self.rows.current, self.plan
        if row is None or plan is None:
            self.row.title, self.row.lines = "", ()
            return
        width = max(self.app.size.width - 2, 20)
        self.row.title = f"{row.place}: {row.what}"
        self.row.lines = tuple(
            line for text in row_lines(row, plan) for line in wrapped(text, width)
        )
