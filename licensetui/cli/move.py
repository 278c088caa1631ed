"""`licensetui move FROM TO`: everything goes from a file to a database, or back."""

from __future__ import annotations

import shlex
from argparse import ArgumentParser, Namespace

from licensetui.cli.backup import contents_words
from licensetui.cli.context import Context, Subcommand, UsageError, changing
from licensetui.cli.exits import DONE
from licensetui.cli.places import keeper_named
from licensetui.domain.counting import counted
from licensetui.domain.plain import plain
from licensetui.domain.store_address import is_address
from licensetui.store.moving import move


def _add_arguments(parser: ArgumentParser) -> None:
    what = "a file, or the address of a database: postgresql://db1/licenses"
    parser.add_argument("source", metavar="FROM", help=what)
    parser.add_argument("target", metavar="TO", help="the same; nothing may be there yet")


def _run(arguments: Namespace, context: Context) -> int:
    if arguments.file or arguments.store:
        raise UsageError("move takes the two places as FROM and TO: leave out --file and --store")
    changing(arguments, context, "move")
    now = context.clock.now
    source = keeper_named("FROM", arguments.source, now)
    target = keeper_named("TO", arguments.target, now)
    whole = move(source.end, target.end)
    portfolio = target.open(readonly=True).portfolio
    changes = counted(len(whole.lines), "change")
    context.say(f"Moved {contents_words(portfolio)}, and the history of {changes}, to:")
    context.say_whole(f"  {plain(target.end.whereabouts)}")
    context.say(
        f"{plain(source.title)} is closed: it can be read, but not saved to. Its backups "
        "stay with it."
    )
    option = "--store" if is_address(arguments.target) else "--file"
    context.say("To work there:")
    context.say_whole(f"  licensetui {option} {shlex.quote(plain(arguments.target))}")
    say_letting_in(context, target.end.letting_in)
    return DONE


def say_letting_in(context: Context, lines: tuple[str, ...]) -> None:
    """Say how its owner lets others in."""
    context.say("To let others in, as the owner (team is their group or role):")
    for line in lines:
        context.say_whole(f"  {line}")


MOVE = Subcommand(_add_arguments, _run)
