"""Coverage: for each mail that the vendor will send, who reads it on that day."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from typing import NamedTuple

from licensetui.domain.audience import Cover, Reading
from licensetui.domain.contact import Contact
from licensetui.domain.counsel import RECORDS, Counsel
from licensetui.domain.license import License
from licensetui.domain.milestones import mail_days
from licensetui.domain.missing import Missing
from licensetui.domain.plain import folded
from licensetui.domain.portfolio import Portfolio
from licensetui.domain.readers import Readership
from licensetui.domain.settings import Settings
from licensetui.domain.sign_in import is_looked_at
from licensetui.domain.standing import is_over
from licensetui.domain.unread import UnreadDays, unread


class Checkpoint(NamedTuple):  # as `Milestone`
    """A mail of the vendor on a day, with who reads it."""

    license: License
    """The license it is about."""
    day: date
    """The day on which the vendor sends it."""
    reading: Reading
    """Who reads it, and who does not."""

    @property
    def readers(self) -> tuple[Contact, ...]:
        """The persons who read it."""
        return self.reading.readers

    @property
    def missing(self) -> tuple[Missing, ...]:
        """Those who do not, and why."""
        return self.reading.missing

    @property
    def unknown(self) -> tuple[str, ...]:
        """The addresses of which nobody knows who reads them."""
        return self.reading.unknown

    @property
    def verified(self) -> bool:
        """Whether somebody has looked who is on the portal; else the wanted contacts are taken."""
        return is_looked_at(self.license)

    @property
    def cover(self) -> Cover:
        """The cover: how well it is read."""
        return self.reading.cover


@dataclass(frozen=True)
class LicenseCoverage:
    """The mails about one license that are still to come."""

    license: License
    checkpoints: tuple[Checkpoint, ...] = ()
    """Its mails from today on, by day; none where no end is open."""

    @property
    def first_uncovered(self) -> Checkpoint | None:
        """The first mail that nobody reads, if there is one."""
        return self.first(Cover.NOBODY)

    @cached_property
    def worst(self) -> Checkpoint | None:
        """The first of the mails that are read worst; None where none is to come."""
        return min(self.checkpoints, key=lambda point: point.reading.cover, default=None)

    def first(self, cover: Cover) -> Checkpoint | None:
        """Return the first mail that is read so, if there is one."""
        return next((point for point in self.checkpoints if point.reading.cover is cover), None)


@dataclass(frozen=True)
class Lapse:
    """A mail that is read worse than before."""

    before: Checkpoint
    """As it is."""
    after: Checkpoint
    """As it would be."""
    row: UnreadDays | None = None
    """The days in a row of which it is the first, if what nobody reads may come on any of them."""

    @property
    def days(self) -> tuple[date, ...]:
        """The day of the mail; the first and the last one, of several."""
        return (self.after.day, (self.row and self.row.last) or self.after.day)


def license_coverage(
    license: License, readership: Readership, today: date, settings: Settings
) -> LicenseCoverage:
    """Return the mails to come about one license."""
    mails = readership.counsel.reminders(license, settings).days
    return coverage_on(license, readership, mail_days(license, today, mails))


def coverage_on(license: License, readership: Readership, days: Iterable[date]) -> LicenseCoverage:
    """Return mails about one license, on these days."""
    audience = readership.audience(license)
    return LicenseCoverage(
        license, tuple([Checkpoint(license, day, audience.on(day)) for day in days])
    )


def uncovered_by(
    portfolio: Portfolio,
    contacts: Collection[Contact],
    today: date,
    settings: Settings,
    counsel: Counsel = RECORDS,
) -> tuple[Lapse, ...]:
    """Return the mails that lose their last reader, or the last but one, by what is planned.

    For each license also the first of too many days in a row on which nobody reads any more.

    `contacts` are known ones with other absences, another last day, a mailbox that closes or an
    address that bounced; only these count, whatever else was edited. The first day comes first.
    """
    known = {contact.id: portfolio.contact(contact.id) for contact in contacts}
    planned = [
        replace(
            was,
            away=contact.away,
            last_day=contact.last_day,
            mailbox_closes=contact.mailbox_closes,
            bounced_on=contact.bounced_on,
            confirmed_on=contact.confirmed_on,
        )
        for contact in contacts
        if (was := known[contact.id])
    ]
    changed = [contact for contact in planned if contact != known[contact.id]]
    if not changed:
        return ()
    before = Readership(portfolio, counsel)
    after = Readership(portfolio.with_contacts(changed), counsel)
    found = [
        lapse
        for license in portfolio.licenses
        if not license.archived and not is_over(license, today)
        for lapse in _lapses(license, changed, (before, after), today, settings)
    ]
    found.sort(key=_lapse_key)
    return tuple(found)


def _lapse_key(lapse: Lapse) -> tuple[Cover, bool, date, int]:
    """Return what puts a lapse before others: mails of a known day before what comes on any."""
    after = lapse.after
    return after.cover, lapse.row is not None, after.day, after.license.id


def _lapses(
    license: License,
    contacts: Collection[Contact],
    readerships: tuple[Readership, Readership],
    today: date,
    settings: Settings,
) -> Iterator[Lapse]:
    """Yield what of a license is read worse, as far as any of the contacts gets it at all."""
    before, after = readerships
    if not any(before.gets_any(license, contact) for contact in contacts):
        return
    involved = before.audience(license).involved_ids
    if any(contact.id in involved for contact in contacts):
        for point in license_coverage(license, before, today, settings).checkpoints:
            reading = after.audience(license).on(point.day)
            if reading.cover < point.cover:
                yield Lapse(point, point._replace(reading=reading))
    if found := unread(license, after, today, settings):
        known = unread(license, before, today, settings)
        rows = (each.without(known) for each in found)
        row = next((x for x in rows if x.working_days > settings.unread_days), None)
        if row:
            was, now = (x.audience(license, row.kind).on(row.first) for x in readerships)
            yield Lapse(
                Checkpoint(license, row.first, was), Checkpoint(license, row.first, now), row
            )


def urgency_key(covered: LicenseCoverage) -> tuple[int, date, str, int]:
    """Return what puts the mails about a license before those about another: the worst first."""
    license, worst = covered.license, covered.worst
    place = len(Cover) if worst is None else int(worst.cover)
    day = worst.day if worst else license.end or date.max
    return place, day, folded(license.name), license.id
