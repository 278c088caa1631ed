"""What a user says about contacts, of several at once: read today, came back, leaves; who sees."""

from __future__ import annotations

from collections.abc import Callable

from textual import on

from licensetui.domain.change import Change, Edit
from licensetui.domain.contact import Contact
from licensetui.domain.contact_life import bounced, confirmed
from licensetui.domain.counting import counted, named
from licensetui.domain.license import License
from licensetui.tui import messages
from licensetui.tui.screens.editing import EditingScreen


class PeopleScreen(EditingScreen):
    """Changes what is known of contacts: each time one change of all, and so one undo."""

    @on(messages.ConfirmContacts)
    def _confirm(self, request: messages.ConfirmContacts) -> None:
        today = self.session.outlook.today
        names = _names(request.contacts)
        self._note(
            request.contacts,
            lambda x: confirmed(x, today),
            f"confirm {names}",
            f"Confirmed on {today}: {names}. u takes it back.",
        )

    @on(messages.NoteBounces)
    def _note_bounces(self, request: messages.NoteBounces) -> None:
        today = self.session.outlook.today
        names = _names(request.contacts)
        self._note(
            request.contacts,
            lambda x: bounced(x, today),
            f"mail to {names} came back",
            f"Came back on {today}: mail to {names}. v says that it is read again.",
        )

    @on(messages.ContactLeaves)
    def _leave(self, request: messages.ContactLeaves) -> None:
        from licensetui.tui.screens.leaving import LeavingForm

        if self._may_edit():
            self.open_form(LeavingForm(self.session, request.contact))

    @on(messages.NoteSeen)
    def _note_seen(self, request: messages.NoteSeen) -> None:
        from licensetui.tui.screens.seen import SeenForm

        archived = next((x for x in request.licenses if x.archived), None)
        if not self._may_edit():
            return
        if archived:
            self.say(f"{archived.name} is archived: D brings it back first.", is_error=True)
        elif len(request.licenses) == 1:
            self.open_form(SeenForm(self.session, request.licenses[0]))
        else:
            self._see_as_wanted(request.licenses)

    def _see_as_wanted(self, licenses: tuple[License, ...]) -> None:
        """Save that the portals of several licenses show what is wanted."""
        from licensetui.domain.portal_steps import seen_today

        outlook = self.session.outlook
        seen = ((x, seen_today(x, outlook.portfolio, outlook.today)) for x in licenses)
        edits = tuple(Edit(before, after) for before, after in seen if before != after)
        count = counted(len(licenses), "license")
        if edits:
            done = f"The portals show what is wanted, {outlook.today}: {count}. u takes it back."
            self.commit(Change(f"portals of {count} seen as wanted", licenses=edits), done)
        else:
            self.say("That was seen today already.")

    @on(messages.ShowWhoSees)
    def _show_who_sees(self, request: messages.ShowWhoSees) -> None:
        from licensetui.tui.screens.who_sees import WhoSees

        self.app.push_screen(WhoSees(request.record, self.session.outlook))

    def _note(
        self,
        contacts: tuple[Contact, ...],
        become: Callable[[Contact], Contact],
        label: str,
        done: str,
    ) -> None:
        """Save what becomes of the contacts, all in one change, and say so."""
        if not self._may_edit():
            return
        edits = tuple(Edit(x, after) for x in contacts if (after := become(x)) != x)
        if edits:
            self.commit(Change(label, contacts=edits), done)
        else:
            self.say("That is so already.")


def _names(contacts: tuple[Contact, ...]) -> str:
    return named([contact.label for contact in contacts], "contact")
