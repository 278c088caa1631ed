"""What the history says can be taken back, and by whom."""

from __future__ import annotations

from datetime import UTC, datetime

from licensetui.domain.history import Entry, History, RecordChange, RecordKind
from tests.builders import a_contact, a_license

ANNA, BERT = "anna@jira1", "bert@laptop"


def _entry(number: int, by: str = ANNA, reverts: int | None = None, record: int = 1) -> Entry:
    change = RecordChange(RecordKind.LICENSE, record, "Jira", {"notes": "a"}, {"notes": "b"})
    at = datetime(2026, 11, 22, 10, number, tzinfo=UTC)
    return Entry(number, at, by, f"edit {number}", (change,), reverts=reverts)


def _next(history: History, by: str = ANNA) -> tuple[int, int]:
    undo, redo = history.next_undo(by), history.next_redo(by)
    return (undo.number if undo else 0, redo.number if redo else 0)


def test_changes_are_undone_from_the_newest_to_the_oldest_and_redone_back() -> None:
    entries = [_entry(1), _entry(2), _entry(3)]
    assert _next(History(tuple(entries))) == (3, 0)
    steps = []
    for number in range(4, 7):
        target = _next(History(tuple(entries)))[0]
        entries.append(_entry(number, reverts=target))
        steps.append(target)
    assert steps == [3, 2, 1]
    assert _next(History(tuple(entries))) == (0, 6)
    for number in range(7, 10):
        target = _next(History(tuple(entries)))[1]
        entries.append(_entry(number, reverts=target))
        steps.append(target)
    assert steps[3:] == [6, 5, 4]
    history = History(tuple(entries))
    assert _next(history) == (3, 0)
    assert not any(history.is_undone(number) for number in (1, 2, 3))


def test_a_new_change_ends_what_can_be_redone_and_older_ones_can_still_be_undone() -> None:
    history = History((_entry(1), _entry(2), _entry(3, reverts=2), _entry(4)))
    assert _next(history) == (4, 0)
    history = History((*history.entries, _entry(5, reverts=4)))
    assert _next(history) == (1, 5)
    undone_by = history.undone_by(2)
    assert undone_by is not None
    assert undone_by.number == 3


def test_each_user_takes_back_what_is_theirs() -> None:
    history = History((_entry(1), _entry(2, BERT), _entry(3, BERT, reverts=2)))
    assert _next(history) == (1, 0)
    assert _next(history, BERT) == (0, 3)
    assert _next(history, "carl@laptop") == (0, 0)


def test_a_chosen_change_in_the_middle_leaves_the_others() -> None:
    history = History((_entry(1), _entry(2), _entry(3), _entry(4, reverts=2)))
    assert _next(history) == (3, 4)
    assert history.is_undone(2)


def test_what_cannot_be_taken_back_is_passed_over_and_a_new_change_still_ends_the_chain() -> None:
    history = History((_entry(1), _entry(2), _entry(3)))
    undone = History((*history.entries, _entry(4, reverts=3), _entry(5, reverts=2)))
    assert history.next_undo(ANNA, {3}) == history.entry(2)
    assert history.next_undo(ANNA, {3, 2}) == history.entry(1)
    assert history.next_undo(ANNA, {3, 2, 1}) is None
    assert undone.next_redo(ANNA, {5}) == undone.entry(4)
    assert undone.next_redo(ANNA, {4, 5}) is None
    assert undone.next_undo(ANNA, {5}) == undone.entry(1)  # 2 is undone, passed over or not
    assert undone.next_redo(ANNA, {3}) == undone.entry(5)


def test_an_entry_without_records_is_nothing_to_undo() -> None:
    at = datetime(2026, 11, 22, tzinfo=UTC)
    history = History((_entry(1), Entry(2, at, ANNA, "gave way")))
    assert _next(history) == (1, 0)


def test_changed_fields_are_named_once() -> None:
    change = RecordChange(RecordKind.LICENSE, 1, "Jira", {"a": 1}, {"a": 2, "b": 3})
    assert change.fields == ("a", "b")
    assert History().entry(1) is None


def test_every_record_says_what_it_is_and_what_to_call_it() -> None:
    license, nameless = a_license("Jira"), a_contact("", email="ops@example.org")
    assert (RecordKind.of(license), license.label) == (RecordKind.LICENSE, "Jira")
    assert (RecordKind.of(nameless), nameless.label) == (RecordKind.CONTACT, "ops@example.org")
