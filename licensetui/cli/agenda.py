"""`licensetui due`: what is due, and who reads the vendor's next mail about it."""

from __future__ import annotations

import shlex
from argparse import ArgumentParser, Namespace
from collections.abc import Sequence
from typing import Any

from licensetui.cli.context import (
    NO_LICENSES,
    Context,
    Subcommand,
    UsageError,
    add_json,
    whole_number,
)
from licensetui.cli.exits import DONE, FOUND
from licensetui.cli.registry import CONTACT_MEANT
from licensetui.cli.table import Cut, PrintedColumn, print_json, print_table
from licensetui.domain.agenda import AgendaEntry, split_long_ended
from licensetui.domain.contact import Contact
from licensetui.domain.costs import term_cost, yearly_cost
from licensetui.domain.license import License
from licensetui.domain.next_mail import NextMail
from licensetui.domain.plain import plain
from licensetui.domain.term import Term
from licensetui.door import load
from licensetui.outlook import Outlook
from licensetui.wording.agenda import READERS, long_ended_words
from licensetui.wording.costs import price_words

NONE = "NONE"
"""What stands where somebody should be and nobody is."""
_HEAD = (
    PrintedColumn(""),
    PrintedColumn("days", leaves=2, at_right=True),
    PrintedColumn("date"),
    PrintedColumn("what"),
    PrintedColumn("license", Cut.NAME),
    PrintedColumn("cost", leaves=1, at_right=True),
    PrintedColumn(READERS, Cut.ADDRESS, leaves=3),
)


def print_due(context: Context) -> None:
    """Print what is overdue or soon due, by the settings."""
    outlook = context.outlook()
    _print_all(context, outlook, outlook.agenda, context.settings.soon_days)


def _print_all(
    context: Context,
    outlook: Outlook,
    entries: Sequence[AgendaEntry],
    days: int,
    command: str = "licensetui due",
) -> None:
    """Print what is due within so many days as a table, and how many come later."""
    if not outlook.current.licenses:
        context.say(NO_LICENSES)
        return
    near = [entry for entry in entries if entry.days <= days]
    if near:
        print_agenda(context, outlook, near)
    else:
        context.say(f"Nothing is due within {days} days.")
    if len(entries) > len(near):
        context.say(
            f"Later: {len(entries) - len(near)} more, the next on "
            f"{entries[len(near)].day}. For all: {command} --within {entries[-1].days}"
        )


def print_agenda(context: Context, outlook: Outlook, entries: Sequence[AgendaEntry]) -> None:
    """Print open milestones as a table; those that ended long ago, if several, as one line."""
    entries = say_long_ended(context, entries)
    if not entries:
        return
    print_table(
        context,
        _HEAD,
        [
            (
                entry.urgency.mark,
                str(entry.days),
                entry.day.isoformat(),
                entry.kind.label,
                entry.license.name,
                cost_of(entry.license),
                outlook.brief_mail(entry.license),
            )
            for entry in entries
        ],
    )


def say_long_ended(context: Context, entries: Sequence[AgendaEntry]) -> Sequence[AgendaEntry]:
    """Say in one line what ended long ago, if that is several; return what is left to print."""
    long_ended, rest = split_long_ended(entries, context.settings)
    if len(long_ended) < 2:
        return entries
    context.say(f"x  {long_ended_words(long_ended)} (see licensetui list)")
    return rest


def cost_of(license: License) -> str:
    """Return the price of the current term: `21000.00 EUR`; empty if unknown."""
    return price_words(license.term)


def price_record(term: Term | None) -> dict[str, Any]:
    """Return a price for JSON: as it was said, and what it comes to."""
    cost, of_term, yearly = term.cost if term else None, term_cost(term), yearly_cost(term)
    return {
        "cost": str(cost.amount) if cost else None,
        "currency": cost.currency if cost else None,
        "cost_basis": term.cost_basis.value if term else None,
        "per_seat": term.per_seat if term else None,
        "cost_of_term": str(of_term.amount) if of_term else None,
        "cost_a_year": str(yearly.amount) if yearly else None,
    }


