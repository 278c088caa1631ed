"""The fields of a renewal of several licenses, and the purchase that they say."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from licensetui.domain.renewal import Anchor, Purchase
from licensetui.domain.term import TermKind
from licensetui.forms import typed
from licensetui.forms.field import Field, read
from licensetui.forms.renew_form import (
    ANCHOR_FIELD,
    KIND_FIELD,
    LENGTH_FIELD,
    LENGTHS,
    ORDER_FIELD,
    QUOTE_FIELD,
    UNTIL,
)
from licensetui.forms.typed import TypedError
from licensetui.tui.commands.forms import FROM_FIXED_DAY, FROM_PAYMENT
from licensetui.tui.forms.outcomes import REFUSED_FIELD, STOP

FIELDS = (
    LENGTH_FIELD,
    ANCHOR_FIELD,
    Field(
        "start",
        "Start of all",
        f"Empty: each when its last term ends. {FROM_PAYMENT.key}: today, "
        f"{FROM_FIXED_DAY.key}: another day",
        typed.day,
    ),
    Field("end", "End of all", "YYYY-MM-DD: one common end; empty: by length", typed.day),
    KIND_FIELD,
    REFUSED_FIELD,
    QUOTE_FIELD,
    ORDER_FIELD,
)
FIRST = {
    "length": "1 year",
    "anchor": Anchor.PREVIOUS_END.value,
    "start": "",
    "end": "",
    "kind": TermKind.RENEWAL.value,
    "refused": STOP,
    "quote": "",
    "order_number": "",
}
"""What the fields hold at first: then each license gets what `r` alone would offer it."""


def purchase_from(texts: Mapping[str, str]) -> Purchase:
    """Return what was chosen; what was not is left to the rules. Raises `TypedError`."""
    end: date | None = read(FIELDS[3:4], {}, texts)["end"]
    if texts["length"] == UNTIL and end is None:
        raise TypedError("End of all: type the common end, or choose a length", "end")

    def chosen(name: str) -> bool:
        return texts[name] != FIRST[name]

    return Purchase(
        kind=TermKind(texts["kind"]) if chosen("kind") else None,
        anchor=Anchor(texts["anchor"]) if chosen("anchor") else None,
        day=read(FIELDS[2:3], {}, texts)["start"],
        length=LENGTHS.get(texts["length"]) if chosen("length") else None,
        end=end,
        quote=typed.text(texts["quote"]),
        order_number=typed.text(texts["order_number"]),
    )
