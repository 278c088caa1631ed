"""Forms in which contacts are found by typing, or created on the way."""

from __future__ import annotations

from collections.abc import Callable

from licensetui.domain.contact import Contact
from licensetui.domain.draft import Draft
from licensetui.domain.portfolio import Portfolio
from licensetui.tui.dialogs.contact_choice import ContactChoice, NewContact, contact_chooser
from licensetui.tui.messages import MakeContact
from licensetui.tui.screens.form import Form, Result

Take = Callable[[Contact], None]


class FindingForm(Form[Result]):
    """Asks for contacts, and opens the form of a new one; one that was left is had again."""

    _half_made: tuple[Draft, Take] | None = None
    # A contact that was to be added and was left unsaved, and what for.

    def find_contact(self, question: str, portfolio: Portfolio, take: Take) -> None:
        """Call `take` with the contact of `portfolio` that the user chooses, or makes."""

        def chosen(choice: ContactChoice | None) -> None:
            if isinstance(choice, NewContact):
                self._make_contact(take, typed=choice.typed)
            elif choice is not None:
                take(choice)

        self.app.push_screen(contact_chooser(question, portfolio), chosen)

    def make_contact_again(self) -> None:
        """Open the form of a new contact as it was left."""
        if self._half_made is None:
            self.say("No contact was left unsaved here.")
            return
        draft, take = self._half_made
        if self.session.discarded is draft:
            self.session.discarded = None
        self._make_contact(take, draft=draft)

    def _make_contact(self, take: Take, *, typed: str = "", draft: Draft | None = None) -> None:
        def closed(contact: Contact | None, left: Draft | None, words: str) -> None:
            if contact is not None:
                take(contact)
            self._half_made = (left, take) if left else None
            self.say(words)

        self.post_message(MakeContact(closed, typed, draft))
