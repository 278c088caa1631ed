"""`licensetui history`: what was changed, and by whom."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from typing import Any

from licensetui.cli.changes import as_json, print_changes
from licensetui.cli.context import Context, Subcommand, UsageError, add_json, whole_number
from licensetui.cli.exits import DONE
from licensetui.cli.table import Cut, PrintedColumn, print_json, print_table
from licensetui.cli.typed import past_day
from licensetui.domain.counting import by_count, counted
from licensetui.domain.history import Entry, History, RecordChange
from licensetui.domain.moments import moment
from licensetui.domain.plain import folded, plain
from licensetui.domain.portfolio import Portfolio
from licensetui.domain.set_aside import NOT_THERE
from licensetui.domain.structure import MOST_ID
from licensetui.wording.changes import search_text

UNDONE = "undone"
"""Marks a change that is taken back now."""
_HEAD = (
    PrintedColumn("number", at_right=True),
    PrintedColumn("when"),
    PrintedColumn("who", Cut.NAME, leaves=1, least=12),
    PrintedColumn("what", Cut.TEXT),
    PrintedColumn("records", Cut.NAME, leaves=2),
    PrintedColumn(""),
)


def _add_history_arguments(parser: ArgumentParser) -> None:
    parser.add_argument(
        "words",
        metavar="WORD",
        nargs="*",
        help="only changes with all these words, or change NUMBER",
    )
    parser.add_argument(
        "--record", metavar="RECORD", help="only changes to records with this name or id"
    )
    parser.add_argument("--by", metavar="WHO", help="only changes by users with this in their name")
    parser.add_argument("--since", metavar="DAY", type=past_day, help="only changes since this day")
    parser.add_argument(
        "--limit", metavar="N", type=whole_number(1, MOST_ID), help="only the newest N"
    )
    parser.add_argument("--fields", action="store_true", help="show each field before and after")
    add_json(parser)


def _run_history(arguments: Namespace, context: Context) -> int:
    store = context.opened()
    history = store.history()
    number = _number(arguments.words)
    if number is not None:
        found = [entry_of(history, number)]
    else:
        found = [
            entry
            for entry in reversed(history.all)
            if _fits(arguments, entry) and _has_words(arguments.words, entry, store.portfolio)
        ]
    shown = found[: arguments.limit]
    if arguments.json:
        for entry in shown:
            print_json(context, _record(entry, history))
    elif number is not None or arguments.fields:
        for entry in shown:
            _print_entry(context, entry, history, store.portfolio)
    elif shown:
        print_table(context, _HEAD, [_row(entry, history) for entry in shown])
    if not arguments.json and number is None:
        context.say(_summary(shown, found, history))
    return DONE


def _number(words: list[str]) -> int | None:
    is_number = len(words) == 1 and words[0].isdecimal() and len(words[0]) <= len(str(MOST_ID))
    return int(words[0]) if is_number else None


def entry_of(history: History, number: int) -> Entry:
    """Return the entry with a number, or raise `UsageError`."""
    entry = history.entry(number)
    if entry is None:
        raise UsageError(f"there is no change {number}; for a list: licensetui history")
    return entry


def _fits(arguments: Namespace, entry: Entry) -> bool:
    if arguments.since and entry.at.astimezone().date() < arguments.since:
        return False
    if arguments.by and folded(arguments.by) not in folded(entry.by):
        return False
    return not arguments.record or any(
        _is_meant(arguments.record, change) for change in entry.records
    )


def _has_words(words: list[str], entry: Entry, portfolio: Portfolio) -> bool:
    if not words:
        return True
    text = folded(search_text(entry, portfolio))
    return all(folded(word) in text for word in words)


def _is_meant(text: str, change: RecordChange) -> bool:
    return text == str(change.id) or folded(text) in folded(change.name)


def _row(entry: Entry, history: History) -> tuple[str, ...]:
    return (
        str(entry.number), moment(entry.at), entry.by, entry.label, _names(entry),
        _state(entry, history),
    )  # fmt: skip


def _state(entry: Entry, history: History) -> str:
    """Return what became of a change: `undone`, or `not in the file`, or nothing."""
    if not history.is_aside(entry.number):
        return UNDONE if history.is_undone(entry.number) else ""
    if taken := history.applied_by(entry.number):
        return f"{NOT_THERE}, redone as {taken.number}"
    return f"{NOT_THERE}, dropped" if history.is_undone(entry.number) else NOT_THERE


def _names(entry: Entry) -> str:
    """Return the first record of a change, and how many more there are."""
    if not entry.records:
        return ""
    more = f" +{len(entry.records) - 1}" if len(entry.records) > 1 else ""
    return f"{entry.records[0].name}{more}"


def _print_entry(context: Context, entry: Entry, history: History, portfolio: Portfolio) -> None:
    context.say(f"{entry.number}  {moment(entry.at)}  {plain(entry.by)}  {plain(entry.label)}")
    if history.is_aside(entry.number):
        context.say(f"  {_state(entry, history)}")
    elif taken := history.undone_by(entry.number):
        context.say(f"  undone by change {taken.number}")
    if entry.applies is not None:
        context.say(f"  applies change {entry.applies}")
    if entry.reverts is not None:
        context.say(f"  undoes change {entry.reverts}")
    print_changes(context, entry.records, portfolio)
    if entry.overruled:
        context.say("  discarded in favor of another session's changes:")
        print_changes(context, entry.overruled, portfolio)


def _summary(shown: list[Entry], found: list[Entry], history: History) -> str:
    if not history.all:
        return "No changes yet."
    if not found:
        return f"No matches in {counted(len(history.all), 'change')}."
    of = f" of {len(history.all)}" if len(shown) < len(history.all) else ""
    return by_count(
        len(shown),
        "1{of} change. For details: licensetui history {number}",
        "{count}{of} changes, newest first. For details: licensetui history {number}",
        of=of,
        number=shown[0].number,
    )


def _record(entry: Entry, history: History) -> dict[str, Any]:
    taken = history.undone_by(entry.number)
    return {
        "number": entry.number,
        "at": entry.at.isoformat(),
        "by": entry.by,
        "what": entry.label,
        "reverts": entry.reverts,
        "undone_by": taken.number if taken else None,
        "in_file": not history.is_aside(entry.number),
        "applies": entry.applies,
        "records": [as_json(change) for change in entry.records],
        "overruled": [as_json(change) for change in entry.overruled],
    }


HISTORY = Subcommand(_add_history_arguments, _run_history)  # fmt: skip
