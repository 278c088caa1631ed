"""The main screen: switches between the views and does what they ask for."""

from __future__ import annotations

import asyncio
import gc
from collections.abc import Callable, Iterable

from textual import events, on, work
from textual.app import ComposeResult
from textual.binding import ActiveBinding
from textual.widgets import ContentSwitcher

from licensetui.domain.agenda import AgendaEntry
from licensetui.domain.contact import Contact
from licensetui.domain.counting import counted, named
from licensetui.domain.history import RecordChange, RecordKind
from licensetui.domain.license import License
from licensetui.domain.months import long_date
from licensetui.domain.plain import plain
from licensetui.outlook import Outlook
from licensetui.store.errors import StoreError
from licensetui.tui import messages
from licensetui.tui.aside_words import news, state
from licensetui.tui.bindings import bindings
from licensetui.tui.commands import everywhere, places
from licensetui.tui.dialogs.chooser import Chooser, Option
from licensetui.tui.pending import NOT_SAVED
from licensetui.tui.screens.handing_over import HandingOverScreen
from licensetui.tui.screens.handling import HandlingScreen
from licensetui.tui.screens.people import PeopleScreen
from licensetui.tui.screens.portal import PortalScreen
from licensetui.tui.session import Session
from licensetui.tui.typeahead import TypeAheadApp
from licensetui.tui.views.contacts import ContactsView
from licensetui.tui.views.dashboard import Dashboard
from licensetui.tui.views.history import HistoryView
from licensetui.tui.views.licenses import LicensesView
from licensetui.tui.views.portal import PortalView
from licensetui.tui.widgets.bars import KeyBar, StatusLine, TopBar

VIEWS = {"dashboard": 1, "licenses": 2, "contacts": 3, "portal": 4, "history": 5}
"""Ids of the views, each with its digit."""

AT_ONCE = 0.004
"""Seconds for which what is wrong is looked for before a change is shown: mostly that is all."""
SLICE = 0.012
"""Seconds for which what is wrong is looked for without a break: no key waits longer."""
PAUSE = 0.002
"""Seconds between two such slices, for what else there is to do."""

SELDOM = (5_000, 3, 100)
"""When the collector looks for garbage: drawing makes little, and at each look a key waits."""

View = Dashboard | LicensesView | ContactsView | PortalView | HistoryView


