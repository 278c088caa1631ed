"""The form of a contact."""

from __future__ import annotations

from collections.abc import Iterable

from textual import on
from textual.containers import Container
from textual.widget import Widget

from licensetui.addresses.report import AddressKind
from licensetui.domain.change import Change, Edit
from licensetui.domain.contact import Contact, ContactKind
from licensetui.domain.draft import Draft
from licensetui.store.store import Saved
from licensetui.tui.bindings import bindings
from licensetui.tui.commands import places
from licensetui.tui.describe import used_lines
from licensetui.tui.forms.address_judge import AddressJudge
from licensetui.tui.forms.contact_form import FIELDS, VOUCHED, contact_from, texts_of
from licensetui.tui.forms.field import Field
from licensetui.tui.screens.form import Form
from licensetui.tui.session import Session
from licensetui.tui.widgets.choice import Choice
from licensetui.tui.widgets.detail import Detail
from licensetui.tui.widgets.email_field import EmailField


class ContactEditor(Form[Contact]):
    """Ends with the contact as saved, or None."""

    KIND = "contact"
    BINDINGS = bindings(*places.EMAIL)
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
        if draft is not None and list(draft.texts) == [VOUCHED]:
            start_in = "email"
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
        name, email, *rest = FIELDS
        yield Container(*self.rows((name,)), classes="fields")
        yield EmailField(
            email.label,
            self.start[email.name],
            AddressJudge(lambda: self.session.outlook, self.contact),
            lambda: self.session.mail_servers,
            kept=self.start[VOUCHED],
            kind=self._start_kind(),
            id=email.name,
        )
        yield Container(*self.rows(rest), classes="fields")
        uses = Detail(id="uses")
        lines = used_lines(self.contact, self.session.outlook) if self.contact else []
        uses.title = f"Used by {len(lines)} license{'' if len(lines) == 1 else 's'}"
        uses.lines = tuple(lines)
        uses.styles.height = len(lines) + 1
        yield uses

    def _start_kind(self) -> ContactKind:
        text = self.start["kind"]  # a draft of another release may have another word
        return next((x for x in ContactKind if x.value == text), ContactKind(self.first["kind"]))

    @property
    def _email(self) -> EmailField:
        return self.query_one(EmailField)

    def texts(self) -> dict[str, str]:
        """Return what each field shows now, and which address is kept against a suggestion."""
        return {**super().texts(), VOUCHED: self._email.vouched}

    def changed(self) -> list[str]:
        """Return the labels of the fields that were changed."""
        found, label = super().changed(), self._field("email")
        if label and label.label not in found and self._email.vouched != self.first[VOUCHED]:
            found.append(label.label)
        return found

    @on(EmailField.Judged)
    def _judged(self, event: EmailField.Judged) -> None:
        """Say in the kind that nobody has chosen what the address suggests."""
        report, names = event.report, {}
        if report and report.is_valid and report.kind is not AddressKind.UNSURE:
            names[ContactKind.UNKNOWN.value] = f"by its words: {report.kind.value}"
        self.query_one("#kind", Choice).names = names

    @on(Choice.Changed, "#kind")
    def _kind_chosen(self, event: Choice.Changed) -> None:
        self._email.say_kind(ContactKind(event.value))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Say whether a command works now: those of a suggestion while there is one."""
        if action in {command.action() for command in places.EMAIL}:
            return bool(self.query(EmailField)) and self._email.suggestion is not None
        return super().check_action(action, parameters)

    def action_take_suggestion(self) -> None:
        """Take the address that is suggested."""
        self._email.take_suggestion()

    def action_keep_address(self) -> None:
        """Keep the address as it was typed."""
        self._email.keep_address()
        self.note_typing()

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
