"""Documents of a license: in its form, in the list, and what L does."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from textual import events

from licensetui.domain.license import Document
from licensetui.tui.dialogs.document_entry import DocumentEntry
from licensetui.tui.widgets.document_rows import Documents
from tests.builders import a_license, a_portfolio
from tests.tui.running import Running, running, until

CONTRACT = Document("/srv/contracts/jira 2026.pdf", "contract 2026")
QUOTE = Document("https://example.org/q?id=7", "quote")


@pytest.fixture(autouse=True)
def no_browser(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("BROWSER", "DISPLAY", "WAYLAND_DISPLAY"):
        monkeypatch.delenv(name, raising=False)


def a_browser(path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Let $BROWSER note, in a file, the words it is called with."""
    noted, program = path / "noted.json", path / "my browser"
    program.write_text(
        "#!/usr/bin/env python3\nimport json, sys\n"
        f"open({str(noted)!r}, 'a').write(json.dumps(sys.argv[1:]) + '\\n')\n"
    )
    program.chmod(0o755)
    monkeypatch.setenv("BROWSER", f"'{program}' &")
    return noted


def opened(noted: Path) -> list[Any]:
    return [json.loads(x) for x in noted.read_text().splitlines()] if noted.exists() else []


async def go_to_documents(program: Running) -> Documents:
    rows = program.app.screen.query_one(Documents)
    rows.enter()
    await program.press()
    return rows


async def test_they_are_added_edited_and_removed_in_the_form_as_one_change() -> None:
    async with running(a_portfolio(a_license(documents=(QUOTE,)))) as program:
        await program.press("2", "e")
        await go_to_documents(program)
        await program.press("n")
        assert isinstance(program.app.screen, DocumentEntry)
        await program.type('"/srv/contracts/jira 2026.pdf"')
        await program.press("enter")
        await program.type("contract 2026")
        await program.press("enter")
        assert "Documents: 2" in program.text()
        await program.press("up", "enter", "enter", "ctrl+u")
        await program.type("offer")
        await program.press("enter", "ctrl+s")
        (license,) = program.store.portfolio.licenses
        assert license.documents == (Document(QUOTE.place, "offer"), CONTRACT)
        assert "offer, contract 2026" in program.text()
        await program.press("e")
        await go_to_documents(program)
        await program.press("delete", "ctrl+s")
        (license,) = program.store.portfolio.licenses
        assert license.documents == (CONTRACT,)
        await program.press("u")
        assert len(program.store.portfolio.licenses[0].documents) == 2


async def test_a_paste_adds_one_for_each_line_and_never_a_license_key() -> None:
    async with running(a_portfolio(a_license())) as program:
        await program.press("2", "e")
        rows = await go_to_documents(program)
        rows.post_message(events.Paste("file:///srv/a%20b.pdf\r\n'/srv/c.pdf'\n/srv/c.pdf\n"))
        await program.press()
        assert [x.place for x in rows.held] == ["/srv/a b.pdf", "/srv/c.pdf"]
        rows.post_message(events.Paste("License key: 3FA2-99B1-77C0-4D5E-A1B2"))
        await program.press()
        assert len(rows.held) == 2
        assert "it is not kept" in program.text()


