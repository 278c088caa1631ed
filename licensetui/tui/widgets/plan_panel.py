"""The third step of an import: what is open, what becomes of each row, and one row in full."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.getters import query_one
from textual.message import Message

from licensetui.imports.planned import ImportPlan, QuestionKind
from licensetui.outlook import Outlook
from licensetui.reading.dates import DateOrder
from licensetui.tui.bindings import acting, bindings
from licensetui.tui.commands import forms
from licensetui.tui.dialogs.import_choices import currency_chooser
from licensetui.tui.forms.import_file import OpenedFile
from licensetui.tui.forms.import_words import plan_notes, plan_remarks, plan_title, row_lines
from licensetui.tui.screens.window import NotesWindow
from licensetui.tui.widgets.cells import wrapped
from licensetui.tui.widgets.detail import Detail
from licensetui.tui.widgets.plan_rows import PlanRows
from licensetui.tui.widgets.remarks import Remarks
from licensetui.tui.widgets.rows import RowList

ASKED: Mapping[str, QuestionKind] = {
    "say_order": QuestionKind.DATES,
    forms.SAY_CURRENCY.action: QuestionKind.CURRENCY,
    forms.SAY_SEEN.action: QuestionKind.SEEN,
}
"""What must have been asked before an action answers it."""


class PlanPanel(Vertical):
    """A plan, all there is to say of the row under the cursor, and the keys that answer."""

    BINDINGS = [  # noqa: RUF012  # Textual's own annotation of this name is not to be repeated
        *acting({forms.DAY_FIRST: "say_order('dmy')", forms.MONTH_FIRST: "say_order('mdy')"}),
        *bindings(forms.TAKE_SUGGESTION, forms.SAY_CURRENCY, forms.SAY_SEEN, forms.SHOW_NOTES),
    ]
    DEFAULT_CSS = """
    PlanPanel { height: 1fr; }
    PlanPanel #row { height: 6; max-height: 25%; }
    """
    remarks = query_one(Remarks)
    rows = query_one(PlanRows)
    row = query_one("#row", Detail)

    @dataclass(eq=False, repr=False)
    class Answered(Message):
        """Something was said of the file."""

        file: OpenedFile
        """The file with that."""

    def __init__(self) -> None:
        """Show nothing yet."""
        super().__init__()
        self.begin()

    def begin(self) -> None:
        """Forget the plan, and what was asked: another file was read."""
        self.file: OpenedFile | None = None
        """The file that is planned."""
        self.plan: ImportPlan | None = None
        """Its plan."""
        self.outlook: Outlook | None = None
        """What it was planned on."""
        self._asked: frozenset[QuestionKind] = frozenset()
        # What may be answered, or answered otherwise.

    def compose(self) -> ComposeResult:
        """Lay out what matters, the rows, and one of them in full."""
        yield Remarks()
        yield PlanRows()
        yield Detail(id="row")

    def show_plan(self, plan: ImportPlan, file: OpenedFile, outlook: Outlook) -> None:
        """Show a plan."""
        self.plan, self.file, self.outlook = plan, file, outlook
        self._asked |= {question.about for question in plan.questions}
        self.remarks.say(plan_title(plan), plan_remarks(plan, file))
        self.rows.show_plan(plan)
        self._show_row()

    def on_resize(self) -> None:
        """Fold the lines anew."""
        self._show_row()

    @on(RowList.Moved)
    def _show_row(self) -> None:
        self.refresh_bindings()  # not every row has an address to mend
        row, plan = self.rows.current, self.plan
        if row is None or plan is None:
            self.row.title, self.row.lines = "", ()
            return
        width = max(self.app.size.width - 2, 20)
        self.row.title = f"{row.place}: {row.what}"
        self.row.lines = tuple(
            line for text in row_lines(row, plan) for line in wrapped(text, width)
        )

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Say whether a command works now: only what was asked can be answered."""
        if action == forms.TAKE_SUGGESTION.action:
            return bool(self._meant())
        about = ASKED.get(action)
        return about is None or about in self._asked

    def action_say_order(self, order: DateOrder) -> None:
        """Say in which order days and months stand."""
        self._answer(date_order=order)

    def action_say_currency(self) -> None:
        """Choose the currency of amounts that have none."""
        if self.outlook:
            chooser = currency_chooser(self.outlook.settings.currency)
            chooser.ask(self.app, lambda code: self._answer(currency=code))

    def action_say_seen(self) -> None:
        """Say that the portal shows today what the file says, or that it does not."""
        if self.file and self.outlook:
            self._answer(seen=None if self.file.answers.seen else self.outlook.today)

    def _answer(self, **answer: Any) -> None:
        """Tell of an answer, given by its name in `PlanAnswers`."""
        if self.file:
            answers = replace(self.file.answers, **answer)
            self.post_message(self.Answered(replace(self.file, answers=answers)))

    def action_take_suggestion(self) -> None:
        """Take the addresses that were probably meant in the row under the cursor."""
        if self.file and (meant := self._meant()):
            fixes = {**self.file.fixes, **meant}
            self.post_message(self.Answered(replace(self.file, fixes=fixes)))

    def _meant(self) -> Mapping[str, str]:
        """Return the addresses that were meant in the row under the cursor, by the wrong ones."""
        labels = self.rows.current.contacts if self.rows.current else ()
        people = self.plan.contacts if self.plan and labels else ()
        return {x.address: x.meant for x in people if x.meant and x.label in labels}

    def action_show_notes(self) -> None:
        """Show how the file was read, and all that is odd about it."""
        if self.plan and self.file:
            self.app.push_screen(NotesWindow(plan_notes(self.plan, self.file)))
