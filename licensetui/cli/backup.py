"""`licensetui backup` and `licensetui restore`: earlier versions of the file, and going back."""

from __future__ import annotations

import shlex
from argparse import ArgumentParser, Namespace
from collections.abc import Sequence
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from licensetui.cli.changes import Verbs, as_json, print_changes
from licensetui.cli.context import Context, Subcommand, UsageError, add_json, changing, counted
from licensetui.cli.exits import DONE
from licensetui.cli.table import print_json, print_table
from licensetui.domain.plain import plain
from licensetui.domain.portfolio import Portfolio
from licensetui.store.errors import StoreError

if TYPE_CHECKING:
    from licensetui.store.file.backups import Backup
    from licensetui.store.file.present import Present
    from licensetui.store.file.restore import Righted
    from licensetui.store.file.tablefile import TableFile

_SHALL: Verbs = ("bring back", "remove", "set back")


def _no_arguments(parser: ArgumentParser) -> None:
    """Add nothing: there is nothing to choose."""


def _run_backup(arguments: Namespace, context: Context) -> int:
    from licensetui.store.file.restore import back_up
    from licensetui.store.file.tablefile import TableFile

    changing(arguments, context, "backup")
    kept, portfolio = back_up(TableFile(context.kept_file("backup")), context.clock.now())
    context.say(f"Backup made, with {contents_words(portfolio)}:")
    context.say(f"  {plain(str(kept))}")
    return DONE


def contents_words(portfolio: Portfolio) -> str:
    """Return how much is in a portfolio: `20 licenses and 12 contacts`."""
    licenses, contacts = len(portfolio.licenses), len(portfolio.contacts)
    return f"{counted(licenses, 'license')} and {counted(contacts, 'contact')}"


def _add_restore_arguments(parser: ArgumentParser) -> None:
    parser.add_argument(
        "which", metavar="BACKUP", nargs="?", help="its number or name; without, all are listed"
    )
    parser.add_argument("--apply", action="store_true", help="restore it; without, only compare")
    add_json(parser)


def _run_restore(arguments: Namespace, context: Context) -> int:
    from licensetui.store.file.present import present
    from licensetui.store.file.tablefile import TableFile

    file = TableFile(context.kept_file("restore"))
    backups = file.backups.all()
    if context.is_named and not backups:
        context.refuse_missing()
    if arguments.which is None:
        if arguments.apply:
            raise UsageError("--apply needs to know which backup: licensetui restore lists them")
        _list(arguments, context, present(file), backups)
        return DONE
    backup = _chosen(arguments.which, backups)
    if arguments.apply:
        changing(arguments, context, "--apply")
        return _apply(context, file, backup)
    _compare(arguments, context, file, backup)
    return DONE


def _chosen(which: str, backups: Sequence[Backup]) -> Backup:
    for number, backup in enumerate(backups, 1):
        if which in (str(number), backup.name, backup.path.name, str(backup.path)):
            return backup
    raise UsageError(f"there is no backup {which!r}: licensetui restore lists them")


def _list(arguments: Namespace, context: Context, now: Present, backups: Sequence[Backup]) -> None:
    lines = [_record(number, backup, now) for number, backup in enumerate(backups, 1)]
    if arguments.json:
        for line in lines:
            print_json(context, line)
        return
    if now.problem:
        context.say(f"x  {plain(now.problem)}")
    if not backups:
        context.say("No backups yet: the first save of each day makes one, licensetui backup too.")
        return
    head = (">#", "when", "why", ">licenses", ">contacts", "since then", "name")
    print_table(
        context, head, [_row(line, backup) for line, backup in zip(lines, backups, strict=True)]
    )
    context.say("The newest first. licensetui restore NAME compares one with what is there now.")


