from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path

import pytest

from licensetui.domain.change import Change, Edit
from licensetui.domain.contact import Contact
from licensetui.domain.history import Entry, History, RecordChange, RecordKind
from licensetui.domain.license import Assignment, License, LicenseKey, Role
from licensetui.domain.portfolio import Portfolio
from licensetui.store.errors import UnreadableError
from licensetui.store.file.filestore import FileStore
from licensetui.store.memory import MemoryStore
from licensetui.tui.views.contacts import ContactTable
from licensetui.tui.views.history import HistoryTable, HistoryView
from licensetui.tui.views.licenses import LicenseTable
from licensetui.tui.widgets.detail import Detail
from licensetui.tui.widgets.rows import TextLines
from licensetui.wording import changes as change_words
from tests.builders import TODAY, a_contact, a_license, a_portfolio, a_term
from tests.store.changes import a_file, new_license, note
from tests.tui.running import HOSTILE_AT, LARGE, SMALL, Running, running

ALPHA = a_license("Alpha", id=1, terms=(a_term(10),))
BETA = a_license("Beta", id=2, terms=(a_term(20),))
BUCH = a_contact("Buchhaltung", id=3, email="ap@example.org")
TWO = a_portfolio(ALPHA, BETA, contacts=(a_contact(), BUCH))


def at(minute: int) -> datetime:
    return datetime(2026, 11, 22, 9, 0, tzinfo=UTC) + timedelta(minutes=minute)


def a_store(portfolio: Portfolio = TWO) -> MemoryStore:
    """Return a store whose changes are a minute apart."""
    minutes = count(1)
    return MemoryStore(portfolio, title="licenses.json", now=lambda: at(next(minutes)))


def entries(program: Running) -> list[str]:
    return [entry.label for entry in program.app.screen.query_one(HistoryTable).items]


def detail(program: Running) -> tuple[str, ...]:
    lines = program.app.screen.query_one(HistoryView).query_one(Detail).lines
    return tuple("".join(line) for line in lines)


def current_license(program: Running) -> str:
    license = program.app.screen.query_one(LicenseTable).current
    assert license is not None
    return license.name


def a_history(*all_entries: Entry) -> MemoryStore:
    """Return a store with a history that somebody else has written."""

    class Labeled(MemoryStore):
        def history(self) -> History:
            return History(all_entries)

    return Labeled(TWO)


def an_entry(number: int, by: str = "bert@jira2", label: str = "") -> Entry:
    change = RecordChange(
        RecordKind.LICENSE, number, f"L{number}", {"notes": f"old {number}"}, {"notes": "new"}
    )
    return Entry(number, at(number), by, label or f"change {number}", (change,))


# undo and redo


async def test_ten_steps_are_undone_and_redone_and_each_is_named() -> None:
    store = a_store()
    async with running(store=store) as program:
        await program.press("2", *("D", "f", *"arch", "enter", "D", "escape", "g") * 5)
        changed = store.portfolio
        assert len(store.history().entries) == 10
        for _ in range(10):
            await program.press("u")
            assert "Undone: " in program.text()
            assert "Ctrl+R redoes it" in program.text()
        assert store.portfolio == TWO
        await program.press("u")
        assert "Nothing to undo." in program.text()
        for _ in range(10):
            await program.press("ctrl+r")
            assert "Redone: " in program.text()
        assert store.portfolio == changed
        await program.press("ctrl+r")
        assert "Nothing to redo." in program.text()


@pytest.mark.parametrize("view", ["1", "2", "3"])
async def test_undo_works_in_every_view_and_says_what_and_when(view: str) -> None:
    store = a_store()
    async with running(store=store) as program:
        await program.press("2", "D", view, "u")
        when = at(1).astimezone()
        assert f"Undone: archive Alpha (22 Nov {when:%H:%M}). Ctrl+R redoes it." in program.text()
        assert store.portfolio == TWO


async def test_the_record_that_was_undone_is_under_the_cursor() -> None:
    async with running(store=a_store()) as program:
        await program.press("2", "D")
        assert current_license(program) == "Beta"
        await program.press("u")
        assert current_license(program) == "Alpha"


async def test_the_cursor_stays_on_one_of_several_records_that_were_undone() -> None:
    store = a_store()
    async with running(store=store) as program:
        await program.press("2", "space", "space", "t", *"buch", "enter")
        assert current_license(program) == "Beta"
        await program.press("u")
        assert store.portfolio == TWO
        assert current_license(program) == "Beta"


