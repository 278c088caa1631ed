"""Reasons why a contact reads nothing on a day: left, away, or a dead address."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from typing import NamedTuple

from licensetui.domain.contact import Contact
from licensetui.domain.labels import Labeled


class Why(Labeled):
    """The reason why a contact reads nothing."""

    ARCHIVED = "archived"
    NO_ADDRESS = "no address"
    DEAD = "no mail arrives there"
    LEFT = "left"
    CLOSED = "mailbox closed"
    BOUNCED = "bounced"
    AWAY = "away"


class Missing(NamedTuple):
    """A contact to whom a mail goes, or should go, and who does not read it."""

    contact: Contact
    """Who: a person, or a team whose address does not work."""
    why: Why
    """Why not."""
    since: date | None = None
    """The last day of who left, else the first one without a reader, where it is known."""
    until: date | None = None
    """The last day of an absence; None for what does not pass by itself."""


Gap = tuple[date, date, Missing]
"""The first and the last day on which somebody is missing, and why."""


def has_bounced(contact: Contact) -> bool:
    """Say whether a mail came back and nobody has made sure since then that the address is read.

    To confirm an address takes the bounce away, so one of the same day came later.
    """
    bounced, confirmed = contact.bounced_on, contact.confirmed_on
    return bounced is not None and (confirmed is None or confirmed <= bounced)


def stays(contact: Contact) -> bool:
    """Say whether nothing speaks against a contact: an address that works, and no end in sight."""
    is_leaving = contact.last_day is not None or contact.mailbox_closes is not None
    is_in_vain = contact.archived or has_bounced(contact) or not contact.email.strip()
    return not (is_leaving or is_in_vain)


def absences(contact: Contact) -> Iterator[Gap]:
    """Yield when a person is away, the longest into the future first."""
    for away in sorted(contact.away, key=lambda away: away.end, reverse=True):
        yield away.start, away.end, Missing(contact, Why.AWAY, away.start, away.end)


def lost(contact: Contact) -> Iterator[Gap]:
    """Yield when mail to the address of a contact is lost, whoever would read it."""
    if contact.mailbox_closes is not None:
        closed = Missing(contact, Why.CLOSED, contact.mailbox_closes)
        yield contact.mailbox_closes, date.max, closed
    if has_bounced(contact):
        yield date.min, date.max, Missing(contact, Why.BOUNCED, contact.bounced_on)
    if contact.archived:
        yield date.min, date.max, Missing(contact, Why.ARCHIVED)


def gaps(contact: Contact) -> Iterator[Gap]:
    """Yield when a person reads nothing, what does not pass by itself first."""
    last = contact.last_day
    if last is not None and last < date.max:
        yield last + timedelta(days=1), date.max, Missing(contact, Why.LEFT, last)
    yield from lost(contact)
    yield from absences(contact)


def missing_on(day: date, gaps: Iterable[Gap]) -> Missing | None:
    """Return the first of the reasons that hold on a day; None if none does."""
    for first, last, why in gaps:
        if first <= day <= last:
            return why
    return None


def why_missing(contact: Contact, day: date) -> Missing | None:
    """Return why a person reads nothing on a day; None for a reader."""
    return missing_on(day, gaps(contact))


def turns(gaps: Iterable[Gap]) -> Iterator[date]:
    """Yield the days from which on somebody may be missing who was not the day before, or back."""
    for first, last, _ in gaps:
        yield first
        if last < date.max:
            yield last + timedelta(days=1)
