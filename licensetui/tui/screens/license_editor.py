"""The form of a license, its current term and its contacts."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from textual import on
from textual.widget import Widget
from textual.widgets import Static

from licensetui.domain.change import Change
from licensetui.domain.contact import Contact
from licensetui.domain.draft import Draft, Json
from licensetui.domain.license import Assignment, Document, License, Role, decided
from licensetui.domain.plain import plain
from licensetui.domain.term import Ending
from licensetui.findings.objections import Objection, objections
from licensetui.forms.contact_form import name_of_id
from licensetui.forms.field import Field
from licensetui.forms.license_form import (
    DOCUMENTS,
    LATER_FIELDS,
    NO,
    WANTED,
    all_fields,
    documents_from,
    documents_json,
    license_from,
    texts_of,
    wanted_from,
    wanted_json,
)
from licensetui.forms.license_values import license_change
from licensetui.forms.typed import TypedError
from licensetui.forms.vendor_fields import meant_vendor, portal_word
from licensetui.tui.bindings import bindings
from licensetui.tui.commands import sections
from licensetui.tui.describe import seen_words, when_seen
from licensetui.tui.dialogs.chooser import Chooser, Option
from licensetui.tui.dialogs.document_entry import DocumentEntry
from licensetui.tui.forms.hints import comes_to
from licensetui.tui.forms.pasted_key import KEY, pasted_key, trace_from
from licensetui.tui.forms.vendor_offer import offered
from licensetui.tui.messages import OpenDocument
from licensetui.tui.screens.contact_finding import ContactFinding
from licensetui.tui.screens.form import Form
from licensetui.tui.session import Session
from licensetui.tui.widgets.choice import Choice, Pick
from licensetui.tui.widgets.detail import Detail
from licensetui.tui.widgets.document_rows import Documents
from licensetui.tui.widgets.role_rows import Holders
from licensetui.tui.widgets.term_rows import TermRows
from licensetui.vendors import PORTALS
from licensetui.vendors.atlassian.license_key import DamagedKeyError, is_like_key

STARTS = {"terms": "end", "on_portal": "wanted", "": "name"}
"""Where the cursor goes for a field of the record that is not a field of the form."""


class LicenseEditor(Form[License]):
    """Ends with the license as saved, or None."""

    KEY_SECTIONS = (
        "Contacts of a license, in its form",
        "Documents of a license, in its form",
        "Vendor of a license, in its form",
        "Forms",
    )
    BINDINGS = bindings(*sections.VENDOR)
    KIND = "license"
    MAKES_NEW = True
    DEFAULT_CSS = """
    LicenseEditor .heading { height: 1; margin: 0; }
    LicenseEditor .seen { height: auto; max-height: 3; padding: 0 1; }
    """

    def __init__(
        self,
        session: Session,
        license: License | None,
        *,
        start_in: str = "",
        draft: Draft | None = None,
    ) -> None:
        """Edit a license, or a new one."""
        super().__init__(
            session,
            f"Licenses > {license.name if license else 'new'}",
            all_fields(session.settings.currency),
            texts_of(license),
            license,
            # A draft begins where something was typed, or in the contacts if only they were chosen.
            start_in=STARTS.get(start_in, start_in) if draft is None else "wanted",
            draft=draft,
        )
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
        self._document_rows = Documents()
        self._finding = ContactFinding(self)
        self._holders = Holders(session.outlook.portfolio.contact)
        self._key = trace_from(draft.chosen.get(KEY)) if draft else None
        # The trace of a license key that was pasted into the form.
        self._followed = portal_word(self.first)
        # The portal of the vendor that stands there: it follows, until another one is chosen.
        self._meant = ""

    def body(self) -> Iterable[Widget]:
        """Return name, term and contacts first: they are what one comes for."""
        yield self.grid(field for field in self.fields if field not in LATER_FIELDS)
        yield self._holders
        if self.license:
            words = f"portal: {seen_words(self.license)}   {when_seen(self.license)}"
            yield Static(plain(words), classes="seen", markup=False)
        heading = Detail(classes="heading")
        heading.title = "License"
        yield heading
        yield self.grid(LATER_FIELDS)
        yield self._document_rows
        if self.license and self.license.terms:
            yield TermRows()

    def start_typing(self, name: str) -> None:
        """Show the contacts, and start in the field asked for, or in the contacts."""
        parent, owner = self.query_one("#parent", Pick), self.query_one("#owner", Pick)
        parent.shown = self._name_of(parent.value)
        owner.shown = name_of_id(owner.value, self.session.outlook.portfolio)
        self._holders.hold(self._drafted)
        self._document_rows.hold(self._drafted_documents)
        if self.license and self.license.terms:
            rows = self.query_one(TermRows)
            rows.title = f"Terms: {len(self.license.terms)}   > now, ? planned"
            rows.styles.height = rows.show_terms(self.license) + 1
        if name in ("wanted", "documents"):
            (self._holders if name == "wanted" else self._document_rows).enter()
        else:
            super().start_typing(name)

    def follow(self) -> None:
        """Let the portal follow the vendor, and offer who is meant, unless one is chosen."""
        texts = self.texts()
        before, self._followed = self._followed, portal_word(texts)
        if before != self._followed and texts["portal"] == before:
            self.put("portal", self._followed)
        was_meant, self._meant = self._meant, meant_vendor(texts)
        if was_meant != self._meant:
            self.refresh_bindings()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer a vendor only where one is meant."""
        if action == "take_vendor":
            return bool(self._meant)
        return super().check_action(action, parameters)

    def action_take_vendor(self) -> None:
        """Put the vendor that is meant in the place of what was typed."""
        self.entry("vendor").value = self._meant
        self.say_hint()

    @property
    def _wanted_now(self) -> tuple[Assignment, ...]:
        return decided(self._wanted, self._holders.held, self.session.outlook.today)

    def hint_of(self, field: Field) -> str:
        """Return what a field says: of reminders, which days hold without any."""
        if field.name != "reminders":
            return super().hint_of(field)
        try:
            license = replace(self._after(), reminders=None)
        except TypedError:
            return field.hint
        return f"As 90, 30, 0, -15, or none; empty: {self.session.outlook.reminders(license).brief}"

    def _name_of(self, id: str) -> str:
        found = self.session.outlook.portfolio.license(int(id)) if id else None
        return f"{found.name}  {found.number}" if found else ""

    def changed(self) -> list[str]:
        """Return the labels of what was changed, contacts and documents included."""
        found = super().changed()
        if self._wanted_now != self._wanted:
            found.append("Contacts")
        if self._document_rows.held != self._documents:
            found.append("Documents")
        return found

    def draft(self) -> Draft:
        """Return what stands in the form, contacts and documents too if they were changed."""
        wanted, documents = self._wanted_now, self._document_rows.held
        chosen: dict[str, Json] = {WANTED: wanted_json(wanted)} if wanted != self._wanted else {}
        if documents != self._documents:
            chosen[DOCUMENTS] = documents_json(documents)
        if self._key:
            chosen[KEY] = self._key.json
        return replace(super().draft(), chosen=chosen)

    @on(Choice.Changed, "#perpetual")
    def _end_maintenance(self, event: Choice.Changed) -> None:
        """Let only the maintenance end of what is perpetual; the user may say otherwise."""
        ending = Ending.LICENSE if event.value == NO else Ending.MAINTENANCE
        self.entry("ends").value = ending.value

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
        self.complain("That is a license key, which is kept nowhere.")

    @on(Holders.Asked)
    def _choose_contact(self, event: Holders.Asked) -> None:
        def take(contact: Contact) -> None:
            self._holders.look_up = self.session.outlook.portfolio.contact
            self._holders.add_contact(contact)

        portfolio = self.session.outlook.portfolio
        portal = PORTALS.get(self.texts()["portal"])
        self._holders.first_role = portal.technical if portal else Role.TECHNICAL
        coming = ((self._so_far(), Assignment(0, self._holders.first_role)),)
        self._finding.find(
            "Who shall be contact", portfolio, take, again=event.again, coming=coming
        )

    def _so_far(self) -> License:
        """Return the license as typed; of what cannot be read yet, only name and portal."""
        try:
            return self._after()
        except TypedError:
            texts = self.texts()
            known = self.license or License(texts["name"].strip() or "this license")
            return replace(known, portal=PORTALS.get(texts["portal"], known.portal))

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

    def take_paste(self, text: str) -> bool:
        """Fill with what a license key says what is empty; the key itself stands in no line."""
        if not is_like_key(text):
            return False
        outlook = self.session.outlook
        try:
            found = pasted_key(text, self._so_far(), self.texts(), outlook.portfolio, outlook.today)
        except DamagedKeyError as error:
            self.complain(f"{error}.")
            return True
        self._key = found.kept
        for name, filled in found.texts.items():
            self.entry(name).value = filled
        self.say(*found.words)
        return True

    def objection(self) -> Objection | None:
        """Return what speaks against saving what stands in the form, if it can be read."""
        try:
            after = self._after()
        except TypedError:
            return None
        outlook = self.session.outlook
        found = objections(self.license, after, outlook.portfolio, outlook.today)
        return next(iter(found), offered(self.texts()))

    def price_words(self) -> str:
        """Return what the price comes to: `4.10 EUR/seat/month, 20 seats: 984.00 EUR a year`."""
        return comes_to(self._after)

    def _after(self) -> License:
        after = license_from(
            self.license,
            self.first,
            self.texts(),
            self._wanted_now,
            self.session.settings.currency,
            self._document_rows.held,
        )
        return self._key.traced(after) if self._key else after

    def change(self) -> Change | None:
        """Return what was typed, if anything differs. Raises `TypedError` for what is refused."""
        outlook = self.session.outlook
        return license_change(self.license, self._after(), outlook.portfolio, outlook.today)
