"""What was mailed and exported is known on every machine, and one run sends at a time."""

from __future__ import annotations

import time
from collections.abc import Iterator
from datetime import UTC, date, datetime

import psycopg
import pytest

from licensetui.store.errors import LockedError, NotSavedError, ReadOnlyError, UnreadableError
from licensetui.store.postgres.keeper import PostgresKeeper
from licensetui.store.postgres.sentrows import SentRows
from licensetui.store.told import Told
from tests.postgres.server import ANNA, BOB, OWNER, RITA, OwnDatabase, a_database

NOW = datetime(2026, 11, 23, 7, 0, 2, tzinfo=UTC)
LEA, BERT = "lea@example.org", "bert@example.org"
_BACKENDS = (
    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
    " WHERE datname = current_database() AND usename = %s"
)


@pytest.fixture
def database() -> Iterator[OwnDatabase]:
    database = a_database()
    yield database
    database.drop()


def _sent(database: OwnDatabase, user: str = ANNA) -> SentRows:
    return _keeper(database, user).sent


def _keeper(database: OwnDatabase, user: str = ANNA) -> PostgresKeeper:
    return PostgresKeeper(database.url(user), lambda: NOW)


def test_what_one_machine_told_another_knows(database: OwnDatabase) -> None:
    assert _sent(database).read() == Told()
    sent = _sent(database)
    with sent.locked():
        sent.about_to_send("<1>", [LEA, BERT], NOW)
        sent.accepted("<1>", [LEA], {"ends": 30}, NOW)
    told = _sent(database, RITA).read()
    assert (told.to(LEA), told.to(BERT)) == ({"ends": 30}, {})
    assert (told.unsure_since(LEA), told.unsure_since(BERT)) == (None, NOW)
    assert "lea" not in repr(database.execute("SELECT line::text FROM sent"))


def test_one_sends_and_others_do_not_wait(database: OwnDatabase) -> None:
    refused = pytest.raises(LockedError, match="another run is sending reminders for")
    with _sent(database).locked(), refused:
        _sent(database, BOB).locked().__enter__()
    with _sent(database, BOB).locked():
        pass


def test_who_has_lost_the_lock_notes_nothing_any_more(database: OwnDatabase) -> None:
    """The server ends the connection; another run may send from now on, and this one must stop."""
    sent, other = _sent(database), _sent(database, BOB)
    with sent.locked():
        sent.about_to_send("<1>", [LEA], NOW)
        database.execute(_BACKENDS, ANNA)
        with other.locked():
            other.about_to_send("<2>", [BERT], NOW)
        with pytest.raises(NotSavedError, match="NOT SAVED"):
            sent.accepted("<1>", [LEA], {"ends": 30}, NOW)
    assert _sent(database).read().unsure_since(LEA) == NOW
    with pytest.raises(RuntimeError, match="needs the lock"):
        sent.failed("<1>", NOW)


def test_a_mail_server_that_takes_its_time_costs_no_note(database: OwnDatabase) -> None:
    database.execute(f"ALTER DATABASE {database.name} SET idle_session_timeout = '100ms'")
    sent = _sent(database)
    with sent.locked():
        sent.about_to_send("<1>", [LEA], NOW)
        time.sleep(0.4)
        sent.accepted("<1>", [LEA], {"ends": 30}, NOW)
    assert sent.read().to(LEA) == {"ends": 30}


def test_a_line_that_nobody_can_read_hides_no_other(database: OwnDatabase) -> None:
    sent = _sent(database)
    with sent.locked():
        sent.accepted("<1>", [LEA], {"ends": 30}, NOW)
    database.execute("INSERT INTO sent (line) VALUES ('{\"what\":7}')")
    assert sent.read().to(LEA) == {"ends": 30}


def test_readers_send_and_note_nothing(database: OwnDatabase) -> None:
    with pytest.raises(ReadOnlyError, match="lets you only read"):
        _sent(database, RITA).locked().__enter__()
    with pytest.raises(ReadOnlyError, match="lets you only read"):
        _keeper(database, RITA).exported.note(["one"], NOW)


@pytest.mark.parametrize("table", ["sent", "exported", "backup", "record", "history", "head"])
def test_nobody_but_the_owner_writes_a_table_past_the_doors(
    database: OwnDatabase, table: str
) -> None:
    with psycopg.connect(database.url(ANNA), autocommit=True) as conn:
        for statement in ("DELETE FROM", "TRUNCATE"):
            with pytest.raises(psycopg.errors.InsufficientPrivilege):
                conn.execute(f"{statement} licensetui.{table}".encode())


def test_who_made_a_backup_is_recorded_by_the_server(database: OwnDatabase) -> None:
    _keeper(database, BOB).versions.back_up()
    assert database.execute("SELECT by FROM backup") == [(BOB,)]


def test_exported_events_are_known_once_and_for_all(database: OwnDatabase) -> None:
    exported = _keeper(database).exported
    assert exported.known(date(2026, 12, 1)) == frozenset()
    assert exported.known(date(2026, 1, 1)) is None
    assert exported.known(None) is None
    exported.note([], NOW)
    assert exported.known(None) == frozenset(), "known from now on"
    exported.note(["one", "two"], NOW)
    exported.note(["two", "three"], NOW)
    assert _keeper(database).exported.known(None) == frozenset(("one", "two", "three"))
    assert _keeper(database, RITA).exported.known(None) is None, "a reader's are noted nowhere"


def test_where_there_are_no_tables_all_say_so() -> None:
    empty = a_database(template="template1")
    keeper = _keeper(empty, OWNER)
    for asked in (keeper.sent.read, lambda: keeper.exported.known(None), keeper.people):
        with pytest.raises(UnreadableError, match="no tables yet"):
            asked()
    (check,) = [one for one in keeper.checks() if one.state.mark == "x"]
    assert "no tables yet" in check.text
    empty.drop()
