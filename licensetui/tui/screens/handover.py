"""The hand-over of somebody who leaves: when, who takes what, and what that means, in 3 steps."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from textual import on
from textual.widget import Widget

from licensetui.domain.change import Change
from licensetui.domain.contact import Contact
from licensetui.domain.counting import by_count, counted
from licensetui.domain.draft import Draft
from licensetui.domain.handover import can_be_taken, given_to, left_out, needs_successor
from licensetui.domain.handover_plan import HandoverPlan
from licensetui.forms.typed import TypedError
from licensetui.store.errors import StoreError
from licensetui.tui.bindings import bindings
from licensetui.tui.commands import forms, sections
from licensetui.tui.commands.everywhere import UNDO
from licensetui.tui.commands.forms import GO_ON
from licensetui.tui.dialogs.contact_choice import (
    NewContact,
    Nobody,
    SuccessorChoice,
    successor_chooser,
)
from licensetui.tui.forms.address_judge import AddressJudge
from licensetui.tui.forms.handover_form import Takers, facts, warnings_shown, written_note
from licensetui.tui.forms.leaving_form import FIELDS, texts_of
from licensetui.tui.screens.form import Form
from licensetui.tui.session import Session
from licensetui.tui.widgets.bars import KeyBar
from licensetui.tui.widgets.cells import shortened
from licensetui.tui.widgets.detail import Detail
from licensetui.tui.widgets.handover_rows import HandoverRows, StepRows
from licensetui.tui.widgets.leaving_fields import LeavingFields
from licensetui.tui.widgets.rows import RowList

STEPS = ("last day", "who takes what", "review")
"""What each step is for."""
KEY_WORDS: tuple[Mapping[str, str], ...] = (
    {},
    {forms.LEAVE.id: "Back"},
    {forms.LEAVE.id: "Back", forms.GO_ON.id: "Apply"},
)
"""What keys do in each step, where that is not what they do in other forms."""
PROMISE = "Nothing is saved before step 3; one undo reverts all."
STEP_KEYS = (
    f"{forms.WRITE_NOTE.key} writes a note for whoever takes over (Markdown). "
    f"{forms.LEAVE.key} goes back a step."
)
DETAIL = 6
"""Lines that the second step has for what may go wrong."""


class HandoverForm(Form[Contact]):
    """Ends with the contact whose holdings went to others, or None."""

    KEY_SECTIONS = sections.SHEETS["handover"]
    KIND = "handover"
    RESTING = PROMISE
    BINDINGS = bindings(forms.GO_ON, forms.WRITE_NOTE)
    DEFAULT_CSS = """
    HandoverForm RowList { height: 1fr; display: none; }
    HandoverForm #warnings { height: 7; display: none; }
    HandoverForm.-step-2 FieldArea, HandoverForm.-step-3 FieldArea { display: none; }
    HandoverForm.-step-2 #rows, HandoverForm.-step-3 #steps { display: block; }
    HandoverForm.-step-2 #warnings, HandoverForm.-step-3 #warnings { display: block; }
    HandoverForm.-step-3 #warnings { height: auto; max-height: 50%; }
    HandoverForm .sheet > Hint { height: 2; }
    """

    def __init__(self, session: Session, contact: Contact, *, draft: Draft | None = None) -> None:
        """Hand over what a contact holds."""
        heading = _heading(contact, 1)
        super().__init__(session, heading, FIELDS, texts_of(contact), contact, draft=draft)
        self.contact = contact
        """The contact as it was."""
        self.step = 1
        """Where one is, from 1 to 3."""
        self._offered = Takers.proposed(contact, session.outlook)
        self.takers = self._offered
        """Who takes what."""
        if draft:
            portfolio = session.outlook.portfolio
            self.takers = self._offered.drafted(draft.texts, contact, portfolio)

    def body(self) -> Iterable[Widget]:
        """Return what the first step shows: the fields, and what follows from them."""
        grid, session = self.grid(FIELDS), self.session
        yield LeavingFields(grid, self.contact, lambda: session.outlook, self.first, self.texts)

    def below(self) -> Iterable[Widget]:
        """Return what the second and the third step show."""
        yield HandoverRows(self.session.outlook)
        yield StepRows(id="steps")
        yield Detail(id="warnings")

    def follow(self) -> None:
        """Say what is proposed, and what the days uncover."""
        self.query_one(LeavingFields).follow()

    def begin_day(self) -> None:
        """Propose anew unless something was chosen, and show what the day changes."""
        offered = Takers.proposed(self.contact, self.session.outlook)
        if self.takers == self._offered:
            self.takers = offered
        self._offered = offered
        super().begin_day()
        if self.step > 1:
            self._show_plan()

    def changed(self) -> list[str]:
        """Return what was changed: days, or who takes what."""
        is_other = self.takers.rows != self._offered.rows
        return super().changed() + (["Who takes what"] if is_other else [])

    def draft(self) -> Draft:
        """Return what was typed and chosen."""
        draft = super().draft()
        texts = {**draft.texts, **self.takers.texts()}
        return replace(draft, title=f"Hand over: {self.contact.label}", texts=texts)

    def plan(self) -> HandoverPlan:
        """Return the hand-over as it stands. Raises `TypedError`."""
        return self.takers.plan(self.contact, self.session.outlook, self.first, self.texts())

    def go_to(self, step: int) -> None:
        """Show a step, if what was typed allows it."""
        try:
            plan = self.plan() if step > 1 else None
        except TypedError as error:
            self.complain(str(error), error.field)
            return
        self.step = step
        self.heading = _heading(self.contact, step)
        for each in range(1, len(STEPS) + 1):
            self.set_class(each == step, f"-step-{each}")
        if plan:
            self._show(plan)
        targets: tuple[Widget, ...] = (
            self.entry("last_day"),
            self.query_one(HandoverRows),
            self.query_one(StepRows),
        )
        targets[step - 1].focus()
        self.query_one(KeyBar).words = KEY_WORDS[step - 1]
        self.show_heading()
        self.refresh_bindings()

    def _show(self, plan: HandoverPlan) -> None:
        """Show who takes what, what may go wrong, and the steps."""
        is_last = self.step == len(STEPS)
        self.query_one(HandoverRows).show_plan(plan, self.session.outlook)
        self.query_one(StepRows).show_plan(plan)
        detail, width = self.query_one("#warnings", Detail), max(self.size.width - 4, 20)
        room = max(self.size.height // 2 - 1, DETAIL) if is_last else DETAIL
        detail.title, detail.lines = warnings_shown(plan.warnings, width, room)
        detail.styles.height = (len(detail.lines) if is_last else DETAIL) + 1

    def _show_plan(self) -> None:
        """Show the hand-over as it stands, or why it cannot be so."""
        try:
            self._show(self.plan())
        except TypedError as error:  # another session has removed somebody who was chosen
            self.complain(str(error))
        else:
            self.say_hint()

    def say_hint(self) -> None:
        """Say what the field wants; in a list, what is under the cursor."""
        row = self.query_one(HandoverRows).current
        if self.step == 1:
            super().say_hint()
        elif self.step == len(STEPS):
            self.say(
                f"{GO_ON.key} applies everything as one change; {UNDO.key} undoes it.", STEP_KEYS
            )
        elif row:
            portfolio = self.takers.among(self.session.outlook.portfolio)
            found = facts(row, portfolio, self.today)
            self.say(shortened(found, max(self.size.width - 2, 20)), PROMISE)

    @on(RowList.Moved, "#rows")
    def _moved(self) -> None:
        if self.step == 2:
            self.say_hint()

    def entered(self) -> None:
        """Go on to the second day, and from there to the rows."""
        if self.focused is self.entry("mailbox_closes"):
            self.go_to(2)
        else:
            super().entered()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Say whether a command works now: the note is for the last step."""
        if action == forms.WRITE_NOTE.action:
            return self.step == len(STEPS)
        return super().check_action(action, parameters)

    def action_go_on(self) -> None:
        """Go to the next step; from the last one, save."""
        if self.step < len(STEPS):
            self.go_to(self.step + 1)
        else:
            self.action_save()

    def action_leave(self) -> None:
        """Go back a step; from the first one, close."""
        if self.step > 1:
            self.go_to(self.step - 1)
        else:
            super().action_leave()

    def _take(self, takers: Takers) -> None:
        """Let others take it."""
        self.takers = takers
        self.note_typing()
        self._show_plan()

    @on(HandoverRows.Toggled)
    def _toggle(self, event: HandoverRows.Toggled) -> None:
        row = event.row
        if not can_be_taken(row.holding):
            self.complain("Only the portal shows it: a portal step removes it.")
        elif not row.taken and row.successor is None and needs_successor(row.holding):
            self._ask_who(HandoverRows.Asked((row,)))
        else:
            other = left_out(row) if row.taken else given_to(row, row.successor)
            self._take(self.takers.with_rows((other,)))
            self.query_one(HandoverRows).action_down()

    @on(HandoverRows.Asked)
    def _ask_who(self, event: HandoverRows.Asked) -> None:
        """Let the user choose who takes some rows."""
        rows = event.rows
        if not rows or not all(can_be_taken(row.holding) for row in rows):
            self.complain("Nothing here can be handed over.")
            return
        only, outlook = rows[0].holding, self.session.outlook
        question = by_count(
            len(rows),
            "Who takes {name}, {words}",
            "Who takes all {count} rows",
            name=only.name,
            words=only.words,
        )
        chooser = successor_chooser(
            question,
            self.contact,
            self.takers.among(outlook.portfolio),
            outlook.today,
            outlook.address_flaw,
            AddressJudge(lambda: self.session.outlook, None).meant,
            may_be_nobody=not any(needs_successor(row.holding) for row in rows),
        )

        def chosen(choice: SuccessorChoice) -> None:
            who = choice.typed if isinstance(choice, NewContact) else choice
            portfolio = self.session.outlook.portfolio
            try:
                self._take(
                    self.takers.given(rows, None if isinstance(who, Nobody) else who, portfolio)
                )
            except TypedError as error:
                self.complain(str(error))

        chooser.ask(self.app, chosen)

    def change(self) -> Change | None:
        """Return one change of all that is handed over."""
        plan = self.plan()
        if plan.change.is_empty:
            raise TypedError("Nothing is handed over: every row is skipped.")
        steps = f"{counted(len(plan.steps), 'portal step', none='no')} to do"
        taken = sum(row.taken for row in plan.rows)
        self.done = f"{self.contact.label}, {taken} handed over, {steps}. {UNDO.key} undoes it."
        return plan.change

    def action_write_note(self) -> None:
        """Write the note for the successors into a new file in the working directory."""
        try:
            path = written_note(self.contact, self.plan(), self.session.outlook)
        except TypedError as error:  # a key or a paste has still reached a field of the first step
            self.go_to(1)
            self.complain(str(error), error.field)
        except StoreError as error:
            self.complain(str(error))
        except FileNotFoundError:
            self.complain("No note written: the directory you started licensetui in is gone.")
        else:
            where = shortened(f"in {path.parent}", max(self.size.width - 2, 20))
            self.say(f"Note written: {path.name}", where)


def _heading(contact: Contact, step: int) -> str:
    """Return who leaves, and where one is."""
    return f"Hand over > {contact.label}   step {step} of {len(STEPS)}   {STEPS[step - 1]}"
