"""Backups of a database: names for states, each of which can be had again."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest

from licensetui.domain.change import Change, Edit
from licensetui.store.errors import DamagedError, ReadOnlyError, StoreError, UnreadableError
from licensetui.store.postgres.keeper import PostgresKeeper
from licensetui.store.postgres.pgstore import PostgresStore
from licensetui.store.taking_back import reverting
from tests.builders import a_license, a_portfolio
from tests.postgres.server import ANNA, BOB, OWNER, RITA, OwnDatabase, a_database
from tests.store.changes import all_new, new_license, note

NOON = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)
MANUAL = "2026-11-22T120000Z-g1-manual"


@pytest.fixture
def database() -> Iterator[OwnDatabase]:
    """Two licenses with a backup; since then one was changed, one added, one removed."""
    database = a_database()
    store = PostgresStore.open(database.seen_by())
    two = a_portfolio(a_license("Jira"), a_license("Confluence", id=2))
    store.commit(all_new(two))
    database.execute(
        'UPDATE record SET document = (\'{"color":"green",\' || substr(document::text, 2))::json'
        " WHERE kind = 'licenses' AND id = 2"
    )
    _keeper(database).versions.back_up()
    store.commit(note(store, 1, notes="changed"))
    store.commit(new_license("Bamboo"))
    store.commit(Change("remove", (Edit(store.portfolio.licenses[1], None),)))
    yield database
    database.drop()


def _keeper(database: OwnDatabase, user: str = ANNA) -> PostgresKeeper:
    return PostgresKeeper(database.url(user), lambda: NOON)


def _names(database: OwnDatabase) -> list[str]:
    return [x.name for x in PostgresStore.open(database.seen_by()).portfolio.licenses]


def test_a_restore_is_one_change_that_undo_takes_back(database: OwnDatabase) -> None:
    before = PostgresStore.open(database.seen_by(BOB)).portfolio
    versions = _keeper(database).versions
    expected = versions.comparison(MANUAL).changes
    righted = versions.restore(MANUAL)
    store = PostgresStore.open(database.seen_by())
    assert store.portfolio == righted.portfolio
    assert [(x.name, x.notes) for x in store.portfolio.licenses] == [
        ("Jira", ""),
        ("Confluence", ""),
    ]
    entry = store.history().entries[-1]
    assert (entry.number, entry.by, entry.what) == (righted.number, ANNA, f"restore {MANUAL}")
    assert entry.records == expected
    assert righted.kept_as.endswith(f"-g4-restore in {store.title}")
    store.commit(reverting(store, entry.number))
    assert PostgresStore.open(database.seen_by()).portfolio == before


def test_fields_of_another_release_come_back_too(database: OwnDatabase) -> None:
    _keeper(database).versions.restore(MANUAL)
    ((text,),) = database.execute(
        "SELECT document::text FROM record WHERE kind = 'licenses' AND id = 2"
    )
    assert '"color":"green"' in str(text)


def test_ids_that_were_given_since_are_not_given_again(database: OwnDatabase) -> None:
    _keeper(database).versions.restore(MANUAL)
    store = PostgresStore.open(database.seen_by())
    assert store.commit(new_license("Crowd")).licenses == {0: 4}


def test_what_was_removed_is_not_there_in_between(database: OwnDatabase) -> None:
    """Confluence is removed by change 4 and comes back by change 5: at 4 there is none."""
    store = PostgresStore.open(database.seen_by())
    _keeper(database).versions.back_up()
    store.commit(reverting(store, 4))
    versions = _keeper(database).versions
    removed = next(x for x in versions.all() if x.generation == 4 and x.reason == "manual")
    assert (versions.held(removed.name).licenses, versions.held(MANUAL).licenses) == (2, 2)
    versions.restore(removed.name)
    assert _names(database) == ["Jira", "Bamboo"]


def test_how_much_differs_is_counted(database: OwnDatabase) -> None:
    held = _keeper(database, RITA).versions.held(MANUAL)
    assert (held.licenses, held.contacts) == (2, 1)
    assert held.since is not None
    assert (held.since.added, held.since.removed, held.since.changed) == (1, 1, 1)


def test_what_is_there_already_is_not_restored(database: OwnDatabase) -> None:
    versions = _keeper(database).versions
    versions.back_up()
    newest = next(x for x in _keeper(database).versions.all() if x.generation == 4)
    assert _keeper(database).versions.restore(newest.name).number is None
    assert len(PostgresStore.open(database.seen_by()).history().entries) == 4


def test_backups_of_one_second_have_different_names(database: OwnDatabase) -> None:
    _keeper(database).versions.back_up()
    place, _ = _keeper(database).versions.back_up()
    assert place.startswith("2026-11-22T120000Z-g4-manual-2 in ")


def test_the_first_change_of_a_day_and_an_import_leave_the_state_before_them(
    database: OwnDatabase,
) -> None:
    database.execute(
        "UPDATE history SET at = (ARRAY['2026-11-20 10:00', '2026-11-20 11:00',"
        " '2026-11-21 09:00', '2026-11-21 10:00']::timestamptz[])[number]"
    )
    store = PostgresStore.open(database.seen_by())
    store.commit(Change("import", new_license("Crowd").licenses, backup="import"))
    found = [(x.generation, x.reason) for x in _keeper(database).versions.all()]
    assert found == [(4, "import"), (1, "manual"), (2, "daily")]
    versions = _keeper(database).versions
    versions.restore("2026-11-21T090000Z-g2-daily")
    assert _names(database) == ["Jira", "Confluence"]


def test_a_list_has_no_more_than_fourteen_days(database: OwnDatabase) -> None:
    store = PostgresStore.open(database.seen_by())
    for seats in range(1, 20):
        store.commit(note(store, 1, seats=seats))
    database.execute(
        "UPDATE history SET at = timestamptz '2026-11-01 10:00' + number * interval '1d'"
    )
    reasons = [x.reason for x in _keeper(database).versions.all()]
    assert (reasons.count("daily"), reasons.count("manual")) == (14, 1)


def test_a_restore_merges_with_nothing_that_was_saved_meanwhile(
    database: OwnDatabase, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whoever is quicker is not lost: what he or she saved is in the history, and undo works."""
    versions = _keeper(database).versions
    versions.comparison(MANUAL)
    other = PostgresStore.open(database.seen_by(BOB))
    other.commit(new_license("Crowd"))
    righted = versions.restore(MANUAL)
    assert _names(database) == ["Jira", "Confluence"]
    other.commit(reverting(other, righted.number or 0))
    assert "Crowd" in _names(database)


