"""The main screen: switches between the views and does what they ask for."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from textual import on
from textual.app import ComposeResult
from textual.binding import ActiveBinding
from textual.screen import Screen
from textual.widgets import ContentSwitcher

from licensetui.domain.change import Change, Edit
from licensetui.domain.contact import Contact
from licensetui.domain.license import License, Role, assign_primary
from licensetui.domain.months import long_date
from licensetui.domain.plain import plain
from licensetui.store.errors import StoreError
from licensetui.tui import commands, messages
from licensetui.tui.bindings import bindings
from licensetui.tui.outlook import Outlook
from licensetui.tui.screens.chooser import Chooser, Option
from licensetui.tui.session import Session
from licensetui.tui.views.contacts import ContactsView
from licensetui.tui.views.dashboard import Dashboard
from licensetui.tui.views.licenses import LicensesView
from licensetui.tui.widgets.bars import KeyBar, StatusLine, TopBar

VIEWS = ("dashboard", "licenses", "contacts")
"""Ids of the views, in the order of their digits."""

View = Dashboard | LicensesView | ContactsView


class MainScreen(Screen[None]):
    """Composes the views and routes requests; the views know neither each other nor the store."""

    BINDINGS = bindings(*commands.EVERYWHERE)
    HORIZONTAL_BREAKPOINTS = [  # noqa: RUF012  # Textual declares it as an instance variable
        (0, "-narrow"),
        (110, "-wide"),
    ]
    AUTO_FOCUS = None
    DEFAULT_CSS = """
    MainScreen { layout: vertical; }
    MainScreen ContentSwitcher { height: 1fr; }
    """

    def __init__(self, session: Session) -> None:
        """Make the screen of a session."""
        super().__init__()
        self.session = session
        """Reads and saves."""
        session.listen(self._take_outlook)

    def compose(self) -> ComposeResult:
        """Lay out bars and dashboard; the other views are made when they are first shown."""
        yield TopBar(tuple(name.capitalize() for name in VIEWS), self.session.title)
        yield ContentSwitcher(self._make_view(VIEWS[0]), initial=VIEWS[0])
        yield StatusLine(self.session.settings)
        yield KeyBar(writable=self.session.is_writable)

    def on_mount(self) -> None:
        """Open on the dashboard."""
        self._show_state()
        self.query_one(Dashboard).focus_view()

    def _take_outlook(self, outlook: Outlook) -> None:
        """Hand it to the views. They come into being one by one, out of reach of `data_bind`."""
        for view in self.query_one(ContentSwitcher).children:
            assert isinstance(view, View)  # noqa: S101  # made by _make_view
            view.outlook = outlook
        self._show_state()
        if self.session.trouble:
            self.say(self.session.trouble, is_error=True)

    def _show_state(self) -> None:
        self.query_one(TopBar).date = long_date(self.session.outlook.today)
        if not self.session.is_writable:
            state = "READ-ONLY"
        else:
            state = f"saved {self.session.saved_at}" if self.session.saved_at else ""
        if self.session.is_demo:
            state = "demo, not kept"
        self.query_one(StatusLine).state = state

    def say(self, sentence: str, *, is_error: bool = False) -> None:
        """Show a sentence in the status line."""
        line = self.query_one(StatusLine)
        line.set_class(is_error, "-error")
        line.sentence = sentence

    def on_key(self) -> None:
        """Take the sentence away: it has been read."""
        self.say("")

    async def show_view(self, name: str) -> View:
        """Show a view, made now if it never was, and give it the focus."""
        switcher = self.query_one(ContentSwitcher)
        found = switcher.query(f"#{name}")
        if not found:
            await switcher.add_content(self._make_view(name))
        switcher.current = name
        self.query_one(TopBar).current = name.capitalize()
        view = switcher.query_one(f"#{name}")
        assert isinstance(view, View)  # noqa: S101  # made by _make_view
        view.focus_view()
        return view

    def _make_view(self, name: str) -> View:
        makers: dict[str, Callable[[], View]] = {
            "dashboard": lambda: Dashboard(self.session.settings),
            "licenses": LicensesView,
            "contacts": ContactsView,
        }
        view = makers[name]()
        view.outlook = self.session.outlook
        return view

    async def action_show_dashboard(self) -> None:
        """Show the dashboard."""
        await self.show_view("dashboard")

    async def action_show_licenses(self) -> None:
        """Show the licenses."""
        await self.show_view("licenses")

    async def action_show_contacts(self) -> None:
        """Show the contacts."""
        await self.show_view("contacts")

    async def action_next_problem(self) -> None:
        """Go to the next finding."""
        view = await self.show_view("dashboard")
        assert isinstance(view, Dashboard)  # noqa: S101  # asked for by its name
        view.show_next_problem()

    def action_help(self) -> None:
        """Show the keys, those of the present view first."""
        from licensetui.tui.screens.help import HelpScreen

        name = self.query_one(ContentSwitcher).current or "dashboard"
        self.app.push_screen(HelpScreen(name.capitalize()))

    def action_quit(self) -> None:
        """Leave: everything confirmed is saved already."""
        self.app.exit()

    def action_palette(self) -> None:
        """Find a command that works now by its name, and do it."""
        options = [
            Option(
                f"{active.binding.description} ({active.binding.key_display})",
                active,
                active.tooltip,
            )
            for active in self.active_bindings.values()
            if active.enabled and active.binding.id and active.tooltip
        ]
        unique = list({option.value.binding.id: option for option in options}.values())

        async def run(active: ActiveBinding | None) -> None:
            if active is not None:
                await self.app.run_action(active.binding.action, active.node)

        self.app.push_screen(Chooser("Which command", unique), run)

    def _commit(self, change: Change, done: str) -> None:
        """Save a change and say so, or say why not."""
        try:
            self.session.save(change)
        except StoreError as error:
            self.say(str(error), is_error=True)
        else:
            self.say(done)

    def _may_edit(self) -> bool:
        if not self.session.is_writable:
            why = self.session.why_read_only
            self.say(f"Nothing can be changed here: {why}.", is_error=True)
        return self.session.is_writable

    @on(messages.Say)
    def _say(self, request: messages.Say) -> None:
        self.say(request.text, is_error=request.is_error)

    @on(messages.EditLicense)
    def _edit_license(self, request: messages.EditLicense) -> None:
        from licensetui.tui.screens.license_editor import LicenseEditor

        def closed(license: License | None) -> None:
            if license is not None:
                self._show_saved(license.name)

        if request.license is not None or self._may_edit():
            editor = LicenseEditor(self.session, request.license, start_in=request.field)
            self.app.push_screen(editor, closed)

    @on(messages.EditContact)
    def _edit_contact(self, request: messages.EditContact) -> None:
        from licensetui.tui.screens.contact_editor import ContactEditor

        def closed(contact: Contact | None) -> None:
            if contact is not None:
                self._show_saved(contact.label)

        if request.contact is not None or self._may_edit():
            editor = ContactEditor(self.session, request.contact, start_in=request.field)
            self.app.push_screen(editor, closed)

    def _show_saved(self, what: str) -> None:
        self.say(f"Saved: {what}")

    @on(messages.RenewLicense)
    def _renew_license(self, request: messages.RenewLicense) -> None:
        from licensetui.tui.screens.renew import RenewForm

        def closed(license: License | None) -> None:
            if license is not None:
                self._show_saved(f"{license.name} until {license.end}")

        if self._may_edit():
            self.app.push_screen(RenewForm(self.session, request.license), closed)

    @on(messages.ChooseContact)
    def _choose_contact(self, request: messages.ChooseContact) -> None:
        from licensetui.tui.screens.contact_choice import NewContact, contact_chooser
        from licensetui.tui.screens.contact_editor import ContactEditor

        if not self._may_edit():
            return

        def assign(contact: Contact | None) -> None:
            if contact is not None:
                self._assign(request.licenses, contact, request.role)

        def take(choice: Contact | NewContact | None) -> None:
            if isinstance(choice, NewContact):
                self.app.push_screen(ContactEditor(self.session, None, typed=choice.typed), assign)
            else:
                assign(choice)

        names = _named([license.name for license in request.licenses], "licenses")
        title = f"Primary {request.role.value} contact of {names}"
        self.app.push_screen(contact_chooser(title, self.session.outlook.portfolio), take)

    def _assign(self, licenses: tuple[License, ...], contact: Contact, role: Role) -> None:
        today = self.session.outlook.today
        edits = tuple(
            Edit(license, after)
            for license in licenses
            if (after := assign_primary(license, contact.id, role, today)) != license
        )
        names = _named([license.name for license in licenses], "licenses")
        if not edits:
            self.say(f"{contact.label} is the primary {role.value} contact of {names} already.")
            return
        done = f"Saved: {contact.label} is the primary {role.value} contact of {names}"
        self._commit(Change(f"{role.value} contact of {names}", licenses=edits), done)

    @on(messages.ArchiveLicenses)
    def _archive_licenses(self, request: messages.ArchiveLicenses) -> None:
        archive = not all(license.archived for license in request.licenses)
        edits = tuple(Edit(x, replace(x, archived=archive)) for x in request.licenses)
        names = _named([license.name for license in request.licenses], "licenses")
        if self._may_edit():
            self._commit(Change(f"{_verb(archive)} {names}", licenses=edits), _done(archive, names))

    @on(messages.ArchiveContacts)
    def _archive_contacts(self, request: messages.ArchiveContacts) -> None:
        archive = not all(contact.archived for contact in request.contacts)
        portfolio = self.session.outlook.portfolio
        used = [x for x in request.contacts if portfolio.is_in_use(x.id)]
        if archive and used:
            count = len({x.id for x, _ in portfolio.uses(used[0].id) if not x.archived})
            self.say(
                f"{used[0].label} is still contact of {count} license(s): "
                "choose another there first (t, b).",
                is_error=True,
            )
            return
        edits = tuple(Edit(x, replace(x, archived=archive)) for x in request.contacts)
        names = _named([contact.label for contact in request.contacts], "contacts")
        if self._may_edit():
            self._commit(Change(f"{_verb(archive)} {names}", contacts=edits), _done(archive, names))

    @on(messages.ListLicenses)
    async def _list_licenses(self, request: messages.ListLicenses) -> None:
        view = await self.show_view("licenses")
        assert isinstance(view, LicensesView)  # noqa: S101  # asked for by its name
        if request.filter:
            view.narrow(request.filter)
        if request.find:
            view.action_find()

    @on(messages.CopyText)
    def _copy(self, request: messages.CopyText) -> None:
        text = plain(request.text)
        self.app.copy_to_clipboard(text)
        self.say(f"Copied: {text}")


def _named(names: list[str], kind: str) -> str:
    return names[0] if len(names) == 1 else f"{len(names)} {kind}"


def _verb(archive: bool) -> str:
    return "archive" if archive else "bring back"


def _done(archive: bool, names: str) -> str:
    if archive:
        return f"Archived: {names}. f shows what is archived, D there brings it back."
    return f"Brought back: {names}"
