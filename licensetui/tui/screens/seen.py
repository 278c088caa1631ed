"""Saying what a portal shows for a license today: the wanted contacts, or others."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from textual import on
from textual.events import Paste
from textual.widget import Widget

from licensetui.domain.change import Change, Edit
from licensetui.domain.contact import Contact
from licensetui.domain.counting import counted, fitting, listed
from licensetui.domain.draft import Draft
from licensetui.domain.license import License, SeenAssignment
from licensetui.domain.plain import plain
from licensetui.domain.portal_steps import seen_as, seen_today, steps
from licensetui.domain.structure import StructureError
from licensetui.exchange.portal_page import Page, PageError, read_page
from licensetui.forms.typed import TypedError
from licensetui.tui.bindings import bindings
from licensetui.tui.commands import forms, sections
from licensetui.tui.commands.everywhere import SHOW_PORTAL
from licensetui.tui.commands.forms import SAVE
from licensetui.tui.describe import seen_words, when_seen
from licensetui.tui.dialogs.contact_choice import ContactChoice, contact_chooser
from licensetui.tui.forms.seen_form import SEEN, seen_from, seen_text, unsure_in
from licensetui.tui.screens.form import Form
from licensetui.tui.session import Session
from licensetui.tui.widgets.cells import wrapped
from licensetui.tui.widgets.detail import Detail
from licensetui.tui.widgets.role_rows import SeenRows
from licensetui.wording.looks import SAME, differences


class SeenForm(Form[License]):
    """Ends with the license as saved, or None. Unchanged, it says that the wanted are there."""

    KEY_SECTIONS = sections.SHEETS["seen"]
    KIND = SEEN
    BINDINGS = bindings(forms.AS_WANTED, forms.AS_LAST_SEEN)
    RESTING = (
        f"Match the portal: paste its page, {forms.ADD_HOLDER.key} adds, "
        f"{forms.REMOVE_HOLDER.key} removes. "
        f"{SAVE.key} saves."
    )
    DEFAULT_CSS = """
    SeenForm > .sheet { height: 20; }
    SeenForm .sheet #last-seen { height: 3; }
    SeenForm .sheet #difference { height: 4; }
    """

    def __init__(self, session: Session, license: License, *, draft: Draft | None = None) -> None:
        """Ask what the portal of a license shows."""
        outlook = session.outlook
        self._offered = seen_today(license, outlook.portfolio, outlook.today)
        heading, texts = f"On the portal > {license.name}", {SEEN: self._offered_text()}
        super().__init__(session, heading, (), texts, license, draft=draft)
        self.license = license
        """The license as it was."""
        self._numbers: tuple[str, ...] = ()  # of other licenses, by what was pasted
        self._rows = SeenRows(lambda address: session.outlook.portfolio.contact_at(address))
        self._rows.first_role = license.portal.technical

    def _offered_text(self) -> str:
        return seen_text(self._offered.on_portal)

    def body(self) -> Iterable[Widget]:
        """Return the list, and what was seen the last time."""
        yield self._rows
        yield Detail(id="difference")
        yield Detail(id="last-seen")

    def start_typing(self, name: str) -> None:
        """Show the addresses, and put the cursor on the first."""
        last = self.query_one("#last-seen", Detail)
        last.title = f"{self.license.portal.label}: {when_seen(self.license)}"
        last.lines = tuple(wrapped(seen_words(self.license), max(self.app.size.width - 2, 20)))
        with self.prevent(SeenRows.Changed):
            typed, unsaid = self.start[SEEN], self.license.portal.technical
            self._rows.hold_page(seen_from(typed, unsaid), unsure_in(typed, unsaid))
        self._show_difference()
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
        return {SEEN: seen_text(self._rows.held, self._rows.unsure)}

    def changed(self) -> list[str]:
        """Return that the lines are others than offered, if they are."""
        return ["On the portal"] if self.texts() != self.first else []

    @on(SeenRows.Changed)
    def _show_difference(self) -> None:
        seen = replace(self.license, on_portal=self._rows.held)
        found = differences(seen, self.session.outlook.portfolio)
        panel = self.query_one("#difference", Detail)
        panel.title = counted(len(found), "difference") if found else SAME
        panel.lines = tuple(fitting(found, 3))

    def on_paste(self, event: Paste) -> None:
        """Show what a pasted page of the portal shows."""
        event.stop()
        try:
            page = read_page(event.text).of(self.license)
        except PageError as error:
            self.complain(f"{error}.")
            return
        if not page.shown:
            self.complain("No address in what was pasted: the list is unchanged.")
            return
        self._numbers = page.numbers
        unsaid = self.license.portal.technical
        lines = [(SeenAssignment(x.address, x.role or unsaid, x.primary), x) for x in page.shown]
        said = {line for line, shown in lines if shown.role is not None}
        every = tuple(dict.fromkeys(line for line, _ in lines))
        self._rows.hold_page(every, [line for line in every if line not in said])
        self.say(_page_words(page, self._rows.unsure))

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
        self._rows.hold_page(self._offered.on_portal, ())

    def action_as_last_seen(self) -> None:
        """Say that the portal shows what it showed the last time."""
        self._rows.hold_page(self.license.on_portal, ())

    def change(self) -> Change | None:
        """Return the license as seen today."""
        today, seen = self.session.outlook.today, self._rows.held
        if self._rows.unsure:
            count = counted(len(self._rows.unsure), "address")
            raise TypedError(
                f"Not saved: {count} without a role. {forms.CHANGE_ROLE.key} sets one."
            )
        if self._numbers:
            named, self._numbers = ", ".join(self._numbers), ()
            number = self.license.number or "a license without a number"
            raise TypedError(
                f"Not saved: that page is about {named}, this is {number}. "
                f"{SAVE.key} saves it here."
            )
        try:
            is_as_wanted = seen == self._offered.on_portal
            after = self._offered if is_as_wanted else seen_as(self.license, seen, today)
        except StructureError as error:
            raise TypedError(f"Not saved: {error.problem}") from None
        if after == self.license:
            return None
        return Change(f"portal of {after.name} checked", licenses=(Edit(self.license, after),))

    def steps_of(self, result: License) -> License | Contact | None:
        """Return the license whose portal was checked, if anything is left to do there."""
        return result if self._left(result) else None

    def name_of(self, result: License) -> str:
        """Return what was seen, and what is left to do."""
        left = self._left(result)
        done = f"{counted(left, 'step')} to do: {SHOW_PORTAL.key}" if left else "no steps left"
        return f"portal of {result.name} checked {result.looked_on}, {done}"

    def _left(self, result: License) -> int:
        """Return how many steps are to be done on the portal."""
        outlook = self.session.outlook
        return len(steps(result, outlook.portfolio, outlook.today, outlook.settings))


def _page_words(page: Page, unsure: tuple[SeenAssignment, ...]) -> str:
    """Return how a page was read, and what it does not say."""
    words = [counted(len(page.shown), "address") + " on that page"]
    if unsure:
        words.append(
            f"{counted(len(unsure), 'address')} without a role: {forms.CHANGE_ROLE.key} sets one"
        )
    if page.unread:
        words.append(f"not read: {plain(listed(page.unread, 2))}")
    if page.numbers:
        words.append(f"it is about {', '.join(page.numbers)}")
    return "; ".join(words)