def mail_record(mail: NextMail | None) -> dict[str, Any] | None:
    """Return a mail of the vendor for JSON: to whom it goes, and who reads it."""
    if mail is None:
        return None
    return {
        "date": mail.day.isoformat(),
        "nobody": mail.is_lost,
        "verified": mail.is_verified,
        "to": [
            {"address": x.address, "read": x.is_read, "note": x.note or None}
            for x in mail.addressees
        ],
        "people": [reader.label for reader in mail.reading.readers],
    }


def owner_record(owner: Contact | None) -> dict[str, Any] | None:
    """Return who decides about a license for JSON; None if nobody does."""
    return {"id": owner.id, "name": owner.name, "address": owner.email} if owner else None


def _record(outlook: Outlook, entry: AgendaEntry) -> dict[str, Any]:
    mail = outlook.next_mail(entry.license)
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
        "owner": owner_record(outlook.portfolio.owner(entry.license)),
        **price_record(entry.license.term),
        "readers": mail.read_at if mail else None,
        "next_mail": mail_record(mail),
    }


def _print_plain(context: Context, mail: str, entry: AgendaEntry) -> None:
    cells = (
        entry.urgency.word,
        str(entry.days),
        entry.day.isoformat(),
        entry.kind.value,
        entry.license.name,
        entry.license.number,
        cost_of(entry.license),
        mail,
    )
    context.say_whole("\t".join(plain(cell).strip() or "-" for cell in cells))


def _add_arguments(parser: ArgumentParser) -> None:
    parser.epilog = """\
A date is due if it is overdue or comes within N days (--within N): decide by, order by,
cancel by, and ends, for licenses that are not archived, snoozed, or done. A license
that auto-renewed stays due until you confirm the renewal.

--plain prints tab-separated lines, without a heading, marks, alignment, or cuts:
urgency (overdue, urgent, soon, later), days, date, what, license, number, cost, and
who reads the next reminder; - means not set.

Exit codes: 0 done; with --exit-code, 1 if anything is due. If the data file is
missing, --quiet and --exit-code exit with 74, because silence would mean that
nothing is due.
"""
    parser.add_argument(
        "--within",
        metavar="N",
        type=whole_number(0, 9_999_999),
        help="only what is overdue or at most N days away (default: the setting soon_days)",
    )
    parser.add_argument(
        "--owner",
        metavar="WHO",
        nargs="?",
        const="",
        help="only licenses owned by this contact: address, name, or id (default: you)",
    )
    add_json(parser)
    parser.add_argument("--plain", action="store_true", help="print tab-separated lines")
    parser.add_argument(
        "--quiet", action="store_true", help="print nothing unless something is due"
    )
    parser.add_argument("--exit-code", action="store_true", help="exit with 1 if anything is due")


def _owner(who: str, context: Context, outlook: Outlook) -> Contact:
    """Return the owner who is meant, by default the user. Raises `UsageError`."""
    if who:
        meant: Contact = load(CONTACT_MEANT)(who, outlook.portfolio)
        return meant
    me = outlook.portfolio.contact_at(context.settings.me) if context.settings.me else None
    if me is None:
        raise UsageError("--owner: name a contact, or set me in the settings to your own address")
    return me


def _run(arguments: Namespace, context: Context) -> int:
    if arguments.json and arguments.plain:
        raise UsageError("--json and --plain cannot be used together")
    outlook = context.outlook(must_exist=arguments.quiet or arguments.exit_code)
    days = context.settings.soon_days if arguments.within is None else arguments.within
    entries: Sequence[AgendaEntry] = outlook.agenda
    if arguments.owner is not None:
        owner = _owner(arguments.owner, context, outlook)
        entries = [entry for entry in entries if entry.license.owner == owner.id]
    near = [entry for entry in entries if entry.days <= days]
    if arguments.json:
        for entry in near:
            print_json(context, _record(outlook, entry))
    elif arguments.plain:
        for entry in near:
            _print_plain(context, outlook.mail_words(entry.license), entry)
    elif arguments.quiet:
        print_agenda(context, outlook, near)
    else:
        whose = [] if arguments.owner is None else ["--owner", *filter(None, [arguments.owner])]
        command = shlex.join(["licensetui", "due", *whose])
        _print_all(context, outlook, entries, days, command)
    return FOUND if arguments.exit_code and near else DONE


DUE = Subcommand(_add_arguments, _run)
