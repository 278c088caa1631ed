"""The second step of an import: what matters of the file, its columns, and what they hold."""

from __future__ import annotations

from dataclasses import dataclass

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.getters import query_one
from textual.message import Message

from licensetui.imports.columns import columns_of
from licensetui.tui.bindings import bindings
from licensetui.tui.commands import forms
from licensetui.tui.dialogs.chooser import Chooser, Option
from licensetui.tui.dialogs.import_choices import FieldChoice, field_chooser
from licensetui.tui.forms.import_file import OpenedFile
from licensetui.tui.forms.import_words import column_hint, file_remarks
from licensetui.tui.screens.window import NotesWindow
from licensetui.tui.widgets.column_rows import ColumnRows
from licensetui.tui.widgets.remarks import Remarks


class ColumnPanel(Vertical):
    """The columns of a file; tells when one is taken for another thing."""

    BINDINGS = bindings(forms.CHOOSE_SHEET, forms.SHOW_REMARKS)
    DEFAULT_CSS = "ColumnPanel { height: 1fr; }"
    remarks = query_one(Remarks)
    rows = query_one(ColumnRows)

    file: OpenedFile | None = None
    """The file as it is taken now."""

    @dataclass(eq=False, repr=False)
    class Changed(Message):
        """A column is taken for another thing."""

        file: OpenedFile
        """The file with that."""

    @dataclass(eq=False, repr=False)
    class SheetChosen(Message):
        """Another sheet of the workbook is to be read."""

        sheet: str
        """Its name."""

    def compose(self) -> ComposeResult:
        """Lay out what matters, and the columns."""
        yield Remarks()
        yield ColumnRows()

    def begin(self, file: OpenedFile) -> None:
        """Show a file that was just read."""
        self.file = file
        self.rows.begin(columns_of(file.table, file.mapping))
        self.show_remarks()

    def show_remarks(self) -> None:
        """Say how the file was read, and what is lost as it is taken now."""
        if self.file:
            self.remarks.say(self.file.table.how, file_remarks(self.file))

    def hint(self) -> tuple[str, ...]:
        """Return what there is to say of the column under the cursor."""
        return column_hint(self.rows.current) if self.rows.current else ()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Say whether a command works now: there are other sheets."""
        if action == forms.CHOOSE_SHEET.action:
            return self.file is not None and len(self.file.table.sheets) > 1
        return True

    def action_choose_sheet(self) -> None:
        """Choose another sheet of the workbook."""
        if self.file:
            options = [Option(sheet, sheet) for sheet in self.file.table.sheets]
            chooser = Chooser("Which sheet", options)
            chooser.ask(self.app, lambda sheet: self._read(sheet))

    def action_show_remarks(self) -> None:
        """Show all that there is to say of the file."""
        if self.file:
            notes = (*file_remarks(self.file), f". {self.file.table.how}")
            self.app.push_screen(NotesWindow(notes))

    def _read(self, sheet: str) -> None:
        self.post_message(self.SheetChosen(sheet))

    @on(ColumnRows.Asked)
    def _ask_field(self, event: ColumnRows.Asked) -> None:
        event.stop()

        def take(choice: FieldChoice) -> None:
            self._take(event.column.place, choice)

        if self.file:
            field_chooser(event.column, self.file.mapping).ask(self.app, take)

    @on(ColumnRows.LeftOut)
    def _leave_out(self, event: ColumnRows.LeftOut) -> None:
        event.stop()
        self._take(event.column.place, FieldChoice(None))

    def _take(self, place: int, choice: FieldChoice) -> None:
        """Take a column for another thing, and go to the next that is not known."""
        if self.file is None:
            return
        file = self.file
        file = file.with_number(place) if choice.is_number else file.with_field(place, choice.field)
        self.file = file
        self.rows.show_columns(columns_of(file.table, file.mapping))
        self.rows.go_to_open()
        self.show_remarks()
        self.post_message(self.Changed(file))
