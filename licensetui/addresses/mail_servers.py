"""Does a domain take mail? Asked in the background: shared, remembered, and given up in time."""

from __future__ import annotations

import asyncio
import threading
import time
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from licensetui.addresses import facts
from licensetui.addresses.mail_answers import MailAnswer, MailServer, not_asked, unknown
from licensetui.addresses.mail_names import asked_name, why_never

if TYPE_CHECKING:
    from licensetui.addresses.mail_questions import MailOutcome, Questions

__all__ = ["Limits", "MailAnswer", "MailServer", "MailServers"]


@dataclass(frozen=True)
class Limits:
    """Limits of asking: how long, how often and how much. All times in seconds."""

    try_seconds: float = 1.2
    """How long one packet waits for its answer."""
    question_seconds: float = 3.0
    """How long all packets of one question take at most."""
    longest_wait: float = 4.0
    """How long whoever asks waits at most; the answer may still come, and is remembered."""
    at_once: int = 8
    """Questions that are under way at the same time; others queue."""
    queue: int = 1_000
    """Questions under way or waiting; more are not asked."""
    failures: int = 3
    """Questions in a row without any answer after which no more are asked for a while."""
    mute_seconds: float = 60.0
    """How long that while is."""
    unknown_seconds: float = 20.0
    """How long it is remembered that there was no answer."""
    shortest_memory: float = 1.0
    """How long an answer is remembered at least, even if it shall not be."""
    longest_memory: float = 3600.0
    """How long a good answer is remembered at most."""
    longest_bad_memory: float = 300.0
    """How long it is remembered at most that a domain is missing or refuses: it may be mended."""
    remembered: int = 4096
    """Answers that are remembered; the oldest go first."""


@dataclass(frozen=True)
class _Remembered:
    """An answer and how long it holds."""

    server: MailServer
    """The answer."""
    until: float
    """When it ceases to hold, on the clock."""


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
        self._nameservers = nameservers
        self._port = port
        self._resolv_conf = resolv_conf
        self._limits = limits or Limits()
        self._clock = clock
        self._loop: asyncio.AbstractEventLoop | None = None
        self._is_ended = asyncio.Event()
        self._is_closed = False
        self._slots = asyncio.Semaphore(self._limits.at_once)
        self._shared: dict[str, Future[MailServer]] = {}
        self._batch: list[tuple[str, Future[MailServer]]] = []
        self._tasks: set[asyncio.Task[MailServer]] = set()
        self._memory: dict[str, _Remembered] = {}
        self._questions: Questions | None = None
        self._failures = 0
        self._muted_until = float("-inf")
        self._why_muted = ""
        self._knows_inside_only = False

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
        if future.cancelled():
            return not_asked(name, "the program is ending")
        return self._believed(future.result())

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
        remembered = self._memory.get(name)
        if remembered is None or remembered.until <= self._clock():
            return None
        return self._believed(remembered.server)

    def _believed(self, server: MailServer) -> MailServer:
        """Return an answer, or that nothing is known: some name servers know inside names only."""
        if server.answer is not MailAnswer.MISSING:
            return server
        self._knows_inside_only |= server.domain in facts.providers()
        if not self._knows_inside_only:
            return server
        return unknown(server.domain, server.seconds, "the name server knows no outside names")

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
            task = asyncio.create_task(self._answer(name))
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

    async def _answer(self, name: str) -> MailServer:
        """Ask when it is this name's turn, and remember the answer."""
        async with self._slots:
            if self._clock() < self._muted_until:
                return not_asked(name, self._why_muted)
            began = time.monotonic()
            try:
                found = await self._find(name)
            except Exception as error:  # the screens shall not fall over what somebody sends
                server = unknown(name, time.monotonic() - began, f"{type(error).__name__}: {error}")
                self._remember(server, self._limits.unknown_seconds)
                return server
            if isinstance(found, str):
                return not_asked(name, found)
            self._count(found)
            seconds = time.monotonic() - began
            server = MailServer(name, found.answer, True, seconds, found.why)
            self._remember(server, self._seconds_to_remember(found))
            return server

    async def _find(self, name: str) -> MailOutcome | str:
        """Ask for a name; the result is a text where that is not possible: why."""
        from licensetui.addresses.mail_questions import NoNameServerError, Questions, UnaskableError

        if self._questions is None:
            limits = self._limits
            times = (limits.try_seconds, limits.question_seconds)
            try:
                self._questions = Questions(
                    self._nameservers, self._port, self._resolv_conf, *times
                )
            except NoNameServerError:
                self._mute("offline: no name server")
                return self._why_muted
        try:
            return await self._questions.mail(name)
        except UnaskableError as error:
            return str(error)

    def _count(self, found: MailOutcome) -> None:
        """Stop asking after too much silence: each question would cost its whole time."""
        if not found.is_silence:
            self._failures = 0
            self._muted_until = float("-inf")
            return
        self._failures += 1
        if self._failures >= self._limits.failures:  # and again at the first after the while
            self._mute("the name server does not answer")

    def _mute(self, why: str) -> None:
        self._why_muted = why
        self._muted_until = self._clock() + self._limits.mute_seconds
        self._questions = None  # the machine may have other name servers by then

    def _seconds_to_remember(self, found: MailOutcome) -> float:
        limits = self._limits
        if found.answer is MailAnswer.UNKNOWN:
            return limits.unknown_seconds
        is_good = found.answer in (MailAnswer.ACCEPTS, MailAnswer.IMPLICIT)
        longest = limits.longest_memory if is_good else limits.longest_bad_memory
        return max(limits.shortest_memory, min(found.ttl or 0.0, longest))

    def _remember(self, server: MailServer, seconds: float) -> None:
        self._memory.pop(server.domain, None)
        while len(self._memory) >= self._limits.remembered:
            del self._memory[next(iter(self._memory))]
        self._memory[server.domain] = _Remembered(server, self._clock() + seconds)


def _serve(loop: asyncio.AbstractEventLoop, is_ended: asyncio.Event) -> None:
    """Run the questions of a loop until it is over; then cancel what is left."""
    with asyncio.Runner(loop_factory=lambda: loop) as runner:
        runner.run(is_ended.wait())


async def _done(future: Future[MailServer]) -> None:
    """Wait for what happens in another thread; being canceled does not cancel it."""
    loop, is_done = asyncio.get_running_loop(), asyncio.Event()

    def wake(_future: Future[MailServer]) -> None:
        with suppress(RuntimeError):  # the loop of who waited has ended
            loop.call_soon_threadsafe(is_done.set)

    future.add_done_callback(wake)
    await is_done.wait()
