"""The fields of a license and of its current term."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from enum import Enum
from typing import TypeVar

from licensetui.domain.costs import with_seats
from licensetui.domain.license import Assignment, Document, Hosting, License, LicenseType, Unit
from licensetui.domain.notice import notice_fields
from licensetui.domain.structure import StructureError
from licensetui.domain.term import NEVER_ENDS, CostBasis, Decision, Ending, Progress, Term, TermKind
from licensetui.forms import typed
from licensetui.forms.field import Field, labelled, read, shown, text_of
from licensetui.reading.amounts import amount_text
from licensetui.reading.dates import NO_END
from licensetui.reading.notices import notice_text
from licensetui.vendors import PORTALS
from licensetui.wording.fields import LICENSE, TERM

Choice = TypeVar("Choice", bound=Enum)
NO, YES = "no", "yes"
ARROWS = "Left and Right, or the first letter"


def _one_of(name: str, label: str, kind: type[Choice], hint: str = ARROWS) -> Field:
    return Field(name, label, hint, kind, tuple(choice.value for choice in kind))


def _yes_or_no(name: str, label: str, hint: str) -> Field:
    return Field(name, label, hint, lambda text: text == YES, (NO, YES))


_field, _of_term = labelled(LICENSE), labelled(TERM)
_BY_LABEL = {portal.label: portal for portal in PORTALS.values()}
_PORTAL_HINT = "Where you change the vendor's contacts"

LICENSE_FIELDS = (
    _field("name", "Your name for it", typed.required, wide=True),
    _field("vendor", "Who sends the renewal reminders, e.g. Atlassian; the portal follows"),
    _field("product", "The vendor's name for it, without seats or hosting"),
    _one_of("hosting", LICENSE["hosting"], Hosting),
    _one_of("type", LICENSE["type"], LicenseType),
    _field("sen", "SEN-1234567, or the vendor's own number"),
    _field("entitlement", "E-XXX-XXX-XXX, for Cloud"),
    _field("organization", "The organization it was issued to, as written there"),
    _field("site", "Host name of the site or instance"),
    _field("seats", "A number, or unlimited", typed.seats),
    _field("seats_in_use", "Seats in use, if known", typed.count),
    _one_of("unit", LICENSE["unit"], Unit),
    _field("server_id", "BXXX-XXXX-XXXX-XXXX"),
    _field("portal", _PORTAL_HINT, _BY_LABEL.__getitem__, choices=(*_BY_LABEL,)),
    _field("partner", "Reseller or solution partner"),
)
"""Fields of the license itself, in the order of the form."""

PARENT_FIELD = _field(
    "parent",
    "Enter picks the license it belongs to, as an app to its host; Del: none",
    typed.reference,
    wide=True,
    is_picked=True,
)
"""The license it hangs on: chosen from the list."""

OWNER_FIELD = _field(
    "owner",
    "Enter picks who decides about it in your organization; Del: nobody",
    typed.reference,
    is_picked=True,
)
"""Who decides: chosen from the contacts."""

REMINDERS_FIELD = _field(
    "reminders",
    "Days before the end: 90, 30, 0, -15; empty: as in the settings, or the vendor's; or none",
    typed.reminders,
    wide=True,
)
"""When the vendor mails, where that differs from the settings."""

LEAD_FIELDS = (
    _field("decision_lead_days", "Days before the end; empty: as in the settings", typed.days),
    _field("order_lead_days", "Days before the end; empty: as in the settings", typed.days),
)
"""How long it takes to decide and to order, where that differs from the settings."""

NOTICE_FIELD = Field(
    "notice_days",  # what older drafts call it: a number alone is days
    "Notice",
    "30 days, 4 weeks, 3 months before the end; 30 Sep: every year; or one date",
    typed.notice,
)
"""Until when the current term can be canceled, in any of the ways to say it."""

NOTES_FIELD = _field("notes", "Free text", wide=True)
"""Comes last."""

LATER_FIELDS = (
    *LICENSE_FIELDS[1:],
    OWNER_FIELD,
    PARENT_FIELD,
    *LEAD_FIELDS,
    REMINDERS_FIELD,
    NOTES_FIELD,
)
"""All fields of the license but its name."""


def price_fields(seats: str) -> tuple[Field, ...]:
    """Return the fields that say what a cost is for; `seats` is the name of that of the seats."""
    return (
        replace(
            _one_of("cost_basis", TERM["cost_basis"], CostBasis, "The time that the cost pays for"),
            shown_as=tuple(f"a {basis.label}" for basis in CostBasis),
        ),
        _yes_or_no("per_seat", TERM["per_seat"], "Yes: the cost is for one seat"),
        Field(seats, TERM["seats"], "Seats at that price; empty: the seats above", typed.count),
    )


def term_fields(currency: str) -> tuple[Field, ...]:
    """Return the fields of the current term; amounts are in `currency` unless they say another."""
    cost = typed.Amounts(currency)
    return (
        _of_term("start", "YYYY-MM-DD", typed.day),
        _of_term("end", "YYYY-MM-DD; never, if it is perpetual", typed.end),
        _yes_or_no("auto_renew", TERM["auto_renew"], "Yes: billed again unless you cancel"),
        NOTICE_FIELD,
        _yes_or_no("perpetual", TERM["perpetual"], "Yes: only the maintenance ends"),
        _one_of("ends", TERM["ends"], Ending, "The license itself, or only its maintenance"),
        _one_of("term_kind", TERM["term_kind"], TermKind),
        _of_term("cost", f"12500.00 or 12500.00 {currency}", cost),
        *price_fields("term_seats"),
        _of_term("quote", "Number of the quote"),
        _of_term("order_number", "Number of the purchase order"),
        _one_of("decision", TERM["decision"], Decision, "What to do at the end"),
        _one_of("progress", TERM["progress"], Progress, "Status of that decision"),
        _of_term("snoozed_until", "YYYY-MM-DD: no reminders until then", typed.day),
        _of_term("key_received", "YYYY-MM-DD: the day this term's license key came", typed.day),
        _of_term("key_installed", "YYYY-MM-DD: the day that key was installed", typed.day),
    )


def all_fields(currency: str) -> tuple[Field, ...]:
    """Return all fields, in the order of the form: the name, the current term, all else."""
    return (*LICENSE_FIELDS[:1], *term_fields(currency), *LATER_FIELDS)


def texts_of(license: License | None) -> dict[str, str]:
    """Return what each field shows of a license; of none, an empty form."""
    known = license or License(name="new")
    term = known.term or Term(1)
    texts = {
        "name": license.name if license else "",
        "seats": text_of(known.seats),
        "portal": known.portal.label,
        "start": text_of(term.start),
        "end": text_of(term.end),
        "term_kind": term.kind.value,
        "perpetual": YES if term.perpetual else NO,
        "ends": term.ends.value,
        "auto_renew": YES if term.auto_renew else NO,
        "notice_days": notice_text(term.notice),
        "cost": amount_text(term.cost) if term.cost else "",
        "cost_basis": term.cost_basis.value,
        "per_seat": YES if term.per_seat else NO,
        "term_seats": text_of(term.seats),
        "quote": term.quote,
        "decision": term.decision.value,
        "progress": term.progress.value,
        "order_number": term.order_number,
        "snoozed_until": text_of(term.snoozed_until),
        "key_received": text_of(term.key_received),
        "key_installed": text_of(term.key_installed),
        "reminders": typed.reminders_text(known.reminders),
    }
    for field in (*LICENSE_FIELDS, OWNER_FIELD, PARENT_FIELD, *LEAD_FIELDS, NOTES_FIELD):
        texts.setdefault(field.name, text_of(getattr(known, field.name)))
    return shown(texts)


def license_from(
    before: License | None,
    first: Mapping[str, str],
    now: Mapping[str, str],
    wanted: tuple[Assignment, ...],
    currency: str,
    documents: tuple[Document, ...] | None = None,
) -> License:
    """Return the license as typed; `first` is what the form showed. Raises `TypedError`."""
    shown_first = first if before else {}
    values = read((*LICENSE_FIELDS[:1], *LATER_FIELDS), shown_first, now)
    try:
        values["wanted"] = wanted
        if documents is not None:
            values["documents"] = documents
        license = replace(before, **values) if before else License(**values)
        return _with_term(license, first, now, currency)
    except StructureError as error:
        labels = {f.name: f.label for f in (*LATER_FIELDS, *term_fields(currency))}
        label = labels.get(error.field, error.field)
        raise typed.TypedError(f"{label}: {error.problem}", error.field) from None


def _with_term(
    license: License, first: Mapping[str, str], now: Mapping[str, str], currency: str
) -> License:
    """Return the license with the current term as typed; an untouched empty one is not added."""
    changed = read(term_fields(currency), first, now)
    if not changed:
        return license
    if "term_kind" in changed:
        changed["kind"] = changed.pop("term_kind")
    if "term_seats" in changed:
        changed["seats"] = changed.pop("term_seats")
    if "notice_days" in changed:
        changed |= notice_fields(changed["notice_days"])
    if changed.get("end") == NO_END:
        changed |= NEVER_ENDS
    term = license.term or Term(license.next_term_id())
    return license.with_term(with_seats(replace(term, **changed), license))
