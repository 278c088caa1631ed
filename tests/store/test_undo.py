"""Undo and redo: at any depth, across restarts, and never over what another session did."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest
from tinydb import TinyDB

from licensetui.domain.change import Change, Edit
from licensetui.domain.license import Assignment, LicenseKey, Role
from licensetui.domain.merge import WHOLE, resolved
from licensetui.store.errors import ConflictError, NotRevertibleError
from licensetui.store.file.filestore import FileStore
from licensetui.store.storage import AtomicStorage
from licensetui.store.store import Store
from licensetui.store.taking_back import reverting
from tests.builders import a_contact, a_term
from tests.store.changes import a_file, new_license, note
from tests.store.places import Place, filled, sees


def _undo(store: Store) -> None:
    entry = store.history().next_undo(store.author)
    assert entry is not None
    store.commit(reverting(store, entry.number))


def _redo(store: Store) -> None:
    entry = store.history().next_redo(store.author)
    assert entry is not None
    store.commit(reverting(store, entry.number))


def test_ten_steps_are_undone_and_redone_each_after_a_restart(place: Place) -> None:
    store = filled(place)
    states = [store.portfolio]
    for step in range(10):
        change = new_license(f"L{step}") if step % 3 == 0 else note(store, 1, notes=f"{step}")
        states.append(store.commit(change).portfolio)
    for expected in reversed(states[:-1]):
        store = place.open()
        _undo(store)
        assert store.portfolio == expected == place.open().portfolio
    for expected in states[1:]:
        store = place.open()
        _redo(store)
        assert store.portfolio == expected == place.open().portfolio
    labels = [entry.label for entry in place.open().history().entries]
    assert labels[-1] == "redo: L9" or labels[-1].startswith("redo: add L9")
    assert len(labels) == 31


def test_who_what_when_before_and_after_are_kept(place: Place) -> None:
    store = filled(place)
    store.commit(note(store, 1, notes="new", terms=(a_term(400, id=1),)))
    entry = place.open().history().entries[-1]
    assert (entry.number, entry.by, entry.label) == (2, store.author, "edit Jira")
    assert entry.at.tzinfo is not None
    (change,) = entry.records
    assert (change.id, change.name) == (1, "Jira")
    assert change.before is not None
    assert change.after is not None
    assert set(change.fields) == {"notes", "terms"}
    assert "notes" not in change.before
    assert change.after["notes"] == "new"


def test_a_chosen_change_is_undone_and_later_ones_stay(own_place: Place) -> None:
    store = filled(own_place)
    number = store.commit(note(store, 1, notes="a")).number
    store.commit(note(store, 1, site="b"))
    assert number is not None
    store.commit(reverting(store, number))
    license = store.portfolio.license(1)
    assert license is not None
    assert (license.notes, license.site) == ("", "b")
    with pytest.raises(NotRevertibleError, match="already undone, by change 4"):
        reverting(store, number)
    with pytest.raises(NotRevertibleError, match="no change 99"):
        reverting(store, 99)


def test_an_added_record_that_is_in_use_is_not_taken_away(own_place: Place) -> None:
    store = filled(own_place)
    number = store.commit(
        Change("add Bert", contacts=(Edit(None, a_contact("Bert", id=0)),))
    ).number
    store.commit(note(store, 1, wanted=(Assignment(2, Role.TECHNICAL),)))
    assert number is not None
    with pytest.raises(ConflictError, match="'Bert' cannot be removed: it is a contact of 'Jira'"):
        store.commit(reverting(store, number))
    _undo(store)
    _undo(store)
    assert store.portfolio.contact(2) is None
    assert store.commit(new_license("x")).licenses == {0: 2}


def test_a_record_removed_elsewhere_while_it_is_edited_is_shown_and_can_come_back(
    place: Place,
) -> None:
    anna, bert = filled(place, "Jira", "Confluence"), place.open()
    bert.commit(Change("remove", (Edit(bert.portfolio.license(2), None),)))
    with pytest.raises(ConflictError, match="removed the license 'Confluence'") as raised:
        anna.commit(note(anna, 2, notes="mine"))
    assert raised.value.change is not None
    assert [c.fields for c in raised.value.conflicts] == [(WHOLE,)]
    back = resolved(raised.value.change, raised.value.conflicts, lambda _: [WHOLE])
    saved = anna.commit(back)
    license = saved.portfolio.license(2)
    assert license is not None
    assert license.notes == "mine"


def test_an_undo_that_another_session_has_overtaken_asks(place: Place) -> None:
    anna, bert = filled(place), place.open()
    number = anna.commit(note(anna, 1, notes="Anna's", sen="SEN-7")).number
    assert number is not None
    assert sees(bert, lambda now: now.licenses[0].notes == "Anna's")
    bert.commit(note(bert, 1, notes="Bert's"))
    undo = reverting(anna, number)
    with pytest.raises(ConflictError) as raised:
        anna.commit(undo)
    (conflict,) = raised.value.conflicts
    assert conflict.fields == ("notes",)
    assert raised.value.change is not None
    saved = anna.commit(resolved(raised.value.change, raised.value.conflicts, lambda _: []))
    license = saved.portfolio.license(1)
    assert license is not None
    assert (license.notes, license.sen) == ("Bert's", "SEN-1001")
    entry = anna.history().entries[-1]
    assert entry.overruled[0].fields == ("notes",)
    assert anna.history().is_undone(number)


def test_a_removed_record_comes_back_under_its_id_with_fields_we_do_not_know(place: Place) -> None:
    filled(place, "Jira", "Confluence")
    known = place.documents()["licenses"]["2"]
    place.put("licenses", 2, b'{"color":"green",' + known[1:])
    store = place.open()
    removed = store.portfolio.license(2)
    number = store.commit(Change("remove", (Edit(removed, None),))).number
    assert number is not None
    assert place.open().portfolio.license(2) is None
    assert store.commit(new_license("Bamboo")).licenses == {0: 3}
    store.commit(reverting(store, number))
    assert place.open().portfolio.license(2) == removed
    assert json.loads(place.documents()["licenses"]["2"])["color"] == "green"


def test_what_is_kept_of_a_license_key_survives_an_undo(own_place: Place) -> None:
    store = filled(own_place)
    key = LicenseKey("xyz123", "0" * 64)
    store.commit(note(store, 1, key=key))
    store.commit(note(store, 1, notes="later", site="y"))
    with_key = store.portfolio.license(1)
    assert with_key is not None
    store.commit(Change("remove", (Edit(with_key, None),)))
    _undo(store)
    assert store.portfolio.license(1) == with_key
    _undo(store)
    license = store.portfolio.license(1)
    assert license is not None
    assert (license.key, license.notes) == (key, "")


def test_what_is_typed_and_given_up_is_kept_even_if_nothing_else_changes(place: Place) -> None:
    anna, bert = filled(place), place.open()
    bert.commit(note(bert, 1, notes="Bert's"))
    with pytest.raises(ConflictError) as raised:
        anna.commit(note(anna, 1, notes="a long text of Anna's"))
    assert raised.value.change is not None
    saved = anna.commit(resolved(raised.value.change, raised.value.conflicts, lambda _: []))
    assert saved.portfolio.licenses[0].notes == "Bert's"
    (given_up,) = place.open().history().entries[-1].overruled
    assert given_up.after == {"notes": "a long text of Anna's"}


def test_an_undo_of_what_others_have_taken_back_by_hand_is_done_once(place: Place) -> None:
    store = filled(place)
    store.commit(note(store, 1, site="a"))
    store.commit(note(store, 1, notes="x"))
    other = place.open()
    other.commit(note(other, 1, notes=""))
    entries = store.history().entries
    store.commit(reverting(store, 3))
    assert store.history().is_undone(3)
    assert store.history().entries[len(entries) :][-1].records == ()
    redo = store.history().next_redo(store.author)
    assert redo is None


def test_what_is_undone_can_be_redone(own_place: Place) -> None:
    store = filled(own_place)
    before = store.portfolio
    store.commit(note(store, 1, notes="x"))
    added = store.commit(new_license("Confluence"))
    _undo(store)
    _undo(store)
    assert store.portfolio == before
    _redo(store)
    _redo(store)
    assert store.portfolio == added.portfolio
    assert replace(store.portfolio.licenses[0], notes="") == before.licenses[0]


def test_changes_of_a_script_are_in_the_history_and_can_be_undone(tmp_path: Path) -> None:
    path = a_file(tmp_path)
    with TinyDB(path, storage=AtomicStorage) as script:
        script.table("licenses").update({"notes": "by a script"}, doc_ids=[1])
    store = FileStore.open(path)
    assert store.history().entries[-1].label == "written by a script"
    _undo(store)
    license = store.portfolio.license(1)
    assert license is not None
    assert license.notes == ""
