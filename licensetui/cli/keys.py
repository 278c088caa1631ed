"""`licensetui keys`: all keys of the screens, from the same values as the help."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace

from licensetui.cli.context import Context, Subcommand
from licensetui.cli.exits import DONE
from licensetui.tui.commands.sections import sections


def _add_arguments(parser: ArgumentParser) -> None:
    """Add nothing: there is nothing to choose."""


def _run(arguments: Namespace, context: Context) -> int:
    shown = list(sections())
    widest = max(len(command.keys_shown) for _, commands in shown for command in commands)
    for place, (title, commands) in enumerate(shown):
        if place:
            context.say()
        context.say(title)
        for command in commands:
            context.say(f"  {command.keys_shown:{widest}}  {command.help}")
    return DONE


KEYS = Subcommand(_add_arguments, _run)
