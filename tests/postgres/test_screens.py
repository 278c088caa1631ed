"""The screens on a real server that is stopped, crashes, comes back, or lets somebody only read."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator

import pytest

from licensetui.store.postgres.address import Address
from licensetui.store.postgres.connection import Database
from licensetui.store.postgres.pgstore import PostgresStore
from tests.builders import a_contact, a_license, a_portfolio
from tests.postgres.cluster import Node, cluster
from tests.postgres.server import ANNA, BOB, RITA, emptied_database
from tests.postgres.tables import create
from tests.store.changes import all_new, note
from tests.tui.running import Running, running

TWO = a_portfolio(a_license("Alpha"), a_license("Beta", id=2), contacts=(a_contact(),))
WAIT = 0.5
"""Seconds that a save waits for the server here."""


@pytest.fixture(scope="module")
def server() -> Iterator[Node]:
    """A server of its own, which may be killed."""
    try:
        with cluster() as made:
            yield made.primary
    except NotImplementedError as error:
        pytest.skip(f"NOT TESTED: {error}")


@pytest.fixture
def database(server: Node) -> Database:
    """A database there, with two licenses."""
    server.ask("DROP DATABASE IF EXISTS licenses WITH (FORCE)")
    server.ask("CREATE DATABASE licenses")
    database = Database(Address.of(server.address("licenses")), wait=WAIT)
    with database.connect() as conn:
        create(conn)
    PostgresStore.open(database).commit(all_new(TWO))
    return database


def status(program: Running) -> str:
    """Return the status line."""
    return program.text().splitlines()[-2]


async def seen(program: Running, is_so: Callable[[], bool]) -> None:
    """Let the program look at the store until something is so, for ten seconds at most."""
    for _ in range(200):
        program.app.session.look_at_store()
        await program.settle()
        if is_so():
            return
        await asyncio.sleep(0.05)
    raise AssertionError(program.text())


async def add(program: Running, name: str) -> None:
    """Add a license in its form."""
    await program.press("2", "n")
    await program.type(name)
    await program.press("ctrl+s")


def names(database: Database) -> list[str]:
    """Return the names of the licenses that another session sees."""
    return [license.name for license in PostgresStore.open(database).portfolio.licenses]


async def test_a_server_that_stops_answering_loses_and_doubles_no_new_record(
    server: Node, database: Database
) -> None:
    async with running(store=PostgresStore.open(database)) as program:
        server.pause()
        try:
            await add(program, "Gamma")
            assert "NOT CONFIRMED" in status(program)
            assert "Licenses > new" not in program.text()
            await add(program, "Delta")
            assert "NOT SAVED: the change before it is not confirmed" in program.text()
        finally:
            server.resume()
        for _ in range(100):  # as long as it is not known to be back
            await program.press("ctrl+s")
            if "Licenses > new" not in program.text():
                break
            await asyncio.sleep(0.05)
        assert program.app.session.waiting.changes == ()
    assert names(database) == ["Alpha", "Beta", "Gamma", "Delta"]


async def test_a_crash_is_said_once_and_what_was_typed_or_waits_is_saved_after_it(
    server: Node, database: Database
) -> None:
    said: list[str] = []
    async with running(store=PostgresStore.open(database)) as program:
        session = program.app.session
        tell = session.tell_news

        def noting(sentence: str, is_error: bool) -> None:
            said.append(sentence)
            tell(sentence, is_error)

        session.tell_news = noting
        await program.press("2", "n")
        await program.type("Gamma")
        server.stop()
        await seen(program, lambda: bool(said))
        await program.press("ctrl+s")
        assert "NOT SAVED" in program.text()
        assert "Ctrl+S tries again" in program.text()
        await program.press("escape", "D")
        assert "NOT SAVED: cannot be reached. Ctrl+S retries, u undoes it" in status(program)
        server.start()
        await seen(program, lambda: len(said) > 1)
        await program.press("o", "ctrl+s")
        assert "Saved: Gamma" in status(program)
    gone, back = said
    assert "cannot be reached" in gone
    assert back == "The server is back."
    again = PostgresStore.open(database)
    assert [(x.name, x.archived) for x in again.portfolio.licenses] == [
        ("Alpha", True),
        ("Beta", False),
        ("Gamma", False),
    ]
    assert [entry.label for entry in again.history().entries][1:] == [
        "archive Alpha",
        "add license Gamma",
    ]


async def test_the_change_of_another_user_is_seen_and_named() -> None:
    with emptied_database() as shared:
        bob = PostgresStore.open(shared.seen_by(BOB))
        bob.commit(all_new(TWO))
        async with running(store=PostgresStore.open(shared.seen_by(ANNA))) as program:
            await program.press("2")
            bob.commit(note(bob, 2, name="Gamma"))
            await seen(program, lambda: "bob: edit Beta" in status(program))
            assert "Gamma" in program.text()


async def test_a_database_that_moves_away_is_read_only_from_then_on() -> None:
    with emptied_database() as shared:
        bob = PostgresStore.open(shared.seen_by(BOB))
        bob.commit(all_new(TWO))
        store = PostgresStore.open(shared.seen_by(ANNA))
        async with running(store=store) as program:
            await program.press("2")
            shared.execute("UPDATE head SET moved = 'licenses.json on db1'")
            shared.execute(f"NOTIFY {shared.seen_by(ANNA).channel}")
            await seen(program, lambda: not program.app.session.is_writable)
            assert "Now read-only: " in status(program)
            assert "licenses.json on db1" in status(program)
            await program.press("D")
            assert "Nothing can be changed here" in status(program)


async def test_who_may_only_read_is_told_so() -> None:
    with emptied_database() as shared:
        PostgresStore.open(shared.seen_by(BOB)).commit(all_new(TWO))
        async with running(store=PostgresStore.open(shared.seen_by(RITA))) as program:
            assert "READ-ONLY" in status(program)
            await program.press("2", "D")
            assert "the database lets rita only read." in status(program)
