"""Values given by name: checked names, and what a field shows once a value stands in it."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from licensetui.domain.counting import listed
from licensetui.domain.plain import folded, plain
from licensetui.forms.field import Field
from licensetui.forms.license_draft import DOCUMENTS
from licensetui.forms.license_form import NO, YES
from licensetui.forms.typed import TypedError

_BOOLS = {"true": YES, "y": YES, "1": YES, "false": NO, "n": NO, "0": NO}
_SHOWN = 40
CURRENCY = "currency"
"""What JSON has apart from the cost, and a form has in it."""


def by_field(given: Mapping[str, Any], names: Mapping[str, str]) -> dict[str, str]:
    """Return given values as texts by field; `names` has the fields by the names of values.

    Raises `TypedError` for a name that is none, with the nearest, and for a field given twice.
    """
    found: dict[str, str] = {}
    said: dict[str, str] = {}
    for name, value in given.items():
        if name not in names:
            near = difflib.get_close_matches(name, names, 1)
            meant = f" (did you mean {near[0]}?)" if near else ""
            known = ", ".join(
                x for x in names if x.removeprefix("term.") not in names or "." not in x
            )
            raise TypedError(
                f"{plain(name)[:_SHOWN]!r} is not a field you can set{meant}. Fields: {known}"
            )
        field = names[name]
        if field in said:
            raise TypedError(f"{said[field]} and {name} are the same field: give only one", field)
        found[field], said[field] = text_given(name, value), name
    return found


def text_given(name: str, value: Any) -> str:
    """Return a value of JSON as it would be typed; empty for null. Raises `TypedError`."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return YES if value else NO
    if isinstance(value, str) and name != DOCUMENTS and len(value.strip().splitlines()) > 1:
        raise TypedError(f"{name}: it has several lines, but the field has only one")
    if isinstance(value, str | int | float):
        return str(value)
    if isinstance(value, list) and name == DOCUMENTS:
        return "\n".join(_document(one) for one in value)
    if isinstance(value, list) and not any(isinstance(one, list | dict) for one in value):
        return ", ".join(text_given(name, one) for one in value) or "none"
    raise TypedError(f"{name} cannot be {plain(str(value))[:_SHOWN]}: give a text or a number")


def _document(value: Any) -> str:
    """Return a document as a line: its place, and its title after a tab."""
    told = value if isinstance(value, dict) else {"place": value}
    place, title = (told.get(part) or "" for part in ("place", "title"))
    return "\t".join(" ".join(text_given(DOCUMENTS, part).split()) for part in (place, title))


def with_currency(given: Mapping[str, str], cost: str) -> dict[str, str]:
    """Return given texts with the currency in the cost; `cost` is the one so far."""
    texts = dict(given)
    currency = texts.pop(CURRENCY, "").strip()
    amount = texts.get("cost", re.sub(r"\s*[A-Z]{3}$", "", cost))
    if currency and amount.strip():
        texts["cost"] = f"{amount} {currency}"
    return texts


def filled(
    fields: Iterable[Field], first: Mapping[str, str], given: Mapping[str, str], today: date
) -> dict[str, str]:
    """Return the texts of a form after values were put into its fields.

    Days and amounts are written out, and choices found, as while one types. Raises `TypedError`.
    """
    known = {field.name: field for field in fields}
    texts = dict(first)
    for name, text in given.items():
        field = known.get(name)
        texts[name] = text if field is None else _put(field, text, today)
    return texts


def _put(field: Field, text: str, today: date) -> str:
    if not field.choices:
        return field.written_out(text, today)
    wanted = folded(text.strip())
    if set(field.choices) == {YES, NO}:
        wanted = _BOOLS.get(wanted, wanted)
    for choice in field.choices:
        if folded(choice) == wanted:
            return choice
    near = difflib.get_close_matches(wanted, field.choices, 1)
    meant = f" (did you mean {near[0]}?)" if near else ""
    raise TypedError(
        f"{field.label}: {plain(text)[:_SHOWN]!r} is not one of "
        f"{listed(field.choices, len(field.choices))}{meant}",
        field.name,
    )
