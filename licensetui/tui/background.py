"""Work in the background: reading folders and files, which may take long, or for ever."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from threading import Event, Thread
from typing import TypeVar

from textual.message_pump import MessagePump

Found = TypeVar("Found")

MOMENT = 0.9
"""Seconds that the next key waits for what mostly takes less."""


def aside(
    pump: MessagePump, work: Callable[[], Found], then: Callable[[Found], None]
) -> asyncio.Future[Found]:
    """Do some work in a thread, and let a widget or screen go on with what comes of it.

    The thread does not keep the program from ending: a file server that is gone may never answer.
    What the work raises is a defect, and ends the program as one in the foreground does.
    """
    future = _begun(work)
    _let_go_on(pump, future, then)
    return future


async def soon(pump: MessagePump, work: Callable[[], Found], then: Callable[[Found], None]) -> None:
    """Do the same; what has been done in a `MOMENT` is there before the next key is handled."""
    future = _begun(work)
    if (await asyncio.wait({future}, timeout=MOMENT))[0]:
        then(future.result())
    else:
        _let_go_on(pump, future, then)


def _let_go_on(
    pump: MessagePump, future: asyncio.Future[Found], then: Callable[[Found], None]
) -> None:
    """Let a widget take what was found, or fail with what was raised, once that is known."""
    future.add_done_callback(
        lambda done: done.cancelled() or pump.call_later(lambda: then(done.result()))
    )


def _begun(work: Callable[[], Found]) -> asyncio.Future[Found]:
    """Begin some work in a thread, and return what will have its result."""
    loop = asyncio.get_running_loop()
    future: asyncio.Future[Found] = loop.create_future()

    def run() -> None:
        try:
            tell = partial(_set, future, work())
        except Exception as error:  # a defect: it is raised where somebody sees it
            tell = partial(_set_error, future, error)
        with suppress(RuntimeError):  # the program has ended meanwhile
            loop.call_soon_threadsafe(tell)

    Thread(target=run, name="aside", daemon=True).start()
    return future


def _set(future: asyncio.Future[Found], found: Found) -> None:
    if not future.done():
        future.set_result(found)


def _set_error(future: asyncio.Future[Found], error: Exception) -> None:
    if not future.done():
        future.set_exception(error)


class Job:
    """The one thing that a screen has done in the background; what is stopped has no effect."""

    def __init__(self, pump: MessagePump, say: Callable[[str], None]) -> None:
        """Do nothing yet; `say` shows how far it is."""
        self._pump = pump
        self._say = say
        self._stop: Event | None = None

    @property
    def is_at_work(self) -> bool:
        """Whether something is being done."""
        return self._stop is not None

    async def do(
        self, words: str, work: Callable[[Event], Found], then: Callable[[Found], None]
    ) -> None:
        """Do some work in place of what is being done, and show `words` if it takes long.

        The work is given what tells it to stop.
        """
        self.stop()
        stop = self._stop = Event()
        self._say(words)

        def take(found: Found) -> None:
            if self._stop is stop:
                self._stop = None
                then(found)

        await soon(self._pump, lambda: work(stop), take)

    def tell(self, stop: Event, words: str) -> None:
        """Show how far the work is, from its thread; nothing if it was stopped meanwhile."""
        self._pump.call_later(lambda: self._say(words) if self._stop is stop else None)

    def stop(self) -> bool:
        """Wait no longer for what is being done; say whether anything was."""
        stop, self._stop = self._stop, None
        if stop is not None:
            stop.set()
        return stop is not None
