"""Does a domain take mail? Asked in the background: shared, remembered, and given up in time."""

from __future__ import annotations

import asyncio
import threading
import time
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from contextlib import suppress
from functools import partial
from typing import Any

from licensetui.addresses.mail_answers import MailAnswer, MailServer, not_asked, unknown
from licensetui.addresses.mail_background import Background
from licensetui.addresses.mail_limits import Limits
from licensetui.addresses.mail_names import asked_name, why_never

__all__ = ["Limits", "MailAnswer", "MailServer", "MailServers"]


class MailServers:
    """Asks name servers whether domains take mail.

    Only the domain leaves the machine. `ask` and `known` are for one thread; dnspython is loaded,
    and its packets are read, in another one that begins with the first question. That thread does
    not keep the program from ending.
    """

    def __init__(
        self,
        *,
        is_on: bool = True,
        nameservers: Sequence[str] | None = None,
        port: int = 53,
        resolv_conf: str = "/etc/resolv.conf",
        limits: Limits | None = None,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        """Ask `nameservers`, IP addresses, or those of the system; nobody if not `is_on`."""
        self._is_on = is_on
        self._limits = limits or Limits()
        self._clock = clock
        self._loop: asyncio.AbstractEventLoop | None = None
        self._is_ended = asyncio.Event()
        self._is_closed = False
        self._shared: dict[str, Future[MailServer]] = {}
        self._batch: list[tuple[str, Future[MailServer]]] = []
        self._tasks: set[asyncio.Task[MailServer]] = set()
        self._background = Background(nameservers, port, resolv_conf, self._limits, clock)

    async def ask(self, domain: str) -> MailServer:
        """Return whether a domain takes mail, at most `longest_wait` seconds from now.

        Never raises but for being canceled, which does not end a question that others wait for.
        """
        server = self.known(domain)
        if server is not None:
            return server
        name = asked_name(domain)
        future = self._shared.get(name) or self._start(name)
        if future is None:
            return not_asked(name, "too many questions at once")
        try:
            async with asyncio.timeout(self._limits.longest_wait):
                await _done(future)
        except TimeoutError:
            return unknown(name, self._limits.longest_wait, "no answer in time")
        return not_asked(name, "the program is ending") if future.cancelled() else future.result()

    async def late(self, domain: str) -> MailServer | None:
        """Return the answer to a question that was given up, once it comes; None if none comes.

        It may take `late_seconds`. Nothing is asked again.
        """
        name = asked_name(domain)
        shared = self._shared.get(name)
        if shared is not None:  # it waits for its turn, or has been asked for longer than one waits
            await _done(shared)
            if not shared.cancelled() and shared.result().answer is not MailAnswer.UNKNOWN:
                return shared.result()
        future = self._background.late.get(name)
        if future is None:
            return None
        await _done(future)
        return None if future.cancelled() else future.result()

    @property
    def doubt(self) -> str:
        """Why not all answers are believed, as a clause; empty as far as nothing is known."""
        return self._background.doubt

    def known(self, domain: str) -> MailServer | None:
        """Return at once what can be said without asking; None if that is nothing."""
        name = asked_name(domain)
        if not self._is_on:
            return not_asked(name, "turned off")
        if self._is_closed:
            return not_asked(name, "the program is ending")
        why = why_never(name)
        if why:
            return not_asked(name, why)
        remembered = self._background.memory.get(name)
        if remembered is None or remembered.until <= self._clock():
            return None
        return remembered.server

    def close(self) -> None:
        """Ask no more; whoever waits is told so at once. May be called twice."""
        self._is_closed = True
        if self._loop is not None:
            loop, self._loop = self._loop, None
            loop.call_soon_threadsafe(self._is_ended.set)

    def _start(self, name: str) -> Future[MailServer] | None:
        """Begin a question that all share who ask for this name; None if there are too many."""
        if len(self._shared) >= self._limits.queue:
            return None
        if not self._batch:
            asyncio.get_running_loop().call_soon(self._hand_over)
        future: Future[MailServer] = Future()
        self._batch.append((name, future))
        self._shared[name] = future
        return future

    def _hand_over(self) -> None:
        """Hand new questions to the other thread, all at once.

        Each time the interpreter may give way to that thread for 5 ms, which would add up.
        """
        batch, self._batch = self._batch, []
        if self._is_closed:
            for _, future in batch:
                future.cancel()
            return
        if self._loop is None:
            self._loop = asyncio.new_event_loop()
            arguments = (self._loop, self._is_ended)
            threading.Thread(target=_serve, args=arguments, name="dns", daemon=True).start()
        self._loop.call_soon_threadsafe(self._begin, batch)

    # From here on everything happens in the background, on one event loop.

    def _begin(self, batch: list[tuple[str, Future[MailServer]]]) -> None:
        for name, future in batch:
            task = asyncio.create_task(self._background.answer(name))
            self._tasks.add(task)
            task.add_done_callback(partial(self._settle, name, future))

    def _settle(
        self, name: str, future: Future[MailServer], task: asyncio.Task[MailServer]
    ) -> None:
        """Tell all who wait for a name."""
        self._tasks.discard(task)
        self._shared.pop(name, None)
        if task.cancelled():
            future.cancel()
        else:
            future.set_result(task.result())


def _serve(loop: asyncio.AbstractEventLoop, is_ended: asyncio.Event) -> None:
    """Run the questions of a loop until it is over; then cancel what is left."""
    with asyncio.Runner(loop_factory=lambda: loop) as runner:
        runner.run(is_ended.wait())


async def _done(future: Future[Any]) -> None:
    """Wait for what happens in another thread; being canceled does not cancel it."""
    loop, is_done = asyncio.get_running_loop(), asyncio.Event()

    def wake(_future: Future[Any]) -> None:
        with suppress(RuntimeError):  # the loop of who waited has ended
            loop.call_soon_threadsafe(is_done.set)

    future.add_done_callback(wake)
    await is_done.wait()
