"""Writes man page and completions: `python -m tests.shipped`. A test says when one is stale.

They are made of the same parsers that read the command line, with all arguments of every command.
"""

from __future__ import annotations

import argparse
import re
from itertools import pairwise
from pathlib import Path
from typing import Any

import shtab
from argparse_manpage.manpage import Manpage

from licensetui import __version__
from licensetui.cli.arguments import ENVIRONMENT, EXIT_CODES, whole_parser
from licensetui.cli.completion import COMPLETIONS
from licensetui.cli.usage import Help, Parser

ROOT = Path(__file__).parent.parent
MAN_PAGE = ROOT / "licensetui" / "completions" / "licensetui.1"
ABOUT = "renewal calendar that knows who reads the next reminder"
BEFORE = (
    "Without a command, opens the terminal app. The options below may be before or after a command."
)
AS_TYPED = (".nh", ".ad l")
"""No hyphens and no wide gaps: much in the page is to be copied."""
FILES = {
    "~/.local/share/licensetui/licenses.json": "The data, unless another place is named.",
    "~/.config/licensetui/settings.toml": "The settings, unless LICENSETUI_SETTINGS says.",
}
"""As on Linux without XDG variables; `licensetui doctor` names those of the user."""


class Unwrapped(Help):
    """Help whose paragraphs are lines: what shows them breaks them."""

    def __init__(self, prog: str) -> None:
        super().__init__(prog)
        self._width = 100_000

    def _format_usage(self, usage: Any, actions: Any, groups: Any, prefix: str | None) -> str:
        return super()._format_usage(usage, actions, groups, "")


def shipped() -> dict[Path, str]:
    """Return the text of each file that is written, by its path."""
    completions = {
        ROOT / "licensetui" / "completions" / name: _completion(shell)
        for shell, name in COMPLETIONS.items()
    }
    return {**completions, MAN_PAGE: _man_page()}


def _parsers() -> tuple[Parser, dict[str, Parser]]:
    parser, children = whole_parser()
    for one in (parser, *children.values()):
        one.formatter_class = Unwrapped
        for action in one._actions:
            if "FILE" in (action.metavar or ""):
                action.complete = shtab.FILE  # type: ignore[attr-defined]
    return parser, children


def _leave_out_everywhere(parser: Parser, children: dict[str, Parser]) -> list[str]:
    """Hide from commands the options that may also stand before them, and return these."""
    options = [action.option_strings for action in parser._actions if action.option_strings]
    hidden: list[str] = []
    for child in children.values():
        for action in child._actions:
            if action.option_strings in options:
                action.help = argparse.SUPPRESS
                hidden += action.option_strings
    return list(dict.fromkeys(hidden))


def _completion(shell: str) -> str:
    """Return the completions; how to install them is told by `licensetui completion --help`."""
    parser, children = _parsers()
    if shell == "fish":  # the others cannot say once that an option may stand everywhere
        hidden = _leave_out_everywhere(parser, children)
    text = shtab.complete(parser, shell)
    if shell == "fish":
        for name in hidden:
            text = re.sub(rf" -n \S+( (-s \w )?-l {name.strip('-')} )", r"\1", text)
    lines = [line for line in text.rstrip().splitlines() if not line.startswith("# ")]
    first = [lines.pop(0)] if lines[0].startswith("#compdef") else []
    written = (
        f"# {shell} completion of licensetui; written by `python -m tests.shipped` with shtab."
    )
    return "\n".join((*first, written, *_without_gaps(lines), ""))


def _without_gaps(lines: list[str]) -> list[str]:
    return [line for before, line in pairwise(("", *lines)) if before or line]


def _man_page() -> str:
    parser, children = _parsers()
    _leave_out_everywhere(parser, children)
    for action in parser._actions:
        if isinstance(action, argparse._SubParsersAction):
            commands = action._get_subactions()
    for command in commands:
        command.help = children[command.dest].description
    for child in children.values():
        child.description = child.epilog
    parser.epilog = None
    data = {
        "project_name": parser.prog,
        "description": ABOUT,
        "version": __version__,
        "manual_title": "User Commands",
        "date": " ",
    }
    page = Manpage(parser, data, format="single-commands-section")
    page.add_section("description", ">", f"{BEFORE}\n.PP")
    for title, table in (
        ("exit status", EXIT_CODES),
        ("environment", ENVIRONMENT),
        ("files", FILES),
    ):
        page.add_section(title, ">", "\n".join(_row(page, *row) for row in table.items()))
    heading, *lines = _without_gaps(str(page).splitlines())
    return "\n".join((heading, *AS_TYPED, *lines, ""))


def _row(page: Manpage, name: str, what: str) -> str:
    return f".TP\n\\fB{page.format_text(name)}\\fR\n{page.format_text(what)}"


def main() -> None:
    """Write the files."""
    for path, text in shipped().items():
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
