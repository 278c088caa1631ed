"""The vendor's next mail about a license: to which addresses it goes, and who reads it there."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from licensetui.domain.audience import Audience, Cover, Reading
from licensetui.domain.license import License
from licensetui.domain.milestones import mail_days
from licensetui.domain.missing import Missing, Why
from licensetui.domain.readers import Readership
from licensetui.domain.settings import Settings
from licensetui.domain.sign_in import is_looked_at

NOBODY = "NOBODY"
"""What stands where somebody should read a mail and nobody does."""
NO_MAIL = "no reminder"
"""What stands where the vendor sends none any more."""


class Addressee(NamedTuple):
    """An address to which a mail goes."""

    address: str
    """The address; the name of a contact who has none."""
    note: str = ""
    """Why nobody reads it, or why nobody knows who does: `away until 2026-12-28`."""
    is_read: bool = True
    """Whether somebody who is known reads it."""
    is_missed: bool = False
    """Whether it is known that nobody reads it."""

    def __str__(self) -> str:
        """Return the address, and why it helps nobody."""
        return f"{self.address} ({self.note})" if self.note else self.address


class NextMail(NamedTuple):
    """A mail of the vendor about a license, and who reads it."""

    license: License
    day: date
    """The day of the mail."""
    reading: Reading
    """Who reads a mail of that day."""
    addressees: tuple[Addressee, ...]
    """The addresses to which it goes, those of primaries first, those of nobody we know last."""

    @property
    def is_verified(self) -> bool:
        """Whether somebody has looked who is on the portal; else the wanted contacts are taken."""
        return is_looked_at(self.license)

    @property
    def is_lost(self) -> bool:
        """Whether nobody reads it."""
        return self.reading.cover is Cover.NOBODY

    @property
    def read_at(self) -> tuple[str, ...]:
        """The addresses at which somebody reads it who is known."""
        return tuple(x.address for x in self.addressees if x.is_read)

    @property
    def brief(self) -> str:
        """The reader, for a column: the first address of use, else NOBODY and a reason."""
        if self.is_lost:
            return ": ".join([NOBODY, *map(str, self.addressees[:1])])
        return str(min(self.addressees, key=lambda x: (not x.is_read, x.is_missed)))

    def __str__(self) -> str:
        """Return who reads it, and whoever of the addressees does not, with the reason."""
        missed = ", ".join(str(x) for x in self.addressees if x.is_missed)
        if self.is_lost:
            return f"{NOBODY}: {missed}" if missed else NOBODY
        used = ", ".join(str(x) for x in self.addressees if not x.is_missed)
        return f"{used}; not {missed}" if missed else used


def next_mail(
    license: License, readership: Readership, day: date, settings: Settings
) -> NextMail | None:
    """Return the first mail about a license from a day on, and who reads it; None if none comes."""
    on = _first_day(license, readership, day, settings)
    if on is None:
        return None
    audience = readership.audience(license)
    reading = audience.on(on)
    return NextMail(license, on, reading, tuple(_addressees(audience, readership, reading, on)))


def brief_mail(license: License, readership: Readership, day: date, settings: Settings) -> str:
    """Return who reads the first mail about a license from a day on, for a column.

    That is what `NextMail.brief` says. Addresses behind the first at which somebody reads it are
    not looked at: to find out what is wrong with all of them takes longer than anything else.
    """
    on = _first_day(license, readership, day, settings)
    if on is None:
        return NO_MAIL
    for contact in readership.addressees(license):
        if readership.behind(contact).on(on).readers:
            return contact.email.strip()
    mail = next_mail(license, readership, day, settings)
    return mail.brief if mail else NO_MAIL


def _first_day(
    license: License, readership: Readership, day: date, settings: Settings
) -> date | None:
    mails = readership.counsel.reminders(license, settings).days
    return next(iter(mail_days(license, day, mails)), None)


def _addressees(
    audience: Audience, readership: Readership, reading: Reading, day: date
) -> Iterator[Addressee]:
    known = set()
    for contact in audience.addressees:
        address = contact.email.strip()
        known.add(address)
        there = readership.behind(contact).on(day)
        if there.readers:
            yield Addressee(address)
        elif there.missing:
            first = there.missing[0]
            who = "" if first.contact.id == contact.id else f"{first.contact.label} "
            note = f"{who}{reason_words(first)}"
            yield Addressee(address or contact.label, note, is_read=False, is_missed=True)
        else:
            flaw = readership.flaw(contact)
            yield Addressee(address, flaw.label if flaw else "members unknown", is_read=False)
    for address in reading.unknown:
        if address not in known:
            yield Addressee(address, "no contact has it", is_read=False)


def reason_words(missing: Missing) -> str:
    """Return why somebody reads nothing, with ISO dates as in all that is printed."""
    match missing.why:
        case Why.AWAY:
            return f"away until {missing.until}"
        case Why.LEFT | Why.CLOSED | Why.BOUNCED:
            return f"{missing.why.label} {missing.since}"
    return missing.why.label
