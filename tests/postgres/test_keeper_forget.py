"""Forgetting in a database: nothing of a person is left in any table, nor on the server's disk."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import psycopg
import pytest

from licensetui.domain.change import Change, Edit
from licensetui.domain.draft import Draft
from licensetui.domain.license import LicenseKey
from licensetui.store.contact_names import meant
from licensetui.store.errors import LockedError, ReadOnlyError
from licensetui.store.keeper import Survey
from licensetui.store.postgres import forget as forgetting
from licensetui.store.postgres.keeper import PostgresKeeper
from licensetui.store.postgres.pgstore import PostgresStore
from tests.builders import a_contact, a_license, a_portfolio
from tests.postgres.server import ANNA, BOB, OWNER, RITA, OwnDatabase, a_database, cluster
from tests.store.bruno import MARKS, bruno_everywhere
from tests.store.changes import all_new, note

NOON = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)


@pytest.fixture
def database() -> Iterator[OwnDatabase]:
    """A database in which Bruno is everywhere, with a history and a backup of an earlier state."""
    database = a_database()
    store = PostgresStore.open(database.seen_by())
    store.commit(all_new(bruno_everywhere()))
    store.commit(_renamed(store, "Bruno Durand-Petit"))
    _keeper(database, ANNA).versions.back_up()
    store.commit(_renamed(store, "Bruno Durand"))
    store.commit(note(store, 2, notes="nothing about anybody"))
    yield database
    database.drop()


def _keeper(database: OwnDatabase, user: str = OWNER, wait: float = 5.0) -> PostgresKeeper:
    return PostgresKeeper(database.url(user), lambda: NOON, wait=wait)


def _renamed(store: PostgresStore, name: str) -> Change:
    bruno = store.portfolio.contacts[0]
    return Change(f"edit {bruno.name}", contacts=(Edit(bruno, replace(bruno, name=name)),))


def _forgotten(database: OwnDatabase, wait: float = 5.0) -> Survey:
    keeper = _keeper(database, wait=wait)
    (who,) = meant("1", keeper.people())
    return keeper.forget(who, apply=True)


def _holding(database: OwnDatabase) -> list[str]:
    """Return the files of the database's tables, as they are on the disk, that hold a mark."""
    database.execute("CHECKPOINT")
    oid = database.execute("SELECT oid FROM pg_database WHERE datname = current_database()")[0][0]
    files = (cluster().folder / "data" / "base" / str(oid)).iterdir()
    return [x.name for x in files if any(mark in x.read_bytes().lower() for mark in MARKS)]


def test_nothing_is_left_in_the_tables_and_on_the_disk(database: OwnDatabase) -> None:
    assert len(_holding(database)) >= 3  # records, versions, history
    found = _forgotten(database)
    assert _holding(database) == []
    assert "the contact itself (contacts 1)" in found.in_file
    assert [backup.reason for backup in found.backups] == ["manual"]
    store = PostgresStore.open(database.seen_by())
    jira, tempo = store.portfolio.licenses
    assert (jira.name, jira.notes) == ("Jira of [forgotten]", "Ask [forgotten]")
    assert [held.contact for held in jira.wanted] == [2]
    assert tempo.owner is None
    anna, team = store.portfolio.contacts
    assert anna.deputy is None
    assert team.members == (2,)


