"""Many domains asked about at once, with a line that says how far it is, until Ctrl+C."""

from __future__ import annotations

import asyncio
import signal
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import TextIO

from licensetui.addresses.mail_servers import MailServer, MailServers
from licensetui.cli.progress import ProgressLine
from licensetui.domain.counting import counted

AT_ONCE = 8
"""Domains that are asked about at the same time."""


@dataclass
class DomainAnswers:
    """Answers about mail to some domains."""

    servers: dict[str, MailServer] = field(default_factory=dict)
    """What there is to say of each domain, by its name in lower case."""
    doubt: str = ""
    """Why not all of them are believed, as a clause; empty if they are."""
    is_whole: bool = False
    """Whether nobody ended it before all had been asked about."""

    def of(self, domain: str) -> MailServer | None:
        """Return what a name server was asked about a domain; None if none was."""
        server = self.servers.get(domain.casefold())
        return server if server and server.is_asked else None

    @property
    def why_not(self) -> Mapping[str, int]:
        """Reasons why no name server was asked, and about how many domains."""
        return Counter(server.why for server in self.servers.values() if not server.is_asked)


def ask_about(domains: Iterable[str], screen: TextIO) -> DomainAnswers:
    """Ask about each domain once; Ctrl+C ends it and keeps the answers that have come.

    If `screen` is a terminal, a line on it says how far it is, and is gone at the end.
    """
    names = tuple(dict.fromkeys(domain.casefold() for domain in domains))
    answers = DomainAnswers()
    line = ProgressLine(screen)

    def show() -> None:
        if names:
            done = len(answers.servers)
            line.show(f"asked {done} of {len(names)}, Ctrl+C stops and keeps the answers so far")

    kept = signal.getsignal(signal.SIGINT)
    try:
        show()
        if kept is not signal.SIG_IGN:  # in place of any other, asyncio does not cancel by itself
            signal.signal(signal.SIGINT, signal.default_int_handler)
        asyncio.run(_ask(iter(names), answers, show))
        answers.is_whole = True
    except (KeyboardInterrupt, asyncio.CancelledError):  # which of them is a matter of moments
        pass  # the answers say that they are not whole
    finally:
        signal.signal(signal.SIGINT, kept)
        line.clear()
    return answers


async def _ask(names: Iterator[str], answers: DomainAnswers, show: Callable[[], None]) -> None:
    """Let some workers take one name after the other."""
    servers = MailServers()

    async def work() -> None:
        for name in names:
            answers.servers[name] = await servers.ask(name)
            show()

    try:
        async with asyncio.TaskGroup() as group:
            for _ in range(AT_ONCE):
                group.create_task(work())
    finally:
        for name in answers.servers:  # some may have come late
            answers.servers[name] = servers.known(name) or answers.servers[name]
        answers.doubt = servers.doubt
        servers.close()


def unasked(answers: DomainAnswers) -> Iterator[str]:
    """Yield a sentence for each reason for which no name server was asked, or is not believed."""
    for why, count in answers.why_not.items():
        yield f"DNS was not queried for {counted(count, 'domain')}: {why}"
    if answers.doubt:
        yield f"DNS answers are unreliable here: {answers.doubt}"