async def test_a_long_name_does_not_hide_how_to_redo() -> None:
    store = a_store(a_portfolio(a_license("Jira " * 40)))
    async with running(store=store) as program:
        await program.press("2", "D", "u")
        line = program.text().splitlines()[-2]
        assert line.endswith("Ctrl+R redoes it.")


async def test_undo_across_a_restart_and_only_of_what_is_on_the_disk(tmp_path: Path) -> None:
    path = a_file(tmp_path, "Alpha", "Beta")
    async with running(store=FileStore.open(path)) as program:
        await program.press("2", "D", "D")
    async with running(store=FileStore.open(path)) as program:
        await program.press("2", "u")
        assert [x.archived for x in FileStore.open(path).portfolio.licenses] == [True, False]
        await program.press("u")
        assert [x.archived for x in FileStore.open(path).portfolio.licenses] == [False, False]


async def test_what_others_took_back_already_does_not_stop_the_next_undo(tmp_path: Path) -> None:
    path = a_file(tmp_path, "Alpha", "Beta")
    async with running(store=FileStore.open(path)) as program:
        await program.press("2", "D", "D")
        other = FileStore.open(path)
        other.author = "bert@jira2"
        other.commit(note(other, 2, archived=False))
        await program.press("u")
        assert "Undone: archive Beta" in program.text()
        await program.press("u")
        assert not any(x.archived for x in FileStore.open(path).portfolio.licenses)


async def test_what_cannot_be_undone_is_said_and_does_not_stop_the_next_undo(
    tmp_path: Path,
) -> None:
    path = a_file(tmp_path, "Alpha", "Beta")
    async with running(store=FileStore.open(path)) as program:
        await program.press("2", "D", "D")
        other = FileStore.open(path)
        other.author = "bert@jira2"
        beta = other.portfolio.license(2)
        other.commit(Change("remove Beta", (Edit(beta, None),)))
        await program.press("u")
        assert "'Beta' no longer exists: undo its removal first" in program.text()
        await program.press("u")
        assert not FileStore.open(path).portfolio.licenses[0].archived


async def test_undo_is_for_those_who_may_edit(tmp_path: Path) -> None:
    path = a_file(tmp_path)
    async with running(store=FileStore.open(path, readonly=True)) as program:
        assert "Undo" not in program.text().splitlines()[-1]
        for key in ("u", "ctrl+r"):
            await program.press(key)
            assert "opened read-only" in program.text()
    assert len(FileStore.open(path).history().entries) == 1


async def test_undo_undoes_a_change_and_opens_no_form_that_was_closed_unsaved() -> None:
    store = a_store()
    async with running(store=store) as program:
        await program.press("2", "D", "e", "end", "X", "escape", "u")
        assert "BetaX" not in program.text()
        assert "Undone: archive Alpha" in program.text()
        assert store.portfolio == TWO
        await program.press("o")
        assert "BetaX" in program.text()
        assert store.portfolio == TWO


# the view


async def test_the_history_lists_when_who_what_newest_first() -> None:
    store = a_store()
    async with running(store=store) as program:
        await program.press("2", "D", "D", "5")
        assert entries(program) == ["archive Beta", "archive Alpha"]
        first = program.text().splitlines()[3]
        when = at(2).astimezone()
        assert first.split()[:3] == [*f"{when:%Y-%m-%d %H:%M}".split(), store.author]
        assert "archive Beta" in first
        assert (
            program.text()
            .splitlines()[0]
            .startswith(" 1 Dashboard  2 Licenses  3 Contacts  4 Portal     5 History")
        )


async def test_an_empty_history_says_what_will_stand_there() -> None:
    async with running(a_portfolio()) as program:
        await program.press("5")
        assert "No changes yet." in program.text()
        assert "Changes appear here with the time" in program.text()
        for key in ("enter", "u", "ctrl+r", "j", "slash"):
            await program.press(key)
        assert program.app.is_running


async def test_the_history_is_read_when_it_is_shown_and_not_at_the_start() -> None:
    read = []

    class Labeled(MemoryStore):
        def history(self) -> History:
            read.append(True)
            return super().history()

    async with running(store=Labeled(TWO)) as program:
        await program.press("2", "j", "3")
        assert not read
        await program.press("5")
        assert read


