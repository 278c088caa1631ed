"""`licensetui list`: the licenses."""

from __future__ import annotations

from argparse import Namespace
from datetime import date
from typing import Any

from licensetui.cli.agenda import NONE, cost_of, mail_record, owner_record, price_record
from licensetui.cli.context import NO_LICENSES, Context, Subcommand, add_list_arguments
from licensetui.cli.coverage import reminders_record
from licensetui.cli.exits import DONE
from licensetui.cli.table import Cut, PrintedColumn, iso, print_json, print_table
from licensetui.domain.agenda import AgendaEntry
from licensetui.domain.auto_renewal import auto_renewal, cancel_by, present_end, present_term
from licensetui.domain.handling import state_word
from licensetui.domain.license import License, Role
from licensetui.domain.past_terms import TermLine, term_lines
from licensetui.domain.plain import folded
from licensetui.domain.portfolio import Portfolio
from licensetui.domain.term import Decision, Term
from licensetui.outlook import Outlook
from licensetui.reading.notices import notice_text

_HEAD = (
    PrintedColumn(""),
    PrintedColumn("id", at_right=True),
    PrintedColumn("license", Cut.NAME),
    PrintedColumn("number", Cut.ADDRESS, leaves=8, least=12),
    PrintedColumn("ends"),
    PrintedColumn("days", leaves=5, at_right=True),
    PrintedColumn("next", leaves=6),
    PrintedColumn("seats", leaves=1, at_right=True),
    PrintedColumn("cost", leaves=4, at_right=True),
    PrintedColumn("technical", Cut.ADDRESS, leaves=7),
    PrintedColumn("billing", Cut.ADDRESS, leaves=2),
    PrintedColumn("owner", Cut.NAME, leaves=3),
)
"""The last one where anybody owns a license."""


def by_end(license: License, today: date) -> tuple[date, str]:
    """Return what licenses are sorted by: the end, those without one last, then the name."""
    return (present_end(license, today) or date.max, folded(license.name))


def _row(license: License, outlook: Outlook, *, with_owner: bool) -> tuple[str, ...]:
    first = outlook.next_entry(license)
    portfolio, end = outlook.portfolio, present_end(license, outlook.today)
    billing = portfolio.holders(license, Role.BILLING, Role.BILLING_ADMIN)
    return (
        first.urgency.mark if first else "",
        str(license.id),
        license.name,
        license.number,
        end.isoformat() if end else _without_end(license.term),
        str((end - outlook.today).days) if end else "",
        first.kind.label if first else state_word(license, outlook.today),
        "" if license.seats is None else str(license.seats),
        cost_of(license),
        reader(license, outlook),
        next((contact.email for contact in billing if contact.email), NONE),
        *([owner.label if (owner := portfolio.owner(license)) else "-"] if with_owner else []),
    )


def reader(license: License, outlook: Outlook) -> str:
    """Return who reads the next reminder, else who would; those of billing do not count."""
    readers = outlook.portfolio.readers(license)
    has_any = readers or any(x.role in license.portal.readers for x in license.on_portal)
    if has_any and outlook.dates.mail_days(license):
        return outlook.brief_mail(license)
    mail = outlook.next_mail(license)
    return (
        mail.brief if mail and mail.is_lost else next((x.email for x in readers if x.email), NONE)
    )


def _without_end(term: Term | None) -> str:
    return "perpetual" if term and term.perpetual else NONE


