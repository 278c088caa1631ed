"""The program on the terminal."""

from __future__ import annotations

import asyncio
import os
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path
from traceback import format_exc
from typing import ClassVar

from rich.text import Text
from textual import events, on
from textual.app import SuspendNotSupported
from textual.binding import Binding, BindingType
from textual.css.query import NoMatches
from textual.geometry import Size
from textual.scrollbar import ScrollBar
from textual.widget import MountError
from textual.worker import WorkerFailed

from licensetui.clock import Clock
from licensetui.domain.plain import plain
from licensetui.domain.settings import Settings
from licensetui.remembered import remembered_theme
from licensetui.store.store import Store
from licensetui.tui.bindings import bindings
from licensetui.tui.command import keys_in_use
from licensetui.tui.commands import everywhere
from licensetui.tui.desk import Desk
from licensetui.tui.messages import Leave, Request, request_named
from licensetui.tui.overdue import told_if_late
from licensetui.tui.screens.main import MainScreen
from licensetui.tui.session import Session
from licensetui.tui.signals import Signals
from licensetui.tui.terminal.changes import ChangesDriver
from licensetui.tui.terminal.driver import TerminalDriver
from licensetui.tui.terminal.tty import has_few_colors
from licensetui.tui.theme import theme_for
from licensetui.tui.typeahead import TypeAheadApp
from licensetui.tui.unsaved import KeepsTyped
from licensetui.tui.widgets.scroll_bar import WholeCells

DAY_CHECK = 30.0
"""Seconds between two looks at the clock; nothing is drawn unless the day has changed."""

_FAILED = (1, None)  # what Textual returns when it has failed, and when it has panicked

STORE_CHECK = 1.0
"""Seconds between two looks whether another session has saved; nothing is drawn unless one has."""

OUTPUT_VARIABLE = "LICENSETUI_OUTPUT"
"""Environment variable that says `plain` where the setting does not."""

LARGEST = Size(640, 200)
"""Columns and lines used of a terminal; one that says it has more would be drawn for minutes."""


class ProgramFailedError(Exception):
    """A defect has ended the program; the message says what became of what was typed."""


