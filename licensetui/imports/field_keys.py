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
    _FIELD.NAME: "What the license is called: every row needs it",
    _FIELD.END: "The last day of the term: expiry, renewal date, next payment",
    _FIELD.START: "The first day of the term",
    _FIELD.VENDOR: "Who makes it and sends its mails",
    _FIELD.PRODUCT: "The product, where the name is your own",
    _FIELD.SEN: "The vendor's number: SEN, license number, license id",
    _FIELD.ENTITLEMENT: "Atlassian's Cloud number, E-XXX-XXX-XXX",
    _FIELD.KEY: "The license key: only its end and its SHA-256 are kept",
    _FIELD.TECHNICAL: "A person or an address: gets the vendor's reminder mails",
    _FIELD.TECHNICAL_ADDRESS: "The address of the technical contact",
    _FIELD.TECHNICAL_PHONE: "The phone number of the technical contact",
    _FIELD.SECOND_TECHNICAL: "Another technical contact: a person or an address",
    _FIELD.BILLING: "A person or an address: gets the vendor's invoices and quotes",
    _FIELD.BILLING_ADDRESS: "The address of the billing contact",
    _FIELD.BILLING_PHONE: "The phone number of the billing contact",
    _FIELD.OWNER: "Who decides about it inside: a person or an address",
    _FIELD.OWNER_ADDRESS: "The address of the owner",
    _FIELD.COST: "What is paid; the header may say for what time or per seat",
    _FIELD.CURRENCY: "The currency of the cost",
    _FIELD.BILLING_CYCLE: "The time after which the cost is paid again: monthly, yearly",
    _FIELD.SEATS: "How many seats, users or nodes are paid for",
    _FIELD.SEATS_IN_USE: "How many of the seats are used",
    _FIELD.FREE_SEATS: "How many of the seats are left: the rest is in use",
    _FIELD.NOTICE: "The notice: days, weeks, months, or the day to cancel by",
    _FIELD.AUTO_RENEW: "Whether it renews by itself: yes or no",
    _FIELD.TYPE: "The type: commercial, academic, evaluation, perpetual",
    _FIELD.HOSTING: "Where it runs: Cloud, Data Center, Server",
    _FIELD.PARTNER: "The reseller or partner it is bought from",
    _FIELD.ORGANIZATION: "The organization it is issued to",
    _FIELD.SITE: "The site or instance it is for",
    _FIELD.SERVER_ID: "The ID of the server it is for",
    _FIELD.PURCHASE_ORDER: "Your purchase order",
    _FIELD.ORDER_NUMBER: "The number of the vendor's or reseller's order",
    _FIELD.DECISION_LEAD: "How many days before the end you decide",
    _FIELD.ORDER_LEAD: "How many days before the end you order",
    _FIELD.SUBSCRIPTION: "The number of the subscription: kept in the notes",
    _FIELD.TENANT: "The number of the tenant: kept in the notes",
    _FIELD.CUSTOMER_ID: "The number by which the vendor knows you: kept in the notes",
    _FIELD.NOTES: "Free text",
    _FIELD.UNIT: "What a seat is: users, agents, nodes",
    _FIELD.TERM_KIND: "How the term came about: new, renewal, upgrade",
    _FIELD.ENDING: "What stops at the end: license or maintenance",
    _FIELD.PERPETUAL: "Whether the license itself goes on after the end: yes or no",
    _FIELD.TERM_SEATS: "How many seats that term is priced for",
    _FIELD.QUOTE: "The number of the quote for the next term",
    _FIELD.DECISION: "What shall happen at the end: renew, reduce, cancel",
    _FIELD.PROGRESS: "How far the purchase is: open, quoted, ordered, done",
    _FIELD.SNOOZED: "The day until which nobody wants to hear of it",
    _FIELD.PORTAL: "The portal, in our own export",
    _FIELD.EXPORTED_LICENSE: "Which rows are one license, in our own export",
    _FIELD.EXPORTED_TERM: "Which of its terms a row is, in our own export",
    _FIELD.LOOKED_ON: "The day on which the portal showed this, in its own export",
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
            f"no field is called {quoted(key)}: {which}licensetui import --fields lists all"
        )
    return field
