"""The lists in the form of a license: its contacts and documents, and what is picked from lists."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from textual import on
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
from licensetui.tui.session import Session
from licensetui.tui.widgets.choice import Pick
from licensetui.tui.widgets.document_rows import Documents
from licensetui.tui.widgets.role_rows import Holders
from licensetui.vendors import PORTALS


class LicenseLists(Form[License]):
    """A form with the contacts and documents of a license, beside its fields."""

    def __init__(
        self,
        session: Session,
        license: License | None,
        *form: Any,
        draft: Draft | None,
        **more: Any,
    ) -> None:
        """Begin with what a license has, or with what a draft says was chosen."""
        self.license = license
        """The license as it was, or None."""
        self._wanted = license.wanted if license else ()
        # Its contacts as they were, and as the form begins with them.
        self._drafted = self._wanted
        if draft and WANTED in draft.chosen:
            self._drafted = wanted_from(draft.chosen[WANTED])
        self._documents = license.documents if license else ()
        self._drafted_documents = self._documents
        if draft and DOCUMENTS in draft.chosen:
            self._drafted_documents = documents_from(draft.chosen[DOCUMENTS])
        super().__init__(session, *form, draft=draft, **more)
        self._holders = Holders(session.outlook.portfolio.contact)
        self._holders.license = license
        self._others = Static(classes="others", markup=False)
        # Whom the portal shows although nobody has assigned them.
        self._document_rows = Documents()
        self._finding = ContactFinding(self)

    def so_far(self) -> License:
        """Return the license as typed, as far as it can be read."""
        raise NotImplementedError

    def start_typing(self, name: str) -> None:
        """Show contacts and documents, and start in the field asked for, or in one of these."""
        parent, owner = self.query_one("#parent", Pick), self.query_one("#owner", Pick)
        parent.shown = self._name_of(parent.value)
        owner.shown = name_of_id(owner.value, self.session.outlook.portfolio)
        self._holders.hold(self._drafted)
        self._document_rows.hold(self._drafted_documents)
        if name in ("wanted", "documents"):
            (self._holders if name == "wanted" else self._document_rows).enter()
        else:
            super().start_typing(name)

    @property
    def wanted_now(self) -> tuple[Assignment, ...]:
        """The contacts in the list; what is new among them was decided today."""
        return decided(self._wanted, self._holders.held, self.session.outlook.today)

    @property
    def documents_now(self) -> tuple[Document, ...]:
        """The documents in the list."""
        return self._document_rows.held

    def changed(self) -> list[str]:
        """Return the labels of what was changed, contacts and documents included."""
        found = super().changed()
        if self.wanted_now != self._wanted:
            found.append("Contacts")
        if self.documents_now != self._documents:
            found.append("Documents")
        return found

    def draft(self) -> Draft:
        """Return what stands in the form, contacts and documents too if they were changed."""
        wanted, documents = self.wanted_now, self.documents_now
        chosen: dict[str, Json] = {WANTED: wanted_json(wanted)} if wanted != self._wanted else {}
        if documents != self._documents:
            chosen[DOCUMENTS] = documents_json(documents)
        return replace(super().draft(), chosen=chosen)

    @on(Holders.Changed)
    def _show_others(self) -> None:
        words = self._holders.others_words
        self._others.update(plain(words))
        self._others.display = bool(words)

    @on(Holders.Asked)
    def _choose_contact(self, event: Holders.Asked) -> None:
        def take(contact: Contact) -> None:
            self._holders.look_up = self.session.outlook.portfolio.contact
            self._holders.add_contact(contact)

        portfolio = self.session.outlook.portfolio
        portal = PORTALS.get(self.texts()["portal"])
        self._holders.first_role = portal.technical if portal else Role.TECHNICAL
        coming = ((self.so_far(), Assignment(0, self._holders.first_role)),)
        self._finding.find(
            "Assign which contact", portfolio, take, again=event.again, coming=coming
        )

    @on(Pick.Asked, "#owner")
    def _choose_owner(self, event: Pick.Asked) -> None:
        def take(contact: Contact) -> None:
            event.pick.pick(str(contact.id), contact.label)

        self._finding.find("Who decides about it", self.session.outlook.portfolio, take)

    @on(Pick.Asked, "#parent")
    def _choose_parent(self, event: Pick.Asked) -> None:
        licenses = self.session.outlook.portfolio.current().licenses
        own = self.license.id if self.license else 0
        options = [Option("- none -", 0)] + [
            Option(x.name, x.id, x.number) for x in licenses if x.id != own
        ]

        def take(id: int) -> None:
            event.pick.pick(str(id or ""), self._name_of(str(id or "")))

        Chooser("Belongs to which license", options).ask(self.app, take)

    def _name_of(self, id: str) -> str:
        found = self.session.outlook.portfolio.license(int(id)) if id else None
        return f"{found.name}  {found.number}" if found else ""

    @on(Documents.Entry)
    def _enter_document(self, event: Documents.Entry) -> None:
        def take(document: Document | None) -> None:
            if document is not None:
                self._document_rows.put(event.known, document)

        self.app.push_screen(DocumentEntry(event.known), take)

    @on(Documents.Opening)
    def _open_document(self, event: Documents.Opening) -> None:
        self.post_message(OpenDocument(event.document, self.say))

    @on(Documents.Refused)
    def _refuse_key(self) -> None:
        self.complain("That is a license key: it is not kept.")