def test_records_that_nobody_can_read_are_put_right(database: OwnDatabase) -> None:
    database.execute(
        "UPDATE record SET document = '{\"name\":7}' WHERE kind = 'licenses' AND id = 1"
    )
    with pytest.raises(DamagedError, match="licenses 1: name"):
        PostgresStore.open(database.seen_by())
    versions = _keeper(database).versions
    assert "licenses 1: name" in versions.problem
    with pytest.raises(DamagedError, match="would be useless"):
        versions.back_up()
    righted = versions.restore(MANUAL)
    assert righted.number == 5
    assert _names(database) == ["Jira", "Confluence"]
    assert PostgresStore.open(database.seen_by()).history().entries[-1].records == ()


def test_readers_list_and_compare_but_do_not_restore(database: OwnDatabase) -> None:
    versions = _keeper(database, RITA).versions
    assert len(versions.comparison(MANUAL).changes) == 3
    with pytest.raises(ReadOnlyError):
        versions.restore(MANUAL)
    with pytest.raises(ReadOnlyError):
        versions.back_up()


def test_where_it_has_moved_nothing_is_noted_any_more(database: OwnDatabase) -> None:
    database.execute("UPDATE head SET moved = 'db9'")
    keeper = _keeper(database, OWNER)
    with pytest.raises(ReadOnlyError, match="it has moved to db9"):
        keeper.versions.restore(MANUAL)
    with pytest.raises(StoreError, match="it has moved to db9"):
        keeper.versions.back_up()
    with pytest.raises(StoreError, match="it has moved to db9"), keeper.sent.locked():
        pass
    with pytest.raises(StoreError, match="it has moved to db9"):
        keeper.exported.note(["x"], NOON)


def test_a_moved_portfolio_has_no_states_from_before(database: OwnDatabase) -> None:
    """As `move` makes it: all records are of the generation in which they were taken over."""
    moved = a_database()
    rows = database.execute(
        "SELECT kind, id, document::text FROM record WHERE document IS NOT NULL"
    )
    for kind, id, text in rows:
        moved.execute("INSERT INTO record VALUES (%s, %s, 4, %s)", kind, id, text)
    for row in database.execute(
        "SELECT number, base, at, by, via, change, ids::text, line::text FROM history"
    ):
        moved.execute(
            "INSERT INTO history (number, base, at, by, via, change, ids, line, backup)"
            " VALUES (%s, %s, %s, %s, %s, %s, %s, %s, '')",
            *row,
        )
    moved.execute('UPDATE head SET generation = 4, next = \'{"licenses":9,"contacts":9}\'')
    assert _keeper(moved).versions.all() == []
    store = PostgresStore.open(moved.seen_by())
    store.commit(Change("import", new_license("Crowd").licenses, backup="import"))
    (only,) = _keeper(moved).versions.all()
    assert (only.generation, only.reason) == (4, "import")
    assert _keeper(moved).versions.held(only.name).licenses == 2
    moved.drop()


def test_without_tables_that_is_said() -> None:
    empty = a_database(template="template1")
    with pytest.raises(UnreadableError, match="no tables yet"):
        _keeper(empty).versions.all()
    empty.drop()
