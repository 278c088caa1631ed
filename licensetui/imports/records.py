"""A statement becomes a license: a new one, or a known one with what the row says."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from licensetui.domain.license import Hosting, License
from licensetui.domain.portfolio import Portfolio
from licensetui.imports.identifiers import entitlement_key, sen_key
from licensetui.imports.looks import other_contacts, with_look
from licensetui.imports.statement import Statement
from licensetui.imports.terms import first_term, merge_terms
from licensetui.imports.values import with_values
from licensetui.reading.cells import quoted, text_key
from licensetui.vendors import usual_portal


@dataclass(frozen=True)
class Merged:
    """A known license after an import."""

    license: License
    """With what the row says."""
    changes: tuple[str, ...]
    """What changed, in words: `end 2026-10-18 -> 2027-10-18`."""
    remarks: tuple[str, ...]
    """What was left as it is although the row says something else."""


def new_license(stated: Statement, id: int) -> License:
    """Return the license that a statement describes, without contacts."""
    license = License(**stated.license)
    term = first_term(stated, license.hosting)
    return replace(
        license,
        id=id,
        portal=usual_portal(license),
        terms=(term,) if term else (),
        notes="\n".join(filter(None, (stated.notes, *stated.numbers))),
    )


def merge(license: License, stated: Statement, portfolio: Portfolio, look: date | None) -> Merged:
    """Return a known license with what a row says; what the row leaves empty stays.

    The name, being what the users call it, and the assigned contacts stay; what the portal showed
    on a day, `look`, changes who is on the portal.
    """
    merged, changes = _with_fields(license, stated)
    terms, term_changes, remarks = merge_terms(merged, stated)
    merged = replace(merged, terms=terms)
    if look:
        merged, contact_changes, contact_remarks = with_look(merged, stated, look)
    else:
        contact_changes, contact_remarks = (), other_contacts(license, stated, portfolio)
    if text_key(license.name) != text_key(stated.name):
        remarks = (*remarks, f"named {quoted(license.name)} here: the name is left as it is")
    if license.archived:
        remarks = (*remarks, "archived here, and stays so")
    merged, notes = _with_notes(merged, stated)
    return Merged(
        merged, (*changes, *term_changes, *contact_changes, *notes), (*remarks, *contact_remarks)
    )


def _with_fields(license: License, stated: Statement) -> tuple[License, tuple[str, ...]]:
    said: dict[str, Any] = {}
    for field, value in stated.license.items():
        known = getattr(license, field)
        is_said = field not in stated.derived or known in ("", None, Hosting.OTHER)
        if is_said and field != "name" and _compared(field, known) != _compared(field, value):
            said[field] = value
    return with_values(license, said)


def _compared(field: str, value: object) -> object:
    """Return a value in the form in which it is compared: a number's spelling is no change."""
    if field == "sen":
        return sen_key(str(value))
    return entitlement_key(str(value)) if field == "entitlement" else value


def _with_notes(license: License, stated: Statement) -> tuple[License, tuple[str, ...]]:
    """Add notes below those there are, unless they are among them: nobody's notes are lost."""
    lines = license.notes.split("\n")
    new = [stated.notes] if stated.notes and stated.notes not in license.notes else []
    new += [number for number in stated.numbers if number not in lines]
    notes = "\n".join(filter(None, (license.notes, *new)))
    return replace(license, notes=notes), tuple(f"notes + {quoted(one)}" for one in new)
