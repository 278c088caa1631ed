"""`licensetui import FILE`: show what a list would change, and with `--apply` change it."""

from __future__ import annotations

import re
import shlex
from argparse import ArgumentParser, ArgumentTypeError, Namespace
from collections import Counter
from dataclasses import replace
from pathlib import Path

from licensetui.cli.conflicts import add_take, commit
from licensetui.cli.context import Context, Subcommand, UsageError, add_json, changing
from licensetui.cli.exits import BAD_DATA, DONE, FOUND
from licensetui.cli.import_mapping import add_mapping, mapping_words, said_mapping, show_mapping
from licensetui.cli.typed import past_day
from licensetui.domain.counting import counted
from licensetui.domain.plain import plain
from licensetui.imports.mapping_notes import mapping_warnings
from licensetui.imports.plan import ImportPlan, PlannedRow, RowOutcome, plan_import
from licensetui.imports.remembered import mapping_for
from licensetui.tables.read import read_table

BACKUP = "import"
"""Why there is a backup of what was there before."""


def _currency(text: str) -> str:
    code = text.upper()
    if not re.fullmatch("[A-Z]{3}", code):
        raise ArgumentTypeError(f"{text!r} is no ISO code of three letters")
    return code


def _add_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("list", metavar="FILE", help="the CSV file")
    parser.add_argument("--apply", action="store_true", help="save it; without, only show it")
    parser.add_argument(
        "--dates", choices=("dmy", "mdy"), help="how to read 06/09/2026: day first, or month first"
    )
    parser.add_argument(
        "--currency", metavar="XXX", type=_currency, help="of amounts without one (ISO code)"
    )
    parser.add_argument(
        "--numbers",
        metavar="COLUMN",
        action="append",
        help="that column holds numbers that look like license keys; give it once for each",
    )
    parser.add_argument(
        "--seen",
        metavar="DAY",
        type=past_day,
        help="the contacts in it are those that the portal showed on that day",
    )
    add_mapping(parser)
    add_json(parser)
    parser.add_argument(
        "--exit-code",
        action="store_true",
        help="end with 1 if no column holds ends, or addresses would not be imported",
    )
    add_take(parser)


def _run(arguments: Namespace, context: Context) -> int:
    if arguments.apply:
        changing(arguments, context, "--apply")
    if arguments.seen and arguments.seen > context.today:
        raise UsageError(f"--seen {arguments.seen} is still to come: no portal was seen then")
    table = read_table(Path(arguments.list))
    store = context.open_store(not arguments.apply)
    context.remark_doubts(store)
    mapping = said_mapping(arguments, mapping_for(table, store.portfolio))
    warnings = mapping_warnings(table, mapping)
    if arguments.show_mapping:
        show_mapping(context, table, mapping, is_json=arguments.json)
        return FOUND if arguments.exit_code and warnings else DONE
    plan = plan_import(
        table,
        mapping,
        store.portfolio,
        context.today,
        context.settings,
        date_order=arguments.dates,
        currency=arguments.currency,
        seen=arguments.seen,
    )
    _print_plan(context, plan)
    if plan.change.is_empty:
        context.say("There is nothing to save.")
    elif arguments.apply:
        commit(context, store, replace(plan.change, backup=BACKUP), arguments.take)
        context.say(f"Saved to {plain(store.title)}.")
    else:
        context.say("Nothing was written. To save it:")
        context.say(f"  {_applying(arguments)}")
    all_refused = plan.rows and all(row.outcome is RowOutcome.REFUSED for row in plan.rows)
    if all_refused:
        return BAD_DATA
    return FOUND if arguments.exit_code and warnings else DONE


def _print_plan(context: Context, plan: ImportPlan) -> None:
    """Print what becomes of the rows, then what holds for the file, then the counts.

    In this order the counts and what was refused still stand on the screen at the end.
    """
    for outcome in (RowOutcome.NEW, RowOutcome.CHANGED, RowOutcome.REFUSED):
        rows = [row for row in plan.rows if row.outcome is outcome]
        if rows:
            context.say(f"{outcome.label.capitalize()}:")
        for row in rows:
            _print_row(context, row)
    noted = [row for row in plan.rows if row.outcome is RowOutcome.SAME and row.notes]
    if noted:
        context.say("Same:")
    for row in noted:
        _print_row(context, row)
    for note in plan.notes:
        context.say(f"Note: {plain(note)}")
    counts = ", ".join(f"{count} {outcome.label}" for outcome, count in plan.counts.items())
    context.say(f"{counted(len(plan.rows), 'row')}: {counts}")
    if not plan.change.is_empty:
        context.say(f"That makes {_effect(plan)}.")


def _print_row(context: Context, row: PlannedRow) -> None:
    context.say(f"  line {row.line}: {plain(row.what)}")
    notes = (f"note: {note}" for note in row.notes)
    for text in (row.reason, *row.details, *notes):
        if text:
            context.say(f"      {plain(text)}")


def _effect(plan: ImportPlan) -> str:
    """Return how many records are new and changed: `20 new licenses, 3 changed contacts`."""
    kinds = Counter(
        f"{'new' if edit.before is None else 'changed'} {name}"
        for name, edits in (("license", plan.change.licenses), ("contact", plan.change.contacts))
        for edit in edits
    )
    return ", ".join(counted(count, kind) for kind, count in kinds.items())


def _applying(arguments: Namespace) -> str:
    """Return the same command with `--apply`, ready to be copied."""
    words = ["licensetui", "import", arguments.list]
    for option in ("file", "dates", "currency", "seen", "take"):
        value = getattr(arguments, option)
        if value is not None:
            words += [f"--{option}", str(value)]
    for column in arguments.numbers or ():
        words += ["--numbers", column]
    return plain(shlex.join([*words, *mapping_words(arguments), "--apply"]))


IMPORT = Subcommand(_add_arguments, _run)
