"""`licensetui contacts`: the contacts, and how much depends on each."""

from __future__ import annotations

from argparse import Namespace
from typing import Any

from licensetui.cli.agenda import NONE
from licensetui.cli.context import NO_LICENSES, Context, Subcommand, add_list_arguments
from licensetui.cli.exits import DONE
from licensetui.cli.table import print_json, print_table
from licensetui.domain.contact import Contact
from licensetui.domain.finding import Finding
from licensetui.domain.portfolio import Portfolio
from licensetui.findings import find_all


def _row(portfolio: Portfolio, contact: Contact, wrong: list[Finding]) -> tuple[str, ...]:
    uses = [license for license, _ in portfolio.uses(contact.id) if not license.archived]
    return (
        min(finding.severity for finding in wrong).mark if wrong else "",
        contact.name,
        contact.email or NONE,
        contact.kind.value,
        str(len({license.id for license in uses})),
        ", ".join(finding.word for finding in wrong),
    )


def _record(portfolio: Portfolio, contact: Contact, wrong: list[Finding]) -> dict[str, Any]:
    members = [portfolio.contact(id) for id in contact.members]
    deputy = portfolio.contact(contact.deputy)
    return {
        "id": contact.id,
        "name": contact.name,
        "address": contact.email,
        "kind": contact.kind.value,
        "members": [member.label for member in members if member],
        "organization": contact.organization,
        "phone": contact.phone,
        "last_day": contact.last_day.isoformat() if contact.last_day else None,
        "mailbox_closes": contact.mailbox_closes.isoformat() if contact.mailbox_closes else None,
        "away": [f"{away.start}..{away.end}" for away in contact.away],
        "deputy": deputy.label if deputy else None,
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
        "findings": [finding.rule for finding in wrong],
    }


def _wrong(portfolio: Portfolio, context: Context) -> dict[int, list[Finding]]:
    by_contact: dict[int, list[Finding]] = {}
    for finding in find_all(portfolio, context.today, context.settings):
        if finding.contact is not None:
            by_contact.setdefault(finding.contact, []).append(finding)
    return by_contact


def _run(arguments: Namespace, context: Context) -> int:
    portfolio = context.read()
    shown = portfolio if arguments.all else portfolio.current()
    contacts = sorted(shown.contacts, key=lambda contact: contact.label.casefold())
    wrong = _wrong(portfolio, context)
    if arguments.json:
        for contact in contacts:
            print_json(context, _record(portfolio, contact, wrong.get(contact.id, [])))
    elif contacts:
        head = ("", "name", "address", "kind", ">licenses", "wrong")
        rows = [_row(portfolio, contact, wrong.get(contact.id, [])) for contact in contacts]
        print_table(context, head, rows)
    elif portfolio.contacts:
        context.say("All contacts are archived: licensetui contacts --all prints them.")
    elif portfolio.licenses:
        context.say("No contacts yet, so nobody reads the vendors' mails: add them in licensetui.")
    else:
        context.say(NO_LICENSES)
    return DONE


CONTACTS = Subcommand("contacts", "print the contacts", add_list_arguments, _run)
"""The subcommand."""
