"""A history ahead of its file is news: nothing of it is lost, and all of it can be brought in."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from licensetui.domain.change import Change, Edit
from licensetui.domain.history import Entry
from licensetui.domain.merge import resolved
from licensetui.store.errors import ConflictError, NotRevertibleError
from licensetui.store.file.filestore import FileStore
from licensetui.store.file.forget import forget, known_people
from licensetui.store.file.historyline import rewritten
from licensetui.store.file.lock import locked
from licensetui.store.file.tablefile import TableFile
from licensetui.store.memory import MemoryStore
from licensetui.store.taking_back import bringing_in, leaving_out, reverting
from tests.builders import a_contact, a_license, a_portfolio, a_term
from tests.store.changes import a_file, new_license, note


def _numbers(entries: tuple[Entry, ...]) -> list[int]:
    return [entry.number for entry in entries]


def _put_back(path: Path, *changes: Change) -> FileStore:
    """Save changes, put the file back to what it was before, and open it."""
    old = path.read_bytes()
    store = FileStore.open(path)
    for change in changes:
        store.commit(change)
    path.write_bytes(old)
    return FileStore.open(path)


def test_a_change_put_back_is_kept_by_later_saves_and_brought_in_as_a_change_of_its_own(
    tmp_path: Path,
) -> None:
    path = a_file(tmp_path)
    line = b"add Confluence"
    store = _put_back(path, new_license("Confluence"))
    assert _numbers(store.set_aside()) == [2]
    store.commit(note(store, 1, notes="later"))
    assert line in (tmp_path / "licenses.json.d" / "history.jsonl").read_bytes()
    history = store.history()
    assert (_numbers(history.entries), _numbers(history.aside)) == ([1, 3], [2])
    assert history.next_undo(store.author) == history.entry(3)
    saved = store.commit(bringing_in(store, 2))
    assert saved.number == 4
    assert saved.portfolio.license(2) is not None
    assert FileStore.open(path).set_aside() == ()
    entry = store.history().entry(4)
    assert entry is not None
    assert (entry.label, entry.applies, entry.reverts) == ("redo: add Confluence", 2, None)
    with pytest.raises(NotRevertibleError, match="already applied, by change 4"):
        bringing_in(store, 2)
    undone = store.commit(reverting(store, 4))
    assert undone.portfolio.license(2) is None
    redo = store.history().next_redo(store.author)
    assert redo is not None
    assert store.commit(reverting(store, redo.number)).portfolio.license(2) is not None


def test_ids_of_records_that_are_set_aside_are_given_to_no_other(tmp_path: Path) -> None:
    path = a_file(tmp_path)
    store = _put_back(path, new_license("Confluence"), new_license("Bamboo"))
    assert store.commit(new_license("Crowd")).licenses == {0: 4}
    again = FileStore.open(path)  # the reservation is in the file
    assert again.commit(new_license("Opsgenie")).licenses == {0: 5}
    for number in (2, 3):
        again.commit(bringing_in(again, number))
    assert [x.name for x in again.portfolio.licenses] == [
        "Jira", "Confluence", "Bamboo", "Crowd", "Opsgenie",
    ]  # fmt: skip


def test_where_the_record_was_changed_in_another_way_somebody_chooses(tmp_path: Path) -> None:
    path = a_file(tmp_path)
    first = FileStore.open(path)
    store = _put_back(path, note(first, 1, notes="aside", sen="SEN-9"))
    store.commit(note(store, 1, notes="here"))
    with pytest.raises(ConflictError) as raised:
        store.commit(bringing_in(store, 2))
    assert [conflict.fields for conflict in raised.value.conflicts] == [("notes",)]
    assert raised.value.change is not None
    saved = store.commit(resolved(raised.value.change, raised.value.conflicts, lambda _: []))
    license = saved.portfolio.license(1)
    assert license is not None
    assert (license.notes, license.sen) == ("here", "SEN-9")
    assert store.set_aside() == ()


def test_what_was_typed_again_by_hand_is_settled_without_a_record(tmp_path: Path) -> None:
    path = a_file(tmp_path)
    first = FileStore.open(path)
    store = _put_back(path, note(first, 1, notes="typed"))
    store.commit(note(store, 1, notes="typed"))
    assert _numbers(store.set_aside()) == [2]
    saved = store.commit(bringing_in(store, 2))
    entry = store.history().entry(saved.number or 0)
    assert entry is not None
    assert entry.records == ()
    assert store.set_aside() == ()


def test_what_is_left_out_is_named_no_more_and_can_be_brought_in_all_the_same(
    tmp_path: Path,
) -> None:
    path = a_file(tmp_path)
    store = _put_back(path, new_license("Confluence"))
    store.commit(leaving_out(store, 2))
    again = FileStore.open(path)
    assert again.set_aside() == ()
    assert again.portfolio.license(2) is None
    history = again.history()
    assert (history.next_undo(again.author), history.next_redo(again.author)) == (
        history.entry(1), None,
    )  # fmt: skip
    with pytest.raises(NotRevertibleError, match="already dropped, by change 3"):
        leaving_out(again, 2)
    again.commit(bringing_in(again, 2))
    assert again.portfolio.license(2) is not None


def test_undos_that_are_set_aside_are_brought_in_as_undos(tmp_path: Path) -> None:
    path = a_file(tmp_path)
    store = FileStore.open(path)
    store.commit(note(store, 1, notes="two"))
    old = path.read_bytes()
    store.commit(reverting(store, 2))
    path.write_bytes(old)
    store = FileStore.open(path)
    assert not store.history().is_undone(2), "the undo is not in the file"
    store.commit(bringing_in(store, 3))
    assert store.portfolio.licenses[0].notes == ""
    assert store.history().is_undone(2)
    redo = store.history().next_redo(store.author)
    assert redo is not None
    assert (redo.number, redo.label) == (4, "undo: edit Jira")
    store.commit(reverting(store, 4))
    assert store.portfolio.licenses[0].notes == "two"
    assert not store.history().is_undone(2)


def test_a_change_and_its_undo_that_are_both_set_aside_are_brought_in_one_by_one(
    tmp_path: Path,
) -> None:
    path = a_file(tmp_path)
    old = path.read_bytes()
    store = FileStore.open(path)
    store.commit(note(store, 1, notes="two"))
    store.commit(reverting(store, 2))
    path.write_bytes(old)
    store = FileStore.open(path)
    assert _numbers(store.set_aside()) == [2, 3]
    store.commit(bringing_in(store, 2))
    assert store.portfolio.licenses[0].notes == "two"
    store.commit(bringing_in(store, 3))
    assert store.portfolio.licenses[0].notes == ""
    assert store.history().is_undone(4), "the undo took back what was brought in"
    assert store.set_aside() == ()


def test_a_file_put_back_and_forward_again_has_what_it_had(tmp_path: Path) -> None:
    path = a_file(tmp_path)
    old = path.read_bytes()
    store = FileStore.open(path)
    store.commit(note(store, 1, notes="two"))
    store.commit(note(store, 1, notes="three"))
    new = path.read_bytes()
    path.write_bytes(old)
    store = FileStore.open(path)
    assert _numbers(store.set_aside()) == [2, 3]
    store.commit(note(store, 1, notes="four"))
    path.write_bytes(new)
    store = FileStore.open(path)
    assert _numbers(store.history().entries) == [1, 2, 3]
    assert _numbers(store.set_aside()) == [4]
    assert store.commit(note(store, 1, notes="five")).number == 5


def test_what_was_brought_in_and_put_back_again_is_named_once(tmp_path: Path) -> None:
    path = a_file(tmp_path)
    store = _put_back(path, new_license("Confluence"))
    old = path.read_bytes()
    store.commit(bringing_in(store, 2))
    path.write_bytes(old)
    store = FileStore.open(path)
    assert _numbers(store.set_aside()) == [3]
    with pytest.raises(NotRevertibleError, match="set aside again as change 3: redo 3"):
        bringing_in(store, 2)
    store.commit(bringing_in(store, 3))
    assert store.portfolio.license(2) is not None


def test_a_session_that_saves_over_an_older_version_loses_nothing(tmp_path: Path) -> None:
    path = a_file(tmp_path, "Jira", "Confluence")
    old = path.read_bytes()
    anna, bert = FileStore.open(path), FileStore.open(path)
    anna.commit(note(anna, 1, notes="Anna's"))
    bert.refresh()
    path.write_bytes(old)
    assert bert.commit(note(bert, 2, notes="Bert's")).number == 3
    assert bert.went_back
    assert [x.notes for x in bert.portfolio.licenses] == ["", "Bert's"]
    assert _numbers(bert.set_aside()) == [2]
    assert anna.refresh()
    assert not anna.went_back
    anna.commit(bringing_in(anna, 2))
    assert [x.notes for x in anna.portfolio.licenses] == ["Anna's", "Bert's"]


def test_a_change_that_another_session_is_saving_is_not_set_aside(tmp_path: Path) -> None:
    path = a_file(tmp_path)
    store = _put_back(path, note(FileStore.open(path), 1, notes="saving"))
    with locked(path.with_name("licenses.json.d")):
        assert store.set_aside() == ()
        assert _numbers(store.history().all) == [1]
    assert _numbers(store.set_aside()) == [2]


def test_what_was_removed_and_contacts_come_in(tmp_path: Path) -> None:
    path = a_file(tmp_path, "Jira", "Confluence")
    first = FileStore.open(path)
    bert = Change("add Bert", contacts=(Edit(None, a_contact("Bert", id=0)),))
    removed = Change("remove", (Edit(first.portfolio.license(2), None),))
    other = _put_back(path, bert, removed)
    other.commit(bringing_in(other, 3))
    assert other.portfolio.license(2) is None
    other.commit(bringing_in(other, 2))
    assert [x.name for x in other.portfolio.contacts][-1] == "Bert"


def test_what_needs_another_change_first_says_so(tmp_path: Path) -> None:
    path = a_file(tmp_path)
    old = path.read_bytes()
    store = FileStore.open(path)
    store.commit(new_license("Confluence"))
    store.commit(note(store, 2, notes="x", terms=(a_term(400, id=1),)))
    path.write_bytes(old)
    store = FileStore.open(path)
    with pytest.raises(NotRevertibleError, match="'Confluence' no longer exists: first apply"):
        bringing_in(store, 3)
    store.commit(bringing_in(store, 2))
    store.commit(bringing_in(store, 3))
    license = store.portfolio.license(2)
    assert license is not None
    assert license.notes == "x"


def test_an_id_that_is_taken_is_not_overwritten(tmp_path: Path) -> None:
    """Earlier releases gave an id again after an old copy had been put back."""
    path = a_file(tmp_path)
    store = _put_back(path, new_license("Confluence"))
    history = tmp_path / "licenses.json.d" / "history.jsonl"
    lines = history.read_bytes()
    history.unlink()
    store = FileStore.open(path)
    assert store.commit(new_license("Bamboo")).licenses == {0: 2}
    history.write_bytes(lines)
    path.write_bytes(path.read_bytes().replace(b'"generation":2', b'"generation":1'))
    store = FileStore.open(path, readonly=True)
    with pytest.raises(NotRevertibleError, match="license 2 already exists, as 'Bamboo'"):
        bringing_in(store, 2)


def test_what_is_in_the_file_is_not_brought_in(tmp_path: Path) -> None:
    store = FileStore.open(a_file(tmp_path))
    for wanted in (bringing_in, leaving_out):
        with pytest.raises(NotRevertibleError, match=r"Change 1 is (already )?in the file"):
            wanted(store, 1)
        with pytest.raises(NotRevertibleError, match="no change 9"):
            wanted(store, 9)
    memory = MemoryStore(a_portfolio(a_license(wanted=())))
    assert memory.set_aside() == ()
    memory.commit(new_license("x"))
    with pytest.raises(NotRevertibleError, match="in the file"):
        bringing_in(memory, 1)


def test_fields_of_another_release_come_in_too(tmp_path: Path) -> None:
    path = a_file(tmp_path)
    store = _put_back(path, new_license("Confluence"))
    history = tmp_path / "licenses.json.d" / "history.jsonl"

    def colored(line: dict[str, Any]) -> dict[str, Any]:
        for change in line["records"]:
            change["after"]["color"] = "green"
        return line

    history.write_bytes(rewritten(history.read_bytes(), colored))
    store = FileStore.open(path)
    store.commit(bringing_in(store, 2))
    assert b'"name":"Confluence"' in path.read_bytes()
    assert path.read_bytes().count(b'"color":"green"') == 1


def test_forget_cleans_what_is_set_aside(tmp_path: Path) -> None:
    path = a_file(tmp_path)
    bert = Change("add Bert", contacts=(Edit(None, a_contact("Bert Braun", id=0)),))
    store = _put_back(path, bert)
    file = TableFile(path)
    (known,) = (one for one in known_people(file) if "Bert Braun" in one.names)
    forget(file, known, store.history().entries[-1].at, "anna@jira1")
    assert b"Braun" not in (tmp_path / "licenses.json.d" / "history.jsonl").read_bytes()
    assert FileStore.open(path).set_aside() == ()


def test_a_history_without_its_file_is_not_begun_anew_in_silence(tmp_path: Path) -> None:
    path = a_file(tmp_path)
    path.unlink()
    store = FileStore.open(path)
    assert _numbers(store.set_aside()) == [1]
    saved = store.commit(new_license("Confluence"))
    assert (saved.number, saved.licenses) == (2, {0: 2})
    store.commit(bringing_in(store, 1))
    assert [x.name for x in store.portfolio.licenses] == ["Jira", "Confluence"]
