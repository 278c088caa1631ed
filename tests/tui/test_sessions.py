"""Two sessions on one file or database, and changes that cannot be saved at once."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest
from textual.widgets import Input

from licensetui.domain.change import Change, Edit
from licensetui.domain.portfolio import Portfolio
from licensetui.store.errors import LockedError, NotSavedError, StoreError, UnreadableError
from licensetui.store.file.filestore import FileStore
from licensetui.store.file.lock import locked
from licensetui.store.memory import MemoryStore
from licensetui.store.postgres.pgstore import PostgresStore
from licensetui.store.store import Saved, Store
from licensetui.tui.unsaved import brief_reason, with_changes
from licensetui.tui.views.history import HistoryTable
from licensetui.tui.views.licenses import LicenseTable
from tests.builders import HOSTILE, a_contact, a_license, a_portfolio, a_term
from tests.postgres.server import BOB
from tests.store.changes import a_file, new_license, note
from tests.store.places import FilePlace, Place, PostgresPlace, filled
from tests.tui.running import HOSTILE_AT, Running, running

FULL = NotSavedError("NOT SAVED: disk full: /home/anna/licenses.json. The file was not changed")
TWO = a_portfolio(
    a_license("Alpha", id=1, terms=(a_term(10),)), a_license("Beta", id=2, terms=(a_term(20),))
)


def opened(path: Path, by: str) -> FileStore:
    """Open the file as another user."""
    store = FileStore.open(path)
    store.author = by
    return store


def names(program: Running) -> list[str]:
    return [license.name for license in program.app.screen.query_one(LicenseTable).items]


def table_of(program: Running) -> LicenseTable:
    return program.app.screen_stack[0].query_one(LicenseTable)


def status(program: Running) -> str:
    return program.text().splitlines()[-2]


async def look(program: Running, other: Store | None = None) -> None:
    """Let the program look at the place, as it does each second, until it shows what `other` has.

    A file shows that at once, a database as soon as the server has told.
    """
    for _ in range(200):
        program.app.session.look_at_store()
        await program.settle()
        if other is None or program.store.portfolio == other.portfolio:
            return
        await asyncio.sleep(0.02)
    raise AssertionError("the change of another session is not seen")


def theirs(place: Place) -> Store:
    """Open a place as another user."""
    if isinstance(place, PostgresPlace):
        return PostgresStore.open(place.database.seen_by(BOB))
    assert isinstance(place, FilePlace)
    return opened(place.path, "anna@jira1")


class Moody(MemoryStore):
    """A store that cannot save while there is an `error`."""

    error: StoreError | None = None

    def commit(self, change: Change) -> Saved:
        if self.error is not None:
            raise self.error
        return super().commit(change)


# what others do


async def test_a_change_of_another_session_appears_within_a_second_and_says_who(
    place: Place,
) -> None:
    filled(place, "Alpha", "Beta")
    other = theirs(place)
    async with running(store=place.open()) as program:
        await program.press("2")
        other.commit(note(other, 2, name="Gamma"))
        await program.pilot.pause(1.3)
        if isinstance(
            place, PostgresPlace
        ):  # its server is a process of its own, which may be late
            await look(program, other)
        assert names(program) == ["Alpha", "Gamma"]
        assert status(program).startswith(f" {other.author}: edit Beta")
        other.commit(note(other, 2, name="Delta"))
        other.commit(note(other, 1, name="Omega"))
        await look(program, other)
        at_once = isinstance(place, FilePlace)  # a server may have told of the first one before
        both = f"{other.author}: edit Alpha{', and 1 more' if at_once else ''}"
        assert both in status(program)


async def test_cursor_search_filter_marks_and_typing_stay_when_others_save(place: Place) -> None:
    filled(place, *(f"Jira {n:02}" for n in range(1, 31)), "Other")
    other = theirs(place)
    async with running(store=place.open()) as program:
        await program.press("2", "s", "f", *"due", "enter", "slash")
        await program.type("jir")
        await program.press(*["down"] * 20)
        table = table_of(program)
        table.marked.add(3)
        before, top = table.current, table.scroll_y
        assert before is not None
        other.commit(note(other, 2, name="Jira 02 of Anna"))
        await look(program, other)
        assert table.current is not None
        assert (table.current.id, table.scroll_y, table.marked) == (before.id, top, {3})
        await program.press("a")
        assert program.app.screen.query_one("LicensesView FindInput", Input).value == "jira"
        assert "filter: due" in program.text()
        assert "Jira 02 of Anna" in [license.name for license in table.items]


async def test_a_record_that_vanished_under_the_cursor_leaves_it_near_its_place(
    place: Place,
) -> None:
    filled(place, "Alpha", "Beta", "Gamma")
    other = theirs(place)
    async with running(store=place.open()) as program:
        await program.press("2", "j")
        other.commit(Change("remove Beta", (Edit(other.portfolio.license(2), None),)))
        await look(program, other)
        assert names(program) == ["Alpha", "Gamma"]
        current = table_of(program).current
        assert current is not None
        assert current.name == "Gamma"
        assert f"{other.author}: remove Beta" in status(program)


async def test_an_open_form_keeps_what_is_typed_and_can_tell_that_its_record_was_changed(
    place: Place,
) -> None:
    filled(place, "Alpha", "Beta")
    other = theirs(place)
    mine = place.open()
    async with running(store=mine) as program:
        await program.press("2", "e", "end", "X")
        shown = mine.portfolio.license(1)
        assert shown is not None
        session = program.app.session
        assert session.current(shown) == shown
        other.commit(note(other, 1, notes="Anna's"))
        await look(program, other)
        assert "AlphaX" in program.text()
        now = session.current(shown)
        assert now is not None
        assert now.notes == "Anna's"
        assert table_of(program).items[0].notes == "Anna's"
        other.commit(Change("remove Alpha", (Edit(other.portfolio.license(1), None),)))
        await look(program, other)
        assert "AlphaX" in program.text()
        assert session.current(shown) is None
        contact = mine.portfolio.contact(1)
        assert contact is not None
        assert session.current(contact) == contact


async def test_the_history_on_screen_follows_what_others_do(place: Place) -> None:
    filled(place, "Alpha")
    other = theirs(place)
    async with running(store=place.open()) as program:
        await program.press("5")
        other.commit(note(other, 1, notes="Anna's"))
        await look(program, other)
        table = program.app.screen.query_one(HistoryTable)
        assert table.items[0].by == other.author
        assert table.current is not None
        assert table.current.label == "everything"


async def test_nothing_is_drawn_while_nobody_saves(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = a_file(tmp_path)
    async with running(store=FileStore.open(path)) as program:
        await program.press("2")
        await program.pilot.pause(0.2)
        drawn = []
        monkeypatch.setattr(program.app, "_display", lambda *_, **__: drawn.append(True))
        await program.pilot.pause(2.3)
        assert not drawn


async def test_a_file_that_cannot_be_read_any_more_is_said_once(tmp_path: Path) -> None:
    path = a_file(tmp_path, "Alpha")
    async with running(store=FileStore.open(path)) as program:
        content = path.read_bytes()
        path.unlink()
        await program.press("2")
        await look(program)
        assert "is gone. Put it back" in status(program)
        await program.press("j")
        await look(program)
        assert "is gone" not in status(program)
        assert names(program) == ["Alpha"]
        path.write_bytes(content)
        await look(program)
        path.unlink()
        await look(program)
        assert "is gone" in status(program)


async def test_a_file_that_another_program_wrote_is_read_only_from_then_on(tmp_path: Path) -> None:
    path = a_file(tmp_path, "Alpha")
    async with running(store=FileStore.open(path)) as program:
        await program.press("2")
        assert "Renew" in program.text().splitlines()[-1]
        path.write_text(path.read_text().replace("Alpha", "Alfa!"))
        await look(program)
        assert "Now read-only: another program changed this file" in status(program)
        await program.press("j")
        assert status(program).endswith("READ-ONLY")
        assert "Renew" not in program.text().splitlines()[-1]
        assert names(program) == ["Alfa!"]


@pytest.mark.parametrize("text", HOSTILE)
async def test_what_others_call_themselves_and_their_changes_is_text(
    text: str, tmp_path: Path
) -> None:
    path = a_file(tmp_path, "Alpha")
    other = opened(path, text)
    async with running(store=FileStore.open(path)) as program:
        other.commit(note(other, 1, name=text))
        await look(program)
        shown = text.replace("\x1b", "\N{REPLACEMENT CHARACTER}")
        assert f"{shown}: edit Alpha" in status(program)
        assert "\x1b" not in program.text()


# what does not fit together


def a_clash(place: Place) -> Store:
    """Let this user and then another rename a license; return the other's store."""
    mine = filled(place, "Alpha")
    mine.commit(note(mine, 1, name="Mine", notes="mine"))
    other = theirs(place)
    other.commit(note(other, 1, name="Theirs"))
    return other


