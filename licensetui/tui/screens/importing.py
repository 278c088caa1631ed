"""The import of a file: which one, what its columns hold, and what it changes, in 3 steps."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import Path
from threading import Event

from textual import on
from textual.getters import query_one
from textual.widget import Widget

from licensetui.domain.change import Change
from licensetui.domain.draft import Draft
from licensetui.domain.license import License
from licensetui.forms.typed import TypedError
from licensetui.imports.planned import ImportPlan
from licensetui.outlook import Outlook
from licensetui.store.errors import ConflictError
from licensetui.store.store import Saved
from licensetui.tables.table import TableError
from licensetui.tui.background import Job
from licensetui.tui.bindings import bindings
from licensetui.tui.commands import forms, sections
from licensetui.tui.commands.forms import GO_ON
from licensetui.tui.forms.import_file import EMPTY, FILE, SHEET, OpenedFile, opened, planned
from licensetui.tui.forms.import_words import STEPS, heading, imported_words, step_hint
from licensetui.tui.messages import ListImported
from licensetui.tui.screens.form import Form
from licensetui.tui.session import Session
from licensetui.tui.widgets.bars import KeyBar
from licensetui.tui.widgets.cells import shortened, wrapped
from licensetui.tui.widgets.column_panel import ColumnPanel
from licensetui.tui.widgets.file_choice import FileChoice
from licensetui.tui.widgets.plan_panel import PlanPanel
from licensetui.tui.widgets.rows import RowList

BACKUP = "import"
"""Why there is a backup of what was there before."""
MANY = 2_000
"""Rows that take so long to save that one is told."""
KEY_WORDS: tuple[Mapping[str, str], ...] = (
    {},
    {forms.LEAVE.id: "Back"},
    {forms.LEAVE.id: "Back", forms.GO_ON.id: "Save"},
)
"""What keys do in each step, where that is not what they do in other forms."""
MEANWHILE = f"Others saved changes: this is the new plan. {GO_ON.key} saves it."


class ImportForm(Form[License]):
    """Ends with the first license that was imported, or None."""

    KEY_SECTIONS = sections.SHEETS["import"]
    KIND = "import"
    MAKES_NEW = True
    BINDINGS = bindings(forms.GO_ON)
    DEFAULT_CSS = """
    ImportForm FieldArea { display: none; }
    ImportForm FileChoice, ImportForm ColumnPanel, ImportForm PlanPanel { display: none; }
    ImportForm.-step-1 FileChoice, ImportForm.-step-2 ColumnPanel { display: block; }
    ImportForm.-step-3 PlanPanel { display: block; }
    ImportForm .sheet > Hint { height: 2; }
    ImportForm.-step-2 .sheet > Hint { height: 3; }
    """
    files = query_one(FileChoice)
    columns = query_one(ColumnPanel)
    plans = query_one(PlanPanel)

    def __init__(
        self, session: Session, license: License | None = None, *, draft: Draft | None = None
    ) -> None:
        """Import from a file that is to be chosen, or that a draft names."""
        super().__init__(session, heading(1), (), EMPTY, license, draft=draft)
        self.step = 1
        """Where one is, from 1 to 3."""
        self.file: OpenedFile | None = None
        """The file that was chosen."""
        self._job = Job(self, lambda words: self.say(words))
        self._saves = False
        # Whether a plan that is made anew is saved, if it is what was shown before.
        self._is_saved = False

    def below(self) -> Iterable[Widget]:
        """Return what the steps show."""
        yield FileChoice()
        yield ColumnPanel()
        yield PlanPanel()

    def start_typing(self, name: str) -> None:
        """Ask for a file, or read the one of a draft."""
        self.go_to(1)
        if self.start[FILE]:
            self.call_later(self._read, Path(self.start[FILE]), self.start[SHEET])

    def texts(self) -> dict[str, str]:
        """Return the file, and what was said of it."""
        return self.file.texts() if self.file else dict(self.start)

    def changed(self) -> list[str]:
        """Return which file is being imported, if one is."""
        path = self.texts()[FILE]
        return [f"import of {Path(path).name}"] if path else []

    def draft(self) -> Draft:
        """Return which file is being imported, and what was said of it."""
        return replace(super().draft(), title=f"Import: {Path(self.texts()[FILE]).name}")

    # the steps

    def go_to(self, step: int) -> None:
        """Show a step."""
        self.step = step
        for each in range(1, len(STEPS) + 1):
            self.set_class(each == step, f"-step-{each}")
        self.heading = heading(step, self.file)
        if step == 1:
            self.files.begin()
        else:
            (self.columns.rows if step == 2 else self.plans.rows).focus()
        self.query_one(KeyBar).words = KEY_WORDS[step - 1]
        self.show_heading()
        self.say_hint()
        self.refresh_bindings()

    def say_hint(self) -> None:
        """Say what to do in a step, or what is under the cursor."""
        if self.has_begun and not self._job.is_at_work:
            width = max(self.size.width - 2, 20)
            if self.step == 2:
                self.say(*(shortened(line, width) for line in self.columns.hint()))
            else:
                self.say(*wrapped(step_hint(self.step, has_change=self._has_change), width))

    @on(RowList.Moved)
    def _moved(self) -> None:
        if self.step == 2:
            self.say_hint()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Say whether a command works now: a file is chosen by Enter alone."""
        if action == forms.GO_ON.action:
            return self.step > 1 and (self.step < len(STEPS) or self._has_change)
        return super().check_action(action, parameters)

    async def action_go_on(self) -> None:
        """Go to the next step; from the last one, save."""
        if self._job.is_at_work or self._saves:
            return
        if self.step == 2:
            await self._make_plan()
        else:
            await self._save()

    def action_leave(self) -> None:
        """Stop what is going on; else go back a step; from the first one, close."""
        if self._job.stop():
            self._saves = False
            self.say_hint()
        elif self._saves:
            return  # it is being saved at this moment
        elif self.step > 1:
            self.go_to(self.step - 1)
        elif not self.files.clear():
            super().action_leave()

    # the file and its columns

    @on(FileChoice.Chosen)
    async def _chosen(self, event: FileChoice.Chosen) -> None:
        event.stop()
        await self._read(event.path, "")

    async def _read(self, path: Path, sheet: str) -> None:
        """Read a file, and go on to its columns."""
        portfolio = self.session.outlook.portfolio

        def take(found: OpenedFile | TableError) -> None:
            if isinstance(found, TableError):
                self.complain(f"{found}.")
                return
            said = self.texts()
            if said[FILE] == str(found.path) and said[SHEET] == found.sheet:
                found = found.as_said(said)
            self.file = found
            self.columns.begin(found)
            self.plans.begin()
            self.go_to(2)
            self.note_typing()

        words = f"Reading {path.name}... {forms.LEAVE.key} stops."
        await self._job.do(words, lambda _stop: opened(path, sheet, portfolio), take)

    @on(ColumnPanel.SheetChosen)
    async def _chosen_sheet(self, event: ColumnPanel.SheetChosen) -> None:
        event.stop()
        if self.file:
            await self._read(self.file.path, event.sheet)

    @on(ColumnPanel.Changed)
    def _changed_columns(self, event: ColumnPanel.Changed) -> None:
        event.stop()
        self.file = event.file
        self.note_typing()
        self.say_hint()

    # the plan

    async def _make_plan(self, words: str = "") -> None:
        """Plan the import as of now, show it, and say some `words` of it."""
        file, outlook = self.file, self.session.outlook
        if file is None:
            return

        def work(stop: Event) -> ImportPlan | None:
            return planned(file, outlook, stop, self._job.tell)

        def take(plan: ImportPlan | None) -> None:
            if plan is not None:
                self._take_plan(plan, file, outlook, words)

        await self._job.do(f"Planning... {forms.LEAVE.key} stops.", work, take)

    def _take_plan(self, plan: ImportPlan, file: OpenedFile, outlook: Outlook, words: str) -> None:
        """Show a plan; save it, if that is wanted and it is what was shown before."""
        before, saves, self._saves = self.plans.plan, self._saves, False
        self.plans.show_plan(plan, file, outlook)
        self.go_to(3)
        if saves and before is not None and before.rows == plan.rows:
            self._save_plan()
        elif words:
            self.say(words)

    @on(PlanPanel.Answered)
    async def _answered(self, event: PlanPanel.Answered) -> None:
        event.stop()
        if self.file:
            self.file = self.columns.file = event.file
            self.note_typing()
            await self._make_plan()

    @property
    def _is_outdated(self) -> bool:
        """Whether the plan was made on another portfolio than there is now, or on another day."""
        now, then = self.session.outlook, self.plans.outlook
        return then is None or now.portfolio is not then.portfolio or now.today != then.today

    def _take_outlook(self, outlook: Outlook) -> None:
        """Plan anew what was planned before others have saved, or on another day."""
        super()._take_outlook(outlook)
        if self.step == 3 and not self._saves and self._is_outdated:
            self.call_later(self._make_plan, MEANWHILE)

    # saving

    @property
    def _has_change(self) -> bool:
        """Whether there is a plan, and something in it to save."""
        return self.plans.plan is not None and not self.plans.plan.change.is_empty

    async def _save(self) -> None:
        """Save the plan, if it is still what it was when others have saved meanwhile."""
        self._saves = True
        self.session.look_at_store()
        if self._is_outdated:
            await self._make_plan(MEANWHILE)
        else:
            self._save_plan()

    def _save_plan(self) -> None:
        """Save what is shown; of a long list, say first that it takes a while."""
        self._saves = True  # what it changes itself is no reason to plan anew
        if self.plans.plan and len(self.plans.plan.rows) > MANY:
            self.say("Saving...")
            self.call_after_refresh(self._save_now)
        else:
            self._save_now()

    def _save_now(self) -> None:
        self.action_save()
        self._saves = False

    def change(self) -> Change:
        """Return the change that was planned. Raises `TypedError`."""
        plan = self.plans.plan
        if plan is None or not self._has_change:
            raise TypedError("Nothing to save: no row is new or changed.")
        return replace(plan.change, backup=BACKUP)

    def _ask(self, error: ConflictError) -> None:
        """Plan anew: another session has saved at this very moment."""
        self.call_later(self._make_plan, MEANWHILE)

    def result(self, saved: Saved) -> License | None:
        """Return the first license that was imported, and let the list show all of them."""
        self._is_saved = True
        edits = self.plans.plan.change.licenses if self.plans.plan else ()
        ids = tuple(saved.licenses.get(edit.id, edit.id) for edit in edits)
        self.app.post_message(ListImported(ids))
        return saved.portfolio.license(ids[0]) if ids else None

    def closing_words(self, result: License | None) -> str:
        """Return what the import has brought."""
        if self._is_saved and self.plans.plan:
            return f"{imported_words(self.plans.plan)}{self.session.key_words}"
        return super().closing_words(result)
