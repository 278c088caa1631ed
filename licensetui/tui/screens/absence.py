"""Saying who is away, and what that uncovers: one absence of one contact, or of several."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import suppress
from dataclasses import replace
from datetime import date

from textual.widget import Widget
from textual.widgets import Static

from licensetui.domain.change import Change, Edit
from licensetui.domain.contact import Contact
from licensetui.domain.draft import Draft
from licensetui.domain.license import License
from licensetui.domain.plain import plain
from licensetui.forms import typed
from licensetui.forms.contact_form import FIXES
from licensetui.forms.typed import TypedError
from licensetui.store.store import Saved
from licensetui.tui.bindings import bindings
from licensetui.tui.commands import forms, sections
from licensetui.tui.forms.absence_form import (
    CONTACTS,
    FIELDS,
    FROM,
    NOTE,
    UNTIL,
    already_words,
    away_from,
    deed_words,
    ids_from,
    ids_text,
    who,
    with_absence,
)
from licensetui.tui.forms.gap_words import fixes_from, fixes_text, fixes_words, steps_of
from licensetui.tui.forms.gaps import combined
from licensetui.tui.screens.form import Form
from licensetui.tui.session import Session
from licensetui.tui.widgets.gap_panel import GapPanel
from licensetui.tui.widgets.rule import SectionRule

TEXTS = {FROM: "", UNTIL: "", NOTE: "", FIXES: ""}
"""What the form holds as long as nobody types."""


class AbsenceForm(Form[Contact]):
    """Ends with the first of the contacts as saved, or None. Enter in the last field saves."""

    KIND = "absence"
    KEY_SECTIONS = sections.SHEETS["absence"]
    BINDINGS = bindings(*sections.ABSENCE)
    DEFAULT_CSS = """
    AbsenceForm > .sheet { height: 12; }
    AbsenceForm .said { height: 1; padding: 0 1; text-wrap: nowrap; text-overflow: ellipsis; }
    """

    def __init__(
        self, session: Session, contacts: tuple[Contact, ...], *, draft: Draft | None = None
    ) -> None:
        """Ask when these contacts are away."""
        only = contacts[0] if len(contacts) == 1 else None
        heading = f"Away > {who(contacts)}"
        super().__init__(session, heading, FIELDS, TEXTS, only, draft=draft)
        self.contacts = contacts
        """The contacts as they were."""
        self._rule = SectionRule("Coverage")
        self._panel = GapPanel(lambda: session.outlook, contacts, self._rule)
        self._panel.fixes = fixes_from(self.start[FIXES], session.outlook.portfolio)

    @classmethod
    def of_draft(cls, draft: Draft, session: Session) -> AbsenceForm | None:
        """Return the form as it was left; None if nobody it was about is there any more."""
        ids = ids_from(draft.texts.get(CONTACTS, ""))
        found = [session.outlook.portfolio.contact(id) for id in ids]
        contacts = tuple(contact for contact in found if contact is not None)
        if len(ids) == 1 and draft.contact:
            contacts = (draft.contact,)
        return cls(session, contacts, draft=draft) if contacts else None

    def draft(self) -> Draft:
        """Return what stands in the form and is not saved, and about whom it is."""
        draft = super().draft()
        return replace(draft, texts={**draft.texts, CONTACTS: ids_text(self.contacts)})

    def body(self) -> Iterable[Widget]:
        """Return the fields, and when they are away as it is."""
        yield self.grid(FIELDS)
        yield Static(plain(already_words(self.contacts)), classes="said", markup=False)

    def below(self) -> Iterable[Widget]:
        """Return the place that tells of gaps."""
        yield from (self._rule, self._panel)

    def counts_from(self, name: str) -> date:
        """Return the day from which days typed short count: for the last one, the first one."""
        if name == UNTIL and self.has_begun:
            with suppress(TypedError):
                first = FIELDS[0].written_out(self.entry(FROM).value, self.today)
                return typed.day(first) or self.today
        return self.today

    def texts(self) -> dict[str, str]:
        """Return what each field shows now, and what was chosen against gaps."""
        return {**super().texts(), FIXES: fixes_text(self._panel.gaps.chosen)}

    def follow(self) -> None:
        """Show what the absence uncovers."""
        with suppress(TypedError):  # said in the field itself; until then the gaps stay
            self._panel.look(*self._planned())

    def _planned(self) -> tuple[Contact, ...]:
        """Return the contacts as typed. Raises `TypedError`."""
        time = away_from(self.texts())
        return tuple(with_absence(x, time) if time else x for x in self.contacts)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Say whether a command works now: that of a proposal, while there is one."""
        if action == forms.CLOSE_GAP.action:
            return self._panel.gaps.proposal is not None
        return super().check_action(action, parameters)

    def action_close_gap(self) -> None:
        """Do what is proposed, in the same change."""
        try:
            self._panel.close(*self._planned())
        except TypedError as error:
            self.complain(str(error), error.field)
        else:
            self.note_typing()

    def entered(self) -> None:
        """Go on to the next field, and from the last one save."""
        if self.focused is self.entry(NOTE):
            self.action_save()
        else:
            super().entered()

    def change(self) -> Change | None:
        """Return the absence of all of them, and what closes its gaps, as one change."""
        time = away_from(self.texts())
        if time is None:
            return None
        edits = tuple(Edit(x, with_absence(x, time)) for x in self.contacts)
        self.done = deed_words(self.contacts, time)
        outlook = self.session.outlook
        change = Change(self.done, contacts=edits)
        return combined(change, self._panel.gaps.chosen, outlook.portfolio, outlook.today)

    def result(self, saved: Saved) -> Contact | None:
        """Return the first of them as it was saved."""
        return self.session.current(self.contacts[0])

    def steps_of(self, _result: Contact) -> License | Contact | None:
        """Return who reads the mail meanwhile."""
        return steps_of(self._panel.gaps.chosen)

    def name_of(self, result: Contact) -> str:
        """Return who is away and when, and who reads the mail meanwhile."""
        return super().name_of(result) + fixes_words(self._panel.gaps.chosen)
