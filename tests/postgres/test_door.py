"""What an editor can do who calls the functions of the database by hand."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from uuid import UUID, uuid4

import psycopg
import pytest

from licensetui.cli.registry import FILE_KEEPER
from licensetui.door import load
from licensetui.store.errors import DamagedError
from licensetui.store.moving import move
from licensetui.store.postgres.connection import Connection
from licensetui.store.postgres.keeper import PostgresKeeper
from tests.postgres.programs import programs
from tests.postgres.server import ANNA, BOB, OWNER, OwnDatabase, a_database
from tests.store.changes import new_license
from tests.store.places import PostgresPlace, filled

pytestmark = pytest.mark.skipif(
    programs() is None, reason="NOT TESTED: PostgreSQL is not on this machine"
)
LINE = '{"what":"x","records":[]}'
FALSE = (
    '{"what":"remove all","records":[{"kind":"license","id":1,"name":"Jira","before":null,'
    '"after":null}],"n":1,"base":0,"by":"bob","via":"bob@db1","at":"2001-01-01T00:00:00Z"}'
)
"""The body of a line that says of itself what only the server knows."""


@pytest.fixture
def database() -> Iterator[OwnDatabase]:
    made = a_database()
    filled(PostgresPlace(made))
    yield made
    made.drop()


def keeper(database: OwnDatabase, user: str = BOB) -> PostgresKeeper:
    return PostgresKeeper(database.url(user), lambda: datetime.now(UTC))


def by_hand(
    database: OwnDatabase,
    line: str = LINE,
    next: str = "",
    kind: str = "licenses",
    document: str | None = None,
    backup: str = "",
) -> None:
    """Save as Anna does who writes SQL: nothing, or a document of license 1."""
    rows = ([kind], [1], [document]) if document else ([], [], [])
    with database.seen_by(ANNA).connect() as conn:
        saved(conn, uuid4(), line, next, rows, backup)


def saved(
    conn: Connection,
    change: UUID,
    line: str = LINE,
    next: str = "",
    rows: tuple[list[str], list[int], list[str]] = ([], [], []),
    backup: str = "",
) -> tuple[int, str]:
    """Return number and outcome of a save, based on what is there."""
    ((number, outcome),) = conn.execute(
        "SELECT s.number, s.outcome FROM licensetui.head h, licensetui.save(h.generation, %s,"
        " h.schema, %s, %s, %s, coalesce(%s::json, h.next), '{}', %s, %s, 'anna@db1') s",
        (change, *rows, next or None, line, backup),
    ).fetchall()
    return number, outcome


def test_no_line_is_of_somebody_else_or_hides_the_changes_before_it(database: OwnDatabase) -> None:
    before = keeper(database).open(readonly=False).history()
    by_hand(database, FALSE)
    history = keeper(database).open(readonly=False).history()
    false = history.entries[-1]
    assert (false.number, false.by) == (before.entries[-1].number + 1, ANNA)
    assert false.at.year > 2001
    assert (len(history.entries), history.aside) == (len(before.entries) + 1, ())


def test_nor_is_it_once_it_has_moved_to_a_file(database: OwnDatabase, tmp_path: Path) -> None:
    by_hand(database, FALSE)
    file = load(FILE_KEEPER)(tmp_path / "x.json", lambda: datetime.now(UTC))
    move(keeper(database, OWNER).end, file.end)
    history = file.open(readonly=True).history()
    assert history.entries[-1].by == ANNA
    assert history.entries[-1].at.year > 2001
    assert history.aside == ()


@pytest.mark.parametrize("line", ["[]", "null", "{}", ' {"what":"x","records":[]} '])
def test_a_line_that_nobody_could_read_is_refused(database: OwnDatabase, line: str) -> None:
    with pytest.raises(psycopg.errors.CheckViolation):
        by_hand(database, line)


@pytest.mark.parametrize("next", ["[]", "null", "{}", '{"licenses":1}', '{"licenses":"x"}'])
def test_next_ids_that_would_be_given_again_are_refused(database: OwnDatabase, next: str) -> None:
    with pytest.raises(psycopg.Error):
        by_hand(database, next=next)
    assert keeper(database).open(readonly=False).portfolio.licenses


@pytest.mark.parametrize(
    ("next", "id"),
    [
        ('{"licenses":9223372036854775807,"contacts":2,"mappings":1}', 1),
        ('{"licenses":4,"contacts":2,"mappings":1}', 1),
        ('{"licenses":2,"contacts":2,"mappings":1,"x":2}', 1),
        ('{"licenses":2,"contacts":2,"mappings":1}', 7),
        ('{"licenses":3,"contacts":2,"mappings":1}', 999_999_999_999),
    ],
)
def test_no_ids_are_left_out_so_that_there_will_always_be_more(
    database: OwnDatabase, next: str, id: int
) -> None:
    rows = (["licenses"], [id], ['{"name":"x"}'])
    with (
        database.seen_by(ANNA).connect() as conn,
        pytest.raises(psycopg.errors.RaiseException, match="an id would be left out"),
    ):
        saved(conn, uuid4(), next=next, rows=rows)
    store = keeper(database).open(readonly=False)
    store.commit(new_license("Next"))
    assert store.portfolio.license(2) is not None


def test_documents_have_no_table_that_a_file_could_not_have(database: OwnDatabase) -> None:
    with pytest.raises(psycopg.errors.CheckViolation):
        by_hand(database, kind="meta", document="{}")


def test_a_document_that_nobody_can_decode_is_told_and_goes_back(database: OwnDatabase) -> None:
    """The server takes any escapes for JSON."""
    database.execute("UPDATE history SET at = at - interval '1 day'")
    by_hand(database, document='{"name":"\\ud800"}')
    with pytest.raises(DamagedError):
        keeper(database).open(readonly=False)
    assert [x.subject for x in keeper(database).checks() if "licenses 1" in x.text] == ["contents"]
    versions = keeper(database).versions
    name = versions.all()[0].name
    assert versions.comparison(name).changes
    versions.restore(name)
    assert keeper(database).open(readonly=False).portfolio.licenses[0].name == "Jira"


def test_tables_of_ones_own_before_those_of_the_schema_lead_nobody_astray(
    database: OwnDatabase,
) -> None:
    with psycopg.connect(database.url(ANNA), autocommit=True) as conn:
        for name in ("head", "record", "version", "history", "backup", "sent", "exported"):
            conn.execute(f"CREATE TEMP TABLE {name} (LIKE licensetui.{name})".encode())
        conn.execute("SET search_path = pg_temp, licensetui")
        conn.execute("INSERT INTO head SELECT * FROM licensetui.head")
        assert saved(conn, uuid4()) == (2, "saved")
        conn.execute("SELECT note_sent('{}'), note_exported('{x}', now())")
        conn.execute("SELECT keep_backup('x', now(), 2)")
        for name in ("history", "sent", "exported", "backup"):
            assert conn.execute(f"SELECT FROM pg_temp.{name}".encode()).rowcount == 0


def test_what_is_sent_twice_is_saved_once(database: OwnDatabase) -> None:
    """As where a try that was taken for lost arrives before the next one."""
    change = uuid4()
    with database.seen_by(ANNA).connect() as conn:
        assert [saved(conn, change), saved(conn, change)] == [(2, "saved"), (2, "known")]


def test_whoever_asks_for_the_outcome_of_a_try_that_still_runs_waits_for_it(
    database: OwnDatabase,
) -> None:
    change = uuid4()
    asking = "SELECT number FROM licensetui.outcome(%s)"
    with database.seen_by(ANNA).connect() as one, database.seen_by(ANNA).connect() as other:
        with one.transaction():
            saved(one, change)
            other.execute("SET lock_timeout = '50ms'")
            with pytest.raises(psycopg.errors.LockNotAvailable):
                other.execute(asking, (change,))
        assert other.execute(asking, (change,)).fetchall() == [(2,)]


def test_others_are_told_at_once(database: OwnDatabase) -> None:
    with database.seen_by(BOB).connect() as conn:
        conn.execute("LISTEN licensetui_licensetui")
        by_hand(database)
        assert [x.payload for x in conn.notifies(timeout=1, stop_after=1)] == ["2"]


def test_a_reason_is_a_word_that_does_nothing_to_a_terminal(database: OwnDatabase) -> None:
    with pytest.raises(psycopg.errors.CheckViolation):
        by_hand(database, backup="\x1b]0;x")


@pytest.mark.parametrize(
    "call",
    [
        "keep_backup('x', 'infinity', 1)",
        "keep_backup(E'\\u001b]0;x', now(), 1)",
        "note_sent('[]')",
        "note_exported(ARRAY['x'], 'infinity')",
    ],
)
def test_notes_that_others_would_stumble_over_are_refused(database: OwnDatabase, call: str) -> None:
    with database.seen_by(ANNA).connect() as conn, pytest.raises(psycopg.errors.CheckViolation):
        conn.execute(f"SELECT {call}".encode())


def test_a_text_with_a_zero_is_in_the_way_of_no_backup(database: OwnDatabase) -> None:
    database.execute("UPDATE history SET at = at - interval '1 day'")
    keeper(database).open(readonly=False).commit(new_license("Con\0fluence"))
    assert keeper(database).versions.all()
