"""The fields of a contact."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from licensetui.addresses.syntax import check_syntax
from licensetui.domain.contact import Contact, ContactKind
from licensetui.domain.structure import StructureError
from licensetui.tui.forms import typed
from licensetui.tui.forms.field import Field, read, shown


def _address(text: str) -> str:
    """Return an address whose syntax is sound, or nothing for nothing."""
    if not text.strip():
        return ""
    syntax = check_syntax(text)
    if not syntax.ok:
        raise typed.TypedError(syntax.problem)
    return syntax.normalized


def _kind(text: str) -> ContactKind:
    return ContactKind(text)


FIELDS = (
    Field("name", "Full name", "The person, or what the team is called", wide=True),
    Field("email", "E-mail", "One address. Only broken syntax blocks saving", _address, wide=True),
    Field(
        "kind",
        "Kind",
        "Left and Right, or the first letter",
        _kind,
        tuple(kind.value for kind in ContactKind),
    ),
    Field("organization", "Organization", "Whose contact it is"),
    Field("last_day", "Last day", "YYYY-MM-DD, empty if staying", typed.day),
    Field("mailbox_closes", "Mailbox ends", "YYYY-MM-DD, first day mail is lost", typed.day),
    Field("away", "Away", "2026-12-10..2026-12-28, several with commas", typed.absences, wide=True),
    Field("phone", "Phone", "As you would dial it", wide=True),
    Field("notes", "Notes", "Free text", wide=True),
)
"""In the order of the form."""

VOUCHED = "vouched"
"""Name of the text that has no field: the address that is kept against a suggestion."""


def texts_of(contact: Contact | None) -> dict[str, str]:
    """Return what each field shows of a contact; of nobody, an empty form."""
    if contact is None:
        empty = dict.fromkeys((field.name for field in FIELDS), "")
        return {**empty, "kind": ContactKind.UNKNOWN.value, VOUCHED: ""}
    return shown(
        {
            "name": contact.name,
            "email": contact.email,
            "kind": contact.kind.value,
            "organization": contact.organization,
            "phone": contact.phone,
            "last_day": str(contact.last_day or ""),
            "mailbox_closes": str(contact.mailbox_closes or ""),
            "away": typed.absences_text(contact.away),
            "notes": contact.notes,
            VOUCHED: contact.vouched if contact.is_vouched else "",
        }
    )


def contact_from(
    before: Contact | None, first: Mapping[str, str], now: Mapping[str, str]
) -> Contact:
    """Return the contact as typed; `first` is what the form showed. Raises `TypedError`."""
    values: dict[str, Any] = read(FIELDS, first if before else {}, now)
    if now[VOUCHED] != first[VOUCHED]:
        values[VOUCHED] = now[VOUCHED]
    if "away" in values and before:
        notes = {(time.start, time.end): time for time in before.away}
        values["away"] = tuple(notes.get((t.start, t.end), t) for t in values["away"])
    try:
        return replace(before, **values) if before else Contact(**values)
    except StructureError as error:
        raise typed.TypedError(f"Full name: {error.problem}", "name") from None
