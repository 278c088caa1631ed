"""The fields of a renewal, and what is counted from them."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import replace
from datetime import date

from licensetui.domain.auto_renewal import auto_renewal
from licensetui.domain.costs import with_seats
from licensetui.domain.counting import counted as counted_words
from licensetui.domain.license import License
from licensetui.domain.notice import notice_fields
from licensetui.domain.periods import Length
from licensetui.domain.renewal import Anchor, Purchase, anchor_of, next_term, with_next_term
from licensetui.domain.structure import StructureError
from licensetui.domain.term import Term, TermKind
from licensetui.forms import typed
from licensetui.forms.field import Field, labelled, read, text_of
from licensetui.forms.license_form import NO, NOTICE_FIELD, YES, price_fields
from licensetui.reading.amounts import amount_text
from licensetui.reading.notices import notice_text
from licensetui.wording.costs import cost_words
from licensetui.wording.fields import TERM

LENGTHS = {
    "1 month": Length(1),
    "1 year": Length(12),
    "2 years": Length(24),
    "3 years": Length(36),
}
"""The lengths that take one key."""
UNTIL = "until a day"
"""Stands for a length that nobody counts: the end is typed."""
KINDS = tuple(kind.value for kind in TermKind if kind is not TermKind.NEW)
PRICE = ("cost", "cost_basis", "per_seat", "seats")
"""The fields that hold what somebody typed there, whatever else follows from the others."""
ANCHORS = tuple(anchor.value for anchor in Anchor)

_of_term = labelled(TERM)
LENGTH_FIELD = Field(
    "length",
    "Length",
    "{one-year} {two-years} {three-years} years  {one-month} month  {until-day} end date  "
    "{from-payment} paid on  {from-fixed-day} start date  Enter saves",
    choices=(*LENGTHS, UNTIL),
)
ANCHOR_FIELD = Field(
    "anchor",
    "Counted from",
    "{from-last-end} the last end, {from-payment} the day paid, {from-fixed-day} a date you type. "
    "Enter saves",
    choices=ANCHORS,
)
KIND_FIELD = Field(
    "kind", TERM["term_kind"], "Left or Right, or the first letter. Enter saves", choices=KINDS
)
QUOTE_FIELD = _of_term("quote", "Quote number of this purchase")
ORDER_FIELD = _of_term("order_number", "Purchase order number of this purchase")


def one_fields(currency: str, asked_again: date | None = None) -> tuple[Field, ...]:
    """Return the fields of one renewal; amounts are in `currency` unless they say another.

    A day of notice that was for the last term is `asked_again`.
    """
    notice = replace(NOTICE_FIELD, hint=f"It was {asked_again} for the last term: type the new one")
    cost = typed.Amounts(currency)
    return (
        LENGTH_FIELD,
        ANCHOR_FIELD,
        _of_term("start", "YYYY-MM-DD: the end of the last term, whenever it is paid", typed.day),
        _of_term("end", "YYYY-MM-DD. Enter saves", typed.day),
        KIND_FIELD,
        _of_term("cost", "Prefilled from the last term, prorated; type to replace", cost),
        *price_fields("seats"),
        QUOTE_FIELD,
        ORDER_FIELD,
        *([notice] if asked_again else []),
    )


def day_of_notice(license: License) -> date | None:
    """Return the day of notice that was for the last term only, if it was one."""
    last = license.term
    return last.notice_day if last and not last.notice_yearly else None


def texts_of(license: License, term: Term, anchor: Anchor, today: date) -> dict[str, str]:
    """Return what the fields show of a term that is counted from an anchor."""
    return {
        "length": length_word(license, term, anchor, today),
        "anchor": anchor.value,
        "start": str(term.start or ""),
        "end": str(term.end or ""),
        "kind": term.kind.value,
        "cost": amount_text(term.cost) if term.cost else "",
        "cost_basis": term.cost_basis.value,
        "per_seat": YES if term.per_seat else NO,
        "seats": text_of(term.seats),
        "quote": "",
        "order_number": "",
        NOTICE_FIELD.name: notice_text(term.notice),
    }


def present_words(license: License, today: date) -> str:
    """Return what is known of the term so far, and what Enter records of what came by itself."""
    last, renewal = license.term, auto_renewal(license, today)
    if last is None:
        return "No term yet."
    parts = []
    if renewal:
        count = counted_words(renewal.times, "term")
        assumed = ", a year assumed" if renewal.is_assumed else ""
        parts = [f"Auto-renewed {renewal.day}{assumed}: Enter records {count}"]
    parts += [f"Now: {last.start or '?'} to {last.end or '?'}", f"Term type {last.kind.label}"]
    parts += [f"Cost {cost_words(last)}"] if last.cost else []
    parts += [f"quote {last.quote}"] if last.quote else []
    parts += [f"order {last.order_number}"] if last.order_number else []
    return "   ".join(parts)


def renewed_from(
    license: License, term: Term, fields: tuple[Field, ...], texts: Mapping[str, str]
) -> License:
    """Return the license with a term to which the fields led, as typed. Raises `TypedError`."""
    values = read(fields, {}, texts)
    quote, order = values.pop("quote"), values.pop("order_number")
    values["kind"] = TermKind(values["kind"])
    del values["length"], values["anchor"]
    if NOTICE_FIELD.name in values:
        values |= notice_fields(values[NOTICE_FIELD.name])
    if values["end"] is None:
        raise typed.TypedError("Ends: a renewal needs an end", "end")
    try:
        next = with_seats(replace(term, **values), license)
    except StructureError as error:
        raise typed.TypedError(f"Ends: {error.problem}", "end") from None
    return with_next_term(license, next, quote, order)


def length_word(license: License, term: Term, anchor: Anchor, today: date) -> str:
    """Return which of the lengths leads to the end of a term."""
    for word, length in LENGTHS.items():
        purchase = Purchase(term.kind, anchor, term.start, length)
        if next_term(license, today, purchase).end == term.end:
            return word
    return UNTIL


def counted(license: License, today: date, texts: Mapping[str, str]) -> Term:
    """Return the term that the fields lead to; a day that cannot be read is left to the rules.

    Raises `StructureError` for an end before the start.
    """
    anchor = Anchor(texts["anchor"])
    is_typed = texts["length"] == UNTIL
    purchase = Purchase(
        TermKind(texts["kind"]),
        anchor,
        None if anchor is Anchor.PREVIOUS_END else _day(texts["start"]),
        LENGTHS.get(texts["length"]),
        _day(texts["end"]) if is_typed else None,
    )
    return next_term(license, today, purchase)


def offered(license: License, today: date, kind: TermKind | None = None) -> tuple[Term, Anchor]:
    """Return the term that is offered, of a kind or as planned, and from where it is counted."""
    term = next_term(license, today, Purchase(kind))
    return term, anchor_of(term.kind)


def _day(text: str) -> date | None:
    with suppress(typed.TypedError):  # said in the field itself
        return typed.day(text)
    return None
