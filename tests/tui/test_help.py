"""The help and the palette: what works here first, found by typing, and nothing that cannot be."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.widgets import Input

from licensetui.store.file.filestore import FileStore
from licensetui.tui.commands import sections, text_fields
from licensetui.tui.dialogs.chooser import Options
from licensetui.tui.screens.help import HelpLines, found_lines, help_lines
from licensetui.tui.widgets.line import Line
from tests.builders import a_portfolio
from tests.store.changes import a_file
from tests.tui.running import Running, running


def _shown(program: Running) -> list[str]:
    return [line.text for line in program.app.screen.query_one(HelpLines).items]


@pytest.mark.parametrize(
    ("keys", "first"),
    [
        (("1",), "DASHBOARD"),
        (("1", "tab"), "DASHBOARD, CALENDAR"),
        (("1", "exclamation_mark"), "DASHBOARD, FINDINGS"),
        (("2",), "LICENSES"),
        (("4",), "PORTAL"),
        (("5",), "HISTORY"),
    ],
)
async def test_the_help_begins_where_one_is(keys: tuple[str, ...], first: str) -> None:
    async with running(a_portfolio()) as program:
        await program.press(*keys, "question_mark")
        assert _shown(program)[0] == first
        await program.press("escape")
        assert not program.app.screen.query(HelpLines)


async def test_what_is_typed_narrows_the_help_and_esc_shows_all_again() -> None:
    async with running(a_portfolio()) as program:
        await program.press("2", "question_mark")
        everything = _shown(program)
        await program.press("slash", *"owner")
        assert _shown(program) == [
            "LICENSES",
            "Set the owner, who decides about the license.",
        ]
        await program.press("escape")
        assert _shown(program) == everything
        await program.press("q", "j", "x")
        assert _shown(program) == []
        assert "No matches" in program.text()
        await program.press("escape", "escape")
        assert "Licenses: 1" in program.text()


async def test_a_single_letter_finds_what_that_key_does() -> None:
    lines = help_lines("Contacts", sections.IN_LISTS, sections.ANYWHERE)
    found = [line for line in found_lines(lines, "A") if line.keys]
    assert [(line.keys, line.word) for line in found[:1]] == [("A", "Absence")]
    assert {line.keys for line in found} == {"A"}
    assert [line.word for line in found_lines(lines, "/") if line.keys][:1] == ["Find"]
    assert [line.keys for line in found_lines(lines, "snooze") if line.keys][:1] == ["z"]


async def test_the_help_can_be_read_with_the_arrows() -> None:
    async with running(a_portfolio()) as program:
        await program.press("question_mark")
        await program.press("pagedown", "down", "up")
        assert program.app.screen.query_one(HelpLines).cursor > 10
        await program.press("question_mark")
        assert "Due:" in program.text()


# the keys of a field


@pytest.mark.parametrize(
    ("keys", "text", "cursor"),
    [
        (("ctrl+u",), "", 0),
        (("home", "ctrl+k"), "", 0),
        (("ctrl+w",), "one ", 4),
        (("alt+backspace",), "one ", 4),
        (("ctrl+a", "delete"), "ne two", 0),
        (("ctrl+a", "ctrl+d"), "ne two", 0),
        (("ctrl+a", "ctrl+e"), "one two", 7),
        (("home", "end"), "one two", 7),
        (("ctrl+left",), "one two", 4),
        (("home", "ctrl+right"), "one two", 4),
        (("shift+left", "ctrl+x", "home", "ctrl+v"), "oone tw", 1),
        (("home", "shift+right", "X"), "Xne two", 1),
    ],
)
async def test_the_editing_keys_do_what_the_help_of_a_form_says(
    keys: tuple[str, ...], text: str, cursor: int
) -> None:
    told = {key for command in sections.FIELDS for key in command.keys.split(",")}
    assert {*keys} - {"X"} <= told
    async with running(a_portfolio()) as program:
        await program.press("3", "n", "ctrl+u", *"one two", *keys)
        field = program.focused
        assert isinstance(field, Input)
        assert (field.value, field.cursor_position) == (text, cursor)


def test_each_editing_key_of_the_help_is_bound_in_a_field() -> None:
    told = {key for command in sections.FIELDS for key in command.keys.split(",")}
    of_screens = text_fields.NEXT_FIELD, text_fields.FIELD_BEFORE
    told -= {key for command in of_screens for key in command.keys.split(",")}
    assert told <= {*Line()._bindings.key_to_bindings}


async def test_the_help_of_a_form_tells_the_editing_keys() -> None:
    async with running(a_portfolio()) as program:
        await program.press("2", "e", "ctrl+g")
        shown = _shown(program)
        assert "TEXT FIELDS" in shown
        assert "Delete everything before the cursor." in shown
        await program.press("escape", "escape", "r", "ctrl+g", *"ctrl+u")
        assert _shown(program) == ["TEXT FIELDS", "Delete everything before the cursor."]


# the palette


@pytest.mark.parametrize(("key", "view"), list(enumerate(sections.VIEWS, start=1)))
async def test_every_verb_is_in_the_palette(key: int, view: str) -> None:
    found = dict(sections.sections())
    titles = {title for titles in sections.VIEWS.values() for title in titles}
    wanted = {c for title in (*titles, sections.IN_LISTS, sections.ANYWHERE) for c in found[title]}
    async with running(a_portfolio()) as program:
        await program.press(str(key), "colon")
        labels = {option.label for option in program.app.screen.query_one(Options).items}
        assert {f"{c.word} ({c.key_names[0]})" for c in wanted} <= labels


async def test_a_verb_of_another_view_goes_there_and_says_its_key() -> None:
    async with running(a_portfolio()) as program:
        await program.press("3", "colon", *"snooze", "enter")
        assert "Licenses: 1" in program.text() or "Due:" in program.text()
        assert "z: No reminders of this license until a date." in program.text()
        license = program.store.portfolio.license(1)
        assert license is not None
        assert license.term is not None
        assert license.term.snoozed_until is None


# read-only


async def test_reading_only_shows_no_key_that_changes_anything(tmp_path: Path) -> None:
    path = a_file(tmp_path)
    verbs = ("Renew", "Undo", "New", "Archive", "Import")
    async with running(store=FileStore.open(path, readonly=True)) as program:
        await program.press("2")
        footer = program.text().splitlines()[-1]
        assert not any(verb in footer for verb in verbs)
        assert "Open" in footer
        await program.press("question_mark")
        assert "read-only" in program.text()
        shown = _shown(program)
        edits = {c.help for _, commands in sections.sections() for c in commands if c.edits}
        assert not edits.intersection(shown)
        assert "Sort by the next column." in shown
        await program.press("escape", "colon")
        labels = [option.label for option in program.app.screen.query_one(Options).items]
        assert not [x for x in labels if x.partition(" (")[0] in verbs]
        assert "Sort (s)" in labels
    async with running(store=FileStore.open(path)) as program:
        await program.press("2", "question_mark")
        assert edits.intersection(_shown(program))


@pytest.mark.parametrize("size", [(60, 20), (80, 24)])
async def test_no_sentence_of_the_help_is_cut(size: tuple[int, int]) -> None:
    async with running(a_portfolio(), size=size) as program:
        await program.press("question_mark")
        for _ in range(20):
            assert "…" not in program.text()
            await program.press("pagedown")
