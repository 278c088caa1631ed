"""The lists in the form of a license: its contacts and documents, and what is picked from lists."""

from __future__ import annotations

from textual.widgets import Static

from licensetui.domain.contact import Contact
from licensetui.domain.draft import Draft, Json
from licensetui.domain.license import Assignment, Document, License, Role, decided
from licensetui.domain.plain import plain
from licensetui.forms.contact_form import name_of_id
from licensetui.forms.license_draft import (
    DOCUMENTS,
    WANTED,
    documents_from,
    documents_json,
    wanted_from,
    wanted_json,
)
from licensetui.tui.dialogs.chooser import Chooser, Option
from licensetui.tui.dialogs.document_entry import DocumentEntry
from licensetui.tui.messages import OpenDocument
from licensetui.tui.screens.contact_finding import ContactFinding
from licensetui.tui.screens.form import Form
from licensetui.tui.widgets.choice import Pick
from licensetui.tui.widgets.document_rows import Documents
from licensetui.tui.widgets.role_rows import Holders
from licensetui.vendors import PORTALS


class LicenseLists:
    """The contacts and documents of a license in its form, beside the fields."""

    def __init__(self, form: Form[License], license: License | None, draft: Draft | None) -> None:
        """Begin with what a license has, or with what a draft says was chosen."""
        self._form = form
        self._license = license
        self._wanted = license.wanted if license else ()
        # Its contacts as they were, and as the form begins with them.
        self._drafted = self._wanted
        if draft and WANTED in draft.chosen:
            self._drafted = wanted_from(draft.chosen[WANTED])
        self._documents = license.documents if license else ()
        self._drafted_documents = self._documents
        if draft and DOCUMENTS in draft.chosen:
            self._drafted_documents = documents_from(draft.chosen[DOCUMENTS])
        self.holders = Holders(form.session.outlook.portfolio.contact)
        """The contacts."""
        self.holders.license = license
        self.others = Static(classes="others", markup=False)
        """Whom the portal shows although nobody has assigned them."""
        self.documents = Documents()
        """The documents."""
        self._finding = ContactFinding(form)

    def show(self) -> None:
        """Show contacts and documents, and what was picked, by names."""
        parent, owner = self._form.query_one("#parent", Pick), self._form.query_one("#owner", Pick)
        parent.shown = self._name_of(parent.value)
        owner.shown = name_of_id(owner.value, self._form.session.outlook.portfolio)
        self.holders.hold(self._drafted)
        self.documents.hold(self._drafted_documents)

    @property
    def wanted_now(self) -> tuple[Assignment, ...]:
        """The contacts in the list; what is new among them was decided today."""
        return decided(self._wanted, self.holders.held, self._form.session.outlook.today)

    @property
    def documents_now(self) -> tuple[Document, ...]:
        """The documents in the list."""
        return self.documents.held

    def changed(self) -> list[str]:
        """Return the labels of what was changed."""
        found = ["Contacts"] if self.wanted_now != self._wanted else []
        return found + (["Documents"] if self.documents_now != self._documents else [])

    def chosen(self) -> dict[str, Json]:
        """Return what a draft keeps of what was changed."""
        wanted, documents = self.wanted_now, self.documents_now
        found: dict[str, Json] = {WANTED: wanted_json(wanted)} if wanted != self._wanted else {}
        if documents != self._documents:
            found[DOCUMENTS] = documents_json(documents)
        return found

    def show_others(self) -> None:
        """Show whom else the portal shows."""
        words = self.holders.others_words
        self.others.update(plain(words))
        self.others.display = bool(words)

    def choose_contact(self, event: Holders.Asked, so_far: License) -> None:
        """Ask for a contact to assign; a new one learns of the license `so_far`."""

        def take(contact: Contact) -> None:
            self.holders.look_up = self._form.session.outlook.portfolio.contact
            self.holders.add_contact(contact)

        portfolio = self._form.session.outlook.portfolio
        portal = PORTALS.get(self._form.texts()["portal"])
        self.holders.first_role = portal.technical if portal else Role.TECHNICAL
        coming = ((so_far, Assignment(0, self.holders.first_role)),)
        self._finding.find(
            "Assign which contact", portfolio, take, again=event.again, coming=coming
        )

    def choose_owner(self, event: Pick.Asked) -> None:
        """Ask who decides about it."""

        def take(contact: Contact) -> None:
            event.pick.pick(str(contact.id), contact.label)

        portfolio = self._form.session.outlook.portfolio
        self._finding.find("Who decides about it", portfolio, take, typed=event.typed)

    def choose_parent(self, event: Pick.Asked) -> None:
        """Ask which license it belongs to."""
        licenses = self._form.session.outlook.portfolio.current().licenses
        own = self._license.id if self._license else 0
        options = [Option("- none -", 0)] + [
            Option(x.name, x.id, x.number) for x in licenses if x.id != own
        ]

        def take(id: int) -> None:
            event.pick.pick(str(id or ""), self._name_of(str(id or "")))

        Chooser("Belongs to which license", options).ask(self._form.app, take, typed=event.typed)

    def _name_of(self, id: str) -> str:
        found = self._form.session.outlook.portfolio.license(int(id)) if id else None
        return f"{found.name}  {found.number}" if found else ""

    def enter_document(self, event: Documents.Entry) -> None:
        """Ask for a document, or edit one."""

        def take(document: Document | None) -> None:
            if document is not None:
                self.documents.put(event.known, document)

        self._form.app.push_screen(DocumentEntry(event.known), take)

    def open_document(self, event: Documents.Opening) -> None:
        """Open a document."""
        self._form.post_message(OpenDocument(event.document, self._form.say))