def name_in(place: Place) -> str:
    (license,) = place.open().portfolio.licenses
    return license.name


async def test_an_undo_that_another_session_has_overtaken_asks_and_mine_is_saved(
    place: Place,
) -> None:
    other = a_clash(place)
    async with running(store=place.open()) as program:
        await program.press("2", "u")
        assert (
            f"Alpha was changed after the change you are undoing, by {other.author}"
            in program.text()
        )
        await program.press("m", "enter")
        assert "Undone: edit Alpha" in status(program)
        assert name_in(place) == "Alpha"
        assert place.open().portfolio.licenses[0].notes == ""
        await program.press("5")
        text = program.text()
        assert "undo: edit Alpha" in text.splitlines()[3]
        assert text.splitlines()[5].endswith("undone")


async def test_an_undo_can_leave_what_the_other_session_has_saved(place: Place) -> None:
    mine = filled(place, "Alpha")
    mine.commit(note(mine, 1, name="Mine"))
    other = theirs(place)
    other.commit(note(other, 1, name="Theirs"))
    async with running(store=mine) as program:
        await program.press("2", "u", "t", "enter")
        assert "Kept the other session's values; yours are in the history." in status(program)
        assert name_in(place) == "Theirs"
        await program.press("5", "f", *"overr", "enter")
        assert "Name           Theirs -> Alpha" in program.text()


