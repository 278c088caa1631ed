"""The form of a contact."""

from __future__ import annotations

from collections.abc import Iterable

from textual.containers import Container
from textual.widget import Widget

from licensetui.domain.change import Change, Edit
from licensetui.domain.contact import Contact
from licensetui.domain.draft import Draft
from licensetui.store.store import Saved
from licensetui.tui.describe import used_lines
from licensetui.tui.forms.contact_form import FIELDS, contact_from, texts_of
from licensetui.tui.forms.field import Field
from licensetui.tui.screens.form import Form
from licensetui.tui.session import Session
from licensetui.tui.widgets.detail import Detail
from licensetui.tui.widgets.email_field import EmailField


class ContactEditor(Form[Contact]):
    """Ends with the contact as saved, or None."""

    KIND = "contact"
    DEFAULT_CSS = """
    ContactEditor #uses { height: auto; min-height: 4; }
    """

    def __init__(
        self,
        session: Session,
        contact: Contact | None,
        *,
        start_in: str = "",
        typed: str = "",
        draft: Draft | None = None,
    ) -> None:
        """Edit a contact, or a new one of whom `typed` is the name or the address."""
        name = "email" if "@" in typed else "name"
        already = {name: typed} if typed else {}
        super().__init__(session, texts_of(contact), start_in=start_in, typed=already, draft=draft)
        self.contact = contact
        """The contact as it was, or None."""

    @property
    def before(self) -> Contact | None:
        """The contact as it was, or None."""
        return self.contact

    def heading(self) -> str:
        """Return where one is."""
        return f"Contacts > {self.contact.label if self.contact else 'new'}"

    def fields(self) -> tuple[Field, ...]:
        """Return the fields of a contact."""
        return FIELDS

    def body(self) -> Iterable[Widget]:
        """Return the fields, and where the contact is used."""
        yield Container(*self.rows(FIELDS), classes="fields")
        uses = Detail(id="uses")
        lines = used_lines(self.contact, self.session.outlook) if self.contact else []
        uses.title = f"Used by {len(lines)} license{'' if len(lines) == 1 else 's'}"
        uses.lines = tuple(lines)
        uses.styles.height = len(lines) + 1
        yield uses

    def make_entry(self, field: Field) -> Widget:
        """Return the entry of a field; the address has one of its own."""
        if field.name == "email":
            entry = EmailField(self.start["email"], self._other_contact, id="email")
            entry.add_class("-wide")
            return entry
        return super().make_entry(field)

    def _other_contact(self, address: str) -> Contact | None:
        known = self.session.outlook.portfolio.contact_at(address)
        return known if known and known.id != (self.contact.id if self.contact else 0) else None

    def change(self) -> Change | None:
        """Return what was typed, if anything differs."""
        after = contact_from(self.contact, self.first, self.texts())
        if after == self.contact:
            return None
        what = "change" if self.contact else "add"
        return Change(f"{what} contact {after.label}", contacts=(Edit(self.contact, after),))

    def result(self, saved: Saved) -> Contact | None:
        """Return the contact as it was saved."""
        id = self.contact.id if self.contact else saved.contacts.get(0)
        return saved.portfolio.contact(id)
