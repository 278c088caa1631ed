"""What is typed is never lost: not by Ctrl+Q, not by a killed program, not by a full disk."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from licensetui.domain.change import Change, Edit
from licensetui.store.errors import NotSavedError
from licensetui.store.file.filestore import FileStore
from licensetui.store.store import Saved
from licensetui.tui.app import LicenseTui
from licensetui.tui.dialogs.conflict import ConflictScreen
from licensetui.tui.screens.contact_editor import ContactEditor
from licensetui.tui.screens.form import Form
from licensetui.tui.screens.license_editor import LicenseEditor
from licensetui.tui.widgets.role_rows import Holders
from tests.builders import HOSTILE, a_contact, a_portfolio
from tests.store.changes import a_file, note
from tests.tui.running import LARGE, SMALL, Running, running
from tests.tui.window import PROGRAM, Window


def _drafts(path: Path) -> list[Path]:
    return sorted((path.parent / "licenses.json.d" / "drafts").glob("*"))


async def _half_typed(program: Running, *keys: str) -> None:
    """Type into the form of a license, and wait until that is on the disk."""
    await program.press("2", "e", "end", *keys)
    await program.pilot.pause(0.9)


def _abandon(program: Running) -> None:
    """End a program without a word to its store, as a kill does: only its locks are gone."""
    program.store.drafts.close()


async def test_what_is_typed_is_on_the_disk_within_a_second_and_gone_when_saved(
    tmp_path: Path,
) -> None:
    path = a_file(tmp_path)
    async with running(store=FileStore.open(path)) as program:
        await program.press("2", "e")
        assert _drafts(path) == []
        await program.press("end", "X")
        await program.pilot.pause(0.9)
        (journal,) = _drafts(path)
        assert b"JiraX" in journal.read_bytes()
        assert journal.stat().st_mode & 0o777 == 0o600
        await program.press("ctrl+s")
        assert all(b"JiraX" not in draft.read_bytes() for draft in _drafts(path))
        program.store.drafts.close()
        assert _drafts(path) == []


async def test_a_form_left_by_ctrl_q_is_offered_at_the_next_start_and_opens_as_it_was(
    tmp_path: Path,
) -> None:
    path = a_file(tmp_path)
    async with running(store=FileStore.open(path)) as program:
        await program.press("2", "e", "end", "X", "ctrl+g", "ctrl+q")
        assert not program.app.is_running or program.app._exit
        program.store.drafts.close()
    async with running(store=FileStore.open(path)) as program:
        assert "Draft of 22 Nov 10:31: Licenses > Jira" in program.text()
        assert "o reopens it, O drops it" in program.text()
        await program.press("j")
        assert "1 draft: o" in program.text(), "it stays on screen when the sentence has gone"
        await program.press("o")
        assert "Licenses > Jira   not saved yet" in program.text()
        await program.press("ctrl+s")
        assert FileStore.open(path).portfolio.licenses[0].name == "JiraX"
        program.store.drafts.close()
    async with running(store=FileStore.open(path)) as program:
        assert "Draft" not in program.text()


async def test_a_draft_is_dropped_and_undone(tmp_path: Path) -> None:
    path = a_file(tmp_path)
    async with running(store=FileStore.open(path)) as program:
        await _half_typed(program, "X")
        _abandon(program)
    async with running(store=FileStore.open(path)) as program:
        await program.press("O")
        assert "Dropped the draft: Licenses > Jira. u undoes it." in program.text()
        assert _drafts(path) == []
        await program.press("o")
        assert "There are no drafts" in program.text()
        await program.press("u")
        assert "Undone: dropped the draft Licenses > Jira. o reopens it." in program.text()
        assert len(_drafts(path)) == 1
        await program.press("o")
        assert "Licenses > Jira   not saved yet" in program.text()


async def test_a_draft_merges_with_what_others_have_saved_since(tmp_path: Path) -> None:
    path = a_file(tmp_path)
    async with running(store=FileStore.open(path)) as program:
        await _half_typed(program, "X")
        _abandon(program)
    other = FileStore.open(path)
    other.commit(note(other, 1, notes="theirs"))
    async with running(store=FileStore.open(path)) as program:
        await program.press("o")
        assert "CHANGED by others: Notes" in program.text()
        await program.press("ctrl+s")
        (license,) = FileStore.open(path).portfolio.licenses
        assert (license.name, license.notes) == ("JiraX", "theirs")


async def test_a_draft_of_a_record_that_is_gone_opens_and_can_bring_it_back(tmp_path: Path) -> None:
    path = a_file(tmp_path)
    async with running(store=FileStore.open(path)) as program:
        await _half_typed(program, "X")
        _abandon(program)
    other = FileStore.open(path)
    other.commit(Change("remove", (Edit(other.portfolio.license(1), None),)))
    async with running(store=FileStore.open(path)) as program:
        await program.press("o")
        assert "REMOVED by another session" in program.text()
        await program.press("ctrl+s", "m", "enter")
        assert FileStore.open(path).portfolio.licenses[0].name == "JiraX"


async def test_several_drafts_are_chosen_from_and_hostile_texts_are_texts(tmp_path: Path) -> None:
    path = a_file(tmp_path, *HOSTILE)
    async with running(store=FileStore.open(path)) as program:
        await program.press("2")
        for _ in HOSTILE[:2]:
            await program.press("e", "end", "X")
            program.app.before_leaving()
            await program.pilot.pause(0.1)
            program.app.pop_screen()
            await program.press("down")
        _abandon(program)
    async with running(store=FileStore.open(path)) as program:
        assert "2 drafts of forms" in program.text()
        await program.press("o")
        assert "Reopen which draft" in program.text()
        await program.press("enter")
        assert "not saved yet" in program.text()
        await program.press("ctrl+s")
        assert any(x.name.endswith("X") for x in FileStore.open(path).portfolio.licenses)


async def test_a_renewal_and_a_new_contact_come_back(tmp_path: Path) -> None:
    path = a_file(tmp_path)
    async with running(store=FileStore.open(path)) as program:
        await program.press("2", "r", "up")
        await program.type("9")
        program.app.before_leaving()
        program.app.pop_screen()
        await program.press("3", "n")
        await program.type("Bruno [/x]")
        program.app.before_leaving()
        _abandon(program)
    async with running(store=FileStore.open(path)) as program:
        await program.press("o", *"contacts", "enter")
        assert "Contacts > new   not saved yet" in program.text()
        await program.press("ctrl+s")
        assert [x.name for x in FileStore.open(path).portfolio.contacts] == [
            "Anna Martin",
            "Bruno [/x]",
        ]
        await program.press("o")
        assert "Renew > Jira   not saved yet" in program.text()


async def test_a_draft_that_cannot_be_kept_is_said_and_disturbs_no_typing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = a_file(tmp_path)
    real = os.write

    def full(descriptor: int, content: bytes) -> int:
        if "drafts" in str(Path(f"/proc/self/fd/{descriptor}").readlink()):
            raise OSError(28, "No space left on device")
        return real(descriptor, content)

    async with running(store=FileStore.open(path)) as program:
        with monkeypatch.context() as patched:
            patched.setattr(os, "write", full)
            await _half_typed(program, "X")
            assert "draft not kept: disk full" in program.text()
            await program.press("Y", "ctrl+q")
            assert "Ctrl+Q again quits without it" in program.text()
            assert program.app.is_running
        await program.press("Z")
        await program.pilot.pause(0.9)
        assert "draft not kept" not in program.text()
        (journal,) = _drafts(path)
        assert b"JiraXYZ" in journal.read_bytes()


async def test_drafts_of_a_living_session_are_not_offered(tmp_path: Path) -> None:
    path = a_file(tmp_path)
    async with running(store=FileStore.open(path)) as program:
        await _half_typed(program, "X")
        other = FileStore.open(path)
        assert other.drafts.left_behind() == ()
        async with running(store=other) as second:
            assert "Draft" not in second.text()


async def test_reading_only_keeps_and_offers_nothing(tmp_path: Path) -> None:
    path = a_file(tmp_path)
    async with running(store=FileStore.open(path, readonly=True)) as program:
        await _half_typed(program, "X")
        assert _drafts(path) == []
        assert isinstance(program.app, LicenseTui)


async def test_a_contact_form_over_a_license_form_has_a_draft_of_its_own(tmp_path: Path) -> None:
    path = a_file(tmp_path)
    other = FileStore.open(path)
    other.commit(Change("add", contacts=(Edit(None, replace(a_contact("Zoe"), id=0)),)))
    async with running(store=FileStore.open(path)) as program:
        await program.press("2", "e", "end", "X", "tab", "tab", "tab")
        program.app.before_leaving()
        program.app.screen.query_one(Holders).enter()
        await program.press("n", *"Nobody else", "enter", "A")
        program.app.before_leaving()
        _abandon(program)
    drafts = FileStore.open(path).drafts.left_behind()
    assert {draft.form for draft in drafts} == {"license", "contact"}


# forms that are left


def _form(program: Running) -> Form[Any]:
    form = program.app.screen
    assert isinstance(form, Form)
    return form


async def test_esc_closes_at_once_and_o_reopens_the_form_as_typed(tmp_path: Path) -> None:
    path = a_file(tmp_path)
    async with running(store=FileStore.open(path)) as program:
        await program.press("2", "e", "end", "X", "escape")
        assert "Not saved: Name. o reopens it." in program.text()
        assert len(_drafts(path)) == 1, "it is on the disk however quickly one leaves"
        await program.press("ctrl+s")
        assert (
            "All is saved but what was closed 22 Nov 10:31: Licenses > Jira. o reopens it."
            in program.text()
        )
        await program.press("j")
        assert "1 draft: o" in program.text()
        await program.press("o")
        assert "JiraX" in program.text()
        assert len(_drafts(path)) == 1
        await program.press("Y", "ctrl+s")
        assert FileStore.open(path).portfolio.licenses[0].name == "JiraXY"
        assert _drafts(path) == []
        await program.press("ctrl+s")
        assert "Everything is saved." in program.text()
        assert "draft" not in program.text()


async def test_a_form_left_by_esc_is_offered_after_q_and_in_the_same_session(
    tmp_path: Path,
) -> None:
    path = a_file(tmp_path, "Alpha", "Beta")
    async with running(store=FileStore.open(path)) as program:
        await program.press("2", "e", "end", "X", "escape", "j", "D", "q")
        program.store.drafts.close()
    async with running(store=FileStore.open(path)) as program:
        assert "Licenses > Alpha. o reopens it, O drops it" in program.text()
        await program.press("o")
        assert "AlphaX" in program.text()
        await program.press("escape", "2", "D")
        await program.press("ctrl+s")
        assert (
            "All is saved but what was closed 22 Nov 10:31: Licenses > Alpha. o" in program.text()
        )
        await program.press("O")
        assert "Dropped the draft: Licenses > Alpha." in program.text()
        assert _drafts(path) == []
        await program.press("u", "o")
        assert "AlphaX" in program.text()


async def test_a_form_left_by_esc_on_a_full_disk_says_that_leaving_loses_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = FileStore.open(a_file(tmp_path))
    async with running(store=store, size=LARGE) as program:
        monkeypatch.setattr(store.drafts, "keep", _full)
        await program.press("2", "e", "end", "X", "escape")
        assert "o reopens it. q loses it: draft not kept: disk full." in program.text()
        await program.press("o")
        assert "JiraX" in program.text()


async def test_what_is_typed_after_a_draft_was_opened_is_kept_in_its_place(tmp_path: Path) -> None:
    path = a_file(tmp_path)
    async with running(store=FileStore.open(path)) as program:
        await _half_typed(program, "X")
        _abandon(program)
    async with running(store=FileStore.open(path)) as program:
        await program.press("o")
        (journal,) = _drafts(path)
        assert b"JiraX" in journal.read_bytes()
        await program.press("Y")
        await program.pilot.pause(0.9)
        _abandon(program)
    (draft,) = FileStore.open(path).drafts.left_behind()
    assert draft.texts == {"name": "JiraXY"}


async def test_a_draft_opened_on_a_full_disk_stays_until_it_is_saved(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = a_file(tmp_path)
    async with running(store=FileStore.open(path)) as program:
        await _half_typed(program, "X")
        _abandon(program)
    store = FileStore.open(path)
    async with running(store=store) as program:
        with monkeypatch.context() as patched:
            patched.setattr(store.drafts, "keep", _full)
            await program.press("o")
            assert "draft not kept: disk full" in program.text()
            assert len(_drafts(path)) == 1
            await program.press("ctrl+s")
        assert FileStore.open(path).portfolio.licenses[0].name == "JiraX"
        assert _drafts(path) == []


def _full(*_: object) -> None:
    raise NotSavedError("draft not kept: disk full")


@pytest.mark.parametrize("size", [SMALL, LARGE])
async def test_the_heading_says_in_any_case_what_is_not_kept_and_what_others_did(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, size: tuple[int, int]
) -> None:
    path = a_file(tmp_path, "A license of which the name is longer than the screen is wide " * 3)
    other = FileStore.open(path)
    store = FileStore.open(path)
    async with running(store=store, size=size) as program:
        monkeypatch.setattr(store.drafts, "keep", _full)
        await program.press("2", "e", "tab", "X")
        other.commit(note(other, 1, notes="hers"))
        program.app.session.look_at_store()
        await program.pilot.pause(0.9)
        heading = program.text().splitlines()[0]
        assert heading.startswith("─ Licenses > A licen")
    words = " ".join(heading.split())
    if size == LARGE:
        assert "not saved yet CHANGED by others: Notes draft not kept: disk full" in words
    else:
        assert "not saved yet CHANGED by others: Notes" in words


async def test_what_others_save_while_a_form_is_open_touches_nothing_typed(tmp_path: Path) -> None:
    path = a_file(tmp_path)
    other = FileStore.open(path)
    async with running(store=FileStore.open(path)) as program:
        await program.press("2", "e", "end", "X")
        other.commit(note(other, 1, notes="hers", seats=7))
        await program.pilot.pause(1.3)
        assert "not saved yet   CHANGED by others: Seats, Notes" in program.text()
        await program.press("Y")
        other.commit(Change("remove", (Edit(other.portfolio.license(1), None),)))
        await program.pilot.pause(1.3)
        assert "REMOVED by another session" in program.text()
        assert _form(program).texts()["name"] == "JiraXY"
        assert program.focused is _form(program).entry("name")


async def test_a_form_that_is_closed_is_told_no_more(tmp_path: Path) -> None:
    path = a_file(tmp_path)
    other = FileStore.open(path)
    async with running(store=FileStore.open(path)) as program:
        await program.press("2", "e")
        form = _form(program)
        await program.press("escape")
        other.commit(note(other, 1, notes="hers"))
        program.app.session.look_at_store()
        form.keep_draft()  # as a timer that comes too late
        assert program.app.is_running
        assert "hers" in program.text()


async def test_a_contact_left_unsaved_on_the_way_to_a_license_is_had_again_there(
    tmp_path: Path,
) -> None:
    path = a_file(tmp_path)
    async with running(store=FileStore.open(path)) as program:
        await program.press("2", "e")
        program.app.screen.query_one(Holders).enter()
        await program.press("o")
        assert "There is no draft of a contact here." in program.text()
        await program.press("n", *"zoe", "enter", "tab")
        await program.type("zoe@example.org")
        await program.press("escape")
        assert isinstance(program.app.screen, LicenseEditor)
        assert "Not saved: Full name and 1 more." in program.text()
        await program.press("o")
        assert isinstance(program.app.screen, ContactEditor)
        assert "zoe@example.org" in program.text()
        await program.press("ctrl+s")
        assert "Saved: zoe" in program.text()
        assert program.app.session.left is None
        await program.press("o")
        assert "There is no draft of a contact here." in program.text()
        await program.press("ctrl+s")
        (license,) = FileStore.open(path).portfolio.licenses
        assert [held.contact for held in license.wanted] == [1, 2]


async def test_a_contact_left_unsaved_on_the_way_to_a_role_is_said_and_had_again() -> None:
    async with running(a_portfolio()) as program:
        await program.press("2", "t", *"zoe", "enter", "escape")
        assert "Not saved: Full name. o reopens it" in program.text()
        await program.press("o")
        assert "Contacts > new   not saved yet" in program.text()


async def test_ctrl_q_from_a_form_while_something_else_is_not_saved_loses_neither(
    tmp_path: Path,
) -> None:
    path = a_file(tmp_path, "Alpha", "Beta")

    class Full(FileStore):
        is_full = False

        def commit(self, change: Change) -> Saved:
            if self.is_full:
                raise NotSavedError("NOT SAVED: disk full: x. The file was not changed")
            return super().commit(change)

    store = Full.open(path)
    assert isinstance(store, Full)
    async with running(store=store) as program:
        store.is_full = True
        await program.press("2", "D", "e", "end", "X", "ctrl+q")
        assert "NOT SAVED: archive Alpha" in program.text()
        assert len(_drafts(path)) == 1
        await program.press("o")
        assert "BetaX" in program.text()
        assert len(_drafts(path)) == 1
        store.is_full = False
        await program.press("ctrl+s")
        names = {x.name: x.archived for x in FileStore.open(path).portfolio.licenses}
        assert names == {"Alpha": True, "BetaX": False}
        assert _drafts(path) == []


# conflicts in a form


async def test_a_conflict_in_a_form_says_who_and_theirs_closes_it_with_the_history_told(
    tmp_path: Path,
) -> None:
    path = a_file(tmp_path)
    other = FileStore.open(path)
    other.author = "anna@jira1"
    async with running(store=FileStore.open(path)) as program:
        await program.press("2", "e", "end", "X")
        other.commit(note(other, 1, name="Hers"))
        await program.press("ctrl+s")
        assert isinstance(program.app.screen, ConflictScreen)
        assert "changed by anna@jira1" in program.text()
        await program.press("escape")
        assert "Ctrl+S asks again" in program.text()
        assert _form(program).texts()["name"] == "JiraX"
        await program.press("ctrl+s", "t", "enter")
        assert "Kept the other session's values; yours are in the history." in program.text()
    store = FileStore.open(path)
    assert store.portfolio.licenses[0].name == "Hers"
    assert store.history().entries[-1].overruled
    assert store.drafts.left_behind() == ()


async def test_a_conflict_that_comes_back_is_asked_again(tmp_path: Path) -> None:
    path = a_file(tmp_path)
    other = FileStore.open(path)
    async with running(store=FileStore.open(path)) as program:
        await program.press("2", "e", "end", "X")
        other.commit(note(other, 1, name="Hers"))
        await program.press("ctrl+s", "m")
        other.commit(note(other, 1, name="Hers again"))
        await program.press("enter")
        assert isinstance(program.app.screen, ConflictScreen)
        assert "Hers again" in program.text()
        await program.press("m", "enter")
        assert "Saved: JiraX" in program.text()
    assert FileStore.open(path).portfolio.licenses[0].name == "JiraX"


async def test_a_renewal_that_another_session_recorded_as_well_is_decided(tmp_path: Path) -> None:
    path = a_file(tmp_path)
    async with (
        running(store=FileStore.open(path)) as mine,
        running(store=FileStore.open(path)) as theirs,
    ):
        await mine.press("2", "r", "d")
        await mine.type("2027-12-02")
        await theirs.press("2", "r", "enter")
        await mine.press("enter")
        assert isinstance(mine.app.screen, ConflictScreen)
        await mine.press("m", "enter")
        (license,) = FileStore.open(path).portfolio.licenses
        assert [str(term.end) for term in license.terms] == ["2026-12-01", "2027-12-02"]


# on a real terminal


def test_a_program_killed_while_a_form_is_half_typed_offers_it_at_the_next_start(
    tmp_path: Path,
) -> None:
    path = a_file(tmp_path, "Alpha", "Beta")
    killed = Window(*PROGRAM, "--file", str(path))
    try:
        killed.shows("1 Dashboard", "q Quit")
        killed.press("2")
        killed.shows("Licenses: 2")
        killed.press("e")
        killed.shows("Licenses > ")
        killed.press("\x05XYZ")
        killed.until(lambda: any(b"AlphaXYZ" in file.read_bytes() for file in _drafts(path)))
        killed.process.kill()
        killed.process.wait()
    finally:
        killed.clean_up()
    assert FileStore.open(path).portfolio.licenses[0].name == "Alpha"
    after = Window(*PROGRAM, "--file", str(path))
    try:
        after.shows("Draft of", "Licenses > Alpha", "o reopens")
        after.press("o")
        after.shows("AlphaXYZ", "not saved yet")
        after.press("\x13")
        after.shows("Saved: AlphaXYZ")
        after.press("q")
        assert after.exit_code(3) == 0
    finally:
        after.clean_up()
    assert FileStore.open(path).portfolio.licenses[0].name == "AlphaXYZ"
    assert _drafts(path) == []
