"""`licensetui undo` and `redo`: taking a change back, and doing it again.

A change that is set aside, in the history and not in the file, is brought in by `redo NUMBER`, and
left out for good by `undo NUMBER`.
"""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from functools import partial

from licensetui.cli.changes import print_changes, print_name
from licensetui.cli.conflicts import add_take, commit, confirmed
from licensetui.cli.context import Context, Subcommand, UsageError, changing, whole_number
from licensetui.cli.exits import DONE
from licensetui.cli.history import entry_of
from licensetui.domain.change import Change
from licensetui.domain.counting import counted
from licensetui.domain.history import Entry, History
from licensetui.domain.moments import moment
from licensetui.domain.plain import plain
from licensetui.domain.structure import MOST_ID
from licensetui.store.store import Store
from licensetui.store.taking_back import bringing_in, leaving_out, reverting

_WHOLE = 5
# Records of which an undo prints every field; of more, as of an import, the names are enough.
_NAMED = 10
# So many names at most.


_UNDO = (
    "change to undo (default: your last one); a change that is not in the file is dropped for good"
)
_REDO = (
    "change to redo (default: what you undid last): one that was undone, or one that "
    "is no longer in the file"
)


def _add_arguments(parser: ArgumentParser, which: str) -> None:
    number = whole_number(1, MOST_ID)
    parser.add_argument("number", metavar="NUMBER", nargs="?", type=number, help=which)
    add_take(parser)


def _run_undo(arguments: Namespace, context: Context) -> int:
    changing(arguments, context, "undo")
    store = context.opened(readonly=False)
    history = store.history()
    if arguments.number is None:
        entry = history.next_undo(store.author)
    else:
        entry = entry_of(history, arguments.number)
    if entry is None:
        context.say(f"Nothing by {plain(store.author)} to undo.")
        return DONE
    if history.is_aside(entry.number):
        saved = confirmed(context, store, leaving_out(store, entry.number))
        what = f"{plain(entry.label)} ({_change(entry)})"
        context.say(f"Dropped: {what}. No record was changed.")
        again = f"to apply it anyway: licensetui redo {entry.number}"
        context.say(f"Recorded as change {saved.number}; {again}.")
        return DONE
    change = reverting(store, entry.number)
    return _commit(context, store, entry, change, arguments.take, "Undone", "redo")


def _run_redo(arguments: Namespace, context: Context) -> int:
    changing(arguments, context, "redo")
    store = context.opened(readonly=False)
    history = store.history()
    if arguments.number is None:
        entry = history.next_redo(store.author)
    else:
        entry = _to_redo(entry_of(history, arguments.number), history)
    if entry is None:
        context.say(f"Nothing by {plain(store.author)} to redo.")
        return DONE
    if history.is_aside(entry.number):
        change = bringing_in(store, entry.number)
    else:
        change = reverting(store, entry.number)
    return _commit(context, store, entry, change, arguments.take, "Redone", "undo")


def _to_redo(entry: Entry, history: History) -> Entry:
    """Return what must be taken back, or brought in, to do a change again."""
    if history.is_aside(entry.number):
        return entry
    taken = history.undone_by(entry.number)
    if taken is None:
        raise UsageError(f"change {entry.number} is already there, and not undone")
    return taken


def _commit(
    context: Context,
    store: Store,
    entry: Entry,
    change: Change,
    take: str | None,
    done: str,
    back: str,
) -> int:
    """Take an entry back, or bring it in, and print what that did."""
    saved = commit(context, store, change, take)
    context.say(f"{done}: {plain(change.what)} ({_change(entry)}).")
    new = store.history().entry(saved.number) if saved.number else None
    if new is None or not new.records:
        what = "undone it" if change.applies is None else "made this change"
        context.say(f"  Nothing to change: somebody has already {what} by hand.")
        return DONE
    if len(new.records) <= _WHOLE:
        print_changes(context, new.records, store.portfolio)
    else:
        for record in new.records[:_NAMED]:
            print_name(context, record)
        if (more := len(new.records) - _NAMED) > 0:
            context.say(f"  and {counted(more, 'record')} more")
    whole = (
        "" if len(new.records) <= _WHOLE else (f"; for all of it: licensetui history {new.number}")
    )
    context.say(f"Recorded as change {new.number}. To reverse it: licensetui {back}{whole}")
    return DONE


def _change(entry: Entry) -> str:
    return f"change {entry.number} of {moment(entry.at)} by {plain(entry.by)}"


UNDO = Subcommand(partial(_add_arguments, which=_UNDO), _run_undo)
REDO = Subcommand(partial(_add_arguments, which=_REDO), _run_redo)
