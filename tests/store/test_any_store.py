"""What any store does, a file or a database: one change saved whole, beside those of others."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from licensetui.domain.change import Change, Edit
from licensetui.domain.license import Assignment, Role
from licensetui.domain.portfolio import Portfolio
from licensetui.store.errors import ConflictError, NotSavedError, ReadOnlyError
from licensetui.store.taking_back import reverting
from tests.builders import HOSTILE, a_contact, a_license
from tests.postgres.server import emptied_database
from tests.store.changes import new_license, note
from tests.store.places import FilePlace, Place, PostgresPlace, filled, sees


def test_an_empty_place_has_no_records_and_an_empty_change_writes_nothing(place: Place) -> None:
    store = place.open()
    assert store.portfolio == Portfolio()
    assert store.is_writable
    assert store.commit(Change("nothing")).portfolio == Portfolio()
    assert place.documents() == {}
    assert (store.history().entries, store.begun()) == ((), "")


def test_a_new_license_can_refer_to_a_new_contact_and_a_new_parent(place: Place) -> None:
    filled(place)
    change = Change(
        "add",
        (
            Edit(None, a_license("Host", id=-5, wanted=(Assignment(-2, Role.TECHNICAL),))),
            Edit(None, a_license("App", id=0, parent=-5, wanted=())),
        ),
        (
            Edit(None, a_contact("New", id=-2)),
            Edit(None, a_contact("Team", id=0, members=(-2, 1), sign_in_known_by=(1, -2))),
        ),
    )
    saved = place.open().commit(change)
    assert saved.licenses == {-5: 2, 0: 3}
    assert saved.contacts == {-2: 2, 0: 3}
    portfolio = place.open().portfolio
    assert portfolio == saved.portfolio
    host, app, team = portfolio.license(2), portfolio.license(3), portfolio.contact(3)
    assert host is not None
    assert app is not None
    assert team is not None
    assert host.wanted[0].contact == 2
    assert app.parent == 2
    assert (team.members, team.sign_in_known_by) == ((2, 1), (1, 2))


def test_two_sessions_add_and_change_different_records(place: Place) -> None:
    anna, bert = filled(place, "Jira", "Confluence"), place.open()
    anna.commit(note(anna, 1, notes="Anna's"))
    saved = bert.commit(note(bert, 2, notes="Bert's"))
    assert [license.notes for license in saved.portfolio.licenses] == ["Anna's", "Bert's"]
    assert anna.commit(new_license("Bitbucket")).licenses == {0: 3}
    assert bert.commit(new_license("Bamboo")).licenses == {0: 4}
    names = [license.name for license in place.open().portfolio.licenses]
    assert names == ["Jira", "Confluence", "Bitbucket", "Bamboo"]


def test_a_change_is_saved_whole_or_not_at_all(place: Place) -> None:
    anna, bert = filled(place, "Jira", "Confluence"), place.open()
    anna.commit(note(anna, 2, notes="Anna's"))
    change = Change(
        "both",
        (*note(bert, 1, notes="Bert's").licenses, *note(bert, 2, notes="Bert's").licenses),
    )
    with pytest.raises(ConflictError):
        bert.commit(change)
    assert [x.notes for x in place.open().portfolio.licenses] == ["", "Anna's"]


def test_who_first_saved_in_an_empty_place_does_not_lose_what_another_saved(place: Place) -> None:
    store = place.open()
    filled(place)
    assert store.commit(new_license("Confluence")).licenses == {0: 2}
    assert [x.name for x in place.open().portfolio.licenses] == ["Jira", "Confluence"]


def test_readonly_is_refused_without_a_trace(place: Place) -> None:
    filled(place)
    before = place.documents()
    store = place.open(readonly=True)
    assert not store.is_writable
    with pytest.raises(ReadOnlyError, match="NOT SAVED: it was opened read-only"):
        store.commit(note(store, 1, notes="x"))
    assert place.documents() == before
    assert len(store.history().entries) == 1


def test_two_sessions_at_one_record_are_told_and_the_first_stays(place: Place) -> None:
    anna, bert = filled(place, "Jira [/x]\x1b"), place.open()
    anna.commit(note(anna, 1, notes="Anna's"))
    before = place.documents()
    with pytest.raises(ConflictError) as raised:
        bert.commit(note(bert, 1, notes="Bert's"))
    said = str(raised.value)
    assert "another session changed the license 'Jira [/x]\N{REPLACEMENT CHARACTER}' (id 1)" in said
    assert place.documents() == before
    # Bert sees what Anna saved, and his next try is based on it.
    assert bert.portfolio == anna.portfolio
    bert.commit(note(bert, 1, notes="Anna's, and Bert's"))
    assert place.open().portfolio.licenses[0].notes == "Anna's, and Bert's"


def test_a_record_that_vanished_is_a_conflict_and_its_id_is_never_used_again(place: Place) -> None:
    anna, bert = filled(place, "Jira", "Confluence"), place.open()
    bert.commit(Change("remove", (Edit(bert.portfolio.license(2), None),)))
    with pytest.raises(ConflictError, match="removed the license 'Confluence'"):
        anna.commit(note(anna, 2, notes="x"))
    assert place.open().commit(new_license("Bamboo")).licenses == {0: 3}


def test_another_sessions_change_is_seen_by_a_look(place: Place) -> None:
    anna, bert = filled(place), place.open(readonly=True)
    before = bert.portfolio
    assert not bert.refresh()
    assert bert.portfolio is before
    anna.commit(note(anna, 1, notes="Anna's"))
    assert sees(bert, lambda now: now.licenses[0].notes == "Anna's")
    assert bert.portfolio == anna.portfolio
    assert not bert.went_back
    assert not anna.refresh(), "its own change is no news"


def test_a_look_keeps_the_records_that_are_as_they_were(place: Place) -> None:
    theirs, ours = filled(place, "Jira", "Confluence", "Tempo"), place.open()
    before = ours.portfolio
    theirs.commit(note(theirs, 2, notes="theirs"))
    theirs.commit(new_license("Bitbucket"))
    assert sees(ours, lambda now: len(now.licenses) == 4)
    assert ours.portfolio == place.open().portfolio
    kept = [ours.portfolio.license(id) is before.license(id) for id in (1, 2, 3)]
    assert kept == [True, False, True]
    assert ours.portfolio.contact(1) is before.contact(1)
    assert [x.label for x in ours.newest(1)] == [x.label for x in ours.history().entries[1:]]
    assert ours.newest(0) == ours.history().entries[-1:]
    assert ours.history() is ours.history(), "while nothing is new, it is the same object"


def test_changes_of_many_records_are_told_and_taken_back_whole(place: Place) -> None:
    store = place.open()
    licenses = tuple(Edit(None, a_license(f"App {n}", id=-n, wanted=())) for n in range(50))
    saved = store.commit(Change("import a.csv", licenses)).portfolio
    told = store.history().entries[0].records
    assert [(x.id, x.name) for x in told] == [(x.id, x.name) for x in saved.licenses]
    again = place.open()
    assert again.portfolio == saved
    again.commit(reverting(again, 1))
    assert not again.portfolio.licenses
    again.commit(reverting(again, 2))
    assert again.portfolio == saved == place.open().portfolio


@pytest.mark.parametrize("name", [*HOSTILE, "\x00", "\u2028", "日本 ", '"}\n{'])
def test_hostile_text_comes_back(place: Place, name: str) -> None:
    filled(place, f"x{name}")
    assert place.open().portfolio.licenses[0].name == f"x{name}"
    assert place.open().history().entries[0].records[0].name == f"x{name}"


def test_what_could_not_be_read_again_is_refused_before_anything_is_written(place: Place) -> None:
    store = filled(place)
    before = place.documents()
    with pytest.raises(NotSavedError, match=r"^NOT SAVED: 'Jira' contains half a character"):
        store.commit(note(store, 1, notes="half \ud83d of a smiley"))
    assert place.documents() == before
    assert store.portfolio == place.open().portfolio


def test_unknown_fields_and_tables_survive_an_edit(place: Place) -> None:
    filled(place, "Jira", "Other")
    known = place.documents()["licenses"]
    place.put("licenses", 1, b'{"future":{"deep":[1,{"a":null}]},' + known["1"][1:])
    place.put("licenses", 2, b'{"future":1e3,' + known["2"][1:])
    place.put("knowledge", 1, b'{"learned":["example.org"]}')
    store = place.open()
    assert store.is_writable
    store.commit(note(store, 1, notes="edited"))
    now = place.documents()
    assert json.loads(now["licenses"]["1"])["future"] == {"deep": [1, {"a": None}]}
    assert json.loads(now["licenses"]["1"])["notes"] == "edited"
    assert now["licenses"]["2"] == b'{"future":1e3,' + known["2"][1:], "the very bytes"
    assert now["knowledge"] == {"1": b'{"learned":["example.org"]}'}
    assert place.open().portfolio == store.portfolio


def test_two_stores_write_the_same_bytes(tmp_path: Path) -> None:
    """A file and a database have the same documents: what moves need not be changed."""
    file = FilePlace(tmp_path / "licenses.json")
    with emptied_database() as database:
        table = PostgresPlace(database)
        for place in (file, table):
            store = filled(place, "Jira", "Confluence")
            store.commit(note(store, 1, notes="x", site="y"))
        assert file.documents() == table.documents()
