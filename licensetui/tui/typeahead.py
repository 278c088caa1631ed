"""Keys one at a time: the next waits until what the one before has opened is there.

Textual hands each key to the widget that has the focus when it arrives. What comes in one burst,
as over a slow line or from quick fingers, would all go to the list, and the letters of a name
typed into a form that is just opening would be commands on the list behind it.
"""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable
from contextlib import suppress
from functools import partial
from itertools import groupby
from time import monotonic, process_time

from rich.console import RenderableType
from textual import events
from textual.app import App
from textual.dom import DOMNode
from textual.driver import Driver
from textual.message_pump import MessagePump
from textual.widget import Widget

PATIENCE = 1.0
"""Seconds after which a key is let through although the one before has not settled."""

START_PATIENCE = 10.0
"""Seconds after which keys are let through although the first screen is not there."""

LEAVE = "ctrl+q"
"""The key that does not wait behind others for long: it is no text anywhere."""

LEAVE_WORK, LEAVE_PATIENCE = 0.5, 1.0
"""Seconds of work, and seconds in all, that `LEAVE` waits for what was typed before it."""

HELD = 3
"""How often a key is repeated by somebody who presses it again and again; more is held down."""

REPEAT = 0.08
"""Seconds between two presses of a key, at most, that is held down; fingers take longer."""

LOOK = 0.02
"""Seconds between two looks whether all is settled."""


class TypeAheadApp(App[None]):
    """An app that keeps what is typed ahead until it can reach the right widget."""

    def __init__(
        self, *, driver_class: type[Driver] | None = None, ansi_color: bool | None = None
    ) -> None:
        """Begin with nothing typed ahead."""
        super().__init__(driver_class=driver_class, ansi_color=ansi_color)
        self._ahead: deque[events.Event] = deque()
        self._settling: asyncio.Task[None] | None = None
        self._hurried: tuple[events.Key, float, float] | None = None
        # The key that leaves while others are typed ahead; the work done until it came, and when.
        self._pressed, self._presses, self._pressed_at = "", 0, 0.0
        # The last key, how often it came in a row as if held down, and when it came last.
        self._leaves_by: float | None = None
        # When to leave, even with a screen on its way; None as long as nobody leaves.

    @property
    def is_settled(self) -> bool:
        """Whether the first screen is there, every key handled, and what it asked for done."""
        return not self._ahead and self._settling is not None and self._settling.done()

    @property
    def rests_in(self) -> float:
        """The seconds after which a key that is held down would rest; 0 where none is held.

        What only stands beside the work of the key can wait that long.
        """
        if self._presses <= HELD:
            return 0.0
        return REPEAT if self._ahead else max(self._pressed_at + REPEAT - monotonic(), 0.0)

    def _note_press(self, key: str) -> None:
        now = monotonic()
        is_again = key == self._pressed and now - self._pressed_at < REPEAT
        self._pressed, self._presses = key, self._presses + 1 if is_again else 1
        self._pressed_at = now

    def begin_settling(self) -> None:
        """Let keys wait for the first screen, which is on its way."""
        first = partial(_reached, self.screen, after_refresh=True)
        self._settling = asyncio.create_task(self._settle(first, START_PATIENCE))

    def exit(
        self, result: None = None, return_code: int = 0, message: RenderableType | None = None
    ) -> None:
        """Leave as soon as the screen that is just coming is there; nothing more is typed.

        Ended in the middle, it would look for widgets that are never made, and fail.
        """
        if self._leaves_by is None:
            self._leaves_by = monotonic() + PATIENCE
        self._ahead.clear()
        if self._is_coming and monotonic() < self._leaves_by:
            later = partial(self.exit, result, return_code, message)
            asyncio.get_running_loop().call_later(LOOK, later)
        else:
            super().exit(result, return_code, message)

    @property
    def _is_coming(self) -> bool:
        """Whether a screen, or a part of one, is being made."""
        return not self.screen_stack or not all(
            node.is_mounted
            for screen in self.screen_stack
            for node in screen.walk_children(Widget, with_self=True)
        )

    async def on_event(self, event: events.Event) -> None:
        """Hold back a key or a paste that comes while another is still at work."""
        if not isinstance(event, events.Key | events.Paste) or event.is_forwarded:
            await super().on_event(event)
            return
        if isinstance(event, events.Key):
            self._note_press(event.key)
        if self._leaves_by is not None:
            return
        if self.is_settled:
            self._hurried = None
            await self._handle(event)
        else:
            self._ahead.append(event)
            if isinstance(event, events.Key) and event.key == LEAVE:
                self._hurry(event)

    def _hurry(self, leave: events.Key) -> None:
        """See to it that the key that leaves does not wait long behind those typed before it.

        A key that was held down is pressed only as often as a finger would; what takes too long
        even so is not done. A form keeps what stands in it by then.
        """
        runs = (list(run) for _, run in groupby(self._ahead, _name))
        self._ahead = deque(event for run in runs for event in run[:HELD])
        self._hurried = self._hurried or (leave, process_time(), monotonic())

    async def _handle(self, event: events.Event) -> None:
        before, target = self.screen, self.focused or self.screen
        await super().on_event(event)
        handled = partial(self._wait, before, target)
        self._settling = asyncio.create_task(self._settle(handled, PATIENCE))

    async def _settle(self, done: Callable[[], Awaitable[None]], patience: float) -> None:
        """Let the next key through once something is done, or has taken too long."""
        try:
            with suppress(TimeoutError):
                async with asyncio.timeout(patience):
                    await done()
        finally:
            if self._ahead:
                self.call_later(self._release)

    async def _wait(self, before: DOMNode, target: DOMNode) -> None:
        """Wait until a key has been handled, and what it asked for has been done."""
        await _through(target)  # the key itself, up to the app, which runs its command
        await _through(target)  # what the command asked for by a message
        while self.is_running and self.screen is not before:  # it may ask for another
            before = self.screen
            await _reached(before, after_refresh=True)  # the new screen is there
            await _through(before)  # and its first field has the focus

    async def _release(self) -> None:
        """Handle the next key that was typed ahead."""
        if self._ahead and self._hurried:
            leave, work, began = self._hurried
            if process_time() - work > LEAVE_WORK or monotonic() - began > LEAVE_PATIENCE:
                self._ahead, self._hurried = deque([leave]), None
        if self._ahead:
            await self._handle(self._ahead.popleft())


async def _through(node: DOMNode) -> None:
    """Wait until all that was sent to a widget, and from there up to the app, was handled."""
    for pump in node.ancestors_with_self:
        await _reached(pump)


def _name(event: events.Event) -> str:
    """Return what tells keys apart; no paste is the repetition of another event."""
    return event.key if isinstance(event, events.Key) else f"event {id(event)}"


async def _reached(pump: MessagePump, *, after_refresh: bool = False) -> None:
    """Wait until all that was sent to `pump` before was handled; forever, should it go."""
    done = asyncio.Event()
    if pump.call_after_refresh(done.set) if after_refresh else pump.call_later(done.set):
        await done.wait()