async def test_an_undo_that_is_given_up_changes_nothing(place: Place) -> None:
    a_clash(place)
    async with running(store=place.open()) as program:
        await program.press("2", "u", "escape")
        assert "NOT SAVED: another session changed" in status(program)
        assert name_in(place) == "Theirs"
        assert program.app.session.waiting.changes == ()


async def test_a_choice_in_a_list_that_clashes_with_another_session_asks(place: Place) -> None:
    filled(place, "Alpha")
    other = theirs(place)
    for name in ("Zoe", "Yan"):
        other.commit(Change(f"add {name}", contacts=(Edit(None, a_contact(name, id=0)),)))
    async with running(store=place.open()) as program:
        license = other.portfolio.license(1)
        assert license is not None
        await program.press("2", "t")
        held = (replace(license.wanted[0], contact=2),)
        other.commit(note(other, 1, wanted=held))
        await program.press(*"yan", "enter")
        assert f"Alpha was changed by {other.author}" in program.text()
        await program.press("m", "enter")
        assert (
            "Saved, 1 portal step to do: Yan is the primary technical contact of Alpha"
            in status(program)
        )
        (license,) = place.open().portfolio.licenses
        assert [held.contact for held in license.wanted if held.primary] == [3]


async def test_a_waiting_change_that_clashes_asks_at_ctrl_s_and_a_form_is_saved_meanwhile(
    tmp_path: Path,
) -> None:
    path = a_file(tmp_path, "Alpha")
    mine = FileStore.open(path, wait=0.05)
    number = mine.commit(note(mine, 1, name="Mine")).number
    other = opened(path, "anna@jira1")
    async with running(store=mine) as program:
        await program.press("2")
        with _held(path.with_name(path.name + ".d")):
            await program.press("u")
        assert names(program) == ["Alpha"]
        other.commit(note(other, 1, name="Theirs"))
        await program.press("3", "e", "end", "X", "ctrl+s")
        assert FileStore.open(path).portfolio.contacts[0].name == "Anna MartinX"
        assert name_in(FilePlace(path)) == "Theirs"
        assert status(program).endswith("NOT SAVED: changed by others")
        await program.press("ctrl+s", "escape")
        assert len(program.app.session.waiting.changes) == 1
        await program.press("ctrl+s", "m", "enter")
        assert "Saved: undo: edit Alpha" in status(program)
        assert name_in(FilePlace(path)) == "Alpha"
        assert number is not None
        assert FileStore.open(path).history().is_undone(number)


# what cannot be saved


