"""Saying who leaves: the last day and the end of the mailbox, in one change."""

from __future__ import annotations

from collections.abc import Iterable

from textual import on
from textual.containers import Container
from textual.widget import Widget
from textual.widgets import Input, Static

from licensetui.domain.change import Change, Edit
from licensetui.domain.contact import Contact
from licensetui.domain.contact_life import MAILBOX_DAYS, proposed_closing
from licensetui.domain.draft import Draft
from licensetui.store.store import Saved
from licensetui.tui.forms import typed
from licensetui.tui.forms.field import Field
from licensetui.tui.forms.gaps import GapFinder, Gaps, gap_words
from licensetui.tui.forms.leaving_form import FIELDS, leaver_from, texts_of
from licensetui.tui.people_words import hanging_words
from licensetui.tui.screens.form import Form
from licensetui.tui.session import Session
from licensetui.tui.widgets.detail import Detail


class LeavingForm(Form[Contact]):
    """Ends with the contact who leaves as saved, or None. Enter in the last field saves."""

    KIND = "leaving"
    DEFAULT_CSS = """
    LeavingForm > .sheet { height: 12; }
    LeavingForm Fields > #gaps { height: 4; }
    LeavingForm .said { height: 1; padding: 0 1; text-wrap: nowrap; text-overflow: ellipsis; }
    """

    def __init__(self, session: Session, contact: Contact, *, draft: Draft | None = None) -> None:
        """Ask when a contact leaves."""
        self.contact = contact
        """The contact as it was."""
        self._proposed = ""
        # What was put into the second field; another text there was typed.
        super().__init__(session, texts_of(contact), draft=draft)
        if not self.first["mailbox_closes"]:
            self._proposed = self._proposal(self.start["last_day"])

    @property
    def before(self) -> Contact:
        """The contact as it was."""
        return self.contact

    def heading(self) -> str:
        """Return who leaves."""
        return f"Leaves: {self.contact.label}"

    def fields(self) -> tuple[Field, ...]:
        """Return the two days."""
        return FIELDS

    def body(self) -> Iterable[Widget]:
        """Return the fields, what is proposed, what hangs on the contact, and on the days."""
        hangs = hanging_words(self.contact, self.session.outlook.portfolio)
        yield Container(*self.rows(FIELDS), classes="fields")
        yield Static(classes="said", id="proposal", markup=False)
        yield Static(f"To be handed over: {hangs or 'nothing'}", classes="said", markup=False)
        yield Detail(id="gaps")

    def begin(self) -> None:
        """Say from the start what is proposed, and what the days uncover."""
        super().begin()
        self._finder = GapFinder(self.session.outlook, self.contact)
        self._show_proposal()
        self._show_gaps()

    @on(Input.Changed, "#last_day")
    def _propose(self) -> None:
        """Propose when the mailbox closes, unless that was typed."""
        closes = self.entry("mailbox_closes")
        if closes.value in ("", self._proposed):
            self._proposed = self._proposal(self.texts()["last_day"])
            with self.prevent(Input.Changed):
                closes.value = self._proposed
        self._show_proposal()

    @on(Input.Changed, "#mailbox_closes")
    def _show_proposal(self) -> None:
        """Say that the second day is a proposal, while it is."""
        closes = self.entry("mailbox_closes").value
        is_proposed = closes and closes == self._proposed
        words = f"{closes} is a proposal: {MAILBOX_DAYS} days after the last one."
        self.query_one("#proposal", Static).update(words if is_proposed else "")

    @on(Input.Changed)
    def _show_gaps(self) -> None:
        """Say which mails lose their readers by these days, if they can be read."""
        try:
            planned = leaver_from(self.contact, self.first, self.texts())
        except typed.TypedError:
            return  # said in the field itself
        gaps = Gaps(self._finder.look(planned).lapses)  # what helps comes with the hand-over
        panel = self.query_one("#gaps", Detail)
        panel.title, panel.lines = gap_words(gaps, self.session.outlook.today)

    def _proposal(self, last_day: str) -> str:
        try:
            day = typed.day(last_day)
        except typed.TypedError:
            return ""
        return str(proposed_closing(day)) if day else ""

    def entered(self) -> None:
        """Go on to the second day, and from there save."""
        if self.focused is self.entry("mailbox_closes"):
            self.action_save()
        else:
            super().entered()

    def change(self) -> Change | None:
        """Return both days as one change."""
        after = leaver_from(self.contact, self.first, self.texts())
        if after == self.contact:
            return None
        verb = f"leaves on {after.last_day}" if after.last_day else "stays"
        return Change(f"{after.label} {verb}", contacts=(Edit(self.contact, after),))

    def result(self, saved: Saved) -> Contact | None:
        """Return the contact as it was saved."""
        return saved.portfolio.contact(self.contact.id)

    def name_of(self, result: Contact) -> str:
        """Return when who leaves, and what hangs on that."""
        if result.last_day is None:
            return f"{result.label} stays"
        hangs = hanging_words(result, self.session.outlook.portfolio)
        told = f"H hands over {hangs}." if hangs else "Nothing is to be handed over."
        return f"{result.label} leaves {result.last_day}. {told}"
