"""`licensetui contacts`: the contacts, and how much depends on each."""

from __future__ import annotations

from argparse import Namespace
from typing import Any

from licensetui.cli.agenda import NONE
from licensetui.cli.context import NO_CONTACTS, NO_LICENSES, Context, Subcommand, add_list_arguments
from licensetui.cli.exits import DONE
from licensetui.cli.table import iso, print_json, print_table
from licensetui.domain.contact import Contact, ContactKind
from licensetui.domain.contact_life import life_words
from licensetui.domain.plain import folded
from licensetui.outlook import Outlook


def _row(contact: Contact, outlook: Outlook) -> tuple[str, ...]:
    wrong = outlook.contact_findings(contact)
    return (
        min(finding.severity for finding in wrong).mark if wrong else "",
        contact.name,
        contact.email or NONE,
        outlook.reports.kind_word(contact),
        str(outlook.portfolio.held_count(contact.id)),
        ", ".join(finding.word for finding in wrong),
        ", ".join(life_words(contact, outlook.today)),
    )


def _record(contact: Contact, outlook: Outlook) -> dict[str, Any]:
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
        "kind_by_words": None if is_said else outlook.kind_of(contact).value,
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


def _run(arguments: Namespace, context: Context) -> int:
    outlook = context.outlook()
    portfolio, shown = outlook.portfolio, outlook.portfolio if arguments.all else outlook.current
    contacts = sorted(shown.contacts, key=lambda contact: (folded(contact.label), contact.id))
    outlook.complete()
    if arguments.json:
        for contact in contacts:
            print_json(context, _record(contact, outlook))
    elif contacts:
        head = ("", "name", "address", "kind", ">licenses", "wrong", "state")
        rows = [_row(x, outlook) for x in contacts]
        print_table(context, head, rows)
    elif portfolio.contacts:
        context.say("All contacts are archived: licensetui contacts --all prints them.")
    elif portfolio.licenses:
        context.say(NO_CONTACTS)
    else:
        context.say(NO_LICENSES)
    return DONE


CONTACTS = Subcommand(add_list_arguments, _run)
