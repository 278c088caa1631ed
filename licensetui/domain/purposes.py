"""Purposes of columns and fields, by a header or by the words before a value."""

from __future__ import annotations

import re
from enum import Enum

from licensetui.domain.plain import folded


class Holds(Enum):
    """The purpose of a column or a field."""

    KEY = "key"
    """A license key: all but a vendor's number is one."""
    SERIAL = "serial"
    """A serial number: some write keys there, some numbers."""
    NUMBER = "number"
    """A number: a UUID and a long row of digits are none but that."""
    SAID = "said"
    """A number, because the user says so: only what can be nothing but a key is one."""
    TEXT = "text"
    """Anything; a word before what looks like a key tells what it is."""


OF_FIELD = {
    "key": Holds.KEY,
    "sen": Holds.NUMBER,
    "entitlement": Holds.NUMBER,
    "server_id": Holds.NUMBER,
    "quote": Holds.NUMBER,
    "order_number": Holds.NUMBER,
    "phone": Holds.NUMBER,
}
"""What the fields of a record hold; the others hold text."""

_KEY_WORDS = re.compile(
    r"\w*keys?|cles?|\w*schlussel|claves?|llaves?|tokens?|secrets?|\w*activation ?codes?"
    r"|activations?|aktivierung\w*|activacion"
)
_SERIAL_WORDS = re.compile(r"serials?|series?|seri?en\w*|s/?n")
_NUMBER_WORDS = re.compile(
    r"ids?|\w*id|n[or]?|num|numbers?|numeros?|\w*nummer|sen|\w*entitlements?|\w*subscriptions?|abos?"
    r"|abonnements?|\w*tenants?|mandant|\w*customers?|clients?|kunden?\w*|clientes?|\w*orders?"
    r"|commandes?|bestell\w*|pedidos?|\w*accounts?|compte|konto|cuenta|contracts?|contrat|vertrag\w*"
    r"|contrato|quotes?|devis|angebot\w*|invoices?|factures?|rechnung\w*|facturas?|po|references?"
    r"|ref|tickets?|instances?|workspaces?|organi[sz]ations?|org|projects?|sites?|phones?|iban"
    r"|guid|uuid|commit|revision"
)
_LABEL = re.compile(r"([\w'/. -]{1,60}?)\s*([:=#]|\bis\b|\best\b|\bist\b|\bes\b)?\s*$")


def holds_of(header: str) -> Holds:
    """Return what a column with that header, or a value with that word before it, is there for."""
    text = folded(re.sub(r"(?<=[a-z])(?=[A-Z])", " ", header))
    words = re.findall(r"[\w/]+", text.replace("_", " "))
    if any(_KEY_WORDS.fullmatch(word) for word in words) or _KEY_WORDS.fullmatch(text):
        return Holds.KEY
    if any(_SERIAL_WORDS.fullmatch(word) for word in words):
        return Holds.SERIAL
    return Holds.NUMBER if any(_NUMBER_WORDS.fullmatch(word) for word in words) else Holds.TEXT


def by_label(before: str) -> Holds:
    """Return what the words before a value on its line say that it is."""
    found = _LABEL.search(re.split(r"[\n,;()]", before)[-1])
    if not found:
        return Holds.TEXT
    words = found[1].split()[-3:]
    for word in reversed(words):
        holds = holds_of(word)
        # Only what is set off is a label: `key features`, but `key: 3FA2...`.
        if holds is Holds.NUMBER or (holds is not Holds.TEXT and found[2]):
            return holds
    return Holds.TEXT