async def test_a_history_that_cannot_be_read_says_so() -> None:
    class Broken(MemoryStore):
        def history(self) -> History:
            raise UnreadableError("history.jsonl cannot be read: Permission denied")

    async with running(store=Broken(TWO)) as program:
        await program.press("5")
        assert "history.jsonl cannot be read: Permission denied" in program.text()
        await program.press("2", "u")
        assert "Permission denied" in program.text().splitlines()[-2]


async def test_u_in_the_history_takes_back_the_change_under_the_cursor_and_ctrl_r_redoes() -> None:
    store = a_store()
    async with running(store=store) as program:
        await program.press("2", "D", "D", "5", "j", "u")
        assert "Undone: archive Alpha" in program.text()
        assert [x.archived for x in store.portfolio.licenses] == [False, True]
        assert entries(program) == ["undo: archive Alpha", "archive Beta", "archive Alpha"]
        undone = program.text().splitlines()[5]
        assert "archive Alpha" in undone
        assert undone.endswith("undone")
        await program.press("u")
        assert "Already undone: 22 Nov" in program.text()
        assert len(store.history().entries) == 3
        await program.press("ctrl+r")
        assert "Redone: archive Alpha. u undoes it." in program.text()
        assert [x.archived for x in store.portfolio.licenses] == [True, True]
        await program.press("ctrl+r")
        assert "Not undone yet" in program.text()


async def test_a_change_of_somebody_else_can_be_taken_back_too(tmp_path: Path) -> None:
    path = a_file(tmp_path)
    other = FileStore.open(path)
    other.author = "bert@jira2"
    other.commit(note(other, 1, notes="Bert's"))
    async with running(store=FileStore.open(path)) as program:
        await program.press("5", "slash", *"bert", "enter", "u")
        assert "Undone: edit Jira" in program.text()
        license = FileStore.open(path).portfolio.license(1)
        assert license is not None
        assert license.notes == ""


async def test_finding_looks_at_who_what_records_fields_values_and_names_behind_ids() -> None:
    held = RecordChange(
        RecordKind.LICENSE,
        7,
        "Bamboo",
        {},
        {"wanted": [{"contact": 3, "role": "billing"}]},
    )
    store = a_history(
        an_entry(1),
        an_entry(2, by="zoe@jira3"),
        Entry(3, at(3), "bert@jira2", "make it so", (held,)),
    )
    async with running(store=store) as program:
        await program.press("5")
        for typed, found in (
            ("zoe", ["change 2"]),
            ("old 1", ["change 1"]),
            ("notes", ["change 2", "change 1"]),
            ("l2", ["change 2"]),
            ("buchhaltung billing", ["make it so"]),
            ("bamboo so", ["make it so"]),
            ("zzz", []),
        ):
            await program.press("slash")
            await program.type(typed)
            assert entries(program) == found
            await program.press("escape")
        assert len(entries(program)) == 3


async def test_filters_by_author_by_state_and_all_again() -> None:
    store = a_store()
    async with running(store=store) as program:
        await program.press("2", "D", "D", "u", "5", "f", *"undone", "enter")
        assert entries(program) == ["archive Beta"]
        await program.press("f", *"mine", "enter")
        assert "filter: mine" in program.text()
        assert len(entries(program)) == 3
        await program.press("escape")
        assert "filter" not in program.text().splitlines()[1]
    others = a_history(an_entry(1), an_entry(2, by="zoe@jira3"))
    async with running(store=others) as program:
        await program.press("5", "f", *"mine", "enter")
        assert entries(program) == []
        assert "No matching changes. Esc clears search and filter." in program.text()
        await program.press("f")
        await program.type("by zoe")
        await program.press("enter")
        assert entries(program) == ["change 2"]


async def test_the_log_of_a_license_or_a_contact_shows_its_changes_alone() -> None:
    store = a_store()
    async with running(store=store) as program:
        await program.press("2", "D", "D", "u", "G", "l")
        assert "filter: license Beta" in program.text()
        assert entries(program) == ["undo: archive Beta", "archive Beta"]
        await program.press("escape")
        assert len(entries(program)) == 3
        await program.press("3", "G", "D", "f", *"arch", "enter", "l")
        assert entries(program) == ["archive Buchhaltung"]
        assert "filter: contact Buchhaltung" in program.text()


async def test_search_filter_and_cursor_stay_when_something_is_saved() -> None:
    store = a_store()
    async with running(store=store) as program:
        await program.press("2", "D", "D", "5", "slash", *"archive", "enter", "j")
        await program.press("2", "3", "G", "D", "5")
        assert "find: archive" in program.text()
        table = program.app.screen.query_one(HistoryTable)
        assert table.current is not None
        assert table.current.label == "archive Alpha"
        assert len(entries(program)) == 3


