"""What questions to name servers cost who types: `python -m tests.bench.mail_servers [--short]`.

A task on the event loop that asks wakes up each millisecond, and the longest time by which it is
late is the stall that a user would notice. The name server is one of our own on 127.0.0.1, in a
process of its own. The first row is what the machine does to the task when nothing is asked. No
test: figures of a busy machine prove nothing.
"""

from __future__ import annotations

import argparse
import asyncio
import multiprocessing
import time
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from multiprocessing.connection import Connection

from licensetui.addresses.mail_servers import Limits, MailServers

STALL, DEAD_SECONDS = 20.0, 12.0
"""The longest stall in milliseconds, and the time for six names of a dead server, at most."""
BEAT = 0.001
"""Seconds between two wake-ups."""


@dataclass(frozen=True)
class Figures:
    """What was measured while something was asked."""

    what: str
    """What was asked."""
    seconds: float
    """How long it took until all was known."""
    stalls: tuple[float, ...]
    """By how many milliseconds each wake-up was late, sorted."""

    @property
    def row(self) -> str:
        """A line of the table."""
        most = self.stalls[-1]
        often = self.stalls[len(self.stalls) * 99 // 100]
        return f"{self.what:<46} {self.seconds:>8.2f} {often:>9.2f} {most:>11.2f}"


Ask = Callable[[MailServers], Awaitable[object]]
"""Asks something."""

HEADER = f"{'asked':<46} {'seconds':>8} {'99 % ms':>9} {'longest ms':>11}"


def main(arguments: list[str] | None = None) -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench.mail_servers")
    parser.add_argument("--short", action="store_true", help="with hardly any patience")
    is_short = parser.parse_args(arguments).short
    limits = Limits(0.04, 0.1, 0.2) if is_short else Limits()
    print(HEADER)
    rows = []
    with _server() as port:
        for figures in asyncio.run(_measured(port, limits)):
            print(figures.row, flush=True)
            rows.append(figures)
    for line in verdicts(rows):
        print(line)


def verdicts(rows: list[Figures]) -> Iterator[str]:
    """Yield a line for each target; the first row is the machine alone, the last a dead server."""
    worst = max(rows[1:], key=lambda figures: figures.stalls[-1])
    for name, value, most in (
        (f"longest stall, ms ({worst.what})", worst.stalls[-1], STALL),
        ("six names of a dead server, s", rows[-1].seconds, DEAD_SECONDS),
    ):
        met = "met" if value <= most else "NOT MET"
        yield f"{name}: {value:.3g}, wanted at most {most:g}: {met}"


async def _measured(port: int, limits: Limits) -> list[Figures]:
    def together(*names: str) -> Ask:
        return lambda servers: asyncio.gather(*map(servers.ask, names))

    async def in_turn(servers: MailServers) -> None:
        for name in _names("dead.com", 6):
            await servers.ask(name)

    tries: tuple[tuple[str, Ask], ...] = (
        ("nothing", lambda _servers: asyncio.sleep(0.3)),
        ("the first name, with loading dnspython", together("acme.com")),
        ("one name, 50 at once", together(*["acme.com"] * 50)),
        ("200 names at once", together(*_names("com", 200))),
        ("8 names with 20 mail servers each, at once", together(*_names("twenty.com", 8))),
        ("8 names with 2,000 each, by TCP, at once", together(*_names("long.com", 8))),
        ("8 names with garbage, at once", together(*_names("garbage.com", 8))),
        ("6 names of a dead server, one after another", in_turn),
    )
    rows = []
    for what, ask in tries:
        servers = MailServers(nameservers=["127.0.0.1"], port=port, limits=limits)
        rows.append(await _while(what, servers, ask))
        servers.close()
    return rows


def _names(ending: str, count: int) -> list[str]:
    return [f"acme{number}.{ending}" for number in range(count)]


async def _while(what: str, servers: MailServers, ask: Ask) -> Figures:
    """Measure while something is asked."""
    stalls = []

    async def heart() -> None:
        while True:
            due = time.perf_counter() + BEAT
            await asyncio.sleep(BEAT)
            stalls.append((time.perf_counter() - due) * 1000)

    beating = asyncio.create_task(heart())
    await asyncio.sleep(5 * BEAT)
    began = time.perf_counter()
    await ask(servers)
    seconds = time.perf_counter() - began
    await asyncio.sleep(5 * BEAT)
    beating.cancel()
    return Figures(what, seconds, tuple(sorted(stalls)))


@contextmanager
def _server() -> Iterator[int]:
    """Run a name server in another process; the value is its port."""
    spawn = multiprocessing.get_context("spawn")
    ours, theirs = spawn.Pipe()
    process = spawn.Process(target=_serve, args=(theirs,))
    process.start()
    try:
        yield ours.recv()
    finally:
        ours.send("end")
        process.join(10)


def _serve(connection: Connection) -> None:
    """Be the name server until something is sent."""
    from dns.message import Message

    from tests.addresses.dns_server import DnsServer, Reply, dropped, garbage, records, truncated

    def servers(count: int) -> Reply:
        return records(*(f"MX {number} mx{number}.acme.com." for number in range(count)))

    endings = {
        "twenty.com": servers(20),
        "long.com": truncated(by_tcp=servers(2000)),
        "garbage.com": garbage,
        "dead.com": dropped,
    }
    good = servers(2)

    def reply(query: Message, by: str) -> bytes:
        name = query.question[0].name
        ending = ".".join(label.decode() for label in name.labels[1:-1])
        return endings.get(ending, good)(query, by)

    with DnsServer({}, reply) as server:
        connection.send(server.port)
        connection.recv()


if __name__ == "__main__":
    main()