class LicenseTui(TypeAheadApp):
    """Theme, first screen, requests, the look at the clock, and leaving."""

    TITLE = "licensetui"
    CSS_PATH = "app.tcss"
    ENABLE_COMMAND_PALETTE = False
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+c", "how_to_quit", show=False, system=True),
        # With priority: over a form or a dialog, the keys of the app are dead otherwise.
        *(
            replace(binding, priority=True)
            for binding in bindings(everywhere.SUSPEND)
            if isinstance(binding, Binding)
        ),
    ]

    def __init__(self, session: Session) -> None:
        """Make the program for a session."""
        theme = theme_for(session.theme, few_colors=has_few_colors())
        # In the constructor: the filter for NO_COLOR is chosen there, and without the
        # terminal's own colors it would leave black on black.
        is_plain = "plain" in (session.settings.output, os.environ.get(OUTPUT_VARIABLE))
        driver = TerminalDriver if is_plain else ChangesDriver
        super().__init__(driver_class=driver, ansi_color=theme.ansi or None)
        ScrollBar.renderer = WholeCells
        self.session = session
        """Reads and saves."""
        session.meanwhile = partial(told_if_late, self)
        self.signals = Signals()
        """What is done to the program from outside."""
        self.desk: Desk | None = None
        """What handlers work with; None until the main screen is made."""
        self._leaves_anyway = False
        self.animation_level = "none"
        # No widgets for what is never shown, as Textual's own tests have none.
        self._disable_notifications = self._disable_tooltips = True
        self.set_keymap(dict(keys_in_use()))
        self.register_theme(theme)
        self.theme = theme.name

    def get_default_screen(self) -> MainScreen:
        """Begin with the main screen: an empty one below it would be drawn first."""
        main = MainScreen(self.session)
        self.desk = Desk(self, main, self.session)
        return main

    async def on_event(self, event: events.Event) -> None:
        """Use of a terminal only as much as anybody can look at."""
        if isinstance(event, events.Resize) and not event.is_forwarded:
            width, height = (
                min(event.size.width, LARGEST.width),
                min(event.size.height, LARGEST.height),
            )
            event = events.Resize.from_dimensions((width, height), None)
        await super().on_event(event)

    def on_mount(self) -> None:
        """Look at the clock and at the store from time to time."""
        self.begin_settling()
        self.set_interval(DAY_CHECK, self.session.look_at_clock)
        self.set_interval(STORE_CHECK, self._look_at_store)

    def _look_at_store(self) -> None:
        """Look whether others have saved, once there is a place to say so."""
        if self.desk is not None and self.desk.main.is_mounted:
            self.session.look_at_store()

    async def action_request(self, name: str, *about: str) -> None:
        """Make the request that a command names."""
        await self._answer(request_named(name, *about))

    @on(Request)
    async def _answer(self, request: Request) -> None:
        """Let the handler of a request do what it wants, whoever asks."""
        if self.desk is not None and (done := self.desk.do(request)) is not None:
            await done

    async def action_quit(self) -> None:
        """Leave; what is typed in a form is kept, and offered at the next start."""
        self.before_leaving()
        for form in self._forms():
            if form.draft_trouble and not self._leaves_anyway:
                self._leaves_anyway = True
                form.complain(f"{form.draft_trouble}. Ctrl+Q again quits without it.")
                return
        await self._quit_main()

    async def _quit_main(self) -> None:
        """Leave, unless the main screen has something to say first."""
        if self.desk is not None and self.session.waiting.changes:
            while self.screen is not self.desk.main:
                if isinstance(self.screen, KeepsTyped):
                    self.screen.put_away()
                await self.pop_screen()
            await self._answer(Leave())
        else:
            self.exit()

    def action_how_to_quit(self) -> None:
        """Say how to quit: Ctrl+C is too easily pressed by habit."""
        if self.desk is not None and self.desk.main.is_mounted:
            self.desk.say(f"Press {everywhere.QUIT.key} to quit.")

    def before_leaving(self) -> None:
        """Keep what is typed in open forms: the last chance before an end or a stop.

        Called on the event loop, with all screens still there, before the program ends by a
        signal or because its terminal is gone, and before it is stopped, since what is stopped
        may be killed. It must neither wait for anybody nor ask anything.
        """
        for form in self._forms():
            form.keep_draft()

    def leave(self, code: int) -> None:
        """End with an exit code, asking nothing: nobody may be there to answer."""
        try:
            self.before_leaving()
        finally:
            self.exit(return_code=code)

    def action_suspend(self) -> None:
        """Stop, with the terminal as it was, until the shell continues the program."""
        if not self.screen_stack:
            return  # not yet begun
        self.before_leaving()
        stopped = False
        try:
            if self.signals.may_stop:  # else what is typed ahead would be thrown away for nothing
                with self.suspend():
                    stopped = self.signals.stop()
        except SuspendNotSupported:  # in memory, for tests and pictures
            pass
        if not stopped:
            self._say("Not suspended: there is no shell here to return from.")

    def begin_again(self) -> None:
        """Take the terminal anew and draw all: others have used it since."""
        if self.screen_stack:
            with self.suspend():
                pass

    def _handle_exception(self, error: Exception) -> None:
        """Keep what is typed, once a defect ends the program: nothing public tells of that.

        Once it leaves, widgets are taken away and none can be mounted: that is no defect.
        """
        cause = error.error if isinstance(error, WorkerFailed) else error
        if self._exit and isinstance(cause, MountError | NoMatches):
            return
        try:
            self.before_leaving()
        finally:
            super()._handle_exception(error)

    def _fatal_error(self) -> None:
        """Show where it failed, without the values: a pasted license key may be among them."""
        self.bell()
        self.panic(Text(format_exc()))

    def _forms(self) -> list[KeepsTyped]:
        """Return the open forms; into one that is just opening nothing was typed yet."""
        screens = self.screen_stack
        return [form for form in screens if isinstance(form, KeepsTyped) and form.has_begun]

    def _say(self, sentence: str) -> None:
        """Say it in the form that is open, else on the main screen; nowhere once it leaves."""
        if self._exit:
            return
        if forms := self._forms():
            forms[-1].complain(sentence)
        elif self.desk is not None and self.desk.main.is_mounted:
            self.desk.say(sentence)


def run_app(
    store: Store, settings: Settings, clock: Clock, own: Callable[[Path], str], *, demo: bool
) -> int:
    """Run the program until the user leaves; return the exit code.

    `own` says what a path is to the place of the store, as `Keeper.own` does.

    That is 0 when the user has left, and 128 with the number of a signal for an end from outside,
    as `signals` lists them. Raises `ProgramFailedError` when the program has failed; by then the
    terminal is as it was, and Textual has shown why.
    """
    session = Session(store, settings, clock, demo=demo)
    session.own = own
    session.theme = remembered_theme(settings.theme) or settings.theme
    app = LicenseTui(session)
    try:
        with asyncio.Runner() as runner, app.signals.handled(app, runner.get_loop()):
            runner.run(app.run_async(mouse=settings.mouse))
        if app.return_code in _FAILED:
            raise ProgramFailedError(_failure(store.drafts.kept_in, is_demo=demo))
    finally:
        session.close()
        store.drafts.close()
        app.signals.forget()
    return app.return_code or 0


def _failure(drafts: str, *, is_demo: bool) -> str:
    """Return what to say when the program has failed."""
    if is_demo:
        kept = "The demo saves nothing"
    elif drafts:
        key = everywhere.OPEN_DRAFT.key
        kept = f"What you typed is in {plain(drafts)}; the next start offers it ({key})"
    else:
        kept = "Everything you typed is saved"
    return f"a bug ended the program. Please report it, with the text above. {kept}."
