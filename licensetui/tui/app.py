"""The program on the terminal."""

from __future__ import annotations

import gc
from typing import ClassVar

from textual.binding import Binding, BindingType

from licensetui.clock import Clock
from licensetui.domain.settings import Settings
from licensetui.store.store import Store
from licensetui.tui.screens.form import Form
from licensetui.tui.screens.main import MainScreen
from licensetui.tui.session import Session
from licensetui.tui.terminal import has_few_colors
from licensetui.tui.typeahead import TypeAheadApp

DAY_CHECK = 30.0
"""Seconds between two looks at the clock; nothing is drawn unless the day has changed."""


class LicenseTui(TypeAheadApp):
    """Theme, first screen, and the look at the clock. Everything else is the screens'."""

    TITLE = "licensetui"
    CSS_PATH = "app.tcss"
    ENABLE_COMMAND_PALETTE = False
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+c", "how_to_quit", show=False, system=True),
    ]

    def __init__(self, session: Session) -> None:
        """Make the program for a session."""
        few = has_few_colors()
        # In the constructor: the filter for NO_COLOR is chosen there, and without the
        # terminal's own colors it would leave black on black.
        super().__init__(ansi_color=few or None)
        self.session = session
        """Reads and saves."""
        self.animation_level = "none"
        self.theme = "ansi-dark" if few else "textual-dark"

    def get_default_screen(self) -> MainScreen:
        """Begin with the main screen: an empty one below it would be drawn first."""
        return MainScreen(self.session)

    def on_mount(self) -> None:
        """Look at the clock from time to time."""
        self.set_interval(DAY_CHECK, self.session.look_at_clock)

    async def action_quit(self) -> None:
        """Leave, but not from a form in which something is not saved, whatever lies over it."""
        form = next((screen for screen in self.screen_stack if isinstance(screen, Form)), None)
        if form is None or not form.changed():
            self.exit()
            return
        while self.screen is not form:
            await self.pop_screen()
        form.action_leave()

    def action_how_to_quit(self) -> None:
        """Say how to quit: Ctrl+C is too easily pressed by habit."""
        main = next((x for x in self.screen_stack if isinstance(x, MainScreen)), None)
        if main is not None:
            main.say("q quits")


def run_app(store: Store, settings: Settings, clock: Clock, *, demo: bool) -> int:
    """Run the program until the user leaves; return the exit code."""
    gc.freeze()
    app = LicenseTui(Session(store, settings, clock, demo=demo))
    app.run(mouse=settings.mouse)
    return app.return_code or 0
