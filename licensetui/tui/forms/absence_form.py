"""The fields in which one says that somebody is away, and what becomes of the contacts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from licensetui.domain.contact import Away, Contact
from licensetui.domain.counting import listed
from licensetui.domain.months import day_and_month
from licensetui.forms import typed
from licensetui.forms.contact_form import members_from, members_text
from licensetui.forms.field import Field
from licensetui.forms.typed import TypedError

FROM, UNTIL, NOTE = "from", "until", "note"
FIELDS = (
    Field(FROM, "From", "first day away, YYYY-MM-DD", typed.day),
    Field(UNTIL, "Until", "last day away; +14 counts from the first; empty: one day", typed.day),
    Field(NOTE, "Note", "why, or who to ask in the meantime", wide=True),
)
"""First and last day, and why."""
NAMED = 3
"""So many of several contacts are named."""
CONTACTS = "contacts"
"""In a draft: the ids of those who are away."""


def ids_text(contacts: Iterable[Contact]) -> str:
    """Return what a draft keeps of the contacts of the form."""
    return members_text(contact.id for contact in contacts)


def ids_from(text: str) -> tuple[int, ...]:
    """Return the ids that `ids_text` wrote."""
    return members_from(text)


def away_from(now: Mapping[str, str]) -> Away | None:
    """Return the absence as typed; None where nothing was. Raises `TypedError`."""
    days = {}
    for field in FIELDS[:2]:
        try:
            days[field.name] = typed.day(now[field.name])
        except TypedError as error:
            raise TypedError(f"{field.label}: {error}", field.name) from None
    first, last, note = days[FROM], days[UNTIL], typed.text(now[NOTE])
    if first is None:
        if last or note:
            raise TypedError("From: the first day away is missing", FROM)
        return None
    if last is not None and last < first:
        raise TypedError(f"Until: {last} is before {first}", UNTIL)
    return Away(first, last or first, note)


def with_absence(contact: Contact, time: Away) -> Contact:
    """Return a contact who is away then as well; what lies within that time goes into it."""
    others = [x for x in contact.away if x.start < time.start or x.end > time.end]
    away = sorted((*others, time), key=lambda x: (x.start, x.end))
    return replace(contact, away=tuple(away))


def deed_words(contacts: tuple[Contact, ...], time: Away) -> str:
    """Return what was done, as the history has it: `Anna Martin away 2026-12-10..2026-12-28`."""
    return f"{who(contacts)} away {typed.absences_text((time,))}"


def who(contacts: tuple[Contact, ...]) -> str:
    """Return whom the form is about: the names, of many the first."""
    return listed([contact.label for contact in contacts], NAMED)


def already_words(contacts: tuple[Contact, ...]) -> str:
    """Return when they are away as it is: `Already away: 15 Dec-02 Jan`; of several, who is."""
    known = [contact for contact in contacts if contact.away]
    if not known:
        return ""
    if len(contacts) == 1:
        return f"Already away: {typed.absences_text(known[0].away)}"
    times = (f"{x.label} {day_and_month(x.away[0].start)}" for x in known)
    return f"Already away: {', '.join(times)}"
