"""The program in memory, at the size of a terminal, as tests and pictures drive it."""

from __future__ import annotations

import asyncio
import io
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any
from unittest.mock import patch

import textual._wait
import textual.app
import textual.screen
from rich.console import Console
from textual.css.model import RuleSet
from textual.css.stylesheet import Stylesheet
from textual.events import Paste
from textual.pilot import Pilot
from textual.widget import Widget
from textual.widgets import Input

from licensetui.addresses.mail_servers import MailServers
from licensetui.clock import clock_from
from licensetui.domain.portfolio import Portfolio
from licensetui.domain.settings import Settings
from licensetui.store.memory import MemoryStore
from licensetui.store.store import Store
from licensetui.tui.app import LicenseTui
from licensetui.tui.session import Session
from tests.builders import HOSTILE, TODAY


async def nothing_is_ready(_least: float = 0.0, _most: float = 1.0) -> None:
    """Wait until all tasks wait: for time to pass, for another thread, or for input.

    Textual measures instead, twice for each key, whether the processor rests.
    """
    ready = asyncio.get_running_loop()._ready  # type: ignore[attr-defined]  # no public way to ask
    await asyncio.sleep(0)
    while ready:
        await asyncio.sleep(0)


vars(textual.app)["wait_for_idle"] = nothing_is_ready
# Elsewhere, as after a change of the size, it waits 20 ms for that; less is enough.
textual._wait.SLEEP_GRANULARITY = 1 / 250

_parse = Stylesheet._parse_rules
_parsed: dict[Any, list[RuleSet]] = {}


def _parse_once(self: Stylesheet, css: str, *place: Any, **more: Any) -> list[RuleSet]:
    """Return the rules of a style sheet, which the next program in this process shall find read."""
    key = css, place, *more.items(), frozenset(self._variables.items())
    if key not in _parsed:
        _parsed[key] = _parse(self, css, *place, **more)
    return _parsed[key]


Stylesheet._parse_rules = _parse_once  # type: ignore[method-assign]

# Each time that rules are looked for, Textual hashes all of them, and its way is the same but slow.
RuleSet.__hash__ = object.__hash__  # type: ignore[method-assign]

SMALL = (80, 24)
LARGE = (120, 40)
SELDOM = 0.1
"""Seconds between the frames that Textual draws by itself; `settle` draws at once what is to be."""
LONG = 20.0
"""Seconds after which something that should have come will not."""
HOSTILE_AT = [*zip(HOSTILE, 3 * [SMALL, LARGE], strict=True)]
"""Each text that must stay text, at one of the sizes."""


@dataclass
class Running:
    """The program while it runs."""

    app: LicenseTui
    pilot: Pilot[None]
    store: Store

    async def press(self, *keys: str) -> None:
        """Press keys, each when nothing is at work, and wait until the screen has settled."""
        await self.app._press_keys(keys)
        await self.settle()

    async def settle(self) -> None:
        """Wait until every key was handled and all is drawn, however busy the machine is."""
        app = self.app
        for _ in range(10_000):
            await nothing_is_ready()
            if app.is_running:
                app.screen._on_timer_update()  # draws at once what it draws 60 times a second
                await nothing_is_ready()
            if not app.is_running or (app.is_settled and not is_busy(app)):
                return
            await asyncio.sleep(0.001)

    async def type(self, text: str) -> None:
        """Put a text where the cursor is, as a paste does: keys are drawn one by one."""
        focused = self.focused
        assert isinstance(focused, Input), f"{focused} takes no text"
        focused.post_message(Paste(text))
        await self.settle()

    def text(self) -> str:
        """Return what stands on the screen, without the spaces at the ends of lines."""
        return screen_text(self.app)

    @property
    def focused(self) -> Widget | None:
        return self.app.screen.focused


async def until(program: Running, found: Callable[[], object], what: str = "") -> None:
    """Wait for what is done in the background."""
    end = time.monotonic() + LONG
    while not found():
        assert time.monotonic() < end, f"never came: {what}\n{program.text()}"
        await program.settle()
        await asyncio.sleep(0.01)
    await program.settle()


def is_busy(app: LicenseTui) -> bool:
    """Whether anything waits to be handled, laid out or drawn: no public way to ask Textual that.

    A second pause would say it too, and take as long as the first: it asks every widget.
    """
    screen = app.screen
    outlook = app.session.outlook
    return bool(
        not outlook.is_complete
        or any(one.group == "findings" and not one.is_finished for one in app.workers)
        or app._resize_event  # waits for the next one, which may come at once
        or screen._layout_required
        or screen._scroll_required
        or screen._repaint_required
        or screen._dirty_widgets
        or screen._callbacks
        or any(
            pump._next_callbacks or not pump._message_queue.empty()
            for pump in (app, *screen.walk_children(with_self=True))
        )
    )


def screen_text(app: LicenseTui) -> str:
    """Return the screen as text, what lies below a dialog included."""
    width, height = app.size
    console = Console(width=width, height=height, file=io.StringIO(), record=True)
    # The way Textual makes its screenshots: there is no public one that ends in text.
    update = app.screen._compositor.render_update(full=True, screen_stack=app._background_screens)
    console.print(update)
    return "\n".join(line.rstrip() for line in console.export_text().splitlines())


@asynccontextmanager
async def running(
    portfolio: Portfolio | None = None,
    *,
    size: tuple[int, int] = SMALL,
    store: Store | None = None,
    settings: Settings | None = None,
    demo: bool = False,
    servers: MailServers | None = None,
) -> AsyncIterator[Running]:
    """Run the program on a portfolio or a store; no name server is asked but by `servers`."""
    clock = clock_from({"LICENSETUI_TODAY": f"{TODAY}T10:31"})
    kept = store or MemoryStore(portfolio or Portfolio(), title="licenses.json")
    session = Session(kept, settings or Settings(), clock, demo=demo)
    session.mail_servers = servers or MailServers(is_on=False)
    app = LicenseTui(session)
    with patch.object(textual.screen, "UPDATE_PERIOD", SELDOM):
        async with app.run_test(size=size) as pilot:
            await pilot.pause()
            program = Running(app, pilot, kept)
            begun = asyncio.Event()
            app.screen.call_after_refresh(begun.set)  # drafts are offered once all is drawn
            while not begun.is_set():
                await program.settle()
            await program.settle()
            yield program
