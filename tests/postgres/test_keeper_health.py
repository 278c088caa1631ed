"""What `doctor` finds in a database and at its server, and that it tells what to do."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from licensetui.domain.draft import Draft
from licensetui.store.check import Check, State
from licensetui.store.errors import DamagedError
from licensetui.store.postgres import serverhealth
from licensetui.store.postgres.keeper import PostgresKeeper
from licensetui.store.postgres.pgstore import PostgresStore
from tests.builders import a_contact, a_license, a_portfolio
from tests.postgres.server import ANNA, BOB, OWNER, RITA, OwnDatabase, a_database
from tests.store.changes import all_new, note

NOW = datetime(2026, 11, 23, 7, 0, 2, tzinfo=UTC)


@pytest.fixture
def database() -> Iterator[OwnDatabase]:
    database = a_database()
    store = PostgresStore.open(database.seen_by())
    store.commit(all_new(a_portfolio()))
    store.commit(note(store, 1, seats=7))
    yield database
    database.drop()


def _checks(database: OwnDatabase, user: str = ANNA) -> list[Check]:
    found = [*PostgresKeeper(database.url(user), lambda: NOW).checks()]
    assert all(check.remedy for check in found if check.state is not State.FINE)
    return found


def _wrong(database: OwnDatabase, user: str = ANNA) -> list[tuple[str, str]]:
    """Return what is not well, but that this server writes nothing to its disk in time."""
    found = _checks(database, user)
    return [(x.subject, x.text) for x in found if x.state is not State.FINE and x.subject != "disk"]


def test_all_is_well(database: OwnDatabase) -> None:
    assert _wrong(database) == []
    about = {check.subject: check.text for check in _checks(database)}
    assert about["server"].endswith(f", as {ANNA}")
    assert about["connection"] == "by a socket on this machine"
    assert about["standby"].startswith("no synchronous one")
    assert about["owner"] == OWNER
    assert about["contents"].endswith("generation 2, licenses 1, contacts 1")
    assert about["history"] == "2 changes"
    assert about["backups"].startswith("none yet")


def test_a_server_that_forgets_when_it_stops_is_told(database: OwnDatabase) -> None:
    disk = [check.text for check in _checks(database) if check.subject == "disk"]
    assert [text.split()[0] for text in disk] == ["fsync", "full_page_writes"]


def test_a_reader_is_told_what_to_ask_for(database: OwnDatabase) -> None:
    (check,) = [x for x in _checks(database, RITA) if x.subject == "saving"]
    assert check.text == "the database lets rita only read"
    assert "GRANT EXECUTE ON ALL FUNCTIONS IN SCHEMA licensetui TO rita" in check.remedy


@pytest.mark.parametrize(
    ("statement", "says"),
    [
        ("GRANT INSERT ON history TO anna", "anna has INSERT on the table history"),
        ("GRANT SELECT ON record TO PUBLIC", "everybody has SELECT on the table record"),
        ("GRANT USAGE ON SCHEMA licensetui TO PUBLIC", "everybody has USAGE on the schema"),
        ("GRANT CREATE ON SCHEMA licensetui TO anna", "anna has CREATE on the schema"),
        ("GRANT UPDATE (by) ON history TO anna", "anna has UPDATE on the column by of history"),
        ("ALTER TABLE record OWNER TO bob", "bob has ALL on the table record"),
        ("ALTER FUNCTION save OWNER TO bob", "bob has ALL on the function save"),
        ("GRANT EXECUTE ON FUNCTION outcome TO PUBLIC", "everybody has EXECUTE on the function"),
    ],
)
def test_rights_that_lead_past_the_doors_are_told(
    database: OwnDatabase, statement: str, says: str
) -> None:
    database.execute(statement)
    ((subject, text),) = _wrong(database)
    assert (subject, text[: len(says)]) == ("rights", says)


@pytest.mark.parametrize(
    ("statement", "back", "says"),
    [
        (
            "GRANT pg_write_all_data TO bob",
            "REVOKE pg_write_all_data FROM bob",
            "bob may write into all tables (pg_write_all_data)",
        ),
        (
            "ALTER ROLE anna SUPERUSER",
            "ALTER ROLE anna NOSUPERUSER",
            "anna saves here, and is a superuser",
        ),
        ("ALTER ROLE rita SUPERUSER", "ALTER ROLE rita NOSUPERUSER", ""),  # who only reads
    ],
)
def test_who_may_write_into_all_tables_is_told(
    database: OwnDatabase, statement: str, back: str, says: str
) -> None:
    database.execute(statement)
    try:
        assert _wrong(database, BOB) == ([("rights", says)] if says else [])
    finally:
        database.execute(back)  # roles are those of all databases


def test_one_role_for_several_people_is_told(database: OwnDatabase) -> None:
    database.execute("UPDATE history SET via = 'bob@db2' WHERE number = 2")
    ((subject, text),) = _wrong(database)
    assert subject == "users"
    assert "bob" in text
    assert text.endswith(f"all save as {ANNA}")
    database.execute("UPDATE history SET at = at - interval '100 days'")
    assert _wrong(database) == []


def test_a_document_that_nobody_can_read_is_named(database: OwnDatabase) -> None:
    database.execute("UPDATE record SET document = '{\"name\":7}' WHERE kind = 'licenses'")
    ((subject, text),) = _wrong(database)
    assert (subject, text[:17]) == ("contents", "licenses 1: name:")


def test_so_is_one_that_was(database: OwnDatabase) -> None:
    database.execute("UPDATE version SET document = '{\"name\":7}' WHERE kind = 'licenses'")
    ((subject, text),) = _wrong(database)
    assert (subject, text[:17]) == ("earlier state", "licenses 1: name:")


def test_a_history_that_lacks_changes_is_told(database: OwnDatabase) -> None:
    database.execute("DELETE FROM history WHERE number = 2")
    assert _wrong(database) == [("history", "it ends at change 1, but the database is at 2")]


def test_a_history_that_nobody_can_read_is_told(database: OwnDatabase) -> None:
    database.execute("UPDATE history SET line = '{\"what\":1}' WHERE number = 2")
    ((subject, text),) = _wrong(database)
    assert subject == "history"
    assert "change 2" in text


def test_tables_of_a_dump_without_data_are_told(database: OwnDatabase) -> None:
    database.execute("TRUNCATE head")
    with pytest.raises(DamagedError, match="its table head is empty"):
        PostgresStore.open(database.seen_by())
    assert any("its table head is empty" in text for _, text in _wrong(database))


def test_keys_and_wrong_references_are_told() -> None:
    database = a_database()
    key = "AAABmg0ODAoPeNptkFFLwzAUhd/zK"
    store = PostgresStore.open(database.seen_by())
    store.commit(all_new(a_portfolio(a_license(notes=key), contacts=(a_contact(),))))
    database.execute("DELETE FROM record WHERE kind = 'contacts'")
    assert [subject for subject, _ in _wrong(database)] == ["license key", "reference"]
    database.drop()


def test_tables_of_a_newer_release_are_told(database: OwnDatabase) -> None:
    database.execute("UPDATE head SET format = 99")
    (check,) = [x for x in _checks(database) if x.state is State.DAMAGED]
    assert "this release knows format 1" in check.text
    assert check.remedy.startswith("Update licensetui")


@pytest.mark.parametrize(
    ("closing", "why"),
    [
        ("moved = '/srv/licenses.json'", "it has moved to /srv/licenses.json"),
        ("schema = 1", "its owner has to run `licensetui upgrade --apply` for this release"),
    ],
)
def test_a_closed_database_is_told_once(database: OwnDatabase, closing: str, why: str) -> None:
    database.execute(f"UPDATE head SET {closing}")  # noqa: S608  # of constants
    assert [x.text for x in _checks(database) if x.subject == "saving"] == [f"not here: {why}"]


def test_another_release_of_the_server_is_told(
    database: OwnDatabase, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(serverhealth, "OLDEST", 99)
    assert [subject for subject, _ in _wrong(database)] == ["server"]


def test_unsaved_text_on_this_machine_is_counted(database: OwnDatabase) -> None:
    store = PostgresStore.open(database.seen_by())
    store.drafts.keep(Draft("contact", "Contacts", NOW, {"name": "x"}), 1)
    assert "of 1 session" in next(x.text for x in _checks(database) if x.subject == "drafts")


def test_no_list_is_written_where_drafts_are(database: OwnDatabase, tmp_path: Path) -> None:
    store = PostgresStore.open(database.seen_by())
    store.drafts.keep(Draft("contact", "Contacts", NOW, {"name": "x"}), 1)
    (journal,) = (Path.home() / "state").rglob("drafts-*/*")
    keeper = PostgresKeeper(database.url(), lambda: NOW)
    assert "which has your drafts for" in keeper.own(journal.parent / "list.csv")
    assert keeper.own(tmp_path / "list.csv") == ""


def test_a_server_that_is_not_there_is_told(home: object) -> None:
    keeper = PostgresKeeper(f"postgresql://anna@/x?host={home}", lambda: NOW)
    (check,) = keeper.checks()
    assert (check.subject, check.state) == ("server", State.FAILED)
    assert "cannot be reached" in check.text
