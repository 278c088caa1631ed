"""What the views ask to have done to records: forms, choices and changes at once."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import TYPE_CHECKING, TypeVar

from textual import on

from licensetui.domain.change import Change, Edit
from licensetui.domain.contact import Contact
from licensetui.domain.counting import counted, named
from licensetui.domain.draft import Draft
from licensetui.domain.license import License, assign_primary
from licensetui.domain.moments import brief_moment
from licensetui.domain.plain import plain
from licensetui.domain.portal_steps import steps
from licensetui.store.errors import StoreError
from licensetui.tui import messages
from licensetui.tui.screens.saving import SavingScreen
from licensetui.tui.widgets.cells import shortened

if TYPE_CHECKING:
    from licensetui.tui.screens.form import Form

Result = TypeVar("Result", bound=License | Contact)

OFFER = 60
"""Cells that what is said of a draft, and the state at the right, take beside its title."""


class EditingScreen(SavingScreen):
    """Does what the messages of views ask for, and says what became of it."""

    def point_at(self, record: License | Contact) -> None:
        """Put the cursor on a record, where it is on screen."""
        raise NotImplementedError

    def open_form(self, form: Form[Result]) -> None:
        """Open a form, and say in the end what became of it."""

        def closed(record: Result | None) -> None:
            if record is not None:
                self.point_at(record)
            self._left_behind()
            if words := form.closing_words(record):
                self.say(words)

        self.app.push_screen(form, closed)

    def show_draft_count(self, count: int) -> None:
        """Show how many forms were left before they were saved."""
        raise NotImplementedError

    @on(messages.OpenDraft)
    def _open_draft(self, request: messages.OpenDraft) -> None:
        from licensetui.tui.screens.drafts import form_of

        form = form_of(request.draft, self.session)
        if form is None:
            self.say(f"This release has no form for {plain(request.draft.title)}.", is_error=True)
        else:
            self.open_form(form)

    def offer_drafts(self) -> None:
        """Say which forms were left before they were saved, if any."""
        drafts = self._left_behind()
        if len(drafts) == 1:
            moment = brief_moment(drafts[0].at, self.session.outlook.today)
            title = shortened(drafts[0].title, max(self.size.width - OFFER, 10))
            self.say(f"Draft of {moment}: {title}. o opens, O drops it.")
        elif drafts:
            self.say(f"{len(drafts)} drafts of forms that were not saved: o opens, O drops one.")

    def action_open_draft(self) -> None:
        """Open a form that was left before it was saved."""
        self._choose_draft("Open which draft", self._reopen)

    def action_drop_draft(self) -> None:
        """Forget a form that was left before it was saved; `u` has it once more."""
        self._choose_draft("Drop which draft", self._drop)

    def _choose_draft(self, question: str, then: Callable[[Draft], None]) -> None:
        from licensetui.tui.screens.drafts import choose

        if not self._may_edit():
            return
        if drafts := self._left_behind():
            choose(self, drafts, question, then)
        else:
            self.say("No form was left before it was saved.")

    def _left_behind(self) -> tuple[Draft, ...]:
        """Return what can be opened again, and show how much that is."""
        if not self.session.is_writable:
            return ()
        try:
            drafts = self.session.drafts.left_behind()
        except StoreError as error:
            self.say(str(error), is_error=True)
            return ()
        self.show_draft_count(len(drafts))
        return drafts

    def _reopen(self, draft: Draft) -> None:
        if self.session.discarded is draft:
            self.session.discarded = None
        self.show_draft_count(len(self._left_behind()) - 1)
        self.post_message(messages.OpenDraft(draft))

    def _drop(self, draft: Draft) -> None:
        self.session.drafts.take_over(draft)
        self.session.discarded = draft
        self.show_draft_count(len(self._left_behind()))
        self.say(f"Dropped: {draft.title}. u opens it once more.")

    @on(messages.EditLicense)
    def _edit_license(self, request: messages.EditLicense) -> None:
        from licensetui.tui.screens.license_editor import LicenseEditor

        if request.license is not None or self._may_edit():
            self.open_form(LicenseEditor(self.session, request.license, start_in=request.field))

    @on(messages.EditContact)
    def _edit_contact(self, request: messages.EditContact) -> None:
        from licensetui.tui.screens.contact_editor import ContactEditor

        if request.contact is not None or self._may_edit():
            self.open_form(ContactEditor(self.session, request.contact, start_in=request.field))

    @on(messages.RenewLicenses)
    def _renew_licenses(self, request: messages.RenewLicenses) -> None:
        from licensetui.tui.screens.renew import RenewForm
        from licensetui.tui.screens.renew_several import RenewSeveralForm

        first, *others = request.licenses
        if others and self._may_edit():
            self.open_form(RenewSeveralForm(self.session, request.licenses))
        elif first.archived:
            self.say(f"{first.name} is archived: D brings it back first.", is_error=True)
        elif self._may_edit():
            self.open_form(RenewForm(self.session, first))

    @on(messages.ChooseContact)
    def _choose_contact(self, request: messages.ChooseContact) -> None:
        from licensetui.tui.dialogs.contact_choice import NewContact, contact_chooser
        from licensetui.tui.screens.contact_editor import ContactEditor

        if not self._may_edit():
            return

        def take(choice: Contact | NewContact | None) -> None:
            if isinstance(choice, Contact):
                self._assign(request, choice)
            elif choice is not None:
                editor = ContactEditor(self.session, None, typed=choice.typed)
                self.app.push_screen(editor, lambda contact: added(editor, contact))

        def added(editor: ContactEditor, contact: Contact | None) -> None:
            if contact is not None:
                self._assign(request, contact)
            else:
                self._left_behind()
                self.say(editor.closing_words(None))

        names = named([license.name for license in request.licenses], "license")
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
        names = named([license.name for license in request.licenses], "license")
        what = f"primary {_roles(request)} contact of {names}"
        if not edits:
            self.say(f"{contact.label} is the {what} already.")
            return
        done = f"Saved: {contact.label} is the {what}{self._to_do(edits)}"
        self.commit(Change(f"make {contact.label} the {what}", licenses=edits), done)

    def _to_do(self, edits: Iterable[Edit[License]]) -> str:
        """Return what licenses need on their portals once they are saved, as a sentence's end."""
        outlook = self.session.outlook
        changed = [edit.after for edit in edits if edit.after]
        portfolio = outlook.portfolio.with_licenses(changed)
        found = (steps(x, portfolio, outlook.today, outlook.settings) for x in changed)
        count = sum(map(len, found))
        return f". {counted(count, 'step')} on the portal: 4" if count else ""

    @on(messages.ArchiveLicenses)
    def _archive_licenses(self, request: messages.ArchiveLicenses) -> None:
        archive = not all(license.archived for license in request.licenses)
        edits = tuple(Edit(x, replace(x, archived=archive)) for x in request.licenses)
        names = named([license.name for license in request.licenses], "license")
        if self._may_edit():
            self.commit(Change(f"{_verb(archive)} {names}", licenses=edits), _done(archive, names))

    @on(messages.ArchiveContacts)
    def _archive_contacts(self, request: messages.ArchiveContacts) -> None:
        archive = not all(contact.archived for contact in request.contacts)
        portfolio = self.session.outlook.portfolio
        used = [x for x in request.contacts if portfolio.is_in_use(x.id)]
        if archive and used:
            count = portfolio.use_count(used[0].id)
            self.say(
                f"{used[0].label} is still contact of {counted(count, 'license')}: "
                "choose another there first (t, b).",
                is_error=True,
            )
            return
        edits = tuple(Edit(x, replace(x, archived=archive)) for x in request.contacts)
        names = named([contact.label for contact in request.contacts], "contact")
        if self._may_edit():
            self.commit(Change(f"{_verb(archive)} {names}", contacts=edits), _done(archive, names))


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
