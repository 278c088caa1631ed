"""`licensetui import FILE`: show what lists would change, and with `--apply` change it."""

from __future__ import annotations

import gc
import re
from argparse import ArgumentParser, ArgumentTypeError, Namespace
from collections.abc import Sequence
from dataclasses import replace

from licensetui.cli.conflicts import add_take
from licensetui.cli.context import Context, Subcommand, UsageError, add_json, changing
from licensetui.cli.exits import DONE, FOUND
from licensetui.cli.import_export import BACKUP, import_export, plan_code
from licensetui.cli.import_json import SHAPE, print_plan_json
from licensetui.cli.import_mapping import add_mapping, mapping_words, said_mappings, show_mapping
from licensetui.cli.import_plan import print_plan
from licensetui.cli.plans import add_apply, applying, conclude
from licensetui.cli.progress import progress
from licensetui.cli.typed import past_day
from licensetui.exchange.license_table import refuse_contacts
from licensetui.imports.headers import is_known_header
from licensetui.imports.mapping_notes import mapping_warnings
from licensetui.imports.plan import Source, plan_imports
from licensetui.imports.planned import PlanAnswers
from licensetui.imports.remembered import mapping_for
from licensetui.store.exported import is_export
from licensetui.tables.read import MAX_BYTES, parse_table
from licensetui.tables.sources import bytes_of
from licensetui.tables.table import Table


def _currency(text: str) -> str:
    code = text.upper()
    if not re.fullmatch("[A-Z]{3}", code):
        raise ArgumentTypeError(f"{text!r} is not a three-letter ISO code")
    return code


def _add_arguments(parser: ArgumentParser) -> None:
    parser.epilog = SHAPE
    parser.add_argument(
        "lists", metavar="FILE", nargs="+", help="list to import, or several; - is standard input"
    )
    add_apply(parser)
    parser.add_argument(
        "--dates",
        choices=("dmy", "mdy"),
        help="how to read dates such as 06/09/2026: day first or month first",
    )
    parser.add_argument(
        "--currency",
        metavar="XXX",
        type=_currency,
        help="currency for amounts without one (ISO code)",
    )
    parser.add_argument(
        "--numbers",
        metavar="COLUMN",
        action="append",
        help=(
            "a column of numbers that look like license keys but are not; repeat for each column"
        ),
    )
    parser.add_argument(
        "--seen",
        metavar="DAY",
        type=past_day,
        help="the list shows the contacts on the portal on that day",
    )
    parser.add_argument("--sheet", metavar="NAME", help="sheet of a workbook (default: the first)")
    parser.add_argument("--encoding", metavar="NAME", help="text encoding, if the guess is wrong")
    add_mapping(parser)
    parser.add_argument(
        "-v", "--verbose", action="store_true", help="show every row and how it is read"
    )
    add_json(parser)
    parser.add_argument(
        "--exit-code",
        action="store_true",
        help="exit with 1 if no column has end dates, or addresses would not be imported",
    )
    add_take(parser)


def _run(arguments: Namespace, context: Context) -> int:
    gc.disable()  # a long list is no garbage, and to look for some would take a fifth of the time
    if arguments.apply:
        changing(arguments, context, "--apply")
    if arguments.seen and arguments.seen > context.today:
        raise UsageError(
            f"--seen {arguments.seen} is in the future: name the day on which the portal was "
            "checked"
        )
    files = [bytes_of(name, context.input, MAX_BYTES) for name in arguments.lists]
    if any(is_export(raw) for _, raw in files):
        return import_export(arguments, context, files, _applying(arguments))
    tables = [_table(source, raw, arguments) for source, raw in files]
    del files
    store = context.open_store(not arguments.apply)
    context.remark_doubts(store)
    guessed = [mapping_for(table, store.portfolio) for table in tables]
    answers = PlanAnswers(arguments.dates, arguments.currency, arguments.seen)
    both = zip(tables, said_mappings(arguments, guessed), strict=True)
    sources = [Source(table, mapping, answers) for table, mapping in both]
    if arguments.show_mapping:
        return _show_mappings(arguments, context, sources)
    with progress(context.err, "rows planned") as step:
        plan = plan_imports(sources, store.portfolio, context.today, context.settings, step)
    if arguments.json:
        print_plan_json(context, plan)
    else:
        print_plan(context, plan, is_verbose=arguments.verbose)
    code, change = (
        plan_code(plan, is_asked=arguments.exit_code),
        replace(plan.change, backup=BACKUP),
    )
    del plan, sources, tables  # their room is needed to save what a long list brings
    conclude(arguments, context, store, change, _applying(arguments))
    return code


def _show_mappings(arguments: Namespace, context: Context, sources: Sequence[Source]) -> int:
    files = [(source.table, source.mapping) for source in sources]
    show_mapping(context, files, is_json=arguments.json)
    warnings = any(mapping_warnings(*file) for file in files)
    return FOUND if arguments.exit_code and warnings else DONE


def _table(source: str, raw: bytes, arguments: Namespace) -> Table:
    table = parse_table(
        raw,
        source,
        sheet=arguments.sheet,
        encoding=arguments.encoding,
        known=is_known_header,
    )
    refuse_contacts(table.headers, table.source)
    return table


def _applying(arguments: Namespace) -> str:
    return applying(
        arguments,
        "import",
        *arguments.lists,
        dates=arguments.dates,
        currency=arguments.currency,
        seen=arguments.seen,
        sheet=arguments.sheet,
        encoding=arguments.encoding,
        numbers=arguments.numbers,
        map=mapping_words(arguments),
    )


IMPORT = Subcommand(_add_arguments, _run)
