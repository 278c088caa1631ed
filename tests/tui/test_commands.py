from __future__ import annotations

from importlib import import_module
from pkgutil import iter_modules

import pytest

from licensetui.tui import commands
from licensetui.tui.command import Command
from licensetui.tui.commands import sections
from licensetui.tui.commands.sections import all_commands
from licensetui.tui.screens.help import help_lines
from tests.builders import a_portfolio
from tests.tui.running import running

ALL: list[Command] = sorted(all_commands(), key=lambda command: command.id)


@pytest.mark.parametrize("command", ALL)
def test_every_command_has_a_key_a_word_and_a_help_that_fits_the_screen(
    command: Command,
) -> None:
    assert command.keys
    assert command.word
    assert len(command.word) <= 12
    assert len(command.help) <= 57


def test_no_key_has_two_meanings_in_one_place() -> None:
    for name, place in sections.sections():
        if name in ("Lists", "Everywhere"):
            continue
        is_apart = name.startswith(("Form", "E-mail", "Contacts of", "Conflicts"))
        near = place if is_apart else (*place, *sections.EVERYWHERE)
        if name.startswith(("E-mail", "Contacts of")):
            near = (*place, *sections.FORM)
        here: list[Command] = list(near)
        keys = [key for command in here for key in command.keys.split(",")]
        assert len(keys) == len(set(keys)), name


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
        ("r", "FORMS OF RENEWALS", "FORMS"),
        ("n", "CONTACTS OF A LICENSE", "FORMS"),
        ("v", "CONTACTS OF THE PORTAL", "FORMS"),
        ("3n", "E-MAIL ADDRESS", "FORM OF A CONTACT"),
        ("3H", "FORM OF A HAND-OVER", "FORMS"),
        ("3L", "FORMS", "FORMS"),
    ],
)
async def test_the_help_of_a_form_tells_its_own_keys_and_no_others(
    keys: str, first: str, also: str
) -> None:
    async with running(a_portfolio()) as program:
        await program.press("2", *keys, "ctrl+g")
        lines = [line.strip("│ ") for line in program.text().splitlines()]
        headings = [line for line in lines if line.isupper() and len(line) > 4]
        assert headings[0].startswith(first)
        assert any(also in heading for heading in headings)
        assert "EVERYWHERE" not in headings


async def test_the_palette_does_what_is_chosen() -> None:
    async with running(a_portfolio()) as program:
        await program.press("2", "colon", *"renewed", "enter")
        assert "Renewed: Jira Software DC 500" in program.text()
        await program.press("escape", "ctrl+p")
        await program.type("list of contacts")
        await program.press("enter")
        assert "Contacts: 1" in program.text()


@pytest.mark.parametrize(
    ("keys", "first"),
    [
        (("1", "tab"), "Open day Day - Day + Week - Week + Today"),
        (("2",), "Renewed Handled Snooze Decide Progress Terms"),
        (("3",), "Find Filter Show all Sort Reverse Mark"),
    ],
)
async def test_the_palette_has_its_commands_in_an_order_that_fingers_know(
    keys: tuple[str, ...], first: str
) -> None:
    async with running(a_portfolio(), size=(120, 60)) as program:
        await program.press(*keys, "colon")
        words = [line.strip("│ ").partition(" (")[0] for line in program.text().splitlines()]
        assert first in " ".join(words)
