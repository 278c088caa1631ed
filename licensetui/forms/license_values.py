"""A license after values were given for some of its fields, by the names that JSON has for them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from licensetui.domain.change import Change, Edit
from licensetui.domain.documents import place_of, with_documents
from licensetui.domain.keyless import in_field
from licensetui.domain.license import Document, License
from licensetui.domain.plain import plain
from licensetui.domain.portfolio import Portfolio
from licensetui.domain.structure import StructureError
from licensetui.domain.term import Ending
from licensetui.domain.web_password import NOT_KEPT, has_password
from licensetui.findings.objections import Objection, objections
from licensetui.findings.vendor_rules import vendor_question
from licensetui.forms.given import CURRENCY, filled, with_currency
from licensetui.forms.license_draft import DOCUMENTS
from licensetui.forms.license_form import NO, all_fields, license_from, term_fields, texts_of
from licensetui.forms.typed import TypedError
from licensetui.forms.vendor_fields import as_typed, portal_word
from licensetui.vendors import PORTALS

_TERM = {"term_kind": "kind", "term_seats": "seats", "notice_days": "notice"}
"""Fields of the term by what JSON calls them inside of a term."""


def license_names(currency: str) -> dict[str, str]:
    """Return the fields of the form by their names: those of `list --json`.

    What only a term has may stand with `term.` before it or without.
    """
    found: dict[str, str] = {}
    of_term = {field.name for field in term_fields(currency)}
    for field in all_fields(currency):
        name = _TERM.get(field.name, field.name)
        if field.name not in of_term:
            found[name] = field.name
        else:
            found[f"term.{name}"] = field.name
            if name != "seats":
                found[name] = field.name
    more = {
        DOCUMENTS: DOCUMENTS,
        "parent_id": "parent",
        "currency": CURRENCY,
        "term.currency": CURRENCY,
    }
    return {**found, **more, "notice_days": "notice_days"}


def license_given(
    before: License | None, given: Mapping[str, str], currency: str, today: date
) -> License:
    """Return a license in whose form values were put. Raises `TypedError`, as its form does.

    The portal follows the vendor and what ends follows from perpetual, as in the form.
    """
    first = texts_of(before)
    given = with_currency(given, first["cost"])
    if key := given.get("portal", "").strip():
        portal = PORTALS.get(key)
        given["portal"] = portal.label if portal else key
    texts = filled(all_fields(currency), first, given, today)
    if first["portal"] == portal_word(first) and "portal" not in given:
        texts["portal"] = portal_word(texts)
    if texts["perpetual"] != first["perpetual"] and "ends" not in given:
        ending = Ending.LICENSE if texts["perpetual"] == NO else Ending.MAINTENANCE
        texts["ends"] = ending.value
    documents = _documents(texts.pop(DOCUMENTS)) if DOCUMENTS in texts else None
    wanted = before.wanted if before else ()
    return license_from(before, first, texts, wanted, currency, documents)


def _documents(text: str) -> tuple[Document, ...]:
    """Return documents that stand on a line each, a title after a tab. Raises `TypedError`."""
    found = []
    for place, _, title in (line.partition("\t") for line in text.splitlines() if line.strip()):
        if in_field(DOCUMENTS, place).keys:
            raise TypedError("Documents: that is a license key, which is not saved", DOCUMENTS)
        if has_password(place_of(place)):
            raise TypedError(f"Documents: {NOT_KEPT[0].lower()}{NOT_KEPT[1:]}", DOCUMENTS)
        try:
            found.append(Document(place_of(plain(place)), plain(title).strip()))
        except StructureError as error:
            raise TypedError(f"Documents: {error.problem}", DOCUMENTS) from None
    return with_documents((), found)


def license_change(
    before: License | None, after: License, portfolio: Portfolio, today: date
) -> Change | None:
    """Return the change that saves a license; None if nothing differs.

    Raises `TypedError` for what is refused.
    """
    if after == before:
        return None
    refuse("Not saved", objections(before, after, portfolio, today))
    what = "change" if before else "add"
    return Change(f"{what} license {after.name}", licenses=(Edit(before, after),))


def refuse(what: str, found: tuple[Objection, ...]) -> None:
    """Raise `TypedError` if the first objection refuses; it says that it was not done."""
    if found and found[0].refuses:
        raise TypedError(f"{what}: {found[0].reason}.", found[0].field)


def license_warnings(
    before: License | None, after: License, portfolio: Portfolio, today: date
) -> tuple[str, ...]:
    """Return what speaks against a license although it is saved, as sentences."""
    found = [x.reason for x in objections(before, after, portfolio, today) if not x.refuses]
    question = vendor_question(as_typed(texts_of(after)))
    is_asked = before is not None and question == vendor_question(as_typed(texts_of(before)))
    return (*(f"{reason}." for reason in found), *([question] if question and not is_asked else ()))
