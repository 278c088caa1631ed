"""Licenses and contacts as tables that a spreadsheet opens, and that an import reads back."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from datetime import date

from licensetui.domain.contact import Contact
from licensetui.domain.license import Hosting, License, Role
from licensetui.domain.portal_roles import role_on
from licensetui.domain.portfolio import Portfolio
from licensetui.domain.term import CostBasis, Term
from licensetui.reading.notices import notice_text
from licensetui.tables.formulas import guarded
from licensetui.tables.table import TableError
from licensetui.tables.typed_cells import unmistakable

_PLAIN = re.compile(r"[\w .'-]+")
"""A name that needs no quotation marks beside an address."""
Table = tuple[tuple[str, ...], list[tuple[str, ...]]]
"""Headers, and rows of cells."""
ONLY_IN_JSON = (
    "archived records, host licenses, further billing contacts, what the portals show, "
    "planned terms, dates and traces of license keys, documents, reminder days, the "
    "dates on which contacts were assigned, who knows a contact's sign-in, remembered "
    "import columns, and white space around texts"
)
"""What the tables do not have."""
READ_BACK = "licensetui contacts --add reads only names and addresses from contacts.csv"
"""What comes back of the table of contacts."""


def _day(value: date | None) -> str:
    return "" if value is None else value.isoformat()


def _number(value: object) -> str:
    return "" if value is None else str(value)


def _yes(value: bool) -> str:
    return "yes" if value else "no"


_LICENSE: tuple[tuple[str, Callable[[License], str]], ...] = (
    ("Name", lambda x: guarded(x.name)),
    ("Vendor", lambda x: guarded(x.vendor)),
    ("Product", lambda x: guarded(x.product)),
    ("Hosting", lambda x: "" if x.hosting is Hosting.OTHER else x.hosting.value),
    ("License type", lambda x: x.type.value),
    ("SEN", lambda x: guarded(x.sen)),
    ("Entitlement number", lambda x: guarded(x.entitlement)),
    ("Organization", lambda x: guarded(x.organization)),
    ("Site", lambda x: guarded(x.site)),
    ("Server ID", lambda x: guarded(x.server_id)),
    ("Seats", lambda x: _number(x.seats)),
    ("Seat unit", lambda x: x.unit.value),
    ("Seats in use", lambda x: _number(x.seats_in_use)),
    ("Partner", lambda x: guarded(x.partner)),
)
_TERM: tuple[tuple[str, Callable[[Term], str]], ...] = (
    ("Start date", lambda x: _day(x.start)),
    ("End date", lambda x: _day(x.end)),
    ("Term kind", lambda x: x.kind.value),
    ("Ends at the end", lambda x: x.ends.value),
    ("Perpetual", lambda x: _yes(x.perpetual)),
    ("Cost", lambda x: unmistakable(f"{x.cost.amount:f}") if x.cost else ""),
    ("Currency", lambda x: x.cost.currency if x.cost else ""),
    ("Billing cycle", lambda x: _cycle(x) if x.cost else ""),
    ("Term seats", lambda x: _number(x.seats)),
    ("Auto-renew", lambda x: _yes(x.auto_renew)),
    ("Notice", lambda x: notice_text(x.notice)),
    ("Quote number", lambda x: guarded(x.quote)),
    ("Order number", lambda x: guarded(x.order_number)),
    ("Decision at the end", lambda x: x.decision.value),
    ("Purchase progress", lambda x: x.progress.value),
    ("Snoozed until", lambda x: _day(x.snoozed_until)),
)
_PEOPLE = (
    "Technical contact",
    "Technical contact email",
    "Technical contact phone",
    "Secondary technical contact",
    "Billing contact",
    "Billing contact email",
    "Billing contact phone",
    "Owner",
    "Owner email",
)
_LAST: tuple[tuple[str, Callable[[License], str]], ...] = (
    ("Decision lead days", lambda x: _number(x.decision_lead_days)),
    ("Order lead days", lambda x: _number(x.order_lead_days)),
    ("Notes", lambda x: guarded(x.notes)),
    ("licensetui portal", lambda x: x.portal.key),
    ("licensetui license", lambda x: str(x.id)),
)
_PLACE = "licensetui term"
CONTACT_HEADERS = (
    *("Name", "Email", "Kind", "Organization", "Phone", "Read by", "Deputy"),
    *("Last day", "Mailbox closes", "Away", "Confirmed on", "Bounced on", "Licenses", "Notes"),
)
"""The headers of the table of contacts."""


def license_table(portfolio: Portfolio) -> Table:
    """Return a row for each term of each license that is not archived, with the license's fields.

    A license without terms has one row.
    """
    headers = (
        *(header for header, _ in _LICENSE),
        *(header for header, _ in _TERM),
        *_PEOPLE,
        *(header for header, _ in _LAST),
        _PLACE,
    )
    rows = []
    for license in portfolio.licenses:
        if license.archived:
            continue
        first = tuple(cell(license) for _, cell in _LICENSE)
        rest = (*_people(license, portfolio), *(cell(license) for _, cell in _LAST))
        for place, term in enumerate(license.terms, 1):
            rows.append((*first, *(cell(term) for _, cell in _TERM), *rest, str(place)))
        if not license.terms:
            rows.append((*first, *("" for _ in _TERM), *rest, ""))
    return headers, rows


def _cycle(term: Term) -> str:
    word = "term" if term.cost_basis is CostBasis.TERM else term.cost_basis.value
    return f"{word} per seat" if term.per_seat else word


def _people(license: License, portfolio: Portfolio) -> Iterator[str]:
    technical, billing = role_on(license, Role.TECHNICAL), role_on(license, Role.BILLING)
    for role in dict.fromkeys((technical, billing)):
        holders = [x for x in license.holders(role) if portfolio.contact(x.contact)]
        primary = portfolio.contact(holders[0].contact) if holders else None
        yield from _person(primary)
        yield guarded(primary.phone if primary else "")
        if role is technical:
            others = (portfolio.contact(held.contact) for held in holders[1:])
            yield guarded(", ".join(_named(one) for one in others if one))
    if technical is billing:
        yield from ("", "", "")
    yield from _person(portfolio.owner(license))


def _person(contact: Contact | None) -> tuple[str, str]:
    return (guarded(contact.name), guarded(contact.email)) if contact else ("", "")


def _named(contact: Contact) -> str:
    name, address = contact.name.strip(), contact.email.strip()
    if not (name and address):
        return name or address
    shown = name if _PLAIN.fullmatch(name) else '"{}"'.format(name.replace('"', "'"))
    return f"{shown} <{address}>"


def refuse_contacts(headers: Sequence[str], source: str) -> None:
    """Raise a `TableError` for the table of contacts: its rows are no licenses."""
    if tuple(headers[: len(CONTACT_HEADERS)]) == CONTACT_HEADERS:
        raise TableError(
            f"{source} has exported contacts but no licenses. To import names and "
            "addresses: licensetui contacts --add"
        )


def contact_table(portfolio: Portfolio) -> Table:
    """Return a row for each contact that is not archived."""
    rows = [_contact(one, portfolio) for one in portfolio.contacts if not one.archived]
    return CONTACT_HEADERS, rows


def _contact(contact: Contact, portfolio: Portfolio) -> tuple[str, ...]:
    members = (portfolio.contact(id) for id in contact.members)
    deputy = portfolio.contact(contact.deputy)
    return (
        guarded(contact.name),
        guarded(contact.email),
        contact.kind.value,
        guarded(contact.organization),
        guarded(contact.phone),
        guarded(", ".join(_named(one) for one in members if one)),
        guarded(_named(deputy) if deputy else ""),
        _day(contact.last_day),
        _day(contact.mailbox_closes),
        ", ".join(f"{away.start}..{away.end}" for away in contact.away),
        _day(contact.confirmed_on),
        _day(contact.bounced_on),
        str(portfolio.held_count(contact.id)),
        guarded(contact.notes),
    )
