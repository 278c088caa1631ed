"""The fields as people choose them: a short key, a sentence, an order for a list to choose from."""

from __future__ import annotations

from collections.abc import Mapping
from difflib import get_close_matches

from licensetui.imports.fields import ImportField
from licensetui.reading.cells import folded, quoted

LEAVE_OUT = "-"
"""Stands for no field: the column is left out."""

_FIELD = ImportField
_SENTENCES = {
    _FIELD.NAME: "Name of the license; required in every row",
    _FIELD.END: "Last day of the term: expiration, renewal date, next payment",
    _FIELD.START: "First day of the term",
    _FIELD.VENDOR: "The vendor, who sends the reminders",
    _FIELD.PRODUCT: "Product, if the name is your own",
    _FIELD.SEN: "The vendor's number: SEN, license number, license ID",
    _FIELD.ENTITLEMENT: "Atlassian Cloud number, E-XXX-XXX-XXX",
    _FIELD.KEY: "License key: only its last characters and SHA-256 are stored",
    _FIELD.TECHNICAL: "Person or address that gets the vendor's reminders",
    _FIELD.TECHNICAL_ADDRESS: "The technical contact's address",
    _FIELD.TECHNICAL_PHONE: "The technical contact's phone number",
    _FIELD.SECOND_TECHNICAL: "Another technical contact: person or address",
    _FIELD.BILLING: "Person or address that gets the vendor's invoices and quotes",
    _FIELD.BILLING_ADDRESS: "The billing contact's address",
    _FIELD.BILLING_PHONE: "The billing contact's phone number",
    _FIELD.OWNER: "Who decides about it internally: person or address",
    _FIELD.OWNER_ADDRESS: "The owner's address",
    _FIELD.COST: "Price; the header may name the period, or per seat",
    _FIELD.CURRENCY: "Currency of the cost",
    _FIELD.BILLING_CYCLE: "How often the cost is paid: monthly, yearly",
    _FIELD.SEATS: "Number of seats, users, or nodes paid for",
    _FIELD.SEATS_IN_USE: "Number of seats in use",
    _FIELD.FREE_SEATS: "Number of free seats; the rest is in use",
    _FIELD.NOTICE: "Notice period: days, weeks, months, or the date to cancel by",
    _FIELD.AUTO_RENEW: "Auto-renew: yes or no",
    _FIELD.TYPE: "Type: commercial, academic, evaluation, perpetual",
    _FIELD.HOSTING: "Where it runs: Cloud, Data Center, Server",
    _FIELD.PARTNER: "Reseller or partner",
    _FIELD.ORGANIZATION: "Organization it is issued to",
    _FIELD.SITE: "Site or instance it is for",
    _FIELD.SERVER_ID: "ID of the server it is for",
    _FIELD.PURCHASE_ORDER: "Your purchase order",
    _FIELD.ORDER_NUMBER: "The vendor's or reseller's order number",
    _FIELD.DECISION_LEAD: "Days before the end to decide by",
    _FIELD.ORDER_LEAD: "Days before the end to order by",
    _FIELD.SUBSCRIPTION: "Subscription number, added to the notes",
    _FIELD.TENANT: "Tenant ID, added to the notes",
    _FIELD.CUSTOMER_ID: "Your customer number, added to the notes",
    _FIELD.NOTES: "Free text",
    _FIELD.UNIT: "What a seat is: users, agents, nodes",
    _FIELD.TERM_KIND: "Kind of term: new, renewal, upgrade",
    _FIELD.ENDING: "What ends: license or maintenance",
    _FIELD.PERPETUAL: "Perpetual license: yes or no",
    _FIELD.TERM_SEATS: "Number of seats the term's price covers",
    _FIELD.QUOTE: "Quote number for the next term",
    _FIELD.DECISION: "Decision at the end: renew, reduce, cancel",
    _FIELD.PROGRESS: "Purchase status: open, quoted, ordered, done",
    _FIELD.SNOOZED: "Date until which it is snoozed",
    _FIELD.PORTAL: "Portal (licensetui export only)",
    _FIELD.EXPORTED_LICENSE: "License that the row belongs to (licensetui export only)",
    _FIELD.EXPORTED_TERM: "Term that the row is (licensetui export only)",
    _FIELD.LOOKED_ON: "Date of the portal's own export",
}
CHOICES: tuple[ImportField, ...] = (
    *_SENTENCES,
    *(field for field in ImportField if field not in _SENTENCES),
)
"""All fields, in the order in which they are chosen most."""
KEYS: Mapping[str, ImportField] = {field.key: field for field in CHOICES}
"""The fields by their keys, `name`, `end`, `technical-address`: they never change."""


class UnknownFieldError(ValueError):
    """A field was named that does not exist. Its text is a sentence that names the nearest."""


def sentence(field: ImportField) -> str:
    """Return in a sentence, without a full stop, what a field holds."""
    return _SENTENCES.get(field, field.label.capitalize())


def field_called(key: str) -> ImportField | None:
    """Return the field with a key, None for `-`, or raise `UnknownFieldError`.

    Case, accents and what stands between words do not matter, and the field's label serves too.
    """
    if key.strip() == LEAVE_OUT:
        return None
    known = {folded(field.label): field for field in CHOICES}
    known |= {folded(name): field for name, field in KEYS.items()}
    field = known.get(folded(key))
    if field is None:
        near = get_close_matches(folded(key), known, n=1, cutoff=0)
        which = f"did you mean {known[near[0]].key}? " if near else ""
        raise UnknownFieldError(
            f"unknown field {quoted(key)}: {which}For a list: licensetui import --fields"
        )
    return field
