"""A move into a database and back: nothing is other than before, and nobody saves in two places."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import psycopg
import pytest

from licensetui.domain.change import Change, Edit
from licensetui.store.errors import (
    LockedError,
    NotSavedError,
    ReadOnlyError,
    UnreadableError,
)
from licensetui.store.file.keeper import FileKeeper
from licensetui.store.moving import move
from licensetui.store.postgres.moving import DatabaseEnd
from licensetui.store.postgres.pgstore import PostgresStore
from licensetui.store.postgres.schema import grants
from licensetui.store.taking_back import leaving_out, reverting
from tests.builders import a_license
from tests.postgres.server import ANNA, OWNER, OwnDatabase, a_database
from tests.store.test_moving import NOW, filled, keeper_at


@pytest.fixture
def database() -> Iterator[OwnDatabase]:
    made = a_database(template="template1")
    yield made
    made.drop()


def _end(database: OwnDatabase, user: str = OWNER) -> DatabaseEnd:
    return DatabaseEnd(database.seen_by(user))


def _store(database: OwnDatabase, user: str = OWNER) -> PostgresStore:
    return PostgresStore.open(database.seen_by(user))


def _lines(path: Path) -> list[str]:
    return path.read_text(encoding="utf-8").splitlines()[1:]


def _exported(keeper: FileKeeper) -> frozenset[str] | None:
    return keeper.exported.known(None)


def test_there_and_back_nothing_is_other_than_before(tmp_path: Path, database: OwnDatabase) -> None:
    old, new = filled(tmp_path / "old.json"), keeper_at(tmp_path / "new.json")
    then, told = old.open(readonly=True), old.sent.read()
    history = (tmp_path / "old.json.d" / "history.jsonl").read_bytes()
    move(old.end, _end(database))
    there = _store(database)
    assert there.portfolio == then.portfolio
    assert there.history() == then.history()
    assert [entry.by for entry in there.newest(3)] == [entry.by for entry in then.newest(3)]
    assert there.begun() == then.begun()
    assert there.is_writable
    move(_end(database), new.end)
    assert (tmp_path / "new.json.d" / "history.jsonl").read_bytes() == history
    assert _lines(tmp_path / "old.json") == _lines(tmp_path / "new.json")
    assert (new.sent.read(), _exported(new)) == (told, _exported(old))
    now = new.open(readonly=False)
    assert (now.begun(), now.history()) == (then.begun(), then.history())


def test_what_was_saved_in_the_database_comes_back_too(
    tmp_path: Path, database: OwnDatabase
) -> None:
    old, new = filled(tmp_path / "old.json"), keeper_at(tmp_path / "new.json")
    move(old.end, _end(database))
    there = _store(database)
    saved = there.commit(Change("add", (Edit(None, a_license("Bamboo", id=0, wanted=())),)))
    assert (saved.number, [*saved.licenses.values()]) == (7, [4]), "numbers and ids go on"
    there.commit(reverting(there, 5))
    with pytest.raises(ReadOnlyError, match="this file has moved to postgresql://"):
        old.open(readonly=False).commit(Change("x", (Edit(None, a_license("x", wanted=())),)))
    move(_end(database), new.end)
    back = new.open(readonly=False)
    assert back.portfolio == there.portfolio
    assert back.history() == there.history()
    assert back.history().entries[-1].by == OWNER
    back.commit(Change("add", (Edit(None, a_license("Crowd", id=0, wanted=())),)))
    assert [license.id for license in back.portfolio.licenses] == [1, 2, 3, 4, 5]


def test_a_closed_database_can_be_read_and_says_where_it_has_gone(
    tmp_path: Path, database: OwnDatabase
) -> None:
    path = tmp_path / "new.json"
    move(filled(tmp_path / "old.json").end, _end(database))
    for statement in grants(ANNA, editor=True):
        database.execute(statement)
    session = _store(database, ANNA)
    move(_end(database), keeper_at(path).end)
    late = Change("late", (Edit(None, a_license("Late", id=0, wanted=())),))
    with pytest.raises(ReadOnlyError, match=f"it has moved to {path}"):
        session.commit(late)
    again = _store(database, ANNA)
    assert again.portfolio == keeper_at(path).open(readonly=True).portfolio
    assert again.is_doubtful
    assert again.why_read_only.startswith(f"it has moved to {path}")
    with pytest.raises(ReadOnlyError, match="has moved to"):
        move(_end(database), keeper_at(tmp_path / "third.json").end)


def test_nothing_is_moved_over_something(tmp_path: Path, database: OwnDatabase) -> None:
    move(filled(tmp_path / "old.json").end, _end(database))
    other = filled(tmp_path / "other.json")
    store = other.open(readonly=False)
    store.commit(Change("add", (Edit(None, a_license("Other", id=0, wanted=())),)))
    with pytest.raises(NotSavedError, match="is not empty"):
        move(other.end, _end(database))
    assert other.open(readonly=False).is_writable
    assert _store(database).history().entries[-1].number == 6


def test_empty_tables_are_filled(tmp_path: Path) -> None:
    made = a_database()
    old = filled(tmp_path / "old.json")
    move(old.end, _end(made))
    assert _store(made, ANNA).portfolio == old.open(readonly=True).portfolio
    made.drop()


def test_a_database_without_tables_has_nothing_to_move(
    tmp_path: Path, database: OwnDatabase
) -> None:
    with pytest.raises(UnreadableError, match="nothing to move"):
        move(_end(database), keeper_at(tmp_path / "new.json").end)
    assert not (tmp_path / "new.json").exists()


def test_only_the_owner_moves(tmp_path: Path) -> None:
    made = a_database()
    old = filled(tmp_path / "old.json")
    with pytest.raises(ReadOnlyError, match="only the owner"):
        move(old.end, _end(made, ANNA))
    assert old.open(readonly=False).is_writable
    move(old.end, _end(made))
    with pytest.raises(ReadOnlyError, match="only the owner"):
        move(_end(made, ANNA), keeper_at(tmp_path / "new.json").end)
    assert _store(made, ANNA).is_writable
    made.drop()


def test_a_move_whose_last_step_was_lost_is_finished_by_another(
    tmp_path: Path, database: OwnDatabase
) -> None:
    old = filled(tmp_path / "old.json")
    with old.end.held() as whole:
        _end(database).take(whole)
    assert old.open(readonly=False).is_writable, "it was not closed"
    move(old.end, _end(database))
    assert not old.open(readonly=False).is_writable
    new = keeper_at(tmp_path / "new.json")
    with _end(database).held() as whole:
        new.end.take(whole)
    assert _store(database).is_writable, "it was not closed"
    move(_end(database), new.end)
    assert not _store(database).is_writable
    assert new.open(readonly=False).is_writable


def test_whoever_saves_meanwhile_waits_and_is_not_lost(
    tmp_path: Path, database: OwnDatabase
) -> None:
    old, new = filled(tmp_path / "old.json"), keeper_at(tmp_path / "new.json")
    move(old.end, _end(database))
    hasty = PostgresStore.open(replace(database.seen_by(OWNER), wait=0.5))
    change = Change("late", (Edit(None, a_license("Late", id=0, wanted=())),))
    end = _end(database)
    with end.held() as whole:
        with pytest.raises(LockedError):
            hasty.commit(change)
        new.end.take(whole)
        end.close(new.end.whereabouts)
    with pytest.raises(ReadOnlyError, match="has moved to"):
        hasty.commit(change)
    assert "Late" not in [license.name for license in new.open(readonly=True).portfolio.licenses]


def test_a_server_that_ends_in_the_midst_leaves_one_whole_place(
    tmp_path: Path, database: OwnDatabase
) -> None:
    old = filled(tmp_path / "old.json")
    end = _end(database)
    with psycopg.connect(database.url(OWNER), autocommit=True) as other:
        other.execute(
            "CREATE FUNCTION ended() RETURNS event_trigger LANGUAGE plpgsql AS"
            " $$ BEGIN PERFORM pg_terminate_backend(pg_backend_pid()); END $$;"
            "CREATE EVENT TRIGGER ended ON ddl_command_end WHEN TAG IN ('CREATE TABLE')"
            " EXECUTE FUNCTION ended()"
        )
    with pytest.raises(NotSavedError, match="NOT MOVED"):
        move(old.end, end)
    assert old.open(readonly=False).is_writable
    with pytest.raises(UnreadableError, match="no tables"):
        _store(database)
    database.execute("DROP EVENT TRIGGER ended")
    move(old.end, end)
    assert _store(database).portfolio == old.open(readonly=True).portfolio


def test_a_change_that_was_left_out_stays_out(tmp_path: Path, database: OwnDatabase) -> None:
    path = tmp_path / "old.json"
    old, new = keeper_at(path), keeper_at(tmp_path / "new.json")
    store = old.open(readonly=False)
    store.commit(Change("add", (Edit(None, a_license("Jira", id=0, wanted=())),)))
    earlier = path.read_bytes()
    store.commit(Change("add", (Edit(None, a_license("Confluence", id=0, wanted=())),)))
    path.write_bytes(earlier)
    later = old.open(readonly=False)
    later.commit(leaving_out(later, 2))
    move(old.end, _end(database))
    there = _store(database)
    assert there.history() == later.history()
    assert [entry.number for entry in there.history().aside] == [2]
    assert there.set_aside() == ()
    move(_end(database), new.end)
    assert new.open(readonly=False).history() == later.history()


def test_documents_of_another_release_are_converted_before_they_move(
    tmp_path: Path, database: OwnDatabase
) -> None:
    move(filled(tmp_path / "old.json").end, _end(database))
    database.execute("UPDATE head SET schema = 1")
    with pytest.raises(ReadOnlyError, match="licensetui upgrade --apply"):
        move(_end(database), keeper_at(tmp_path / "new.json").end)
    assert not (tmp_path / "new.json").exists()
    database.execute("UPDATE head SET schema = 1000")
    with pytest.raises(ReadOnlyError, match="update licensetui"):
        move(_end(database), keeper_at(tmp_path / "new.json").end)


def test_the_time_of_a_change_is_the_same_moment(tmp_path: Path, database: OwnDatabase) -> None:
    move(filled(tmp_path / "old.json").end, _end(database))
    assert {entry.at for entry in _store(database).history().entries} == {NOW}
