from __future__ import annotations

from importlib import import_module
from pkgutil import iter_modules

import pytest

from licensetui.door import load
from licensetui.tui import commands, registry
from licensetui.tui.command import Command
from licensetui.tui.commands import sections
from licensetui.tui.commands.sections import all_commands
from licensetui.tui.dialogs.chooser import Options
from licensetui.tui.screens.help import HelpLines, help_lines
from licensetui.tui.screens.license_key import KeyForm
from tests.builders import a_portfolio
from tests.tui.running import running

ALL: list[Command] = sorted(all_commands(), key=lambda command: command.id)


def test_every_command_has_a_key_a_word_and_a_help_that_fits_the_screen() -> None:
    for command in ALL:
        assert command.keys, command
        assert command.word, command
        assert len(command.word) <= 12, command
        assert len(command.help) <= 57, command


SAME = (
    {"up", "week-before"},
    {"down", "week-after"},
    {"add-holder", "add-document"},
    {"remove-holder", "remove-document"},
    {"show-remarks", "show-notes"},
    {"save", "go-on"},
    {"save-choice", "save"},
)
"""Commands that say the same of what is under the cursor there: a week up is a line up."""
WHERE_ONE_IS = {
    *("enter", "escape", "tab", "shift+tab", "space", "delete"),
    *("up", "down", "left", "right", "pageup", "pagedown", "home", "end"),
}
"""Keys that mean what the list, the calendar or the field with the focus makes of them."""


def test_the_screens_are_those_there_are() -> None:
    assert {*sections.SCREENS} == {*registry.VIEWS, *registry.FORMS, "license key", "conflict"}
    for name, where in registry.FORMS.items():
        assert sections.SHEETS[name] == load(where).KEY_SECTIONS
    assert sections.SHEETS["license key"] == KeyForm.KEY_SECTIONS


@pytest.mark.parametrize(("screen", "titles"), sections.SCREENS.items())
def test_no_letter_has_two_meanings_on_one_screen(screen: str, titles: tuple[str, ...]) -> None:
    found = dict(sections.sections())
    meanings: dict[str, set[str]] = {}
    for command in (command for title in titles for command in found[title]):
        for key in {*command.keys.split(",")} - WHERE_ONE_IS:
            meanings.setdefault(key, set()).add(command.id)
    several = {key: ids for key, ids in meanings.items() if len(ids) > 1}
    assert not {key: ids for key, ids in several.items() if not any(ids <= x for x in SAME)}


def test_every_section_is_on_a_screen() -> None:
    told = {title for titles in sections.SCREENS.values() for title in titles}
    assert told == {title for title, _ in sections.sections()}


def test_every_command_is_in_a_section() -> None:
    found = iter_modules(commands.__path__, f"{commands.__name__}.")
    values = [x for module in found for x in vars(import_module(module.name)).values()]
    assert {x for x in values if isinstance(x, Command)} == set(all_commands())


async def test_every_command_of_a_view_is_bound_there() -> None:
    async with running(a_portfolio()) as program:
        for key, place in (
            ("1", sections.AGENDA),
            ("2", sections.LICENSES),
            ("3", sections.CONTACTS),
            ("5", sections.HISTORY),
        ):
            await program.press(key)
            bound = {active.binding.id for active in program.app.screen.active_bindings.values()}
            wanted = {c.id for c in (*place, *sections.EVERYWHERE, *sections.LISTS)}
            assert wanted <= bound


async def test_the_help_lists_every_command_and_begins_with_the_present_place() -> None:
    lines = help_lines("Contacts")
    assert lines[0].text == "CONTACTS"
    texts = {line.text for line in lines}
    assert all(command.help in texts for command in all_commands())
    async with running(a_portfolio()) as program:
        await program.press("3", "question_mark")
        assert "Keys: Contacts" in program.text()
        await program.press("escape")
        assert "Contacts: 1" in program.text()


@pytest.mark.parametrize(
    ("keys", "first", "also"),
    [
        ("r", "RENEWAL FORM", "FORMS"),
        ("n", "LICENSE FORM, CONTACTS", "FORMS"),
        ("v", "PORTAL CHECK", "FORMS"),
        ("3n", "EMAIL FIELD", "CONTACT FORM"),
        ("3H", "HANDOVER FORM", "FORMS"),
        ("3L", "FORMS", "FORMS"),
    ],
)
async def test_the_help_of_a_form_tells_its_own_keys_and_no_others(
    keys: str, first: str, also: str
) -> None:
    async with running(a_portfolio()) as program:
        await program.press("2", *keys, "ctrl+g")
        lines = program.app.screen.query_one(HelpLines).items
        headings = [line.text for line in lines if line.text.isupper()]
        assert headings[0].startswith(first)
        assert any(also in heading for heading in headings)
        assert "EVERYWHERE" not in headings


async def test_the_palette_does_what_is_chosen() -> None:
    async with running(a_portfolio()) as program:
        await program.press("2", "colon", *"renew", "enter")
        assert "Renew > Jira Software DC 500" in program.text()
        await program.press("escape", "ctrl+p")
        await program.type("all contacts")
        await program.press("enter")
        assert "Contacts: 1" in program.text()


@pytest.mark.parametrize(
    ("keys", "first"),
    [
        (("1", "tab"), "Open day Day - Day + Week - Week + Today"),
        (("2",), "Renew Done Snooze Decide Status Terms"),
        (("3",), "Find Filter Show all Sort Reverse Mark"),
    ],
)
async def test_the_palette_has_its_commands_in_an_order_that_fingers_know(
    keys: tuple[str, ...], first: str
) -> None:
    async with running(a_portfolio(), size=(120, 60)) as program:
        await program.press(*keys, "colon")
        options = program.app.screen.query_one(Options).items
        assert first in " ".join(option.label.partition(" (")[0] for option in options)
