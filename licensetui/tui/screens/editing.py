"""What the views ask to have done to records: forms, choices and changes at once."""

from __future__ import annotations

from dataclasses import replace

from textual import on
from textual.screen import Screen

from licensetui.domain.change import Change, Edit
from licensetui.domain.contact import Contact
from licensetui.domain.license import License, assign_primary
from licensetui.store.errors import StoreError
from licensetui.tui import messages
from licensetui.tui.session import Session


class EditingScreen(Screen[None]):
    """Does what the messages of views ask for, and says what became of it."""

    def __init__(self, session: Session) -> None:
        """Make the screen of a session."""
        super().__init__()
        self.session = session
        """Reads and saves."""

    def say(self, sentence: str, *, is_error: bool = False) -> None:
        """Show a sentence to the user."""
        raise NotImplementedError

    def point_at(self, record: License | Contact) -> None:
        """Put the cursor on a record, where it is on screen."""
        raise NotImplementedError

    def _commit(self, change: Change, done: str) -> None:
        """Save a change and say so, or say why not."""
        try:
            self.session.save(change)
        except StoreError as error:
            self.say(str(error), is_error=True)
        else:
            self.say(done)

    def _may_edit(self) -> bool:
        if not self.session.is_writable:
            why = self.session.why_read_only
            self.say(f"Nothing can be changed here: {why}.", is_error=True)
        return self.session.is_writable

    @on(messages.EditLicense)
    def _edit_license(self, request: messages.EditLicense) -> None:
        from licensetui.tui.screens.license_editor import LicenseEditor

        def closed(license: License | None) -> None:
            if license is not None:
                self.point_at(license)
                self._show_saved(license.name)

        if request.license is not None or self._may_edit():
            editor = LicenseEditor(self.session, request.license, start_in=request.field)
            self.app.push_screen(editor, closed)

    @on(messages.EditContact)
    def _edit_contact(self, request: messages.EditContact) -> None:
        from licensetui.tui.screens.contact_editor import ContactEditor

        def closed(contact: Contact | None) -> None:
            if contact is not None:
                self.point_at(contact)
                self._show_saved(contact.label)

        if request.contact is not None or self._may_edit():
            editor = ContactEditor(self.session, request.contact, start_in=request.field)
            self.app.push_screen(editor, closed)

    def _show_saved(self, what: str) -> None:
        self.say(f"Saved: {what}")

    @on(messages.RenewLicense)
    def _renew_license(self, request: messages.RenewLicense) -> None:
        from licensetui.tui.screens.renew import RenewForm

        def closed(license: License | None) -> None:
            if license is not None:
                self._show_saved(f"{license.name} until {license.end}")

        if request.license.archived:
            self.say(f"{request.license.name} is archived: D brings it back first.", is_error=True)
        elif self._may_edit():
            self.app.push_screen(RenewForm(self.session, request.license), closed)

    @on(messages.ChooseContact)
    def _choose_contact(self, request: messages.ChooseContact) -> None:
        from licensetui.tui.dialogs.contact_choice import NewContact, contact_chooser
        from licensetui.tui.screens.contact_editor import ContactEditor

        if not self._may_edit():
            return

        def assign(contact: Contact | None) -> None:
            if contact is not None:
                self._assign(request, contact)

        def take(choice: Contact | NewContact | None) -> None:
            if isinstance(choice, NewContact):
                self.app.push_screen(ContactEditor(self.session, None, typed=choice.typed), assign)
            else:
                assign(choice)

        names = _named([license.name for license in request.licenses], "licenses")
        title = f"Primary {_roles(request)} contact of {names}"
        self.app.push_screen(contact_chooser(title, self.session.outlook.portfolio), take)

    def _assign(self, request: messages.ChooseContact, contact: Contact) -> None:
        today = self.session.outlook.today
        edits = tuple(
            Edit(license, after)
            for license in request.licenses
            if (after := assign_primary(license, contact.id, request.role(license.portal), today))
            != license
        )
        names = _named([license.name for license in request.licenses], "licenses")
        what = f"primary {_roles(request)} contact of {names}"
        if not edits:
            self.say(f"{contact.label} is the {what} already.")
            return
        done = f"Saved: {contact.label} is the {what}"
        self._commit(Change(f"make {contact.label} the {what}", licenses=edits), done)

    @on(messages.ArchiveLicenses)
    def _archive_licenses(self, request: messages.ArchiveLicenses) -> None:
        archive = not all(license.archived for license in request.licenses)
        edits = tuple(Edit(x, replace(x, archived=archive)) for x in request.licenses)
        names = _named([license.name for license in request.licenses], "licenses")
        if self._may_edit():
            self._commit(Change(f"{_verb(archive)} {names}", licenses=edits), _done(archive, names))

    @on(messages.ArchiveContacts)
    def _archive_contacts(self, request: messages.ArchiveContacts) -> None:
        archive = not all(contact.archived for contact in request.contacts)
        portfolio = self.session.outlook.portfolio
        used = [x for x in request.contacts if portfolio.is_in_use(x.id)]
        if archive and used:
            count = portfolio.use_count(used[0].id)
            self.say(
                f"{used[0].label} is still contact of {count} license{'' if count == 1 else 's'}: "
                "choose another there first (t, b).",
                is_error=True,
            )
            return
        edits = tuple(Edit(x, replace(x, archived=archive)) for x in request.contacts)
        names = _named([contact.label for contact in request.contacts], "contacts")
        if self._may_edit():
            self._commit(Change(f"{_verb(archive)} {names}", contacts=edits), _done(archive, names))


def _named(names: list[str], kind: str) -> str:
    return names[0] if len(names) == 1 else f"{len(names)} {kind}"


def _verb(archive: bool) -> str:
    return "archive" if archive else "bring back"


def _done(archive: bool, names: str) -> str:
    if archive:
        return f"Archived: {names}. f shows what is archived, D there brings it back."
    return f"Brought back: {names}"


def _roles(request: messages.ChooseContact) -> str:
    """Return the role asked for, or the roles where the portals of the licenses differ."""
    roles = {request.role(license.portal).value for license in request.licenses}
    return " or ".join(sorted(roles))