async def test_a_hundred_thousand_changes_are_listed_and_only_what_is_seen_gets_words(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    store = a_history(*(an_entry(n) for n in range(1, 100_001)))
    asked: list[int] = []
    words = change_words.field_words

    def counted(change: RecordChange, portfolio: Portfolio) -> list[change_words.FieldWords]:
        asked.append(change.id)
        return words(change, portfolio)

    def searched(entry: Entry, portfolio: Portfolio) -> str:
        raise AssertionError("nobody has searched")

    monkeypatch.setattr("licensetui.tui.entry_lines.field_words", counted)
    monkeypatch.setattr("licensetui.tui.views.history.search_text", searched)
    async with running(store=store) as program:
        await program.press("5", "G", "g", "pagedown")
        assert "History: 100000" in program.text()
        assert len(asked) < 30


async def test_the_words_to_find_a_change_by_are_made_once(monkeypatch: pytest.MonkeyPatch) -> None:
    made: list[int] = []

    def counted(entry: Entry, portfolio: Portfolio) -> str:
        made.append(entry.number)
        return change_words.search_text(entry, portfolio)

    monkeypatch.setattr("licensetui.tui.views.history.search_text", counted)
    async with running(store=a_history(*(an_entry(n) for n in range(1, 51)))) as program:
        await program.press("5", "slash", *"old", "escape", "slash", *"l7")
        assert entries(program) == ["change 7"]
        assert len(made) == 50


# what became of fields


@pytest.mark.parametrize("size", [SMALL, LARGE])
async def test_the_detail_shows_dates_contacts_and_terms_as_people_call_them(
    size: tuple[int, int],
) -> None:
    store = a_store()
    async with running(store=store, size=size) as program:
        await program.press("2", "r", "enter", "b", *"buch", "enter", "5")
        assert detail(program) == ("Assigned       + Buchhaltung, billing, primary",)
        await program.press("j")
        assert detail(program) == (
            "Term           until 2026-12-02: decision undecided -> renew",
            "Term           until 2026-12-02: status open -> done",
            "Term           + 2026-12-02 to 2027-12-02, renewal",
        )
        assert detail(program)[-1] in program.text()


def words_of(before: License | Contact, after: License | Contact) -> list[str]:
    """Return what the history says of an edit, as it is kept."""
    store = MemoryStore(
        Portfolio((before, BETA), TWO.contacts)
        if isinstance(before, License)
        else Portfolio((), (before, *TWO.contacts[1:]))
    )
    if isinstance(before, License) and isinstance(after, License):
        store.commit(Change("edit", (Edit(before, after),)))
    elif isinstance(before, Contact) and isinstance(after, Contact):
        store.commit(Change("edit", contacts=(Edit(before, after),)))
    (change,) = store.history().entries[0].records
    return [
        f"{x.label}: {x.place}{x.before} -> {x.after}"
        for x in change_words.field_words(change, store.portfolio)
    ]


def test_fields_are_told_by_their_labels_before_and_after() -> None:
    changed = replace(ALPHA, sen="", seats=600, archived=True, parent=2, notes="new")
    assert words_of(ALPHA, changed) == [
        "Number: SEN-1001 -> none",
        "Seats: 500 -> 600",
        "Belongs to: none -> Beta",
        "Notes: none -> new",
        "Archived: no -> yes",
    ]


def test_of_terms_and_contacts_only_what_changed_inside_is_told() -> None:
    first = a_term(10, order_number="")
    changed = replace(
        ALPHA,
        terms=(replace(first, order_number="PO-7"), a_term(375, id=2)),
        wanted=(Assignment(1, Role.TECHNICAL), Assignment(3, Role.BILLING, True)),
    )
    assert words_of(ALPHA, changed) == [
        "Assigned: Anna Martin, technical: primary yes -> no",
        "Assigned: None -> Buchhaltung, billing, primary",
        "Term: until 2026-12-02: order no. none -> PO-7",
        "Term: None -> 2026-12-02 to 2027-12-02, new",
    ]
    other_order = replace(changed, wanted=changed.wanted[::-1])
    assert words_of(changed, other_order) == ["Assigned: None -> reordered"]


def test_a_contact_that_is_gone_stands_by_its_number_and_a_key_by_its_end() -> None:
    gone = RecordChange(RecordKind.LICENSE, 1, "Alpha", {}, {"wanted": [{"contact": 99}]})
    (words,) = change_words.field_words(gone, TWO)
    assert words.after == "contact 99, no role"
    key = LicenseKey("abc123", "0" * 64)
    assert words_of(ALPHA, replace(ALPHA, key=key)) == ["Key: none -> …abc123"]


def test_values_of_any_shape_are_shown_as_they_stand() -> None:
    odd = {"terms": "x", "wanted": [1, {"role": 2}], "away": {"a": 1}, "new_field": [{"b": [1]}]}
    for kind in RecordKind:
        for before, after in (({}, odd), (odd, {}), (None, odd), (odd, None)):
            change = RecordChange(kind, 1, "odd", before, after)
            assert change_words.field_words(change, TWO)
            entry = Entry(1, at(1), "a", "b", (change,), (change,))
            assert "new_field" in change_words.search_text(entry, TWO)


async def test_a_long_entry_says_how_much_more_there_is_and_enter_shows_all() -> None:
    portfolio = a_portfolio(*(a_license(f"L{n:03}", id=n) for n in range(1, 21)))
    store = a_store(portfolio)
    async with running(store=store) as program:
        await program.press("2", *["space"] * 20, "D", "5")
        assert detail(program)[-1].endswith("more: Enter shows all")
        await program.press("enter")
        assert "archive 20 licenses" in program.text()
        assert "L001" in program.text()
        assert "L020" not in program.text()
        await program.press("G")
        assert "L020" in program.text()
        assert len(program.app.screen.query_one(TextLines).items) > 60
        await program.press("escape")
        assert "History: 1" in program.text()


async def test_a_long_value_is_folded_in_the_whole_entry_and_nothing_of_it_is_lost() -> None:
    words = [f"word{n}" for n in range(60)]
    store = a_store()
    store.commit(note(store, 1, notes=" ".join(words)))
    async with running(store=store) as program:
        await program.press("5", "enter")
        text = program.text()
        assert all(word in text for word in words)


async def test_what_was_given_up_for_another_session_is_kept_and_marked(tmp_path: Path) -> None:
    store = a_store()
    mine = replace(ALPHA, notes="mine")
    theirs = replace(ALPHA, notes="theirs")
    store.commit(Change("edit", (Edit(ALPHA, theirs),)))
    store.commit(Change("edit", overruled=Change("edit", (Edit(theirs, mine),))))
    async with running(store=store) as program:
        await program.press("5")
        assert program.text().splitlines()[3].endswith("overruled")
        assert "Notes          theirs -> mine" in program.text()
        await program.press("enter")
        assert "Overruled by what another session saved" in program.text()
        await program.press("escape", "u")
        assert "changed no record" in program.text()


@pytest.mark.parametrize(("text", "size"), HOSTILE_AT)
async def test_labels_names_and_values_are_text(text: str, size: tuple[int, int]) -> None:
    fields = {text: text, "notes": text, "wanted": [{"contact": 1, "role": text}], "terms": [text]}
    records = (
        RecordChange(RecordKind.LICENSE, 1, text, {"notes": "was"}, fields),
        RecordChange(RecordKind.CONTACT, 1, text, None, {"name": text, "away": [{"note": text}]}),
    )
    store = a_history(
        Entry(1, at(1), text, text, records, records),
        Entry(2, at(2), text, f"undo: {text}", (), (), 1),
    )
    store.portfolio = replace(TWO, contacts=(a_contact(text), BUCH))
    shown = text.replace("\x1b", "\N{REPLACEMENT CHARACTER}")
    async with running(store=store, size=size) as program:
        for keys in (("5",), ("j",), ("enter",), ("escape", "f"), ("escape", "u"), ("slash", *"[")):
            await program.press(*keys)
            assert "\x1b" not in program.text()
            assert shown in program.text()
        assert program.app.is_running
    assert TODAY.year == 2026


async def test_undo_of_an_added_record_removes_it_and_the_cursor_stays_near(
    tmp_path: Path,
) -> None:
    path = a_file(tmp_path, "Alpha", "Beta")
    store = FileStore.open(path)
    store.commit(new_license("Aaa"))
    async with running(store=store) as program:
        await program.press("2", "g", "u")
        assert "Undone: add Aaa" in program.text()
        assert [x.name for x in program.app.screen.query_one(LicenseTable).items] == [
            "Alpha",
            "Beta",
        ]
        await program.press("ctrl+r")
        assert current_license(program) == "Aaa"


async def test_undo_of_a_contact_points_at_the_contact() -> None:
    async with running(store=a_store()) as program:
        await program.press("3", "G", "D", "u")
        current = program.app.screen.query_one(ContactTable).current
        assert current is not None
        assert current.name == "Buchhaltung"


# a file that was put back


def _put_back(path: Path, *notes: str) -> None:
    """Save notes of license 1, and put the file back to what it was before."""
    old = path.read_bytes()
    store = FileStore.open(path)
    for text in notes:
        store.commit(note(store, 1, notes=text))
    path.write_bytes(old)


async def test_what_is_set_aside_is_said_at_the_start_and_stays_in_sight(tmp_path: Path) -> None:
    path = a_file(tmp_path, "Alpha")
    _put_back(path, "lost")
    async with running(store=FileStore.open(path)) as program:
        assert "Change 2 is in the history and not in the file. 5 lists it." in program.text()
        await program.press("5")
        assert "1 set aside: 5" in program.text()
        assert "set aside" in program.text().splitlines()[3]
        assert detail(program)[0] == (
            "Not in the file, but (nearly) saved. Ctrl+R brings it in, u leaves it out"
        )
        await program.press("ctrl+r")
        assert "Brought in: edit Alpha." in program.text()
        assert "1 set aside" not in program.text().splitlines()[-2]
        assert FileStore.open(path).portfolio.licenses[0].notes == "lost"
        await program.press("ctrl+r")
        assert "already applied, by change 3" in program.text()


async def test_what_is_set_aside_can_be_left_out(tmp_path: Path) -> None:
    path = a_file(tmp_path, "Alpha")
    _put_back(path, "one", "two")
    async with running(store=FileStore.open(path)) as program:
        assert "2 changes are in the history and not in the file. 5 lists them." in program.text()
        await program.press("5", "u")
        assert "Left out: edit Alpha. Ctrl+R brings it in." in program.text()
        await program.press("down")
        assert "1 set aside: 5" in program.text()
    assert [entry.number for entry in FileStore.open(path).set_aside()] == [2]
    assert FileStore.open(path).portfolio.licenses[0].notes == ""


async def test_undo_elsewhere_offers_nothing_that_is_set_aside(tmp_path: Path) -> None:
    path = a_file(tmp_path, "Alpha")
    _put_back(path, "one")
    async with running(store=FileStore.open(path)) as program:
        await program.press("2", "u")
        assert "Undone: everything" in program.text()


async def test_a_file_put_back_under_an_open_screen_is_called_what_it_is(tmp_path: Path) -> None:
    path = a_file(tmp_path, "Alpha")
    old = path.read_bytes()
    async with running(store=FileStore.open(path)) as program:
        other = FileStore.open(path)
        other.commit(note(other, 1, notes="theirs"))
        program.app.session.look_at_store()
        await program.settle()
        assert ": edit Alpha" in program.text()
        path.write_bytes(old)
        program.app.session.look_at_store()
        await program.settle()
        text = program.text()
        assert "An older version is there now: change 2 is not in it." in text
        assert "Another session" not in text


async def test_a_file_and_its_history_put_back_together_are_no_other_session(
    tmp_path: Path,
) -> None:
    path = a_file(tmp_path, "Alpha")
    history = path.with_name("licenses.json.d") / "history.jsonl"
    old, told = path.read_bytes(), history.read_bytes()
    store = FileStore.open(path)
    store.commit(note(store, 1, notes="gone"))
    async with running(store=store) as program:
        history.write_bytes(told)
        path.write_bytes(old)
        program.app.session.look_at_store()
        await program.settle()
        assert "An older version is there now." in program.text()


async def test_the_names_of_fields_are_dim_beside_what_became_of_them() -> None:
    async with running(store=a_store()) as program:
        await program.press("2", "r", "enter", "b", *"buch", "enter", "5")
        pane = program.app.screen.query_one(HistoryView).query_one(Detail)
        label, text, *_ = pane.render_line(1)
        assert (label.text.strip(), text.text[:5]) == ("Assigned", "+ Buc")
        assert label.style is not None
        assert text.style is not None
        assert (label.style.dim, text.style.dim) == (True, None)


async def test_the_state_of_changes_takes_no_room_while_all_of_them_hold() -> None:
    async with running(store=a_store(), size=(60, 20)) as program:
        await program.press("2", "r", "enter", "5")
        assert "State" not in program.text()
        await program.press("u")
        assert "State" in program.text()
        assert "undone" in program.text()
