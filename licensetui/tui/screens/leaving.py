"""Saying who leaves: the last day and the end of the mailbox, in one change."""

from __future__ import annotations

from collections.abc import Iterable

from textual.widget import Widget

from licensetui.domain.change import Change, Edit
from licensetui.domain.contact import Contact
from licensetui.domain.draft import Draft
from licensetui.tui.commands.records import HAND_OVER
from licensetui.tui.describe import hanging_words
from licensetui.tui.forms.leaving_form import FIELDS, leaver_from, texts_of
from licensetui.tui.screens.form import Form
from licensetui.tui.session import Session
from licensetui.tui.widgets.leaving_fields import LeavingFields


class LeavingForm(Form[Contact]):
    """Ends with the contact who leaves as saved, or None. Enter in the last field saves."""

    KIND = "leaving"
    DEFAULT_CSS = "LeavingForm > .sheet { height: 12; }"

    def __init__(self, session: Session, contact: Contact, *, draft: Draft | None = None) -> None:
        """Ask when a contact leaves."""
        texts = texts_of(contact)
        super().__init__(session, f"Leaving > {contact.label}", FIELDS, texts, contact, draft=draft)
        self.contact = contact
        """The contact as it was."""

    def body(self) -> Iterable[Widget]:
        """Return the fields, and what follows from them."""
        grid, session = self.grid(FIELDS), self.session
        yield LeavingFields(grid, self.contact, lambda: session.outlook, self.first, self.texts)

    def follow(self) -> None:
        """Say what is proposed, and what the days uncover."""
        self.query_one(LeavingFields).follow()

    def entered(self) -> None:
        """Go on to the second day, and from there save."""
        if self.focused is self.entry("mailbox_closes"):
            self.action_save()
        else:
            super().entered()

    def change(self) -> Change | None:
        """Return both days as one change."""
        after = leaver_from(self.contact, self.first, self.texts())
        if after == self.contact:
            return None
        verb = f"leaves on {after.last_day}" if after.last_day else "stays"
        return Change(f"{after.label} {verb}", contacts=(Edit(self.contact, after),))

    def name_of(self, result: Contact) -> str:
        """Return when who leaves, and what hangs on that."""
        if result.last_day is None:
            return f"{result.label} stays"
        hangs = hanging_words(result, self.session.outlook.portfolio)
        told = f"{HAND_OVER.key} hands over {hangs}." if hangs else "Nothing is to be handed over."
        return f"{result.label} leaves {result.last_day}. {told}"
