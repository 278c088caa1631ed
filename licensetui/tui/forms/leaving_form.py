"""The fields in which one says who leaves, and when."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from licensetui.domain.contact import Contact
from licensetui.domain.contact_life import closes_too_early, proposed_closing
from licensetui.forms import typed
from licensetui.forms.field import labelled, read
from licensetui.wording.fields import CONTACT

_field = labelled(CONTACT)
FIELDS = (
    _field("last_day", "YYYY-MM-DD, last day at work; empty: stays", typed.day),
    _field(
        "mailbox_closes",
        "YYYY-MM-DD, first day mail no longer arrives: ask your mail admin",
        typed.day,
    ),
)
"""The two days."""


def texts_of(contact: Contact) -> dict[str, str]:
    """Return what the fields show of a contact."""
    return {field.name: str(getattr(contact, field.name) or "") for field in FIELDS}


def proposal(last_day: str) -> str:
    """Return the day that is proposed for the end of the mailbox; empty if there is none."""
    try:
        day = typed.day(last_day)
    except typed.TypedError:
        return ""
    return str(proposed_closing(day)) if day else ""


def leaver_from(before: Contact, first: Mapping[str, str], now: Mapping[str, str]) -> Contact:
    """Return the contact as typed. Raises `TypedError`."""
    after = replace(before, **read(FIELDS, first, now))
    if closes_too_early(after):
        raise typed.TypedError(
            f"Mailbox ends: {after.mailbox_closes} is the first day without a mailbox, but the "
            f"last day at work is {after.last_day}",
            "mailbox_closes",
        )
    return after
