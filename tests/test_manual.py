"""The manual says all there is: each command, option, setting, key and exit code, and no other."""

from __future__ import annotations

import re
import tomllib
from dataclasses import asdict
from pathlib import Path
from typing import get_args

import pytest

from licensetui.cli import exits
from licensetui.cli.pager import paged
from licensetui.cli.registry import SUBCOMMANDS
from licensetui.domain.plain import width
from licensetui.domain.settings import Settings, ThemeName
from licensetui.manual import TOPICS, page, title
from licensetui.manual.lines import lines
from licensetui.tui.commands.sections import all_commands, sections
from licensetui.tui.handlers.manual import PAGES
from tests.builders import a_portfolio
from tests.cli.program import printed, start
from tests.manual import FOLDER, PARTS, place_of
from tests.tui.running import running

LONGEST_COMMAND = 72
"""Columns of a line of code, which is not wrapped: so many has a window on 80x24."""


@pytest.mark.parametrize("part", PARTS)
def test_what_is_generated_is_fresh(part: str) -> None:
    topic, made = PARTS[part]
    found = place_of(part).search(page(topic))
    assert found is not None
    assert found[0] == made(), "stale: run `python -m tests.manual`"


def test_each_page_is_a_topic_and_has_a_title_and_a_first_sentence() -> None:
    assert {path.stem for path in FOLDER.glob("*.md")} == {*TOPICS}
    for topic in TOPICS:
        head, blank, first = page(topic).splitlines()[:3]
        assert head == f"# {title(topic)}"
        assert not blank
        assert first.endswith(".")


def test_links_between_pages_lead_somewhere_and_say_the_topic() -> None:
    for topic in TOPICS:
        for text, address in re.findall(r"\[([^\]]+)\]\(([^)]+)\)", page(topic)):
            assert address == f"{text}.md"
            assert text in TOPICS, f"{topic}: {address}"


@pytest.mark.parametrize("word", ["", *(listed.word for listed in SUBCOMMANDS)])
def test_each_option_that_help_prints_is_in_the_manual(word: str) -> None:
    told = printed(*filter(None, [word]), "--help")
    text = page("commands")
    assert f"licensetui {word}" in text
    assert [name for name in re.findall(r"(?<![\w-])--[a-z-]+", told) if name not in text] == []


def test_the_settings_are_all_settings_with_their_defaults() -> None:
    block = "\n".join(re.findall(r"^\| `([^`]* = [^`]*)` \|", page("settings"), re.MULTILINE))
    every = {*get_args(ThemeName)}
    assert {name for name in every if name not in page("settings")} == set()
    known = {name: list(v) if isinstance(v, tuple) else v for name, v in asdict(Settings()).items()}
    said = {x: value for x, value in known.items() if value is not None and x != "keys"}
    assert tomllib.loads(block) == said
    assert all(f"# {name} = " in block for name in known.keys() - said.keys())


def test_each_exit_code_is_told() -> None:
    told = {int(code) for code in re.findall(r"^\| (\d+) \|", page("commands"), re.MULTILINE)}
    codes = {value for name, value in vars(exits).items() if name.isupper() and type(value) is int}
    assert codes <= told
    assert told - codes == {129, 143}  # of the screens, by a signal


def test_each_key_is_told() -> None:
    text = page("keys")
    for command in all_commands():
        assert f"| {', '.join(f'`{key}`' for key in command.key_names)} | {command.help} |" in text


@pytest.mark.parametrize("columns", [60, 80, 100])
@pytest.mark.parametrize("topic", TOPICS)
def test_a_page_fits_a_terminal_and_needs_no_renderer(topic: str, columns: int) -> None:
    for line in lines(page(topic), columns):
        is_code = line.startswith("    ")
        words = max((width(word) for word in line.split()), default=0)
        assert width(line) <= max(columns, words + 4) or (
            is_code and width(line) <= LONGEST_COMMAND
        )
        assert not re.search(r"<!--|```|^\|---|\]\(|\*\*", line), line


def test_markdown_becomes_lines() -> None:
    text = (
        "# One\n\nA `--b` [c](c.md),\nand [d](https://d.example).\n\n- e\n  f\n- g\n\n"
        "| key | what |\n|---|---|\n| `x`, `y` | h `i` \\| j |\n\n```sh\nls\n\nps\n```\n"
    )
    assert list(lines(text, 40)) == [
        "ONE",
        "",
        "  A `--b` c, and d (https://d.example).",
        "",
        "  - e f",
        "  - g",
        "",
        "  key   what",
        "  x, y  h `i` | j",
        "",
        "    ls",
        "",
        "    ps",
    ]


# `licensetui help`


def test_help_lists_the_topics_and_prints_a_page_where_no_terminal_is() -> None:
    told = printed("help")
    assert all(re.search(rf"\n  {topic} +{re.escape(title(topic))}\n", told) for topic in TOPICS)
    assert len(told.splitlines()) < 24, "all of it on a screen"
    assert printed("help", "ssh").startswith("SSH AND TERMINALS\n")


def test_an_unknown_topic_names_the_nearest_and_all() -> None:
    result = start("help", "remindrs")
    assert result.returncode == exits.WRONG_USE
    assert b"'remindrs' (did you mean reminders?); topics: start, dates," in result.stderr
    assert b"see licensetui due --help" in start("help", "due").stderr


def test_the_pager_is_what_the_environment_names(tmp_path: Path) -> None:
    file = tmp_path / "shown"
    assert paged(b"all of it\n", {"PAGER": f"cat > '{file}'", "PATH": "/usr/bin:/bin"})
    assert file.read_bytes() == b"all of it\n"
    assert not paged(b"", {"PAGER": "cat"})
    assert not paged(b"", {"PAGER": "no-such-pager 2>/dev/null", "PATH": "/usr/bin:/bin"})
    assert paged(b"x" * 200_000, {"PAGER": "true", "PATH": "/usr/bin:/bin"}), "left at once"


# `?`


def test_each_section_of_the_help_has_a_page() -> None:
    assert PAGES.keys() == {title for title, _ in sections()}
    assert {*PAGES.values()} <= {*TOPICS}


async def test_the_help_leads_to_the_page_of_its_subject_and_that_to_all_others() -> None:
    async with running(a_portfolio()) as program:
        await program.press("4", "question_mark")
        assert "Tab opens the manual" in program.text()
        await program.press("tab")
        assert "VENDORS' PORTALS" in program.text()
        await program.press("down", "tab", *"import", "enter")
        assert "IMPORTING LISTS" in program.text()
        await program.press("escape", "escape")
        assert "Portal" in program.text()
        assert "IMPORTING LISTS" not in program.text()


async def test_the_help_of_a_form_leads_to_its_page() -> None:
    async with running(a_portfolio()) as program:
        await program.press("2", "n", "ctrl+g", "tab")
        assert "Manual: " in program.text()
        await program.press("escape", "escape", "escape")
        assert "Licenses: " in program.text()
