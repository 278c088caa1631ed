"""The form of a contact."""

from __future__ import annotations

from collections.abc import Iterable

from textual import on
from textual.containers import Container
from textual.widget import Widget

from licensetui.addresses.pasted import name_in
from licensetui.addresses.report import AddressKind
from licensetui.domain.change import Change
from licensetui.domain.contact import Contact, ContactKind
from licensetui.domain.counting import counted
from licensetui.domain.draft import Draft
from licensetui.domain.portal_steps import with_contact
from licensetui.domain.portfolio import Portfolio
from licensetui.store.store import Saved
from licensetui.tui.bindings import bindings
from licensetui.tui.commands import places
from licensetui.tui.describe import used_lines
from licensetui.tui.forms.address_judge import AddressJudge
from licensetui.tui.forms.contact_form import (
    DEPUTY_FIELD,
    FIELDS,
    FIXES,
    MEMBERS,
    VOUCHED,
    contact_from,
    members_from,
    members_text,
    texts_of,
)
from licensetui.tui.forms.field import Field
from licensetui.tui.messages import HandOver
from licensetui.tui.people_words import still_shown
from licensetui.tui.screens.handing_over import HandingOverScreen
from licensetui.tui.screens.planning import PlanningForm
from licensetui.tui.session import Session
from licensetui.tui.widgets.cells import shortened
from licensetui.tui.widgets.choice import Choice, Pick
from licensetui.tui.widgets.detail import Detail
from licensetui.tui.widgets.email_field import EmailField
from licensetui.tui.widgets.members import Members

MARGIN = 3
"""Cells that the status line leaves free."""


