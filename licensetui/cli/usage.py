"""Usage: `--help` in the terminal's columns, and what is said of misuse.

Whoever mistypes gets one sentence that names what is wrong, what may have been meant, and where
the help is.
"""

from __future__ import annotations

import argparse
import re
import shutil
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from difflib import get_close_matches
from textwrap import fill
from typing import NoReturn

from licensetui.cli.context import Subcommand, UsageError
from licensetui.cli.registry import GROUPS
from licensetui.cli.typed import take_days
from licensetui.door import load

_WIDEST = 100
"""Columns of the help; longer lines are hard to read."""

_OF_ARGUMENT = re.compile(r"argument ([^:]+): (.*)", re.DOTALL)
_CHOICE = re.compile(r"invalid choice: '?(.*?)'? \(choose from (.*)\)", re.DOTALL)
_MISSING = "the following arguments are required: "
_UNKNOWN = "unrecognized arguments: "
_NOT_WITH = "not allowed with argument "
_EXPECTED = {"expected one argument": "a value", "expected at least one argument": "a value"}


class Help(argparse.HelpFormatter):
    """Help as wide as the terminal; paragraphs stay apart, and lines that are set in stay lines."""

    def __init__(self, prog: str) -> None:
        """Take the columns of the terminal, but no more than can be read."""
        super().__init__(prog, width=min(shutil.get_terminal_size().columns, _WIDEST) - 2)

    def _fill_text(self, text: str, width: int, indent: str) -> str:
        return "\n\n".join(_paragraph(part, width) for part in text.strip().split("\n\n"))

    def _format_action(self, action: argparse.Action) -> str:
        if not isinstance(action, argparse._SubParsersAction):
            return super()._format_action(action)
        words = {command.dest: command for command in action._get_subactions()}
        lines = []
        for heading, group in GROUPS.items():
            lines.append(f"{'':{self._current_indent}}{heading}:\n")
            self._indent()
            lines += [self._format_action(words[word]) for word in group]
            self._dedent()
        return "".join(lines)


def _paragraph(text: str, width: int) -> str:
    if any(line.startswith(" ") for line in text.splitlines()):
        return "\n".join(
            fill(line, width, subsequent_indent="    ", break_on_hyphens=False)
            for line in text.splitlines()
        )
    return fill(" ".join(text.split()), width, break_on_hyphens=False)


class Parser(argparse.ArgumentParser):
    """A parser whose errors are exceptions with one sentence.

    That of a subcommand learns the options only once it is asked: the others are never loaded.
    """

    where = ""
    """The `Subcommand` to load, as `module:name`; empty if there is none."""
    today: Callable[[], date]
    """What tells from which day short days count; of a subcommand."""

    def error(self, message: str) -> NoReturn:
        """Raise instead of printing the usage and leaving."""
        known = [name for action in self._actions for name in action.option_strings]
        raise UsageError(f"{explained(message, known)}; see {self.prog} --help")

    def learn(self) -> None:
        """Take the options of the subcommand from its module."""
        subcommand: Subcommand = load(self.where)
        take_days(self, self.today)
        subcommand.add_arguments(self)
        self.set_defaults(run=subcommand.run)

    def parse_known_args(  # type: ignore[override]  # of its four signatures the one in use
        self, args: Sequence[str] | None = None, namespace: argparse.Namespace | None = None
    ) -> tuple[argparse.Namespace, list[str]]:
        """Parse, with the options of the subcommand."""
        if self.where:
            self.learn()
        found, unknown = super().parse_known_args(args, namespace)
        if self.where and unknown:  # said here, where the options are known
            self.error(_UNKNOWN + " ".join(unknown))
        return found, unknown


def explained(message: str, options: Iterable[str]) -> str:
    """Return what argparse says in the words of this program, with what may have been meant."""
    if message.startswith(_MISSING):
        return f"missing {message.removeprefix(_MISSING)}"
    if message.startswith(_UNKNOWN):
        unknown = message.removeprefix(_UNKNOWN)
        first = unknown.split()[0].split("=")[0]
        if not first.startswith("-"):
            return f"unexpected argument {unknown}"
        return f"unknown option {first}{nearest(first, options)}"
    of_argument = _OF_ARGUMENT.fullmatch(message)
    if of_argument is None:
        return message
    name, problem = of_argument.groups()
    if problem.startswith(_NOT_WITH):
        return f"{name} and {problem.removeprefix(_NOT_WITH)} cannot be used together"
    if problem in _EXPECTED:
        return f"{name} needs {_EXPECTED[problem]}"
    if choice := _CHOICE.fullmatch(problem):
        chosen, words = choice[1], [word.strip("' ") for word in choice[2].split(",")]
        if name == "COMMAND":
            return f"unknown command {chosen!r}{nearest(chosen, words)}"
        return f"{name}: {chosen!r} is not one of {', '.join(words)}{nearest(chosen, words)}"
    return f"{name}: {problem}"


def nearest(text: str, known: Iterable[str]) -> str:
    """Return a question about the known word that is most like a text; empty if none is."""
    near = get_close_matches(text, list(known), 1)
    return f" (did you mean {near[0]}?)" if near else ""
