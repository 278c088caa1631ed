"""What an editor can do who calls the functions of the database by hand."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from uuid import uuid4

import psycopg
import pytest

from licensetui.cli.registry import FILE_KEEPER
from licensetui.door import load
from licensetui.store.errors import DamagedError
from licensetui.store.moving import move
from licensetui.store.postgres.keeper import PostgresKeeper
from tests.postgres.cluster import programs
from tests.postgres.server import ANNA, BOB, OWNER, OwnDatabase, a_database
from tests.store.changes import new_license
from tests.store.places import PostgresPlace, filled

pytestmark = pytest.mark.skipif(
    programs() is None, reason="NOT TESTED: PostgreSQL is not on this machine"
)
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
    line: str = '{"what":"x","records":[]}',
    next: str = "",
    kind: str = "licenses",
    document: str | None = None,
    backup: str = "",
) -> None:
    """Save as Anna does who writes SQL: nothing, or a document of license 1."""
    with database.seen_by(ANNA).connect() as conn:
        schema, base, known = conn.execute(
            "SELECT schema, generation, next::text FROM head"
        ).fetchall()[0]
        kinds, ids, documents = ([kind], [1], [document]) if document else ([], [], [])
        conn.execute(
            "SELECT save(%s, %s, %s, %s, %s, %s, %s, '{}', %s, %s, 'anna@db1')",
            (base, uuid4(), schema, kinds, ids, documents, next or known, line, backup),
        )


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