async def test_a_change_that_cannot_be_saved_is_shown_and_saved_by_ctrl_s() -> None:
    store = Moody(TWO)
    store.error = FULL
    async with running(store=store) as program:
        await program.press("2", "D")
        assert names(program) == ["Beta"]
        assert store.portfolio == TWO
        assert "NOT SAVED: disk full. Ctrl+S retries, u undoes it" in status(program)
        for view in ("1", "3", "5", "2"):
            await program.press(view)
            assert status(program).rstrip().endswith("NOT SAVED: disk full")
        await program.press("ctrl+s")
        assert "NOT SAVED: disk full: /home/anna/licenses.json" in status(program)
        store.error = None
        await program.press("ctrl+s")
        assert "Saved: archive Alpha" in status(program)
        assert status(program).endswith("saved 10:31")
        assert [license.archived for license in store.portfolio.licenses] == [True, False]
        await program.press("ctrl+s")
        assert "Everything is saved." in status(program)


async def test_the_next_save_of_anything_saves_first_what_waits() -> None:
    store = Moody(TWO)
    store.error = FULL
    async with running(store=store) as program:
        await program.press("2", "D", "D")
        await program.press("3", "e", "end", "X", "ctrl+s")
        assert "NOT SAVED: disk full" in program.text()
        assert "Anna MartinX" in program.text()
        store.error = None
        await program.press("ctrl+s")
        labels = [entry.label for entry in store.history().entries]
        assert labels == ["archive Alpha", "archive Beta", "change contact Anna MartinX"]
        assert "NOT SAVED" not in program.text()
        assert program.app.session.waiting.changes == ()


async def test_a_form_opened_on_what_is_not_saved_yet_saves_both() -> None:
    store = Moody(TWO)
    store.error = FULL
    async with running(store=store) as program:
        await program.press("2", "r", "escape", "space", "D", "f", *"arch", "enter")
        assert names(program) == ["Alpha"]
        store.error = None
        await program.press("e", "end", "X", "ctrl+s")
        license = store.portfolio.license(1)
        assert license is not None
        assert (license.name, license.archived) == ("AlphaX", True)


async def test_a_busy_file_keeps_the_edit_and_gets_it_later(tmp_path: Path) -> None:
    path = a_file(tmp_path, "Alpha")
    directory = path.with_name(path.name + ".d")
    async with running(store=FileStore.open(path, wait=0.05)) as program:
        await program.press("2")
        with _held(directory):
            await program.press("D")
            assert "NOT SAVED" in status(program)
            assert names(program) == []
        other = opened(path, "anna@jira1")
        other.commit(note(other, 1, notes="Anna's"))
        await program.press("ctrl+s")
        assert "Saved: archive Alpha" in status(program)
        license = FileStore.open(path).portfolio.license(1)
        assert license is not None
        assert (license.archived, license.notes) == (True, "Anna's")


@contextmanager
def _held(directory: Path) -> Iterator[None]:
    """Hold the lock, as a session does that is saving."""
    with locked(directory):
        yield


async def test_what_is_wrong_although_it_was_saved_is_said_once() -> None:
    warning = "Today's backup could not be made: disk full"

    class Warning(MemoryStore):
        def commit(self, change: Change) -> Saved:
            return replace(super().commit(change), warning=warning)

    async with running(store=Warning(TWO)) as program:
        await program.press("2", "D")
        assert warning in status(program)
        await program.press("D")
        assert "Archived: Beta" in status(program)
        await program.press("3", "e", "end", "X", "ctrl+s")
        assert "Saved: Anna MartinX" in status(program)
    async with running(store=Warning(TWO)) as program:
        await program.press("3", "e", "end", "X", "ctrl+s")
        assert warning in status(program)


async def test_leaving_with_something_unsaved_takes_a_second_q() -> None:
    store = Moody(TWO)
    store.error = FULL
    async with running(store=store) as program:
        await program.press("2", "D", "q")
        assert program.app.is_running
        assert "NOT SAVED: archive Alpha. Ctrl+S retries, q again quits" in status(program)
        await program.press("j", "q")
        assert program.app.is_running
        assert "Ctrl+S retries, q again quits" in status(program)
        await program.press("q")
        assert program.app._exit
    assert store.portfolio == TWO


async def test_ctrl_q_over_a_dialog_says_what_is_not_saved() -> None:
    store = Moody(TWO)
    store.error = FULL
    async with running(store=store) as program:
        await program.press("2", "D", "question_mark", "ctrl+q")
        assert not program.app._exit
        assert "NOT SAVED: archive Alpha" in status(program)
        await program.press("ctrl+q")
        assert program.app._exit