class MainScreen(HandlingScreen, PeopleScreen, PortalScreen, HandingOverScreen):
    """Composes the views and switches between them; they know neither each other nor the store."""

    BINDINGS = bindings(*places.EVERYWHERE)
    AUTO_FOCUS = "#agenda"
    DEFAULT_CSS = """
    MainScreen { layout: vertical; }
    MainScreen ContentSwitcher { height: 1fr; }
    """

    def __init__(self, session: Session) -> None:
        """Make the screen of a session."""
        super().__init__(session)
        session.listen(self._take_outlook)
        session.listen_to_news(lambda sentence, is_error: self.say(sentence, is_error=is_error))
        self._told_trouble = ""
        self._draft_count = 0
        # Of the forms that were left before they were saved.
        self._leaves_at_once = False
        # Whether to leave although something is not saved: the user has been told.

    def compose(self) -> ComposeResult:
        """Lay out bars and dashboard; the other views are made when they are first shown."""
        first = next(iter(VIEWS))
        digits = {name.capitalize(): digit for name, digit in VIEWS.items()}
        yield TopBar(digits, self.session.title)
        yield ContentSwitcher(self._make_view(first), initial=first)
        yield StatusLine(self.session.settings)
        yield KeyBar(writable=self.session.is_writable)

    def on_mount(self) -> None:
        """Open on the dashboard."""
        self._show_state()
        self.query_one(Dashboard).focus_view()
        self.call_after_refresh(self._find_the_rest)
        if self.session.set_aside:
            self.say(news(self.session.set_aside), is_error=True)
        if self.session.is_writable:
            self.call_after_refresh(self.offer_drafts)

    def _take_outlook(self, outlook: Outlook) -> None:
        """Hand it to the view that is shown, and find what is not found at once in the background.

        The views come into being one by one, out of reach of `data_bind`; one that is not shown
        takes it when it is.
        """
        if not outlook.advance(AT_ONCE):
            self._find_the_rest()
        view = self.query_one(ContentSwitcher).visible_content
        assert isinstance(view, View)  # noqa: S101  # made by _make_view
        self._fill(view)
        self._show_state()
        told, self._told_trouble = self._told_trouble, self.session.trouble
        if self._told_trouble not in ("", told):
            # Later, because it matters more than what is said next: that it was saved.
            self.call_after_refresh(self.say, self._told_trouble, is_error=True)

    @work(exclusive=True, group="findings")
    async def _find_the_rest(self) -> None:
        """Find what is wrong while nobody types, and show it where that changes anything."""
        app = self.app
        assert isinstance(app, TypeAheadApp)  # noqa: S101  # it tells whether somebody types
        try:
            if not self.session.outlook.is_prepared:
                await asyncio.to_thread(self.session.outlook.prepare)
                self.query_one(Dashboard).say_who_reads()
            while not self.session.outlook.is_complete:
                await asyncio.sleep(PAUSE)
                if app.is_settled:
                    self.session.outlook.advance(SLICE)
        finally:
            _collect_from_now_on()
        self.session.tell_found()

    def _fill(self, view: View) -> None:
        """Bring a view up to date: what nobody sees is not."""
        view.outlook = self.session.outlook
        if not isinstance(view, HistoryView):
            return
        try:
            view.history, view.trouble = self.session.history(), ""
        except StoreError as error:
            view.trouble = str(error)

    def _show_state(self) -> None:
        session, line = self.session, self.query_one(StatusLine)
        bar = self.query_one(TopBar)
        bar.date, bar.steps = long_date(session.outlook.today), session.outlook.step_count
        self.query_one(KeyBar).writable = session.is_writable
        line.is_alarm = bool(session.pending)
        if session.pending:
            line.state = f"{NOT_SAVED}: {session.why_pending}"
        elif not session.is_writable:
            line.state = "READ-ONLY"
        elif session.is_demo:
            line.state = "demo, not kept"
        else:
            drafts = f"{counted(self._draft_count, 'draft')}: o"
            saved = f"saved {session.saved_at}" if session.saved_at else ""
            aside = state(session.set_aside)
            parts = (aside, drafts if self._draft_count else "", saved)
            line.state = "   ".join(filter(None, parts))

    def show_draft_count(self, count: int) -> None:
        """Show it at the right of the status line, where it stays."""
        self._draft_count = count
        self._show_state()

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

    def point_at_any(self, changes: Iterable[RecordChange]) -> None:
        """Put the cursor on one of the records that were changed, where one is on screen."""
        ids = {
            kind: {change.id for change in changes if change.kind is kind} for kind in RecordKind
        }
        view = self.query_one(ContentSwitcher).visible_content
        if isinstance(view, LicensesView):
            view.table.select_any(lambda x: x.id in ids[RecordKind.LICENSE])
        elif isinstance(view, ContactsView):
            view.table.select_any(lambda x: x.id in ids[RecordKind.CONTACT])
        elif isinstance(view, Dashboard):
            licenses = ids[RecordKind.LICENSE]
            view.agenda.select_any(
                lambda x: isinstance(x, AgendaEntry) and x.license.id in licenses
            )

    def on_key(self, event: events.Key) -> None:
        """Take the sentence away: it has been read."""
        self.say("")
        if event.key not in everywhere.Quit.keys.split(","):
            self._leaves_at_once = False

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
        self._fill(view)
        view.focus_view()
        return view

    def _make_view(self, name: str) -> View:
        makers: dict[str, Callable[[], View]] = {
            "dashboard": lambda: Dashboard(self.session.settings),
            "licenses": LicensesView,
            "contacts": ContactsView,
            "portal": PortalView,
            "history": lambda: HistoryView(self.session.author),
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

    async def action_show_portal(self) -> None:
        """Show what is to be done on the portals."""
        await self.show_view("portal")

    async def action_show_history(self) -> None:
        """Show the history."""
        await self.show_view("history")

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
        """Leave: everything confirmed is saved already. If something is not, say so first."""
        waiting = self.session.pending
        if not waiting or self._leaves_at_once:
            self.app.exit()
            return
        self._leaves_at_once = True
        what = named([change.label for change in waiting], "change")
        self.say(f"{NOT_SAVED}: {what}. q again leaves without, Ctrl+S tries again", is_error=True)

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

    @on(messages.ListSteps)
    async def _list_steps(self, request: messages.ListSteps) -> None:
        view = await self.show_view("portal")
        assert isinstance(view, PortalView)  # noqa: S101  # asked for by its name
        view.show_license(request.license)

    @on(messages.ListChanges)
    async def _list_changes(self, request: messages.ListChanges) -> None:
        view = await self.show_view("history")
        assert isinstance(view, HistoryView)  # noqa: S101  # asked for by its name
        view.show_record(request.record)

    @on(messages.ShowEntry)
    def _show_entry(self, request: messages.ShowEntry) -> None:
        from licensetui.tui.screens.history_entry import EntryScreen

        history = self.query_one(HistoryView).history
        self.app.push_screen(EntryScreen(request.entry, history, self.session.outlook))

    @on(messages.CopyText)
    def _copy(self, request: messages.CopyText) -> None:
        text = plain(request.text)
        self.app.copy_to_clipboard(text)
        self.say(f"Copied: {text}")

    @on(messages.Tell)
    def _tell(self, request: messages.Tell) -> None:
        self.say(request.sentence)


def _collect_from_now_on() -> None:
    """Let garbage be collected, which it is not since the start: all was still being found.

    What is there now is not looked at again. It mostly stays, and to go through it takes longer
    than anybody shall wait for a key.
    """
    if not gc.isenabled():
        gc.freeze()
        gc.set_threshold(*SELDOM)
        gc.enable()
