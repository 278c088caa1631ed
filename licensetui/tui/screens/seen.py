"""Saying what a portal shows for a license today: the wanted contacts, or others."""

from __future__ import annotations

from collections.abc import Iterable

from textual import on
from textual.widget import Widget

from licensetui.domain.change import Change, Edit
from licensetui.domain.contact import Contact
from licensetui.domain.counting import counted
from licensetui.domain.draft import Draft
from licensetui.domain.license import License
from licensetui.domain.portal_steps import seen_as, seen_today, steps
from licensetui.domain.structure import StructureError
from licensetui.tui.bindings import bindings
from licensetui.tui.commands import forms
from licensetui.tui.describe import seen_words, when_seen
from licensetui.tui.dialogs.contact_choice import ContactChoice, contact_chooser
from licensetui.tui.forms.seen_form import SEEN, seen_from, seen_text
from licensetui.tui.forms.typed import TypedError
from licensetui.tui.screens.form import Form
from licensetui.tui.session import Session
from licensetui.tui.widgets.cells import wrapped
from licensetui.tui.widgets.detail import Detail
from licensetui.tui.widgets.role_rows import SeenRows


class SeenForm(Form[License]):
    """Ends with the license as saved, or None. Unchanged, it says that the wanted are there."""

    KEY_SECTIONS = ("Contacts of the portal, in their form", "Forms")
    KIND = SEEN
    BINDINGS = bindings(forms.AS_WANTED, forms.AS_LAST_SEEN)
    RESTING = "Ctrl+S: the portal shows just these. n adds what else it shows, Del takes off."
    DEFAULT_CSS = """
    SeenForm > .sheet { height: 16; }
    SeenForm .sheet #last-seen { height: 3; }
    """

    def __init__(self, session: Session, license: License, *, draft: Draft | None = None) -> None:
        """Ask what the portal of a license shows."""
        outlook = session.outlook
        self._offered = seen_today(license, outlook.portfolio, outlook.today)
        heading, texts = f"Seen on the portal today: {license.name}", {SEEN: self._offered_text()}
        super().__init__(session, heading, (), texts, license, draft=draft)
        self.license = license
        """The license as it was."""
        self._rows = SeenRows(lambda address: session.outlook.portfolio.contact_at(address))

    def _offered_text(self) -> str:
        return seen_text(self._offered.on_portal)

    def body(self) -> Iterable[Widget]:
        """Return the list, and what was seen the last time."""
        yield self._rows
        yield Detail(id="last-seen")

    def start_typing(self, name: str) -> None:
        """Show the addresses, and put the cursor on the first."""
        last = self.query_one("#last-seen", Detail)
        last.title = f"{self.license.portal.label}: {when_seen(self.license)}"
        last.lines = tuple(wrapped(seen_words(self.license), max(self.app.size.width - 2, 20)))
        with self.prevent(SeenRows.Changed):
            self._rows.hold(seen_from(self.start[SEEN]))
        self._rows.focus()

    def begin_day(self) -> None:
        """Offer what is wanted as seen on another day, unless the lines are others."""
        outlook, is_offered = self.session.outlook, not self.changed()
        self._offered = seen_today(self.license, outlook.portfolio, outlook.today)
        self.first = {SEEN: self._offered_text()}
        if is_offered:
            with self.prevent(SeenRows.Changed):
                self._rows.hold(self._offered.on_portal)
        super().begin_day()

    def texts(self) -> dict[str, str]:
        """Return the lines."""
        return {SEEN: seen_text(self._rows.held)}

    def changed(self) -> list[str]:
        """Return that the lines are others than offered, if they are."""
        return ["Seen on the portal"] if self.texts() != self.first else []

    @on(SeenRows.Asked)
    def _ask_address(self) -> None:
        def take(choice: ContactChoice) -> None:
            address = choice.email if isinstance(choice, Contact) else choice.typed
            if address.strip():
                self._rows.add_address(address.strip())
            else:
                self.complain("Nothing was added: type the address that the portal shows.")

        portfolio = self.session.outlook.portfolio
        chooser = contact_chooser("Which address the portal shows", portfolio, new="another")
        chooser.ask(self.app, take)

    def action_as_wanted(self) -> None:
        """Say that the portal shows the contacts that are wanted."""
        self._rows.hold(self._offered.on_portal)

    def action_as_last_seen(self) -> None:
        """Say that the portal shows what it showed the last time."""
        self._rows.hold(self.license.on_portal)

    def change(self) -> Change | None:
        """Return the license as seen today."""
        today, seen = self.session.outlook.today, self._rows.held
        try:
            is_as_wanted = seen == self._offered.on_portal
            after = self._offered if is_as_wanted else seen_as(self.license, seen, today)
        except StructureError as error:
            raise TypedError(f"Not saved: {error.problem}") from None
        if after == self.license:
            return None
        return Change(f"portal of {after.name} seen", licenses=(Edit(self.license, after),))

    def name_of(self, result: License) -> str:
        """Return what was seen, and what is left to do."""
        outlook = self.session.outlook
        left = len(steps(result, outlook.portfolio, outlook.today, outlook.settings))
        done = f"{counted(left, 'step')} to do: 4" if left else "nothing left to do"
        return f"portal of {result.name} seen {result.looked_on}, {done}"
