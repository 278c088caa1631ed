"""A draft becomes a license: a new one, or a known one with what the row says."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from licensetui.domain.license import Hosting, License, LicenseType, Unit
from licensetui.domain.portfolio import Portfolio
from licensetui.exchange.cells import quoted, text_key
from licensetui.exchange.draft import Draft
from licensetui.exchange.identifiers import entitlement_key, sen_key
from licensetui.exchange.looks import other_contacts, with_look
from licensetui.exchange.terms import first_term, merge_terms
from licensetui.exchange.values import with_values
from licensetui.vendors import portal_of

_FIELDS = (
    "vendor",
    "product",
    "hosting",
    "type",
    "sen",
    "key",
    "entitlement",
    "organization",
    "site",
    "server_id",
    "seats",
    "unit",
    "seats_in_use",
    "partner",
)
"""Fields that a draft and a license share and that a row may change."""


@dataclass(frozen=True)
class Merged:
    """A known license after an import."""

    license: License
    """With what the row says."""
    changes: tuple[str, ...]
    """What changed, in words: `end 2026-10-18 -> 2027-10-18`."""
    remarks: tuple[str, ...]
    """What was left as it is although the row says something else."""


def new_license(draft: Draft, id: int) -> License:
    """Return the license that a draft describes, without contacts."""
    hosting = draft.hosting or Hosting.OTHER
    term = first_term(draft, hosting)
    return License(
        name=draft.name,
        id=id,
        vendor=draft.vendor,
        product=draft.product,
        hosting=hosting,
        type=draft.type or LicenseType.COMMERCIAL,
        sen=draft.sen,
        key=draft.key,
        entitlement=draft.entitlement,
        organization=draft.organization,
        site=draft.site,
        server_id=draft.server_id,
        seats=draft.seats,
        seats_in_use=draft.seats_in_use,
        unit=draft.unit or Unit.USERS,
        portal=portal_of(draft.vendor, hosting),
        partner=draft.partner,
        terms=(term,) if term else (),
        notes="\n".join(filter(None, (draft.notes, *draft.numbers))),
    )


def merge(
    license: License, draft: Draft, portfolio: Portfolio, today: date, *, is_portal_export: bool
) -> Merged:
    """Return a known license with what a row says; what the row leaves empty stays.

    The name, being what the users call it, and the wanted contacts stay; a portal export
    changes who is on the portal.
    """
    merged, changes = _with_fields(license, draft)
    terms, term_changes, remarks = merge_terms(merged, draft)
    merged = replace(merged, terms=terms)
    if is_portal_export:
        merged, contact_changes, contact_remarks = with_look(merged, draft, today)
    else:
        contact_changes, contact_remarks = (), other_contacts(license, draft, portfolio)
    if text_key(license.name) != text_key(draft.name):
        remarks = (*remarks, f"named {quoted(license.name)} here: the name is left as it is")
    if license.archived:
        remarks = (*remarks, "archived here, and stays so")
    merged, notes = _with_notes(merged, draft)
    return Merged(
        merged,
        (*changes, *term_changes, *contact_changes, *notes),
        (*remarks, *contact_remarks),
    )


def _with_fields(license: License, draft: Draft) -> tuple[License, tuple[str, ...]]:
    said: dict[str, Any] = {}
    for field in _FIELDS:
        known, value = getattr(license, field), getattr(draft, field)
        is_gap = known in ("", None, Hosting.OTHER)
        is_said = value not in ("", None) and (is_gap or field not in draft.derived)
        if is_said and _compared(field, known) != _compared(field, value):
            said[field] = value
    return with_values(license, said)


def _compared(field: str, value: object) -> object:
    """Return a value in the form in which it is compared: a number's spelling is no change."""
    if field == "sen":
        return sen_key(str(value))
    return entitlement_key(str(value)) if field == "entitlement" else value


def _with_notes(license: License, draft: Draft) -> tuple[License, tuple[str, ...]]:
    """Add notes below those there are, unless they are among them: nobody's notes are lost."""
    lines = license.notes.split("\n")
    new = [draft.notes] if draft.notes and draft.notes not in license.notes else []
    new += [number for number in draft.numbers if number not in lines]
    notes = "\n".join(filter(None, (license.notes, *new)))
    return replace(license, notes=notes), tuple(f"notes + {quoted(one)}" for one in new)
