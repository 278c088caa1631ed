"""The form of a license in sections: which field stands where, and which share a place."""

from __future__ import annotations

from dataclasses import replace

from licensetui.domain.term import Ending
from licensetui.forms.field import Field
from licensetui.forms.license_form import NO, YES, all_fields

Place = tuple[str, ...]
"""Names of the fields that stand beside each other behind the label of the first."""

LICENSE: tuple[Place, ...] = (
    *(("name",), ("vendor",), ("sen",)),
    *(("product",), ("seats", "unit")),
)
"""What it is."""
TERM: tuple[Place, ...] = (
    *(("start",), ("end", "ends")),
    *(("cost", "cost_basis"), ("per_seat", "term_seats")),
    *(("auto_renew",), ("notice_days",)),
    *(("decision",), ("progress",)),
    *(("owner",), ("term_kind",)),
)
"""The current term, and what becomes of it."""
MORE: tuple[Place, ...] = (
    *(("quote",), ("order_number",)),
    *(("snoozed_until",), ("reminders",)),
    *(("decision_lead_days",), ("order_lead_days",)),
    *(("key_received",), ("key_installed",)),
    *(("organization",), ("type",)),
    *(("hosting",), ("parent",)),
    *(("site",), ("server_id",)),
    *(("entitlement",), ("seats_in_use",)),
    *(("portal",), ("partner",)),
    ("notes",),
)
"""The rest, which one comes for now and then."""

ENDS = "ends"
UNCLEAR = ""
"""Stands for a perpetual license that is said to end itself: somebody has to choose."""
NARROWER = ("parent", "reminders")
"""Fields that have half a line here, although they have a whole one elsewhere."""
SHORTER = {"key_installed": "Installed"}
"""What stands in front of fields whose label has no room here."""


def form_fields(currency: str) -> tuple[Field, ...]:
    """Return the fields in the order of the form: one of them for what ends, and for perpetual."""
    known = {field.name: field for field in all_fields(currency)}
    hint = "The license itself, or only its maintenance: it is then perpetual"
    known[ENDS] = replace(known[ENDS], hint=hint)
    for name in NARROWER:
        known[name] = replace(known[name], wide=False)
    for name, label in SHORTER.items():
        known[name] = replace(known[name], label=label)
    return tuple(known[name] for place in (*LICENSE, *TERM, *MORE) for name in place)


def placed(places: tuple[Place, ...], fields: tuple[Field, ...]) -> tuple[tuple[Field, ...], ...]:
    """Return the fields of each place, as far as the form has them."""
    known = {field.name: field for field in fields}
    found = (tuple(known[name] for name in place if name in known) for place in places)
    return tuple(filter(None, found))


def ending_text(ends: str, perpetual: str) -> str:
    """Return the one choice that stands for both texts of a license."""
    is_odd = perpetual == YES and ends == Ending.LICENSE.value
    return UNCLEAR if is_odd else ends


def perpetual_text(ends: str, first_ends: str, first_perpetual: str) -> str:
    """Return whether a license is perpetual by that choice; unless it changed, as it was."""
    if ends == first_ends:
        return first_perpetual
    return YES if ends == Ending.MAINTENANCE.value else NO
