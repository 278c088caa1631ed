"""The fields in which one says who leaves, and when."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from licensetui.domain.contact import Contact
from licensetui.tui.forms import typed
from licensetui.tui.forms.field import Field, read

FIELDS = (
    Field("last_day", "Last day", "YYYY-MM-DD, the last one at work; empty: stays", typed.day),
    Field(
        "mailbox_closes",
        "Mailbox ends",
        "YYYY-MM-DD, first day mail is lost: ask whoever runs the mail",
        typed.day,
    ),
)
"""The two days."""


def texts_of(contact: Contact) -> dict[str, str]:
    """Return what the fields show of a contact."""
    return {field.name: str(getattr(contact, field.name) or "") for field in FIELDS}


def leaver_from(before: Contact, first: Mapping[str, str], now: Mapping[str, str]) -> Contact:
    """Return the contact as typed. Raises `TypedError`."""
    after = replace(before, **read(FIELDS, first, now))
    last, closes = after.last_day, after.mailbox_closes
    if last and closes and closes <= last:
        raise typed.TypedError(
            f"Mailbox ends: {closes} is the first day without it; work goes on until {last}",
            "mailbox_closes",
        )
    return after
