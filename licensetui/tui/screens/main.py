"""The main screen: switches between the views and does what they ask for."""

from __future__ import annotations

from collections.abc import Callable

from textual import on
from textual.app import ComposeResult
from textual.binding import ActiveBinding
from textual.widgets import ContentSwitcher

from licensetui.domain.contact import Contact
from licensetui.domain.license import License
from licensetui.domain.months import long_date
from licensetui.domain.plain import plain
from licensetui.tui import commands, messages
from licensetui.tui.bindings import bindings
from licensetui.tui.dialogs.chooser import Chooser, Option
from licensetui.tui.outlook import Outlook
from licensetui.tui.screens.editing import EditingScreen
from licensetui.tui.session import Session
from licensetui.tui.views.contacts import ContactsView
from licensetui.tui.views.dashboard import Dashboard
from licensetui.tui.views.licenses import LicensesView
from licensetui.tui.widgets.bars import KeyBar, StatusLine, TopBar

VIEWS = ("dashboard", "licenses", "contacts")
"""Ids of the views, in the order of their digits."""

View = Dashboard | LicensesView | ContactsView


class MainScreen(EditingScreen):
    """Composes the views and switches between them; they know neither each other nor the store."""

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
        super().__init__(session)
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

    def point_at(self, record: License | Contact) -> None:
        """Put the cursor of the view shown on a record, if it lists such records and this one."""
        view = self.query_one(ContentSwitcher).visible_content
        is_license = isinstance(record, License)
        if isinstance(view, LicensesView if is_license else ContactsView):
            view.table.select(record.id)

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
        from licensetui.tui.dialogs.help import HelpScreen

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
