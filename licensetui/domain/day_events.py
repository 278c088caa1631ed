"""What falls on the days of a calendar: deadlines, the vendors' mails, absences, last days."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import Enum

from licensetui.domain.agenda import AgendaEntry
from licensetui.domain.contact import Contact
from licensetui.domain.license import License
from licensetui.domain.milestones import (
    KIND_ORDER,
    MilestoneKind,
    Urgency,
    is_snoozed,
    mails_to_come,
    reminders_of,
)
from licensetui.domain.portfolio import Portfolio
from licensetui.domain.settings import Settings


class OtherKind(Enum):
    """What falls on a day beside the milestones of a term."""

    END_OF_LIFE = "end of life"
    AWAY = "away"
    LAST_DAY = "last day"
    MAILBOX_CLOSES = "mailbox closes"


EventKind = MilestoneKind | OtherKind

_ORDER = {kind: place for place, kind in enumerate((*KIND_ORDER, *OtherKind))}
"""The order of what falls on the same day."""


@dataclass(frozen=True)
class DayEvent:
    """One thing that falls on a day, or on several days on end."""

    day: date
    """The day, or the first one."""
    last: date
    """The last day; mostly the same."""
    kind: EventKind
    """What it is."""
    subject: str
    """Whose: the name of a license or of a contact, or what the vendor ends."""
    urgency: Urgency | None = None
    """How near it is, where somebody has something to do by then."""
    license: License | None = None
    """The license it belongs to."""
    contact: Contact | None = None
    """The contact it belongs to."""

    @property
    def mark(self) -> str:
        """Its letter in a grid: `e` for an end of life, else that of its urgency.

        What nobody has to do by a day is `m` for a mail or `a` for somebody away or gone.
        """
        if self.kind is OtherKind.END_OF_LIFE:
            return "e"
        if self.urgency is not None:
            return self.urgency.mark
        return "m" if self.kind is MilestoneKind.REMINDER else "a"

    @property
    def order(self) -> tuple[date, int, str]:
        """What events are sorted by: the day, what it is, the name."""
        return (self.day, _ORDER[self.kind], self.subject)


def day_events(
    portfolio: Portfolio,
    entries: Iterable[AgendaEntry],
    today: date,
    settings: Settings,
    last: date,
) -> tuple[DayEvent, ...]:
    """Return all that falls on a day up to `last`, in order: what is open, and what is to come.

    `entries` are the agenda of the portfolio: what is overdue is among them, whenever it was.
    The vendors' mails are those of licenses whose end is in the agenda. Of contacts that are not
    archived: absences, last days and closing mailboxes that are not over.
    """
    known = tuple(entries)
    ending = (entry.license for entry in known if entry.kind is MilestoneKind.ENDS)
    tasks = (
        DayEvent(x.day, x.day, x.kind, x.license.name, x.urgency, x.license)
        for x in known
        if x.day <= last
    )
    mails = (event for license in ending for event in _mails(license, today, settings, last))
    people = (
        event
        for contact in portfolio.contacts
        if not contact.archived
        for event in _of_contact(contact)
        if event.day <= last and today <= event.last
    )
    return tuple(sorted([*tasks, *mails, *people], key=lambda event: event.order))


def marks_by_day(events: Iterable[DayEvent], first: date, last: date) -> dict[date, str]:
    """Return the worst mark of each day from `first` to `last` on which something falls."""
    marks: dict[date, str] = {}
    for event in events:
        begin, end = max(event.day, first), min(event.last, last)
        for count in range((end - begin).days + 1):
            day = begin + timedelta(days=count)
            marks[day] = min(marks.get(day, event.mark), event.mark, key=_BADNESS.index)
    return marks


_BADNESS = "x!*.ema"
"""The marks, the worst first."""


def _mails(license: License, today: date, settings: Settings, last: date) -> Iterator[DayEvent]:
    """Yield the mails up to `last` about a license with an end."""
    days = reminders_of(license, settings)
    if license.end is None or (license.end - last).days > max(days, default=0):
        return  # most licenses of a large portfolio, so long before the mails are looked at
    if is_snoozed(license, today):
        return
    for point in mails_to_come(license, today, settings):
        if point.day <= last:
            yield DayEvent(point.day, point.day, point.kind, license.name, license=license)


def _of_contact(contact: Contact) -> Iterator[DayEvent]:
    name = contact.label
    for away in contact.away:
        yield DayEvent(away.start, away.end, OtherKind.AWAY, name, contact=contact)
    if day := contact.last_day:
        yield DayEvent(day, day, OtherKind.LAST_DAY, name, contact=contact)
    if day := contact.mailbox_closes:
        yield DayEvent(day, day, OtherKind.MAILBOX_CLOSES, name, contact=contact)