class ContactEditor(PlanningForm):
    """Ends with the contact as saved, or None."""

    KEY_SECTIONS = (
        "E-mail address, in its form",
        "Form of a contact",
        "Contacts of a team, in its form",
        "Forms",
    )
    KIND = "contact"
    BINDINGS = bindings(*places.EMAIL, *places.CONTACT)
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
        yield Members(self.session.outlook.portfolio.contact, self.session.outlook.today)
        uses = Detail(id="uses")
        lines, _ = used_lines(self.contact, self.session.outlook) if self.contact else ([], 0)
        uses.title = f"Used by {counted(len(lines), 'license')}"
        uses.lines = tuple(lines)
        uses.styles.height = len(lines) + 1
        yield uses

    def make_entry(self, field: Field) -> Widget:
        """Return the entry of a field; the deputy is picked from a list."""
        if field is not DEPUTY_FIELD:
            return super().make_entry(field)
        pick = Pick(id=field.name)
        pick.value = self.start[field.name]
        pick.shown = self._name_of(pick.value)
        return pick

    def _name_of(self, id: str) -> str:
        contact = self.session.outlook.portfolio.contact(int(id)) if id.isdecimal() else None
        return contact.label if contact else f"contact {id} is gone" if id else ""

    def start_typing(self, name: str) -> None:
        """Show who reads a team's address, and start in the field asked for, or in that list."""
        with self.prevent(Members.Changed):
            self._members.hold(members_from(self.start[MEMBERS]))
        self._show_members()
        if name == MEMBERS:
            self._members.display = True
            self._members.focus()
        else:
            super().start_typing({VOUCHED: "email", FIXES: "away"}.get(name, name))

    @property
    def _members(self) -> Members:
        return self.query_one(Members)

    def _show_members(self) -> None:
        """Show the readers where there are any, or should be: of a team."""
        is_team = self.texts()["kind"] == ContactKind.TEAM.value
        self._members.display = is_team or bool(self._members.members)

    def _start_kind(self) -> ContactKind:
        text = self.start["kind"]  # a draft of another release may have another word
        return next((x for x in ContactKind if x.value == text), ContactKind(self.first["kind"]))

    @property
    def _email(self) -> EmailField:
        return self.query_one(EmailField)

    def texts(self) -> dict[str, str]:
        """Return what each field shows now, and which address is kept against a suggestion."""
        members = members_text(self._members.members)
        return {**super().texts(), VOUCHED: self._email.vouched, MEMBERS: members}

    def changed(self) -> list[str]:
        """Return the labels of the fields that were changed."""
        found, label = super().changed(), self._field("email")
        if label and label.label not in found and self._email.vouched != self.first[VOUCHED]:
            found.append(label.label)
        if members_text(self._members.members) != self.first[MEMBERS]:
            found.append("Read by")
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
        self._show_members()

    @on(Members.Changed)
    def _members_changed(self) -> None:
        self.note_typing()

    @on(Members.Asked)
    def _find_member(self) -> None:
        self.find_contact("Who reads the address", self._others(), self._add_member)

    @on(Members.AskedAgain)
    def _find_member_again(self) -> None:
        self.make_contact_again()

    def _add_member(self, contact: Contact) -> None:
        self._members.look_up = self.session.outlook.portfolio.contact
        self._members.add(contact)

    @on(Pick.Asked)
    def _find_deputy(self) -> None:
        self.find_contact("Who stands in", self._others(), self._take_deputy)

    def _take_deputy(self, contact: Contact) -> None:
        self.query_one("#deputy", Pick).pick(str(contact.id), contact.label)

    def _others(self) -> Portfolio:
        """Return all contacts but this one."""
        own = {self.contact.id} if self.contact else set()
        return self.session.outlook.portfolio.with_contacts((), own)

    def action_confirm_here(self) -> None:
        """Say that somebody made sure today that the address is read."""
        self.entry("confirmed_on").value = str(self.session.outlook.today)
        self.entry("bounced_on").value = ""

    def action_bounced_here(self) -> None:
        """Say that a mail came back today."""
        self.entry("bounced_on").value = str(self.session.outlook.today)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Say whether a command works now: those of a suggestion while there is one."""
        if action in {command.action() for command in places.EMAIL}:
            return bool(self.query(EmailField)) and self._email.suggestion is not None
        return super().check_action(action, parameters)

    def action_hand_over_here(self) -> None:
        """Go on to the hand-over of the contact, unless something is not saved."""
        below = self.app.screen_stack[-2]
        if self.contact is None or self.changed() or not isinstance(below, HandingOverScreen):
            self.complain("Save or leave what is typed first; then H hands over.")
            return
        self.action_leave()
        below.post_message(HandOver(self.contact))

    def action_take_suggestion(self) -> None:
        """Take the address that is suggested, and the name that was pasted with it."""
        pasted, name = name_in(self._email.value), self.entry("name")
        self._email.take_suggestion()
        if pasted and not name.value.strip():
            name.value = pasted
            self.say(f"Full name: {pasted}, as it was pasted.")

    def action_keep_address(self) -> None:
        """Keep the address as it was typed."""
        self._email.keep_address()
        self.note_typing()

    def change(self) -> Change | None:
        """Return what was typed, if anything differs."""
        after = contact_from(self.contact, self.first, self.texts())
        if after == self.contact and not self.has_fixes:
            return None
        outlook = self.session.outlook
        change = with_contact(outlook.portfolio, self.contact, after, outlook.today)
        return self.with_fixes(change)

    def result(self, saved: Saved) -> Contact | None:
        """Return the contact as it was saved."""
        id = self.contact.id if self.contact else saved.contacts.get(0)
        return saved.portfolio.contact(id)

    def closing_words(self, result: Contact | None) -> str:
        """Say as well where the portals still show the address that was corrected."""
        if result is None or self.contact is None or result.address == self.contact.address:
            return super().closing_words(result)
        old = self.contact.email
        count = still_shown(old, self.session.outlook.portfolio)
        if not count:
            return super().closing_words(result)
        licenses = counted(count, "license")
        before, behind = "Saved. Portal still shows ", f" on {licenses}: 4 shows the steps"
        room = self.app.size.width - len(before) - len(behind) - MARGIN
        return f"{before}{shortened(old, max(room, 8))}{behind}"
