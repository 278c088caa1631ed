"""Keys one at a time: the next waits until what the one before has opened is there.

Textual hands each key to the widget that has the focus when it arrives. What comes in one burst,
as over a slow line or from quick fingers, would all go to the list, and the letters of a name
typed into a form that is just opening would be commands on the list behind it.
"""

from __future__ import annotations

import asyncio
from collections import deque

from textual import events
from textual.app import App
from textual.dom import DOMNode
from textual.message_pump import MessagePump

PATIENCE = 1.0
"""Seconds after which a key is let through although the one before has not settled."""


class TypeAheadApp(App[None]):
    """An app that keeps what is typed ahead until it can reach the right widget."""

    def __init__(self, *, ansi_color: bool | None = None) -> None:
        """Begin with nothing typed ahead."""
        super().__init__(ansi_color=ansi_color)
        self._ahead: deque[events.Event] = deque()
        self._settling: asyncio.Task[None] | None = None

    @property
    def is_settled(self) -> bool:
        """Whether every key was handled, and what it asked for is done."""
        return not self._ahead and (self._settling is None or self._settling.done())

    async def on_event(self, event: events.Event) -> None:
        """Hold back a key or a paste that comes while another is still at work."""
        if not isinstance(event, events.Key | events.Paste) or event.is_forwarded:
            await super().on_event(event)
        elif self.is_settled:
            await self._handle(event)
        else:
            self._ahead.append(event)

    async def _handle(self, event: events.Event) -> None:
        before, target = self.screen, self.focused or self.screen
        await super().on_event(event)
        self._settling = asyncio.create_task(self._settle(before, target))

    async def _settle(self, before: DOMNode, target: DOMNode) -> None:
        """Let the next key through once this one was handled, whatever became of it."""
        try:
            await self._wait(before, target)
        finally:
            if self._ahead:
                self.call_later(self._release)

    async def _wait(self, before: DOMNode, target: DOMNode) -> None:
        """Wait until a key has been handled, and what it asked for has been done."""
        await _through(target)  # the key itself, up to the app, which runs its command
        await _through(target)  # what the command asked for by a message
        if not self.is_running:
            return
        if self.screen is not before:
            await _reached(self.screen, after_refresh=True)  # the new screen is there
            await _through(self.screen)  # and its first field has the focus

    async def _release(self) -> None:
        """Handle the next key that was typed ahead."""
        if self._ahead:
            await self._handle(self._ahead.popleft())


async def _through(node: DOMNode) -> None:
    """Wait until all that was sent to a widget, and from there up to the app, was handled."""
    for pump in node.ancestors_with_self:
        await _reached(pump)


async def _reached(pump: MessagePump, *, after_refresh: bool = False) -> None:
    """Wait until all that was sent to `pump` before was handled; not forever, should it go."""
    done = asyncio.Event()
    if pump.call_after_refresh(done.set) if after_refresh else pump.call_later(done.set):
        try:
            await asyncio.wait_for(done.wait(), PATIENCE)
        except TimeoutError:
            return  # the widget has gone with what it had to do
