"""What is typed is never lost: not by Ctrl+Q, not by a killed program, not by a full disk."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path

import pytest

from licensetui.domain.change import Change, Edit
from licensetui.store.filestore import FileStore
from licensetui.tui.app import LicenseTui
from tests.builders import HOSTILE, a_contact
from tests.store.changes import a_file, note
from tests.tui.running import Running, running


def _drafts(path: Path) -> list[Path]:
    return sorted((path.parent / "licenses.json.d" / "drafts").glob("*"))


async def _half_typed(program: Running, *keys: str) -> None:
    """Type into the form of a license, and wait until that is on the disk."""
    await program.press("2", "e", *keys)
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
        await program.press("X")
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
        await program.press("2", "e", "X", "ctrl+g", "ctrl+q")
        assert not program.app.is_running or program.app._exit
        program.store.drafts.close()
    async with running(store=FileStore.open(path)) as program:
        assert "Draft of 22 Nov 10:31: Licenses > Jira" in program.text()
        assert "o opens it, O drops it" in program.text()
        await program.press("o")
        assert "Licenses > Jira   not saved yet" in program.text()
        await program.press("ctrl+s")
        assert FileStore.open(path).portfolio.licenses[0].name == "JiraX"
        program.store.drafts.close()
    async with running(store=FileStore.open(path)) as program:
        assert "Draft" not in program.text()


async def test_a_draft_is_dropped_and_had_once_more(tmp_path: Path) -> None:
    path = a_file(tmp_path)
    async with running(store=FileStore.open(path)) as program:
        await _half_typed(program, "X")
        _abandon(program)
    async with running(store=FileStore.open(path)) as program:
        await program.press("O")
        assert "Dropped: Licenses > Jira. u opens it once more." in program.text()
        assert _drafts(path) == []
        await program.press("o")
        assert "No form was left" in program.text()
        await program.press("u")
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
            await program.press("e", "X")
            program.app.before_leaving()
            await program.pilot.pause(0.1)
            program.app.pop_screen()
            await program.press("down")
        _abandon(program)
    async with running(store=FileStore.open(path)) as program:
        assert "2 drafts of forms" in program.text()
        await program.press("o")
        assert "Open which draft" in program.text()
        await program.press("enter")
        assert "not saved yet" in program.text()
        await program.press("ctrl+s")
        assert any(x.name.endswith("X") for x in FileStore.open(path).portfolio.licenses)


async def test_a_renewal_and_a_new_contact_come_back(tmp_path: Path) -> None:
    path = a_file(tmp_path)
    async with running(store=FileStore.open(path)) as program:
        await program.press("2", "r", "tab")
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
        assert "Renewed: Jira   not saved yet" in program.text()


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
            assert "Ctrl+Q again leaves without it" in program.text()
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
        await program.press("2", "e", "X", "tab", "tab", "tab")
        program.app.before_leaving()
        from licensetui.tui.widgets.holders import Holders

        program.app.screen.query_one(Holders).focus()
        await program.press("n", *"Nobody else", "enter", "A")
        program.app.before_leaving()
        _abandon(program)
    drafts = FileStore.open(path).drafts.left_behind()
    assert {draft.form for draft in drafts} == {"license", "contact"}