async def test_an_address_with_a_password_is_not_taken_and_one_in_the_file_is_not_shown(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    noted = a_browser(tmp_path, monkeypatch)
    old = Document("https://anna:secret@example.org/q", "quote")
    async with running(a_portfolio(a_license(documents=(old,)))) as program:
        await program.press("2", "L")
        assert "Copied: https://anna:***@example.org/q" in program.text()
        assert "secret" not in program.app.clipboard
        await until(program, lambda: opened(noted) == [[old.place]])
        await program.press("e")
        rows = await go_to_documents(program)
        rows.post_message(events.Paste("/srv/c.pdf\nhttps://anna:other@example.org/"))
        await program.press()
        assert rows.held == (old,)
        assert "That address has a password in it, which is not kept" in program.text()
        await program.press("enter")
        assert "anna:***@example.org/q" in program.text()
        await program.press("enter", "ctrl+u")
        await program.type("offer")
        await program.press("enter")
        assert rows.held == (Document(old.place, "offer"),), "untouched, it stays"
        await program.press("enter", "end")
        await program.type("/2")
        await program.press("enter", "enter")
        assert "That address has a password in it, which is not kept" in program.text()
        assert rows.held == (Document(old.place, "offer"),), "no *** in its place"
        await program.press("ctrl+u", "up", "ctrl+u")
        await program.type("https://anna:new@example.org/q")
        await program.press("enter", "enter")
        assert "That address has a password in it, which is not kept" in program.text()
        await program.press("escape", "ctrl+s")
        assert "secret" not in program.text()
        await program.app.workers.wait_for_complete()


async def test_without_a_place_nothing_is_taken_and_other_fields_may_be_edited() -> None:
    odd = Document("/srv/\x1b[31mred\u202e", "a\nb")
    async with running(a_portfolio(a_license(documents=(odd,)))) as program:
        await program.press("2", "e")
        await go_to_documents(program)
        await program.press("n", "enter")
        assert isinstance(program.app.screen, DocumentEntry)
        assert "Enter a path or a URL" in program.text()
        await program.press("escape", "up", "enter", "enter", "enter", "ctrl+s")
        (license,) = program.store.portfolio.licenses
        assert license.documents == (odd,)
        assert "\x1b" not in program.text()


async def test_what_was_left_unsaved_is_there_again() -> None:
    async with running(a_portfolio(a_license())) as program:
        await program.press("2", "e")
        rows = await go_to_documents(program)
        rows.post_message(events.Paste("/srv/c.pdf"))
        await program.press()
        await program.press("escape", "escape")
        assert "Not saved: Documents" in program.text()
        await program.press("o")
        assert [x.place for x in program.app.screen.query_one(Documents).held] == ["/srv/c.pdf"]
        await program.press("ctrl+s")
        assert program.store.portfolio.licenses[0].documents == (Document("/srv/c.pdf"),)


async def test_without_a_browser_it_is_copied_and_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    async with running(a_portfolio(a_license(documents=(CONTRACT,)))) as program:
        await program.press("2", "L")
        assert program.app.clipboard == CONTRACT.place
        assert f"Copied: {CONTRACT.place}" in program.text()


async def test_a_license_without_any_says_how_to_add_one() -> None:
    async with running(a_portfolio(a_license())) as program:
        await program.press("2", "L")
        assert "No document is recorded here. Add one: e." in program.text()


async def test_the_browser_gets_the_chosen_one_as_one_word(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    noted = a_browser(tmp_path, monkeypatch)
    trap = Document("/srv/$(touch x); echo `id` 'a\" b.pdf", "trap")
    async with running(a_portfolio(a_license(documents=(CONTRACT, QUOTE, trap)))) as program:
        await program.press("2", "L", *"quo", "enter")
        await until(program, lambda: opened(noted))
        await program.press("L", *"trap", "enter")
        await until(program, lambda: len(opened(noted)) == 2)
        assert opened(noted) == [[QUOTE.place], [trap.place]]
        assert program.app.clipboard == trap.place
        await program.app.workers.wait_for_complete()  # the browser may take its time to end


@pytest.mark.parametrize(
    "place", ["javascript:alert(1)", "ftp://example.org/x", "-x", "/srv/\x1b]52;c;eA==\x07"]
)
async def test_what_is_no_path_or_web_address_is_shown_and_never_opened(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, place: str
) -> None:
    noted = a_browser(tmp_path, monkeypatch)
    license = a_license(documents=(Document(place, "[bold]x[/]"),))
    async with running(a_portfolio(license)) as program:
        await program.press("2", "L")
        assert "Copied, not opened" in program.text()
        assert "[bold]x[/]" in program.text()
        assert "\x1b" not in program.app.clipboard
        await program.press("e")
        await go_to_documents(program)
        await program.press("L")
        assert "Copied, not opened" in program.text()
        assert "[bold]x[/]" in program.text()
    assert opened(noted) == []


async def test_a_browser_that_fails_is_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    program_file = tmp_path / "bad"
    program_file.write_text("#!/bin/sh\nexit 3\n")
    program_file.chmod(0o755)
    monkeypatch.setenv("BROWSER", f"{program_file} &")
    async with running(a_portfolio(a_license(documents=(CONTRACT,)))) as program:
        await program.press("2", "L")
        await until(program, lambda: "bad did not open it: it ended with 3" in program.text())


async def test_a_license_is_found_by_them() -> None:
    licenses = (a_license("One", id=1, documents=(CONTRACT,)), a_license("Two", id=2))
    async with running(a_portfolio(*licenses)) as program:
        await program.press("2", "slash", *"srv/contracts", "enter")
        assert "One" in program.text()
        assert "Two" not in program.text()
