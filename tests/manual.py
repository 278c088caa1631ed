"""Writes what is generated in the manual: `python -m tests.manual`. A test says when it is stale.

That is: all keys, all commands with their options, and all facts about vendors.
"""

from __future__ import annotations

import re
from argparse import Action
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from pathlib import Path

import licensetui.manual
from licensetui.cli.context import Subcommand
from licensetui.cli.registry import GROUPS, SUBCOMMANDS, Listed
from licensetui.cli.typed import take_days
from licensetui.cli.usage import Parser
from licensetui.door import load
from licensetui.tui.command import Command
from licensetui.tui.commands.sections import sections
from licensetui.vendors.facts import FACTS
from licensetui.wording.setting_words import setting_lines

FOLDER = Path(licensetui.manual.__file__).parent


def keys() -> str:
    """Return all keys, a table for each place."""
    return "\n".join(line for place in sections() for line in _keys_in(*place))


def _keys_in(place: str, commands: tuple[Command, ...]) -> Iterator[str]:
    yield from (f"## {place}", "", "| key | what it does |", "|---|---|")
    for command in commands:
        yield f"| {', '.join(f'`{key}`' for key in command.key_names)} | {command.help} |"
    yield ""


def commands() -> str:
    """Return all commands by group, with their options and what `--help` says below these."""
    known = {listed.word: listed for listed in SUBCOMMANDS}
    found: list[str] = []
    for group, words in GROUPS.items():
        found += [f"## Commands: {group}", ""]
        found += (line for word in words for line in _command(known[word]))
    return "\n".join(found)


def parser_of(listed: Listed) -> Parser:
    """Return a parser with the options of a command alone."""
    parser = Parser(prog=f"licensetui {listed.word}", add_help=False)
    subcommand: Subcommand = load(listed.where)
    take_days(parser, lambda: date(2026, 11, 27))
    subcommand.add_arguments(parser)
    return parser


def _command(listed: Listed) -> Iterator[str]:
    parser = parser_of(listed)
    positionals = [_name(action) for action in parser._actions if not action.option_strings]
    yield from (f"### `{' '.join([parser.prog, *positionals])}`", "")
    yield from (f"{listed.help[0].upper()}{listed.help[1:]}.", "")
    if parser._actions:
        yield from ("| option | what it does |", "|---|---|")
        for action in parser._actions:
            name, help = _names(action).replace("|", r"\|"), _help(parser, action)
            yield f"| `{name}` | {help.replace('|', chr(92) + '|')} |"
        yield ""
    for part in filter(None, (parser.epilog or "").strip().split("\n\n")):
        yield from _paragraph(part)


def _paragraph(text: str) -> Iterator[str]:
    """Yield what stands below the options: marks as a table, and lines that are set in as lines."""
    lines = text.splitlines()
    inside = [line.strip() for line in lines if line.startswith(" ")]
    places = [place for place, line in enumerate(lines) if line.startswith(" ")]
    before, after = (lines[: places[0]], lines[places[-1] + 1 :]) if places else (lines, [])
    if before:
        yield from (" ".join(before), "")
    if inside and all("  " in line for line in inside):
        rows = [line.partition("  ") for line in inside]
        are_marks = all(len(mark) == 1 for mark, _, _ in rows)
        yield from ("| mark | meaning |" if are_marks else "| for | type |", "|---|---|")
        yield from (*(f"| `{mark}` | {meaning.strip()} |" for mark, _, meaning in rows), "")
    elif inside:
        yield from ("```", *inside, "```", "")
    if after:
        yield from (" ".join(after), "")


def _help(parser: Parser, action: Action) -> str:
    return parser._get_formatter()._expand_help(action)


def _name(action: Action) -> str:
    shown = action.metavar or ("|".join(action.choices) if action.choices else action.dest.upper())
    name = " ".join(shown) if isinstance(shown, tuple) else shown
    return (
        f"[{name}]" if action.nargs in ("?", "*") else f"{name}..." if action.nargs == "+" else name
    )


def _names(action: Action) -> str:
    if not action.option_strings:
        return _name(action)
    value = "" if action.nargs == 0 else f" {_name(action)}"
    return ", ".join(action.option_strings) + value


def settings() -> str:
    """Return all settings as a table."""
    lines = [
        f"| `{'' if is_value else '# '}{line}` | {meaning} |"
        for line, meaning, is_value in setting_lines()
    ]
    return "\n".join(["| setting and default | meaning |", "|---|---|", *lines, ""])


def facts() -> str:
    """Return all facts about vendors."""
    found: list[str] = []
    for about, known in FACTS.items():
        found += [f"## {about}", ""]
        for fact in known:
            source = re.sub(r"(https?://[^\s;,]+[^\s;,:.)])", r"<\1>", fact.source)
            sure = f"{fact.sure.label.capitalize()}, {fact.dated}"
            found += [fact.sentence, "", f"- Used: {fact.said}.", f"- {sure}: {source}", ""]
    return "\n".join(found)


PARTS: Mapping[str, tuple[str, Callable[[], str]]] = {
    "keys": ("keys", keys),
    "commands": ("commands", commands),
    "settings": ("settings", settings),
    "facts": ("vendors", facts),
}
"""Each generated part with its page, and what makes it."""


def place_of(part: str) -> re.Pattern[str]:
    """Return what finds a part in its page."""
    return re.compile(
        rf"(?<=<!-- {part}: written by `python -m tests\.manual` -->\n).*"
        rf"(?=<!-- end of {part} -->)",
        re.DOTALL,
    )


def main() -> None:
    """Write all parts."""
    for part, (topic, made) in PARTS.items():
        path = FOLDER / f"{topic}.md"
        text = path.read_text("utf-8")
        before, after = place_of(part).split(text)
        path.write_text(f"{before}{made()}{after}", "utf-8")


if __name__ == "__main__":
    main()
