"""How long the program is at work after a change, seen from inside.

`python -m tests.bench.saves [--turns 1..10] [N ...]`. For files of N licenses (10,000) it runs the
program in memory, without a terminal, on its dashboard, and saves changes through its session: the
cost of a license, the address of a contact on 20 licenses, the members of a team that reads all
licenses. Then another session saves, and it is told to look. Printed are: until all is still, and
what a key that is typed meanwhile would have to wait at most. What a terminal has to draw is not
in it; see `screens`. No test: figures of a busy machine prove nothing.
"""

from __future__ import annotations

import argparse
import asyncio
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import partial
from pathlib import Path
from statistics import median
from typing import Any

from licensetui.clock import clock_from
from licensetui.domain.change import Change, Edit
from licensetui.domain.money import Money
from licensetui.domain.portfolio import Portfolio
from licensetui.domain.settings import Settings
from licensetui.store.file.filestore import FileStore
from licensetui.tui.app import LicenseTui
from licensetui.tui.session import Session
from tests.bench.families import USES
from tests.bench.figures import HEADER, Figure, load
from tests.bench.people import BUSY, DESK, OWN
from tests.bench.portfolios import written
from tests.builders import TODAY
from tests.tui.running import SMALL

COUNTS = (10_000,)
"""Licenses in the files, unless somebody wants others."""
JUDGED = 10_000
"""Licenses in the file to which the goals apply."""
TURNS = 5
"""How often each is done; the median counts."""
TICK = 0.001
"""Seconds between two looks at the event loop."""
BUSY_TICK = 0.002
"""Seconds of computing between two looks from which on the program is at work."""
STILL = 0.5
"""Seconds without work after which all is still."""


COST, ADDRESS = "cost of a license", f"address of a contact on {USES} licenses"
MEMBERS, OTHERS = "members of the team that reads all", "another session's edit"
MOST = {COST: 120, ADDRESS: 120, MEMBERS: 1_620, OTHERS: 250}
"""The milliseconds until all is still. The members' findings may come 1.5 s after the paint."""


@dataclass(frozen=True)
class Work:
    """What a change made the program do. In milliseconds, each a median."""

    what: str
    """The change."""
    until_still: float
    """From the call to the end of the last work."""
    longest: float
    """The longest time for which the event loop could do nothing else."""
    computed: float
    """What was computed until all was still: what others do on the machine is not in it."""


def main(arguments: list[str] | None = None) -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench.saves")
    parser.add_argument("counts", nargs="*", type=int, metavar="N", default=COUNTS)
    parser.add_argument("--turns", type=int, choices=range(1, 11), metavar="1..10", default=TURNS)
    wanted = parser.parse_args(arguments)
    print(load())
    print(HEADER)
    for count in wanted.counts:
        with tempfile.TemporaryDirectory() as directory:
            path = written(count, Path(directory) / "file")
            for work in asyncio.run(measured(path, wanted.turns)):
                for figure in figures(work, count):
                    print(figure, flush=True)


def figures(work: Work, count: int) -> Iterator[Figure]:
    """Yield what there is to print of a change."""
    most = MOST[work.what] if count == JUDGED else None
    yield Figure(
        f"inside, {count:,}: {work.what}, until still",
        work.until_still,
        most,
        computed=work.computed,
    )
    yield Figure(f"inside, {count:,}: {work.what}, longest wait", work.longest)


async def measured(path: Path, turns: int) -> Sequence[Work]:
    """Measure with a file, of which some is no longer as it was then."""
    settings, clock = Settings(ask_dns=False), clock_from({"LICENSETUI_TODAY": str(TODAY)})
    session, other = (
        Session(FileStore.open(path), settings, clock, demo=False),
        FileStore.open(path),
    )
    found = []
    app = LicenseTui(session)
    async with app.run_test(size=SMALL):
        await _worked(lambda: None)
        for what, change in ((COST, cost), (ADDRESS, address), (MEMBERS, members)):
            turned = [
                await _worked(partial(_save, session, change, number)) for number in range(turns)
            ]
            found.append(_middle(what, turned))
        turned = []
        for number in range(turns):
            other.refresh()
            other.commit(cost(other.portfolio, turns + number))
            turned.append(await _worked(session.look_at_store))
        found.append(_middle(OTHERS, turned))
    return found


def cost(portfolio: Portfolio, number: int) -> Change:
    """Return another cost of the first license."""
    license = portfolio.licenses[0]
    term = replace(license.terms[-1], cost=Money(Decimal(4_000 + number), "EUR"))
    return Change("edit its cost", (Edit(license, license.with_term(term)),))


def address(portfolio: Portfolio, number: int) -> Change:
    """Return another address of the contact on 20 licenses."""
    return _contact(portfolio, BUSY, email=f"zacharias.quill-{chr(97 + number)}@{OWN[0]}")


def members(portfolio: Portfolio, number: int) -> Change:
    """Return other members of the team that reads all licenses."""
    return _contact(portfolio, DESK, members=tuple(range(4 + number, 16 + number)))


def _contact(portfolio: Portfolio, id: int, **values: Any) -> Change:
    contact = portfolio.contact(id)
    if contact is None:
        raise ValueError(f"contact {id} is not in the file that was written")
    return Change("edit a contact", contacts=(Edit(contact, replace(contact, **values)),))


def _save(session: Session, change: Callable[[Portfolio, int], Change], number: int) -> None:
    if session.save(change(session.outlook.portfolio, number)).number is None:
        raise RuntimeError("nothing was changed: there is nothing to measure")


async def _worked(action: Callable[[], object]) -> tuple[float, ...]:
    """Do something; return, in ms, how long it was at work, the longest wait, what it computed.

    Work is what computes: waiting for a turn on a busy machine is none.
    """
    began, nothing = time.perf_counter(), time.process_time()
    action()
    last_work = before = time.perf_counter()
    longest = before - began
    computed = at_last = time.process_time()
    while before - last_work < STILL:
        await asyncio.sleep(TICK)
        now, so_far = time.perf_counter(), time.process_time()
        if so_far - computed > BUSY_TICK:
            last_work, at_last = now, so_far
            longest = max(longest, now - before)
        before, computed = now, so_far
    return (last_work - began) * 1000, longest * 1000, (at_last - nothing) * 1000


def _middle(what: str, turned: Sequence[tuple[float, ...]]) -> Work:
    return Work(what, *(median(values) for values in zip(*turned, strict=True)))


if __name__ == "__main__":
    main()
