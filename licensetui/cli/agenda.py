"""`licensetui due`: what is due, and who reads the vendor's next mail about it."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from collections.abc import Sequence
from typing import Any

from licensetui.cli.context import (
    NO_LICENSES,
    Context,
    Subcommand,
    add_json,
    whole_number,
)
from licensetui.cli.exits import DONE
from licensetui.cli.table import print_json, print_table
from licensetui.domain.agenda import AgendaEntry, agenda, split_long_ended
from licensetui.domain.license import License
from licensetui.domain.portfolio import Portfolio

NONE = "NONE"
"""What stands where somebody should be and nobody is."""


def print_due(context: Context, within: int | None = None) -> None:
    """Print what is overdue or due within so many days (else the setting `soon_days`)."""
    portfolio = context.read()
    if not portfolio.current().licenses:
        context.say(NO_LICENSES)
        return
    days = context.settings.soon_days if within is None else within
    entries = agenda(portfolio, context.today, context.settings)
    near = [entry for entry in entries if entry.days <= days]
    if near:
        print_agenda(context, portfolio, near)
    else:
        context.say(f"Nothing is due within {days} days.")
    if len(entries) > len(near):
        context.say(
            f"Later: {len(entries) - len(near)} more, the next on {entries[len(near)].day}. "
            f"licensetui due --within {entries[-1].days} shows all."
        )


def print_agenda(context: Context, portfolio: Portfolio, entries: Sequence[AgendaEntry]) -> None:
    """Print open milestones as a table; those that ended long ago, if several, as one line."""
    long_ended, rest = split_long_ended(entries, context.settings)
    if len(long_ended) > 1:
        context.say(
            f"x  {len(long_ended)} ended up to {long_ended[-1].day} and are still open: "
            "licensetui list shows them"
        )
        entries = rest
    if not entries:
        return
    print_table(
        context,
        ("", ">days", "date", "what", "license", ">cost", "reads the next mail"),
        [
            (
                entry.urgency.mark,
                str(entry.days),
                entry.day.isoformat(),
                entry.kind.value,
                entry.license.name,
                cost_of(entry.license),
                first_reader(portfolio, entry.license),
            )
            for entry in entries
        ],
    )


def cost_of(license: License) -> str:
    """Return what the current term cost: `21000.00 EUR`; empty if unknown."""
    return str(license.term.cost) if license.term and license.term.cost else ""


def first_reader(portfolio: Portfolio, license: License) -> str:
    """Return the address to which the vendor writes first, as far as wanted, or NONE."""
    addresses = _reader_addresses(portfolio, license)
    return addresses[0] if addresses else NONE


def _reader_addresses(portfolio: Portfolio, license: License) -> list[str]:
    return [contact.email for contact in portfolio.readers(license) if contact.email]


def _record(portfolio: Portfolio, entry: AgendaEntry) -> dict[str, Any]:
    cost = entry.license.term.cost if entry.license.term else None
    return {
        "mark": entry.urgency.mark,
        "urgency": entry.urgency.word,
        "days": entry.days,
        "date": entry.day.isoformat(),
        "what": entry.kind.value,
        "license": entry.license.name,
        "id": entry.license.id,
        "number": entry.license.number,
        "vendor": entry.license.vendor,
        "cost": str(cost.amount) if cost else None,
        "currency": cost.currency if cost else None,
        "readers": _reader_addresses(portfolio, entry.license),
    }


def _add_arguments(parser: ArgumentParser) -> None:
    parser.add_argument(
        "--within",
        metavar="N",
        type=whole_number(0, 9_999_999),
        help="only what is overdue or at most N days away (else the setting soon_days)",
    )
    add_json(parser)


def _run(arguments: Namespace, context: Context) -> int:
    if not arguments.json:
        print_due(context, arguments.within)
        return DONE
    days = context.settings.soon_days if arguments.within is None else arguments.within
    portfolio = context.read()
    for entry in agenda(portfolio, context.today, context.settings, within=days):
        print_json(context, _record(portfolio, entry))
    return DONE


DUE = Subcommand("due", "print what is due, and who reads the next mail", _add_arguments, _run)
"""The subcommand."""
