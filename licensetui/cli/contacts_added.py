"""`licensetui contacts --add FILE`: contacts from a list, a signature, or a directory export."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Iterator
from typing import Any

from licensetui.addresses.advice import advice
from licensetui.addresses.check import check
from licensetui.addresses.known import KnownAddresses
from licensetui.addresses.report import Report
from licensetui.addresses.said import said
from licensetui.cli.context import Context
from licensetui.cli.exits import DONE
from licensetui.cli.people import print_left_out, print_people, who
from licensetui.cli.plans import applying, conclude, store_for
from licensetui.cli.table import print_json
from licensetui.domain.contact import Contact, ContactKind
from licensetui.domain.counting import counted
from licensetui.domain.plain import plain
from licensetui.exchange.contact_list import ContactPlan, contacts_in_file, plan_contacts
from licensetui.exchange.mail_groups import LeftOut
from licensetui.exchange.member_list import MOST_BYTES
from licensetui.tables.sources import bytes_of


def add_contacts(arguments: Namespace, context: Context) -> int:
    """Show what a list would add, and save it if asked to; return the exit code."""
    store = store_for(arguments, context)
    source, raw = bytes_of(arguments.add, context.input, MOST_BYTES)
    found = contacts_in_file(raw, source)
    for remark in found.remarks:
        context.remark(plain(remark))
    plan = plan_contacts(found, store.portfolio)
    known = KnownAddresses.of(store.portfolio, context.settings.own_domains)
    reports = {contact.id: check(contact.email, known, contact=contact) for contact in plan.new}
    if arguments.json:
        for record in _records(plan, reports, found.left_out):
            print_json(context, record)
    else:
        context.say(plain(f"Contacts in {source} ({found.form})"))
        _print_new(context, plan, reports)
        print_people(context, "Already contacts, not changed:", plan.known)
        print_left_out(context, found.left_out)
        new, others = counted(len(plan.new), "new contact"), (f"{len(plan.known)} existing")
        context.say(f"{len(found.members)} in the list: {new}, {others}")
    again = applying(arguments, "contacts", "--add", arguments.add)
    conclude(arguments, context, store, plan.change, again)
    return DONE


def _print_new(context: Context, plan: ContactPlan, reports: dict[int, Report]) -> None:
    for place, contact in enumerate(plan.new):
        if not place:
            context.say("New contacts:")
        report = reports[contact.id]
        context.say(f"  {who(contact)}: {_kind(contact, report)}")
        for line in _said(report):
            context.say(plain(f"    {line}"))


def _kind(contact: Contact, report: Report) -> str:
    by_words = contact.kind is ContactKind.UNKNOWN
    return f"{report.kind.label}?" if by_words else contact.kind.label


def _said(report: Report) -> tuple[str, ...]:
    return said(report, advice(report))


def _records(
    plan: ContactPlan, reports: dict[int, Report], left_out: tuple[LeftOut, ...]
) -> Iterator[dict[str, Any]]:
    """Yield an object for each contact of the list, and for what is left out."""
    for contact in (*plan.new, *plan.known):
        report = reports.get(contact.id)
        meant = report.suggestion if report else None
        yield {
            "record": "contact",
            "state": "new" if report else "known",
            "contact": None if report else contact.id,
            "name": contact.name,
            "address": contact.email,
            "kind": contact.kind.value,
            "kind_by_words": report.kind.value if report else None,
            "suggestion": meant.address if meant else None,
            "said": [*_said(report)] if report else [],
        }
    for entry in left_out:
        yield {"record": "left out", "text": entry.text, "why": entry.why}
