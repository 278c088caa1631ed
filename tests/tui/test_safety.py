"""What must hold on every screen: hostile names, read-only files, failed saves, no colors."""

from __future__ import annotations

import errno
import os
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from textual.app import App
from textual.widgets import Input

from licensetui.domain.change import Change, Edit
from licensetui.domain.license import Assignment, Role
from licensetui.domain.money import Money
from licensetui.domain.portfolio import Portfolio
from licensetui.domain.settings import Settings
from licensetui.store.errors import NotDurableError, NotSavedError
from licensetui.store.file.filestore import FileStore
from licensetui.store.memory import MemoryStore
from licensetui.store.store import Saved
from licensetui.tui.screens.contact_editor import ContactEditor
from licensetui.tui.screens.license_editor import LicenseEditor
from licensetui.tui.terminal.tty import has_few_colors
from licensetui.tui.widgets.bars import StatusLine
from tests.builders import a_contact, a_license, a_portfolio, a_term
from tests.store.changes import a_file
from tests.tui.running import HOSTILE_AT, running


def hostile_portfolio(text: str) -> Portfolio:
    contacts = (
        a_contact(text, organization=text, notes=text, phone=text),
        a_contact("", id=2, email=text),
    )
    fields = dict.fromkeys(
        ("vendor", "product", "sen", "entitlement", "organization", "site", "partner", "notes"),
        text,
    )
    held = (Assignment(1, Role.TECHNICAL, True), Assignment(2, Role.BILLING, True))
    license = a_license(text, **fields, wanted=held)
    return a_portfolio(license, replace(license, id=2, wanted=(), parent=1), contacts=contacts)


@pytest.mark.parametrize(("text", "size"), HOSTILE_AT)
async def test_names_are_text_and_never_markup_actions_or_escapes(
    text: str, size: tuple[int, int]
) -> None:
    portfolio = hostile_portfolio(text)
    shown = text.replace("\x1b", "\N{REPLACEMENT CHARACTER}")
    async with running(portfolio, size=size, store=MemoryStore(portfolio, title=text)) as program:
        for keys in (
            (),
            ("2",),
            ("e",),
            ("escape", "r"),
            ("escape", "t"),
            ("escape", "f"),
            ("escape", "y"),
            ("slash", *"[", "enter"),
            ("escape", "3"),
            ("e",),
            ("tab",),
            ("escape", "D"),
            ("exclamation_mark",),
            ("colon",),
        ):
            await program.press(*keys)
            screen = program.text()
            assert "\x1b" not in screen
            assert shown in screen or keys == ("colon",)
        assert program.app.is_running


async def test_a_failed_save_keeps_what_was_typed_and_the_next_try_saves_it() -> None:
    class FullDisk(MemoryStore):
        is_full = True

        def commit(self, change: Change) -> Saved:
            if self.is_full:
                raise NotSavedError("NOT SAVED: disk full")
            return super().commit(change)

    store = FullDisk(a_portfolio(), title="full")
    async with running(store=store) as program:
        await program.press("2", "e", "end", "X", "ctrl+s")
        assert "NOT SAVED: disk full" in program.text()
        assert "Jira Software DC 500X" in program.text()
        assert store.portfolio == a_portfolio()
        store.is_full = False
        await program.press("ctrl+s")
        license = store.portfolio.license(1)
        assert license is not None
        assert license.name == "Jira Software DC 500X"


async def test_an_action_that_fails_says_so_in_the_status_line() -> None:
    class Broken(MemoryStore):
        def commit(self, change: Change) -> Saved:
            raise NotSavedError("NOT SAVED: the disk is gone")

    async with running(store=Broken(a_portfolio())) as program:
        await program.press("2", "D")
        assert "NOT SAVED: the disk is gone" in program.text()
        assert "Licenses: 0" in program.text()


async def test_a_read_only_file_can_be_looked_at_and_not_changed(tmp_path: Path) -> None:
    path = tmp_path / "licenses.json"
    writer = FileStore.open(path)
    sound = MemoryStore(a_portfolio()).portfolio
    license = replace(sound.licenses[0], id=0, wanted=())
    writer.commit(Change("add", licenses=(Edit(None, license),)))
    before = path.read_bytes()
    async with running(store=FileStore.open(path, readonly=True)) as program:
        assert "READ-ONLY" in program.text()
        assert "Renewed" not in program.text().splitlines()[-1]
        for keys in (("2", "r"), ("D",), ("t",), ("n",), ("3", "n")):
            await program.press(*keys)
            assert "opened read-only" in program.text()
        await program.press("2", "e", "end", "X", "ctrl+s")
        assert "NOT SAVED" in program.text()
    assert path.read_bytes() == before


