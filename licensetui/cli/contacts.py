"""`licensetui contacts`: the contacts, and how much depends on each; or more of them."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from typing import Any

from licensetui.cli.agenda import NONE
from licensetui.cli.conflicts import add_take
from licensetui.cli.context import (
    NO_CONTACTS,
    NO_LICENSES,
    Context,
    Subcommand,
    UsageError,
    add_list_arguments,
)
from licensetui.cli.exits import DONE
from licensetui.cli.registry import ADD_CONTACTS
from licensetui.cli.table import Cut, PrintedColumn, iso, print_json, print_table
from licensetui.domain.contact import Contact, ContactKind
from licensetui.domain.contact_life import life_words
from licensetui.domain.plain import folded
from licensetui.door import load
from licensetui.outlook import Outlook

_HEAD = (
    PrintedColumn(""),
    PrintedColumn("id", at_right=True),
    PrintedColumn("name", Cut.NAME),
    PrintedColumn("address", Cut.ADDRESS, least=17),
    PrintedColumn("kind", leaves=1),
    PrintedColumn("licenses", leaves=2, at_right=True),
    PrintedColumn("findings", Cut.LINES, leaves=4, least=10),
    PrintedColumn("state", Cut.LINES, leaves=3, least=24),
)


def _row(contact: Contact, outlook: Outlook) -> tuple[str, ...]:
    wrong = outlook.contact_findings(contact)
    return (
        min(finding.severity for finding in wrong).mark if wrong else "",
        str(contact.id),
        contact.name,
        contact.email or NONE,
        outlook.reports.kind_word(contact),
        str(outlook.portfolio.held_count(contact.id)),
        ", ".join(finding.word for finding in wrong),
        ", ".join(life_words(contact, outlook.today)),
    )


def contact_record(contact: Contact, outlook: Outlook) -> dict[str, Any]:
    """Return a contact for JSON."""
    portfolio = outlook.portfolio
    is_said = contact.kind is not ContactKind.UNKNOWN
    members = [portfolio.contact(id) for id in contact.members]
    known_by = [portfolio.contact(id) for id in contact.sign_in_known_by]
    deputy = portfolio.contact(contact.deputy)
    return {
        "id": contact.id,
        "name": contact.name,
        "address": contact.email,
        "kind": contact.kind.value,
        "kind_by_words": None if is_said else outlook.reports.kind_of(contact).value,
        "members": [member.label for member in members if member],
        "sign_in_known_by": [one.label for one in known_by if one],
        "organization": contact.organization,
        "phone": contact.phone,
        "last_day": iso(contact.last_day),
        "mailbox_closes": iso(contact.mailbox_closes),
        "away": [f"{away.start}..{away.end}" for away in contact.away],
        "deputy": deputy.label if deputy else None,
        "confirmed_on": iso(contact.confirmed_on),
        "bounced_on": iso(contact.bounced_on),
        "notes": contact.notes,
        "archived": contact.archived,
        "licenses": [
            {
                "id": license.id,
                "license": license.name,
                "role": held.role.value,
                "primary": held.primary,
                "archived": license.archived,
            }
            for license, held in portfolio.uses(contact.id)
        ],
        "owns": [
            {"id": license.id, "license": license.name, "archived": license.archived}
            for license in portfolio.owned(contact.id)
        ],
        "findings": [finding.rule for finding in outlook.contact_findings(contact)],
    }


def _add_arguments(parser: ArgumentParser) -> None:
    add_list_arguments(parser)
    parser.add_argument(
        "--add",
        metavar="FILE",
        help="add the new people found in a text, a signature, a vCard, or a directory "
        "export (LDIF, CSV); - is standard input",
    )
    parser.add_argument(
        "--apply", action="store_true", help="save what --add found (default: preview only)"
    )
    add_take(parser)


def _run(arguments: Namespace, context: Context) -> int:
    if arguments.add is not None:
        code: int = load(ADD_CONTACTS)(arguments, context)
        return code
    if arguments.apply or arguments.take:
        raise UsageError("--apply and --take need --add FILE")
    outlook = context.outlook()
    portfolio, shown = outlook.portfolio, outlook.portfolio if arguments.all else outlook.current
    contacts = sorted(shown.contacts, key=lambda contact: (folded(contact.label), contact.id))
    outlook.find_about_contacts()
    if arguments.json:
        for contact in contacts:
            print_json(context, contact_record(contact, outlook))
    elif contacts:
        print_table(context, _HEAD, [_row(x, outlook) for x in contacts])
    elif portfolio.contacts:
        context.say("All contacts are archived. To list them: licensetui contacts --all")
    elif portfolio.licenses:
        context.say(NO_CONTACTS)
    else:
        context.say(NO_LICENSES)
    return DONE


CONTACTS = Subcommand(_add_arguments, _run)
