"""The second step of an import: what matters of the file, its columns, and what they hold."""

from __future__ import annotations

from dataclasses import dataclass

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.getters import query_one
from textual.message import Message

from licensetui.imports.columns import columns_of
from licensetui.tui.forms.import_file import OpenedFile
from licensetui.tui.forms.import_words import column_hint, file_remarks
from licensetui.tui.widgets.column_rows import ColumnRows, FieldChoice, field_chooser
from licensetui.tui.widgets.remarks import Remarks


class ColumnChoice(Vertical):
    """The columns of a file; tells when one is taken for another thing."""

    DEFAULT_CSS = "ColumnChoice { height: 1fr; }"
    remarks = query_one(Remarks)
    rows = query_one(ColumnRows)

    file: OpenedFile
    """The file as it is taken now."""

    @dataclass
    class Changed(Message):
        """A column is taken for another thing."""

        file: OpenedFile
        """The file with that."""

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
        self.remarks.say(self.file.table.how, file_remarks(self.file))

    def hint(self) -> tuple[str, ...]:
        """Return what there is to say of the column under the cursor."""
        return column_hint(self.rows.current) if self.rows.current else ()

    @on(ColumnRows.Asked)
    def _ask_field(self, event: ColumnRows.Asked) -> None:
        event.stop()

        def take(choice: FieldChoice) -> None:
            self._take(self.file.with_field(event.column.place, choice.field))

        field_chooser(event.column, self.file.mapping).ask(self.app, take)

    @on(ColumnRows.LeftOut)
    def _leave_out(self, event: ColumnRows.LeftOut) -> None:
        event.stop()
        self._take(self.file.with_field(event.column.place, None))

    def _take(self, file: OpenedFile) -> None:
        """Show the columns as they are taken now, and go to the next that is not known."""
        self.file = file
        self.rows.show_columns(columns_of(file.table, file.mapping))
        self.rows.go_to_open()
        self.show_remarks()
        self.post_message(self.Changed(file))
