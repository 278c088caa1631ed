"""Contacts found by typing in a form, or created on the way; one that was left is had again."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from licensetui.domain.contact import Contact
from licensetui.domain.draft import Draft
from licensetui.domain.license import Assignment, License
from licensetui.domain.portfolio import Portfolio
from licensetui.tui.dialogs.contact_choice import ContactChoice, NewContact, contact_chooser
from licensetui.tui.messages import MakeContact
from licensetui.tui.screens.form import Form

Take = Callable[[Contact], None]
Coming = tuple[tuple[License, Assignment], ...]


class ContactFinding:
    """Asks for contacts on behalf of a form."""

    def __init__(self, form: Form[Any]) -> None:
        """Find contacts for a form."""
        self._form = form
        self._half_made: tuple[Draft, Take] | None = None
        # A contact that was to be added and was left unsaved, and what for.
        self._coming: Coming = ()

    def find(
        self,
        question: str,
        portfolio: Portfolio,
        take: Take,
        *,
        again: bool = False,
        coming: Coming = (),
        typed: str = "",
    ) -> None:
        """Call `take` with the contact of `portfolio` that the user chooses, or makes.

        What they have `typed` is looked for at once. If they ask `again`, it is the one that they
        have begun to make. In `coming` places a new one is assigned once it is saved.
        """
        self._coming = coming
        if again:
            self._make_again()
            return

        def chosen(choice: ContactChoice) -> None:
            if isinstance(choice, NewContact):
                self._make(take, typed=choice.typed)
            else:
                take(choice)

        contact_chooser(question, portfolio).ask(self._form.app, chosen, typed=typed)

    def _make_again(self) -> None:
        """Open the form of a new contact as it was left."""
        if self._half_made is None:
            self._form.say("There is no draft of a contact here.")
            return
        draft, take = self._half_made
        if self._form.session.left is draft:
            self._form.session.left = None
        self._make(take, draft=draft)

    def _make(self, take: Take, *, typed: str = "", draft: Draft | None = None) -> None:
        def closed(contact: Contact | None, left: Draft | None, words: str) -> None:
            if contact is not None:
                take(contact)
            self._half_made = (left, take) if left else None
            self._form.say(words)

        self._form.post_message(MakeContact(closed, typed, draft, self._coming))
