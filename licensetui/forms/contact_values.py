"""A contact after values were given for some of its fields, by the names that JSON has for them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from licensetui.domain.contact import Contact
from licensetui.forms.contact_form import FIELDS, KNOWN_BY, MEMBERS, contact_from, texts_of
from licensetui.forms.given import filled

_JSON = {"email": "address"}
CONTACT_NAMES: Mapping[str, str] = {
    **{_JSON.get(field.name, field.name): field.name for field in FIELDS},
    MEMBERS: MEMBERS,
    KNOWN_BY: KNOWN_BY,
}
"""The fields of the form by their names: those of `contacts --json`."""


def contact_given(before: Contact | None, given: Mapping[str, str], today: date) -> Contact:
    """Return a contact in whose form values were put. Raises `TypedError`, as its form does."""
    first = texts_of(before)
    return contact_from(before, first, filled(FIELDS, first, given, today))
