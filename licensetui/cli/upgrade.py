"""`licensetui upgrade`: the tables of a database are made, or brought up to this release."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace

from licensetui.cli.context import Context, Subcommand, changing
from licensetui.cli.exits import DONE
from licensetui.cli.move import say_letting_in
from licensetui.domain.plain import plain


def _add_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("--apply", action="store_true", help="do it (default: list what is due)")


def _run(arguments: Namespace, context: Context) -> int:
    keeper = context.keeper_for("upgrade")
    if arguments.apply:
        changing(arguments, context, "--apply")
    steps = keeper.upgrade(apply=arguments.apply)
    if not steps:
        context.say("Nothing to upgrade.")
        return DONE
    context.say(f"{plain(keeper.title)}: {'done' if arguments.apply else 'to do'}:")
    for step in steps:
        context.say(f"  {plain(step)}")
    if arguments.apply:
        say_letting_in(context, keeper.end.letting_in)
    else:
        context.say("To do it, as the owner: licensetui upgrade --apply")
    return DONE


UPGRADE = Subcommand(_add_arguments, _run)
