"""Events on the days of a calendar: deadlines, the vendors' mails, absences, last days."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, timedelta

from licensetui.domain.agenda import AgendaEntry
from licensetui.domain.contact import Contact
from licensetui.domain.dataclass import dataclass
from licensetui.domain.labels import Labeled
from licensetui.domain.license import License
from licensetui.domain.milestones import KIND_ORDER, MilestoneKind, Urgency


class OtherKind(Labeled):
    """The kind of an event beside the milestones of a term."""

    END_OF_LIFE = "end of life"
    AWAY = "away"
    LAST_DAY = "last day"
    MAILBOX_CLOSES = "mailbox closes"


AWAY = "a"
"""The mark of somebody away or gone: none is milder."""

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
        return "m" if self.kind is MilestoneKind.REMINDER else AWAY

    @property
    def order(self) -> tuple[date, int, str]:
        """The order of events: by the day, by kind, by name."""
        return (self.day, _ORDER[self.kind], self.subject)


def task_event(entry: AgendaEntry) -> DayEvent:
    """Return an open milestone as what falls on its day."""
    license = entry.license
    return DayEvent(entry.day, entry.day, entry.kind, license.name, entry.urgency, license)


def mail_event(license: License, day: date) -> DayEvent:
    """Return a mail of the vendor about a license as what falls on its day."""
    return DayEvent(day, day, MilestoneKind.REMINDER, license.name, license=license)


def contact_events(contact: Contact, today: date) -> Iterator[DayEvent]:
    """Yield absences, the last day and the closing mailbox of a contact that are not over.

    Those of an archived contact are nobody's concern.
    """
    if contact.archived:
        return
    name = contact.label
    found = [(away.start, away.end, OtherKind.AWAY) for away in contact.away]
    if day := contact.last_day:
        found.append((day, day, OtherKind.LAST_DAY))
    if day := contact.mailbox_closes:
        found.append((day, day, OtherKind.MAILBOX_CLOSES))
    for first, last, kind in found:
        if today <= last:
            yield DayEvent(first, last, kind, name, contact=contact)


def marks_by_day(events: Iterable[DayEvent], first: date, last: date) -> dict[date, str]:
    """Return the worst mark of each day from `first` to `last` on which something falls."""
    marks: dict[date, str] = {}
    for event in events:
        begin, end = max(event.day, first), min(event.last, last)
        for count in range((end - begin).days + 1):
            day = begin + timedelta(days=count)
            marks[day] = min(marks.get(day, event.mark), event.mark, key=_BADNESS.index)
    return marks


_BADNESS = f"x!*.em{AWAY}"
"""The marks, the worst first."""
