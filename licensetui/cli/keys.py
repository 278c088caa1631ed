"""`licensetui keys`: all keys of the screens, from the same values as the help."""

from __future__ import annotations

from argparse import Namespace

from licensetui.cli.context import Context, Subcommand, add_nothing
from licensetui.cli.exits import DONE
from licensetui.tui.commands.sections import sections


def _run(arguments: Namespace, context: Context) -> int:
    shown = list(sections())
    widest = max(len(command.keys_shown) for _, commands in shown for command in commands)
    for place, (title, commands) in enumerate(shown):
        if place:
            context.say()
        context.say(title)
        for command in commands:
            context.say(f"  {command.keys_shown:{widest}}  {command.help}", under=widest + 4)
    return DONE


KEYS = Subcommand(add_nothing, _run)
