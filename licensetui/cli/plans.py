"""Plans of the command line: shown first, and saved when asked to."""

from __future__ import annotations

from argparse import Namespace

from licensetui.cli.conflicts import commit
from licensetui.cli.context import Context, changing
from licensetui.domain.change import Change
from licensetui.domain.plain import plain
from licensetui.store.store import Store


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
