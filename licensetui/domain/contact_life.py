"""The life of a contact: confirmed, bounced, away, leaving; and that in words."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta

from licensetui.domain.contact import Contact

MAILBOX_DAYS = 14
"""Days after the last one on which a mailbox is proposed to close."""


def proposed_closing(last_day: date) -> date:
    """Return the first day on which mail to somebody who leaves is probably lost."""
    return last_day + timedelta(days=min(MAILBOX_DAYS, (date.max - last_day).days))


def closes_too_early(contact: Contact) -> bool:
    """Say whether the mailbox of a contact is said to close while the person still works."""
    last, closes = contact.last_day, contact.mailbox_closes
    return last is not None and closes is not None and closes <= last


def confirmed(contact: Contact, today: date) -> Contact:
    """Return a contact of whom somebody has made sure today that the address is read.

    That a mail came back before counts no more.
    """
    return replace(contact, confirmed_on=today, bounced_on=None)


def bounced(contact: Contact, today: date) -> Contact:
    """Return a contact to whom a mail came back today."""
    return replace(contact, bounced_on=today)


def readdressed(contact: Contact, before: Contact) -> Contact:
    """Return a contact without what was said of an address that it has no more.

    Only what still stands as it was `before` is taken away: that it was confirmed or bounced.
    """
    if contact.address == before.address:
        return contact
    is_old = contact.confirmed_on == before.confirmed_on
    came_back = contact.bounced_on == before.bounced_on
    return replace(
        contact,
        confirmed_on=None if is_old else contact.confirmed_on,
        bounced_on=None if came_back else contact.bounced_on,
    )


def life_words(contact: Contact, today: date) -> tuple[str, ...]:
    """Return what holds of a contact now or before long, the worst first, a few words each."""
    return tuple(_words(contact, today))


def _words(contact: Contact, today: date) -> Iterable[str]:
    if contact.bounced_on:
        yield f"bounced {contact.bounced_on}"
    if contact.mailbox_closes:
        verb = "mailbox closed" if contact.mailbox_closes <= today else "mailbox closes"
        yield f"{verb} {contact.mailbox_closes}"
    if contact.last_day:
        is_gone = contact.last_day < today
        yield f"left {contact.last_day}" if is_gone else f"leaves {contact.last_day}"
    for away in sorted(contact.away, key=lambda away: away.start):
        if away.start <= today <= away.end:
            yield f"away until {away.end}"
        elif today < away.start:
            yield f"away {away.start}..{away.end}"
