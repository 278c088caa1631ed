"""Many domains asked about at once, with a line that says how far it is, until Ctrl+C."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import TextIO

from licensetui.addresses.mail_servers import MailServer, MailServers
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


def mail_servers() -> MailServers:
    """Return what asks the name servers of the system."""
    return MailServers()


def ask_about(domains: Iterable[str], screen: TextIO) -> DomainAnswers:
    """Ask about each domain once; Ctrl+C ends it and keeps the answers that have come.

    If `screen` is a terminal, a line on it says how far it is, and is gone at the end.
    """
    names = tuple(dict.fromkeys(domain.casefold() for domain in domains))
    answers = DomainAnswers()
    line = _ProgressLine(screen, len(names))
    try:
        line.show(0)
        asyncio.run(_ask(iter(names), answers, line))
        answers.is_whole = True
    except KeyboardInterrupt:
        pass  # the answers say that they are not whole
    finally:
        line.clear()
    return answers


async def _ask(names: Iterator[str], answers: DomainAnswers, line: _ProgressLine) -> None:
    """Let some workers take one name after the other."""
    servers = mail_servers()

    async def work() -> None:
        for name in names:
            answers.servers[name] = await servers.ask(name)
            line.show(len(answers.servers))

    try:
        async with asyncio.TaskGroup() as group:
            for _ in range(AT_ONCE):
                group.create_task(work())
    finally:
        for name in answers.servers:  # some may have come late
            answers.servers[name] = servers.known(name) or answers.servers[name]
        answers.doubt = servers.doubt
        servers.close()


class _ProgressLine:
    """One line of a terminal that is written again and again; nothing on what is no terminal."""

    def __init__(self, screen: TextIO, whole: int) -> None:
        self._screen = screen if screen.isatty() and whole else None
        self._whole = whole
        self._width = 0

    def show(self, done: int) -> None:
        """Say how far it is."""
        if self._screen is not None:
            text = f"asked {done} of {self._whole}, Ctrl+C keeps what is known"
            self._width = max(self._width, len(text) + len("^C"))
            print(f"\r{text}", end="", file=self._screen, flush=True)

    def clear(self) -> None:
        """Leave an empty line, whatever the terminal has shown of Ctrl+C."""
        if self._screen is not None:
            print(f"\r{' ' * self._width}\r", end="", file=self._screen, flush=True)


def unasked(answers: DomainAnswers) -> Iterator[str]:
    """Yield a sentence for each reason for which no name server was asked, or is not believed."""
    for why, count in answers.why_not.items():
        yield f"DNS was not asked about {counted(count, 'domain')}: {why}"
    if answers.doubt:
        yield f"what DNS says proves little here: {answers.doubt}"
