"""The form of a contact."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import replace

from textual import events, on
from textual.widget import Widget

from licensetui.addresses.odd import name_in
from licensetui.addresses.report import AddressKind
from licensetui.domain.change import Change
from licensetui.domain.contact import Contact, ContactKind
from licensetui.domain.counting import counted
from licensetui.domain.draft import Draft
from licensetui.domain.license import Assignment, License
from licensetui.domain.portal_steps import with_contact
from licensetui.domain.portfolio import Portfolio
from licensetui.forms.contact_form import (
    FIELDS,
    FIXES,
    KNOWN_BY,
    MEMBERS,
    NEWCOMERS,
    VOUCHED,
    contact_from,
    kind_in,
    members_from,
    members_text,
    name_of_id,
    newcomers_from,
    newcomers_text,
    planned_from,
    texts_of,
)
from licensetui.forms.typed import TypedError
from licensetui.tables.table import TableError
from licensetui.tui.bindings import bindings
from licensetui.tui.commands import forms, sections
from licensetui.tui.commands.everywhere import SHOW_PORTAL
from licensetui.tui.commands.records import HAND_OVER
from licensetui.tui.describe import coming_line, still_shown, used_lines
from licensetui.tui.forms.address_judge import AddressJudge, Offer
from licensetui.tui.forms.gap_words import fixes_from, fixes_text, fixes_words, steps_of
from licensetui.tui.forms.gaps import combined
from licensetui.tui.forms.pasted_members import pasted_members, with_newcomers
from licensetui.tui.forms.team_instead import done_words, with_team
from licensetui.tui.messages import EditContact, HandOver
from licensetui.tui.screens.contact_finding import ContactFinding
from licensetui.tui.screens.form import Form
from licensetui.tui.session import Session
from licensetui.tui.widgets.cells import shortened
from licensetui.tui.widgets.choice import Choice, Pick
from licensetui.tui.widgets.detail import Detail
from licensetui.tui.widgets.email_field import EmailField
from licensetui.tui.widgets.form_rows import Members
from licensetui.tui.widgets.gap_panel import GapPanel
from licensetui.tui.widgets.rule import SectionRule
from licensetui.wording.fields import CHANGED_CONTACT

MARGIN = 3
"""Cells that the status line leaves free."""
_BY_NAME = {field.name: field for field in FIELDS}
NAME, EMAIL = _BY_NAME["name"], _BY_NAME["email"]
WHAT = (_BY_NAME["kind"], _BY_NAME["organization"])
"""What one is, below the address."""
AWAY = (_BY_NAME["away"],)
"""When one is away: what that uncovers stands below."""
GONE = tuple(_BY_NAME[name] for name in ("deputy", "last_day", "confirmed_on", "mailbox_closes"))
CAME_BACK = (_BY_NAME["bounced_on"], _BY_NAME["phone"])
NOTES = (_BY_NAME["notes"],)


class ContactEditor(Form[Contact]):
    """Ends with the contact as saved, or None."""

    KEY_SECTIONS = sections.SHEETS["contact"]
    KIND = "contact"
    RESTING = (
        f"Members: {forms.ENTER_LIST.key} edits the list; a paste (recipients, CSV, vCards) adds "
        "all in it."
    )
    MAKES_NEW = True
    BINDINGS = bindings(*sections.EMAIL, *sections.CONTACT)
    DEFAULT_CSS = """
    ContactEditor .sheet > Hint { height: 2; }
    """

    def __init__(
        self,
        session: Session,
        contact: Contact | None,
        *,
        start_in: str = "",
        typed: str = "",
        draft: Draft | None = None,
        coming: tuple[tuple[License, Assignment], ...] = (),
    ) -> None:
        """Edit a contact, or a new one of whom `typed` is the name or the address.

        In `coming` places it is assigned once it is saved.
        """
        super().__init__(
            session,
            f"Contacts > {contact.label if contact else 'new'}",
            FIELDS,
            texts_of(contact),
            contact,
            start_in=start_in,
            typed={"email" if "@" in typed else "name": typed} if typed else {},
            draft=draft,
        )
        self.contact = contact
        """The contact as it was, or None."""
        self._coming = coming
        self._instead: Contact | None = None
        # Somebody in the file who was taken in the place of a new contact.
        self._finding = ContactFinding(self)
        self._email = EmailField(
            EMAIL.label,
            self.start[EMAIL.name],
            AddressJudge(lambda: session.outlook, contact, coming),
            lambda: session.mail_servers,
            is_typed=self.start[EMAIL.name] != self.first[EMAIL.name],
            kept=self.start[VOUCHED],
            kind=kind_in(self.start["kind"]) or ContactKind(self.first["kind"]),
            id=EMAIL.name,
        )
        self._members = Members(session.outlook)
        self._members.newcomers = newcomers_from(self.start[NEWCOMERS])
        self._uses = Detail(id="uses")
        self._away = SectionRule("Away or leaving", id="away-rule")
        known = (contact,) if contact else ()
        self._panel = GapPanel(lambda: session.outlook, known, self._away)
        self._panel.fixes = fixes_from(self.start[FIXES], session.outlook.portfolio)

    def body(self) -> Iterable[Widget]:
        """Return the fields, what there is to say below each, and where the contact is used."""
        self._show_uses()
        yield SectionRule("Address")
        yield from (self.grid((NAME,)), self._email, self.grid(WHAT), self._members)
        yield from (self._away, self.grid(AWAY), self._panel, self.grid((*GONE, *CAME_BACK)))
        yield from (self._uses, self.grid(NOTES))

    def start_typing(self, name: str) -> None:
        """Show who reads a team's address, and start in the field asked for, or in that list."""
        deputy = self.query_one("#deputy", Pick)
        deputy.shown = name_of_id(deputy.value, self.session.outlook.portfolio)
        with self.prevent(Members.Changed):
            held = (members_from(self.start[name]) for name in (MEMBERS, KNOWN_BY))
            self._members.hold_ids(*held)
        if name in (MEMBERS, KNOWN_BY):
            self._members.enter()
        else:
            super().start_typing({VOUCHED: "email", FIXES: "away"}.get(name, name))

    def follow(self) -> None:
        """Show who reads a team's address, and which mails lose their readers by the fields."""
        texts, members = self.texts(), self._members
        kind = ContactKind(texts["kind"])
        self._email.say_kind(kind)
        is_team = kind is ContactKind.TEAM
        is_asked = self.start_in in (MEMBERS, KNOWN_BY)
        members.display = is_team or bool(members.held) or is_asked
        if self.contact is not None:
            with suppress(TypedError):  # said in the field itself; until then the gaps stay
                self._panel.look(planned_from(self.contact, texts))

    def begin_day(self) -> None:
        """Count from another day whatever is counted from today."""
        super().begin_day()
        self._members.outlook = self.session.outlook
        self._members.refresh()
        self._show_uses()

    def _show_uses(self) -> None:
        """Show where the contact is used."""
        outlook, contact = self.session.outlook, self.contact
        lines, _ = used_lines(contact, outlook) if contact else ([], 0)
        count = outlook.portfolio.held_count(contact.id) if contact else 0
        self._uses.title = f"Contact for {counted(count, 'license')}"
        if self._coming:
            lines = [*map(coming_line, self._coming), *lines]
            self._uses.title = f"To be a contact for {counted(len(self._coming), 'license')}"
        self._uses.lines = tuple(lines)
        self._uses.styles.height = len(lines) + 1

    def texts(self) -> dict[str, str]:
        """Return what each field shows now, and what was chosen beside the fields."""
        return {
            **super().texts(),
            VOUCHED: self._email.vouched,
            MEMBERS: members_text(self._members.readers),
            NEWCOMERS: newcomers_text(self._members.coming),
            KNOWN_BY: members_text(self._members.known_by),
            FIXES: fixes_text(self._panel.gaps.chosen),
        }

    def changed(self) -> list[str]:
        """Return the labels of the fields that were changed."""
        found, now = super().changed(), self.texts()
        if now[FIXES]:
            found.append("Coverage")
        if EMAIL.label not in found and now[VOUCHED] != self.first[VOUCHED]:
            found.append(EMAIL.label)
        for name in (MEMBERS, KNOWN_BY):
            if now[name] != self.first[name]:
                found.append(CHANGED_CONTACT[name])
        return found

    @on(events.DescendantFocus, "#away")
    def _show_gaps(self) -> None:
        """Have in sight what the days away uncover, however low the terminal is."""
        self._panel.scroll_visible(animate=False)

    @on(EmailField.Judged)
    def _judged(self, event: EmailField.Judged) -> None:
        """Say in the kind that nobody has chosen what the address suggests."""
        report, names = event.report, {}
        if report and report.is_valid and report.kind is not AddressKind.UNSURE:
            names[ContactKind.UNKNOWN.value] = f"guess: {report.kind.value}"
        self.query_one("#kind", Choice).names = names

    @on(Members.Asked)
    def _find_member(self, event: Members.Asked) -> None:
        def take(contact: Contact) -> None:
            self._members.outlook = self.session.outlook
            self._members.add(contact)

        self._finding.find("Who reads the address", self._others(), take, again=event.again)

    @on(Members.Pasted)
    def _take_pasted(self, event: Members.Pasted) -> None:
        """Add all in a list that was pasted; who is not in it is marked, and stays until taken."""
        texts = self.texts()
        try:
            team = self._team_as_typed(texts)
            known, portfolio = self._members.newcomers, self.session.outlook.portfolio
            pasted = pasted_members(event.text, team, known, portfolio)
        except TableError as error:
            self.complain(f"{error}.")
            return
        members = self._members
        members.newcomers, members.absent = pasted.newcomers, pasted.absent
        members.hold_ids(pasted.members, members.known_by)
        for id in [*(contact.id for contact in members.coming), *pasted.absent][:1]:
            members.select(id)  # what is to be looked at first
        if texts["kind"] == ContactKind.UNKNOWN.value:
            self.query_one("#kind", Choice).value = ContactKind.TEAM.value
        self.say(pasted.words)

    def _team_as_typed(self, texts: Mapping[str, str]) -> Contact:
        """Return the team with name, address and members as they are in the form."""
        id, name = self.contact.id if self.contact else 0, texts[NAME.name] or "this team"
        return Contact(name, texts[EMAIL.name], id, members=self._members.readers)

    @on(Pick.Asked)
    def _find_deputy(self, event: Pick.Asked) -> None:
        def take(contact: Contact) -> None:
            event.pick.pick(str(contact.id), contact.label)

        self._finding.find("Deputy", self._others(), take, typed=event.typed)

    def _others(self) -> Portfolio:
        """Return all contacts but this one."""
        own = {self.contact.id} if self.contact else set()
        return self.session.outlook.portfolio.with_contacts((), own)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Say whether a command works now: those of a suggestion, or a proposal, while it is."""
        if action in {command.action for command in sections.EMAIL}:
            is_asked = self._email.suggestion is not None or bool(self._email.maybe)
            is_taking = action == forms.TAKE_SUGGESTION.action
            return is_asked or (is_taking and self._email.offer is not None)
        if action == forms.CLOSE_GAP.action:
            return self._panel.gaps.proposal is not None
        return super().check_action(action, parameters)

    def action_confirm_here(self) -> None:
        """Say that somebody made sure today that the address is read."""
        self.entry("confirmed_on").value = str(self.today)
        self.entry("bounced_on").value = ""

    def action_bounced_here(self) -> None:
        """Say that a mail came back today."""
        self.entry("bounced_on").value = str(self.today)

    def action_close_gap(self) -> None:
        """Do what is proposed, with the contact and in the same change."""
        if self.contact is None:
            return
        try:
            self._panel.close(planned_from(self.contact, self.texts()))
        except TypedError as error:
            self.complain(str(error), error.field)
        else:
            self.note_typing()

    def action_hand_over_here(self) -> None:
        """Go on to the hand-over of the contact, unless something is not saved."""
        if self.contact is None or self.changed():
            self.complain(f"Save or leave what is typed first; then {HAND_OVER.key} hands over.")
            return
        self.action_leave()
        self.app.post_message(HandOver(self.contact))

    def action_take_suggestion(self) -> None:
        """Take the address that is suggested, and the name that was pasted with it; or a team."""
        offer = self._email.offer
        if offer and not (self._email.suggestion or self._email.maybe):
            self._take_team(offer)
            return
        pasted, name = name_in(self._email.value), self.entry("name")
        self._email.take_suggestion()
        if pasted and not name.value.strip():
            name.value = pasted
            self.say(f"Full name, from the paste: {pasted}")

    def _take_team(self, offer: Offer) -> None:
        """Put a team in the contact's place on the license. No address becomes another one."""
        if self._coming:
            self._instead = offer.team
            self._close(offer.team)
        elif self.contact is None or self.changed():
            self.complain(
                f"Save or leave what is typed first; then {forms.TAKE_SUGGESTION.key} uses "
                f"{offer.team.email}."
            )
        else:
            self.done = done_words(offer, self.contact)
            portfolio, today = self.session.outlook.portfolio, self.today
            self._commit(with_team(offer, self.contact, portfolio, today))

    def entered(self) -> None:
        """Go to the contact who has the address already, or on to the next field."""
        other = self._email.other if self._email.has_focus_inside else None
        if other is None:
            super().entered()
        elif self._coming:
            self._instead = other
            self._close(other)
        else:
            typed = {*self.changed()} - {NAME.label, EMAIL.label}
            if typed or self.contact is not None:
                self.action_leave()
            else:
                self._close(None)  # it was that contact whom one typed
            self.app.post_message(EditContact(other))

    def action_keep_address(self) -> None:
        """Keep the address as it was typed."""
        self._email.keep_address()
        self.note_typing()

    def change(self) -> Change | None:
        """Return what was typed and chosen, if anything differs."""
        after = contact_from(self.contact, self.first, self.texts())
        chosen = self._panel.gaps.chosen
        if after == self.contact and not chosen:
            return None
        outlook = self.session.outlook
        after, added = with_newcomers(after, self._members.coming, outlook.portfolio)
        change = with_contact(outlook.portfolio, self.contact, after, outlook.today)
        change = replace(change, contacts=(*change.contacts, *added))
        return combined(change, chosen, outlook.portfolio, outlook.today)

    def name_of(self, result: Contact) -> str:
        """Return who was saved, and who reads mail as well from now on."""
        return super().name_of(result) + fixes_words(self._panel.gaps.chosen)

    def steps_of(self, result: Contact) -> License | Contact | None:
        """Return the contact whose old address is still shown, or who reads mail as well."""
        return result if self._still_shown(result) else steps_of(self._panel.gaps.chosen)

    def _still_shown(self, result: Contact) -> int:
        """Return on how many licenses the portal shows the address that was corrected."""
        before = self.contact
        if before is None or result.address == before.address:
            return 0
        return still_shown(before.email, self.session.outlook.portfolio)

    def closing_words(self, result: Contact | None) -> str:
        """Say as well where the portals still show the address that was corrected."""
        if self._instead is not None:
            return f"{self._instead.label} already exists: no contact was added."
        count = self._still_shown(result) if result else 0
        if not (count and self.contact):
            return super().closing_words(result)
        old = self.contact.email
        licenses = counted(count, "license")
        before = "Saved. Portal still shows "
        behind = f" on {licenses}: {SHOW_PORTAL.key} shows the steps"
        room = self.app.size.width - len(before) - len(behind) - MARGIN
        return f"{before}{shortened(old, max(room, 8))}{behind}"