def test_without_new_pages_it_would_still_be_on_the_disk(
    database: OwnDatabase, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(forgetting, "rewrite_pages", lambda *_: None)
    _forgotten(database)
    assert _holding(database) != []
    monkeypatch.undo()
    keeper = _keeper(database)
    keeper.forget_keys((), apply=True)  # whatever is forgotten next finishes the rest
    assert _holding(database) == []


def test_numbers_stay_and_earlier_states_can_still_be_had(database: OwnDatabase) -> None:
    before = [entry.number for entry in PostgresStore.open(database.seen_by()).history().entries]
    _forgotten(database)
    store = PostgresStore.open(database.seen_by())
    entries = store.history().entries
    assert [entry.number for entry in entries] == [*before, before[-1] + 1]
    assert entries[1].label == "edit [forgotten]"
    assert (entries[-1].label, entries[-1].records) == ("erase a contact", ())
    versions = _keeper(database).versions
    (manual,) = [backup for backup in versions.all() if backup.reason == "manual"]
    assert versions.held(manual.name).contacts == 2
    versions.restore(manual.name)
    assert PostgresStore.open(database.seen_by()).portfolio.licenses[1].notes == ""
    assert _holding(database) == []


def test_who_has_it_open_sees_it_go_and_saves_on(database: OwnDatabase) -> None:
    other = PostgresStore.open(database.seen_by(BOB))
    bruno = other.portfolio.contacts[0]
    _forgotten(database)
    other.commit(note(other, 2, seats=7))
    assert other.portfolio.contact(bruno.id) is None
    assert other.history().entries[1].label == "edit [forgotten]"
    new = other.commit(Change("x", contacts=(Edit(None, a_contact(id=0)),)))
    assert new.contacts == {0: 4}  # no id is given twice


def test_the_survey_tells_all_and_changes_nothing(database: OwnDatabase) -> None:
    before = database.execute("SELECT * FROM head"), _holding(database)
    keeper = _keeper(database, RITA)
    (who,) = meant("bruno durand", keeper.people())
    found = keeper.forget(who, apply=False)
    assert found.person.names == ("Bruno Durand", "Bruno Durand-Petit")
    assert "the deputy of contact 2 (Anna Martin)" in found.in_file
    assert found.lines == 3
    assert [license.id for license in found.alone] == [1, 2]
    assert any("write-ahead log" in one.place for one in found.unreached)
    assert (database.execute("SELECT * FROM head")[0][:4], _holding(database)) == (
        before[0][0][:4],
        before[1],
    )


def test_only_the_owner_can(database: OwnDatabase) -> None:
    keeper = _keeper(database, ANNA)
    assert keeper.why_no_forgetting == (f"Only the owner of {keeper.title}, {OWNER}, can erase it.")
    assert _keeper(database).why_no_forgetting == ""
    (who,) = meant("1", keeper.people())
    with pytest.raises(ReadOnlyError, match="only the owner of"):
        keeper.forget(who, apply=True)
    with pytest.raises(ReadOnlyError, match="only the owner of"):
        keeper.forget_keys((), apply=True)
    assert len(_holding(database)) >= 3


def test_whoever_may_look_at_what_was_there_keeps_it_on_the_disk_and_that_is_said(
    database: OwnDatabase,
) -> None:
    with psycopg.connect(database.url(OWNER)) as dump:
        dump.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
        dump.execute("SELECT 1 FROM pg_class LIMIT 1")
        with pytest.raises(LockedError, match=r"still on the disk.*run this again"):
            _forgotten(database, wait=0.3)
        assert _holding(database) != []
    assert PostgresStore.open(database.seen_by()).portfolio.contact(1) is None
    _keeper(database).forget_keys((), apply=True)
    assert _holding(database) == []


def test_whoever_reads_all_the_time_is_not_waited_for_and_that_is_said(
    database: OwnDatabase,
) -> None:
    with psycopg.connect(database.url(OWNER)) as dump:
        dump.execute("SELECT FROM licensetui.version LIMIT 1")
        with pytest.raises(LockedError, match=r"still on the disk.*run this again"):
            _forgotten(database, wait=1.0)
    assert PostgresStore.open(database.seen_by()).portfolio.contact(1) is None


def test_who_saved_it_is_forgotten_as_an_author_too(database: OwnDatabase) -> None:
    database.execute("UPDATE history SET by = 'Bruno Durand', via = 'bruno.durand@db1'")
    database.execute("UPDATE backup SET by = 'Bruno Durand'")
    for table in ("history", "backup", "record", "version", "sent"):  # as the server does by itself
        database.execute(f"ANALYZE licensetui.{table}")
    assert _forgotten(database).lines >= 4
    assert database.execute("SELECT DISTINCT by, via FROM history WHERE number < 5") == [
        ("[forgotten]", "[forgotten]@db1")
    ]
    assert database.execute("SELECT by FROM backup") == [("[forgotten]",)]
    assert _holding(database) == []


def test_what_was_mailed_goes_and_nothing_is_sent_meanwhile(database: OwnDatabase) -> None:
    address = "bruno.durand@example.org"
    sent = _keeper(database, ANNA).sent
    with sent.locked():
        sent.accepted("<1>", [address, "anna@example.org"], {"ends": 3}, NOON)
        with pytest.raises(LockedError, match=r"reminders for .* are being sent"):
            _forgotten(database)
    assert PostgresStore.open(database.seen_by()).portfolio.contact(1) is not None
    assert _forgotten(database).is_in_sent
    assert sent.read().to(address) == {}
    assert sent.read().to("anna@example.org") == {"ends": 3}


def test_unsaved_text_on_this_machine_goes_unless_its_session_is_open(
    database: OwnDatabase,
) -> None:
    store = PostgresStore.open(database.seen_by(OWNER))
    store.drafts.keep(Draft("contact", "Contacts", NOON, {"name": "Bruno Durand"}), 1)
    journal = Path(store.drafts.kept_in) if store.drafts.kept_in else None
    with pytest.raises(LockedError, match="unsaved text about that contact"):
        _forgotten(database)
    assert PostgresStore.open(database.seen_by()).portfolio.contact(1) is not None
    store.drafts.close()
    assert len(_forgotten(database).drafts) == 1
    assert PostgresStore.open(database.seen_by(OWNER)).drafts.left_behind() == ()
    assert journal is None or not journal.exists()


def test_license_keys_go_from_everything_but_what_is_said_to_hold_numbers() -> None:
    database = a_database()
    key = "AAABmg0ODAoPeNptkFFLwzAUhd/zK"
    license = a_license(notes=f"key {key}", key=LicenseKey("x", "y"))
    store = PostgresStore.open(database.seen_by())
    store.commit(all_new(a_portfolio(license)))
    found = _keeper(database, RITA).forget_keys((), apply=False)
    assert (len(found.in_file), found.lines) == (1, 1)
    _keeper(database).forget_keys((), apply=True)
    kept = database.execute(
        "SELECT document::text FROM record UNION SELECT line::text FROM history"
    )
    assert not [text for (text,) in kept if key in str(text)]
    assert _keeper(database).forget_keys((), apply=False).is_empty
    database.drop()
