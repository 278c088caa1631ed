"""A statement becomes a license: a new one, or a known one with what the row says."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from licensetui.domain.documents import with_documents
from licensetui.domain.license import Hosting, License
from licensetui.domain.structure import replaced
from licensetui.imports.identifiers import entitlement_key, sen_key
from licensetui.imports.statement import Statement
from licensetui.imports.terms import first_term, merge_terms
from licensetui.imports.told import RowWords, with_values
from licensetui.reading.cells import quoted, text_key
from licensetui.vendors import usual_portal


def new_license(stated: Statement, id: int) -> License:
    """Return the license that a statement describes, without contacts."""
    term = first_term(stated, stated.license.get("hosting", Hosting.OTHER))
    license = License(
        id=id,
        terms=(term,) if term else (),
        notes="\n".join(filter(None, (stated.notes, *stated.numbers))),
        **stated.license,
    )
    portal = stated.license.get("portal") or usual_portal(license)
    return license if portal is license.portal else replaced(license, portal=portal)


def merge(license: License, stated: Statement, told: RowWords) -> License:
    """Return a known license with what a row says but for its contacts.

    What the row leaves empty stays, and so does the name, being what the users call it.
    """
    merged = _with_fields(license, stated, told)
    merged = replace(merged, terms=merge_terms(merged, stated, told))
    if text_key(license.name) != text_key(stated.name):
        told.notes.append(f"named {quoted(license.name)} here: the name is not changed")
    if license.archived:
        told.notes.append("archived here, and stays archived")
    return _with_notes(merged, stated, told)


def _with_fields(license: License, stated: Statement, told: RowWords) -> License:
    said: dict[str, Any] = {}
    for field, value in stated.license.items():
        if field == "documents":
            continue
        known = getattr(license, field)
        is_said = field not in stated.derived or known in ("", None, Hosting.OTHER)
        if is_said and field != "name" and _compared(field, known) != _compared(field, value):
            said[field] = value
    return _with_documents(with_values(license, said, told), stated, told)


def _with_documents(license: License, stated: Statement, told: RowWords) -> License:
    """Add the documents that are not among those there are: none is lost."""
    known = license.documents
    documents = with_documents(known, stated.license.get("documents", ()))
    for added in documents[len(known) :]:
        told.add("document +", quoted(added.place))
    return replace(license, documents=documents) if len(documents) > len(known) else license


def _compared(field: str, value: object) -> object:
    """Return a value in the form in which it is compared: a number's spelling is no change."""
    if field == "sen":
        return sen_key(str(value))
    return entitlement_key(str(value)) if field == "entitlement" else value


def _with_notes(license: License, stated: Statement, told: RowWords) -> License:
    """Add notes below those there are, unless they are among them: nobody's notes are lost."""
    lines = license.notes.split("\n")
    new = [stated.notes] if stated.notes and stated.notes not in license.notes else []
    new += [number for number in stated.numbers if number not in lines]
    for one in new:
        told.add("notes +", quoted(one))
    return replace(license, notes="\n".join(filter(None, (license.notes, *new))))
