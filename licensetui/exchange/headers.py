"""The headers of a table: how they are compared with those that are known for a field."""

from __future__ import annotations

import re
from functools import cache

from licensetui.exchange.amounts import header_currency
from licensetui.exchange.cells import folded
from licensetui.exchange.import_fields import ImportField

SEAT_USER = ("username", "name", "email")
"""Folded headers that, all together, are of the person who uses a seat (Snipe-IT), not of the
license: then `name` and `email` mean nothing here."""
MARKETPLACE = ("addonname", "licenseid")
"""Folded headers by which a Marketplace license export is known: what Atlassian's portal holds."""

_BRACKETS = re.compile(r"\([^()]*\)|\[[^\[\]]*\]")


@cache
def known_headers(field: ImportField) -> tuple[str, ...]:
    """Return the headers known for a field, folded, the best first."""
    return tuple(dict.fromkeys(map(folded, field.headers)))


def header_forms(header: str) -> tuple[str, ...]:
    """Return a header folded: whole, without what stands in brackets, without a currency."""
    bare = _BRACKETS.sub(" ", header)
    code = header_currency(bare)
    without = re.sub(rf"\b(?:in |en )?{code}\b", " ", bare) if code else bare
    return tuple(dict.fromkeys(folded(form) for form in (header, bare, without) if folded(form)))
