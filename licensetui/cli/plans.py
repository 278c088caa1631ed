"""Plans of the command line: shown first, and saved when asked to."""

from __future__ import annotations

import shlex
from argparse import ArgumentParser, Namespace

from licensetui.cli.conflicts import commit
from licensetui.cli.context import Context, changing
from licensetui.cli.places import named_again
from licensetui.domain.change import Change
from licensetui.domain.plain import plain
from licensetui.store.store import Store
from licensetui.tables.sources import INPUT


def add_apply(parser: ArgumentParser) -> None:
    """Add the option that saves what is planned."""
    parser.add_argument(
        "--apply", action="store_true", help="write the changes (default: preview only)"
    )


def applying(arguments: Namespace, *words: str, **options: object) -> str:
    """Return a command again with `--apply`, ready to be copied; empty if its input is piped in.

    `words` are its name and what stands there without an option. `options` are its own, by name,
    as they were given: True for one without a value, a list for one that may be repeated.
    """
    if INPUT in words:
        return ""
    again = ["licensetui", *words, *named_again(arguments)]
    for name, value in {**options, "take": getattr(arguments, "take", None)}.items():
        for one in value if isinstance(value, list) else [value]:
            if one:
                again += [f"--{name}"] if one is True else [f"--{name}", str(one)]
    return plain(shlex.join([*again, "--apply"]))


def store_for(arguments: Namespace, context: Context) -> Store:
    """Return the store for a plan: to be written with `--apply` alone."""
    if arguments.apply:
        changing(arguments, context, "--apply")
    return context.opened(readonly=not arguments.apply)


def conclude(
    arguments: Namespace, context: Context, store: Store, change: Change, again: str
) -> None:
    """Save what was planned if asked to, and say what became of it; with `--json` say nothing.

    `again` is the command that saves it; empty if its input cannot be read twice.
    """
    if arguments.apply and not change.is_empty:
        commit(context, store, change, arguments.take)
    if arguments.json:
        return
    if change.is_empty:
        context.say("Nothing to save.")
    elif arguments.apply:
        context.say(f"Saved: {plain(change.label)}. To undo: licensetui undo")
    elif not again:
        context.say("Nothing was written. To apply, add --apply.")
    else:
        context.say("Nothing was written. To apply:")
        context.say_whole(f"  {again}")