def license_record(license: License, outlook: Outlook) -> dict[str, Any]:
    """Return a license for JSON."""
    first = outlook.next_entry(license)
    portfolio, end = outlook.portfolio, present_end(license, outlook.today)
    parent = portfolio.license(license.parent)
    return {
        "id": license.id,
        "name": license.name,
        "urgency": first.urgency.word if first else None,
        "next": None if first is None else _milestone(first, outlook.today),
        "end": iso(end),
        "days": (end - outlook.today).days if end else None,
        "renewed_itself": _renewed_itself(license, outlook.today),
        "vendor": license.vendor,
        "product": license.product,
        "hosting": license.hosting.value,
        "type": license.type.value,
        "number": license.number,
        "sen": license.sen,
        "entitlement": license.entitlement,
        "organization": license.organization,
        "site": license.site,
        "server_id": license.server_id,
        "seats": license.seats,
        "seats_in_use": license.seats_in_use,
        "unit": license.unit.value,
        "parent": parent.name if parent else None,
        "parent_id": license.parent,
        "portal": license.portal.key,
        "partner": license.partner,
        "owner": owner_record(portfolio.owner(license)),
        "contacts": _contacts(portfolio, license),
        "on_portal": [
            {"address": seen.address, "role": seen.role.value, "primary": seen.primary}
            for seen in license.on_portal
        ],
        "looked_on": iso(license.looked_on),
        "next_mail": mail_record(outlook.next_mail(license)),
        "terms": [_past_term(line, license) for line in reversed(term_lines(license))],
        "planned": _term(license.planned) if license.planned else None,
        "decision_lead_days": license.decision_lead_days,
        "order_lead_days": license.order_lead_days,
        "reminders": license.reminders,
        "reminder_days": reminders_record(outlook.reminders(license)),
        "documents": [{"place": x.shown, "title": x.title} for x in license.documents],
        "notes": license.notes,
        "archived": license.archived,
    }


def _renewed_itself(license: License, today: date) -> dict[str, Any] | None:
    """Return what follows from a renewal that nobody has confirmed; the terms are as recorded."""
    renewal, term = auto_renewal(license, today), present_term(license, today)
    if renewal is None or term is None:
        return None
    return {
        "date": iso(renewal.day),
        "times": renewal.times,
        "end": iso(renewal.end),
        "cancel_by": iso(cancel_by(license, term)),
        "assumed": renewal.is_assumed,
        "to_be_canceled": term.decision is Decision.CANCEL,
    }


def _milestone(point: AgendaEntry, today: date) -> dict[str, Any]:
    return {"what": point.kind.value, "date": iso(point.day), "days": (point.day - today).days}


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
                "since": iso(held.since),
                "waiting_since": iso(held.waiting_since),
            }
        )
    return found


def _past_term(line: TermLine, license: License) -> dict[str, Any]:
    """Return a term, with what a year of it costs and against the term before, as T shows it."""
    percent = line.change.percent if line.change else None
    return {
        **_term(line.term),
        "cancel_by": iso(cancel_by(license, line.term)),
        "current": line.is_current,
        "change_percent": None if percent is None else str(percent),
        "replaced_on": iso(line.replaced_on),
    }


def _term(term: Term) -> dict[str, Any]:
    return {
        "id": term.id,
        "start": iso(term.start),
        "end": iso(term.end),
        "kind": term.kind.value,
        "ends": term.ends.value,
        "perpetual": term.perpetual,
        "auto_renew": term.auto_renew,
        "notice_days": term.notice_days,
        "notice": notice_text(term.notice) or None,
        "cancel_by": iso(term.cancel_by),
        **price_record(term),
        "seats": term.seats,
        "quote": term.quote,
        "order_number": term.order_number,
        "decision": term.decision.value,
        "progress": term.progress.value,
        "snoozed_until": iso(term.snoozed_until),
        "key_received": iso(term.key_received),
        "key_installed": iso(term.key_installed),
    }


def _run(arguments: Namespace, context: Context) -> int:
    outlook = context.outlook()
    shown = outlook.portfolio if arguments.all else outlook.current
    licenses = sorted(shown.licenses, key=lambda x: by_end(x, outlook.today))
    if arguments.json:
        for license in licenses:
            print_json(context, license_record(license, outlook))
    elif licenses:
        has_owners = any(license.owner for license in licenses)
        rows = [_row(x, outlook, with_owner=has_owners) for x in licenses]
        print_table(context, _HEAD if has_owners else _HEAD[:-1], rows)
    elif outlook.portfolio.licenses:
        context.say("All licenses are archived. To list them: licensetui list --all")
    else:
        context.say(NO_LICENSES)
    return DONE


LIST = Subcommand(add_list_arguments, _run)
