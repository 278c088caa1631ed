"""The main screen: the views, of which one is shown, between the bars."""

from __future__ import annotations

import asyncio
import gc
from typing import Self

from textual import events, messages, work
from textual.app import ComposeResult
from textual.geometry import Region, Size
from textual.reactive import Reactive
from textual.screen import Screen
from textual.scrollbar import ScrollBar
from textual.widgets import ContentSwitcher

from licensetui.domain.counting import counted
from licensetui.domain.months import long_date
from licensetui.door import load
from licensetui.outlook import Outlook
from licensetui.tui.aside_words import news, state
from licensetui.tui.bindings import requests
from licensetui.tui.commands import everywhere, sections
from licensetui.tui.messages import OfferDrafts
from licensetui.tui.registry import VIEWS
from licensetui.tui.session import Session
from licensetui.tui.typeahead import TypeAheadApp
from licensetui.tui.unsaved import NOT_CONFIRMED, NOT_SAVED
from licensetui.tui.views.dashboard import Dashboard
from licensetui.tui.views.view import View
from licensetui.tui.widgets.bars import KeyBar, StatusLine, TopBar
from licensetui.tui.widgets.placed import Placed

AT_ONCE = 0.004
"""Seconds for which what is wrong is looked for before a change is shown: mostly that is all."""
SLICE = 0.015
"""Seconds for which what is wrong is looked for without a break, but for the step that is begun by
then: it takes some milliseconds, and no key waits longer."""
TURNS = 10
"""Turns of the event loop between two such slices: a key that has come is known of after them."""
PAUSE = 0.001
"""Seconds after which to look whether a key that was typed has been handled."""

SELDOM = (5_000, 3, 100)
"""When the collector looks for garbage: drawing makes little, and at each look a key waits."""


class Views(ContentSwitcher, Placed):
    """The place of the views."""