async def test_an_empty_list_of_a_read_only_file_names_no_key_that_adds(tmp_path: Path) -> None:
    path = tmp_path / "licenses.json"
    writer = FileStore.open(path)
    writer.commit(Change("add", contacts=(Edit(None, a_contact(id=0)),)))
    async with running(store=FileStore.open(path, readonly=True)) as program:
        await program.press("2")
        assert "Nothing here, and nothing can be added." in program.text()
        assert "n adds" not in program.text()
        await program.press("3", "slash", *"zzz")
        assert "No matching contacts. Esc clears search and filter." in program.text()


async def test_an_edit_is_in_the_file_when_the_screen_says_saved(tmp_path: Path) -> None:
    path = tmp_path / "licenses.json"
    async with running(store=FileStore.open(path)) as program:
        await program.press("3", "n")
        await program.type("Anna Martin")
        await program.press("ctrl+s")
        assert "Saved: Anna Martin" in program.text()
        (contact,) = FileStore.open(path).portfolio.contacts
        assert contact.name == "Anna Martin"


async def test_another_sessions_change_of_another_field_is_seen_and_kept(tmp_path: Path) -> None:
    path = tmp_path / "licenses.json"
    other = FileStore.open(path)
    first = other.commit(Change("add", contacts=(Edit(None, replace(a_contact(), id=0)),)))
    (mine,) = first.portfolio.contacts
    async with running(store=FileStore.open(path)) as program:
        await program.press("3", "e", "end", "X")
        theirs = replace(mine, phone="1")
        other.commit(Change("phone", contacts=(Edit(mine, theirs),)))
        program.app.session.look_at_store()
        await program.settle()
        assert "CHANGED by others: Phone" in program.text()
        assert "Anna MartinX" in program.text()
        await program.press("ctrl+s")
        assert FileStore.open(path).portfolio.contacts == (replace(theirs, name="Anna MartinX"),)


async def test_another_sessions_change_of_the_same_field_is_shown_and_settled(
    tmp_path: Path,
) -> None:
    path = tmp_path / "licenses.json"
    other = FileStore.open(path)
    first = other.commit(Change("add", contacts=(Edit(None, replace(a_contact(), id=0)),)))
    (was,) = first.portfolio.contacts
    async with running(store=FileStore.open(path)) as program:
        await program.press("3", "e", "end", "X")
        other.commit(Change("rename", contacts=(Edit(was, replace(was, name="Bruno")),)))
        await program.press("ctrl+s")
        assert "Anna MartinX" in program.text()
        assert "Bruno" in program.text()
        await program.press("escape")
        assert "another session changed the contact" in program.text()
        assert "Anna MartinX" in program.text(), "what is typed stays"
        await program.press("ctrl+s", "m", "enter")
        (contact,) = FileStore.open(path).portfolio.contacts
        assert contact.name == "Anna MartinX"
        assert "Saved: Anna MartinX" in program.text()


async def test_a_record_removed_elsewhere_while_it_is_edited_can_come_back(tmp_path: Path) -> None:
    path = tmp_path / "licenses.json"
    other = FileStore.open(path)
    first = other.commit(Change("add", contacts=(Edit(None, replace(a_contact(), id=0)),)))
    (was,) = first.portfolio.contacts
    async with running(store=FileStore.open(path)) as program:
        await program.press("3", "e", "end", "X")
        other.commit(Change("remove", contacts=(Edit(was, None),)))
        program.app.session.look_at_store()
        await program.settle()
        assert "REMOVED by another session" in program.text()
        await program.press("ctrl+s", "m", "enter")
        (contact,) = FileStore.open(path).portfolio.contacts
        assert contact == replace(was, name="Anna MartinX")


async def test_a_change_that_may_not_last_is_shown_and_said_so() -> None:
    class Uncertain(MemoryStore):
        def commit(self, change: Change) -> Saved:
            super().commit(change)
            raise NotDurableError("SAVED, but perhaps not for good: the disk did not confirm")

    store = Uncertain(a_portfolio())
    async with running(store=store) as program:
        await program.press("3", "e", "end", "X", "ctrl+s")
        assert "perhaps not for good" in program.text()
        assert "Anna MartinX" in program.text()


