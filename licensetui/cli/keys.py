"""`licensetui keys`: all keys of the screens, from the same values as the help."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace

from licensetui.cli.context import Context, Subcommand
from licensetui.cli.exits import DONE
from licensetui.domain.settings import SettingsError
from licensetui.tui.commands.sections import sections


def _add_arguments(parser: ArgumentParser) -> None:
    parser.add_argument(
        "--ids", action="store_true", help="also show the ids that [keys] in the settings uses"
    )


def _run(arguments: Namespace, context: Context) -> int:
    try:
        _ = context.settings_file
    except SettingsError:
        pass  # no home, and so no settings: the usual keys hold
    else:
        context.take_keys()
    shown = list(sections())
    every = [command for _, commands in shown for command in commands]
    most = max(len(command.id) for command in every) if arguments.ids else 0

    firsts = {x: f"{x.id:{most}}  {x.keys_shown}" if most else x.keys_shown for x in every}
    widest = max(map(len, firsts.values()))
    for place, (title, commands) in enumerate(shown):
        if place:
            context.say()
        context.say(title)
        for command in commands:
            context.say(f"  {firsts[command]:{widest}}  {command.help}", under=widest + 4)
    return DONE


KEYS = Subcommand(_add_arguments, _run)
