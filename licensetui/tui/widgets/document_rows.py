"""The documents of a license as a list that one edits."""

from __future__ import annotations

from collections.abc import Hashable, Iterable
from dataclasses import dataclass

from textual.events import Paste
from textual.message import Message

from licensetui.domain.documents import documents_in, with_documents
from licensetui.domain.license import Document
from licensetui.domain.secret import cleaned
from licensetui.domain.web_password import NOT_KEPT, has_password
from licensetui.tui.bindings import bindings
from licensetui.tui.commands import forms, sections
from licensetui.tui.widgets.cells import Cell, Column
from licensetui.tui.widgets.form_rows import FormRows
from licensetui.tui.widgets.measured import Measured


class Documents(FormRows[Document], Measured[Document]):
    """What each is, and where."""

    COLUMNS = (Column("document", 12, most=24), Column("where"))
    EMPTY = (f"None. {forms.ENTER_LIST.key} or a paste adds one: a path or a web address.",)
    BINDINGS = bindings(*sections.DOCUMENTS)
    DEFAULT_CSS = "Documents { height: 4; }"

    @dataclass(eq=False, repr=False)
    class Entry(Message):
        """Somebody wants to add a document, or to edit one."""

        known: Document | None
        """As it is; None for a new one."""

    @dataclass(eq=False, repr=False)
    class Opening(Message):
        """Somebody wants to open a document."""

        document: Document
        """The one under the cursor."""

    @dataclass(eq=False, repr=False)
    class Refused(Message):
        """A license key was pasted, or an address with a password: they are kept nowhere."""

        why: str
        """What is said of it."""

    def __init__(self) -> None:
        """Make an empty list."""
        super().__init__(id="documents")

    def heading(self, count: int) -> str:
        """Return how many there are."""
        keys = (
            f"{forms.ADD_DOCUMENT.key} adds, {forms.EDIT_DOCUMENT.key} edits, "
            f"{forms.REMOVE_DOCUMENT.key} removes, {forms.OPEN_DOCUMENT_HERE.key} opens"
            if self.is_inside
            else f"{forms.ENTER_LIST.key} edits"
        )
        return f"Documents: {count}   {keys}"

    def key(self, item: Document) -> Hashable:
        """Return where it is."""
        return item.place

    def cells(self, item: Document) -> tuple[Cell, ...]:
        """Return title and place."""
        return (Cell(item.title or "-"), Cell(item.shown))

    def put(self, known: Document | None, document: Document) -> None:
        """Put a document in the place of a known one, or add it; of one place there is one."""
        others = [x for x in self.held if x is known or x.place != document.place]
        if known in others:
            self.hold(tuple(document if x is known else x for x in others))
        else:
            self.hold((*others, document))
        self.select(document.place)

    def add(self, added: Iterable[Document]) -> None:
        """Add documents, if not there yet."""
        self.hold(with_documents(self.held, added))
        self.action_last()

    def on_paste(self, event: Paste) -> None:
        """Add what is pasted, one document a line."""
        event.stop()
        if cleaned(event.text).keys:
            self.post_message(self.Refused("That is a license key: it is not kept."))
        elif any(has_password(x.place) for x in documents_in(event.text)):
            self.post_message(self.Refused(f"{NOT_KEPT}: paste it without."))
        else:
            self.add(documents_in(event.text))

    def add_first(self) -> None:
        """Ask for the first one."""
        self.action_add_document()

    def action_add_document(self) -> None:
        """Ask for a document to add."""
        self.post_message(self.Entry(None))

    def action_edit_document(self) -> None:
        """Edit the one under the cursor, or add the first."""
        self.post_message(self.Entry(self.current))

    def action_remove_document(self) -> None:
        """Take out the one under the cursor."""
        self.action_remove_holder()

    def action_open_document_here(self) -> None:
        """Open the one under the cursor."""
        if self.current is not None:
            self.post_message(self.Opening(self.current))
