"""The form of a contact: opened by itself, or for a new one over the form that asks for it."""

from __future__ import annotations

from licensetui.domain.contact import Contact
from licensetui.tui.desk import Desk
from licensetui.tui.messages import EditContact, MakeContact
from licensetui.tui.screens.contact_editor import ContactEditor


def edit_contact(desk: Desk, request: EditContact) -> None:
    """Open a contact in its editor, or a new one."""
    if request.contact is not None or desk.may_edit():
        desk.open(ContactEditor(desk.session, request.contact, start_in=request.field))


def make_contact(desk: Desk, request: MakeContact) -> None:
    """Open the form of a new contact, and tell who asked what became of it."""
    before = request.draft.contact if request.draft else None
    editor = ContactEditor(
        desk.session, before, typed=request.typed, draft=request.draft, coming=request.coming
    )

    def closed(contact: Contact | None) -> None:
        request.closed(contact, editor.left, editor.closing_words(contact))

    desk.app.push_screen(editor, closed)
