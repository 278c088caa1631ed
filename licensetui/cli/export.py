"""`licensetui export FORMAT`: what the file has, to be taken away."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from collections.abc import Callable, Mapping
from pathlib import Path

from licensetui.cli.context import NO_CONTACTS, NO_LICENSES, Context, Subcommand, UsageError
from licensetui.cli.exits import DONE
from licensetui.cli.output import add_output, output_file
from licensetui.cli.registry import CALENDAR_EXPORT, REPORT_EXPORT
from licensetui.domain.counting import and_more, counted
from licensetui.domain.plain import plain
from licensetui.domain.portfolio import Portfolio
from licensetui.door import load
from licensetui.exchange.csv_file import BOM, csv_bytes
from licensetui.exchange.license_table import (
    CONTACT_HEADERS,
    ONLY_IN_JSON,
    READ_BACK,
    contact_table,
    license_table,
)
from licensetui.exchange.output_file import write_file
from licensetui.exchange.vcard_file import vcards
from licensetui.store.exported import exported, without_keys
from licensetui.tables.sources import read_bytes
from licensetui.tables.table import UnreadableFileError

CONTACTS_FILE = "contacts.csv"
"""What stands beside a CSV of the licenses."""
_FORMATS = "csv, json, vcard, ics, report"
_EPILOG = f"""\
csv: one row per term, which licensetui import reads back, and {CONTACTS_FILE} next to it.
{READ_BACK}. Only JSON includes {ONLY_IN_JSON}.

json: everything except secrets; licensetui import reads it back.

vcard: the contacts. ics: the deadlines, as a calendar. report: costs, dates, and savings
(Markdown)."""


def _add_arguments(parser: ArgumentParser) -> None:
    parser.epilog = _EPILOG
    parser.add_argument("format", metavar="FORMAT", choices=tuple(_WRITERS), help=_FORMATS)
    add_output(parser)
    parser.add_argument(
        "--reminders",
        action="store_true",
        help="ics: also the dates of the vendors' reminders",
    )
    parser.add_argument(
        "--fresh",
        action="store_true",
        help="ics: for a new calendar: leave out events that only need to be removed elsewhere",
    )


def _run(arguments: Namespace, context: Context) -> int:
    if arguments.reminders and arguments.format != "ics":
        raise UsageError("--reminders works only with export ics")
    if arguments.fresh and arguments.format != "ics":
        raise UsageError("--fresh works only with export ics")
    return _WRITERS[arguments.format](arguments, context)


def _put(context: Context, output: Path | None, content: bytes, what: str) -> int:
    """Write a result, and say of a file what is in it."""
    if output is None:
        context.out.write(content)
        return DONE
    write_file(output, content)
    context.say(f"{plain(str(output))}: {what}.")
    return DONE


def _without_keys(context: Context) -> Portfolio:
    """Return the records without license keys, which are in no export, and say what that left out.

    Other programs may have written one into the file.
    """
    portfolio, traces = without_keys(context.read())
    if traces:
        context.remark(
            f"License key left out: {traces[0]}{and_more(len(traces) - 1)}. To remove "
            "it: licensetui forget --keys"
        )
    return portfolio


def _csv(arguments: Namespace, context: Context) -> int:
    output = output_file(arguments, context)
    beside = _contacts_file(output, context) if output else None
    portfolio = _without_keys(context)
    headers, rows = license_table(portfolio)
    if not rows:
        context.remark(NO_LICENSES if not portfolio.licenses else "All licenses are archived.")
    content = csv_bytes(headers, rows)
    current = portfolio.current()
    licenses, terms = len(current.licenses), sum(len(x.terms) for x in current.licenses)
    if output is None or beside is None:
        context.out.write(content)
        return DONE
    write_file(output, BOM + content)
    context.say(
        f"{plain(str(output))}: {counted(licenses, 'license')} with {counted(terms, 'term')}."
    )
    write_file(beside, BOM + csv_bytes(*contact_table(portfolio)))
    context.say(f"{plain(str(beside))}: {counted(len(current.contacts), 'contact')}.")
    context.say(f"Only JSON includes {ONLY_IN_JSON}.")
    context.say(f"{READ_BACK}.")
    return DONE


def _contacts_file(output: Path, context: Context) -> Path:
    """Return where the contacts go. Raises `UsageError` where something else stands there."""
    beside = output.parent / CONTACTS_FILE
    if output.name == CONTACTS_FILE:
        raise UsageError(f"{CONTACTS_FILE} is the name of the second file: choose another file")
    if context.keeper and (what := context.keeper.own(beside)):
        raise UsageError(f"{beside} is {what}: choose another directory")
    header = csv_bytes(CONTACT_HEADERS, ()).rstrip()
    try:
        there = read_bytes(beside, len(BOM) + len(header))
    except UnreadableFileError:
        return beside  # there is none, or it cannot be written either
    if there and not there.removeprefix(BOM).startswith(header):
        raise UsageError(
            f"{beside} exists and is not a licensetui export: move it, or choose another directory"
        )
    return beside


def _json(arguments: Namespace, context: Context) -> int:
    output = output_file(arguments, context)
    portfolio = _without_keys(context)
    content = exported(portfolio)
    licenses, contacts = len(portfolio.licenses), len(portfolio.contacts)
    what = f"{counted(licenses, 'license')} and {counted(contacts, 'contact')}"
    return _put(context, output, content, what)


def _vcard(arguments: Namespace, context: Context) -> int:
    output = output_file(arguments, context)
    content, count = vcards(_without_keys(context))
    if not count:
        context.remark(NO_CONTACTS)
    return _put(context, output, content, counted(count, "contact"))


def _report(arguments: Namespace, context: Context) -> int:
    code: int = load(REPORT_EXPORT)(arguments, context)
    return code


def _calendar(arguments: Namespace, context: Context) -> int:
    code: int = load(CALENDAR_EXPORT)(arguments, context)
    return code


_WRITERS: Mapping[str, Callable[[Namespace, Context], int]] = {
    "csv": _csv,
    "json": _json,
    "vcard": _vcard,
    "ics": _calendar,
    "report": _report,
}

EXPORT = Subcommand(_add_arguments, _run)
