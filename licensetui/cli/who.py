"""`licensetui who CONTACT|LICENSE`: who sees a license, or what somebody sees, and why."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from typing import Any

from licensetui.cli.context import Context, Subcommand, add_json
from licensetui.cli.coverage import unread_record
from licensetui.cli.exits import DONE
from licensetui.cli.table import Cut, PrintedColumn, print_json, print_table
from licensetui.cli.typed import add_record, record_named
from licensetui.domain.auto_renewal import present_end
from licensetui.domain.contact import Contact
from licensetui.domain.contact_life import life_words
from licensetui.domain.license import License
from licensetui.domain.plain import plain
from licensetui.domain.sign_in import is_looked_at
from licensetui.domain.visibility import Sight, seen_by, sees
from licensetui.outlook import Outlook
from licensetui.wording.unread import unread_lines

NO_ADDRESS = "(no address)"
"""What stands for the address of a contact who has none."""
_PEOPLE = (
    PrintedColumn("who", Cut.NAME),
    PrintedColumn("address", Cut.ADDRESS),
    PrintedColumn("state", Cut.LINES, leaves=1, least=24),
    PrintedColumn("why", Cut.LINES, least=24),
)
_LICENSES = (
    PrintedColumn("license", Cut.NAME),
    PrintedColumn("number", Cut.ADDRESS, leaves=1, least=12),
    PrintedColumn("ends"),
    PrintedColumn("why", Cut.LINES, least=24),
)


def _add_arguments(parser: ArgumentParser) -> None:
    parser.epilog = """\
CONTACT is an address or a name, LICENSE a name or a number, or any part of one that
matches only one record. With a bare id, add --contact or --license.
"""
    add_record(parser, "contact or license to look up")
    add_json(parser)


def _run(arguments: Namespace, context: Context) -> int:
    outlook = context.outlook()
    portfolio = outlook.portfolio
    record = record_named(arguments, portfolio)
    if isinstance(record, License):
        found = seen_by(record, portfolio, context.today, outlook.counsel)
    else:
        found = sees(record, portfolio, context.today, outlook.counsel)
    if arguments.json:
        for sight in found:
            print_json(context, _record(sight, outlook))
    elif isinstance(record, License):
        _print_people(context, record, found)
    else:
        _print_licenses(context, record, found)
    if not arguments.json:
        for words in unread_lines(record, found, outlook):
            context.say(plain(words))
    return DONE


def _print_people(context: Context, license: License, found: tuple[Sight, ...]) -> None:
    number = f" ({license.number})" if license.number else ""
    looked = f"portal checked {license.looked_on or 'on an unknown date'}"
    if not is_looked_at(license):
        looked = "portal never checked"
    context.say(plain(f"{license.name}{number}, {looked}"))
    if not found:
        context.say("Nobody sees it: no contact is assigned, and the portal shows none.")
        return
    rows = [
        (
            sight.contact.label if sight.contact else "(no contact)",
            sight.address or NO_ADDRESS,
            "; ".join(life_words(sight.contact, context.today)) if sight.contact else "",
            sight.words,
        )
        for sight in found
    ]
    print_table(context, _PEOPLE, rows)


def _print_licenses(context: Context, contact: Contact, found: tuple[Sight, ...]) -> None:
    state = life_words(contact, context.today)
    who = " ".join(dict.fromkeys((contact.label, contact.email.strip() or NO_ADDRESS)))
    context.say(plain(", ".join((who, *state))))
    if not found:
        context.say("Sees no license: not assigned to any, and not on any portal that was checked.")
        return
    licenses = [(sight.license, sight.words) for sight in found]
    rows = [
        (license.name, license.number, str(present_end(license, context.today) or ""), words)
        for license, words in licenses
    ]
    print_table(context, _LICENSES, rows)


def _record(sight: Sight, outlook: Outlook) -> dict[str, Any]:
    contact = sight.contact
    return {
        "license": sight.license.name,
        "license_id": sight.license.id,
        "number": sight.license.number,
        "contact": contact.label if contact else None,
        "contact_id": contact.id if contact else None,
        "address": sight.address or None,
        "gets_mail": sight.gets_mail,
        "mails": [kind.value for kind in sight.mails],
        "why": [
            {
                "role": ground.role.value,
                "primary": ground.primary,
                "on_portal": ground.on_portal,
                "wanted": ground.wanted,
                "team": ground.team.label if ground.team else None,
                "knows_password": ground.knows_password,
                "deputy_of": ground.stands_for.label if ground.stands_for else None,
            }
            for ground in sight.grounds
        ],
        "unread": [unread_record(row) for row in outlook.unread(sight.license)],
    }


WHO = Subcommand(_add_arguments, _run)
