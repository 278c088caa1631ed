"""The fields of a contact."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from licensetui.addresses.syntax import check_syntax
from licensetui.domain.contact import Contact, ContactKind
from licensetui.domain.contact_life import readdressed
from licensetui.domain.plain import capitalized
from licensetui.domain.portfolio import Portfolio
from licensetui.domain.structure import StructureError
from licensetui.forms import typed
from licensetui.forms.field import labelled, read, shown, text_of
from licensetui.wording.fields import CONTACT


def _address(text: str) -> str:
    """Return an address whose syntax is sound, or nothing for nothing."""
    if not text.strip():
        return ""
    syntax = check_syntax(text)
    if not syntax.ok:
        raise typed.TypedError(syntax.problem)
    return syntax.normalized


_field = labelled(CONTACT)

DAYS = ("away", "last_day", "mailbox_closes", "bounced_on", "confirmed_on")
"""The fields of a contact that say when mail to it is read."""
DEPUTY_FIELD = _field(
    "deputy",
    "Backup person; gets none of the mail. Type to find; Del clears",
    typed.reference,
    is_picked=True,
)
"""Who stands in: chosen from the list."""

FIELDS = (
    _field("name", "Person or team name", wide=True),
    _field("email", "One address. You can save it despite a warning", _address, wide=True),
    _field(
        "kind",
        "Left, Right or the first letter. A team's members are listed below",
        ContactKind,
        choices=tuple(kind.value for kind in ContactKind),
    ),
    _field("organization", "Company or department"),
    _field(
        "away",
        "2026-12-10..2026-12-28, or 20/12 - 5 Jan; separate several with commas",
        typed.absences,
        wide=True,
    ),
    DEPUTY_FIELD,
    _field("last_day", "YYYY-MM-DD, empty if staying", typed.day),
    _field(
        "confirmed_on",
        "YYYY-MM-DD, when someone last confirmed it works; {confirm-here}: today",
        typed.day,
    ),
    _field("mailbox_closes", "YYYY-MM-DD, first day mail no longer arrives", typed.day),
    _field(
        "bounced_on",
        "YYYY-MM-DD, when an email bounced; {bounced-here}: today. A new address clears it",
        typed.day,
    ),
    _field("phone", "As you would dial it"),
    _field("notes", "Free text", wide=True),
)
"""In the order of the form."""
PLANNED = tuple(field for field in FIELDS if field.name in (*DAYS, DEPUTY_FIELD.name))
"""The fields that say when mail is read, and by whom else."""

VOUCHED = "vouched"
"""Name of the text that has no field: the address that is kept against a suggestion."""
MEMBERS = "members"
"""Name of the text that has no field: the ids of who reads a team's address."""
NEWCOMERS = "newcomers"
"""Name of the text that has no field: members that were pasted and are no contacts yet."""
KNOWN_BY = "sign_in_known_by"
"""Name of the text that has no field: the ids of who knows the password of a team's account."""
FIXES = "fixes"
"""Name of the text that has no field: what shall be done against days that nobody reads."""


def texts_of(contact: Contact | None) -> dict[str, str]:
    """Return what each field shows of a contact; of nobody, an empty form."""
    if contact is None:
        empty = dict.fromkeys((field.name for field in FIELDS), "")
        untold = dict.fromkeys((VOUCHED, MEMBERS, NEWCOMERS, KNOWN_BY, FIXES), "")
        return {**empty, **untold, "kind": ContactKind.UNKNOWN.value}
    texts = {field.name: text_of(getattr(contact, field.name)) for field in FIELDS}
    texts["away"] = typed.absences_text(contact.away)
    texts[VOUCHED] = contact.vouched if contact.is_vouched else ""
    texts[MEMBERS], texts[NEWCOMERS], texts[FIXES] = members_text(contact.members), "", ""
    texts[KNOWN_BY] = members_text(contact.sign_in_known_by)
    return shown(texts)


def members_text(members: Iterable[int]) -> str:
    """Return ids of members as a draft keeps them."""
    return ",".join(str(id) for id in members)


def members_from(text: str) -> tuple[int, ...]:
    """Return the ids that `members_text` wrote; what is none in a draft is left out."""
    return tuple(int(id) for id in text.split(",") if id.removeprefix("-").isdecimal())


def newcomers_text(newcomers: Iterable[Contact]) -> str:
    """Return contacts that are not saved yet, one a line, as a draft keeps them."""
    return "\n".join(f"{x.id}\t{x.kind.value}\t{x.email}\t{x.name}" for x in newcomers)


def newcomers_from(text: str) -> Mapping[int, Contact]:
    """Return by their ids the contacts that `newcomers_text` wrote; what is none is left out."""
    found = {}
    for line in text.split("\n"):
        id, _, rest = line.partition("\t")
        kind, _, rest = rest.partition("\t")
        email, _, name = rest.partition("\t")
        if email.strip() and id.startswith("-") and id[1:].isdecimal():
            known = kind_in(kind) or ContactKind.UNKNOWN
            found[int(id)] = Contact(name, email, int(id), known)
    return found


def planned_from(before: Contact, now: Mapping[str, str]) -> Contact:
    """Return a contact with the days and the deputy as typed. Raises `TypedError`."""
    try:
        return replace(before, **read(PLANNED, {}, now))
    except StructureError as error:
        raise typed.TypedError(capitalized(error.problem), error.field) from None


def name_of_id(id: str, portfolio: Portfolio) -> str:
    """Return what to call the contact of an id as it stands in a field; empty for none."""
    contact = portfolio.contact(int(id)) if id.isdecimal() else None
    return contact.label if contact else f"contact {id} is gone" if id else ""


def kind_in(text: str) -> ContactKind | None:
    """Return the kind of a text; None if it is none: a draft may have another release's word."""
    return next((kind for kind in ContactKind if kind.value == text), None)


def contact_from(
    before: Contact | None, first: Mapping[str, str], now: Mapping[str, str]
) -> Contact:
    """Return the contact as typed; `first` is what the form showed. Raises `TypedError`."""
    values: dict[str, Any] = read(FIELDS, first if before else {}, now)
    if now[VOUCHED] != first[VOUCHED]:
        values[VOUCHED] = now[VOUCHED]
    for name in (MEMBERS, KNOWN_BY):
        if now[name] != first[name]:
            values[name] = members_from(now[name])
    if "away" in values and before:
        notes = {(time.start, time.end): time for time in before.away}
        values["away"] = tuple(notes.get((t.start, t.end), t) for t in values["away"])
    try:
        return readdressed(replace(before, **values), before) if before else Contact(**values)
    except StructureError as error:
        raise typed.TypedError(f"Full name: {error.problem}", "name") from None
