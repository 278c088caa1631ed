"""New contacts from a paste: who they are and what the checks say, before anything is saved."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from textual import on
from textual.events import Paste
from textual.widget import Widget

from licensetui.addresses.advice import advice
from licensetui.addresses.check import check
from licensetui.addresses.report import Report
from licensetui.addresses.said import Remark, remarks
from licensetui.domain.change import Change
from licensetui.domain.contact import Contact
from licensetui.domain.counting import counted, listed
from licensetui.domain.draft import Draft
from licensetui.domain.plain import cropped, plain
from licensetui.exchange.contact_list import adding, contacts_pasted, plan_contacts
from licensetui.exchange.member_list import MemberList
from licensetui.forms.contact_form import NEWCOMERS, newcomers_from, newcomers_text
from licensetui.store.store import Saved
from licensetui.tables.table import TableError
from licensetui.tui.bindings import bindings
from licensetui.tui.commands import forms, sections
from licensetui.tui.commands.forms import SAVE
from licensetui.tui.screens.form import Form
from licensetui.tui.session import Session
from licensetui.tui.widgets.cells import wrapped
from licensetui.tui.widgets.detail import Detail
from licensetui.tui.widgets.newcomer_rows import KNOWN, NewcomerRows
from licensetui.tui.widgets.rows import RowList

_OTHERS, _OTHER = 2, 20
"""So many entries that are nobody are named, in so many cells each."""


class NewContactsForm(Form[Contact]):
    """Ends with the first of the new contacts as saved, or None."""

    KEY_SECTIONS = sections.SHEETS["new contacts"]
    KIND = "new contacts"
    MAKES_NEW = True
    BINDINGS = bindings(forms.TAKE_SUGGESTION)
    RESTING = f"Another paste adds to these. {SAVE.key} saves all of them as one change."
    DEFAULT_CSS = """
    NewContactsForm FieldArea { height: 0; }
    NewContactsForm .sheet #said { height: 4; }
    """

    def __init__(
        self,
        session: Session,
        nobody: None = None,
        *,
        pasted: MemberList | None = None,
        draft: Draft | None = None,
    ) -> None:
        """Show those in a list; without one, the list is still to be pasted."""
        heading, texts = "Contacts > from a paste", {NEWCOMERS: ""}
        super().__init__(session, heading, (), texts, nobody, draft=draft)
        self._pasted = pasted
        self._rows = NewcomerRows(self._judged)
        self._words = ""
        # What came of the last paste.
        self._judgments: dict[str, tuple[Report, tuple[Remark, ...]]] = {}

    def body(self) -> Iterable[Widget]:
        """Return nothing: there is no field."""
        return ()

    def below(self) -> Iterable[Widget]:
        """Return the list, and what is said of the contact under the cursor."""
        yield self._rows
        yield Detail(id="said")

    def start_typing(self, name: str) -> None:
        """Show what was pasted."""
        with self.prevent(NewcomerRows.Changed):
            self._rows.hold(tuple(newcomers_from(self.start[NEWCOMERS]).values()))
        self._rows.focus()
        if self._pasted is not None:
            self._take(self._pasted)

    def say_hint(self) -> None:
        """Say what came of the last paste, and what to do."""
        self.say(*filter(None, (self._words, self.RESTING)))

    def texts(self) -> dict[str, str]:
        """Return those who are no contacts yet."""
        return {NEWCOMERS: newcomers_text(self._rows.new)}

    def changed(self) -> list[str]:
        """Return that somebody would be added, if anybody would."""
        count = len(self._rows.new)
        return [counted(count, "new contact")] if count else []

    def on_paste(self, event: Paste) -> None:
        """Add those whom another text names."""
        event.stop()
        try:
            self._take(contacts_pasted(event.text))
        except TableError as error:
            self.complain(f"{plain(str(error))}.")

    def _take(self, found: MemberList) -> None:
        held, portfolio = self._rows.held, self.session.outlook.portfolio
        plan = plan_contacts(found, portfolio.with_contacts(self._rows.new))
        self._rows.hold(tuple({x.id: x for x in (*held, *plan.new, *plan.known)}.values()))
        known = [contact for contact in plan.known if contact.id > 0]
        parts = [f"{found.form}: {counted(len(plan.new), 'new contact')}"]
        parts += [f"{len(known)} {KNOWN}"] if known else []
        others = [plain(cropped(entry.text, _OTHER)) for entry in found.left_out]
        parts += [f"{len(others)} left out: {listed(others, _OTHERS)}"] if others else []
        self._words = f"{', '.join(parts)}."
        self.say_hint()

    def _judged(self, contact: Contact) -> tuple[Report, tuple[Remark, ...]]:
        """Return what the checks say of an address; each is looked at once, when it is shown."""
        if contact.email not in self._judgments:
            known = self.session.outlook.reports.known
            report = check(contact.email, known, contact=contact)
            self._judgments[contact.email] = report, remarks(report, advice(report))
        return self._judgments[contact.email]

    @on(NewcomerRows.Changed)
    @on(RowList.Moved)
    def _show_said(self) -> None:
        if not self.has_begun:
            return
        contact, detail = self._rows.current, self.query_one("#said", Detail)
        if contact is None:
            detail.title, detail.lines = "", ()
            return
        detail.title = contact.label
        told = [KNOWN] if contact.id > 0 else [x.line for x in self._judged(contact)[1]]
        room = max(self.size.width - 2, 20)
        detail.lines = tuple(line for text in told for line in wrapped(text, room))
        self.refresh_bindings()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Say whether a command works now: that of a suggestion, while there is one."""
        if action == forms.TAKE_SUGGESTION.action:
            return self._suggested() is not None
        return super().check_action(action, parameters)

    def _suggested(self) -> Contact | None:
        """Return the contact under the cursor with the address that was probably meant."""
        contact = self._rows.current if self.has_begun else None
        if contact is None or contact.id > 0:
            return None
        meant = self._judged(contact)[0].suggestion
        return replace(contact, email=meant.address) if meant else None

    def action_take_suggestion(self) -> None:
        """Take the address that is suggested for the contact under the cursor."""
        before, better = self._rows.current, self._suggested()
        if better is not None:
            known = self.session.outlook.portfolio.contact_at(better.email) or better
            after = (known if contact is before else contact for contact in self._rows.held)
            self._rows.hold(tuple({contact.id: contact for contact in after}.values()))
            self._rows.select(known.id)

    def change(self) -> Change | None:
        """Return those who are still new as one change."""
        portfolio = self.session.outlook.portfolio
        new = {x.address: x for x in self._rows.new if portfolio.contact_at(x.email) is None}
        if not new:
            return None
        self.done = counted(len(new), "contact")
        return adding(tuple(new.values()))

    def result(self, saved: Saved) -> Contact | None:
        """Return the first of them as it was saved."""
        ids = (saved.contacts.get(contact.id) for contact in self._rows.new)
        return next((saved.portfolio.contact(id) for id in ids if id is not None), None)
