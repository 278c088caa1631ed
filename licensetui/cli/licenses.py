"""`licensetui list`: the licenses."""

from __future__ import annotations

from argparse import Namespace
from datetime import date
from typing import Any

from licensetui.cli.agenda import NONE, cost_of, first_reader
from licensetui.cli.context import NO_LICENSES, Context, Subcommand, add_list_arguments
from licensetui.cli.exits import DONE
from licensetui.cli.table import print_json, print_table
from licensetui.domain.license import License, Role
from licensetui.domain.milestones import urgency
from licensetui.domain.portfolio import Portfolio
from licensetui.domain.term import Term


def by_end(license: License) -> tuple[date, str]:
    """Return what licenses are sorted by: the end, those without one last, then the name."""
    return (license.end or date.max, license.name.casefold())


def _row(portfolio: Portfolio, license: License, context: Context) -> tuple[str, ...]:
    worst = urgency(license, context.today, context.settings)
    billing = portfolio.holders(license, Role.BILLING, Role.BILLING_ADMIN)
    return (
        "" if worst is None else worst.mark,
        license.name,
        license.number,
        license.end.isoformat() if license.end else _without_end(license.term),
        str((license.end - context.today).days) if license.end else "",
        "" if license.seats is None else str(license.seats),
        cost_of(license),
        first_reader(portfolio, license),
        next((contact.email for contact in billing if contact.email), NONE),
    )


def _without_end(term: Term | None) -> str:
    return "perpetual" if term and term.perpetual else NONE


def _record(portfolio: Portfolio, license: License, context: Context) -> dict[str, Any]:
    worst = urgency(license, context.today, context.settings)
    parent = portfolio.license(license.parent)
    return {
        "id": license.id,
        "name": license.name,
        "urgency": None if worst is None else worst.word,
        "vendor": license.vendor,
        "product": license.product,
        "hosting": license.hosting.value,
        "type": license.type.value,
        "sen": license.sen,
        "entitlement": license.entitlement,
        "organization": license.organization,
        "site": license.site,
        "server_id": license.server_id,
        "seats": license.seats,
        "seats_in_use": license.seats_in_use,
        "unit": license.unit.value,
        "parent": parent.name if parent else None,
        "portal": license.portal.value,
        "partner": license.partner,
        "contacts": _contacts(portfolio, license),
        "on_portal": [
            {"address": seen.address, "role": seen.role.value, "primary": seen.primary}
            for seen in license.on_portal
        ],
        "looked_on": _iso(license.looked_on),
        "terms": [_term(term) for term in license.terms],
        "notes": license.notes,
        "archived": license.archived,
    }


def _contacts(portfolio: Portfolio, license: License) -> list[dict[str, Any]]:
    found = []
    for held in license.wanted:
        contact = portfolio.contact(held.contact)
        found.append(
            {
                "id": held.contact,
                "name": contact.name if contact else None,
                "address": contact.email if contact else None,
                "role": held.role.value,
                "primary": held.primary,
            }
        )
    return found


def _term(term: Term) -> dict[str, Any]:
    return {
        "start": _iso(term.start),
        "end": _iso(term.end),
        "kind": term.kind.value,
        "ends": term.ends.value,
        "perpetual": term.perpetual,
        "auto_renew": term.auto_renew,
        "notice_days": term.notice_days,
        "cost": str(term.cost.amount) if term.cost else None,
        "currency": term.cost.currency if term.cost else None,
        "quote": term.quote,
        "order_number": term.order_number,
        "decision": term.decision.value,
        "progress": term.progress.value,
        "snoozed_until": _iso(term.snoozed_until),
    }


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _run(arguments: Namespace, context: Context) -> int:
    portfolio = context.read()
    shown = portfolio if arguments.all else portfolio.current()
    licenses = sorted(shown.licenses, key=by_end)
    if arguments.json:
        for license in licenses:
            print_json(context, _record(portfolio, license, context))
    elif licenses:
        head = ("", "license", "number", "ends", ">days", ">seats", ">cost", "technical", "billing")
        print_table(context, head, [_row(portfolio, license, context) for license in licenses])
    elif portfolio.licenses:
        context.say("All licenses are archived: licensetui list --all prints them.")
    else:
        context.say(NO_LICENSES)
    return DONE


LIST = Subcommand("list", "print the licenses", add_list_arguments, _run)
"""The subcommand."""