async def test_ones_own_uncertain_change_is_not_told_as_another_sessions(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = a_file(tmp_path)

    def uncertain(descriptor: int) -> None:
        if os.path.samestat(os.fstat(descriptor), tmp_path.stat()):
            raise OSError(errno.EIO, os.strerror(errno.EIO))

    async with running(store=FileStore.open(path)) as program:
        monkeypatch.setattr(os, "fsync", uncertain)
        await program.press("2", "D")
        program.app.session.look_at_store()
        await program.settle()
        assert "did not confirm" in program.text()
    assert FileStore.open(path).portfolio.licenses[0].archived


@pytest.mark.parametrize("form", [LicenseEditor, ContactEditor])
async def test_who_is_ended_while_a_form_opens_leaves_in_order(
    form: type[LicenseEditor | ContactEditor],
) -> None:
    async with running(a_portfolio()) as program:
        program.app.push_screen(form(program.app.session, None))
        program.app.leave(143)
        await program.settle()
    assert program.app.return_code == 143


@pytest.mark.parametrize("view", ["contacts", "licenses", "portal", "history"])
async def test_a_view_that_is_asked_for_while_the_program_ends_is_no_bug(view: str) -> None:
    """A signal may come between a key and what it shows: nothing can be mounted any more."""
    async with running(a_portfolio()) as program:
        program.app.screen.call_later(program.app.action_request, "ShowView", view)
        program.app.leave(143)
    assert program.app.return_code == 143


async def test_a_stop_that_comes_while_the_program_ends_is_no_bug() -> None:
    async with running(a_portfolio()) as program:
        program.app.leave(143)
        await program.app.screen.query_one(StatusLine).remove()
        program.app.action_suspend()
    assert program.app.return_code == 143


async def test_quitting_asks_nothing_and_ctrl_c_says_how() -> None:
    async with running(a_portfolio()) as program:
        await program.press("ctrl+c")
        assert "Press q to quit" in program.text()
        await program.press("q")
        assert not program.app.is_running or program.app._exit


@pytest.mark.parametrize("key", ["1", "2", "3"])
async def test_the_footer_names_help_and_quit_whatever_else_fits(key: str) -> None:
    async with running(a_portfolio()) as program:
        await program.press(key)
        footer = program.text().splitlines()[-1]
        assert footer.startswith(" ? Help")
        assert footer.endswith("q Quit")


async def test_pasted_escape_sequences_reach_neither_the_screen_nor_the_record() -> None:
    async with running(Portfolio()) as program:
        await program.press("3", "n")
        await program.type("An\x1b[31mna\x1b]0;title\x07")
        segments = [s for strip in program.app.screen._compositor.render_strips() for s in strip]
        assert not any("\x1b" in segment.text for segment in segments)
        await program.press("ctrl+s")
        (contact,) = program.store.portfolio.contacts
        assert "\x1b" not in contact.name


async def test_a_huge_amount_is_refused_when_typed_and_shown_when_in_the_file() -> None:
    huge = Money(Decimal("9" * 40), "EUR")
    async with running(a_portfolio(a_license(terms=(a_term(cost=huge),)))) as program:
        await program.press("2")
        assert "1e+40" in program.text()
        await program.press("e")
        cost = program.app.screen.query_one("#cost", Input)
        cost.value = "9" * 30
        await program.press("ctrl+s")
        assert "is not an amount" in program.text()


async def test_a_license_that_never_ends_can_be_renewed_without_a_crash() -> None:
    forever = a_license(terms=(a_term(date(9999, 12, 31)),))
    async with running(a_portfolio(forever)) as program:
        await program.press("2", "r")
        assert "Renew > Jira" in program.text()
        await program.press("enter")
        assert program.app.is_running


@pytest.mark.parametrize(
    ("environ", "few"),
    [
        ({"TERM": "xterm-256color"}, False),
        ({"TERM": "xterm", "COLORTERM": "truecolor"}, False),
        ({"TERM": "linux"}, True),
        ({"TERM": "xterm-256color", "NO_COLOR": "1"}, True),
        ({}, True),
    ],
)
def test_few_colors_are_noticed(environ: dict[str, str], few: bool) -> None:
    assert has_few_colors(environ) is few


async def test_without_colors_the_cursor_and_the_marks_are_still_to_be_seen(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    async with running(a_portfolio()) as program:
        app: App[None] = program.app
        assert app.theme == "licensetui-16-dark"
        assert app.native_ansi_color, "other colors are filtered to black on black"
        strips = app.screen._compositor.render_strips()
        styles = [segment.style for strip in strips for segment in strip if segment.style]
        assert any(style.reverse for style in styles)
        assert "! 9 01 Dec" in " ".join(program.text().split())


@pytest.mark.parametrize(
    ("settings", "theme"),
    [
        (Settings(theme="light"), "licensetui-light"),
        (Settings(), "licensetui-dark"),
        (Settings(theme="terminal"), "licensetui-16-dark"),
    ],
)
async def test_the_colors_are_those_of_the_settings(
    monkeypatch: pytest.MonkeyPatch, settings: Settings, theme: str
) -> None:
    monkeypatch.setenv("TERM", "xterm-256color")
    async with running(a_portfolio(), settings=settings) as program:
        assert program.app.theme == theme
        assert "! 9 01 Dec" in " ".join(program.text().split())


async def test_nothing_is_drawn_while_nothing_changes(monkeypatch: pytest.MonkeyPatch) -> None:
    async with running(a_portfolio()) as program:
        await program.pilot.pause(0.2)
        updates = 0

        def count(*_arguments: object, **_options: object) -> None:
            nonlocal updates
            updates += 1

        monkeypatch.setattr(program.app, "_display", count)
        await program.pilot.pause(1.2)
        assert updates == 0
