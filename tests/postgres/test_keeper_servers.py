"""Keepers whose server fails or whose answers are lost: nothing is done twice or by halves."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime

import psycopg
import pytest

from licensetui.store.check import State
from licensetui.store.errors import NotDurableError, NotSavedError, StoreError, UnconfirmedError
from licensetui.store.postgres.address import Address
from licensetui.store.postgres.connection import Database
from licensetui.store.postgres.keeper import PostgresKeeper
from licensetui.store.postgres.pgstore import PostgresStore
from tests.builders import a_portfolio
from tests.postgres.cluster import Cluster, Node, cluster
from tests.postgres.programs import USER, programs
from tests.postgres.proxy import Loss, Proxy
from tests.postgres.tables import create
from tests.store.changes import all_new, note

pytestmark = pytest.mark.skipif(
    programs() is None, reason="NOT TESTED: PostgreSQL is not installed"
)
NOW = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)
MANUAL = "2026-11-22T120000Z-g1-manual"


@pytest.fixture(scope="module")
def servers() -> Iterator[Cluster]:
    with cluster() as made:
        yield made


@pytest.fixture
def at(servers: Cluster) -> Iterator[str]:
    """An address of a database with a backup of a license that has been changed since."""
    servers.primary.ask("CREATE DATABASE one")
    url = servers.primary.address("one")
    database = Database(Address.of(url))
    with database.connect() as conn:
        create(conn)
    store = PostgresStore.open(database)
    store.commit(all_new(a_portfolio()))
    _keeper(url).versions.back_up()
    store.commit(note(store, 1, seats=7))
    yield url
    servers.primary.ask("DROP DATABASE one WITH (FORCE)")


def _keeper(url: str, wait: float = 5.0) -> PostgresKeeper:
    return PostgresKeeper(url, lambda: NOW, wait=wait)


def _lossy(servers: Cluster, loss: Loss, times: int) -> Proxy:
    """Return a way to the server that loses so many calls of `save`."""
    left = [loss] * times

    def choose(asked: bytes) -> Loss | None:
        return left.pop() if b"FROM save(" in asked and left else None

    return Proxy(servers.primary.port, choose)


def _through(proxy: Proxy) -> str:
    return f"postgresql://{USER}@127.0.0.1:{proxy.port}/one"


def _seats_and_changes(url: str) -> tuple[object, int]:
    store = PostgresStore.open(Database(Address.of(url)))
    return store.portfolio.licenses[0].seats, len(store.history().entries)


@pytest.mark.parametrize("loss", [Loss.QUESTION, Loss.ANSWER, Loss.MIDST])
def test_a_restore_whose_answer_is_lost_is_done_once(servers: Cluster, at: str, loss: Loss) -> None:
    with _lossy(servers, loss, 1) as proxy:
        righted = _keeper(_through(proxy)).versions.restore(MANUAL)
    assert righted.number == 3
    assert _seats_and_changes(at) == (500, 3)


def test_where_nobody_can_be_asked_it_is_said_and_again_it_is_done_once(
    servers: Cluster, at: str
) -> None:
    def and_then_gone(asked: bytes) -> Loss | None:
        if b"FROM save(" not in asked:
            return None
        proxy.target = 1  # nobody listens there
        return Loss.MIDST

    proxy = Proxy(servers.primary.port, and_then_gone)
    versions = _keeper(_through(proxy), wait=1.0).versions
    with proxy, pytest.raises(UnconfirmedError, match="NOT CONFIRMED: the answer of"):
        versions.restore(MANUAL)
    _keeper(at).versions.restore(MANUAL)
    assert _seats_and_changes(at) == (500, 3)


def test_a_backup_and_notes_of_a_server_that_is_gone_are_not_made(at: str) -> None:
    gone = _keeper(at.replace("port=", "port=1"), wait=0.5)
    for asked in (gone.versions.back_up, lambda: gone.exported.note(["x"], NOW)):
        with pytest.raises(NotSavedError, match="NOT SAVED"):
            asked()
    with pytest.raises(StoreError, match="NOT SAVED"):
        gone.sent.locked().__enter__()


def test_a_standby_is_read_and_what_it_must_have_is_told(servers: Cluster, at: str) -> None:
    servers.protect()
    try:
        about = {x.subject: x.text for x in _keeper(at).checks()}
        assert about["standby"] == f"what is saved is on a standby, too: {servers.standby.name}"
        there = _keeper(servers.standby.address("one"))
        assert "this server is one itself" in [check.text for check in there.checks()]
        assert there.versions.held(MANUAL).licenses == 1
        saving = next(x for x in there.checks() if x.subject == "saving")
        assert (saving.state, saving.text) == (
            State.DOUBTFUL,
            "not here: this server is a standby",
        )
        with pytest.raises(NotSavedError):
            there.versions.back_up()
        who = _keeper(at).people()[0]
        assert any("standby" in x.place for x in _keeper(at).forget(who, apply=False).unreached)
        servers.standby.stop()
        with pytest.raises(NotDurableError, match="no standby confirmed it"):
            _keeper(at, wait=1.0).versions.restore(MANUAL)
        assert _seats_and_changes(at) == (500, 3)
        keeper = _keeper(at, wait=0.5)
        with pytest.raises(NotDurableError, match="no standby confirmed it"):
            keeper.versions.back_up()
        with keeper.sent.locked():  # what is told, or exported, need not be on the standby at once
            keeper.sent.about_to_send("<1@x>", ["anna@example.org"], NOW)
        keeper.exported.note(["x"], NOW)
    finally:
        _alone(servers.primary)


def _alone(primary: Node) -> None:
    """Let a server wait for nobody."""
    with psycopg.connect(primary.address(USER), autocommit=True) as conn:
        conn.execute("ALTER SYSTEM SET synchronous_standby_names = ''")
        conn.execute("SELECT pg_reload_conf()")
