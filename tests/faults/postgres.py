"""A database server that fails in every way while others save: nothing lost, nothing there twice.

Each part has a database of its own, in a cluster of its own. Writers save as a user does, who saves
again whenever he is told that it went wrong or that nobody knows: what was confirmed must be there
once then, and what was not at most once.
"""

from __future__ import annotations

import os
import random
import signal
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from functools import partial
from uuid import uuid4

from licensetui.store.errors import StoreError
from licensetui.store.file.moving import FileEnd
from licensetui.store.file.tablefile import TableFile
from licensetui.store.moving import End, Whole, move
from licensetui.store.postgres import pgstore
from licensetui.store.postgres.moving import DatabaseEnd
from licensetui.store.postgres.pgstore import PostgresStore
from licensetui.store.postgres.saving import Attempt
from tests.faults.database import EDITOR, Life, database_of
from tests.faults.files import new_file
from tests.faults.outcome import Run, Tally, Wrong
from tests.faults.sessions import follow, together
from tests.postgres.cluster import Cluster, cluster, until
from tests.postgres.programs import programs
from tests.postgres.proxy import Loss, Proxy

_WRITERS = 4
_SAVES = (b"FROM save(", b"FROM outcome(")
"""What stands in the questions that may be lost."""
_LOST = (Loss.ANSWER, Loss.MIDST, Loss.QUESTION)
_MOVES_WITHIN = 0.3
"""Seconds in which a move is over."""


def run(run: Run) -> Tally:
    """Run all parts, each in the time that is left."""
    tally = Tally("postgres")
    if programs() is None:
        tally.skipped = "PostgreSQL is not installed"
        return tally
    with cluster() as servers:
        for part in (_clients, _crashes, _pauses, _losses, _sessions, _moves, _failovers):
            if not run.is_over:
                part(run, servers, tally)
        control = Tally("without ids of changes")
        for _ in range(8):
            if not control.has_failed:
                _lossy(run, servers, control, 20, _forget_ids)
        tally.must_fail(control)
    return tally


@contextmanager
def _life(run: Run, servers: Cluster, tally: Tally, what: str) -> Iterator[Life]:
    """Give a new database, and tell what came of it."""
    before, began = tally.confirmed, time.monotonic()
    name = f"{what}_{time.monotonic_ns()}"
    life = Life(servers, name, run.directory(name))
    tries = tally.tries
    yield life
    words, seconds = what.replace("_", " "), time.monotonic() - began
    tally.notes.append(
        f"{words}: {tally.tries - tries:,} tries, {tally.confirmed - before:,} confirmed, "
        f"{life.untold:,} that nobody was told of, {seconds:.0f} s"
    )
    servers.primary.ask(f"DROP DATABASE {name} WITH (FORCE)")


def _clients(run: Run, servers: Cluster, tally: Tally) -> None:
    """Kill writers at any moment."""
    chance = run.chance()
    with _life(run, servers, tally, "clients_killed") as life:
        for _ in range(run.of(8, 80)):
            if run.is_over:
                return
            with life.working(_WRITERS, life.of(), tally) as alive:
                for writer in alive:
                    time.sleep(chance.uniform(0, 0.15))
                    writer.kill()
            tally.tries += len(alive)


def _crashes(run: Run, servers: Cluster, tally: Tally) -> None:
    """Let the server crash: stopped at once, its first process killed, or that of a client."""
    chance = run.chance()

    def stopped() -> None:
        servers.primary.stop()
        servers.primary.start()

    def killed() -> None:
        servers.primary.kill()
        servers.primary.start()

    def client_killed() -> None:
        until(servers.primary.answers, "the server is back")
        if backends := servers.primary.backends():
            with suppress(ProcessLookupError):
                os.kill(chance.choice(backends), signal.SIGKILL)

    kinds = {"stops": (stopped, 2, 12), "server_killed": (killed, 1, 6)}
    kinds["backend_killed"] = (client_killed, 2, 8)
    for what, (trouble, short, long) in kinds.items():
        with (
            _life(run, servers, tally, what) as life,
            life.working(_WRITERS, life.of(), tally),
        ):
            for _ in range(run.of(short, long)):
                life.wait_for(8)
                time.sleep(chance.uniform(0, 0.2))
                trouble()
                tally.tries += 1
            life.wait_for(8)


def _pauses(run: Run, servers: Cluster, tally: Tally) -> None:
    """Stop the whole server where it is, for longer than anybody waits, and let it go on."""
    chance = run.chance()
    with (
        _life(run, servers, tally, "server_paused") as life,
        life.working(_WRITERS, life.of(wait=1.0), tally),
    ):
        for _ in range(run.of(1, 6)):
            life.wait_for(8)
            servers.primary.pause()
            try:
                time.sleep(chance.uniform(1.5, 5.0))
            finally:
                servers.primary.resume()
            tally.tries += 1
        life.wait_for(8)


