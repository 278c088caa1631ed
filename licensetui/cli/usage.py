"""Usage: `--help` in the terminal's columns, and what is said of misuse.

Whoever mistypes gets one sentence that names what is wrong, what may have been meant, and where
the help is.
"""

from __future__ import annotations

import argparse
import os
import re
import sys
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from typing import Any, NoReturn

from licensetui.cli.registry import CLOSE_MATCHES, FILL, GROUPS, TAKE_DAYS
from licensetui.door import load

_WIDEST = 100
"""Columns of the help; longer lines are hard to read."""

_OF_ARGUMENT = re.compile(r"argument ([^:]+): (.*)", re.DOTALL)
_CHOICE = re.compile(r"invalid choice: '?(.*?)'? \(choose from (.*)\)", re.DOTALL)
_MISSING = "the following arguments are required: "
_UNKNOWN = "unrecognized arguments: "
_NOT_WITH = "not allowed with argument "
_EXPECTED = {"expected one argument": "a value", "expected at least one argument": "a value"}


class UsageError(Exception):
    """The command line asks for something that does not exist. Its text is a sentence."""


class Help(argparse.HelpFormatter):
    """Help as wide as the terminal; paragraphs stay apart, and lines that are set in stay lines."""

    def __init__(self, prog: str) -> None:
        """Take the columns of the terminal, but no more than can be read."""
        super().__init__(prog, width=min(_columns(), _WIDEST) - 2)

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


def _columns() -> int:
    """Return what `shutil.get_terminal_size` does; to load that takes a tenth of a `--version`."""
    try:
        columns = int(os.environ["COLUMNS"])
    except (KeyError, ValueError):
        columns = 0
    if columns <= 0:
        try:
            columns = os.get_terminal_size(sys.__stdout__.fileno()).columns  # type: ignore[union-attr]
        except (AttributeError, ValueError, OSError):  # closed, or no terminal
            columns = 0
    return columns or 80


def _paragraph(text: str, width: int) -> str:
    fill: Callable[..., str] = load(FILL)
    if any(line.startswith(" ") for line in text.splitlines()):
        return "\n".join(
            fill(line, width, subsequent_indent="    ", break_on_hyphens=False)
            for line in text.splitlines()
        )
    return fill(" ".join(text.split()), width, break_on_hyphens=False)


class Parser(argparse.ArgumentParser):
    """A parser whose errors are exceptions with one sentence."""

    def error(self, message: str) -> NoReturn:
        """Raise instead of printing the usage and leaving."""
        known = [name for action in self._actions for name in action.option_strings]
        raise UsageError(f"{explained(message, known)}; see {self.prog} --help")


class SubParser(Parser):
    """The parser of a subcommand. It is made, and learns the options, only once it is asked.

    Each word has one, and a run asks one at most.
    """

    where = ""
    """The `Subcommand` to load, as `module:name`."""
    today: Callable[[], date]
    """What tells from which day short days count."""

    def __init__(self, **options: Any) -> None:
        """Keep the options with which it is to be made."""
        self._made_with: dict[str, Any] | None = options

    def __getattr__(self, name: str) -> Any:
        """Make it, once somebody asks for what it does not have yet."""
        options = self.__dict__.pop("_made_with", None)
        if options is None:
            raise AttributeError(name)
        super().__init__(**options)
        return getattr(self, name)

    def learn(self) -> None:
        """Take the options of the subcommand from its module."""
        subcommand: Any = load(self.where)  # a `Subcommand`, which knows the errors here
        if TAKE_DAYS.partition(":")[0] in sys.modules:  # else it has no option that is a day
            load(TAKE_DAYS)(self, self.today)
        subcommand.add_arguments(self)
        self.set_defaults(run=subcommand.run)

    def parse_known_args(  # type: ignore[override]  # of its four signatures the one in use
        self, args: Sequence[str] | None = None, namespace: argparse.Namespace | None = None
    ) -> tuple[argparse.Namespace, list[str]]:
        """Parse, with the options of the subcommand."""
        self.learn()
        found, unknown = super().parse_known_args(args, namespace)
        if unknown:  # said here, where the options are known
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
    near = load(CLOSE_MATCHES)(text, list(known), 1)
    return f" (did you mean {near[0]}?)" if near else ""
