"""The background of `mail_servers`: asks on an event loop of its own, believes, and remembers."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from dataclasses import dataclass
from typing import TYPE_CHECKING

from licensetui.addresses.mail_answers import MailAnswer, MailOutcome, MailServer, not_asked
from licensetui.addresses.mail_canary import EXISTS, Trust, nowhere, trust
from licensetui.addresses.mail_limits import Limits

if TYPE_CHECKING:
    from licensetui.addresses.mail_questions import Questions


@dataclass(frozen=True)
class Remembered:
    """An answer and how long it holds."""

    server: MailServer
    """The answer."""
    until: float
    """When it ceases to hold, on the clock."""


class Background:
    """Asks one question after another. All but what is said to be read anywhere is for one loop."""

    def __init__(
        self,
        nameservers: Sequence[str] | None,
        port: int,
        resolv_conf: str,
        limits: Limits,
        clock: Callable[[], float],
    ) -> None:
        """Ask `nameservers`, IP addresses, or those of the system."""
        self._where = (nameservers, port, resolv_conf)
        self._limits = limits
        self._clock = clock
        self._slots = asyncio.Semaphore(limits.at_once)
        self.memory: dict[str, Remembered] = {}
        """The answers that are remembered, by name; read anywhere."""
        self.late: dict[str, Future[MailServer | None]] = {}
        """The answers that may still come to questions that were given up; read anywhere."""
        self.doubt = ""
        """Why not all answers are believed, as a clause; empty as far as nothing is known."""
        self._given_up: set[asyncio.Task[MailOutcome | str]] = set()
        self._questions: Questions | None = None
        self._trust: asyncio.Task[Trust] | None = None
        self._failures = 0
        self._muted_until = float("-inf")
        self._why_muted = ""

    async def answer(self, name: str) -> MailServer:
        """Ask when it is this name's turn, and remember the answer; it may also come late."""
        async with self._slots:
            if self._clock() < self._muted_until:
                return not_asked(name, self._why_muted)
            questions = self._those_to_ask()
            if questions is None:
                return not_asked(name, self._why_muted)
            began = time.monotonic()
            question = asyncio.create_task(self._find(name, questions))
            try:
                async with asyncio.timeout(self._limits.question_seconds):
                    found = await asyncio.shield(question)
            except TimeoutError:
                self._hear(name, began, question)
                found = MailOutcome(MailAnswer.UNKNOWN, "no answer in time", is_silence=True)
            return self._told(name, began, found)

    def _hear(self, name: str, began: float, question: asyncio.Task[MailOutcome | str]) -> None:
        """Hear the answer to a question that was given up, without a turn of its own."""
        future: Future[MailServer | None] = Future()
        self.late[name] = future

        def settle(done: asyncio.Task[MailOutcome | str]) -> None:
            if self.late.get(name) is future:
                del self.late[name]
            if done.cancelled():
                future.cancel()
                return
            found = done.result()
            is_one = isinstance(found, MailOutcome) and found.answer is not MailAnswer.UNKNOWN
            future.set_result(self._told(name, began, found) if is_one else None)

        question.add_done_callback(settle)

    def _told(self, name: str, began: float, found: MailOutcome | str) -> MailServer:
        """Remember what was found out about a name, and return it."""
        if isinstance(found, str):
            return not_asked(name, found)
        self._count(found)
        server = MailServer(name, found.answer, True, time.monotonic() - began, found.why)
        self._remember(server, self._seconds_to_remember(found))
        return server

    def _those_to_ask(self) -> Questions | None:
        """Return the name servers; None if there are none."""
        from licensetui.addresses.mail_questions import NoNameServerError, Questions

        if self._questions is None:
            limits = self._limits
            times = (limits.try_seconds, limits.question_seconds, limits.late_seconds)
            try:
                self._questions = Questions(*self._where, *times)
            except NoNameServerError:
                self._mute("offline: no name server")
        return self._questions

    async def _find(self, name: str, questions: Questions) -> MailOutcome | str:
        """Ask for a name; the result is a text where that is not possible: why."""
        from licensetui.addresses.mail_questions import UnaskableError

        if self._trust is None:
            self._trust = asyncio.create_task(self._canary(questions))
        canary = self._trust
        try:
            found = await questions.mail(name)
            if found.answer is MailAnswer.UNKNOWN and not found.is_host_missing:
                return found
            believed = await asyncio.shield(canary)
        except UnaskableError as error:
            return str(error)
        except Exception as error:  # the screens shall not fall over what somebody sends
            return MailOutcome(MailAnswer.UNKNOWN, f"{type(error).__name__}: {error}")
        if found.is_host_missing and MailAnswer.MISSING in believed.doubted:
            found = MailOutcome(MailAnswer.ACCEPTS, ttl=found.ttl)  # it does name a mail server
        if found.answer in believed.doubted:
            return MailOutcome(MailAnswer.UNKNOWN, believed.why)
        return found

    async def _canary(self, questions: Questions) -> Trust:
        """Find out how far to believe the name servers. What is asked tells nothing of the user."""
        of_nowhere = MailOutcome(MailAnswer.UNKNOWN)
        is_known = None
        try:
            is_known, of_nowhere = await asyncio.gather(
                questions.knows(EXISTS), questions.mail(nowhere(), is_heard_late=False)
            )
        finally:
            found = trust(is_known, of_nowhere.answer)
            self.doubt = found.why * found.is_final
            if not found.is_final:
                self._trust = None  # the next question asks again
        return found

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
        self._questions = self._trust = None  # the machine may have other name servers by then

    def _seconds_to_remember(self, found: MailOutcome) -> float:
        limits = self._limits
        if found.answer is MailAnswer.UNKNOWN:
            return limits.unknown_seconds
        is_good = found.answer in (MailAnswer.ACCEPTS, MailAnswer.IMPLICIT)
        longest = limits.longest_memory if is_good else limits.longest_bad_memory
        return max(limits.shortest_memory, min(found.ttl or 0.0, longest))

    def _remember(self, server: MailServer, seconds: float) -> None:
        self.memory.pop(server.domain, None)
        while len(self.memory) >= self._limits.remembered:
            del self.memory[next(iter(self.memory))]
        self.memory[server.domain] = Remembered(server, self._clock() + seconds)