async def test_u_takes_back_what_is_not_saved_and_then_what_is() -> None:
    store = Moody(TWO)
    async with running(store=store) as program:
        await program.press("2", "D")
        store.error = FULL
        await program.press("D")
        assert names(program) == []
        await program.press("u")
        assert "Undone: archive Beta. It had not been saved." in status(program)
        assert names(program) == ["Beta"]
        assert "NOT SAVED" not in program.text()
        await program.press("u")
        assert names(program) == ["Alpha", "Beta"]
        assert "NOT SAVED" in status(program)
        await program.press("u")
        assert "Nothing to undo." in status(program)
        await program.press("ctrl+r")
        assert "Redone: archive Alpha. It had not been saved." in status(program)
        assert names(program) == ["Beta"]
        assert program.app.session.waiting.changes == ()


async def test_undos_that_wait_are_saved_in_their_order() -> None:
    store = Moody(TWO)
    async with running(store=store) as program:
        await program.press("2", "D", "D")
        store.error = FULL
        await program.press("u", "u")
        assert names(program) == ["Alpha", "Beta"]
        store.error = None
        await program.press("ctrl+s")
        assert "Saved: 2 changes" in status(program)
        assert store.portfolio == TWO


async def test_a_change_that_waits_survives_what_others_save_meanwhile(tmp_path: Path) -> None:
    path = a_file(tmp_path, "Alpha", "Beta")
    other = opened(path, "anna@jira1")
    async with running(store=FileStore.open(path, wait=0.05)) as program:
        await program.press("2")
        with _held(path.with_name(path.name + ".d")):
            await program.press("D")
        other.commit(note(other, 2, name="Gamma"))
        other.commit(new_license("Delta"))
        await look(program)
        assert sorted(names(program)) == ["Delta", "Gamma"]
        assert "NOT SAVED" in status(program)
        await program.press("ctrl+s")
        licenses = FileStore.open(path).portfolio.licenses
        assert [license.archived for license in licenses] == [True, False, False]


@pytest.mark.parametrize(("text", "size"), HOSTILE_AT)
async def test_why_and_what_is_not_saved_is_text(text: str, size: tuple[int, int]) -> None:
    store = Moody(a_portfolio(a_license(text)))
    store.error = LockedError(f"NOT SAVED: {text} is saving and has not finished within 5 s")
    shown = text.replace("\x1b", "\N{REPLACEMENT CHARACTER}")
    async with running(store=store, size=size) as program:
        for keys in (("2", "D"), ("j",), ("ctrl+s",), ("q",)):
            await program.press(*keys)
            assert "\x1b" not in program.text()
            assert f"NOT SAVED: {shown}" in status(program) or keys == ("q",)
            assert "NOT SAVED" in status(program)


@pytest.mark.parametrize(
    ("sentence", "brief"),
    [
        (str(FULL), "disk full"),
        ("NOT SAVED: anna is saving. Wait", "anna is saving"),
        ("licenses.json cannot be read", "licenses.json cannot be read"),
    ],
)
def test_the_status_line_says_why_in_a_few_words(sentence: str, brief: str) -> None:
    assert brief_reason(NotSavedError(sentence)) == brief


def renamed(portfolio: Portfolio, id: int, name: str) -> Change:
    license = portfolio.license(id)
    assert license is not None
    return Change("rename", (Edit(license, replace(license, name=name)),))


def test_what_waits_is_shown_over_what_others_have_saved() -> None:
    change = renamed(TWO, 1, "Mine")
    removal = Change("remove", (Edit(TWO.license(2), None),), (Edit(None, a_contact(id=7)),))
    shown = with_changes(TWO, (change, removal))
    assert [license.name for license in shown.licenses] == ["Mine"]
    assert [contact.id for contact in shown.contacts] == [1, 7]
    theirs = TWO.with_licenses([replace(TWO.licenses[0], name="Theirs", sen="SEN-9")])
    assert with_changes(theirs, (change,)).licenses[0].name == "Mine"
    assert with_changes(TWO, ()) is TWO
    gone = TWO.with_licenses((), {1})
    assert [license.name for license in with_changes(gone, (change,)).licenses] == ["Mine", "Beta"]
    saved = with_changes(TWO, (change,))
    assert with_changes(saved, (change,)).licenses == saved.licenses


async def test_a_refresh_that_fails_keeps_what_is_shown() -> None:
    class Blind(MemoryStore):
        def refresh(self) -> bool:
            raise UnreadableError("the file cannot be read: Input/output error")

    async with running(store=Blind(TWO)) as program:
        await program.press("2")
        await program.pilot.pause(1.3)
        assert names(program) == ["Alpha", "Beta"]
