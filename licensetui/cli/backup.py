"""`licensetui backup` and `licensetui restore`: earlier versions of the data, and going back."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from licensetui.cli.changes import Verbs, as_json, print_changes
from licensetui.cli.context import Context, Subcommand, UsageError, add_json, add_nothing, changing
from licensetui.cli.exits import DONE
from licensetui.cli.plans import applying
from licensetui.cli.table import Cut, PrintedColumn, print_json, print_table
from licensetui.domain.counting import by_count, counted
from licensetui.domain.moments import moment
from licensetui.domain.plain import plain
from licensetui.domain.portfolio import Portfolio
from licensetui.store.errors import StoreError
from licensetui.store.keeper import Backup, Righted, Versions

_SHALL: Verbs = ("restore", "remove", "revert")
_HEAD = (
    PrintedColumn("#", at_right=True),
    PrintedColumn("when"),
    PrintedColumn("why", leaves=3),
    PrintedColumn("licenses", leaves=2, at_right=True),
    PrintedColumn("contacts", leaves=1, at_right=True),
    PrintedColumn("changed since", Cut.TEXT),
    PrintedColumn("name", Cut.NAME, leaves=4),
)


def _run_backup(arguments: Namespace, context: Context) -> int:
    changing(arguments, context, "backup")
    place, portfolio = context.keeper_for("backup").versions.back_up()
    context.say(f"Backup made, with {contents_words(portfolio)}:")
    context.say_whole(f"  {plain(place)}")
    return DONE


def contents_words(portfolio: Portfolio) -> str:
    """Return how much is in a portfolio: `20 licenses and 12 contacts`."""
    licenses, contacts = len(portfolio.licenses), len(portfolio.contacts)
    return f"{counted(licenses, 'license')} and {counted(contacts, 'contact')}"


def _add_restore_arguments(parser: ArgumentParser) -> None:
    parser.add_argument(
        "which", metavar="BACKUP", nargs="?", help="number or name (default: list all)"
    )
    parser.add_argument("--apply", action="store_true", help="restore it (default: compare only)")
    add_json(parser)


def _run_restore(arguments: Namespace, context: Context) -> int:
    versions = context.keeper_for("restore").versions
    backups = versions.all()
    if context.place.is_named and not backups:
        context.refuse_missing()
    if arguments.which is None:
        if arguments.apply:
            raise UsageError("--apply needs a backup; for a list: licensetui restore")
        _list(arguments, context, versions, backups)
        return DONE
    backup = _chosen(arguments.which, backups)
    if arguments.apply:
        changing(arguments, context, "--apply")
        return _apply(context, versions, backup)
    _compare(arguments, context, versions, backup)
    return DONE


def _chosen(which: str, backups: Sequence[Backup]) -> Backup:
    for number, backup in enumerate(backups, 1):
        if which == str(number) or backup.is_called(which):
            return backup
    raise UsageError(f"there is no backup {which!r}; for a list: licensetui restore")


def _list(
    arguments: Namespace, context: Context, versions: Versions, backups: Sequence[Backup]
) -> None:
    problem = versions.problem
    lines = [_record(number, backup, versions) for number, backup in enumerate(backups, 1)]
    if arguments.json:
        for line in lines:
            print_json(context, line)
        return
    if problem:
        context.say(f"x  {plain(problem)}")
    if not backups:
        context.say(
            "No backups yet. The first save of each day makes one, and so does licensetui backup."
        )
        return
    print_table(
        context, _HEAD, [_row(line, backup) for line, backup in zip(lines, backups, strict=True)]
    )
    context.say("Newest first. To compare one with the current data: licensetui restore NAME")


def _record(number: int, backup: Backup, versions: Versions) -> dict[str, Any]:
    """Return what is to be told of a backup; `problem` says why it cannot be restored."""
    about = {
        "number": number,
        "name": backup.name,
        "path": backup.place,
        "at": backup.at.isoformat(),
        "reason": backup.reason,
        "generation": backup.generation,
    }
    try:
        held = versions.held(backup.name)
    except StoreError as error:
        return {**about, "problem": str(error)}
    counts = {"licenses": held.licenses, "contacts": held.contacts}
    if held.since is None:
        return {**about, **counts, "problem": None}
    return {**about, **counts, "problem": None, "since": asdict(held.since)}


def _phrase(since: dict[str, int] | None) -> str:
    if since is None:  # nobody can read what is there now
        return ""
    return ", ".join(f"{count} {word}" for word, count in since.items() if count) or "the same"


def _row(line: dict[str, Any], backup: Backup) -> tuple[str, ...]:
    head = (str(line["number"]), moment(backup.at), backup.reason)
    if line["problem"]:
        return (*head, "", "", "cannot be restored", backup.name)
    return (
        *head,
        str(line["licenses"]),
        str(line["contacts"]),
        _phrase(line.get("since")),
        backup.name,
    )


def _compare(arguments: Namespace, context: Context, versions: Versions, backup: Backup) -> None:
    """Print what restoring a backup would change, record by record."""
    problem, found = versions.problem, versions.comparison(backup.name)
    changes = found.changes
    if arguments.json:
        for change in changes:
            print_json(context, as_json(change))
        return
    context.say(f"{plain(backup.name)} has {contents_words(found.then)}.")
    if problem:
        context.say(
            f"The current data cannot be read ({plain(problem)}); restoring keeps a copy of it."
        )
    elif not changes:
        context.say("It matches the current data, so there is nothing to restore.")
        return
    else:
        context.say("Restoring it would")
        print_changes(context, changes, _both(found.now, found.then), _SHALL)
    context.say("Nothing was written. To restore it:")
    context.say_whole(f"  {applying(arguments, 'restore', backup.name)}")


def _both(now: Portfolio, then: Portfolio) -> Portfolio:
    """Return all records of both, to know the names of all."""
    return then.with_licenses(now.licenses).with_contacts(now.contacts)


def _apply(context: Context, versions: Versions, backup: Backup) -> int:
    righted = versions.restore(backup.name)
    if righted.number is None:
        context.say("It matches the current data, so there was nothing to restore.")
        return DONE
    context.say(f"Restored {contents_words(righted.portfolio)} of {plain(backup.name)}.")
    say_kept(context, righted)
    if righted.later:
        context.say(
            by_count(
                righted.later,
                "The history has 1 later change that is not in it (see licensetui "
                "history). To apply it: licensetui redo NUMBER",
                "The history has {count} later changes that are not in it (see "
                "licensetui history). To apply one: licensetui redo NUMBER",
            )
        )
    return DONE


def say_kept(context: Context, righted: Righted) -> None:
    """Print under which number a change is, and where what was there before is kept."""
    context.say(f"Recorded as change {righted.number}.")
    if righted.kept_as:
        context.say("The previous data is kept as")
        context.say_whole(f"  {plain(righted.kept_as)}")


BACKUP = Subcommand(add_nothing, _run_backup)
RESTORE = Subcommand(_add_restore_arguments, _run_restore)