def _record(number: int, backup: Backup, now: Present) -> dict[str, Any]:
    """Return what is to be told of a backup; `problem` says why it cannot be restored."""
    from licensetui.store.codec import CONTACTS, LICENSES
    from licensetui.store.file.present import contents_of, since

    about = {
        "number": number,
        "name": backup.name,
        "path": str(backup.path),
        "at": backup.at.isoformat(),
        "reason": backup.reason,
        "generation": backup.generation,
    }
    try:
        contents = contents_of(backup)
    except StoreError as error:
        return {**about, "problem": str(error)}
    counts = {name: len(contents.tables.get(name, {})) for name in (LICENSES, CONTACTS)}
    if now.version.stamp is None:
        return {**about, **counts, "problem": None}
    differences = asdict(since(contents, now.version.contents))
    return {**about, **counts, "problem": None, "since": differences}


def _phrase(since: dict[str, int] | None) -> str:
    if since is None:  # nobody can read what is there now
        return ""
    return ", ".join(f"{count} {word}" for word, count in since.items() if count) or "the same"


def _row(line: dict[str, Any], backup: Backup) -> tuple[str, ...]:
    head = (str(line["number"]), f"{backup.at.astimezone():%Y-%m-%d %H:%M}", backup.reason)
    if line["problem"]:
        return (*head, "", "", "damaged, cannot be restored", backup.name)
    return (
        *head,
        str(line["licenses"]),
        str(line["contacts"]),
        _phrase(line.get("since")),
        backup.name,
    )


def _compare(arguments: Namespace, context: Context, file: TableFile, backup: Backup) -> None:
    """Print what restoring a backup would change, record by record."""
    from licensetui.store import codec
    from licensetui.store.file.present import contents_of, present
    from licensetui.store.file.restore import changes_to

    now, contents = present(file), contents_of(backup)
    then = codec.portfolio(contents.tables, str(backup.path))
    changes = changes_to(contents, str(backup.path), now)
    if arguments.json:
        for change in changes:
            print_json(context, as_json(change))
        return
    context.say(f"{plain(backup.name)} has {contents_words(then)}.")
    if now.problem:
        context.say(f"Now {plain(now.problem)}: restoring keeps that aside.")
    elif not changes:
        context.say("That is what is there now, so there is nothing to restore.")
        return
    else:
        context.say("To restore it is to")
        print_changes(context, changes, _both(now.portfolio, then), _SHALL)
    words = ["licensetui", "restore", backup.name]
    words += ["--file", arguments.file] if arguments.file else []
    context.say("Nothing was written. To restore it:")
    context.say(f"  {plain(shlex.join([*words, '--apply']))}")


def _both(now: Portfolio, then: Portfolio) -> Portfolio:
    """Return all records of both, to know the names of all."""
    return then.with_licenses(now.licenses).with_contacts(now.contacts)


def _apply(context: Context, file: TableFile, backup: Backup) -> int:
    from licensetui.store.author import author
    from licensetui.store.file.restore import restore

    righted = restore(file, backup, context.clock.now(), author())
    if righted.number is None:
        context.say("That is what is there now, so there was nothing to restore.")
        return DONE
    context.say(f"Restored {contents_words(righted.portfolio)} of {plain(backup.name)}.")
    say_kept(context, righted)
    if righted.later:
        context.say(
            f"The history has {counted(righted.later, 'later change')} that "
            f"{'is' if righted.later == 1 else 'are'} not in it: licensetui history lists them, "
            "licensetui redo NUMBER brings one in"
        )
    return DONE


def say_kept(context: Context, righted: Righted) -> None:
    """Print under which number a change is, and where what was there before is kept."""
    context.say(f"That is change {righted.number} of the history.")
    if righted.kept:
        context.say("What was there before is kept as")
        context.say(f"  {plain(str(righted.kept))}")


BACKUP = Subcommand("backup", "make a backup of the file now", _no_arguments, _run_backup)
"""The subcommand."""
RESTORE = Subcommand(
    "restore", "list the backups, compare one, bring it back", _add_restore_arguments, _run_restore
)
"""The subcommand."""