class MainScreen(Screen[None]):
    """Composes the views and switches between them; they know neither each other nor the store."""

    BINDINGS = requests(*sections.EVERYWHERE)
    AUTO_FOCUS = "#agenda"
    DEFAULT_CSS = """
    MainScreen { layout: vertical; }
    MainScreen Views { height: 1fr; }
    """
    virtual_size = Reactive(Size(0, 0), repaint=False)
    """As of all that is `Placed`."""

    def __init__(self, session: Session) -> None:
        """Make the screen of a session."""
        self._is_laid_out = False
        # Whether all that was asked for before the first layout has been looked at.
        super().__init__()
        self.session = session
        """Reads and saves."""
        session.listen(self._take_outlook)
        session.tell_news = lambda sentence, is_error: self.say(sentence, is_error=is_error)
        self._told_trouble = ""
        self._draft_count = 0
        # Of the forms that were left before they were saved.
        self.leaves_at_once = False
        """Whether to leave although something is not saved: the user has been told."""

    def compose(self) -> ComposeResult:
        """Lay out bars and dashboard; the other views are made when they are first shown."""
        first = next(iter(VIEWS))
        keys = {name.capitalize(): sections.SHOWING[name].key for name in VIEWS}
        yield TopBar(keys, self.session.title)
        yield Views(self._make_view(first), initial=first)
        yield StatusLine(self.session.settings)
        yield KeyBar(writable=self.session.is_writable)

    async def on_event(self, event: events.Event) -> None:
        """Leave out what Textual would do twice at the start: style everything, and lay it out."""
        if isinstance(event, events.Resize) and event.size == self.outer_size:
            return  # it tells the size for which all has just been laid out
        if self._is_laid_out or not isinstance(event, events.ScreenResume):
            await super().on_event(event)
            return
        self.call_later(self._be_laid_out)  # comes after all that was asked for until now
        # Each widget was styled when it was made.
        await super().on_event(events.ScreenResume(refresh_styles=False))

    def _be_laid_out(self) -> None:
        self._is_laid_out = True

    def refresh(
        self,
        *regions: Region,
        repaint: bool = True,
        layout: bool = False,
        recompose: bool = False,
    ) -> Self:
        """Draw anew, unless nothing has been drawn yet."""
        if self._is_laid_out:
            super().refresh(*regions, repaint=repaint, layout=layout, recompose=recompose)
        return self

    def on_layout(self, message: messages.Layout) -> None:
        """Lay out nothing anew that was asked for before it was done.

        Neither is it for a scroll bar, whose list has asked for it where that is needed.
        """
        if not self._is_laid_out or isinstance(message.widget, ScrollBar):
            message.prevent_default()

    def on_mount(self) -> None:
        """Open on the dashboard."""
        self.query_one(KeyBar).collect()
        self._show_state()
        self.view.fill(self.session)
        self.view.focus_view()
        self.call_after_refresh(self._find_the_rest)
        self.call_after_refresh(self._look_aside)
        if self.session.is_writable:
            self.call_after_refresh(self.post_message, OfferDrafts())

    def _look_aside(self) -> None:
        """Say which changes are not in the file; the first paint does not wait for the history.

        With it the looks at the store begin: a server tells of changes from the first one on.
        """
        self.session.look_at_store()
        self.session.look_aside()
        if self.session.set_aside:
            self.say(news(self.session.set_aside), is_error=True)
            self._show_state()

    def _take_outlook(self, outlook: Outlook) -> None:
        """Hand it to the view that is shown, and find what is not found at once in the background.

        The views come into being one by one, out of reach of `data_bind`; one that is not shown
        takes it when it is.
        """
        if not outlook.advance(AT_ONCE):
            self._find_the_rest()
        self.view.fill(self.session)
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
                if app.is_running:
                    self.query_one(Dashboard).say_more()
            while not self.session.outlook.is_complete:
                if not app.is_settled:
                    await asyncio.sleep(PAUSE)
                    continue
                self.session.outlook.advance(SLICE)
                for _ in range(TURNS):
                    await asyncio.sleep(0)
        finally:
            _collect_from_now_on()
        if app.is_running:  # else widgets are being taken away
            self.session.tell_found()
            self.call_after_refresh(self._index)

    @work(thread=True)
    def _index(self) -> None:
        """Make ready what the first save would wait for otherwise."""
        self.session.prepare_saving()

    def _show_state(self) -> None:
        session, line = self.session, self.query_one(StatusLine)
        bar = self.query_one(TopBar)
        bar.date, bar.steps = long_date(session.outlook.today), session.outlook.step_count
        bar.room = max(len(str(len(session.outlook.portfolio.licenses))), 2)
        self.query_one(KeyBar).writable = session.is_writable
        line.is_alarm = bool(session.waiting.changes)
        if session.waiting.unconfirmed:
            line.state = f"{NOT_CONFIRMED}: {session.waiting.unconfirmed.label}"
        elif session.waiting.changes:
            line.state = f"{NOT_SAVED}: {session.waiting.why}"
        elif not session.is_writable:
            line.state = "READ-ONLY"
        elif session.is_demo:
            line.state = "demo: nothing is saved"
        else:
            drafts = f"{counted(self._draft_count, 'draft')}: {everywhere.OPEN_DRAFT.key}"
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

    def on_key(self, event: events.Key) -> None:
        """Take the sentence away: it has been read."""
        self.say("")
        if event.key not in everywhere.QUIT.keys.split(","):
            self.leaves_at_once = False

    @property
    def view(self) -> View:
        """The view that is shown."""
        view = self.query_one(Views).visible_content
        assert isinstance(view, View)  # noqa: S101  # made by _make_view
        return view

    @property
    def view_name(self) -> str:
        """The name of the view that is shown."""
        return self.query_one(Views).current or next(iter(VIEWS))

    async def show_view(self, name: str) -> View:
        """Show a view, made now if it never was, and give it the focus."""
        switcher = self.query_one(Views)
        if not switcher.query(f"#{name}"):
            await switcher.add_content(self._make_view(name))
        switcher.current = name
        self.query_one(TopBar).current = name.capitalize()
        self.view.fill(self.session)
        self.view.focus_view()
        return self.view

    def _make_view(self, name: str) -> View:
        view: View = load(VIEWS[name])(self.session.outlook)
        return view


def _collect_from_now_on() -> None:
    """Let garbage be collected, which it is not since the start: all was still being found.

    What is there now is not looked at again. It mostly stays, and to go through it takes longer
    than anybody shall wait for a key.
    """
    if not gc.isenabled():
        gc.freeze()
        gc.set_threshold(*SELDOM)
        gc.enable()
