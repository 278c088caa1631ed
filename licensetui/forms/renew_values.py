"""A renewal after values were given for some of its fields, by the names that JSON has for them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from licensetui.domain.change import Change, Edit
from licensetui.domain.license import License
from licensetui.domain.portfolio import Portfolio
from licensetui.domain.renewal import Anchor, caught_up
from licensetui.domain.structure import StructureError
from licensetui.domain.term import TermKind
from licensetui.findings.objections import objections
from licensetui.forms.given import CURRENCY, filled, with_currency
from licensetui.forms.license_form import NOTICE_FIELD
from licensetui.forms.license_values import refuse
from licensetui.forms.renew_form import (
    UNTIL,
    counted,
    day_of_notice,
    offered,
    one_fields,
    renewed_from,
    texts_of,
)
from licensetui.forms.typed import TypedError
from licensetui.reading.amounts import amount_text

_COUNTED = ("length", "anchor", "start", "end")
"""The fields from which the days of a term follow."""


def renewal_names(license: License, currency: str) -> dict[str, str]:
    """Return the fields of the form by their names: those that a term has in JSON."""
    names = (field.name for field in one_fields(currency, day_of_notice(license)))
    found = {"notice" if name == NOTICE_FIELD.name else name: name for name in names}
    return {**found, CURRENCY: CURRENCY}


def renewal_given(
    license: License, given: Mapping[str, str], currency: str, today: date
) -> License:
    """Return a license with the next term, as its form offers it but for what is given.

    Raises `TypedError`, as the form does.
    """
    fields = one_fields(currency, day_of_notice(license))
    so_far = caught_up(license, today)
    cost = offered(so_far, today)[0].cost
    given = filled(fields, {}, with_currency(given, amount_text(cost) if cost else ""), today)
    try:
        term, anchor = offered(so_far, today, TermKind(given["kind"]) if "kind" in given else None)
        texts = texts_of(so_far, term, anchor, today)
        if any(name in given for name in _COUNTED):
            chosen = _chosen(texts, given, today)
            term = counted(so_far, today, chosen)
            texts = texts_of(so_far, term, Anchor(chosen["anchor"]), today)
    except StructureError as error:
        raise TypedError(f"Ends: {error.problem}", "end") from None
    return renewed_from(so_far, term, fields, {**texts, **given})


def _chosen(texts: Mapping[str, str], given: Mapping[str, str], today: date) -> dict[str, str]:
    """Return the texts from which a term is counted: one choice leads to another."""
    chosen = dict(texts) | {name: given[name] for name in _COUNTED if name in given}
    if "end" in given:
        chosen["length"] = UNTIL
    if "start" in given and chosen["anchor"] == Anchor.PREVIOUS_END.value:
        chosen["anchor"] = Anchor.FIXED.value
    elif "start" not in given and given.get("anchor") == Anchor.PAYMENT.value:
        chosen["start"] = str(today)
    return chosen


def renewal_change(before: License, after: License, portfolio: Portfolio, today: date) -> Change:
    """Return the change that records a renewal. Raises `TypedError` for what is refused."""
    refuse("Not renewed", objections(before, after, portfolio, today))
    return Change(f"renew {after.name}", licenses=(Edit(before, after),))
