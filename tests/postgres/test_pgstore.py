"""The store in a database where a server, its rights and the way to it are not what they were."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from typing import Any

import psycopg
import pytest

from licensetui.domain.change import Change
from licensetui.store.errors import (
    ConflictError,
    LockedError,
    NotDurableError,
    NotSavedError,
    ReadOnlyError,
    StoreError,
    UnconfirmedError,
    UnreachableError,
    UnreadableError,
)
from licensetui.store.postgres.address import Address
from licensetui.store.postgres.connection import Database, first_line
from licensetui.store.postgres.pgstore import PostgresStore
from tests.postgres.cluster import Cluster
from tests.postgres.cluster import cluster as servers
from tests.postgres.programs import programs
from tests.postgres.proxy import Loss, Proxy
from tests.postgres.server import ANNA, BOB, OWNER, RITA, OwnDatabase, a_database, cluster
from tests.postgres.tables import create
from tests.store.changes import new_license, note
from tests.store.places import PostgresPlace, filled, sees

pytestmark = pytest.mark.skipif(
    programs() is None, reason="NOT TESTED: PostgreSQL is not on this machine"
)
SAVE, OUTCOME = b"FROM save(", b"FROM outcome("


@pytest.fixture
def database() -> Iterator[OwnDatabase]:
    made = a_database()
    filled(PostgresPlace(made))
    yield made
    made.drop()


def opened(database: OwnDatabase, user: str = ANNA, **options: Any) -> PostgresStore:
    return PostgresStore.open(database.seen_by(user, **options))


def names(database: OwnDatabase) -> list[str]:
    return [license.name for license in opened(database).portfolio.licenses]


def labels(database: OwnDatabase) -> list[str]:
    return [entry.label for entry in opened(database).history().entries[1:]]


# What nobody can do


def test_the_author_is_the_user_of_the_database_whoever_he_says_he_is(
    database: OwnDatabase,
) -> None:
    store = opened(database, BOB)
    store.commit(new_license("Confluence"))
    assert store.author == BOB
    assert store.history().entries[-1].by == BOB
    (via,) = database.execute("SELECT via FROM history ORDER BY number DESC LIMIT 1")
    assert via[0].endswith(f"@{os.uname().nodename}")  # type: ignore[attr-defined]


@pytest.mark.parametrize("user", [ANNA, RITA])
@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE record SET document = '{}'",
        "DELETE FROM record",
        "INSERT INTO record VALUES ('licenses', 9, 1, '{}')",
        "UPDATE history SET by = 'bob'",
        "DELETE FROM history",
        "UPDATE head SET generation = 0",
        "DELETE FROM version",
        "TRUNCATE record",
        "CREATE TABLE mine (a int)",
        "ALTER FUNCTION save SECURITY INVOKER",
    ],
)
def test_nobody_but_the_owner_writes_tables(
    database: OwnDatabase, user: str, statement: str
) -> None:
    with database.seen_by(user).connect() as conn, pytest.raises(psycopg.Error) as raised:
        conn.execute(statement.encode())
    assert isinstance(raised.value, psycopg.errors.InsufficientPrivilege)


def test_a_reader_is_told_why_nothing_can_be_saved_and_sees_what_others_save(
    database: OwnDatabase,
) -> None:
    reader = opened(database, RITA)
    assert reader.why_read_only == "the database lets rita only read"
    with pytest.raises(ReadOnlyError, match="NOT SAVED: the database lets rita only read"):
        reader.commit(new_license("Confluence"))
    with database.seen_by(RITA).connect() as conn, pytest.raises(psycopg.Error):
        conn.execute("SELECT * FROM outcome(gen_random_uuid())")
    opened(database).commit(new_license("Confluence"))
    assert sees(reader, lambda now: len(now.licenses) == 2)


def test_who_loses_the_right_to_save_is_told(database: OwnDatabase) -> None:
    store = opened(database, BOB)
    database.execute("REVOKE EXECUTE ON FUNCTION save FROM bob")
    with pytest.raises(ReadOnlyError, match="permission denied for function save"):
        store.commit(new_license("Confluence"))
    assert names(database) == ["Jira"]


def test_who_may_not_look_is_told_and_so_is_who_finds_nothing(database: OwnDatabase) -> None:
    database.execute("REVOKE USAGE ON SCHEMA licensetui FROM rita")
    with pytest.raises(UnreadableError, match="does not let rita read: ask its owner"):
        opened(database, RITA)
    empty = a_database(template="template1")
    with pytest.raises(UnreadableError, match="has no tables yet"):
        opened(empty)
    empty.drop()


@pytest.mark.parametrize(
    ("said", "why"),
    [
        ("fe_sendauth: no password supplied", "it asks for a password"),
        ("server is in hot standby mode", "only a standby answers"),
        ('FATAL:  database "x" does not exist', 'database "x" does not exist'),
    ],
)
def test_what_the_library_says_is_told_in_plain_words(said: str, why: str) -> None:
    failed = f'connection failed: connection to server at "127.0.0.1", port 5432 failed: {said}'
    assert first_line(psycopg.OperationalError(failed)).startswith(why)


@pytest.mark.parametrize(
    "said",
    [
        "consuming input failed: server closed the connection unexpectedly\n\tThis probably means",
        "consuming input failed: could not receive data from server: Connection reset by peer",
        "sending prepared query failed: could not send data to server: Broken pipe",
        "flushing failed: SSL connection has been closed unexpectedly",
        "connection socket closed",
        "terminating connection due to unexpected postmaster exit",
    ],
)
def test_a_killed_server_is_told_in_one_way_whichever_call_notices_it(said: str) -> None:
    assert first_line(psycopg.OperationalError(said)) == "it ended the connection"


# Whatever the server, the role and the environment say


def test_a_connection_does_as_the_program_needs_it_whatever_is_set(
    database: OwnDatabase, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in (
        ("search_path", "public"),
        ("synchronous_commit", "off"),
        ("default_transaction_isolation", "serializable"),
        ("default_transaction_read_only", "on"),
        ("statement_timeout", "'1h'"),
        ("timezone", "'Asia/Tokyo'"),
        ("datestyle", "SQL, DMY"),
        ("client_encoding", "'LATIN1'"),
        ("jit_above_cost", "0"),
    ):
        database.execute(f"ALTER ROLE anna IN DATABASE {database.name} SET {name} = {value}")
    monkeypatch.setenv("PGCLIENTENCODING", "LATIN1")
    store = opened(database)
    store.commit(new_license("日本"))
    assert names(database) == ["Jira", "日本"]
    assert store.history().entries[-1].at.utcoffset() is not None
    with database.seen_by().connect() as conn:
        for name, value in (
            ("synchronous_commit", "on"),
            ("transaction_isolation", "read committed"),
            ("statement_timeout", "0"),
            ("client_encoding", "UTF8"),
        ):
            assert conn.execute(f"SHOW {name}".encode()).fetchall() == [(value,)]
    database.execute(
        f"ALTER ROLE anna IN DATABASE {database.name} SET synchronous_commit = remote_apply"
    )
    with database.seen_by().connect() as conn:
        assert conn.execute("SHOW synchronous_commit").fetchall() == [("remote_apply",)]


# Lost answers and questions


@contextmanager
def lossy(
    database: OwnDatabase, choose: Callable[[bytes], Loss | None], wait: float = 5.0
) -> Iterator[PostgresStore]:
    """Yield a store on a way where what is chosen is lost."""
    with Proxy(cluster().port, choose) as proxy:
        url = f"postgresql://{ANNA}@127.0.0.1:{proxy.port}/{database.name}"
        yield PostgresStore.open(Database(Address.of(url), wait=wait))


class Losing:
    """Loses what is asked with certain words, so many times."""

    def __init__(self, loss: Loss, words: bytes = SAVE, times: int = 1) -> None:
        self._loss = loss
        self._words = words
        self.left = times

    def __call__(self, asked: bytes) -> Loss | None:
        if self._words not in asked or not self.left:
            return None
        self.left -= 1
        return self._loss


@pytest.mark.parametrize("loss", [Loss.QUESTION, Loss.ANSWER, Loss.MIDST])
def test_a_change_is_saved_once_whatever_is_lost_on_the_way(
    database: OwnDatabase, loss: Loss
) -> None:
    with lossy(database, Losing(loss)) as store:
        saved = store.commit(new_license("Confluence"))
        assert saved.licenses == {0: 2}
        assert saved.number == 2
        assert [x.name for x in saved.portfolio.licenses] == ["Jira", "Confluence"]
        store.commit(new_license("Bamboo"))
    assert names(database) == ["Jira", "Confluence", "Bamboo"]
    assert labels(database) == ["add Confluence", "add Bamboo"]


@pytest.mark.parametrize("loss", [Loss.QUESTION, Loss.ANSWER])
def test_a_change_of_which_nobody_knows_is_there_once_when_it_is_saved_again(
    database: OwnDatabase, loss: Loss
) -> None:
    first, rest = Losing(loss), Losing(Loss.QUESTION, b"", times=0)

    def choose(asked: bytes) -> Loss | None:
        if lost := first(asked):
            rest.left = 1 << 30  # from now on nobody is answered, and nobody connects
            return lost
        return rest(asked)

    with lossy(database, choose, wait=0.5) as store:
        with pytest.raises(UnconfirmedError, match=r"^NOT CONFIRMED: ") as raised:
            store.commit(new_license("Confluence"))
        assert "save again, and it will be there once" in str(raised.value)
        assert str(raised.value).count(store.title) == 1, "the server is named once"
        with pytest.raises(UnconfirmedError):  # still
            store.commit(new_license("Confluence"))
        rest.left = 0
        saved = _when_back(store, new_license("Confluence"))
        assert saved.number == 2
    assert names(database) == ["Jira", "Confluence"]
    assert labels(database) == ["add Confluence"]


def _when_back(store: PostgresStore, change: Change) -> Any:
    for _ in range(50):
        try:
            return store.commit(change)
        except UnconfirmedError:
            time.sleep(0.1)
    raise AssertionError("it does not come back")


def test_an_unconfirmed_change_that_others_have_overtaken_is_a_conflict(
    database: OwnDatabase,
) -> None:
    down = Losing(Loss.QUESTION, SAVE)
    silent = Losing(Loss.QUESTION, OUTCOME, times=0)

    def choose(asked: bytes) -> Loss | None:
        return down(asked) or silent(asked)

    with lossy(database, choose, wait=0.5) as store:
        mine = note(store, 1, notes="mine")
        silent.left = 1000
        with pytest.raises(UnconfirmedError):
            store.commit(mine)
        other = opened(database, BOB)
        other.commit(note(other, 1, notes="theirs"))
        silent.left = 0
        with pytest.raises(ConflictError):
            store.commit(mine)
        assert store.portfolio.licenses[0].notes == "theirs"
    assert labels(database) == ["edit Jira"]


def test_a_backend_that_is_killed_loses_no_change(database: OwnDatabase) -> None:
    store = opened(database)
    for number in range(3):
        database.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            " WHERE usename = 'anna' AND datname = current_database()"
        )
        assert store.commit(new_license(f"App {number}")).number == 2 + number
    assert len(store.history().entries) == 4


# Waiting, and not waiting


def test_who_holds_the_tables_for_too_long_is_not_waited_for(database: OwnDatabase) -> None:
    store = opened(database, wait=0.5)
    with database.seen_by(OWNER).connect() as conn, conn.transaction():
        conn.execute("SELECT * FROM head FOR UPDATE")
        began = time.monotonic()
        with pytest.raises(LockedError, match="another session is saving"):
            store.commit(new_license("Confluence"))
        assert time.monotonic() - began < 2
    assert names(database) == ["Jira"]
    assert store.commit(new_license("Confluence")).number == 2


def test_an_answer_that_does_not_come_is_not_waited_for_and_the_change_is_there_once(
    database: OwnDatabase,
) -> None:
    store = opened(database, wait=0.5)
    ((pid,),) = database.execute(
        "SELECT pid FROM pg_stat_activity WHERE usename = 'anna' AND datname = current_database()"
        " ORDER BY backend_start DESC LIMIT 1"
    )
    assert isinstance(pid, int)
    os.kill(pid, signal.SIGSTOP)
    began = time.monotonic()
    try:
        with pytest.raises(UnconfirmedError):
            store.commit(new_license("Confluence"))
        assert time.monotonic() - began < 5
        assert store.commit(new_license("Confluence")).number == 2, "on another connection"
    finally:
        os.kill(pid, signal.SIGCONT)
    time.sleep(0.3)  # what was asked first is answered now
    assert names(database) == ["Jira", "Confluence"]
    assert labels(database) == ["add Confluence"]


# A server that goes and comes, and another one that takes over


@pytest.fixture(scope="module")
def _team() -> Iterator[Cluster]:
    with servers() as made:
        made.primary.ask("CREATE ROLE anna LOGIN SUPERUSER")
        yield made


@pytest.fixture
def team(_team: Cluster) -> Iterator[tuple[Cluster, Database]]:
    """Yield servers, and the way to an empty database there."""
    _team.primary.ask("CREATE DATABASE licenses")
    database = Database(Address.of(_team.address("licenses", ANNA)), wait=2)
    with database.connect() as conn:
        create(conn)
    yield _team, database
    _team.primary.ask("DROP DATABASE licenses WITH (FORCE)")


def looks(store: PostgresStore, limit: float) -> Iterator[StoreError | None]:
    """Look again and again, and yield what was said; no look may wait."""
    until = time.monotonic() + limit
    while time.monotonic() < until:
        began, said = time.monotonic(), None
        try:
            store.refresh()
        except StoreError as error:
            said = error
        assert time.monotonic() - began < 0.2, "a look waits for nobody"
        yield said
        time.sleep(0.01)
    raise AssertionError("it was not said in time")


def test_a_server_that_goes_is_said_and_so_is_that_it_is_back(
    team: tuple[Cluster, Database],
) -> None:
    cluster, database = team
    store = PostgresStore.open(database)
    store.commit(new_license("Jira"))
    assert not store.refresh()
    cluster.primary.kill()
    try:
        said = next(error for error in looks(store, 10) if error)
        assert isinstance(said, UnreachableError)
        why = str(said).removeprefix(f"{store.title} cannot be reached: ")
        assert why in (
            "Connection refused",
            "no server is running there",
            "it ended the connection",
        )
        began = time.monotonic()
        with pytest.raises(NotSavedError, match=r"NOT SAVED: .* cannot be reached"):
            store.commit(new_license("Confluence"))
        assert time.monotonic() - began < 0.5, "it is known to be gone"
        assert [x.name for x in store.portfolio.licenses] == ["Jira"]
    finally:
        cluster.primary.start()
    assert next(True for error in looks(store, 10) if error is None)
    assert store.commit(new_license("Confluence")).number == 2
    again = PostgresStore.open(database)
    assert [x.name for x in again.portfolio.licenses] == ["Jira", "Confluence"]


def test_no_look_waits_for_a_server_that_is_stopped(team: tuple[Cluster, Database]) -> None:
    cluster, database = team
    store = PostgresStore.open(replace(database, wait=0.5))
    assert not store.refresh()
    time.sleep(0.2)
    cluster.primary.pause()
    try:
        said = next(error for error in looks(store, 20) if error)
        assert isinstance(said, UnreachableError)
    finally:
        cluster.primary.resume()
    assert next(True for error in looks(store, 20) if error is None)


def test_a_standby_that_is_gone_is_waited_for_no_longer_than_was_said(
    team: tuple[Cluster, Database],
) -> None:
    cluster, database = team
    cluster.protect()
    store = PostgresStore.open(database)
    store.commit(new_license("Jira"))
    reader = PostgresStore.open(
        Database(Address.of(cluster.standby.address("licenses", ANNA)), readonly=True)
    )
    assert [x.name for x in reader.portfolio.licenses] == ["Jira"]
    store.commit(new_license("Confluence"))
    assert sees(reader, lambda now: len(now.licenses) == 2), "asked for each second"
    cluster.standby.stop()
    with pytest.raises(NotDurableError, match="no standby confirmed it"):
        store.commit(new_license("Bamboo"))
    assert [x.name for x in store.portfolio.licenses] == ["Jira", "Confluence", "Bamboo"]
    cluster.standby.start()
    assert store.commit(new_license("Crowd")).number == 4
    with ExitStack() as after:
        after.callback(cluster.protect)
        cluster.fail_over()
        assert store.commit(new_license("Crucible")).number == 5, "on the other server"


def test_a_database_that_went_another_way_is_read_again(database: OwnDatabase) -> None:
    """As an asynchronous standby does that takes over without the last changes."""
    store = opened(database)
    store.commit(new_license("Confluence"))
    assert not store.refresh()
    store.refresh()
    database.execute("DELETE FROM record WHERE generation = 2")
    database.execute("DELETE FROM history WHERE number = 2")
    database.execute("UPDATE head SET generation = 1")
    other = opened(database, BOB)
    other.commit(new_license("Bamboo"))
    assert sees(store, lambda now: [x.name for x in now.licenses] == ["Jira", "Bamboo"])
    assert store.went_back
    assert [x.label for x in store.history().entries] == ["everything", "add Bamboo"]


# Other releases, and other places


def test_a_database_of_a_newer_release_is_not_written(database: OwnDatabase) -> None:
    store = opened(database)
    database.execute("UPDATE head SET schema = schema + 1")
    with pytest.raises(ReadOnlyError, match="a newer release has upgraded it"):
        store.commit(new_license("Confluence"))
    assert not opened(database).is_writable
    assert names(database) == ["Jira"]
    database.execute("UPDATE head SET format = 2")
    with pytest.raises(StoreError, match="has format 2, this release knows format 1"):
        opened(database)


def test_a_database_that_has_moved_says_where_and_is_not_written(database: OwnDatabase) -> None:
    store, looking = opened(database), opened(database, BOB)
    assert not looking.refresh()
    database.execute("UPDATE head SET moved = '/srv/licenses.json'")
    database.execute("SELECT pg_notify('licensetui_licensetui', '1')")
    with pytest.raises(ReadOnlyError, match=r"NOT SAVED: it has moved to /srv/licenses\.json"):
        store.commit(new_license("Confluence"))
    for _ in looks(looking, 5):
        if not looking.is_writable:
            break
    assert looking.why_read_only == "it has moved to /srv/licenses.json"
