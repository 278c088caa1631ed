"""The hand-over of somebody who leaves: when, who takes what, and what that means, in 3 steps."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from textual import on
from textual.widget import Widget

from licensetui.domain.change import Change
from licensetui.domain.contact import Contact
from licensetui.domain.counting import by_count, counted
from licensetui.domain.draft import Draft
from licensetui.domain.handover import Row, can_be_taken, given_to, left_out, needs_successor
from licensetui.domain.handover_plan import HandoverPlan, handover_plan
from licensetui.domain.holdings import holdings
from licensetui.domain.portfolio import Portfolio
from licensetui.domain.structure import StructureError
from licensetui.domain.successors import all_to, proposed
from licensetui.store.errors import StoreError
from licensetui.tui.bindings import bindings
from licensetui.tui.commands import handover
from licensetui.tui.dialogs.contact_choice import NewContact
from licensetui.tui.dialogs.successor_choice import Nobody, SuccessorChoice, successor_chooser
from licensetui.tui.forms.address_judge import AddressJudge
from licensetui.tui.forms.handover_form import (
    NEW,
    ROWS,
    new_contact,
    new_contacts,
    note_path,
    rows_text,
    warning_lines,
    with_choices,
)
from licensetui.tui.forms.leaving_form import leaver_from
from licensetui.tui.forms.typed import TypedError
from licensetui.tui.screens.leaving import LeavingForm
from licensetui.tui.session import Session
from licensetui.tui.widgets.bars import Hint
from licensetui.tui.widgets.cells import shortened
from licensetui.tui.widgets.detail import Detail
from licensetui.tui.widgets.handover_rows import HandoverRows, StepRows
from licensetui.tui.widgets.rows import RowList

STEPS = ("who leaves, and when", "choose who takes what", "look, then apply")
"""What each step is for."""
PROMISE = "Nothing is written before step 3. One undo reverts the whole hand-over."
STEP_KEYS = "w writes a note for who takes over (Markdown). Esc goes back a step."
DETAIL = 6
"""Lines that the second step has for what may go wrong."""


class HandoverForm(LeavingForm):
    """Ends with the contact whose holdings went to others, or None."""

    KEY_SECTIONS = ("Form of a hand-over", "Forms")
    KIND = "handover"
    RESTING = PROMISE
    BINDINGS = bindings(handover.GoOn, handover.WriteNote)
    DEFAULT_CSS = """
    HandoverForm > .sheet { height: 100%; }
    HandoverForm RowList { height: 1fr; display: none; }
    HandoverForm #warnings { height: 7; display: none; }
    HandoverForm.-step-2 Fields, HandoverForm.-step-3 Fields { display: none; }
    HandoverForm.-step-2 #rows, HandoverForm.-step-3 #steps { display: block; }
    HandoverForm.-step-2 #warnings, HandoverForm.-step-3 #warnings { display: block; }
    HandoverForm.-step-3 #warnings { height: auto; max-height: 50%; }
    HandoverForm .sheet > Hint { height: 2; }
    """

    def __init__(self, session: Session, contact: Contact, *, draft: Draft | None = None) -> None:
        """Hand over what a contact holds."""
        outlook = session.outlook
        self.step = 1
        """Where one is, from 1 to 3."""
        self._new: tuple[Contact, ...] = ()
        # Contacts who are not in the file yet, with ids below zero.
        self._offered = proposed(
            holdings(contact, outlook.portfolio, outlook.today),
            contact,
            outlook.portfolio,
            outlook.today,
            outlook.counsel,
        )
        self.chosen = self._offered
        """Who takes what."""
        self._done = ""
        # What was handed over, in words.
        if draft:
            self._new = new_contacts(draft.texts.get(NEW, ""))
            known = {x.id for x in (*outlook.portfolio.contacts, *self._new)} - {contact.id}
            self.chosen = with_choices(self.chosen, draft.texts.get(ROWS, ""), known)
        super().__init__(session, contact, draft=draft)

    def heading(self) -> str:
        """Return who leaves, and where one is."""
        place = f"step {self.step} of {len(STEPS)}: {STEPS[self.step - 1]}"
        return f"Hand over > {self.contact.label}   {place}"

    def below(self) -> Iterable[Widget]:
        """Return what the second and the third step show."""
        yield HandoverRows(self.session.outlook.today, self.session.settings)
        yield StepRows(id="steps")
        yield Detail(id="warnings")

    def changed(self) -> list[str]:
        """Return what was changed: days, or who takes what."""
        return super().changed() + (["Who takes what"] if self.chosen != self._offered else [])

    def draft(self) -> Draft:
        """Return what was typed and chosen."""
        draft = super().draft()
        texts = {**draft.texts, ROWS: rows_text(self.chosen)}
        if self._new:
            texts[NEW] = " ".join(contact.email for contact in self._new)
        return replace(draft, title=f"Hand over: {self.contact.label}", texts=texts)

    @property
    def portfolio(self) -> Portfolio:
        """All that is in the file, and the new contacts."""
        return self.session.outlook.portfolio.with_contacts(self._new)

    def plan(self) -> HandoverPlan:
        """Return the hand-over as it stands. Raises `TypedError`."""
        gone = leaver_from(self.contact, self.first, self.texts())
        if self.contact.last_day and not gone.last_day:
            raise TypedError("Last day: who stays is said by L in the list of contacts", "last_day")
        outlook = self.session.outlook
        leaver = outlook.portfolio.contact(self.contact.id) or self.contact
        try:
            return handover_plan(
                self.portfolio,
                self.chosen,
                leaver,
                outlook.today,
                outlook.settings,
                outlook.counsel,
                gone.last_day,
                gone.mailbox_closes,
            )
        except StructureError as error:
            raise TypedError(f"{error.problem[:1].upper()}{error.problem[1:]}") from None

    def go_to(self, step: int) -> None:
        """Show a step, if what was typed allows it."""
        try:
            plan = self.plan() if step > 1 else None
        except TypedError as error:
            self.complain(str(error), error.field)
            return
        self.step = step
        for each in range(1, len(STEPS) + 1):
            self.set_class(each == step, f"-step-{each}")
        if plan:
            self._show_plan(plan)
        targets: tuple[Widget, ...] = (
            self.entry("last_day"),
            self.query_one(HandoverRows),
            self.query_one(StepRows),
        )
        targets[step - 1].focus()
        self._show_heading()
        self.refresh_bindings()

    def _show_plan(self, plan: HandoverPlan) -> None:
        """Show who takes what, what may go wrong, and the steps."""
        self.query_one(HandoverRows).show_plan(plan)
        steps, detail = self.query_one(StepRows), self.query_one("#warnings", Detail)
        count = len({x.step.license.id for x in plan.steps})
        licenses = counted(count, "license", none="no")
        steps.title = (
            f"On the portals: {counted(len(plan.steps), 'step', none='no')} for {licenses}"
        )
        steps.show(plan.steps)
        width = max(self.size.width - 4, 20)
        lines = [line for warning in plan.warnings for line in warning_lines(warning, width)]
        room = DETAIL if self.step == 2 else max(self.size.height // 2 - 1, DETAIL)
        if len(lines) > room:
            lines = [*lines[: room - 1], f"  ({counted(len(lines) - room + 1, 'more line')})"]
        detail.title = f"Before you apply: {counted(len(plan.warnings), 'warning', none='no')}"
        detail.lines = tuple(lines)
        detail.styles.height = (len(lines) if self.step == len(STEPS) else DETAIL) + 1

    def _say(self, name: str | None) -> None:
        """Say what the field wants; in a list, what is under the cursor."""
        hint = self.query_one("#form-hint", Hint)
        row = self.query_one(HandoverRows).current
        if self.step == 1:
            super()._say(name)
        elif self.step == len(STEPS):
            hint.say("Ctrl+S applies all of it as one change; u takes it back.", STEP_KEYS)
        elif row:
            hint.say(self._facts(row), PROMISE)

    def _facts(self, row: Row) -> str:
        """Return what matters of a row, and who would take it, in one line."""
        parts = [note.label for note in row.holding.notes]
        license = row.holding.license
        parts += [f"ends {license.end}"] if license and license.end else []
        successor = self.portfolio.contact(row.successor) if row.taken else None
        if successor:
            count = counted(self.portfolio.use_count(successor.id), "license", none="no")
            parts.append(f"{successor.label} holds {count}")
        return shortened(f"{row.holding.name}: {', '.join(parts)}", max(self.size.width - 2, 20))

    @on(RowList.Moved, "#rows")
    def _moved(self) -> None:
        if self.step == 2:
            self._say(None)

    def entered(self) -> None:
        """Go on to the second day, and from there to the rows."""
        if self.focused is self.entry("mailbox_closes"):
            self.go_to(2)
        else:
            self.focus_next()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Say whether a command works now: the note is for the last step."""
        if action == handover.WriteNote.action():
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

    def _take(self, changed: Iterable[Row]) -> None:
        """Put rows in the place of those about the same."""
        new = {row.holding.key: row for row in changed}
        self.chosen = tuple(new.get(row.holding.key, row) for row in self.chosen)
        self.note_typing()
        try:
            self._show_plan(self.plan())
        except TypedError as error:  # another session has removed somebody who was chosen
            self.complain(str(error))
        else:
            self._say(None)

    @on(HandoverRows.Toggled)
    def _toggle(self, event: HandoverRows.Toggled) -> None:
        row = event.row
        if not can_be_taken(row.holding):
            self.complain("Only the portal shows it: a step of the portal takes it off.")
        elif not row.taken and row.successor is None and needs_successor(row.holding):
            self._ask_who((row,))
        else:
            self._take((left_out(row) if row.taken else given_to(row, row.successor),))
            self.query_one(HandoverRows).action_down()

    @on(HandoverRows.Asked)
    def _choose(self, event: HandoverRows.Asked) -> None:
        self._ask_who(event.rows)

    def _ask_who(self, rows: tuple[Row, ...]) -> None:
        """Let the user choose who takes some rows."""
        if not rows or not all(can_be_taken(row.holding) for row in rows):
            self.complain("There is nothing that somebody could take.")
            return
        only = rows[0].holding
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
            self.portfolio,
            self.session.outlook.today,
            self.session.outlook.address_flaw,
            self._meant,
            may_be_nobody=not any(needs_successor(row.holding) for row in rows),
        )

        def chosen(choice: SuccessorChoice | None) -> None:
            if choice is None:
                return
            try:
                self._take(self._given(rows, choice))
            except TypedError as error:
                self.complain(str(error))
            except StructureError as error:
                self.complain(f"Not changed: {error.problem}.")

        self.app.push_screen(chooser, chosen)

    def _meant(self, typed: str) -> str:
        """Return the address that was probably meant by one that is typed; empty if that one."""
        report = AddressJudge(lambda: self.session.outlook, None).typing_report(typed)
        return report.suggestion.address if report and report.suggestion else ""

    def _given(self, rows: tuple[Row, ...], choice: SuccessorChoice) -> tuple[Row, ...]:
        """Return rows that go to whom was chosen. Raises `TypedError` or `StructureError`."""
        if isinstance(choice, Nobody):
            return tuple(given_to(row, None) for row in rows)
        if isinstance(choice, NewContact):
            contact = new_contact(choice.typed, -len(self._new) - 1)
            known = self.portfolio.contact_at(contact.email)
            self._new += () if known else (contact,)
            contact = known or contact
        else:
            contact = choice
        if len(rows) == 1:
            return (given_to(rows[0], contact.id),)
        return all_to(rows, contact.id)

    def change(self) -> Change | None:
        """Return one change of all that is handed over."""
        plan = self.plan()
        if plan.change.is_empty:
            raise TypedError("Nothing is handed over: every row is left out.")
        steps = f"{counted(len(plan.steps), 'portal step', none='no')} to do"
        taken = sum(row.taken for row in plan.rows)
        self._done = f"{self.contact.label}, {taken} handed over, {steps}. u takes it back."
        return plan.change

    def name_of(self, result: Contact) -> str:
        """Return what was handed over."""
        return self._done

    def action_write_note(self) -> None:
        """Write the note for the successors into a new file in the working directory."""
        from licensetui.exchange.handover_note import note
        from licensetui.exchange.output_file import write_file

        outlook = self.session.outlook
        try:
            path = note_path(Path.cwd(), self.contact)
            write_file(path, note(self.plan(), outlook.today, outlook.settings).encode())
        except TypedError as error:  # a key or a paste has still reached a field of the first step
            self.go_to(1)
            self.complain(str(error), error.field)
        except StoreError as error:
            self.complain(str(error))
        except FileNotFoundError:
            self.complain("No note: the directory in which licensetui was started is gone.")
        else:
            where = shortened(f"in {path.parent}", max(self.size.width - 2, 20))
            self.query_one("#form-hint", Hint).say(f"The note is written: {path.name}", where)