def _failovers(run: Run, servers: Cluster, tally: Tally) -> None:
    """Let the standby take over, which has all that was confirmed."""
    chance = run.chance()
    servers.protect()
    with _life(run, servers, tally, "failovers") as life:
        for _ in range(run.of(2, 6)):
            with life.working(_WRITERS, life.of(), tally):
                life.wait_for(8)
                time.sleep(chance.uniform(0, 0.2))
                servers.fail_over()
                tally.tries += 1
                life.wait_for(8)
            servers.protect()


def _losses(run: Run, servers: Cluster, tally: Tally) -> None:
    """Lose questions, answers, and connections in between."""
    _lossy(run, servers, tally, run.of(30, 200), None)


def _lossy(
    run: Run, servers: Cluster, tally: Tally, wanted: int, sabotage: Callable[[], None] | None
) -> None:
    chance, lost = run.chance(), list[Loss]()

    def choose(asked: bytes) -> Loss | None:
        if not any(question in asked for question in _SAVES) or chance.random() > 0.1:
            return None
        lost.append(chance.choice(_LOST))
        return lost[-1]

    with _life(run, servers, tally, "lost_answers") as life:
        proxy = Proxy(servers.primary.port, choose)
        with life.working(_WRITERS, life.at(proxy.port), tally, sabotage), proxy:
            end = time.monotonic() + run.of(15, 150)
            while len(lost) < wanted and time.monotonic() < end:
                time.sleep(0.05)
            tally.tries += len(lost)
    if not sabotage and len(lost) < wanted / 2:
        tally.add(Wrong.UNTRUE, f"only {len(lost)} of {wanted} questions and answers were lost")


def _forget_ids() -> None:
    """Try again as if nothing had come of what was lost, under another id."""

    def outcome(conn: object, attempt: Attempt, wait: float) -> None:
        attempt.is_doubtful = False
        attempt.id = uuid4()

    setattr(pgstore, "outcome_of", outcome)  # noqa: B010  # which is imported there


def _sessions(run: Run, servers: Cluster, tally: Tally) -> None:
    """Let eight sessions edit twenty records at once."""
    conflicts = 0
    for number in range(run.of(1, 6)):
        if run.is_over:
            break
        # Each value is written once in a database, so that its way can be followed.
        with _life(run, servers, tally, "eight_sessions") as life:
            opened = partial(PostgresStore.open, life.of(EDITOR, 60.0))
            store = opened()
            start, before = store.portfolio, len(store.history().entries)
            del store  # no connection that the sessions would have as well
            said = together(opened, f"{run.seed} {number}")
            tally.tries += said.changes
            tally.confirmed += said.changes
            conflicts += said.conflicts
            for complaint in said.complaints:
                tally.add(Wrong.UNTRUE, complaint)
            store = opened()
            follow(start, store, said, store.history().entries[before:], tally)
    tally.notes.append(f"{conflicts:,} conflicts shown and settled")
    if not conflicts:
        tally.add(Wrong.UNTRUE, "no conflict came about: the sessions were not at work together")


def _moves(run: Run, servers: Cluster, tally: Tally) -> None:
    """Kill a move at any moment: one of the two places is whole, and a second one finishes it."""
    chance, done = run.chance(), 0
    for number in range(run.of(8, 100)):
        if run.is_over:
            break
        place = run.directory(f"move{number}")
        file = new_file(place, 50)
        name = f"moved{number}"
        servers.primary.ask(f"CREATE DATABASE {name}")
        there = DatabaseEnd(database_of(servers, name))
        source: End = FileEnd(TableFile(file), str(file))
        target: End = there
        if number % 2:
            move(source, target)
            back = place / "back.json"
            source, target = there, FileEnd(TableFile(back), str(back))
        with source.held() as whole:
            pass
        done += _killed_move(source, target, whole, chance, tally)
        servers.primary.ask(f"DROP DATABASE {name} WITH (FORCE)")
    tally.notes.append(f"moves killed: {done} were done")


def _killed_move(
    source: End, target: End, whole: Whole, chance: random.Random, tally: Tally
) -> bool:
    """Kill one move, and finish it; say whether it was done before the kill."""
    child = os.fork()
    if child == 0:
        with ExitStack() as always:
            always.callback(os._exit, 0)
            move(source, target)
    time.sleep(chance.uniform(0, _MOVES_WITHIN))
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    tally.tries += 1
    is_done = False
    try:
        with source.held() as found:
            if found != whole:
                tally.add(Wrong.LOST, f"{source.title} is open and is not as before")
    except StoreError as error:
        is_done = "has moved to" in str(error)
        if not is_done:
            tally.add(Wrong.UNREADABLE, f"{source.title}: {error}")
    try:
        if not is_done:
            move(source, target)
        with target.held() as found:
            if found != whole:
                tally.add(Wrong.LOST, f"{target.title} is not what was moved")
    except StoreError as error:
        tally.add(Wrong.UNREADABLE, f"{target.title}: {error}")
    return is_done
